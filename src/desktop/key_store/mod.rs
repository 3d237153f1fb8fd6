//! The system's key store: Windows Credential Manager, macOS Keychain, Secret Service. It may wait
//! for the user to unlock it: for workers only.

#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(target_os = "macos", path = "macos.rs")]
#[cfg_attr(target_os = "windows", path = "windows.rs")]
mod system;

use crate::encryption::{Identities, UserKeys};
use crate::files::{self, Lock, LockError};
use keyring_core::{CredentialStore, Entry, Error};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// Under this name the system lists what is kept.
const SERVICE: &str = "wgs-referral";
/// The keys that this user's cases are written to.
const CASES: &str = "cases";
/// The key of the recovery copies, which leave this computer by nothing.
const RECOVERY_COPIES: &str = "recovery copies";

/// The key store of this user.
#[derive(Clone)]
pub struct KeyStore {
    kind: Kind,
    /// Found once, and looked for again as long as it is not there.
    store: Arc<Mutex<Option<Arc<CredentialStore>>>>,
    /// Where processes of this user wait for each other, so that a key is made once.
    folder: Option<PathBuf>,
}

#[derive(Clone, Copy)]
enum Kind {
    System,
    None,
}

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreError {
    /// The system has no key store, or it does not answer.
    #[error("the system has no key store that answers")]
    None,
    /// It is locked, and stayed so.
    #[error("the system's key store is locked")]
    Locked,
    /// What stands there under this program's name is not this program's.
    #[error("the system's key store holds no key of this program under its name")]
    NotOurs,
    /// Another window is making a key.
    #[error("another window is making a key")]
    Busy,
}

impl KeyStore {
    /// The system's, whose keys are made under a lock in this folder.
    pub fn system(folder: Option<PathBuf>) -> Self {
        KeyStore { kind: Kind::System, store: Arc::default(), folder }
    }

    /// As on a system without one.
    pub fn none() -> Self {
        KeyStore { kind: Kind::None, store: Arc::default(), folder: None }
    }

    /// One that forgets, for tests.
    pub fn in_memory() -> Self {
        let store = keyring_core::mock::Store::new().ok().map(|store| store as Arc<CredentialStore>);
        KeyStore { kind: Kind::None, store: Arc::new(Mutex::new(store)), folder: None }
    }

    /// One that forgets, with this key for recovery copies: an age identity. For tests of several
    /// processes.
    pub fn in_memory_with(recovery_copy_key: &str) -> Self {
        let store = KeyStore::in_memory();
        let _ = store.write(RECOVERY_COPIES, recovery_copy_key);
        store
    }

    /// The keys that this user's cases are written to, if they were made.
    ///
    /// # Errors
    /// The key store is not there, is locked, or holds something else.
    pub fn user_keys(&self) -> Result<Option<UserKeys>, KeyStoreError> {
        match self.read(CASES)? {
            Some(text) => UserKeys::from_text(&text).map(Some).map_err(|_| KeyStoreError::NotOurs),
            None => Ok(None),
        }
    }

    /// Keeps the keys that this user's cases are written to.
    ///
    /// # Errors
    /// As [`user_keys`](Self::user_keys).
    pub fn keep_user_keys(&self, keys: &UserKeys) -> Result<(), KeyStoreError> {
        self.write(CASES, &keys.to_text())
    }

    /// The key of the recovery copies, made when it is asked for first.
    ///
    /// # Errors
    /// As [`user_keys`](Self::user_keys).
    pub fn recovery_copy_key(&self) -> Result<Identities, KeyStoreError> {
        if let Some(key) = self.kept_recovery_copy_key()? {
            return Ok(key);
        }
        // One of two windows would write to a key that the other has just replaced.
        let _alone = self.alone()?;
        if let Some(key) = self.kept_recovery_copy_key()? {
            return Ok(key);
        }
        self.write(RECOVERY_COPIES, &Identities::generate().to_text())?;
        // What was written is what stands there, or nothing is encrypted to it.
        self.kept_recovery_copy_key()?.ok_or(KeyStoreError::None)
    }

