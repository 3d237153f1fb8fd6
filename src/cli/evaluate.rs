//! `evaluate`: prints the verdicts on cases.

use super::arguments::{EvaluateArguments, OutputFormat};
use super::credentials::Credentials;
use super::exit_status::ExitStatus;
use super::input::{ChangedPdfs, FaultlessCase, read_faultless_case};
use super::output::{STANDARD_INPUT_TWICE, print_error, print_result};
use super::{json, text};
use crate::assessment::assess;
use crate::definition::{CriteriaSet, Indication, IndicationId};
use crate::notation::{nearest, shown_path};

pub fn run(arguments: &EvaluateArguments, set: &CriteriaSet) -> ExitStatus {
    let requested = match &arguments.indication {
        None => None,
        Some(id) => match set.indication(&IndicationId::from(id.as_str())) {
            Some(indication) => Some(indication),
            None => {
                let known: Vec<&str> =
                    set.indications.iter().map(|indication| indication.id.as_str()).collect();
                let hint = nearest(id, known.iter().copied())
                    .map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
                print_error(format_args!(
                    "--indication: there is no such indication; give one of {}{hint}",
                    known.join(", ")
                ));
                return ExitStatus::UsageError;
            }
        },
    };
    if arguments.credentials.share_standard_input(&arguments.cases) {
        print_error(STANDARD_INPUT_TWICE);
        return ExitStatus::UsageError;
    }
    let mut status = ExitStatus::Success;
    let mut credentials = Credentials::new(&arguments.credentials);
    let changed = ChangedPdfs::accepted_if(arguments.accept_changed);
    for path in &arguments.cases {
        let Some(FaultlessCase { case, .. }) = read_faultless_case(path, &mut credentials, changed, set)
        else {
            status = ExitStatus::Failure;
            continue;
        };
        let own = || set.indications.iter().filter(|indication| indication.id == case.indication).collect();
        let indications: Vec<&Indication> = match requested {
            _ if arguments.all => set.indications.iter().collect(),
            Some(indication) => vec![indication],
            None => own(),
        };
        for indication in indications {
            let assessment = assess(indication, &case);
            let printed = match arguments.format {
                OutputFormat::Json => match json::line(path, &assessment) {
                    Ok(line) => print_result(format_args!("{line}\n")),
                    Err(error) => {
                        print_error(format_args!(
                            "{}: the result could not be written as JSON: {error}",
                            shown_path(path)
                        ));
                        Err(ExitStatus::Failure)
                    }
                },
                OutputFormat::Text => {
                    let language = arguments.language.into();
                    print_result(text::verdict(path, indication, &case, &assessment, language))
                }
            };
            if let Err(printing) = printed {
                return status.max(printing);
            }
        }
    }
    status
}
