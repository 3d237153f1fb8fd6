//! The PDF file that is being printed, where the user has none of their own: in a folder for this user alone, and
//! removed once it is printed, at the end of the program, or by the next start if a crash left it.

use super::settings::create_private_folder;
use super::{FileError, Lock, LockError, temporary};
use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::{Builder, TempPath};

/// What the names of the files begin with. It stands in the list of the printer, so it names no patient.
const PREFIX: &str = "WGS-henvisning-";
const SUFFIX: &str = ".pdf";
/// The number of random letters and digits in the name.
const RANDOM_LENGTH: usize = 12;

/// A file that is being printed. It is removed when it is dropped.
pub struct PrintFile {
    path: TempPath,
    /// Tells other windows that the file is in use; `None`: the file system has no locks.
    _lock: Option<Lock>,
}

impl PrintFile {
    /// Writes the file into a folder, which is created for this user alone.
    ///
    /// # Errors
    /// The folder or the file can't be written, or somebody else has planted the folder.
    pub fn create(folder: &Path, bytes: &[u8]) -> Result<Self, FileError> {
        let in_folder = |error| FileError::from_io(error, folder);
        create_private_folder(folder).map_err(in_folder)?;
        make_private(folder)?;
        let mut builder = Builder::new();
        let file = builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM_LENGTH).tempfile_in(folder);
        let (mut file, path) = file.map_err(in_folder)?.into_parts();
        let lock = Lock::acquire(&path).ok();
        file.write_all(bytes).and_then(|()| file.flush()).map_err(in_folder)?;
        Ok(PrintFile { path, _lock: lock })
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The folders for files that are being printed, the preferred one first: one that ends with the user's session, where
/// there is such a folder, or the one for program state.
pub fn print_folders() -> Vec<PathBuf> {
    let session = choose_native_strategy().ok().and_then(|user| user.runtime_dir());
    let session = session.filter(|folder| folder.is_dir()).map(|folder| folder.join("wgs-referral"));
    let state = super::recovery_folder().and_then(|copies| Some(copies.parent()?.to_owned()));
    session.into_iter().chain(state).map(|folder| folder.join("printing")).collect()
}

/// Removes what a crash left in a folder: only regular files of this user that are named as this program names them and
/// that no window is printing.
pub fn remove_stale_prints(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let (name, path) = (entry.file_name(), entry.path());
        let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX));
        let is_ours = random
            .is_some_and(|it| it.len() == RANDOM_LENGTH && it.bytes().all(|it| it.is_ascii_alphanumeric()));
        if !is_ours || !temporary::is_own_regular_file(&path) {
            continue;
        }
        // The lock is dropped after the file is removed, and its own files with it.
        match Lock::acquire(&path) {
            Err(LockError::HeldElsewhere(_)) => {}
            _lock => drop(fs::remove_file(&path)),
        }
    }
}

/// Makes sure that nobody else can read or write in a folder that may have been there before.
#[cfg(unix)]
fn make_private(folder: &Path) -> Result<(), FileError> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let there = folder.symlink_metadata().map_err(|error| FileError::from_io(error, folder))?;
    if !there.is_dir() || there.uid() != rustix::process::geteuid().as_raw() {
        return Err(FileError::Denied);
    }
    if there.mode() & 0o077 != 0 {
        let private = fs::Permissions::from_mode(0o700);
        fs::set_permissions(folder, private).map_err(|error| FileError::from_io(error, folder))?;
    }
    Ok(())
}

/// On Windows, the user's own folders are for the user alone.
#[cfg(not(unix))]
fn make_private(_folder: &Path) -> Result<(), FileError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::file_names;

    #[test]
    fn a_file_that_was_printed_leaves_nothing() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("wgs-referral/printing");
        let file = PrintFile::create(&folder, b"%PDF").unwrap();
        assert_eq!(fs::read(file.path()).unwrap(), b"%PDF");
        drop(file);
        assert_eq!(file_names(&folder), [""; 0]);
    }

    #[test]
    fn the_next_start_removes_what_a_crash_left_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let left = "WGS-henvisning-0123456789aB.pdf";
        for name in [left, "WGS-henvisning-mine.pdf", "other.pdf"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        remove_stale_prints(folder.path());
        assert_eq!(file_names(folder.path()), ["WGS-henvisning-mine.pdf", "other.pdf"]);
        remove_stale_prints(&folder.path().join("none"));
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_private_and_planted_links_are_left_alone() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("printing");
        fs::create_dir(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        let file = PrintFile::create(&folder, b"%PDF").unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(file.path())), (0o700, 0o600));
        drop(file);
        let target = home.path().join("target");
        fs::write(&target, "theirs").unwrap();
        symlink(&target, folder.join("WGS-henvisning-0123456789aB.pdf")).unwrap();
        fs::create_dir(folder.join("WGS-henvisning-0123456789aC.pdf")).unwrap();
        remove_stale_prints(&folder);
        assert_eq!(file_names(&folder).len(), 2);
        assert_eq!(fs::read(&target).unwrap(), b"theirs");
        // A planted folder is not used.
        let planted = home.path().join("planted");
        symlink(&folder, &planted).unwrap();
        assert!(matches!(PrintFile::create(&planted, b"%PDF"), Err(FileError::Denied)));
    }
}
