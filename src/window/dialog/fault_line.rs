//! What is wrong with what was typed into a dialog, in room that is there before: a dialog stands in the middle of the
//! window, so that a line more would move every part of it.

use crate::window::widget::Theme;
use crate::window::widget::{regular, size};
use egui::accesskit::Live;
use egui::{Color32, Id, Response, RichText, Ui};

/// What a line says.
pub(super) struct FaultLine<'a> {
    pub text: &'a str,
    pub color: Color32,
}

/// Draws the line, in room for the highest of the texts that can be there. A screen reader announces it.
pub(super) fn fault_line(ui: &mut Ui, line: &FaultLine, possible: &[&str]) -> Response {
    let width = ui.available_width();
    let height = |text: &str| {
        let galley = ui.painter().layout(text.to_owned(), regular(size::SMALL), Color32::PLACEHOLDER, width);
        galley.size().y.ceil()
    };
    let room = possible.iter().copied().chain([line.text]).map(height).fold(height(" "), f32::max);
    let told = ui.scope(|ui| {
        ui.set_min_height(room);
        let told = ui.label(RichText::new(line.text).font(regular(size::SMALL)).color(line.color));
        ui.ctx().accesskit_node_builder(told.id, |node| node.set_live(Live::Polite));
        told
    });
    told.inner
}

/// Draws a fault whose words are not known before, in room for two lines, or for the highest that this place of the
/// dialog has shown since it was opened.
pub(super) fn open_fault_line(ui: &mut Ui, theme: &Theme, place: &str, text: Option<&str>) {
    let (id, pass) = (Id::unique(("fault of a dialog", place)), ui.ctx().cumulative_pass_nr());
    let line = ui.fonts_mut(|fonts| fonts.row_height(&regular(size::SMALL)));
    let before: Option<(u64, f32)> = ui.data(|data| data.get_temp(id));
    let before = before.filter(|(last, _)| last + 1 >= pass).map_or(0.0, |(_, room)| room);
    let shown = ui.scope(|ui| {
        ui.set_min_height(before.max(2.0 * line).ceil());
        if let Some(text) = text {
            fault_line(ui, &FaultLine { text, color: theme.not_met }, &[]);
        }
    });
    ui.data_mut(|data| data.insert_temp(id, (pass, shown.response.rect.height())));
}
