//! A question of the form, with its answer and the verdict that depends on it.

use super::question_help::{describe, help, is_first_question};
use super::{PanelCx, judgement, remarks, typed_answer};
use crate::assessment::{RequirementAssessment, Status, question_status};
use crate::definition::{Answer, Input, Question, QuestionKind, TypedKind};
use crate::text::excerpt;
use crate::window::case::{CaseCommand, Target};
use crate::window::widget::choice::{
    ChoiceInput, OptionCard, Segment, option_cards, segmented, segments_width,
};
use crate::window::widget::controls::small;
use crate::window::widget::shapes;
use crate::window::widget::{regular, semibold, size, space};
use egui::{Align, Id, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};

/// The width of the verdict's shape at the end of the line, in points.
const MARK_WIDTH: f32 = 32.0;
/// The minimum width of a label beside its answer, in points. With less room, the answer goes under the label.
const MIN_LABEL_WIDTH: f32 = 190.0;

/// An answer that the form offers, with its label.
struct OfferedValue<'a> {
    label: &'a str,
    help: Option<&'a str>,
    answer: Answer,
}

pub fn show(ui: &mut Ui, cx: &mut PanelCx, question: &Question) {
    let values = values(cx, question);
    let given = cx.model.case.session().case().answers.get(&question.id);
    let segments: Vec<Segment> = values
        .iter()
        .map(|value| Segment { label: value.label, chosen: given == Some(&value.answer) })
        .collect();
    let width = ui.available_width();
    let control = match question.kind {
        QuestionKind::Typed(kind) => typed_answer::width(kind),
        QuestionKind::YesNo | QuestionKind::Choice(_) => segments_width(ui, &segments),
    };
    let status = question_status(cx.model.case.session().assessment(), &question.id);
    let fits_beside_label = control + MARK_WIDTH + MIN_LABEL_WIDTH + 16.0 <= width;
    if fits_beside_label && !has_cards(cx, question) {
        let label_width = width - control - MARK_WIDTH - 16.0;
        let label_height = label_height(ui, cx, question, label_width);
        let height = (size::CONTROL + 8.0).max(label_height + 6.0);
        ui.allocate_ui_with_layout(vec2(width, height), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_height(height);
            ui.allocate_ui_with_layout(vec2(label_width, height), Layout::top_down(Align::Min), |ui| {
                ui.set_min_size(vec2(label_width, height));
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add_space((height - label_height) / 2.0);
                label(ui, cx, question);
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                show_mark(ui, cx, question, status);
                ui.allocate_ui_with_layout(
                    vec2(control, size::CONTROL),
                    Layout::left_to_right(Align::Center),
                    |ui| {
                        answer(ui, cx, question, &values, &segments);
                    },
                );
            });
        });
    } else {
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                ui.set_width(width - MARK_WIDTH);
                ui.add_space(space::LINES);
                label(ui, cx, question);
                ui.add_space(space::LINES);
                answer(ui, cx, question, &values, &segments);
                ui.add_space(space::PARTS);
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| show_mark(ui, cx, question, status));
        });
    }
    unparsed_answer(ui, cx, question);
    remarks::at_question(ui, cx, &question.id);
    remarks::to_confirm(ui, cx, &question.id);
    judgement::ask_at(ui, cx, Some(&question.id));
}

fn values<'a>(cx: &PanelCx<'a>, question: &'a Question) -> Vec<OfferedValue<'a>> {
    match &question.kind {
        QuestionKind::YesNo => vec![
            OfferedValue { label: cx.say.texts.get("yes"), help: None, answer: Answer::YesNo(true) },
            OfferedValue { label: cx.say.texts.get("no"), help: None, answer: Answer::YesNo(false) },
        ],
        QuestionKind::Choice(choices) => {
            let shown = &cx.model.case.session().indication().id;
            let given = cx.model.case.session().case().answers.get(&question.id);
            let choices = choices.iter().map(|choice| (choice, Answer::Choice(choice.id.clone())));
            choices
                // A given answer is shown even if this form does not offer it: another form may have it.
                .filter(|(choice, answer)| choice.is_offered_for(shown) || given == Some(answer))
                .map(|(choice, answer)| {
                    let help = choice.help.as_ref().map(|help| cx.say.of(help));
                    OfferedValue { label: cx.say.of(&choice.label), help, answer }
                })
                .collect()
        }
        QuestionKind::Typed(_) => Vec::new(),
    }
}

