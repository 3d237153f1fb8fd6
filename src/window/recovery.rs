//! The recovery copy in the window: kept while something is not saved, offered after a crash.

use super::command::{DialogAnswer, Target};
use super::field::Field;
use super::jobs::{CaseId, FollowUp};
use super::opening::OpenAttempt;
use super::reasons::{reason_not_kept, reason_of_key_store};
use super::session::Session;
use super::state::{Dialog, Message, Next, NoticeKind, Reason, State, View};
use crate::desktop::{
    FoundRecovery, KeyStoreError, RecoveryCopy, RecoveryError, RecoveryRequest, Request, TakenRecovery,
    Unsaved,
};
use std::path::PathBuf;
use std::time::Duration;

/// A state of a case that a recovery copy can hold.
pub type CaseVersion = (CaseId, u64);

/// Between two copies, in seconds. With the writing itself a change is kept within two.
const PAUSE: f64 = 1.0;

/// Between two questions for a key, in seconds.
const ASK_AGAIN: f64 = 30.0;

/// What of the case is in its recovery copy. One write at a time.
#[derive(Default)]
pub struct Recovery {
    /// Whether there is a folder for copies.
    pub possible: bool,
    /// Whether there is a key to encrypt copies with; `None`: not known yet.
    key: Option<Result<(), KeyStoreError>>,
    /// Why the last copy was not written.
    failed: Option<Reason>,
    /// The version of the case that the copy holds.
    kept: Option<CaseVersion>,
    /// Whether there may be a file.
    there: bool,
    /// The case of which there is a copy that can be read.
    written: Option<CaseId>,
    /// When a key was asked for last, in seconds by the clock of the computer.
    asked: Option<f64>,
    /// How often the copies of a crash were looked for.
    looked: Looked,
    /// Whether the copies that were found have still to be offered.
    offers: bool,
    /// Whether the user has still to be told that copies are kept.
    pub(super) explains: bool,
    /// When the last write began, in seconds by the clock of the computer.
    begun: Option<f64>,
    /// Whether the window closes: nothing is kept any more.
    leaving: bool,
    /// The copies that a crash left.
    pub found: Vec<FoundRecovery>,
}

/// How what a crash left was looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Looked {
    #[default]
    Never,
    /// It was counted, and could not be read.
    WithoutKey,
    WithKey,
}

/// Whether what is typed outlives a crash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It does.
    Kept,
    /// It is not known yet.
    Unknown,
    /// The user does not want it.
    Off,
    /// It can't be.
    Impossible(Reason),
}

impl Recovery {
    /// The key store has given its key, or refused.
    pub(super) fn answered(&mut self, refused: Option<KeyStoreError>) {
        self.key = Some(refused.map_or(Ok(()), Err));
    }

    pub(super) fn was_refused(&self) -> bool {
        matches!(self.key, Some(Err(_)))
    }

    /// Whether it is time to look for what a crash left: once, and once more when there is a key.
    pub(super) fn is_to_be_looked_for(&mut self) -> bool {
        let now = if self.key == Some(Ok(())) { Looked::WithKey } else { Looked::WithoutKey };
        let before = self.looked;
        self.looked = before.max(now);
        now > before
    }

    /// A copy was written, or not.
    pub(super) fn was_kept(&mut self, version: CaseVersion, kept: Result<(), RecoveryError>) {
        if kept.is_ok() {
            self.written = Some(version.0);
        }
        // A write that failed is tried again.
        self.kept = Some(version).filter(|_| kept.is_ok());
        self.failed = match kept {
            Ok(()) => None,
            Err(RecoveryError::KeyStore(error)) => {
                self.answered(Some(error));
                None
            }
            Err(error) => Some(reason_not_kept(error)),
        };
    }

    /// The worker of a write panicked: it is tried again.
    pub(super) fn write_failed(&mut self) {
        self.kept = None;
    }

    pub(super) fn leave(&mut self) {
        self.leaving = true;
    }

    /// The window does not close after all.
    pub(super) fn come_back(&mut self) {
        self.leaving = false;
    }
}

impl State {
    /// Whether what is typed outlives a crash.
    pub fn keeping_recovery(&self) -> Keeping {
        match (&self.recovery.key, &self.recovery.failed) {
            _ if !self.settings.recovery_copies => Keeping::Off,
            _ if !self.recovery.possible => Keeping::Impossible(Reason::Message("reason-no-place")),
            (Some(Err(why)), _) => Keeping::Impossible(reason_of_key_store(*why)),
            (_, Some(why)) => Keeping::Impossible(why.clone()),
            (Some(Ok(())), None) => Keeping::Kept,
            // Who has typed and is not answered should know.
            (None, None) if self.session.has_unsaved_changes() => {
                Keeping::Impossible(reason_of_key_store(KeyStoreError::None))
            }
            (None, None) => Keeping::Unknown,
        }
    }

