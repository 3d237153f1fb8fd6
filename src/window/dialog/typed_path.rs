//! A path that was typed, for a job that is in flight.

use super::{Dialog, PathEntry};
use crate::window::flow::PathUse;
use crate::window::notice::Reason;

/// A path as it was typed. If the job fails because of it, the dialog asks for it again, with all that
/// was decided there.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedPath {
    path_use: PathUse,
    text: String,
    asked_by: Dialog,
}

impl TypedPath {
    /// The text for a use, as typed in a dialog.
    pub fn new(path_use: PathUse, text: String, asked_by: Dialog) -> Self {
        TypedPath { path_use, text, asked_by }
    }

    /// What the path is for.
    pub fn path_use(&self) -> &PathUse {
        &self.path_use
    }

    /// The dialog, which says why the path could not be used.
    pub fn refused(self, problem: Reason) -> Dialog {
        self.asked_by.asking_for_path(PathEntry::refused(self.text, problem))
    }

    /// The dialog as it was: the user wants another path.
    pub fn asked_again(self) -> Dialog {
        self.asked_by.asking_for_path(PathEntry::alone(self.text))
    }
}
