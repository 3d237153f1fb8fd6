//! Follows a path to the folder that a file is written into, and no link that somebody else may have planted.
//!
//! In a shared folder, another user can put a link in the place of a file or of a folder, and so lead a write to any
//! file of this user. The path is therefore resolved component by component. A link is followed only where nobody but
//! this user and root can have planted it:
//!
//! - it belongs to this user or to root, such as `/home` or the links of a group drive that IT has set up, or
//! - it is in a folder of this user or of root that nobody else may write to, such as a home folder.
//!
//! The folder that was found stays open, and everything is done relative to it, so that nobody can put another one in
//! its place meanwhile. Reading a case follows every link: what is read is checked, and nothing is given away.

#[cfg(unix)]
mod walk;

use super::FileError;
use std::ffi::OsString;
#[cfg(unix)]
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

/// Where a file is written: an open folder, and a name in it that is no link.
pub struct WriteTarget {
    /// The path of the folder when it was resolved.
    real_folder: PathBuf,
    /// Leads to the open folder, wherever it is now; without `/proc`, it is its path.
    working_folder: PathBuf,
    name: OsString,
    /// Windows lets only administrators make links, so the path is enough there.
    #[cfg(unix)]
    folder: OwnedFd,
}

impl WriteTarget {
    /// Follows a path. Whether there is a file at its end does not matter.
    ///
    /// # Errors
    /// The path leads to no folder, or over a link that somebody else may have planted.
    #[cfg(unix)]
    pub fn resolve(path: &Path) -> Result<WriteTarget, FileError> {
        let is_no_file = || path.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir());
        walk::Walk::along(path).map_err(|error| match error {
            // A link of `/proc`, such as that behind `/dev/stdout`, has no path to a pipe or a terminal.
            FileError::BrokenLink if is_no_file() => FileError::NotAFile,
            error => error,
        })
    }

    /// Follows a path. Whether there is a file at its end does not matter.
    ///
    /// # Errors
    /// The path leads to no folder, or there is a link that leads nowhere.
    #[cfg(not(unix))]
    pub fn resolve(path: &Path) -> Result<WriteTarget, FileError> {
        let at = |folder: PathBuf, name: &std::ffi::OsStr| WriteTarget {
            working_folder: folder.clone(),
            real_folder: folder,
            name: name.to_owned(),
        };
        let (real, folder) = match path.canonicalize() {
            Ok(real) => (real.clone(), real.parent().map(Path::to_owned)),
            // The link may lead to a drive that is not connected. Replacing it would hide the file there.
            Err(error) if path.is_symlink() => {
                return Err(match FileError::from_io(error, path) {
                    FileError::Unreachable => FileError::Unreachable,
                    _ => FileError::BrokenLink,
                });
            }
            Err(_) => (path.to_owned(), super::hidden::folder_of(path).canonicalize().ok()),
        };
        let name = real.file_name().ok_or(FileError::IsFolder)?;
        Ok(at(folder.ok_or(FileError::NoFolder)?, name))
    }

    #[cfg(unix)]
    fn new(folder: OwnedFd, real_folder: PathBuf, name: OsString) -> WriteTarget {
        let working_folder = working_folder(&folder).unwrap_or_else(|| real_folder.clone());
        WriteTarget { real_folder, working_folder, name, folder }
    }

    /// The path of the file with links resolved, as it is shown.
    pub fn real_path(&self) -> PathBuf {
        self.real_folder.join(&self.name)
    }

    /// The same path for the same file, whichever links lead to it.
    pub fn compared_path(&self) -> PathBuf {
        let real = self.real_path();
        // Linux tells names with other capital letters apart, other systems may not.
        if cfg!(target_os = "linux") { real } else { real.canonicalize().unwrap_or(real) }
    }

    /// The path by which the file is written, for as long as this is there.
    pub fn working_path(&self) -> PathBuf {
        self.working_folder.join(&self.name)
    }

    /// The path with links resolved of a file beside the working path.
    pub fn shown(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(&self.working_folder) {
            Ok(inside) => self.real_folder.join(inside),
            Err(_) => path.to_owned(),
        }
    }

    /// Checks that the working path leads to the open folder, which without `/proc` somebody could have changed.
    pub fn check_folder(&self) -> Result<(), FileError> {
        // By the descriptor, the path leads to the open folder whatever becomes of its name.
        #[cfg(unix)]
        if self.working_folder == self.real_folder && !is_same_folder(&self.folder, &self.working_folder) {
            return Err(FileError::PlantedLink);
        }
        Ok(())
    }
}

/// A path that leads to an open folder, whatever becomes of its name.
#[cfg(unix)]
fn working_folder(folder: &OwnedFd) -> Option<PathBuf> {
    use std::os::fd::AsRawFd;
    let by_descriptor = PathBuf::from(format!("/proc/self/fd/{}", folder.as_raw_fd()));
    is_same_folder(folder, &by_descriptor).then_some(by_descriptor)
}

