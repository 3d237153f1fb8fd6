//! A file that one process at a time holds, and that is there only while one does.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// A lock file that is held.
pub struct LockFile {
    #[cfg_attr(not(unix), expect(dead_code, reason = "the system removes the file"))]
    path: PathBuf,
    _file: File,
}

/// Why a lock file is not held.
pub enum Refused {
    /// Another holds it.
    Held,
    /// It can't be made, or can't be locked.
    Impossible,
}

/// What an attempt gave besides.
enum Attempt {
    Refused(Refused),
    /// Its holder removed the file meanwhile: there is a new one to be taken.
    Removed,
}

impl LockFile {
    /// Takes the lock file at `path`. Whoever may read `like` may see that it is held.
    pub fn take(path: &Path, like: &Path) -> Result<LockFile, Refused> {
        const ATTEMPTS: usize = 100;
        for _ in 0..ATTEMPTS {
            match attempt(path, like) {
                Ok(file) => return Ok(LockFile { path: path.to_owned(), _file: file }),
                Err(Attempt::Refused(refused)) => return Err(refused),
                Err(Attempt::Removed) => {}
            }
        }
        // Others take it and let it go all the time.
        Err(Refused::Held)
    }
}

impl Drop for LockFile {
    fn drop(&mut self) {
        // While it is held: nobody else has locked what this name means. On Windows the system
        // removes the file when it is closed.
        #[cfg(unix)]
        let _ = std::fs::remove_file(&self.path);
    }
}

fn attempt(path: &Path, like: &Path) -> Result<File, Attempt> {
    let impossible = || Attempt::Refused(Refused::Impossible);
    let (file, made) = match options().create_new(true).open(path) {
        Ok(file) => (file, true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => (open_there(path)?, false),
        Err(error) => return Err(not_opened(&error).unwrap_or_else(impossible)),
    };
    if made {
        super::holder::permit(&file, like);
    }
    match file.try_lock() {
        Ok(()) if is_still(&file, path) => Ok(file),
        Ok(()) => Err(Attempt::Removed),
        Err(TryLockError::WouldBlock) => Err(Attempt::Refused(Refused::Held)),
        Err(TryLockError::Error(_)) => {
            if made {
                // Where nobody can lock, it is of no use to anybody.
                let _ = std::fs::remove_file(path);
            }
            Err(impossible())
        }
    }
}

fn open_there(path: &Path) -> Result<File, Attempt> {
    let opened = options().open(path).or_else(|error| match error.kind() {
        // Another user's; to lock it, reading is enough on most file systems.
        ErrorKind::PermissionDenied => File::open(path),
        _ => Err(error),
    });
    opened.map_err(|error| match error.kind() {
        ErrorKind::NotFound => Attempt::Removed,
        _ => not_opened(&error).unwrap_or(Attempt::Refused(Refused::Impossible)),
    })
}

/// Windows: a file that is held can't even be opened.
fn not_opened(error: &Error) -> Option<Attempt> {
    super::super::is_sharing_violation(error).then_some(Attempt::Refused(Refused::Held))
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.read(true).write(true).mode(0o600);
    options
}

/// Shared with nobody, hidden, and gone once it is closed, in a crash too.
#[cfg(windows)]
fn options() -> OpenOptions {
    use std::os::windows::fs::OpenOptionsExt;
    const FILE_FLAG_DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const FILE_ATTRIBUTE_HIDDEN: u32 = 0x2;
    let mut options = OpenOptions::new();
    options.read(true).write(true).share_mode(0);
    options.custom_flags(FILE_FLAG_DELETE_ON_CLOSE).attributes(FILE_ATTRIBUTE_HIDDEN);
    options
}

/// Whether the path still means this file. Its last holder may have removed it after it was opened
/// and before it was locked.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), path.metadata()) {
        (Ok(one), Ok(other)) => identity(one) == identity(other),
        _ => false,
    }
}

/// Nobody else can have opened it, so nobody removed it.
#[cfg(windows)]
fn is_still(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Each taking opens the file anew, so that threads stand for processes.
    #[test]
    fn never_do_two_hold_it_however_often_it_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let (holders, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..1000 {
                        let Ok(lock) = LockFile::take(&path, &path) else { continue };
                        assert_eq!(holders.fetch_add(1, Ordering::SeqCst), 0);
                        std::thread::yield_now();
                        holders.fetch_sub(1, Ordering::SeqCst);
                        taken.fetch_add(1, Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
        assert!(taken.into_inner() > 0);
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn one_left_by_a_crash_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        std::fs::write(&path, "").unwrap();
        let lock = LockFile::take(&path, &path).ok().unwrap();
        assert!(matches!(LockFile::take(&path, &path), Err(Refused::Held)));
        drop(lock);
        assert!(!path.exists());
    }
}
