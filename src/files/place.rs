//! Puts a new version of a file into the place of the old one, and looks at what was displaced.
//!
//! Where the system can exchange two names in one step, the new version changes places with whatever is there. Then it
//! is looked at: the version that was to be replaced is removed, and one that somebody else wrote in the last moment is
//! kept under a visible name. Where names can't be exchanged, the old version gets a second name first, which is looked
//! at in its place.

use super::hidden::folder_of;
use super::read::{open_hidden, read_bytes, read_rest};
use super::{FileError, FileNote, Fingerprint, PDF_LIMIT, temporary};
use jiff::Zoned;
use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
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
        KnownVersion { content: fingerprint(path), stamp: stamp(there) }
    }

    /// The version that is at `path` now, if it has this content.
    ///
    /// # Errors
    /// It has another content, there is none, or it can't be read: it may have been changed.
    pub fn with_content(path: &Path, known: Fingerprint) -> Result<KnownVersion, FileError> {
        match read_bytes(path, PDF_LIMIT) {
            Ok(bytes) if Fingerprint::of(&bytes) == known => {
                let there = path.metadata().map_err(|error| FileError::from_io(error, path))?;
                Ok(KnownVersion { content: Some(known), stamp: stamp(&there) })
            }
            Ok(_) => Err(FileError::Changed),
            Err(FileError::NotFound) => Err(FileError::Gone),
            Err(error) => Err(error),
        }
    }

    /// Whether this version is at `path`, and not a link, a folder or another version.
    fn is_at(&self, path: &Path) -> bool {
        let is_same =
            || path.symlink_metadata().is_ok_and(|there| there.is_file() && stamp(&there) == self.stamp);
        match (self.content, fingerprint(path)) {
            (Some(known), Some(there)) => known == there,
            (None, _) | (_, None) => is_same(),
        }
    }
}

