//! The criteria: the overall verdict, and every row of the document with its verdict.

use super::PanelCx;
use super::grounds::{show_quote, show_rule};
use super::text_field::{FieldStyle, text_field};
use super::verdict::VerdictParts;
use super::{before_biopsy, columns, judgement, verdict};
use crate::assessment::{RequirementAssessment, RowAssessment, Status, form_position};
use crate::definition::{Indication, Input, Requirement, Row};
use crate::window::case::{CaseCommand, Field, Target, View};
use crate::window::menu;
use crate::window::open_menu::{MenuKind, OpenedBy};
use crate::window::widget::controls::{link, paragraph, small};
use crate::window::widget::edit_menu::is_menu_key_pressed;
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::shapes;
use crate::window::widget::sight::show_at_top;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, semibold, size, space};
use egui::{
    CornerRadius, Id, Rect, Response, RichText, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

/// What stays above the rows while they scroll.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CriteriaHead {
    /// The verdict with all that is said about it.
    Verdict,
    /// Its sentence alone: the window is low.
    Sentence,
    /// Nothing: the verdict is below.
    Below,
}

pub fn show(ui: &mut Ui, cx: &mut PanelCx, head: CriteriaHead) {
    let above = match head {
        CriteriaHead::Verdict => Some(VerdictParts::All),
        CriteriaHead::Sentence => Some(VerdictParts::Sentence),
        CriteriaHead::Below => None,
    };
    if let Some(parts) = above {
        // This is outside of the scroll area, so that it is always visible.
        ui.scope(|ui| {
            // The rows below have a scroll bar beside them.
            ui.set_width(ui.available_width() - ui.spacing().scroll.allocated_width() - BESIDE_SCROLL_BAR);
            verdict::show(ui, cx, parts);
        });
        ui.add_space(space::CONTROLS);
    }
    let said_below = match head {
        CriteriaHead::Below => verdict::said_when_folded(ui, cx),
        CriteriaHead::Verdict | CriteriaHead::Sentence => None,
    };
    let shown = (cx.model.case.id(), cx.model.case.session().indication().id.clone());
    ScrollView::with_bar().show(ui, "criteria", shown, |ui, _| {
        ui.set_width(match head {
            CriteriaHead::Verdict | CriteriaHead::Sentence => ui.available_width() - BESIDE_SCROLL_BAR,
            // The verdict below them is as wide as the form.
            CriteriaHead::Below => {
                let room = ui.available_width() - columns::BESIDE_SCROLL_BAR;
                columns::total_width(&columns::card_widths(View::Form, room))
            }
        });
        match head {
            CriteriaHead::Verdict => {}
            CriteriaHead::Sentence => {
                verdict::show(ui, cx, VerdictParts::Details);
                ui.add_space(space::CONTROLS);
            }
            CriteriaHead::Below => verdict::show_rest(ui, cx, said_below.as_deref()),
        }
        before_biopsy::show(ui, cx);
        ui.add_space(space::CONTROLS);
        let session = cx.model.case.session();
        let indication = session.indication();
        for (row, assessed) in indication.rows.iter().zip(&session.assessment().rows) {
            show_row(ui, cx, indication, row, assessed);
        }
        ui.add_space(space::SECTIONS);
    });
}

/// The room between the rows and the scroll bar of a column, in points.
const BESIDE_SCROLL_BAR: f32 = 8.0;
const TEXT_AT: f32 = 38.0;
/// The room behind the texts of a row, in points.
const ROW_END: f32 = 10.0;

fn show_row(ui: &mut Ui, cx: &mut PanelCx, indication: &Indication, row: &Row, assessed: &RowAssessment) {
    let unfolded = cx.model.case.is_unfolded(&row.id);
    ui.spacing_mut().item_spacing.y = 0.0;
    let background = ui.painter().add(Shape::Noop);
    let top = ui.cursor().min;
    let width = ui.available_width();
    let lines = if unfolded { Vec::new() } else { reasons(cx, indication, assessed) };
    let below = match (unfolded, lines.is_empty()) {
        (true, _) => BelowHeader::Body,
        (false, true) => BelowHeader::Nothing,
        (false, false) => BelowHeader::Reasons,
    };
    let room_below = header(ui, cx, row, assessed, below);
    match below {
        BelowHeader::Nothing => {}
        BelowHeader::Reasons => ui.indent_by(TEXT_AT, |ui| {
            ui.spacing_mut().item_spacing.y = space::LINES;
            ui.add_space(-4.0);
            for line in lines {
                small(ui, cx.theme, &line);
            }
            ui.add_space(space::PARTS);
        }),
        BelowHeader::Body => ui.indent_by(TEXT_AT, |ui| body(ui, cx, indication, row, assessed)),
    }
    ui.add_space(room_below);
    if unfolded {
        let rect = Rect::from_min_max(top, pos2(top.x + width, ui.cursor().min.y - 2.0));
        ui.painter().set(background, Shape::rect_filled(rect, CornerRadius::same(6), cx.theme.sunken));
    }
}

