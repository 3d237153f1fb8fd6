//! Reads, writes and locks files. The only module that touches the file system.

mod case_file;
mod completion;
mod definitions;
mod displaced;
mod error;
mod fingerprint;
mod hidden;
mod identities;
mod interruption;
#[cfg(test)]
mod listing;
mod lock;
mod note;
#[cfg(test)]
#[cfg(unix)]
mod ordinary_user;
mod permissions;
mod place;
mod policy;
mod printing;
mod read;
mod recent;
mod renderer_note;
mod resolve;
mod settings;
mod settings_turn;
mod state;
mod temporary;
#[cfg(unix)]
mod window_socket;
mod write;

pub(crate) use case_file::parse_case_file;
pub use case_file::{CASE_LIMIT, CaseFile, CaseFileError, CaseText, PDF_LIMIT, read_case, read_case_from};
pub(crate) use completion::{complete_folder, home_folder};
pub(crate) use definitions::{DefinitionsError, read_definitions};
pub use error::{ExistingFile, FileError};
pub use fingerprint::Fingerprint;
pub use identities::{IdentityFileError, read_identities};
#[cfg(unix)]
pub(crate) use interruption::end_writes;
pub(crate) use interruption::{WriteInProgress, finish_writes_on_signals};
#[cfg(test)]
pub(crate) use listing::file_names;
pub(crate) use lock::Lock;
#[cfg(test)]
pub(crate) use lock::hanging::HangingDrive;
pub use lock::{Holder, LockError};
pub use note::FileNote;
pub(crate) use place::expect_content;
pub(crate) use policy::read_policy;
pub(crate) use printing::{PrintFile, print_folders, remove_stale_prints};
pub(crate) use read::{open, read_bytes, read_bytes_by_kind, read_stream, read_text};
pub use recent::{RecentFile, RecentList};
pub(crate) use recent::{delete_recent, forget_recent, missing_files, note_recent, read_recent};
pub(crate) use renderer_note::RendererNote;
#[cfg(target_os = "linux")]
pub(crate) use renderer_note::has_graphics_card;
pub use settings::{StoredSettings, WrittenSettings};
pub(crate) use settings::{read_settings, settings_folder, write_settings};
pub(crate) use state::{
    create_parent_folder, modified_at, new_recovery_file, recovery_files, recovery_folder, remove,
};
#[cfg(unix)]
pub(crate) use window_socket::WindowSocket;
pub(crate) use write::is_same_file;
pub use write::{Overwrite, WrittenFile, replace, write};

use error::is_sharing_violation;
use std::path::Path;

/// The same path for the same file, whichever links lead to it; `None`: nothing can be written there.
pub(crate) fn compared_path(path: &Path) -> Option<std::path::PathBuf> {
    resolve::WriteTarget::resolve(path).ok().map(|target| target.compared_path())
}

/// Which file a path leads to, whichever links are on the way. It is a hash, as the path may name a patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilePlace(Fingerprint);

impl FilePlace {
    /// The file to which a path leads. This touches the drive.
    pub fn of(path: &Path) -> FilePlace {
        let compared = compared_path(path).unwrap_or_else(|| path.to_owned());
        FilePlace(Fingerprint::of(compared.as_os_str().as_encoded_bytes()))
    }
}

/// Whether there is a file at a path.
pub(crate) fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether there is a folder at a path.
pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}
