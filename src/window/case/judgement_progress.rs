//! How far the clinician is with a judgement, and where it is taken further.

use super::{Field, Target};
use crate::case::{Case, Judgement};
use crate::definition::JudgementId;
use crate::text::is_blank;

/// How far a judgement is, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JudgementProgress {
    /// The clinician has still to decide.
    Open,
    /// It is decided, and does not count before it has a rationale.
    WithoutRationale,
    /// It counts, and nobody's name stands at it, which a report without identity does not need.
    Unnamed,
    /// It counts, and lacks nothing.
    Signed,
}

impl JudgementProgress {
    /// How far a judgement of the case is.
    pub(super) fn of(case: &Case, id: &JudgementId) -> Self {
        JudgementProgress::of_report(case.judgements.get(id), true)
    }

    /// How far a judgement is for a report, in which nobody is named without identity (`with_identity`).
    pub(super) fn of_report(judgement: Option<&Judgement>, with_identity: bool) -> Self {
        let is_unnamed = |judgement: &Judgement| with_identity && is_blank(&judgement.by);
        match judgement {
            Some(judgement) if judgement.decision().is_some() && is_unnamed(judgement) => {
                JudgementProgress::Unnamed
            }
            Some(judgement) if judgement.decision().is_some() => JudgementProgress::Signed,
            Some(judgement) if judgement.accept.is_some() => JudgementProgress::WithoutRationale,
            Some(_) | None => JudgementProgress::Open,
        }
    }

    /// The control with which the judgement of this id is taken further.
    pub(super) fn target(self, id: &JudgementId) -> Target {
        match self {
            JudgementProgress::Open | JudgementProgress::Signed => Target::Judgement(id.clone()),
            JudgementProgress::WithoutRationale => Target::Field(Field::Rationale(id.clone())),
            JudgementProgress::Unnamed => Target::Field(Field::JudgedBy(id.clone())),
        }
    }
}
