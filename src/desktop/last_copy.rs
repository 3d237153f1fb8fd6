//! The recovery copy that is written when the system ends the program: on SIGTERM, SIGHUP and SIGINT, and when the
//! display goes away. Windows sends no signals, and ends the program at log-off without a last copy: what was typed
//! since the last recovery copy, which is written within two seconds, is lost there.
//!
//! The window tells of each change that is not saved. The copy is then written without the window, which the system may
//! not draw any more, and without the key store.

use super::KeyStore;
use super::recovery::{self, RecoveryCopy, RecoveryError};
use super::release::run_within;
use crate::files::{self, Lock, LockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

/// The changes of a window that are not saved, for the moment at which the program ends.
#[derive(Clone)]
pub struct LastCopy {
    keys: KeyStore,
    unsaved: Arc<Mutex<Unsaved>>,
    /// Held while a copy is written: an older version must not replace the last one.
    writing: Arc<Mutex<()>>,
}

#[derive(Default)]
struct Unsaved {
    /// `None`: nothing is unsaved, or the user wants no copies.
    copy: Option<RecoveryCopy>,
    /// The file of this window's copy, and whether this process holds its lock.
    file: Option<(PathBuf, bool)>,
}

impl LastCopy {
    /// How long the end of the program waits at most for the last copy. Half of it may pass until a write before it has
    /// ended.
    pub const PATIENCE: Duration = Duration::from_secs(10);

    /// Nothing is unsaved yet.
    pub fn new(keys: KeyStore) -> Self {
        LastCopy { keys, unsaved: Arc::default(), writing: Arc::default() }
    }

    /// Notes what is not saved; `None`: nothing.
    pub fn note_unsaved(&self, copy: Option<RecoveryCopy>) {
        self.unsaved().copy = copy;
    }

    /// Notes the file of this window's copy.
    pub fn note_file(&self, file: &Path, is_locked: bool) {
        self.unsaved().file = Some((file.to_owned(), is_locked));
    }

    /// Waits until no copy is written. As long as the result is held, no other one is written.
    pub fn start_writing(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what is not saved, if there is something, and keeps every later write from starting for as long as the
    /// result is held. Whether it succeeds, nobody can be told any more.
    fn write(&self) -> EndedWrites<'_> {
        /// The user may type while the copy is written, but not for ever.
        const MOST_WRITES: usize = 10;
        let guard = self.start_writing_soon();
        let mut locks = Vec::new();
        for _ in 0..MOST_WRITES {
            let (copy, file) = {
                let mut unsaved = self.unsaved();
                (unsaved.copy.take(), unsaved.file.clone())
            };
            let (Some(copy), Some((file, is_locked))) = (copy, file) else { break };
            if self.keys.known_copy_recipients().is_none() {
                break;
            }
            locks.extend(self.write_to(&file, is_locked, &copy));
        }
        EndedWrites { _guard: guard, _locks: locks }
    }

    /// Writes what is not saved, and waits for that at most this long: a drive that hangs must not keep the program
    /// from ending. `is_last`: no later write starts.
    pub fn write_within(&self, limit: Duration, is_last: bool) {
        let last = self.clone();
        run_within(limit, move |note_done| {
            let ended = last.write();
            if is_last {
                note_done();
                loop {
                    thread::park();
                }
            }
            drop(ended);
            note_done();
        });
    }

    /// Writes a copy, under another name if another window has locked the file.
    fn write_to(&self, file: &Path, is_locked: bool, copy: &RecoveryCopy) -> Option<Lock> {
        match (recovery::write_copy(file, is_locked, copy, &self.keys), file.parent()) {
            (Err(RecoveryError::Lock(LockError::HeldElsewhere(_))), Some(folder)) => {
                let other = files::new_recovery_file(folder);
                recovery::write_copy(&other, false, copy, &self.keys).ok().flatten()
            }
            (written, _) => written.ok().flatten(),
        }
    }

    /// A write to a drive that hangs must not keep the last copy from being tried.
    fn start_writing_soon(&self) -> Option<MutexGuard<'_, ()>> {
        const ATTEMPTS: u32 = 50;
        const PAUSE: Duration = Duration::from_millis(100);
        for _ in 0..ATTEMPTS {
            match self.writing.try_lock() {
                Ok(guard) => return Some(guard),
                Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            }
        }
        None
    }

    fn unsaved(&self) -> MutexGuard<'_, Unsaved> {
        self.unsaved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps copies from being written, and the last one locked.
#[must_use = "as soon as it is dropped, copies are written again"]
struct EndedWrites<'a> {
    _guard: Option<MutexGuard<'a, ()>>,
    _locks: Vec<Lock>,
}

/// From now on, a signal that ends the program writes the last copy and releases the locks before. The program then
/// ends as without this.
///
/// # Errors
/// The system does not accept it.
#[cfg(unix)]
pub fn write_on_signals(last: &LastCopy) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::low_level::{emulate_default_handler, pipe};
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    use std::sync::atomic::{AtomicUsize, Ordering};
    /// How long to wait for the locks, whose files would be left behind.
    const RELEASE_PATIENCE: Duration = Duration::from_secs(2);
    let received = Arc::new(AtomicUsize::new(0));
    let (mut wakes, wake) = UnixStream::pair()?;
    for signal in [SIGTERM, SIGHUP, SIGINT] {
        signal_hook::flag::register_usize(signal, received.clone(), signal as usize)?;
        pipe::register(signal, wake.try_clone()?)?;
    }
    let last = last.clone();
    let wait = move || {
        if wakes.read_exact(&mut [0]).is_err() {
            return;
        }
        last.write_within(LastCopy::PATIENCE, true);
        files::end_writes();
        run_within(RELEASE_PATIENCE, |note_done| {
            Lock::release_all();
            note_done();
        });
        let signal = received.load(Ordering::SeqCst) as i32;
        let _ = emulate_default_handler(signal);
    };
    thread::Builder::new().name("signals".to_owned()).spawn(wait)?;
    Ok(())
}

/// Windows sends no signals. It tells the windows that the session ends (`WM_ENDSESSION`), but winit drops the message.
#[cfg(not(unix))]
pub fn write_on_signals(_last: &LastCopy) -> std::io::Result<()> {
    Ok(())
}
