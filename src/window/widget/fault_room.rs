//! Room for what can be wrong with a field or a choice. It is there before anything is said, so that nothing moves
//! when something is.

use super::text_style::{regular, size};
use egui::accesskit::Invalid;
use egui::{Color32, Context, FontId, Id, Ui};

/// The height of a small line, in points: the least room for what is wrong.
pub fn small_line(ui: &Ui) -> f32 {
    ui.fonts_mut(|fonts| fonts.row_height(&regular(size::SMALL)))
}

/// The height of the highest of these texts in this width, in points; 0 if there are none.
pub fn fault_room<T: Into<String>>(
    ui: &Ui,
    font: &FontId,
    width: f32,
    texts: impl IntoIterator<Item = T>,
) -> f32 {
    let height =
        |text: T| ui.painter().layout(text.into(), font.clone(), Color32::PLACEHOLDER, width).size().y.ceil();
    texts.into_iter().map(height).fold(0.0, f32::max)
}

/// Tells screen readers what is wrong with a field or a choice that was drawn.
pub fn tell_fault(ctx: &Context, control: Id, fault: &str) {
    ctx.accesskit_node_builder(control, |node| {
        node.set_invalid(Invalid::True);
        node.set_description(fault);
    });
}

/// Draws what is said, or nothing, in this room. It takes no more room, unless what is said is higher.
pub fn in_fault_room<R>(ui: &mut Ui, room: f32, say: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = ui.scope(|ui| {
        ui.set_min_height(room);
        say(ui)
    });
    shown.inner
}
