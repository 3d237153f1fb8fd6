//! The preview of the report beside the form: its controls, the verdict, and the pages as they are exported.

mod column;
mod controls;
mod pages;
mod strip;

use super::PanelCx;
use crate::window::case::Preview;
use crate::window::widget::space;
use egui::Ui;

/// Draws the preview. `has_verdict_beside`: whether the criteria beside it say what belongs to the verdict.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, preview: &Preview, has_verdict_beside: bool) {
    ui.spacing_mut().item_spacing.y = space::CONTROLS;
    controls::show(ui, cx, preview);
    strip::show(ui, cx, has_verdict_beside);
    pages::show(ui, cx, preview);
}
