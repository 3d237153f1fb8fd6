//! Reads age identity files: recovery keys.

use super::{FileError, read};
use crate::encryption::{self, Credential, Identities, NotOpened, Passphrase};
use std::path::Path;

/// An identity file is at most this large; one of this program is 0.0005 MiB.
const LIMIT: u64 = 1 << 20;

/// The identities in a file, which may have a passphrase.
///
/// # Errors
/// What the system says; it has a passphrase and none was given, or another one; it holds no
/// identities.
pub fn read_identities(path: &Path, passphrase: Option<&Passphrase>) -> Result<Identities, FileError> {
    let bytes = zeroize::Zeroizing::new(read::read_bytes(path, LIMIT)?);
    let opened;
    let plain = match (encryption::encrypted_with(&bytes), passphrase) {
        (None, _) => bytes.as_slice(),
        (Some(_), None) => return Err(NotOpened::NeedsPassphrase.into()),
        (Some(_), Some(passphrase)) => {
            opened = encryption::open(&bytes, &Credential::Passphrase(passphrase.clone()), LIMIT as usize)?;
            opened.as_slice()
        }
    };
    let text = std::str::from_utf8(plain).map_err(|_| FileError::NoKeys)?;
    Identities::from_text(text).map_err(|_| FileError::NoKeys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encryption::{RecoveryKey, UserKeys};
    use crate::files::replace;

    #[test]
    fn a_recovery_key_is_read_with_its_passphrase_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.age");
        let passphrase = Passphrase::take(&mut "gemt i skabet".to_owned());
        let recovery = RecoveryKey::generate();
        replace(&path, &recovery.file(&UserKeys::new(&recovery), &passphrase).unwrap()).unwrap();
        assert!(read_identities(&path, Some(&passphrase)).is_ok());
        let error = read_identities(&path, None).unwrap_err();
        assert!(matches!(error, FileError::NotOpened(NotOpened::NeedsPassphrase)));
        let error = read_identities(&path, Some(&Passphrase::default())).unwrap_err();
        assert!(matches!(error, FileError::NotOpened(NotOpened::WrongPassphrase)));
    }

    #[test]
    fn one_in_the_open_needs_no_passphrase_and_another_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.txt");
        replace(&path, Identities::generate().to_text().as_bytes()).unwrap();
        assert!(read_identities(&path, None).is_ok());
        for other in ["", "(format: 1)", "\u{0}\u{1}"] {
            replace(&path, other.as_bytes()).unwrap();
            assert!(matches!(read_identities(&path, None), Err(FileError::NoKeys)));
        }
    }
}
