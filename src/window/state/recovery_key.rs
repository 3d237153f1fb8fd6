//! Making the recovery key of the user.

use super::Window;
use crate::desktop::{KeyRequest, KeyStatus, KeyStoreError, Protection, Request, SaveError};
use crate::files::FileError;
use crate::window::case::CaseId;
use crate::window::dialog::MakeRecoveryKeyDialog;
use crate::window::flow::{PathUse, RecoveryKeySetup, SaveTarget};
use crate::window::jobs::FollowUp;
use crate::window::notice::{Attempt, Message, NoticeKind};
use std::path::PathBuf;

impl Window {
    /// Asks for the passphrase of a new recovery key. Then a case is saved, if one waits for the key.
    pub(super) fn ask_for_recovery_key_passphrase(&mut self, then: Option<SaveTarget>) {
        let typed_path = self.typed_path(|| self.proposed_key_name());
        // The answer to the save dialog lets typing begin at once. An earlier one may be out of date for long.
        if then.is_none() {
            self.keys = None;
        }
        // The key store may have been locked while the save dialog was open: that is told before a passphrase is typed.
        self.look_up_keys();
        self.show_dialog(MakeRecoveryKeyDialog::new(then, typed_path));
    }

    pub(super) fn make_recovery_key(&mut self, path: PathBuf, setup: RecoveryKeySetup) {
        self.case.forget_attempt(Attempt::MakeRecoveryKey);
        let passphrase = setup.passphrase.clone();
        let request = Request::Keys(KeyRequest::MakeRecoveryKey { path: path.clone(), passphrase });
        self.jobs.start(request, FollowUp::UseRecoveryKey { case: self.case.id(), path, setup });
    }

    /// `is_typed`: whether the path was typed into a dialog, which then comes back if the key is not made.
    pub(super) fn recovery_key_made(
        &mut self,
        (case, is_typed): (CaseId, bool),
        path: PathBuf,
        setup: RecoveryKeySetup,
        made: Result<(), SaveError>,
    ) {
        let is_shown = case == self.case.id();
        let is_picked = is_shown && !is_typed;
        match made {
            Ok(()) => {
                self.keys = Some(KeyStatus::Present);
                self.tell_about(case, NoticeKind::Done, Message::KeysMade(path));
                // The case that waited for the key may not be shown any more.
                if let Some(target) = setup.then.filter(|_| is_shown) {
                    if self.has_file_dialog || !self.asks_for_path(&target) {
                        self.save_with(Protection::Keys, target, None, None);
                    } else {
                        self.ask_how_to_save(target);
                    }
                }
            }
            // The file may be the key to other cases: another name is asked for.
            Err(SaveError::File(error @ FileError::Exists(_))) if is_picked => {
                self.tell(NoticeKind::Warning, Message::KeysNotMade(path, error.into()));
                self.pick(PathUse::SaveRecoveryKey(setup), None);
            }
            // What was typed is kept until the key store is unlocked.
            Err(error @ SaveError::KeyStore(KeyStoreError::Locked)) if is_picked => {
                self.note_if_locked(&error);
                self.show_dialog(MakeRecoveryKeyDialog::again(setup, &self.model()));
            }
            Err(error) => {
                self.note_if_locked(&error);
                self.tell_about(case, NoticeKind::Error, Message::KeysNotMade(path, error.into()));
            }
        }
    }
}
