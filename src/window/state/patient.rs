//! Another patient typed over a case with answers: whose they are is asked before anything is done with the case.

use super::Window;
use crate::window::case::Field;
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

    /// Asks it once the field is left. While the user types, a number may only be on its way to another one, and the
    /// next key could press a button of the dialog.
    pub(super) fn ask_whose_answers_once_typed(&mut self) {
        let is_typing = self.case.edited_field().is_some_and(Field::names_patient);
        let is_asked = self.dialogs.iter().any(|dialog| matches!(dialog, Dialog::NewPatient(_)));
        if !is_typing && !is_asked && self.lock.cover().is_none() {
            self.ask_whose_answers();
        }
    }
}