fn fingerprint(path: &Path) -> Option<Fingerprint> {
    let mut bytes = Vec::new();
    let read = open_hidden(path).and_then(|mut file| read_rest(&mut file, path, &mut bytes, PDF_LIMIT));
    let fingerprint = read.is_ok().then(|| Fingerprint::of(&bytes));
    zeroize::Zeroize::zeroize(&mut bytes);
    fingerprint
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

/// Moves a new version to `path`, in the place of the version `known`.
pub fn put_in_place_of(known: &KnownVersion, new: TempPath, path: &Path) -> Result<Vec<FileNote>, FileError> {
    match exchange(&new, path) {
        // The old version is at the name of the temporary file from now on, which must not be removed unseen.
        Ok(()) => match new.keep() {
            Ok(displaced) => Ok(look_at_displaced(known, &displaced, path)),
            Err(error) => Ok(look_at_displaced(known, &error.path, path)),
        },
        Err(error) if is_unsupported(&error) => replace_with_backup(known, new, path),
        // Whoever removed the file in the last moment may not want it back.
        Err(error) if error.kind() == ErrorKind::NotFound => Err(FileError::Gone),
        Err(error) => Err(FileError::from_io(error, path)),
    }
}

fn look_at_displaced(known: &KnownVersion, displaced: &Path, path: &Path) -> Vec<FileNote> {
    let mut notes = flush_folder(path);
    if known.is_at(displaced) {
        // If this fails, the next process that locks the file tries again.
        let _ = fs::remove_file(displaced);
    } else {
        notes.push(FileNote::OtherVersionKept(keep_visibly(displaced, path)));
    }
    notes
}

/// Gives the old version a second name, looks at it, and moves the new one over it. If that fails, the old version is
/// in its place again.
fn replace_with_backup(known: &KnownVersion, new: TempPath, path: &Path) -> Result<Vec<FileNote>, FileError> {
    let backup = temporary::unused_path(path)?;
    // Both fail if there is something at the name, and follow no link.
    if fs::hard_link(path, &backup).is_err() {
        copy_to_new(path, &backup).map_err(|error| FileError::from_io(error, path))?;
    }
    if !known.is_at(&backup) {
        let _ = fs::remove_file(&backup);
        return Err(FileError::Changed);
    }
    if let Err(error) = new.persist(path) {
        if path.symlink_metadata().is_ok() || fs::rename(&backup, path).is_err() {
            let _ = fs::remove_file(&backup);
        }
        return Err(FileError::from_io(error.error, path));
    }
    let notes = flush_folder(path);
    let _ = fs::remove_file(&backup);
    Ok(notes)
}

fn copy_to_new(from: &Path, to: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut copy = options.open(to)?;
    let copied = File::open(from).and_then(|mut file| io::copy(&mut file, &mut copy));
    copied.and_then(|_| copy.sync_all()).inspect_err(|_| drop(fs::remove_file(to)))
}

/// Gives a version that somebody else wrote a visible name beside `path`. Returns where it is.
fn keep_visibly(version: &Path, path: &Path) -> PathBuf {
    const ATTEMPTS: u32 = 100;
    let moment = Zoned::now().strftime("%Y-%m-%d %H.%M.%S").to_string();
    for number in 1..=ATTEMPTS {
        let Some(visible) = visible_path(path, &moment, number) else { break };
        if rename_to_new(version, &visible).is_ok() {
            let _ = flush_folder(&visible);
            return visible;
        }
    }
    version.to_owned()
}

/// The path `NAME (anden udgave MOMENT).EXTENSION`, in Danish like the names that the program proposes.
fn visible_path(path: &Path, moment: &str, number: u32) -> Option<PathBuf> {
    /// In bytes; most file systems allow no longer name.
    const LONGEST_NAME: usize = 255;
    let mut ending = match number {
        1 => format!(" (anden udgave {moment})"),
        _ => format!(" (anden udgave {moment}, {number})"),
    };
    let extension = path.extension().map(|extension| extension.to_string_lossy()).unwrap_or_default();
    if !extension.is_empty() && extension.len() < LONGEST_NAME / 2 {
        ending = format!("{ending}.{extension}");
    }
    let stem = path.file_stem()?;
    let mut name = if stem.len() + ending.len() <= LONGEST_NAME {
        stem.to_owned()
    } else {
        let readable = stem.to_string_lossy();
        let room = LONGEST_NAME - ending.len();
        OsString::from(&readable[..readable.floor_char_boundary(room)])
    };
    name.push(ending);
    Some(path.with_file_name(name))
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

/// Renames a file, a link or a folder, to a name that nothing has.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(error) if is_unsupported(&error.into()) => link_and_remove(from, to),
        renamed => Ok(renamed?),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    link_and_remove(from, to)
}

fn link_and_remove(from: &Path, to: &Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_err() {
        copy_to_new(from, to)?;
    }
    fs::remove_file(from)
}

/// Whether the kernel or the file system does not know the operation.
fn is_unsupported(error: &io::Error) -> bool {
    // `EINVAL` is the answer of a file system that knows renames, but not this kind.
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

/// Flushes the names in the folder of a file to disk, so that they survive a power cut. The file
/// itself was flushed before.
#[cfg(unix)]
fn flush_folder(path: &Path) -> Vec<FileNote> {
    match File::open(folder_of(path)).and_then(|folder| folder.sync_all()) {
        Ok(()) => Vec::new(),
        // The user may write into the folder, but not read it: it can't be flushed, like every other folder of its kind.
        Err(_) => vec![FileNote::NotFlushed],
    }
}

/// Windows can't flush a folder.
#[cfg(not(unix))]
fn flush_folder(_path: &Path) -> Vec<FileNote> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

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

    type Put = fn(&KnownVersion, TempPath, &Path) -> Result<Vec<FileNote>, FileError>;
    const WAYS: [Put; 2] = [put_in_place_of, replace_with_backup];

    #[test]
    fn the_known_version_is_replaced_and_removed() {
        for put in WAYS {
            let bench = Bench::new();
            assert_eq!(put(&bench.known, bench.new_version(), &bench.path).unwrap(), []);
            assert_eq!(bench.others(), []);
        }
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    #[test]
    fn a_version_that_somebody_else_wrote_meanwhile_is_kept_visibly_and_told() {
        let bench = Bench::new();
        fs::write(&bench.path, "theirs").unwrap();
        let notes = put_in_place_of(&bench.known, bench.new_version(), &bench.path).unwrap();
        let [FileNote::OtherVersionKept(kept)] = &notes[..] else { panic!("{notes:?}") };
        let others = bench.others();
        assert_eq!(others.len(), 1, "{others:?}");
        assert_eq!(others[0].1, "theirs");
        assert_eq!(kept.file_name().unwrap().to_str().unwrap(), others[0].0);
        assert!(others[0].0.starts_with("a (anden udgave 20") && others[0].0.ends_with(").wgscase"));
    }

    #[test]
    fn without_an_exchange_a_version_of_somebody_else_is_not_replaced() {
        let bench = Bench::new();
        fs::write(&bench.path, "theirs").unwrap();
        let put = replace_with_backup(&bench.known, bench.new_version(), &bench.path);
        assert!(matches!(put, Err(FileError::Changed)));
        assert_eq!(fs::read(&bench.path).unwrap(), b"theirs");
        assert_eq!(fs::read_dir(bench.folder.path()).unwrap().count(), 1);
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
            put_in_place_of(&bench.known, bench.new_version(), &bench.path).unwrap();
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
        let notes = put_in_place_of(&bench.known, bench.new_version(), &bench.path).unwrap();
        assert!(matches!(&notes[..], [FileNote::OtherVersionKept(kept)] if kept.is_symlink()), "{notes:?}");
        assert_eq!(fs::read_to_string(target).unwrap(), "old");
    }

    #[test]
    fn a_file_that_was_removed_meanwhile_does_not_come_back() {
        let bench = Bench::new();
        fs::remove_file(&bench.path).unwrap();
        let put = put_in_place_of(&bench.known, bench.new_version(), &bench.path);
        assert!(put.is_err());
        assert_eq!(fs::read_dir(bench.folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn the_visible_name_fits_and_is_not_taken() {
        let path = PathBuf::from(format!("/a/{}.wgscase", "å".repeat(120)));
        for number in [1, 2] {
            let visible = visible_path(&path, "2026-11-28 12.00.00", number).unwrap();
            assert!(visible.file_name().unwrap().len() <= 255);
            assert!(visible.extension().is_some_and(|extension| extension == "wgscase"));
        }
        let bench = Bench::new();
        for _ in 0..3 {
            let other = bench.folder.path().join("other");
            fs::write(&other, "theirs").unwrap();
            keep_visibly(&other, &bench.path);
        }
        assert_eq!(fs::read_dir(bench.folder.path()).unwrap().count(), 4);
    }
}
