//! Windows: the window of a process is looked for among those on the desktop of this user, and raised by this program,
//! which is in front. Nothing has to listen. Not built or tried on Windows yet.

use std::path::PathBuf;
use windows_sys::Win32::Foundation::{CloseHandle, HWND, LPARAM};
use windows_sys::Win32::System::Threading::{
    OpenProcess, PROCESS_QUERY_LIMITED_INFORMATION, QueryFullProcessImageNameW,
};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    EnumWindows, GetWindowThreadProcessId, IsIconic, IsWindowVisible, SW_RESTORE, SetForegroundWindow,
    ShowWindow,
};

/// Whether a process has a window that can be raised.
pub fn has_window(process: u32) -> bool {
    is_this_program(process) && window_of(process).is_some()
}

/// Brings the window of a process to the front. Returns whether the system does so.
pub fn raise(process: u32) -> bool {
    let Some(window) = window_of(process).filter(|_| is_this_program(process)) else { return false };
    #[expect(unsafe_code, reason = "Windows has no safe interface for this")]
    // SAFETY: a handle that is no window any more only makes the calls fail.
    unsafe {
        if IsIconic(window) != 0 {
            ShowWindow(window, SW_RESTORE);
        }
        SetForegroundWindow(window) != 0
    }
}

/// Whether a process runs the same file as this one. Else the id, which others may have written, leads elsewhere.
fn is_this_program(process: u32) -> bool {
    let mut path = [0u16; 1024];
    let mut length = path.len() as u32;
    #[expect(unsafe_code, reason = "Windows has no safe interface for this")]
    // SAFETY: the buffer has the length that is given, and the handle is closed once.
    let is_known = unsafe {
        let handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, 0, process);
        if handle.is_null() {
            return false;
        }
        let result = QueryFullProcessImageNameW(handle, 0, path.as_mut_ptr(), &mut length);
        CloseHandle(handle);
        result != 0
    };
    let other = path.get(..length as usize).map(String::from_utf16_lossy).map(PathBuf::from);
    is_known && std::env::current_exe().ok() == other
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
