//! What decrypts cases: a passphrase from the terminal, a file or standard input, or an identity file. No
//! passphrase is taken from an argument: those show in the list of processes and in the shell's history.

use super::arguments::{CredentialArguments, is_standard_stream};
use crate::encryption::{Credential, DecryptError, EncryptionKind, Identities, Passphrase};
use crate::files::{self, IdentityFileError};
use crate::notation::shown_path;
use crate::text::decode;
use std::borrow::Cow;
use std::io::{BufRead, IsTerminal, Read, stdin};
use std::path::{Path, PathBuf};
use zeroize::{Zeroize, Zeroizing};

/// In bytes. A passphrase file holds one line.
const PASSPHRASE_FILE_LIMIT: u64 = 1 << 12;

/// The credentials that the arguments name. Each file is read once, for all cases.
pub struct Credentials {
    passphrase_file: Option<PathBuf>,
    identity_files: Vec<PathBuf>,
    passphrase: Option<Passphrase>,
    identities: Option<Identities>,
}

impl Credentials {
    /// Reads nothing yet: plain cases need no credentials.
    pub fn new(arguments: &CredentialArguments) -> Self {
        Credentials {
            passphrase_file: arguments.passphrase_file.clone(),
            identity_files: arguments.identity.clone(),
            passphrase: None,
            identities: None,
        }
    }

    /// What decrypts a file that needs this kind of credential.
    ///
    /// # Errors
    /// The message for the user: there is no such credential, or it can't be read.
    pub fn for_file(&mut self, path: &Path, kind: EncryptionKind) -> Result<Credential, String> {
        match kind {
            EncryptionKind::Passphrase => Ok(Credential::Passphrase(self.passphrase(path)?)),
            EncryptionKind::Keys => Ok(Credential::Keys(self.identities()?)),
        }
    }

    fn identities(&mut self) -> Result<Identities, String> {
        if let Some(identities) = &self.identities {
            return Ok(identities.clone());
        }
        if self.identity_files.is_empty() {
            return Err("it is encrypted to keys; give the recovery key with --identity FILE".to_owned());
        }
        let mut all = Vec::new();
        for file in self.identity_files.clone() {
            let identities = match files::read_identities(&file, None) {
                Err(IdentityFileError::Decrypt(DecryptError::NeedsPassphrase)) => {
                    let passphrase = self.passphrase(&file)?;
                    files::read_identities(&file, Some(&passphrase))
                }
                read => read,
            };
            all.push(
                identities.map_err(|error| {
                    format!("the key in {} could not be read: {error}", shown_path(&file))
                })?,
            );
        }
        let identities = Identities::all(all);
        self.identities = Some(identities.clone());
        Ok(identities)
    }

    /// The passphrase of a file: from the passphrase file, or typed at the terminal for each file anew.
    fn passphrase(&mut self, path: &Path) -> Result<Passphrase, String> {
        if let Some(passphrase) = &self.passphrase {
            return Ok(passphrase.clone());
        }
        let Some(file) = &self.passphrase_file else {
            // A case that comes from standard input leaves the terminal to the passphrase.
            if !stdin().is_terminal() && !is_standard_stream(path) {
                return Err(
                    "it is encrypted with a passphrase; give it with --passphrase-file FILE, or - for standard input"
                        .to_owned(),
                );
            }
            let prompt = format!("Passphrase of {}: ", shown_path(path));
            let typed = rpassword::prompt_password(prompt);
            let mut typed = typed.map_err(|error| {
                format!(
                    "the passphrase could not be read from the terminal: {error}; \
                     give it with --passphrase-file FILE"
                )
            })?;
            return whole_passphrase(&mut typed, "type it again");
        };
        let bytes =
            if file.as_os_str() == "-" {
                let mut line = Zeroizing::new(Vec::with_capacity(PASSPHRASE_FILE_LIMIT as usize));
                // No more than the capacity: bytes that grow leave a copy that nobody wipes.
                stdin().lock().take(PASSPHRASE_FILE_LIMIT).read_until(b'\n', &mut line).map_err(|error| {
                    format!("the passphrase could not be read from standard input: {error}")
                })?;
                // In UTF-16 the line end has a second byte, which is not read here.
                if line.starts_with(&[0xff, 0xfe]) && line.len() % 2 == 1 {
                    line.pop();
                }
                line
            } else {
                Zeroizing::new(files::read_bytes(file, PASSPHRASE_FILE_LIMIT).map_err(|error| {
                    format!("the passphrase file {} could not be read: {error}", shown_path(file))
                })?)
            };
        let Some(mut text) = decode(&bytes) else {
            return Err(format!("the passphrase in {} is not text; save it as UTF-8", shown_path(file)));
        };
        let mut line = text.lines().next().unwrap_or_default().to_owned();
        if let Cow::Owned(text) = &mut text {
            text.zeroize();
        }
        let passphrase = whole_passphrase(&mut line, "check the first line")?;
        if passphrase.is_blank() {
            return Err("the passphrase is blank; write it in the first line".to_owned());
        }
        self.passphrase = Some(passphrase.clone());
        Ok(passphrase)
    }
}

/// Moves a text into a passphrase. One that is too long is refused, because a part of it opens nothing.
fn whole_passphrase(text: &mut String, what_to_do: &str) -> Result<Passphrase, String> {
    if text.len() > Passphrase::MAX_LENGTH {
        text.zeroize();
        return Err(format!(
            "the passphrase has more than {} bytes, which no case of this program has; {what_to_do}",
            Passphrase::MAX_LENGTH
        ));
    }
    Ok(Passphrase::take(text))
}
