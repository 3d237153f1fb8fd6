//! The recovery copy of this window, and those that a crash left.

use super::{Window, is_key_lookup, may_unlock};
use crate::desktop::{
    FoundRecovery, KeyStatus, KeyStoreError, RecoveryCopy, RecoveryError, RecoveryRequest, Request,
    TakenRecovery, UnsavedChanges,
};
use crate::window::case::{SealedCase, Session};
use crate::window::dialog::{Dialog, RecoverDialog};
use crate::window::flow::{CaseVersion, CopyKeeper, CopyStatus, CopyStep, OpenAttempt, PendingAction, Way};
use crate::window::jobs::FollowUp;
use crate::window::notice::{Attempt, Message, NoticeKind, Reason};
use std::path::{Path, PathBuf};
use std::time::Duration;

impl Window {
    /// Asks the key store for the first time, and searches for crash copies with its answer. A case that is being read
    /// comes first: reading it may ask the key store too, and each question may make the user unlock it.
    pub fn look_up_keys_at_start(&mut self) {
        if self.jobs.reading().is_some() || self.jobs.any(is_key_lookup) {
            return;
        }
        match self.keys {
            None => self.look_up_keys(),
            Some(keys) => self.search_with(keys),
        }
    }

    pub(super) fn keys_looked_up(&mut self, keys: KeyStatus) {
        self.keys = Some(keys);
        self.copy.note_keys(keys);
        self.explain_copies();
        self.search_with(keys);
    }

    /// Searches for the copies that a crash left: once, once more when there is a key, and when the key store is locked
    /// no more that kept one from being read.
    fn search_with(&mut self, keys: KeyStatus) {
        let is_unlocked = keys != KeyStatus::NoStore(KeyStoreError::Locked);
        let can_read_more = is_unlocked && self.crash_copies.wait_for_key_store();
        if self.crash_copies.is_to_search(self.copy.has_key()) || can_read_more {
            self.find_recoveries(match keys {
                KeyStatus::NoStore(error) => Some(error),
                KeyStatus::Present | KeyStatus::Absent => None,
            });
        }
    }

    /// Sets whether there is a folder for recovery copies.
    pub fn set_recovery_folder(&mut self, is_there: bool) {
        self.copy = CopyKeeper::new(is_there);
    }

    /// Whether what is typed outlives a crash.
    pub fn copy_status(&self) -> CopyStatus {
        self.copy.status(self.settings.recovery_copies, || self.case.session().has_unsaved_changes())
    }

    /// Whether the recovery copy holds all that was typed; `None`: there can be no copy.
    pub fn is_copy_complete(&self) -> Option<bool> {
        (self.copy_status() == CopyStatus::Kept).then(|| self.copy.holds(self.case_version()))
    }

    /// What of the unsaved changes is left after a crash.
    pub fn unsaved(&self) -> UnsavedChanges {
        if let Some(sealed) = &self.sealed {
            return sealed.unsaved();
        }
        if self.case.session().has_unsaved_changes() {
            self.copy.unsaved(self.case.id())
        } else {
            UnsavedChanges::None
        }
    }

    /// Whether a recovery copy is to hold the last version of the case, and does not yet.
    pub(super) fn is_copy_behind(&self) -> bool {
        let is_wanted = self.settings.recovery_copies && self.case.session().has_unsaved_changes();
        is_wanted && self.copy.can_write() && !self.copy.holds(self.case_version())
    }

    fn case_version(&self) -> CaseVersion {
        CaseVersion { case: self.case.id(), revision: self.case.session().revision() }
    }

    /// Whether the copy is being written or removed, or has still to be removed before the window closes.
    pub fn is_recovery_in_flight(&self) -> bool {
        self.jobs.any(is_about_own_copy) || self.copy.is_to_be_removed()
    }

