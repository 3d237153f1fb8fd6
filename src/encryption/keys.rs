//! Keys: one of this user, and one to recover with when the computer is gone.

use super::passphrase::Passphrase;
use super::seal::{EncryptError, Seal, seal_armored};
use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use std::fmt;
use zeroize::Zeroizing;

/// The keys that this user's cases are written to: their own, and the recovery key, of which only
/// the public half is here.
#[derive(Clone)]
pub struct UserKeys {
    own: Identity,
    recovery: Recipient,
}

/// Why a text holds no keys. It shows nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it holds no keys of this program")]
pub struct KeyTextError;

impl fmt::Debug for UserKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserKeys").finish_non_exhaustive()
    }
}

impl UserKeys {
    /// A new key of the user's own, beside a recovery key.
    pub fn new(recovery: &RecoveryKey) -> Self {
        UserKeys { own: Identity::generate(), recovery: recovery.0.to_public() }
    }

    /// The same key of the user's own, beside another recovery key.
    pub fn with_recovery(&self, recovery: &RecoveryKey) -> Self {
        UserKeys { own: self.own.clone(), recovery: recovery.0.to_public() }
    }

    /// The keys as they are kept in the system's key store: the own one, and what is written to the
    /// recovery key with.
    ///
    /// The latter is kept with the former, and not in the open: whoever could change it could have
    /// every case written to a key of theirs.
    pub fn to_text(&self) -> Zeroizing<String> {
        let (own, recovery) = (self.own.to_string(), self.recovery.to_string());
        secret_text([own.expose_secret(), &recovery])
    }

    /// The keys from a text of the key store.
    ///
    /// # Errors
    /// It is none.
    pub fn from_text(text: &str) -> Result<Self, KeyTextError> {
        let mut lines = text.lines();
        let (own, recovery) = (lines.next().ok_or(KeyTextError)?, lines.next().ok_or(KeyTextError)?);
        Ok(UserKeys {
            own: own.parse().map_err(|_| KeyTextError)?,
            recovery: recovery.parse().map_err(|_| KeyTextError)?,
        })
    }

    /// What opens files that were written to these keys.
    pub fn identities(&self) -> Identities {
        Identities(vec![self.own.clone()])
    }

    /// Writing to both keys.
    pub fn seal(&self) -> Seal {
        Seal::Keys(vec![self.own.to_public(), self.recovery.clone()])
    }
}

/// What opens files that were written to keys.
#[derive(Clone)]
pub struct Identities(pub(super) Vec<Identity>);

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identities").finish_non_exhaustive()
    }
}

impl Identities {
    /// A new key, for what only this computer is to read.
    pub fn generate() -> Self {
        Identities(vec![Identity::generate()])
    }

    /// Several together.
    pub fn all(parts: impl IntoIterator<Item = Identities>) -> Self {
        Identities(parts.into_iter().flat_map(|part| part.0).collect())
    }

    /// The identities in the text of an age identity file: one a line, and comments.
    ///
    /// # Errors
    /// A line that is neither, or no identity at all.
    pub fn from_text(text: &str) -> Result<Self, KeyTextError> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let identities: Vec<Identity> =
            lines.map(|line| line.parse().map_err(|_| KeyTextError)).collect::<Result<_, _>>()?;
        if identities.is_empty() { Err(KeyTextError) } else { Ok(Identities(identities)) }
    }

    /// The text of an identity file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(80 * self.0.len()));
        for identity in &self.0 {
            text.push_str(identity.to_string().expose_secret());
            text.push('\n');
        }
        text
    }

    /// Writing to these keys.
    pub fn seal(&self) -> Seal {
        Seal::Keys(self.0.iter().map(Identity::to_public).collect())
    }
}

/// The key that opens a user's cases when the computer that wrote them is gone. It is written once,
/// to where the user keeps it.
pub struct RecoveryKey(Identity);

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryKey").finish_non_exhaustive()
    }
}

impl RecoveryKey {
    /// A new one.
    pub fn generate() -> Self {
        RecoveryKey(Identity::generate())
    }

    /// The file that the user keeps: an age identity file under a passphrase, in letters, so that it
    /// can be printed too.
    ///
    /// The user's own key stands in it as well: it opens what was written before it was made, to
    /// other recovery keys.
    ///
    /// # Errors
    /// As [`seal`](super::seal).
    pub fn file(&self, keys: &UserKeys, passphrase: &Passphrase) -> Result<Vec<u8>, EncryptError> {
        let (public, recovery, own) = (self.0.to_public(), self.0.to_string(), keys.own.to_string());
        let text = secret_text([
            "# wgs-referral: recovery key",
            &format!("# public key: {public}"),
            recovery.expose_secret(),
            "# the user's own key",
            own.expose_secret(),
        ]);
        seal_armored(text.as_bytes(), &Seal::Passphrase(passphrase.clone()))
    }
}

/// Lines, put together at once: a text that grows leaves copies where it was.
fn secret_text<const N: usize>(lines: [&str; N]) -> Zeroizing<String> {
    let length = lines.iter().map(|line| line.len() + 1).sum();
    let mut text = Zeroizing::new(String::with_capacity(length));
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}
