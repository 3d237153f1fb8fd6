//! Windows: prints with the `print` verb of the program that is registered for PDF files.

use super::HandoverError;
use std::os::windows::ffi::OsStrExt;
use std::path::Path;
use std::ptr::{null, null_mut};
use windows_sys::Win32::UI::Shell::ShellExecuteW;
use windows_sys::Win32::UI::WindowsAndMessaging::SW_SHOWNORMAL;

/// `ShellExecuteW` returns a value up to this for an error.
const LAST_ERROR: usize = 32;
/// `ShellExecuteW` returns this if no program is registered for the verb.
const NO_ASSOCIATION: usize = 31;

/// Prints a PDF file.
pub fn print(path: &Path) -> Result<(), HandoverError> {
    let verb: Vec<u16> = "print\0".encode_utf16().collect();
    let file: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
    #[expect(unsafe_code, reason = "Windows has no safe interface for printing by verb")]
    // SAFETY: both strings end in a zero and outlive the call; the other pointers may be null.
    let code =
        unsafe { ShellExecuteW(null_mut(), verb.as_ptr(), file.as_ptr(), null(), null(), SW_SHOWNORMAL) };
    match code as usize {
        NO_ASSOCIATION => Err(HandoverError::NoProgram),
        code @ 0..=LAST_ERROR => Err(HandoverError::System(format!("ShellExecute {code}"))),
        _ => Ok(()),
    }
}
