//! What a dialog says of what is typed into it: what is wrong, how good it is, or what it can be completed to. The room
//! is there before: a dialog stands in the middle of the window, so that a line more would move every part of it.

use crate::window::widget::dots::with_bound_dots;
use crate::window::widget::fault_room::{fault_room, in_fault_room, small_line};
use crate::window::widget::{regular, size, space};
use egui::accesskit::Live;
use egui::{Color32, Id, Response, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

/// What is said of an input. The text may be empty.
pub(super) struct InputNote<'a> {
    pub text: &'a str,
    pub color: Color32,
}

/// Draws the line, in room for the highest of the texts that can be there. A screen reader announces it, and finds
/// nothing where it is empty.
pub(super) fn input_note(ui: &mut Ui, line: &InputNote, possible: &[&str]) -> Response {
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
/// dialog has shown since it was opened.
pub(super) fn open_input_note(ui: &mut Ui, place: &str, line: &InputNote) {
    open_room(ui, place, 2, |ui| {
        input_note(ui, line, &[]);
    });
}

/// Draws lines whose words are not known before, in room for so many lines, or for the highest that this place of the
/// dialog has shown since it was opened.
pub(super) fn open_room(ui: &mut Ui, place: &str, lines: u8, say: impl FnOnce(&mut Ui)) {
    let (id, pass) = (Id::unique(("note of a dialog", place)), ui.ctx().cumulative_pass_nr());
    let before: Option<(u64, f32)> = ui.data(|data| data.get_temp(id));
    let before = before.filter(|(last, _)| last + 1 >= pass).map_or(0.0, |(_, room)| room);
    let least = f32::from(lines) * small_line(ui) + f32::from(lines - 1) * space::LINES;
    let height = in_fault_room(ui, before.max(least).ceil(), |ui| {
        ui.spacing_mut().item_spacing.y = space::LINES;
        say(ui);
        ui.min_rect().height()
    });
    ui.data_mut(|data| data.insert_temp(id, (pass, height)));
}
