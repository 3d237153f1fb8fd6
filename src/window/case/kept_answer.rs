//! Answers of an earlier criteria set that were kept although their question has become a different one.

use super::{CaseView, Change};
use crate::case::{Migration, question_to_confirm};
use crate::definition::{Answer, AnswerToConfirm, QuestionId};

/// What has become of an answer that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptAnswerState {
    /// It has still to be confirmed.
    ToConfirm,
    /// It was confirmed, or given again.
    Confirmed,
    /// There is another answer, or none.
    Replaced,
}

impl CaseView {
    /// Notes that the case was taken over from an earlier set: it differs from the one in its file.
    pub(crate) fn note_taken_over(&mut self, migration: &Migration) {
        self.session.set_baseline((*migration.original).clone());
    }

    /// The answer to a question, as it was kept, if it has still to be confirmed.
    pub fn answer_to_confirm(&self, question: &QuestionId) -> Option<&AnswerToConfirm> {
        self.session.case().answer_to_confirm(self.session.set(), question)
    }

    /// The answers that the form shows and that have still to be confirmed.
    pub fn answers_to_confirm(&self) -> impl Iterator<Item = &AnswerToConfirm> {
        let kept = self.session.case().to_confirm.answers.iter();
        let shown = kept.filter(|question| self.session.is_question_visible(question));
        shown.filter_map(|question| self.answer_to_confirm(question))
    }

    /// Confirms the answer to a question. Whoever gives it again confirms it as well.
    pub(crate) fn confirm_answer(&mut self, question: &QuestionId) {
        self.forget_key_answer();
        self.confirmed_answers.insert(question.clone());
        self.session.change(Change::Answer(question.clone()), |case| {
            case.to_confirm.answers.remove(question);
        });
        self.session.end_undo_step();
    }

    /// Whether an answer is the one that was kept and has still to be confirmed, whatever is answered now.
    pub(super) fn is_kept_answer(&self, question: &QuestionId, answer: Option<&Answer>) -> bool {
        let session = &self.session;
        let is_kept = |kept: &AnswerToConfirm| answer == Some(&Answer::YesNo(kept.answer));
        session.case().to_confirm.answers.contains(question)
            && question_to_confirm(session.set(), question).is_some_and(is_kept)
    }

    /// What is to be confirmed about the answer to a question, or was so since the case was opened: it keeps its place
    /// in the form.
    pub fn kept_answer(&self, question: &QuestionId) -> Option<(&AnswerToConfirm, KeptAnswerState)> {
        let state = if self.session.case().to_confirm.answers.contains(question) {
            let is_open = self.answer_to_confirm(question).is_some();
            if is_open { KeptAnswerState::ToConfirm } else { KeptAnswerState::Replaced }
        } else if self.confirmed_answers.contains(question) {
            KeptAnswerState::Confirmed
        } else {
            return None;
        };
        Some((question_to_confirm(self.session.set(), question)?, state))
    }
}
