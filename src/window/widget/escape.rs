//! The Escape key while something can be closed with it that has no focus, such as a notice.
//!
//! egui takes the focus from the focused control on Escape before any view sees the key. Who closes a notice wants to
//! go on where the focus is, so the key is taken out of the input first.

use egui::{Context, Event, Key, Plugin, RawInput, Ui};

/// Takes the Escape key for what asked for it in the last pass.
#[derive(Default)]
pub struct EscapeKey {
    is_wanted: bool,
    is_pressed: bool,
}

impl Plugin for EscapeKey {
    fn debug_name(&self) -> &'static str {
        "escape key"
    }

    fn input_hook(&mut self, _: &Context, input: &mut RawInput) {
        if !self.is_wanted {
            return;
        }
        let is_escape = |event: &Event| match event {
            Event::Key { key: Key::Escape, pressed: true, modifiers, .. } => modifiers.is_none(),
            _ => false,
        };
        let before = input.events.len();
        input.events.retain(|event| !is_escape(event));
        self.is_pressed |= input.events.len() < before;
    }

    fn on_begin_pass(&mut self, _: &mut Ui) {
        self.is_wanted = false;
    }
}

impl EscapeKey {
    /// Asks for the key, and returns whether it was pressed since it was asked for.
    pub fn take(ctx: &Context) -> bool {
        let take = |key: &mut EscapeKey| {
            key.is_wanted = true;
            std::mem::take(&mut key.is_pressed)
        };
        ctx.with_plugin(take).unwrap_or_default()
    }
}
