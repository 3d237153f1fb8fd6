//! Keys that were meant for something else, when a case comes into sight by itself: after a save, once its file was
//! read, or when a dialog over it closes. And keys that are meant for a dialog or a case which the user has asked for
//! and which is not there yet.
//!
//! At most one [`KeyHold`] takes them out of the input. The pointer and screen readers are never held back, and Escape
//! ends the waiting for another case.

mod events;
mod for_dialog;
mod until_pause;
mod while_reading;

pub use self::events::note_dropped;
use self::for_dialog::HoldForDialog;
use self::until_pause::HoldUntilPause;
use self::while_reading::HoldWhileReading;
use super::key_pause::frame_begin;
use super::unused_keys::UnusedKeys;
use crate::desktop::JobId;
use egui::{Context, Event, Plugin, RawInput, Ui};

/// Keeps the keys from a case that the user may not have seen.
#[derive(Default)]
pub struct CaseKeys {
    hold: Option<KeyHold>,
    /// Whether the user has asked to stay in the case that is shown, while another one is read. The window takes it.
    asked_to_stay: bool,
    /// What was dropped while a case is read. It is taken by the window.
    dropped_while_reading: UnusedKeys,
}

/// What the keys wait for, and what becomes of them.
enum KeyHold {
    /// A case has come into sight.
    UntilPause(HoldUntilPause),
    /// The user has asked for a dialog.
    ForDialog(HoldForDialog),
    /// The user has asked for another case.
    WhileReading(HoldWhileReading),
}

impl CaseKeys {
    /// Drops the keys from now on: the case comes into sight with the frame that is being drawn.
    pub fn drop_until_pause(ctx: &Context) {
        Self::start_hold(ctx, KeyHold::UntilPause(HoldUntilPause::default()));
    }

    /// Keeps the keys from now on for a dialog that the user has asked for.
    pub fn keep_for_dialog(ctx: &Context) {
        Self::start_hold(ctx, KeyHold::ForDialog(HoldForDialog::default()));
    }

    /// Drops the keys while a case is read that the user has asked for: they are meant for that one. `read`: the job;
    /// `None`: no case is read. `is_in_sight`: whether no dialog and no cover is over the case.
    pub fn follow_read(ctx: &Context, read: Option<JobId>, is_in_sight: bool) {
        let state =
            |keys: &mut CaseKeys| (keys.read_waited_for(), matches!(keys.hold, Some(KeyHold::ForDialog(_))));
        let (held_for, keeps_for_dialog) = ctx.with_plugin(state).unwrap_or_default();
        match read.filter(|_| is_in_sight) {
            Some(job) if held_for != Some(job) && !keeps_for_dialog => {
                Self::start_hold(ctx, KeyHold::WhileReading(HoldWhileReading::new(job)));
            }
            None if held_for.is_some() && is_in_sight => Self::drop_until_pause(ctx),
            None if held_for.is_some() => Self::release(ctx),
            Some(_) | None => {}
        }
    }

    /// Whether Escape was pressed since the last call while keys were dropped until a case is read: the user stays in
    /// the one that is shown.
    pub fn take_stay_in_case(ctx: &Context) -> bool {
        ctx.with_plugin(|keys: &mut CaseKeys| std::mem::take(&mut keys.asked_to_stay)).unwrap_or_default()
    }

    /// The keys that were dropped since the last call while a case is read.
    pub fn take_dropped_while_reading(ctx: &Context) -> UnusedKeys {
        let take = |keys: &mut CaseKeys| std::mem::take(&mut keys.dropped_while_reading);
        ctx.with_plugin(take).unwrap_or_default()
    }

    /// Whether keys are dropped until a case is read.
    pub fn wait_for_read(ctx: &Context) -> bool {
        let waits = |keys: &mut CaseKeys| keys.read_waited_for().is_some();
        ctx.with_plugin(waits).unwrap_or_default()
    }

