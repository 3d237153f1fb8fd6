//! `evaluate`: the verdicts of cases.

use super::call::{Ending, Evaluate, Format};
use super::input::case_without_fault;
use super::keys::Keys;
use super::output::{print, tell};
use super::{json, text};
use crate::assessment::assess;
use crate::definition::{CriteriaSet, Indication, IndicationId};
use crate::notation::nearest;

pub fn run(call: &Evaluate, set: &CriteriaSet) -> Ending {
    let chosen = match &call.indication {
        None => None,
        Some(id) => match set.indication(&IndicationId::from(id.as_str())) {
            Some(indication) => Some(indication),
            None => {
                let known: Vec<&str> =
                    set.indications.iter().map(|indication| indication.id.as_str()).collect();
                let hint = nearest(id, known.iter().copied())
                    .map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
                tell(format_args!("unknown indication; expected one of {}{hint}", known.join(", ")));
                return Ending::CallAtFault;
            }
        },
    };
    let mut ending = Ending::Done;
    let mut keys = Keys::of(&call.keys);
    for path in &call.cases {
        let Some(case) = case_without_fault(path, &mut keys, set) else {
            ending = Ending::InputAtFault;
            continue;
        };
        let own = || set.indications.iter().filter(|indication| indication.id == case.indication).collect();
        let indications: Vec<&Indication> = match chosen {
            _ if call.all => set.indications.iter().collect(),
            Some(indication) => vec![indication],
            None => own(),
        };
        for indication in indications {
            let assessment = assess(indication, &case);
            let printed = match call.format {
                Format::Json => match json::line(path, &assessment) {
                    Ok(line) => print(format_args!("{line}\n")),
                    Err(error) => {
                        tell(format_args!("{}: {error}", path.display()));
                        Err(Ending::InputAtFault)
                    }
                },
                Format::Text => print(text::verdict(path, indication, &assessment, call.language.into())),
            };
            if let Err(lost) = printed {
                return ending.max(lost);
            }
        }
    }
    ending
}
