//! Asking the key store for the keys of the user, and whether it is locked.
//!
//! The answers come to `recovery.rs`, as recovery copies wait for them. That file calls this one, and is not
//! called by it.

use super::{Window, is_key_lookup, may_unlock};
use crate::desktop::{KeyRequest, KeyStatus, KeyStoreError, Request, SaveError};
use crate::window::jobs::FollowUp;

impl Window {
    /// Asks the key store whether there are keys. The answer to an earlier question is not waited for any more. While
    /// the user is asked to unlock it, the answer to that serves for this too.
    pub fn look_up_keys(&mut self) {
        if self.jobs.any(may_unlock) {
            return;
        }
        self.jobs.cancel(is_key_lookup);
        self.jobs.start(Request::Keys(KeyRequest::LookUp), FollowUp::NoteKeys);
    }

    /// Asks the key store again, because the user wants it. One that is locked asks the user for its password.
    pub(super) fn ask_key_store_again(&mut self) {
        let is_locked = self.is_key_store_locked() || self.crash_copies.wait_for_key_store();
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
}
