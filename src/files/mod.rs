//! The only module that touches files.

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
pub use settings::{Found, read_settings, settings_folder, write_settings};
pub use state::{changed_at, make_state_folder, recovery_file, recovery_files, recovery_folder, remove};
pub use write::{Expected, is_kept, is_same, replace, tidy, write};

use error::is_sharing_violation;
use std::path::Path;
use write::Names;

/// Whether a file stands there.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether a folder stands there.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}
