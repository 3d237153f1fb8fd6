//! Drops the keys that are meant for a case which is still being read, and would reach the one that is shown.
//!
//! The double click that has asked for the case does not reach it either: its second press falls on what was below the
//! list or the dialog, where it would answer, and say that the user goes on with the old case.

use super::events::{note_dropped, take_for_other_case};
use crate::desktop::JobId;
use crate::window::key_pause::{KeyPause, is_typed};
use crate::window::shortcut::CommandReach;
use crate::window::unused_keys::UnusedKeys;
use crate::window::widget::settled::frame_time;
use egui::{Context, Event, Key};

/// The second press of a double click comes within this time, as Windows has it until the user changes it. In seconds.
const DOUBLE_CLICK: f64 = 0.5;

/// Drops keys until a case is read, or the user goes on with the one that is shown.
pub struct HoldWhileReading {
    job: JobId,
    /// When the click ended that may have asked for the case; `None`: nothing was clicked yet.
    asked_at: Option<f64>,
    /// Whether the press of a double click was dropped and its release is not there yet.
    is_dropping_press: bool,
    /// Tells since when the user can see that another case is coming. No pause ends this hold.
    pause: KeyPause,
    dropped: UnusedKeys,
}

impl HoldWhileReading {
    /// Drops keys while this job reads the case. `asked_at`: when the user clicked last.
    pub fn new(job: JobId, asked_at: Option<f64>) -> Self {
        HoldWhileReading {
            job,
            asked_at,
            is_dropping_press: false,
            pause: KeyPause::default(),
            dropped: UnusedKeys::default(),
        }
    }

    /// The job that reads the case.
    pub fn job(&self) -> JobId {
        self.job
    }

    /// Drops the presses that may belong to the click which has asked for the case, with their releases. A press may
    /// have come while the last frame was painted, so that it counts as earlier by the time of a frame.
    pub fn take_double_click(&mut self, ctx: &Context, now: f64, events: &mut Vec<Event>) {
        let is_early = self.asked_at.is_some_and(|asked_at| now - asked_at < DOUBLE_CLICK + frame_time(ctx));
        events.retain(|event| match event {
            Event::PointerButton { pressed: true, .. } => {
                self.is_dropping_press = is_early;
                !is_early
            }
            Event::PointerButton { pressed: false, .. } => !std::mem::take(&mut self.is_dropping_press),
            _ => true,
        });
    }

    /// Drops the keys of a frame that begins. Returns whether Escape is among them: the user stays in the case, and
    /// what follows is meant for it. Escape itself closes nothing else.
    pub fn take_keys(&mut self, ctx: &Context, now: f64, events: &mut Vec<Event>) -> bool {
        self.pause.begin_frame(now, events.iter().any(is_typed));
        let escape = events.iter().position(is_escape);
        let behind = escape.map(|at| events.split_off(at));
        // A dialog about this case would be taken for one about the next case.
        let dropped = take_for_other_case(ctx, events, |reach| reach == CommandReach::Program);
        self.dropped = self.dropped.with(note_dropped(ctx, &dropped));
        events.extend(behind.into_iter().flatten().skip(1));
        escape.is_some()
    }

    /// Tells once more, in the case that was read, what was told in the one that was left: the user may not have looked
    /// at that.
    pub fn end(self, ctx: &Context) {
        self.dropped.note(ctx);
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
