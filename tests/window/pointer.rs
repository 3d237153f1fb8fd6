//! What the pointer does, as egui learns of it.

use egui::{Event, Modifiers, PointerButton, Pos2};

/// A button goes down or up at a place.
pub fn button_event(at: Pos2, button: PointerButton, pressed: bool) -> Event {
    Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE }
}

/// The primary button goes down or up at a place.
pub fn primary_event(at: Pos2, pressed: bool) -> Event {
    button_event(at, PointerButton::Primary, pressed)
}

/// The pointer comes to a place and clicks there.
pub fn click_events(at: Pos2) -> [Event; 3] {
    [Event::PointerMoved(at), primary_event(at, true), primary_event(at, false)]
}
