//! Unsaved changes would be lost.

use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, Update};
use crate::window::cx::{Cx, Model};
use crate::window::flow::PendingAction;
use egui::Ui;

/// Asks before unsaved changes are lost.
#[derive(Clone, Debug, PartialEq)]
pub struct UnsavedDialog {
    /// What follows once they are saved or discarded.
    next: PendingAction,
}

/// An action of the dialog.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum UnsavedAction {
    /// Save the case first.
    Save,
    /// Discard the changes.
    Discard,
}

impl DialogState for UnsavedDialog {
    fn title(&self) -> &'static str {
        "unsaved-title"
    }

    fn pending(&self) -> Option<&PendingAction> {
        Some(&self.next)
    }
}

impl UnsavedDialog {
    /// The dialog before an action that would lose the changes.
    pub fn new(next: PendingAction) -> Self {
        UnsavedDialog { next }
    }

    /// Whether the window closes next.
    pub(super) fn is_about_closing(&self) -> bool {
        self.next == PendingAction::Close
    }

    pub(super) fn update(&mut self, action: UnsavedAction, _: &Model) -> Update {
        let next = self.next.clone();
        Update::CloseAnd(match action {
            UnsavedAction::Save => DialogEvent::SaveThen(next),
            UnsavedAction::Discard => DialogEvent::DiscardThen(next),
        })
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<UnsavedAction>>) {
        let is_in_pdf = cx.model.case.is_in_exported_pdf();
        scrolled(ui, |ui| {
            ui.label(cx.say.texts.get(if is_in_pdf { "unsaved-text-in-pdf" } else { "unsaved-text" }));
        });
        let others =
            [("cancel", DialogAnswer::Cancel), ("discard", DialogAnswer::Act(UnsavedAction::Discard))];
        buttons(ui, cx, FirstFocus::Button, &others, ("save-first", DialogAnswer::Act(UnsavedAction::Save)));
    }
}
