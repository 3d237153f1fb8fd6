//! The clipboard. Patient data is excluded from the system's clipboard history and cleared after a while.

use super::CopyResult;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use zeroize::Zeroizing;

/// A copied patient summary is cleared from the clipboard after this time.
const CLEAR_AFTER: Duration = Duration::from_secs(60);

/// How often clearing is tried while another program holds the clipboard, and the pause between attempts.
const CLEAR_ATTEMPTS: u32 = 5;
const RETRY_INTERVAL: Duration = Duration::from_millis(50);

/// What this process has put on the clipboard.
#[derive(Default)]
struct ClipboardState {
    /// Kept open, because on Linux the copied text is lost with the connection that offers it.
    clipboard: Option<arboard::Clipboard>,
    /// The text that is still to be cleared.
    text: Option<Zeroizing<String>>,
    /// The number of texts copied so far. It tells a delayed clearing whether its text is still the latest one.
    generation: u64,
}

fn state() -> MutexGuard<'static, ClipboardState> {
    static STATE: Mutex<ClipboardState> =
        Mutex::new(ClipboardState { clipboard: None, text: None, generation: 0 });
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts a text on the clipboard, and asks the system to keep it out of the clipboard history and off other
/// devices. With `clear`, the text is cleared after [`CLEAR_AFTER`], unless something else was copied by then.
pub fn copy(text: Zeroizing<String>, clear: bool) -> CopyResult {
    let mut state = state();
    if state.clipboard.is_none() {
        state.clipboard = arboard::Clipboard::new().ok();
    }
    let Some(clipboard) = &mut state.clipboard else { return CopyResult::Failed };
    if exclude_from_history(clipboard.set()).text(text.as_str()).is_err() {
        state.clipboard = None;
        return CopyResult::Failed;
    }
    state.generation += 1;
    state.text = clear.then_some(text);
    if clear {
        let generation = state.generation;
        drop(state);
        let spawned = thread::Builder::new().name("clear clipboard".to_owned()).spawn(move || {
            thread::sleep(CLEAR_AFTER);
            clear_generation(Some(generation));
        });
        return CopyResult::Copied { will_be_cleared: spawned.is_ok() };
    }
    CopyResult::Copied { will_be_cleared: false }
}

/// Clears a text that is still to be cleared now: when the window closes, no thread is left to do it later.
pub fn clear() {
    clear_generation(None);
}

/// Clears the text that is to be cleared. `None`: whichever it is; else only if it is of this generation.
fn clear_generation(generation: Option<u64>) {
    let mut state = state();
    if generation.is_some_and(|generation| generation != state.generation) {
        return;
    }
    let Some(text) = state.text.take() else { return };
    for _ in 0..CLEAR_ATTEMPTS {
        // A later copy that failed has closed the connection.
        if state.clipboard.is_none() {
            state.clipboard = arboard::Clipboard::new().ok();
        }
        if state.clipboard.as_mut().is_some_and(|clipboard| clear_if_unchanged(clipboard, &text)) {
            return;
        }
        thread::sleep(RETRY_INTERVAL);
    }
}

/// Clears the clipboard if it still holds `text`. Returns whether the text is gone from it.
fn clear_if_unchanged(clipboard: &mut arboard::Clipboard, text: &Zeroizing<String>) -> bool {
    match clipboard.get_text() {
        Ok(current) => Zeroizing::new(current) != *text || clipboard.clear().is_ok(),
        Err(arboard::Error::ContentNotAvailable | arboard::Error::ConversionFailure) => true,
        // Another program may hold the clipboard for a moment.
        Err(_) => false,
    }
}

#[cfg(target_os = "linux")]
fn exclude_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn exclude_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(target_os = "windows")]
fn exclude_from_history(set: arboard::Set<'_>) -> arboard::Set<'_> {
    // This excludes the text from the history and from the clipboard that devices share through the cloud.
    arboard::SetExtWindows::exclude_from_monitoring(set)
}
