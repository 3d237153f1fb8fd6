//! Recovery copies: what was typed and not saved, as it outlives a crash.
//!
//! Each window has a file of its own in the user's folder for program state, encrypted to a key of
//! the key store, and locked while the window is there: one that nobody holds is a crash's.

use super::key_store::{KeyStore, KeyStoreError};
use super::locked_file::LockedFile;
use crate::case::{self, Case, Fault};
use crate::definition::{CriteriaSet, IndicationId};
use crate::encryption::{self, Credential, DecryptError, EncryptError, Identities};
use crate::files::{self, CASE_LIMIT, FileError, Lock, LockError};
use crate::notation::parse;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The newest format that this program reads, and the one it writes.
const FORMAT: u64 = 1;

/// What is kept of an unsaved case.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCopy {
    /// The case with all that was typed.
    pub case: Box<Case>,
    /// Where it is saved, if anywhere.
    pub path: Option<PathBuf>,
}

impl std::fmt::Debug for RecoveryCopy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoveryCopy").finish_non_exhaustive()
    }
}

/// The recovery copy of this window: the one owner of its file and its lock.
pub struct OwnCopy {
    folder: PathBuf,
    file: PathBuf,
    /// Held from the first write to the removal, so that no other window takes the copy for a crash's.
    lock: Option<LockedFile>,
}

impl OwnCopy {
    /// A copy under a name of its own in `folder`. Nothing is written yet.
    pub fn new(folder: PathBuf) -> Self {
        OwnCopy { file: files::new_recovery_file(&folder), folder, lock: None }
    }

    /// The folder of all recovery copies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of this window's copy.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Whether this window holds the lock of its file.
    pub fn is_locked(&self) -> bool {
        self.lock.is_some()
    }

    /// A copy was written to `file`, which may be the name from before an adoption.
    pub fn was_kept(&mut self, file: &Path, lock: Option<LockedFile>) {
        if file == self.file {
            self.lock = self.lock.take().or(lock);
        } else {
            // An old copy that can't be removed is offered at the next start, and loses nothing.
            let _ = discard(file);
        }
    }

    /// The copy was removed.
    pub fn was_dropped(&mut self, file: &Path) {
        if file == self.file {
            self.lock = None;
        }
    }

    /// Another window holds `file`, which may be the name from before an adoption. The next copy gets another name.
    pub fn was_refused(&mut self, file: &Path) {
        if file == self.file {
            self.file = files::new_recovery_file(&self.folder);
            self.lock = None;
        }
    }

    /// Continues with `file`, which was taken over. Gives the file before with its lock: it is removed
    /// while nobody else can take it.
    pub fn adopt(
        &mut self,
        file: PathBuf,
        lock: Option<LockedFile>,
    ) -> Option<(PathBuf, Option<LockedFile>)> {
        let before = std::mem::replace(&mut self.file, file);
        if before == self.file {
            self.lock = self.lock.take().or(lock);
            return None;
        }
        Some((before, std::mem::replace(&mut self.lock, lock)))
    }
}

/// A recovery copy that was taken over.
#[derive(Debug)]
pub struct TakenRecovery {
    /// What it holds.
    pub copy: RecoveryCopy,
    /// What of it was read otherwise than it was written: a newer program may have written it.
    pub faults: Vec<Fault>,
}

/// A recovery copy that no window holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRecovery {
    /// The path of the copy.
    pub file: PathBuf,
    /// When it was written last.
    pub kept_at: Option<Timestamp>,
    /// Of which indication, or why it can't be read.
    pub indication: Result<IndicationId, Unreadable>,
}

/// Why a recovery copy can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not now: the key store, or the file, does not answer.
    Now(Option<KeyStoreError>),
    /// Never: it is damaged, or its key is gone.
    Ever,
    /// Not by this program: a newer one wrote it.
    Here,
}

impl From<&RecoveryError> for Unreadable {
    fn from(error: &RecoveryError) -> Self {
        match error {
            RecoveryError::KeyStore(error) => Unreadable::Now(Some(*error)),
            RecoveryError::Decrypt(_) => Unreadable::Ever,
            RecoveryError::File(_) | RecoveryError::Lock(_) | RecoveryError::Encrypt(_) => {
                Unreadable::Now(None)
            }
            RecoveryError::NotACopy => Unreadable::Here,
            RecoveryError::NoKey => Unreadable::Ever,
        }
    }
}

