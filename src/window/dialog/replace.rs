//! There is a file already at a path.

use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, TypedPath, Update};
use crate::desktop::Protection;
use crate::files::{ExistingFile, Overwrite};
use crate::notation::shown_path;
use crate::window::cx::{Cx, Model};
use crate::window::flow::{PendingAction, ReportExport};
use egui::Ui;
use std::path::PathBuf;

/// Asks before a file is replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplaceDialog {
    /// The path of the file that would be replaced.
    path: PathBuf,
    /// The version of it that the user is asked about.
    file: ExistingFile,
    /// What would replace it.
    with: Replacement,
    /// The path as it was typed, where the system has no file dialog. Another one is asked for if
    /// the file is not replaced.
    typed: Option<TypedPath>,
}

/// What would replace a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Replacement {
    /// The case, so protected, and what follows the save.
    Case(Protection, Option<PendingAction>),
    /// The report of an indication, and what follows the export.
    Report(ReportExport),
}

/// An action of the dialog.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ReplaceAction {
    /// Replace the file.
    Replace,
}

impl ReplaceDialog {
    /// The dialog about the file at a path.
    pub fn new(path: PathBuf, file: ExistingFile, with: Replacement) -> Self {
        ReplaceDialog { path, file, with, typed: None }
    }

    /// Notes the path as it was typed.
    pub fn note_typed(&mut self, typed: TypedPath) {
        self.typed = Some(typed);
    }

    /// The path as it was typed; `None`: it was chosen in a file dialog, which has asked for it.
    pub fn typed(&self) -> Option<&TypedPath> {
        self.typed.as_ref()
    }

    /// Whether both ask about the same file.
    pub(super) fn asks_the_same(&self, other: &ReplaceDialog) -> bool {
        self.path == other.path
    }

    pub(super) fn update(&mut self, action: ReplaceAction, _: &Model) -> Update {
        let ReplaceAction::Replace = action;
        let ReplaceDialog { path, file, with, typed: _ } = self.clone();
        let expected = Overwrite::agreed(file);
        Update::CloseAnd(match with {
            Replacement::Case(protection, then) => DialogEvent::Write { path, expected, protection, then },
            Replacement::Report(export) => DialogEvent::Export { path, expected, export },
        })
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<ReplaceAction>>) {
        let (texts, path) = (cx.say.texts, shown_path(&self.path));
        scrolled(ui, |ui| {
            if self.file.is_another {
                ui.label(texts.get("replace-changed"));
            }
            ui.label(match &self.with {
                Replacement::Case(..) => texts.with("replace-text", &[("path", path.into())]),
                // The form that is shown behind the dialog may be another one.
                Replacement::Report(ReportExport { indication, .. }) => {
                    let indication = cx.model.case.session().set().indication(indication);
                    let name = indication.map_or("", |indication| cx.say.of(&indication.short));
                    let arguments = [("path", path.into()), ("indication", name.into())];
                    texts.with("replace-text-report", &arguments)
                }
            });
        });
        let replace = ("replace", DialogAnswer::Act(ReplaceAction::Replace));
        buttons(ui, cx, FirstFocus::Button, &[replace], ("cancel", DialogAnswer::Cancel));
    }
}

impl DialogState for ReplaceDialog {
    fn title(&self) -> &'static str {
        "replace-title"
    }

    fn pending(&self) -> Option<&PendingAction> {
        match &self.with {
            Replacement::Case(_, then) => then.as_ref(),
            Replacement::Report(_) => None,
        }
    }
}
