//! Unsaved changes would be lost.

use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, Update};
use crate::window::case::{SaveState, shown_patient};
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

    /// What is not saved, and what becomes of it. Before a case for another patient, it says the same as the question
    /// that led to it (`new_patient.rs`).
    fn text(&self, cx: &Cx<DialogAnswer<UnsavedAction>>) -> String {
        let (case, texts) = (cx.model.case, cx.say.texts);
        let is_in_pdf = case.save_state() == SaveState::InPdfOnly;
        if !matches!(self.next, PendingAction::NewFor(_)) {
            return texts.get(if is_in_pdf { "unsaved-text-in-pdf" } else { "unsaved-text" }).to_owned();
        }
        let patient = shown_patient(case.session().case(), cx.say);
        let id = match (is_in_pdf, case.session().path()) {
            (true, _) => "unsaved-before-new-patient-in-pdf",
            (false, None) => "unsaved-before-new-patient",
            (false, Some(_)) => "changed-before-new-patient",
        };
        texts.with(id, &[("patient", patient.into())])
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<UnsavedAction>>) {
        scrolled(ui, |ui| {
            ui.label(self.text(cx));
        });
        let others =
            [("cancel", DialogAnswer::Cancel), ("discard", DialogAnswer::Act(UnsavedAction::Discard))];
        buttons(ui, cx, FirstFocus::Button, &others, ("save-first", DialogAnswer::Act(UnsavedAction::Save)));
    }
}
