//! The overall verdict with its sentence.

use super::{PanelCx, columns, remarks};
use crate::assessment::Status;
use crate::window::case::CaseCommand;
use crate::window::room::WindowHeight;
use crate::window::widget::controls::{
    DIVIDER, button, button_height, button_width, small_height, small_parts, small_parts_height,
};
use crate::window::widget::shapes;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, semibold, size, space};
use egui::accesskit::Live;
use egui::{
    Align, Frame, Label, Layout, Margin, Rect, Response, RichText, Role, Sense, Stroke, Ui, UiBuilder, Vec2,
    WidgetInfo, vec2,
};

/// Draws the verdict below the form, with a way to the criteria, where the window has no room for the criteria
/// themselves. It is as wide as the cards above it. Its height is the same for every verdict: the form ends above it.
pub fn show_folded(ui: &mut Ui, cx: &mut PanelCx, height: WindowHeight) {
    ui.add_space(space::BESIDE);
    ui.scope(|ui| {
        ui.set_max_width(columns::form_cards_width(ui));
        framed(ui, cx, Margin::symmetric(FOLDED_MARGIN, height.pick(4, 6)), folded);
    });
    ui.add_space(space::PARTS);
}

/// The margin of the folded verdict at the left and at the right, in points.
const FOLDED_MARGIN: i8 = 10;

/// The room in the folded verdict, in points.
struct FoldedRoom {
    /// The size that its texts have at most, whatever the verdict is.
    texts: Vec2,
    /// The size of the button beside them, with the line below it.
    side: Vec2,
}

impl FoldedRoom {
    /// The room in a frame with contents of this width, in points.
    fn of(ui: &Ui, cx: &PanelCx, width: f32) -> Self {
        let buttons = TOGGLES.map(|id| button_width(ui, cx.say.texts.get(id)));
        let below_button = space::LINES + small_height(ui);
        let side = vec2(buttons.into_iter().fold(0.0, f32::max), button_height(ui) + below_button);
        let width = width - size::SHAPE - side.x - 2.0 * space::BESIDE;
        FoldedRoom { texts: vec2(width, folded_room(ui, cx, width).max(side.y)), side }
    }
}

/// What the folded verdict says beside its sentence, below a pane as wide as `ui`. The criteria need not repeat it.
pub fn said_when_folded(ui: &mut Ui, cx: &PanelCx) -> Option<String> {
    let inner = columns::form_cards_width(ui) - 2.0 * f32::from(FOLDED_MARGIN);
    let room = FoldedRoom::of(ui, cx, inner).texts;
    let sentence = cx.say.overall(cx.model.case.session().assessment());
    let sentence = ui.painter().layout(sentence, semibold(size::BODY), cx.theme.text, room.x).size().y;
    let place = Rect::from_min_size(ui.cursor().min, room);
    let mut texts = ui.new_child(UiBuilder::new().id_salt("folded verdict in words").max_rect(place));
    texts.spacing_mut().item_spacing = vec2(space::BESIDE, space::LINES);
    folded_detail(&texts, cx, room.y - sentence - space::LINES)
}

/// Draws the sentence with what decides it or is open, and beside it the way to the criteria.
fn folded(ui: &mut Ui, cx: &mut PanelCx) {
    let assessment = cx.model.case.session().assessment();
    ui.spacing_mut().item_spacing = vec2(space::BESIDE, space::LINES);
    let FoldedRoom { texts, side } = FoldedRoom::of(ui, cx, ui.available_width());
    let Vec2 { x: width, y: height } = texts;
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
        shapes::paint(ui.painter(), cx.theme, assessment.overall, rect.center(), size::SHAPE);
        ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(Align::Min), |ui| {
            ui.set_min_size(vec2(width, height));
            let sentence = cx.say.overall(assessment);
            let response = ui.label(RichText::new(&sentence).font(semibold(size::BODY)));
            announce(ui, cx, &response, &sentence);
            let shown = folded_detail(ui, cx, height - response.rect.height() - space::LINES);
            if let Some(line) = &shown {
                small_parts(ui, cx.theme, line);
            }
            tip::on_hover(ui, cx.theme, &response, TipSide::Above, || {
                let mut lines = lines_about_verdict(cx, cx.say.open_counts(assessment));
                lines.retain(|line| !shown.as_ref().is_some_and(|shown| shown.contains(line.as_str())));
                lines.join("\n")
            });
        });
        ui.allocate_ui_with_layout(side, Layout::top_down(Align::Max), |ui| {
            ui.set_min_width(side.x);
            toggle(ui, cx);
            cautions(ui, cx);
        });
    });
}

/// The height that the sentence needs at most, with a line below it for what decides it or is open, in points.
fn folded_room(ui: &Ui, cx: &PanelCx, width: f32) -> f32 {
    let height =
        |text: String| ui.painter().layout(text, semibold(size::BODY), cx.theme.text, width).size().y;
    let below = |text: String| height(text) + space::LINES + small_height(ui);
    let met = cx.say.met_sentences().into_iter().map(height);
    met.chain(cx.say.unmet_sentences().into_iter().map(below)).fold(0.0, f32::max).ceil()
}

