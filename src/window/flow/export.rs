//! Exporting and printing the report.

use crate::report::ReportSettings;

/// What follows once the report is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterExport {
    /// The user decides.
    Nothing,
    /// The file is opened in the system's program for PDF files.
    View,
}

/// What the report is checked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportUse {
    /// It is saved as a file.
    Export(AfterExport),
    /// It is printed, without a file of the user's.
    Print,
}

/// The report as it was when its export began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportedState {
    is_draft: bool,
    /// Whether the whole case is in the file, so that it can be opened again.
    holds_case: bool,
    /// The revision of the case.
    revision: u64,
}

impl ExportedState {
    /// The report of the case in a revision, made with these settings.
    pub fn new(is_draft: bool, settings: ReportSettings, revision: u64) -> Self {
        ExportedState { is_draft, holds_case: settings.with_case && settings.with_identity, revision }
    }

    /// Whether the report is marked as a draft.
    pub fn is_draft(&self) -> bool {
        self.is_draft
    }

    /// Whether the file holds the case in this revision, so that it can be opened again from there.
    pub fn holds(&self, revision: u64) -> bool {
        self.holds_case && self.revision == revision
    }
}
