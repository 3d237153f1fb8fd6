//! Replaces files atomically: whole or not at all.
//!
//! 1. The new version is written beside the old one as `.NAME.wgs-new`, and flushed to disk.
//! 2. The old version gets a second name, `.NAME.wgs-backup`.
//! 3. The new version is moved over the old one, and the folder is flushed to disk.
//! 4. The backup is removed.
//!
//! At every moment `NAME` is the old or the new version. On a file system that does not move in one step,
//! the backup is the old version meanwhile. If the process ends in between, the next one that writes or
//! locks the file cleans up ([`clean_up_interrupted_write`]).

use super::{FileError, Fingerprint, PDF_LIMIT, permissions, read_bytes};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::{Builder, NamedTempFile};

/// When a file at the path may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Only a new file is written.
    Never,
    /// Any file is replaced, and a new one is written if there is none.
    Always,
    /// The version that was read or written last is replaced. It must still be there.
    IfUnchanged(Fingerprint),
}

/// Writes a file, whole or not at all.
///
/// A new file is for its owner alone, because it holds health data. A file that is replaced keeps its
/// permissions. A read-only file is not replaced. Of a symbolic link, the target is replaced.
///
/// # Errors
/// The file can't be written, or `overwrite` forbids it. The old file, if any, is unchanged.
pub fn write(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<Fingerprint, FileError> {
    let path = &resolve_links(path)?;
    let to_error = |error| FileError::from_io(error, path);
    let new = write_temporary(path, bytes)?;
    let replaces = match overwrite {
        Overwrite::Never => false,
        Overwrite::Always => path.is_file(),
        Overwrite::IfUnchanged(known) => match read_bytes(path, PDF_LIMIT) {
            Ok(there) if Fingerprint::of(&there) == known => true,
            Ok(_) => return Err(FileError::Changed),
            Err(FileError::NotFound) => return Err(FileError::Gone),
            // A file that can't be read may have been changed.
            Err(error) => return Err(error),
        },
    };
    if replaces {
        let backup = Backup::create(path)?;
        if let Err(error) = new.persist(path) {
            backup.restore(path);
            return Err(to_error(error.error));
        }
        flush_folder(path);
        backup.discard();
    } else {
        new.persist_noclobber(path).map_err(|error| to_error(error.error))?;
        flush_folder(path);
    }
    Ok(Fingerprint::of(bytes))
}

/// Writes a file as [`write`] does, whether or not there is one.
///
/// # Errors
/// As [`write`].
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    write(path, bytes, Overwrite::Always).map(|_| ())
}

/// Whether there is a file at a path, or the backup that an interrupted replacement left.
pub fn exists_or_has_backup(path: &Path) -> bool {
    path.is_file() || TemporaryNames::of(path).is_some_and(|names| names.backup.is_file())
}

/// Cleans up after a process that ended while it wrote the file: removes the new version, which may be
/// incomplete, and restores the old version from its backup if it is gone. Only for a process that holds
/// the lock: another one may be writing.
pub(super) fn clean_up_interrupted_write(path: &Path) {
    let Some(names) = TemporaryNames::of(path) else { return };
    let _ = fs::remove_file(&names.new);
    if path.symlink_metadata().is_ok_and(|there| there.is_file()) {
        let _ = fs::remove_file(&names.backup);
    } else if path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        let _ = fs::rename(&names.backup, path);
    }
}

/// The paths beside a file that are used while it is written.
pub(super) struct TemporaryNames {
    pub new: PathBuf,
    pub backup: PathBuf,
}

impl TemporaryNames {
    pub fn of(path: &Path) -> Option<TemporaryNames> {
        let name = path.file_name()?;
        let beside = |extension: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(extension);
            path.with_file_name(hidden)
        };
        // No other program uses these extensions.
        Some(TemporaryNames { new: beside(".wgs-new"), backup: beside(".wgs-backup") })
    }
}

