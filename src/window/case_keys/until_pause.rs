//! Drops the keys that come before the user has seen a case which came by itself.

use super::events::{note_dropped, take_for_other_case};
use crate::window::key_pause::{KeyPause, is_typed};
use crate::window::shortcut::CommandReach;
use egui::{Context, Event};

/// Drops keys until the user has paused.
#[derive(Default)]
pub struct HoldUntilPause {
    pause: KeyPause,
}

impl HoldUntilPause {
    /// Drops the keys of a frame that begins. Returns whether the user has paused before.
    pub fn take_keys(&mut self, ctx: &Context, now: f64, events: &mut Vec<Event>) -> bool {
        self.pause.begin_frame(now, events.iter().any(is_typed));
        if !self.pause.is_over() {
            let is_harmless = |reach| reach != CommandReach::CaseAtOnce;
            note_dropped(ctx, &take_for_other_case(ctx, events, is_harmless));
        }
        self.pause.is_over()
    }

    /// Whether the case was seen before this frame.
    pub fn is_seen_before(&self, now: f64) -> bool {
        self.pause.is_seen_before(now)
    }

    /// Asks for the frame with which the pause may end.
    pub fn wake(&self, ctx: &Context) {
        self.pause.wake(ctx);
    }
}
