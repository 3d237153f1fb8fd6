//! Crash handling: no patient data leaves the process, and a new process reports the crash to the user.

use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// The argument that makes the program show the crash window. The source location of the panic follows it.
const AFTER_CRASH_ARGUMENT: &str = "--after-crash";
/// The arguments that pass the state of the unsaved changes to the crash window.
const RECOVERABLE_ARGUMENT: &str = "--kept";
const LOST_ARGUMENT: &str = "--lost";

/// The state of the unsaved changes, which the crash window reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnsavedChanges {
    /// There are no unsaved changes.
    #[default]
    None,
    /// They are in a recovery copy, except perhaps what was typed in the last two seconds.
    Recoverable,
    /// There is no recovery copy of them.
    Lost,
}

static UNSAVED_CHANGES: Mutex<UnsavedChanges> = Mutex::new(UnsavedChanges::None);

/// Sets the state of the unsaved changes that the crash window reports.
pub(crate) fn set_unsaved_changes(unsaved_changes: UnsavedChanges) {
    *UNSAVED_CHANGES.lock().unwrap_or_else(PoisonError::into_inner) = unsaved_changes;
}

/// Keeps the system from writing this process's memory to a file when it crashes: it contains patient data.
#[cfg(unix)]
pub fn disable_core_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // With a limit of 0 bytes, Linux writes no file, but still pipes the dump to a crash handler if one is
    // configured. A limit of exactly 1 byte makes the kernel skip the dump in both cases.
    let one_byte = Rlimit { current: Some(1), maximum: Some(1) };
    let _ = setrlimit(Resource::Core, one_byte);
}

/// Keeps the system from writing this process's memory to a file when it crashes: it contains patient data.
#[cfg(windows)]
pub fn disable_core_dumps() {
    use windows_sys::Win32::System::ErrorReporting::{WER_FAULT_REPORTING_FLAG_NOHEAP, WerSetFlags};
    #[expect(unsafe_code, reason = "Windows has no safe interface for this")]
    // SAFETY: the function takes and returns an integer, and no pointer.
    let _ = unsafe { WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP) };
}

/// Starts a new process that shows the crash window, because the state of this one may be corrupt. `place` is the
/// source location of the panic. It must not contain the panic message, which may contain patient data.
pub(crate) fn show_crash_window(place: &str) {
    match *UNSAVED_CHANGES.lock().unwrap_or_else(PoisonError::into_inner) {
        UnsavedChanges::None => start_program(&[AFTER_CRASH_ARGUMENT, place]),
        UnsavedChanges::Recoverable => start_program(&[AFTER_CRASH_ARGUMENT, place, RECOVERABLE_ARGUMENT]),
        UnsavedChanges::Lost => start_program(&[AFTER_CRASH_ARGUMENT, place, LOST_ARGUMENT]),
    }
}

/// Starts a new process of this program, without a case.
pub(crate) fn restart_program() {
    start_program(&[]);
}

fn start_program(arguments: &[&str]) {
    // If this fails, no process is left that could report it.
    if let Ok(program) = std::env::current_exe() {
        let _ = Command::new(program).args(arguments).spawn();
    }
}
