//! Another patient typed over a case with answers: whose they are is asked before anything is done with the case.

use super::Window;
use crate::window::case::Field;
use crate::window::command::Command;
use crate::window::dialog::{Dialog, NewPatientDialog};

impl Window {
    /// Asks whose answers the case has, if it names another patient than before. Returns whether that is asked: then
    /// nothing may be done with the case yet.
    pub(super) fn ask_whose_answers(&mut self) -> bool {
        let is_to_ask = self.sealed.is_none() && self.case.session().names_another_patient();
        if is_to_ask {
            self.show_dialog(NewPatientDialog::default());
        }
        is_to_ask
    }

    /// Notes a command that was not carried out because that is asked, so that it is once the patient is the same.
    pub(super) fn note_refused(&mut self, command: Option<Command>) {
        let Some(command @ (Command::Ui(_) | Command::Case(_) | Command::Window(_))) = command else {
            return;
        };
        let question = self.dialogs.iter_mut().find_map(|dialog| match dialog {
            Dialog::NewPatient(question) => Some(question),
            _ => None,
        });
        if let Some(question) = question {
            question.note_asked_for(command);
        }
    }

    /// Whether that is being asked.
    pub(super) fn is_asking_whose_answers(&self) -> bool {
        self.dialogs.iter().any(|dialog| matches!(dialog, Dialog::NewPatient(_)))
    }

    /// Asks it once the field is left. While the user types, a number may only be on its way to another one, and the
    /// next key could press a button of the dialog.
    pub(super) fn ask_whose_answers_once_typed(&mut self) {
        let is_typing = self.case.edited_field().is_some_and(Field::names_patient);
        if !is_typing && !self.is_asking_whose_answers() && self.lock.cover().is_none() {
            self.ask_whose_answers();
        }
    }
}
