//! What follows once the user has said whose answers the case has.

use super::Window;
use crate::window::case::Target;
use crate::window::dialog::{RefusedAction, WhoseAnswers};
use crate::window::flow::PendingAction;

impl Window {
    /// Carries out what the user has said about the patient who was typed over another one.
    pub(super) fn settle_patient(&mut self, whose: WhoseAnswers) {
        match whose {
            WhoseAnswers::SamePatient(asked_for) => {
                self.case.accept_patient();
                if let Some(action) = asked_for {
                    self.carry_out_refused(*action);
                }
            }
            WhoseAnswers::PatientBefore => {
                let typed = Box::new(self.case.set_patient_aside());
                self.confirm_discard(PendingAction::NewFor(typed));
            }
            WhoseAnswers::NotSaid => {
                let changed = self.case.restore_patient();
                self.case.focus(Target::Field(changed));
            }
        }
    }

    fn carry_out_refused(&mut self, action: RefusedAction) {
        match action {
            RefusedAction::Command(command) => self.dispatch(command),
            RefusedAction::Leave(next) => self.confirm_discard(next),
            RefusedAction::Write { path, expected, protection, then } => {
                self.write(path, expected, protection, then);
            }
            RefusedAction::Export { path, may_replace, then } => self.export(path, may_replace, then),
            RefusedAction::Print => self.start_print(),
        }
    }
}
