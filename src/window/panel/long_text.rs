//! A text that is longer than a frame can hold: its start, and a button that empties it. Its length is told below the
//! field, as that of any text that is too long.

use super::PanelCx;
use crate::text::{char_count, excerpt};
use crate::window::case::{CaseCommand, Field};
use crate::window::widget::controls::{button, problem, small};
use crate::window::widget::space;
use egui::{Frame, Margin, Response, Ui};

/// The start that is shown, in characters: enough to recognize a text that was pasted into the wrong field.
const SHOWN: usize = 300;

/// Whether a text is too long to be drawn in its field.
pub fn is_too_long_to_draw(field: &Field, text: &str) -> bool {
    let max = field.limit().max_drawn();
    // A character has at least one byte.
    text.len() > max && char_count(text) > max
}

/// Draws the start of a text instead of its field. The response is that of the button.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, field: &Field, text: &str) -> Response {
    let frame = Frame::new().fill(cx.theme.sunken).corner_radius(6).inner_margin(Margin::symmetric(8, 5));
    frame
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::LINES;
            // A frame shows one line as well as several.
            small(ui, cx.theme, &excerpt(text, SHOWN).replace('\n', " "));
            problem(ui, cx.theme, cx.say.texts.get("text-not-drawn"));
            let response = button(ui, cx.theme, cx.say.texts.get("empty-text"));
            if response.clicked() {
                cx.ask(CaseCommand::Edit(field.clone(), String::new()));
                cx.ask(CaseCommand::LeaveField(field.clone()));
            }
            response
        })
        .inner
}
