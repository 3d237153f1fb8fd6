//! The overall verdict with its sentence.

use super::{PanelCx, remarks};
use crate::assessment::Status;
use crate::window::case::CaseCommand;
use crate::window::widget::controls::{link, small};
use crate::window::widget::shapes;
use crate::window::widget::{semibold, size, space};
use egui::accesskit::Live;
use egui::{Frame, Margin, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

/// Draws the verdict above the form, with its remarks and a link to the criteria, where the window has no room for
/// the criteria themselves.
pub fn show_folded(ui: &mut Ui, cx: &mut PanelCx) {
    let theme = cx.theme;
    let assessment = cx.model.case.session().assessment();
    let status = assessment.overall;
    let frame =
        Frame::new().fill(theme.status_soft(status)).corner_radius(8).inner_margin(Margin::symmetric(10, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::LINES;
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
            shapes::paint(ui.painter(), theme, status, rect.center(), size::SHAPE);
            // A long sentence wraps beside the shape.
            ui.vertical(|ui| {
                let sentence = cx.say.overall(assessment);
                let response = ui.label(RichText::new(&sentence).font(semibold(size::BODY)));
                announce(ui, cx, &response, &sentence);
                for line in [cx.say.open_counts(assessment), overlong_line(cx)] {
                    if !line.is_empty() {
                        small(ui, theme, &line);
                    }
                }
                remarks::beside_verdict(ui, cx);
                let id = if cx.model.case.shows_criteria() { "show-form" } else { "show-criteria" };
                if link(ui, theme, cx.say.texts.get(id)).clicked() {
                    cx.ask(CaseCommand::ShowCriteria(!cx.model.case.shows_criteria()));
                }
            });
        });
    });
    ui.add_space(space::BESIDE);
}

/// How many texts are too long to be saved; blank if none is.
fn overlong_line(cx: &PanelCx) -> String {
    let session = cx.model.case.session();
    match session.case().overlong_texts(session.set()).count() {
        0 => String::new(),
        count => cx.say.texts.with("overlong-count", &[("count", count.into())]),
    }
}

/// Makes screen readers announce a change of the verdict.
pub fn announce(ui: &Ui, cx: &PanelCx, response: &Response, sentence: &str) {
    // The number of gaps changes with almost every answer, so that it is a description, which is not announced.
    let counts = cx.say.open_counts(cx.model.case.session().assessment());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, sentence));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(Live::Polite);
        if !counts.is_empty() {
            node.set_description(counts);
        }
    });
}

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    let theme = cx.theme;
    let session = cx.model.case.session();
    let (indication, assessment) = (session.indication(), session.assessment());
    let status = assessment.overall;
    let frame =
        Frame::new().fill(theme.status_soft(status)).corner_radius(8).inner_margin(Margin::symmetric(14, 12));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::LINES;
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
            shapes::paint(ui.painter(), theme, status, rect.center(), size::SHAPE);
            // A long sentence wraps beside the shape.
            ui.vertical(|ui| {
                let sentence = cx.say.overall(assessment);
                let text = RichText::new(&sentence).font(semibold(size::SECTION)).color(theme.text);
                let response = ui.label(text);
                announce(ui, cx, &response, &sentence);
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
        lines.push(overlong_line(cx));
        for line in lines.iter().filter(|line| !line.is_empty()) {
            small(ui, theme, line);
        }
        remarks::beside_verdict(ui, cx);
    });
    let rect = shown.response.rect;
    if status == Status::Missing {
        shapes::dashed_frame(ui.painter(), rect, Stroke::new(1.0, theme.missing));
    } else {
        shapes::frame(ui.painter(), rect, 8, Stroke::new(1.0, theme.status(status)));
    }
}
