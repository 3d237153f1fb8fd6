//! A line for an overlap that a document names: another indication, or a patient group outside of the set.

use super::PanelCx;
use crate::assessment::Status;
use crate::definition::OverlapWith;
use crate::window::case::CaseCommand;
use crate::window::widget::controls::{link, small};
use crate::window::widget::{regular, semibold, shapes, size, space};
use egui::{RichText, Sense, Ui, vec2};

/// Draws an overlap, whether it is worth considering for the case, and which indications name it, where that is not
/// clear from what stands around it.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, with: &OverlapWith, is_likely: bool, named_by: &[String]) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::BESIDE, space::LINES);
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
        let status = if is_likely { Status::Advisory } else { Status::NotApplicable };
        shapes::paint(ui.painter(), cx.theme, status, rect.center(), 13.0);
        match with {
            OverlapWith::Indication(id) => {
                let other = cx.model.case.session().set().indication(id);
                let name = other.map_or("", |other| cx.say.of(&other.short));
                if link(ui, cx.theme, name).clicked() {
                    cx.ask(CaseCommand::ShowIndication(id.clone()));
                }
            }
            OverlapWith::Outside(name) => {
                let text = cx.say.texts.with("outside-the-set", &[("name", cx.say.of(name).into())]);
                ui.label(RichText::new(text).font(regular(size::SMALL)));
            }
        }
        if is_likely {
            let words = cx.say.texts.get("worth-considering");
            ui.label(RichText::new(words).font(semibold(size::SMALL)).color(cx.theme.advisory));
        }
        if !named_by.is_empty() {
            let names = cx.say.list(named_by);
            small(ui, cx.theme, &cx.say.texts.with("overlap-from", &[("names", names.into())]));
        }
    });
}
