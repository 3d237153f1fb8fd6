//! Reading files that only their owner reads.

use super::keys::Identities;
use super::passphrase::Passphrase;
use age::armor::ArmoredReader;
use age::{Decryptor, Identity, scrypt};
use std::io::{BufReader, ErrorKind, Read};
use zeroize::Zeroizing;

/// The most work that one try may cost, as a power of two: four times that of this program's files,
/// 1 GiB. A file that asks for more is none that a person wrote.
const MOST_WORK: u8 = 20;

/// The header of a file is at most this large, in bytes: one for two keys takes 300, one for eighty 8,000.
/// It is read from its start again after each line, which takes hours where there are hundreds of thousands.
const LONGEST_HEADER: usize = 8 << 10;

/// With what a file was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncryptedWith {
    /// A passphrase.
    Passphrase,
    /// Keys.
    Keys,
}

/// What a file is tried with.
#[derive(Clone, Debug)]
pub enum Credential {
    /// A passphrase.
    Passphrase(Passphrase),
    /// Keys.
    Keys(Identities),
}

/// Why a file was not opened. Nothing of it was given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecryptError {
    /// It has a passphrase, and a key was tried.
    #[error("it has a passphrase")]
    NeedsPassphrase,
    /// It was written to keys, and a passphrase was tried.
    #[error("it was encrypted to a key")]
    NeedsKey,
    /// The passphrase is another one.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// None of the keys fits.
    #[error("it was encrypted to another key")]
    WrongKey,
    /// It ends too early.
    #[error("it is cut off")]
    Cut,
    /// It was changed, or it is cut off where that can't be told from a change.
    #[error("it is damaged")]
    Damaged,
    /// It was written in a newer version of the format.
    #[error("it is encrypted in a format that is not known")]
    UnknownFormat,
    /// One try would take hours.
    #[error("its passphrase asks for too much work")]
    TooMuchWork,
    /// More than is worth reading, in it or in its header.
    #[error("it is too large")]
    TooLarge,
}

/// The first line of a file in bytes, that of the version that is known, and that of one in letters.
const BINARY: &[u8] = b"age-encryption.org/";
const KNOWN: &[u8] = b"age-encryption.org/v1\n";
const ARMORED: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

/// With what a file was closed; `None`: it is no encrypted file. The first bytes tell, so that one
/// whose rest is damaged is told from a plain one.
///
/// # Errors
/// It is encrypted, but its header is not in order.
pub fn encrypted_with(bytes: &[u8]) -> Option<Result<EncryptedWith, DecryptError>> {
    if !bytes.is_empty() && BINARY.starts_with(bytes) {
        return Some(Err(DecryptError::Cut));
    }
    if !bytes.starts_with(BINARY) && !bytes.starts_with(ARMORED) {
        return None;
    }
    Some(
        header(bytes).map(|decryptor| {
            if decryptor.is_scrypt() { EncryptedWith::Passphrase } else { EncryptedWith::Keys }
        }),
    )
}

/// Decrypts: the whole of it or nothing. With a passphrase it takes about a second, or more: to be
/// done by a worker.
///
/// # Errors
/// What is wrong, as far as the format lets it be told; more than `limit` bytes in it.
pub fn open(bytes: &[u8], credential: &Credential, limit: usize) -> Result<Zeroizing<Vec<u8>>, DecryptError> {
    let decryptor = header(bytes)?;
    let has_passphrase = decryptor.is_scrypt();
    let opened = match credential {
        Credential::Passphrase(_) if !has_passphrase => return Err(DecryptError::NeedsKey),
        Credential::Keys(_) if has_passphrase => return Err(DecryptError::NeedsPassphrase),
        Credential::Passphrase(passphrase) => {
            let mut identity = scrypt::Identity::new(passphrase.secret());
            identity.set_max_work_factor(MOST_WORK);
            decryptor.decrypt(std::iter::once(&identity as &dyn Identity))
        }
        Credential::Keys(Identities(identities)) => {
            decryptor.decrypt(identities.iter().map(|identity| identity as &dyn Identity))
        }
    };
    let stream = opened.map_err(|error| match (error, has_passphrase) {
        // The format tells a wrong passphrase from a changed header by nothing.
        (age::DecryptError::DecryptionFailed, true) => DecryptError::WrongPassphrase,
        (error, _) => not_opened(error),
    })?;
    // As much as there can be, at once: a buffer that grows leaves copies behind.
    let mut plain = Zeroizing::new(Vec::with_capacity(bytes.len().min(limit) + 1));
    let read = stream.take(limit as u64 + 1).read_to_end(&mut plain);
    read.map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => DecryptError::Cut,
        _ => DecryptError::Damaged,
    })?;
    if plain.len() > limit { Err(DecryptError::TooLarge) } else { Ok(plain) }
}

fn header(bytes: &[u8]) -> Result<Decryptor<ArmoredReader<BufReader<&[u8]>>>, DecryptError> {
    // What is wrong within the version that is known is no newer one.
    let is_known = bytes.starts_with(KNOWN);
    if bytes.starts_with(BINARY) && !is_known && bytes.len() >= KNOWN.len() {
        return Err(DecryptError::UnknownFormat);
    }
    if !header_ends(bytes) {
        return Err(DecryptError::TooLarge);
    }
    Decryptor::new_buffered(ArmoredReader::new(bytes)).map_err(|error| match error {
        age::DecryptError::UnknownFormat if is_known => DecryptError::Damaged,
        error => not_opened(error),
    })
}

/// Whether the header, or what there is of the file, ends soon enough.
fn header_ends(bytes: &[u8]) -> bool {
    const LAST_LINE: &[u8] = b"\n---";
    let mut start = Vec::new();
    // What is wrong with the letters is told by whoever reads the header.
    let _ = ArmoredReader::new(bytes).take(LONGEST_HEADER as u64).read_to_end(&mut start);
    start.len() < LONGEST_HEADER || start.windows(LAST_LINE.len()).any(|bytes| bytes == LAST_LINE)
}

fn not_opened(error: age::DecryptError) -> DecryptError {
    match error {
        age::DecryptError::NoMatchingKeys => DecryptError::WrongKey,
        age::DecryptError::UnknownFormat => DecryptError::UnknownFormat,
        age::DecryptError::ExcessiveWork { .. } => DecryptError::TooMuchWork,
        age::DecryptError::Io(error) if error.kind() == ErrorKind::UnexpectedEof => DecryptError::Cut,
        _ => DecryptError::Damaged,
    }
}
