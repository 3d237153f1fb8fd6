//! Crash handling: no patient data leaves the process, and a new process reports the crash to the user.

use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// With this argument, and the place of the fault, the program tells of a crash.
const AFTER_CRASH: &str = "--after-crash";
/// With one of these, what became of what was not saved.
const KEPT: &str = "--kept";
const LOST: &str = "--lost";

/// The state of the unsaved changes, which the crash window reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unsaved {
    /// There is nothing that is not.
    #[default]
    Nothing,
    /// It is in a recovery copy, but perhaps for what was typed in the last seconds.
    Kept,
    /// There is no copy of it.
    Lost,
}

static UNSAVED: Mutex<Unsaved> = Mutex::new(Unsaved::Nothing);

/// Sets the state of the unsaved changes that the crash window reports.
pub fn set_unsaved_changes(unsaved: Unsaved) {
    *UNSAVED.lock().unwrap_or_else(PoisonError::into_inner) = unsaved;
}

/// Keeps the system from writing this process's memory to a file when it fails: it holds patients.
#[cfg(unix)]
pub fn disable_core_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // One byte: too little for a file, and for Linux the word that no program gets it either.
    let none = Rlimit { current: Some(1), maximum: Some(1) };
    let _ = setrlimit(Resource::Core, none);
}

/// Keeps the system from writing this process's memory to a file when it fails: it holds patients.
#[cfg(windows)]
pub fn disable_core_dumps() {
    use windows_sys::Win32::System::ErrorReporting::{WER_FAULT_REPORTING_FLAG_NOHEAP, WerSetFlags};
    #[expect(unsafe_code, reason = "the system offers it in no other way")]
    // SAFETY: a plain number goes in and comes out.
    let _ = unsafe { WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP) };
}

/// Opens a window that tells of a crash, in a process of its own: this one is not to be trusted.
/// `place` is a line of the source, and nothing else.
pub fn show_crash_window(place: &str) {
    match *UNSAVED.lock().unwrap_or_else(PoisonError::into_inner) {
        Unsaved::Nothing => start(&[AFTER_CRASH, place]),
        Unsaved::Kept => start(&[AFTER_CRASH, place, KEPT]),
        Unsaved::Lost => start(&[AFTER_CRASH, place, LOST]),
    }
}

/// Starts the program anew.
pub fn restart_program() {
    start(&[]);
}

fn start(arguments: &[&str]) {
    // If this fails, no process is left that could report it.
    if let Ok(program) = std::env::current_exe() {
        let _ = Command::new(program).args(arguments).spawn();
    }
}