    /// Other windows of this user wait their turn to make a key.
    ///
    /// # Errors
    /// Another one is at it.
    pub fn alone(&self) -> Result<Option<Lock>, KeyStoreError> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let place = folder.join("key");
        let _ = files::create_parent_folder(&place);
        match Lock::acquire(&place) {
            Ok(lock) => Ok(Some(lock)),
            Err(LockError::HeldElsewhere(_)) => Err(KeyStoreError::Busy),
            Err(LockError::Unavailable) => Ok(None),
        }
    }

    /// The key of the recovery copies, if it was made.
    ///
    /// # Errors
    /// As [`user_keys`](Self::user_keys).
    pub fn kept_recovery_copy_key(&self) -> Result<Option<Identities>, KeyStoreError> {
        match self.read(RECOVERY_COPIES)? {
            Some(text) => Identities::from_text(&text).map(Some).map_err(|_| KeyStoreError::NotOurs),
            None => Ok(None),
        }
    }

    fn read(&self, user: &str) -> Result<Option<Zeroizing<String>>, KeyStoreError> {
        match self.entry(user)?.get_password() {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(self.failed(error)),
        }
    }

    fn write(&self, user: &str, text: &str) -> Result<(), KeyStoreError> {
        self.entry(user)?.set_password(text).map_err(|error| self.failed(error))
    }

    fn entry(&self, user: &str) -> Result<Entry, KeyStoreError> {
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let there = match (&*store, self.kind) {
            (Some(there), _) => there.clone(),
            (None, Kind::None) => return Err(KeyStoreError::None),
            (None, Kind::System) => {
                let found = system::store().map_err(|_| KeyStoreError::None)?;
                store.insert(found).clone()
            }
        };
        drop(store);
        there.build(SERVICE, user, None).map_err(|error| self.failed(error))
    }

    fn failed(&self, error: Error) -> KeyStoreError {
        match error {
            Error::NoStorageAccess(_) => KeyStoreError::Locked,
            Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::Ambiguous(_) => KeyStoreError::NotOurs,
            _ => {
                // The connection may be gone: the next who asks makes a new one.
                if matches!(self.kind, Kind::System) {
                    *self.store.lock().unwrap_or_else(PoisonError::into_inner) = None;
                }
                KeyStoreError::None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encryption::{Credential, RecoveryKey, decrypt, encrypt};

    #[test]
    fn keys_are_kept_and_made_once() {
        let store = KeyStore::in_memory();
        assert!(store.user_keys().unwrap().is_none());
        let keys = UserKeys::new(&RecoveryKey::generate());
        store.keep_user_keys(&keys).unwrap();
        let sealed = encrypt(b"a", &keys.recipients()).unwrap();
        let kept = store.user_keys().unwrap().unwrap();
        assert!(decrypt(&sealed, &Credential::Keys(kept.identities()), 9).is_ok());

        let first = store.recovery_copy_key().unwrap();
        let sealed = encrypt(b"a", &first.recipients()).unwrap();
        let again = store.recovery_copy_key().unwrap();
        assert!(decrypt(&sealed, &Credential::Keys(again), 9).is_ok());
    }

    #[test]
    fn without_a_key_store_that_is_told() {
        let store = KeyStore::none();
        assert_eq!(store.user_keys().unwrap_err(), KeyStoreError::None);
        assert_eq!(store.recovery_copy_key().unwrap_err(), KeyStoreError::None);
    }

    #[test]
    fn what_another_program_left_under_the_name_is_not_taken_for_a_key() {
        let store = KeyStore::in_memory();
        for user in [CASES, RECOVERY_COPIES] {
            store.write(user, "not a key").unwrap();
        }
        assert_eq!(store.user_keys().unwrap_err(), KeyStoreError::NotOurs);
        assert_eq!(store.recovery_copy_key().unwrap_err(), KeyStoreError::NotOurs);
        assert_eq!(store.read(RECOVERY_COPIES).unwrap().unwrap().as_str(), "not a key");
    }
}
