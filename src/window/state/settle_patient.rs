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
                let case = self.case.id();
                for action in asked_for {
                    // What was wanted with this case is nothing for another one.
                    if self.case.id() == case {
                        self.carry_out_refused(action);
                    }
                }
            }
            WhoseAnswers::PatientBefore(asked_for) => {
                self.asked_before_case = asked_for;
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
            RefusedAction::AskHowToSave(target) => self.ask_how_to_save(target),
            RefusedAction::RunFor(indication, command) => self.run_for(indication, command),
            RefusedAction::CheckReport(indication, report_use) => {
                self.show_form_of(&indication);
                self.check_report_for(report_use);
            }
            RefusedAction::Write { path, expected, protection, then } => {
                self.write(path, expected, protection, then);
            }
            RefusedAction::Export { path, expected, export } => self.export(path, expected, export),
            RefusedAction::Print(indication) => self.start_print(indication),
        }
    }
}
