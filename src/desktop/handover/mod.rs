//! Gives a report to the system, to be shown or printed. Each system has a file of its own here.

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

/// Shows the PDF file at `path`. Blocks until the system has taken the file.
pub fn hand_over(handover: Handover, path: &Path) -> Result<(), HandoverError> {
    match handover {
        Handover::View => open_in_default_program(path),
        Handover::ShowInFolder => system::show_in_folder(path),
    }
}

/// Prints the PDF file at `path`. Blocks until the system has taken the file.
pub fn print(path: &Path) -> Result<(), HandoverError> {
    system::print(path)
}

fn open_in_default_program(path: &Path) -> Result<(), HandoverError> {
    open::that_detached(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => HandoverError::NoProgram,
        _ => HandoverError::System(error.to_string()),
    })
}
