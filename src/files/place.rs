//! Puts a new version of a file into the place of the old one, and looks at what was displaced.
//!
//! Where the system can exchange two names in one step, the new version changes places with whatever is there. Then it
//! is looked at: the version that was to be replaced is removed, and one that somebody else wrote in the last moment is
//! kept under a visible name. Where names can't be exchanged, the old version gets a second name first, which is looked
//! at in its place, before and after the move. Until then it has a name that tells what may be removed ([`displaced`]).

use super::displaced::{DisplacedFile, copy_to_new, flush_folder, is_unsupported, rename_to_new};
use super::read::read_bytes;
use super::{FileError, FileNote, Fingerprint, PDF_LIMIT, displaced};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::SystemTime;
use tempfile::TempPath;

/// The version of a file that may be replaced.
pub struct KnownVersion {
    /// `None`: it is too large to be compared, or may not be read.
    content: Option<Fingerprint>,
    stamp: FileStamp,
}

/// What tells versions of a file apart that can't be read.
#[derive(PartialEq, Eq)]
struct FileStamp {
    length: u64,
    modified: Option<SystemTime>,
    inode: Option<(u64, u64)>,
}

impl KnownVersion {
    /// The version that is at `path` now.
    pub fn at(path: &Path, there: &Metadata) -> KnownVersion {
        KnownVersion { content: displaced::fingerprint(path).ok(), stamp: stamp(there) }
    }

    /// The version that is at `path` now, if it has this content.
    ///
    /// # Errors
    /// It has another content, there is none, or it can't be read: it may have been changed.
    pub fn with_content(path: &Path, known: Fingerprint) -> Result<KnownVersion, FileError> {
        expect_content(path, known)?;
        let there = path.metadata().map_err(|error| FileError::from_io(error, path))?;
        Ok(KnownVersion { content: Some(known), stamp: stamp(&there) })
    }

    /// Whether this version is at `path`, and not a link, a folder or another version.
    fn is_at(&self, path: &Path) -> bool {
        let is_same =
            || path.symlink_metadata().is_ok_and(|there| there.is_file() && stamp(&there) == self.stamp);
        match (self.content, displaced::fingerprint(path).ok()) {
            (Some(known), Some(there)) => known == there,
            (None, _) | (_, None) => is_same(),
        }
    }
}

/// Checks that the file at `path` has this content.
///
/// # Errors
/// There is something else at `path` ([`FileError::Changed`]) or nothing ([`FileError::Gone`]), or it can't be read.
pub fn expect_content(path: &Path, known: Fingerprint) -> Result<(), FileError> {
    match read_bytes(path, PDF_LIMIT) {
        Ok(bytes) if Fingerprint::of(&bytes) == known => Ok(()),
        Ok(bytes) => Err(FileError::Changed(Some(Fingerprint::of(&bytes)))),
        Err(FileError::TooLarge { .. } | FileError::IsFolder | FileError::NotAFile) => {
            Err(FileError::Changed(None))
        }
        Err(FileError::NotFound) => Err(FileError::Gone),
        Err(error) => Err(error),
    }
}

fn stamp(there: &Metadata) -> FileStamp {
    FileStamp { length: there.len(), modified: there.modified().ok(), inode: inode(there) }
}

