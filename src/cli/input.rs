//! Reads cases, and says on stderr what is wrong with them.

use super::output::tell;
use crate::case::{self, Age, Case};
use crate::definition::CriteriaSet;
use crate::files;
use std::path::Path;

/// The case in a file, if it has no fault. Every fault is told on stderr, with file and place.
pub fn case_without_fault(path: &Path, set: &CriteriaSet) -> Option<Case> {
    let name = path.display();
    let text = match files::read_text(path, files::CASE_LIMIT) {
        Ok(text) => text,
        Err(error) => {
            tell(format_args!("{name}: could not be read: {error}"));
            return None;
        }
    };
    let reading = match case::read(&text, set) {
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
