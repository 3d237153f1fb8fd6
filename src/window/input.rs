//! What the input of a frame says, beside the keys of commands.

use super::command::{Command, WindowCommand};
use egui::{Context, Key};

/// Whether an event shows that the user is there. Events that the system sends on its own do not count.
pub fn is_user_input(event: &egui::Event) -> bool {
    use egui::Event;
    matches!(
        event,
        Event::Key { .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Paste(_)
            | Event::Copy
            | Event::Cut
            | Event::PointerMoved(_)
            | Event::PointerButton { .. }
            | Event::MouseWheel { .. }
            | Event::Touch { .. }
            | Event::Zoom(_)
            | Event::AccessKitActionRequest(_)
    )
}

/// Whether an event can answer, type or command something.
pub fn is_decision(event: &egui::Event) -> bool {
    use egui::Event;
    match event {
        Event::Key { key, pressed, .. } => *pressed && !is_modifier_key(*key),
        Event::Text(_)
        | Event::Ime(_)
        | Event::Paste(_)
        | Event::Cut
        | Event::PointerButton { .. }
        | Event::AccessKitActionRequest(_) => true,
        _ => false,
    }
}

/// Whether a key only changes what other keys do.
pub fn is_modifier_key(key: Key) -> bool {
    matches!(
        key,
        Key::ShiftLeft
            | Key::ShiftRight
            | Key::ControlLeft
            | Key::ControlRight
            | Key::AltLeft
            | Key::AltRight
            | Key::SuperLeft
            | Key::SuperRight
    )
}

/// Whether an event would change or press the focused control. Keys that move the focus elsewhere do neither, and
/// commands do not either.
pub fn changes_focused_control(event: &egui::Event) -> bool {
    use egui::Event;
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Ime(_) | Event::Cut => true,
        Event::Key { key, pressed: true, modifiers, .. } => match key {
            Key::Enter | Key::Space | Key::Delete | Key::Backspace => true,
            Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight => !modifiers.command,
            _ => false,
        },
        _ => false,
    }
}

/// The command that opens the file dropped on the window. Which one of several the user means is not known.
pub fn open_dropped_file(ctx: &Context) -> Option<Command> {
    ctx.input(|input| match &input.raw.dropped_files[..] {
        [] => None,
        [file] => Some(WindowCommand::Open(file.path().to_owned()).into()),
        _ => Some(WindowCommand::RefuseFiles.into()),
    })
}
