//! Changes of the case: answers, texts of fields, decisions; and taking them back.

use super::field::set_judgement;
use super::profile;
use super::{CaseView, Change, Editing, EnteredPatient, Field};
use crate::case::{Case, field};
use crate::definition::{Answer, JudgementId, QuestionId};
use crate::text::is_blank;
use crate::window::notice::Message;
use jiff::civil::Date;

impl CaseView {
    /// The text in a field: as typed while the user types, else as the case has it.
    pub fn text(&self, field: &Field) -> String {
        match &self.editing {
            Some(editing) if editing.field == *field => editing.text.clone(),
            Some(_) | None => field.text(self.session.case()),
        }
    }

    /// The field that the user types into.
    pub fn edited_field(&self) -> Option<&Field> {
        self.editing.as_ref().map(|editing| &editing.field)
    }

    /// Whether the user types into a field.
    pub fn is_editing(&self, field: &Field) -> bool {
        self.editing.as_ref().is_some_and(|editing| editing.field == *field)
    }

    /// Gives or clears an answer.
    pub(crate) fn answer(&mut self, question: QuestionId, answer: Option<Answer>) {
        self.forget_key_answer();
        let confirms = self.is_kept_answer(&question, answer.as_ref());
        if confirms {
            self.confirmed_answers.insert(question.clone());
        }
        self.change_without_typing(Change::Answer(question.clone()), |case| {
            case.unparsed.remove(question.as_str());
            if confirms {
                case.to_confirm.answers.remove(&question);
            }
            match answer {
                Some(answer) => case.answers.insert(question, answer),
                None => case.answers.remove(&question),
            };
        });
        self.note_requester_while_typed();
    }

    /// Changes the case by something else than typing. The field that this concerns is left, if it is being typed into:
    /// it would go on showing what was typed there, while the verdicts follow the case.
    pub(super) fn change_without_typing(&mut self, change: Change, apply: impl FnOnce(&mut Case)) {
        if self.edited_field().is_some_and(|field| change.concerns(field)) {
            self.leave_field();
        }
        self.session.change(change, apply);
    }

    /// Notes what holds for the requester as the name is typed so far: an answer or a decision that is given meanwhile
    /// is one of the doctor who is named.
    fn note_requester_while_typed(&mut self) {
        let now = self.requester_now();
        if let Some(editing) = &mut self.editing {
            editing.requester = now;
        }
    }

    /// Takes over what was typed into a field so far.
    pub(crate) fn edit(&mut self, field: Field, text: String, today: Date) {
        self.take_back(&Message::TextNotUsed);
        if let Field::JudgedBy(id) = &field {
            self.requester_notes.note_typed(id, &text);
        }
        let change = Change::Field(field.clone());
        let set = self.session.set().clone();
        let (requester, before_new_day) = match self.editing.take() {
            Some(editing) if editing.field == field => (editing.requester, editing.before_new_day),
            Some(_) | None => (self.requester_now(), self.before_new_day(today)),
        };
        self.session.change(change, |case| {
            field.set_text(case, &text, today);
            if field == Field::AssessedOn {
                before_new_day.follow(case);
            }
            if field == Field::RequesterName {
                profile::follow_name(case, &requester, &set, &self.profile);
            }
        });
        self.editing = Some(Editing { field, text, requester, before_new_day });
    }

    /// Shows the text of the field as the case has it. What is typed next is another step of the history.
    pub(crate) fn leave_field(&mut self) {
        if let Some(Editing { field, requester, before_new_day, .. }) = self.editing.take() {
            self.session.normalize_field(&field);
            if field.names_patient() {
                self.session.follow_patient_entered();
            }
            if field.is_unparsed(self.session.case()) {
                // The form may scroll its error out of sight: the next step leads back to it.
                self.last_step = None;
            }
            if field == Field::AssessedOn {
                self.tell_if_age_is_gone(before_new_day);
            }
            if field == Field::RequesterName {
                // A signature that was blanked, because another doctor is named now, is the user's to give: also where
                // the name was left blank in between.
                if requester.is_unnamed() {
                    self.session.sign_judgements(self.requester_notes.unsigned());
                }
                self.tell_of_new_requester(&requester);
            }
        }
        self.session.end_undo_step();
    }

    /// Takes the patient who was typed over another one as the same: the number, or the name, was corrected.
    pub(crate) fn accept_patient(&mut self) {
        self.waiting_patient = None;
        self.session.accept_patient();
    }

    /// Brings back the patient whom the answers are about. What was typed for another one is dropped. Returns the field
    /// in which that was.
    pub(crate) fn restore_patient(&mut self) -> Field {
        self.editing = None;
        self.waiting_patient = None;
        self.session.restore_patient().typed().changed_field()
    }

    /// The field with which the patient of a new case is entered, or goes on: the number, if there is only a name.
    pub(crate) fn first_patient_field(&self) -> Field {
        let patient = &self.session.case().patient;
        if !is_blank(&patient.name) && patient.cpr.is_none() { Field::Cpr } else { Field::PatientName }
    }

    /// Brings back the patient whom the answers are about. The other one, of whom what was typed is returned, waits for
    /// a case.
    pub(crate) fn set_patient_aside(&mut self) -> EnteredPatient {
        self.editing = None;
        let over = self.session.restore_patient();
        let typed = over.typed().clone();
        self.waiting_patient = Some(over);
        typed
    }

    /// Whether a patient who was typed over the one of the answers waits for a case.
    pub(crate) fn has_waiting_patient(&self) -> bool {
        self.waiting_patient.is_some()
    }

    /// Types the patient who waits for a case over the one of the answers again: the case was not begun after all.
    pub(crate) fn take_waiting_patient_back(&mut self) {
        if let Some(over) = self.waiting_patient.take() {
            self.leave_field();
            self.session.type_patient_over(&over);
        }
    }

    /// Makes what is done to the field next, such as cutting its text, a step of the history of its own.
    pub(crate) fn end_undo_step(&mut self) {
        self.session.end_undo_step();
    }

    /// Leaves a field. That may be reported late, when another one is typed into, which stays as it is.
    pub(crate) fn leave_this_field(&mut self, field: &Field) {
        if self.editing.is_none() || self.is_editing(field) {
            self.leave_field();
        }
    }

    /// Accepts, rejects or leaves open. A first decision is dated today and signed with the requester's name where
    /// nothing else was typed. When it is reversed or withdrawn, all that was written about it goes with it: a reason
    /// for yes is not one for no.
    pub(crate) fn decide(&mut self, id: &JudgementId, decision: Option<bool>, today: Date) {
        self.forget_key_answer();
        let mut is_signed = false;
        self.change_without_typing(Change::Judgement(id.clone()), |case| {
            let before = case.judgements.get(id).and_then(|judgement| judgement.accept);
            if before == decision {
                return;
            }
            if before.is_some() {
                case.judgements.remove(id);
                for key in [field::rationale(id), field::judged_by(id), field::judged_on(id)] {
                    case.unparsed.remove(&key);
                }
            }
            let Some(accept) = decision else { return };
            let requester = case.requester.name.clone();
            let is_unnamed = is_blank(&Field::JudgedBy(id.clone()).text(case));
            let is_date_blank = Field::JudgedOn(id.clone()).text(case).is_empty();
            set_judgement(case, id, |judgement| {
                judgement.accept = Some(accept);
                if is_unnamed {
                    judgement.by = requester;
                    is_signed = true;
                }
                if is_date_blank {
                    judgement.on = Some(today);
                }
            });
        });
        if is_signed {
            self.requester_notes.forget_typed(id);
        }
        self.note_requester_while_typed();
    }
}
