//! A press of the mouse on a button, an option or a checkbox is a click if it is released there. It does not matter how
//! long it is held and how far the pointer goes meanwhile, as in other programs of the system.
//!
//! egui takes a press of 0.8 s for a drag, and measures it by the frames: one slow frame between press and release was
//! enough to lose an answer. It also takes a press that moves by more than 6 points for a drag, as those of a trembling
//! hand do. A finger opens the context menu by a long press and scrolls by moving: there, egui's limits stay. The limit
//! of the distance also stays where the mouse selects or drags something, as in a text field.

use egui::{Context, Event, Id, InputOptions, Plugin, Pos2, RawInput, Ui};

/// Lets egui wait for the release of the mouse, and take it for a click where it is one.
#[derive(Default)]
pub struct HeldPress {
    /// The control that is pressed and that nothing can be dragged on.
    pressed: Option<Id>,
    /// Such a control that was pressed last.
    pressed_before: Option<Id>,
}

impl Plugin for HeldPress {
    fn debug_name(&self) -> &'static str {
        "held press"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let limits = InputOptions::default();
        let is_touch = |event: &Event| matches!(event, Event::Touch { .. });
        let has_finger = input.events.iter().any(is_touch) || ctx.input(|input| input.any_touches());
        let longest = if has_finger { limits.max_click_duration } else { f64::INFINITY };
        let waits =
            self.pressed.is_some_and(|pressed| !has_finger && self.waits_for_release(ctx, pressed, input));
        let farthest = if waits { f32::INFINITY } else { limits.max_click_dist };
        ctx.options_mut(|options| {
            options.input_options.max_click_duration = longest;
            options.input_options.max_click_dist = farthest;
        });
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        let (is_pressed, is_down) = ui.input(|input| (input.pointer.any_pressed(), input.pointer.any_down()));
        if is_pressed {
            self.pressed = control_to_click(ui.ctx());
        }
        if !is_down {
            self.pressed_before = self.pressed.take().or(self.pressed_before);
        }
    }
}

impl HeldPress {
    /// Whether the pointer may be anywhere in this frame. Once the button is released, egui's limit decides again, by
    /// the movements of the frame: there is one if the release is elsewhere, and none where it is a click.
    fn waits_for_release(&self, ctx: &Context, pressed: Id, input: &mut RawInput) -> bool {
        let release = input
            .events
            .iter()
            .position(|event| matches!(event, Event::PointerButton { pressed: false, .. }));
        let Some(at) = release else { return true };
        let Event::PointerButton { pos, .. } = input.events[at] else { return true };
        if !is_on_control(ctx, pressed, pos) {
            // egui compares the place of the press with those of movements, and not with that of the release.
            input.events.insert(at, Event::PointerMoved(pos));
            return false;
        }
        if self.pressed_before == Some(pressed) {
            // The limit is also that of the distance of a double click, which takes no answer back.
            return true;
        }
        // Two clicks on two controls are no double click.
        let mut index = 0;
        input.events.retain(|event| {
            index += 1;
            index > at || !matches!(event, Event::PointerMoved(_))
        });
        false
    }
}

/// The control below the pointer that can be clicked, unless something is dragged there.
fn control_to_click(ctx: &Context) -> Option<Id> {
    ctx.viewport(|viewport| {
        let control = viewport.hits.click.filter(|control| !control.sense.senses_drag())?;
        viewport.interact_widgets.dragged.is_none().then_some(control.id)
    })
}

/// Whether a position is on a control as it was drawn last.
fn is_on_control(ctx: &Context, control: Id, position: Pos2) -> bool {
    let layer = ctx.layer_id_at(position);
    let drawn = ctx.viewport(|viewport| viewport.prev_pass.widgets.get(control).copied());
    drawn.is_some_and(|drawn| Some(drawn.layer_id) == layer && drawn.interact_rect.contains(position))
}
