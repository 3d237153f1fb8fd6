//! The looks of what opens under a control.

use super::Theme;
use egui::style::StyleModifier;
use egui::{Frame, Margin, Popup, Stroke};

/// A popup with the frame and the controls of the window. The menus of egui draw buttons and boxes without frames, as
/// entries of a list, which these popups do not have.
pub fn framed<'a>(popup: Popup<'a>, theme: &Theme, margin: i8) -> Popup<'a> {
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.control_line))
        .corner_radius(8)
        .inner_margin(Margin::same(margin));
    popup.frame(frame).style(StyleModifier::default())
}
