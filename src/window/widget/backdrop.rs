//! The color with which the window is cleared before a frame: what has it need not be painted again. Without a graphics
//! card, each layer of paint over most of the window takes a noticeable part of a frame.

use egui::{Color32, Context, Id};

/// Notes the color with which the window was cleared before this frame; `None`: it is not known.
pub fn note(ctx: &Context, color: Option<Color32>) {
    ctx.data_mut(|data| data.insert_temp(id(), color));
}

/// Whether an area has this color before anything is painted in it.
pub fn has_color(ctx: &Context, color: Color32) -> bool {
    ctx.data(|data| data.get_temp::<Option<Color32>>(id())).flatten() == Some(color)
}

fn id() -> Id {
    Id::unique("color with which the window was cleared")
}
