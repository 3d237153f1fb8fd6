//! What is to be done outside the window, and what came back. Values: workers do it.

use crate::case::{Case, Reading, Refusal};
use crate::files::FileError;
use crate::pdf::PagePicture;
use crate::report::{DocumentId, Settings};
use crate::settings::UserSettings;
use std::fmt;
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
    /// Ask for a path, at first in this folder.
    Pick(Pick, Option<PathBuf>),
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
        /// Whether a file that is there gives way.
        replace: bool,
    },
    /// Write the report.
    ExportPdf {
        /// Where.
        path: PathBuf,
        /// Of which case.
        case: Box<Case>,
        /// How.
        settings: Settings,
        /// The session it belongs to.
        session: SessionNumber,
        /// Whether a file that is there gives way.
        replace: bool,
    },
    /// Draw a page of the report as it would be exported.
    DrawPage {
        /// Tells this drawing from others.
        number: u64,
        /// Of which case.
        case: Box<Case>,
        /// How.
        settings: Settings,
        /// The page, from 0; the last, if there are fewer.
        page: usize,
        /// How large.
        pixels_per_point: f32,
    },
    /// Keep the settings in this folder.
    WriteSettings(PathBuf, Box<UserSettings>),
    /// Give a saved report to the system.
    HandOver(Handover, PathBuf),
    /// Put a text on the clipboard. The window's own.
    Copy(String),
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
    },
}

/// What the system is to do with a saved report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handover {
    /// Open it in the program that the user has for PDF.
    View,
    /// Print it.
    Print,
}

/// A report that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// What it is known by.
    pub id: DocumentId,
    /// The characters that its font lacks, which were replaced.
    pub replaced: Vec<char>,
}

/// A page that was drawn.
pub struct DrawnPage {
    /// The page.
    pub picture: PagePicture,
    /// Which it is, from 0.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
}

impl fmt::Debug for DrawnPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "page {} of {}", self.page + 1, self.pages)
    }
}

/// Why the system did not take a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandoverError {
    /// It has nothing that could.
    Nothing,
    /// The user thought better of it.
    Cancelled,
    /// What it says.
    System(String),
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
    /// The report was written.
    PdfExported {
        /// Where.
        path: PathBuf,
        /// The session it belongs to, which may be over by now.
        session: SessionNumber,
        /// How it went.
        exported: Result<Exported, FileError>,
    },
    /// The settings were kept, or not.
    SettingsWritten(Result<(), FileError>),
    /// A page was drawn; `None`: it could not be.
    PageDrawn(u64, Option<DrawnPage>),
    /// The system took a report, or did not.
    HandedOver(Handover, PathBuf, Result<(), HandoverError>),
}

/// Why a case could not be opened.
#[derive(Debug)]
pub enum CaseError {
    /// The file.
    File(FileError),
    /// What it holds.
    Refused(Refusal),
}
