//! The case would be saved unencrypted.

use super::parts::{FirstFocus, buttons, scrolled};
use super::path_draft::{is_blank, type_into, typed_text};
use super::{DialogAnswer, DialogEvent, DialogState, PathDraft, Update};
use crate::desktop::Protection;
use crate::window::cx::{Cx, Model};
use crate::window::flow::{PendingAction, SaveTarget};
use egui::Ui;

/// Asks before the case is saved unencrypted.
#[derive(Clone, Debug, PartialEq)]
pub struct SavePlainDialog {
    target: SaveTarget,
    /// The path being typed, where the system has no file dialog.
    typed_path: Option<PathDraft>,
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum SavePlainAction {
    /// Take over the path typed so far.
    TypePath(String),
    /// Save the case unencrypted, as the user has confirmed.
    Save,
}

impl SavePlainDialog {
    pub(super) fn new(target: SaveTarget, typed_path: Option<PathDraft>) -> Self {
        SavePlainDialog { target, typed_path }
    }

    pub(super) fn update(&mut self, action: SavePlainAction, _: &Model) -> Update {
        match action {
            SavePlainAction::TypePath(path) => type_into(&mut self.typed_path, path),
            SavePlainAction::Save if is_blank(self.typed_path.as_ref()) => {}
            SavePlainAction::Save => {
                let target = self.target.clone();
                let typed_path = typed_text(self.typed_path.as_ref());
                let protection = Protection::Plain;
                return Update::CloseAnd(DialogEvent::Save { protection, target, typed_path });
            }
        }
        Update::Stay
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<SavePlainAction>>) {
        scrolled(ui, |ui| {
            ui.label(cx.say.texts.get("save-plain-text"));
            if let Some(path) = &self.typed_path
                && let Some(path) = path.show(ui, cx, true)
            {
                cx.ask(DialogAnswer::Act(SavePlainAction::TypePath(path)));
            }
        });
        let save = ("save-unencrypted", DialogAnswer::Act(SavePlainAction::Save));
        let cancel = ("cancel", DialogAnswer::Cancel);
        // Who types a path means to save.
        let (other, default) = if self.typed_path.is_some() { (cancel, save) } else { (save, cancel) };
        buttons(ui, cx, FirstFocus::Button, &[other], default);
    }
}

impl DialogState for SavePlainDialog {
    fn title(&self) -> &'static str {
        "save-plain-title"
    }

    fn pending(&self) -> Option<&PendingAction> {
        self.target.pending()
    }

    fn has_input(&self, _: &Model) -> bool {
        self.typed_path.is_some()
    }

    fn ask_for_path(&mut self, path: PathDraft) {
        self.typed_path = Some(path);
    }
}
