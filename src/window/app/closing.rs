//! Closing the window once nothing would be lost.

use super::{App, bring_to_front};
use crate::desktop::Desktop;
use crate::window::command::WindowCommand;
use crate::window::jobs::CLOSE_TIMEOUT;
use egui::{Context, ViewportCommand};
use std::time::Duration;

/// A key that is held down must not keep a window open for good, nor must input that a hidden window never handles.
const MOST_LAYOUTS_AFTER_INPUT: usize = 300;

/// The progress of closing the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Closing {
    /// The user has not asked to close the window.
    NotRequested,
    /// The user has asked for it after input that is handled first: Ctrl+S may be among it.
    AfterInput {
        /// For how many layouts it has waited.
        waited: usize,
    },
    /// The window waits for what would be lost otherwise, since this time in seconds of the clock.
    WaitingSince(f64),
    /// The system was asked to close the window.
    Sent,
}

impl App {
    /// Closes the window once the user has answered the question about unsaved changes and nothing would be lost any
    /// more. This comes after the replies of the frame: one that tells of a failure has cancelled the closing.
    pub(super) fn close(&mut self, ctx: &Context) {
        let mut is_requested = ctx.input(|input| input.viewport().close_requested());
        let waited = match self.closing {
            Closing::AfterInput { waited } => Some(waited),
            Closing::NotRequested if is_requested => Some(0),
            Closing::NotRequested | Closing::WaitingSince(_) | Closing::Sent => None,
        };
        if let Some(waited) = waited {
            // This comes before the views are drawn: the input of this frame is not handled yet.
            let is_unhandled = ctx.input(|input| self.has_unhandled_input(&input.raw.events));
            if is_unhandled && waited < MOST_LAYOUTS_AFTER_INPUT {
                self.closing = Closing::AfterInput { waited: waited + 1 };
                if is_requested {
                    ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                }
                return ctx.request_repaint();
            }
            self.closing = Closing::NotRequested;
            is_requested = true;
        }
        let is_reopened = self.window.reopen_if_changed();
        if is_reopened {
            self.closing = Closing::NotRequested;
            is_requested = true;
        } else if self.closing != Closing::NotRequested && !self.window.is_closing() {
            // Something has failed, or is asked, since the window was to close.
            self.closing = Closing::NotRequested;
            if is_requested {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            }
            return bring_to_front(ctx);
        }
        if !self.window.is_closing() && is_requested {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.window.dispatch(WindowCommand::Close);
            if is_reopened {
                // Who has gone on typing has not asked for the question.
                self.window.note_dialog_unasked();
            }
            if !self.window.is_closing() {
                bring_to_front(ctx);
            }
        }
        if !self.window.is_closing() {
            return;
        }
        match self.closing {
            // The window closes in the next frame, because the last jobs start at the end of this one.
            Closing::NotRequested => {
                self.closing = Closing::WaitingSince((self.clock)());
                if is_requested {
                    ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                }
                ctx.request_repaint();
            }
            Closing::WaitingSince(since) => {
                let left = self.close_timeout().map(|timeout| since + timeout.as_secs_f64() - (self.clock)());
                if let Some(left) = left.filter(|left| *left > 0.0) {
                    if is_requested {
                        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                    }
                    ctx.request_repaint_after(Duration::from_secs_f64(left.min(0.1)));
                } else {
                    self.closing = Closing::Sent;
                    if !is_requested {
                        ctx.send_viewport_cmd(ViewportCommand::Close);
                    }
                }
            }
            Closing::AfterInput { .. } | Closing::Sent => {}
        }
    }

    /// How long closing waits at most; `None`: it has nothing to wait for.
    fn close_timeout(&self) -> Option<Duration> {
        let is_releasing = self.desktop.as_ref().is_some_and(Desktop::is_releasing_locks);
        self.window.close_timeout().or(is_releasing.then_some(CLOSE_TIMEOUT))
    }
}
