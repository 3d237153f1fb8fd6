//! Another patient typed over a case with answers: whose they are is asked before anything is done with the case.

use super::Window;
use crate::window::case::{Field, Target};
use crate::window::command::Command;
use crate::window::dialog::{Dialog, NewPatientDialog, RefusedAction};
use crate::window::flow::PendingAction;

impl Window {
    /// Asks whose answers the case has, if it names another patient than before. Returns whether that is asked: then
    /// nothing may be done with the case yet.
    pub(super) fn ask_whose_answers(&mut self) -> bool {
        let is_to_ask = self.sealed.is_none() && self.case.session().names_another_patient();
        if is_to_ask {
            // A second question beside the first one could be answered otherwise.
            let question = self.dialogs.take_whose_answers();
            let question = question
                .unwrap_or_else(|| NewPatientDialog::new(std::mem::take(&mut self.asked_before_case)).into());
            self.show_dialog(question);
        }
        is_to_ask
    }

    /// Asks whose answers the case has, as [`ask_whose_answers`](Self::ask_whose_answers) does, and notes what can't be
    /// done before.
    pub(super) fn asks_before(&mut self, action: impl FnOnce() -> RefusedAction) -> bool {
        let is_asked = self.ask_whose_answers();
        if is_asked {
            self.note_refused(action());
        }
        is_asked
    }

    /// Notes a command that was not carried out because that is asked, unless what it leads to is noted.
    pub(super) fn note_refused_command(&mut self, command: Option<Command>) {
        if let Some(command @ (Command::Ui(_) | Command::Case(_) | Command::Window(_))) = command
            && let Some(question) = self.whose_answers_mut()
            && !question.has_asked_for()
        {
            question.note_asked_for(RefusedAction::Command(command));
        }
    }

    /// Notes what was not done because that is asked, so that it is once the patient is the same.
    fn note_refused(&mut self, action: RefusedAction) {
        if let Some(question) = self.whose_answers_mut() {
            question.note_asked_for(action);
        }
    }

    fn whose_answers_mut(&mut self) -> Option<&mut NewPatientDialog> {
        self.dialogs.iter_mut().find_map(|dialog| match dialog {
            Dialog::NewPatient(question) => Some(&mut **question),
            _ => None,
        })
    }

    /// Whether that is being asked.
    pub(super) fn is_asking_whose_answers(&self) -> bool {
        self.dialogs.iter().any(|dialog| matches!(dialog, Dialog::NewPatient(_)))
    }

    /// Notes whether the focus is in a field that says who the patient is.
    pub(crate) fn note_patient_field(&mut self, has_focus: bool) {
        self.is_in_patient_field = has_focus;
    }

    /// Asks it once the fields that say who the patient is are left. While the user is in one of them, a number may be
    /// on its way to another one, a name may be followed by its number, and the next key could press a button in the
    /// dialog that asks.
    pub(crate) fn ask_whose_answers_once_typed(&mut self) {
        // A calendar that has just been closed gives the focus back to its field in the next frame.
        let is_led_back =
            matches!(self.case.pending_target(), Some(Target::Field(field)) if field.names_patient());
        let is_typing = self.is_in_patient_field
            || is_led_back
            || self.menu.is_some()
            || self.case.edited_field().is_some_and(Field::names_patient)
            || self.case.calendar().is_some_and(|calendar| calendar.field().names_patient());
        if !is_typing && !self.is_asking_whose_answers() && self.lock.cover().is_none() {
            self.ask_whose_answers();
        }
    }

    /// Asks again about the patient who waits for a case, with what was typed, if no dialog and no job leads to that
    /// case any more: the user has cancelled one, or the case before could not be saved.
    pub(super) fn ask_again_about_waiting_patient(&mut self) {
        let is_begin = |action: &PendingAction| matches!(action, PendingAction::NewFor(_));
        let is_under_way = self.is_asking_whose_answers()
            || self.dialogs.iter().any(|dialog| dialog.pending().is_some_and(is_begin))
            || self.jobs.any(|job| job.pending().is_some_and(is_begin));
        if self.case.has_waiting_patient() && !is_under_way {
            self.case.take_waiting_patient_back();
            if self.lock.cover().is_none() {
                self.ask_whose_answers();
            } else {
                // It may have a path or a passphrase, which a case that is sealed must not leave in memory.
                self.asked_before_case.clear();
            }
        }
    }
}
