//! Tells a file dialog that could not be shown from one that the user cancelled. `rfd` returns the same for both, and
//! says what has failed in its log messages alone.

use log::{Level, LevelFilter, Log, Metadata, Record};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the last dialog has failed. One dialog is shown at a time.
static HAS_FAILED: AtomicBool = AtomicBool::new(false);

struct DialogLog;

impl Log for DialogLog {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        is_of_dialogs(metadata.target())
    }

    fn log(&self, record: &Record<'_>) {
        if is_of_dialogs(record.target()) {
            // After a warning, `rfd` tries another kind of dialog: what has failed before does not matter.
            HAS_FAILED.store(record.level() == Level::Error, Ordering::Relaxed);
        }
    }

    fn flush(&self) {}
}

fn is_of_dialogs(target: &str) -> bool {
    target.starts_with("rfd::")
}

/// Listens to what is logged of the dialog that is opened next. Nothing of it is kept or written anywhere: it may name
/// the user's files.
pub fn listen() {
    HAS_FAILED.store(false, Ordering::Relaxed);
    // Only the first call has an effect.
    if log::set_logger(&DialogLog).is_ok() {
        log::set_max_level(LevelFilter::Warn);
    }
}

/// Whether the dialog since [`listen`] has failed.
pub fn has_failed() -> bool {
    HAS_FAILED.load(Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_has_failed_unless_another_kind_was_shown_in_its_place() {
        const PORTAL: &str = "rfd::backend::xdg_desktop_portal::portal";
        listen();
        assert!(!has_failed());
        log::error!(target: "wgpu_hal", "of another library");
        assert!(!has_failed());
        log::error!(target: PORTAL, "refused");
        assert!(has_failed());
        log::warn!(target: "rfd::backend::xdg_desktop_portal", "zenity is tried");
        assert!(!has_failed(), "a user who cancels it says so");
        log::error!(target: "rfd::backend::xdg_desktop_portal", "no zenity");
        assert!(has_failed());
        listen();
        assert!(!has_failed());
    }
}
