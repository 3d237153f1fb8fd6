//! Keys that were meant for something else, when a case comes into sight by itself: after a save, once its file was
//! read, or when a dialog over it closes. And keys that are meant for a dialog or a case which the user has asked for
//! and which is not there yet.

use super::command::{only_shows_or_asks, works_over_dialogs};
use super::key_pause::{KeyPause, enters_text, frame_begin, is_typed, note_unused_text};
use super::menu::may_open_menu;
use crate::desktop::JobId;
use egui::{Context, Event, Key, Plugin, RawInput, Ui};

/// Keeps the keys from a case that the user may not have seen, until the user has paused. Escape, the pointer and
/// screen readers are never held back.
#[derive(Default)]
pub struct CaseKeys {
    held: Option<HeldKeys>,
    /// The job that reads another case, if the user goes on with the one that is shown meanwhile.
    ignored_read: Option<JobId>,
}

/// What becomes of keys, and until when.
struct HeldKeys {
    pause: KeyPause,
    until: HeldUntil,
}

enum HeldUntil {
    /// They are dropped until the user has paused.
    Pause,
    /// They wait for a dialog, in their order, unless the user pauses before.
    Dialog(Vec<Event>),
    /// They are dropped until a case is read.
    Read {
        job: JobId,
        /// Whether there was text among them.
        has_dropped_text: bool,
    },
}

impl CaseKeys {
    /// Drops the keys from now on: the case comes into sight with the frame that is being drawn.
    pub fn hold_back(ctx: &Context) {
        Self::hold(ctx, HeldUntil::Pause);
    }

    /// Keeps the keys from now on for a dialog that the user has asked for.
    pub fn keep_for_dialog(ctx: &Context) {
        Self::hold(ctx, HeldUntil::Dialog(Vec::new()));
    }

    /// Drops the keys while a case is read that the user has asked for: they are meant for that one. Who presses
    /// Escape, or something in the window, goes on with the case that is shown. `read`: the job; `None`: no case is
    /// read. `is_in_sight`: whether no dialog and no cover is over the case.
    pub fn follow_read(ctx: &Context, read: Option<JobId>, is_in_sight: bool) {
        let state = |keys: &mut CaseKeys| {
            let until = keys.held.as_ref().map(|held| &held.until);
            let held_for = until.and_then(HeldUntil::read);
            let is_kept = matches!(until, Some(HeldUntil::Dialog(_)));
            (held_for, is_kept || read == keys.ignored_read)
        };
        let (held_for, is_left) = ctx.with_plugin(state).unwrap_or_default();
        match read.filter(|_| is_in_sight) {
            Some(job) if held_for != Some(job) && !is_left => {
                Self::hold(ctx, HeldUntil::Read { job, has_dropped_text: false });
            }
            None if held_for.is_some() && is_in_sight => Self::hold_back(ctx),
            None if held_for.is_some() => Self::release(ctx),
            Some(_) | None => {}
        }
    }

    /// Whether keys are dropped until a case is read.
    pub fn wait_for_read(ctx: &Context) -> bool {
        let waits = |keys: &mut CaseKeys| keys.held.as_ref().is_some_and(|held| held.until.read().is_some());
        ctx.with_plugin(waits).unwrap_or_default()
    }

    fn hold(ctx: &Context, until: HeldUntil) {
        Self::release(ctx);
        let held = HeldKeys { pause: KeyPause::default(), until };
        ctx.with_plugin(|keys: &mut CaseKeys| keys.held = Some(held));
    }

    /// Holds no keys back from now on. Those that have waited for a dialog are dropped.
    pub fn release(ctx: &Context) {
        if let Some(held) = ctx.with_plugin(|keys: &mut CaseKeys| keys.held.take()).flatten() {
            held.end(ctx);
        }
    }

    /// Whether keys wait for a dialog.
    pub fn are_kept(ctx: &Context) -> bool {
        let are_kept =
            |keys: &mut CaseKeys| matches!(keys.held, Some(HeldKeys { until: HeldUntil::Dialog(_), .. }));
        ctx.with_plugin(are_kept).unwrap_or_default()
    }

