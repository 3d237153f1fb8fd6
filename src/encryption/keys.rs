//! The key of the user, and the recovery key for when the computer is gone.

use super::encrypt::{EncryptError, Recipients, encrypt_armored};
use super::passphrase::Passphrase;
use crate::text::{TextForm, clean};
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

/// Why a text gives no keys. The error shows nothing of the text: it may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyTextError {
    /// There is no key in it, or something beside keys.
    #[error("it holds no keys")]
    NoKeys,
    /// The keys in it are of a kind that this program does not decrypt with.
    #[error(
        "it holds {0}; give the file of the recovery key, or an age identity that starts with AGE-SECRET-KEY-1"
    )]
    Unsupported(UnsupportedKey),
    /// There are more keys in it than are tried.
    #[error("it holds more than {0} keys; give the file of the recovery key")]
    TooMany(usize),
}

/// A kind of keys that this program does not decrypt with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnsupportedKey {
    /// A private or public key of SSH.
    #[error("an SSH key, which is not supported")]
    Ssh,
    /// The identity of a plugin of age, such as that of a security key.
    #[error("the identity of an age plugin, which is not supported")]
    Plugin,
    /// A post-quantum identity of age.
    #[error("a post-quantum identity, which is not supported")]
    PostQuantum,
    /// A public key, which encrypts only.
    #[error("a public key only, which cannot decrypt")]
    Public,
}

impl UnsupportedKey {
    /// The kind of the key in a line; `None`: it is no key.
    fn of(line: &str) -> Option<Self> {
        let starts_with = |start: &str| starts_with_ignoring_case(line, start);
        if starts_with("AGE-SECRET-KEY-PQ-") {
            Some(UnsupportedKey::PostQuantum)
        } else if starts_with("AGE-PLUGIN-") {
            Some(UnsupportedKey::Plugin)
        } else if starts_with("SSH-") || starts_with("ECDSA-") || is_private_key_armor(line) {
            Some(UnsupportedKey::Ssh)
        } else if starts_with("AGE1") {
            Some(UnsupportedKey::Public)
        } else {
            None
        }
    }
}

/// Whether a line starts a private key of SSH.
fn is_private_key_armor(line: &str) -> bool {
    const END: &str = "PRIVATE KEY-----";
    let end = line.len().checked_sub(END.len()).and_then(|at| line.get(at..));
    starts_with_ignoring_case(line, "-----BEGIN ") && end.is_some_and(|end| end.eq_ignore_ascii_case(END))
}

/// Compares in place: a copy of the line in capitals would be one of the secret, which nobody wipes.
fn starts_with_ignoring_case(line: &str, start: &str) -> bool {
    line.get(..start.len()).is_some_and(|part| part.eq_ignore_ascii_case(start))
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

    /// Parses an age identity file: one identity or `#` comment on a line. Identities of other kinds are left out
    /// where there is one that is supported.
    ///
    /// # Errors
    /// A line is neither, there is no supported identity, or there are more than [`MAX_KEYS`](Self::MAX_KEYS).
    pub fn from_text(text: &str) -> Result<Self, KeyTextError> {
        let mut identities: Vec<Identity> = Vec::new();
        let mut unsupported = None;
        for line in text.split(['\n', '\r']) {
            let line = Zeroizing::new(clean(line, TextForm::Line));
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match (line.parse(), UnsupportedKey::of(line)) {
                (Ok(_), _) if identities.len() == Self::MAX_KEYS => {
                    return Err(KeyTextError::TooMany(Self::MAX_KEYS));
                }
                (Ok(identity), _) => identities.push(identity),
                // The lines that follow are those of the key.
                (Err(_), Some(UnsupportedKey::Ssh)) => {
                    return Err(KeyTextError::Unsupported(UnsupportedKey::Ssh));
                }
                (Err(_), Some(kind)) => unsupported = unsupported.or(Some(kind)),
                (Err(_), None) => return Err(KeyTextError::NoKeys),
            }
        }
        match unsupported {
            Some(kind) if identities.is_empty() => Err(KeyTextError::Unsupported(kind)),
            None if identities.is_empty() => Err(KeyTextError::NoKeys),
            Some(_) | None => Ok(Identities(identities)),
        }
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
