//! The overall verdict with its sentence.

use super::{PanelCx, remarks};
use crate::assessment::Status;
use crate::window::case::CaseCommand;
use crate::window::room::WindowHeight;
use crate::window::widget::controls::{button, small, small_parts};
use crate::window::widget::shapes;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, semibold, size, space};
use egui::accesskit::Live;
use egui::{
    Align, Frame, Label, Layout, Margin, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};

/// Draws the verdict below the form, with a way to the criteria, where the window has no room for the criteria
/// themselves. Its height is the same for every verdict: the form ends above it.
pub fn show_folded(ui: &mut Ui, cx: &mut PanelCx, height: WindowHeight) {
    let status = cx.model.case.session().assessment().overall;
    let margin = match height {
        WindowHeight::Low => Margin::symmetric(10, 3),
        WindowHeight::Usual => Margin::symmetric(10, 6),
    };
    let frame = Frame::new().fill(cx.theme.status_soft(status)).corner_radius(8).inner_margin(margin);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::LINES;
        match height {
            WindowHeight::Low => folded_line(ui, cx, status),
            WindowHeight::Usual => folded_lines(ui, cx, status),
        }
    });
    ui.add_space(space::PARTS);
}

/// Draws the word for the verdict and the way to the criteria in one line.
fn folded_line(ui: &mut Ui, cx: &mut PanelCx, status: Status) {
    let assessment = cx.model.case.session().assessment();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::BESIDE;
        let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::CONTROL), Sense::hover());
        shapes::paint(ui.painter(), cx.theme, status, rect.center(), size::SHAPE);
        let sentence = cx.say.overall(assessment);
        let word = cx.say.status(status.max(Status::Met));
        let response = ui.label(RichText::new(word).font(semibold(size::BODY)));
        announce(ui, cx, &response, &sentence);
        tip::on_hover(ui, cx.theme, &response, TipSide::Above, || {
            format!("{sentence}\n{}", cx.say.open_counts(assessment)).trim_end().to_owned()
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            toggle(ui, cx);
            cautions(ui, cx);
        });
    });
}

/// Draws the sentence, the number of gaps and the way to the criteria, with room for the longest of each.
fn folded_lines(ui: &mut Ui, cx: &mut PanelCx, status: Status) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
        shapes::paint(ui.painter(), cx.theme, status, rect.center(), size::SHAPE);
        // A long sentence wraps beside the shape.
        ui.vertical(|ui| {
            let assessment = cx.model.case.session().assessment();
            let width = ui.available_width();
            let room = |text: String, font| ui.painter().layout(text, font, cx.theme.text, width).size().y;
            let sentences = cx.say.overall_sentences().into_iter();
            let sentence_room = sentences.map(|text| room(text, semibold(size::BODY))).fold(0.0, f32::max);
            let counts_room = room(cx.say.gap_counts(20, 2), regular(size::SMALL));
            ui.scope(|ui| {
                ui.set_min_height(sentence_room);
                let sentence = cx.say.overall(assessment);
                let response = ui.label(RichText::new(&sentence).font(semibold(size::BODY)));
                announce(ui, cx, &response, &sentence);
            });
            ui.scope(|ui| {
                ui.set_min_height(counts_room);
                small(ui, cx.theme, &cx.say.open_counts(assessment));
            });
            ui.horizontal(|ui| {
                toggle(ui, cx);
                cautions(ui, cx);
            });
        });
    });
}

/// Draws the button that shows the criteria in the place of the form, or the form again.
fn toggle(ui: &mut Ui, cx: &mut PanelCx) {
    let shows_criteria = cx.model.case.shows_criteria();
    let id = if shows_criteria { "show-form" } else { "show-criteria" };
    if button(ui, cx.theme, cx.say.texts.get(id)).clicked() {
        cx.ask(CaseCommand::ShowCriteria(!shows_criteria));
    }
}

/// Draws how many cautions there are, which are listed with the criteria.
fn cautions(ui: &mut Ui, cx: &PanelCx) {
    let overlong = Some(overlong_line(cx)).filter(|line| !line.is_empty());
    count_of_cautions(ui, cx, remarks::cautions(cx).into_iter().chain(overlong).collect());
}

/// Draws how many cautions there are; nothing if there are none. Their words are the tooltip.
pub fn count_of_cautions(ui: &mut Ui, cx: &PanelCx, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    let text = cx.say.texts.with("verdict-cautions", &[("count", lines.len().into())]);
    let text = RichText::new(text).font(regular(size::SMALL)).color(cx.theme.advisory);
    let response = ui.add(Label::new(text).extend());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(Live::Polite);
        node.set_description(lines.join("\n"));
    });
    tip::on_hover(ui, cx.theme, &response, TipSide::Above, || lines.join("\n"));
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

/// The parts of the verdict that are drawn together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum VerdictParts {
    /// The sentence with all that is said about it.
    All,
    /// The sentence alone.
    Sentence,
    /// What is said about the sentence.
    Details,
}

pub fn show(ui: &mut Ui, cx: &mut PanelCx, parts: VerdictParts) {
    let theme = cx.theme;
    let status = cx.model.case.session().assessment().overall;
    let margin = match parts {
        VerdictParts::All | VerdictParts::Details => Margin::symmetric(14, 12),
        VerdictParts::Sentence => Margin::symmetric(10, 6),
    };
    let frame = Frame::new().fill(theme.status_soft(status)).corner_radius(8).inner_margin(margin);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::LINES;
        match parts {
            VerdictParts::All => {
                show_sentence(ui, cx, status);
                show_details(ui, cx);
            }
            VerdictParts::Sentence => show_sentence(ui, cx, status),
            VerdictParts::Details => show_details(ui, cx),
        }
    });
    let rect = shown.response.rect;
    if status == Status::Missing {
        shapes::dashed_frame(ui.painter(), rect, Stroke::new(1.0, theme.missing));
    } else {
        shapes::frame(ui.painter(), rect, 8, Stroke::new(1.0, theme.status(status)));
    }
}

fn show_sentence(ui: &mut Ui, cx: &PanelCx, status: Status) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
        shapes::paint(ui.painter(), cx.theme, status, rect.center(), size::SHAPE);
        // A long sentence wraps beside the shape.
        ui.vertical(|ui| {
            let sentence = cx.say.overall(cx.model.case.session().assessment());
            let text = RichText::new(&sentence).font(semibold(size::SECTION)).color(cx.theme.text);
            let response = ui.label(text);
            announce(ui, cx, &response, &sentence);
        });
    });
}

/// What is said of the verdict beside its sentence and the number of gaps: which rows are not met, and which
/// recommendations there are.
pub fn detail_lines(cx: &PanelCx) -> Vec<String> {
    let session = cx.model.case.session();
    let (indication, assessment) = (session.indication(), session.assessment());
    let not_met = cx.say.rows_with(indication, assessment, Status::NotMet);
    let mut lines = Vec::new();
    if !not_met.is_empty() {
        lines.push(
            cx.say.texts.with("not-met-list", &[("names", cx.say.list(not_met).to_lowercase().into())]),
        );
    }
    lines.push(cx.say.recommendations(assessment.recommendations));
    lines.push(overlong_line(cx));
    lines.retain(|line| !line.is_empty());
    lines
}

fn show_details(ui: &mut Ui, cx: &PanelCx) {
    let counts = cx.say.open_counts(cx.model.case.session().assessment());
    for line in [counts].into_iter().filter(|line| !line.is_empty()).chain(detail_lines(cx)) {
        small_parts(ui, cx.theme, &line);
    }
    remarks::beside_verdict(ui, cx);
}
