//! Requests about a window that is locked.

use crate::encryption::Passphrase;
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What leaves the memory while a window is locked. The worker writes it as bytes: with a long history there are many.
pub trait ContentToSeal: Send + Sync {
    /// The content as bytes; `None`: it can't be written so that it comes back unchanged.
    fn to_bytes(&self) -> Option<Zeroizing<Vec<u8>>>;
}

/// A request about a window that is locked. Nothing of it is written to a file.
pub enum LockRequest {
    /// Encrypt the content.
    Seal {
        /// What is sealed.
        content: Arc<dyn ContentToSeal>,
        /// The passphrase of the case.
        passphrase: Passphrase,
    },
    /// Decrypt what [`Seal`](Self::Seal) has encrypted.
    Unseal {
        /// The encrypted content.
        sealed: Arc<[u8]>,
        /// The passphrase that was typed.
        passphrase: Passphrase,
    },
}

impl fmt::Debug for LockRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LockRequest::Seal { .. } => "Seal(…)",
            LockRequest::Unseal { .. } => "Unseal(…)",
        })
    }
}

/// The decrypted content of a window that is unlocked. `Debug` does not show it.
pub struct UnsealedContent(pub Zeroizing<Vec<u8>>);

impl fmt::Debug for UnsealedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnsealedContent(…)")
    }
}
