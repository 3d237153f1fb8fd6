//! Versions of a file that a write has displaced, until they are looked at.
//!
//! Such a version is named `.NAME.wgs-NEW-OLD-RANDOM`, with the first digits of the fingerprints of the version
//! that was written and of the one that was to be replaced. If the process ends before it has looked, the next one
//! that locks the file does: it removes what is one of the two, and gives everything else a visible name. Nothing
//! else is ever removed.

use super::hidden::{LONGEST_SHORTENED, beside_within, folder_of};
use super::read::{open_hidden, read_rest};
use super::{FileError, FileNote, Fingerprint, PDF_LIMIT, temporary};
use crate::clock;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Seek, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The number of hexadecimal digits of a fingerprint in a name.
const DIGITS: usize = 16;
/// Stands for a version that can't be read, so that it has no fingerprint.
const UNKNOWN: &str = "----------------";
/// The number of random letters and digits in a name.
const RANDOM_LENGTH: usize = 6;

/// A file that may be a displaced version.
pub struct DisplacedFile {
    path: PathBuf,
    /// The first digits of the fingerprints of the versions that may be removed.
    removable: [String; 2],
}

impl DisplacedFile {
    /// A name for what the version `new` displaces, which is to be `known`. The random part of the name is that of the
    /// temporary file. `None`: `path` has no file name.
    pub fn unused_path(
        path: &Path,
        temporary: &Path,
        new: Fingerprint,
        known: Option<Fingerprint>,
    ) -> Option<PathBuf> {
        let random = temporary.file_name()?.to_string_lossy();
        let random = random.get(random.len().checked_sub(RANDOM_LENGTH)?..)?;
        let known = known.map_or_else(|| UNKNOWN.to_owned(), Fingerprint::short);
        let ending = format!("{}{}-{known}-{random}", temporary::MARK, new.short());
        beside_within(path, &ending, LONGEST_SHORTENED)
    }

    /// The file in the folder of `path`, if its name is that of a displaced version of `path`.
    fn parse(file: PathBuf, prefix: &OsStr) -> Option<DisplacedFile> {
        let rest = file.file_name()?.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes())?;
        let rest = std::str::from_utf8(rest).ok()?;
        let is_name = rest.len() == 2 * (DIGITS + 1) + RANDOM_LENGTH && rest.is_ascii();
        let parts = is_name.then(|| [0, DIGITS + 1].map(|start| rest[start..start + DIGITS].to_owned()));
        let removable = parts.filter(|parts| {
            let is_digits = |part: &String| part.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_digits(&parts[0]) && (is_digits(&parts[1]) || parts[1] == UNKNOWN)
        })?;
        Some(DisplacedFile { path: file, removable })
    }

    /// Whether this is the version that was written, or the one that was to be replaced.
    fn is_removable(&self) -> bool {
        fingerprint(&self.path).is_ok_and(|there| self.removable.contains(&there.short()))
    }
}

/// Looks at the displaced versions of `path` that a crash left: removes those that may be, and gives others a visible
/// name. Returns where these are. Only for a process that holds the lock of the file.
pub fn settle(path: &Path) -> Vec<PathBuf> {
    all_of(path)
        .into_iter()
        .filter_map(|file| {
            if file.is_removable() {
                let _ = fs::remove_file(&file.path);
                return None;
            }
            keep_visibly(&file.path, path)
        })
        .collect()
}

/// The displaced versions of `path` that no process uses any more.
fn all_of(path: &Path) -> Vec<DisplacedFile> {
    let prefix = beside_within(path, temporary::MARK, LONGEST_SHORTENED);
    let Some(prefix) = prefix.as_deref().and_then(Path::file_name) else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder_of(path)) else { return Vec::new() };
    let is_left = |file: &DisplacedFile| match file.path.symlink_metadata() {
        Ok(there) if there.is_file() => temporary::is_stale(&file.path),
        Ok(there) => there.is_symlink(),
        Err(_) => false,
    };
    let files = entries.filter_map(|entry| DisplacedFile::parse(entry.ok()?.path(), prefix));
    files.filter(is_left).collect()
}

/// The fingerprint of a file.
///
/// # Errors
/// It is no regular file, too large, or can't be read.
pub fn fingerprint(path: &Path) -> Result<Fingerprint, FileError> {
    let content = open_hidden(path).and_then(|mut file| read_again(&mut file, path))?;
    Ok(Fingerprint::of(&content))
}