    /// The keys that have waited for the dialog, which is there now. None is held back from now on.
    pub fn take_kept(ctx: &Context) -> Vec<Event> {
        match ctx.with_plugin(|keys: &mut CaseKeys| keys.held.take()).flatten() {
            Some(HeldKeys { until: HeldUntil::Dialog(kept), .. }) => kept,
            _ => Vec::new(),
        }
    }
}

impl HeldKeys {
    /// Takes the keys that must not reach the case out of the input.
    fn take_from(&mut self, ctx: &Context, events: &mut Vec<Event>) {
        let waits_for_dialog = matches!(self.until, HeldUntil::Dialog(_));
        let taken = events.extract_if(.., |event| is_for_case(ctx, event, waits_for_dialog));
        if let HeldUntil::Dialog(kept) = &mut self.until {
            return kept.extend(taken);
        }
        if taken.filter(enters_text).count() > 0 {
            note_unused_text(ctx);
            if let HeldUntil::Read { has_dropped_text, .. } = &mut self.until {
                *has_dropped_text = true;
            }
        }
    }

    /// Drops the keys that wait for a dialog, if there are any. What was told in the case that was left is told once
    /// more: the user may not have looked at it.
    fn end(self, ctx: &Context) {
        let has_dropped_text = match self.until {
            HeldUntil::Pause => false,
            HeldUntil::Dialog(kept) => kept.iter().any(enters_text),
            HeldUntil::Read { has_dropped_text, .. } => has_dropped_text,
        };
        if has_dropped_text {
            note_unused_text(ctx);
        }
    }
}

impl HeldUntil {
    /// The job that reads the case until which keys are dropped.
    fn read(&self) -> Option<JobId> {
        match self {
            HeldUntil::Read { job, .. } => Some(*job),
            HeldUntil::Pause | HeldUntil::Dialog(_) => None,
        }
    }
}

impl Plugin for CaseKeys {
    fn debug_name(&self) -> &'static str {
        "keys of a case"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        // A frame that is laid out again has no new input.
        let Some(held) = self.held.as_mut().filter(|_| ctx.current_pass_index() == 0) else { return };
        held.pause.begin_frame(frame_begin(ctx, input), input.events.iter().any(is_typed));
        if let Some(job) = held.until.read() {
            let escape = input.events.iter().position(is_escape);
            let behind = escape.map(|at| input.events.split_off(at));
            held.take_from(ctx, &mut input.events);
            if let Some(behind) = behind {
                // Escape itself closes nothing else.
                input.events.extend(behind.into_iter().skip(1));
                (self.held, self.ignored_read) = (None, Some(job));
            }
        } else if !held.pause.is_over() {
            held.take_from(ctx, &mut input.events);
        } else if let Some(held) = self.held.take() {
            held.end(ctx);
        }
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        let (now, is_pressed) = ui.input(|input| (input.time, input.pointer.any_pressed()));
        // Whoever presses something that is in sight has seen it. Controls refuse a press that comes too early.
        let is_seen = |held: &mut HeldKeys| is_pressed && held.pause.is_seen_before(now);
        let Some(held) = self.held.take_if(is_seen) else { return };
        match held.until.read() {
            Some(job) => self.ignored_read = Some(job),
            None => held.end(ui.ctx()),
        }
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        if let Some(held) = self.held.as_ref().filter(|held| held.until.read().is_none()) {
            held.pause.wake(ui.ctx());
        }
    }
}

fn is_escape(event: &Event) -> bool {
    match event {
        Event::Key { key: Key::Escape, pressed: true, modifiers, .. } => modifiers.is_none(),
        _ => false,
    }
}

/// Whether a key or a text is for the case, or for the dialog that comes. A command that only shows something was never
/// typed as a part of a text. While keys wait for a dialog, commands wait with them, so that the order stays.
fn is_for_case(ctx: &Context, event: &Event, waits_for_dialog: bool) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Ime(_) | Event::Cut => true,
        Event::Key { key: Key::Escape, .. } => false,
        Event::Key { key, pressed, modifiers, .. } => {
            let (key, modifiers, os) = (*key, *modifiers, ctx.os());
            let goes_on = match waits_for_dialog {
                true => works_over_dialogs(key, modifiers, os),
                false => only_shows_or_asks(key, modifiers, os) || may_open_menu(key, modifiers, os),
            };
            *pressed && !goes_on
        }
        _ => false,
    }
}