    /// Whether all that was typed is in the recovery copy; `None`: there is none to be had.
    pub fn exists_or_has_backup(&self) -> Option<bool> {
        let version = (self.case_id, self.session.revision());
        matches!(self.keeping_recovery(), Keeping::Kept).then_some(self.recovery.kept == Some(version))
    }

    /// What is not saved, for whoever tells of a crash.
    pub fn unsaved(&self) -> Unsaved {
        match self.recovery.written {
            _ if !self.session.has_unsaved_changes() => Unsaved::Nothing,
            Some(session) if session == self.case_id => Unsaved::Kept,
            Some(_) | None => Unsaved::Lost,
        }
    }

    /// Whether the copy is being written or removed, or has still to be removed before the window closes.
    pub fn is_recovery_in_flight(&self) -> bool {
        self.jobs.any(is_own_copy) || (self.recovery.leaving && self.recovery.there)
    }

    /// Starts what is to be done for the recovery copy now, and says in how long to ask again. `now` is in
    /// seconds by the clock of the computer.
    pub fn keep_recovery(&mut self, now: f64) -> Option<Duration> {
        let version = (self.case_id, self.session.revision());
        let recovery = &mut self.recovery;
        if self.jobs.any(is_own_copy) {
            return None;
        }
        let is_wanted = self.settings.recovery_copies && !recovery.leaving;
        if !is_wanted || !self.session.has_unsaved_changes() {
            recovery.kept = None;
            if recovery.there {
                self.jobs.start(Request::Recovery(RecoveryRequest::Drop), FollowUp::NoteNoCopy);
            }
            return None;
        }
        // An older copy stays where no newer one can be written.
        if !recovery.possible {
            return None;
        }
        if recovery.key == Some(Err(KeyStoreError::Locked)) {
            // The user was asked to unlock it, and did not: the next time is when they save.
            return None;
        }
        if recovery.key != Some(Ok(())) {
            // One question at a time: each may be one to the user.
            if self.jobs.any(|follow_up| matches!(follow_up, FollowUp::NoteKeys)) {
                return None;
            }
            // The key store may come up later.
            let wait = recovery.asked.map_or(0.0, |asked| asked + ASK_AGAIN - now).min(ASK_AGAIN);
            if wait > 0.0 {
                return Some(Duration::from_secs_f64(wait));
            }
            recovery.asked = Some(now);
            self.look_up_keys();
            return None;
        }
        if recovery.kept == Some(version) {
            return None;
        }
        let pause = if recovery.failed.is_some() { PAUSE * 10.0 } else { PAUSE };
        let wait = recovery.begun.map_or(0.0, |begun| begun + pause - now).min(pause);
        if wait > 0.0 {
            return Some(Duration::from_secs_f64(wait));
        }
        recovery.begun = Some(now);
        recovery.there = true;
        let copy = RecoveryCopy {
            case: Box::new(self.session.case().clone()),
            path: self.session.held_path().map(ToOwned::to_owned),
        };
        let request = Request::Recovery(RecoveryRequest::Keep(Box::new(copy)));
        self.jobs.start(request, FollowUp::NoteCopy(version));
        None
    }

    pub(super) fn recovery_dropped(&mut self, dropped: Result<(), RecoveryError>) {
        self.recovery.there = false;
        self.recovery.written = None;
        if let Err(error) = dropped {
            self.tell(NoticeKind::Warning, Message::RecoveryNotRemoved(reason_not_kept(error)));
        }
    }

    /// Looks for the copies that a crash left. A key store that has just refused is not asked again.
    pub fn find_recoveries(&mut self, refused: Option<KeyStoreError>) {
        self.jobs.start(Request::Recovery(RecoveryRequest::Find(refused)), FollowUp::OfferRecoveries);
    }

    pub(super) fn recoveries_found(&mut self, found: Vec<FoundRecovery>) {
        let is_shown = self.dialogs.iter().any(|dialog| matches!(dialog, Dialog::Recover { .. }));
        self.recovery.offers = !found.is_empty() && !is_shown;
        let is_unlocked = found.iter().any(|found| found.indication.is_ok());
        self.recovery.found = found;
        // What is typed now can be kept again.
        if is_unlocked && self.recovery.was_refused() {
            self.look_up_keys();
        }
    }

