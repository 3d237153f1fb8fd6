//! File locks: no two processes change the same case.
//!
//! While `NAME` is locked, two hidden files are beside it. `.NAME.lock` has a lock of the operating
//! system, which ends with the process that holds it, also in a crash. `.NAME.holder` names the user and
//! computer that hold it. It is a file of its own because Windows lets nobody read a locked file.

mod file;
#[cfg(test)]
pub mod hanging;
mod holder;
mod table;

pub use holder::Holder;

use super::hidden::beside;
use super::resolve::WriteTarget;
use super::{displaced, temporary};
use file::{LockFile, LockFileError};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// A lock on a case, which this process holds until the last clone is dropped. Dropping it removes files, which can
/// take for ever on a drive that hangs, so it never happens on the interface thread.
#[derive(Clone)]
pub struct Lock(Arc<LockShare>);

/// Why a case could not be locked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// Another process holds the lock.
    #[error("it is open in another window")]
    HeldElsewhere(Holder),
    /// The file system has no locks, or the folder may not be written to.
    #[error("it cannot be locked there")]
    Unavailable,
}

impl Lock {
    /// Locks the case at a path, whether or not there is a file yet. A lock that this process holds
    /// already is shared. The files that a crash left do not count as a lock.
    ///
    /// # Errors
    /// Another process holds the lock, or the file can't be locked.
    pub fn acquire(path: &Path) -> Result<Lock, LockError> {
        let target = WriteTarget::resolve(path).map_err(|_| LockError::Unavailable)?;
        let path = target.compared_path();
        let mut kept_versions = Vec::new();
        if let Some(claim) = table::share_or_claim(&path) {
            let entry = LockEntry::acquire(target)?;
            // No other process is writing the case now.
            kept_versions = tidy(&entry.target);
            claim.hold(entry);
        }
        Ok(Lock(Arc::new(LockShare { path, kept_versions })))
    }

    /// Whether another process holds the lock of the case at a path. Nothing is written if there is no lock file.
    pub fn is_held_elsewhere(path: &Path) -> bool {
        let Ok(target) = WriteTarget::resolve(path) else { return false };
        let (path, compared) = (target.working_path(), target.compared_path());
        let Some(lock_file) = beside(&path, ".lock").filter(|lock_file| lock_file.symlink_metadata().is_ok())
        else {
            return false;
        };
        // While it is looked at, no thread of this process takes that for a lock of another one.
        let Some(_claim) = table::claim_unused(&compared) else { return false };
        matches!(LockFile::acquire(&lock_file, &path), Err(LockFileError::HeldElsewhere))
    }

    /// Releases all locks of this process, which is about to end: their files would be left behind. A drive that hangs
    /// does not keep those on others from being released.
    pub fn release_all() {
        thread::scope(|scope| {
            for entry in table::take_all() {
                // If no thread can be started, the entry is dropped here.
                let _ = thread::Builder::new().spawn_scoped(scope, move || drop(entry));
            }
        });
    }

    /// The versions of somebody else that an interrupted write had displaced. They have a visible name since the
    /// lock was acquired.
    pub fn kept_versions(&self) -> &[PathBuf] {
        &self.0.kept_versions
    }

    /// The path of the case, with symbolic links resolved.
    pub fn path(&self) -> &Path {
        &self.0.path
    }
}

// The path is left out: it may name the patient.
impl fmt::Debug for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lock").finish_non_exhaustive()
    }
}

/// One use of a lock of this process. The lock is released with the last use.
struct LockShare {
    path: PathBuf,
    kept_versions: Vec<PathBuf>,
}

impl Drop for LockShare {
    fn drop(&mut self) {
        // The path stays claimed until the files are removed, so that no other thread of this process finds them there.
        if let Some((entry, _claim)) = table::unshare(&self.path) {
            drop(entry);
        }
    }
}

/// A lock of the operating system that this process holds.
struct LockEntry {
    /// The number of [`LockShare`]s, at least 1.
    shares: usize,
    holder: PathBuf,
    _lock: LockFile,
    /// The open folder, which the paths of the files lead through. It is closed last.
    target: WriteTarget,
}

impl LockEntry {
    fn acquire(target: WriteTarget) -> Result<LockEntry, LockError> {
        #[cfg(test)]
        hanging::wait_while_hanging(&target.compared_path());
        let path = &target.working_path();
        let hidden = |ending| beside(path, ending).ok_or(LockError::Unavailable);
        let holder = hidden(".holder")?;
        match LockFile::acquire(&hidden(".lock")?, path) {
            Ok(lock) => {
                holder::write(&holder, path);
                Ok(LockEntry { shares: 1, holder, _lock: lock, target })
            }
            Err(LockFileError::HeldElsewhere) => Err(LockError::HeldElsewhere(holder::read(&holder))),
            Err(LockFileError::Unavailable) => Err(LockError::Unavailable),
        }
    }
}

