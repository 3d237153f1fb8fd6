//! What a change of the requester has done to the answers about that doctor and to the signatures of judgements. The
//! user is told of it until it is dealt with, and may say that it is the same doctor, or another one.

use super::profile::{self, RequesterSnapshot};
use super::{CaseView, Change, Field};
use crate::case::{Case, DoctorMatch, Judgement};
use crate::definition::JudgementId;
use crate::text::is_blank;
use crate::window::notice::{Message, Notice, NoticeKind, RequesterChange};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use strum::VariantArray;

/// What the user says of the requester after the name was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichDoctor {
    /// It is the same doctor, whose answers and signatures were blanked.
    Same,
    /// It is another doctor, and the name was taken for a correction.
    Another,
}

/// A name that was taken for a correction of the one before.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct CorrectedRequester {
    before: RequesterSnapshot,
    name: String,
}

/// What is known of the signatures, and what a change of the requester has left to do.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RequesterNotes {
    /// The signatures that the user has typed, as opposed to those that the program has filled in.
    typed: BTreeMap<JudgementId, String>,
    /// The name of the doctor for whom answers and signatures were given, if it was corrected since.
    answered_for: Option<String>,
    /// The doctor before, some of whose answers or signatures were blanked.
    cleared: Option<RequesterSnapshot>,
    /// The last correction, which has kept answers or signatures.
    corrected: Option<CorrectedRequester>,
    /// The requester before the last change of the name, if that was a correction: it may be taken back.
    before_correction: Option<RequesterSnapshot>,
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
    fn count(&self, change: RequesterChange, case: &Case) -> usize {
        match change {
            RequesterChange::AnswersBlanked => {
                self.cleared.as_ref().map_or(0, |cleared| cleared.blanked_in(case).len())
            }
            RequesterChange::AnswersReplaced => {
                self.cleared.as_ref().map_or(0, |cleared| cleared.replaced_in(case).len())
            }
            RequesterChange::SignaturesBlanked => {
                self.cleared.as_ref().map_or(0, |cleared| cleared.unsigned_in(case).len())
            }
            RequesterChange::Corrected => {
                self.corrected.as_ref().map_or(0, |corrected| corrected.before.count_kept_in(case))
            }
            RequesterChange::Signed => self.signed.len(),
        }
    }

    /// Drops what the user has dealt with.
    fn drop_dealt_with(&mut self, case: &Case) {
        self.cleared = self.cleared.take().filter(|cleared| cleared.has_lost_in(case));
        let requester = case.requester.name.trim();
        let is_named = self.corrected.as_ref().is_some_and(|corrected| corrected.name == requester);
        if !is_named || self.count(RequesterChange::Corrected, case) == 0 {
            self.corrected = None;
        }
        self.unsigned.retain(|id| decided(case, id).is_some_and(|judgement| is_blank(&judgement.by)));
        self.signed.retain(|id| decided(case, id).is_some_and(|judgement| judgement.by.trim() == requester));
    }
}

impl CaseView {
    /// The requester as the case has it now, with what holds for that doctor alone.
    pub(super) fn requester_now(&self) -> RequesterSnapshot {
        let (notes, case) = (&self.requester_notes, self.session.case());
        let is_typed = |id: &JudgementId, by: &str| notes.is_typed(id, by);
        let now = RequesterSnapshot::of(case, self.session.set(), is_typed);
        let now = match &notes.answered_for {
            Some(doctor) => now.with_answers_for(doctor),
            None => now,
        };
        match &notes.cleared {
            Some(cleared) => now.with_cleared(cleared, case),
            None => now,
        }
    }

    /// Tells what the change of the requester from `before` has done.
    pub(super) fn tell_of_new_requester(&mut self, before: &RequesterSnapshot) {
        let case = self.session.case();
        let name = case.requester.name.trim();
        let found = before.match_with(name, &self.profile);
        let holds = found != DoctorMatch::Another && before.has_something();
        let earlier = self.requester_notes.before_correction.take();
        if let Some(earlier) = earlier.filter(|earlier| holds && before.takes_back(earlier, name)) {
            // The answers were given for the doctor of this name: there is nothing to ask.
            self.requester_notes.answered_for =
                Some(earlier.answered_for().to_owned()).filter(|doctor| !is_blank(doctor));
            return self.follow_requester_notes();
        }
        self.requester_notes.answered_for =
            Some(before.answered_for().to_owned()).filter(|doctor| holds && !is_blank(doctor));
        let (unsigned, signed) = (before.unsigned_in(case), before.signed_in(case));
        let before = before.clone().noting_replaced_in(case);
        let is_cleared = before.has_lost_in(case);
        let is_corrected = holds && found == DoctorMatch::Corrected && before.count_kept_in(case) > 0;
        let notes = &mut self.requester_notes;
        if let Some(corrected) = notes.corrected.as_mut().filter(|_| holds) {
            // A title, or the rest of the name, answers no question about the correction.
            name.clone_into(&mut corrected.name);
        }
        if !is_cleared && !is_corrected && signed.is_empty() {
            return self.follow_requester_notes();
        }
        if is_cleared {
            notes.cleared = Some(before.clone());
        }
        if is_corrected {
            notes.before_correction = Some(before.clone());
            notes.corrected = Some(CorrectedRequester { before: before.clone(), name: name.to_owned() });
        }
        for id in &signed {
            notes.forget_typed(id);
        }
        notes.unsigned.extend(unsigned);
        notes.signed.extend(signed);
        self.tell_requester_notes();
    }

    /// Tells anew what changes of the requester have left to do.
    fn tell_requester_notes(&mut self) {
        self.requester_notes.drop_dealt_with(self.session.case());
        for change in RequesterChange::VARIANTS {
            self.take_back_requester_change(*change);
            let count = self.requester_notes.count(*change, self.session.case());
            if count > 0 {
                self.tell(NoticeKind::Warning, Message::RequesterChanged(*change, count));
            }
        }
    }

