//! Darkens what is behind a dialog, without painting over it: blending a layer over the whole window would take longer
//! than all else in a frame where there is no graphics card.

use egui::epaint::shape_transform::adjust_colors;
use egui::layers::ShapeIdx;
use egui::{Color32, Context, LayerId};

/// How much of the light of the colors is left, of 255.
const LIGHT: u16 = 155;

/// Darkens all that was painted so far below dialogs.
pub fn darken_background(ctx: &Context) {
    ctx.graphics_mut(|graphics| {
        let painted = graphics.entry(LayerId::background());
        let count = painted.all_entries().len();
        for at in 0..count {
            painted.mutate_shape(ShapeIdx(at), |clipped| adjust_colors(&mut clipped.shape, darken));
        }
    });
}

/// Colors have their transparency multiplied in, so that light and transparency are independent.
fn darken(color: &mut Color32) {
    if *color == Color32::PLACEHOLDER {
        // It stands for the color of the text, which is darkened too.
        return;
    }
    let [red, green, blue, alpha] = color.to_array();
    // The result is at most the part before.
    let part = |part: u8| u8::try_from(u16::from(part) * LIGHT / 255).unwrap_or(part);
    *color = Color32::from_rgba_premultiplied(part(red), part(green), part(blue), alpha);
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{RawInput, Shape};

    #[test]
    fn what_is_behind_is_darker_and_as_opaque_as_before() {
        let mut color = Color32::from_rgba_premultiplied(255, 100, 0, 255);
        darken(&mut color);
        assert_eq!(color, Color32::from_rgba_premultiplied(155, 60, 0, 255));
        for mut unchanged in [Color32::TRANSPARENT, Color32::PLACEHOLDER] {
            let before = unchanged;
            darken(&mut unchanged);
            assert_eq!(unchanged, before);
        }
    }

    #[test]
    fn each_shape_of_the_background_is_darkened() {
        let ctx = Context::default();
        let output = ctx.run_ui(RawInput::default(), |ui| {
            ui.painter().rect_filled(egui::Rect::EVERYTHING, 0, Color32::WHITE);
            darken_background(ui.ctx());
        });
        let fills = output.shapes.iter().filter_map(|clipped| match &clipped.shape {
            Shape::Rect(rect) if rect.fill != Color32::TRANSPARENT => Some(rect.fill),
            _ => None,
        });
        assert!(fills.eq([Color32::from_gray(155)]));
    }
}
