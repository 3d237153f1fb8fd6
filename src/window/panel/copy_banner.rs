//! Says that the case is a copy of what another window has open.

use super::PanelCx;
use crate::window::command::WindowCommand;
use crate::window::room::WindowHeight;
use crate::window::widget::controls::button;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{semibold, size};
use egui::{RichText, Role, Ui, WidgetInfo};
use std::path::Path;

/// Draws the banner. The file of `original` can be opened once the other window has closed it. In a low window, it is
/// one line, whose tooltip says the rest.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, original: &Path) {
    ui.horizontal_wrapped(|ui| {
        let full = cx.say.texts.get("copy-of-case");
        let is_low = WindowHeight::of(ui.ctx()) == WindowHeight::Low;
        let shown = if is_low { cx.say.texts.get("copy-of-case-short") } else { full };
        let text = RichText::new(shown).font(semibold(size::BODY)).color(cx.theme.text);
        let response = ui.label(text);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, full));
        if is_low {
            tip::on_hover(ui, cx.theme, &response, TipSide::Below, || full.to_owned());
        }
        if button(ui, cx.theme, cx.say.texts.get("copy-open-original")).clicked() {
            cx.ask(WindowCommand::Open(original.to_owned()));
        }
    });
}
