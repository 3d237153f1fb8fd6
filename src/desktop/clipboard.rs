//! The clipboard, for what concerns a patient's health: the system is asked not to keep it, and it
//! goes again.

use super::Copied;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use zeroize::Zeroizing;

/// A copied patient summary is cleared from the clipboard after this time.
const CLEAR_AFTER: Duration = Duration::from_secs(60);

/// So often a clipboard that another program has is asked, with such a pause.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(50);

/// What this process has on the clipboard; on Linux it is there only as long as this is.
#[derive(Default)]
struct Ours {
    clipboard: Option<arboard::Clipboard>,
    text: Option<Zeroizing<String>>,
    /// How often something was copied.
    turn: u64,
}

fn ours() -> MutexGuard<'static, Ours> {
    static OURS: Mutex<Ours> = Mutex::new(Ours { clipboard: None, text: None, turn: 0 });
    OURS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts a text on the clipboard, marked as one that no history and no other device is to keep.
/// `clear`: it goes after a minute, unless something else was copied.
pub fn copy(text: Zeroizing<String>, clear: bool) -> Copied {
    let mut ours = ours();
    if ours.clipboard.is_none() {
        ours.clipboard = arboard::Clipboard::new().ok();
    }
    let Some(clipboard) = &mut ours.clipboard else { return Copied::Failed };
    if marked(clipboard.set()).text(text.as_str()).is_err() {
        ours.clipboard = None;
        return Copied::Failed;
    }
    ours.turn += 1;
    ours.text = clear.then_some(text);
    if clear {
        let turn = ours.turn;
        drop(ours);
        let cleared = thread::Builder::new().name("clear clipboard".to_owned()).spawn(move || {
            thread::sleep(CLEAR_AFTER);
            clear_turn(Some(turn));
        });
        return Copied::Done { clears: cleared.is_ok() };
    }
    Copied::Done { clears: false }
}

/// Takes from the clipboard what is to go from there, before its time: the window closes.
pub fn clear() {
    clear_turn(None);
}

fn clear_turn(turn: Option<u64>) {
    let mut ours = ours();
    if turn.is_some_and(|turn| turn != ours.turn) {
        return;
    }
    let Some(text) = ours.text.take() else { return };
    for _ in 0..TRIES {
        // What was copied last may have failed, and have taken the clipboard with it.
        if ours.clipboard.is_none() {
            ours.clipboard = arboard::Clipboard::new().ok();
        }
        if ours.clipboard.as_mut().is_some_and(|clipboard| is_cleared(clipboard, &text)) {
            return;
        }
        thread::sleep(PAUSE);
    }
}

/// Takes a text from the clipboard, unless something else was copied since. Says whether it is not there
/// any more.
fn is_cleared(clipboard: &mut arboard::Clipboard, text: &Zeroizing<String>) -> bool {
    match clipboard.get_text() {
        Ok(there) => Zeroizing::new(there) != *text || clipboard.clear().is_ok(),
        Err(arboard::Error::ContentNotAvailable | arboard::Error::ConversionFailure) => true,
        // Another program may have it for a moment.
        Err(_) => false,
    }
}

#[cfg(target_os = "linux")]
fn marked(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn marked(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(target_os = "windows")]
fn marked(set: arboard::Set<'_>) -> arboard::Set<'_> {
    // Of the cloud and of the history too.
    arboard::SetExtWindows::exclude_from_monitoring(set)
}
