//! What is wrong with what was typed into a dialog, in room that is there before: a dialog stands in the middle of the
//! window, so that a line more would move every part of it.

use crate::window::widget::dots::with_bound_dots;
use crate::window::widget::fault_room::{fault_room, in_fault_room, small_line};
use crate::window::widget::{regular, size};
use egui::accesskit::Live;
use egui::{Color32, Id, Response, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

/// What a line says. The text may be empty.
pub(super) struct FaultLine<'a> {
    pub text: &'a str,
    pub color: Color32,
}

/// Draws the line, in room for the highest of the texts that can be there. A screen reader announces it, and finds
/// nothing where it is empty.
pub(super) fn fault_line(ui: &mut Ui, line: &FaultLine, possible: &[&str]) -> Response {
    let texts = possible.iter().copied().chain([line.text, " "]).map(with_bound_dots);
    let room = fault_room(ui, &regular(size::SMALL), ui.available_width(), texts);
    in_fault_room(ui, room, |ui| {
        if line.text.is_empty() {
            return ui.allocate_response(Vec2::ZERO, Sense::hover());
        }
        let shown = RichText::new(with_bound_dots(line.text)).font(regular(size::SMALL));
        let told = ui.label(shown.color(line.color));
        told.widget_info(|| WidgetInfo::labeled(Role::Label, true, line.text));
        ui.ctx().accesskit_node_builder(told.id, |node| node.set_live(Live::Polite));
        told
    })
}

/// Draws a line whose words are not known before, in room for two lines, or for the highest that this place of the
/// dialog has shown since it was opened. `possible` are texts that are known to be possible.
pub(super) fn open_fault_line(ui: &mut Ui, place: &str, line: &FaultLine, possible: &[&str]) {
    let (id, pass) = (Id::unique(("fault of a dialog", place)), ui.ctx().cumulative_pass_nr());
    let before: Option<(u64, f32)> = ui.data(|data| data.get_temp(id));
    let before = before.filter(|(last, _)| last + 1 >= pass).map_or(0.0, |(_, room)| room);
    let room = before.max(2.0 * small_line(ui)).ceil();
    let height = in_fault_room(ui, room, |ui| {
        fault_line(ui, line, possible);
        ui.min_rect().height()
    });
    ui.data_mut(|data| data.insert_temp(id, (pass, height)));
}
