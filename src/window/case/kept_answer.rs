//! Answers of an earlier criteria set that were kept although their question has become a different one.

use super::CaseView;
use crate::case::Migration;
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
    /// Notes that the case was taken over from an earlier set: it differs from the one in its file, and some answers
    /// have to be confirmed.
    pub(crate) fn note_taken_over(&mut self, migration: &Migration) {
        self.session.set_baseline((*migration.original).clone());
        self.kept_answers.clone_from(&migration.to_confirm);
    }

    /// The answer to a question, as it was kept, if it has still to be confirmed.
    pub fn answer_to_confirm(&self, question: &QuestionId) -> Option<&AnswerToConfirm> {
        let given = self.session.case().answers.get(question);
        self.kept_answers
            .iter()
            .find(|kept| kept.question == *question && given == Some(&Answer::YesNo(kept.answer)))
    }

    /// The answers that the form shows and that have still to be confirmed.
    pub fn answers_to_confirm(&self) -> impl Iterator<Item = &AnswerToConfirm> {
        let is_shown = |kept: &&AnswerToConfirm| self.session.is_question_visible(&kept.question);
        self.kept_answers.iter().filter(is_shown).filter_map(|kept| self.answer_to_confirm(&kept.question))
    }

    /// Confirms the answer to a question. Whoever gives it again confirms it as well.
    pub(crate) fn confirm_answer(&mut self, question: &QuestionId) {
        self.forget_key_answer();
        let confirmed = self.kept_answers.extract_if(.., |kept| kept.question == *question);
        self.confirmed_answers.extend(confirmed);
    }

    /// What is to be confirmed about the answer to a question, or was so since the case was opened: it keeps its place
    /// in the form.
    pub fn kept_answer(&self, question: &QuestionId) -> Option<(&AnswerToConfirm, KeptAnswerState)> {
        let find = |list: &'_ [AnswerToConfirm]| list.iter().position(|kept| kept.question == *question);
        if let Some(at) = find(&self.confirmed_answers) {
            return Some((&self.confirmed_answers[at], KeptAnswerState::Confirmed));
        }
        let kept = &self.kept_answers[find(&self.kept_answers)?];
        let is_open = self.answer_to_confirm(question).is_some();
        Some((kept, if is_open { KeptAnswerState::ToConfirm } else { KeptAnswerState::Replaced }))
    }
}
