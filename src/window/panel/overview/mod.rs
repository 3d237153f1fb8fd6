//! The overview: all indications side by side, assessed with the same answers, to find the one that fits the patient.

mod first_question;
mod fitting;
mod matrix;
mod overlaps;

use super::columns;
use super::{PanelCx, people, welcome};
use crate::window::case::View;
use crate::window::room::WindowHeight;
use crate::window::widget::controls::{card, heading, section_title};
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::{regular, semibold, size, space};
use egui::{Context, RichText, Ui};

/// Forgets what was composed for the last case.
pub fn forget_case(ctx: &Context) {
    fitting::forget_list(ctx);
}

pub fn show(ui: &mut Ui, cx: &mut PanelCx, height: WindowHeight) {
    if height == WindowHeight::Usual {
        title(ui, cx);
        ui.add_space(space::BESIDE);
    }
    ScrollView::with_bar().show(ui, "overview", cx.model.case.id(), |ui, _| {
        let room = ui.available_width() - columns::BESIDE_SCROLL_BAR;
        let widths = columns::card_widths(View::Overview, room);
        ui.set_max_width(columns::total_width(&widths));
        ui.spacing_mut().item_spacing.y = space::CARDS;
        if height == WindowHeight::Low {
            title(ui, cx);
        }
        let has_one_column = widths.len() == 1;
        columns::side_by_side(ui, &widths, |ui, at| {
            if at == 0 {
                answers(ui, cx);
            }
            if at > 0 || has_one_column {
                verdicts(ui, cx, has_one_column);
            }
        });
        ui.add_space(space::END);
    });
}

fn title(ui: &mut Ui, cx: &PanelCx) {
    let title = cx.say.texts.get("command-overview");
    heading(ui, RichText::new(title).font(semibold(size::TITLE)), title);
    let session = cx.model.case.session();
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
        ui.label(RichText::new(&leads[usize::from(session.has_verdicts())]).color(cx.theme.muted));
    });
}

/// Draws what is answered here.
fn answers(ui: &mut Ui, cx: &mut PanelCx) {
    if cx.model.case.shows_welcome() {
        welcome::show(ui, cx);
    }
    // The first step is to say who the patient is. What follows from the disease stands below its question.
    people::patient(ui, cx);
    first_question::show(ui, cx);
}

/// Draws what follows from the answers. Beside them, its place says what will be there.
fn verdicts(ui: &mut Ui, cx: &mut PanelCx, is_below: bool) {
    if !cx.model.case.session().has_verdicts() {
        if !is_below {
            card(ui, cx.theme, |ui| {
                section_title(ui, cx.say.texts.get("overview-answer"));
                ui.label(RichText::new(cx.say.texts.get("overview-no-answer")).color(cx.theme.muted));
            });
        }
        return;
    }
    fitting::show(ui, cx);
    card(ui, cx.theme, |ui| {
        section_title(ui, cx.say.texts.get("overview-matrix"));
        ui.add_space(space::PARTS);
        matrix::show(ui, cx);
    });
    overlaps::show(ui, cx);
}