trait IndentBy {
    fn indent_by<R>(&mut self, left: f32, contents: impl FnOnce(&mut Ui) -> R) -> R;
}

impl IndentBy for Ui {
    fn indent_by<R>(&mut self, left: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
        let margin = egui::Margin { left: left as i8, right: 10, top: 0, bottom: 0 };
        egui::Frame::new()
            .inner_margin(margin)
            .show(self, |ui| {
                ui.set_width(ui.available_width());
                contents(ui)
            })
            .inner
    }
}

/// What is drawn of a row below its name and its verdict.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BelowHeader {
    Nothing,
    Reasons,
    Body,
}

/// Draws the name and the verdict of a row. Returns the height that is to be kept free below what follows, in points:
/// the row keeps its height when it gets a longer verdict.
fn header(ui: &mut Ui, cx: &mut PanelCx, row: &Row, assessed: &RowAssessment, below: BelowHeader) -> f32 {
    let unfolded = below == BelowHeader::Body;
    let theme = cx.theme;
    let words = cx.say.row(assessed);
    let width = ui.available_width();
    let painter = ui.painter();
    let words: Vec<_> = words
        .into_iter()
        .map(|(status, word)| {
            (status, painter.layout_no_wrap(word.to_owned(), semibold(size::SMALL), theme.status(status)))
        })
        .collect();
    let place = WordsPlace::of(ui, cx, row);
    let quiet = matches!(assessed.status, Status::NoRequirement | Status::NotApplicable);
    let name = cx.say.of(&row.short);
    let title_width = width - TEXT_AT - ROW_END - if place.is_beside { place.width + 10.0 } else { 0.0 };
    let layout = |font| painter.layout(name.to_owned(), font, theme.text, title_width);
    // The semibold name is the longer one. Its lines are reserved.
    let reserved = layout(semibold(size::BODY));
    let title_height = reserved.size().y;
    let title = if quiet { layout(regular(size::BODY)) } else { reserved };
    let height = |words: f32| match place.is_beside {
        true => 14.0 + title_height.max(words),
        false => 14.0 + title_height + words,
    };
    let reserved = height(place.height);
    let height = match below {
        BelowHeader::Nothing => reserved,
        // The room would be a hole above what follows.
        BelowHeader::Reasons | BelowHeader::Body => {
            height(words.iter().map(|(_, word)| word.size().y + 1.0).sum()).min(reserved)
        }
    };
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let id = Id::unique(("row", row.id.as_str()));
    let response = ui.interact(rect, id, Sense::click());
    let spoken: Vec<&str> = cx.say.row(assessed).into_iter().map(|(_, word)| word).collect();
    let label = format!("{}: {}", cx.say.of(&row.heading), spoken.join(", "));
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, unfolded, &label));
    if ui.ctx().has_accesskit_node(response.id) {
        let session = cx.model.case.session();
        let why = cx.say.row_verdict_reasons(session.indication(), session.case(), assessed).join("\n");
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_expanded(unfolded);
            node.set_description(why);
        });
    }

    let painter = ui.painter();
    if response.hovered() && !unfolded {
        painter.rect_filled(rect, CornerRadius::same(6), theme.sunken);
    }
    if response.has_focus() {
        shapes::frame(painter, rect.shrink(1.0), 6, Stroke::new(2.0, theme.focus));
    }
    let shape = cx.say.row(assessed).first().map_or(assessed.status, |(status, _)| *status);
    shapes::paint(
        painter,
        theme,
        shape,
        pos2(rect.min.x + 18.0, rect.min.y + 7.0 + title.rows[0].height() / 2.0),
        size::SHAPE,
    );
    painter.galley(rect.min + vec2(TEXT_AT, 7.0), title, theme.text);
    let mut y = rect.min.y + if place.is_beside { 8.0 } else { 7.0 + title_height };
    for (_, word) in words {
        let x = if place.is_beside { rect.max.x - ROW_END - word.size().x } else { rect.min.x + TEXT_AT };
        let at = pos2(x, y);
        y += word.size().y + 1.0;
        painter.galley(at, word, theme.text);
    }
    if cx.takes_focus(&Target::Row(row.id.clone())) {
        response.request_focus();
        show_at_top(&response);
    }
    if !unfolded {
        tip::lines(ui, theme, &response, TipSide::Beside, || tip_of_row(cx, row, assessed));
    }
    ask_for_menu(cx, row, &response);
    if response.clicked() {
        cx.ask(CaseCommand::ToggleRow(row.id.clone()));
    }
    reserved - height
}

