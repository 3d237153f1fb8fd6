//! What a job does with files besides its output: it locks them, and something may not be possible there.

use crate::files::{FileNote, Lock, LockError};
use std::path::{Path, PathBuf};

/// A file that this process has locked. The lock is released when this is dropped.
pub struct LockedFile {
    /// The path in the request that locked the file.
    pub path: PathBuf,
    _lock: Lock,
}

impl LockedFile {
    /// Pairs a lock with the path of its file.
    pub fn new(path: PathBuf, lock: Lock) -> Self {
        LockedFile { path, _lock: lock }
    }
}

/// What a job leaves besides its output.
#[derive(Default)]
pub struct FileEffects {
    /// The files that the job has locked.
    pub locked: Vec<LockedFile>,
    /// What could not be done with the files of the job, although it succeeded.
    pub notes: Vec<FileNote>,
}

impl FileEffects {
    /// Locks a case file, so that no other window changes it. Notes if it can't be locked.
    ///
    /// # Errors
    /// Another process has locked it.
    pub fn lock(&mut self, path: &Path) -> Result<(), LockError> {
        match Lock::acquire(path) {
            Ok(lock) => {
                self.notes.extend(kept_versions(&lock));
                self.locked.push(LockedFile::new(path.to_owned(), lock));
            }
            Err(LockError::Unavailable) => self.notes.push(FileNote::NotGuarded),
            Err(error @ LockError::HeldElsewhere(_)) => return Err(error),
        }
        Ok(())
    }
}

/// The versions of somebody else that were found when the file was locked.
pub fn kept_versions(lock: &Lock) -> impl Iterator<Item = FileNote> + '_ {
    lock.kept_versions().iter().cloned().map(FileNote::OtherVersionFound)
}

impl From<Option<LockedFile>> for FileEffects {
    fn from(locked: Option<LockedFile>) -> Self {
        FileEffects { locked: locked.into_iter().collect(), notes: Vec::new() }
    }
}
