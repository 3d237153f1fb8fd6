//! A recovery key is made: the passphrase of its file is chosen.

use super::new_passphrase::{NewPassphrase, PassphraseInput};
use super::parts::{FirstFocus, buttons, scrolled};
use super::path_draft::{is_blank, type_into, typed_text};
use super::{DialogAnswer, DialogEvent, DialogState, PathDraft, SecretSlot, Update};
use crate::desktop::KeyStatus;
use crate::encryption::Passphrase;
use crate::window::cx::{Cx, Model};
use crate::window::flow::{PathUse, PendingAction, RecoveryKeySetup, SaveTarget};
use crate::window::notice::Reason;
use crate::window::widget::controls::problem;
use egui::Ui;

/// Asks for the passphrase of a new recovery key.
#[derive(Clone, Debug, PartialEq)]
pub struct MakeRecoveryKeyDialog {
    passphrase: NewPassphrase,
    /// The save that waits for the key.
    then: Option<SaveTarget>,
    /// The path being typed, where the system has no file dialog.
    typed_path: Option<PathDraft>,
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum MakeRecoveryKeyAction {
    /// Take over the passphrase typed so far.
    Secret(SecretSlot, Passphrase),
    /// Take over the path typed so far.
    TypePath(String),
    /// Ask the key store again.
    Retry,
    /// Make the key.
    Make,
}

impl MakeRecoveryKeyDialog {
    /// The dialog with nothing typed. `typed_path`: the path to start typing with.
    pub fn new(then: Option<SaveTarget>, typed_path: Option<String>) -> Self {
        MakeRecoveryKeyDialog {
            passphrase: NewPassphrase::default(),
            then,
            typed_path: typed_path.map(PathDraft::beside_others),
        }
    }

    /// The dialog with what was confirmed before, for a path that was picked in a file dialog: the key store
    /// has to be unlocked first.
    pub fn again(setup: RecoveryKeySetup, model: &Model) -> Self {
        let RecoveryKeySetup { passphrase, then } = setup;
        MakeRecoveryKeyDialog { passphrase: NewPassphrase::known(&passphrase, model), then, typed_path: None }
    }

    pub(super) fn update(&mut self, action: MakeRecoveryKeyAction, model: &Model) -> Update {
        match action {
            MakeRecoveryKeyAction::Secret(slot, secret) => self.passphrase.typed(slot, secret, model),
            MakeRecoveryKeyAction::TypePath(path) => type_into(&mut self.typed_path, path),
            MakeRecoveryKeyAction::Retry => return Update::StayAnd(DialogEvent::AskKeyStoreAgain),
            // The dialog says why no key can be made.
            MakeRecoveryKeyAction::Make if !has_key_store(model) => {}
            MakeRecoveryKeyAction::Make if is_blank(self.typed_path.as_ref()) => {}
            MakeRecoveryKeyAction::Make => {
                if let Some(passphrase) = self.passphrase.confirmed() {
                    let setup = RecoveryKeySetup { passphrase, then: self.then.clone() };
                    let path_use = PathUse::SaveRecoveryKey(setup);
                    let typed_path = typed_text(self.typed_path.as_ref());
                    return Update::CloseAnd(DialogEvent::UsePath(path_use, typed_path));
                }
            }
        }
        Update::Stay
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<MakeRecoveryKeyAction>>) {
        let texts = cx.say.texts;
        let Some(KeyStatus::Present | KeyStatus::Absent) = cx.model.keys else {
            // Whether a key can be made is found out before a passphrase is typed twice.
            let is_asked = match cx.model.keys {
                Some(KeyStatus::NoStore(error)) => {
                    let why = Reason::from(error).words(cx.say);
                    problem(ui, cx.theme, &texts.with("make-keys-impossible", &[("reason", why.into())]));
                    false
                }
                Some(KeyStatus::Present | KeyStatus::Absent) | None => {
                    ui.label(texts.get("save-keys-asking"));
                    true
                }
            };
            let cancel = ("cancel", DialogAnswer::Cancel);
            if is_asked {
                // The focus is left to what the answer of the key store leads to.
                return buttons(ui, cx, FirstFocus::Field, &[], cancel);
            }
            let retry = (cx.model.retry_label(), DialogAnswer::Act(MakeRecoveryKeyAction::Retry));
            return buttons(ui, cx, FirstFocus::Button, &[cancel], retry);
        };
        scrolled(ui, |ui| {
            ui.label(texts.get("make-keys-text"));
            if cx.model.keys == Some(KeyStatus::Present) {
                ui.label(cx.say.texts.get("make-keys-earlier"));
            }
            for PassphraseInput { slot, secret } in self.passphrase.view(ui, cx, "recovery-key-lost") {
                cx.ask(DialogAnswer::Act(MakeRecoveryKeyAction::Secret(slot, secret)));
            }
            if let Some(path) = &self.typed_path
                && let Some(path) = path.show(ui, cx, path.is_only_gap())
            {
                cx.ask(DialogAnswer::Act(MakeRecoveryKeyAction::TypePath(path)));
            }
        });
        let label = if self.typed_path.is_some() { "save" } else { "make-keys-place" };
        let make = (label, DialogAnswer::Act(MakeRecoveryKeyAction::Make));
        buttons(ui, cx, FirstFocus::Field, &[("cancel", DialogAnswer::Cancel)], make);
    }
}

fn has_key_store(model: &Model) -> bool {
    matches!(model.keys, Some(KeyStatus::Present | KeyStatus::Absent))
}

impl DialogState for MakeRecoveryKeyDialog {
    fn title(&self) -> &'static str {
        "make-keys-title"
    }

    fn takes_keys_ahead(&self) -> bool {
        true
    }

    fn pending(&self) -> Option<&PendingAction> {
        self.then.as_ref().and_then(SaveTarget::pending)
    }

    fn has_input(&self, _: &Model) -> bool {
        !self.passphrase.is_empty() || self.typed_path.is_some()
    }

    fn ask_for_path(&mut self, path: PathDraft) {
        self.typed_path = Some(path);
    }

    /// Only a save that waits for the key acts on the case.
    fn names_patient(&self) -> bool {
        self.then.is_some()
    }
}
