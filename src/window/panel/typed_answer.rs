//! The controls of a question whose answer is typed.

use super::PanelCx;
use super::field_note::{field_caution, field_error};
use super::long_text::is_too_long_to_draw;
use super::question_help::describe;
use super::text_field::{DATE_WIDTH, FieldStyle, bare_field, focus_before};
use crate::definition::{Answer, Question, TypedKind};
use crate::text::{TextLimit, excerpt};
use crate::window::case::{CaseCommand, Field, Target};
use crate::window::widget::fault_room::{fault_room, small_line, tell_fault};
use crate::window::widget::shapes;
use crate::window::widget::{regular, size, space};
use egui::{
    Align, Button, Color32, Key, Layout, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};

/// The width of the number field with its two buttons, in points.
const COUNT_WIDTH: f32 = 124.0;
const PERCENTAGE_WIDTH: f32 = 72.0;
const CODE_WIDTH: f32 = 124.0;

/// The least width of the control, in points. A text takes the whole width, so that it goes under the label.
pub fn width(kind: TypedKind) -> f32 {
    match kind {
        TypedKind::Count => COUNT_WIDTH,
        TypedKind::Percentage => PERCENTAGE_WIDTH,
        TypedKind::Date => DATE_WIDTH,
        TypedKind::SksCode => CODE_WIDTH,
        TypedKind::Line | TypedKind::Lines => f32::INFINITY,
    }
}

/// Draws the control.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, question: &Question, kind: TypedKind, keys: &str) {
    let texts = cx.say.texts;
    let line = FieldStyle::line("");
    let style = match kind {
        TypedKind::Count => return count(ui, cx, question, keys),
        TypedKind::Percentage => FieldStyle { hint: "%", ..line },
        TypedKind::Date => FieldStyle { name: cx.say.of(&question.label), ..FieldStyle::date(texts, "") },
        TypedKind::SksCode | TypedKind::Line => line,
        TypedKind::Lines => FieldStyle { rows: 2, ..line },
    };
    let field = Field::Answer(question.id.clone(), kind);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::LINES;
        let response = bare_field(ui, cx, &field, style);
        take_focus_and_name(ui, cx, question, &field, &response, keys);
    });
}

/// The width of the line about a typed answer that has a field of its own width, in points. The longest one about a
/// number, a date or a code fits in it.
pub const ERROR_WIDTH: f32 = 205.0;

/// The height of what is wrong with the typed answer now in this width, and at least that of a line: all that can be
/// wrong with a number, a date or a code fits in it where [`ERROR_WIDTH`] is there. All in points.
pub fn error_height(ui: &Ui, cx: &PanelCx, question: &Question, kind: TypedKind, width: f32) -> f32 {
    let text = error(cx, question, kind).map(|(text, _)| text);
    fault_room(ui, &regular(size::SMALL), width, text).max(small_line(ui))
}

/// Draws what is wrong with the typed answer below its field, where the room of a line is always there.
pub fn show_error(ui: &mut Ui, cx: &PanelCx, question: &Question, kind: TypedKind) {
    let Some((text, color)) = error(cx, question, kind) else {
        // A space has the height of a line, and no node for screen readers.
        ui.allocate_space(vec2(1.0, small_line(ui)));
        return;
    };
    let line = RichText::new(text).font(regular(size::SMALL)).color(color);
    if width(kind).is_finite() {
        ui.with_layout(Layout::top_down(Align::Max), |ui| ui.label(line));
    } else {
        ui.label(line);
    }
}

/// Whether a line below the field says that something is wrong with the typed answer, or unusual about it.
pub fn has_error(cx: &PanelCx, question: &Question, kind: TypedKind) -> bool {
    error(cx, question, kind).is_some()
}

/// What is wrong with the typed answer, or unusual about it, in its colour.
fn error(cx: &PanelCx, question: &Question, kind: TypedKind) -> Option<(String, Color32)> {
    let field = Field::Answer(question.id.clone(), kind);
    if let Some(error) = field_error(cx, &field) {
        Some((error, cx.theme.not_met))
    } else {
        let caution = field_caution(cx, &field)?;
        Some((caution.words.to_owned(), cx.theme.finding(caution.weight)))
    }
}

