//! `export`: writes the report of a case as PDF.

use super::arguments::ExportArguments;
use super::credentials::Credentials;
use super::exit_status::ExitStatus;
use super::input::read_faultless_case;
use super::output::print_error;
use crate::case::identity_traces;
use crate::definition::CriteriaSet;
use crate::files;
use crate::notation::shown_path;
use crate::pdf;
use crate::report::ReportSettings;

pub fn run(arguments: &ExportArguments, set: &CriteriaSet) -> ExitStatus {
    let Some(case) = read_faultless_case(&arguments.case, &mut Credentials::new(&arguments.credentials), set)
    else {
        return ExitStatus::Failure;
    };
    if files::is_same_file(&arguments.case, &arguments.output) {
        print_error(format_args!(
            "{}: the output is the case itself, which would be lost; give another --output",
            shown_path(&arguments.output)
        ));
        return ExitStatus::UsageError;
    }
    let settings = ReportSettings {
        moment: arguments.moment,
        with_case: !arguments.without_case,
        with_identity: !arguments.without_identity,
        ..ReportSettings::whole(arguments.language.into())
    };
    let export = match pdf::export(set, &case, settings) {
        Ok(export) => export,
        Err(error) => {
            print_error(format_args!("{}: the report could not be made: {error}", shown_path(&arguments.case)));
            return ExitStatus::Failure;
        }
    };
    if let Err(error) = files::replace(&arguments.output, &export.bytes) {
        print_error(format_args!("{}: the report could not be written: {error}", shown_path(&arguments.output)));
        return ExitStatus::Failure;
    }
    if arguments.without_identity {
        for trace in identity_traces(&case) {
            print_error(format_args!("{}: note: {trace}", shown_path(&arguments.case)));
        }
    }
    if !export.replaced.is_empty() {
        let codes: Vec<String> = export.replaced.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        print_error(format_args!(
            "{}: note: the font lacks these characters, which were replaced in the PDF: {}",
            shown_path(&arguments.case),
            codes.join(", ")
        ));
    }
    ExitStatus::Success
}
