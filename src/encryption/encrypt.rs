//! Encrypts case files and recovery copies in the age format.

use super::passphrase::Passphrase;
use age::armor::{ArmoredWriter, Format};
use age::x25519::Recipient;
use age::{Encryptor, scrypt};
use std::fmt;
use std::io::{self, Write};

/// The cost of one guess at a passphrase, as the base-2 logarithm of scrypt's `N`: about a second and
/// 256 MiB, the default of other age programs. It is fixed, because a cost that is measured on a fast
/// computer would keep a slow one from opening the file.
const WORK_FACTOR: u8 = 18;

/// Who can decrypt a file.
#[derive(Clone)]
pub enum Recipients {
    /// Everybody who knows the passphrase.
    Passphrase(Passphrase),
    /// Everybody who has the private key to one of these.
    Keys(Vec<Recipient>),
}

impl fmt::Debug for Recipients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Recipients::Passphrase(_) => "Passphrase(…)",
            Recipients::Keys(_) => "Keys(…)",
        })
    }
}

/// Nothing was encrypted: there is no key to encrypt to, or no memory.
#[derive(Debug, thiserror::Error)]
#[error("it could not be encrypted")]
pub struct EncryptError;

/// Encrypts a file. With a passphrase this takes about a second, so a worker must do it.
///
/// # Errors
/// There is no key to encrypt to.
pub fn encrypt(plain: &[u8], recipients: &Recipients) -> Result<Vec<u8>, EncryptError> {
    let mut bytes = Vec::with_capacity(plain.len() + 1024);
    write(plain, recipients, &mut bytes).map_err(|_| EncryptError)?;
    Ok(bytes)
}

/// Encrypts a file into printable characters (ASCII armor).
pub(super) fn encrypt_armored(plain: &[u8], recipients: &Recipients) -> Result<Vec<u8>, EncryptError> {
    let write = || -> io::Result<Vec<u8>> {
        let mut armor = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
        write(plain, recipients, &mut armor)?;
        armor.finish()
    };
    write().map_err(|_| EncryptError)
}

fn write(plain: &[u8], recipients: &Recipients, output: &mut impl Write) -> io::Result<()> {
    let encryptor = match recipients {
        Recipients::Passphrase(passphrase) => {
            let mut recipient = scrypt::Recipient::new(passphrase.cleaned().secret());
            recipient.set_work_factor(WORK_FACTOR);
            Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        }
        Recipients::Keys(keys) => {
            Encryptor::with_recipients(keys.iter().map(|key| key as &dyn age::Recipient))
        }
    };
    let mut stream = encryptor.map_err(io::Error::other)?.wrap_output(output)?;
    stream.write_all(plain)?;
    stream.finish()?;
    Ok(())
}
