//! The status of a requirement, of a row, or overall.

use strum::VariantArray;

/// The verdict on a requirement, a row or the whole case. Ordered from best to worst, so that the worst of
/// several is their maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
pub enum Status {
    /// The row of the document asks for nothing.
    NoRequirement,
    /// The condition under which the requirement applies is false.
    NotApplicable,
    /// The rule is true.
    Met,
    /// A recommendation whose rule is false.
    Advisory,
    /// Only judgements of the clinician are missing.
    Judgement,
    /// An answer or the age is missing.
    Missing,
    /// A must whose rule is false.
    NotMet,
}

impl Status {
    /// The name in JSON and in test files, in kebab case.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::NoRequirement => "no-requirement",
            Status::NotApplicable => "not-applicable",
            Status::Met => "met",
            Status::Advisory => "advisory",
            Status::Judgement => "judgement",
            Status::Missing => "missing",
            Status::NotMet => "not-met",
        }
    }

    /// Whether further answers or judgements can still change the status.
    pub fn is_open(self) -> bool {
        match self {
            Status::Missing | Status::Judgement => true,
            Status::NoRequirement
            | Status::NotApplicable
            | Status::Met
            | Status::Advisory
            | Status::NotMet => false,
        }
    }
}
