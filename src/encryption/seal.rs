//! Writing files that only their owner reads.

use super::passphrase::Passphrase;
use age::armor::{ArmoredWriter, Format};
use age::x25519::Recipient;
use age::{Encryptor, scrypt};
use std::fmt;
use std::io::{self, Write};

/// The work of one guess, as a power of two: about a second and 256 MiB on a computer of today, as
/// other programs of the format have it. Not measured anew each time: a file that was written by a
/// fast computer must open on a slow one.
const WORK: u8 = 18;

/// How a file is closed.
#[derive(Clone)]
pub enum Seal {
    /// To whoever knows this.
    Passphrase(Passphrase),
    /// To whoever has one of these keys.
    Keys(Vec<Recipient>),
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Seal::Passphrase(_) => "Passphrase(…)",
            Seal::Keys(_) => "Keys(…)",
        })
    }
}

/// Why nothing was written: no key to write to, or no memory.
#[derive(Debug, thiserror::Error)]
#[error("could not be encrypted")]
pub struct EncryptError;

/// Encrypts. With a passphrase it takes about a second: to be done by a worker.
///
/// # Errors
/// There is no key to encrypt to.
pub fn seal(plain: &[u8], seal: &Seal) -> Result<Vec<u8>, EncryptError> {
    let mut bytes = Vec::with_capacity(plain.len() + 1024);
    write(plain, seal, &mut bytes).map_err(|_| EncryptError)?;
    Ok(bytes)
}

/// As [`seal`], in letters.
pub(super) fn seal_armored(plain: &[u8], seal: &Seal) -> Result<Vec<u8>, EncryptError> {
    let write = || -> io::Result<Vec<u8>> {
        let mut armor = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
        write(plain, seal, &mut armor)?;
        armor.finish()
    };
    write().map_err(|_| EncryptError)
}

fn write(plain: &[u8], seal: &Seal, output: &mut impl Write) -> io::Result<()> {
    let encryptor = match seal {
        Seal::Passphrase(passphrase) => {
            let mut recipient = scrypt::Recipient::new(passphrase.secret());
            recipient.set_work_factor(WORK);
            Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        }
        Seal::Keys(recipients) => {
            Encryptor::with_recipients(recipients.iter().map(|recipient| recipient as &dyn age::Recipient))
        }
    };
    let mut stream = encryptor.map_err(io::Error::other)?.wrap_output(output)?;
    stream.write_all(plain)?;
    stream.finish()?;
    Ok(())
}
