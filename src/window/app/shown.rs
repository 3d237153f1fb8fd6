//! What the window shows, as far as a press, a key or a text means it. A press outlives no change of it, and neither does
//! a key or a text that waits, once another case or dialog is shown or none any more.

use super::App;
use crate::window::case::{CaseId, ShownForm};
use crate::window::dialog::Dialog;
use crate::window::widget::settled::{end_press, take_all_for_new};
use egui::Context;
use egui::text_edit::TextEditState;
use std::mem::{Discriminant, discriminant};

/// What is shown, and what is over it.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Shown {
    form: ShownForm,
    is_sealed: bool,
    is_covered: bool,
    dialog: Option<Discriminant<Dialog>>,
    /// How many dialogs were shown so far: another one of the same kind asks something else.
    dialogs_shown: usize,
}

impl Shown {
    /// The case that is shown.
    pub(super) fn case(&self) -> CaseId {
        self.form.case()
    }

    /// Whether keys that were typed for this mean nothing where `now` is shown. Another form of the same case is what the
    /// user has just gone on to.
    fn is_replaced_by(&self, now: &Shown) -> bool {
        self.case() != now.case() || Shown { form: now.form.clone(), ..self.clone() } != *now
    }
}

impl App {
    fn shown(&self) -> Shown {
        let case = self.window.case();
        Shown {
            form: ShownForm::of(case),
            is_sealed: self.window.is_sealed(),
            is_covered: self.window.cover().is_some(),
            dialog: self.window.dialog().map(discriminant),
            dialogs_shown: self.window.model().dialogs_shown,
        }
    }

    /// Whether another case or dialog is to be shown than in the last frame.
    pub(super) fn has_replaced_what_was_shown(&self) -> bool {
        self.shown_before.is_replaced_by(&self.shown())
    }

    /// Ends what belongs to what was shown before. This comes before the views are drawn, for what has changed with a
    /// reply, and after the commands were run: the release of a press that was begun at one patient, or below a dialog,
    /// must not answer at another one or behind the dialog.
    pub(super) fn follow_shown(&mut self, ctx: &Context) {
        let shown = self.shown();
        let before = std::mem::replace(&mut self.shown_before, shown.clone());
        if shown == before {
            return;
        }
        end_press(ctx);
        // The palette is opened to be typed into, and asks nothing.
        if before.is_replaced_by(&shown) && !matches!(self.window.dialog(), Some(Dialog::Palette(_))) {
            self.queue.drop_decisions();
        }
        let is_another_case = shown.case() != before.case();
        if is_another_case {
            take_all_for_new(ctx);
            // The question with the focus may be one of the next case too, where a key would answer it.
            ctx.memory_mut(|memory| {
                if let Some(focused) = memory.focused() {
                    memory.surrender_focus(focused);
                }
            });
        }
        // The undo steps of the text fields hold what was typed.
        if is_another_case || shown.is_sealed && !before.is_sealed {
            ctx.data_mut(|data| data.remove_by_type::<TextEditState>());
        }
    }
}
