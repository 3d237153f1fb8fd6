//! Which control gets the focus back when the preview opens or closes.

use super::case::View;
use super::state::Window;
use egui::{Context, Id};

/// Remembers the controls that had the focus.
#[derive(Default)]
pub struct PreviewFocus {
    /// The control that had the focus when the pointer was pressed last.
    before_press: Option<Id>,
    /// The control that had the focus before the preview opened; `None`: the preview is closed.
    before_preview: Option<Option<Id>>,
}

impl PreviewFocus {
    /// Notes the focus when the pointer is pressed and when the preview opens. When it closes, a control that the
    /// preview had hidden gets it back. `is_in_preview`: the control that has the focus goes with the preview. This
    /// comes before the controls are drawn.
    pub fn follow(&mut self, ctx: &Context, window: &Window, is_in_preview: bool) {
        if ctx.current_pass_index() == 0 && ctx.input(|input| input.pointer.any_pressed()) {
            self.before_press = focused(ctx);
        }
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

    /// Gives the focus back to the control that lost it to a press on the button that shows or hides the preview.
    pub fn return_after_click(&mut self, ctx: &Context) {
        let is_clicked = ctx.input(|input| input.pointer.any_click());
        if let Some(before) = self.before_press.filter(|_| is_clicked && focused(ctx).is_none()) {
            focus(ctx, before);
        }
    }
}

fn focused(ctx: &Context) -> Option<Id> {
    ctx.memory(|memory| memory.focused())
}

fn focus(ctx: &Context, control: Id) {
    ctx.memory_mut(|memory| memory.request_focus(control));
}
