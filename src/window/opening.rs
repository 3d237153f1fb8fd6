//! What an encrypted case is opened with, where the key of this computer does not.

use super::command::DialogAnswer;
use super::reasons::{reason_not_opened, reason_of_identity_file};
use super::saving::SecretSlot;
use super::state::{Dialog, Message, NoticeKind, Reason, State};
use crate::desktop::{CaseError, CaseKey, Effect, KeyStoreError, Pick};
use crate::encryption::{DecryptError, Passphrase};
use crate::files::{CaseFileError, IdentityFileError};
use std::path::PathBuf;

/// A recovery key as it is being given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyDraft {
    /// Its file.
    pub file: Option<PathBuf>,
    /// What that opens with.
    pub passphrase: Passphrase,
    /// Why it is asked for, or what was wrong the last time.
    pub why: Option<Reason>,
}

impl State {
    /// A case did not open: with what would it?
    pub(super) fn not_opened(&mut self, path: PathBuf, error: CaseError) {
        match error {
            CaseError::File(CaseFileError::Decrypt(
                reason @ (DecryptError::NeedsPassphrase | DecryptError::WrongPassphrase),
            )) => {
                let wrong = reason == DecryptError::WrongPassphrase;
                self.dialog = Some(Dialog::Passphrase { path, typed: Passphrase::default(), wrong });
            }
            CaseError::File(CaseFileError::Decrypt(DecryptError::WrongKey)) => {
                // Was a recovery key tried, and fits not?
                let why = if self.key_file.is_some() {
                    "reason-not-this-recovery-key"
                } else {
                    "reason-not-this-computer"
                };
                self.ask_for_recovery_key(path, Some(Reason::Message(why)));
            }
            CaseError::KeyStore(error) => self.dialog = Some(Dialog::KeyStore { path, error }),
            CaseError::RecoveryKey(error) => {
                let why = match error {
                    IdentityFileError::Decrypt(DecryptError::NeedsPassphrase) => {
                        Reason::Message("reason-key-needs-passphrase")
                    }
                    error => reason_of_identity_file(error),
                };
                self.ask_for_recovery_key(path, Some(why));
            }
            CaseError::File(_) | CaseError::Lock(_) | CaseError::Refused(_) => {
                // What it was tried with is not at fault, and nothing is left to ask.
                if matches!(
                    self.dialog,
                    Some(Dialog::KeyStore { .. } | Dialog::Passphrase { .. } | Dialog::RecoveryKey { .. })
                ) {
                    self.dialog = None;
                }
                self.stay();
                self.tell(NoticeKind::Error, Message::OpenFailed(path, reason_not_opened(error)));
            }
        }
    }

    fn ask_for_recovery_key(&mut self, path: PathBuf, why: Option<Reason>) {
        let draft = KeyDraft { file: self.key_file.clone(), passphrase: Passphrase::default(), why };
        self.dialog = Some(Dialog::RecoveryKey { path, draft: Box::new(draft) });
    }

    /// The key store is asked once more, or the recovery key opens the case in its place.
    pub(super) fn answer_key_store(
        &mut self,
        path: PathBuf,
        error: KeyStoreError,
        answer: DialogAnswer,
    ) -> Vec<Effect> {
        match answer {
            DialogAnswer::Confirm => return self.read(path, None),
            DialogAnswer::PickKey => self.ask_for_recovery_key(path, None),
            _ => self.dialog = Some(Dialog::KeyStore { path, error }),
        }
        Vec::new()
    }

    pub(super) fn answer_passphrase(
        &mut self,
        path: PathBuf,
        typed: Passphrase,
        wrong: bool,
        answer: DialogAnswer,
    ) -> Vec<Effect> {
        match answer {
            DialogAnswer::Secret(_, typed) => {
                self.dialog = Some(Dialog::Passphrase { path, typed, wrong: false });
                Vec::new()
            }
            DialogAnswer::Confirm if !typed.is_empty() && !self.reading => {
                // It stays while the passphrase is tried: what is typed goes into no other case.
                self.dialog =
                    Some(Dialog::Passphrase { path: path.clone(), typed: typed.clone(), wrong: false });
                self.read(path, Some(CaseKey::Passphrase(typed)))
            }
            _ => {
                self.dialog = Some(Dialog::Passphrase { path, typed, wrong });
                Vec::new()
            }
        }
    }

    pub(super) fn answer_recovery_key(
        &mut self,
        path: PathBuf,
        mut draft: Box<KeyDraft>,
        answer: DialogAnswer,
    ) -> Vec<Effect> {
        match (answer, draft.file.clone()) {
            (DialogAnswer::Secret(SecretSlot::First, typed), _) => draft.passphrase = typed,
            (DialogAnswer::PickKey, _) => {
                self.opening = Some((path, draft));
                return self.pick(Pick::RecoveryKeyToOpen);
            }
            (DialogAnswer::Confirm, Some(file)) if !self.reading => {
                self.key_file = Some(file.clone());
                let key = CaseKey::RecoveryKey { file, passphrase: draft.passphrase.clone() };
                self.dialog = Some(Dialog::RecoveryKey { path: path.clone(), draft });
                return self.read(path, Some(key));
            }
            (DialogAnswer::Confirm, None) => draft.why = Some(Reason::Message("reason-no-key-chosen")),
            _ => {}
        }
        self.dialog = Some(Dialog::RecoveryKey { path, draft });
        Vec::new()
    }

    /// Back to the question that a recovery key was looked for from.
    pub(super) fn key_picked(&mut self, file: Option<PathBuf>) {
        if let Some((path, mut draft)) = self.opening.take() {
            if file.is_some() {
                draft.file = file;
                draft.why = None;
            }
            self.dialog = Some(Dialog::RecoveryKey { path, draft });
        }
    }
}
