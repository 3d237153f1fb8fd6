//! The case is being saved, and the window leaves it then: until that has happened, nothing is typed into it.

use super::dialog_keys::KeyAnswers;
use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, UnsavedDialog, Update};
use crate::window::cx::{Cx, Model};
use crate::window::flow::PendingAction;
use egui::Ui;

/// Shows that the window waits for a save, and what follows it. It closes with the save; cancelling it keeps the case.
#[derive(Clone, Debug, PartialEq)]
pub struct LeavingDialog {
    /// What follows once the case is saved.
    next: PendingAction,
}

/// An action of the dialog.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LeavingAction {
    /// Stay in the case, whatever was to follow.
    Stay,
    /// Ask about the changes now: the save takes long.
    AskNow,
}

impl LeavingDialog {
    /// The dialog while a save is in flight that this follows.
    pub fn new(next: PendingAction) -> Self {
        LeavingDialog { next }
    }

    pub(super) fn update(&mut self, action: LeavingAction, _: &Model) -> Update {
        match action {
            LeavingAction::Stay => Update::CloseAnd(DialogEvent::StayInCase),
            LeavingAction::AskNow => {
                Update::StayAnd(DialogEvent::Show(UnsavedDialog::new(self.next.clone()).into()))
            }
        }
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<LeavingAction>>) {
        let text = match self.next {
            PendingAction::New | PendingAction::NewFor(_) => "leaving-for-new",
            PendingAction::Open | PendingAction::OpenPath(..) => "leaving-to-open",
            PendingAction::Sample => "leaving-for-sample",
            PendingAction::Recover(_) => "leaving-to-recover",
            PendingAction::Close => "leaving-to-close",
        };
        let texts = cx.say.texts;
        scrolled(ui, |ui| {
            ui.label(texts.get(text));
            ui.label(texts.get("leaving-hint"));
        });
        let stay = DialogAnswer::Act(LeavingAction::Stay);
        let others = [("leaving-ask-now", DialogAnswer::Act(LeavingAction::AskNow))];
        buttons(ui, cx, FirstFocus::Button, &others, ("leaving-stay", stay));
    }
}

impl DialogState for LeavingDialog {
    fn title(&self) -> &'static str {
        "leaving-title"
    }

    /// What is typed or clicked now is meant for the next case. It must not lead back into this one.
    fn has_input(&self, _: &Model) -> bool {
        true
    }

    fn answered_by_keys(&self) -> KeyAnswers {
        KeyAnswers::Never
    }

    fn pending(&self) -> Option<&PendingAction> {
        Some(&self.next)
    }
}
