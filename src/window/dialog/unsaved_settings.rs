//! The window closes while the settings dialog holds changes.

use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, Update};
use crate::window::cx::{Cx, Model};
use crate::window::flow::DiscardConsent;
use egui::Ui;

/// Asks before changed settings are lost with the window.
#[derive(Clone, Debug, PartialEq)]
pub struct UnsavedSettingsDialog {
    /// What else may be lost with the window.
    consent: DiscardConsent,
}

/// An action of the dialog.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum UnsavedSettingsAction {
    /// Keep the settings as changed.
    Keep,
    /// Discard the changes.
    Discard,
}

impl DialogState for UnsavedSettingsDialog {
    fn title(&self) -> &'static str {
        "unsaved-settings-title"
    }

    fn names_patient(&self) -> bool {
        false
    }
}

impl UnsavedSettingsDialog {
    /// The dialog before the window closes.
    pub fn new(consent: DiscardConsent) -> Self {
        UnsavedSettingsDialog { consent }
    }

    pub(super) fn update(&mut self, action: UnsavedSettingsAction, _: &Model) -> Update {
        let consent = self.consent.clone();
        Update::CloseAnd(match action {
            UnsavedSettingsAction::Keep => DialogEvent::KeepSettingsAndClose(consent),
            UnsavedSettingsAction::Discard => DialogEvent::Close(consent),
        })
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<UnsavedSettingsAction>>) {
        scrolled(ui, |ui| {
            ui.label(cx.say.texts.get("unsaved-settings-text"));
        });
        let others = [
            ("cancel", DialogAnswer::Cancel),
            ("discard", DialogAnswer::Act(UnsavedSettingsAction::Discard)),
        ];
        let keep = ("keep-settings", DialogAnswer::Act(UnsavedSettingsAction::Keep));
        buttons(ui, cx, FirstFocus::Button, &others, keep);
    }
}
