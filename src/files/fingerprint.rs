//! Tells versions of a file apart.

use crate::text::hex;
use sha2::{Digest, Sha256};

/// The SHA-256 of a file's content, which tells its versions apart. It reveals nothing of a case: no case
/// file is short enough for its content to be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of a file with this content.
    pub fn of(bytes: &[u8]) -> Self {
        Fingerprint(Sha256::digest(bytes).into())
    }

    /// The first 16 hexadecimal digits.
    pub(super) fn short(self) -> String {
        hex(&self.0[..8])
    }
}
