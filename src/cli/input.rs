//! Reads cases and reports their faults.

use super::arguments::is_standard_stream;
use super::credentials::Credentials;
use super::output::print_error;
use crate::case::{self, Age, Case};
use crate::definition::{Answer, CriteriaSet, is_sks_diagnosis_code};
use crate::files::{self, CaseFile, CaseText};
use crate::notation::shown_path;
use std::io::stdin;
use std::path::Path;

/// Reads the case in a file, plain or encrypted, or in a PDF; `-` is standard input. If it has faults, reports each on stderr with
/// file and place, and returns nothing.
pub fn read_faultless_case(path: &Path, credentials: &mut Credentials, set: &CriteriaSet) -> Option<Case> {
    let mut name = shown_path(path);
    let read_file = || match is_standard_stream(path) {
        true => files::read_case_from(stdin().lock()),
        false => files::read_case(path).map(|(file, _)| file),
    };
    let mut read = || match read_file().map_err(|error| error.to_string())? {
        CaseFile::Plain(case_text) => Ok(case_text),
        CaseFile::Encrypted(case) => {
            let credential = credentials.for_file(path, case.kind)?;
            case.decrypt(&credential).map_err(|error| error.to_string())
        }
    };
    let case_text: CaseText = match read() {
        Ok(case_text) => case_text,
        Err(error) => {
            print_error(format_args!("{name}: could not be read: {error}"));
            return None;
        }
    };
    if let Some(attachment) = case_text.attachment {
        name = format!("{name} ({attachment})");
    }
    let reading = match case::read(&case_text.text, set) {
        Ok(reading) => reading,
        Err(refusal) => {
            print_error(format_args!("{name}:{refusal}"));
            return None;
        }
    };
    for fault in &reading.faults {
        print_error(format_args!("{name}:{fault}"));
    }
    if !reading.faults.is_empty() {
        return None;
    }
    if let Some(migration) = &reading.migration {
        print_error(format_args!(
            "{name}: note: the case is of the set `{}` and is read as one of `{}`, which follows it",
            migration.from, reading.case.criteria_set
        ));
        for dropped in &migration.dropped {
            print_error(format_args!(
                "{name}: note: the answer to `{}` is left out; answer `{}` anew",
                dropped.question.id, dropped.to_answer
            ));
        }
        for kept in &migration.to_confirm {
            print_error(format_args!(
                "{name}: note: the answer to `{}` is kept but must be confirmed: the question has changed in `{}`",
                kept.question, reading.case.criteria_set
            ));
        }
    }
    for (id, answer) in &reading.case.answers {
        if let Answer::SksCode(code) = answer
            && !is_sks_diagnosis_code(code)
        {
            print_error(format_args!(
                "{name}: note: the answer to `{id}` does not look like an SKS diagnosis code; check it"
            ));
        }
    }
    if reading.case.age() == Age::Disagreeing {
        print_error(format_args!(
            "{name}: note: CPR number and date of birth disagree, so the age counts as unknown; correct one of them"
        ));
    }
    Some(reading.case)
}
