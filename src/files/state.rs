//! Where recovery copies are kept: a folder of this program's in the user's folder for program
//! state.

use super::settings::make_folder;
use super::{FileError, Names};
use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};
use jiff::Timestamp;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const FOLDER: &str = "wgs-referral";
const COPIES: &str = "recovery";
const EXTENSION: &str = "age";

/// The folder of this user's recovery copies; `None` where the system names no such place.
pub fn recovery_folder() -> Option<PathBuf> {
    let user = choose_native_strategy().ok()?;
    // Windows: the local folder, which stays on this computer as the key does.
    let kept =
        user.state_dir().unwrap_or_else(|| if cfg!(windows) { user.cache_dir() } else { user.data_dir() });
    Some(kept.join(FOLDER).join(COPIES))
}

/// A file for the recovery copies of this process, which no other one has.
pub fn recovery_file(folder: &Path) -> PathBuf {
    let now = Timestamp::now().as_millisecond();
    folder.join(format!("{now}-{}.{EXTENSION}", std::process::id()))
}

/// Makes the folder of a recovery copy, for the user alone.
///
/// # Errors
/// What the system says.
pub fn make_state_folder(file: &Path) -> Result<(), FileError> {
    let Some(folder) = file.parent() else { return Err(FileError::NoFolder) };
    make_folder(folder).map_err(|error| FileError::from_io(error, folder))
}

/// The recovery copies in a folder, also those whose replacement was interrupted.
pub fn recovery_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = paths
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?;
            // The backup of one that is gone stands for it.
            let whole =
                name.strip_prefix('.').and_then(|name| name.strip_suffix(".wgs-backup")).unwrap_or(name);
            let is_copy = !whole.starts_with('.') && Path::new(whole).extension()? == EXTENSION;
            is_copy.then(|| path.with_file_name(whole))
        })
        .collect();
    files.sort();
    files.dedup();
    files
}

/// When a file was changed last.
pub fn changed_at(path: &Path) -> Option<Timestamp> {
    Timestamp::try_from(path.metadata().ok()?.modified().ok()?).ok()
}

/// Removes a file and what a write may have left beside it. One that is gone is removed.
///
/// # Errors
/// What the system says.
pub fn remove(path: &Path) -> Result<(), FileError> {
    if let Some(names) = Names::of(path) {
        let _ = fs::remove_file(names.new);
        let _ = fs::remove_file(names.backup);
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(FileError::from_io(error, path)),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_told_from_what_stands_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        assert!(recovery_files(&folder.path().join("none")).is_empty());
        for name in
            ["1.age", ".1.age.lock", ".1.age.holder", ".1.age.wgs-new", ".2.age.wgs-backup", "key", ".age"]
        {
            fs::write(folder.path().join(name), "").unwrap();
        }
        assert_eq!(recovery_files(folder.path()), ["1.age", "2.age"].map(|name| folder.path().join(name)));
        assert!(changed_at(&folder.path().join("1.age")).is_some());
    }

    #[test]
    fn what_is_removed_is_gone_with_all_that_belongs_to_it() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["1.age", ".1.age.wgs-new", ".1.age.wgs-backup"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        remove(&folder.path().join("1.age")).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        remove(&folder.path().join("1.age")).unwrap();
    }

    #[test]
    fn each_process_has_a_file_of_its_own() {
        let file = recovery_file(Path::new("/a"));
        assert!(file.to_string_lossy().contains(&std::process::id().to_string()));
        assert!(recovery_folder().unwrap().ends_with("wgs-referral/recovery"));
    }
}
