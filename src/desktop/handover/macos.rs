//! macOS: shows a file in the Finder, and prints on the default printer of CUPS.

use super::{HandoverError, PrintError};
use std::path::Path;
use std::process::{Command, Stdio};

/// Shows a file among the others of its folder.
pub fn show_in_folder(path: &Path) -> Result<(), HandoverError> {
    let output = Command::new("/usr/bin/open").args(["-R", "--"]).arg(path).stdin(Stdio::null()).output();
    match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(HandoverError::System(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
        Err(error) => Err(HandoverError::System(error.to_string())),
    }
}

/// Prints a PDF file.
pub fn print(path: &Path) -> Result<(), PrintError> {
    let output = Command::new("/usr/bin/lp")
        .args(["-t", "WGS-henvisning", "--"])
        .arg(path)
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            Err(HandoverError::System(String::from_utf8_lossy(&output.stderr).trim().to_owned()).into())
        }
        Err(error) => Err(HandoverError::System(error.to_string()).into()),
    }
}
