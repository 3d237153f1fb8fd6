//! Encrypts and decrypts files in the [age](https://age-encryption.org/v1) format, which other programs
//! open too. The only module that uses the age crate.
//!
//! A file is encrypted with a passphrase or to keys. The format does not allow both.

mod armor;
mod decrypt;
mod encrypt;
mod error;
mod key_text;
mod keys;
mod mail;
mod passphrase;
#[cfg(test)]
mod tests;

pub use decrypt::{Credential, EncryptionKind, decrypt, encryption_kind};
pub(crate) use encrypt::EncryptError;
pub use encrypt::{Recipients, encrypt};
pub use error::DecryptError;
pub use key_text::{KeyTextError, UnsupportedKey};
pub use keys::{Identities, RecoveryKey, UserKeys};
pub use passphrase::Passphrase;
pub(crate) use passphrase::PassphraseStrength;
