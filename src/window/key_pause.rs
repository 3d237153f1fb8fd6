//! Keys that were typed before the user could see what they would reach.

use egui::{Context, Event, ImeEvent, RawInput};
use std::time::Duration;

/// Without a key for so long, the user has seen what has come. In seconds.
const PAUSE: f64 = 0.8;

/// Waits until the user can have seen something that was just drawn for the first time, and has paused.
///
/// Events do not say when they happened. What a frame brings may have happened while the frame before it was being
/// painted, however long that took. So the pause counts from the frame after the one that has drawn it, and it ends
/// with a frame that brings no key.
#[derive(Default)]
pub struct KeyPause {
    /// Since when it is seen, or when the last key came, in seconds of egui's clock; `None`: it is not painted yet.
    since: Option<f64>,
    is_over: bool,
}

impl KeyPause {
    /// Notes that a frame begins. `is_typed`: whether a key comes with it. This is not for a frame that is
    /// laid out again.
    pub fn begin_frame(&mut self, now: f64, is_typed: bool) {
        self.is_over |= !is_typed && self.since.is_some_and(|since| now - since >= PAUSE);
        if is_typed || self.since.is_none() {
            self.since = Some(now);
        }
    }

    /// Whether the user has paused.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Whether it was seen before this frame.
    pub fn is_seen_before(&self, now: f64) -> bool {
        self.since.is_some_and(|since| since < now)
    }

    /// Asks for the frame with which the pause begins or may end. egui forgets that with each layout of a frame.
    pub fn wake(&self, ctx: &Context) {
        match self.since {
            _ if self.is_over => {}
            None => ctx.request_repaint(),
            Some(since) => {
                let left = since + PAUSE - ctx.input(|input| input.time);
                ctx.request_repaint_after(Duration::from_secs_f64(left.max(0.0)));
            }
        }
    }
}

/// The time at which a frame begins, in seconds of egui's clock, before egui sees its input.
pub fn frame_begin(ctx: &Context, input: &RawInput) -> f64 {
    input.time.unwrap_or_else(|| ctx.input(|last| last.time) + f64::from(input.predicted_dt))
}

/// Whether an event shows that the user is at the keys.
pub fn is_typed(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Key { pressed: true, .. } => true,
        // An input method may tell in each frame that nothing is being composed.
        Event::Ime(ImeEvent::Preedit { text, .. } | ImeEvent::Commit(text)) => !text.is_empty(),
        _ => false,
    }
}

/// Whether an event enters text.
pub fn enters_text(event: &Event) -> bool {
    match event {
        Event::Text(text) | Event::Paste(text) | Event::Ime(ImeEvent::Commit(text)) => !text.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the pause is over after frames that begin at these times, with or without a key.
    fn is_over(frames: &[(f64, bool)]) -> bool {
        let mut pause = KeyPause::default();
        frames.iter().for_each(|(now, is_typed)| pause.begin_frame(*now, *is_typed));
        pause.is_over()
    }

    #[test]
    fn a_pause_counts_from_when_it_can_be_seen_and_ends_without_a_key() {
        for (frames, expected) in [
            // The first frame after the one that has drawn it, whenever that was.
            (&[(7.0, false)][..], false),
            (&[(7.0, false), (7.7, false)], false),
            (&[(7.0, false), (7.81, false)], true),
            // A key may have been typed while the frame before was being painted.
            (&[(7.0, false), (9.0, true)], false),
            (&[(7.0, true), (7.5, true), (8.2, false)], false),
            (&[(7.0, true), (7.5, true), (8.31, false)], true),
            // Once over, it stays so.
            (&[(7.0, false), (7.81, false), (7.9, true)], true),
        ] {
            assert_eq!(is_over(frames), expected, "{frames:?}");
        }
    }
}
