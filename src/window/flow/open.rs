//! Opening a case.

use super::DiscardConsent;
use std::path::PathBuf;

/// A file that is being opened, from the first attempt to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAttempt {
    /// The file.
    pub path: PathBuf,
    /// What the user agreed to lose for it.
    pub consent: DiscardConsent,
}
