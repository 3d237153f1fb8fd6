//! Which events are held back from a case.

use crate::window::command::only_shows_or_asks;
use crate::window::key_pause::{enters_text, note_unused_text};
use crate::window::menu::may_open_menu;
use egui::{Context, Event, Key, Modifiers};

/// Takes out of the events what would reach a case that the user has not seen. A command that only shows something was
/// never typed as a part of a text.
pub fn take_for_unseen_case(ctx: &Context, events: &mut Vec<Event>) -> Vec<Event> {
    let os = ctx.os();
    let is_let_through = |key: Key, modifiers: Modifiers| {
        only_shows_or_asks(key, modifiers, os) || may_open_menu(key, modifiers, os)
    };
    events.extract_if(.., |event| is_text_or_key(event, is_let_through)).collect()
}

/// Whether an event enters text or presses a key, but Escape and those that are let through.
pub fn is_text_or_key(event: &Event, is_let_through: impl Fn(Key, Modifiers) -> bool) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Ime(_) | Event::Cut => true,
        Event::Key { key: Key::Escape, .. } => false,
        Event::Key { key, pressed, modifiers, .. } => *pressed && !is_let_through(*key, *modifiers),
        _ => false,
    }
}

/// Notes that events were dropped, and returns whether text was among them.
pub fn note_dropped(ctx: &Context, dropped: &[Event]) -> bool {
    let has_text = dropped.iter().any(enters_text);
    if has_text {
        note_unused_text(ctx);
    }
    has_text
}
