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
pub use by_component::WriteTarget;
#[cfg(not(unix))]
pub use whole::WriteTarget;

use super::FileError;
use std::path::{Path, PathBuf};

#[cfg(unix)]
mod by_component {
    use super::{FileError, Path, PathBuf};
    use rustix::fs::{FileType, Mode, OFlags, Stat, fstat, open, openat, readlinkat, stat};
    use rustix::io::Errno;
    use std::ffi::{OsStr, OsString};
    use std::io;
    use std::os::fd::OwnedFd;
    use std::os::unix::ffi::OsStringExt;
    use std::path::Component;

    /// As many as Linux follows.
    const MOST_LINKS: usize = 40;

    /// Opens a folder to look up names in it, which needs no right to list them.
    #[cfg(target_os = "linux")]
    const FOLDER: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
    #[cfg(not(target_os = "linux"))]
    const FOLDER: OFlags = OFlags::DIRECTORY.union(OFlags::CLOEXEC);

    /// Where a file is written: an open folder, and a name in it that is no link.
    pub struct WriteTarget {
        folder: OwnedFd,
        /// The path of the folder when it was resolved.
        real_folder: PathBuf,
        /// Leads to the open folder, wherever it is now; without `/proc`, it is its path.
        working_folder: PathBuf,
        name: OsString,
    }

    impl WriteTarget {
        /// Follows a path. Whether there is a file at its end does not matter.
        ///
        /// # Errors
        /// The path leads to no folder, or over a link that somebody else may have planted.
        pub fn resolve(path: &Path) -> Result<WriteTarget, FileError> {
            Walk::along(path).map_err(|error| match error {
                // A link of `/proc`, such as that behind `/dev/stdout`, has no path to a pipe or a terminal.
                FileError::Unreachable if is_no_file(path) => FileError::NotAFile,
                error => error,
            })
        }

        /// The path of the file with links resolved, as it is shown and compared.
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
            let is_same = is_same_folder(&self.folder, &self.working_folder);
            if is_same { Ok(()) } else { Err(FileError::PlantedLink) }
        }
    }

    fn is_no_file(path: &Path) -> bool {
        path.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir())
    }

    fn is_same_folder(folder: &OwnedFd, path: &Path) -> bool {
        let identity = |there: Stat| (there.st_dev, there.st_ino);
        matches!((fstat(folder), stat(path)), (Ok(one), Ok(other)) if identity(one) == identity(other))
    }

    fn working_folder(folder: &OwnedFd, real: &Path) -> PathBuf {
        #[cfg(target_os = "linux")]
        {
            use std::os::fd::AsRawFd;
            let by_descriptor = PathBuf::from(format!("/proc/self/fd/{}", folder.as_raw_fd()));
            if is_same_folder(folder, &by_descriptor) {
                return by_descriptor;
            }
        }
        let _ = folder;
        real.to_owned()
    }

    /// One component of a path that is still to be followed.
    struct Step {
        component: OsString,
        kind: StepKind,
        /// Whether it stems from a link.
        is_of_link: bool,
    }

    enum StepKind {
        Root,
        Parent,
        Name,
    }

    /// What a name in a folder is.
    enum Entry {
        Folder(OwnedFd),
        Link { link: Stat, target: PathBuf },
        Other,
        Missing,
    }

    struct Walk {
        folder: OwnedFd,
        real: PathBuf,
        /// The last one is the next to follow.
        steps: Vec<Step>,
    }

    impl Walk {
        fn along(path: &Path) -> Result<WriteTarget, FileError> {
            // A relative path is shown as such if nobody knows where it begins.
            let real =
                if path.is_absolute() { PathBuf::new() } else { std::env::current_dir().unwrap_or_default() };
            let folder = open_folder(".")
                .or_else(|error| if path.is_absolute() { open_folder("/") } else { Err(error) })?;
            let mut walk = Walk { folder, real, steps: Vec::new() };
            walk.push(path, false);
            let mut links = 0;
            while let Some(step) = walk.steps.pop() {
                match step.kind {
                    StepKind::Root => {
                        walk.folder = open_folder("/")?;
                        walk.real = PathBuf::from("/");
                    }
                    StepKind::Parent => {
                        let parent = openat(&walk.folder, "..", FOLDER, Mode::empty());
                        walk.folder = parent.map_err(to_error)?;
                        walk.real.pop();
                    }
                    StepKind::Name => match walk.look_at(&step.component)? {
                        Entry::Folder(_) if walk.steps.is_empty() => return Err(FileError::IsFolder),
                        Entry::Folder(folder) => {
                            walk.folder = folder;
                            walk.real.push(&step.component);
                        }
                        Entry::Link { link, target } => {
                            links += 1;
                            if !walk.is_trusted(&link)? {
                                return Err(FileError::PlantedLink);
                            }
                            if links > MOST_LINKS {
                                return Err(FileError::Unreachable);
                            }
                            walk.push(&target, true);
                        }
                        // The link may lead to a drive that is not connected. Replacing it would hide the file there.
                        Entry::Missing if step.is_of_link => return Err(FileError::Unreachable),
                        Entry::Missing | Entry::Other if walk.steps.is_empty() => {
                            return Ok(walk.ended_at(step.component));
                        }
                        Entry::Missing | Entry::Other => return Err(FileError::NoFolder),
                    },
                }
            }
            Err(FileError::IsFolder)
        }

        fn push(&mut self, path: &Path, is_of_link: bool) {
            for component in path.components().rev() {
                let kind = match component {
                    Component::RootDir => StepKind::Root,
                    Component::ParentDir => StepKind::Parent,
                    Component::Normal(_) => StepKind::Name,
                    Component::CurDir | Component::Prefix(_) => continue,
                };
                self.steps.push(Step { component: component.as_os_str().to_owned(), kind, is_of_link });
            }
        }

        fn ended_at(self, name: OsString) -> WriteTarget {
            let working_folder = working_folder(&self.folder, &self.real);
            WriteTarget { folder: self.folder, real_folder: self.real, working_folder, name }
        }

        fn look_at(&self, name: &OsStr) -> Result<Entry, FileError> {
            match openat(&self.folder, name, FOLDER | OFlags::NOFOLLOW, Mode::empty()) {
                Ok(folder) => Ok(Entry::Folder(folder)),
                Err(Errno::NOENT) => Ok(Entry::Missing),
                Err(Errno::NOTDIR | Errno::LOOP) => self.look_at_link(name),
                Err(error) => Err(to_error(error)),
            }
        }

        /// Looks at something that is no folder. Owner and target are those of the same link, also where somebody
        /// changes what is at the name all the time.
        #[cfg(target_os = "linux")]
        fn look_at_link(&self, name: &OsStr) -> Result<Entry, FileError> {
            let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let entry = match openat(&self.folder, name, flags, Mode::empty()) {
                Ok(entry) => entry,
                Err(Errno::NOENT) => return Ok(Entry::Missing),
                Err(error) => return Err(to_error(error)),
            };
            let link = fstat(&entry).map_err(to_error)?;
            match FileType::from_raw_mode(link.st_mode) {
                FileType::Symlink => {
                    let target = readlinkat(&entry, "", Vec::new()).map_err(to_error)?.into_bytes();
                    Ok(Entry::Link { link, target: OsString::from_vec(target).into() })
                }
                _ => Ok(Entry::Other),
            }
        }

        #[cfg(not(target_os = "linux"))]
        fn look_at_link(&self, name: &OsStr) -> Result<Entry, FileError> {
            use rustix::fs::{AtFlags, statat};
            let link = match statat(&self.folder, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(link) => link,
                Err(Errno::NOENT) => return Ok(Entry::Missing),
                Err(error) => return Err(to_error(error)),
            };
            match FileType::from_raw_mode(link.st_mode) {
                FileType::Symlink => {
                    let target = readlinkat(&self.folder, name, Vec::new()).map_err(to_error)?.into_bytes();
                    Ok(Entry::Link { link, target: OsString::from_vec(target).into() })
                }
                _ => Ok(Entry::Other),
            }
        }

        /// Whether nobody but this user and root can have planted a link that is in the folder.
        fn is_trusted(&self, link: &Stat) -> Result<bool, FileError> {
            let folder = fstat(&self.folder).map_err(to_error)?;
            let is_safe =
                |there: &Stat| there.st_uid == 0 || there.st_uid == rustix::process::geteuid().as_raw();
            // The rights of an access list are among those of the group.
            let is_shared = Mode::from_raw_mode(folder.st_mode).intersects(Mode::WGRP | Mode::WOTH);
            Ok(is_safe(link) || is_safe(&folder) && !is_shared)
        }
    }

    fn open_folder(path: &str) -> Result<OwnedFd, FileError> {
        open(path, FOLDER, Mode::empty()).map_err(to_error)
    }

    fn to_error(error: Errno) -> FileError {
        FileError::from_io(io::Error::from(error), Path::new(""))
    }
}

