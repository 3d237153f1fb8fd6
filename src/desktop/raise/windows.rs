//! Windows: the window of a process is looked for among those on the desktop of this user, and raised by this program,
//! which is in front. Nothing has to listen. Not built or tried on Windows yet.

use super::RaiseOutcome;
use windows_sys::Win32::Foundation::{CloseHandle, HANDLE, HWND, LPARAM};
use windows_sys::Win32::System::Threading::{
    GetCurrentProcess, OpenProcess, PROCESS_QUERY_LIMITED_INFORMATION, QueryFullProcessImageNameW,
};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    EnumWindows, GetWindowThreadProcessId, IsIconic, IsWindowVisible, SW_RESTORE, SetForegroundWindow,
    ShowWindow,
};

/// Whether a process has a window that can be raised.
pub fn has_window(process: u32) -> bool {
    is_this_program(process) && window_of(process).is_some()
}

/// Brings the window of a process to the front.
pub fn raise(process: u32) -> RaiseOutcome {
    let Some(window) = window_of(process).filter(|_| is_this_program(process)) else {
        return RaiseOutcome::Failed;
    };
    #[expect(unsafe_code, reason = "Windows has no safe interface for this")]
    // SAFETY: a handle that is no window any more only makes the calls fail.
    let is_raised = unsafe {
        if IsIconic(window) != 0 {
            ShowWindow(window, SW_RESTORE);
        }
        SetForegroundWindow(window) != 0
    };
    if is_raised { RaiseOutcome::Raised } else { RaiseOutcome::Failed }
}

/// Whether a process runs the same file as this one. Else the id, which others may have written, leads elsewhere.
fn is_this_program(process: u32) -> bool {
    #[expect(unsafe_code, reason = "Windows has no safe interface for this")]
    // SAFETY: the handle is only used while it is open, and closed once.
    let other = unsafe {
        let handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, 0, process);
        if handle.is_null() {
            return false;
        }
        let path = image_path(handle);
        CloseHandle(handle);
        path
    };
    #[expect(unsafe_code, reason = "Windows has no safe interface for this")]
    // SAFETY: this handle stands for the own process, and is never closed.
    let own = unsafe { image_path(GetCurrentProcess()) };
    // A program that was started as `WGS-Referral.EXE` has that in its path.
    own.is_some() && own == other
}

/// The path of the file that a process runs, in lower case. The same call gives it for each process: `current_exe`
/// may write the same path in another way, as with a short name or a mapped drive.
///
/// # Safety
///
/// `process` is an open handle that may be asked for this.
#[expect(unsafe_code, reason = "Windows has no safe interface for this")]
unsafe fn image_path(process: HANDLE) -> Option<String> {
    /// Of a path in UTF-16, the longest that Windows has.
    const LONGEST: usize = 1 << 15;
    let mut path = vec![0u16; LONGEST];
    let mut length = LONGEST as u32;
    // SAFETY: the buffer has the length that is given.
    let is_known = unsafe { QueryFullProcessImageNameW(process, 0, path.as_mut_ptr(), &mut length) } != 0;
    let path = path.get(..length as usize).filter(|_| is_known)?;
    // A name that is no text stands for no other one.
    Some(String::from_utf16(path).ok()?.to_lowercase())
}

/// What is looked for, and what was found.
struct WindowSearch {
    process: u32,
    window: Option<HWND>,
}

/// The visible window of a process.
fn window_of(process: u32) -> Option<HWND> {
    let mut search = WindowSearch { process, window: None };
    #[expect(unsafe_code, reason = "Windows has no safe interface for this")]
    // SAFETY: `search` outlives the call, which passes its address to `look_at` alone.
    unsafe {
        EnumWindows(Some(look_at), &raw mut search as LPARAM);
    }
    search.window
}

/// Ends the search with 0.
#[expect(unsafe_code, reason = "Windows calls it")]
unsafe extern "system" fn look_at(window: HWND, search: LPARAM) -> i32 {
    let mut owner = 0;
    // SAFETY: `search` is the address that `window_of` has passed, and nothing else uses it meanwhile.
    let search = unsafe { &mut *(search as *mut WindowSearch) };
    // SAFETY: a handle that is no window any more only makes the calls fail.
    let is_visible = unsafe {
        GetWindowThreadProcessId(window, &mut owner);
        IsWindowVisible(window) != 0
    };
    if owner != search.process || !is_visible {
        return 1;
    }
    search.window = Some(window);
    0
}
