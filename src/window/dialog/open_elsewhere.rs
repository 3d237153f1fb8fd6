//! A case is open in another window, maybe somebody else's.

use super::parts::{FirstFocus, buttons, scrolled};
use super::{DialogAnswer, DialogEvent, DialogState, DialogSubject, Update};
use crate::desktop::CaseKey;
use crate::files::Holder;
use crate::notation::shown_path;
use crate::window::cx::{Cx, Model};
use crate::window::flow::{OpenAttempt, OpenMode};
use crate::window::notice::Reason;
use egui::Ui;

/// Offers the other window, and a copy of the case.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenElsewhereDialog {
    open: OpenAttempt,
    /// What opens the case, if that is known.
    key: Option<CaseKey>,
    holder: Holder,
}

/// An action of the dialog.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OpenElsewhereAction {
    /// Show the other window.
    Raise,
    /// Show a copy of the case, which can't be saved over it.
    OpenCopy,
}

impl OpenElsewhereDialog {
    /// The dialog about a case that `holder` has open.
    pub fn new(open: OpenAttempt, key: Option<CaseKey>, holder: Holder) -> Self {
        OpenElsewhereDialog { open, key, holder }
    }

    pub(super) fn update(&mut self, action: OpenElsewhereAction, _: &Model) -> Update {
        match (action, self.holder.process) {
            (OpenElsewhereAction::Raise, Some(process)) => {
                Update::CloseAnd(DialogEvent::RaiseWindow(process))
            }
            (OpenElsewhereAction::Raise, None) => Update::Stay,
            (OpenElsewhereAction::OpenCopy, _) => {
                let open = OpenAttempt { mode: OpenMode::AsCopy, ..self.open.clone() };
                Update::CloseAnd(DialogEvent::Read(open, self.key.clone()))
            }
        }
    }

    pub(super) fn view(&self, ui: &mut Ui, cx: &mut Cx<DialogAnswer<OpenElsewhereAction>>) {
        let (texts, path) = (cx.say.texts, shown_path(&self.open.path));
        scrolled(ui, |ui| {
            ui.label(path);
            ui.label(Reason::OpenElsewhere(self.holder.clone()).sentence(cx.say));
            ui.label(texts.get("open-elsewhere-copy-text"));
        });
        let cancel = ("cancel", DialogAnswer::Cancel);
        let copy = ("open-elsewhere-copy", DialogAnswer::Act(OpenElsewhereAction::OpenCopy));
        if self.holder.process.is_some() {
            // Whoever looks for the case most likely wants to go on with it.
            let raise = ("open-elsewhere-raise", DialogAnswer::Act(OpenElsewhereAction::Raise));
            return buttons(ui, cx, FirstFocus::Button, &[cancel, copy], raise);
        }
        buttons(ui, cx, FirstFocus::Button, &[cancel], copy);
    }
}

impl DialogState for OpenElsewhereDialog {
    fn title(&self) -> &'static str {
        "open-elsewhere-title"
    }

    fn subject(&self) -> DialogSubject {
        DialogSubject::CaseToOpen
    }
}
