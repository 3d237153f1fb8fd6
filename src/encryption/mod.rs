//! Files that only their owner reads: the [age](https://age-encryption.org/v1) format, which other
//! programs open too. The only module that uses the age crate.
//!
//! A file has a passphrase, or keys, never both: the format rules it out.

mod keys;
mod open;
mod passphrase;
mod seal;
#[cfg(test)]
mod tests;

pub use keys::{Identities, KeyTextError, RecoveryKey, UserKeys};
pub use open::{Credential, DecryptError, EncryptedWith, encrypted_with, open};
pub use passphrase::{Passphrase, Strength};
pub use seal::{EncryptError, Seal, seal};
