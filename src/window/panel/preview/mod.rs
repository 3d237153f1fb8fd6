//! The preview of the report beside the form: its controls, the verdict, and the pages as they are exported.

mod column;
mod controls;
mod pages;
mod strip;

use super::PanelCx;
use super::columns::CriteriaPlace;
use crate::window::case::Preview;
use crate::window::widget::space;
use egui::Ui;

/// Draws the preview. `criteria`: where the criteria are.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, preview: &Preview, criteria: CriteriaPlace) {
    ui.spacing_mut().item_spacing.y = space::CONTROLS;
    controls::show(ui, cx, preview);
    strip::show(ui, cx, criteria);
    pages::show(ui, cx, preview);
}
