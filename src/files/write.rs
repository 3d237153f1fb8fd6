//! Replaces files atomically: whole or not at all.
//!
//! 1. The new version is written beside the old one as a temporary file ([`temporary`]), and flushed to disk.
//! 2. It changes places with the old one (`place`), and the folder is flushed to disk.
//! 3. The old version is removed, if it is the one that was to be replaced.
//!
//! At every moment the file is the old or the new version. If the process ends in between, the next one that locks the
//! file removes what this program has written ([`temporary::remove_stale`]), and looks at what was displaced
//! ([`super::displaced::settle`]).

use super::hidden::folder_of;
use super::interruption::WriteInProgress;
use super::place::{KnownVersion, put_in_place_of, put_new};
use super::resolve::WriteTarget;
use super::{ExistingFile, FileError, FileNote, Fingerprint, displaced, permissions, temporary};
use std::fs::Metadata;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

/// When a file at the path may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Only a new file is written.
    Never,
    /// Any file is replaced, and a new one is written if there is none.
    Always,
    /// The version that the user has agreed to lose is replaced, and a new one is written if there is none.
    Agreed(Fingerprint),
    /// The version that was read or written last is replaced. It must still be there.
    IfUnchanged(Fingerprint),
}

impl Overwrite {
    /// What a user allows who agrees to lose this file.
    pub fn agreed(file: ExistingFile) -> Self {
        file.version.map_or(Overwrite::Always, Overwrite::Agreed)
    }
}

/// A file that was written.
#[derive(Debug)]
pub struct WrittenFile {
    /// The fingerprint of its content.
    pub fingerprint: Fingerprint,
    /// What could not be done with it.
    pub notes: Vec<FileNote>,
}

