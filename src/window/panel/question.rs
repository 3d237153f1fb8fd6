//! A question of the form, with its answer and the verdict that depends on it.

use super::key_hint::{self, HintPlace, key_hint, shown_keys};
use super::question_help::{
    describe, help, is_first_question, possible_helps, possible_reasons, reason_not_asked,
};
use super::text_field::field_id;
use super::{PanelCx, judgement, remarks, typed_answer};
use crate::assessment::{RequirementAssessment, Status, question_status};
use crate::definition::{Answer, Input, Question, QuestionKind};
use crate::text::excerpt;
use crate::window::case::{CaseCommand, Field, Target};
use crate::window::widget::choice::{
    ChoiceControl, ChoiceInput, ChoiceLayout, ChoiceValue, SecondClick, layout_in, segments_width,
};
use crate::window::widget::controls::{focus_frame, focus_next, small};
use crate::window::widget::shapes;
use crate::window::widget::sight::{note_fault, note_if_focused};
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{regular, size, space};
use egui::{
    Align, Context, Id, Key, Layout, Modifiers, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};
use std::collections::BTreeSet;

/// The width of the verdict's shape at the end of the line, in points.
const MARK_WIDTH: f32 = 32.0;
/// The minimum width of a label beside its answer, in points. With less room, the answer goes under the label.
const MIN_LABEL_WIDTH: f32 = 190.0;
/// The minimum width of a label beside what is wrong with its answer, in points.
const MIN_LABEL_BESIDE_ERROR: f32 = 300.0;

/// An answer that the form offers, with its label.
struct OfferedValue<'a> {
    value: ChoiceValue<'a>,
    answer: Answer,
}

