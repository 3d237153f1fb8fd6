//! Reads, writes and locks files. The only module that touches the file system.

mod case_file;
mod definitions;
mod error;
mod fingerprint;
mod identities;
mod lock;
#[cfg(all(test, unix))]
mod ordinary_user;
mod permissions;
mod read;
mod settings;
mod state;
mod write;

pub use case_file::{CASE_LIMIT, CaseFile, CaseFileError, CaseText, EncryptedCase, PDF_LIMIT, read_case};
pub use definitions::{DefinitionsError, read_definitions};
pub use error::FileError;
pub use fingerprint::Fingerprint;
pub use identities::{IdentityFileError, read_identities};
pub use lock::{Holder, Lock, LockError};
pub use read::{open, read_bytes, read_text};
pub use settings::{StoredSettings, read_settings, settings_folder, write_settings};
pub use state::{
    create_parent_folder, modified_at, new_recovery_file, recovery_files, recovery_folder, remove,
};
pub use write::{Overwrite, exists_or_has_backup, is_same_file, replace, write};

use error::is_sharing_violation;
use std::path::Path;
use write::{TemporaryNames, clean_up_interrupted_write};

/// Whether there is a file at a path.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether there is a folder at a path.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}
