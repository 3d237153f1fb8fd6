//! The cover over a window that nobody has used for a while, or on command.

use crate::encryption::Passphrase;
use std::time::Duration;

/// When the window was last used, and the cover, while there is one.
#[derive(Debug, Default)]
pub struct IdleLock {
    /// Seconds by the clock of the window.
    last_used: Option<f64>,
    cover: Option<Cover>,
}

/// A cover over the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// The passphrase typed so far.
    pub typed: Passphrase,
    /// Whether another passphrase was tried.
    pub is_wrong: bool,
}

impl IdleLock {
    /// The cover, while there is one.
    pub fn cover(&self) -> Option<&Cover> {
        self.cover.as_ref()
    }

    /// Covers the window.
    pub fn lock(&mut self) {
        self.cover = Some(Cover::default());
    }

    /// Takes over the passphrase typed so far.
    pub fn type_passphrase(&mut self, typed: Passphrase) {
        if let Some(cover) = &mut self.cover {
            *cover = Cover { typed, is_wrong: false };
        }
    }

    /// Uncovers the window, if the passphrase that is needed was typed. `None`: none is needed.
    pub fn unlock(&mut self, needed: Option<&Passphrase>) {
        let Some(cover) = &self.cover else { return };
        self.cover = match needed {
            Some(passphrase) if *passphrase != cover.typed => {
                Some(Cover { typed: Passphrase::default(), is_wrong: true })
            }
            Some(_) | None => None,
        };
    }

    /// Whether the window is to be covered now, and in how long to ask again. `limit` is the idle time in
    /// minutes, `now` is in seconds by the clock of the window.
    ///
    /// An input after that time finds the window covered: whoever wakes the computer may not be the user.
    pub fn tick(&mut self, now: f64, is_used: bool, limit: Option<u16>) -> Idle {
        let last = self.last_used.unwrap_or(now);
        let limit = limit.filter(|_| self.cover.is_none()).map(|minutes| f64::from(minutes) * 60.0);
        // A clock that was set back starts the time again.
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

/// How long nobody has used the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Idle {
    /// So long that it is to be covered.
    TooLong,
    /// Not too long; ask again after this time.
    AskIn(Duration),
    /// It does not matter: the window is covered, or is never to be.
    Never,
}
