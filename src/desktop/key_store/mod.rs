//! The system's key store: Windows Credential Manager, macOS Keychain or Secret Service. A call may block until the
//! user has unlocked it, so only workers call it.
//!
//! The public keys stay in memory for the session: recovery copies, and cases that are saved with keys, need no key
//! store that answers.

#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(target_os = "macos", path = "macos.rs")]
#[cfg_attr(target_os = "windows", path = "windows.rs")]
mod system;

mod patience;

use crate::encryption::{Identities, Recipients, UserKeys};
use crate::files::{self, Lock, LockError};
use keyring_core::{CredentialStore, Entry, Error};
use patience::Patience;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zeroize::Zeroizing;

/// The service name of this program's entries. The system shows it to the user.
const SERVICE: &str = "wgs-referral";
/// The entry with the keys that the user's cases are encrypted to.
const USER_KEYS_ENTRY: &str = "cases";
/// The entry with the key of the recovery copies. It never leaves this computer.
const RECOVERY_COPY_KEY_ENTRY: &str = "recovery copies";
/// How long the key store may take for an answer that needs no user.
const PATIENCE: Duration = Duration::from_secs(2);

/// A handle to the key store of this user. Clones share the connection.
#[derive(Clone)]
pub struct KeyStore {
    kind: KeyStoreKind,
    /// The connection to the system's key store. While it is `None`, each call tries to connect.
    store: Arc<Mutex<Option<Arc<CredentialStore>>>>,
    /// The folder of the lock under which processes of this user create keys. `None`: keys are created without a
    /// lock.
    folder: Option<PathBuf>,
    patience: Patience,
    /// Whether a store that it was made with is locked.
    is_locked: Arc<AtomicBool>,
    public_keys: Arc<Mutex<PublicKeys>>,
}

/// What was encrypted to last, or could be. Nothing is decrypted with it.
#[derive(Default)]
struct PublicKeys {
    copies: Option<Recipients>,
    user: Option<Recipients>,
}

#[derive(Clone, Copy)]
enum KeyStoreKind {
    /// Connects to the system's key store, again after an error.
    System,
    /// Uses the store that it was made with, if any.
    Fixed,
}

/// Why the key store gave or stored no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreError {
    /// The system has no key store, or it can't be reached.
    #[error("the system has no key store, or it cannot be reached")]
    Unavailable,
    /// The key store is there, and does not answer.
    #[error("the system's key store does not answer")]
    NoAnswer,
    /// The key store is locked: the user did not unlock it, or was not asked.
    #[error("the system's key store is locked")]
    Locked,
    /// The entry under this program's name was not written by this program.
    #[error("the entry in the system's key store is not a key of this program")]
    ForeignEntry,
    /// Another window is creating a key.
    #[error("another window is creating a key")]
    Busy,
}

impl KeyStore {
    /// The system's key store. Keys are created under a lock in `folder`.
    pub fn system(folder: Option<PathBuf>) -> Self {
        KeyStore::new(KeyStoreKind::System, None, folder)
    }

    fn new(kind: KeyStoreKind, store: Option<Arc<CredentialStore>>, folder: Option<PathBuf>) -> Self {
        let (store, patience) = (Arc::new(Mutex::new(store)), Patience::new(system::is_alive));
        KeyStore { kind, store, folder, patience, is_locked: Arc::default(), public_keys: Arc::default() }
    }

    /// Stands for a system without a key store: every call fails.
    pub fn none() -> Self {
        KeyStore::new(KeyStoreKind::Fixed, None, None)
    }

    /// A key store in memory, for tests.
    pub fn in_memory() -> Self {
        let store = keyring_core::mock::Store::new().ok().map(|store| store as Arc<CredentialStore>);
        KeyStore::new(KeyStoreKind::Fixed, store, None)
    }

    /// A key store in memory that finds no entry until it is [unlocked](Self::unlock), for tests.
    pub fn locked_in_memory() -> Self {
        let store = KeyStore::in_memory();
        store.is_locked.store(true, Ordering::SeqCst);
        store
    }

    /// A key store in memory with this key for recovery copies, an age identity. Tests use it to give several
    /// processes the same key.
    pub fn in_memory_with_copy_key(recovery_copy_key: &str) -> Self {
        let store = KeyStore::in_memory();
        let _ = store.write(RECOVERY_COPY_KEY_ENTRY, recovery_copy_key);
        store
    }

    /// Asks the user to unlock the key store, if the system has such a question, and waits for the answer.
    pub fn unlock(&self) {
        match self.kind {
            KeyStoreKind::System => system::unlock(PATIENCE),
            KeyStoreKind::Fixed => self.is_locked.store(false, Ordering::SeqCst),
        }
    }

