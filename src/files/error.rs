//! What can go wrong with a file on disk.

use std::path::Path;

/// Why a file could not be read or written. Says what happened and what to do, without the path:
/// whoever reports it knows the path and its form.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Nothing there.
    #[error("there is no such file")]
    NotFound,
    /// The folder to write into does not exist.
    #[error("the folder does not exist")]
    NoFolder,
    /// A folder where a file was expected.
    #[error("it is a folder, not a file")]
    IsFolder,
    /// A file where none was expected.
    #[error("there is a file of that name already")]
    Exists,
    /// Another file than was read from there.
    #[error("it was changed meanwhile")]
    Changed,
    /// Nothing, where a file was read from.
    #[error("it was deleted, moved or renamed meanwhile")]
    Gone,
    /// Another program has it open.
    #[error("it is open in another program; close it there")]
    InUse,
    /// A network drive that is gone, or a stick that was pulled out.
    #[error("the drive can't be reached")]
    Unreachable,
    /// A pipe, a socket or a device.
    #[error("it is not a regular file")]
    NotAFile,
    /// Not allowed.
    #[error("access to it is denied")]
    Denied,
    /// More than is worth reading.
    #[error("it is larger than {limit_mib} MiB, too large for such a file")]
    TooLarge {
        /// The limit in MiB.
        limit_mib: u64,
    },
    /// Not UTF-8.
    #[error("it is not a text file")]
    NotText,
    /// No room.
    #[error("the disk is full")]
    DiskFull,
    /// Anything else the system says.
    #[error(transparent)]
    Other(std::io::Error),
}

impl FileError {
    pub(super) fn from_io(error: std::io::Error, path: &Path) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => FileError::NotFound,
            ErrorKind::IsADirectory => FileError::IsFolder,
            ErrorKind::PermissionDenied if path.is_dir() => FileError::IsFolder,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => FileError::Denied,
            ErrorKind::AlreadyExists => FileError::Exists,
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
            _ if is_gone(&error) => FileError::Unreachable,
            _ => FileError::Other(error),
        }
    }
}

/// Windows: another program has the file open, or a part of it locked.
pub(super) fn is_sharing_violation(error: &std::io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// The device is not there any more, which has no kind of its own: `ENXIO`, `ENODEV` and `EHOSTDOWN`
/// on Linux; a bad network path, a lost network name or a device not ready on Windows.
fn is_gone(error: &std::io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) { &[21, 53, 55, 64, 67, 1231] } else { &[6, 19, 112] };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}
