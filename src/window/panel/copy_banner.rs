//! Says that the case is a copy of what another window has open.

use super::PanelCx;
use crate::window::command::WindowCommand;
use crate::window::widget::controls::button;
use crate::window::widget::{semibold, size};
use egui::{RichText, Ui};
use std::path::Path;

/// Draws the banner. The file of `original` can be opened once the other window has closed it.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, original: &Path) {
    ui.horizontal_wrapped(|ui| {
        let text = RichText::new(cx.say.texts.get("copy-of-case")).font(semibold(size::BODY));
        ui.label(text.color(cx.theme.text));
        if button(ui, cx.theme, cx.say.texts.get("copy-open-original")).clicked() {
            cx.ask(WindowCommand::Open(original.to_owned()));
        }
    });
}
