//! The overlaps that the documents name: other indications, and patient groups outside of the set.

use crate::definition::OverlapWith;
use crate::window::panel::{PanelCx, overlap_line};
use crate::window::widget::controls::{card, section_title, small};
use crate::window::widget::space;
use egui::Ui;

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
            overlap_line::show(ui, cx, &overlap.with, overlap.is_likely, &overlap.from);
        }
    });
}

/// Draws the patient groups outside of the set that are worth considering for the case.
pub fn show_outside(ui: &mut Ui, cx: &mut PanelCx) {
    let is_likely =
        |overlap: &OverlapLine| overlap.is_likely && matches!(overlap.with, OverlapWith::Outside(_));
    for overlap in lines(cx).into_iter().filter(is_likely) {
        overlap_line::show(ui, cx, &overlap.with, overlap.is_likely, &overlap.from);
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
