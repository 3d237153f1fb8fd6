//! Gives a saved report to the system, to be shown or printed. The system gets the saved file itself: a temporary
//! copy would leave patient data behind. Each system has a file of its own here.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "windows")]
mod windows;

#[cfg(target_os = "linux")]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;
#[cfg(target_os = "windows")]
use windows as system;

use super::{Handover, HandoverError};
use std::path::Path;

/// Shows or prints the PDF file at `path`. Blocks until the system has taken the file.
pub fn hand_over(handover: Handover, path: &Path) -> Result<(), HandoverError> {
    match handover {
        Handover::View => view(path),
        Handover::Print => system::print(path),
    }
}

fn view(path: &Path) -> Result<(), HandoverError> {
    open::that_detached(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => HandoverError::NoProgram,
        _ => HandoverError::System(error.to_string()),
    })
}
