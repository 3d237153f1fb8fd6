//! Tells why no window opens, where there is no console to tell it on.

/// Shows a message box and waits until it is closed.
#[cfg(target_os = "windows")]
pub fn show_failure(message: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("WGS-henvisning")
        .set_description(message)
        .show();
}
