//! Reads files up to a limit, so that no file from outside fills the memory.

use super::FileError;
use crate::text::decode;
use std::borrow::Cow;
use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
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

/// Reads a file whose first bytes tell how many it may have.
///
/// # Errors
/// As [`read_bytes`].
pub fn read_bytes_by_kind(path: &Path, limit: impl Fn(&[u8]) -> u64) -> Result<Vec<u8>, FileError> {
    let (mut file, mut bytes) = (open(path)?, Vec::new());
    read_more(&mut file, path, &mut bytes, KIND_LEN)?;
    let limit = limit(&bytes);
    read_rest(&mut file, path, &mut bytes, limit)?;
    Ok(bytes)
}

/// How many bytes tell the kind of a file.
const KIND_LEN: u64 = 64;

/// Reads a text file of at most `limit` bytes.
///
/// # Errors
/// As [`read_bytes`]; the content is not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, FileError> {
    into_text(read_bytes(path, limit)?)
}

/// Reads something that is no file, such as standard input, and whose first bytes tell how many it may have.
///
/// # Errors
/// It can't be read, or has more.
pub fn read_stream(mut input: impl Read, limit: impl Fn(&[u8]) -> u64) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    read_more(&mut input, Path::new(""), &mut bytes, KIND_LEN)?;
    let limit = limit(&bytes);
    let left = (limit + 1).saturating_sub(bytes.len() as u64);
    read_more(&mut input, Path::new(""), &mut bytes, left)?;
    if bytes.len() as u64 > limit { Err(FileError::TooLarge { limit }) } else { Ok(bytes) }
}

/// Opens a file for reading. Never waits for another program, as opening a pipe may.
///
/// # Errors
/// The system does not open it, or it is no regular file. The pipes of the shell (standard input, `<(…)`) are accepted.
pub fn open(path: &Path) -> Result<File, FileError> {
    let file = open_without_waiting(path, true)?;
    let there = file.metadata().map_err(|error| FileError::from_io(error, path))?;
    if there.is_dir() {
        Err(FileError::IsFolder)
    } else if there.is_file() || gives_content(&file, &there, path) {
        Ok(file)
    } else {
        Err(FileError::NotAFile)
    }
}

/// Opens one of the hidden files beside a file, which another user may have planted. Only a regular file is opened, and
/// no link is followed.
pub(super) fn open_hidden(path: &Path) -> Result<File, FileError> {
    let file = open_without_waiting(path, false)?;
    match file.metadata() {
        Ok(there) if there.is_file() => Ok(file),
        Ok(_) => Err(FileError::NotAFile),
        Err(error) => Err(FileError::from_io(error, path)),
    }
}

#[cfg(unix)]
fn open_without_waiting(path: &Path, follows_links: bool) -> Result<File, FileError> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = if follows_links { flags } else { flags | OFlags::NOFOLLOW };
    let opened = File::options().read(true).custom_flags(flags.bits() as i32).open(path);
    opened.map_err(|error| match path.symlink_metadata() {
        Ok(there) if there.is_symlink() && !follows_links => FileError::NotAFile,
        // A socket can't be opened at all.
        _ if path.metadata().is_ok_and(|there| there.file_type().is_socket()) => FileError::NotAFile,
        _ => FileError::from_io(error, path),
    })
}

#[cfg(not(unix))]
fn open_without_waiting(path: &Path, _follows_links: bool) -> Result<File, FileError> {
    File::open(path).map_err(|error| FileError::from_io(error, path))
}

/// Whether something that is no regular file gives content to read, without a wait for ever: a device, which is read
/// without waiting, or a pipe of the shell, which has a writer.
#[cfg(unix)]
fn gives_content(file: &File, there: &Metadata, path: &Path) -> bool {
    use rustix::fs::{OFlags, fcntl_setfl};
    use std::os::unix::fs::FileTypeExt;
    if there.file_type().is_char_device() || there.file_type().is_block_device() {
        return true;
    }
    let is_of_the_shell =
        path == Path::new("/dev/stdin") || path.starts_with("/dev/fd") || path.starts_with("/proc");
    is_of_the_shell && there.file_type().is_fifo() && fcntl_setfl(file, OFlags::empty()).is_ok()
}

/// On Windows, what can be opened is read.
#[cfg(not(unix))]
fn gives_content(_file: &File, _there: &Metadata, _path: &Path) -> bool {
    true
}

/// Reads the rest of a file after the bytes that were read, of at most `limit` bytes in all.
pub(super) fn read_rest(
    file: &mut File,
    path: &Path,
    bytes: &mut Vec<u8>,
    limit: u64,
) -> Result<(), FileError> {
    let too_large = || FileError::TooLarge { limit };
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
    file: impl Read,
    path: &Path,
    bytes: &mut Vec<u8>,
    length: u64,
) -> Result<(), FileError> {
    match file.take(length).read_to_end(bytes) {
        Ok(_) => Ok(()),
        // A terminal has no content until somebody types.
        Err(error) if error.kind() == ErrorKind::WouldBlock => Err(FileError::NotAFile),
        Err(error) => Err(FileError::from_io(error, path)),
    }
}

/// The text in the bytes of a file, in any encoding that [`decode`] reads.
pub(super) fn into_text(mut bytes: Vec<u8>) -> Result<String, FileError> {
    let text = decode(&bytes).map(Cow::into_owned).ok_or(FileError::NotText);
    bytes.zeroize();
    text
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
