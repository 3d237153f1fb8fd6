//! Exporting the report.

use crate::desktop::Handover;

/// What follows once the report is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterExport {
    Nothing,
    /// The file is given to the system.
    HandOver(Handover),
}