/// Writes a file, whole or not at all.
///
/// A new file is for its owner alone, because it holds health data. A file that is replaced keeps its
/// permissions, unless it is another user's (`permissions`). A read-only file is not replaced. Of a symbolic link, the
/// target is replaced, unless somebody else may have planted the link (`resolve`).
///
/// # Errors
/// The file can't be written, or `overwrite` forbids it. The old file, if any, is unchanged.
pub fn write(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<WrittenFile, FileError> {
    let (notes, fingerprint) = write_resolved(path, bytes, overwrite)?;
    Ok(WrittenFile { fingerprint: fingerprint.unwrap_or_else(|| Fingerprint::of(bytes)), notes })
}

/// Writes a file as [`write()`] does. Also returns its fingerprint if it was needed: to take it takes longer than to
/// write a new file.
fn write_resolved(
    path: &Path,
    bytes: &[u8],
    overwrite: Overwrite,
) -> Result<(Vec<FileNote>, Option<Fingerprint>), FileError> {
    let _in_progress = WriteInProgress::start();
    let target = WriteTarget::resolve(path)?;
    target.check_folder()?;
    let (notes, fingerprint) = write_to(&target.working_path(), bytes, overwrite)?;
    target.check_folder()?;
    let shown = |note| match note {
        FileNote::OtherVersionKept(path) => FileNote::OtherVersionKept(target.shown(&path)),
        FileNote::OtherVersionFound(path) => FileNote::OtherVersionFound(target.shown(&path)),
        note => note,
    };
    Ok((notes.into_iter().map(shown).collect(), fingerprint))
}

fn write_to(
    path: &Path,
    bytes: &[u8],
    overwrite: Overwrite,
) -> Result<(Vec<FileNote>, Option<Fingerprint>), FileError> {
    let old = replaceable(path)?;
    let (new, mut notes) = write_temporary(path, old.as_ref(), bytes)?;
    let known = match overwrite {
        Overwrite::Never => None,
        Overwrite::Always => path.symlink_metadata().ok().map(|there| KnownVersion::at(path, &there)),
        Overwrite::Agreed(agreed) => match KnownVersion::with_content(path, agreed) {
            Err(FileError::Gone) => None,
            Err(FileError::Changed(_)) => return Err(in_the_way(path, overwrite)),
            known => Some(known?),
        },
        Overwrite::IfUnchanged(known) => Some(KnownVersion::with_content(path, known)?),
    };
    // The open file has a lock, which tells that it is in use. On Windows, only a closed file can be moved.
    let (file, new) = new.into_parts();
    let _in_use = (!cfg!(windows)).then_some(file);
    let fingerprint = known.as_ref().map(|_| Fingerprint::of(bytes));
    let put = match known.as_ref().zip(fingerprint) {
        Some((known, fingerprint)) => put_in_place_of(known, new, fingerprint, path),
        None => put_new(new, path),
    };
    notes.extend(put.map_err(|error| refused(error, overwrite, path))?);
    Ok((notes, fingerprint))
}

/// Why a file could not be put in its place. Where another program was quicker, with the version that is there now.
fn refused(error: FileError, overwrite: Overwrite, path: &Path) -> FileError {
    match (error, overwrite) {
        (FileError::Exists(_), _) | (FileError::Changed(_), Overwrite::Agreed(_)) => {
            in_the_way(path, overwrite)
        }
        (FileError::Changed(None), _) => FileError::Changed(displaced::fingerprint(path).ok()),
        (error, _) => error,
    }
}

/// That there is a file which may not be replaced. One that can't be read for now is not asked about: which version the
/// user would agree to lose could not be told.
fn in_the_way(path: &Path, overwrite: Overwrite) -> FileError {
    let is_another = matches!(overwrite, Overwrite::Agreed(_));
    match displaced::fingerprint(path) {
        Err(FileError::NotFound) => FileError::Gone,
        Err(error @ (FileError::InUse | FileError::Unreachable)) => error,
        version => FileError::Exists(ExistingFile { version: version.ok(), is_another }),
    }
}

/// Writes a file as [`write()`] does, whether or not there is one.
///
/// # Errors
/// As [`write()`].
pub fn replace(path: &Path, bytes: &[u8]) -> Result<Vec<FileNote>, FileError> {
    write_resolved(path, bytes, Overwrite::Always).map(|(notes, _)| notes)
}

/// The file at the path, which may be replaced; `None`: there is none, and a new one may be written.
fn replaceable(path: &Path) -> Result<Option<Metadata>, FileError> {
    let old = path.symlink_metadata().ok();
    match &old {
        // Somebody has put it there since the path was resolved.
        Some(old) if old.is_symlink() => return Err(FileError::PlantedLink),
        Some(old) if old.is_dir() => return Err(FileError::IsFolder),
        Some(old) if !old.is_file() => return Err(FileError::NotAFile),
        // The move would succeed: it needs write access to the folder only.
        Some(old) if old.permissions().readonly() => return Err(FileError::Denied),
        Some(_) | None => {}
    }
    if folder_of(path).is_dir() { Ok(old) } else { Err(FileError::NoFolder) }
}

/// Writes the new version beside the file, with its permissions, and flushes it to disk. It is removed
/// again when it is dropped.
fn write_temporary(
    path: &Path,
    old: Option<&Metadata>,
    bytes: &[u8],
) -> Result<(NamedTempFile, Vec<FileNote>), FileError> {
    let to_error = |error| FileError::from_io(error, path);
    let mut file = temporary::create(path)?;
    file.write_all(bytes).map_err(to_error)?;
    let mut notes = Vec::new();
    if old.is_some() {
        notes.extend(permissions::inherit_permissions(path, file.as_file()));
    }
    file.as_file().sync_all().map_err(to_error)?;
    Ok((file, notes))
}

/// Whether two paths lead to the same file, which is there. All links are followed, as in reading: unlike
/// `compared_path`, it tells this also of a file that was read over a link that no write follows.
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
        let refused = write(&path, b"second", Overwrite::Never);
        let first = ExistingFile { version: Some(Fingerprint::of(b"first")), is_another: false };
        assert!(matches!(refused, Err(FileError::Exists(file)) if file == first));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        write(&path, b"second", Overwrite::Always).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn only_the_version_that_the_user_has_agreed_to_lose_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let agreed = |file| Overwrite::agreed(ExistingFile { version: Some(file), is_another: false });
        let first = write(&path, b"first", Overwrite::Never).unwrap().fingerprint;
        write(&path, b"second", agreed(first)).unwrap();
        // Somebody has changed it while the user was asked.
        fs::write(&path, b"theirs").unwrap();
        let refused = write(&path, b"third", agreed(Fingerprint::of(b"second")));
        let theirs = ExistingFile { version: Some(Fingerprint::of(b"theirs")), is_another: true };
        assert!(matches!(refused, Err(FileError::Exists(file)) if file == theirs));
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        write(&path, b"third", Overwrite::agreed(theirs)).unwrap();
        fs::remove_file(&path).unwrap();
        write(&path, b"fourth", agreed(Fingerprint::of(b"third"))).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"fourth");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_comes_in_the_last_moment_is_told_with_its_version_and_what_goes_is_not_asked_about() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let known = Fingerprint::of(b"known");
        let expectations = [Overwrite::Never, Overwrite::Agreed(known), Overwrite::IfUnchanged(known)];
        let exists = || FileError::Exists(ExistingFile::default());
        for overwrite in expectations {
            assert!(matches!(refused(FileError::Gone, overwrite, &path), FileError::Gone));
            assert!(matches!(refused(exists(), overwrite, &path), FileError::Gone), "{overwrite:?}");
        }
        fs::write(&path, b"theirs").unwrap();
        let theirs = Some(Fingerprint::of(b"theirs"));
        for (error, overwrite, is_another) in [
            (exists(), Overwrite::Never, false),
            (exists(), Overwrite::Agreed(known), true),
            (FileError::Changed(None), Overwrite::Agreed(known), true),
        ] {
            let told = refused(error, overwrite, &path);
            let expected = ExistingFile { version: theirs, is_another };
            assert!(matches!(told, FileError::Exists(file) if file == expected), "{overwrite:?} {told:?}");
        }
        let told = refused(FileError::Changed(None), Overwrite::IfUnchanged(known), &path);
        assert!(matches!(told, FileError::Changed(version) if version == theirs), "{told:?}");
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
        let first = write(&path, b"first", Overwrite::Never).unwrap().fingerprint;
        let second = write(&path, b"second", Overwrite::IfUnchanged(first)).unwrap().fingerprint;
        assert_eq!(second, Fingerprint::of(b"second"));
        assert!(matches!(write(&path, b"third", Overwrite::IfUnchanged(first)), Err(FileError::Changed(_))));
        assert_eq!(fs::read(&path).unwrap(), b"second");
        // Whoever removed the file may not want it back.
        fs::remove_file(&path).unwrap();
        assert!(matches!(write(&path, b"third", Overwrite::IfUnchanged(second)), Err(FileError::Gone)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_in_place_of_a_planned_name_does_not_matter() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "old").unwrap();
        for name in [".a.txt.wgs-new", ".a.txt.wgs-backup"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        replace(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_file_with_a_name_of_any_length_is_written_and_replaced() {
        let folder = tempfile::tempdir().unwrap();
        for length in [100, 143, 200, 247, 251, 254, 255] {
            let path = folder.path().join("x".repeat(length));
            write(&path, b"first", Overwrite::Never).unwrap();
            let known = Fingerprint::of(b"first");
            write(&path, b"second", Overwrite::IfUnchanged(known)).unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"second");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 7);
    }

    #[cfg(unix)]
    #[test]
    fn planted_links_and_pipes_are_not_followed() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (path, target) = (folder.path().join("a.txt"), folder.path().join("target"));
        fs::write(&path, "old").unwrap();
        fs::write(&target, "theirs").unwrap();
        for name in [".a.txt.wgs-new", ".a.txt.wgs-backup", ".a.txt.wgs-0123456789ab"] {
            symlink(&target, folder.path().join(name)).unwrap();
        }
        let pipe = folder.path().join(".a.txt.wgs-0123456789ac");
        assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
        replace(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read(&target).unwrap(), b"theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 6);
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
            assert!(matches!(write(&link, b"new", expected), Err(FileError::BrokenLink)));
        }
        assert!(link.symlink_metadata().unwrap().is_symlink());
        // A cycle of links is broken too.
        symlink(&link, &path).unwrap();
        assert!(matches!(replace(&link, b"new"), Err(FileError::BrokenLink)));
    }
}
