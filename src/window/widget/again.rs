//! Lays the window out again before it is painted.

use egui::scroll_area::State;
use egui::{Context, Vec2};

/// Makes egui lay the window out again before it is painted, so that the first frame after an input shows what the
/// input has changed. Painting takes far longer than layout where there is no graphics card. If the frame was laid out
/// as often as it may be, another one follows.
pub fn lay_out_again(ctx: &Context, reason: &'static str) {
    ctx.request_discard(reason);
    if !ctx.will_discard() {
        ctx.request_repaint();
    }
}

/// Lays the window out again if a scroll area has got another offset after its contents were drawn: egui applies the
/// wheel then, and the frame would show it one frame late. `drawn_at`: the offset at which they were drawn, in points.
pub fn lay_out_again_if_scrolled(ctx: &Context, scrolled: &State, drawn_at: Vec2) {
    // Contents that are pulled past their end are drawn there: the clamped offset would differ until they are let go.
    if (scrolled.unclamped_offset() - drawn_at).length() > 0.1 {
        lay_out_again(ctx, "egui scrolls what it draws next");
    }
}
