//! A path that is typed into a dialog, where the system has no file dialog.

use super::DialogAnswer;
use super::path_field::path_field;
use crate::window::cx::Cx;
use crate::window::notice::Reason;
use egui::Ui;

/// A path that is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct PathEntry {
    text: String,
    /// Why the path that was typed before could not be used.
    problem: Option<Reason>,
    /// Whether the path is all that the dialog lacks, so that typing starts with it.
    is_all_that_lacks: bool,
}

impl PathEntry {
    /// The path to start with, in a dialog that asks for more.
    pub fn beside_others(text: String) -> Self {
        PathEntry { text, problem: None, is_all_that_lacks: false }
    }

    /// The path to start with, in a dialog where all else was decided before.
    pub fn alone(text: String) -> Self {
        PathEntry { text, problem: None, is_all_that_lacks: true }
    }

    /// A path that could not be used, in the dialog where it was typed.
    pub fn refused(text: String, problem: Reason) -> Self {
        PathEntry { text, problem: Some(problem), is_all_that_lacks: true }
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
    pub fn is_all_that_lacks(&self) -> bool {
        self.is_all_that_lacks
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
