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

use super::{Handover, HandoverError, PrintError, Withdrawal};
use crate::files::{self, FileError, Fingerprint};
use std::path::Path;

/// Shows the PDF file at `path`, which was exported with this fingerprint, unless that is withdrawn while the file is
/// read. Blocks until the system has taken the file.
pub fn hand_over(
    what: Handover,
    path: &Path,
    exported: Fingerprint,
    withdrawal: &Withdrawal,
) -> Result<(), HandoverError> {
    hand_over_with(what, path, exported, |path| match what {
        _ if withdrawal.is_withdrawn() => Err(HandoverError::Withdrawn),
        Handover::View => open_in_default_program(path),
        Handover::ShowInFolder => system::show_in_folder(path),
    })
}

/// Hands the file over with `show` if it is as it was exported: what has taken its place may be the report of another
/// patient. The folder of such a file is shown all the same, as the user may look for what has become of the file.
fn hand_over_with(
    what: Handover,
    path: &Path,
    exported: Fingerprint,
    show: impl FnOnce(&Path) -> Result<(), HandoverError>,
) -> Result<(), HandoverError> {
    match (files::expect_content(path, exported), what) {
        (Ok(()), _) => show(path),
        (Err(FileError::Changed(version)), Handover::ShowInFolder) => {
            show(path)?;
            Err(HandoverError::File(FileError::Changed(version)))
        }
        (Err(error), _) => Err(HandoverError::File(error)),
    }
}

/// Prints the PDF file at `path`. Blocks until the system has taken the file.
pub fn print(path: &Path) -> Result<(), PrintError> {
    system::print(path)
}

fn open_in_default_program(path: &Path) -> Result<(), HandoverError> {
    open::that_detached(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => HandoverError::NoProgram,
        _ => HandoverError::System(error.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::fs;

    /// Whether a file that was exported as `exported` is shown, and what is told.
    fn shown(what: Handover, path: &Path, exported: &[u8]) -> (bool, Result<(), HandoverError>) {
        let is_shown = Cell::new(false);
        let done = hand_over_with(what, path, Fingerprint::of(exported), |_| {
            is_shown.set(true);
            Ok(())
        });
        (is_shown.get(), done)
    }

    #[test]
    fn only_the_file_that_was_exported_is_opened_and_what_has_its_place_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        fs::write(&path, "Poul").unwrap();
        for what in [Handover::View, Handover::ShowInFolder] {
            assert!(matches!(shown(what, &path, b"Poul"), (true, Ok(()))));
        }
        fs::write(&path, "Karl").unwrap();
        let changed = |(is_shown, done), expected| {
            matches!(done, Err(HandoverError::File(FileError::Changed(_)))) && is_shown == expected
        };
        assert!(changed(shown(Handover::View, &path, b"Poul"), false));
        assert!(changed(shown(Handover::ShowInFolder, &path, b"Poul"), true));
        fs::remove_file(&path).unwrap();
        for what in [Handover::View, Handover::ShowInFolder] {
            let (is_shown, done) = shown(what, &path, b"Poul");
            assert!(!is_shown && matches!(done, Err(HandoverError::File(FileError::Gone))), "{done:?}");
        }
        fs::create_dir(&path).unwrap();
        assert!(changed(shown(Handover::View, &path, b"Poul"), false));
    }

    #[test]
    fn what_is_withdrawn_while_the_file_is_read_is_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        fs::write(&path, "Poul").unwrap();
        let withdrawal = Withdrawal::default();
        withdrawal.withdraw();
        for what in [Handover::View, Handover::ShowInFolder] {
            let done = hand_over(what, &path, Fingerprint::of(b"Poul"), &withdrawal);
            assert!(matches!(done, Err(HandoverError::Withdrawn)), "{done:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_another_file_and_a_pipe_are_not_what_was_exported() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
        fs::write(&other, "Karl").unwrap();
        std::os::unix::fs::symlink(&other, &path).unwrap();
        let is_changed = |path| {
            let (is_shown, done) = shown(Handover::View, path, b"Poul");
            !is_shown && matches!(done, Err(HandoverError::File(FileError::Changed(_))))
        };
        assert!(is_changed(&path));
        let pipe = folder.path().join("c.pdf");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(is_changed(&pipe), "it is not waited for");
    }
}
