//! What a clinician has still to confirm in a case that was opened again.

use super::Case;
use crate::definition::{Answer, AnswerToConfirm, CriteriaSet, QuestionId, earlier_set};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What has still to be confirmed before the report on a case is final. It is part of the case, so that saving and
/// opening the case again confirms nothing.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToConfirm {
    /// The questions that have become different ones since they were answered, and whose answers were kept.
    pub answers: BTreeSet<QuestionId>,
    /// The day of assessment before another one was typed without confirming what may have changed since; `None`: no
    /// other one was typed.
    pub assessed_before: Option<Date>,
}

/// What is to be confirmed about an answer that was kept although its question has become a different one, in this set
/// or in one that it follows.
pub(crate) fn question_to_confirm<'a>(
    set: &'a CriteriaSet,
    question: &QuestionId,
) -> Option<&'a AnswerToConfirm> {
    let follows = set.follows.as_ref()?;
    let kept = follows.to_confirm.iter().find(|kept| kept.question == *question);
    kept.or_else(|| question_to_confirm(earlier_set(follows.set.as_str())?, question))
}

impl Case {
    /// The answer to a question, as it was kept, if it has still to be confirmed. Another answer needs no confirmation.
    pub fn answer_to_confirm<'a>(
        &self,
        set: &'a CriteriaSet,
        question: &QuestionId,
    ) -> Option<&'a AnswerToConfirm> {
        // The earlier sets are not parsed for other questions.
        let is_listed = self.to_confirm.answers.contains(question);
        let kept = is_listed.then(|| question_to_confirm(set, question))??;
        (self.answers.get(question) == Some(&Answer::YesNo(kept.answer))).then_some(kept)
    }
}
