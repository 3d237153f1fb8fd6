//! What stands at the foot of an area and is as high as its contents: the notices, and the folded verdict.
//!
//! It is drawn after what is above it, because the order of drawing is that of the Tab key and of screen readers. What
//! is above it gets the height that the foot had in the last layout, and the window is laid out again if that changes.

use crate::window::widget::again::lay_out_again;
use egui::{Context, Id, Rect, Ui, pos2};

/// The height of a foot, in points, as it was drawn last.
#[derive(Clone, Copy)]
struct FootHeight {
    height: f32,
    pass: u64,
}

/// Divides a place into the part above a foot and the foot. One that was not there in the last layout has no height
/// yet, so that all else stays as it was until the height is known.
pub fn split(ctx: &Context, id: Id, place: Rect) -> (Rect, Rect) {
    let height = of_last_pass(ctx, id).unwrap_or_default();
    let y = (place.max.y - height).max(place.min.y);
    let above = Rect::from_min_max(place.min, pos2(place.max.x, y));
    (above, Rect::from_min_max(pos2(place.min.x, y), place.max))
}

/// Notes the height of a foot that was just drawn, in points.
pub fn note_height(ui: &Ui, id: Id, height: f32) {
    let ctx = ui.ctx();
    let before = of_last_pass(ctx, id);
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| data.insert_temp(id, FootHeight { height, pass }));
    if before.is_none_or(|before| (before - height).abs() > 0.5) {
        lay_out_again(ctx, "the foot of an area has another height");
    }
}

fn of_last_pass(ctx: &Context, id: Id) -> Option<f32> {
    let noted: FootHeight = ctx.data(|data| data.get_temp(id))?;
    (noted.pass + 1 >= ctx.cumulative_pass_nr()).then_some(noted.height)
}
