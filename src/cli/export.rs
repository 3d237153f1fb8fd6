//! `export`: the report of a case as PDF.

use super::call::{Ending, Export};
use super::input::case_without_fault;
use super::keys::Keys;
use super::output::tell;
use crate::case::identity_traces;
use crate::definition::CriteriaSet;
use crate::files;
use crate::pdf;
use crate::report::Settings;

pub fn run(call: &Export, set: &CriteriaSet) -> Ending {
    let Some(case) = case_without_fault(&call.case, &mut Keys::of(&call.keys), set) else {
        return Ending::InputAtFault;
    };
    if files::is_same_file(&call.case, &call.output) {
        tell(format_args!("{}: the output would replace the case", call.output.display()));
        return Ending::CallAtFault;
    }
    let settings = Settings {
        language: call.language.into(),
        moment: call.moment,
        with_case: !call.without_case,
        with_identity: !call.without_identity,
    };
    let export = match pdf::export(set, &case, settings) {
        Ok(export) => export,
        Err(error) => {
            tell(format_args!("{}: {error}", call.case.display()));
            return Ending::InputAtFault;
        }
    };
    if let Err(error) = files::replace(&call.output, &export.bytes) {
        tell(format_args!("{}: could not be written: {error}", call.output.display()));
        return Ending::InputAtFault;
    }
    if call.without_identity {
        for trace in identity_traces(&case) {
            tell(format_args!("{}: note: {trace}", call.case.display()));
        }
    }
    if !export.replaced.is_empty() {
        let codes: Vec<String> = export.replaced.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        tell(format_args!(
            "{}: note: characters that the font lacks were replaced: {}",
            call.case.display(),
            codes.join(", ")
        ));
    }
    Ending::Done
}
