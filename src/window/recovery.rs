//! The recovery copy in the window: kept while something is not saved, offered after a crash.

use super::command::{DialogAnswer, Target};
use super::field::Field;
use super::reasons::{reason_not_kept, reason_of_key_store};
use super::session::Session;
use super::state::{Dialog, Message, Next, NoticeKind, Reason, State, View};
use crate::desktop::{
    Effect, FoundRecovery, KeyStoreError, RecoveryCopy, RecoveryError, SessionNumber, TakenRecovery, Unsaved,
};
use std::path::PathBuf;
use std::time::Duration;

/// Between two copies, in seconds. With the writing itself a change is kept within two.
const PAUSE: f64 = 1.0;

/// Between two questions for a key, in seconds.
const ASK_AGAIN: f64 = 30.0;

/// What of the case is in its recovery copy, and how it gets there. One write at a time.
#[derive(Default)]
pub struct Recovery {
    /// Whether there is a place for copies.
    pub possible: bool,
    /// Whether there is a key to encrypt copies with; `None`: not known yet.
    key: Option<Result<(), KeyStoreError>>,
    /// Why the last copy was not written.
    failed: Option<Reason>,
    /// Which version of the case is kept.
    kept: Option<(SessionNumber, u64)>,
    /// Whether there may be a file.
    there: bool,
    /// Of which session there is one that can be read.
    written: Option<SessionNumber>,
    under_way: Option<(SessionNumber, u64)>,
    dropping: bool,
    /// When a key was asked for last, by the clock of the computer.
    asked: Option<f64>,
    /// Whether the key store has still to answer: it may be asking the user.
    pub(super) asking: bool,
    /// Whether what a crash left was looked for.
    looked: Looked,
    /// Whether what was found is still to be offered.
    offers: bool,
    /// Whether the user is still to be told that copies are kept.
    pub(super) explains: bool,
    /// When the last write began, by the clock of the computer.
    begun: Option<f64>,
    /// Nothing is to be kept any more: the window closes.
    leaving: bool,
    /// What a crash left.
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
        self.asking = false;
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

    /// Whether it is being written or removed.
    pub fn is_under_way(&self) -> bool {
        self.under_way.is_some() || self.dropping || (self.leaving && self.there)
    }

