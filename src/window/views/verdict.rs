//! The overall verdict with its sentence.

use super::Cx;
use super::controls::{heading, small};
use crate::assessment::Status;
use crate::window::shapes;
use crate::window::theme::{semibold, size};
use egui::{Frame, Margin, RichText, Sense, Stroke, Ui, vec2};

pub fn show(ui: &mut Ui, cx: &mut Cx) {
    let theme = cx.theme;
    let session = &cx.state.session;
    let (indication, assessment) = (session.indication(), session.assessment());
    let status = assessment.overall;
    let frame =
        Frame::new().fill(theme.status_soft(status)).corner_radius(8).inner_margin(Margin::symmetric(14, 12));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
            shapes::paint(ui.painter(), theme, status, rect.center(), size::SHAPE);
            // A long sentence wraps beside the shape.
            ui.vertical(|ui| {
                let sentence = cx.say.overall(assessment);
                let text = RichText::new(&sentence).font(semibold(size::SECTION)).color(theme.text);
                heading(ui, text, &sentence);
            });
        });
        let not_met = cx.say.rows_with(indication, assessment, Status::NotMet);
        let mut lines = Vec::new();
        if !not_met.is_empty() {
            lines.push(
                cx.say.texts.with("not-met-list", &[("names", cx.say.list(not_met).to_lowercase().into())]),
            );
        }
        lines.push(cx.say.open_counts(assessment));
        lines.push(cx.say.recommendations(assessment.recommendations));
        lines.extend(assessment.remarks.iter().map(|remark| cx.say.of(remark).to_owned()));
        for line in lines.iter().filter(|line| !line.is_empty()) {
            small(ui, theme, line);
        }
    });
    let rect = shown.response.rect;
    if status == Status::Missing {
        shapes::dashed_frame(ui.painter(), rect, Stroke::new(1.0, theme.missing));
    } else {
        shapes::frame(ui.painter(), rect, 8, Stroke::new(1.0, theme.status(status)));
    }
}
