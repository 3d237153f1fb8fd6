//! Drops the keys that are meant for a case which is still being read, and would reach the one that is shown.

use super::events::{note_dropped, take_for_other_case};
use crate::desktop::JobId;
use crate::window::shortcut::CommandReach;
use crate::window::unused_keys::UnusedKeys;
use egui::{Context, Event, Key};

/// Drops keys until a case is read, or the user stays in the one that is shown.
pub struct HoldWhileReading {
    job: JobId,
    dropped: UnusedKeys,
}

impl HoldWhileReading {
    /// Drops keys while this job reads the case.
    pub fn new(job: JobId) -> Self {
        HoldWhileReading { job, dropped: UnusedKeys::default() }
    }

    /// The job that reads the case.
    pub fn job(&self) -> JobId {
        self.job
    }

    /// Drops the keys of a frame that begins. Returns whether Escape is among them: the user stays in the case, and
    /// what follows is meant for it. Escape itself closes nothing else.
    pub fn take_keys(&mut self, ctx: &Context, events: &mut Vec<Event>) -> bool {
        let escape = events.iter().position(is_escape);
        let behind = escape.map(|at| events.split_off(at));
        // A dialog about this case would be taken for one about the next case.
        let dropped = take_for_other_case(ctx, events, |reach| reach == CommandReach::Program);
        self.dropped = self.dropped.with(note_dropped(ctx, &dropped));
        events.extend(behind.into_iter().flatten().skip(1));
        escape.is_some()
    }

    /// Tells once more, in the case that was read, what was told in the one that was left: the user may
    /// not have looked at that.
    pub fn end(self, ctx: &Context) {
        self.dropped.note(ctx);
    }
}

fn is_escape(event: &Event) -> bool {
    match event {
        Event::Key { key: Key::Escape, pressed: true, modifiers, .. } => modifiers.is_none(),
        _ => false,
    }
}
