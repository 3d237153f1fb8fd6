//! What a change of the requester has done to the answers about that doctor and to the signatures of judgements. The
//! user is told of it until it is dealt with.

use super::CaseView;
use super::profile::RequesterBefore;
use crate::case::{Case, Judgement};
use crate::definition::{JudgementId, QuestionId};
use crate::text::is_blank;
use crate::window::notice::{Message, NoticeKind, RequesterChange};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use strum::VariantArray;

/// What is known of the signatures, and what a change of the requester has left to do.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RequesterNotes {
    /// The signatures that the user has typed, as opposed to those that the program has filled in.
    typed: BTreeMap<JudgementId, String>,
    /// The answers that were blanked.
    blanked: BTreeSet<QuestionId>,
    /// The judgements whose signature was blanked.
    unsigned: BTreeSet<JudgementId>,
    /// The judgements that were signed with the name of the requester.
    signed: BTreeSet<JudgementId>,
}

impl RequesterNotes {
    /// Notes what the user has typed as the name of whoever has decided.
    pub(super) fn note_typed(&mut self, id: &JudgementId, name: &str) {
        self.typed.insert(id.clone(), name.trim().to_owned());
    }

    /// Whether the signature of a judgement was typed by the user in this window.
    pub(super) fn is_typed(&self, id: &JudgementId, by: &str) -> bool {
        self.typed.get(id).is_some_and(|typed| *typed == by.trim())
    }

    /// Notes that the signature of a judgement is no longer the one that the user has typed.
    pub(super) fn forget_typed(&mut self, id: &JudgementId) {
        self.typed.remove(id);
    }

    /// The judgements whose signature a change of the requester has blanked.
    pub(super) fn unsigned(&self) -> &BTreeSet<JudgementId> {
        &self.unsigned
    }

    /// How many answers or judgements a change has left to look at.
    fn count(&self, change: RequesterChange) -> usize {
        match change {
            RequesterChange::AnswersBlanked => self.blanked.len(),
            RequesterChange::SignaturesBlanked => self.unsigned.len(),
            RequesterChange::Signed => self.signed.len(),
        }
    }
}

impl CaseView {
    /// The requester as the case has it now, with what holds for that doctor alone.
    pub(super) fn requester_now(&self) -> RequesterBefore {
        let is_typed = |id: &JudgementId, by: &str| self.requester_notes.is_typed(id, by);
        RequesterBefore::of(self.session.case(), self.session.set(), is_typed)
    }

    /// Tells what the change of the requester from `before` has done.
    pub(super) fn tell_of_new_requester(&mut self, before: &RequesterBefore) {
        let case = self.session.case();
        let blanked = before.blanked_in(case);
        let unsigned = before.unsigned_in(case);
        let signed = before.signed_in(case);
        if blanked.is_empty() && unsigned.is_empty() && signed.is_empty() {
            return;
        }
        for id in &signed {
            self.requester_notes.forget_typed(id);
        }
        self.requester_notes.blanked.extend(blanked);
        self.requester_notes.unsigned.extend(unsigned);
        self.requester_notes.signed.extend(signed);
        self.drop_settled_notes();
        for change in RequesterChange::VARIANTS {
            self.take_back_requester_change(*change);
            let count = self.requester_notes.count(*change);
            if count > 0 {
                self.tell(NoticeKind::Warning, Message::RequesterChanged(*change, count));
            }
        }
    }

    /// Brings what was told of a change of the requester up to date: what the user has dealt with goes.
    pub(super) fn follow_requester_notes(&mut self) {
        self.drop_settled_notes();
        let notes = &self.requester_notes;
        self.notices.retain_mut(|notice| {
            let Message::RequesterChanged(change, told) = &mut notice.message else { return true };
            *told = notes.count(*change);
            *told > 0
        });
    }

    fn drop_settled_notes(&mut self) {
        let case = self.session.case();
        let RequesterNotes { blanked, unsigned, signed, typed: _ } = &mut self.requester_notes;
        blanked.retain(|id| !case.answers.contains_key(id));
        unsigned.retain(|id| decided(case, id).is_some_and(|judgement| is_blank(&judgement.by)));
        let requester = case.requester.name.trim();
        signed.retain(|id| decided(case, id).is_some_and(|judgement| judgement.by.trim() == requester));
    }
}

/// A judgement that is decided.
fn decided<'a>(case: &'a Case, id: &JudgementId) -> Option<&'a Judgement> {
    case.judgements.get(id).filter(|judgement| judgement.accept.is_some())
}
