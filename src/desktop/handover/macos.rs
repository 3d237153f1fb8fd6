//! macOS: CUPS's default printer.

use super::HandoverError;
use std::path::Path;
use std::process::{Command, Stdio};

/// Prints a PDF file.
pub fn print(path: &Path) -> Result<(), HandoverError> {
    let done = Command::new("/usr/bin/lp").arg("--").arg(path).stdin(Stdio::null()).output();
    match done {
        Ok(done) if done.status.success() => Ok(()),
        Ok(done) => Err(HandoverError::System(String::from_utf8_lossy(&done.stderr).trim().to_owned())),
        Err(error) => Err(HandoverError::System(error.to_string())),
    }
}