#[cfg(unix)]
fn inode(there: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn inode(_there: &Metadata) -> Option<(u64, u64)> {
    None
}

/// Moves a new file to `path`, where there must be nothing.
pub fn put_new(new: TempPath, path: &Path) -> Result<Vec<FileNote>, FileError> {
    new.persist_noclobber(path).map_err(|error| FileError::from_io(error.error, path))?;
    Ok(flush_folder(path))
}

/// Moves a new version with this content to `path`, in the place of the version `known`.
pub fn put_in_place_of(
    known: &KnownVersion,
    new: TempPath,
    content: Fingerprint,
    path: &Path,
) -> Result<Vec<FileNote>, FileError> {
    // The old version gets the name of the new one, which must not be that of a temporary file.
    let named = DisplacedFile::unused_path(path, &new, content, known.content).ok_or(FileError::IsFolder)?;
    match rename_exchangeable(&new, &named) {
        Ok(()) => {}
        Err(error) if is_unsupported(&error) => {
            return replace_with_backup(known, new, content, path, &BackupSteps::default());
        }
        Err(error) => return Err(FileError::from_io(error, path)),
    }
    // Nothing is at the name of the temporary file any more.
    let _ = new.keep();
    match exchange(&named, path) {
        Ok(()) => Ok(look_at_displaced(known, &named, path)),
        Err(error) if is_unsupported(&error) => {
            let new = TempPath::try_from_path(named).map_err(|error| FileError::from_io(error, path))?;
            replace_with_backup(known, new, content, path, &BackupSteps::default())
        }
        Err(error) => {
            let _ = fs::remove_file(&named);
            // Whoever removed the file in the last moment may not want it back.
            let is_gone = error.kind() == ErrorKind::NotFound;
            Err(if is_gone { FileError::Gone } else { FileError::from_io(error, path) })
        }
    }
}

fn look_at_displaced(known: &KnownVersion, displaced: &Path, path: &Path) -> Vec<FileNote> {
    let mut notes = flush_folder(path);
    if known.is_at(displaced) {
        // If this fails, the next process that locks the file tries again.
        let _ = fs::remove_file(displaced);
    } else {
        // What has no visible name keeps the one that tidying leaves alone.
        let kept = displaced::keep_visibly(displaced, path).unwrap_or_else(|| displaced.to_owned());
        notes.push(FileNote::OtherVersionKept(kept));
    }
    notes
}

/// The steps of [`replace_with_backup`] that tests replace.
struct BackupSteps {
    link: fn(&Path, &Path) -> io::Result<()>,
    /// Called with the path before the move.
    before_move: fn(&Path),
}

impl Default for BackupSteps {
    fn default() -> Self {
        BackupSteps { link: |from, to| fs::hard_link(from, to), before_move: |_| {} }
    }
}

/// Gives the old version a second name, looks at it, moves the new one over it, and looks again. If that fails, the old
/// version is in its place again.
fn replace_with_backup(
    known: &KnownVersion,
    new: TempPath,
    content: Fingerprint,
    path: &Path,
    steps: &BackupSteps,
) -> Result<Vec<FileNote>, FileError> {
    let backup = DisplacedFile::unused_path(path, &new, content, known.content).ok_or(FileError::IsFolder)?;
    // Both fail if there is something at the name, and follow no link.
    let mut old = None;
    if (steps.link)(path, &backup).is_err() {
        old = Some(copy_to_new(path, &backup).map_err(|error| match path.symlink_metadata() {
            Ok(there) if !there.is_file() => FileError::Changed(None),
            // Whoever removed the file in the last moment may not want it back.
            Err(there) if there.kind() == ErrorKind::NotFound => FileError::Gone,
            Ok(_) | Err(_) => FileError::from_io(error, path),
        })?);
    }
    if !known.is_at(&backup) || (old.is_some() && !known.is_at(path)) {
        let _ = fs::remove_file(&backup);
        return Err(FileError::Changed(None));
    }
    (steps.before_move)(path);
    if let Err(error) = persist(new, path, &mut old) {
        // What lies at the path is this version, or one that somebody else has put there.
        if path.symlink_metadata().is_ok() {
            let _ = look_at_displaced(known, &backup, path);
        } else {
            // If this fails, the old version is all that is left.
            let _ = rename_to_new(&backup, path);
        }
        return Err(FileError::from_io(error, path));
    }
    // A program that had the file open may have written into it meanwhile: a link has that, but a copy has not.
    if let Some(mut old) = old
        && let Ok(changed) = displaced::read_again(&mut old, path)
        && known.content.is_some_and(|known| known != Fingerprint::of(&changed))
    {
        let _ = fs::remove_file(&backup);
        let _ = displaced::write_new(&backup, &changed);
    }
    Ok(look_at_displaced(known, &backup, path))
}

/// Moves the new version over the old one. Some systems move nothing over a file that is open.
fn persist(new: TempPath, path: &Path, old: &mut Option<File>) -> io::Result<()> {
    let again = match new.persist(path) {
        Ok(()) => return Ok(()),
        Err(error) if old.take().is_none() => return Err(error.error),
        Err(error) => error.path,
    };
    again.persist(path).map_err(|error| error.error)
}

/// Exchanges two names in one step.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Renames the new version, where names can be exchanged after that.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn rename_exchangeable(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn rename_exchangeable(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::temporary;
    use std::path::PathBuf;

    struct Bench {
        folder: tempfile::TempDir,
        path: PathBuf,
        known: KnownVersion,
    }

    impl Bench {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.wgscase");
            fs::write(&path, "old").unwrap();
            let known = KnownVersion::with_content(&path, Fingerprint::of(b"old")).unwrap();
            Bench { path, folder, known }
        }

        fn new_version(&self) -> TempPath {
            let new = temporary::create(&self.path).unwrap();
            fs::write(new.path(), "new").unwrap();
            new.into_temp_path()
        }

        /// The names and contents of the files in the folder, but for the new version.
        fn others(&self) -> Vec<(String, String)> {
            assert_eq!(fs::read_to_string(&self.path).unwrap(), "new");
            let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
            let others = entries.filter(|path| *path != self.path);
            others
                .map(|path| {
                    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                    (name, fs::read_to_string(path).unwrap_or_default())
                })
                .collect()
        }
    }

    const NEW: fn() -> Fingerprint = || Fingerprint::of(b"new");

    fn put(bench: &Bench) -> Result<Vec<FileNote>, FileError> {
        put_in_place_of(&bench.known, bench.new_version(), NEW(), &bench.path)
    }

    fn put_with_backup(bench: &Bench, steps: &BackupSteps) -> Result<Vec<FileNote>, FileError> {
        replace_with_backup(&bench.known, bench.new_version(), NEW(), &bench.path, steps)
    }

    /// On a file system with and without second names for a file.
    fn file_systems(before_move: fn(&Path)) -> [BackupSteps; 2] {
        let no_links: fn(&Path, &Path) -> io::Result<()> = |_, _| Err(ErrorKind::Unsupported.into());
        [BackupSteps::default().link, no_links].map(|link| BackupSteps { link, before_move })
    }

    #[test]
    fn the_known_version_is_replaced_and_removed() {
        let bench = Bench::new();
        assert_eq!(put(&bench).unwrap(), []);
        assert_eq!(bench.others(), []);
        for steps in file_systems(|_| {}) {
            let bench = Bench::new();
            assert_eq!(put_with_backup(&bench, &steps).unwrap(), []);
            assert_eq!(bench.others(), []);
        }
    }

    #[test]
    fn without_an_exchange_what_is_written_into_the_old_version_meanwhile_is_kept() {
        for steps in file_systems(|path| fs::write(path, "theirs").unwrap()) {
            let bench = Bench::new();
            let notes = put_with_backup(&bench, &steps).unwrap();
            assert!(matches!(&notes[..], [FileNote::OtherVersionKept(_)]), "{notes:?}");
            let others = bench.others();
            assert_eq!((others.len(), others[0].1.as_str()), (1, "theirs"));
            assert!(others[0].0.starts_with("a (anden udgave 20"));
        }
    }

    #[test]
    fn without_an_exchange_a_failed_move_leaves_the_version_that_is_there() {
        // Nothing can be moved over a folder.
        let block = |path: &Path| {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        };
        for steps in file_systems(block) {
            let bench = Bench::new();
            assert!(put_with_backup(&bench, &steps).is_err());
            assert!(bench.path.is_dir());
            assert_eq!(fs::read_dir(bench.folder.path()).unwrap().count(), 1);
        }
    }

    #[cfg(unix)]
    #[test]
    fn without_an_exchange_no_link_is_followed_and_no_pipe_is_waited_for() {
        for is_pipe in [false, true] {
            for steps in file_systems(|_| {}) {
                let bench = Bench::new();
                fs::remove_file(&bench.path).unwrap();
                if is_pipe {
                    let made = std::process::Command::new("mkfifo").arg(&bench.path).status().unwrap();
                    assert!(made.success());
                } else {
                    std::os::unix::fs::symlink("/dev/zero", &bench.path).unwrap();
                }
                assert!(matches!(put_with_backup(&bench, &steps), Err(FileError::Changed(_))));
                assert!(!bench.path.symlink_metadata().unwrap().is_file());
                assert_eq!(fs::read_dir(bench.folder.path()).unwrap().count(), 1);
            }
        }
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    #[test]
    fn a_version_that_somebody_else_wrote_meanwhile_is_kept_visibly_and_told() {
        let bench = Bench::new();
        fs::write(&bench.path, "theirs").unwrap();
        let notes = put(&bench).unwrap();
        let [FileNote::OtherVersionKept(kept)] = &notes[..] else { panic!("{notes:?}") };
        let others = bench.others();
        assert_eq!(others.len(), 1, "{others:?}");
        assert_eq!(others[0].1, "theirs");
        assert_eq!(kept.file_name().unwrap().to_str().unwrap(), others[0].0);
        assert!(others[0].0.starts_with("a (anden udgave 20") && others[0].0.ends_with(").wgscase"));
    }

    #[test]
    fn without_an_exchange_a_version_of_somebody_else_is_not_replaced() {
        for steps in file_systems(|_| {}) {
            let bench = Bench::new();
            fs::write(&bench.path, "theirs").unwrap();
            assert!(matches!(put_with_backup(&bench, &steps), Err(FileError::Changed(_))));
            assert_eq!(fs::read(&bench.path).unwrap(), b"theirs");
            assert_eq!(fs::read_dir(bench.folder.path()).unwrap().count(), 1);
        }
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    #[test]
    fn a_version_that_can_t_be_read_is_told_apart_by_its_stamp() {
        for (theirs, count) in [(None, 0), (Some("another length"), 1)] {
            let mut bench = Bench::new();
            bench.known.content = None;
            if let Some(theirs) = theirs {
                fs::write(&bench.path, theirs).unwrap();
            }
            put(&bench).unwrap();
            assert_eq!(bench.others().len(), count);
        }
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    #[test]
    fn a_link_that_somebody_put_there_meanwhile_is_not_followed() {
        let bench = Bench::new();
        let target = bench.folder.path().join("target");
        fs::write(&target, "old").unwrap();
        fs::remove_file(&bench.path).unwrap();
        std::os::unix::fs::symlink(&target, &bench.path).unwrap();
        let notes = put(&bench).unwrap();
        assert!(matches!(&notes[..], [FileNote::OtherVersionKept(kept)] if kept.is_symlink()), "{notes:?}");
        assert_eq!(fs::read_to_string(target).unwrap(), "old");
    }

    #[test]
    fn a_file_that_was_removed_meanwhile_does_not_come_back() {
        let bench = Bench::new();
        fs::remove_file(&bench.path).unwrap();
        assert!(put(&bench).is_err());
        assert_eq!(fs::read_dir(bench.folder.path()).unwrap().count(), 0);
    }
}