pub fn show(ui: &mut Ui, cx: &mut PanelCx, question: &Question) {
    let is_asked = cx.model.case.session().is_question_visible(&question.id);
    let offered = offered_values(ui, cx, question);
    let values: Vec<ChoiceValue> = offered.iter().map(|offered| offered.value).collect();
    let is_first = is_first_question(cx, question);
    let layout = match layout_in(ui, &values, ui.available_width() - MARK_WIDTH) {
        _ if is_first => ChoiceLayout::Cards,
        layout => layout,
    };
    let keys = key_hint(cx, question, &values);
    let row = QuestionRow { question, offered, values, layout, is_asked, keys };
    let width = ui.available_width();
    let control = match question.kind {
        QuestionKind::Typed(kind) => typed_answer::width(kind),
        QuestionKind::YesNo | QuestionKind::Choice(_) => segments_width(ui, &row.values),
    };
    // What is wrong with a typed answer stands below its field where that leaves room for the words.
    let with_error = control.max(typed_answer::ERROR_WIDTH);
    let has_error_beside_label = matches!(question.kind, QuestionKind::Typed(_))
        && with_error + MARK_WIDTH + MIN_LABEL_BESIDE_ERROR + 16.0 <= width;
    let column = if has_error_beside_label { with_error } else { control };
    let line = ui.fonts_mut(|fonts| fonts.row_height(&regular(size::BODY)));
    let fits_beside_label = column + MARK_WIDTH + MIN_LABEL_WIDTH + 16.0 <= width;
    let mut hint_place = None;
    let top = ui.cursor().min;
    if fits_beside_label && layout == ChoiceLayout::Segments {
        let label_width = width - column - MARK_WIDTH - 16.0;
        let label_height = row.label_height(ui, cx, label_width);
        // Label, control and mark have the middle of their first line at the same height: what may come below the label
        // has its room, and the eye finds the control beside the words.
        let first_line = size::CONTROL + 8.0;
        let above_label = (first_line - line) / 2.0;
        let mut height = first_line.max(above_label + label_height + space::PARTS);
        if has_error_beside_label && let QuestionKind::Typed(kind) = question.kind {
            height = height.max(first_line + typed_answer::error_height(ui, cx, question, kind, column));
        }
        ui.allocate_ui_with_layout(vec2(width, height), Layout::left_to_right(Align::Min), |ui| {
            ui.set_min_height(height);
            ui.allocate_ui_with_layout(vec2(label_width, height), Layout::top_down(Align::Min), |ui| {
                ui.set_min_size(vec2(label_width, height));
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add_space(above_label);
                hint_place = row.label(ui, cx);
            });
            in_first_line(ui, first_line, |ui| {
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
        let label_height = row.label_height(ui, cx, width - MARK_WIDTH);
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(width - MARK_WIDTH);
                ui.add_space(space::LINES);
                ui.scope(|ui| {
                    ui.set_min_height(label_height);
                    hint_place = row.label(ui, cx);
                });
            });
            in_first_line(ui, line + 2.0 * space::LINES, |ui| row.mark(ui, cx));
        });
        // The mark stands beside the label, so that the control ends where all that fills the card does.
        ui.add_space(space::LINES);
        row.control(ui, cx);
        ui.add_space(space::PARTS);
    }
    // The control may have got the focus only now.
    if let Some(place) = hint_place.filter(|_| ui.memory(|memory| memory.focused()) == Some(row.control_id()))
    {
        place.paint(ui, cx, &row.keys);
    }
    if let QuestionKind::Typed(kind) = question.kind {
        if has_error_beside_label {
            let at = pos2(top.x + width - MARK_WIDTH - column, top.y + size::CONTROL + 8.0);
            let place = Rect::from_min_size(at, vec2(column, ui.min_rect().max.y - at.y));
            let below_field = UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Max));
            typed_answer::show_error(&mut ui.new_child(below_field), cx, question, kind);
        } else {
            typed_answer::show_error(ui, cx, question, kind);
        }
    }
    let whole = Rect::from_min_max(top, pos2(top.x + width, ui.min_rect().max.y));
    tip::note_question(ui, whole);
    note_if_focused(ui, row.control_id(), whole);
    if matches!(question.kind, QuestionKind::Typed(kind) if typed_answer::has_error(cx, question, kind)) {
        note_fault(ui, row.control_id(), whole);
    }
    unparsed_answer(ui, cx, question);
    remarks::at_question(ui, cx, &question.id);
    remarks::to_confirm(ui, cx, &question.id);
    judgement::ask_at(ui, cx, Some(&question.id));
}

/// Draws from the right end of a row, in the middle of its first line, which has this height in points.
fn in_first_line(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui)) {
    let place = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(place, Layout::right_to_left(Align::Center), contents);
}

fn offered_values<'a>(ui: &Ui, cx: &PanelCx<'a>, question: &'a Question) -> Vec<OfferedValue<'a>> {
    let given = cx.model.case.session().case().answers.get(&question.id);
    let offered = |label: &'a str, help: Option<&'a str>, answer: Answer| {
        let chosen = given == Some(&answer);
        OfferedValue { value: ChoiceValue { label, help, chosen, is_unusable: false }, answer }
    };
    match &question.kind {
        QuestionKind::YesNo => vec![
            offered(cx.say.texts.get("yes"), None, Answer::YesNo(true)),
            offered(cx.say.texts.get("no"), None, Answer::YesNo(false)),
        ],
        QuestionKind::Choice(choices) => {
            let shown = &cx.model.case.session().indication().id;
            let was_given = values_given_before(ui, cx, question, given);
            let choices = choices.iter().map(|choice| (choice, Answer::Choice(choice.id.clone())));
            choices
                .filter(|(choice, answer)| choice.is_offered_for(shown) || was_given.contains(answer))
                .map(|(choice, answer)| {
                    let help = choice.help.as_ref().map(|help| cx.say.of(help));
                    offered(cx.say.of(&choice.label), help, answer)
                })
                .collect()
        }
        QuestionKind::Typed(_) => Vec::new(),
    }
}

/// The answers that a question had while its form was shown.
#[derive(Clone, Default)]
struct EarlierAnswers(BTreeSet<Answer>);

