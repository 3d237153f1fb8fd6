//! Keys that were meant for a field, when a dialog comes while the user types.

use egui::{Context, Event, Id, Key};

/// Without a key for so long, the user has seen the dialog. In seconds.
const PAUSE: f64 = 0.8;

/// Since when no key was pressed.
#[derive(Clone, Copy)]
struct TypingPause {
    /// The last pass in which the dialog was drawn.
    pass: u64,
    /// When the dialog came, or the last key, in seconds of egui's clock.
    since: f64,
    /// Whether the user has paused since the dialog came.
    is_over: bool,
}

/// Drops the keys that would press a button of the dialog, until the user has paused. Other keys, the pointer and screen
/// readers are never held back.
pub(super) fn hold_back(ctx: &Context) {
    let key = Id::unique("typing when a dialog came");
    let (now, pass) = (ctx.input(|input| input.time), ctx.cumulative_pass_nr());
    let before: Option<TypingPause> = ctx.data(|data| data.get_temp(key));
    let mut typing = match before {
        Some(typing) if pass <= typing.pass + 1 => TypingPause { pass, ..typing },
        _ => TypingPause { pass, since: now, is_over: false },
    };
    typing.is_over |= now - typing.since >= PAUSE;
    if !typing.is_over {
        ctx.input_mut(|input| {
            if input.events.iter().any(is_typed) {
                typing.since = now;
            }
            input.events.retain(|event| !presses(event));
        });
    }
    ctx.data_mut(|data| data.insert_temp(key, typing));
}

fn is_typed(event: &Event) -> bool {
    matches!(event, Event::Text(_) | Event::Key { pressed: true, .. })
}

/// Whether a key presses the control that has the focus, or the default button.
fn presses(event: &Event) -> bool {
    match event {
        Event::Text(_) => true,
        Event::Key { key, .. } => [Key::Enter, Key::Space].contains(key),
        _ => false,
    }
}
