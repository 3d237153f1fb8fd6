//! A path that was typed into a dialog, while a job uses it.

use super::{Dialog, PathDraft};
use crate::window::case::CaseId;
use crate::window::flow::PathUse;
use crate::window::notice::Reason;

/// A path that was typed, for a job that is in flight. If the job fails because of it, the dialog asks for it again,
/// with all that was decided there. It would act on another case than the one for which it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedPath {
    case: CaseId,
    path_use: PathUse,
    text: String,
    asked_by: Dialog,
}

impl TypedPath {
    /// The text for a use, as typed in a dialog over this case.
    pub fn new(case: CaseId, path_use: PathUse, text: String, asked_by: Dialog) -> Self {
        TypedPath { case, path_use, text, asked_by }
    }

    /// Whether it was typed over this case.
    pub fn is_of(&self, case: CaseId) -> bool {
        self.case == case
    }

    /// What the path is for.
    pub fn path_use(&self) -> &PathUse {
        &self.path_use
    }

    /// The dialog, which says why the path could not be used.
    pub fn dialog_with_problem(self, problem: Reason) -> Dialog {
        self.asked_by.asking_for_path(PathDraft::refused(self.text, problem))
    }

    /// The dialog as it was: the user wants another path, or something else than the path was the reason.
    pub fn dialog_again(self) -> Dialog {
        self.asked_by.asking_for_path(PathDraft::alone(self.text))
    }
}