/// Forgets which answers were given before.
pub fn forget_given_answers(ctx: &Context) {
    ctx.data_mut(|data| data.remove_by_type::<EarlierAnswers>());
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
        let EarlierAnswers(before) = data.get_temp_mut_or_default(id);
        before.extend(given.cloned());
        before.clone()
    })
}

const LINE_GAP: f32 = 1.0;

/// A question in its place in the form, whether it is asked now or not.
struct QuestionRow<'a> {
    question: &'a Question,
    offered: Vec<OfferedValue<'a>>,
    values: Vec<ChoiceValue<'a>>,
    layout: ChoiceLayout,
    is_asked: bool,
    /// The keys of the control, in words.
    keys: String,
}

impl QuestionRow<'_> {
    /// The height of the label with the longest text that can be below it.
    fn label_height(&self, ui: &Ui, cx: &PanelCx, width: f32) -> f32 {
        let height = |text: &str, points| {
            ui.painter().layout(text.to_owned(), regular(points), cx.theme.text, width).size().y
        };
        let helps = possible_helps(cx, self.question, self.layout).into_iter();
        let helps = helps.map(|help| key_hint::height(ui, cx, help.as_deref(), &self.keys, width));
        let reasons = possible_reasons(cx, self.question).into_iter();
        let below = helps.chain(reasons.map(|reason| height(&reason, size::SMALL)));
        let below = below.map(|height| height + LINE_GAP).fold(0.0, f32::max);
        (height(cx.say.of(&self.question.label), size::BODY) + below).ceil()
    }

    /// Draws the label with what is below it. The keys stand behind that, if the question is asked.
    fn label(&self, ui: &mut Ui, cx: &PanelCx) -> Option<HintPlace> {
        ui.spacing_mut().item_spacing.y = LINE_GAP;
        let label = RichText::new(cx.say.of(&self.question.label));
        if !self.is_asked {
            ui.label(label.color(cx.theme.muted));
            small(ui, cx.theme, &reason_not_asked(cx, self.question));
            return None;
        }
        ui.label(label);
        let help = help(cx, self.question, self.layout);
        let (at, width) = (ui.cursor().min, ui.available_width());
        if let Some(help) = &help {
            small(ui, cx.theme, help);
        }
        Some(HintPlace { at, width, help })
    }

    fn control_id(&self) -> Id {
        match self.question.kind {
            QuestionKind::Typed(kind) => field_id(&Field::Answer(self.question.id.clone(), kind)),
            QuestionKind::YesNo | QuestionKind::Choice(_) => control_id(self.question),
        }
    }

    /// Draws the control, or paints it where the question is not asked: neither keys nor screen readers reach it then.
    fn control(&self, ui: &mut Ui, cx: &mut PanelCx) {
        let question = self.question;
        if let QuestionKind::Typed(kind) = question.kind {
            return if self.is_asked {
                typed_answer::show(ui, cx, question, kind, &self.keys)
            } else {
                typed_answer::show_closed(ui, cx, question, kind)
            };
        }
        let second_click =
            if is_first_question(cx, question) { SecondClick::Keeps } else { SecondClick::Clears };
        let mut choice = ChoiceControl {
            id: self.control_id(),
            name: cx.say.of(&question.label),
            values: &self.values,
            layout: self.layout,
            second_click,
            shown_keys: shown_keys(question),
            takes_focus: false,
        };
        if !self.is_asked {
            return choice.show_closed(ui, cx.theme);
        }
        choice.takes_focus = cx.takes_focus(&Target::Question(question.id.clone()));
        let input = choice.show(ui, cx.theme);
        describe(ui, cx, question, choice.id, &self.keys);
        let given = input.map(|input| match input {
            ChoiceInput::Value(at) => self.offered.get(at).map(|offered| offered.answer.clone()),
            ChoiceInput::Nothing => None,
        });
        if let Some(given) = given {
            cx.ask(CaseCommand::Answer(question.id.clone(), given));
        }
    }

    /// Draws the verdict that depends on the answer, or what clears the answer to a question that is not asked now.
    fn mark(&self, ui: &mut Ui, cx: &mut PanelCx) {
        let session = cx.model.case.session();
        if !self.is_asked && session.case().answers.contains_key(&self.question.id) {
            return clear_button(ui, cx, self.question);
        }
        let status = question_status(session.assessment(), &self.question.id).filter(|_| self.is_asked);
        show_mark(ui, cx, self.question, status);
    }
}

