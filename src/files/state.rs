//! The files of recovery copies, in this program's folder within the user's folder for program state.

use super::settings::create_private_folder;
use super::{FileError, displaced, temporary};
use crate::clock;
use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};
use jiff::Timestamp;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const FOLDER: &str = "wgs-referral";
const COPIES: &str = "recovery";
const EXTENSION: &str = "age";

/// The folder of this user's recovery copies; `None` if the user has no home folder.
pub fn recovery_folder() -> Option<PathBuf> {
    Some(state_folder()?.join(COPIES))
}

/// This program's folder within the user's folder for program state; `None` if the user has no home folder.
pub(super) fn state_folder() -> Option<PathBuf> {
    let user = choose_native_strategy().ok()?;
    // On Windows the local folder, not the roaming one: the key stays on this computer too.
    let state =
        user.state_dir().unwrap_or_else(|| if cfg!(windows) { user.cache_dir() } else { user.data_dir() });
    Some(state.join(FOLDER))
}

/// A path for the recovery copies of this process. No other process has the same: it holds the time and
/// the process id.
pub fn new_recovery_file(folder: &Path) -> PathBuf {
    let now = clock::now().as_millisecond();
    folder.join(format!("{now}-{}.{EXTENSION}", std::process::id()))
}

/// Creates the folder that a file is to be in, for the user alone.
///
/// # Errors
/// The system does not create it.
pub fn create_parent_folder(file: &Path) -> Result<(), FileError> {
    let Some(folder) = file.parent() else { return Err(FileError::NoFolder) };
    create_private_folder(folder).map_err(|error| FileError::from_io(error, folder))
}

/// The recovery copies in a folder.
pub fn recovery_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_copy = |path: &PathBuf| {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        !is_hidden && path.extension().is_some_and(|extension| extension == EXTENSION)
    };
    let mut files: Vec<PathBuf> = paths.filter(is_copy).collect();
    files.sort();
    files
}

/// When a file was modified last.
pub fn modified_at(path: &Path) -> Option<Timestamp> {
    Timestamp::try_from(path.metadata().ok()?.modified().ok()?).ok()
}

/// Removes a file, and what an interrupted write may have left beside it. It is no error if there is no
/// file.
///
/// # Errors
/// The system does not remove it.
pub fn remove(path: &Path) -> Result<(), FileError> {
    temporary::remove_all(path);
    displaced::settle(path);
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(FileError::from_io(error, path)),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_recovery_copies_are_listed() {
        let folder = tempfile::tempdir().unwrap();
        assert!(recovery_files(&folder.path().join("none")).is_empty());
        for name in [
            "1.age",
            ".1.age.lock",
            ".1.age.holder",
            ".1.age.wgs-0123456789ab",
            ".2.age.wgs-backup",
            "key",
            ".age",
        ] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        // A planted backup never becomes a copy.
        assert_eq!(recovery_files(folder.path()), [folder.path().join("1.age")]);
        assert!(modified_at(&folder.path().join("1.age")).is_some());
    }

    #[test]
    fn removing_a_file_removes_what_a_write_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["1.age", ".1.age.wgs-0123456789ab", ".1.age.wgs-ba9876543210"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        remove(&folder.path().join("1.age")).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        remove(&folder.path().join("1.age")).unwrap();
    }

    #[test]
    fn the_path_of_a_recovery_copy_holds_the_process_id() {
        let file = new_recovery_file(Path::new("/a"));
        assert!(file.to_string_lossy().contains(&std::process::id().to_string()));
        assert!(recovery_folder().unwrap().ends_with("wgs-referral/recovery"));
    }
}