    /// Starts what is to be done for the recovery copy now, and says in how long to ask again. `now` is in seconds by
    /// the clock of the window.
    pub fn keep_recovery(&mut self, now: f64) -> Option<Duration> {
        // The copy of a sealed case holds its last version, and stays.
        if self.sealed.as_ref().is_some_and(SealedCase::has_unsaved_changes) {
            return None;
        }
        // One write or removal at a time.
        if self.jobs.any(is_about_own_copy) {
            return self.copy.note_in_flight(now);
        }
        let is_wanted = self.settings.recovery_copies && self.case.session().has_unsaved_changes();
        let wanted = is_wanted.then(|| self.case_version());
        let is_key_asked_for = self.jobs.any(|job| is_key_lookup(job) || may_unlock(job));
        match self.copy.next_step(now, wanted, is_key_asked_for) {
            CopyStep::Nothing => return None,
            CopyStep::Wait(wait) => return Some(wait),
            CopyStep::LookUpKeys => self.look_up_keys(),
            CopyStep::Write(version) => {
                let request = Request::Recovery(RecoveryRequest::Keep(Box::new(self.recovery_copy())));
                self.jobs.start(request, FollowUp::NoteCopy(version));
            }
            CopyStep::Remove => {
                self.jobs.start(Request::Recovery(RecoveryRequest::Drop), FollowUp::NoteNoCopy);
            }
        }
        None
    }

    /// The version of the case that a recovery copy should hold if the program ended now; `None`: nothing is unsaved,
    /// the user wants no copies, or has decided what becomes of the changes.
    pub fn unsaved_version(&self) -> Option<CaseVersion> {
        let is_wanted = self.settings.recovery_copies && self.case.session().has_unsaved_changes();
        (is_wanted && !self.copy.is_leaving()).then(|| self.case_version())
    }

    /// What a recovery copy of the case holds.
    pub fn recovery_copy(&self) -> RecoveryCopy {
        let session = self.case.session();
        RecoveryCopy {
            case: Box::new(session.case_to_recover()),
            path: session.locked_path().map(ToOwned::to_owned),
            pdf: self.case.pdf_doubt(),
            has_passphrase: match session.protection() {
                Some(protection) => Way::of(protection) == Some(Way::Passphrase),
                None => self.last_way == Way::Passphrase,
            },
        }
    }

    /// A removal has ended. One that failed is not tried again, and keeps no window open that is to close: the next
    /// start offers the copy.
    pub(super) fn copy_removed(&mut self, removed: Result<(), Reason>) {
        self.copy.note_removed();
        if let Err(reason) = removed {
            self.tell(NoticeKind::Warning, Message::RecoveryNotRemoved(reason));
        }
    }

    /// Searches for the copies that a crash left. A key store that has just refused is not asked again.
    /// The list of an earlier search is not waited for any more.
    pub fn find_recoveries(&mut self, refused: Option<KeyStoreError>) {
        self.jobs.cancel(|follow_up| matches!(follow_up, FollowUp::OfferRecoveries));
        self.jobs.start(Request::Recovery(RecoveryRequest::Find(refused)), FollowUp::OfferRecoveries);
    }

    /// Reads the next ones of the copies that a crash left.
    pub(super) fn read_more_copies(&mut self) {
        let found = self.crash_copies.found().to_vec();
        self.jobs.cancel(|follow_up| matches!(follow_up, FollowUp::OfferRecoveries));
        self.jobs.start(Request::Recovery(RecoveryRequest::FindMore(found)), FollowUp::OfferRecoveries);
    }

    pub(super) fn recoveries_found(&mut self, found: Vec<FoundRecovery>) {
        let are_shown = self.dialogs.iter().any(|dialog| matches!(dialog, Dialog::Recover(_)));
        let is_unlocked = found.iter().any(|found| found.indication.is_ok());
        self.crash_copies.note_found(found, are_shown);
        // What is typed now can be kept again.
        if is_unlocked && self.copy.was_refused() {
            self.look_up_keys();
        }
    }

    /// Offers the copies that a crash left as soon as nothing else is asked. While the user types, a notice is shown
    /// instead of the dialog: the next keystroke could press its button.
    pub(super) fn offer_crash_copies(&mut self) {
        // A job that the user waits for may ask something in its turn.
        let is_asked = self.sealed.is_some()
            || !self.dialogs.is_empty()
            || self.jobs.has_foreground()
            || self.closing.is_some();
        if !self.crash_copies.are_to_offer() || is_asked {
            return;
        }
        self.crash_copies.offered();
        if self.case.session().has_unsaved_changes() {
            self.tell_of_crash_copies();
        } else {
            self.show_dialog(RecoverDialog::default());
            self.dialogs.note_unasked();
        }
    }

