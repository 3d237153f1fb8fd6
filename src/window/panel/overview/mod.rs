//! The overview: all indications side by side, assessed with the same answers, to find the one that fits the patient.

mod first_question;
mod fitting;
mod matrix;
mod overlaps;

use super::{PanelCx, people, welcome};
use crate::window::widget::controls::{card, heading, section_title};
use crate::window::widget::sight::scroll_area;
use crate::window::widget::{regular, semibold, size, space};
use egui::scroll_area::ScrollBarVisibility;
use egui::{RichText, ScrollArea, Ui};

/// The maximum width of the overview, in points. Longer rows are hard to follow.
pub const MAX_WIDTH: f32 = 1100.0;

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let title = cx.say.texts.get("command-overview");
    heading(ui, RichText::new(title).font(semibold(size::TITLE)), title);
    let session = cx.model.case.session();
    let has_verdicts = session.has_verdicts();
    let count = [("count", session.set().indications.len().into())];
    let leads = ["overview-lead-blank", "overview-lead"].map(|id| cx.say.texts.with(id, &count));
    let height = |lead: &String| {
        let font = regular(size::BODY);
        ui.painter().layout(lead.clone(), font, cx.theme.muted, ui.available_width()).size().y
    };
    // The first answer changes the text, and moves nothing.
    let room = leads.iter().map(height).fold(0.0, f32::max);
    ui.scope(|ui| {
        ui.set_min_height(room);
        ui.label(RichText::new(&leads[usize::from(has_verdicts)]).color(cx.theme.muted));
    });
    ui.add_space(space::BESIDE);
    let area =
        ScrollArea::vertical().auto_shrink(false).scroll_bar_visibility(ScrollBarVisibility::AlwaysVisible);
    scroll_area(ui, area, "overview", cx.model.case.id(), |ui, _| {
        ui.set_max_width((ui.available_width() - 14.0).min(MAX_WIDTH));
        ui.spacing_mut().item_spacing.y = space::CARDS;
        if cx.model.case.shows_welcome() {
            welcome::show(ui, cx);
        }
        first_question::show(ui, cx);
        people::patient(ui, cx);
        if has_verdicts {
            fitting::show(ui, cx);
            card(ui, cx.theme, |ui| {
                section_title(ui, cx.say.texts.get("overview-matrix"));
                ui.add_space(space::PARTS);
                matrix::show(ui, cx);
            });
            overlaps::show(ui, cx);
        }
        ui.add_space(space::END);
    });
}