    pub(super) fn broke(&mut self) {
        self.under_way = None;
        self.dropping = false;
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
    pub fn is_kept(&self) -> Option<bool> {
        let version = (self.session_number, self.session.revision());
        matches!(self.keeping_recovery(), Keeping::Kept).then_some(self.recovery.kept == Some(version))
    }

    /// What is not saved, for whoever tells of a crash.
    pub fn unsaved(&self) -> Unsaved {
        match self.recovery.written {
            _ if !self.session.has_unsaved_changes() => Unsaved::Nothing,
            Some(session) if session == self.session_number => Unsaved::Kept,
            Some(_) | None => Unsaved::Lost,
        }
    }

    /// What is to be done for the recovery copy now, or in how long it is to be asked again.
    pub fn keep_recovery(&mut self, now: f64) -> (Option<Effect>, Option<Duration>) {
        let version = (self.session_number, self.session.revision());
        let recovery = &mut self.recovery;
        if recovery.under_way.is_some() || recovery.dropping {
            return (None, None);
        }
        let is_wanted = self.settings.recovery_copies && !recovery.leaving;
        if !is_wanted || !self.session.has_unsaved_changes() {
            recovery.kept = None;
            if recovery.there {
                recovery.dropping = true;
                return (Some(Effect::DropRecovery), None);
            }
            return (None, None);
        }
        // An older copy stays where no newer one can be written.
        if !recovery.possible {
            return (None, None);
        }
        if recovery.key == Some(Err(KeyStoreError::Locked)) {
            // The user was asked to unlock it, and did not: the next time is when they save.
            return (None, None);
        }
        if recovery.key != Some(Ok(())) {
            // One question at a time: each may be one to the user.
            if recovery.asking {
                return (None, None);
            }
            // The key store may come up later.
            let wait = recovery.asked.map_or(0.0, |asked| asked + ASK_AGAIN - now).min(ASK_AGAIN);
            if wait > 0.0 {
                return (None, Some(Duration::from_secs_f64(wait)));
            }
            recovery.asked = Some(now);
            recovery.asking = true;
            return (Some(Effect::FindKeys), None);
        }
        if recovery.kept == Some(version) {
            return (None, None);
        }
        let pause = if recovery.failed.is_some() { PAUSE * 10.0 } else { PAUSE };
        let wait = recovery.begun.map_or(0.0, |begun| begun + pause - now).min(pause);
        if wait > 0.0 {
            return (None, Some(Duration::from_secs_f64(wait)));
        }
        recovery.begun = Some(now);
        recovery.under_way = Some(version);
        recovery.there = true;
        let copy = RecoveryCopy {
            case: Box::new(self.session.case().clone()),
            path: self.session.held_path().map(ToOwned::to_owned),
        };
        (Some(Effect::KeepRecovery(Box::new(copy))), None)
    }

    pub(super) fn recovery_kept(&mut self, kept: Result<(), RecoveryError>) {
        let version = self.recovery.under_way.take();
        if kept.is_ok() {
            self.recovery.written = version.map(|(session, _)| session);
        }
        // One that failed is tried again.
        self.recovery.kept = version.filter(|_| kept.is_ok());
        self.recovery.failed = match kept {
            Ok(()) => None,
            Err(RecoveryError::KeyStore(error)) => {
                self.recovery.answered(Some(error));
                None
            }
            Err(error) => Some(reason_not_kept(error)),
        };
    }

    pub(super) fn recovery_dropped(&mut self, dropped: Result<(), RecoveryError>) {
        // Otherwise another file is this window's by now.
        if std::mem::take(&mut self.recovery.dropping) {
            self.recovery.there = false;
            self.recovery.written = None;
        }
        if let Err(error) = dropped {
            self.tell(NoticeKind::Warning, Message::RecoveryNotRemoved(reason_not_kept(error)));
        }
    }

    pub(super) fn recoveries_found(&mut self, found: Vec<FoundRecovery>) -> Vec<Effect> {
        let is_shown = matches!(self.dialog, Some(Dialog::Recover { .. }));
        self.recovery.offers = !found.is_empty() && !is_shown;
        let is_unlocked = found.iter().any(|found| found.indication.is_ok());
        self.recovery.found = found;
        // What is typed now can be kept again.
        let asks = is_unlocked && self.recovery.was_refused();
        asks.then_some(Effect::FindKeys).into_iter().collect()
    }

    /// What a crash left is offered as soon as nothing else is asked. Who is typing is told, and not
    /// stopped: the next key would answer the dialog.
    pub(super) fn offer_recoveries(&mut self) {
        let is_asked = self.dialog.is_some() || self.picking.is_some() || self.next.is_some();
        // What is under way may ask something in its turn.
        let is_at_work = self.busy || self.writing.is_some() || self.making_keys.is_some();
        if !self.recovery.offers || is_asked || is_at_work {
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

    pub(super) fn answer_recover(
        &mut self,
        discarding: Option<PathBuf>,
        answer: DialogAnswer,
    ) -> Vec<Effect> {
        match answer {
            DialogAnswer::Recover(file) => self.unless_unsaved(Next::Recover(file)),
            // The only copy: asked for twice.
            DialogAnswer::DiscardRecovery(file) if discarding.as_ref() == Some(&file) => {
                self.dialog = Some(Dialog::Recover { discarding: None });
                vec![Effect::DiscardRecovery(file)]
            }
            DialogAnswer::DiscardRecovery(file) => {
                self.dialog = Some(Dialog::Recover { discarding: Some(file) });
                Vec::new()
            }
            DialogAnswer::Confirm => {
                self.recover_later();
                Vec::new()
            }
            _ => {
                self.dialog = Some(Dialog::Recover { discarding });
                Vec::new()
            }
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
        file: PathBuf,
        taken: Result<Box<TakenRecovery>, RecoveryError>,
    ) -> Vec<Effect> {
        match taken {
            // Something was typed while the copy was read.
            Ok(_) if self.would_lose_changes() => self.unless_unsaved(Next::Recover(file)),
            Ok(taken) => {
                let TakenRecovery { copy, faults } = *taken;
                if let Some(path) = &copy.path {
                    self.remember_folder(path, &copy.case);
                }
                let set = self.session.set().clone();
                self.view = View::Form;
                self.begin(Session::recovered(set, *copy.case));
                self.tell(NoticeKind::Warning, Message::Recovered(copy.path));
                if !faults.is_empty() {
                    self.tell_faults(faults);
                    self.tell(NoticeKind::Warning, Message::RecoveredInPart);
                    // What could not be read is still there; this window keeps a copy of its own.
                    return Vec::new();
                }
                self.recovery.found.retain(|found| found.file != file);
                self.tell_of_recoveries();
                // The file is this window's from now on, in the place of its own.
                self.recovery.dropping = false;
                self.recovery.there = true;
                self.recovery.written = Some(self.session_number);
                self.recovery.kept = None;
                vec![Effect::AdoptRecovery(file)]
            }
            Err(error) => {
                self.stay();
                self.tell(NoticeKind::Error, Message::NotRecovered(reason_not_kept(error)));
                Vec::new()
            }
        }
    }

    pub(super) fn recovery_discarded(&mut self, file: PathBuf, discarded: Result<(), RecoveryError>) {
        match discarded {
            Ok(()) => {
                self.recovery.found.retain(|found| found.file != file);
                if self.recovery.found.is_empty() && matches!(self.dialog, Some(Dialog::Recover { .. })) {
                    self.dialog = None;
                }
            }
            Err(error) => self.tell(NoticeKind::Warning, Message::RecoveryNotRemoved(reason_not_kept(error))),
        }
    }
}