    /// The keys that the user's cases are encrypted to. `None`: none were created yet, and they could be.
    ///
    /// # Errors
    /// The key store is unavailable or locked, or the entry is not a key of this program.
    pub fn user_keys(&self) -> Result<Option<UserKeys>, KeyStoreError> {
        let keys = match self.read(USER_KEYS_ENTRY)? {
            Some(text) => Some(UserKeys::from_text(&text).map_err(|_| KeyStoreError::ForeignEntry)?),
            None => None,
        };
        self.public_keys().user = keys.as_ref().map(UserKeys::recipients);
        Ok(keys)
    }

    /// What the user's cases are encrypted to. Where the key store does not answer any more, this is what it has
    /// answered last. `None`: no keys were created yet.
    ///
    /// # Errors
    /// Like [`user_keys`](Self::user_keys).
    pub fn user_recipients(&self) -> Result<Option<Recipients>, KeyStoreError> {
        match self.user_keys() {
            Err(error @ (KeyStoreError::Unavailable | KeyStoreError::NoAnswer)) => {
                self.public_keys().user.clone().map(Some).ok_or(error)
            }
            keys => Ok(keys?.as_ref().map(UserKeys::recipients)),
        }
    }

    /// What recovery copies are encrypted to. Only the first call of a session needs the key store.
    ///
    /// # Errors
    /// Like [`recovery_copy_key`](Self::recovery_copy_key).
    pub fn recovery_copy_recipients(&self) -> Result<Recipients, KeyStoreError> {
        let known = self.known_copy_recipients();
        known.map_or_else(|| Ok(self.recovery_copy_key()?.recipients()), Ok)
    }

    /// What recovery copies are encrypted to, without asking the key store; `None`: it was not asked yet.
    pub fn known_copy_recipients(&self) -> Option<Recipients> {
        self.public_keys().copies.clone()
    }

    fn public_keys(&self) -> MutexGuard<'_, PublicKeys> {
        self.public_keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stores the keys that the user's cases are encrypted to, and replaces the keys stored before.
    ///
    /// # Errors
    /// The key store is unavailable or locked. It may have stored the keys all the same.
    pub fn store_user_keys(&self, keys: &UserKeys) -> Result<(), KeyStoreError> {
        self.write(USER_KEYS_ENTRY, &keys.to_text())
    }

    /// The key of the recovery copies. The first call creates it.
    ///
    /// # Errors
    /// Like [`user_keys`](Self::user_keys); or another window is creating a key.
    pub fn recovery_copy_key(&self) -> Result<Identities, KeyStoreError> {
        if let Some(key) = self.existing_recovery_copy_key()? {
            return Ok(key);
        }
        // Without the lock, two windows could each create a key. The one that is replaced would be lost, with the
        // copies encrypted to it.
        let _lock = self.lock_key_creation()?;
        if let Some(key) = self.existing_recovery_copy_key()? {
            return Ok(key);
        }
        self.write(RECOVERY_COPY_KEY_ENTRY, &Identities::generate().to_text())?;
        // Read the key back: nothing may be encrypted to a key that was not stored.
        self.existing_recovery_copy_key()?.ok_or(KeyStoreError::Unavailable)
    }

