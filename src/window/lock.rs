//! The window covers itself when nobody has done anything for a while, or on command.

use super::state::State;
use crate::desktop::Protection;
use crate::encryption::Passphrase;
use std::time::Duration;

/// Whether the window is covered, and since when nothing was done.
#[derive(Debug, Default)]
pub struct IdleLock {
    /// By the clock of the window, in seconds.
    last_done: Option<f64>,
    /// The cover, while there is one.
    pub cover: Option<Cover>,
}

/// What is over the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// What was typed so far.
    pub typed: Passphrase,
    /// Whether another passphrase was tried.
    pub wrong: bool,
}

impl IdleLock {
    pub(super) fn typed(&mut self, typed: Passphrase) {
        if let Some(cover) = &mut self.cover {
            *cover = Cover { typed, wrong: false };
        }
    }
}

impl State {
    /// Whether the window is covered.
    pub fn is_locked(&self) -> bool {
        self.lock.cover.is_some()
    }

    /// The passphrase that uncovers the window: that of the case, if it has one.
    pub fn unlocks_with(&self) -> Option<&Passphrase> {
        match self.session.protection() {
            Some(Protection::Passphrase(passphrase)) => Some(passphrase),
            Some(Protection::Plain | Protection::Keys) | None => None,
        }
    }

    pub(super) fn lock_window(&mut self) {
        self.leave_field();
        self.lock.cover = Some(Cover::default());
    }

    pub(super) fn unlock(&mut self) {
        let Some(cover) = &self.lock.cover else { return };
        if self.unlocks_with().is_none_or(|passphrase| *passphrase == cover.typed) {
            self.lock.cover = None;
        } else {
            self.lock.cover = Some(Cover { typed: Passphrase::default(), wrong: true });
        }
    }

    /// Covers the window when its time has come. Says in how long to ask again.
    ///
    /// What is done after that time finds it covered: the hand that wakes the computer may be anybody's.
    pub fn cover_when_idle(&mut self, now: f64, done: bool) -> Option<Duration> {
        let last = self.lock.last_done.unwrap_or(now);
        let minutes = self.settings.lock_after.minutes().filter(|_| !self.is_locked());
        // A clock that was set back begins anew.
        let idle = (now - last).max(0.0);
        if minutes.is_some_and(|minutes| idle >= f64::from(minutes) * 60.0) {
            self.lock.last_done = Some(now);
            self.lock_window();
            return None;
        }
        if done || self.lock.last_done.is_none() || now < last {
            self.lock.last_done = Some(now);
            return minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
        }
        minutes.map(|minutes| Duration::from_secs_f64(f64::from(minutes) * 60.0 - idle))
    }
}
