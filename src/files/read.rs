//! Reads files, but no more of them than is reasonable.

use super::FileError;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use zeroize::Zeroize;

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// What the system says, a folder, or too large.
pub fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    read_rest(&mut open(path)?, path, &mut bytes, limit)?;
    Ok(bytes)
}

/// Reads a text file of at most `limit` bytes.
///
/// # Errors
/// What the system says, a folder, too large, or not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, FileError> {
    text_of(read_bytes(path, limit)?)
}

/// Opens a file: to read it here, or to hand it over open.
///
/// # Errors
/// What the system says; a folder.
pub fn open(path: &Path) -> Result<File, FileError> {
    if waits_for_a_writer(path) {
        return Err(FileError::NotAFile);
    }
    let file = File::open(path).map_err(|error| FileError::from_io(error, path))?;
    let metadata = file.metadata().map_err(|error| FileError::from_io(error, path))?;
    if metadata.is_dir() { Err(FileError::IsFolder) } else { Ok(file) }
}

/// Reads to the end, which must come before `limit`.
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
    // A device has no length of its own.
    let left = limit.saturating_sub(bytes.len() as u64);
    // All at once: it may be a secret, and a buffer that grows leaves copies behind.
    bytes.reserve_exact(metadata.len() as usize + SPARE);
    read_more(file, path, bytes, left + 1)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(()) }
}

/// In bytes. With less room, the end of a file is looked for in a place that nobody wipes.
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

pub(super) fn text_of(bytes: Vec<u8>) -> Result<String, FileError> {
    let mut text = String::from_utf8(bytes).map_err(|error| {
        error.into_bytes().zeroize();
        FileError::NotText
    })?;
    // Some editors on Windows put a byte order mark before the text.
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// Opening a pipe waits until somebody writes, for ever if need be. Those in `/dev` are handed over
/// by the shell, with somebody writing: standard input, `<(…)`.
#[cfg(unix)]
fn waits_for_a_writer(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    let kind = path.metadata().map(|metadata| metadata.file_type());
    !path.starts_with("/dev") && kind.is_ok_and(|kind| kind.is_fifo() || kind.is_socket())
}

#[cfg(not(unix))]
fn waits_for_a_writer(_path: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn one_byte_order_mark_is_no_part_of_the_text() {
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
