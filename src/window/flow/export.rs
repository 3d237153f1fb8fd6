//! Exporting and printing the report.

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
    /// Whether it is marked as a draft.
    pub is_draft: bool,
    /// Whether the whole case is in the file, so that it can be opened again.
    pub holds_case: bool,
    /// The revision of the case.
    pub revision: u64,
}
