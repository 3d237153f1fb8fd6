//! A case was written to keys that this computer does not have: it opens with a recovery key.

use super::dialog_keys::KeyAnswers;
use super::input_note::{InputNote, open_input_note};
use super::parts::{FirstFocus, buttons, scrolled};
use super::path_field::path_field;
use super::{DialogAnswer, DialogEvent, DialogState, DialogSubject, PathDraft, Update};
use crate::desktop::CaseKey;
use crate::encryption::{DecryptError, Passphrase};
use crate::notation::shown_path;
use crate::window::cx::{Cx, Model};
use crate::window::flow::{OpenAttempt, PathUse};
use crate::window::notice::Reason;
use crate::window::widget::controls::{button, small};
use crate::window::widget::fault_room::tell_fault;
use crate::window::widget::secret_field;
use egui::{Response, Ui};
use std::path::PathBuf;

/// Asks for the file of a recovery key, and for its passphrase.
#[derive(Clone, Debug, PartialEq)]
pub struct RecoveryKeyDialog {
    open: OpenAttempt,
    file: Option<PathBuf>,
    /// The path being typed, where the system has no file dialog.
    typed_path: Option<String>,
    passphrase: Passphrase,
    /// Why the key is asked for, before one was tried.
    asked_because: Option<Reason>,
    /// What was wrong with the last attempt.
    fault: Option<Reason>,
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
        let (asked_because, fault) = if file.is_some() { (None, why) } else { (why, None) };
        RecoveryKeyDialog { open, file, typed_path, passphrase: Passphrase::default(), asked_because, fault }
    }

    pub(super) fn update(&mut self, action: RecoveryKeyAction, model: &Model) -> Update {
        match action {
            // The file and the passphrase are being tried: the next attempt starts with that file again.
            RecoveryKeyAction::PickFile | RecoveryKeyAction::TypePath(_) | RecoveryKeyAction::Secret(_)
                if model.is_reading => {}
            RecoveryKeyAction::PickFile => {
                return Update::CloseAnd(DialogEvent::UsePath(PathUse::OpenRecoveryKey, None));
            }
            RecoveryKeyAction::TypePath(path) => {
                let typed = Some(path.trim()).filter(|path| !path.is_empty());
                self.file = typed.map(|path| model.whole_path(path));
                self.typed_path = Some(path);
                self.fault = None;
            }
            RecoveryKeyAction::Secret(passphrase) => {
                self.passphrase = passphrase;
                self.fault.take_if(|fault| is_about_passphrase(fault));
            }
            RecoveryKeyAction::Open => match self.file.clone() {
                Some(file) if !model.is_reading => {
                    self.fault = None;
                    let key = CaseKey::RecoveryKey { file, passphrase: self.passphrase.clone() };
                    return Update::StayAnd(DialogEvent::Read(self.open.clone(), Some(key)));
                }
                Some(_) => {}
                None => self.fault = Some(Reason::Message("reason-no-key-chosen")),
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
        if let Some(why) = &self.asked_because {
            small(ui, cx.theme, &why.sentence(cx.say));
        }
        let (of_passphrase, of_file) = match self.fault.as_ref() {
            Some(fault) if is_about_passphrase(fault) => (Some(fault), None),
            fault => (None, fault),
        };
        let is_checking = cx.model.is_reading;
        ui.add_enabled_ui(!is_checking, |ui| match &self.typed_path {
            Some(path) => {
                if let Some(path) = path_field(ui, cx, path, of_file, of_passphrase.is_none()) {
                    cx.ask(DialogAnswer::Act(RecoveryKeyAction::TypePath(path)));
                }
            }
            None => self.pick_file(ui, cx, of_file),
        });
        let (label, drawn_with) = (texts.get("recovery-key-passphrase"), (cx.theme, texts));
        let field =
            secret_field::show_closed_if(ui, drawn_with, "recovery", label, &self.passphrase, is_checking);
        if ui.memory(|memory| memory.focused().is_none()) {
            field.response.request_focus();
        }
        if let Some(typed) = field.changed {
            cx.ask(DialogAnswer::Act(RecoveryKeyAction::Secret(typed)));
        }
        let place = "passphrase of a recovery key";
        if is_checking && !self.passphrase.is_empty() {
            let trying = InputNote { text: texts.get("passphrase-trying"), color: cx.theme.muted };
            open_input_note(ui, place, &trying);
        } else {
            fault_at(ui, cx, &field.response, place, of_passphrase);
        }
    }

    /// The file of the key, which is chosen in the system's file dialog.
    fn pick_file(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<RecoveryKeyAction>>, fault: Option<&Reason>) {
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
        fault_at(ui, cx, &pick, "file of a recovery key", fault);
    }
}

/// Whether the file of the key was found, and did not open with what was typed.
fn is_about_passphrase(fault: &Reason) -> bool {
    *fault == Reason::Message("reason-key-needs-passphrase")
        || *fault == Reason::from(DecryptError::WrongPassphrase)
}

/// Draws what is wrong below its control, in room that is there before.
fn fault_at<A>(ui: &mut Ui, cx: &Cx<A>, control: &Response, place: &str, fault: Option<&Reason>) {
    let text = fault.map(|fault| fault.sentence(cx.say)).unwrap_or_default();
    if !text.is_empty() {
        tell_fault(ui.ctx(), control.id, &text);
    }
    open_input_note(ui, place, &InputNote { text: &text, color: cx.theme.not_met });
}

impl DialogState for RecoveryKeyDialog {
    fn title(&self) -> &'static str {
        "recovery-key-title"
    }

    /// It is typed into: the first letters of a path or a passphrase must not be lost.
    fn answered_by_keys(&self) -> KeyAnswers {
        KeyAnswers::AtOnce
    }

    fn has_input(&self, _: &Model) -> bool {
        !self.passphrase.is_empty() || self.file.is_some()
    }

    fn subject(&self) -> DialogSubject {
        DialogSubject::CaseToOpen
    }

    /// The path is the folder to start typing with. A file that was picked before is not shown any more.
    fn ask_for_path(&mut self, path: PathDraft) {
        self.typed_path = Some(path.text().to_owned());
        self.file = None;
        self.fault = None;
    }

    fn take_path(&mut self, path: PathBuf) {
        self.file = Some(path);
        self.asked_because = None;
        self.fault = None;
    }
}
