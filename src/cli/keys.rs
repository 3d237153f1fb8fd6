//! What encrypted cases are opened with: a passphrase from a prompt, a file or standard input, or an
//! identity file. Never from an argument: those stand in lists of processes and in histories.

use super::call::KeyArguments;
use crate::encryption::{Credential, DecryptError, EncryptionKind, Identities, Passphrase};
use crate::files::{self, IdentityFileError};
use std::io::{BufRead, IsTerminal, Read, stdin};
use std::path::{Path, PathBuf};
use zeroize::Zeroize;

/// A file with a passphrase holds one line.
const LIMIT: u64 = 1 << 12;

/// The keys of a call, each asked for once.
pub struct Keys {
    passphrase_file: Option<PathBuf>,
    identity_files: Vec<PathBuf>,
    passphrase: Option<Passphrase>,
    identities: Option<Identities>,
}

impl Keys {
    /// As the arguments say.
    pub fn of(arguments: &KeyArguments) -> Self {
        Keys {
            passphrase_file: arguments.passphrase_file.clone(),
            identity_files: arguments.identity.clone(),
            passphrase: None,
            identities: None,
        }
    }

    /// What opens a file.
    ///
    /// # Errors
    /// There is none, or it can't be read; said as it is to be told.
    pub fn credential(&mut self, path: &Path, with: EncryptionKind) -> Result<Credential, String> {
        match with {
            EncryptionKind::Passphrase => Ok(Credential::Passphrase(self.passphrase(path)?)),
            EncryptionKind::Keys => Ok(Credential::Keys(self.identities()?)),
        }
    }

    fn identities(&mut self) -> Result<Identities, String> {
        if let Some(identities) = &self.identities {
            return Ok(identities.clone());
        }
        if self.identity_files.is_empty() {
            return Err("it was encrypted to keys; give the recovery key with --identity FILE".to_owned());
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
            all.push(identities.map_err(|error| format!("{}: {error}", file.display()))?);
        }
        let identities = Identities::all(all);
        self.identities = Some(identities.clone());
        Ok(identities)
    }

    /// The passphrase of a file: the one that was given, or asked for at the terminal, for each file
    /// anew.
    fn passphrase(&mut self, path: &Path) -> Result<Passphrase, String> {
        if let Some(passphrase) = &self.passphrase {
            return Ok(passphrase.clone());
        }
        let Some(file) = &self.passphrase_file else {
            if !stdin().is_terminal() {
                return Err(
                    "it has a passphrase; give it with --passphrase-file FILE, or - for standard input"
                        .to_owned(),
                );
            }
            let prompt = format!("Passphrase of {}: ", path.display());
            let typed = rpassword::prompt_password(prompt);
            let mut typed = typed.map_err(|error| format!("the passphrase could not be read: {error}"))?;
            return Ok(Passphrase::take(&mut typed));
        };
        let mut text = if file.as_os_str() == "-" {
            let mut line = String::with_capacity(LIMIT as usize);
            // Never more than there is room for: what grows leaves its old place unwiped.
            stdin()
                .lock()
                .take(LIMIT)
                .read_line(&mut line)
                .map_err(|error| format!("standard input: {error}"))?;
            line
        } else {
            files::read_text(file, LIMIT).map_err(|error| format!("{}: {error}", file.display()))?
        };
        // One line, without its end.
        let mut line = text.lines().next().unwrap_or_default().to_owned();
        text.zeroize();
        if line.len() > Passphrase::MAX_LENGTH {
            line.zeroize();
            return Err(format!("the passphrase given has more than {} bytes", Passphrase::MAX_LENGTH));
        }
        let passphrase = Passphrase::take(&mut line);
        if passphrase.is_empty() {
            return Err("the passphrase given is blank".to_owned());
        }
        self.passphrase = Some(passphrase.clone());
        Ok(passphrase)
    }
}
