//! The statuses of requirements, rows and the whole.

use strum::VariantArray;

/// How a requirement, a row or the whole stands. Ordered: the worst is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
pub enum Status {
    /// The row asks for nothing.
    NoRequirement,
    /// Its condition is false.
    NotApplicable,
    /// Fulfilled.
    Met,
    /// A recommendation not followed.
    Advisory,
    /// Left to the clinician.
    Judgement,
    /// A needed answer is blank.
    Missing,
    /// Not fulfilled.
    NotMet,
}

impl Status {
    /// The word in files and on the command line.
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

    /// Whether more answers or a judgement can still settle it.
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
