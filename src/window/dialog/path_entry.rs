//! A path that is typed into a dialog, where the system has no file dialog, also while a job uses it.

use super::path_field::path_field;
use super::{Dialog, DialogAnswer};
use crate::window::case::CaseId;
use crate::window::cx::Cx;
use crate::window::flow::PathUse;
use crate::window::notice::Reason;
use egui::Ui;

/// A path that is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct PathEntry {
    text: String,
    /// Why the path that was typed before could not be used.
    problem: Option<Reason>,
    /// Whether the path is all that the dialog lacks, so that typing starts with it.
    is_only_gap: bool,
}

impl PathEntry {
    /// The path to start with, in a dialog that asks for more.
    pub fn beside_others(text: String) -> Self {
        PathEntry { text, problem: None, is_only_gap: false }
    }

    /// The path to start with, in a dialog where all else was decided before.
    pub fn alone(text: String) -> Self {
        PathEntry { text, problem: None, is_only_gap: true }
    }

    /// A path that could not be used, in the dialog where it was typed.
    pub fn refused(text: String, problem: Reason) -> Self {
        PathEntry { text, problem: Some(problem), is_only_gap: true }
    }

    /// The path as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes over what was typed.
    pub fn set_text(&mut self, text: String) {
        self.text = text;
        self.problem = None;
    }

    /// Whether no path was typed.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether the path is all that the dialog lacks.
    pub fn is_only_gap(&self) -> bool {
        self.is_only_gap
    }

    /// Draws the field, and returns what was typed. `takes_focus`: as for [`path_field`].
    pub fn show<A>(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<A>>, takes_focus: bool) -> Option<String> {
        path_field(ui, cx, &self.text, self.problem.as_ref(), takes_focus)
    }
}

/// Whether a path is asked for and none was typed.
pub fn is_blank(entry: Option<&PathEntry>) -> bool {
    entry.is_some_and(PathEntry::is_blank)
}

/// The path that was typed, if one is asked for.
pub fn typed_text(entry: Option<&PathEntry>) -> Option<String> {
    entry.map(|entry| entry.text.clone())
}

/// Takes over what was typed, if a path is asked for.
pub fn type_into(entry: &mut Option<PathEntry>, text: String) {
    if let Some(entry) = entry {
        entry.set_text(text);
    }
}

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
    pub fn refused(self, problem: Reason) -> Dialog {
        self.asked_by.asking_for_path(PathEntry::refused(self.text, problem))
    }

    /// The dialog as it was: the user wants another path, or something else than the path was the reason.
    pub fn asked_again(self) -> Dialog {
        self.asked_by.asking_for_path(PathEntry::alone(self.text))
    }
}
