//! Which events are held back from a case.

use crate::window::command::reach_of_shortcut;
use crate::window::key_pause::enters_text;
use crate::window::menu::may_open_menu;
use crate::window::shortcut::{CommandReach, UiCommand};
use crate::window::unused_keys::UnusedKeys;
use egui::os::OperatingSystem;
use egui::{Context, Event, Key, Modifiers};

/// Takes out of the events what may be meant for another case than the one that is shown. `is_harmless`: whether a
/// command with this reach does no harm in that one. Its shortcut is no part of a text. What opens a menu
/// does what the command palette does.
pub fn take_for_other_case(
    ctx: &Context,
    events: &mut Vec<Event>,
    is_harmless: fn(CommandReach) -> bool,
) -> Vec<Event> {
    let os = ctx.os();
    let is_let_through = |key: Key, modifiers: Modifiers| match reach_of_shortcut(key, modifiers, os) {
        Some(reach) => is_harmless(reach),
        None => may_open_menu(key, modifiers, os) && is_harmless(UiCommand::Palette.reach()),
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

/// Notes that events were dropped, and returns what of them the user is told about.
pub fn note_dropped(ctx: &Context, dropped: &[Event]) -> UnusedKeys {
    let os = ctx.os();
    let unused = UnusedKeys {
        has_text: dropped.iter().any(enters_text),
        has_shortcut: dropped.iter().any(|event| is_shortcut(event, os)),
    };
    unused.note(ctx);
    unused
}

/// Whether an event is a shortcut about the case. That the program has not done something is seen.
fn is_shortcut(event: &Event, os: OperatingSystem) -> bool {
    match event {
        Event::Key { key, pressed: true, repeat: false, modifiers, .. } => {
            reach_of_shortcut(*key, *modifiers, os).is_some_and(|reach| reach != CommandReach::Program)
        }
        _ => false,
    }
}
