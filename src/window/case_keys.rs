//! Keys that were meant for something else, when a case comes into sight by itself: after a save, once its file was
//! read, or when a dialog over it closes. And keys that are meant for a dialog which the user has asked for and which
//! is not there yet.

use super::command::{only_shows_or_asks, works_over_dialogs};
use super::key_pause::{KeyPause, enters_text, frame_begin, is_typed, note_unused_text};
use egui::{Context, Event, Key, Plugin, RawInput, Ui};

/// Keeps the keys from a case that the user may not have seen, until the user has paused. Escape, the pointer and
/// screen readers are never held back.
#[derive(Default)]
pub struct CaseKeys(Option<HeldKeys>);

/// What becomes of keys until the user has paused.
struct HeldKeys {
    pause: KeyPause,
    /// The keys that wait for a dialog, in their order; `None`: the keys are dropped.
    for_dialog: Option<Vec<Event>>,
}

impl CaseKeys {
    /// Drops the keys from now on: the case comes into sight with the frame that is being drawn.
    pub fn hold_back(ctx: &Context) {
        Self::hold(ctx, None);
    }

    /// Keeps the keys from now on for a dialog that the user has asked for.
    pub fn keep_for_dialog(ctx: &Context) {
        Self::hold(ctx, Some(Vec::new()));
    }

    fn hold(ctx: &Context, for_dialog: Option<Vec<Event>>) {
        Self::release(ctx);
        let held = HeldKeys { pause: KeyPause::default(), for_dialog };
        ctx.with_plugin(|keys: &mut CaseKeys| keys.0 = Some(held));
    }

    /// Holds no keys back from now on. Those that have waited for a dialog are dropped.
    pub fn release(ctx: &Context) {
        if let Some(held) = ctx.with_plugin(|keys: &mut CaseKeys| keys.0.take()).flatten() {
            held.end(ctx);
        }
    }

    /// Whether keys wait for a dialog.
    pub fn are_kept(ctx: &Context) -> bool {
        let are_kept = |keys: &mut CaseKeys| keys.0.as_ref().is_some_and(|held| held.for_dialog.is_some());
        ctx.with_plugin(are_kept).unwrap_or_default()
    }

    /// The keys that have waited for the dialog, which is there now. None is held back from now on.
    pub fn take_kept(ctx: &Context) -> Vec<Event> {
        let held = ctx.with_plugin(|keys: &mut CaseKeys| keys.0.take()).flatten();
        held.and_then(|held| held.for_dialog).unwrap_or_default()
    }
}

impl HeldKeys {
    /// Takes the keys that must not reach the case out of the input.
    fn take_from(&mut self, ctx: &Context, events: &mut Vec<Event>) {
        let waits_for_dialog = self.for_dialog.is_some();
        let taken = events.extract_if(.., |event| is_for_case(ctx, event, waits_for_dialog));
        match &mut self.for_dialog {
            Some(kept) => kept.extend(taken),
            None => {
                if taken.filter(enters_text).count() > 0 {
                    note_unused_text(ctx);
                }
            }
        }
    }

    /// Drops the keys that wait for a dialog, if there are any.
    fn end(self, ctx: &Context) {
        if self.for_dialog.is_some_and(|kept| kept.iter().any(enters_text)) {
            note_unused_text(ctx);
        }
    }
}

impl Plugin for CaseKeys {
    fn debug_name(&self) -> &'static str {
        "keys of a case"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        // A frame that is laid out again has no new input.
        let Some(held) = self.0.as_mut().filter(|_| ctx.current_pass_index() == 0) else { return };
        held.pause.begin_frame(frame_begin(ctx, input), input.events.iter().any(is_typed));
        if !held.pause.is_over() {
            held.take_from(ctx, &mut input.events);
        } else if let Some(held) = self.0.take() {
            held.end(ctx);
        }
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        let (now, is_pressed) = ui.input(|input| (input.time, input.pointer.any_pressed()));
        // Whoever presses something that is in sight has seen it. Controls refuse a press that comes too early.
        let is_seen = |held: &mut HeldKeys| is_pressed && held.pause.is_seen_before(now);
        if let Some(held) = self.0.take_if(is_seen) {
            held.end(ui.ctx());
        }
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        if let Some(held) = &self.0 {
            held.pause.wake(ui.ctx());
        }
    }
}

/// Whether a key or a text is for the case, or for the dialog that comes. A command that only shows something was never
/// typed as a part of a text. While keys wait for a dialog, commands wait with them, so that the order stays.
fn is_for_case(ctx: &Context, event: &Event, waits_for_dialog: bool) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Ime(_) | Event::Cut => true,
        Event::Key { key: Key::Escape, .. } => false,
        Event::Key { key, pressed, modifiers, .. } => {
            let goes_on = if waits_for_dialog { works_over_dialogs } else { only_shows_or_asks };
            *pressed && !goes_on(*key, *modifiers, ctx.os())
        }
        _ => false,
    }
}
