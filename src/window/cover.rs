//! The cover, which hides the window after an idle time or on command.

use super::notice::Reason;
use crate::encryption::Passphrase;
use std::time::Duration;

/// The time of the last user input, and the cover while it is shown.
#[derive(Debug, Default)]
pub struct IdleLock {
    /// The time of the last user input, in seconds of the window's clock; `None`: the program has just started.
    last_used: Option<f64>,
    cover: Option<Cover>,
}

/// The cover over the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// The passphrase typed so far.
    typed: Passphrase,
    /// Why the last attempt to uncover the window has failed.
    problem: Option<CoverProblem>,
    /// Whether the case could not be sealed. It is not tried again until the window is covered anew.
    has_sealing_failed: bool,
}

/// Why the window could not be uncovered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoverProblem {
    /// Another passphrase was typed.
    WrongPassphrase,
    /// The key store or the decryption has failed. The user can try again.
    Failed(Reason),
}

/// Whether and how a covered window is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockStatus {
    /// Anybody can uncover it: the case has no passphrase and no keys.
    Open,
    /// The case is being sealed. Its passphrase uncovers the window.
    Sealing,
    /// The case stays in memory, for this reason. Its passphrase uncovers the window.
    NotSealed(LockObstacle),
    /// Only the passphrase of the case gives the case back.
    Sealed,
    /// The key store has to answer before the window is uncovered.
    AsksKeys,
    /// The case is being opened with the passphrase that was typed.
    Unsealing,
    /// The key store is being asked.
    AskingKeys,
}

/// Why a case is not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockObstacle {
    /// A job may have something of the case, or the window is to close.
    JobInFlight,
    /// A dialog is open that may hold a passphrase, a path or a case.
    DialogOpen,
    /// The recovery copy does not hold the last changes yet.
    NoCopyYet,
    /// The case could not be encrypted.
    Failed,
}

impl LockStatus {
    /// Whether an attempt to unlock the window is in flight.
    pub fn is_unlocking(self) -> bool {
        matches!(self, LockStatus::Unsealing | LockStatus::AskingKeys)
    }
}

impl Cover {
    /// The passphrase typed so far.
    pub fn typed(&self) -> &Passphrase {
        &self.typed
    }

    /// Why the last attempt to uncover the window has failed.
    pub fn problem(&self) -> Option<&CoverProblem> {
        self.problem.as_ref()
    }
}

impl IdleLock {
    /// The cover, while it is shown.
    pub fn cover(&self) -> Option<&Cover> {
        self.cover.as_ref()
    }

    /// Covers the window.
    pub fn lock(&mut self) {
        self.cover = Some(Cover::default());
    }

    /// Sets the passphrase that was typed so far.
    pub fn type_passphrase(&mut self, typed: Passphrase) {
        if let Some(cover) = &mut self.cover {
            cover.typed = typed;
            cover.problem = None;
        }
    }

    /// Uncovers the window if the typed passphrase equals `needed`. `None`: no passphrase is needed.
    pub fn unlock(&mut self, needed: Option<&Passphrase>) {
        let Some(cover) = &self.cover else { return };
        match needed {
            Some(passphrase) if !passphrase.is_same(&cover.typed) => {
                self.note_problem(CoverProblem::WrongPassphrase);
            }
            Some(_) | None => self.uncover(),
        }
    }

    /// Uncovers the window.
    pub fn uncover(&mut self) {
        self.cover = None;
    }

    /// Notes why the window could not be uncovered. What was typed is wiped.
    pub fn note_problem(&mut self, problem: CoverProblem) {
        if let Some(cover) = &mut self.cover {
            cover.typed = Passphrase::default();
            cover.problem = Some(problem);
        }
    }

    /// Notes that the case could not be sealed.
    pub fn note_sealing_failed(&mut self) {
        if let Some(cover) = &mut self.cover {
            cover.has_sealing_failed = true;
        }
    }

    /// Whether the case could not be sealed behind this cover.
    pub fn has_sealing_failed(&self) -> bool {
        self.cover.as_ref().is_some_and(|cover| cover.has_sealing_failed)
    }

    /// Whether the window must be covered now, and when to check again. `limit` is the idle time in minutes, `now` is
    /// the time in seconds of the window's clock.
    ///
    /// The first input after the idle time does not prevent the cover: it may come from another person.
    pub fn tick(&mut self, now: f64, is_used: bool, limit: Option<u16>) -> Idle {
        let last = self.last_used.unwrap_or(now);
        let limit = limit.filter(|_| self.cover.is_none()).map(|minutes| f64::from(minutes) * 60.0);
        // If the clock was set back, the idle time starts again.
        let idle = (now - last).max(0.0);
        if limit.is_some_and(|limit| idle >= limit) {
            self.last_used = Some(now);
            return Idle::TooLong;
        }
        let restarts = is_used || self.last_used.is_none() || now < last;
        if restarts {
            self.last_used = Some(now);
        }
        match limit {
            Some(limit) => Idle::AskIn(Duration::from_secs_f64(if restarts { limit } else { limit - idle })),
            None => Idle::Never,
        }
    }
}

/// The result of a check of the idle time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Idle {
    /// The idle time is over, and the window must be covered.
    TooLong,
    /// The idle time is not over; check again after this time.
    AskIn(Duration),
    /// The window is covered already, or the settings have no idle time.
    Never,
}