/// Reads an open file from its start.
pub fn read_again(file: &mut File, path: &Path) -> Result<Zeroizing<Vec<u8>>, FileError> {
    let mut bytes = Zeroizing::new(Vec::new());
    file.rewind().map_err(|error| FileError::from_io(error, path))?;
    read_rest(file, path, &mut bytes, PDF_LIMIT)?;
    Ok(bytes)
}

/// Gives a version that somebody else wrote a visible name beside `path`. Returns where it is; `None`: the folder takes
/// no other name.
pub fn keep_visibly(version: &Path, path: &Path) -> Option<PathBuf> {
    keep_by(rename_to_new, version, path)
}

fn keep_by(rename: impl Fn(&Path, &Path) -> io::Result<()>, version: &Path, path: &Path) -> Option<PathBuf> {
    /// In bytes. Most file systems allow names of 255 bytes, an encrypted home folder 143, and some servers less.
    const LONGEST_NAMES: [usize; 5] = [255, 200, 143, 96, 64];
    const ATTEMPTS: u32 = 100;
    let moment = clock::local_now().strftime("%Y-%m-%d %H.%M.%S").to_string();
    for longest in LONGEST_NAMES {
        for number in 1..=ATTEMPTS {
            let visible = visible_path(path, &moment, number, longest)?;
            match rename(version, &visible) {
                Ok(()) => {
                    let _ = flush_folder(&visible);
                    return Some(visible);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                // A shorter name may succeed.
                Err(_) => break,
            }
        }
    }
    None
}

/// The path `NAME (anden udgave MOMENT).EXTENSION`, in Danish like the names that the program proposes. Its name has at
/// most `longest` bytes.
fn visible_path(path: &Path, moment: &str, number: u32, longest: usize) -> Option<PathBuf> {
    let mut ending = match number {
        1 => format!(" (anden udgave {moment})"),
        _ => format!(" (anden udgave {moment}, {number})"),
    };
    let extension = path.extension().map(|extension| extension.to_string_lossy()).unwrap_or_default();
    if !extension.is_empty() && ending.len() + extension.len() < longest {
        ending = format!("{ending}.{extension}");
    }
    let stem = path.file_stem()?;
    let mut name = if stem.len() + ending.len() <= longest {
        stem.to_owned()
    } else {
        let readable = stem.to_string_lossy();
        let room = longest.saturating_sub(ending.len());
        OsString::from(&readable[..readable.floor_char_boundary(room)])
    };
    name.push(ending);
    Some(path.with_file_name(name))
}

/// Renames a file, a link or a folder, to a name that nothing has.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(error) if is_unsupported(&error.into()) => link_and_remove(from, to),
        renamed => Ok(renamed?),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    link_and_remove(from, to)
}

fn link_and_remove(from: &Path, to: &Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_err() {
        let _ = copy_to_new(from, to)?;
    }
    fs::remove_file(from)
}

/// Copies a regular file to a name that nothing has. Follows no link, and waits for no pipe. Returns the open file.
pub fn copy_to_new(from: &Path, to: &Path) -> io::Result<File> {
    let mut original = open_hidden(from).map_err(io::Error::other)?;
    let mut copy = create_new(to)?;
    let copied = io::copy(&mut original, &mut copy);
    copied.and_then(|_| copy.sync_all()).inspect_err(|_| drop(fs::remove_file(to)))?;
    Ok(original)
}

