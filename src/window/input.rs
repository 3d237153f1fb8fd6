//! What the input of a frame says, beside the keys of commands.

use super::command::{Command, WindowCommand};
use egui::Context;

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
    matches!(
        event,
        Event::Key { pressed: true, .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Paste(_)
            | Event::Cut
            | Event::PointerButton { .. }
            | Event::AccessKitActionRequest(_)
    )
}

/// The command that opens the first of the files dropped on the window.
pub fn open_dropped_file(ctx: &Context) -> Option<Command> {
    let path = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()))?;
    Some(WindowCommand::Open(path).into())
}
