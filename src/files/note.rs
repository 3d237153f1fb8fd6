//! What could not be done with a file, although it was read or written.

use std::path::PathBuf;

/// Something that the user must know about a file that was read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileNote {
    /// The file can't be locked, so nothing keeps others from changing it at the same time.
    NotGuarded,
    /// The file is there, but those who had access to the old version may have none to the new one.
    AccessNotKept,
    /// The old version was another user's, and the new one is this user's. Others may have lost their access.
    OwnerChanged,
    /// The file is there, but the folder was not flushed: a power cut right now may bring the old version back.
    NotFlushed,
    /// Somebody else had written another version in the last moment. It was kept under this name.
    OtherVersionKept(PathBuf),
    /// An earlier write was interrupted while somebody else had written another version. It is under this name now.
    OtherVersionFound(PathBuf),
}
