//! Lays the window out again before it is painted.

use egui::Context;

/// Makes egui lay the window out again before it is painted, so that the first frame after an input shows what the
/// input has changed. Painting takes far longer than layout where there is no graphics card. If the frame was laid out
/// as often as it may be, another one follows.
pub fn lay_out_again(ctx: &Context, reason: &'static str) {
    ctx.request_discard(reason);
    if !ctx.will_discard() {
        ctx.request_repaint();
    }
}