/// As much as there is room for of what decides the verdict, and then of what is open. The tooltip has all of it.
fn folded_detail(ui: &Ui, cx: &PanelCx, room: f32) -> Option<String> {
    let session = cx.model.case.session();
    let counts = cx.say.open_counts(session.assessment());
    let rows = cx.say.rows_with(session.indication(), session.assessment(), Status::NotMet);
    let not_met = (1..=rows.len()).rev().map(|count| not_met_rows(cx, &rows, count));
    let whole = lines_about_verdict(cx, counts.clone()).join(DIVIDER);
    let decisive = [rows.first().map(|_| not_met_rows(cx, &rows, rows.len())), Some(counts)];
    let decisive: Vec<String> = decisive.into_iter().flatten().filter(|line| !line.is_empty()).collect();
    let candidates = [whole, decisive.join(DIVIDER)].into_iter().chain(not_met);
    candidates.filter(|line| !line.is_empty()).find(|line| small_parts_height(ui, cx.theme, line) <= room)
}

/// The ids of the labels of the button that shows the form or the criteria.
const TOGGLES: [&str; 2] = ["show-form", "show-criteria"];

/// Draws the button that shows the criteria in the place of the form, or the form again.
fn toggle(ui: &mut Ui, cx: &mut PanelCx) {
    let shows_criteria = cx.model.case.shows_criteria();
    let [form, criteria] = TOGGLES;
    let id = if shows_criteria { form } else { criteria };
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
    let counts = Some(counts).filter(|counts| !counts.is_empty());
    let why = not_met_line(cx).into_iter().chain(counts).collect::<Vec<_>>().join(DIVIDER);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, sentence));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(Live::Polite);
        if !why.is_empty() {
            node.set_description(why);
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
    let status = cx.model.case.session().assessment().overall;
    let margin = match parts {
        VerdictParts::All | VerdictParts::Details => Margin::symmetric(14, 12),
        VerdictParts::Sentence => Margin::symmetric(10, 6),
    };
    framed(ui, cx, margin, |ui, cx| {
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
}

/// Draws what is said of the overall verdict on its color and in its frame: wherever it stands, it looks the same.
pub fn framed(ui: &mut Ui, cx: &mut PanelCx, margin: Margin, contents: impl FnOnce(&mut Ui, &mut PanelCx)) {
    let theme = cx.theme;
    let status = cx.model.case.session().assessment().overall;
    let frame = Frame::new().fill(theme.status_soft(status)).corner_radius(8).inner_margin(margin);
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        contents(ui, cx);
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

/// The rows that are not met, the first ones by name; empty without one.
pub fn not_met_rows(cx: &PanelCx, rows: &[String], named: usize) -> String {
    let Some((named, others)) = rows.split_at_checked(named).filter(|(named, _)| !named.is_empty()) else {
        return String::new();
    };
    let mut names = cx.say.list(named).to_lowercase();
    if !others.is_empty() {
        let more = cx.say.texts.with("and-more", &[("count", others.len().into())]);
        names = format!("{names} {more}");
    }
    cx.say.texts.with("not-met-list", &[("names", names.into())])
}

/// Which rows are not met; `None`: there is none.
pub fn not_met_line(cx: &PanelCx) -> Option<String> {
    let session = cx.model.case.session();
    let rows = cx.say.rows_with(session.indication(), session.assessment(), Status::NotMet);
    (!rows.is_empty()).then(|| not_met_rows(cx, &rows, rows.len()))
}

/// What is said of the verdict beside its sentence and the number of gaps: which rows are not met, and which
/// recommendations there are.
pub fn detail_lines(cx: &PanelCx) -> Vec<String> {
    lines_about_verdict(cx, String::new())
}

/// What is said of the verdict beside its sentence. Which rows are not met decides it, and comes before what is not
/// known yet, which `counts` says.
fn lines_about_verdict(cx: &PanelCx, counts: String) -> Vec<String> {
    let recommendations = cx.say.recommendations(cx.model.case.session().assessment().recommendations);
    let lines = [not_met_line(cx).unwrap_or_default(), counts, recommendations, overlong_line(cx)];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// Draws what is said about the verdict but for what stands below already, as `said`; nothing if that is all.
pub fn show_rest(ui: &mut Ui, cx: &mut PanelCx, said: Option<&str>) {
    let counts = cx.say.open_counts(cx.model.case.session().assessment());
    let mut lines = lines_about_verdict(cx, counts);
    lines.retain(|line| !said.is_some_and(|said| said.contains(line.as_str())));
    if lines.is_empty() && remarks::lines_beside_verdict(cx).is_empty() {
        return;
    }
    framed(ui, cx, Margin::symmetric(14, 12), |ui, cx| {
        ui.spacing_mut().item_spacing.y = space::LINES;
        for line in lines {
            small_parts(ui, cx.theme, &line);
        }
        remarks::beside_verdict(ui, cx);
    });
    ui.add_space(space::CONTROLS);
}

fn show_details(ui: &mut Ui, cx: &PanelCx) {
    let counts = cx.say.open_counts(cx.model.case.session().assessment());
    for line in lines_about_verdict(cx, counts) {
        small_parts(ui, cx.theme, &line);
    }
    remarks::beside_verdict(ui, cx);
}
