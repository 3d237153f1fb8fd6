//! A question of the form, with its answer and the verdict that depends on it.

use super::question_help::{describe, help, is_first_question, possible_helps, reason_not_asked};
use super::{PanelCx, judgement, remarks, typed_answer};
use crate::assessment::{RequirementAssessment, Status, question_status};
use crate::definition::{Answer, Input, Question, QuestionKind, TypedKind};
use crate::text::excerpt;
use crate::window::case::{CaseCommand, Target};
use crate::window::widget::choice::{
    ChoiceInput, OptionCard, Segment, closed_segments, option_cards, segmented, segments_width,
};
use crate::window::widget::controls::small;
use crate::window::widget::shapes;
use crate::window::widget::{regular, semibold, size, space};
use egui::{Align, Id, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};
use std::collections::BTreeSet;

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
    let is_asked = cx.model.case.session().is_question_visible(&question.id);
    let values = values(ui, cx, question);
    let given = cx.model.case.session().case().answers.get(&question.id);
    let segments: Vec<Segment> = values
        .iter()
        .map(|value| Segment { label: value.label, chosen: given == Some(&value.answer) })
        .collect();
    let row = QuestionRow { question, values, segments, is_asked };
    let width = ui.available_width();
    let control = match question.kind {
        QuestionKind::Typed(kind) => typed_answer::width(kind),
        QuestionKind::YesNo | QuestionKind::Choice(_) => segments_width(ui, &row.segments),
    };
    let fits_beside_label = control + MARK_WIDTH + MIN_LABEL_WIDTH + 16.0 <= width;
    if fits_beside_label && !is_first_question(cx, question) {
        let label_width = width - control - MARK_WIDTH - 16.0;
        let label_height = label_height(ui, cx, question, label_width);
        let height = (size::CONTROL + 8.0).max(label_height + 6.0);
        ui.allocate_ui_with_layout(vec2(width, height), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_height(height);
            ui.allocate_ui_with_layout(vec2(label_width, height), Layout::top_down(Align::Min), |ui| {
                ui.set_min_size(vec2(label_width, height));
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add_space((height - label_height) / 2.0);
                row.label(ui, cx);
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                row.mark(ui, cx);
                ui.allocate_ui_with_layout(
                    vec2(control, size::CONTROL),
                    Layout::left_to_right(Align::Center),
                    |ui| {
                        row.control(ui, cx);
                    },
                );
            });
        });
    } else {
        let label_height = label_height(ui, cx, question, width - MARK_WIDTH);
        ui.horizontal(|ui| {
            ui.vertical(|ui| {
                ui.set_width(width - MARK_WIDTH);
                ui.add_space(space::LINES);
                ui.scope(|ui| {
                    ui.set_min_height(label_height);
                    row.label(ui, cx);
                });
                ui.add_space(space::LINES);
                row.control(ui, cx);
                ui.add_space(space::PARTS);
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| row.mark(ui, cx));
        });
    }
    if let QuestionKind::Typed(kind) = question.kind {
        typed_answer::show_error(ui, cx, question, kind);
    }
    unparsed_answer(ui, cx, question);
    remarks::at_question(ui, cx, &question.id);
    remarks::to_confirm(ui, cx, &question.id);
    judgement::ask_at(ui, cx, Some(&question.id));
}

fn values<'a>(ui: &Ui, cx: &PanelCx<'a>, question: &'a Question) -> Vec<OfferedValue<'a>> {
    match &question.kind {
        QuestionKind::YesNo => vec![
            OfferedValue { label: cx.say.texts.get("yes"), help: None, answer: Answer::YesNo(true) },
            OfferedValue { label: cx.say.texts.get("no"), help: None, answer: Answer::YesNo(false) },
        ],
        QuestionKind::Choice(choices) => {
            let shown = &cx.model.case.session().indication().id;
            let given = cx.model.case.session().case().answers.get(&question.id);
            let was_given = values_given_before(ui, cx, question, given);
            let choices = choices.iter().map(|choice| (choice, Answer::Choice(choice.id.clone())));
            choices
                .filter(|(choice, answer)| choice.is_offered_for(shown) || was_given.contains(answer))
                .map(|(choice, answer)| {
                    let help = choice.help.as_ref().map(|help| cx.say.of(help));
                    OfferedValue { label: cx.say.of(&choice.label), help, answer }
                })
                .collect()
        }
        QuestionKind::Typed(_) => Vec::new(),
    }
}

