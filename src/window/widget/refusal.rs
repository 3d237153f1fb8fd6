//! Why a field has refused a text: the message stays until the user does something else in the field.

use super::Theme;
use super::controls::problem;
use egui::{Response, Ui};

/// Draws the `message` below the field that gave the `response`, if a text was refused in this frame (`is_refused`) or
/// since the last change.
pub(super) fn show(
    ui: &mut Ui,
    theme: &Theme,
    response: &Response,
    is_refused: bool,
    message: impl FnOnce() -> String,
) {
    let refused = response.id.with("refused");
    if is_refused {
        ui.data_mut(|data| data.insert_temp(refused, true));
    } else if response.changed() || response.gained_focus() {
        // It stays when the field is left: a click that leaves it must not move what is clicked.
        ui.data_mut(|data| data.remove::<bool>(refused));
    }
    if ui.data(|data| data.get_temp::<bool>(refused)).is_some() {
        problem(ui, theme, &message());
    }
}
