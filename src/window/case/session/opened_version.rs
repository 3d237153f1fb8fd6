//! The version of a case that was opened, to which paper is compared.

use crate::case::Case;
use crate::definition::CriteriaSet;
use crate::report::{CaseHash, Mark};
use serde::{Deserialize, Serialize};

/// The case as it was opened. It stays when the case is saved.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenedVersion {
    /// The hash of the text that it was read from, in a file or inside a PDF. An earlier version of the program may
    /// have written the same case as another text.
    text: CaseHash,
    case: Case,
}

impl OpenedVersion {
    /// The case as it was read from a text with this hash.
    pub(super) fn new(text: CaseHash, case: Case) -> Self {
        OpenedVersion { text, case }
    }

    /// Whether a report was made of this version.
    pub(in crate::window::case) fn is_reported_by(&self, mark: &Mark, set: &CriteriaSet) -> bool {
        mark.is_of_case(self.text) == Some(true) || mark.is_of_any_form(&self.case, set)
    }

    /// Whether the case still says what it said when it was opened.
    pub(in crate::window::case) fn is_unchanged_in(&self, case: &Case) -> bool {
        self.case.has_same_content(case)
    }
}
