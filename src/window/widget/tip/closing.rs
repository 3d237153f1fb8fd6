//! When the user goes on, tooltips close: a key, a press or the wheel says that a tooltip is read, or is in the way. It
//! comes again once the pointer moves on to another control, or moves after a pause.

use egui::{Context, Event, Id, RawInput};

/// After this time without such input, in seconds, a pointer that moves asks for the tooltip again. Whoever types moves
/// the pointer a little at times, and pauses for less.
const PAUSE: f64 = 1.0;

/// Which tooltips are closed.
#[derive(Default)]
pub(super) struct ClosedTips {
    at_pointer: Option<ClosedAtPointer>,
    /// The control that had the focus when its tooltip was closed.
    at_focus: Option<Id>,
    /// The control with a tooltip that the pointer was on in the last pass.
    pointed_at: Option<Id>,
}

struct ClosedAtPointer {
    /// The control that the pointer was on.
    control: Option<Id>,
    /// When, in seconds by the clock of egui.
    closed_at: f64,
    has_moved: bool,
    has_moved_after_pause: bool,
}

impl ClosedTips {
    /// Closes the tooltips that are shown if some input asks for that.
    pub(super) fn take_input(&mut self, ctx: &Context, input: &RawInput) {
        let now = input.time.unwrap_or_else(|| {
            let time = ctx.input(|input| input.time);
            time + f64::from(input.predicted_dt)
        });
        for event in &input.events {
            if let Event::PointerMoved(to) = event
                && let Some(closed) = &mut self.at_pointer
                && ctx.pointer_latest_pos() != Some(*to)
            {
                closed.has_moved = true;
                closed.has_moved_after_pause |= now - closed.closed_at >= PAUSE;
            }
            if closes_tooltips(event) {
                self.at_pointer = Some(ClosedAtPointer {
                    control: self.pointed_at,
                    closed_at: now,
                    has_moved: false,
                    has_moved_after_pause: false,
                });
                self.at_focus = ctx.memory(|memory| memory.focused());
            }
        }
    }

    /// Closes the tooltip of a control that gets the focus back.
    pub(super) fn close_at_focus(&mut self, control: Id) {
        self.at_focus = Some(control);
    }

    pub(super) fn start_pass(&mut self) {
        self.pointed_at = None;
    }

    /// Whether the tooltip of a control that the pointer is on may be shown.
    pub(super) fn is_open_at_pointer(&mut self, control: Id) -> bool {
        self.pointed_at = Some(control);
        let is_open = self.at_pointer.as_ref().is_none_or(|closed| {
            closed.has_moved_after_pause || closed.has_moved && closed.control != Some(control)
        });
        if is_open {
            self.at_pointer = None;
        }
        is_open
    }

    /// Whether the tooltip of the control that has the focus may be shown.
    pub(super) fn is_open_at_focus(&self, control: Id) -> bool {
        self.at_focus != Some(control)
    }
}

fn closes_tooltips(event: &Event) -> bool {
    match event {
        Event::Key { pressed, .. } | Event::PointerButton { pressed, .. } => *pressed,
        Event::Text(_) | Event::Paste(_) | Event::Cut | Event::Copy | Event::Ime(_) => true,
        Event::MouseWheel { .. } | Event::Zoom(_) => true,
        _ => false,
    }
}