/// Why there is no recovery copy, or none to be read.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// There is no key.
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
    /// The file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// Another window has the recovery copy, or it can't be locked.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The recovery copy could not be encrypted.
    #[error(transparent)]
    Encrypt(#[from] EncryptError),
    /// The recovery copy could not be decrypted.
    #[error(transparent)]
    Decrypt(#[from] DecryptError),
    /// The key that it was written to is gone.
    #[error("its key is gone")]
    NoKey,
    /// It holds something else, or a newer program wrote it.
    #[error("it is no recovery copy of this program")]
    NotACopy,
}

#[derive(Serialize, Deserialize)]
struct CopyFile {
    format: u64,
    kept_at: String,
    #[serde(default)]
    path: Option<String>,
    case: String,
}

/// Writes a recovery copy, whole or not at all. It is locked, if it is not held already and where that can
/// be.
pub fn keep(
    file: &Path,
    is_held: bool,
    copy: &RecoveryCopy,
    keys: &KeyStore,
) -> Result<Option<Lock>, RecoveryError> {
    let key = keys.recovery_copy_key()?;
    let kept = CopyFile {
        format: FORMAT,
        kept_at: format!("{:.0}", Timestamp::now()),
        path: copy.path.as_ref().and_then(|path| path.to_str()).map(str::to_owned),
        case: case::write(&copy.case),
    };
    // INVARIANT: texts and a number, which `ron` can always write.
    let text = Zeroizing::new(ron::ser::to_string(&kept).unwrap_or_default());
    let _wiped = Zeroizing::new(kept.case);
    let sealed = encryption::encrypt(text.as_bytes(), &key.recipients())?;
    if sealed.len() as u64 > CASE_LIMIT {
        return Err(FileError::TooLarge { limit_mib: CASE_LIMIT >> 20 }.into());
    }
    files::create_parent_folder(file)?;
    // Before the file is there: no other window takes it for a crash's.
    let lock = if is_held { None } else { lock(file)? };
    files::replace(file, &sealed)?;
    Ok(lock)
}

/// The recovery copies in a folder that no window holds, the newest first; without the own. A key
/// store that has just refused is not asked again.
pub fn find(
    folder: &Path,
    own: &Path,
    keys: &KeyStore,
    refused: Option<KeyStoreError>,
    set: &CriteriaSet,
) -> Vec<FoundRecovery> {
    let mut left = files::recovery_files(folder);
    left.retain(|file| file != own && !matches!(Lock::acquire(file), Err(LockError::HeldElsewhere(_))));
    if left.is_empty() {
        return Vec::new();
    }
    // Asked for once: each time the user may have to unlock something.
    let key = refused.map_or_else(|| keys.kept_recovery_copy_key(), Err);
    let read_with_key = |file: &Path| match &key {
        Ok(Some(key)) => read(file, key.clone(), set),
        Ok(None) => Err(RecoveryError::NoKey),
        Err(error) => Err((*error).into()),
    };
    let mut found: Vec<FoundRecovery> = left
        .into_iter()
        .map(|file| match read_with_key(&file) {
            Ok((taken, kept_at)) => {
                FoundRecovery { file, kept_at, indication: Ok(taken.copy.case.indication.clone()) }
            }
            Err(error) => {
                FoundRecovery { kept_at: files::modified_at(&file), file, indication: Err((&error).into()) }
            }
        })
        .collect();
    found.sort_by_key(|found| std::cmp::Reverse(found.kept_at));
    found
}

/// Takes a recovery copy over: it is locked from now on.
pub fn take(file: &Path, keys: &KeyStore, set: &CriteriaSet) -> Result<(TakenRecovery, Lock), RecoveryError> {
    let lock = Lock::acquire(file)?;
    let key = keys.kept_recovery_copy_key()?.ok_or(RecoveryError::NoKey)?;
    let (taken, _) = read(file, key, set)?;
    Ok((taken, lock))
}

fn read(
    file: &Path,
    key: Identities,
    set: &CriteriaSet,
) -> Result<(TakenRecovery, Option<Timestamp>), RecoveryError> {
    let sealed = files::read_bytes(file, CASE_LIMIT)?;
    let plain = encryption::decrypt(&sealed, &Credential::Keys(key), CASE_LIMIT as usize)?;
    let text = std::str::from_utf8(&plain).map_err(|_| RecoveryError::NotACopy)?;
    let kept: CopyFile = parse(text).map_err(|_| RecoveryError::NotACopy)?;
    if kept.format != FORMAT {
        return Err(RecoveryError::NotACopy);
    }
    let case = Zeroizing::new(kept.case);
    let mut reading = case::read(&case, set).map_err(|_| RecoveryError::NotACopy)?;
    // Half-typed text is a fault of a file, and just what is to be kept here.
    reading.faults.retain(|fault| !fault.kind.is_of_an_unfinished_case());
    let copy = RecoveryCopy { case: Box::new(reading.case), path: kept.path.map(PathBuf::from) };
    Ok((TakenRecovery { copy, faults: reading.faults }, kept.kept_at.parse().ok()))
}

/// Removes a recovery copy that a crash left, unless another window has taken it over meanwhile.
pub fn discard_found(file: &Path) -> Result<(), RecoveryError> {
    let _lock = lock(file)?;
    discard(file)
}

/// Where there can be no lock, it goes without.
fn lock(file: &Path) -> Result<Option<Lock>, LockError> {
    match Lock::acquire(file) {
        Ok(lock) => Ok(Some(lock)),
        Err(LockError::Unavailable) => Ok(None),
        Err(held @ LockError::HeldElsewhere(_)) => Err(held),
    }
}

/// Removes the recovery copy of this window, and what a write may have left beside it.
pub fn discard(file: &Path) -> Result<(), RecoveryError> {
    Ok(files::remove(file)?)
}
