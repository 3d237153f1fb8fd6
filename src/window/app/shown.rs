//! What the window shows, as far as a press, a key or a text means it. A press outlives no change of it, and
//! neither does a key or a text that waits, once another case or dialog is shown or none any more, unless the user
//! has asked for that.

use super::App;
use crate::window::case::{CaseId, ShownForm};
use crate::window::case_keys::{CaseKeys, note_dropped};
use crate::window::dialog::Dialog;
use crate::window::key_pause::enters_text;
use crate::window::unused_keys::{UnusedKeys, note_unused_text};
use crate::window::widget::choice::AnswerKeys;
use crate::window::widget::settled::{end_press, take_all_for_new};
use crate::window::{dialog, panel};
use egui::Context;
use egui::text_edit::TextEditState;
use std::mem::{Discriminant, discriminant};

/// What has changed what is shown.
#[derive(Clone, Copy)]
pub(super) enum ShownBy {
    /// A reply, or the time.
    Itself,
    /// What the user has just done.
    User {
        /// Whether the user has asked for a path: a dialog of the system or of the window comes.
        asks_for_path: bool,
    },
}

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

    /// Whether keys that were typed for this mean nothing where `now` is shown. Another form of the same case is what
    /// the user has just gone on to.
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

    /// Whether something else is to be shown than in the last frame.
    pub(super) fn has_changed_what_was_shown(&self) -> bool {
        self.shown_before != self.shown()
    }

    /// Ends what belongs to what was shown before. This comes before the views are drawn, for what has changed with a
    /// reply, and after the commands were run: the release of a press that was begun at one patient, or below a dialog,
    /// must not answer at another one or behind the dialog.
    pub(super) fn follow_shown(&mut self, ctx: &Context, by: ShownBy) {
        let shown = self.shown();
        let before = std::mem::replace(&mut self.shown_before, shown.clone());
        let is_by_reply = std::mem::take(&mut self.is_shown_by_reply);
        if shown != before {
            end_press(ctx);
        }
        // A reply may lead back to the form whose report the user has asked for, which is not gone on to.
        let is_replaced = if is_by_reply { shown != before } else { before.is_replaced_by(&shown) };
        if is_replaced {
            if self.is_asked_for(ctx, by, &before, &shown) {
                self.queue.put_first(CaseKeys::take_for_dialog(ctx));
            } else {
                note_dropped(ctx, &self.queue.drop_decisions());
            }
            CaseKeys::release(ctx);
            if is_by_reply && self.window.dialog().is_none() && !shown.is_covered {
                CaseKeys::drop_until_pause(ctx);
            }
        }
        if matches!(by, ShownBy::User { asks_for_path: true }) {
            CaseKeys::keep_for_dialog(ctx);
        } else if !self.window.has_path_dialog() && CaseKeys::wait_for_dialog(ctx) {
            // The path was given, or is not asked for any more.
            CaseKeys::release(ctx);
        }
        if shown == before {
            return;
        }
        let is_another_case = shown.case() != before.case();
        if is_another_case {
            if let Some((_, unused)) = self.unused_while_reading.take() {
                unused.note(ctx);
            }
            take_all_for_new(ctx);
            // The question with the focus may be one of the next case too, where a key would answer it.
            ctx.memory_mut(|memory| {
                if let Some(focused) = memory.focused() {
                    memory.surrender_focus(focused);
                }
            });
        }
        let is_sealed = shown.is_sealed && !before.is_sealed;
        if is_another_case || is_sealed {
            forget_contents(ctx);
        }
        if is_sealed {
            // Not for another case: whoever is typing text when it comes must answer nothing there.
            AnswerKeys::forget(ctx);
        }
    }

    /// Keeps the keys from the case in sight while the one is read that the user has asked for.
    pub(super) fn hold_keys_while_reading(&mut self, ctx: &Context) {
        if CaseKeys::take_stay_in_case(ctx) {
            self.window.stay_in_case();
        }
        let is_in_sight = self.window.dialog().is_none() && self.window.cover().is_none();
        CaseKeys::follow_read(ctx, self.window.reading(), is_in_sight);
    }

    /// Whether the user has asked for what is shown now, in place of `before`: keys that wait are meant for that.
    fn is_asked_for(&self, ctx: &Context, by: ShownBy, before: &Shown, shown: &Shown) -> bool {
        let takes_keys = self.window.dialog().map(Dialog::takes_keys_ahead);
        match (by, takes_keys) {
            (ShownBy::Itself, _) => CaseKeys::wait_for_dialog(ctx) && takes_keys == Some(true),
            (ShownBy::User { .. }, Some(takes_keys)) => {
                takes_keys && shown.dialogs_shown > before.dialogs_shown
            }
            (ShownBy::User { asks_for_path }, None) => {
                asks_for_path || (shown.case() != before.case() && !shown.is_covered)
            }
        }
    }

    /// Tells that something was typed which nothing uses, once a case is in sight.
    pub(super) fn tell_unused_keys(&mut self, ctx: &Context) {
        if self.window.cover().is_none() {
            if self.window.dialog().is_none() {
                let unused = UnusedKeys::take(ctx);
                self.window.tell_unused_keys(unused);
            }
        } else if !self.window.lock_status().is_unlocking() {
            // A window that was locked tells nothing of what was done before.
            UnusedKeys::take(ctx);
        } else if ctx.input(|input| input.events.iter().any(enters_text)) {
            // What is typed while the window is being unlocked is meant for the case, which is not shown yet.
            note_unused_text(ctx);
        }
    }

    /// Notes what is typed while a case is read, to tell of it in that case. What is typed into a dialog, as text
    /// behind a passphrase, is dropped with the dialog. What was dropped is told in the case before too, which the user
    /// may not have looked at.
    pub(super) fn note_typing_while_reading(&mut self, ctx: &Context) {
        let closes_with_case = self.window.dialog().is_some_and(|dialog| !dialog.outlives_case());
        let has_text = closes_with_case && ctx.input(|input| input.events.iter().any(enters_text));
        let typed = UnusedKeys { has_text, has_shortcut: false };
        let unused = typed.with(CaseKeys::take_dropped_while_reading(ctx));
        let before = self.unused_while_reading.take();
        let reading = self.window.reading();
        let asks_for_key = self.window.dialog().is_some_and(Dialog::asks_for_key);
        self.unused_while_reading = match (reading, before) {
            // The passphrase of the same case is asked for, or tried.
            (None, Some((_, before))) if asks_for_key => Some((None, before)),
            (Some(job), Some((of, before))) if of.is_none_or(|of| of == job) => {
                Some((Some(job), before.with(unused)))
            }
            // What was typed into the dialog that asks for a file has led to this job, and not to the one before.
            (Some(job), _) => Some((Some(job), unused)),
            (None, _) => None,
        };
    }
}

/// Removes from egui's memory what it holds of the case that was shown, and what was typed.
fn forget_contents(ctx: &Context) {
    // The undo steps of the text fields hold what was typed.
    ctx.data_mut(|data| data.remove_by_type::<TextEditState>());
    panel::forget_case(ctx);
    dialog::forget_contents(ctx);
}
