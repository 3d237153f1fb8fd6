//! Reads files up to a limit, so that no file from outside fills the memory.

use super::FileError;
use crate::text::decode;
use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use zeroize::Zeroize;

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// The system does not give the file, it is a folder, or it is too large.
pub fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    read_rest(&mut open(path)?, path, &mut bytes, limit)?;
    Ok(bytes)
}

/// Reads a text file of at most `limit` bytes.
///
/// # Errors
/// As [`read_bytes`]; the content is not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, FileError> {
    into_text(read_bytes(path, limit)?)
}

/// Opens a file for reading.
///
/// # Errors
/// The system does not open it, or it is no regular file.
pub fn open(path: &Path) -> Result<File, FileError> {
    if blocks_when_opened(path) {
        return Err(FileError::NotAFile);
    }
    let file = File::open(path).map_err(|error| FileError::from_io(error, path))?;
    let metadata = file.metadata().map_err(|error| FileError::from_io(error, path))?;
    if metadata.is_dir() { Err(FileError::IsFolder) } else { Ok(file) }
}

/// Reads the rest of a file after the bytes that were read, of at most `limit` bytes in all.
pub(super) fn read_rest(
    file: &mut File,
    path: &Path,
    bytes: &mut Vec<u8>,
    limit: u64,
) -> Result<(), FileError> {
    let too_large = || FileError::TooLarge { limit_mib: limit >> 20 };
    let metadata = file.metadata().map_err(|error| FileError::from_io(error, path))?;
    if metadata.len() > limit {
        return Err(too_large());
    }
    // The length of a device is 0, whatever it gives.
    let left = limit.saturating_sub(bytes.len() as u64);
    // All of the memory is allocated at once: the file may be a secret, and a buffer that grows leaves
    // copies that nobody wipes.
    bytes.reserve_exact(metadata.len() as usize + SPARE);
    read_more(file, path, bytes, left + 1)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(()) }
}

/// In bytes. With less room, the standard library looks for the end of the file in a buffer of its own,
/// which nobody wipes.
const SPARE: usize = 64;

pub(super) fn read_more(
    file: &mut File,
    path: &Path,
    bytes: &mut Vec<u8>,
    length: u64,
) -> Result<(), FileError> {
    file.take(length).read_to_end(bytes).map_err(|error| FileError::from_io(error, path))?;
    Ok(())
}

/// The text in the bytes of a file, in any encoding that [`decode`] reads.
pub(super) fn into_text(mut bytes: Vec<u8>) -> Result<String, FileError> {
    let text = decode(&bytes).map(Cow::into_owned).ok_or(FileError::NotText);
    bytes.zeroize();
    text
}

/// Whether opening the path may block for ever: a pipe waits until another program writes to it. The
/// pipes in `/dev` are from the shell (standard input, `<(…)`), and have a writer.
#[cfg(unix)]
fn blocks_when_opened(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let kind = path.metadata().map(|metadata| metadata.file_type());
    !path.starts_with("/dev") && kind.is_ok_and(|kind| kind.is_fifo() || kind.is_socket())
}

#[cfg(not(unix))]
fn blocks_when_opened(_path: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_byte_order_mark_is_removed_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        for (written, expected) in
            [("\u{feff}a", "a"), ("\u{feff}\u{feff}a", "\u{feff}a"), ("a\u{feff}", "a\u{feff}"), ("a", "a")]
        {
            fs::write(&path, written).unwrap();
            assert_eq!(read_text(&path, 64).unwrap(), expected);
        }
    }
}
