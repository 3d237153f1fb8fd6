//! Writes files whole or not at all.
//!
//! The new version is written beside the old as `.NAME.wgs-new` and flushed to disk; the old is kept
//! as `.NAME.wgs-backup`; then the new is moved over it, the folder is flushed, and the backup goes. At
//! every moment `NAME` is the old or the new version, and where a system's move is no single step,
//! the backup is. What an end in between leaves is tidied up by whoever next writes or locks the
//! file ([`tidy`]).

use super::{FileError, Fingerprint, PDF_LIMIT, permissions, read_bytes};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::{Builder, NamedTempFile};

/// What may stand at a path for it to be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    Nothing,
    /// Anything.
    Anything,
    /// What was read from there or written to it last.
    Unchanged(Fingerprint),
}

/// Writes a file whole or not at all, if there is what was expected.
///
/// A new file is for its owner alone: it holds what concerns a patient's health. One that is
/// replaced keeps its permissions, and one that must not be written is not replaced. The target of a
/// link is replaced, not the link.
///
/// # Errors
/// What the system says; a missing folder; a folder, a device or a read-only file at `path`; another
/// file than was expected. The old file, if any, is as it was.
pub fn write(path: &Path, bytes: &[u8], expected: Expected) -> Result<Fingerprint, FileError> {
    let path = &target(path)?;
    let of = |error| FileError::from_io(error, path);
    let new = beside(path, bytes)?;
    let replaces = match expected {
        Expected::Nothing => false,
        Expected::Anything => path.is_file(),
        Expected::Unchanged(known) => match read_bytes(path, PDF_LIMIT) {
            Ok(there) if Fingerprint::of(&there) == known => true,
            Ok(_) => return Err(FileError::Changed),
            Err(FileError::NotFound) => return Err(FileError::Gone),
            // It can't be read, so nobody knows what would be lost.
            Err(error) => return Err(error),
        },
    };
    if replaces {
        let backup = Backup::of(path)?;
        if let Err(error) = new.persist(path) {
            backup.give_back(path);
            return Err(of(error.error));
        }
        flush_folder(path);
        backup.discard();
    } else {
        new.persist_noclobber(path).map_err(|error| of(error.error))?;
        flush_folder(path);
    }
    Ok(Fingerprint::of(bytes))
}

/// Puts `bytes` in the place of whatever is at `path`, as [`write`].
///
/// # Errors
/// As [`write`].
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    write(path, bytes, Expected::Anything).map(|_| ())
}

/// Whether a file stands at a path, or the backup of one whose replacement was interrupted.
pub fn is_kept(path: &Path) -> bool {
    path.is_file() || Names::of(path).is_some_and(|names| names.backup.is_file())
}

/// Tidies up what a write left that was ended from outside: a half-written new version goes; the old
/// one is put back if it is gone, and otherwise its backup goes. For whoever alone writes the file.
pub fn tidy(path: &Path) {
    let Some(names) = Names::of(path) else { return };
    let _ = fs::remove_file(&names.new);
    if path.symlink_metadata().is_ok_and(|there| there.is_file()) {
        let _ = fs::remove_file(&names.backup);
    } else if path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        let _ = fs::rename(&names.backup, path);
    }
}

/// What stands beside a file while it is written.
pub(super) struct Names {
    pub new: PathBuf,
    pub backup: PathBuf,
}

impl Names {
    pub fn of(path: &Path) -> Option<Names> {
        let name = path.file_name()?;
        let beside = |extension: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(extension);
            path.with_file_name(hidden)
        };
        // Names that no other program gives.
        Some(Names { new: beside(".wgs-new"), backup: beside(".wgs-backup") })
    }
}

/// Where a path leads, links followed.
fn target(path: &Path) -> Result<PathBuf, FileError> {
    match path.canonicalize() {
        Ok(path) => Ok(path),
        // A link to a drive that is gone is no place for a file.
        Err(_) if path.symlink_metadata().is_ok_and(|there| there.is_symlink()) => {
            Err(FileError::Unreachable)
        }
        Err(_) => Ok(path.to_owned()),
    }
}

