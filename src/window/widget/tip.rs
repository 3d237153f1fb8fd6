//! Tooltips: what is not on the screen. They stand above or beside their control, never over what comes next. Only
//! those of a bar at the top of a part of the window stand below it.
//!
//! They are painted and nothing else: no frame is drawn for their size or their fading. Screen readers get the same as
//! descriptions of the controls.

use super::dots::with_bound_dots;
use super::sight::is_focus_by_key;
use super::{Theme, regular, size};
use egui::{Frame, Id, LayerId, Order, RectAlign, Response, Tooltip, Ui};
use std::time::Duration;

/// Where a tooltip stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TipSide {
    /// Above the control.
    Above,
    /// Below the control, for a bar at the top of a part of the window: above it are other controls, or nothing.
    Below,
    /// At the right of the control, for a list at the left edge of the window.
    Right,
}

impl TipSide {
    fn align(self) -> RectAlign {
        match self {
            TipSide::Above => RectAlign::TOP_END,
            TipSide::Below => RectAlign::BOTTOM_START,
            TipSide::Right => RectAlign::RIGHT_START,
        }
    }

    /// The places where there is no room for the first one, in order.
    fn alternatives(self) -> &'static [RectAlign] {
        match self {
            TipSide::Above => &[RectAlign::TOP_START, RectAlign::LEFT, RectAlign::RIGHT],
            TipSide::Below => &[RectAlign::BOTTOM_END, RectAlign::LEFT, RectAlign::RIGHT],
            TipSide::Right => &[RectAlign::RIGHT_END, RectAlign::TOP_START],
        }
    }
}

/// The distance between a tooltip and its control, in points.
const GAP: f32 = 6.0;
/// A pointer that has not moved for this long rests.
const RESTS_AFTER: Duration = Duration::from_millis(150);

/// Shows lines while the pointer rests on a control, or a key has given it the focus.
pub fn lines(ui: &Ui, theme: &Theme, response: &Response, side: TipSide, text: impl FnOnce() -> String) {
    if is_pointed_at(response) || response.has_focus() && is_focus_by_key(ui.ctx()) {
        paint(ui, theme, response, side, &text());
    }
}

/// Shows lines while the pointer rests on a control.
pub fn on_hover(ui: &Ui, theme: &Theme, response: &Response, side: TipSide, text: impl FnOnce() -> String) {
    if is_pointed_at(response) {
        paint(ui, theme, response, side, &text());
    }
}

/// Shows lines at a control that a key has given the focus: whoever uses the keyboard sees them without a pointer.
pub fn on_key_focus(ui: &Ui, theme: &Theme, response: &Response, side: TipSide, text: &str) {
    if response.has_focus() && is_focus_by_key(ui.ctx()) {
        paint(ui, theme, response, side, text);
    }
}

/// Whether the pointer rests on a control. A tooltip that is shown stays until the pointer leaves or presses.
fn is_pointed_at(response: &Response) -> bool {
    let (ctx, key) = (&response.ctx, Id::unique("control with a tooltip"));
    let was_shown = ctx.data(|data| data.get_temp(key)) == Some(response.id);
    let (is_moving, is_pressed) =
        ctx.input(|input| (!input.pointer.is_still() || input.is_scrolling(), input.pointer.any_down()));
    let is_pointed_at = if !response.hovered() || is_pressed {
        false
    } else if was_shown {
        true
    } else if is_moving {
        // egui would draw frame after frame until the pointer rests.
        ctx.request_repaint_after(RESTS_AFTER);
        false
    } else {
        Tooltip::should_show_tooltip(response, false)
    };
    if is_pointed_at {
        ctx.data_mut(|data| data.insert_temp(key, response.id));
    } else if was_shown {
        ctx.data_mut(|data| data.remove::<Id>(key));
    }
    is_pointed_at
}

fn paint(ui: &Ui, theme: &Theme, response: &Response, side: TipSide, text: &str) {
    let is_out_of_sight = response.interact_rect.height() < response.rect.height() / 2.0;
    if text.is_empty() || is_out_of_sight {
        return;
    }
    let screen = ui.ctx().content_rect();
    let frame = Frame::popup(ui.style());
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Tooltip, response.id.with("tooltip")));
    let wrap = ui.spacing().tooltip_width.min(screen.width() - 40.0);
    let galley = painter.layout(with_bound_dots(text), regular(size::SMALL), theme.text, wrap);
    let whole = galley.size() + frame.total_margin().sum();
    let aligns = std::iter::once(side.align()).chain(side.alternatives().iter().copied());
    let align = RectAlign::find_best_align(aligns, screen, response.rect, GAP, whole);
    let inside = align.unwrap_or(side.align()).align_rect(&response.rect, whole, GAP) - frame.total_margin();
    painter.add(frame.paint(inside));
    painter.galley(inside.min, galley, theme.text);
}
