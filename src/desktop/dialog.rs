//! The system's file dialogs.

use super::PathPurpose;
#[cfg(target_os = "linux")]
use super::session_bus::{ServiceAnswer, ask_portal};
use crate::wording::Phrases;
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;

/// A dialog that is being shown. It resolves to the path that the user picked; `None`: the user cancelled.
pub type OpenFileDialog = Pin<Box<dyn Future<Output = Option<PathBuf>> + Send>>;

/// Opens a file dialog over a window, at first in `folder`. macOS requires that this runs on the interface thread;
/// a worker then awaits the result, so that the window does not block.
pub fn show_file_dialog<W: HasWindowHandle + HasDisplayHandle>(
    purpose: &PathPurpose,
    folder: Option<&Path>,
    say: Phrases,
    parent: &W,
) -> OpenFileDialog {
    let mut dialog = rfd::AsyncFileDialog::new().set_parent(parent);
    // On some systems no dialog appears if the folder does not exist.
    if let Some(folder) = folder.filter(|folder| crate::files::is_folder(folder)) {
        dialog = dialog.set_directory(folder);
    }
    let cases = say.texts.get("file-type-case");
    let picked: Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>> = match purpose {
        PathPurpose::CaseToOpen => Box::pin(
            dialog
                .set_title(say.texts.get("dialog-open-title"))
                .add_filter(say.texts.get("file-type-case-or-pdf"), &["wgscase", "pdf", "PDF"])
                .pick_file(),
        ),
        PathPurpose::CaseToSave(proposed) => Box::pin(
            dialog
                .set_title(say.texts.get("dialog-save-title"))
                .add_filter(cases, &["wgscase"])
                .set_file_name(proposed)
                .save_file(),
        ),
        PathPurpose::RecoveryKeyToOpen => Box::pin(
            dialog
                .set_title(say.texts.get("dialog-key-open-title"))
                .add_filter(say.texts.get("file-type-key"), &["age", "txt"])
                .pick_file(),
        ),
        PathPurpose::RecoveryKeyToSave(proposed) => Box::pin(
            dialog
                .set_title(say.texts.get("dialog-key-save-title"))
                .add_filter(say.texts.get("file-type-key"), &["age"])
                .set_file_name(proposed)
                .save_file(),
        ),
        PathPurpose::PdfToExport(proposed) => Box::pin(
            dialog
                .set_title(say.texts.get("dialog-export-title"))
                .add_filter("PDF", &["pdf"])
                .set_file_name(proposed)
                .save_file(),
        ),
        PathPurpose::ScanToCompare => Box::pin(
            dialog
                .set_title(say.texts.get("dialog-scan-title"))
                .add_filter(say.texts.get("file-type-scan"), &["png", "jpg", "jpeg", "PNG", "JPG", "JPEG"])
                .pick_file(),
        ),
    };
    Box::pin(async move { picked.await.map(|file| file.path().to_owned()) })
}

/// Whether the system can show a file dialog. If it can't, `rfd` returns the same as for a cancelled dialog, so
/// this must be asked separately. A portal that hangs would keep `rfd` waiting for ever.
#[cfg(target_os = "linux")]
pub fn is_available() -> bool {
    match ask_portal("org.freedesktop.portal.FileChooser") {
        ServiceAnswer::Result => true,
        ServiceAnswer::Error => has_program("zenity"),
        ServiceAnswer::Silence => false,
    }
}

/// Windows and macOS always have a file dialog.
#[cfg(not(target_os = "linux"))]
pub fn is_available() -> bool {
    true
}

#[cfg(target_os = "linux")]
fn has_program(name: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    std::env::split_paths(&path).any(|folder| crate::files::is_file(&folder.join(name)))
}
