//! A path that is being typed into a dialog, where the system has no file dialog.

use super::DialogAnswer;
use super::path_field::path_field;
use crate::window::cx::Cx;
use crate::window::notice::Reason;
use egui::Ui;

/// A path that is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct PathDraft {
    text: String,
    /// Why the path that was typed before could not be used.
    problem: Option<Reason>,
    /// Whether the path is all that the dialog lacks, so that typing starts with it.
    is_only_gap: bool,
}

impl PathDraft {
    /// The path to start with, in a dialog that asks for more.
    pub fn beside_others(text: String) -> Self {
        PathDraft { text, problem: None, is_only_gap: false }
    }

    /// The path to start with, in a dialog where all else was decided before.
    pub fn alone(text: String) -> Self {
        PathDraft { text, problem: None, is_only_gap: true }
    }

    /// A path that could not be used, in the dialog where it was typed.
    pub fn refused(text: String, problem: Reason) -> Self {
        PathDraft { text, problem: Some(problem), is_only_gap: true }
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
pub fn is_blank(draft: Option<&PathDraft>) -> bool {
    draft.is_some_and(PathDraft::is_blank)
}

/// The path that was typed, if one is asked for.
pub fn typed_text(draft: Option<&PathDraft>) -> Option<String> {
    draft.map(|draft| draft.text.clone())
}

/// Takes over what was typed, if a path is asked for.
pub fn type_into(draft: &mut Option<PathDraft>, text: String) {
    if let Some(draft) = draft {
        draft.set_text(text);
    }
}