/// What a folded row does not show: its heading in the document, and why it is fulfilled or does not apply.
fn tip_of_row(cx: &PanelCx, row: &Row, assessed: &RowAssessment) -> String {
    let session = cx.model.case.session();
    let (indication, case) = (session.indication(), session.case());
    let heading = (row.heading != row.short).then(|| cx.say.of(&row.heading).to_owned());
    let mut why = Vec::new();
    if reasons(cx, indication, assessed).is_empty() && !row.requirements.is_empty() {
        why = cx.say.row_verdict_reasons(indication, case, assessed);
        why.dedup();
    }
    heading.into_iter().chain(why).collect::<Vec<_>>().join("\n")
}

/// Where the words for the verdict of a row are, with room for the longest: the row keeps its height.
struct WordsPlace {
    /// Whether they are beside the name, or else below it.
    is_beside: bool,
    width: f32,
    height: f32,
}

impl WordsPlace {
    fn of(ui: &Ui, cx: &PanelCx, row: &Row) -> Self {
        /// With less room for the name, the words go below it. In points.
        const MIN_TITLE_WIDTH: f32 = 150.0;
        let possible = cx.say.possible_row_words(row);
        let words = possible.iter().flatten().copied();
        let galley = |word: &str| {
            ui.painter().layout_no_wrap(word.to_owned(), semibold(size::SMALL), cx.theme.text).size()
        };
        let size = words.map(galley).fold(vec2(0.0, 0.0), egui::Vec2::max);
        let lines = possible.iter().map(Vec::len).max().unwrap_or(1) as f32;
        let is_beside = ui.available_width() - TEXT_AT - size.x - ROW_END - 10.0 >= MIN_TITLE_WIDTH;
        WordsPlace { is_beside, width: size.x, height: lines * (size.y + 1.0) }
    }
}

/// Asks for the context menu of a row, if the right button or the menu key was pressed on it.
pub(super) fn ask_for_menu(cx: &mut PanelCx, row: &Row, response: &Response) {
    let (at, opened_by) = if response.secondary_clicked() {
        let pointer = response.ctx.pointer_interact_pos();
        (pointer.unwrap_or(response.rect.center()), OpenedBy::Pointer)
    } else if response.has_focus() && is_menu_key_pressed(&response.ctx) {
        (response.rect.left_bottom(), OpenedBy::Keys)
    } else {
        return;
    };
    let kind = MenuKind::Row(row.id.clone(), at);
    cx.ask(menu::open(&response.ctx, kind, opened_by, Some(response.id)));
}

/// The reasons that the row is not fulfilled without reservation, one per line. What is not met comes first, as it
/// decides the verdict; then what is missing.
fn reasons(cx: &PanelCx, indication: &Indication, assessed: &RowAssessment) -> Vec<String> {
    let with_status = |status| assessed.requirements.iter().filter(move |it| it.status == status);
    let unmet = |requirement: &RequirementAssessment| {
        let case = cx.model.case.session().case();
        let advice = requirement.advice.iter().map(|text| cx.say.of(text).to_owned());
        let reason =
            requirement.advice.is_empty().then(|| cx.say.unmet_reason(indication, case, requirement));
        reason.into_iter().chain(advice).collect::<Vec<_>>()
    };
    let mut lines: Vec<String> = with_status(Status::NotMet).flat_map(unmet).collect();
    let missing = assessed.missing_inputs();
    for (id, gaps) in [("missing-list", missing.of_musts), ("unanswered-list", missing.of_shoulds_alone)] {
        if gaps.is_empty() {
            continue;
        }
        let mut gaps: Vec<_> = gaps.into_iter().collect();
        gaps.sort_by_key(|gap| form_position(indication, gap));
        let names = cx.say.list(gaps.into_iter().map(|gap| cx.say.gap(indication, gap)));
        lines.push(cx.say.texts.with(id, &[("names", names.into())]));
    }
    lines.extend(with_status(Status::Advisory).flat_map(unmet));
    let gaps = assessed.requirements.iter().flat_map(|requirement| &requirement.gaps);
    let judgements = gaps.filter(|gap| matches!(gap, Input::Judgement(_)));
    lines.extend(judgements.map(|gap| cx.say.gap(indication, gap)));
    if assessed.is_judged() {
        lines.push(cx.say.texts.get("by-judgement").to_owned());
    } else {
        // Something else decides the row. Alone, the words would read as if that had been waived.
        let judged = with_status(Status::Met).flat_map(RequirementAssessment::judgements);
        let judged = judged.map(|id| Input::Judgement(id.clone())).collect();
        lines.extend(cx.say.given_inputs(indication, cx.model.case.session().case(), &judged));
    }
    lines
}