/// Paints the control of a question that is not asked now, with its answer. It takes the place of the field.
pub fn show_closed(ui: &mut Ui, cx: &PanelCx, question: &Question, kind: TypedKind) {
    let text = cx.model.case.text(&Field::Answer(question.id.clone(), kind));
    let text = excerpt(&text, TextLimit::Lines.max_chars());
    let rows = if kind == TypedKind::Lines { 2.0 } else { 1.0 };
    let width = if width(kind).is_finite() { width(kind) } else { ui.available_width() };
    let line = ui.fonts_mut(|fonts| fonts.row_height(&regular(size::BODY)));
    let wrap = if kind == TypedKind::Lines { width - 16.0 } else { f32::INFINITY };
    let galley = ui.painter().layout(text.into_owned(), regular(size::BODY), cx.theme.muted, wrap);
    let height = if rows > 1.0 { galley.size().y.max(rows * line) + 10.0 } else { size::CONTROL };
    ui.scope(|ui| {
        let (_, rect) = ui.allocate_space(vec2(width, height));
        shapes::frame(ui.painter(), rect, 6, Stroke::new(1.0, cx.theme.line));
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.galley(rect.min + vec2(8.0, 5.0), galley, cx.theme.muted);
    });
}

fn take_focus_and_name(
    ui: &mut Ui,
    cx: &mut PanelCx,
    question: &Question,
    field: &Field,
    response: &Response,
    keys: &str,
) {
    let text = cx.model.case.text(field);
    let is_drawn = !is_too_long_to_draw(field, &text);
    let caret_behind = cx.model.case.caret_behind();
    if cx.takes_focus(&Target::Question(question.id.clone())) {
        if is_drawn {
            focus_before(response, &text, caret_behind);
        } else {
            response.request_focus();
        }
    }
    // In the place of a text that can't be drawn is a button, which names itself.
    if is_drawn {
        let is_of_lines = matches!(field, Field::Answer(_, TypedKind::Lines));
        response.widget_info(|| WidgetInfo {
            role: if is_of_lines { Role::MultilineTextInput } else { Role::TextInput },
            label: Some(cx.say.of(&question.label).to_owned()),
            ..WidgetInfo::text_edit(true, "", text.as_str(), "")
        });
    }
    describe(ui, cx, question, response.id, keys);
    if let Some(error) = field_error(cx, field) {
        tell_fault(ui.ctx(), response.id, &error);
    }
}

/// Draws a number field with buttons that decrease and increase it.
fn count(ui: &mut Ui, cx: &mut PanelCx, question: &Question, keys: &str) {
    let given = match cx.model.case.session().case().answers.get(&question.id) {
        Some(Answer::Count(count)) => Some(*count),
        Some(_) | None => None,
    };
    let name = cx.say.of(&question.label);
    ui.spacing_mut().item_spacing.x = space::PARTS;
    let step_button = |ui: &mut Ui, sign: &str, action: &str| -> Response {
        // The Tab key skips the buttons, because the arrow keys change the number in the field itself.
        let button = Button::new(sign).min_size(vec2(32.0, size::CONTROL));
        let response = ui.add(button.sense(Sense::CLICK));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}: {action}")));
        response
    };
    let set_count = |count: Option<u32>, cx: &mut PanelCx| {
        cx.ask(CaseCommand::Answer(question.id.clone(), count.map(Answer::Count)))
    };
    if step_button(ui, "−", cx.say.texts.get("one-less")).clicked() {
        set_count(given.and_then(|count| count.checked_sub(1)), cx);
    }
    let field = Field::Answer(question.id.clone(), TypedKind::Count);
    ui.allocate_ui(vec2(52.0, size::CONTROL), |ui| {
        ui.set_width(52.0);
        let response = bare_field(ui, cx, &field, FieldStyle::line(""));
        take_focus_and_name(ui, cx, question, &field, &response, keys);
        if response.has_focus() {
            let pressed = |key| ui.input(|input| input.key_pressed(key));
            if pressed(Key::ArrowUp) {
                set_count(Some(given.map_or(0, |count| count.saturating_add(1))), cx);
            } else if pressed(Key::ArrowDown) {
                set_count(given.and_then(|count| count.checked_sub(1)), cx);
            }
        }
    });
    if step_button(ui, "+", cx.say.texts.get("one-more")).clicked() {
        set_count(Some(given.map_or(0, |count| count.saturating_add(1))), cx);
    }
}