impl Drop for LockEntry {
    fn drop(&mut self) {
        #[cfg(test)]
        hanging::wait_while_hanging(&self.target.compared_path());
        // The lock is still held, so the file is not the next holder's.
        let _ = std::fs::remove_file(&self.holder);
        // What an interrupted write left may have been all that there was of the file, when it was locked.
        temporary::remove_stale(&self.target.working_path());
    }
}

/// Tidies up after an interrupted write. Where there is no file at the path, what lies beside it stays: it may be all
/// that is left of the file.
fn tidy(target: &WriteTarget) -> Vec<PathBuf> {
    let path = target.working_path();
    if !path.symlink_metadata().is_ok_and(|there| there.is_file()) {
        return Vec::new();
    }
    temporary::remove_stale(&path);
    displaced::settle(&path).iter().map(|kept| target.shown(kept)).collect()
}

#[cfg(test)]
mod tests {
    use super::hanging::HangingDrive;
    use super::*;
    use crate::files::file_names;
    use std::fs;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::process::{Child, Command, Stdio};

    const CHILD: &str = "WGS_REFERRAL_TEST_LOCK";

    #[test]
    fn a_process_shares_its_lock_and_the_last_drop_removes_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        let first = Lock::acquire(&path).unwrap();
        assert_eq!(file_names(folder.path()), [".a.wgscase.holder", ".a.wgscase.lock"]);
        let second = Lock::acquire(&path).unwrap();
        let third = first.clone();
        assert_eq!(first.path(), second.path());
        assert_eq!(format!("{first:?}"), "Lock { .. }");
        drop(first);
        drop(second);
        assert_eq!(file_names(folder.path()).len(), 2);
        drop(third);
        assert_eq!(file_names(folder.path()), [""; 0]);
        Lock::acquire(&path).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_locked_file_shares_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        fs::write(&path, "").unwrap();
        let link = folder.path().join("link.wgscase");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let (one, other) = (Lock::acquire(&path).unwrap(), Lock::acquire(&link).unwrap());
        assert_eq!(one.path(), other.path());
        drop(one);
        assert_eq!(file_names(folder.path()).len(), 4);
        drop(other);
        assert_eq!(file_names(folder.path()), ["a.wgscase", "link.wgscase"]);
    }

    #[test]
    fn a_lock_of_another_process_lasts_until_the_process_is_killed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        let mut child = spawn_lock_holder(&path);
        let Err(LockError::HeldElsewhere(holder)) = Lock::acquire(&path) else {
            panic!("the child holds it")
        };
        assert_eq!(holder.computer, holder::current_user().computer);
        assert_eq!(holder.user, holder::current_user().user);
        assert!(holder.since.is_some());
        // A killed process leaves its files, as in a crash.
        child.kill().unwrap();
        child.wait().unwrap();
        #[cfg(unix)]
        assert_eq!(file_names(folder.path()), [".a.wgscase.holder", ".a.wgscase.lock"]);
        drop(Lock::acquire(&path).unwrap());
        assert_eq!(file_names(folder.path()), [""; 0]);
    }

    #[test]
    fn a_lock_that_another_process_released_can_be_acquired() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        let mut child = spawn_lock_holder(&path);
        assert!(matches!(Lock::acquire(&path), Err(LockError::HeldElsewhere(_))));
        drop(child.stdin.take());
        assert!(child.wait().unwrap().success());
        assert_eq!(file_names(folder.path()), [""; 0]);
        Lock::acquire(&path).unwrap();
    }

    /// Starts this test program again with [`hold_lock_in_child_process`] alone. It holds the lock until
    /// its standard input ends.
    fn spawn_lock_holder(path: &Path) -> Child {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["files::lock::tests::hold_lock_in_child_process", "--exact", "--nocapture"])
            .env(CHILD, path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("the lock is held")));
        // The rest of the output is read too: a full pipe would block the child process.
        std::thread::spawn(move || lines.count());
        child
    }

    #[test]
    fn hold_lock_in_child_process() {
        let Some(path) = std::env::var_os(CHILD) else { return };
        let _lock = Lock::acquire(Path::new(&path)).unwrap();
        std::io::stdout().write_all(b"the lock is held\n").unwrap();
        std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    }

    #[test]
    fn a_drive_that_hangs_delays_only_the_locks_on_it() {
        let (hanging_folder, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (path, other) = (hanging_folder.path().join("a.wgscase"), folder.path().join("b.wgscase"));
        let lock = Lock::acquire(&path).unwrap();
        let (drive, beside) =
            (HangingDrive::at(hanging_folder.path()), hanging_folder.path().join("c.wgscase"));
        let releasing = thread::spawn(move || drop(lock));
        let acquiring = thread::spawn(move || Lock::acquire(&beside).map(drop));
        drive.wait_for_threads(2);
        // Waits until the lock is released, and then acquires it anew. While it was still held, this would share it.
        let again = thread::spawn(move || Lock::acquire(&path).map(drop));
        for _ in 0..100 {
            thread::yield_now();
            drop(Lock::acquire(&other).unwrap());
            assert!(!Lock::is_held_elsewhere(&other));
        }
        assert!(!releasing.is_finished() && !acquiring.is_finished() && !again.is_finished());
        drop(drive);
        releasing.join().unwrap();
        acquiring.join().unwrap().unwrap();
        again.join().unwrap().unwrap();
        assert_eq!(file_names(hanging_folder.path()), [""; 0]);
    }

    #[test]
    fn a_version_that_an_interrupted_write_displaced_is_told_with_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        fs::write(&path, "new").unwrap();
        let digits = "0123456789abcdef";
        fs::write(folder.path().join(format!(".a.wgscase.wgs-{digits}-{digits}-aB0123")), "theirs").unwrap();
        let lock = Lock::acquire(&path).unwrap();
        let [kept] = lock.kept_versions() else { panic!() };
        assert_eq!(fs::read(kept).unwrap(), b"theirs");
        assert!(Lock::acquire(&path).unwrap().kept_versions().is_empty());
    }

    #[test]
    fn threads_that_acquire_and_release_the_same_lock_never_miss_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        drop(Lock::acquire(&path).unwrap());
                        assert!(!Lock::is_held_elsewhere(&path));
                    }
                });
            }
        });
        assert_eq!(file_names(folder.path()), [""; 0]);
    }

    #[test]
    fn an_unreadable_holder_file_gives_an_unknown_holder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        let canonical = path.canonicalize().unwrap_or_else(|_| path.clone());
        let _other = LockFile::acquire(&beside(&canonical, ".lock").unwrap(), &canonical).ok().unwrap();
        for text in ["", "(user: \"A", "(user: 7)"] {
            fs::write(folder.path().join(".a.wgscase.holder"), text).unwrap();
            assert_eq!(Lock::acquire(&path).unwrap_err(), LockError::HeldElsewhere(Holder::default()));
        }
    }

    #[test]
    fn a_planted_holder_file_is_not_followed_and_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        let mut child = spawn_lock_holder(&path);
        let holder = folder.path().join(".a.wgscase.holder");
        let theirs = folder.path().join("theirs");
        fs::rename(&holder, &theirs).unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&theirs, &holder).unwrap();
            let locked = Lock::acquire(&path).unwrap_err();
            assert_eq!(locked, LockError::HeldElsewhere(Holder::default()));
            fs::remove_file(&holder).unwrap();
            assert!(Command::new("mkfifo").arg(&holder).status().unwrap().success());
        }
        assert_eq!(Lock::acquire(&path).unwrap_err(), LockError::HeldElsewhere(Holder::default()));
        drop(child.stdin.take());
        child.wait().unwrap();
    }

    #[test]
    fn looking_at_a_lock_leaves_no_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        assert!(!Lock::is_held_elsewhere(&path));
        let mut child = spawn_lock_holder(&path);
        assert!(Lock::is_held_elsewhere(&path));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!Lock::is_held_elsewhere(&path));
        let own = Lock::acquire(&path).unwrap();
        assert!(!Lock::is_held_elsewhere(&path));
        drop(own);
        assert_eq!(file_names(folder.path()), [""; 0]);
    }

    #[test]
    fn a_case_with_a_name_of_any_length_is_locked() {
        let folder = tempfile::tempdir().unwrap();
        for length in [120, 121, 247, 255] {
            let path = folder.path().join("x".repeat(length));
            let _lock = Lock::acquire(&path).unwrap();
            assert_eq!(file_names(folder.path()).len(), 2);
        }
    }

    #[test]
    fn a_case_without_a_folder_cannot_be_locked() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().join("none/a.wgscase"), PathBuf::new(), PathBuf::from("/")] {
            assert_eq!(Lock::acquire(&path).unwrap_err(), LockError::Unavailable);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_case_in_a_read_only_folder_cannot_be_locked() {
        use crate::files::ordinary_user::run_as_ordinary_user;
        use std::os::unix::fs::PermissionsExt;
        run_as_ordinary_user("files::lock::tests::a_case_in_a_read_only_folder_cannot_be_locked", || {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.wgscase");
            let set_mode =
                |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
            set_mode(0o500);
            let locked = Lock::acquire(&path);
            set_mode(0o700);
            assert_eq!(locked.unwrap_err(), LockError::Unavailable);
            Lock::acquire(&path).unwrap();
        });
    }

    #[cfg(unix)]
    #[test]
    fn the_lock_files_have_the_permissions_of_the_case() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        fs::write(&path, "").unwrap();
        for mode in [0o600, 0o660, 0o644] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let _lock = Lock::acquire(&path).unwrap();
            for name in [".a.wgscase.holder", ".a.wgscase.lock"] {
                let permissions = fs::metadata(folder.path().join(name)).unwrap().permissions();
                assert_eq!(permissions.mode() & 0o777, mode, "{name}");
            }
        }
    }
}
