//! Windows of a user take turns to change what is in the folder of the settings: what one of them changes, another one
//! reads before it writes.

use super::{Lock, LockError};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The name of the list of recent files, whose lock is the turn.
pub(super) const RECENT_FILE: &str = "recent.ron";

/// The turn of one thread of one window.
pub(super) struct SettingsTurn {
    _thread: MutexGuard<'static, ()>,
    _window: Option<Lock>,
}

impl SettingsTurn {
    /// Waits for the turn in this folder, for one second at most.
    pub(super) fn take(folder: &Path) -> SettingsTurn {
        const TRIES: usize = 20;
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let thread = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        for _ in 0..TRIES {
            match Lock::acquire(&folder.join(RECENT_FILE)) {
                Ok(lock) => return SettingsTurn { _thread: thread, _window: Some(lock) },
                Err(LockError::HeldElsewhere(_)) => thread::sleep(Duration::from_millis(50)),
                Err(LockError::Unavailable) => break,
            }
        }
        // At worst, one of two windows that write at once loses what it has changed.
        SettingsTurn { _thread: thread, _window: None }
    }
}
