//! The overlaps that the documents name: other indications, and patient groups outside of the set.

use crate::assessment::Status;
use crate::definition::OverlapWith;
use crate::window::case::CaseCommand;
use crate::window::panel::PanelCx;
use crate::window::widget::controls::{card, link, section_title, small};
use crate::window::widget::shapes;
use crate::window::widget::{regular, semibold, size, space};
use egui::{RichText, Sense, Ui, vec2};

/// Draws the overlaps that the documents name, those that apply to the answers first.
pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let found = lines(cx);
    if found.is_empty() {
        return;
    }
    card(ui, cx.theme, |ui| {
        section_title(ui, cx.say.texts.get("overview-elsewhere"));
        small(ui, cx.theme, cx.say.texts.get("overview-elsewhere-lead"));
        ui.spacing_mut().item_spacing.y = space::LINES;
        for overlap in found {
            show_line(ui, cx, &overlap);
        }
    });
}

/// Draws the patient groups outside of the set that are worth considering for the case.
pub fn show_outside(ui: &mut Ui, cx: &mut PanelCx) {
    let is_likely =
        |overlap: &OverlapLine| overlap.is_likely && matches!(overlap.with, OverlapWith::Outside(_));
    for overlap in lines(cx).into_iter().filter(is_likely) {
        show_line(ui, cx, &overlap);
    }
}

/// An overlap, and the indications whose documents name it.
struct OverlapLine {
    with: OverlapWith,
    from: Vec<String>,
    /// Whether the overlap is worth considering for the case.
    is_likely: bool,
}

fn lines(cx: &PanelCx) -> Vec<OverlapLine> {
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

fn show_line(ui: &mut Ui, cx: &mut PanelCx, overlap: &OverlapLine) {
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
