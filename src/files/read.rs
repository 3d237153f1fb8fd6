//! Reads files, but no more of them than is reasonable.

use super::FileError;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A case file is at most this large: a hundred pages of comments are 0.3 MiB.
pub const CASE_LIMIT: u64 = 4 << 20;

/// Reads a text file of at most `limit` bytes.
///
/// # Errors
/// What the system says, a folder, too large, or not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, FileError> {
    let too_large = || FileError::TooLarge { limit_mib: limit >> 20 };
    let file = File::open(path).map_err(|error| FileError::of(error, path))?;
    let metadata = file.metadata().map_err(|error| FileError::of(error, path))?;
    if metadata.is_dir() {
        return Err(FileError::IsFolder);
    }
    if metadata.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    // A device has no length of its own.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| FileError::of(error, path))?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|_| FileError::NotText)
}