/// A file with these bytes in the same folder, flushed to disk, with the permissions of the file it
/// is to replace. Gone again when dropped.
fn beside(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, FileError> {
    let old = path.metadata().ok();
    match &old {
        Some(old) if old.is_dir() => return Err(FileError::IsFolder),
        Some(old) if !old.is_file() => return Err(FileError::NotAFile),
        // Moving a file over another asks the folder for permission, not the file.
        Some(old) if old.permissions().readonly() => return Err(FileError::Denied),
        Some(_) | None => {}
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(FileError::NoFolder);
    }
    let of = |error| FileError::from_io(error, path);
    let names = Names::of(path).ok_or(FileError::IsFolder)?;
    remove_left(&names.new)?;
    let file =
        Builder::new().prefix(names.new.file_name().unwrap_or_default()).rand_bytes(0).tempfile_in(folder);
    let mut file = file.map_err(|error| match error.kind() {
        // Somebody else's new version, not a file of that name.
        ErrorKind::AlreadyExists => FileError::InUse,
        _ => of(error),
    })?;
    file.write_all(bytes).map_err(of)?;
    if old.is_some() {
        permissions::keep(path, file.as_file()).map_err(of)?;
    }
    file.as_file().sync_all().map_err(of)?;
    Ok(file)
}

/// Removes a new version that was left behind. Where there are no locks, a young one may be another
/// program's, at work on the same file: moved into place by this one, it would be half of a file.
fn remove_left(new: &Path) -> Result<(), FileError> {
    let Ok(there) = new.symlink_metadata() else { return Ok(()) };
    let age = there.modified().ok().and_then(|modified| modified.elapsed().ok());
    if age.is_none_or(|age| age > LONGEST_WRITE) {
        let _ = fs::remove_file(new);
        return Ok(());
    }
    Err(FileError::InUse)
}

/// So long no write takes.
const LONGEST_WRITE: Duration = Duration::from_secs(60);

/// The version before, kept until the new one is in its place.
struct Backup(PathBuf);

impl Backup {
    /// A second name for the file, or where the file system has no such thing, a copy of it.
    fn of(path: &Path) -> Result<Backup, FileError> {
        let names = Names::of(path).ok_or(FileError::IsFolder)?;
        let backup = Backup(names.backup);
        let _ = fs::remove_file(&backup.0);
        if fs::hard_link(path, &backup.0).is_err() {
            // Windows flushes only what is open for writing.
            let flush = || File::options().write(true).open(&backup.0)?.sync_all();
            let copied = fs::copy(path, &backup.0).and_then(|_| flush());
            if let Err(error) = copied {
                backup.discard();
                return Err(FileError::from_io(error, path));
            }
        }
        Ok(backup)
    }

    /// Back to its place, should the move have taken it away and put nothing there.
    fn give_back(&self, path: &Path) {
        if path.is_file() || fs::rename(&self.0, path).is_err() {
            self.discard();
        }
    }

    fn discard(&self) {
        // What can't be removed now is by the next who writes.
        let _ = fs::remove_file(&self.0);
    }
}

/// The file has its name even after a power cut. It has been moved by now, so that nothing is at
/// fault where the system can't do this.
#[cfg(unix)]
fn flush_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let _ = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
}

/// Other systems flush no folder.
#[cfg(not(unix))]
fn flush_folder(_path: &Path) {}

