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

    /// Whether the case may be lost as it is now, whichever form is shown. What was typed after the consent may not.
    pub fn covers(&self, case: &Case) -> bool {
        self.discarded.as_deref().is_some_and(|discarded| discarded.has_same_content(case))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::embedded;

    #[test]
    fn a_consent_lasts_while_another_form_is_shown_and_ends_with_a_change() {
        let set = embedded().unwrap();
        let case = Case::new(&set, set.indications[0].id.clone(), None);
        let consent = DiscardConsent::to_discard(&case);
        let with_other_form = Case { indication: set.indications[1].id.clone(), ..case.clone() };
        assert!(consent.covers(&case) && consent.covers(&with_other_form));
        let mut changed = case.clone();
        changed.requester.hospital.push('x');
        assert!(!consent.covers(&changed));
        assert!(!DiscardConsent::default().covers(&case));
    }
}
