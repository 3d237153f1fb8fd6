//! Opening a case.

use super::{DiscardConsent, OpenMode};
use std::path::PathBuf;

/// A file that is being opened, from the first attempt to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAttempt {
    /// The path of the case file, or of a PDF with a case inside.
    pub path: PathBuf,
    /// What the user agreed to lose for it.
    pub consent: DiscardConsent,
    /// Whether it can be saved afterwards.
    pub mode: OpenMode,
}
