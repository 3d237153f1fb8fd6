//! Darkens what is behind a dialog, without painting over it: blending a layer over the whole window would take longer
//! than all else in a frame where there is no graphics card.

use crate::window::widget::theme::darkened;
use egui::epaint::shape_transform::adjust_colors;
use egui::layers::ShapeIdx;
use egui::{Context, LayerId};

/// Darkens all that was painted so far below dialogs.
pub fn darken_background(ctx: &Context) {
    ctx.graphics_mut(|graphics| {
        let painted = graphics.entry(LayerId::background());
        let count = painted.all_entries().len();
        for at in 0..count {
            painted.mutate_shape(ShapeIdx(at), |clipped| {
                adjust_colors(&mut clipped.shape, |color| *color = darkened(*color));
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Color32, RawInput, Shape};

    #[test]
    fn each_shape_of_the_background_is_darkened() {
        let ctx = Context::default();
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            ui.painter().rect_filled(egui::Rect::EVERYTHING, 0, Color32::WHITE);
            darken_background(ui.ctx());
        });
        output.textures_delta.clear();
        let fills = output.shapes.iter().filter_map(|clipped| match &clipped.shape {
            Shape::Rect(rect) if rect.fill != Color32::TRANSPARENT => Some(rect.fill),
            _ => None,
        });
        assert!(fills.eq([darkened(Color32::WHITE)]));
    }
}