fn body(ui: &mut Ui, cx: &mut PanelCx, indication: &Indication, row: &Row, assessed: &RowAssessment) {
    let theme = cx.theme;
    ui.spacing_mut().item_spacing.y = space::PARTS;
    let document = RichText::new(cx.say.of(&row.heading)).font(regular(size::SMALL)).color(theme.muted);
    if row.heading != row.short {
        ui.label(document);
    }
    for (requirement, assessed) in row.requirements.iter().zip(&assessed.requirements) {
        show_requirement(ui, cx, indication, requirement, assessed);
        ui.add_space(space::PARTS);
    }
    if let Some(quote) = &row.quote {
        show_quote(ui, cx, quote, &indication.document, cx.say.of(&row.heading));
    }
    for note in &row.notes {
        small(ui, theme, cx.say.of(note));
    }
    let comment = Field::Comment(indication.id.clone(), row.id.clone());
    let name = format!("{}: {}", cx.say.texts.get("comment"), cx.say.of(&row.short));
    text_field(
        ui,
        cx,
        &comment,
        FieldStyle { name: &name, ..FieldStyle::lines(cx.say.texts.get("comment"), 2) },
    );
    ui.add_space(space::CONTROLS);
}

fn show_requirement(
    ui: &mut Ui,
    cx: &mut PanelCx,
    indication: &Indication,
    requirement: &Requirement,
    assessed: &RequirementAssessment,
) {
    let theme = cx.theme;
    let color = theme.status(assessed.status);
    let words = match cx.say.requirement_word(requirement.strength, assessed.status) {
        Some(word) => vec![(word, color, true)],
        None => vec![
            (cx.say.strength(requirement.strength), theme.muted, false),
            (" · ", theme.muted, false),
            (cx.say.status(assessed.status), color, true),
        ],
    };
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 18.0), Sense::hover());
        shapes::paint(ui.painter(), theme, assessed.status, rect.center(), 13.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::LINES;
            let case = cx.model.case.session().case();
            ui.label(cx.say.of(requirement.statement_for(case)));
            let mut parts = words;
            if assessed.is_judged() {
                parts.extend([
                    (" · ", theme.muted, false),
                    (cx.say.texts.get("by-judgement"), theme.judgement, true),
                ]);
            }
            ui.label(paragraph(&parts, size::SMALL));
            small(ui, theme, &cx.say.verdict_reason(indication, case, assessed));
            for text in &assessed.advice {
                ui.label(RichText::new(cx.say.of(text)).font(regular(size::SMALL)).color(theme.advisory));
            }
            for gap in &assessed.gaps {
                show_gap(ui, cx, indication, gap);
            }
            for id in assessed.relevant_judgements() {
                judgement::outcome(ui, cx, indication, id);
            }
            show_quote(ui, cx, &requirement.quote, &indication.document, cx.say.of(&requirement.quote_row));
            show_rule(ui, cx, indication, requirement);
        });
    });
}

/// Draws a missing input, with a link to its place in the form.
fn show_gap(ui: &mut Ui, cx: &mut PanelCx, indication: &Indication, gap: &Input) {
    if matches!(gap, Input::Judgement(_)) {
        return;
    }
    let name = cx.say.gap(indication, gap);
    ui.horizontal_wrapped(|ui| {
        let text = cx.say.texts.with("missing-list", &[("names", name.clone().into())]);
        small(ui, cx.theme, &text);
        let target = Target::of_gap(gap);
        let response = link(ui, cx.theme, cx.say.texts.get("go-to-question"));
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Link, true, format!("{}: {name}", cx.say.texts.get("go-to-question")))
        });
        if response.clicked() {
            cx.ask(CaseCommand::GoTo(target));
        }
    });
}
