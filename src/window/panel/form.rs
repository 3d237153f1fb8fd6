//! The form of the indication shown.

use super::columns;
use super::{PanelCx, judgement, overlap_line, people, progress, question, reconfirm};
use crate::definition::{Indication, Question, QuestionKind, Section, TypedKind};
use crate::window::case::View;
use crate::window::room::WindowHeight;
use crate::window::widget::controls::{card, heading, section_title, small};
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::{semibold, size, space};
use egui::{RichText, Stroke, Ui, pos2};

/// A card of the form, or several that belong together. The order is that of the form.
enum FormPart<'a> {
    Patient,
    Section(&'a Section),
    Requester,
    TumourBoard,
    Requisition,
    Notes,
}

impl FormPart<'_> {
    /// About how high the part is, in lines. It does not depend on answers, so that no card changes its column.
    fn weight(&self) -> usize {
        match self {
            FormPart::Patient => 7,
            FormPart::Section(section) => {
                2 + section.questions.iter().map(|question| weight_of_question(question)).sum::<usize>()
            }
            FormPart::Requester => 10,
            FormPart::TumourBoard => 7,
            FormPart::Requisition => 5,
            FormPart::Notes => 20,
        }
    }
}

/// About how high a question is, in lines.
fn weight_of_question(question: &Question) -> usize {
    /// More choices than this mostly find no room in one line, and are cards.
    const MOST_BESIDE: usize = 5;
    match &question.kind {
        QuestionKind::Choice(choices) if choices.len() > MOST_BESIDE => 2 + choices.len(),
        QuestionKind::YesNo | QuestionKind::Choice(_) => 2,
        QuestionKind::Typed(TypedKind::Lines) => 5,
        QuestionKind::Typed(_) => 3,
    }
}

pub fn show(ui: &mut Ui, cx: &mut PanelCx, height: WindowHeight) {
    if height == WindowHeight::Usual {
        title(ui, cx);
        ui.add_space(space::BESIDE);
    }
    let shown = cx.model.case.session().indication().id.clone();
    // Each form has its own scroll position.
    ScrollView::with_bar().show(ui, shown.as_str(), cx.model.case.id(), |ui, _| {
        let widths = columns::card_widths(View::Form, ui.available_width() - columns::BESIDE_SCROLL_BAR);
        ui.set_max_width(columns::total_width(&widths));
        ui.spacing_mut().item_spacing.y = space::CARDS;
        if height == WindowHeight::Low {
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = space::PARTS;
                title(ui, cx);
            });
        }
        reconfirm::show(ui, cx);
        let parts = parts(cx.model.case.session().indication());
        let columns = split(&parts, widths.len());
        columns::side_by_side(ui, &widths, |ui, at| {
            for part in columns.get(at).copied().unwrap_or_default() {
                show_part(ui, cx, part);
            }
        });
        ui.add_space(space::END);
    });
}

fn parts(indication: &Indication) -> Vec<FormPart<'_>> {
    let mut parts = vec![FormPart::Patient];
    parts.extend(indication.form.iter().map(FormPart::Section));
    parts.extend([FormPart::Requester, FormPart::TumourBoard, FormPart::Requisition, FormPart::Notes]);
    parts
}

/// Divides the parts into columns of about the same height, in their order.
fn split<'p, 'a>(parts: &'p [FormPart<'a>], count: usize) -> Vec<&'p [FormPart<'a>]> {
    let total: usize = parts.iter().map(FormPart::weight).sum();
    let mut columns = Vec::new();
    let (mut rest, mut taken) = (parts, 0);
    for column in 1..=count {
        let goal = total * column / count;
        let mut end = 0;
        // A part goes where more than half of it belongs.
        while rest.get(end).is_some_and(|part| column == count || taken + part.weight() / 2 < goal) {
            taken += rest[end].weight();
            end += 1;
        }
        let (here, after) = rest.split_at(end);
        columns.push(here);
        rest = after;
    }
    columns
}

fn show_part(ui: &mut Ui, cx: &mut PanelCx, part: &FormPart) {
    match part {
        FormPart::Patient => {
            people::patient(ui, cx);
            judgement::ask_at(ui, cx, None);
        }
        FormPart::Section(section) => show_section(ui, cx, section),
        FormPart::Requester => people::requester(ui, cx),
        FormPart::TumourBoard => people::tumour_board(ui, cx),
        FormPart::Requisition => people::requisition(ui, cx),
        FormPart::Notes => notes(ui, cx),
    }
}

fn title(ui: &mut Ui, cx: &mut PanelCx) {
    let session = cx.model.case.session();
    let name = cx.say.of(&session.indication().title);
    heading(ui, RichText::new(name).font(semibold(size::TITLE)), name);
    progress::show(ui, cx);
}

fn show_section(ui: &mut Ui, cx: &mut PanelCx, section: &Section) {
    card(ui, cx.theme, |ui| {
        ui.spacing_mut().item_spacing.y = space::PARTS;
        section_title(ui, cx.say.of(&section.title));
        ui.add_space(space::LINES);
        for (at, asked) in section.questions.iter().enumerate() {
            if at > 0 {
                separator(ui, cx);
            }
            question::show(ui, cx, asked);
        }
    });
}

fn separator(ui: &mut Ui, cx: &PanelCx) {
    let (_, rect) = ui.allocate_space(egui::vec2(ui.available_width(), 1.0));
    let y = rect.center().y;
    ui.painter().line_segment([pos2(rect.left(), y), pos2(rect.right(), y)], Stroke::new(1.0, cx.theme.line));
}

/// Draws the notes of the document and the law that are not assessed.
fn notes(ui: &mut Ui, cx: &mut PanelCx) {
    let indication = cx.model.case.session().indication();
    card(ui, cx.theme, |ui| {
        section_title(ui, cx.say.texts.get("notes"));
        ui.spacing_mut().item_spacing.y = space::LINES;
        for note in &indication.notes {
            ui.add_space(space::PARTS);
            ui.label(RichText::new(cx.say.topic(note.topic)).font(semibold(size::SMALL)));
            small(ui, cx.theme, cx.say.of(&note.text));
        }
        for code in &indication.codes {
            ui.add_space(space::PARTS);
            ui.label(RichText::new(cx.say.texts.get("report-code")).font(semibold(size::SMALL)));
            small(ui, cx.theme, &format!("{} {}", code.code, cx.say.of(&code.remark)));
        }
        if !indication.overlaps.is_empty() {
            ui.add_space(space::PARTS);
            ui.label(RichText::new(cx.say.texts.get("overlaps")).font(semibold(size::SMALL)));
        }
        for overlap in &indication.overlaps {
            let is_likely = cx.model.case.session().is_worth_considering(overlap);
            overlap_line::show(ui, cx, &overlap.with, is_likely, &[]);
        }
    });
}
