//! What is wrong with a case file. Never the value or the line itself: they may identify the
//! patient.

use super::CprError;
use crate::notation::Place;
use std::fmt;

/// A fault in a case file: where, in which field, and of what kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the file.
    pub place: Place,
    /// The field or id, such as `patient.cpr` or `answers.performance-status`. An unknown key is
    /// left out: it may identify the patient.
    pub field: String,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// No such field.
    #[error("unknown field{}", did_you_mean(.nearest))]
    UnknownField {
        /// The field that was probably meant.
        nearest: Option<String>,
    },
    /// No such id.
    #[error("unknown {what}{}", did_you_mean(.nearest))]
    UnknownId {
        /// What the id should name: question, judgement, indication …
        what: &'static str,
        /// The id that was probably meant.
        nearest: Option<String>,
    },
    /// The key stands earlier in the same brackets.
    #[error("the key occurs twice; remove one of them")]
    Duplicate,
    /// The value is of another type.
    #[error("wrong type, expected {expected}")]
    WrongType {
        /// The type it should have.
        expected: &'static str,
    },
    /// A value that the question does not have.
    #[error("not one of the question's values, expected {expected}")]
    NotAValue {
        /// The values it has.
        expected: String,
    },
    /// No date.
    #[error("not a date, expected YYYY-MM-DD")]
    ImpossibleDate,
    /// No CPR number.
    #[error("not a CPR number: {0}")]
    ImpossibleCpr(CprError),
    /// Born after the day of assessment.
    #[error("the birth is after the day of assessment; correct one of them")]
    BirthAfterAssessment,
    /// The age stands only in a case without number and birth date.
    #[error("the age is for a case without CPR number and birth date; remove it")]
    AgeBeside,
    /// A judgement must be decided and have a rationale.
    #[error("a judgement needs `accept: true` or `accept: false`")]
    Undecided,
    /// A judgement must have a rationale.
    #[error("a judgement needs a rationale")]
    NoRationale,
    /// A field that may not be left out.
    #[error("the field is missing")]
    Missing,
    /// Text that could not be read when the case was saved.
    #[error("the text was saved half-typed; complete or remove it")]
    Unparsed,
}

impl FaultKind {
    /// Whether a case that is not finished has it of itself. Any other means that something was read
    /// otherwise than it was written, or not at all.
    pub fn is_of_an_unfinished_case(&self) -> bool {
        match self {
            FaultKind::BirthAfterAssessment
            | FaultKind::Undecided
            | FaultKind::NoRationale
            | FaultKind::Missing
            | FaultKind::Unparsed => true,
            FaultKind::UnknownField { .. }
            | FaultKind::UnknownId { .. }
            | FaultKind::Duplicate
            | FaultKind::WrongType { .. }
            | FaultKind::NotAValue { .. }
            | FaultKind::ImpossibleDate
            | FaultKind::ImpossibleCpr(_)
            | FaultKind::AgeBeside => false,
        }
    }
}

fn did_you_mean(nearest: &Option<String>) -> String {
    nearest.as_ref().map_or_else(String::new, |word| format!(", did you mean `{word}`?"))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: `{}`: {}", self.place, self.field, self.kind)
    }
}

/// Why a text is no case at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It can't be read as RON.
    #[error("{0}: the case file can't be read from here on; correct it or use another copy")]
    NotReadable(Place),
    /// It is RON, but no case.
    #[error("{0}: this is not a case file; check that it is the right one")]
    NotACase(Place),
    /// It was written by a newer program.
    // The number found is left out: a message holds no value of the file.
    #[error(
        "{place}: the case file has a newer format than {known}, the newest that this program reads; use a newer version"
    )]
    NewerFormat {
        /// Where the format stands.
        place: Place,
        /// The newest that can be read.
        known: u64,
    },
}
