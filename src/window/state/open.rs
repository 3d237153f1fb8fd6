//! Opening a case, and asking for what opens it where the key of this computer does not.

use super::Window;
use crate::case::Reading;
use crate::desktop::{CaseError, CaseKey, CaseRequest, OpenedCase, Protection, RaiseOutcome, Request};
use crate::encryption::DecryptError;
use crate::files::{CaseFileError, IdentityFileError, LockError};
use crate::report::CaseHash;
use crate::verify::PdfStatus;
use crate::window::case::{Session, SourcePdf};
use crate::window::dialog::{KeyStoreDialog, OpenElsewhereDialog, PassphraseDialog, RecoveryKeyDialog};
use crate::window::flow::{OpenAttempt, OpenMode, PendingAction};
use crate::window::jobs::FollowUp;
use crate::window::notice::{Attempt, Message, NoticeKind, Reason};
use std::path::PathBuf;

impl Window {
    /// Reads a case. A case that is being read already is not waited for any more.
    pub(super) fn read(&mut self, open: OpenAttempt, key: Option<CaseKey>) {
        self.jobs.cancel_reading();
        self.dialogs.drop_waiting_to_open();
        self.case.forget_attempt(Attempt::Open);
        let (path, with) = (open.path.clone(), key.clone());
        let request = match open.mode {
            OpenMode::ToEdit => CaseRequest::Read { path, key: with },
            OpenMode::AsCopy => CaseRequest::ReadCopy { path, key: with },
        };
        self.jobs.start(Request::Case(request), FollowUp::OpenCase { open, key });
    }

    /// Waits for no other case any more: the user stays in the one that is shown.
    pub(in crate::window) fn stay_in_case(&mut self) {
        let was_recovering = self.jobs.last_of(|job| matches!(job, FollowUp::ShowRecovered(_))).is_some();
        self.jobs.cancel_reading();
        if was_recovering {
            self.tell_of_crash_copies();
        }
        self.show_waiting_dialog();
    }

    pub(super) fn case_read(
        &mut self,
        open: OpenAttempt,
        key: Option<CaseKey>,
        read: Result<OpenedCase, CaseError>,
    ) {
        match read {
            // Something was typed while the file was read.
            Ok(opened) if self.would_lose_changes(&open.consent) => {
                let key = opened.protection.as_ref().and_then(Protection::key);
                self.confirm_discard(PendingAction::OpenPath(open.path, key, open.mode));
            }
            Ok(opened) => {
                let was_unlocked = opened.protection == Some(Protection::Keys);
                self.show_next(|window| window.show_opened(open.path, open.mode, opened));
                // The user has unlocked the key store for the case: it gives its key for the copies too.
                if was_unlocked && self.copy.was_refused() {
                    self.look_up_keys();
                }
            }
            Err(error) => {
                if let CaseError::KeyStore(error) = &error {
                    self.note_refusal(*error);
                }
                self.not_opened(open, key, error);
            }
        }
    }

    /// Asks for what would open the case, or tells why nothing does.
    fn not_opened(&mut self, open: OpenAttempt, key: Option<CaseKey>, error: CaseError) {
        let tried_file = match &key {
            Some(CaseKey::RecoveryKey { file, .. }) => Some(file.clone()),
            Some(CaseKey::Passphrase(_)) | None => None,
        };
        // The next dialog asks the same question again, or the question is answered.
        self.dialogs.close_those_that_ask_for_a_key();
        match error {
            CaseError::File(CaseFileError::Decrypt(
                reason @ (DecryptError::NeedsPassphrase | DecryptError::WrongPassphrase),
            )) => {
                let is_wrong = reason == DecryptError::WrongPassphrase;
                self.show_dialog(PassphraseDialog::new(open, is_wrong));
            }
            CaseError::File(CaseFileError::Decrypt(DecryptError::WrongKey)) => {
                let why = match tried_file {
                    Some(_) => "reason-not-this-recovery-key",
                    None => "reason-not-this-computer",
                };
                self.ask_for_recovery_key(open, tried_file, Reason::Message(why));
            }
            CaseError::KeyStore(error) => {
                let typed_path = self.typed_path(String::new);
                self.show_dialog(KeyStoreDialog::new(open, error, typed_path));
            }
            CaseError::RecoveryKey(IdentityFileError::Decrypt(DecryptError::NeedsPassphrase)) => {
                let why = Reason::Message("reason-key-needs-passphrase");
                self.ask_for_recovery_key(open, tried_file, why);
            }
            CaseError::RecoveryKey(error) => self.ask_for_recovery_key(open, tried_file, error.into()),
            CaseError::Lock(LockError::HeldElsewhere(holder)) => {
                self.show_dialog(OpenElsewhereDialog::new(open, key, holder));
            }
            CaseError::File(_) | CaseError::Lock(LockError::Unavailable) | CaseError::Refused(_) => {
                self.tell(NoticeKind::Error, Message::OpenFailed(open.path, error.into()));
            }
        }
    }

