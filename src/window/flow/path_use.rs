//! A path that is asked for: from the system's file dialog, or typed where there is none.

use super::{DiscardConsent, PendingAction, RecoveryKeySetup, ReportExport, SaveTarget};
use crate::desktop::Protection;
use std::path::PathBuf;

/// What a path is used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathUse {
    /// Open the case there. The user agreed to lose this for it.
    OpenCase(DiscardConsent),
    /// Save the case there.
    SaveCase(Protection, SaveTarget),
    /// Open a case with the recovery key there. The dialog that asks for the path has the rest.
    OpenRecoveryKey,
    /// Write a new recovery key there.
    SaveRecoveryKey(RecoveryKeySetup),
    /// Export the report there.
    ExportReport(ReportExport),
    /// Compare the case with the paper on the scan there.
    ReadPaper,
}

impl PathUse {
    /// What follows the use of the path, if it leads to something that was asked for before.
    pub fn pending(&self) -> Option<&PendingAction> {
        match self {
            PathUse::SaveCase(_, target) => target.pending(),
            PathUse::SaveRecoveryKey(setup) => setup.pending(),
            PathUse::OpenCase(_)
            | PathUse::OpenRecoveryKey
            | PathUse::ExportReport(_)
            | PathUse::ReadPaper => None,
        }
    }
}

/// The path with the extension, and whether that made it longer: then nobody was asked about a file there.
pub fn with_extension(path: PathBuf, extension: &str) -> (PathBuf, bool) {
    if path.extension().is_some_and(|there| there.eq_ignore_ascii_case(extension)) {
        return (path, false);
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(extension);
    (name.into(), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_added_once() {
        for (given, expected, is_longer) in [
            ("/t/a", "/t/a.pdf", true),
            ("/t/a.PDF", "/t/a.PDF", false),
            ("/t/a.b", "/t/a.b.pdf", true),
            ("/t.pdf/a", "/t.pdf/a.pdf", true),
        ] {
            assert_eq!(with_extension(given.into(), "pdf"), (expected.into(), is_longer));
        }
    }
}
