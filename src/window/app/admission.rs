//! What a frame gets: first the replies to jobs, unless input is still to be handled, then the input.
//!
//! eframe asks for both once for each frame, before egui sees the input. A reply can show another case or dialog: what
//! the user did before that was meant for what was shown until then.

use super::App;
use crate::desktop::Reply;
use crate::window::case::Target;
use crate::window::case_keys::{CaseKeys, note_dropped};
use crate::window::dialog::Dialog;
use crate::window::input::is_decision;
use crate::window::input_queue::FocusState;
use crate::window::widget::sight::{bring_focus_into_sight, is_focus_coming};
use egui::{Context, Event};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A key that is held down must not hold back replies for good, nor must the last input before a window was hidden,
/// which has no new input then.
const MOST_FRAMES_WITHOUT_REPLIES: usize = 6;
/// What waits in the queue takes a few frames for each key. Keys that come faster than they are handled, as those of a
/// key that is held down, must not hold back replies for good.
const MOST_FRAMES_WITH_QUEUE: usize = 150;

/// The replies that wait until the input before them is handled.
#[derive(Default)]
pub(super) struct WaitingReplies {
    /// For how many frames replies have waited for what the user did.
    frames: usize,
    /// Whether the desktop has something to tell.
    has_news: Arc<AtomicBool>,
    /// The replies of a program without a desktop.
    without_desktop: Vec<Reply>,
}

impl WaitingReplies {
    /// What the desktop calls when it has something to tell.
    pub(super) fn notifier(&self) -> impl Fn() + Send + Sync + 'static {
        let has_news = self.has_news.clone();
        move || has_news.store(true, Ordering::Release)
    }

    /// Whether replies wait for a later frame.
    pub(super) fn wait(&self) -> bool {
        self.frames > 0 && self.have_come()
    }

    fn have_come(&self) -> bool {
        self.has_news.load(Ordering::Acquire) || !self.without_desktop.is_empty()
    }
}

impl App {
    /// Adds the reply to a job, which the next frame that takes replies handles, for a program without a desktop.
    pub fn add_reply(&mut self, reply: Reply) {
        self.replies.without_desktop.push(reply);
    }

    /// Whether something that the user did is not handled yet. `events`: those of this frame, before the
    /// views are drawn.
    pub(super) fn has_unhandled_input(&self, events: &[Event]) -> bool {
        self.queue.has_unhandled_input(events)
    }

    /// Handles the replies that have come, once nothing that the user did before is left to be handled. What is left
    /// then all the same is dropped if another case or dialog is shown: it was not meant for that, unless the user has
    /// asked for the dialog.
    pub(super) fn take_replies(&mut self, ctx: &Context, events: &mut Vec<Event>) {
        if !self.replies.have_come() {
            // Only what has come waits.
            self.replies.frames = 0;
            return;
        }
        let most = if self.queue.is_waiting() { MOST_FRAMES_WITH_QUEUE } else { MOST_FRAMES_WITHOUT_REPLIES };
        if self.has_unhandled_input(events) && self.replies.frames < most {
            self.replies.frames += 1;
            return;
        }
        self.replies.frames = 0;
        self.replies.has_news.store(false, Ordering::Release);
        let mut replies = std::mem::take(&mut self.replies.without_desktop);
        replies.extend(self.desktop.iter_mut().flat_map(|desktop| desktop.replies()));
        for reply in replies {
            self.window.handle_reply(reply);
        }
        if !self.has_changed_what_was_shown() {
            return;
        }
        self.is_shown_by_reply = true;
        if CaseKeys::wait_for_dialog(ctx) && self.window.dialog().is_some_and(Dialog::takes_keys_ahead) {
            return;
        }
        let dropped: Vec<Event> = events.extract_if(.., |event| is_decision(event)).collect();
        note_dropped(ctx, &dropped);
        note_dropped(ctx, &self.queue.drop_decisions());
    }

    /// Leaves in `events` what this frame may handle.
    pub(super) fn admit_input(&mut self, ctx: &Context, events: &mut Vec<Event>) {
        // The first field may wait for a character for a long time, which it takes in the same frame.
        let is_led = |target: &Target| *target != Target::FirstField;
        let focus = if self.window.case().pending_target().is_some_and(is_led) {
            FocusState::Led
        } else if is_focus_coming(ctx) {
            FocusState::ComingIntoSight
        } else {
            FocusState::AtRest
        };
        self.queue.admit(events, focus, ctx.cumulative_pass_nr());
        if focus == FocusState::ComingIntoSight && self.queue.is_waiting() {
            bring_focus_into_sight(ctx);
        }
    }
}
