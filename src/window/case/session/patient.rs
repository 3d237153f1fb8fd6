//! Whom the answers of the session are about, and another patient who is typed over them.

use super::Session;
use crate::case::Case;
use crate::window::case::history::Change;
use crate::window::case::patient_of_answers::{EnteredPatient, PatientOfAnswers, TypedOverPatient};

impl Session {
    /// Whether the case names another patient than the one whom its answers, or its file, are about.
    pub fn names_another_patient(&self) -> bool {
        self.patient_of_answers.is_another_in(&self.case) && self.is_about_a_patient()
    }

    /// Whether there is more than the patient: something that would be wrong with another one.
    fn is_about_a_patient(&self) -> bool {
        let mut others = self.case.clone();
        EnteredPatient::default().enter_into(&mut others);
        self.path.is_some() || !self.is_blank_in(&others)
    }

    /// Takes over who the patient is, before a change of the case. What is answered is about the patient who is named.
    pub(super) fn follow_patient_before(&mut self, change: &Change) {
        if !self.is_about_a_patient() {
            self.patient_of_answers = PatientOfAnswers::of(&self.case);
        } else if !change.names_patient() {
            self.patient_of_answers.follow(&self.case);
        }
    }

    /// Takes over what was added or corrected: a field about the patient was left.
    pub(in crate::window::case) fn follow_patient_entered(&mut self) {
        self.patient_of_answers.follow_left(&self.case);
    }

    /// The case with the patient whom the answers are about.
    pub fn case_of_patient_before(&self) -> Case {
        let mut case = self.case.clone();
        self.patient_of_answers.before(&self.case).enter_into(&mut case);
        case
    }

    /// Whether the case of the patient of the answers has changes that are not saved. Without any, it need not have a
    /// file: the sample is opened without one.
    pub fn has_patient_before_unsaved_changes(&self) -> bool {
        !self.case_of_patient_before().has_same_content(&self.baseline)
    }

    /// The case as it may be kept: never under a patient who is still being typed over the one before.
    pub(crate) fn case_to_recover(&self) -> Case {
        let is_replaced = self.patient_of_answers.is_being_replaced_in(&self.case);
        if is_replaced && self.is_about_a_patient() {
            self.case_of_patient_before()
        } else {
            self.case.clone()
        }
    }

    /// Takes the patient of the case as the one of the answers: what was entered before is corrected.
    pub(in crate::window::case) fn accept_patient(&mut self) {
        self.patient_of_answers.accept(&self.case);
        self.note_change();
    }

    /// Brings the patient of the answers back, also into the history, and returns the other one.
    pub(in crate::window::case) fn restore_patient(&mut self) -> TypedOverPatient {
        let over = self.patient_of_answers.typed_over(&self.case);
        let before = self.patient_of_answers.before(&self.case).clone();
        before.enter_into(&mut self.case);
        self.history.take_out_patient_since(&before);
        self.patient_of_answers.accept(&self.case);
        self.note_change();
        over
    }

    /// Types a patient over the one of the answers once more.
    pub(in crate::window::case) fn type_patient_over(&mut self, over: &TypedOverPatient) {
        self.change(Change::Field(over.main_field()), |case| over.enter_into(case));
        self.end_undo_step();
    }

    /// This session, which is blank, with a patient as entered elsewhere.
    pub(crate) fn with_patient(mut self, patient: &EnteredPatient) -> Self {
        let field = patient.main_field();
        self.change(Change::Field(field), |case| patient.enter_into(case));
        self.end_undo_step();
        self
    }
}
