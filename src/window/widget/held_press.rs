//! A press of the mouse is a click however long the button is held, as in other programs of the system.
//!
//! egui takes a press of 0.8 s for a drag, and measures it by the frames: one slow frame between press and release was
//! enough to lose an answer. With a finger a long press opens the context menu, so there egui's limit stays.

use egui::{Context, Event, InputOptions, Plugin, RawInput};

/// Lets egui wait for the release of the mouse.
pub struct HeldPress;

impl Plugin for HeldPress {
    fn debug_name(&self) -> &'static str {
        "held press"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let is_touch = |event: &Event| matches!(event, Event::Touch { .. });
        let has_finger = input.events.iter().any(is_touch) || ctx.input(|input| input.any_touches());
        let longest = if has_finger { InputOptions::default().max_click_duration } else { f64::INFINITY };
        ctx.options_mut(|options| options.input_options.max_click_duration = longest);
    }
}
