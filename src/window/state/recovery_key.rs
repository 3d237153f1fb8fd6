//! The user's keys: looking them up, and making the recovery key with them.

use super::{Window, is_key_lookup, may_unlock};
use crate::desktop::{KeyRequest, KeyStatus, KeyStoreError, Protection, Request, SaveError};
use crate::files::FileError;
use crate::window::case::CaseId;
use crate::window::dialog::MakeRecoveryKeyDialog;
use crate::window::flow::{PathUse, RecoveryKeySetup, SaveTarget};
use crate::window::jobs::FollowUp;
use crate::window::notice::{Attempt, Message, NoticeKind, Reason};
use std::path::PathBuf;

impl Window {
    /// Asks the key store for the first time, and searches for crash copies with its answer. A case that is being read
    /// comes first: reading it may ask the key store too, and each question may make the user unlock it.
    pub fn look_up_keys_at_start(&mut self) {
        if self.jobs.is_reading() || self.jobs.any(is_key_lookup) {
            return;
        }
        match self.keys {
            None => self.look_up_keys(),
            Some(keys) => self.search_with(keys),
        }
    }

    /// Asks the key store again, because the user wants it. One that is locked asks the user for its password.
    pub(super) fn ask_key_store_again(&mut self) {
        let is_locked = self.is_key_store_locked();
        self.keys = None;
        // A second question would come behind the first one.
        if is_locked && !self.jobs.any(may_unlock) {
            self.jobs.cancel(is_key_lookup);
            self.jobs.start(Request::Keys(KeyRequest::Unlock), FollowUp::NoteKeysOnceUnlocked);
        } else {
            self.look_up_keys();
        }
    }

    /// Whether the key store has said that it is locked, when it was asked last or for a recovery copy.
    pub(super) fn is_key_store_locked(&self) -> bool {
        self.copy.is_key_store_locked() || self.keys == Some(KeyStatus::NoStore(KeyStoreError::Locked))
    }

    /// Notes that the key store has refused its key for a case. It is not asked the same once more.
    pub(super) fn note_refusal(&mut self, error: KeyStoreError) {
        if self.keys.is_none() {
            let keys = KeyStatus::NoStore(error);
            self.keys = Some(keys);
            self.copy.note_keys(keys);
        }
    }

    /// Notes that the key store was locked when a case was to be saved or a recovery key made. Recovery copies need no
    /// answer of it: a write of one tells whether they go on.
    pub(super) fn note_if_locked(&mut self, error: &SaveError) {
        if matches!(error, SaveError::KeyStore(KeyStoreError::Locked)) {
            self.keys = Some(KeyStatus::NoStore(KeyStoreError::Locked));
        }
    }

    pub(super) fn keys_looked_up(&mut self, keys: KeyStatus) {
        self.keys = Some(keys);
        self.copy.note_keys(keys);
        self.explain_copies();
        self.search_with(keys);
    }

    /// Searches for the copies that a crash left: once, and once more when there is a key.
    fn search_with(&mut self, keys: KeyStatus) {
        if self.crash_copies.is_to_search(self.copy.has_key()) {
            self.find_recoveries(match keys {
                KeyStatus::NoStore(error) => Some(error),
                KeyStatus::Present | KeyStatus::Absent => None,
            });
        }
    }

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

    pub(super) fn recovery_key_made(
        &mut self,
        case: CaseId,
        path: PathBuf,
        setup: RecoveryKeySetup,
        made: Result<(), SaveError>,
    ) {
        let is_shown = case == self.case.id();
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
            Err(SaveError::File(FileError::Exists)) if is_shown => {
                let reason = Reason::Message("reason-exists");
                let typed_path = path.to_string_lossy().into_owned();
                self.tell(NoticeKind::Warning, Message::KeysNotMade(path, reason));
                if self.has_file_dialog {
                    self.pick(PathUse::SaveRecoveryKey(setup), None);
                } else {
                    let dialog = MakeRecoveryKeyDialog::again(setup, Some(typed_path), &self.model());
                    self.show_dialog(dialog);
                }
            }
            // What was typed is kept until the key store is unlocked.
            Err(error @ SaveError::KeyStore(KeyStoreError::Locked)) if is_shown => {
                self.note_if_locked(&error);
                let typed_path = (!self.has_file_dialog).then(|| path.to_string_lossy().into_owned());
                self.show_dialog(MakeRecoveryKeyDialog::again(setup, typed_path, &self.model()));
            }
            Err(error) => {
                self.note_if_locked(&error);
                self.tell_about(case, NoticeKind::Error, Message::KeysNotMade(path, error.into()));
            }
        }
    }
}
