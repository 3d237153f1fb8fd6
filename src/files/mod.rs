//! Reads, writes and locks files. The only module that touches the file system.

mod case_file;
mod definitions;
mod error;
mod fingerprint;
mod identities;
mod lock;
#[cfg(test)]
#[cfg(unix)]
mod ordinary_user;
mod permissions;
mod read;
mod settings;
mod state;
mod write;

pub(crate) use case_file::parse_case_file;
pub use case_file::{CASE_LIMIT, CaseFile, CaseFileError, CaseText, PDF_LIMIT, read_case};
pub(crate) use definitions::{DefinitionsError, read_definitions};
pub use error::FileError;
pub use fingerprint::Fingerprint;
pub use identities::{IdentityFileError, read_identities};
pub use lock::Holder;
pub(crate) use lock::{Lock, LockError};
pub(crate) use read::{open, read_bytes, read_text};
pub use settings::StoredSettings;
pub(crate) use settings::{read_settings, settings_folder, write_settings};
pub(crate) use state::{
    create_parent_folder, modified_at, new_recovery_file, recovery_files, recovery_folder, remove,
};
pub use write::{Overwrite, replace, write};
pub(crate) use write::{exists_or_has_backup, is_same_file};

use error::is_sharing_violation;
use std::path::Path;
use write::{TemporaryNames, clean_up_interrupted_write};

/// Whether there is a file at a path.
pub(crate) fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether there is a folder at a path.
pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}
