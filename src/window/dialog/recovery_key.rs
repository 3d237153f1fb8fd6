//! A case was written to keys that this computer does not have: it opens with a recovery key.

use super::fault_line::{FaultLine, open_fault_line};
use super::parts::{FirstFocus, buttons, scrolled};
use super::path_field::path_field;
use super::{DialogAnswer, DialogEvent, DialogState, DialogSubject, Update};
use crate::desktop::CaseKey;
use crate::encryption::{DecryptError, Passphrase};
use crate::notation::shown_path;
use crate::window::cx::{Cx, Model};
use crate::window::flow::{OpenAttempt, PathUse};
use crate::window::notice::Reason;
use crate::window::widget::controls::{button, small};
use crate::window::widget::secret_field;
use egui::Ui;
use std::path::PathBuf;

/// Asks for the file of a recovery key, and for its passphrase.
#[derive(Clone, Debug, PartialEq)]
pub struct RecoveryKeyDialog {
    open: OpenAttempt,
    file: Option<PathBuf>,
    /// The path being typed, where the system has no file dialog.
    typed_path: Option<String>,
    passphrase: Passphrase,
    /// Why the key is asked for, or what was wrong with the last attempt.
    why: Option<Reason>,
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum RecoveryKeyAction {
    /// Choose the file in the system's file dialog.
    PickFile,
    /// Take over the path typed so far.
    TypePath(String),
    /// Take over the passphrase typed so far.
    Secret(Passphrase),
    /// Open the case with the key.
    Open,
}

impl RecoveryKeyDialog {
    /// The dialog with the file that was tried last. `typed_path`: the path to start typing with, where the system
    /// has no file dialog.
    pub fn new(
        open: OpenAttempt,
        file: Option<PathBuf>,
        typed_path: Option<String>,
        why: Option<Reason>,
    ) -> Self {
        RecoveryKeyDialog { open, file, typed_path, passphrase: Passphrase::default(), why }
    }

    pub(super) fn update(&mut self, action: RecoveryKeyAction, model: &Model) -> Update {
        match action {
            RecoveryKeyAction::PickFile => {
                return Update::CloseAnd(DialogEvent::UsePath(PathUse::OpenRecoveryKey, None));
            }
            RecoveryKeyAction::TypePath(path) => {
                self.file = Some(path.trim()).filter(|path| !path.is_empty()).map(PathBuf::from);
                self.typed_path = Some(path);
            }
            RecoveryKeyAction::Secret(passphrase) => self.passphrase = passphrase,
            RecoveryKeyAction::Open => match self.file.clone() {
                Some(file) if !model.is_reading => {
                    let key = CaseKey::RecoveryKey { file, passphrase: self.passphrase.clone() };
                    return Update::StayAnd(DialogEvent::Read(self.open.clone(), Some(key)));
                }
                Some(_) => {}
                None => self.why = Some(Reason::Message("reason-no-key-chosen")),
            },
        }
        Update::Stay
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<RecoveryKeyAction>>) {
        scrolled(ui, |ui| self.contents(ui, cx));
        let open = ("open", DialogAnswer::Act(RecoveryKeyAction::Open));
        buttons(ui, cx, FirstFocus::Button, &[("cancel", DialogAnswer::Cancel)], open);
    }

    fn contents(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<RecoveryKeyAction>>) {
        let (texts, path) = (cx.say.texts, shown_path(&self.open.path));
        ui.label(texts.with("recovery-key-text", &[("path", path.into())]));
        let why = self.why.as_ref().map(|why| why.sentence(cx.say)).unwrap_or_default();
        open_fault_line(ui, "recovery key", &FaultLine { text: &why, color: cx.theme.not_met }, &[]);
        match &self.typed_path {
            Some(path) => {
                if let Some(path) = path_field(ui, cx, path, !self.lacks_passphrase()) {
                    cx.ask(DialogAnswer::Act(RecoveryKeyAction::TypePath(path)));
                }
            }
            None => self.pick_file(ui, cx),
        }
        let label = texts.get("recovery-key-passphrase");
        let field = secret_field::show(ui, (cx.theme, texts), "recovery", label, &self.passphrase);
        if ui.memory(|memory| memory.focused().is_none()) {
            field.response.request_focus();
        }
        if let Some(typed) = field.changed {
            cx.ask(DialogAnswer::Act(RecoveryKeyAction::Secret(typed)));
        }
    }

    /// Whether the file of the key was found, and did not open with what was typed.
    fn lacks_passphrase(&self) -> bool {
        let needed = Reason::Message("reason-key-needs-passphrase");
        let wrong = Reason::from(DecryptError::WrongPassphrase);
        self.why.as_ref().is_some_and(|why| [needed, wrong].contains(why))
    }

    /// The file of the key, which is chosen in the system's file dialog.
    fn pick_file(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<RecoveryKeyAction>>) {
        let texts = cx.say.texts;
        match &self.file {
            Some(file) => ui.label(texts.with("recovery-key-chosen", &[("path", shown_path(file).into())])),
            None => small(ui, cx.theme, texts.get("recovery-key-none")),
        };
        let pick = button(ui, cx.theme, texts.get("recovery-key-pick"));
        // Without a file this is the next step.
        if self.file.is_none() && ui.memory(|memory| memory.focused().is_none()) {
            pick.request_focus();
        }
        if pick.clicked() {
            cx.ask(DialogAnswer::Act(RecoveryKeyAction::PickFile));
        }
    }
}

impl DialogState for RecoveryKeyDialog {
    fn title(&self) -> &'static str {
        "recovery-key-title"
    }

    fn has_input(&self, _: &Model) -> bool {
        !self.passphrase.is_empty() || self.file.is_some()
    }

    fn subject(&self) -> DialogSubject {
        DialogSubject::CaseToOpen
    }

    fn ask_for_path(&mut self, proposed: String) {
        self.typed_path = Some(proposed);
    }

    fn take_path(&mut self, path: PathBuf) {
        self.file = Some(path);
        self.why = None;
    }
}