    /// Holds no keys back from now on. Those that have waited for a dialog are dropped.
    pub fn release(ctx: &Context) {
        if let Some(hold) = ctx.with_plugin(|keys: &mut CaseKeys| keys.hold.take()).flatten() {
            hold.end(ctx);
        }
    }

    /// Whether keys wait for a dialog.
    pub fn wait_for_dialog(ctx: &Context) -> bool {
        let waits = |keys: &mut CaseKeys| matches!(keys.hold, Some(KeyHold::ForDialog(_)));
        ctx.with_plugin(waits).unwrap_or_default()
    }

    /// The keys that have waited for the dialog, which is there now. None is held back from now on.
    pub fn take_for_dialog(ctx: &Context) -> Vec<Event> {
        match ctx.with_plugin(|keys: &mut CaseKeys| keys.hold.take()).flatten() {
            Some(KeyHold::ForDialog(hold)) => hold.into_kept(),
            Some(KeyHold::UntilPause(_) | KeyHold::WhileReading(_)) | None => Vec::new(),
        }
    }

    fn start_hold(ctx: &Context, hold: KeyHold) {
        Self::release(ctx);
        ctx.with_plugin(|keys: &mut CaseKeys| keys.hold = Some(hold));
    }

    /// The job that reads the case until which keys are dropped.
    fn read_waited_for(&self) -> Option<JobId> {
        match &self.hold {
            Some(KeyHold::WhileReading(hold)) => Some(hold.job()),
            Some(KeyHold::UntilPause(_) | KeyHold::ForDialog(_)) | None => None,
        }
    }

    /// The user goes on with what is shown.
    fn end_hold(&mut self, ctx: &Context) {
        match self.hold.take() {
            Some(KeyHold::WhileReading(_)) => self.asked_to_stay = true,
            Some(hold) => hold.end(ctx),
            None => {}
        }
    }
}

impl KeyHold {
    /// Tells of the keys that nothing will use.
    fn end(self, ctx: &Context) {
        match self {
            // They were told of as they were dropped.
            KeyHold::UntilPause(_) | KeyHold::WhileReading(_) => {}
            KeyHold::ForDialog(hold) => hold.end(ctx),
        }
    }
}

impl Plugin for CaseKeys {
    fn debug_name(&self) -> &'static str {
        "keys of a case"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        // A frame that is laid out again has no new input.
        if ctx.current_pass_index() > 0 {
            return;
        }
        let (now, events) = (frame_begin(ctx, input), &mut input.events);
        let is_over = match &mut self.hold {
            None => return,
            Some(KeyHold::UntilPause(hold)) => hold.take_keys(ctx, now, events),
            Some(KeyHold::ForDialog(hold)) => hold.take_keys(ctx, now, events),
            Some(KeyHold::WhileReading(hold)) => {
                let (dropped, is_over) = hold.take_keys(ctx, events);
                self.dropped_while_reading = self.dropped_while_reading.with(dropped);
                is_over
            }
        };
        if is_over {
            self.end_hold(ctx);
        }
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        let (now, is_pressed) = ui.input(|input| (input.time, input.pointer.any_pressed()));
        // Whoever presses something that is in sight has seen it. A press that comes too early is refused
        // by its control.
        let is_seen = self.hold.as_ref().is_some_and(|hold| match hold {
            KeyHold::UntilPause(hold) => hold.is_seen_before(now),
            KeyHold::ForDialog(hold) => hold.is_seen_before(now),
            // An answer by the pointer is seen by whoever gives it. Keys are still meant for the case that comes.
            KeyHold::WhileReading(_) => false,
        });
        if is_pressed && is_seen {
            self.end_hold(ui.ctx());
        }
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        match &self.hold {
            Some(KeyHold::UntilPause(hold)) => hold.wake(ui.ctx()),
            Some(KeyHold::ForDialog(hold)) => hold.wake(ui.ctx()),
            // The reply to the job wakes the window.
            Some(KeyHold::WhileReading(_)) | None => {}
        }
    }
}