fn label(ui: &mut Ui, cx: &PanelCx, question: &Question) {
    ui.spacing_mut().item_spacing.y = LINE_GAP;
    ui.label(cx.say.of(&question.label));
    if let Some(help) = help(cx, question) {
        small(ui, cx.theme, &help);
    }
}

/// Whether the question is shown as cards, each with its help: the first question of the set, until it is answered.
fn has_cards(cx: &PanelCx, question: &Question) -> bool {
    is_first_question(cx, question) && !cx.model.case.session().case().answers.contains_key(&question.id)
}

const LINE_GAP: f32 = 1.0;

fn label_height(ui: &Ui, cx: &PanelCx, question: &Question, width: f32) -> f32 {
    let height = |text: &str, points| {
        ui.painter().layout(text.to_owned(), regular(points), cx.theme.text, width).size().y
    };
    let below = help(cx, question).map_or(0.0, |help| height(&help, size::SMALL) + LINE_GAP);
    height(cx.say.of(&question.label), size::BODY) + below
}

fn answer(ui: &mut Ui, cx: &mut PanelCx, question: &Question, values: &[OfferedValue], segments: &[Segment]) {
    if let QuestionKind::Typed(kind) = question.kind {
        return typed_answer::show(ui, cx, question, kind);
    }
    let focus = cx.takes_focus(&Target::Question(question.id.clone()));
    let id = Id::unique(("question", question.id.as_str()));
    let name = cx.say.of(&question.label);
    let input = if has_cards(cx, question) {
        let cards: Vec<OptionCard> = values
            .iter()
            .map(|value| OptionCard { label: value.label, help: value.help, chosen: false })
            .collect();
        option_cards(ui, cx.theme, id, name, &cards, focus)
    } else {
        segmented(ui, cx.theme, id, name, segments, focus)
    };
    describe(ui, cx, question, id);
    let given = input.map(|input| match input {
        ChoiceInput::Value(at) => values.get(at).map(|value| value.answer.clone()),
        ChoiceInput::Nothing => None,
    });
    if let Some(given) = given {
        cx.ask(CaseCommand::Answer(question.id.clone(), given));
    }
}

fn show_mark(ui: &mut Ui, cx: &PanelCx, question: &Question, status: Option<Status>) {
    let (rect, response) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
    let Some(status) = status else { return };
    shapes::paint(ui.painter(), cx.theme, status, rect.center(), size::SHAPE);
    let word = cx.say.status(status);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, format!("{}: {word}", cx.say.of(&question.label)))
    });
    response.on_hover_ui(|ui| {
        ui.label(RichText::new(word).font(semibold(size::BODY)));
        for line in verdict_reasons(cx, question, status) {
            small(ui, cx.theme, &line);
        }
    });
}

/// The reasons for the verdict of the question's mark, one for each requirement that depends on the answer.
fn verdict_reasons(cx: &PanelCx, question: &Question, status: Status) -> Vec<String> {
    let session = cx.model.case.session();
    let input = Input::Answer(question.id.clone());
    let depends_on_answer = |assessed: &&RequirementAssessment| {
        assessed.status == status && (assessed.grounds.contains(&input) || assessed.gaps.contains(&input))
    };
    let requirements = session.assessment().requirements().filter(depends_on_answer);
    requirements
        .map(|assessed| cx.say.verdict_reason(session.indication(), session.case(), assessed))
        .collect()
}

/// In characters. A file may hold any text in the place of an answer.
const SHOWN_UNPARSED: usize = 100;

/// Draws the text of an answer in the file that is not valid for the question. A field shows it itself.
pub fn unparsed_answer(ui: &mut Ui, cx: &PanelCx, question: &Question) {
    if matches!(question.kind, QuestionKind::Typed(kind) if kind != TypedKind::Count) {
        return;
    }
    let Some(text) = cx.model.case.session().case().unparsed.get(question.id.as_str()) else { return };
    let message = cx.say.texts.with("unread-answer", &[("text", excerpt(text, SHOWN_UNPARSED).into())]);
    ui.label(RichText::new(message).font(regular(size::SMALL)).color(cx.theme.not_met));
    ui.add_space(space::PARTS);
}
