//! Gives a saved report to the system, to be shown or printed: the file itself, never a copy of it.
//! What differs between systems stands in a file for each.

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

/// Does it. Comes back once the system has taken the file.
pub fn hand_over(what: Handover, path: &Path) -> Result<(), HandoverError> {
    match what {
        Handover::View => view(path),
        Handover::Print => system::print(path),
    }
}

fn view(path: &Path) -> Result<(), HandoverError> {
    open::that_detached(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => HandoverError::Nothing,
        _ => HandoverError::System(error.to_string()),
    })
}
