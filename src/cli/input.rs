//! Reads cases, and says on stderr what is wrong with them.

use super::keys::Keys;
use super::output::tell;
use crate::case::{self, Age, Case};
use crate::definition::CriteriaSet;
use crate::files::{self, CaseFile, CaseText};
use std::path::Path;

/// The case in a file, plain or encrypted, or in a PDF, if it has no fault. Every fault is told on
/// stderr, with file and place.
pub fn case_without_fault(path: &Path, keys: &mut Keys, set: &CriteriaSet) -> Option<Case> {
    let mut name = path.display().to_string();
    let mut read = || match files::read_case(path).map_err(|error| error.to_string())?.0 {
        CaseFile::Plain(found) => Ok(found),
        CaseFile::Encrypted(case) => {
            let credential = keys.credential(path, case.kind)?;
            case.decrypt(&credential).map_err(|error| error.to_string())
        }
    };
    let found: CaseText = match read() {
        Ok(found) => found,
        Err(error) => {
            tell(format_args!("{name}: could not be read: {error}"));
            return None;
        }
    };
    if let Some(attachment) = found.attachment {
        name = format!("{name} ({attachment})");
    }
    let reading = match case::read(&found.text, set) {
        Ok(reading) => reading,
        Err(refusal) => {
            tell(format_args!("{name}:{refusal}"));
            return None;
        }
    };
    for fault in &reading.faults {
        tell(format_args!("{name}:{fault}"));
    }
    if !reading.faults.is_empty() {
        return None;
    }
    if reading.case.age() == Age::Disagreeing {
        tell(format_args!("{name}: note: CPR number and birth date disagree; the age is taken as unknown"));
    }
    Some(reading.case)
}
