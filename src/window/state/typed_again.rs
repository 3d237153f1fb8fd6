//! Asking again for a path that was typed, once its job has failed.

use super::Window;
use super::path_problem::NextTry;
use crate::window::dialog::{Dialog, TypedPath, WaitingDialog};
use crate::window::flow::PathUse;
use crate::window::notice::Attempt;

impl Window {
    /// Asks for a path that could not be used again. Nothing that was typed or decided is lost, unless the reply has
    /// led to another question than whether the file is replaced. `has_asked`: whether it has led to a question.
    pub(super) fn ask_for_path_again(&mut self, typed: TypedPath, next_try: NextTry, has_asked: bool) {
        if has_asked {
            if let Some(Dialog::Replace(dialog)) = self.dialogs.top_mut() {
                dialog.note_typed(typed);
            }
            return;
        }
        let path_use = typed.path_use().clone();
        let again = match next_try {
            NextTry::OtherPath(reason) => {
                WaitingDialog::new(typed.dialog_with_problem(reason), path_use, true)
            }
            NextTry::SamePathOnceUnlocked => {
                let dialog = typed.dialog_again();
                let says_why = matches!(dialog, Dialog::MakeRecoveryKey(_) | Dialog::Save(_));
                WaitingDialog::new(dialog, path_use, says_why)
            }
            NextTry::SamePath => WaitingDialog::new(typed.dialog_again(), path_use, false),
        };
        self.dialogs.add_waiting(again);
    }

    /// Shows the next dialog that waits until no other one is open. None comes while a case is read, which would close
    /// it with all that is typed into it.
    pub(super) fn show_waiting_dialog(&mut self) {
        // What the user has agreed to lose keeps no window open.
        if !self.dialogs.is_empty() || self.is_closing() || self.jobs.reading().is_some() {
            return;
        }
        if let Some(again) = self.dialogs.take_waiting() {
            self.show_again(again);
            self.dialogs.note_unasked();
        }
    }

    fn show_again(&mut self, again: WaitingDialog) {
        if again.says_why() {
            // Once is enough.
            self.case.forget_attempt(attempt_with(again.path_use()));
        }
        self.show_dialog(again.into_dialog());
    }
}

/// What the user tries with a path.
fn attempt_with(path_use: &PathUse) -> Attempt {
    match path_use {
        PathUse::OpenCase(_) | PathUse::OpenRecoveryKey => Attempt::Open,
        PathUse::SaveCase(..) => Attempt::Save,
        PathUse::SaveRecoveryKey(_) => Attempt::MakeRecoveryKey,
        PathUse::ExportReport(_) => Attempt::Export,
        PathUse::ReadPaper => Attempt::ComparePaper,
    }
}
