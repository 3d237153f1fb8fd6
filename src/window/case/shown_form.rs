//! Which form is shown, of which case.

use super::{CaseId, CaseView, View};
use crate::definition::IndicationId;

/// Which form is shown.
#[derive(Clone, Default, PartialEq)]
pub struct ShownForm {
    case: CaseId,
    /// `None`: the overview.
    indication: Option<IndicationId>,
}

impl ShownForm {
    /// The form that is shown of a case.
    pub fn of(case: &CaseView) -> Self {
        let indication = (case.view() == View::Form).then(|| case.session().indication().id.clone());
        ShownForm { case: case.id(), indication }
    }

    /// The case that is shown.
    pub fn case(&self) -> CaseId {
        self.case
    }
}
