//! Opening a case: reading it, and asking for what opens it where the key of this computer does not.

use super::command::DialogAnswer;
use super::jobs::{FollowUp, PathUse};
use super::reasons::{reason_not_opened, reason_of_identity_file};
use super::saving::SecretSlot;
use super::state::{Dialog, Message, Next, NoticeKind, Reason, State};
use crate::case::Case;
use crate::desktop::{CaseError, CaseKey, CaseRequest, KeyStoreError, Opened, Protection, Request};
use crate::encryption::{DecryptError, Passphrase};
use crate::files::{CaseFileError, IdentityFileError};
use std::path::PathBuf;

/// What the user agreed to lose for a case that is being opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenConsent {
    /// The case as it was when its unsaved changes were given up. What is typed later is asked about again.
    pub discarded: Option<Box<Case>>,
}

/// A file that is being opened, from the first try to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAttempt {
    /// The file.
    pub path: PathBuf,
    /// What may be lost for it.
    pub consent: OpenConsent,
}

/// A recovery key that the user is choosing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyDraft {
    /// The file of the key.
    pub file: Option<PathBuf>,
    /// The path being typed, where the system has no file dialog.
    pub typed_path: Option<String>,
    /// The passphrase of the key's file.
    pub passphrase: Passphrase,
    /// Why the key is asked for, or what was wrong with the last try.
    pub why: Option<Reason>,
}

impl State {
    /// Reads a case. A case that is being read already is not waited for any more.
    pub(super) fn read(&mut self, open: OpenAttempt, key: Option<CaseKey>) {
        self.jobs.cancel_reading();
        let request = CaseRequest::Read { path: open.path.clone(), key: key.clone() };
        self.jobs.start(Request::Case(request), FollowUp::OpenCase { open, key });
    }

    /// A case was read, or not.
    pub(super) fn case_read(
        &mut self,
        open: OpenAttempt,
        key: Option<CaseKey>,
        read: Result<Opened, CaseError>,
    ) {
        match read {
            // Something was typed while the file was read.
            Ok(opened) if self.would_lose_changes(&open.consent) => {
                let key = opened.protection.as_ref().and_then(Protection::key);
                self.confirm_discard(Next::OpenPath(open.path, key));
            }
            Ok(opened) => {
                let shows_a_key = opened.protection == Some(Protection::Keys);
                self.opened(open.path, opened);
                // The user has unlocked the key store for the case: it gives its key for the copies too.
                if shows_a_key && self.recovery.was_refused() {
                    self.look_up_keys();
                }
            }
            Err(error) => self.not_opened(open, key, error),
        }
    }

    /// Asks for what would open the case, or tells why nothing does.
    fn not_opened(&mut self, open: OpenAttempt, key: Option<CaseKey>, error: CaseError) {
        let tried_file = match key {
            Some(CaseKey::RecoveryKey { file, .. }) => Some(file),
            Some(CaseKey::Passphrase(_)) | None => None,
        };
        // Another answer to the same question, or a question that is answered.
        self.dialogs.retain(|dialog| !dialog.asks_for_a_key());
        match error {
            CaseError::File(CaseFileError::Decrypt(
                reason @ (DecryptError::NeedsPassphrase | DecryptError::WrongPassphrase),
            )) => {
                let wrong = reason == DecryptError::WrongPassphrase;
                self.show_dialog(Dialog::Passphrase { open, typed: Passphrase::default(), wrong });
            }
            CaseError::File(CaseFileError::Decrypt(DecryptError::WrongKey)) => {
                let why = if tried_file.is_some() {
                    "reason-not-this-recovery-key"
                } else {
                    "reason-not-this-computer"
                };
                self.ask_for_recovery_key(open, tried_file, Some(Reason::Message(why)));
            }
            CaseError::KeyStore(error) => self.show_dialog(Dialog::KeyStore { open, error }),
            CaseError::RecoveryKey(error) => {
                let why = match error {
                    IdentityFileError::Decrypt(DecryptError::NeedsPassphrase) => {
                        Reason::Message("reason-key-needs-passphrase")
                    }
                    error => reason_of_identity_file(error),
                };
                self.ask_for_recovery_key(open, tried_file, Some(why));
            }
            CaseError::File(_) | CaseError::Lock(_) | CaseError::Refused(_) => {
                self.tell(NoticeKind::Error, Message::OpenFailed(open.path, reason_not_opened(error)));
            }
        }
    }

