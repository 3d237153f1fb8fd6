//! The overview: all indications side by side, assessed with the same answers, to find the one that fits the patient.

mod first_question;
mod fitting;
mod matrix;

use super::{PanelCx, people, welcome};
use crate::assessment::Status;
use crate::definition::OverlapWith;
use crate::window::case::CaseCommand;
use crate::window::widget::controls::{card, heading, link, section_title, small};
use crate::window::widget::shapes;
use crate::window::widget::{regular, semibold, size, space};
use egui::{RichText, ScrollArea, Sense, Ui, vec2};

/// The maximum width of the overview, in points. Longer rows are hard to follow.
pub const MAX_WIDTH: f32 = 1100.0;

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let title = cx.say.texts.get("command-overview");
    heading(ui, RichText::new(title).font(semibold(size::TITLE)), title);
    let session = cx.model.case.session();
    let has_verdicts = session.has_verdicts();
    let count = [("count", session.set().indications.len().into())];
    let lead = if has_verdicts {
        cx.say.texts.with("overview-lead", &count)
    } else {
        cx.say.texts.with("overview-lead-blank", &count)
    };
    ui.label(RichText::new(lead).color(cx.theme.muted));
    ui.add_space(space::BESIDE);
    ScrollArea::vertical().id_salt("overview").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width((ui.available_width() - 14.0).min(MAX_WIDTH));
        ui.spacing_mut().item_spacing.y = space::CARDS;
        if cx.model.case.session().is_blank() {
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
            overlaps_card(ui, cx);
        }
        ui.add_space(space::END);
    });
}

/// Draws the overlaps that the documents name, those that apply to the answers first.
fn overlaps_card(ui: &mut Ui, cx: &mut PanelCx) {
    let found = overlaps(cx);
    if found.is_empty() {
        return;
    }
    card(ui, cx.theme, |ui| {
        section_title(ui, cx.say.texts.get("overview-elsewhere"));
        small(ui, cx.theme, cx.say.texts.get("overview-elsewhere-lead"));
        ui.spacing_mut().item_spacing.y = space::LINES;
        for overlap in found {
            show_overlap(ui, cx, &overlap);
        }
    });
}

/// An overlap, and the indications whose documents name it.
struct OverlapLine {
    with: OverlapWith,
    from: Vec<String>,
    /// Whether the overlap is worth considering for the case.
    is_likely: bool,
}

fn overlaps(cx: &PanelCx) -> Vec<OverlapLine> {
    let session = cx.model.case.session();
    let mut found: Vec<OverlapLine> = Vec::new();
    // The overlaps of a large set would be too many to read.
    for (indication, _) in session.assessments().take(40) {
        for overlap in &indication.overlaps {
            let is_likely = session.is_worth_considering(overlap);
            let from = cx.say.of(&indication.short).to_owned();
            match found.iter_mut().find(|other| other.with == overlap.with) {
                Some(other) => {
                    other.is_likely |= is_likely;
                    other.from.push(from);
                }
                None => found.push(OverlapLine { with: overlap.with.clone(), from: vec![from], is_likely }),
            }
        }
    }
    found.sort_by_key(|overlap| !overlap.is_likely);
    found
}

fn show_overlap(ui: &mut Ui, cx: &mut PanelCx, overlap: &OverlapLine) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::BESIDE, space::LINES);
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
        let status = if overlap.is_likely { Status::Advisory } else { Status::NotApplicable };
        shapes::paint(ui.painter(), cx.theme, status, rect.center(), 13.0);
        match &overlap.with {
            OverlapWith::Indication(id) => {
                let other = cx.model.case.session().set().indication(id);
                let name = other.map_or("", |other| cx.say.of(&other.title));
                if link(ui, cx.theme, name).clicked() {
                    cx.ask(CaseCommand::ShowIndication(id.clone()));
                }
            }
            OverlapWith::Outside(name) => {
                let text = cx.say.texts.with("outside-the-set", &[("name", cx.say.of(name).into())]);
                ui.label(RichText::new(text).font(regular(size::SMALL)));
            }
        }
        if overlap.is_likely {
            let words = cx.say.texts.get("worth-considering");
            ui.label(RichText::new(words).font(semibold(size::SMALL)).color(cx.theme.advisory));
        }
        let from = cx.say.texts.with("overlap-from", &[("names", cx.say.list(&overlap.from).into())]);
        small(ui, cx.theme, &from);
    });
}
