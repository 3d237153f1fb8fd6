//! A file that is locked while the window has it open.

use crate::files::Lock;
use std::path::PathBuf;

/// A file that this process has locked. The lock is released when this is dropped.
pub struct LockedFile {
    /// The path in the request that locked the file.
    pub path: PathBuf,
    _lock: Lock,
}

impl LockedFile {
    /// Pairs a lock with the path of its file.
    pub fn new(path: PathBuf, lock: Lock) -> Self {
        LockedFile { path, _lock: lock }
    }
}
