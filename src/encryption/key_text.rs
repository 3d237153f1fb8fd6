//! Finds identities in a text, and names the kinds of keys that are none.

use super::mail::{MailLines, unquoted};
use age::x25519::Identity;
use zeroize::Zeroizing;

/// Why a text gives no keys. The error shows nothing of the text: it may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyTextError {
    /// There is no key in it.
    #[error("it holds no keys")]
    NoKeys,
    /// An identity in it has not all of its characters, or others.
    #[error("the key in it is cut or was changed; copy it again from where it is whole")]
    Damaged,
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
    /// A private or public key of SSH, in the format of OpenSSH or in that of RFC 4716 (SSH2).
    #[error("an SSH key, which is not supported")]
    Ssh,
    /// A private key of PuTTY (`.ppk`).
    #[error("an SSH key of PuTTY (.ppk), which is not supported")]
    Putty,
    /// A key or certificate in the PEM format, as TLS and older SSH programs have it.
    #[error("a key in the PEM format (of SSH or TLS), which is not supported")]
    Pem,
    /// A key of PGP, or a message that was encrypted with one.
    #[error("a PGP key or message, which is not supported")]
    Pgp,
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
        /// In characters. The shortest public key of age has 62, a word of a mail never has as many.
        const MIN_PUBLIC_LENGTH: usize = 40;
        const PUBLIC_SSH: [&str; 6] =
            ["ssh-ed25519 ", "ssh-rsa ", "ssh-dss ", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-sha2-"];
        let starts_with = |start: &str| find_ignoring_case(line, start) == Some(0);
        let has = |part: &str| find_ignoring_case(line, part).is_some();
        let is_public =
            |word: &str| find_ignoring_case(word, "age1") == Some(0) && word.len() >= MIN_PUBLIC_LENGTH;
        let is_armor = line.starts_with("--") && has("BEGIN ");
        if has("AGE-SECRET-KEY-PQ-1") {
            Some(UnsupportedKey::PostQuantum)
        } else if has("AGE-PLUGIN-") {
            Some(UnsupportedKey::Plugin)
        } else if starts_with("PuTTY-User-Key-File-") {
            Some(UnsupportedKey::Putty)
        } else if is_armor && has("BEGIN PGP ") {
            Some(UnsupportedKey::Pgp)
        } else if is_armor && (has("OPENSSH ") || has("SSH2 "))
            || starts_with("SSH PRIVATE KEY FILE FORMAT")
            || PUBLIC_SSH.into_iter().any(starts_with)
        {
            Some(UnsupportedKey::Ssh)
        } else if is_armor && (has(" KEY-") || has("CERTIFICATE") || has("PARAMETERS")) {
            Some(UnsupportedKey::Pem)
        } else if line.split(|c: char| !c.is_ascii_alphanumeric()).any(is_public) {
            Some(UnsupportedKey::Public)
        } else {
            None
        }
    }
}

/// Compares in place: a copy of the line in capitals would be one of the secret, which nobody wipes.
fn find_ignoring_case(line: &str, part: &str) -> Option<usize> {
    line.as_bytes().windows(part.len()).position(|bytes| bytes.eq_ignore_ascii_case(part.as_bytes()))
}

/// The start of an identity.
const START: &str = "AGE-SECRET-KEY-1";
/// The length of an identity in characters.
const LENGTH: usize = 74;

/// The identities in a text, which may be a mail: see [`unquoted`].
///
/// # Errors
/// An identity is cut or misspelled, or there is none that is supported.
pub(super) fn identities_in(text: &str) -> Result<Vec<Identity>, KeyTextError> {
    let mut identities: Vec<Identity> = Vec::new();
    let mut unsupported = None;
    let mut lines = MailLines::of(text).map(unquoted).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            continue;
        }
        unsupported = unsupported.or_else(|| UnsupportedKey::of(&line));
        let mut rest = line.as_str();
        while let Some(at) = find_ignoring_case(rest, START) {
            let end = at + START.len() + alphanumeric_length(&rest[at + START.len()..]);
            let mut identity = Zeroizing::new(String::with_capacity(LENGTH));
            identity.push_str(&rest[at..end.min(at + LENGTH)]);
            // A mail program may have wrapped the line.
            while end == rest.len() && identity.len() < LENGTH {
                let is_rest = |next: &Zeroizing<String>| {
                    alphanumeric_length(next) == next.len() && identity.len() + next.len() <= LENGTH
                };
                let Some(next) = lines.next_if(is_rest) else { break };
                identity.push_str(&next);
            }
            identity.make_ascii_uppercase();
            if end - at > LENGTH {
                return Err(KeyTextError::Damaged);
            }
            identities.push(identity.parse().map_err(|_| KeyTextError::Damaged)?);
            rest = &rest[end..];
        }
    }
    match unsupported {
        _ if !identities.is_empty() => Ok(identities),
        Some(kind) => Err(KeyTextError::Unsupported(kind)),
        None => Err(KeyTextError::NoKeys),
    }
}

/// The length of the letters and digits that a text starts with, in bytes.
fn alphanumeric_length(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_alphanumeric).count()
}
