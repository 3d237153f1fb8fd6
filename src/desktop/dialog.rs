//! The system's file dialogs.

#[cfg(target_os = "linux")]
use super::dialog_log;
use super::path_request::{PathPurpose, PickedPath};
#[cfg(target_os = "linux")]
use super::session_bus::{ServiceAnswer, ask_portal};
use crate::files;
use crate::wording::Phrases;
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

/// A dialog that is being shown. It resolves to the path that the user picked; `None`: cancelled, or not shown at all.
type OpenFileDialog = Pin<Box<dyn Future<Output = Option<PathBuf>> + Send>>;

/// Opens a prepared dialog. Called in a worker: it looks for a folder, on a drive that may hang.
type OpenPrepared = Box<dyn FnOnce() -> OpenFileDialog + Send>;

/// A file dialog that can be opened.
pub struct PreparedDialog(OpenPrepared);

impl PreparedDialog {
    /// Shows the dialog until the user has picked a path or cancelled it. Called in a worker: the session bus can take
    /// long to answer.
    pub fn show(self) -> PickedPath {
        let no_dialog = || PickedPath::NoDialog(files::home_folder());
        if !is_available() {
            return no_dialog();
        }
        #[cfg(target_os = "linux")]
        dialog_log::listen();
        match pollster::block_on((self.0)()) {
            Some(path) => PickedPath::Path(path),
            #[cfg(target_os = "linux")]
            None if dialog_log::has_failed() => no_dialog(),
            None => PickedPath::Cancelled,
        }
    }
}

/// Prepares a file dialog over a window, at first in `folder`. Runs on the interface thread, and touches no file.
pub fn prepare<W: HasWindowHandle + HasDisplayHandle>(
    purpose: &PathPurpose,
    folder: Option<PathBuf>,
    say: Phrases,
    parent: &W,
) -> PreparedDialog {
    let dialog = rfd::AsyncFileDialog::new().set_parent(parent);
    let text = |id| say.texts.get(id);
    let (dialog, saves) = match purpose {
        PathPurpose::CaseToOpen => {
            let extensions = ["wgscase", "pdf", "PDF"];
            let dialog = dialog.set_title(text("dialog-open-title"));
            (dialog.add_filter(text("file-type-case-or-pdf"), &extensions), false)
        }
        PathPurpose::CaseToSave(proposed) => {
            let dialog = dialog.set_title(text("dialog-save-title")).set_file_name(proposed);
            (dialog.add_filter(text("file-type-case"), &["wgscase"]), true)
        }
        PathPurpose::RecoveryKeyToOpen => {
            let dialog = dialog.set_title(text("dialog-key-open-title"));
            (dialog.add_filter(text("file-type-key"), &["age", "txt"]), false)
        }
        PathPurpose::RecoveryKeyToSave(proposed) => {
            let dialog = dialog.set_title(text("dialog-key-save-title")).set_file_name(proposed);
            (dialog.add_filter(text("file-type-key"), &["age"]), true)
        }
        PathPurpose::PdfToExport(proposed) => {
            let dialog = dialog.set_title(text("dialog-export-title")).set_file_name(proposed);
            (dialog.add_filter("PDF", &["pdf"]), true)
        }
        PathPurpose::ScanToCompare => {
            let extensions = ["png", "jpg", "jpeg", "PNG", "JPG", "JPEG"];
            let dialog = dialog.set_title(text("dialog-scan-title"));
            (dialog.add_filter(text("file-type-scan"), &extensions), false)
        }
    };
    PreparedDialog(open_in_folder(dialog, saves, folder))
}

/// On some systems no dialog appears if the folder does not exist.
#[cfg(not(target_os = "macos"))]
fn open_in_folder(dialog: rfd::AsyncFileDialog, saves: bool, folder: Option<PathBuf>) -> OpenPrepared {
    Box::new(move || match folder.filter(|folder| files::is_folder(folder)) {
        Some(folder) => open(dialog.set_directory(folder), saves),
        None => open(dialog, saves),
    })
}

/// macOS requires that the dialog opens on the interface thread, and accepts a folder that does not exist.
#[cfg(target_os = "macos")]
fn open_in_folder(dialog: rfd::AsyncFileDialog, saves: bool, folder: Option<PathBuf>) -> OpenPrepared {
    let opened = match folder {
        Some(folder) => open(dialog.set_directory(folder), saves),
        None => open(dialog, saves),
    };
    Box::new(move || opened)
}

fn open(dialog: rfd::AsyncFileDialog, saves: bool) -> OpenFileDialog {
    let path = |file: rfd::FileHandle| file.path().to_owned();
    if saves {
        let picked = dialog.save_file();
        Box::pin(async move { picked.await.map(path) })
    } else {
        let picked = dialog.pick_file();
        Box::pin(async move { picked.await.map(path) })
    }
}

/// Whether the system can show a file dialog. If it can't, `rfd` returns the same as for a cancelled dialog, so
/// this must be asked separately. A portal that hangs would keep `rfd` waiting for ever.
#[cfg(target_os = "linux")]
fn is_available() -> bool {
    match ask_portal("org.freedesktop.portal.FileChooser") {
        ServiceAnswer::Result(()) => true,
        ServiceAnswer::Error => has_program("zenity"),
        ServiceAnswer::Silence => false,
    }
}

/// Windows and macOS always have a file dialog.
#[cfg(not(target_os = "linux"))]
fn is_available() -> bool {
    true
}

#[cfg(target_os = "linux")]
fn has_program(name: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    std::env::split_paths(&path).any(|folder| files::is_file(&folder.join(name)))
}