/// Writes a file to a name that nothing has.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn create_new(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Whether the kernel or the file system does not know the operation.
pub fn is_unsupported(error: &io::Error) -> bool {
    // `EINVAL` is the answer of a file system that knows renames, but not this kind.
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

/// Flushes the names in the folder of a file to disk, so that they survive a power cut. The file
/// itself was flushed before.
#[cfg(unix)]
pub fn flush_folder(path: &Path) -> Vec<FileNote> {
    match File::open(folder_of(path)).and_then(|folder| folder.sync_all()) {
        Ok(()) => Vec::new(),
        // The user may write into the folder, but not read it: it can't be flushed, like every other folder
        // of its kind.
        Err(_) => vec![FileNote::NotFlushed],
    }
}

/// Windows can't flush a folder.
#[cfg(not(unix))]
pub fn flush_folder(_path: &Path) -> Vec<FileNote> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder {
        folder: tempfile::TempDir,
        path: PathBuf,
    }

    impl Folder {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.wgscase");
            fs::write(&path, "new").unwrap();
            Folder { folder, path }
        }

        /// Leaves a displaced version, as a process that is killed after the exchange does.
        fn leave(&self, known: Option<&str>, content: &str) -> PathBuf {
            let known = known.map(|known| Fingerprint::of(known.as_bytes()));
            let temporary = Path::new(".a.wgscase.wgs-0123456789ab");
            let new = Fingerprint::of(b"new");
            let left = DisplacedFile::unused_path(&self.path, temporary, new, known).unwrap();
            fs::write(&left, content).unwrap();
            left
        }

        fn contents(&self) -> Vec<String> {
            let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
            let others = entries.filter(|path| *path != self.path);
            others.map(|path| fs::read_to_string(path).unwrap()).collect()
        }
    }

    #[test]
    fn what_a_crash_left_is_removed_only_if_it_is_a_version_of_this_program_or_the_replaced_one() {
        for removable in ["old", "new"] {
            let folder = Folder::new();
            folder.leave(Some("old"), removable);
            assert!(settle(&folder.path).is_empty());
            assert_eq!(folder.contents(), [""; 0]);
        }
        for (known, content) in [(Some("old"), "theirs"), (None, "theirs"), (None, "old")] {
            let folder = Folder::new();
            let left = folder.leave(known, content);
            temporary::remove_stale(&folder.path);
            let kept = settle(&folder.path);
            assert_eq!(kept.len(), 1);
            assert!(!left.exists());
            assert_eq!(folder.contents(), [content]);
            // From now on it is a file like any other.
            temporary::remove_all(&folder.path);
            assert!(settle(&folder.path).is_empty());
            assert_eq!(folder.contents(), [content]);
        }
    }

    #[test]
    fn a_version_whose_name_fits_nowhere_is_never_removed() {
        let folder = Folder::new();
        let left = folder.leave(Some("old"), "theirs");
        assert_eq!(keep_by(|_, _| Err(ErrorKind::PermissionDenied.into()), &left, &folder.path), None);
        temporary::remove_stale(&folder.path);
        temporary::remove_all(&folder.path);
        assert_eq!(fs::read(&left).unwrap(), b"theirs");
    }

    #[test]
    fn a_file_system_with_short_names_gets_a_shortened_visible_name() {
        for longest in [255, 254, 143, 120, 64] {
            let folder = Folder::new();
            let path = folder.path.with_file_name(format!("{}.wgscase", "å".repeat(70)));
            let left = folder.leave(Some("old"), "theirs");
            let rename = |from: &Path, to: &Path| {
                let fits = to.file_name().is_some_and(|name| name.len() <= longest);
                if fits { rename_to_new(from, to) } else { Err(ErrorKind::InvalidFilename.into()) }
            };
            let kept = keep_by(rename, &left, &path).unwrap();
            assert!(kept.extension().is_some_and(|extension| extension == "wgscase"));
            assert_eq!(fs::read(kept).unwrap(), b"theirs");
        }
    }

    #[test]
    fn the_visible_name_fits_and_is_not_taken() {
        let path = PathBuf::from(format!("/a/{}.wgscase", "å".repeat(120)));
        for number in [1, 2] {
            let visible = visible_path(&path, "2026-11-28 12.00.00", number, 255).unwrap();
            assert!(visible.file_name().unwrap().len() <= 255);
            assert!(visible.extension().is_some_and(|extension| extension == "wgscase"));
        }
        let folder = Folder::new();
        for _ in 0..3 {
            let other = folder.folder.path().join("other");
            fs::write(&other, "theirs").unwrap();
            keep_visibly(&other, &folder.path).unwrap();
        }
        assert_eq!(folder.contents().len(), 3);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_planted_under_such_a_name_is_neither_followed_nor_waited_for() {
        let folder = Folder::new();
        let pipe = folder.leave(Some("old"), "");
        fs::remove_file(&pipe).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(settle(&folder.path).is_empty());
        fs::remove_file(&pipe).unwrap();
        let target = folder.folder.path().join("target");
        fs::write(&target, "old").unwrap();
        std::os::unix::fs::symlink(&target, &pipe).unwrap();
        assert_eq!(settle(&folder.path).len(), 1);
        assert_eq!(fs::read(&target).unwrap(), b"old");
    }
}
