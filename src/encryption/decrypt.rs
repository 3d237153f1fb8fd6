//! Decrypts files, which may be damaged or made to do harm.

use super::armor::{BINARY, age_file};
use super::error::DecryptError;
use super::keys::Identities;
use super::passphrase::Passphrase;
use age::armor::ArmoredReader;
use age::{Decryptor, Identity, scrypt};
use std::borrow::Cow;
use std::io::{BufReader, ErrorKind, Read};
use zeroize::Zeroizing;

/// The highest cost of a passphrase that is accepted, as the base-2 logarithm of scrypt's `N`: that of this program's
/// files and the default of other age programs, 256 MiB. A file that asks for more could fill the memory.
const MAX_WORK_FACTOR: u8 = 18;

/// The largest header that is read, in bytes: one for two keys takes 300, one for eighty 8,000. The age
/// crate parses the header from its start after each line, which would take hours for hundreds of
/// thousands of lines.
const MAX_HEADER: usize = 8 << 10;

/// Whether a file needs a passphrase or a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum EncryptionKind {
    Passphrase,
    Keys,
}

/// What decrypts a file.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Credential {
    Passphrase(Passphrase),
    Keys(Identities),
}

/// The start of a binary file of the version that this program reads.
const KNOWN_VERSION: &[u8] = b"age-encryption.org/v1\n";

/// What an encrypted file needs; `None` for any other file. A damaged encrypted file is not taken for a plain one.
///
/// # Errors
/// The file is encrypted, and its header can't be read.
pub fn encryption_kind(bytes: &[u8]) -> Option<Result<EncryptionKind, DecryptError>> {
    let file = match age_file(bytes)? {
        Ok(file) => file,
        Err(error) => return Some(Err(error)),
    };
    Some(header(&file).map(|decryptor| {
        if decryptor.is_scrypt() { EncryptionKind::Passphrase } else { EncryptionKind::Keys }
    }))
}

/// Decrypts a file of at most `limit` bytes: all of it or nothing. With a passphrase this takes a
/// second or more, so a worker must do it.
///
/// # Errors
/// The credential is wrong, the file is damaged or too large. [`DecryptError`] says what the format
/// can't tell apart.
pub fn decrypt(
    bytes: &[u8],
    credential: &Credential,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    // Other bytes have no header, which is told below.
    let file = age_file(bytes).unwrap_or(Ok(Cow::Borrowed(bytes)))?;
    match credential {
        Credential::Passphrase(passphrase) => {
            if !header(&file)?.is_scrypt() {
                return Err(DecryptError::NeedsKey);
            }
            // A changed header fails in the same way. A wrong passphrase is by far the likelier cause.
            let mut opened = Err(DecryptError::WrongPassphrase);
            for candidate in passphrase.candidates() {
                opened = decrypt_with_passphrase(&file, &candidate, limit);
                if opened != Err(DecryptError::WrongPassphrase) {
                    break;
                }
            }
            opened
        }
        Credential::Keys(Identities(identities)) => {
            let decryptor = header(&file)?;
            if decryptor.is_scrypt() {
                return Err(DecryptError::NeedsPassphrase);
            }
            let stream = decryptor.decrypt(identities.iter().map(|identity| identity as &dyn Identity));
            read_content(stream.map_err(from_age)?, file.len(), limit)
        }
    }
}

fn decrypt_with_passphrase(
    file: &[u8],
    passphrase: &Passphrase,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let mut identity = scrypt::Identity::new(passphrase.secret());
    identity.set_max_work_factor(MAX_WORK_FACTOR);
    let stream = header(file)?.decrypt(std::iter::once(&identity as &dyn Identity));
    let stream = stream.map_err(|error| match error {
        age::DecryptError::DecryptionFailed => DecryptError::WrongPassphrase,
        error => from_age(error),
    })?;
    read_content(stream, file.len(), limit)
}

fn read_content(
    stream: impl Read,
    encrypted_length: usize,
    limit: usize,
) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    // All of the memory is allocated at once: a buffer that grows leaves copies that nobody wipes.
    let mut plain = Zeroizing::new(Vec::with_capacity(encrypted_length.min(limit) + 1));
    let read = stream.take(limit as u64 + 1).read_to_end(&mut plain);
    read.map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => DecryptError::Cut,
        _ => DecryptError::Damaged,
    })?;
    if plain.len() > limit { Err(DecryptError::TooLarge) } else { Ok(plain) }
}

fn header(bytes: &[u8]) -> Result<Decryptor<ArmoredReader<BufReader<&[u8]>>>, DecryptError> {
    let has_known_version = bytes.starts_with(KNOWN_VERSION);
    if bytes.starts_with(BINARY) && !has_known_version && bytes.len() >= KNOWN_VERSION.len() {
        return Err(DecryptError::UnknownFormat);
    }
    if !is_header_short(bytes) {
        return Err(DecryptError::TooLarge);
    }
    Decryptor::new_buffered(ArmoredReader::new(bytes)).map_err(|error| match error {
        age::DecryptError::UnknownFormat if has_known_version => DecryptError::Damaged,
        error => from_age(error),
    })
}

/// Whether the header, or the whole file, ends within [`MAX_HEADER`].
fn is_header_short(bytes: &[u8]) -> bool {
    const LAST_LINE: &[u8] = b"\n---";
    let mut start = Vec::new();
    // A malformed armor is reported when the header is parsed.
    let _ = ArmoredReader::new(bytes).take(MAX_HEADER as u64).read_to_end(&mut start);
    start.len() < MAX_HEADER || start.windows(LAST_LINE.len()).any(|bytes| bytes == LAST_LINE)
}

fn from_age(error: age::DecryptError) -> DecryptError {
    match error {
        age::DecryptError::NoMatchingKeys => DecryptError::WrongKey,
        age::DecryptError::UnknownFormat => DecryptError::UnknownFormat,
        age::DecryptError::ExcessiveWork { .. } => DecryptError::TooMuchWork,
        age::DecryptError::Io(error) if error.kind() == ErrorKind::UnexpectedEof => DecryptError::Cut,
        _ => DecryptError::Damaged,
    }
}
