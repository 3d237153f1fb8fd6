//! Reads age identity files, such as recovery keys.

use super::{FileError, read};
use crate::encryption::{self, Credential, DecryptError, Identities, KeyTextError, Passphrase};
use crate::text::decode;
use std::borrow::Cow;
use std::path::Path;
use zeroize::Zeroize;

/// In bytes. An identity file of this program has about 500.
const LIMIT: u64 = 1 << 20;

/// Why no identities could be read from a file.
#[derive(Debug, thiserror::Error)]
pub enum IdentityFileError {
    /// The file could not be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file is encrypted and could not be decrypted.
    #[error(transparent)]
    Decrypt(#[from] DecryptError),
    /// The file is not an age identity file.
    #[error("it holds no keys; give the file of the recovery key")]
    NoKeys,
    /// The keys in it are damaged, or of a kind that this program does not decrypt with.
    #[error(transparent)]
    Key(KeyTextError),
}

impl From<KeyTextError> for IdentityFileError {
    fn from(error: KeyTextError) -> Self {
        match error {
            KeyTextError::NoKeys => IdentityFileError::NoKeys,
            KeyTextError::Damaged | KeyTextError::Unsupported(_) | KeyTextError::TooMany(_) => {
                IdentityFileError::Key(error)
            }
        }
    }
}

/// Reads the identities in a file. `passphrase` is used only if the file is encrypted.
///
/// # Errors
/// The file can't be read; it has a passphrase, and none or a wrong one was given; it holds no
/// identities.
pub fn read_identities(
    path: &Path,
    passphrase: Option<&Passphrase>,
) -> Result<Identities, IdentityFileError> {
    let bytes = zeroize::Zeroizing::new(read::read_bytes(path, LIMIT)?);
    let opened;
    let plain = match (encryption::encryption_kind(&bytes), passphrase) {
        (None, _) => bytes.as_slice(),
        (Some(Err(error)), _) => return Err(error.into()),
        (Some(Ok(_)), None) => return Err(DecryptError::NeedsPassphrase.into()),
        (Some(Ok(_)), Some(passphrase)) => {
            opened =
                encryption::decrypt(&bytes, &Credential::Passphrase(passphrase.clone()), LIMIT as usize)?;
            opened.as_slice()
        }
    };
    let mut text = decode(plain).ok_or(IdentityFileError::NoKeys)?;
    let identities = Identities::from_text(&text);
    if let Cow::Owned(text) = &mut text {
        text.zeroize();
    }
    Ok(identities?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encryption::{RecoveryKey, UserKeys};
    use crate::files::replace;

    #[test]
    fn a_recovery_key_is_read_with_its_own_passphrase_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.age");
        let passphrase = Passphrase::take(&mut "gemt i skabet".to_owned());
        let recovery = RecoveryKey::generate();
        replace(&path, &recovery.encrypted_file(&UserKeys::new(&recovery), &passphrase).unwrap()).unwrap();
        assert!(read_identities(&path, Some(&passphrase)).is_ok());
        let error = read_identities(&path, None).unwrap_err();
        assert!(matches!(error, IdentityFileError::Decrypt(DecryptError::NeedsPassphrase)));
        let error = read_identities(&path, Some(&Passphrase::default())).unwrap_err();
        assert!(matches!(error, IdentityFileError::Decrypt(DecryptError::WrongPassphrase)));
    }

    #[test]
    fn a_plain_identity_file_needs_no_passphrase_and_any_other_file_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.txt");
        replace(&path, Identities::generate().to_text().as_bytes()).unwrap();
        assert!(read_identities(&path, None).is_ok());
        for other in ["", "(format: 1)", "\u{0}\u{1}"] {
            replace(&path, other.as_bytes()).unwrap();
            assert!(matches!(read_identities(&path, None), Err(IdentityFileError::NoKeys)));
        }
    }
}
