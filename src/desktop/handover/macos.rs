//! macOS: prints on the default printer of CUPS.

use super::HandoverError;
use std::path::Path;
use std::process::{Command, Stdio};

/// Prints a PDF file.
pub fn print(path: &Path) -> Result<(), HandoverError> {
    let output = Command::new("/usr/bin/lp").arg("--").arg(path).stdin(Stdio::null()).output();
    match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(HandoverError::System(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
        Err(error) => Err(HandoverError::System(error.to_string())),
    }
}