    /// Locks the creation of keys against the other windows of this user. `None`: no lock is available.
    ///
    /// # Errors
    /// Another window is creating a key.
    pub fn lock_key_creation(&self) -> Result<Option<Lock>, KeyStoreError> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let path = folder.join("key");
        let _ = files::create_parent_folder(&path);
        match Lock::acquire(&path) {
            Ok(lock) => Ok(Some(lock)),
            Err(LockError::HeldElsewhere(_)) => Err(KeyStoreError::Busy),
            Err(LockError::Unavailable) => Ok(None),
        }
    }

    /// The key of the recovery copies. `None`: it was not created yet.
    ///
    /// # Errors
    /// Like [`user_keys`](Self::user_keys).
    pub fn existing_recovery_copy_key(&self) -> Result<Option<Identities>, KeyStoreError> {
        let Some(text) = self.read(RECOVERY_COPY_KEY_ENTRY)? else { return Ok(None) };
        let key = Identities::from_text(&text).map_err(|_| KeyStoreError::ForeignEntry)?;
        self.public_keys().copies = Some(key.recipients());
        Ok(Some(key))
    }

    fn read(&self, name: &'static str) -> Result<Option<Zeroizing<String>>, KeyStoreError> {
        let store = self.clone();
        self.patience.wait_for(move || store.read_now(name))
    }

    fn write(&self, name: &'static str, text: &str) -> Result<(), KeyStoreError> {
        let (store, text) = (self.clone(), Zeroizing::new(text.to_owned()));
        self.patience
            .wait_for(move || store.entry(name)?.set_password(&text).map_err(|error| store.note_error(error)))
    }

    fn read_now(&self, name: &str) -> Result<Option<Zeroizing<String>>, KeyStoreError> {
        match self.entry(name)?.get_password() {
            Ok(text) => Ok(Some(Zeroizing::new(text))),
            // A locked key store may find nothing, and ask the user only when something is to be stored.
            Err(Error::NoEntry) => self.check_default_collection().map(|()| None),
            Err(error) => Err(self.note_error(error)),
        }
    }

    /// Checks that an entry which was not found could be stored, without asking the user.
    fn check_default_collection(&self) -> Result<(), KeyStoreError> {
        match self.kind {
            KeyStoreKind::System => system::check_default_collection(PATIENCE),
            KeyStoreKind::Fixed if self.is_locked.load(Ordering::SeqCst) => Err(KeyStoreError::Locked),
            KeyStoreKind::Fixed => Ok(()),
        }
    }

    fn entry(&self, name: &str) -> Result<Entry, KeyStoreError> {
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let connected = match (&*store, self.kind) {
            (Some(connected), _) => connected.clone(),
            (None, KeyStoreKind::Fixed) => return Err(KeyStoreError::Unavailable),
            (None, KeyStoreKind::System) => {
                let new = system::store().map_err(|_| KeyStoreError::Unavailable)?;
                store.insert(new).clone()
            }
        };
        drop(store);
        connected.build(SERVICE, name, None).map_err(|error| self.note_error(error))
    }

    /// Translates an error of the system's key store, and closes a connection that may be broken.
    fn note_error(&self, error: Error) -> KeyStoreError {
        match error {
            Error::NoStorageAccess(_) => KeyStoreError::Locked,
            Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::Ambiguous(_) => {
                KeyStoreError::ForeignEntry
            }
            _ => {
                // The connection may be broken: the next call opens a new one.
                if matches!(self.kind, KeyStoreKind::System) {
                    *self.store.lock().unwrap_or_else(PoisonError::into_inner) = None;
                }
                KeyStoreError::Unavailable
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encryption::{Credential, RecoveryKey, decrypt, encrypt};

    #[test]
    fn keys_are_stored_and_created_once() {
        let store = KeyStore::in_memory();
        assert!(store.user_keys().unwrap().is_none());
        let keys = UserKeys::new(&RecoveryKey::generate());
        store.store_user_keys(&keys).unwrap();
        let encrypted = encrypt(b"a", &keys.recipients()).unwrap();
        let stored = store.user_keys().unwrap().unwrap();
        assert!(decrypt(&encrypted, &Credential::Keys(stored.identities()), 9).is_ok());

        let first = store.recovery_copy_key().unwrap();
        let encrypted = encrypt(b"a", &first.recipients()).unwrap();
        let again = store.recovery_copy_key().unwrap();
        assert!(decrypt(&encrypted, &Credential::Keys(again), 9).is_ok());
    }

    #[test]
    fn what_is_encrypted_to_stays_known_when_the_key_store_is_gone() {
        let store = KeyStore::in_memory();
        let keys = UserKeys::new(&RecoveryKey::generate());
        store.store_user_keys(&keys).unwrap();
        let (copy_key, _) = (store.recovery_copy_key().unwrap(), store.user_keys().unwrap());
        *store.store.lock().unwrap() = None;
        assert_eq!(store.recovery_copy_key().unwrap_err(), KeyStoreError::Unavailable);
        let copy = encrypt(b"a", &store.recovery_copy_recipients().unwrap()).unwrap();
        assert!(decrypt(&copy, &Credential::Keys(copy_key), 9).is_ok());
        let case = encrypt(b"a", &store.user_recipients().unwrap().unwrap()).unwrap();
        assert!(decrypt(&case, &Credential::Keys(keys.identities()), 9).is_ok());
        // Another process was never told.
        assert_eq!(KeyStore::none().recovery_copy_recipients().unwrap_err(), KeyStoreError::Unavailable);
    }

    #[test]
    fn without_a_key_store_every_call_fails() {
        let store = KeyStore::none();
        assert_eq!(store.user_keys().unwrap_err(), KeyStoreError::Unavailable);
        assert_eq!(store.recovery_copy_key().unwrap_err(), KeyStoreError::Unavailable);
    }

    #[test]
    fn a_locked_key_store_without_an_entry_is_locked_and_not_blank() {
        let store = KeyStore::locked_in_memory();
        assert_eq!(store.user_keys().unwrap_err(), KeyStoreError::Locked);
        assert_eq!(store.existing_recovery_copy_key().unwrap_err(), KeyStoreError::Locked);
        assert_eq!(store.recovery_copy_recipients().unwrap_err(), KeyStoreError::Locked);
        store.unlock();
        assert!(store.user_keys().unwrap().is_none());
        assert!(store.recovery_copy_recipients().is_ok());
    }

    #[test]
    fn an_entry_of_another_program_is_an_error_and_is_not_replaced() {
        let store = KeyStore::in_memory();
        for name in [USER_KEYS_ENTRY, RECOVERY_COPY_KEY_ENTRY] {
            store.write(name, "not a key").unwrap();
        }
        assert_eq!(store.user_keys().unwrap_err(), KeyStoreError::ForeignEntry);
        assert_eq!(store.recovery_copy_key().unwrap_err(), KeyStoreError::ForeignEntry);
        assert_eq!(store.read(RECOVERY_COPY_KEY_ENTRY).unwrap().unwrap().as_str(), "not a key");
    }
}
