//! The form of the indication shown.

use super::{PanelCx, judgement, people, question, reconfirm};
use crate::definition::{Input, OverlapWith};
use crate::window::case::CaseCommand;
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::{card, heading, link, section_title, small};
use crate::window::widget::shapes;
use crate::window::widget::sight::scroll_area;
use crate::window::widget::{regular, semibold, size, space};
use egui::{RichText, ScrollArea, Stroke, Ui, pos2};

/// The maximum width of the form, in points. Longer lines are hard to read.
pub const MAX_WIDTH: f32 = 860.0;

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    title(ui, cx);
    ui.add_space(space::BESIDE);
    let shown = cx.model.case.session().indication().id.clone();
    // Each form has its own scroll position.
    let area = ScrollArea::vertical().auto_shrink(false);
    scroll_area(ui, area, shown.as_str(), cx.model.case.id(), |ui, _| {
        let room = ui.available_width() - 14.0;
        ui.set_max_width(room.min(MAX_WIDTH));
        ui.spacing_mut().item_spacing.y = space::CARDS;
        reconfirm::show(ui, cx);
        people::patient(ui, cx);
        judgement::ask_at(ui, cx, None);
        sections(ui, cx);
        people::requester(ui, cx);
        people::tumour_board(ui, cx);
        people::requisition(ui, cx);
        notes(ui, cx);
        ui.add_space(space::END);
    });
}

fn title(ui: &mut Ui, cx: &mut PanelCx) {
    let session = cx.model.case.session();
    let name = cx.say.of(&session.indication().title);
    heading(ui, RichText::new(name).font(semibold(size::TITLE)), name);
    // The line wraps where the name of the next question is long. Its height is that of the longest.
    let height = progress_height(ui, cx);
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(height);
        ui.spacing_mut().item_spacing.x = space::BESIDE;
        let progress = session.progress();
        let text = cx
            .say
            .texts
            .with("progress", &[("answered", progress.answered.into()), ("asked", progress.asked.into())]);
        ui.label(RichText::new(text).color(cx.theme.muted));
        if let Some(gap) = cx.model.case.gap_after_last() {
            let next = match gap {
                Input::Answer(ref id) if cx.model.case.answer_to_confirm(id).is_some() => "next-to-confirm",
                Input::Judgement(_) => "next-judgement",
                Input::Answer(_) | Input::Age => "next-gap",
            };
            ui.label(RichText::new(format!("· {}", cx.say.texts.get(next))).color(cx.theme.muted));
            let keys = UiCommand::NextGap.keys(ui.ctx()).unwrap_or_default();
            if link(ui, cx.theme, &cx.say.gap(session.indication(), &gap)).on_hover_text(&keys).clicked() {
                cx.ask(UiCommand::NextGap);
            }
            ui.label(RichText::new(keys).font(semibold(size::SMALL)).color(cx.theme.muted));
        }
    });
}

/// The height of the line with the progress and the next gap, whichever it is.
fn progress_height(ui: &Ui, cx: &PanelCx) -> f32 {
    let session = cx.model.case.session();
    let indication = session.indication();
    let width = |text: String, points| {
        let galley = ui.painter().layout_no_wrap(text, regular(points), cx.theme.text);
        galley.size().x + space::BESIDE
    };
    let asked = indication.questions().map(|question| Input::Answer(question.id.clone()));
    let gaps = asked.chain(indication.judgements.keys().cloned().map(Input::Judgement)).chain([Input::Age]);
    let longest = gaps.map(|gap| width(cx.say.gap(indication, &gap), size::SMALL)).fold(0.0, f32::max);
    let next = ["next-gap", "next-judgement", "next-to-confirm"].map(|id| cx.say.texts.get(id).to_owned());
    let next = next.map(|text| width(format!("· {text}"), size::BODY)).into_iter().fold(0.0, f32::max);
    let most = session.indication().questions().count();
    let progress = [("answered", most.into()), ("asked", most.into())];
    let progress = width(cx.say.texts.with("progress", &progress), size::BODY);
    let keys = UiCommand::NextGap.keys(ui.ctx()).unwrap_or_default();
    let whole = progress + next + longest + width(keys, size::BODY);
    let line = ui.fonts_mut(|fonts| fonts.row_height(&regular(size::BODY)));
    let lines = (whole / ui.available_width()).ceil().max(1.0);
    lines * line + (lines - 1.0) * ui.spacing().item_spacing.y
}

fn sections(ui: &mut Ui, cx: &mut PanelCx) {
    let indication = cx.model.case.session().indication();
    for section in &indication.form {
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
            show_overlap(ui, cx, &overlap.with, is_likely);
        }
    });
}

fn show_overlap(ui: &mut Ui, cx: &mut PanelCx, with: &OverlapWith, is_likely: bool) {
    ui.horizontal_wrapped(|ui| {
        match with {
            OverlapWith::Indication(id) => {
                let other = cx.model.case.session().set().indication(id);
                let name = other.map_or("", |other| cx.say.of(&other.title));
                if link(ui, cx.theme, name).clicked() {
                    cx.ask(CaseCommand::ShowIndication(id.clone()));
                }
            }
            OverlapWith::Outside(name) => {
                let text = cx.say.texts.with("outside-the-set", &[("name", cx.say.of(name).into())]);
                small(ui, cx.theme, &text);
            }
        }
        if is_likely {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(13.0, 13.0), egui::Sense::hover());
            shapes::paint(ui.painter(), cx.theme, crate::assessment::Status::Advisory, rect.center(), 12.0);
            small(ui, cx.theme, cx.say.texts.get("worth-considering"));
        }
    });
}
