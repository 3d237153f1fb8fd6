//! The only module that touches files.

mod definitions;
mod read;
mod write;

pub use definitions::{DefinitionsError, read_definitions};
pub use read::{CASE_LIMIT, read_text};
pub use write::{is_same, replace};

use std::path::Path;

/// Whether a file stands there.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

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
    #[error("{0}")]
    Other(std::io::Error),
}

impl FileError {
    fn of(error: std::io::Error, path: &Path) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => FileError::NotFound,
            ErrorKind::IsADirectory => FileError::IsFolder,
            ErrorKind::PermissionDenied if path.is_dir() => FileError::IsFolder,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => FileError::Denied,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => FileError::DiskFull,
            _ => FileError::Other(error),
        }
    }
}
