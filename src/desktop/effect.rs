//! What is to be done outside the window, and what came back. Values: workers do it.

use crate::case::{Case, Reading, Refusal};
use crate::definition::Language;
use crate::files::FileError;
use std::path::PathBuf;

/// Tells one session of the window from the next. What comes back late must not touch another
/// patient's case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SessionNumber(u64);

impl SessionNumber {
    /// The number of the session after this one.
    pub fn next(self) -> Self {
        SessionNumber(self.0 + 1)
    }
}

/// Something to be done outside: a dialog, a file. A value; workers do it.
#[derive(Debug)]
pub enum Effect {
    /// Ask for a path.
    Pick(Pick),
    /// Read a case, or the case inside a PDF.
    ReadCase(PathBuf),
    /// Write a case.
    WriteCase {
        /// Where.
        path: PathBuf,
        /// What.
        case: Box<Case>,
        /// The session it belongs to.
        session: SessionNumber,
    },
    /// Write the report.
    ExportPdf {
        /// Where.
        path: PathBuf,
        /// Of which case.
        case: Box<Case>,
        /// In which language.
        language: Language,
    },
    /// Close the window for good.
    Close,
}

/// What a path is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A case to open.
    CaseToOpen,
    /// Where to save the case.
    CaseToSave {
        /// The proposed file name.
        proposed: String,
    },
    /// Where to put the report.
    PdfToExport {
        /// The proposed file name.
        proposed: String,
        /// The language of the report.
        language: Language,
    },
}

/// What came back.
#[derive(Debug)]
pub enum Outcome {
    /// The dialog was answered; `None`: cancelled.
    Picked(Pick, Option<PathBuf>),
    /// The system has no file dialog.
    NoDialog(Pick),
    /// A case was read.
    CaseRead(PathBuf, Result<Box<Reading>, CaseError>),
    /// A case was taken out of a PDF, which is no place to save a case to.
    CaseTakenOut(PathBuf, Box<Reading>),
    /// A case was written.
    CaseWritten {
        /// Where.
        path: PathBuf,
        /// What.
        case: Box<Case>,
        /// The session it belongs to, which may be over by now.
        session: SessionNumber,
        /// How it went.
        written: Result<(), FileError>,
    },
    /// The report was written, with the characters that its font lacks replaced.
    PdfExported(PathBuf, Result<Vec<char>, FileError>),
}

/// Why a case could not be opened.
#[derive(Debug)]
pub enum CaseError {
    /// The file.
    File(FileError),
    /// What it holds.
    Refused(Refusal),
}
