//! Windows: shows a file in the Explorer, and prints with the `print` verb of the program that is registered
//! for PDF files.

use super::{HandoverError, PrintError};
use std::os::windows::ffi::OsStrExt;
use std::path::Path;
use std::ptr::{null, null_mut};
use windows_sys::Win32::UI::Shell::ShellExecuteW;
use windows_sys::Win32::UI::WindowsAndMessaging::SW_SHOWNORMAL;

/// `ShellExecuteW` returns a value up to this for an error.
const LAST_ERROR: usize = 32;
/// `ShellExecuteW` returns this if no program is registered for the verb.
const NO_ASSOCIATION: usize = 31;

/// Shows a file among the others of its folder.
pub fn show_in_folder(path: &Path) -> Result<(), HandoverError> {
    use std::os::windows::process::CommandExt;
    // The Explorer reads the rest of its command line as one path, also with blanks and commas. It always reports a
    // failure, whatever it has done.
    let mut argument = std::ffi::OsString::from("/select,\"");
    argument.push(path);
    argument.push("\"");
    let started = std::process::Command::new("explorer.exe").raw_arg(argument).spawn();
    started.map(drop).map_err(|error| HandoverError::System(error.to_string()))
}

/// Prints a PDF file.
pub fn print(path: &Path) -> Result<(), PrintError> {
    let verb: Vec<u16> = "print\0".encode_utf16().collect();
    let file: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
    #[expect(unsafe_code, reason = "Windows has no safe interface for printing by verb")]
    // SAFETY: both strings end in a zero and outlive the call; the other pointers may be null.
    let code =
        unsafe { ShellExecuteW(null_mut(), verb.as_ptr(), file.as_ptr(), null(), null(), SW_SHOWNORMAL) };
    match code as usize {
        NO_ASSOCIATION => Err(HandoverError::NoProgram.into()),
        code @ 0..=LAST_ERROR => Err(HandoverError::System(format!("ShellExecute {code}")).into()),
        _ => Ok(()),
    }
}