/// Whether two paths lead to the same file.
pub fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        replace(&path, b"first").unwrap();
        replace(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_is_there_gives_way_only_when_it_may() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, b"first", Expected::Nothing).unwrap();
        assert!(matches!(write(&path, b"second", Expected::Nothing), Err(FileError::Exists)));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        write(&path, b"second", Expected::Anything).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_and_a_folder_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(replace(&folder.path().join("none/a.txt"), b""), Err(FileError::NoFolder)));
        assert!(matches!(replace(folder.path(), b""), Err(FileError::IsFolder)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_read_only_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(replace(&path, b"new"), Err(FileError::Denied)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_is_its_owners_and_an_old_one_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        replace(&path, b"new").unwrap();
        assert_eq!(mode(), 0o600);
        for kept in [0o664, 0o640, 0o600] {
            fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
            replace(&path, b"newer").unwrap();
            assert_eq!(mode(), kept);
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        assert!(matches!(replace(&path, b""), Err(FileError::NotAFile)));
    }

    #[test]
    fn a_file_that_was_changed_meanwhile_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let first = write(&path, b"first", Expected::Nothing).unwrap();
        let second = write(&path, b"second", Expected::Unchanged(first)).unwrap();
        assert_eq!(second, Fingerprint::of(b"second"));
        assert!(matches!(write(&path, b"third", Expected::Unchanged(first)), Err(FileError::Changed)));
        assert_eq!(fs::read(&path).unwrap(), b"second");
        // Whoever took it away may not want it there again.
        fs::remove_file(&path).unwrap();
        assert!(matches!(write(&path, b"third", Expected::Unchanged(second)), Err(FileError::Gone)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_an_interrupted_write_left_is_tidied_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let left = |name: &str| fs::write(folder.path().join(name), "left").unwrap();
        // Ended before the move.
        fs::write(&path, "old").unwrap();
        left(".a.txt.wgs-new");
        left(".a.txt.wgs-backup");
        assert!(is_kept(&path));
        tidy(&path);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        // Ended within the move, where it is no single step.
        fs::rename(&path, folder.path().join(".a.txt.wgs-backup")).unwrap();
        assert!(is_kept(&path));
        tidy(&path);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        // What was left long ago is no hindrance to the next; a young one may be somebody's at work.
        left(".a.txt.wgs-new");
        left(".a.txt.wgs-backup");
        assert!(matches!(replace(&path, b"new"), Err(FileError::InUse)));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        let long_ago = std::time::SystemTime::now() - 2 * LONGEST_WRITE;
        let new = fs::File::options().write(true).open(folder.path().join(".a.txt.wgs-new")).unwrap();
        new.set_modified(long_ago).unwrap();
        // A file that is open keeps its name on Windows.
        drop(new);
        replace(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        fs::remove_file(&path).unwrap();
        tidy(&path);
        assert!(!is_kept(&path));
    }

    #[test]
    fn what_bars_the_way_of_the_new_version_is_no_file_to_replace() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let bar = folder.path().join(".a.txt.wgs-new");
        fs::write(&path, "old").unwrap();
        fs::create_dir(&bar).unwrap();
        for expected in [Expected::Anything, Expected::Nothing] {
            assert!(matches!(write(&path, b"new", expected), Err(FileError::InUse)));
        }
        // Nor is it one that was left long ago and can't be removed. Only Unix opens a folder as a file.
        #[cfg(unix)]
        {
            let long_ago = std::time::SystemTime::now() - 2 * LONGEST_WRITE;
            fs::File::open(&bar).unwrap().set_modified(long_ago).unwrap();
            assert!(matches!(write(&path, b"new", Expected::Nothing), Err(FileError::InUse)));
        }
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn a_file_that_a_failed_move_took_away_is_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "old").unwrap();
        let is_alone = || fs::read_dir(folder.path()).unwrap().count() == 1;
        Backup::of(&path).unwrap().give_back(&path);
        assert!(fs::read(&path).unwrap() == b"old" && is_alone());
        let backup = Backup::of(&path).unwrap();
        fs::remove_file(&path).unwrap();
        backup.give_back(&path);
        assert!(fs::read(&path).unwrap() == b"old" && is_alone());
    }

    #[cfg(unix)]
    #[test]
    fn the_target_of_a_link_is_replaced_and_a_link_to_nowhere_is_no_place() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.txt"), folder.path().join("link.txt"));
        fs::write(&path, "old").unwrap();
        symlink(&path, &link).unwrap();
        replace(&link, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(link.symlink_metadata().unwrap().is_symlink());
        fs::remove_file(&path).unwrap();
        for expected in [Expected::Anything, Expected::Nothing] {
            assert!(matches!(write(&link, b"new", expected), Err(FileError::Unreachable)));
        }
        assert!(link.symlink_metadata().unwrap().is_symlink());
        // A ring of links leads nowhere either.
        symlink(&link, &path).unwrap();
        assert!(matches!(replace(&link, b"new"), Err(FileError::Unreachable)));
    }
}
