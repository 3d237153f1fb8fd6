//! Somebody else has changed or removed the file of the case.

use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, Update};
use crate::desktop::Protection;
use crate::files::{ExistingFile, Fingerprint, Overwrite};
use crate::notation::shown_path;
use crate::window::cx::{Cx, Model};
use crate::window::flow::PendingAction;
use egui::Ui;
use std::mem::discriminant;
use std::path::PathBuf;

/// Asks what to do about a file that was changed since it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedDialog {
    /// The path of the case.
    path: PathBuf,
    /// What happened to it.
    change: FileChange,
    /// How the case was to be written there.
    protection: Protection,
    /// What follows the save.
    then: Option<PendingAction>,
}

/// What happened to a file since it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileChange {
    /// Its contents are others: this version; `None`: it is not known.
    Replaced(Option<Fingerprint>),
    /// It was deleted or moved.
    Gone,
}

/// An action of the dialog.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ChangedAction {
    /// Write the case there all the same.
    Write,
    /// Save to another path.
    SaveElsewhere,
    /// Discard what was entered, and show what the file has now.
    Reload,
}

impl ChangedDialog {
    /// The dialog about the file of a case, which was to be written so.
    pub fn new(
        path: PathBuf,
        change: FileChange,
        protection: Protection,
        then: Option<PendingAction>,
    ) -> Self {
        ChangedDialog { path, change, protection, then }
    }

    /// Whether both ask about the same file.
    pub(super) fn asks_the_same(&self, other: &ChangedDialog) -> bool {
        self.path == other.path && discriminant(&self.change) == discriminant(&other.change)
    }

    pub(super) fn update(&mut self, action: ChangedAction, _: &Model) -> Update {
        let ChangedDialog { path, change, protection, then } = self.clone();
        Update::CloseAnd(match (action, change) {
            (ChangedAction::Write, FileChange::Gone) => {
                DialogEvent::Write { path, expected: Overwrite::Never, protection, then }
            }
            (ChangedAction::Write, FileChange::Replaced(version)) => {
                // Only the version that the user is told of: there may be another one by now.
                let expected = Overwrite::agreed(ExistingFile { version, is_another: false });
                DialogEvent::Write { path, expected, protection, then }
            }
            (ChangedAction::SaveElsewhere, _) => DialogEvent::SaveElsewhere(then),
            (ChangedAction::Reload, FileChange::Replaced(_)) => DialogEvent::Reload(path),
            (ChangedAction::Reload, FileChange::Gone) => return Update::Stay,
        })
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<ChangedAction>>) {
        let (texts, path) = (cx.say.texts, shown_path(&self.path));
        let cancel = ("cancel", DialogAnswer::Cancel);
        let elsewhere = ("command-save-as", DialogAnswer::Act(ChangedAction::SaveElsewhere));
        match self.change {
            FileChange::Gone => {
                scrolled(ui, |ui| {
                    ui.label(texts.with("gone-text", &[("path", path.into())]));
                });
                let save = ("gone-save", DialogAnswer::Act(ChangedAction::Write));
                buttons(ui, cx, FirstFocus::Button, &[cancel, save], elsewhere);
            }
            FileChange::Replaced(_) => {
                scrolled(ui, |ui| {
                    ui.label(texts.with("changed-text", &[("path", path.into())]));
                    ui.label(texts.get("changed-choice"));
                });
                let reload = ("changed-reload", DialogAnswer::Act(ChangedAction::Reload));
                let overwrite = ("changed-overwrite", DialogAnswer::Act(ChangedAction::Write));
                buttons(ui, cx, FirstFocus::Button, &[cancel, reload, overwrite], elsewhere);
            }
        }
    }
}

impl DialogState for ChangedDialog {
    fn title(&self) -> &'static str {
        match self.change {
            FileChange::Replaced(_) => "changed-title",
            FileChange::Gone => "gone-title",
        }
    }

    fn pending(&self) -> Option<&PendingAction> {
        self.then.as_ref()
    }
}
