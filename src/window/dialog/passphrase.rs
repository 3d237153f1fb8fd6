//! A case opens with a passphrase.

use super::dialog_keys::KeyAnswers;
use super::input_note::{InputNote, input_note};
use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, DialogSubject, Update};
use crate::desktop::CaseKey;
use crate::encryption::Passphrase;
use crate::notation::shown_path;
use crate::window::cx::{Cx, Model};
use crate::window::flow::OpenAttempt;
use crate::window::widget::fault_room::tell_fault;
use crate::window::widget::secret_field;
use egui::Ui;

/// Asks for the passphrase of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct PassphraseDialog {
    open: OpenAttempt,
    typed: Passphrase,
    fault: Option<TypedFault>,
}

/// Why the case was not opened with what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TypedFault {
    /// Nothing was typed.
    Blank,
    /// It does not fit.
    Wrong,
}

/// An action of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum PassphraseAction {
    /// Take over the passphrase typed so far.
    Type(Passphrase),
    /// Open the case with it.
    Open,
}

impl PassphraseDialog {
    /// The dialog with nothing typed. `is_wrong`: whether another passphrase was tried and does not fit.
    pub fn new(open: OpenAttempt, is_wrong: bool) -> Self {
        PassphraseDialog { open, typed: Passphrase::default(), fault: is_wrong.then_some(TypedFault::Wrong) }
    }

    pub(super) fn update(&mut self, action: PassphraseAction, model: &Model) -> Update {
        match action {
            // The next attempt starts with an empty field.
            PassphraseAction::Type(_) if model.is_reading => {}
            PassphraseAction::Type(typed) => {
                self.typed = typed;
                self.fault = None;
            }
            PassphraseAction::Open if model.is_reading => {}
            PassphraseAction::Open if self.typed.is_empty() => self.fault = Some(TypedFault::Blank),
            PassphraseAction::Open => {
                self.fault = None;
                // The dialog stays while the passphrase is tried: what is typed goes into no other case.
                let key = CaseKey::Passphrase(self.typed.clone());
                return Update::StayAnd(DialogEvent::Read(self.open.clone(), Some(key)));
            }
        }
        Update::Stay
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<PassphraseAction>>) {
        let (texts, path) = (cx.say.texts, shown_path(&self.open.path));
        scrolled(ui, |ui| {
            ui.label(texts.with("passphrase-text", &[("path", path.into())]));
            let (label, is_checking) = (texts.get("passphrase"), cx.model.is_reading);
            let drawn_with = (cx.theme, texts);
            let field =
                secret_field::show_closed_if(ui, drawn_with, "opening", label, &self.typed, is_checking);
            if ui.memory(|memory| memory.focused().is_none()) {
                field.response.request_focus();
            }
            if let Some(typed) = field.changed {
                cx.ask(DialogAnswer::Act(PassphraseAction::Type(typed)));
            }
            let possible @ [needed, wrong, trying] =
                ["passphrase-needed", "passphrase-wrong", "passphrase-trying"].map(|id| texts.get(id));
            let (text, color) = match self.fault {
                Some(TypedFault::Blank) => (needed, cx.theme.not_met),
                Some(TypedFault::Wrong) => (wrong, cx.theme.not_met),
                None if cx.model.is_reading => (trying, cx.theme.muted),
                None => ("", cx.theme.muted),
            };
            if self.fault.is_some() {
                tell_fault(ui.ctx(), field.response.id, text);
            }
            input_note(ui, &InputNote { text, color }, &possible);
        });
        let open = ("open", DialogAnswer::Act(PassphraseAction::Open));
        buttons(ui, cx, FirstFocus::Field, &[("cancel", DialogAnswer::Cancel)], open);
    }
}

impl DialogState for PassphraseDialog {
    fn title(&self) -> &'static str {
        "passphrase-title"
    }

    /// It is typed into: its first letters must not be lost.
    fn answered_by_keys(&self) -> KeyAnswers {
        KeyAnswers::AtOnce
    }

    fn has_input(&self, _: &Model) -> bool {
        !self.typed.is_empty()
    }

    fn subject(&self) -> DialogSubject {
        DialogSubject::CaseToOpen
    }
}
