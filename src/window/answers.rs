//! The answers to dialogs.

use super::command::{DialogAnswer, PaletteEntry};
use super::shortcut::UiCommand;
use super::state::{Dialog, State, Written};
use crate::desktop::{Effect, Pick, Protection};
use crate::files::Overwrite;
use std::path::PathBuf;

impl State {
    pub(super) fn answer_dialog(&mut self, answer: DialogAnswer) -> Vec<Effect> {
        let Some(dialog) = self.dialog.take() else { return Vec::new() };
        match (dialog, answer) {
            (Dialog::TypePath { pick: Pick::RecoveryKeyToOpen, .. }, DialogAnswer::Cancel) => {
                self.key_picked(None);
                Vec::new()
            }
            (Dialog::Recover { .. }, DialogAnswer::Cancel) => {
                self.recover_later();
                Vec::new()
            }
            (
                Dialog::KeyStore { .. } | Dialog::Passphrase { .. } | Dialog::RecoveryKey { .. },
                DialogAnswer::Cancel,
            ) => {
                self.forget_reading();
                self.stay();
                Vec::new()
            }
            (_, DialogAnswer::Cancel) => {
                self.stay();
                Vec::new()
            }
            (Dialog::Unsaved, DialogAnswer::Discard) => match self.next.take() {
                Some(next) => {
                    self.given_up = Some(Box::new(self.session.case().clone()));
                    self.go_on(next)
                }
                None => Vec::new(),
            },
            (Dialog::Unsaved, DialogAnswer::Confirm) => self.plain(UiCommand::Save),
            (Dialog::Save(draft), answer) => self.answer_save(draft, answer),
            (Dialog::SavePlain { elsewhere }, DialogAnswer::Confirm) => {
                self.save_with(Protection::Plain, elsewhere)
            }
            (Dialog::MakeKeys { chosen, then_save }, answer) => self.answer_keys(chosen, then_save, answer),
            (Dialog::Changed { path, gone, protection }, answer) => {
                self.answer_changed(path, gone, protection, answer)
            }
            (Dialog::KeyStore { path, error }, answer) => self.answer_key_store(path, error, answer),
            (Dialog::Passphrase { path, typed, wrong }, answer) => {
                self.answer_passphrase(path, typed, wrong, answer)
            }
            (Dialog::RecoveryKey { path, draft }, answer) => self.answer_recovery_key(path, draft, answer),
            (Dialog::Recover { discarding }, answer) => self.answer_recover(discarding, answer),
            (Dialog::Export { then, .. }, DialogAnswer::Confirm) => self.ask_where_to_export(then),
            (Dialog::Replace { path, what: Written::Case(protection) }, DialogAnswer::Confirm) => {
                self.write(path, Overwrite::Always, protection)
            }
            (Dialog::Replace { path, what: Written::Report(then) }, DialogAnswer::Confirm) => {
                self.after_export = then;
                self.export(path, true)
            }
            (Dialog::TypePath { pick, .. }, DialogAnswer::Typed(path)) => {
                self.dialog = Some(Dialog::TypePath { pick, path });
                Vec::new()
            }
            (Dialog::TypePath { pick, path }, DialogAnswer::Confirm) => {
                if path.trim().is_empty() {
                    self.dialog = Some(Dialog::TypePath { pick, path });
                    return Vec::new();
                }
                self.picked(pick, PathBuf::from(path.trim()), false)
            }
            (Dialog::Palette { .. }, DialogAnswer::Typed(typed)) => {
                self.dialog = Some(Dialog::Palette { typed });
                Vec::new()
            }
            (Dialog::Palette { .. }, DialogAnswer::Do(PaletteEntry::Command(command))) => self.plain(command),
            (Dialog::Palette { .. }, DialogAnswer::Do(PaletteEntry::Indication(id))) => {
                self.show_indication(id);
                Vec::new()
            }
            (Dialog::Palette { .. } | Dialog::Shortcuts | Dialog::About { .. }, DialogAnswer::Confirm) => {
                Vec::new()
            }
            (Dialog::Settings(_), DialogAnswer::Settings(settings)) => {
                self.dialog = Some(Dialog::Settings(settings));
                Vec::new()
            }
            (Dialog::Settings(settings), DialogAnswer::Confirm) => {
                self.set_settings(*settings);
                Vec::new()
            }
            (Dialog::About { .. }, DialogAnswer::ShowLicences(licences)) => {
                self.dialog = Some(Dialog::About { licences });
                Vec::new()
            }
            // An answer to another dialog than the one that is open.
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
            ) => {
                self.dialog = Some(dialog);
                Vec::new()
            }
        }
    }
}
