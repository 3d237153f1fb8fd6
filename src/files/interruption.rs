//! Lets writes come to their end before a signal ends the program, so that they leave no temporary files and locks.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

struct Writes {
    in_progress: usize,
    /// No write starts any more.
    has_ended: bool,
}

static WRITES: Mutex<Writes> = Mutex::new(Writes { in_progress: 0, has_ended: false });
static CHANGED: Condvar = Condvar::new();

fn writes() -> MutexGuard<'static, Writes> {
    WRITES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps a signal from ending the program, until it is dropped. One may be held within another.
pub struct WriteInProgress(());

impl WriteInProgress {
    /// If the program is about to end, the thread waits for that.
    pub fn start() -> Self {
        let mut writes =
            CHANGED.wait_while(writes(), |writes| writes.has_ended).unwrap_or_else(PoisonError::into_inner);
        writes.in_progress += 1;
        WriteInProgress(())
    }
}

impl Drop for WriteInProgress {
    fn drop(&mut self) {
        writes().in_progress -= 1;
        CHANGED.notify_all();
    }
}

/// Waits until no write is in progress, and keeps new ones from starting: the program is about to end. A drive that
/// hangs does not keep it from ending.
#[cfg_attr(not(unix), expect(dead_code, reason = "Windows sends no signals"))]
pub fn end_writes() {
    const PATIENCE: Duration = Duration::from_secs(3);
    let waited = CHANGED.wait_timeout_while(writes(), PATIENCE, |writes| writes.in_progress > 0);
    let (mut writes, _) = waited.unwrap_or_else(PoisonError::into_inner);
    writes.has_ended = true;
}

/// From now on, SIGINT, SIGTERM and SIGHUP end the program after the writes that are in progress, but for those of them
/// that it was started to ignore, as `nohup` does.
///
/// # Errors
/// The system does not accept it.
#[cfg(unix)]
pub fn finish_writes_on_signals() -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::low_level::{emulate_default_handler, pipe};
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    let received = Arc::new(AtomicUsize::new(0));
    let (mut wakes, wake) = UnixStream::pair()?;
    let last = received.clone();
    let wait = move || {
        if wakes.read_exact(&mut [0]).is_ok() {
            end_writes();
            let _ = emulate_default_handler(last.load(Ordering::SeqCst) as i32);
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(wait)?;
    let ignored = ignored_signals();
    for signal in [SIGTERM, SIGHUP, SIGINT] {
        if ignored & 1 << (signal - 1) == 0 {
            signal_hook::flag::register_usize(signal, received.clone(), signal as usize)?;
            pipe::register(signal, wake.try_clone()?)?;
        }
    }
    Ok(())
}

/// The signals that the program was started to ignore, one bit for each; none where the system has no `/proc`.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

/// Windows ends a program of the command line without a signal.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn finish_writes_on_signals() -> std::io::Result<()> {
    Ok(())
}
