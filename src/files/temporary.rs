//! Temporary files, named `.NAME.wgs-RANDOM` beside the file that they become.
//!
//! Each holds what this program writes, and nothing else: a version that was displaced has another name
//! ([`super::displaced`]). They are created under a name that nobody can know before, and never over anything: a link
//! or pipe that somebody else has planted in a shared folder is neither followed nor opened.

use super::hidden::{beside, folder_of};
use super::{FileError, read};
use std::ffi::OsString;
use std::fs::{self, Metadata, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::{Builder, NamedTempFile};

/// What the name of a temporary file has after that of its file. No other program uses it.
pub const MARK: &str = ".wgs-";
/// The number of random letters and digits in the name of a temporary file.
const RANDOM_LENGTH: usize = 12;
/// Where the file system has no locks, a temporary file is stale after this long.
const STALE_AFTER: Duration = Duration::from_secs(60);

/// Creates a temporary file beside `path`, for its owner alone. It is removed when it is dropped.
///
/// The file stays locked while it is open, which tells other processes that it is in use.
pub fn create(path: &Path) -> Result<NamedTempFile, FileError> {
    let prefix = prefix_of(path).ok_or(FileError::IsFolder)?;
    let created = Builder::new().prefix(&prefix).rand_bytes(RANDOM_LENGTH).tempfile_in(folder_of(path));
    let file = created.map_err(|error| FileError::from_io(error, path))?;
    // Without locks, other processes go by the age of the file.
    let _ = file.as_file().try_lock();
    Ok(file)
}

/// Removes the temporary files of `path` that a crash left. Only for a process that holds the lock of the file.
///
/// Another user may have planted something under such a name, so only regular files of this user are touched, and
/// none ever becomes the file. Where there is no file at `path`, a temporary file may be all that is left of it.
pub fn remove_stale(path: &Path) {
    if path.symlink_metadata().is_ok_and(|there| there.is_file()) {
        all_of(path).iter().filter(|file| is_stale(file)).for_each(|file| drop(fs::remove_file(file)));
    }
}

/// Removes all temporary files of `path`, which is removed itself.
pub fn remove_all(path: &Path) {
    all_of(path).iter().for_each(|file| drop(fs::remove_file(file)));
}

/// The regular files of this user that are named as temporary files of `path`.
fn all_of(path: &Path) -> Vec<PathBuf> {
    let Some(prefix) = prefix_of(path) else { return Vec::new() };
    let Ok(entries) = fs::read_dir(folder_of(path)) else { return Vec::new() };
    let is_ours = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let random = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
        random.is_some_and(|random| {
            random.len() == RANDOM_LENGTH && random.iter().all(u8::is_ascii_alphanumeric)
        }) && is_own_regular_file(&entry.path())
    };
    entries.filter_map(Result::ok).filter(is_ours).map(|entry| entry.path()).collect()
}

/// Whether there is a regular file of this user at a path, and no link to one.
pub fn is_own_regular_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|there| there.is_file() && is_of_this_user(&there))
}

fn prefix_of(path: &Path) -> Option<OsString> {
    Some(beside(path, MARK)?.file_name()?.to_owned())
}

/// Whether no process uses the temporary file any more. A time in the future counts as young: the clock of the computer
/// that is writing the file may be ahead.
pub fn is_stale(path: &Path) -> bool {
    let Ok(there) = path.symlink_metadata() else { return false };
    let age = there.modified().ok().and_then(|modified| modified.elapsed().ok());
    let Some(age) = age else { return false };
    match read::open_hidden(path).map(|file| file.try_lock()) {
        Ok(Ok(())) => true,
        Ok(Err(TryLockError::WouldBlock)) => false,
        Ok(Err(TryLockError::Error(_))) | Err(_) => age > STALE_AFTER,
    }
}

#[cfg(unix)]
fn is_of_this_user(there: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    there.uid() == rustix::process::geteuid().as_raw()
}

/// On Windows, the access rights of the folder decide.
#[cfg(not(unix))]
fn is_of_this_user(_there: &Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::file_names;
    use std::time::SystemTime;

    const RANDOM: &str = "0123456789aB";

    #[test]
    fn a_temporary_file_has_a_random_name_and_goes_when_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let one = create(&path).unwrap();
        let other = create(&path).unwrap();
        assert_ne!(one.path(), other.path());
        let name = one.path().file_name().unwrap().to_str().unwrap().to_owned();
        assert!(name.starts_with(".a.txt.wgs-") && name.len() == 11 + RANDOM_LENGTH, "{name}");
        drop((one, other));
        assert_eq!(file_names(folder.path()), [""; 0]);
    }

    #[test]
    fn only_stale_files_of_the_same_file_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let plant = |name: &str| fs::write(folder.path().join(name), "left").unwrap();
        let stale = format!(".a.txt.wgs-{RANDOM}");
        plant(&stale);
        // Without a file it may be all that is left.
        remove_stale(&path);
        assert_eq!(file_names(folder.path()), [stale.as_str()]);
        plant("a.txt");
        let in_use = create(&path).unwrap();
        let others =
            [".a.txt.wgs-backup".to_owned(), format!(".b.txt.wgs-{RANDOM}"), format!("a.txt.wgs-{RANDOM}")];
        others.iter().for_each(|name| plant(name));
        remove_stale(&path);
        let left = file_names(folder.path());
        assert_eq!(left.len(), 5, "{left:?}");
        assert!(!left.contains(&stale) && in_use.path().is_file());
    }

    #[test]
    fn a_time_in_the_future_counts_as_young() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "").unwrap();
        let temporary = folder.path().join(format!(".a.txt.wgs-{RANDOM}"));
        let file = fs::File::create(&temporary).unwrap();
        file.set_modified(SystemTime::now() + Duration::from_secs(3600)).unwrap();
        drop(file);
        remove_stale(&path);
        assert!(temporary.is_file());
    }

    #[cfg(unix)]
    #[test]
    fn planted_links_pipes_and_folders_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let target = folder.path().join("target");
        fs::write(&path, "").unwrap();
        fs::write(&target, "theirs").unwrap();
        let planted = |last: char| folder.path().join(format!(".a.txt.wgs-{}{last}", &RANDOM[1..]));
        std::os::unix::fs::symlink(&target, planted('x')).unwrap();
        fs::create_dir(planted('y')).unwrap();
        let made = std::process::Command::new("mkfifo").arg(planted('z')).status().unwrap();
        assert!(made.success());
        remove_stale(&path);
        remove_all(&path);
        assert_eq!(file_names(folder.path()).len(), 5);
        assert_eq!(fs::read(&target).unwrap(), b"theirs");
    }
}
