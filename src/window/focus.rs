//! Which control gets the focus back, after a dialog or the cover closes, and when the preview opens or closes.

use super::case::{CaseId, View};
use super::state::Window;
use egui::{Context, Id};

/// Remembers the controls that had the focus.
#[derive(Default)]
pub struct FocusKeeper {
    /// The control that had the focus, and the case, before a dialog or the cover opened; `None`: neither is open.
    before_overlay: Option<(Option<Id>, CaseId)>,
    /// The control of a dialog that had the focus before the help opened over it; `None`: the help is not there.
    before_help: Option<Option<Id>>,
    /// What gets the focus in the next pass.
    to_restore: Option<RestoredFocus>,
    /// The control that had the focus when the pointer was pressed last.
    before_press: Option<Id>,
    /// The control that had the focus before the preview opened; `None`: the preview is closed.
    before_preview: Option<Option<Id>>,
}

/// What gets the focus after a dialog or the cover closes.
#[derive(Clone, Copy)]
enum RestoredFocus {
    /// The control that had it before.
    Control(Id),
    /// The first control of the form: another case is shown than before.
    Form,
}

/// Whether a step needs another pass to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusStep {
    /// The control that is to have the focus has it already.
    None,
    /// The overlay was drawn in the last pass, so that egui still blocks the controls under it in this one.
    BelowOverlay,
}

impl FocusKeeper {
    /// Gives the focus back to the control that had it before a dialog or the cover that has closed, or to the form of
    /// another case, unless a command has set another focus target. `shown_before`: the case of the last pass.
    pub fn restore(&mut self, ctx: &Context, window: &mut Window, shown_before: CaseId) -> FocusStep {
        let is_covered = window.dialog().is_some() || window.cover().is_some();
        match (is_covered, self.before_overlay) {
            (true, None) => self.before_overlay = Some((focused(ctx), shown_before)),
            (false, Some((before, case))) => {
                self.before_overlay = None;
                let has_target = window.case().pending_target().is_some();
                let is_same_case = case == window.case().id();
                self.to_restore = match before {
                    _ if has_target => None,
                    _ if !is_same_case => Some(RestoredFocus::Form),
                    Some(control) => Some(RestoredFocus::Control(control)),
                    None => None,
                };
                return FocusStep::BelowOverlay;
            }
            (true, Some(_)) | (false, None) => {}
        }
        match (window.is_help_over_dialog(), self.before_help) {
            (true, None) => self.before_help = Some(focused(ctx)),
            (false, Some(before)) => {
                self.before_help = None;
                if let Some(control) = before.filter(|_| window.dialog().is_some()) {
                    focus(ctx, control);
                }
            }
            (true, Some(_)) | (false, None) => {}
        }
        match self.to_restore.take() {
            Some(RestoredFocus::Control(control)) => focus(ctx, control),
            Some(RestoredFocus::Form) => window.focus_form(),
            None => {}
        }
        FocusStep::None
    }

    /// Notes which control loses the focus to a press of the pointer. This comes before the controls are drawn.
    pub fn note_press(&mut self, ctx: &Context) {
        if ctx.current_pass_index() == 0 && ctx.input(|input| input.pointer.any_pressed()) {
            self.before_press = focused(ctx);
        }
    }

    /// Gives the focus back to the control that lost it to a press on the button that shows or hides the preview.
    pub fn return_after_click(&mut self, ctx: &Context) {
        let is_clicked = ctx.input(|input| input.pointer.any_click());
        if let Some(before) = self.before_press.filter(|_| is_clicked && focused(ctx).is_none()) {
            focus(ctx, before);
        }
    }

    /// Notes the focus when the preview opens. When it closes, a control that the preview had hidden gets it back.
    /// `is_in_preview`: the control that has the focus goes with the preview.
    pub fn follow_preview(&mut self, ctx: &Context, window: &Window, is_in_preview: bool) {
        let case = window.case();
        let is_shown = case.preview().is_some() && case.view() == View::Form;
        match (is_shown, self.before_preview) {
            (true, None) => self.before_preview = Some(focused(ctx)),
            (false, Some(before)) => {
                self.before_preview = None;
                // A control that the user has left meanwhile, although it was there, must not pull the form to it.
                let was_hidden =
                    |id: Id| ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).is_none());
                let is_lost = |id: &Id| is_in_preview || focused(ctx).is_none() && was_hidden(*id);
                if let Some(before) = before.filter(is_lost).filter(|_| case.view() == View::Form) {
                    focus(ctx, before);
                }
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
}

fn focused(ctx: &Context) -> Option<Id> {
    ctx.memory(|memory| memory.focused())
}

fn focus(ctx: &Context, control: Id) {
    ctx.memory_mut(|memory| memory.request_focus(control));
}
