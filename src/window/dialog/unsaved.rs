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

    /// What is not saved, and what becomes of it. Before a case for another patient, it calls the same thing unsaved as
    /// the question that led to it (`new_patient.rs`): the case, or what was changed in a case with a file.
    fn text(&self, cx: &Cx<DialogAnswer<UnsavedAction>>) -> String {
        let (case, texts) = (cx.model.case, cx.say.texts);
        let is_in_pdf = case.save_state() == SaveState::InPdfOnly;
        let has_file = case.session().path().is_some();
        if !matches!(self.next, PendingAction::NewFor(_)) {
            let id = match (is_in_pdf, has_file) {
                (true, false) => "unsaved-text-in-pdf",
                (true, true) => "changed-text-in-pdf",
                (false, _) => "unsaved-text",
            };
            return texts.get(id).to_owned();
        }
        let patient = shown_patient(case.session().case(), cx.say);
        let id = match (is_in_pdf, has_file) {
            (true, false) => "unsaved-before-new-patient-in-pdf",
            (true, true) => "changed-before-new-patient-in-pdf",
            (false, false) => "unsaved-before-new-patient",
            (false, true) => "changed-before-new-patient",
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
