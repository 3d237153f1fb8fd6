//! Drops the keys that are meant for a case which is still being read, and would reach the one that is shown.

use super::events::{note_dropped, take_for_other_case};
use crate::desktop::JobId;
use crate::window::shortcut::CommandReach;
use crate::window::unused_keys::UnusedKeys;
use egui::{Context, Event, Key};

/// Drops keys until a case is read, or the user stays in the one that is shown.
pub struct HoldWhileReading {
    job: JobId,
}

impl HoldWhileReading {
    /// Drops keys while this job reads the case.
    pub fn new(job: JobId) -> Self {
        HoldWhileReading { job }
    }

    /// The job that reads the case.
    pub fn job(&self) -> JobId {
        self.job
    }

    /// Drops the keys of a frame that begins. Returns what was dropped, and whether Escape is among the keys: the user
    /// stays in the case, and what follows is meant for it. Escape itself closes nothing else.
    pub fn take_keys(&self, ctx: &Context, events: &mut Vec<Event>) -> (UnusedKeys, bool) {
        let escape = events.iter().position(is_escape);
        let behind = escape.map(|at| events.split_off(at));
        // A dialog about this case would be taken for one about the next case.
        let dropped = take_for_other_case(ctx, events, |reach| reach == CommandReach::Program);
        events.extend(behind.into_iter().flatten().skip(1));
        (note_dropped(ctx, &dropped), escape.is_some())
    }
}

fn is_escape(event: &Event) -> bool {
    match event {
        Event::Key { key: Key::Escape, pressed: true, modifiers, .. } => modifiers.is_none(),
        _ => false,
    }
}
