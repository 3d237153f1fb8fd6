//! Reads the case in a file: plain, encrypted or inside a PDF.

use super::read::{into_text, read_more, read_rest};
use super::{FileError, Fingerprint, open};
use crate::encryption::{self, Credential, DecryptError};
use crate::notation::{ValueError, parse_with_places};
use crate::pdf::{self, ATTACHMENT, EmbeddedCaseError, HEADER_SEARCH_LEN};
use crate::text::decode;
use ron::Value;
use std::io::Read;
use std::path::Path;
use zeroize::Zeroizing;

/// In bytes. A case file with a hundred pages of comments has about 300,000.
pub const CASE_LIMIT: u64 = 4 << 20;
/// In bytes. A PDF of this program has about 100,000, one that another program rewrote may have more.
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
    Pdf(#[from] EmbeddedCaseError),
}

/// The text of a plain case file.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseText {
    /// Its memory is wiped, because the text may have been encrypted in the file.
    pub text: Zeroizing<String>,
    /// The PDF that the text was taken out of, if any.
    pub pdf: Option<Vec<u8>>,
}

impl CaseText {
    /// The name of the attachment, if the text was taken out of a PDF.
    pub fn attachment(&self) -> Option<&'static str> {
        self.pdf.as_ref().map(|_| ATTACHMENT)
    }
}

/// What a case file holds.
pub enum CaseFile {
    /// A case that is not encrypted.
    Plain(CaseText),
    /// A case that must be decrypted before it can be read.
    Encrypted(EncryptedCase),
}

/// A case that must be decrypted before it can be read.
pub struct EncryptedCase {
    bytes: Vec<u8>,
    /// Whether it needs a passphrase or a key.
    pub kind: encryption::EncryptionKind,
}

impl EncryptedCase {
    /// Decrypts the case. With a passphrase this takes about a second.
    ///
    /// # Errors
    /// It can't be decrypted, or the content is not UTF-8.
    pub fn decrypt(&self, credential: &Credential) -> Result<CaseText, CaseFileError> {
        let plain = encryption::decrypt(&self.bytes, credential, CASE_LIMIT as usize)?;
        let text = decode(&plain).ok_or(FileError::NotText)?;
        Ok(CaseText { text: Zeroizing::new(text.into_owned()), pdf: None })
    }
}

/// Reads a case as [`read_case`] does, from something that is no file, such as standard input.
///
/// # Errors
/// As [`read_case`].
pub fn read_case_from(mut input: impl Read) -> Result<CaseFile, CaseFileError> {
    let path = Path::new("");
    // The content may be a secret, and a buffer that grows leaves copies that nobody wipes.
    let mut bytes = Vec::with_capacity(CASE_LIMIT as usize + 64);
    read_more(&mut input, path, &mut bytes, HEADER_SEARCH_LEN as u64)?;
    let is_pdf = pdf::is_pdf(&bytes);
    let limit = if is_pdf { PDF_LIMIT } else { CASE_LIMIT };
    let left = (limit + 1).saturating_sub(bytes.len() as u64);
    read_more(&mut input, path, &mut bytes, left)?;
    if bytes.len() as u64 > limit {
        return Err(FileError::TooLarge { limit }.into());
    }
    parse_case_file(bytes)
}

/// Reads a case file, plain or encrypted, or the case file attached to a PDF.
///
/// # Errors
/// The file can't be read, is too large or no text; the PDF has no case inside; the header of the
/// encrypted file is damaged.
pub fn read_case(path: &Path) -> Result<(CaseFile, Fingerprint), CaseFileError> {
    let mut file = open(path)?;
    let mut bytes = Vec::new();
    read_more(&mut file, path, &mut bytes, HEADER_SEARCH_LEN as u64)?;
    let is_pdf = pdf::is_pdf(&bytes);
    read_rest(&mut file, path, &mut bytes, if is_pdf { PDF_LIMIT } else { CASE_LIMIT })?;
    let fingerprint = Fingerprint::of(&bytes);
    Ok((parse_case_file(bytes)?, fingerprint))
}

/// The case in a file with this content: plain, encrypted, or attached to a PDF.
///
/// # Errors
/// As [`read_case`], but for the file itself.
pub(crate) fn parse_case_file(bytes: Vec<u8>) -> Result<CaseFile, CaseFileError> {
    if pdf::is_pdf(&bytes) {
        // One that was changed is read as well; what to do with it is for the caller to decide.
        let case = pdf::read_contents(&bytes, CASE_LIMIT as usize)?.case?;
        let text = Zeroizing::new(into_text(case)?);
        return Ok(CaseFile::Plain(CaseText { text, pdf: Some(bytes) }));
    }
    if let Some(kind) = encryption::encryption_kind(&bytes).filter(|_| !is_plain_case(&bytes)) {
        return Ok(CaseFile::Encrypted(EncryptedCase { kind: kind?, bytes }));
    }
    Ok(CaseFile::Plain(CaseText { text: Zeroizing::new(into_text(bytes)?), pdf: None }))
}

/// Whether the bytes are a plain case, which may have an encrypted file pasted into one of its texts.
fn is_plain_case(bytes: &[u8]) -> bool {
    decode(bytes).is_some_and(|text| match parse_with_places(&text) {
        Ok((value, _)) => matches!(value, Value::Map(_)),
        // An encrypted file has no brackets.
        Err(ValueError::TooManyValues(_)) => true,
        Err(ValueError::NotReadable(_)) => false,
    })
}
