//! What can go wrong with a file on disk.

use super::Fingerprint;
use crate::text::shown_size;
use std::path::Path;

/// Why a file could not be read or written. The text leaves the path out: a path may name a patient, and
/// the caller decides whether to show it.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is nothing at the path.
    #[error("there is no such file; check the path")]
    NotFound,
    /// The folder to write into does not exist.
    #[error("the folder does not exist; create it or name another")]
    NoFolder,
    /// There is a folder at the path.
    #[error("it is a folder; name a file in it")]
    IsFolder,
    /// There is a file at the path, and it may not be replaced.
    #[error("there is a file of that name already; choose another name")]
    Exists(ExistingFile),
    /// The file is that of the case, or the PDF that it was taken out of, which a report would replace.
    #[error("it is the file of the case, which would be lost; choose another name")]
    CaseItself,
    /// The file is not the version that was read or written last. Its version; `None`: it is not known.
    #[error("another program has changed it since it was read; read it again")]
    Changed(Option<Fingerprint>),
    /// The file that was read or written last is not at the path any more.
    #[error("it was deleted, moved or renamed since it was read")]
    Gone,
    /// Another program has the file open, or is replacing it.
    #[error("another program has it open; close it there and try again")]
    InUse,
    /// The network drive is not connected, or the removable drive was taken out.
    #[error("the drive cannot be reached; connect it and try again")]
    Unreachable,
    /// The path leads over a link to nothing, or to itself.
    #[error("its path leads over a link that leads nowhere; mend the link or choose another place")]
    BrokenLink,
    /// There is a pipe, a socket or a device at the path.
    #[error("it is a pipe, a socket or a device; copy its content to a file")]
    NotAFile,
    /// The user may not read or write the file, or it is read-only.
    #[error("access is denied; check the permissions of the file and its folder")]
    Denied,
    /// The path leads over a link that another user may have planted.
    #[error(
        "its path leads over a link that somebody else may have put into a shared folder, so it was not followed; name \
         the folder that the file belongs in"
    )]
    PlantedLink,
    /// The file is larger than any file of its kind.
    #[error(
        "it is larger than {}, too large for such a file; check that it is the right one",
        shown_size(*limit)
    )]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The file system allows no name of this length.
    #[error("the file name is too long; choose a shorter one")]
    NameTooLong,
    /// The content is not UTF-8.
    #[error("it is not a text file; check that it is the right one")]
    NotText,
    /// The disk is full, or the quota is used up.
    #[error("the disk is full; free some space and try again")]
    DiskFull,
    /// Any other error of the system.
    #[error(transparent)]
    Other(std::io::Error),
}

/// A file that is in the way of a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExistingFile {
    /// Its version; `None`: it is too large to be compared, no regular file, or may not be read.
    pub version: Option<Fingerprint>,
    /// Whether it is another version than the one that the user has agreed to lose.
    pub is_another: bool,
}

impl FileError {
    pub(super) fn from_io(error: std::io::Error, path: &Path) -> Self {
        use std::io::ErrorKind;
        let error = without_words(error);
        match error.kind() {
            ErrorKind::NotFound => FileError::NotFound,
            ErrorKind::IsADirectory => FileError::IsFolder,
            ErrorKind::PermissionDenied if path.is_dir() => FileError::IsFolder,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => FileError::Denied,
            ErrorKind::AlreadyExists => FileError::Exists(ExistingFile::default()),
            ErrorKind::InvalidFilename => FileError::NameTooLong,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => FileError::DiskFull,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::Deadlock => FileError::InUse,
            ErrorKind::StaleNetworkFileHandle
            | ErrorKind::NetworkDown
            | ErrorKind::NetworkUnreachable
            | ErrorKind::HostUnreachable
            | ErrorKind::NotConnected
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::TimedOut => FileError::Unreachable,
            _ if is_sharing_violation(&error) => FileError::InUse,
            _ if is_device_lost(&error) => FileError::Unreachable,
            _ => FileError::Other(error),
        }
    }
}

/// The error of the system alone. A library may have wrapped it with the name of a temporary file, which says nothing
/// to the user, and hides the number of the error.
fn without_words(error: std::io::Error) -> std::io::Error {
    if error.get_ref().is_some() { error.kind().into() } else { error }
}

/// Whether another program has the file open without sharing it, or has locked a part of it. Only
/// Windows has this error, and the standard library has no kind for it.
pub(super) fn is_sharing_violation(error: &std::io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// Whether the device is not there any more. The standard library has no kind for these errors: `ENXIO`, `ENODEV` and
/// `EHOSTDOWN` on Linux; a bad network path, a lost network name or a device not ready on Windows.
fn is_device_lost(error: &std::io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) { &[21, 53, 55, 64, 67, 1231] } else { &[6, 19, 112] };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Error;

    #[test]
    fn the_words_of_a_library_are_left_out() {
        const EIO: i32 = 5;
        let path = Path::new("/a/b");
        let wrapped = Error::new(Error::from_raw_os_error(EIO).kind(), "failed at .b.wgs-0123456789ab");
        assert!(!FileError::from_io(wrapped, path).to_string().contains("wgs-"));
        let plain = FileError::from_io(Error::from_raw_os_error(EIO), path);
        assert!(matches!(plain, FileError::Other(inner) if inner.raw_os_error() == Some(EIO)));
    }
}
