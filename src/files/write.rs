//! Writes files whole or not at all.

use super::FileError;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

/// Writes a file whole or not at all: with `replace` as [`replace`], else only where there is none
/// yet.
///
/// # Errors
/// As [`replace`]; a file at `path` that may not be replaced.
pub fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<(), FileError> {
    if replace { self::replace(path, bytes) } else { create(path, bytes) }
}

/// Puts `bytes` in the place of the file at `path`: written beside it, flushed to disk, then moved
/// over it. On an error the old file, if any, is as it was.
///
/// A new file is for its owner alone: it holds what concerns a patient's health. One that is
/// replaced keeps its permissions, and one that must not be written is not replaced.
///
/// # Errors
/// What the system says; a missing folder; a folder, a device or a read-only file at `path`.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    // The target of a link is replaced, not the link.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    beside(path, bytes)?.persist(path).map_err(|error| FileError::of(error.error, path))?;
    Ok(())
}

fn create(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    beside(path, bytes)?.persist_noclobber(path).map_err(|error| FileError::of(error.error, path))?;
    Ok(())
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
    let of = |error| FileError::of(error, path);
    let mut file = NamedTempFile::new_in(folder).map_err(of)?;
    file.write_all(bytes).map_err(of)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions()).map_err(of)?;
    }
    file.as_file().sync_all().map_err(of)?;
    Ok(file)
}

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
        write(&path, b"first", false).unwrap();
        assert!(matches!(write(&path, b"second", false), Err(FileError::Exists)));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        write(&path, b"second", true).unwrap();
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
}