    /// What a crash left is offered as soon as nothing else is asked. Who is typing is told, and not
    /// stopped: the next key would answer the dialog.
    pub(super) fn offer_recoveries(&mut self) {
        // A job that the user waits for may ask something in its turn.
        let is_asked = !self.dialogs.is_empty() || self.jobs.has_foreground() || self.closing.is_some();
        if !self.recovery.offers || is_asked {
            return;
        }
        self.recovery.offers = false;
        if self.session.has_unsaved_changes() {
            self.tell_of_recoveries();
        } else {
            self.show_dialog(Dialog::Recover { discarding: None });
        }
    }

    fn tell_of_recoveries(&mut self) {
        let count = self.recovery.found.len();
        if count > 0 {
            self.tell(NoticeKind::Warning, Message::ToRecover(count));
        }
    }

    /// At the first start: where no welcome is seen, as a case is opened at once.
    pub(super) fn explain_recovery(&mut self) {
        if std::mem::take(&mut self.recovery.explains) && self.settings.recovery_copies {
            self.tell(NoticeKind::Warning, Message::RecoveryExplained);
        }
    }

    pub(super) fn answer_recover(&mut self, discarding: Option<PathBuf>, answer: DialogAnswer) {
        match answer {
            DialogAnswer::Recover(file) => self.confirm_discard(Next::Recover(file)),
            // The only copy: asked for twice.
            DialogAnswer::DiscardRecovery(file) if discarding.as_ref() == Some(&file) => {
                self.show_dialog(Dialog::Recover { discarding: None });
                let request = Request::Recovery(RecoveryRequest::Discard(file.clone()));
                self.jobs.start(request, FollowUp::NoteDiscarded(file));
            }
            DialogAnswer::DiscardRecovery(file) => {
                self.show_dialog(Dialog::Recover { discarding: Some(file) });
            }
            DialogAnswer::Confirm => self.recover_later(),
            _ => self.show_dialog(Dialog::Recover { discarding }),
        }
    }

    /// Another case comes first: typing begins at once, as at the start.
    pub(super) fn recover_later(&mut self) {
        if self.session.is_untouched() {
            self.going_to = Some(Target::Field(Field::PatientName));
        }
    }

    pub(super) fn recovery_taken(
        &mut self,
        open: OpenAttempt,
        taken: Result<Box<TakenRecovery>, RecoveryError>,
    ) {
        let OpenAttempt { path: file, consent } = open;
        match taken {
            // Something was typed while the copy was read.
            Ok(_) if self.would_lose_changes(&consent) => self.confirm_discard(Next::Recover(file)),
            Ok(taken) => {
                let TakenRecovery { copy, faults } = *taken;
                if let Some(path) = &copy.path {
                    self.remember_folder(path, &copy.case);
                }
                let set = self.session.set().clone();
                self.view = View::Form;
                self.replace_case(Session::recovered(set, *copy.case));
                self.tell(NoticeKind::Warning, Message::Recovered(copy.path));
                if !faults.is_empty() {
                    self.tell_faults(faults);
                    // The file still holds what could not be read; this window keeps a copy of its own.
                    return self.tell(NoticeKind::Warning, Message::RecoveredInPart);
                }
                self.recovery.found.retain(|found| found.file != file);
                self.tell_of_recoveries();
                self.adopt_recovery(file);
            }
            Err(error) => self.tell(NoticeKind::Error, Message::NotRecovered(reason_not_kept(error))),
        }
    }

    /// The file is this window's recovery copy from now on, in the place of its own.
    fn adopt_recovery(&mut self, file: PathBuf) {
        // The end of a removal in flight says nothing about the new file.
        self.jobs.cancel(|follow_up| matches!(follow_up, FollowUp::NoteNoCopy));
        self.recovery.there = true;
        self.recovery.written = Some(self.case_id);
        self.recovery.kept = None;
        let request = Request::Recovery(RecoveryRequest::Adopt(file.clone()));
        self.jobs.start(request, FollowUp::NoteDiscarded(file));
    }

    pub(super) fn recovery_discarded(&mut self, file: PathBuf, discarded: Result<(), RecoveryError>) {
        match discarded {
            Ok(()) => {
                self.recovery.found.retain(|found| found.file != file);
                if self.recovery.found.is_empty() {
                    self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Recover { .. }));
                }
            }
            Err(error) => self.tell(NoticeKind::Warning, Message::RecoveryNotRemoved(reason_not_kept(error))),
        }
    }
}

/// Whether a job writes or removes the copy of this window.
fn is_own_copy(follow_up: &FollowUp) -> bool {
    matches!(follow_up, FollowUp::NoteCopy(_) | FollowUp::NoteNoCopy)
}