    fn ask_for_recovery_key(&mut self, open: OpenAttempt, file: Option<PathBuf>, why: Option<Reason>) {
        let typed_path =
            self.typed_path(|| file.as_ref().map_or(String::new(), |file| file.display().to_string()));
        let draft = KeyDraft { file, typed_path, passphrase: Passphrase::default(), why };
        self.show_dialog(Dialog::RecoveryKey { open, draft: Box::new(draft) });
    }

    /// Asks the key store once more, or asks for the recovery key in its place.
    pub(super) fn answer_key_store(&mut self, open: OpenAttempt, error: KeyStoreError, answer: DialogAnswer) {
        match answer {
            DialogAnswer::Confirm => self.read(open, None),
            DialogAnswer::PickKey => self.ask_for_recovery_key(open, None, None),
            _ => self.show_dialog(Dialog::KeyStore { open, error }),
        }
    }

    pub(super) fn answer_passphrase(
        &mut self,
        open: OpenAttempt,
        typed: Passphrase,
        wrong: bool,
        answer: DialogAnswer,
    ) {
        match answer {
            DialogAnswer::Secret(_, typed) => {
                self.show_dialog(Dialog::Passphrase { open, typed, wrong: false });
            }
            DialogAnswer::Confirm if !typed.is_empty() && !self.jobs.is_reading() => {
                // The dialog stays while the passphrase is tried: what is typed goes into no other case.
                let dialog = Dialog::Passphrase { open: open.clone(), typed: typed.clone(), wrong: false };
                self.show_dialog(dialog);
                self.read(open, Some(CaseKey::Passphrase(typed)));
            }
            _ => self.show_dialog(Dialog::Passphrase { open, typed, wrong }),
        }
    }

    pub(super) fn answer_recovery_key(
        &mut self,
        open: OpenAttempt,
        mut draft: Box<KeyDraft>,
        answer: DialogAnswer,
    ) {
        match answer {
            DialogAnswer::Secret(SecretSlot::First, typed) => draft.passphrase = typed,
            DialogAnswer::Typed(path) => {
                draft.file = Some(path.trim()).filter(|path| !path.is_empty()).map(PathBuf::from);
                draft.typed_path = Some(path);
            }
            DialogAnswer::PickKey => {
                let asked_by = Dialog::RecoveryKey { open: open.clone(), draft: draft.clone() };
                return self.pick(PathUse::OpenRecoveryKey(open, draft), Some(asked_by));
            }
            DialogAnswer::Confirm => match draft.file.clone() {
                Some(file) if !self.jobs.is_reading() => {
                    let key = CaseKey::RecoveryKey { file, passphrase: draft.passphrase.clone() };
                    self.show_dialog(Dialog::RecoveryKey { open: open.clone(), draft });
                    return self.read(open, Some(key));
                }
                Some(_) => {}
                None => draft.why = Some(Reason::Message("reason-no-key-chosen")),
            },
            _ => {}
        }
        self.show_dialog(Dialog::RecoveryKey { open, draft });
    }

    /// Returns to the question from which a recovery key was looked for.
    pub(super) fn key_picked(&mut self, open: OpenAttempt, mut draft: Box<KeyDraft>, file: Option<PathBuf>) {
        if file.is_some() {
            draft.file = file;
            draft.why = None;
        }
        self.show_dialog(Dialog::RecoveryKey { open, draft });
    }
}