#[cfg(not(unix))]
mod whole {
    use super::{FileError, Path, PathBuf};

    /// Where a file is written. Windows lets only administrators make links.
    pub struct WriteTarget {
        path: PathBuf,
    }

    impl WriteTarget {
        /// Follows a path. Whether there is a file at its end does not matter.
        ///
        /// # Errors
        /// There is a link that leads nowhere.
        pub fn resolve(path: &Path) -> Result<WriteTarget, FileError> {
            match path.canonicalize() {
                Ok(path) => Ok(WriteTarget { path }),
                // The link may lead to a drive that is not connected. Replacing it would hide the file there.
                Err(_) if path.is_symlink() => Err(FileError::Unreachable),
                Err(_) => {
                    let folder = crate::files::hidden::folder_of(path).canonicalize();
                    let name = path.file_name().ok_or(FileError::IsFolder)?;
                    Ok(WriteTarget { path: folder.map_err(|_| FileError::NoFolder)?.join(name) })
                }
            }
        }

        /// The path of the file with links resolved, as it is shown and compared.
        pub fn real_path(&self) -> PathBuf {
            self.path.clone()
        }

        /// The same path for the same file, whichever links lead to it.
        pub fn compared_path(&self) -> PathBuf {
            self.path.clone()
        }

        /// The path by which the file is written.
        pub fn working_path(&self) -> PathBuf {
            self.path.clone()
        }

        /// The path with links resolved of a file beside the working path.
        pub fn shown(&self, path: &Path) -> PathBuf {
            path.to_owned()
        }

        /// Nobody but an administrator can have changed where the path leads.
        pub fn check_folder(&self) -> Result<(), FileError> {
            Ok(())
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
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
    }

    #[test]
    fn paths_that_lead_to_no_file_are_told_apart() {
        let bench = Bench::new(0o700);
        symlink(bench.at("none"), bench.at("shared/broken")).unwrap();
        let resolved = |path: &str| WriteTarget::resolve(&bench.at(path)).map(|target| target.real_path());
        assert!(matches!(resolved("shared/broken"), Err(FileError::Unreachable)));
        assert!(matches!(resolved("shared/broken/file"), Err(FileError::Unreachable)));
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
