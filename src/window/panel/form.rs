//! The form of the indication shown.

use super::{PanelCx, judgement, people, question, reconfirm};
use crate::definition::{Input, OverlapWith};
use crate::window::case::CaseCommand;
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::{card, heading, link, section_title, small};
use crate::window::widget::shapes;
use crate::window::widget::sight::scroll_area;
use crate::window::widget::{regular, semibold, size, space};
use egui::scroll_area::ScrollBarVisibility;
use egui::{RichText, ScrollArea, Stroke, Ui, pos2};

/// The maximum width of the form, in points. Longer lines are hard to read.
pub const MAX_WIDTH: f32 = 860.0;

pub fn show(ui: &mut Ui, cx: &mut PanelCx) {
    title(ui, cx);
    ui.add_space(space::BESIDE);
    let shown = cx.model.case.session().indication().id.clone();
    // Each form has its own scroll position.
    // The scroll bar is always visible, so that the form keeps its width when something opens.
    let area =
        ScrollArea::vertical().auto_shrink(false).scroll_bar_visibility(ScrollBarVisibility::AlwaysVisible);
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
    let gap = cx.model.case.gap_after_last();
    let keys = UiCommand::NextGap.keys(ui.ctx()).unwrap_or_default();
    let room = GapRoom::of(ui, cx, &keys);
    if room.is_beside_progress {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::BESIDE;
            progress(ui, cx, gap.as_ref());
            next_gap(ui, cx, gap.as_ref(), &keys);
        });
        return;
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::BESIDE;
        progress(ui, cx, gap.as_ref());
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::BESIDE;
        ui.set_min_height(room.height);
        next_gap(ui, cx, gap.as_ref(), &keys);
    });
}

/// Draws how far the form is filled in, and what the link after it leads to.
fn progress(ui: &mut Ui, cx: &PanelCx, gap: Option<&Input>) {
    let progress = cx.model.case.session().progress();
    let arguments = [("answered", progress.answered.into()), ("asked", progress.asked.into())];
    let text = cx.say.texts.with("progress", &arguments);
    let shown = ui.label(RichText::new(text).color(cx.theme.muted));
    // What follows keeps its place while the number gets longer.
    ui.add_space((progress_width(ui, cx) - shown.rect.width()).max(0.0));
    let next = match gap {
        Some(Input::Answer(id)) if cx.model.case.answer_to_confirm(id).is_some() => "next-to-confirm",
        Some(Input::Judgement(_)) => "next-judgement",
        Some(Input::Answer(_) | Input::Age) => "next-gap",
        None => return,
    };
    ui.label(RichText::new(format!("· {}", cx.say.texts.get(next))).color(cx.theme.muted));
}

/// Draws the link to the next gap, with its keys.
fn next_gap(ui: &mut Ui, cx: &mut PanelCx, gap: Option<&Input>, keys: &str) {
    let Some(gap) = gap else { return };
    let name = cx.say.gap(cx.model.case.session().indication(), gap);
    if link(ui, cx.theme, &name).on_hover_text(keys).clicked() {
        cx.ask(UiCommand::NextGap);
    }
    ui.label(RichText::new(keys).font(semibold(size::SMALL)).color(cx.theme.muted));
}

/// The room for the link to the next gap, which is the same for every gap: an answer must not move the form.
struct GapRoom {
    /// Whether there is room for the link beside the progress, however long it is.
    is_beside_progress: bool,
    height: f32,
}

impl GapRoom {
    fn of(ui: &Ui, cx: &PanelCx, keys: &str) -> Self {
        let indication = cx.model.case.session().indication();
        let layout = |text: &str, points, width| {
            ui.painter().layout(text.to_owned(), regular(points), cx.theme.text, width).size()
        };
        let width = |text: &str, points| layout(text, points, f32::INFINITY).x + space::BESIDE;
        let asked = indication.questions().map(|question| Input::Answer(question.id.clone()));
        let gaps = asked.chain(indication.judgements.keys().cloned().map(Input::Judgement));
        let names: Vec<String> = gaps.chain([Input::Age]).map(|gap| cx.say.gap(indication, &gap)).collect();
        let longest = names.iter().map(|name| width(name, size::SMALL)).fold(0.0, f32::max);
        let next = ["next-gap", "next-judgement", "next-to-confirm"];
        let next = next.map(|id| width(&format!("· {}", cx.say.texts.get(id)), size::BODY));
        let next = next.into_iter().fold(0.0, f32::max);
        let whole = progress_width(ui, cx) + space::BESIDE + next + longest + width(keys, size::BODY);
        let wrapped = names.iter().map(|name| {
            // The keys stand after the name, on a line of their own if need be.
            layout(&format!("{name} {keys}WW"), size::SMALL, ui.available_width()).y
        });
        GapRoom {
            is_beside_progress: whole <= ui.available_width(),
            height: wrapped.fold(0.0, f32::max) + space::SECTIONS,
        }
    }
}

/// The width of the progress once all questions are answered.
fn progress_width(ui: &Ui, cx: &PanelCx) -> f32 {
    let most = cx.model.case.session().indication().questions().count();
    let text = cx.say.texts.with("progress", &[("answered", most.into()), ("asked", most.into())]);
    ui.painter().layout_no_wrap(text, regular(size::BODY), cx.theme.text).size().x
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
