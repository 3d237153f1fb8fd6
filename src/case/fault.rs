//! Faults of a case file. They never hold a value of the file, which may identify the patient.

use super::CprError;
use crate::notation::Place;
use std::fmt;

/// A fault in a case file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The start of the faulty value or key.
    pub place: Place,
    /// The path of the field, such as `patient.cpr` or `answers.performance-status`. An unknown key in it
    /// is replaced by `…`, because it may identify the patient.
    pub field: String,
    /// Decides the message.
    pub kind: FaultKind,
}

/// The kinds of faults.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// A group has no field of that name.
    #[error("unknown field{}", did_you_mean(.nearest))]
    UnknownField {
        /// The field that was probably meant.
        nearest: Option<String>,
    },
    /// The criteria set has no such id.
    #[error("unknown {what}{}", did_you_mean(.nearest))]
    UnknownId {
        /// What the id should name: question, judgement, indication …
        what: &'static str,
        /// The id that was probably meant.
        nearest: Option<String>,
    },
    /// The key occurs earlier in the same brackets.
    #[error("the key occurs twice; remove one of them")]
    Duplicate,
    /// The value has another type than its field.
    #[error("wrong type, expected {expected}")]
    WrongType {
        /// The type it should have.
        expected: &'static str,
    },
    /// The question has no such value.
    #[error("not one of the question's values, expected {expected}")]
    NotAValue {
        /// The ids of its values, in a list.
        expected: String,
    },
    /// The number is whole, but too small or too large.
    #[error("not from {min} to {max}")]
    OutOfRange {
        /// The smallest number allowed.
        min: u32,
        /// The largest number allowed.
        max: u32,
    },
    /// The text is not a date.
    #[error("not a date, expected YYYY-MM-DD")]
    ImpossibleDate,
    /// The text has a line break, and the question is answered in one line.
    #[error("more than one line; the question is answered in one")]
    LineBreak,
    /// The text is too long.
    #[error("longer than {limit} characters; shorten it")]
    TooLong {
        /// The greatest length in characters.
        limit: usize,
        /// The length that the text has.
        count: usize,
    },
    /// The text has a control character, which can't be shown.
    #[error("it has a control character; remove it")]
    ControlCharacter,
    /// The text is not a CPR number.
    #[error("not a CPR number: {0}")]
    ImpossibleCpr(CprError),
    /// CPR number or birth date are after the day of assessment.
    #[error("the birth is after the date of assessment; correct one of them")]
    BirthAfterAssessment,
    /// The case has an age beside a CPR number or birth date.
    #[error("the age is for a case without CPR number and date of birth; remove it")]
    AgeBeside,
    /// A judgement has no decision.
    #[error("a judgement needs `accept: true` or `accept: false`")]
    Undecided,
    /// A judgement has no rationale.
    #[error("a judgement needs a rationale")]
    NoRationale,
    /// A required field is left out.
    #[error("the field is missing")]
    Missing,
    /// The text could not be parsed when the case was saved.
    #[error("the text was saved half-typed; complete or remove it")]
    Unparsed,
}

impl FaultKind {
    /// Whether a case that this program saves may have the fault, because the user has not finished it. Any
    /// other fault means that the file was read incompletely.
    pub fn is_of_an_unfinished_case(&self) -> bool {
        match self {
            FaultKind::BirthAfterAssessment
            | FaultKind::Undecided
            | FaultKind::NoRationale
            | FaultKind::Missing
            | FaultKind::TooLong { .. }
            | FaultKind::Unparsed => true,
            FaultKind::UnknownField { .. }
            | FaultKind::UnknownId { .. }
            | FaultKind::Duplicate
            | FaultKind::WrongType { .. }
            | FaultKind::NotAValue { .. }
            | FaultKind::OutOfRange { .. }
            | FaultKind::ImpossibleDate
            | FaultKind::LineBreak
            | FaultKind::ControlCharacter
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

/// Why a text could not be read as a case at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The text is not valid RON.
    #[error("{0}: the case file cannot be read from here on; correct it or use another copy")]
    NotReadable(Place),
    /// The text has more values than a case can have.
    #[error("{0}: the case file has more values than any case; use another copy")]
    TooManyValues(Place),
    /// The text is RON, but has no field of a case.
    #[error("{0}: this is not a case file; check that it is the right one")]
    NotACase(Place),
    /// A newer program wrote the file.
    // The number in the file is left out: a message holds no value of the file.
    #[error(
        "{place}: the case file has a newer format than {known}, the newest that this program reads; \
         use a newer version"
    )]
    NewerFormat {
        /// The place of the format number.
        place: Place,
        /// The newest format that this program reads.
        known: u64,
    },
}