    /// Brings what was told of a change of the requester up to date: what the user has dealt with goes. While the name
    /// is being typed, it may be that of anybody, and answers no question about the one before.
    pub(super) fn follow_requester_notes(&mut self) {
        if self.editing.as_ref().is_some_and(|editing| editing.field == Field::RequesterName) {
            return;
        }
        let case = self.session.case();
        self.requester_notes.drop_dealt_with(case);
        let notes = &self.requester_notes;
        self.notices.retain_mut(|notice| {
            let Message::RequesterChanged(change, told) = &mut notice.message else { return true };
            *told = notes.count(*change, case);
            *told > 0
        });
    }

    /// The doctor before, whom a notice about a change is about; `None`: it is about nobody, or nothing is left to do.
    /// The name is blank if the answers were given while none was named.
    pub fn requester_before(&self, change: RequesterChange) -> Option<&str> {
        let notes = &self.requester_notes;
        let before = match change {
            RequesterChange::AnswersBlanked
            | RequesterChange::AnswersReplaced
            | RequesterChange::SignaturesBlanked => notes.cleared.as_ref(),
            RequesterChange::Corrected => notes.corrected.as_ref().map(|corrected| &corrected.before),
            RequesterChange::Signed => None,
        };
        before.map(RequesterSnapshot::doctor)
    }

    /// What the user may say of the requester, in the notice about a change. One notice offers it if several tell of
    /// the same doctor. Nobody is the same as a doctor who is not named, or was not.
    pub fn requester_choice(&self, change: RequesterChange) -> Option<WhichDoctor> {
        let (notes, case) = (&self.requester_notes, self.session.case());
        match change {
            RequesterChange::AnswersBlanked
            | RequesterChange::AnswersReplaced
            | RequesterChange::SignaturesBlanked => {
                let was_named = notes.cleared.as_ref().is_some_and(|cleared| !is_blank(cleared.doctor()));
                let is_first = self.first_told_of_cleared() == Some(change);
                Some(WhichDoctor::Same).filter(|_| was_named && !is_blank(&case.requester.name) && is_first)
            }
            RequesterChange::Corrected => notes.corrected.as_ref().map(|_| WhichDoctor::Another),
            RequesterChange::Signed => None,
        }
    }

    /// The first of the notices that tell of the doctor before, some of whose answers or signatures were blanked.
    fn first_told_of_cleared(&self) -> Option<RequesterChange> {
        let told = |notice: &Notice| match notice.message {
            Message::RequesterChanged(change, _) => Some(change),
            _ => None,
        };
        let told: Vec<RequesterChange> = self.notices.iter().filter_map(told).collect();
        let of_cleared = [
            RequesterChange::AnswersBlanked,
            RequesterChange::AnswersReplaced,
            RequesterChange::SignaturesBlanked,
        ];
        of_cleared.into_iter().find(|change| told.contains(change))
    }

    /// Does what the user says of the requester: gives the answers and signatures back, or blanks them. This is a step
    /// of the history.
    pub(super) fn settle_requester(&mut self, which: WhichDoctor) {
        let notes = &mut self.requester_notes;
        let before = match which {
            WhichDoctor::Same => notes.cleared.take(),
            WhichDoctor::Another => notes.corrected.take().map(|corrected| corrected.before),
        };
        let name = self.session.case().requester.name.trim().to_owned();
        let Some(before) = before.filter(|_| !name.is_empty()) else { return };
        for id in before.unsigned_in(self.session.case()) {
            notes.forget_typed(&id);
        }
        notes.answered_for = None;
        notes.before_correction = None;
        let set = self.session.set().clone();
        self.session.change(Change::Field(Field::RequesterName), |case| match which {
            WhichDoctor::Same => before.give_back_to(case),
            WhichDoctor::Another => profile::blank_for_another(case, &before, &set, &self.profile),
        });
        let before = match which {
            WhichDoctor::Same => before,
            WhichDoctor::Another => before.noting_replaced_in(self.session.case()),
        };
        self.session.note_settled(before.clone());
        self.tell_if_blanked(before);
    }

    /// Follows an undo or a redo of a change of the requester's name. `before`: the requester before that.
    pub(super) fn follow_requester_history(&mut self, before: &RequesterSnapshot, step: HistoryStep) {
        self.requester_notes.before_correction = None;
        let history = self.session.history();
        let settled = match step {
            HistoryStep::Undone => history.settled_by_next_redo(),
            HistoryStep::Redone => history.settled_by_next_undo(),
        };
        match (settled.cloned(), step) {
            // What the user has said of the doctor was taken back, or is said again.
            (Some(settled), _) => self.tell_if_blanked(settled),
            // What an earlier change has left to do stays.
            (_, HistoryStep::Undone) => self.follow_requester_notes(),
            (_, HistoryStep::Redone) => self.tell_of_new_requester(before),
        }
    }

    /// Tells of what is blank of the answers and signatures of a doctor.
    fn tell_if_blanked(&mut self, before: RequesterSnapshot) {
        let case = self.session.case();
        if !before.has_lost_in(case) {
            return self.follow_requester_notes();
        }
        self.requester_notes.unsigned.extend(before.unsigned_in(case));
        self.requester_notes.cleared = Some(before);
        self.tell_requester_notes();
    }
}

/// The way in which the history was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HistoryStep {
    Undone,
    Redone,
}

/// A judgement that is decided.
fn decided<'a>(case: &'a Case, id: &JudgementId) -> Option<&'a Judgement> {
    case.judgements.get(id).filter(|judgement| judgement.accept.is_some())
}
