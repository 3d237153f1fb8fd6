//! Reads the case in a file: plain, encrypted or inside a PDF.

use super::read::{read_more, read_rest, text_of};
use super::{FileError, Fingerprint, open};
use crate::encryption::{self, Credential, DecryptError};
use crate::pdf::{self, ATTACHMENT, HEADER_WITHIN, NoCase};
use std::path::Path;
use zeroize::Zeroizing;

/// A case file is at most this large: a hundred pages of comments are 0.3 MiB.
pub const CASE_LIMIT: u64 = 4 << 20;
/// A PDF with a case inside is at most this large; one of this program is 0.1 MiB.
pub const PDF_LIMIT: u64 = 32 << 20;

/// Why no case could be read from a file: the disk, the encryption or the PDF is at fault.
#[derive(Debug, thiserror::Error)]
pub enum CaseFileError {
    /// The file could not be read, or what it holds is not text.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file is encrypted and could not be decrypted.
    #[error(transparent)]
    Decrypt(#[from] DecryptError),
    /// The file is a PDF from which no case could be taken.
    #[error(transparent)]
    Pdf(#[from] NoCase),
}

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
    pub fn open(&self, credential: &Credential) -> Result<CaseText, CaseFileError> {
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
pub fn read_case(path: &Path) -> Result<(CaseFile, Fingerprint), CaseFileError> {
    let mut file = open(path)?;
    let mut bytes = Vec::new();
    read_more(&mut file, path, &mut bytes, HEADER_WITHIN as u64)?;
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

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}
