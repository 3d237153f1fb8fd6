//! What the window shows, as far as a press, a key or a text means it: none outlives a change of it.

use super::App;
use crate::definition::IndicationId;
use crate::window::case::{CaseId, View};
use crate::window::dialog::Dialog;
use crate::window::widget::settled::{end_press, take_all_for_new};
use egui::Context;
use egui::text_edit::TextEditState;
use std::mem::{Discriminant, discriminant};

/// What is shown, and what is over it.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Shown {
    case: CaseId,
    is_sealed: bool,
    is_covered: bool,
    /// `None`: the overview.
    form: Option<IndicationId>,
    dialog: Option<Discriminant<Dialog>>,
}

impl Shown {
    /// The case that is shown.
    pub(super) fn case(&self) -> CaseId {
        self.case
    }
}

impl App {
    /// Ends what belongs to what was shown before. This comes before the views are drawn, for what has changed with a
    /// reply, and after the commands were run: the release of a press that was begun at one patient, or below a dialog,
    /// must not answer at another one or behind the dialog.
    pub(super) fn follow_shown(&mut self, ctx: &Context) {
        let case = self.window.case();
        let shown = Shown {
            case: case.id(),
            is_sealed: self.window.is_sealed(),
            is_covered: self.window.cover().is_some(),
            form: (case.view() == View::Form).then(|| case.session().indication().id.clone()),
            dialog: self.window.dialog().map(discriminant),
        };
        let before = std::mem::replace(&mut self.shown_before, shown.clone());
        if shown == before {
            return;
        }
        end_press(ctx);
        let is_another_case = shown.case != before.case;
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