    fn ask_for_recovery_key(&mut self, open: OpenAttempt, file: Option<PathBuf>, why: Reason) {
        let shown = || file.as_ref().map_or(String::new(), |file| file.to_string_lossy().into_owned());
        let typed_path = self.typed_path(shown);
        self.show_dialog(RecoveryKeyDialog::new(open, file, typed_path, Some(why)));
    }

    /// Brings the window that has a case open to the front.
    pub(super) fn raise_other_window(&mut self, process: u32) {
        self.jobs.start(Request::RaiseWindow(process), FollowUp::TellRaised);
    }

    pub(super) fn other_window_raised(&mut self, outcome: RaiseOutcome) {
        match outcome {
            RaiseOutcome::Raised => {}
            RaiseOutcome::Asked => self.tell(NoticeKind::Done, Message::OtherWindowAsked),
            RaiseOutcome::Failed => self.tell(NoticeKind::Warning, Message::OtherWindowNotRaised),
        }
    }

    fn show_opened(&mut self, path: PathBuf, mode: OpenMode, mut opened: OpenedCase) {
        if let Some(status) = opened.pdf {
            return self.show_taken_out(path, *opened.reading, opened.text_hash, status);
        }
        let set = self.case.session().set().clone();
        let faults = std::mem::take(&mut opened.reading.faults);
        let more_faults = opened.reading.more_faults;
        let migration = opened.reading.migration.take();
        self.remember_folder(&path, &opened.reading.case);
        self.note_recent_file(&path, &opened.reading.case);
        self.replace_case(match mode {
            OpenMode::ToEdit => Session::from_file(set, path, opened),
            OpenMode::AsCopy => Session::copy_of_open_case(set, path, opened),
        });
        self.case.show_form();
        self.explain_copies();
        self.tell_faults(faults, more_faults);
        self.tell_migration(migration);
    }

    /// Shows the case that was inside a PDF. The PDF stays as it is: saving asks for a path.
    fn show_taken_out(&mut self, path: PathBuf, reading: Reading, text: CaseHash, status: PdfStatus) {
        let set = self.case.session().set().clone();
        self.note_recent_file(&path, &reading.case);
        let is_read_whole = reading.faults.is_empty() && reading.more_faults == 0;
        let source = SourcePdf::new(path.clone(), is_read_whole);
        self.replace_case(Session::taken_out(set, source, reading.case, text));
        self.case.show_form();
        // The notice about a changed PDF also says where the case comes from: beside it, one that the PDF stays as it
        // is would seem to contradict it.
        if !matches!(status, PdfStatus::Changed(_)) {
            // A notice about faults or about the PDF follows, and must not remove this one.
            let is_as_exported = matches!(status, PdfStatus::Unchanged | PdfStatus::CaseUnchanged);
            let is_well = reading.faults.is_empty() && is_as_exported;
            let kind = if is_well { NoticeKind::Done } else { NoticeKind::Warning };
            self.tell(kind, Message::TakenOut(path));
        }
        self.tell_pdf_doubt(Some(status));
        self.tell_faults(reading.faults, reading.more_faults);
        self.tell_migration(reading.migration);
    }
}
