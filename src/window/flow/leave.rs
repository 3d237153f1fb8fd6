//! Leaving a case: nothing unsaved is lost unless the user agrees.

use super::OpenMode;
use crate::case::Case;
use crate::desktop::CaseKey;
use crate::window::case::EnteredPatient;
use std::path::PathBuf;

/// What follows once unsaved changes are saved or discarded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PendingAction {
    /// Start a new case.
    New,
    /// Start a new case for a patient who was typed over another one.
    NewFor(Box<EnteredPatient>),
    /// Ask which case to open.
    Open,
    /// Open this file, with what opens it if that is known.
    OpenPath(PathBuf, Option<CaseKey>, OpenMode),
    /// Show the case of a recovery copy.
    Recover(PathBuf),
    /// Open the sample case.
    Sample,
    /// Close the window.
    Close,
}

/// What the user agreed to lose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiscardConsent {
    /// The case when its unsaved changes were discarded; `None`: there were none.
    discarded: Option<Box<Case>>,
}

impl DiscardConsent {
    /// The user discards the unsaved changes of a case as it is now.
    pub fn to_discard(case: &Case) -> Self {
        DiscardConsent { discarded: Some(Box::new(case.clone())) }
    }

    /// Whether the case may be lost as it is now. What was typed after the consent may not.
    pub fn covers(&self, case: &Case) -> bool {
        self.discarded.as_deref() == Some(case)
    }
}
