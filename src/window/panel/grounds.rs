//! What a verdict rests on: the words of the document, and the rule that was made of them.

use super::PanelCx;
use crate::definition::{Indication, Requirement};
use crate::window::widget::controls::small;
use crate::window::widget::{regular, size, space};
use egui::{CornerRadius, Rect, RichText, Shape, Ui, vec2};

/// Draws the rule of a requirement, and the condition under which it applies.
pub fn show_rule(ui: &mut Ui, cx: &PanelCx, indication: &Indication, requirement: &Requirement) {
    let rule = cx.say.rule_lines(indication, &requirement.rule, "rule-asks");
    let condition = requirement.applies_when.as_ref();
    let condition = condition.map(|when| cx.say.rule_lines(indication, when, "rule-applies-when"));
    for (head, parts) in condition.into_iter().chain([rule]) {
        small(ui, cx.theme, &head);
        for part in parts {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::PARTS;
                small(ui, cx.theme, "–");
                ui.vertical(|ui| small(ui, cx.theme, &part));
            });
        }
    }
}

/// Draws a quote of the document, with its source.
pub fn show_quote(ui: &mut Ui, cx: &PanelCx, quote: &str, document: &str, row: &str) {
    let theme = cx.theme;
    let line = ui.painter().add(Shape::Noop);
    let shown = egui::Frame::new().inner_margin(egui::Margin { left: 10, right: 0, top: 2, bottom: 2 }).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = space::LINES;
            ui.label(RichText::new(cx.say.quote(quote)).font(regular(size::SMALL)));
            small(ui, theme, &format!("{document} · {row}"));
        },
    );
    let rect = shown.response.rect;
    let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
    ui.painter().set(line, Shape::rect_filled(bar, CornerRadius::same(1), theme.control_line));
}
