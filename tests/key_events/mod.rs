//! Keys, as egui learns of them, for the tests of the window and for the unit tests inside of it.

use egui::{Event, Key, Modifiers};

/// A key goes down or up.
pub fn key_event(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
}

/// A key goes down.
pub fn pressed(key: Key) -> Event {
    key_event(key, true, Modifiers::NONE)
}

/// A key goes up.
pub fn released(key: Key) -> Event {
    key_event(key, false, Modifiers::NONE)
}

/// A key is pressed and released.
pub fn key_events(key: Key) -> Vec<Event> {
    vec![pressed(key), released(key)]
}

/// A key is pressed and released with Ctrl, whose own events come with it.
pub fn shortcut_events(key: Key) -> Vec<Event> {
    let ctrl = Modifiers::COMMAND;
    vec![
        pressed(Key::ControlLeft),
        Event::ModifiersChanged(ctrl),
        key_event(key, true, ctrl),
        key_event(key, false, ctrl),
        key_event(Key::ControlLeft, false, ctrl),
        Event::ModifiersChanged(Modifiers::NONE),
    ]
}
