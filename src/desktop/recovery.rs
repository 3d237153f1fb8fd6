//! Recovery copies: encrypted copies of unsaved changes, for use after a crash.
//!
//! Each window has a copy of its own in the user's folder for program state. The copy is encrypted to a key in the
//! key store, and locked while its window is open. A copy that is not locked was therefore left by a crash.

use super::key_store::{KeyStore, KeyStoreError};
use super::locked_file::LockedFile;
use super::release::Unneeded;
use crate::case::field::PATIENT_NAME;
use crate::case::{self, Case, Fault, Migration};
use crate::clock;
use crate::definition::{CriteriaSet, IndicationId};
use crate::encryption::{self, Credential, DecryptError, EncryptError, Identities};
use crate::files::{self, CASE_LIMIT, FileError, Lock, LockError};
use crate::notation::parse;
use crate::verify::PdfStatus;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The newest format that this program reads, and the one it writes.
const FORMAT: u64 = 1;

/// The contents of a recovery copy: an unsaved case and its path.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCopy {
    /// The case with all that was typed.
    pub case: Box<Case>,
    /// The path of the case file; `None`: the case was never saved.
    pub path: Option<PathBuf>,
    /// Whether the PDF that the case was inside is as it was exported; `None`: nothing speaks against the case.
    pub pdf: Option<PdfStatus>,
    /// Whether the case was or is to be protected by a passphrase: saving proposes one again.
    pub has_passphrase: bool,
}

impl std::fmt::Debug for RecoveryCopy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RecoveryCopy").finish_non_exhaustive()
    }
}

/// The recovery copy of this window. It owns the file and its lock.
pub struct OwnCopy {
    folder: PathBuf,
    file: PathBuf,
    /// Held from the first write to the removal, so that no other window takes the copy for one left by a crash.
    lock: Option<LockedFile>,
}

impl OwnCopy {
    /// A copy in `folder`, under a name that no other window uses. Nothing is written yet.
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

    /// Notes that a copy was written to `file`, and keeps its lock. A write that was started before an adoption ends
    /// with the old file, which is to be removed.
    pub fn note_written(&mut self, file: &Path, lock: Option<LockedFile>) -> Unneeded {
        if file == self.file {
            return self.keep_lock(lock);
        }
        Unneeded { copy: Some(file.to_owned()), locks: lock.into_iter().collect() }
    }

    /// Notes that the copy in `file` was removed. Its lock is not needed any more.
    pub fn note_removed(&mut self, file: &Path) -> Unneeded {
        Unneeded::locks(if file == self.file { self.lock.take() } else { None })
    }

    /// Another window has locked `file`, which may be the name from before an adoption. The next copy gets another
    /// name.
    pub fn note_locked_elsewhere(&mut self, file: &Path) -> Unneeded {
        if file != self.file {
            return Unneeded::default();
        }
        self.file = files::new_recovery_file(&self.folder);
        Unneeded::locks(self.lock.take())
    }

    /// Uses `file`, which was taken over, for this copy from now on. Returns the previous file with its lock, so that
    /// the file can be removed while no other window can take it.
    pub fn adopt(&mut self, file: PathBuf, lock: Option<LockedFile>) -> Unneeded {
        let previous = std::mem::replace(&mut self.file, file);
        if previous == self.file {
            return self.keep_lock(lock);
        }
        let previous_lock = std::mem::replace(&mut self.lock, lock);
        Unneeded { copy: Some(previous), locks: previous_lock.into_iter().collect() }
    }

    /// Gives away the lock, because the program ends.
    pub fn take_lock(&mut self) -> Option<LockedFile> {
        self.lock.take()
    }

    /// Keeps one lock of the file. Another one is not needed.
    fn keep_lock(&mut self, lock: Option<LockedFile>) -> Unneeded {
        if self.lock.is_some() {
            return Unneeded::locks(lock);
        }
        self.lock = lock;
        Unneeded::default()
    }
}

/// A recovery copy that was taken over.
#[derive(Debug)]
pub struct TakenRecovery {
    /// The contents of the copy, with the case as it could be read.
    pub copy: RecoveryCopy,
    /// The faults of its case: values that this program read differently from what was written, for example
    /// because a newer program wrote them. Values that are only half typed are not among them.
    pub faults: Vec<Fault>,
    /// The number of faults beyond the first hundred of the file, of whatever kind.
    pub more_faults: usize,
    /// What changed because the case is of an earlier criteria set.
    pub migration: Option<Migration>,
}

/// A recovery copy that no window has locked, so that a crash must have left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRecovery {
    /// The path of the copy.
    pub file: PathBuf,
    /// When the copy was written last. If it can't be read, this is the modification time of the file.
    pub written_at: Option<Timestamp>,
    /// The indication of its case, or why the copy can't be read.
    pub indication: Result<IndicationId, UnreadableReason>,
    /// The initials of the patient, such as "B.T."; blank if there is no name or the copy was not read.
    pub initials: String,
}

