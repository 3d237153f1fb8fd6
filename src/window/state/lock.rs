//! Covering the window, and locking it: the case is sealed with its passphrase and leaves the memory, or the key store
//! is asked before the case is shown again.

use super::{Window, may_unlock};
use crate::desktop::{KeyRequest, KeyStatus, LockRequest, Protection, Request, UnsealedContent};
use crate::encryption::{DecryptError, Passphrase};
use crate::window::case::{CaseId, SealedContent};
use crate::window::cover::{Cover, CoverProblem, Idle, LockObstacle, LockStatus};
use crate::window::jobs::FollowUp;
use crate::window::notice::Reason;
use std::sync::Arc;
use std::time::Duration;

impl Window {
    /// The cover over the window, while there is one.
    pub fn cover(&self) -> Option<&Cover> {
        self.lock.cover()
    }

    /// Whether the case is sealed: nothing of the patient is in memory.
    pub fn is_sealed(&self) -> bool {
        self.sealed.is_some()
    }

    /// Covers the window when its time has come. Says in how long to ask again. `now` is in seconds by the clock of
    /// the window; `is_used`: whether the user has done something since the last call.
    pub fn cover_when_idle(&mut self, now: f64, is_used: bool) -> Option<Duration> {
        match self.lock.tick(now, is_used, self.settings.lock_after.minutes()) {
            Idle::TooLong => {
                self.cover_window();
                None
            }
            Idle::AskIn(wait) => Some(wait),
            Idle::Never => None,
        }
    }

    pub(super) fn cover_window(&mut self) {
        self.menu = None;
        self.case.leave_field();
        // Whoever covers the window wants nothing of the case on the screen.
        self.jobs.withdraw_hand_overs();
        self.lock.lock();
        self.seal_if_possible();
    }

    /// Uncovers the window, or starts what has to be done before.
    pub(super) fn uncover_window(&mut self) {
        let Some(cover) = self.lock.cover() else { return };
        let typed = cover.typed().clone();
        match self.lock_status() {
            LockStatus::Unsealing | LockStatus::AskingKeys => {}
            LockStatus::Sealed => {
                let Some(case) = &self.sealed else { return };
                let sealed = case.sealed().clone();
                let request = LockRequest::Unseal { sealed, passphrase: typed.clone() };
                self.jobs.start(Request::Lock(request), FollowUp::Unseal(typed));
            }
            LockStatus::AsksKeys => {
                // The user who is asked to unlock it already is not asked a second time.
                if self.jobs.redirect(may_unlock, FollowUp::UncoverWithKeys) {
                    return;
                }
                // A locked key store may say so without asking the user, who is asked the next time.
                let is_locked = self.is_key_store_locked();
                let request = if is_locked { KeyRequest::Unlock } else { KeyRequest::LookUp };
                self.jobs.start(Request::Keys(request), FollowUp::UncoverWithKeys);
            }
            LockStatus::Open | LockStatus::Sealing | LockStatus::NotSealed(_) => {
                let needed = self.passphrase().cloned();
                self.lock.unlock(needed.as_ref());
                if self.lock.cover().is_none() {
                    self.jobs.cancel(is_sealing);
                }
            }
        }
    }

    /// Whether and how the window is locked while it is covered.
    pub(crate) fn lock_status(&self) -> LockStatus {
        if self.lock.cover().is_none() {
            return LockStatus::Open;
        }
        if self.jobs.any(|job| matches!(job, FollowUp::Unseal(_))) {
            return LockStatus::Unsealing;
        }
        if self.jobs.any(|job| matches!(job, FollowUp::UncoverWithKeys)) {
            return LockStatus::AskingKeys;
        }
        if self.sealed.is_some() {
            return LockStatus::Sealed;
        }
        match self.case.session().protection() {
            Some(Protection::Passphrase(_)) if self.jobs.any(is_sealing) => LockStatus::Sealing,
            Some(Protection::Passphrase(_)) => {
                self.obstacle().map_or(LockStatus::Sealing, LockStatus::NotSealed)
            }
            Some(Protection::Keys) => LockStatus::AsksKeys,
            Some(Protection::Plain) | None => LockStatus::Open,
        }
    }

    /// Starts to seal the case behind the cover, unless something would be lost by it.
    pub(super) fn seal_if_possible(&mut self) {
        let is_started = self.sealed.is_some() || self.jobs.any(is_sealing);
        if self.lock.cover().is_none() || is_started || self.obstacle().is_some() {
            return;
        }
        let Some(passphrase) = self.passphrase().cloned() else { return };
        let content = Arc::new(self.case.content_to_seal());
        let follow_up = FollowUp::KeepSealed(self.case.id(), content.clone());
        self.jobs.start(Request::Lock(LockRequest::Seal { content, passphrase }), follow_up);
    }

    /// The case is sealed. It leaves the memory if nothing of it has changed since the sealing was started.
    pub(super) fn case_sealed(&mut self, case: CaseId, content: &SealedContent, sealed: Option<Arc<[u8]>>) {
        let Some(sealed) = sealed else { return self.lock.note_sealing_failed() };
        let is_to_seal = self.lock.cover().is_some() && self.case.id() == case && self.obstacle().is_none();
        if !is_to_seal || !self.case.has_content(content) {
            return;
        }
        let unsaved = self.unsaved();
        // They may name the patient, and have a passphrase.
        self.jobs.forget_typed();
        self.sealed = Some(self.case.seal(sealed, unsaved));
    }

    pub(super) fn case_unsealed(
        &mut self,
        passphrase: Passphrase,
        opened: Result<UnsealedContent, DecryptError>,
    ) {
        let Some(case) = self.sealed.take() else { return };
        let problem = match opened {
            Ok(UnsealedContent(content)) => {
                if self.case.unseal(&case, &content, Protection::Passphrase(passphrase)) {
                    return self.lock.uncover();
                }
                CoverProblem::Failed(Reason::Message("reason-fault"))
            }
            Err(DecryptError::WrongPassphrase) => CoverProblem::WrongPassphrase,
            Err(error) => CoverProblem::Failed(error.into()),
        };
        self.sealed = Some(case);
        self.lock.note_problem(problem);
    }

    /// The key store has answered, or can't be asked.
    pub(super) fn uncover_with(&mut self, keys: KeyStatus) {
        self.keys_looked_up(keys);
        match keys {
            KeyStatus::Present | KeyStatus::Absent => self.lock.uncover(),
            KeyStatus::NoStore(error) => self.lock.note_problem(CoverProblem::Failed(error.into())),
        }
    }

    /// The passphrase of the case, if it has one.
    fn passphrase(&self) -> Option<&Passphrase> {
        match self.case.session().protection() {
            Some(Protection::Passphrase(passphrase)) => Some(passphrase),
            Some(Protection::Plain | Protection::Keys) | None => None,
        }
    }

    /// Why the case can't be sealed now.
    fn obstacle(&self) -> Option<LockObstacle> {
        if self.lock.has_sealing_failed() {
            Some(LockObstacle::Failed)
        } else if self.dialogs.iter().any(|dialog| !dialog.may_stay_while_locked()) {
            Some(LockObstacle::DialogOpen)
        } else if self.is_copy_behind() {
            Some(LockObstacle::NoCopyYet)
        } else if self.jobs.may_use_case() || self.closing.is_some() {
            Some(LockObstacle::JobInFlight)
        } else {
            None
        }
    }
}

fn is_sealing(follow_up: &FollowUp) -> bool {
    matches!(follow_up, FollowUp::KeepSealed(..))
}
