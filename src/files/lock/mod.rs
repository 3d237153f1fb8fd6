//! One case, one program: whoever opens a case to change it locks it, and who comes second is told.
//!
//! Beside `NAME` stand two hidden files while it is locked. On `.NAME.lock` lies a lock of the
//! system, which ends with the process that holds it, however that ends. `.NAME.holder` says who
//! that is, in a file of its own: on Windows nobody can read a file that another has locked.

mod file;
mod holder;

pub use holder::Holder;

use file::{LockFile, Refused};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A case that this program alone has open. Clones share it; it ends with the last of them.
#[derive(Clone)]
pub struct Lock(Arc<Share>);

/// Why a case could not be locked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// Another process holds the lock.
    #[error("it is open in another window")]
    HeldElsewhere(Holder),
    /// The file system has no locks, or the folder may not be written to.
    #[error("it can't be locked there")]
    Unavailable,
}

impl Lock {
    /// Locks the case at a path, whether or not there is a file yet. What this process has locked
    /// already is shared. A lock that a crash left behind is none.
    ///
    /// # Errors
    /// Another process holds it; there can be no lock.
    pub fn take(path: &Path) -> Result<Lock, LockError> {
        let path = canonical(path).ok_or(LockError::Unavailable)?;
        let mut held = held();
        match held.get_mut(&path) {
            Some(there) => there.shares += 1,
            None => {
                held.insert(path.clone(), Held::take(&path)?);
            }
        }
        Ok(Lock(Arc::new(Share { path })))
    }

    /// The file that is locked, links followed.
    pub fn path(&self) -> &Path {
        &self.0.path
    }
}

// A path may name the patient.
impl fmt::Debug for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lock").finish_non_exhaustive()
    }
}

/// One taking of a lock.
struct Share {
    path: PathBuf,
}

impl Drop for Share {
    fn drop(&mut self) {
        // Counted and let go under one guard: nobody here sees a lock that is half let go.
        let mut held = held();
        if let Some(there) = held.get_mut(&self.path) {
            there.shares -= 1;
            if there.shares == 0 {
                held.remove(&self.path);
            }
        }
    }
}

/// A lock of the system that this process holds.
struct Held {
    /// How often it was taken and not let go.
    shares: usize,
    holder: PathBuf,
    _lock: LockFile,
}

