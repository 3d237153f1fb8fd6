//! The texts that are too long to be saved, in the notice that says so.

use super::PanelCx;
use crate::window::case::{CaseCommand, Change};
use crate::window::widget::controls::{link, small};
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::space;
use egui::{Id, Ui};

/// Draws each text with its length, a link to its field, and one that empties it: the field may be in a form that asks
/// for it no more. `height`: the greatest height of the list, in points.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, height: f32) {
    let session = cx.model.case.session();
    let set = session.set().clone();
    let texts = session.case().overlong_texts(&set);
    let lines: Vec<(String, String)> = texts
        .map(|text| {
            let name =
                Change::of_text(&set, text.key).map_or(String::new(), |change| change.name(&set, cx.say));
            (text.key.to_owned(), format!("{name}: {}", cx.say.excess(text.count, text.limit)))
        })
        .collect();
    if lines.is_empty() {
        small(ui, cx.theme, cx.say.texts.get("texts-short-now"));
    }
    ScrollView::up_to(height).show(ui, "overlong", (), |ui, _| {
        // The links are as high as the text beside them.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.spacing_mut().item_spacing.y = space::LINES;
        for (key, line) in lines {
            ui.push_id(Id::unique(("overlong", &key)), |ui| {
                ui.horizontal_wrapped(|ui| {
                    small(ui, cx.theme, &line);
                    if link(ui, cx.theme, cx.say.texts.get("go-to-text")).clicked() {
                        cx.ask(CaseCommand::GoToText(key.clone()));
                    }
                    if link(ui, cx.theme, cx.say.texts.get("empty-text")).clicked() {
                        cx.ask(CaseCommand::ClearText(key.clone()));
                    }
                });
            });
        }
    });
}
