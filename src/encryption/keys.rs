//! The key of the user, and the recovery key for when the computer is gone.

use super::encrypt::{EncryptError, Recipients, encrypt_armored};
use super::key_text::{KeyTextError, identities_in};
use super::passphrase::Passphrase;
use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use std::fmt;
use zeroize::Zeroizing;

/// The keys that this user's cases are encrypted to: the user's own key pair, and the public half of
/// the recovery key.
#[derive(Clone)]
pub struct UserKeys {
    own: Identity,
    recovery: Recipient,
}

impl fmt::Debug for UserKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserKeys").finish_non_exhaustive()
    }
}

impl UserKeys {
    /// Generates a key of the user's own, to be used with a recovery key.
    pub fn new(recovery: &RecoveryKey) -> Self {
        UserKeys { own: Identity::generate(), recovery: recovery.0.to_public() }
    }

    /// The same key of the user's own with another recovery key.
    pub fn with_recovery(&self, recovery: &RecoveryKey) -> Self {
        UserKeys { own: self.own.clone(), recovery: recovery.0.to_public() }
    }

    /// The keys as the system's key store has them: the private key, then the public recovery key.
    ///
    /// The public key is in the key store too: whoever could replace it in a plain file would be able
    /// to read every case that is saved from then on.
    pub fn to_text(&self) -> Zeroizing<String> {
        let (own, recovery) = (self.own.to_string(), self.recovery.to_string());
        secret_text([own.expose_secret(), &recovery])
    }

    /// Parses the text of the key store.
    ///
    /// # Errors
    /// The text does not start with a private and a public key.
    pub fn from_text(text: &str) -> Result<Self, KeyTextError> {
        let no_keys = KeyTextError::NoKeys;
        let mut lines = text.lines();
        let (own, recovery) = (lines.next().ok_or(no_keys)?, lines.next().ok_or(no_keys)?);
        Ok(UserKeys {
            own: own.parse().map_err(|_| no_keys)?,
            recovery: recovery.parse().map_err(|_| no_keys)?,
        })
    }

    /// What decrypts files that were encrypted to these keys.
    pub fn identities(&self) -> Identities {
        Identities(vec![self.own.clone()])
    }

    /// Encrypts to both keys.
    pub fn recipients(&self) -> Recipients {
        Recipients::Keys(vec![self.own.to_public(), self.recovery.clone()])
    }
}

/// Private keys, which decrypt files.
#[derive(Clone)]
pub struct Identities(pub(super) Vec<Identity>);

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identities").finish_non_exhaustive()
    }
}

impl Identities {
    /// The most keys in a file. Each is tried on each of the recipients of a case, of which there can be dozens: more
    /// would take seconds.
    pub const MAX_KEYS: usize = 100;

    /// Generates a key for files that only this computer reads.
    pub fn generate() -> Self {
        Identities(vec![Identity::generate()])
    }

    /// The keys of several files together.
    pub fn all(parts: impl IntoIterator<Item = Identities>) -> Self {
        Identities(parts.into_iter().flat_map(|part| part.0).collect())
    }

    /// Parses an age identity file, or a mail that holds one. Lines that start with `#` are comments. Keys of other
    /// kinds and other text are left out where there is an identity that is supported.
    ///
    /// # Errors
    /// An identity is cut or misspelled, there is none that is supported, or there are more than
    /// [`MAX_KEYS`](Self::MAX_KEYS).
    pub fn from_text(text: &str) -> Result<Self, KeyTextError> {
        let identities = identities_in(text)?;
        if identities.len() > Self::MAX_KEYS {
            return Err(KeyTextError::TooMany(Self::MAX_KEYS));
        }
        Ok(Identities(identities))
    }

    /// The text of an age identity file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(80 * self.0.len()));
        for identity in &self.0 {
            text.push_str(identity.to_string().expose_secret());
            text.push('\n');
        }
        text
    }

    /// Encrypts to these keys.
    pub fn recipients(&self) -> Recipients {
        Recipients::Keys(self.0.iter().map(Identity::to_public).collect())
    }
}

/// The key that decrypts a user's cases when their computer is gone. It is written to a file once, and
/// kept nowhere else.
pub struct RecoveryKey(Identity);

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryKey").finish_non_exhaustive()
    }
}

impl RecoveryKey {
    /// Generates a recovery key.
    pub fn generate() -> Self {
        RecoveryKey(Identity::generate())
    }

    /// The file that the user keeps: an age identity file, encrypted with a passphrase, in printable
    /// characters so that it can be kept on paper.
    ///
    /// It holds the user's own key as well, which decrypts the cases that were encrypted to an earlier
    /// recovery key.
    ///
    /// # Errors
    /// It could not be encrypted.
    pub fn encrypted_file(&self, keys: &UserKeys, passphrase: &Passphrase) -> Result<Vec<u8>, EncryptError> {
        let (public, recovery, own) = (self.0.to_public(), self.0.to_string(), keys.own.to_string());
        let text = secret_text([
            "# wgs-referral: recovery key",
            &format!("# public key: {public}"),
            recovery.expose_secret(),
            "# the user's own key",
            own.expose_secret(),
        ]);
        encrypt_armored(text.as_bytes(), &Recipients::Passphrase(passphrase.clone()))
    }
}

/// Joins lines. All of the memory is allocated at once: a text that grows leaves copies that nobody wipes.
fn secret_text<const N: usize>(lines: [&str; N]) -> Zeroizing<String> {
    let length = lines.iter().map(|line| line.len() + 1).sum();
    let mut text = Zeroizing::new(String::with_capacity(length));
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}
