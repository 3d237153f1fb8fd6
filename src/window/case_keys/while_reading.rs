//! Drops the keys that are meant for a case which is still being read, and would reach the one that is shown.

use super::events::{note_dropped, take_for_unseen_case};
use crate::desktop::JobId;
use crate::window::key_pause::{KeyPause, is_typed, note_unused_text};
use egui::{Context, Event, Key};

/// Drops keys until a case is read, or the user goes on with the one that is shown.
pub struct HoldWhileReading {
    job: JobId,
    /// Tells since when the user can see that another case is coming. No pause ends this hold.
    pause: KeyPause,
    has_dropped_text: bool,
}

impl HoldWhileReading {
    /// Drops keys while this job reads the case.
    pub fn new(job: JobId) -> Self {
        HoldWhileReading { job, pause: KeyPause::default(), has_dropped_text: false }
    }

    /// The job that reads the case.
    pub fn job(&self) -> JobId {
        self.job
    }

    /// Drops the keys of a frame that begins. Returns whether Escape is among them: the user stays in the case, and
    /// what follows is meant for it. Escape itself closes nothing else.
    pub fn take_keys(&mut self, ctx: &Context, now: f64, events: &mut Vec<Event>) -> bool {
        self.pause.begin_frame(now, events.iter().any(is_typed));
        let escape = events.iter().position(is_escape);
        let behind = escape.map(|at| events.split_off(at));
        let dropped = take_for_unseen_case(ctx, events);
        self.has_dropped_text |= note_dropped(ctx, &dropped);
        events.extend(behind.into_iter().flatten().skip(1));
        escape.is_some()
    }

    /// Tells once more, in the case that was read, what was told in the one that was left: the user may not have looked
    /// at that.
    pub fn end(self, ctx: &Context) {
        if self.has_dropped_text {
            note_unused_text(ctx);
        }
    }

    /// Whether the window said before this frame that another case is coming.
    pub fn is_seen_before(&self, now: f64) -> bool {
        self.pause.is_seen_before(now)
    }
}

fn is_escape(event: &Event) -> bool {
    match event {
        Event::Key { key: Key::Escape, pressed: true, modifiers, .. } => modifiers.is_none(),
        _ => false,
    }
}