/// The egui id of the choice among the answers to a question.
pub fn control_id(question: &Question) -> Id {
    Id::unique(("question", question.id.as_str()))
}

/// Draws the button that clears an answer whose control is closed. It has the place of the mark, so that nothing moves.
/// Enter goes on from it, as from every question: whoever presses Enter again and again clears nothing.
fn clear_button(ui: &mut Ui, cx: &mut PanelCx, question: &Question) {
    let takes_focus = cx.takes_focus(&Target::Question(question.id.clone()));
    let id = Id::unique(("clear answer", question.id.as_str()));
    let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let goes_on = has_focus && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let deletes = has_focus && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete));
    let response = ui.interact(rect, id, Sense::click());
    let color = if response.hovered() { cx.theme.text } else { cx.theme.muted };
    shapes::cross(ui.painter(), rect.center(), size::SHAPE, color);
    let name = [("question", cx.say.of(&question.label).into())];
    let name = cx.say.texts.with("clear-answer", &name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let why = cx.say.texts.get("clear-answer-tip");
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(why));
    tip::lines(ui, cx.theme, &response, TipSide::Beside, || why.to_owned());
    if takes_focus {
        response.request_focus();
    }
    let clears = focus_frame(ui, cx.theme, response).clicked() || deletes;
    if clears {
        cx.ask(CaseCommand::Answer(question.id.clone(), None));
    }
    if goes_on || clears && has_focus {
        // The button goes with the answer.
        focus_next(ui, id);
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
    tip::on_hover(ui, cx.theme, &response, TipSide::Beside, || {
        let reasons = verdict_reasons(cx, question, status).into_iter();
        std::iter::once(word.to_owned()).chain(reasons).collect::<Vec<_>>().join("\n")
    });
}

/// The reasons for the verdict of the question's mark, one for each requirement that depends on the answer.
fn verdict_reasons(cx: &PanelCx, question: &Question, status: Status) -> Vec<String> {
    let session = cx.model.case.session();
    let input = Input::Answer(question.id.clone());
    let depends_on_answer = |assessed: &&RequirementAssessment| {
        assessed.status == status && (assessed.grounds.contains(&input) || assessed.gaps.contains(&input))
    };
    let indication = session.indication();
    let rows = indication.rows.iter().zip(&session.assessment().rows);
    let requirements = rows.flat_map(|(row, assessed)| assessed.requirements.iter().map(move |it| (row, it)));
    requirements
        .filter(|(_, assessed)| depends_on_answer(assessed))
        .map(|(row, assessed)| {
            let reason = cx.say.verdict_reason(indication, session.case(), assessed);
            format!("{}: {reason}", cx.say.of(&row.short))
        })
        .collect()
}

/// In characters. A file may hold any text in the place of an answer.
const SHOWN_UNPARSED: usize = 100;

/// Draws the text of an answer in the file that is not valid for the question. A field shows it itself.
pub fn unparsed_answer(ui: &mut Ui, cx: &PanelCx, question: &Question) {
    if matches!(question.kind, QuestionKind::Typed(_)) {
        return;
    }
    let Some(text) = cx.model.case.session().case().unparsed.get(question.id.as_str()) else { return };
    let message = cx.say.texts.with("unread-answer", &[("text", excerpt(text, SHOWN_UNPARSED).into())]);
    ui.label(RichText::new(message).font(regular(size::SMALL)).color(cx.theme.not_met));
    ui.add_space(space::PARTS);
}
