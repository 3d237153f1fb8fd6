//! Keeps the keys that follow a command which asks for a path, until its dialog is there.

use super::events::{is_text_or_key, note_dropped};
use crate::window::command::works_over_dialogs;
use crate::window::key_pause::{KeyPause, is_typed};
use egui::{Context, Event};

/// Keeps keys for a dialog, in their order. They are dropped if the user pauses before it comes.
#[derive(Default)]
pub struct HoldForDialog {
    pause: KeyPause,
    kept: Vec<Event>,
}

impl HoldForDialog {
    /// Keeps the keys of a frame that begins. Returns whether the user has paused before. Commands wait too, so that
    /// the order stays.
    pub fn take_keys(&mut self, ctx: &Context, now: f64, events: &mut Vec<Event>) -> bool {
        self.pause.begin_frame(now, events.iter().any(is_typed));
        if !self.pause.is_over() {
            let os = ctx.os();
            let is_let_through = |key, modifiers| works_over_dialogs(key, modifiers, os);
            self.kept.extend(events.extract_if(.., |event| is_text_or_key(event, is_let_through)));
        }
        self.pause.is_over()
    }

    /// The keys, for the dialog that is there.
    pub fn into_kept(self) -> Vec<Event> {
        self.kept
    }

    /// Drops the keys: no dialog has come.
    pub fn end(self, ctx: &Context) {
        note_dropped(ctx, &self.kept);
    }

    /// Whether what is shown meanwhile was seen before this frame.
    pub fn is_seen_before(&self, now: f64) -> bool {
        self.pause.is_seen_before(now)
    }

    /// Asks for the frame with which the pause may end.
    pub fn wake(&self, ctx: &Context) {
        self.pause.wake(ctx);
    }
}
