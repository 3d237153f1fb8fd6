//! A case opens with the keys of this computer, and the key store gives none.

use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, DialogSubject, RecoveryKeyDialog, Update};
use crate::desktop::KeyStoreError;
use crate::notation::shown_path;
use crate::window::cx::{Cx, Model};
use crate::window::flow::OpenAttempt;
use crate::window::notice::Reason;
use crate::window::widget::controls::{problem, small};
use egui::Ui;

/// Asks whether to ask the key store again, or to use the recovery key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyStoreDialog {
    open: OpenAttempt,
    error: KeyStoreError,
    /// The path to start typing with for a recovery key, where the system has no file dialog.
    typed_path: Option<String>,
}

/// An action of the dialog.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum KeyStoreAction {
    /// Ask the key store again.
    Retry,
    /// Use the recovery key.
    UseRecoveryKey,
}

impl KeyStoreDialog {
    /// The dialog for a case that was not opened because of this error. `typed_path`: see [`RecoveryKeyDialog`].
    pub fn new(open: OpenAttempt, error: KeyStoreError, typed_path: Option<String>) -> Self {
        KeyStoreDialog { open, error, typed_path }
    }

    pub(super) fn update(&mut self, action: KeyStoreAction, _: &Model) -> Update {
        let open = self.open.clone();
        Update::CloseAnd(match action {
            KeyStoreAction::Retry => DialogEvent::Read(open, None),
            KeyStoreAction::UseRecoveryKey => {
                DialogEvent::Show(RecoveryKeyDialog::new(open, None, self.typed_path.clone(), None).into())
            }
        })
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<KeyStoreAction>>) {
        let (texts, path) = (cx.say.texts, shown_path(&self.open.path));
        scrolled(ui, |ui| {
            ui.label(texts.with("key-store-text", &[("path", path.into())]));
            problem(ui, cx.theme, &Reason::from(self.error).sentence(cx.say));
            if cx.model.is_reading {
                ui.label(texts.get("save-keys-asking"));
            }
            small(ui, cx.theme, texts.get("key-store-or"));
        });
        let others = [
            ("cancel", DialogAnswer::Cancel),
            ("key-store-recovery", DialogAnswer::Act(KeyStoreAction::UseRecoveryKey)),
        ];
        let retry = ("recover-retry", DialogAnswer::Act(KeyStoreAction::Retry));
        buttons(ui, cx, FirstFocus::Button, &others, retry);
    }
}

impl DialogState for KeyStoreDialog {
    fn title(&self) -> &'static str {
        "key-store-title"
    }

    fn subject(&self) -> DialogSubject {
        DialogSubject::CaseToOpen
    }
}
