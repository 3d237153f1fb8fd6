//! Answers of keys, which are taken back if the keys turn out to be text that was meant for a field.

use super::CaseView;
use super::session::SessionMark;
use crate::definition::QuestionId;
use crate::window::notice::{Message, NoticeKind};
use crate::window::widget::choice::{RunPlace, StrayText};
use std::collections::BTreeSet;

/// The case before typed keys have answered.
pub(super) struct BeforeKeyAnswer {
    /// The revision after the last answer of these keys. Any other change makes the answer one that stays.
    revision: u64,
    session: SessionMark,
    confirmed_answers: BTreeSet<QuestionId>,
}

impl CaseView {
    /// Notes the case before a typed key answers. The answers of one run of keys are taken back together.
    pub(super) fn note_before_key_answer(&mut self, place: RunPlace) {
        let revision = self.session.revision();
        let goes_on = self.before_key_answer.as_ref().is_some_and(|before| before.revision == revision);
        if place == RunPlace::First || !goes_on {
            self.before_key_answer = Some(BeforeKeyAnswer {
                revision,
                session: self.session.mark(),
                confirmed_answers: self.confirmed_answers.clone(),
            });
        }
    }

    /// Notes that a typed key has answered: this is the change that may be taken back.
    pub(super) fn note_key_answer(&mut self) {
        // The user goes on at the keys.
        self.take_back(&Message::TextNotUsed);
        if let Some(before) = &mut self.before_key_answer {
            before.revision = self.session.revision();
        }
    }

    /// Brings the case back as it was before text at a choice has answered, if nothing else was changed since, and
    /// tells what has become of the text.
    pub(super) fn settle_stray_text(&mut self, text: StrayText) {
        let is_as_before = match text {
            StrayText::HasAnswered => self.take_back_key_answer(),
            StrayText::HasNotAnswered => true,
        };
        let told = if is_as_before { Message::TextAnswersNothing } else { Message::TextHasAnswered };
        self.tell_besides(NoticeKind::Warning, told);
    }

    /// Whether the case is again what it was before the typed keys have answered.
    fn take_back_key_answer(&mut self) -> bool {
        let revision = self.session.revision();
        let before = self.before_key_answer.take().filter(|before| before.revision == revision);
        let Some(BeforeKeyAnswer { session, confirmed_answers, .. }) = before else { return false };
        self.session.return_to(session);
        self.confirmed_answers = confirmed_answers;
        true
    }
}