/// The path with symbolic links resolved.
fn resolve_links(path: &Path) -> Result<PathBuf, FileError> {
    match path.canonicalize() {
        Ok(path) => Ok(path),
        // The link may lead to a drive that is not connected. Replacing it would hide the file there.
        Err(_) if path.symlink_metadata().is_ok_and(|there| there.is_symlink()) => {
            Err(FileError::Unreachable)
        }
        Err(_) => Ok(path.to_owned()),
    }
}

/// Writes the new version beside the file, with its permissions, and flushes it to disk. It is removed
/// again when it is dropped.
fn write_temporary(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, FileError> {
    let old = path.metadata().ok();
    match &old {
        Some(old) if old.is_dir() => return Err(FileError::IsFolder),
        Some(old) if !old.is_file() => return Err(FileError::NotAFile),
        // The move would succeed: it needs write access to the folder only.
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
    let to_error = |error| FileError::from_io(error, path);
    let names = TemporaryNames::of(path).ok_or(FileError::IsFolder)?;
    remove_stale(&names.new)?;
    let file =
        Builder::new().prefix(names.new.file_name().unwrap_or_default()).rand_bytes(0).tempfile_in(folder);
    let mut file = file.map_err(|error| match error.kind() {
        // Another process is writing the same file.
        ErrorKind::AlreadyExists => FileError::InUse,
        _ => to_error(error),
    })?;
    file.write_all(bytes).map_err(to_error)?;
    if old.is_some() {
        permissions::copy_permissions(path, file.as_file()).map_err(to_error)?;
    }
    file.as_file().sync_all().map_err(to_error)?;
    Ok(file)
}

/// Removes a stale new version. A recent one may belong to another process where the file system has no
/// locks: this process must not touch it.
fn remove_stale(new: &Path) -> Result<(), FileError> {
    let Ok(there) = new.symlink_metadata() else { return Ok(()) };
    let age = there.modified().ok().and_then(|modified| modified.elapsed().ok());
    if age.is_none_or(|age| age > STALE_AFTER) {
        let _ = fs::remove_file(new);
        return Ok(());
    }
    Err(FileError::InUse)
}

/// Temporary files older than this are stale.
const STALE_AFTER: Duration = Duration::from_secs(60);

/// The old version, until the new one is in its place.
struct Backup(PathBuf);

impl Backup {
    /// Gives the file a second name (a hard link), or copies it where the file system has no links.
    fn create(path: &Path) -> Result<Backup, FileError> {
        let names = TemporaryNames::of(path).ok_or(FileError::IsFolder)?;
        let backup = Backup(names.backup);
        let _ = fs::remove_file(&backup.0);
        if fs::hard_link(path, &backup.0).is_err() {
            // Windows flushes only files that are open for writing.
            let flush = || File::options().write(true).open(&backup.0)?.sync_all();
            let copied = fs::copy(path, &backup.0).and_then(|_| flush());
            if let Err(error) = copied {
                backup.discard();
                return Err(FileError::from_io(error, path));
            }
        }
        Ok(backup)
    }

    /// Restores the file if the failed move took it away, and removes the backup.
    fn restore(&self, path: &Path) {
        if path.is_file() || fs::rename(&self.0, path).is_err() {
            self.discard();
        }
    }

    fn discard(&self) {
        // The next process that writes the file tries again.
        let _ = fs::remove_file(&self.0);
    }
}

/// Flushes the new name of the file to disk, so that it survives a power cut. An error is ignored: the
/// file is in its place already, and some file systems can't flush folders.
#[cfg(unix)]
fn flush_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let _ = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
}

/// Windows can't flush a folder.
#[cfg(not(unix))]
fn flush_folder(_path: &Path) {}

/// Whether two paths lead to the same file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        replace(&path, b"first").unwrap();
        replace(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_existing_file_is_replaced_only_if_allowed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, b"first", Overwrite::Never).unwrap();
        assert!(matches!(write(&path, b"second", Overwrite::Never), Err(FileError::Exists)));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        write(&path, b"second", Overwrite::Always).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_and_a_folder_at_the_path_are_different_errors() {
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
    fn a_new_file_is_private_and_a_replaced_file_keeps_its_mode() {
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
    fn a_socket_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        assert!(matches!(replace(&path, b""), Err(FileError::NotAFile)));
    }

    #[test]
    fn a_file_changed_or_removed_by_another_program_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let first = write(&path, b"first", Overwrite::Never).unwrap();
        let second = write(&path, b"second", Overwrite::IfUnchanged(first)).unwrap();
        assert_eq!(second, Fingerprint::of(b"second"));
        assert!(matches!(write(&path, b"third", Overwrite::IfUnchanged(first)), Err(FileError::Changed)));
        assert_eq!(fs::read(&path).unwrap(), b"second");
        // Whoever removed the file may not want it back.
        fs::remove_file(&path).unwrap();
        assert!(matches!(write(&path, b"third", Overwrite::IfUnchanged(second)), Err(FileError::Gone)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn an_interrupted_write_is_cleaned_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let left = |name: &str| fs::write(folder.path().join(name), "left").unwrap();
        // The process ended before the move.
        fs::write(&path, "old").unwrap();
        left(".a.txt.wgs-new");
        left(".a.txt.wgs-backup");
        assert!(exists_or_has_backup(&path));
        clean_up_interrupted_write(&path);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        // The process ended within the move, on a file system that does not move in one step.
        fs::rename(&path, folder.path().join(".a.txt.wgs-backup")).unwrap();
        assert!(exists_or_has_backup(&path));
        clean_up_interrupted_write(&path);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        // A stale new version does not stop the next write. A recent one may be another process's.
        left(".a.txt.wgs-new");
        left(".a.txt.wgs-backup");
        assert!(matches!(replace(&path, b"new"), Err(FileError::InUse)));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        let long_ago = std::time::SystemTime::now() - 2 * STALE_AFTER;
        let new = fs::File::options().write(true).open(folder.path().join(".a.txt.wgs-new")).unwrap();
        new.set_modified(long_ago).unwrap();
        // A file that is open keeps its name on Windows.
        drop(new);
        replace(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        fs::remove_file(&path).unwrap();
        clean_up_interrupted_write(&path);
        assert!(!exists_or_has_backup(&path));
    }

    #[test]
    fn a_folder_in_place_of_the_new_version_is_not_reported_as_an_existing_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let bar = folder.path().join(".a.txt.wgs-new");
        fs::write(&path, "old").unwrap();
        fs::create_dir(&bar).unwrap();
        for expected in [Overwrite::Always, Overwrite::Never] {
            assert!(matches!(write(&path, b"new", expected), Err(FileError::InUse)));
        }
        // The same for a stale one, which can't be removed. Only Unix opens a folder as a file.
        #[cfg(unix)]
        {
            let long_ago = std::time::SystemTime::now() - 2 * STALE_AFTER;
            fs::File::open(&bar).unwrap().set_modified(long_ago).unwrap();
            assert!(matches!(write(&path, b"new", Overwrite::Never), Err(FileError::InUse)));
        }
        assert_eq!(fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn a_file_that_a_failed_move_removed_is_restored() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "old").unwrap();
        let is_alone = || fs::read_dir(folder.path()).unwrap().count() == 1;
        Backup::create(&path).unwrap().restore(&path);
        assert!(fs::read(&path).unwrap() == b"old" && is_alone());
        let backup = Backup::create(&path).unwrap();
        fs::remove_file(&path).unwrap();
        backup.restore(&path);
        assert!(fs::read(&path).unwrap() == b"old" && is_alone());
    }

    #[cfg(unix)]
    #[test]
    fn the_target_of_a_link_is_replaced_and_a_broken_link_is_an_error() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.txt"), folder.path().join("link.txt"));
        fs::write(&path, "old").unwrap();
        symlink(&path, &link).unwrap();
        replace(&link, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(link.symlink_metadata().unwrap().is_symlink());
        fs::remove_file(&path).unwrap();
        for expected in [Overwrite::Always, Overwrite::Never] {
            assert!(matches!(write(&link, b"new", expected), Err(FileError::Unreachable)));
        }
        assert!(link.symlink_metadata().unwrap().is_symlink());
        // A cycle of links is broken too.
        symlink(&link, &path).unwrap();
        assert!(matches!(replace(&link, b"new"), Err(FileError::Unreachable)));
    }
}