    /// Tells that copies wait, and where: no dialog offers them by itself again.
    pub(super) fn tell_of_crash_copies(&mut self) {
        let count = self.crash_copies.found().len();
        if count > 0 {
            self.tell(NoticeKind::Warning, Message::ToRecover(count));
        }
    }

    /// Tells once that copies are kept, where the user sees no welcome because a case is opened at once.
    pub(super) fn explain_copies(&mut self) {
        // Nothing is promised before it is known that copies can be kept.
        let is_opened = !self.case.session().is_untouched();
        if is_opened
            && self.copy_status() == CopyStatus::Kept
            && std::mem::take(&mut self.is_to_explain_copies)
        {
            self.case.tell_besides(NoticeKind::Warning, Message::RecoveryExplained);
        }
    }

    pub(super) fn recovery_taken(
        &mut self,
        open: OpenAttempt,
        taken: Result<Box<TakenRecovery>, RecoveryError>,
    ) {
        let OpenAttempt { path: file, consent, .. } = open;
        match taken {
            // Something was typed while the copy was read.
            Ok(_) if self.would_lose_changes(&consent) => {
                self.confirm_discard(PendingAction::Recover(file));
            }
            Ok(taken) => self.show_next(|window| window.show_recovered(file, *taken)),
            Err(error) => self.tell(NoticeKind::Error, Message::NotRecovered(error.into())),
        }
    }

    fn show_recovered(&mut self, file: PathBuf, taken: TakenRecovery) {
        let TakenRecovery { copy, faults, more_faults, migration } = taken;
        if let Some(path) = &copy.path {
            self.remember_folder(path, &copy.case);
        }
        // The copy has no passphrase, but saving must not change the protection unasked.
        if copy.has_passphrase {
            self.last_way = Way::Passphrase;
        }
        let set = self.case.session().set().clone();
        self.replace_case(Session::from_recovery_copy(set, *copy.case));
        self.case.show_form();
        self.tell(NoticeKind::Warning, Message::Recovered(copy.path));
        // A crash makes a case from a doubted PDF no better.
        self.tell_pdf_doubt(copy.pdf);
        self.tell_migration(migration);
        if !faults.is_empty() || more_faults > 0 {
            self.tell_faults(faults, more_faults);
            // The file still holds what could not be read. This window keeps a copy of its own.
            return self.tell(NoticeKind::Warning, Message::RecoveredInPart);
        }
        self.crash_copies.remove(&file);
        self.tell_of_crash_copies();
        self.adopt_copy(file);
    }

    /// Makes the file this window's recovery copy, in the place of its own.
    fn adopt_copy(&mut self, file: PathBuf) {
        // The end of a write or a removal in flight says nothing about the new file.
        self.jobs.cancel(is_about_own_copy);
        self.copy.adopt(self.case.id());
        let request = Request::Recovery(RecoveryRequest::Adopt(file.clone()));
        self.jobs.start(request, FollowUp::NoteAdopted(file));
    }

    /// A copy has become that of this window. The error is about the one in whose place it is.
    pub(super) fn copy_adopted(&mut self, file: &Path, adopted: Result<(), RecoveryError>) {
        match adopted {
            Ok(()) => self.forget_crash_copy(file),
            Err(error) => self.tell(NoticeKind::Warning, Message::RecoveryNotRemoved(error.into())),
        }
    }

    fn forget_crash_copy(&mut self, file: &Path) {
        self.crash_copies.remove(file);
        if self.crash_copies.found().is_empty() {
            self.dialogs.close_recovery();
        }
    }

    pub(super) fn discard_copy(&mut self, file: PathBuf) {
        self.case.forget_attempt(Attempt::DiscardCopy);
        let request = Request::Recovery(RecoveryRequest::Discard(file.clone()));
        self.jobs.start(request, FollowUp::NoteDiscarded(file));
    }

    pub(super) fn recovery_discarded(&mut self, file: PathBuf, discarded: Result<(), RecoveryError>) {
        match discarded {
            Ok(()) => self.forget_crash_copy(&file),
            Err(error) => self.tell(NoticeKind::Warning, Message::CopyNotDiscarded(error.into())),
        }
    }
}

/// Whether a job writes or removes the copy of this window.
fn is_about_own_copy(follow_up: &FollowUp) -> bool {
    matches!(follow_up, FollowUp::NoteCopy(_) | FollowUp::NoteNoCopy)
}
