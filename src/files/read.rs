//! Reads files, but no more of them than is reasonable.

use super::{FileError, Fingerprint};
use crate::encryption::{self, Credential};
use crate::pdf::{self, ATTACHMENT, HEADER_SEARCH_LEN};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

/// A case file is at most this large: a hundred pages of comments are 0.3 MiB.
pub const CASE_LIMIT: u64 = 4 << 20;
/// A PDF with a case inside is at most this large; one of this program is 0.1 MiB.
pub const PDF_LIMIT: u64 = 32 << 20;

/// The text of a case, and where it was found.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseText {
    /// The text. Its memory is wiped: what was encrypted is not left lying about.
    pub text: Zeroizing<String>,
    /// The file inside the file that it was taken from.
    pub inside: Option<&'static str>,
}

/// A case as a file has it.
pub enum CaseFile {
    /// In the open.
    Plain(CaseText),
    /// Encrypted.
    Encrypted(EncryptedCase),
}

/// A case that somebody must open first.
pub struct EncryptedCase {
    bytes: Vec<u8>,
    /// With what it was closed.
    pub with: encryption::EncryptedWith,
}

impl EncryptedCase {
    /// Opens it, the whole of it or nothing. With a passphrase it takes about a second.
    ///
    /// # Errors
    /// Why it does not open; what it holds is no text.
    pub fn open(&self, credential: &Credential) -> Result<CaseText, FileError> {
        let plain = encryption::open(&self.bytes, credential, CASE_LIMIT as usize)?;
        let text = std::str::from_utf8(without_mark(&plain)).map_err(|_| FileError::NotText)?;
        Ok(CaseText { text: Zeroizing::new(text.to_owned()), inside: None })
    }
}

/// Reads a case: from a case file, plain or encrypted, or from inside a PDF. The first bytes tell
/// which.
///
/// # Errors
/// What the system says, a folder, too large, not UTF-8; no case inside the PDF; a header of an
/// encrypted file that is not in order.
pub fn read_case(path: &Path) -> Result<(CaseFile, Fingerprint), FileError> {
    let mut file = open(path)?;
    let mut bytes = Vec::new();
    read_more(&mut file, path, &mut bytes, HEADER_SEARCH_LEN as u64)?;
    let is_pdf = pdf::is_pdf(&bytes);
    read_rest(&mut file, path, &mut bytes, if is_pdf { PDF_LIMIT } else { CASE_LIMIT })?;
    let fingerprint = Fingerprint::of(&bytes);
    let inside = is_pdf.then_some(ATTACHMENT);
    if is_pdf {
        bytes = pdf::embedded_case(&bytes, CASE_LIMIT as usize)?;
    } else if let Some(with) = encryption::encrypted_with(&bytes) {
        return Ok((CaseFile::Encrypted(EncryptedCase { with: with?, bytes }), fingerprint));
    }
    let text = Zeroizing::new(text_of(bytes)?);
    Ok((CaseFile::Plain(CaseText { text, inside }), fingerprint))
}

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
    let file = File::open(path).map_err(|error| FileError::of(error, path))?;
    let metadata = file.metadata().map_err(|error| FileError::of(error, path))?;
    if metadata.is_dir() { Err(FileError::IsFolder) } else { Ok(file) }
}

/// Reads to the end, which must come before `limit`.
fn read_rest(file: &mut File, path: &Path, bytes: &mut Vec<u8>, limit: u64) -> Result<(), FileError> {
    let too_large = || FileError::TooLarge { limit_mib: limit >> 20 };
    let metadata = file.metadata().map_err(|error| FileError::of(error, path))?;
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

fn read_more(file: &mut File, path: &Path, bytes: &mut Vec<u8>, length: u64) -> Result<(), FileError> {
    file.take(length).read_to_end(bytes).map_err(|error| FileError::of(error, path))?;
    Ok(())
}

fn text_of(bytes: Vec<u8>) -> Result<String, FileError> {
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

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
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
            assert_eq!(read_text(&path, CASE_LIMIT).unwrap(), expected);
        }
    }
}
