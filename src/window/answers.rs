//! The answers to dialogs.

use super::command::{DialogAnswer, PaletteEntry};
use super::state::{Dialog, State};
use crate::files::Overwrite;
use std::path::PathBuf;

impl State {
    /// Applies an answer to the dialog on top. It is closed, unless the answer shows it again.
    pub(super) fn answer_dialog(&mut self, answer: DialogAnswer) {
        let Some(dialog) = self.dialogs.pop() else { return };
        match (dialog, answer) {
            (dialog, DialogAnswer::Cancel) => self.cancel_dialog(dialog),
            (Dialog::Unsaved { next }, DialogAnswer::Discard) => {
                let consent = self.discard_changes();
                self.run_next(next, consent);
            }
            (Dialog::Unsaved { next }, DialogAnswer::Confirm) => self.save(Some(next)),
            (Dialog::UnsavedSettings { consent }, DialogAnswer::Discard) => self.close(consent),
            (Dialog::UnsavedSettings { consent }, DialogAnswer::Confirm) => {
                self.keep_settings_draft();
                self.close(consent);
            }
            (Dialog::Save(draft), answer) => self.answer_save(draft, answer),
            (Dialog::SavePlain { target, typed_path }, answer) => {
                self.answer_save_plain(target, typed_path, answer);
            }
            (Dialog::MakeKeys { chosen, then, typed_path }, answer) => {
                self.answer_keys(chosen, then, typed_path, answer);
            }
            (Dialog::Changed { path, gone, protection, then }, answer) => {
                self.answer_changed(path, gone, protection, then, answer);
            }
            (Dialog::KeyStore { open, error }, answer) => self.answer_key_store(open, error, answer),
            (Dialog::Passphrase { open, typed, wrong }, answer) => {
                self.answer_passphrase(open, typed, wrong, answer);
            }
            (Dialog::RecoveryKey { open, draft }, answer) => self.answer_recovery_key(open, draft, answer),
            (Dialog::Recover { discarding }, answer) => self.answer_recover(discarding, answer),
            (Dialog::Export { check, then, .. }, DialogAnswer::Typed(path)) => {
                self.show_dialog(Dialog::Export { check, then, typed_path: Some(path) });
            }
            (Dialog::Export { check, then, typed_path }, DialogAnswer::Confirm) => {
                self.export_from_dialog(check, then, typed_path);
            }
            (Dialog::ReplaceCase { path, protection, then }, DialogAnswer::Confirm) => {
                self.write(path, Overwrite::Always, protection, then);
            }
            (Dialog::ReplaceReport { path, then }, DialogAnswer::Confirm) => self.export(path, true, then),
            (Dialog::TypePath { path_use, .. }, DialogAnswer::Typed(path)) => {
                self.show_dialog(Dialog::TypePath { path_use, path });
            }
            (Dialog::TypePath { path_use, path }, DialogAnswer::Confirm) => {
                if path.trim().is_empty() {
                    return self.show_dialog(Dialog::TypePath { path_use, path });
                }
                self.use_path(path_use, PathBuf::from(path.trim()), false);
            }
            (Dialog::Palette { .. }, DialogAnswer::Typed(typed)) => {
                self.show_dialog(Dialog::Palette { typed });
            }
            (Dialog::Palette { .. }, DialogAnswer::Do(PaletteEntry::Command(command))) => self.plain(command),
            (Dialog::Palette { .. }, DialogAnswer::Do(PaletteEntry::Indication(id))) => {
                self.show_indication(id);
            }
            (Dialog::Palette { .. } | Dialog::Shortcuts | Dialog::About { .. }, DialogAnswer::Confirm) => {}
            (Dialog::Settings(_), DialogAnswer::Settings(settings)) => {
                self.show_dialog(Dialog::Settings(settings));
            }
            (Dialog::Settings(settings), DialogAnswer::Confirm) => self.set_settings(*settings),
            (Dialog::About { .. }, DialogAnswer::ShowLicences(licences)) => {
                self.show_dialog(Dialog::About { licences });
            }
            // An answer to another dialog than the one on top.
            (
                dialog,
                DialogAnswer::Discard
                | DialogAnswer::Typed(_)
                | DialogAnswer::Do(_)
                | DialogAnswer::Way(_)
                | DialogAnswer::Secret(..)
                | DialogAnswer::Unencrypted
                | DialogAnswer::Retry
                | DialogAnswer::SaveElsewhere
                | DialogAnswer::Reload
                | DialogAnswer::PickKey
                | DialogAnswer::Recover(_)
                | DialogAnswer::DiscardRecovery(_)
                | DialogAnswer::ShowLicences(_)
                | DialogAnswer::Settings(_),
            ) => self.dialogs.push(dialog),
        }
    }

    /// What was to follow the dialog is dropped with it.
    fn cancel_dialog(&mut self, dialog: Dialog) {
        match dialog {
            Dialog::Recover { .. } => self.recover_later(),
            dialog if dialog.asks_for_a_key() => self.jobs.cancel_reading(),
            _ => {}
        }
    }

    /// Takes over what was typed in the settings dialog.
    fn keep_settings_draft(&mut self) {
        let drafts = self.dialogs.extract_if(.., |dialog| matches!(dialog, Dialog::Settings(_)));
        let draft = drafts.last();
        if let Some(Dialog::Settings(settings)) = draft {
            self.set_settings(*settings);
        }
    }
}
