//! The cover, which hides the window after an idle time or on command.

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
    /// Whether the last attempt was wrong.
    is_wrong: bool,
}

impl Cover {
    /// The passphrase typed so far.
    pub fn typed(&self) -> &Passphrase {
        &self.typed
    }

    /// Whether the last attempt was wrong.
    pub fn is_wrong(&self) -> bool {
        self.is_wrong
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
            *cover = Cover { typed, is_wrong: false };
        }
    }

    /// Uncovers the window if the typed passphrase equals `needed`. `None`: no passphrase is needed.
    pub fn unlock(&mut self, needed: Option<&Passphrase>) {
        let Some(cover) = &self.cover else { return };
        self.cover = match needed {
            Some(passphrase) if !passphrase.is_same(&cover.typed) => {
                Some(Cover { typed: Passphrase::default(), is_wrong: true })
            }
            Some(_) | None => None,
        };
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