/// Whether a recovery copy that can't be read now may be readable later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadableReason {
    /// A later attempt may succeed: the key store failed, or, with `None`, the file could not be read or locked.
    Temporary(Option<KeyStoreError>),
    /// No attempt will succeed: the copy is damaged, or its key does not exist any more.
    Permanent,
    /// A newer program wrote the copy, or it is not a recovery copy.
    UnknownFormat,
    /// Nobody has read it, because it is not among those that the list shows.
    NotRead,
}

impl From<&RecoveryError> for UnreadableReason {
    fn from(error: &RecoveryError) -> Self {
        match error {
            RecoveryError::KeyStore(error) => UnreadableReason::Temporary(Some(*error)),
            RecoveryError::Decrypt(_) => UnreadableReason::Permanent,
            RecoveryError::File(_) | RecoveryError::Lock(_) | RecoveryError::Encrypt(_) => {
                UnreadableReason::Temporary(None)
            }
            RecoveryError::UnknownFormat => UnreadableReason::UnknownFormat,
            RecoveryError::NoKey => UnreadableReason::Permanent,
        }
    }
}

/// Why a recovery copy could not be written, read or removed.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// The key store gave no key.
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
    /// The file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// Another window has locked the recovery copy, or it can't be locked.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The recovery copy could not be encrypted.
    #[error(transparent)]
    Encrypt(#[from] EncryptError),
    /// The recovery copy could not be decrypted.
    #[error(transparent)]
    Decrypt(#[from] DecryptError),
    /// The key that the recovery copy was encrypted to is not in the key store any more.
    #[error("the key of the recovery copy is not in the system's key store")]
    NoKey,
    /// The file is not a recovery copy, or a newer program wrote it.
    #[error("the file is not a recovery copy that this program can read")]
    UnknownFormat,
}

/// The decrypted text of a recovery copy, in RON.
#[derive(Serialize, Deserialize)]
struct CopyFile {
    format: u64,
    #[serde(rename = "kept_at")]
    written_at: String,
    #[serde(default)]
    path: Option<String>,
    /// What speaks against the PDF that the case was inside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<String>,
    /// Whether the case is protected by a passphrase in its file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    passphrase: bool,
    case: String,
}

/// Encrypts a recovery copy and writes it to `file` with an atomic replace. Unless it `is_locked` already, it is
/// locked first, and the lock is returned; `None`: it was locked before, or the file system has no locks.
pub fn write_copy(
    file: &Path,
    is_locked: bool,
    copy: &RecoveryCopy,
    keys: &KeyStore,
) -> Result<Option<Lock>, RecoveryError> {
    let recipients = keys.recovery_copy_recipients()?;
    let contents = CopyFile {
        format: FORMAT,
        written_at: format!("{:.0}", clock::now()),
        path: copy.path.as_ref().and_then(|path| path.to_str()).map(str::to_owned),
        doubts: copy.pdf.iter().flat_map(PdfStatus::doubts).map(str::to_owned).collect(),
        passphrase: copy.has_passphrase,
        case: case::write(&copy.case),
    };
    // INVARIANT: the contents are texts and a number, which `ron` can always write.
    let text = Zeroizing::new(ron::ser::to_string(&contents).unwrap_or_default());
    // Wipe the case from memory when this function returns.
    let _wiped = Zeroizing::new(contents.case);
    let encrypted = encryption::encrypt(text.as_bytes(), &recipients)?;
    if encrypted.len() as u64 > CASE_LIMIT {
        return Err(FileError::TooLarge { limit: CASE_LIMIT }.into());
    }
    files::create_parent_folder(file)?;
    // Lock the file before it exists: another window would take an unlocked copy for one left by a crash.
    let lock = if is_locked { None } else { lock_copy(file)? };
    files::replace(file, &encrypted)?;
    Ok(lock)
}

/// The number of copies that are read when they are listed, and each time that the user asks for more.
pub const COPIES_READ_AT_ONCE: usize = 20;

/// Lists the recovery copies in `folder` that a crash left, the newest first, and reads the next ones of them. Those
/// that were read before are in `known`: they are not decrypted again, unless a later attempt may succeed. `own` is
/// left out, and so are copies that another window has locked. `key_error` is the error of a key store that was asked
/// before: it is not asked again, because the user may have to answer each time.
pub fn list_copies(
    folder: &Path,
    own: &Path,
    keys: &KeyStore,
    key_error: Option<KeyStoreError>,
    known: &[FoundRecovery],
    set: &CriteriaSet,
) -> Vec<FoundRecovery> {
    let mut files = files::recovery_files(folder);
    files.retain(|file| file != own && !Lock::is_held_elsewhere(file));
    if files.is_empty() {
        return Vec::new();
    }
    let mut by_time: Vec<(Option<Timestamp>, PathBuf)> =
        files.into_iter().map(|file| (files::modified_at(&file), file)).collect();
    by_time.sort_by(|one, other| other.cmp(one));
    // Ask for the key once for all copies: each time, the user may have to unlock the key store.
    let key = key_error.map_or_else(|| keys.existing_recovery_copy_key(), Err);
    let read = |file: &Path| match &key {
        Ok(Some(key)) => read_copy(file, key.clone(), set),
        Ok(None) => Err(RecoveryError::NoKey),
        Err(error) => Err((*error).into()),
    };
    let mut left = COPIES_READ_AT_ONCE;
    let found = |(modified_at, file): (Option<Timestamp>, PathBuf)| {
        let before = known.iter().find(|known| known.file == file);
        let read = match before.map(|before| (before, &before.indication)) {
            Some((before, Ok(_) | Err(UnreadableReason::Permanent | UnreadableReason::UnknownFormat))) => {
                return before.clone();
            }
            // Those that could not be read before must not keep the next ones from being read.
            Some((_, Err(UnreadableReason::Temporary(_)))) => Some(read(&file)),
            Some((_, Err(UnreadableReason::NotRead))) | None => {
                let is_read = left > 0;
                left = left.saturating_sub(1);
                is_read.then(|| read(&file))
            }
        };
        let (written_at, indication, initials) = match read {
            Some(Ok((taken, written_at))) => {
                let case = &taken.copy.case;
                // A name that is too long to be one is among the texts that could not be parsed.
                let shown_name = case.unparsed.get(PATIENT_NAME).unwrap_or(&case.patient.name);
                (written_at, Ok(case.indication.clone()), initials(shown_name))
            }
            Some(Err(error)) => (modified_at, Err((&error).into()), String::new()),
            None => (modified_at, Err(UnreadableReason::NotRead), String::new()),
        };
        FoundRecovery { file, written_at, indication, initials }
    };
    by_time.into_iter().map(found).collect()
}

/// The initials of a name: "B.T." for "Bente Testperson". They tell copies apart without naming a patient.
fn initials(name: &str) -> String {
    const MOST: usize = 4;
    let letters = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    letters.take(MOST).flat_map(|letter| letter.to_uppercase().chain(['.'])).collect()
}

/// Locks a recovery copy that a crash left, and reads it.
pub fn take_over(
    file: &Path,
    keys: &KeyStore,
    set: &CriteriaSet,
) -> Result<(TakenRecovery, Lock), RecoveryError> {
    let lock = Lock::acquire(file)?;
    let key = keys.existing_recovery_copy_key()?.ok_or(RecoveryError::NoKey)?;
    let (taken, _) = read_copy(file, key, set)?;
    Ok((taken, lock))
}

/// Decrypts a recovery copy, and returns it with the time at which it was written.
fn read_copy(
    file: &Path,
    key: Identities,
    set: &CriteriaSet,
) -> Result<(TakenRecovery, Option<Timestamp>), RecoveryError> {
    let encrypted = files::read_bytes(file, CASE_LIMIT)?;
    let bytes = encryption::decrypt(&encrypted, &Credential::Keys(key), CASE_LIMIT as usize)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| RecoveryError::UnknownFormat)?;
    let contents: CopyFile = parse(text).map_err(|_| RecoveryError::UnknownFormat)?;
    if contents.format != FORMAT {
        return Err(RecoveryError::UnknownFormat);
    }
    let case = Zeroizing::new(contents.case);
    let mut reading = case::read(&case, set).map_err(|_| RecoveryError::UnknownFormat)?;
    // Half-typed text is a fault in a case file, but it is normal in a recovery copy.
    reading.faults.retain(|fault| !fault.kind.is_of_an_unfinished_case());
    let copy = RecoveryCopy {
        case: Box::new(reading.case),
        path: contents.path.map(PathBuf::from),
        pdf: PdfStatus::from_doubts(&contents.doubts),
        has_passphrase: contents.passphrase,
    };
    let taken = TakenRecovery {
        copy,
        faults: reading.faults,
        more_faults: reading.more_faults,
        migration: reading.migration,
    };
    Ok((taken, contents.written_at.parse().ok()))
}

/// Removes a recovery copy that a crash left.
///
/// # Errors
/// Another window has taken the copy over since, or the file can't be removed.
pub fn remove_unlocked_copy(file: &Path) -> Result<(), RecoveryError> {
    let _lock = lock_copy(file)?;
    remove_copy(file)
}

/// Locks a recovery copy. `None`: the file system has no locks.
fn lock_copy(file: &Path) -> Result<Option<Lock>, LockError> {
    match Lock::acquire(file) {
        Ok(lock) => Ok(Some(lock)),
        Err(LockError::Unavailable) => Ok(None),
        Err(error @ LockError::HeldElsewhere(_)) => Err(error),
    }
}

/// Removes a recovery copy that this window has locked, with the temporary files that a write may have left.
pub fn remove_copy(file: &Path) -> Result<(), RecoveryError> {
    Ok(files::remove(file)?)
}
