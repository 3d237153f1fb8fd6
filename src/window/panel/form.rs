//! The form of the indication shown.

use super::{PanelCx, judgement, overlap_line, people, progress, question, reconfirm};
use crate::window::widget::controls::{card, heading, section_title, small};
use crate::window::widget::sight::scroll_area;
use crate::window::widget::{semibold, size, space};
use egui::scroll_area::ScrollBarVisibility;
use egui::{RichText, ScrollArea, Stroke, Ui, pos2};

/// The maximum width of the form, in points. Longer lines are hard to read.
pub const MAX_WIDTH: f32 = 860.0;

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    title(ui, cx);
    ui.add_space(space::BESIDE);
    let shown = cx.model.case.session().indication().id.clone();
    // Each form has its own scroll position.
    // The scroll bar is always visible, so that the form keeps its width when something opens.
    let area =
        ScrollArea::vertical().auto_shrink(false).scroll_bar_visibility(ScrollBarVisibility::AlwaysVisible);
    scroll_area(ui, area, shown.as_str(), cx.model.case.id(), |ui, _| {
        let room = ui.available_width() - 14.0;
        ui.set_max_width(room.min(MAX_WIDTH));
        ui.spacing_mut().item_spacing.y = space::CARDS;
        reconfirm::show(ui, cx);
        people::patient(ui, cx);
        judgement::ask_at(ui, cx, None);
        sections(ui, cx);
        people::requester(ui, cx);
        people::tumour_board(ui, cx);
        people::requisition(ui, cx);
        notes(ui, cx);
        ui.add_space(space::END);
    });
}

fn title(ui: &mut Ui, cx: &mut PanelCx) {
    let session = cx.model.case.session();
    let name = cx.say.of(&session.indication().title);
    heading(ui, RichText::new(name).font(semibold(size::TITLE)), name);
    progress::show(ui, cx);
}

fn sections(ui: &mut Ui, cx: &mut PanelCx) {
    let indication = cx.model.case.session().indication();
    for section in &indication.form {
        card(ui, cx.theme, |ui| {
            ui.spacing_mut().item_spacing.y = space::PARTS;
            section_title(ui, cx.say.of(&section.title));
            ui.add_space(space::LINES);
            for (at, asked) in section.questions.iter().enumerate() {
                if at > 0 {
                    separator(ui, cx);
                }
                question::show(ui, cx, asked);
            }
        });
    }
}

fn separator(ui: &mut Ui, cx: &PanelCx) {
    let (_, rect) = ui.allocate_space(egui::vec2(ui.available_width(), 1.0));
    let y = rect.center().y;
    ui.painter().line_segment([pos2(rect.left(), y), pos2(rect.right(), y)], Stroke::new(1.0, cx.theme.line));
}

/// Draws the notes of the document and the law that are not assessed.
fn notes(ui: &mut Ui, cx: &mut PanelCx) {
    let indication = cx.model.case.session().indication();
    card(ui, cx.theme, |ui| {
        section_title(ui, cx.say.texts.get("notes"));
        ui.spacing_mut().item_spacing.y = space::LINES;
        for note in &indication.notes {
            ui.add_space(space::PARTS);
            ui.label(RichText::new(cx.say.topic(note.topic)).font(semibold(size::SMALL)));
            small(ui, cx.theme, cx.say.of(&note.text));
        }
        for code in &indication.codes {
            ui.add_space(space::PARTS);
            ui.label(RichText::new(cx.say.texts.get("report-code")).font(semibold(size::SMALL)));
            small(ui, cx.theme, &format!("{} {}", code.code, cx.say.of(&code.remark)));
        }
        if !indication.overlaps.is_empty() {
            ui.add_space(space::PARTS);
            ui.label(RichText::new(cx.say.texts.get("overlaps")).font(semibold(size::SMALL)));
        }
        for overlap in &indication.overlaps {
            let is_likely = cx.model.case.session().is_worth_considering(overlap);
            overlap_line::show(ui, cx, &overlap.with, is_likely, &[]);
        }
    });
}