impl Held {
    fn take(path: &Path) -> Result<Held, LockError> {
        let beside = |extension| beside(path, extension).ok_or(LockError::Unavailable);
        let holder = beside(".holder")?;
        match LockFile::take(&beside(".lock")?, path) {
            Ok(lock) => {
                holder::write(&holder, path);
                // Whatever a write left behind, nobody else is at it now.
                crate::files::tidy(path);
                Ok(Held { shares: 1, holder, _lock: lock })
            }
            Err(Refused::Held) => Err(LockError::HeldElsewhere(holder::read(&holder))),
            Err(Refused::Impossible) => Err(LockError::Unavailable),
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // The lock still holds: the next holder's file can't be there yet.
        let _ = std::fs::remove_file(&self.holder);
    }
}

/// What this process holds, by the path of the case.
fn held() -> MutexGuard<'static, BTreeMap<PathBuf, Held>> {
    static HELD: Mutex<BTreeMap<PathBuf, Held>> = Mutex::new(BTreeMap::new());
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One path for each file, by whichever way it was reached.
fn canonical(path: &Path) -> Option<PathBuf> {
    if let Ok(path) = path.canonicalize() {
        return Some(path);
    }
    // Not there yet: its folder must be.
    let folder = match path.parent()? {
        folder if folder.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    Some(folder.canonicalize().ok()?.join(path.file_name()?))
}

/// `NAME` as `.NAME` with one more extension.
fn beside(path: &Path, extension: &str) -> Option<PathBuf> {
    let mut name = OsString::from(".");
    name.push(path.file_name()?);
    name.push(extension);
    Some(path.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::process::{Child, Command, Stdio};

    const CHILD: &str = "WGS_REFERRAL_TEST_LOCK";

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn one_process_shares_its_lock_and_the_last_to_let_go_takes_the_files_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        let first = Lock::take(&path).unwrap();
        assert_eq!(names(folder.path()), [".a.wgscase.holder", ".a.wgscase.lock"]);
        let second = Lock::take(&path).unwrap();
        let third = first.clone();
        assert_eq!(first.path(), second.path());
        assert_eq!(format!("{first:?}"), "Lock { .. }");
        drop(first);
        drop(second);
        assert_eq!(names(folder.path()).len(), 2);
        drop(third);
        assert_eq!(names(folder.path()), [""; 0]);
        Lock::take(&path).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_the_same_by_whichever_way_it_is_reached() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        fs::write(&path, "").unwrap();
        let link = folder.path().join("link.wgscase");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let (one, other) = (Lock::take(&path).unwrap(), Lock::take(&link).unwrap());
        assert_eq!(one.path(), other.path());
        drop(one);
        assert_eq!(names(folder.path()).len(), 4);
        drop(other);
        assert_eq!(names(folder.path()), ["a.wgscase", "link.wgscase"]);
    }

    #[test]
    fn what_another_process_holds_is_taken_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        let mut child = holding(&path);
        let Err(LockError::HeldElsewhere(holder)) = Lock::take(&path) else { panic!("the child holds it") };
        assert_eq!(holder.computer, holder::here().computer);
        assert_eq!(holder.user, holder::here().user);
        assert!(holder.since.is_some());
        // As in a crash: nothing is tidied up.
        child.kill().unwrap();
        child.wait().unwrap();
        #[cfg(unix)]
        assert_eq!(names(folder.path()), [".a.wgscase.holder", ".a.wgscase.lock"]);
        drop(Lock::take(&path).unwrap());
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn what_another_process_lets_go_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        let mut child = holding(&path);
        assert!(matches!(Lock::take(&path), Err(LockError::HeldElsewhere(_))));
        drop(child.stdin.take());
        assert!(child.wait().unwrap().success());
        assert_eq!(names(folder.path()), [""; 0]);
        Lock::take(&path).unwrap();
    }

    /// A process that holds the lock until its input ends: this program, as
    /// [`the_other_process`](self::the_other_process) alone.
    fn holding(path: &Path) -> Child {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["files::lock::tests::the_other_process", "--exact", "--nocapture"])
            .env(CHILD, path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("it is held")));
        // Whatever else it says is read too, so that it can say it.
        std::thread::spawn(move || lines.count());
        child
    }

    #[test]
    fn the_other_process() {
        let Some(path) = std::env::var_os(CHILD) else { return };
        let _lock = Lock::take(Path::new(&path)).unwrap();
        std::io::stdout().write_all(b"it is held\n").unwrap();
        std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    }

    #[test]
    fn a_holder_who_says_nothing_is_unknown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        let canonical = canonical(&path).unwrap();
        let _other = LockFile::take(&beside(&canonical, ".lock").unwrap(), &canonical).ok().unwrap();
        for text in ["", "(user: \"A", "(user: 7)"] {
            fs::write(folder.path().join(".a.wgscase.holder"), text).unwrap();
            assert_eq!(Lock::take(&path).unwrap_err(), LockError::HeldElsewhere(Holder::default()));
        }
    }

    #[test]
    fn without_a_folder_there_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().join("none/a.wgscase"), PathBuf::new(), PathBuf::from("/")] {
            assert_eq!(Lock::take(&path).unwrap_err(), LockError::Unavailable);
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
            let locked = Lock::take(&path);
            set_mode(0o700);
            assert_eq!(locked.unwrap_err(), LockError::Unavailable);
            Lock::take(&path).unwrap();
        });
    }

    #[cfg(unix)]
    #[test]
    fn who_may_read_the_case_may_read_who_holds_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wgscase");
        fs::write(&path, "").unwrap();
        for mode in [0o600, 0o660, 0o644] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let _lock = Lock::take(&path).unwrap();
            for name in [".a.wgscase.holder", ".a.wgscase.lock"] {
                let permissions = fs::metadata(folder.path().join(name)).unwrap().permissions();
                assert_eq!(permissions.mode() & 0o777, mode, "{name}");
            }
        }
    }
}