/// The answers that the question had while this form was shown. A given answer is shown even if the form does not offer
/// it, as another form may have it; and it stays when another one is given, so that the values keep their places.
fn values_given_before(
    ui: &Ui,
    cx: &PanelCx,
    question: &Question,
    given: Option<&Answer>,
) -> BTreeSet<Answer> {
    let case = cx.model.case;
    let id = Id::unique(("given before", case.id(), &case.session().indication().id, &question.id));
    ui.data_mut(|data| {
        let before: &mut BTreeSet<Answer> = data.get_temp_mut_or_default(id);
        before.extend(given.cloned());
        before.clone()
    })
}

const LINE_GAP: f32 = 1.0;

/// The height of the label with the longest text that can be below it.
fn label_height(ui: &Ui, cx: &PanelCx, question: &Question, width: f32) -> f32 {
    let height = |text: &str, points| {
        ui.painter().layout(text.to_owned(), regular(points), cx.theme.text, width).size().y
    };
    let helps = possible_helps(cx, question);
    let below = helps.iter().map(|help| height(help, size::SMALL) + LINE_GAP).fold(0.0, f32::max);
    (height(cx.say.of(&question.label), size::BODY) + below).ceil()
}

/// A question in its place in the form, whether it is asked now or not.
struct QuestionRow<'a> {
    question: &'a Question,
    values: Vec<OfferedValue<'a>>,
    segments: Vec<Segment<'a>>,
    is_asked: bool,
}

impl QuestionRow<'_> {
    fn label(&self, ui: &mut Ui, cx: &PanelCx) {
        ui.spacing_mut().item_spacing.y = LINE_GAP;
        let label = RichText::new(cx.say.of(&self.question.label));
        if !self.is_asked {
            ui.label(label.color(cx.theme.muted));
            small(ui, cx.theme, &reason_not_asked(cx, self.question));
            return;
        }
        ui.label(label);
        if let Some(help) = help(cx, self.question) {
            small(ui, cx.theme, &help);
        }
    }

    /// Draws the control, or paints it where the question is not asked: neither keys nor screen readers reach it then.
    fn control(&self, ui: &mut Ui, cx: &mut PanelCx) {
        let question = self.question;
        match question.kind {
            QuestionKind::Typed(kind) if self.is_asked => return typed_answer::show(ui, cx, question, kind),
            QuestionKind::Typed(kind) => return typed_answer::show_closed(ui, cx, question, kind),
            QuestionKind::YesNo | QuestionKind::Choice(_) if !self.is_asked => {
                return closed_segments(ui, cx.theme, &self.segments);
            }
            QuestionKind::YesNo | QuestionKind::Choice(_) => {}
        }
        let focus = cx.takes_focus(&Target::Question(question.id.clone()));
        let id = Id::unique(("question", question.id.as_str()));
        let name = cx.say.of(&question.label);
        let input = if is_first_question(cx, question) {
            let cards = self.values.iter().zip(&self.segments).map(|(value, segment)| OptionCard {
                label: value.label,
                help: value.help,
                chosen: segment.chosen,
            });
            option_cards(ui, cx.theme, id, name, &cards.collect::<Vec<_>>(), focus)
        } else {
            segmented(ui, cx.theme, id, name, &self.segments, focus)
        };
        describe(ui, cx, question, id);
        let given = input.map(|input| match input {
            ChoiceInput::Value(at) => self.values.get(at).map(|value| value.answer.clone()),
            ChoiceInput::Nothing => None,
        });
        if let Some(given) = given {
            cx.ask(CaseCommand::Answer(question.id.clone(), given));
        }
    }

    fn mark(&self, ui: &mut Ui, cx: &PanelCx) {
        let assessment = cx.model.case.session().assessment();
        let status = question_status(assessment, &self.question.id).filter(|_| self.is_asked);
        show_mark(ui, cx, self.question, status);
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
