//! Linux: the desktop's own print dialog, through the portal; without one, CUPS's default printer.

use super::HandoverError;
use crate::files;
use std::collections::HashMap;
use std::io::ErrorKind;
use std::os::fd::AsFd;
use std::path::Path;
use std::process::{Command, Stdio};
use zbus::zvariant::{Fd, OwnedObjectPath, Value};

/// Prints a PDF file.
pub fn print(path: &Path) -> Result<(), HandoverError> {
    let file = files::open(path).map_err(|error| HandoverError::System(error.to_string()))?;
    match with_portal(&file) {
        Ok(()) => Ok(()),
        // No portal that can print.
        Err(_) => with_cups(path),
    }
}

/// The portal takes the open file and asks the user for printer and pages.
fn with_portal(file: impl AsFd) -> zbus::Result<()> {
    let session = zbus::blocking::Connection::session()?;
    let (no_window, title) = ("", "WGS-henvisning");
    let options: HashMap<&str, Value<'_>> = HashMap::new();
    let reply = session.call_method(
        Some("org.freedesktop.portal.Desktop"),
        "/org/freedesktop/portal/desktop",
        Some("org.freedesktop.portal.Print"),
        "Print",
        &(no_window, title, Fd::from(file.as_fd()), options),
    )?;
    reply.body().deserialize::<OwnedObjectPath>().map(|_| ())
}

fn with_cups(path: &Path) -> Result<(), HandoverError> {
    let done = Command::new("lp").arg("--").arg(path).stdin(Stdio::null()).output();
    match done {
        Ok(done) if done.status.success() => Ok(()),
        Ok(done) => Err(HandoverError::System(String::from_utf8_lossy(&done.stderr).trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(HandoverError::Nothing),
        Err(error) => Err(HandoverError::System(error.to_string())),
    }
}
