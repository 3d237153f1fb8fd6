//! Windows: the `print` verb of the program that the user has for PDF.

use super::HandoverError;
use std::os::windows::ffi::OsStrExt;
use std::path::Path;
use std::ptr::{null, null_mut};
use windows_sys::Win32::UI::Shell::ShellExecuteW;
use windows_sys::Win32::UI::WindowsAndMessaging::SW_SHOWNORMAL;

/// `ShellExecuteW`'s answers up to this are errors.
const LAST_ERROR: usize = 32;
/// No program is registered for the verb.
const NO_ASSOCIATION: usize = 31;

/// Prints a PDF file.
pub fn print(path: &Path) -> Result<(), HandoverError> {
    let verb: Vec<u16> = "print\0".encode_utf16().collect();
    let file: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
    #[expect(unsafe_code, reason = "the system offers printing by verb in no other way")]
    // SAFETY: both texts end in a zero and outlive the call; the other pointers may be null.
    let answer =
        unsafe { ShellExecuteW(null_mut(), verb.as_ptr(), file.as_ptr(), null(), null(), SW_SHOWNORMAL) };
    match answer as usize {
        NO_ASSOCIATION => Err(HandoverError::Nothing),
        code @ 0..=LAST_ERROR => Err(HandoverError::System(format!("ShellExecute {code}"))),
        _ => Ok(()),
    }
}
