//! Carrying out what a dialog asks of the window.

use super::Window;
use crate::desktop::Protection;
use crate::window::case::CaseCommand;
use crate::window::dialog::{Dialog, DialogCommand, DialogEvent, Update};
use crate::window::flow::{DiscardConsent, OpenAttempt, OpenMode, SaveTarget, Way};

impl Window {
    /// Carries out a command of the dialog on top.
    pub(super) fn command_dialog(&mut self, command: DialogCommand) {
        if let DialogCommand::CompletePath(typed) = command {
            return self.complete_path(typed);
        }
        let Some(mut dialog) = self.dialogs.take_top() else { return };
        match command {
            DialogCommand::CompletePath(_) => {}
            DialogCommand::Cancel => {
                if let Some(event) = dialog.on_cancel() {
                    self.handle_event(event, dialog);
                }
            }
            DialogCommand::Act(action) => match dialog.update(action, &self.model()) {
                Update::Stay => self.dialogs.put_back(dialog),
                Update::Close => {}
                Update::CloseAnd(event) => self.handle_event(event, dialog),
                Update::StayAnd(event) => {
                    self.dialogs.put_back(dialog.clone());
                    self.handle_event(event, dialog);
                }
            },
        }
        if self.dialogs.is_empty() {
            self.forget_completion();
        }
        // The dialog that was below may be about another report than the one on top was.
        self.show_form_of_dialog();
    }

    /// Does what a dialog asks for. `dialog`: the dialog that asks. It comes back if it needs a path, and the system
    /// has no file dialog.
    fn handle_event(&mut self, event: DialogEvent, dialog: Dialog) {
        let (since, typed) = (self.jobs.next_id(), dialog.typed_path().cloned());
        self.carry_out_event(event, dialog);
        // What was typed stays with the next try.
        if let Some(typed) = typed {
            self.jobs.note_typed(since, typed);
        }
    }

    fn carry_out_event(&mut self, event: DialogEvent, dialog: Dialog) {
        match event {
            DialogEvent::Show(next) => self.show_dialog(next),
            DialogEvent::SaveThen(action) => self.save(Some(action)),
            DialogEvent::DiscardThen(action) => {
                let consent = DiscardConsent::to_discard(self.case.session().case());
                // It follows now, and not once more when a save ends that it would have followed.
                self.follow_no_save();
                self.close_leaving_if_over();
                self.run_pending(action, consent);
            }
            DialogEvent::ConfirmDiscard(action) => self.confirm_discard(action),
            DialogEvent::Close(consent) => self.close(consent),
            DialogEvent::KeepSettingsAndClose(consent) => {
                self.keep_settings_draft();
                self.close(consent);
            }
            DialogEvent::Save { protection, target, typed_path } => {
                if let Some(way) = Way::of(&protection) {
                    self.last_way = way;
                }
                self.save_with(protection, target, typed_path, Some(dialog));
            }
            DialogEvent::MakeRecoveryKeyThen(target) => {
                self.last_way = Way::Keys;
                self.ask_for_recovery_key_passphrase(Some(target));
            }
            DialogEvent::Write { path, expected, protection, then } => {
                self.write(path, expected, protection, then);
            }
            DialogEvent::SaveElsewhere(then) => {
                self.ask_how_to_save(SaveTarget { elsewhere: true, then });
            }
            DialogEvent::StayInCase => self.follow_no_save(),
            DialogEvent::Reload(path) => {
                let session = self.case.session();
                let consent = DiscardConsent::to_discard(session.case());
                let key = session.protection().and_then(Protection::key);
                self.read(OpenAttempt { path, consent, mode: OpenMode::ToEdit }, key);
            }
            DialogEvent::AskKeyStoreAgain => self.ask_key_store_again(),
            DialogEvent::Read(open, key) => self.read(open, key),
            DialogEvent::SettlePatient(whose) => self.settle_patient(whose),
            DialogEvent::CancelReading => self.jobs.cancel_reading(),
            DialogEvent::DiscardCopy(file) => self.discard_copy(file),
            DialogEvent::ReadMoreCopies => self.read_more_copies(),
            DialogEvent::RecoverLater => {
                self.tell_of_crash_copies();
                // As at the start, typing begins at once.
                if self.case.session().is_untouched() {
                    self.focus_first_field();
                }
            }
            DialogEvent::ChooseReport(choice) => self.choose_report(choice),
            DialogEvent::Print(indication) => self.start_print(indication),
            DialogEvent::Export { path, expected, export } => self.export(path, expected, export),
            DialogEvent::UsePath(path_use, Some(path)) => self.use_typed_path(path_use, &path, dialog),
            DialogEvent::UsePath(path_use, None) => self.pick(path_use, Some(dialog)),
            DialogEvent::Run(command) => self.run(command),
            DialogEvent::LeadTo(command) => self.case.carry_out(command, self.today),
            DialogEvent::ShowIndication(id) => {
                self.case.carry_out(CaseCommand::ShowIndication(id), self.today)
            }
            DialogEvent::RunFor(id, command) => self.run_for(id, command),
            DialogEvent::ForgetRecent(paths) => self.forget_recent_files(paths),
            DialogEvent::RaiseWindow(process) => self.raise_other_window(process),
            DialogEvent::SetSettings(draft) => {
                self.set_settings(draft.apply(&self.settings));
                self.tell_of_unsettled_profile();
            }
        }
    }

    /// Keeps what was changed in the settings dialog, which is below the one on top.
    fn keep_settings_draft(&mut self) {
        let draft = self.dialogs.iter().find_map(|dialog| match dialog {
            Dialog::Settings(dialog) => Some(dialog.draft().clone()),
            _ => None,
        });
        if let Some(draft) = draft {
            self.set_settings(draft.apply(&self.settings));
        }
    }
}
