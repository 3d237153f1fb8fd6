//! What the pointer does, as egui learns of it.

use egui::{Event, Modifiers, PointerButton, Pos2};

/// A button goes down or up at a place.
pub fn button_event(at: Pos2, button: PointerButton, pressed: bool) -> Event {
    Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE }
}

/// The primary button goes down or up at a place.
pub fn primary_button(at: Pos2, pressed: bool) -> Event {
    button_event(at, PointerButton::Primary, pressed)
}

/// The pointer comes to a place and clicks there.
pub fn click(at: Pos2) -> [Event; 3] {
    [Event::PointerMoved(at), primary_button(at, true), primary_button(at, false)]
}