#[cfg(unix)]
fn is_same_folder(folder: &OwnedFd, path: &Path) -> bool {
    use rustix::fs::{Stat, fstat, stat};
    let identity = |there: Stat| (there.st_dev, there.st_ino);
    matches!((fstat(folder), stat(path)), (Ok(one), Ok(other)) if identity(one) == identity(other))
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use crate::files::{Lock, LockError, replace};
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, chown, lchown, symlink};

    const OTHER: Option<u32> = Some(4711);

    /// A folder of this user with a private file, and a folder beside it that others write to.
    struct Bench {
        place: tempfile::TempDir,
    }

    impl Bench {
        fn new(mode: u32) -> Bench {
            let bench = Bench { place: tempfile::tempdir().unwrap() };
            fs::create_dir(bench.at("private")).unwrap();
            fs::write(bench.at("private/file"), "mine").unwrap();
            fs::create_dir(bench.at("shared")).unwrap();
            fs::set_permissions(bench.at("shared"), Permissions::from_mode(mode)).unwrap();
            bench
        }

        fn at(&self, name: &str) -> PathBuf {
            self.place.path().join(name)
        }

        /// Makes a link of another user. False: this user may not.
        fn plant(&self, target: &str, link: &str) -> bool {
            symlink(self.at(target), self.at(link)).unwrap();
            lchown(self.at(link), OTHER, None).is_ok()
        }
    }

    #[test]
    fn a_link_of_another_user_in_a_folder_of_others_is_not_followed() {
        for mode in [0o1777, 0o777, 0o2770, 0o775, 0o1770, 0o702] {
            let bench = Bench::new(mode);
            if !bench.plant("private/file", "shared/out.pdf") {
                return;
            }
            bench.plant("private", "shared/folder");
            fs::create_dir(bench.at("shared/sub")).unwrap();
            for path in ["shared/out.pdf", "shared/folder/file", "shared/folder/new", "shared/sub/../out.pdf"]
            {
                let written = replace(&bench.at(path), b"report");
                assert!(matches!(written, Err(FileError::PlantedLink)), "{mode:o} {path} {written:?}");
                assert!(matches!(Lock::acquire(&bench.at(path)), Err(LockError::Unavailable)));
            }
            assert_eq!(fs::read(bench.at("private/file")).unwrap(), b"mine");
            assert_eq!(fs::read_dir(bench.at("private")).unwrap().count(), 1);
        }
    }

    #[test]
    fn a_link_in_the_folder_of_another_user_is_not_followed_although_nobody_else_writes_there() {
        let bench = Bench::new(0o755);
        if !bench.plant("private", "shared/folder") {
            return;
        }
        chown(bench.at("shared"), OTHER, None).unwrap();
        assert!(matches!(replace(&bench.at("shared/folder/file"), b""), Err(FileError::PlantedLink)));
    }

    #[test]
    fn links_of_this_user_and_of_a_folder_that_only_they_write_to_are_followed() {
        for mode in [0o1777, 0o2770, 0o700] {
            let bench = Bench::new(mode);
            symlink(bench.at("private/file"), bench.at("shared/out.pdf")).unwrap();
            symlink("../private/../private", bench.at("shared/folder")).unwrap();
            for (path, content) in [("shared/out.pdf", "1"), ("shared/folder/file", "2")] {
                replace(&bench.at(path), content.as_bytes()).unwrap();
                assert_eq!(fs::read_to_string(bench.at("private/file")).unwrap(), content);
                let lock = Lock::acquire(&bench.at(path)).unwrap();
                assert_eq!(lock.path(), bench.at("private/file").canonicalize().unwrap());
            }
        }
        let bench = Bench::new(0o755);
        if bench.plant("private", "shared/folder") {
            replace(&bench.at("shared/folder/new"), b"report").unwrap();
            assert_eq!(fs::read(bench.at("private/new")).unwrap(), b"report");
        }
    }

    #[test]
    fn a_folder_that_is_exchanged_after_it_was_resolved_stays_the_one_that_is_written_to() {
        let bench = Bench::new(0o770);
        fs::create_dir(bench.at("shared/sub")).unwrap();
        let target = WriteTarget::resolve(&bench.at("shared/sub/file")).unwrap();
        fs::rename(bench.at("shared/sub"), bench.at("shared/moved")).unwrap();
        symlink(bench.at("private"), bench.at("shared/sub")).unwrap();
        target.check_folder().unwrap();
        fs::write(target.working_path(), "report").unwrap();
        assert_eq!(fs::read(bench.at("shared/moved/file")).unwrap(), b"report");
        assert_eq!(fs::read(bench.at("private/file")).unwrap(), b"mine");
        assert_eq!(target.shown(&target.working_path()), bench.at("shared/sub/file"));
        // Without `/proc`, it is found out that another folder is there.
        let by_path = WriteTarget { working_folder: target.real_folder.clone(), ..target };
        assert!(matches!(by_path.check_folder(), Err(FileError::PlantedLink)));
    }

    #[test]
    fn paths_that_lead_to_no_file_are_told_apart() {
        let bench = Bench::new(0o700);
        symlink(bench.at("none"), bench.at("shared/broken")).unwrap();
        let resolved = |path: &str| WriteTarget::resolve(&bench.at(path)).map(|target| target.real_path());
        assert!(matches!(resolved("shared/broken"), Err(FileError::BrokenLink)));
        assert!(matches!(resolved("shared/broken/file"), Err(FileError::BrokenLink)));
        assert!(matches!(resolved("shared/none/file"), Err(FileError::NoFolder)));
        assert!(matches!(resolved("private/file/file"), Err(FileError::NoFolder)));
        assert!(matches!(resolved("private"), Err(FileError::IsFolder)));
        assert!(matches!(resolved("private/.."), Err(FileError::IsFolder)));
        assert!(matches!(WriteTarget::resolve(Path::new("/")), Err(FileError::IsFolder)));
        assert_eq!(
            resolved("shared/../private/./new").unwrap(),
            bench.at("private/new").canonicalize().unwrap_or(bench.at("private/new"))
        );
        let (reader, _writer) = std::io::pipe().unwrap();
        let pipe = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&reader));
        assert!(matches!(replace(Path::new(&pipe), b""), Err(FileError::NotAFile)));
    }
}
