//! A lock file: one process at a time holds it, and it exists only while one does.

use crate::files::permissions::copy_permissions;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// A lock file that this process holds.
pub struct LockFile {
    #[cfg_attr(not(unix), expect(dead_code, reason = "Windows removes the file when it is closed"))]
    path: PathBuf,
    _file: File,
}

/// Why a lock file was not acquired.
pub enum LockFileError {
    /// Another process holds it.
    HeldElsewhere,
    /// It can't be created or locked.
    Unavailable,
}

/// Why one attempt failed.
enum AttemptError {
    Final(LockFileError),
    /// The holder removed the file meanwhile, so that the next attempt may succeed.
    Removed,
}

impl LockFile {
    /// Creates and locks the file at `path`, with the permissions of the file at `case`: whoever may read
    /// the case must be able to see that it is locked.
    pub fn acquire(path: &Path, case: &Path) -> Result<LockFile, LockFileError> {
        const ATTEMPTS: usize = 100;
        for _ in 0..ATTEMPTS {
            match attempt(path, case) {
                Ok(file) => return Ok(LockFile { path: path.to_owned(), _file: file }),
                Err(AttemptError::Final(error)) => return Err(error),
                Err(AttemptError::Removed) => {}
            }
        }
        // Other processes acquire and release it all the time.
        Err(LockFileError::HeldElsewhere)
    }
}

impl Drop for LockFile {
    fn drop(&mut self) {
        // The lock is still held, so the path is not the lock file of another process. On Windows the
        // system removes the file when it is closed.
        #[cfg(unix)]
        let _ = std::fs::remove_file(&self.path);
    }
}

fn attempt(path: &Path, case: &Path) -> Result<File, AttemptError> {
    let unavailable = || AttemptError::Final(LockFileError::Unavailable);
    let (file, is_new) = match options().create_new(true).open(path) {
        Ok(file) => (file, true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => (open_existing(path)?, false),
        Err(error) => return Err(sharing_violation(&error).unwrap_or_else(unavailable)),
    };
    // On Windows, the read-only flag of the case would keep the lock file from being removed.
    if is_new && cfg!(unix) {
        // Whoever may not open the lock file is told that the case is not guarded.
        let _ = copy_permissions(case, &file);
    }
    match file.try_lock() {
        Ok(()) if is_current_file(&file, path) => Ok(file),
        Ok(()) => Err(AttemptError::Removed),
        Err(TryLockError::WouldBlock) => Err(AttemptError::Final(LockFileError::HeldElsewhere)),
        Err(TryLockError::Error(_)) => {
            if is_new {
                // The file system has no locks, so the file would stay for ever.
                let _ = std::fs::remove_file(path);
            }
            Err(unavailable())
        }
    }
}

/// Opens the lock file of another process, or one that a crash left. Another user may have planted something else
/// there: a link is not followed, and a pipe is not waited for.
fn open_existing(path: &Path) -> Result<File, AttemptError> {
    let unavailable = || AttemptError::Final(LockFileError::Unavailable);
    let opened = options().open(path).or_else(|error| match error.kind() {
        // The file is another user's. Most file systems can lock a file that is open for reading only.
        ErrorKind::PermissionDenied => options().write(false).open(path),
        _ => Err(error),
    });
    let file = opened.map_err(|error| match error.kind() {
        ErrorKind::NotFound => AttemptError::Removed,
        _ => sharing_violation(&error).unwrap_or_else(unavailable),
    })?;
    match file.metadata() {
        Ok(there) if there.is_file() => Ok(file),
        Ok(_) | Err(_) => Err(unavailable()),
    }
}

/// On Windows, a lock file that is held can't be opened at all.
fn sharing_violation(error: &Error) -> Option<AttemptError> {
    super::super::is_sharing_violation(error).then_some(AttemptError::Final(LockFileError::HeldElsewhere))
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    options.read(true).write(true).mode(0o600).custom_flags(flags.bits() as i32);
    options
}

/// The file is opened exclusively, hidden, and removed when it is closed, also in a crash.
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

/// Whether the file is still the one at the path. Its last holder may have removed it after this process
/// opened and before it locked it.
#[cfg(unix)]
fn is_current_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), path.symlink_metadata()) {
        (Ok(one), Ok(other)) => identity(one) == identity(other),
        _ => false,
    }
}

/// The file is opened exclusively, so no other process can have removed it.
#[cfg(windows)]
fn is_current_file(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Each call opens the file anew, so that threads conflict in the same way as processes.
    #[test]
    fn a_lock_file_has_one_holder_even_while_it_is_removed_and_created() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let (holders, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..1000 {
                        let Ok(lock) = LockFile::acquire(&path, &path) else { continue };
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
    fn a_lock_file_that_a_crash_left_can_be_acquired() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        std::fs::write(&path, "").unwrap();
        let lock = LockFile::acquire(&path, &path).ok().unwrap();
        assert!(matches!(LockFile::acquire(&path, &path), Err(LockFileError::HeldElsewhere)));
        drop(lock);
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_planted_in_the_place_of_a_lock_file_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("target");
        let planted = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink(&target, planted("broken-link")).unwrap();
        std::fs::create_dir(planted("folder")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(planted("pipe")).status().unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(planted("socket")).unwrap();
        for name in ["broken-link", "folder", "pipe", "socket"] {
            let acquired = LockFile::acquire(&planted(name), &target);
            assert!(matches!(acquired, Err(LockFileError::Unavailable)), "{name}");
        }
        std::fs::write(&target, "theirs").unwrap();
        std::os::unix::fs::symlink(&target, planted("link")).unwrap();
        assert!(matches!(LockFile::acquire(&planted("link"), &target), Err(LockFileError::Unavailable)));
        assert!(planted("link").is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_file_that_may_not_be_opened_is_unavailable() {
        use crate::files::ordinary_user::run_as_ordinary_user;
        use std::os::unix::fs::PermissionsExt;
        run_as_ordinary_user(
            "files::lock::file::tests::a_lock_file_that_may_not_be_opened_is_unavailable",
            || {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("lock");
                std::fs::write(&path, "").unwrap();
                std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
                assert!(matches!(LockFile::acquire(&path, &path), Err(LockFileError::Unavailable)));
            },
        );
    }
}
