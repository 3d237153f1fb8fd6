//! Follows a path component by component.

use super::{FileError, WriteTarget};
use rustix::fs::{FileType, Mode, OFlags, Stat, fstat, open, openat, readlinkat};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt;
use std::path::{Component, Path, PathBuf};

/// As many as Linux follows.
const MOST_LINKS: usize = 40;

/// Opens a folder to look up names in it, which needs no right to list them.
#[cfg(target_os = "linux")]
const FOLDER: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
#[cfg(not(target_os = "linux"))]
const FOLDER: OFlags = OFlags::DIRECTORY.union(OFlags::CLOEXEC);

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
enum FolderEntry {
    Folder(OwnedFd),
    Link { link: Stat, target: PathBuf },
    Other,
    Missing,
}

/// A path that is being followed, and the folder that it has come to.
pub struct Walk {
    folder: OwnedFd,
    real: PathBuf,
    /// The last one is the next to follow.
    steps: Vec<Step>,
}

impl Walk {
    /// Follows a path to the folder of the file.
    pub fn along(path: &Path) -> Result<WriteTarget, FileError> {
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
                    FolderEntry::Folder(_) if walk.steps.is_empty() => return Err(FileError::IsFolder),
                    FolderEntry::Folder(folder) => {
                        walk.folder = folder;
                        walk.real.push(&step.component);
                    }
                    FolderEntry::Link { link, target } => {
                        links += 1;
                        if !walk.is_trusted(&link)? {
                            return Err(FileError::PlantedLink);
                        }
                        if links > MOST_LINKS {
                            return Err(FileError::BrokenLink);
                        }
                        walk.push(&target, true);
                    }
                    // The link may lead to a drive that is not connected. Replacing it would hide the file there.
                    FolderEntry::Missing if step.is_of_link => return Err(FileError::BrokenLink),
                    FolderEntry::Missing | FolderEntry::Other if walk.steps.is_empty() => {
                        return Ok(walk.ended_at(step.component));
                    }
                    FolderEntry::Missing | FolderEntry::Other => return Err(FileError::NoFolder),
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
        WriteTarget::new(self.folder, self.real, name)
    }

    fn look_at(&self, name: &OsStr) -> Result<FolderEntry, FileError> {
        match openat(&self.folder, name, FOLDER | OFlags::NOFOLLOW, Mode::empty()) {
            Ok(folder) => Ok(FolderEntry::Folder(folder)),
            Err(Errno::NOENT) => Ok(FolderEntry::Missing),
            Err(Errno::NOTDIR | Errno::LOOP) => self.look_at_link(name),
            Err(error) => Err(to_error(error)),
        }
    }

    /// Looks at something that is no folder. Owner and target are those of the same link, also where somebody
    /// changes what is at the name all the time.
    #[cfg(target_os = "linux")]
    fn look_at_link(&self, name: &OsStr) -> Result<FolderEntry, FileError> {
        let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let entry = match openat(&self.folder, name, flags, Mode::empty()) {
            Ok(entry) => entry,
            Err(Errno::NOENT) => return Ok(FolderEntry::Missing),
            Err(error) => return Err(to_error(error)),
        };
        let link = fstat(&entry).map_err(to_error)?;
        match FileType::from_raw_mode(link.st_mode) {
            FileType::Symlink => {
                let target = readlinkat(&entry, "", Vec::new()).map_err(to_error)?.into_bytes();
                Ok(FolderEntry::Link { link, target: OsString::from_vec(target).into() })
            }
            _ => Ok(FolderEntry::Other),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn look_at_link(&self, name: &OsStr) -> Result<FolderEntry, FileError> {
        use rustix::fs::{AtFlags, statat};
        let link = match statat(&self.folder, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(link) => link,
            Err(Errno::NOENT) => return Ok(FolderEntry::Missing),
            Err(error) => return Err(to_error(error)),
        };
        match FileType::from_raw_mode(link.st_mode) {
            FileType::Symlink => {
                let target = readlinkat(&self.folder, name, Vec::new()).map_err(to_error)?.into_bytes();
                Ok(FolderEntry::Link { link, target: OsString::from_vec(target).into() })
            }
            _ => Ok(FolderEntry::Other),
        }
    }

    /// Whether nobody but this user and root can have planted a link that is in the folder.
    fn is_trusted(&self, link: &Stat) -> Result<bool, FileError> {
        let folder = fstat(&self.folder).map_err(to_error)?;
        let is_safe = |there: &Stat| there.st_uid == 0 || there.st_uid == rustix::process::geteuid().as_raw();
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
