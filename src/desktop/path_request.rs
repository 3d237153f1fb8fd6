//! Asking the user for a path, in the system's file dialog or where it is typed.

use std::path::PathBuf;

/// What the user picks a path for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// A case to open.
    CaseToOpen,
    /// A new path for the case, with this proposed file name.
    CaseToSave(String),
    /// A recovery key to open a case with.
    RecoveryKeyToOpen,
    /// A path for a new recovery key, with this proposed file name.
    RecoveryKeyToSave(String),
    /// A path for the report, with this proposed file name.
    PdfToExport(String),
    /// A scan or photo of a printed report.
    ScanToCompare,
}

/// The answer to a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickedPath {
    /// The user picked this path. A file may exist there.
    Path(PathBuf),
    /// The user cancelled the dialog.
    Cancelled,
    /// The system has no file dialog. A path that is typed starts in this folder of the user.
    NoDialog(Option<PathBuf>),
}

/// A path that was typed, completed as far as its folders allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathCompletion {
    /// The path as it was typed.
    pub typed: String,
    /// The completed path.
    pub completed: String,
    /// The names of the folders among which the user has still to choose.
    pub choices: Vec<String>,
}
