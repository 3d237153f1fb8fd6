//! Which version of a file this is.

use sha2::{Digest, Sha256};

/// Tells one version of a file from any other. It tells nothing of what the file holds: what is
/// short enough to be guessed is never a file here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// That of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Fingerprint(Sha256::digest(bytes).into())
    }
}
