//! The recovery copy in the window: kept while something is not saved, offered after a crash.

use super::command::{DialogAnswer, Target};
use super::field::Field;
use super::handle::{reason_not_kept, reason_of};
use super::session::Session;
use super::state::{Dialog, Message, Next, NoticeKind, Reason, State, View};
use crate::desktop::{Effect, FoundRecovery, RecoveryCopy, RecoveryError, SessionNumber};
use crate::files::FileError;
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
    key: Option<Result<(), Reason>>,
    /// Why the last copy was not written.
    failed: Option<Reason>,
    /// Which version of the case is kept.
    kept: Option<(SessionNumber, u64)>,
    /// Whether there may be a file.
    there: bool,
    under_way: Option<(SessionNumber, u64)>,
    dropping: bool,
    /// When a key was asked for last, by the clock of the computer.
    asked: Option<f64>,
    /// Whether what a crash left was looked for.
    looked: bool,
    /// When the last write began, by the clock of the computer.
    begun: Option<f64>,
    /// Nothing is to be kept any more: the window closes.
    leaving: bool,
    /// What a crash left.
    pub found: Vec<FoundRecovery>,
}

/// Whether what is typed outlives a crash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping<'a> {
    /// It does.
    Kept,
    /// It is not known yet.
    Unknown,
    /// The user does not want it.
    Off,
    /// It can't be.
    Impossible(&'a Reason),
}

impl Recovery {
    /// Says whether it is time to look for what a crash left.
    pub(super) fn has_a_key(&mut self) -> bool {
        self.key = Some(Ok(()));
        !std::mem::replace(&mut self.looked, true)
    }

    pub(super) fn has_no_key(&mut self, why: Reason) {
        self.key = Some(Err(why));
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
}

impl State {
    /// Whether what is typed outlives a crash.
    pub fn keeping_recovery(&self) -> Keeping<'_> {
        match (&self.recovery.key, &self.recovery.failed) {
            _ if !self.settings.recovery_copies => Keeping::Off,
            _ if !self.recovery.possible => Keeping::Impossible(&Reason::Message("reason-no-place")),
            (Some(Err(why)), _) | (_, Some(why)) => Keeping::Impossible(why),
            (Some(Ok(())), None) => Keeping::Kept,
            // Who has typed and is not answered should know.
            (None, None) if self.session.has_unsaved_changes() => {
                Keeping::Impossible(&Reason::Message("reason-no-key-store"))
            }
            (None, None) => Keeping::Unknown,
        }
    }

    /// Whether all that was typed is in the recovery copy; `None`: there is none to be had.
    pub fn is_kept(&self) -> Option<bool> {
        let version = (self.session_number, self.session.revision());
        matches!(self.keeping_recovery(), Keeping::Kept).then_some(self.recovery.kept == Some(version))
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
        if recovery.key != Some(Ok(())) {
            // The key store may come up, or be unlocked, later.
            let wait = recovery.asked.map_or(0.0, |asked| asked + ASK_AGAIN - now).min(ASK_AGAIN);
            if wait > 0.0 {
                return (None, Some(Duration::from_secs_f64(wait)));
            }
            recovery.asked = Some(now);
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
        // One that failed is tried again.
        self.recovery.kept = version.filter(|_| kept.is_ok());
        self.recovery.failed = kept.err().map(reason_not_kept);
    }

    pub(super) fn recovery_dropped(&mut self, dropped: Result<(), FileError>) {
        self.recovery.dropping = false;
        self.recovery.there = false;
        if let Err(error) = dropped {
            self.tell(NoticeKind::Warning, Message::RecoveryNotRemoved(reason_of(error)));
        }
    }

    pub(super) fn recoveries_found(&mut self, found: Vec<FoundRecovery>) {
        self.recovery.found = found;
        // Whatever is open was the user's first wish; the command leads there too.
        if !self.recovery.found.is_empty() && self.dialog.is_none() {
            self.dialog = Some(Dialog::Recover { discarding: None });
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
        taken: Result<Box<RecoveryCopy>, RecoveryError>,
    ) -> Vec<Effect> {
        match taken {
            // Something was typed while the copy was read.
            Ok(_) if self.would_lose_changes() => self.unless_unsaved(Next::Recover(file)),
            Ok(copy) => {
                self.recovery.found.retain(|found| found.file != file);
                let set = self.session.set().clone();
                if let Some(path) = &copy.path {
                    self.remember_folder(path);
                }
                self.view = View::Form;
                self.begin(Session::recovered(set, *copy.case));
                self.tell(NoticeKind::Warning, Message::Recovered(copy.path));
                // The file is this window's from now on, in the place of its own.
                self.recovery.there = true;
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

    pub(super) fn recovery_discarded(&mut self, file: PathBuf, discarded: Result<(), FileError>) {
        match discarded {
            Ok(()) => {
                self.recovery.found.retain(|found| found.file != file);
                if self.recovery.found.is_empty() && matches!(self.dialog, Some(Dialog::Recover { .. })) {
                    self.dialog = None;
                }
            }
            Err(error) => self.tell(NoticeKind::Warning, Message::RecoveryNotRemoved(reason_of(error))),
        }
    }
}
