//! A path is typed: the system has no file dialog, and no other dialog asks for the path.

use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, PathDraft, Update};
use crate::desktop::Protection;
use crate::window::cx::{Cx, Model};
use crate::window::flow::{PathUse, PendingAction};
use egui::Ui;

/// Asks for a path.
#[derive(Clone, Debug, PartialEq)]
pub struct AskPathDialog {
    path_use: PathUse,
    path: PathDraft,
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum AskPathAction {
    /// Take over the path typed so far.
    Type(String),
    /// Use the path.
    Use,
}

impl AskPathDialog {
    /// The dialog with a path to start from.
    pub fn new(path_use: PathUse, path: String) -> Self {
        AskPathDialog { path_use, path: PathDraft::alone(path) }
    }

    pub(super) fn update(&mut self, action: AskPathAction, _: &Model) -> Update {
        match action {
            AskPathAction::Type(path) => self.path.set_text(path),
            AskPathAction::Use if self.path.is_blank() => {}
            AskPathAction::Use => {
                let (path_use, path) = (self.path_use.clone(), self.path.text().to_owned());
                return Update::CloseAnd(DialogEvent::UsePath(path_use, Some(path)));
            }
        }
        Update::Stay
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<AskPathAction>>) {
        scrolled(ui, |ui| {
            if let PathUse::SaveCase(Protection::Plain, _) = self.path_use {
                ui.label(cx.say.texts.get("save-plain-text"));
            }
            if let Some(path) = self.path.show(ui, cx, true) {
                cx.ask(DialogAnswer::Act(AskPathAction::Type(path)));
            }
        });
        let label = match self.path_use {
            PathUse::OpenCase(_) | PathUse::OpenRecoveryKey => "open",
            PathUse::SaveCase(..) | PathUse::SaveRecoveryKey(_) => "save",
            PathUse::ExportReport(_) => "export",
            PathUse::ReadPaper => "compare",
        };
        let on = (label, DialogAnswer::Act(AskPathAction::Use));
        buttons(ui, cx, FirstFocus::Field, &[("cancel", DialogAnswer::Cancel)], on);
    }
}

impl DialogState for AskPathDialog {
    fn title(&self) -> &'static str {
        match self.path_use {
            PathUse::OpenCase(_) => "dialog-open-title",
            PathUse::SaveCase(..) => "dialog-save-title",
            PathUse::OpenRecoveryKey => "dialog-key-open-title",
            PathUse::SaveRecoveryKey(_) => "dialog-key-save-title",
            PathUse::ExportReport(_) => "dialog-export-title",
            PathUse::ReadPaper => "dialog-scan-title",
        }
    }

    fn takes_keys_ahead(&self) -> bool {
        true
    }

    fn pending(&self) -> Option<&PendingAction> {
        self.path_use.pending()
    }

    fn names_patient(&self) -> bool {
        match &self.path_use {
            // They are about another case, which is to be opened.
            PathUse::OpenCase(_) | PathUse::OpenRecoveryKey => false,
            PathUse::SaveRecoveryKey(setup) => setup.then.is_some(),
            PathUse::SaveCase(..) | PathUse::ExportReport(_) | PathUse::ReadPaper => true,
        }
    }

    fn has_input(&self, _: &Model) -> bool {
        !self.path.text().is_empty()
    }

    fn ask_for_path(&mut self, path: PathDraft) {
        self.path = path;
    }
}
