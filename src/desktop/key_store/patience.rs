//! Waits for the key store only while it is alive.
//!
//! A call of the key store may take minutes, while the user types the password that unlocks it. A key store that hangs
//! never answers. The two are told apart by asking the key store something that needs no user. macOS has no such
//! question: there a call is not given up, and the window tells the user after 5 seconds that it waits.

use super::KeyStoreError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// A key store that has not answered after this long, and is not alive, is given up.
const PATIENCE: Duration = Duration::from_secs(5);
/// More calls than this do not wait at once for a key store that hangs.
const MAX_CALLS: usize = 8;

/// How long calls wait, and how a key store that works is told from one that hangs.
#[derive(Clone)]
pub struct Patience {
    patience: Duration,
    is_alive: fn(Duration) -> bool,
    /// The number of calls without an answer, also of those that were given up.
    calls: Arc<AtomicUsize>,
}

impl Patience {
    /// Waits for 5 seconds, and longer while `is_alive` says that the key store works.
    pub fn new(is_alive: fn(Duration) -> bool) -> Self {
        Patience { patience: PATIENCE, is_alive, calls: Arc::default() }
    }

    /// Carries out a call in a thread of its own, and gives it up if the key store hangs. Then the thread stays until
    /// the key store answers or the process ends.
    ///
    /// # Errors
    /// That of the call; or the key store does not answer.
    pub fn wait_for<T: Send + 'static>(
        &self,
        call: impl FnOnce() -> Result<T, KeyStoreError> + Send + 'static,
    ) -> Result<T, KeyStoreError> {
        if self.calls.fetch_add(1, Ordering::SeqCst) >= MAX_CALLS {
            self.calls.fetch_sub(1, Ordering::SeqCst);
            return Err(KeyStoreError::NoAnswer);
        }
        let (sender, answer) = channel();
        let calls = self.calls.clone();
        let run = move || {
            let result = call();
            calls.fetch_sub(1, Ordering::SeqCst);
            // Nobody waits any more if the call was given up.
            let _ = sender.send(result);
        };
        if thread::Builder::new().name("key store".to_owned()).spawn(run).is_err() {
            self.calls.fetch_sub(1, Ordering::SeqCst);
            return Err(KeyStoreError::Unavailable);
        }
        // The question whether the key store is alive takes the other half of the time.
        let half = self.patience / 2;
        loop {
            match answer.recv_timeout(half) {
                Ok(result) => return result,
                Err(RecvTimeoutError::Disconnected) => return Err(KeyStoreError::Unavailable),
                Err(RecvTimeoutError::Timeout) if (self.is_alive)(half) => {}
                // The answer may have come just now.
                Err(RecvTimeoutError::Timeout) => {
                    return answer.try_recv().unwrap_or(Err(KeyStoreError::NoAnswer));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(is_alive: fn(Duration) -> bool) -> Patience {
        Patience { patience: Duration::from_millis(2), ..Patience::new(is_alive) }
    }

    #[test]
    fn a_key_store_that_hangs_is_given_up_and_asked_again_once_it_answers() {
        let patience = short(|_| false);
        let (answer, wait) = channel::<()>();
        let hang = move || {
            let _ = wait.recv();
            Ok(1)
        };
        assert_eq!(patience.wait_for(hang), Err(KeyStoreError::NoAnswer));
        assert_eq!(patience.calls.load(Ordering::SeqCst), 1);
        drop(answer);
        while patience.calls.load(Ordering::SeqCst) > 0 {
            thread::yield_now();
        }
        let long = Patience::new(|_| false);
        assert_eq!(long.wait_for(|| Ok(2)), Ok(2));
    }

    #[test]
    fn a_key_store_that_waits_for_the_user_is_waited_for() {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let patience = short(|_| {
            ASKED.fetch_add(1, Ordering::SeqCst);
            true
        });
        let unlocked = patience.wait_for(|| {
            while ASKED.load(Ordering::SeqCst) < 3 {
                thread::yield_now();
            }
            Ok(())
        });
        assert_eq!(unlocked, Ok(()));
    }

    #[test]
    fn calls_that_hang_do_not_pile_up() {
        let patience = short(|_| false);
        let (answer, wait) = channel::<()>();
        let wait = Arc::new(std::sync::Mutex::new(wait));
        for _ in 0..2 * MAX_CALLS {
            let wait = wait.clone();
            let hang = move || {
                let _ = wait.lock().map(|wait| wait.recv());
                Ok(())
            };
            assert_eq!(patience.wait_for(hang), Err(KeyStoreError::NoAnswer));
        }
        assert_eq!(patience.calls.load(Ordering::SeqCst), MAX_CALLS);
        drop(answer);
    }
}
