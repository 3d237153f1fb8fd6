//! Reports why no window opens, on systems where the program has no console.

/// Shows a message box and waits until it is closed.
#[cfg(target_os = "windows")]
pub fn show_failure(message: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("WGS-henvisning")
        .set_description(message)
        .show();
}
