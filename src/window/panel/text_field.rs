//! Text fields with their labels, hints and errors, single or in a row.

use super::field_note::{
    FieldCaution, field_caution, field_contradiction, field_error, is_doubtful, possible_notes,
};
use super::long_text::{self, is_too_long_to_draw};
use super::{PanelCx, calendar};
use crate::text::{char_count, is_blank};
use crate::window::case::{CaseCommand, Field, FindingWeight, Target};
use crate::window::command::Command;
use crate::window::widget::bounded_text;
use crate::window::widget::controls::{focus_next, small};
use crate::window::widget::fault_room::{fault_room, in_fault_room, tell_fault};
use crate::window::widget::shapes;
use crate::window::widget::sight::{note_fault, note_if_focused, take_moved_by_key};
use crate::window::widget::{regular, size, space};
use crate::wording::Texts;
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Align, Align2, Event, Frame, Id, Key, Margin, Modifiers, Rect, Response, RichText, Stroke, Ui, vec2,
};

/// The width of a date field with the button of its calendar, in points.
pub const DATE_WIDTH: f32 = 118.0;

/// The looks and the texts of a field.
#[derive(Clone, Copy)]
pub struct FieldStyle<'a> {
    /// The label above the field.
    pub label: &'a str,
    /// The name for screen readers, where the label alone is ambiguous; empty: the label is the name.
    pub name: &'a str,
    /// The number of lines. In a field of one line, Enter moves the focus to the next field.
    pub rows: usize,
    /// The expected format. It is shown below a field that can have an error there, or else in it while it is blank.
    pub hint: &'a str,
    /// Whether the field holds a date, and has a calendar.
    pub is_date: bool,
    /// What the field would hold, where another one says it already; empty: the field can be typed into.
    pub known: &'a str,
}

impl<'a> FieldStyle<'a> {
    /// A field of one line.
    pub fn line(label: &'a str) -> Self {
        FieldStyle { label, name: "", rows: 1, hint: "", is_date: false, known: "" }
    }

    /// A field for a date.
    pub fn date(texts: &'static Texts, label: &'a str) -> Self {
        FieldStyle { hint: texts.get("date-hint"), is_date: true, ..FieldStyle::line(label) }
    }

    /// A field of several lines.
    pub fn lines(label: &'a str, rows: usize) -> Self {
        FieldStyle { rows, ..FieldStyle::line(label) }
    }
}

/// Draws a text field under its label, in the available width.
pub fn text_field(ui: &mut Ui, cx: &mut PanelCx, field: &Field, look: FieldStyle) {
    let theme = cx.theme;
    ui.spacing_mut().item_spacing.y = space::LINES;
    let top = ui.cursor().min;
    let label = small(ui, theme, look.label);
    // The end of a long text of several lines, with its count below, may be out of sight.
    if look.rows > 1
        && let Some(count) = field.excess(cx.model.case.session().case())
    {
        let text = RichText::new(cx.say.excess(count, field.limit()));
        ui.label(text.font(regular(size::SMALL)).color(theme.not_met));
    }
    if !look.known.is_empty() {
        return show_known(ui, cx, field, look);
    }
    let room = note_height(ui, cx, field);
    // The format stands where an error would be, so that the room for it is used, and stays while the user types.
    let is_hint_below = room > 0.0;
    let hint = if is_hint_below { "" } else { look.hint };
    let response = bare_field(ui, cx, field, FieldStyle { hint, ..look });
    let response = response.labelled_by(label.id);
    if !look.name.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.clear_labelled_by();
            node.set_label(look.name);
        });
    }
    in_fault_room(ui, room, |ui| {
        if let Some(error) = field_error(cx, field) {
            show_error(ui, cx, &response, error);
        } else if let Some(caution) = field_caution(cx, field) {
            show_caution(ui, cx, &response, caution);
            if let Some(contradiction) = field_contradiction(cx, field) {
                tell_fault(ui.ctx(), response.id, &contradiction);
            }
        } else if !look.hint.is_empty() {
            if is_hint_below {
                small(ui, theme, look.hint);
            }
            // A contradiction is the description of a field that has one.
            if field_contradiction(cx, field).is_none() {
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(look.hint));
            }
        }
    });
    let whole = Rect::from_min_max(top, ui.min_rect().max);
    note_if_focused(ui, response.id, whole);
    let is_grave = |caution: FieldCaution| caution.weight < FindingWeight::Note;
    if field_error(cx, field).is_some() || field_caution(cx, field).is_some_and(is_grave) {
        note_fault(ui, response.id, whole);
    }
}

/// The height of what a field can show once it is left, which is reserved. An error that is shown while the user types
/// has no reserved room.
fn note_height(ui: &Ui, cx: &PanelCx, field: &Field) -> f32 {
    fault_room(ui, &regular(size::SMALL), ui.available_width(), possible_notes(cx, field))
}

/// Draws in the place of a field what is known from another one, and why it can't be changed here.
fn show_known(ui: &mut Ui, cx: &PanelCx, field: &Field, look: FieldStyle) {
    let (theme, room) = (cx.theme, note_height(ui, cx, field));
    let frame = Frame::new()
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(8, 4));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_min_height(size::CONTROL - frame.total_margin().sum().y);
        ui.label(RichText::new(look.known).color(theme.muted));
    });
    in_fault_room(ui, room, |ui| small(ui, theme, cx.say.texts.get("known-from-cpr")));
}

/// Draws an error below a field, and gives it to screen readers.
pub fn show_error(ui: &mut Ui, cx: &PanelCx, response: &Response, error: String) {
    ui.label(RichText::new(&error).font(regular(size::SMALL)).color(cx.theme.not_met));
    tell_fault(ui.ctx(), response.id, &error);
}

/// Draws what is doubtful below a field, and gives it to screen readers. The text of the field is valid.
fn show_caution(ui: &mut Ui, cx: &PanelCx, response: &Response, caution: FieldCaution) {
    let text = RichText::new(caution.words).font(regular(size::SMALL));
    ui.label(text.color(cx.theme.finding(caution.weight)));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(caution.words));
}

/// The egui id of a text field.
pub fn field_id(field: &Field) -> Id {
    Id::unique(("field", field))
}

/// Draws a text field without a label. The caller sets its name for screen readers.
pub fn bare_field(ui: &mut Ui, cx: &mut PanelCx, field: &Field, look: FieldStyle) -> Response {
    let mut text = cx.model.case.text(field);
    let id = field_id(field);
    if is_too_long_to_draw(field, &text) {
        let response = long_text::show(ui, cx, field, &text);
        if cx.takes_focus(&Target::Field(field.clone())) | takes_focus_in_sight(ui, cx, field, &response) {
            response.request_focus();
        }
        return response;
    }
    // A single line stands in the middle of the height that all controls have.
    let mut margin = Margin::symmetric(8, if look.rows == 1 { 4 } else { 5 });
    if look.is_date {
        margin.right = calendar::BUTTON_WIDTH as i8;
    }
    let hint = RichText::new(look.hint).color(cx.theme.muted);
    // A blank field and one with text would differ in height by a point.
    let line = ui.fonts_mut(|fonts| fonts.row_height(&regular(size::BODY)));
    let height = (look.rows as f32 * line + margin.sum().y).ceil().max(size::CONTROL);
    let align = if look.rows == 1 { Align::Center } else { Align::Min };
    let bounds = (look.rows, field.limit().max_drawn());
    if *field == Field::PatientName && cx.model.case.pending_target() == Some(&Target::FirstField) {
        follow_typing(ui, cx, id);
    }
    let response = bounded_text::show(ui, (cx.theme, cx.say), id, &mut text, bounds, |edit| {
        edit.hint_text(hint.clone())
            .desired_width(f32::INFINITY)
            .desired_rows(look.rows)
            .margin(margin)
            .min_size(vec2(0.0, height))
            .align(Align2([Align::Min, align]))
    });
    if look.is_date {
        let label = if look.label.is_empty() { look.name } else { look.label };
        calendar::show(ui, cx, field, label, &response);
    }
    let contradiction = field_contradiction(cx, field);
    if contradiction.is_some() || field_error(cx, field).is_some() {
        shapes::frame(ui.painter(), response.rect, 6, Stroke::new(1.5, cx.theme.not_met));
    } else if is_doubtful(cx, field) {
        shapes::frame(ui.painter(), response.rect, 6, Stroke::new(1.5, cx.theme.advisory));
    }
    if let Some(words) = contradiction {
        tell_fault(ui.ctx(), response.id, &words);
    }
    take_focus(ui, cx, field, &response, &text);
    if response.gained_focus() && take_moved_by_key(ui) && field.has_fixed_format() {
        select_all(&response, &text);
    }
    if response.changed() {
        if *field == Field::Cpr {
            insert_cpr_hyphen(ui, id, &mut text);
        }
        cx.ask(CaseCommand::Edit(field.clone(), text));
    }
    // A screen reader can set the text of a field that does not have the focus.
    // A menu has the focus for a while, and what is being typed stays. A short click on its title opens it in the frame
    // in which the field loses the focus.
    let has_menu = cx.model.menu.is_some() || cx.has_asked_for(Command::opens_menu);
    let is_left = response.lost_focus() && !has_menu;
    if is_left || response.changed() && !response.has_focus() {
        cx.ask(CaseCommand::LeaveField(field.clone()));
        // The event is consumed, as the control that takes the focus would handle it again.
        if look.rows == 1 && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            focus_next(ui, id);
        }
    }
    response
}

/// Gives the focus to the control of a field, if it is to have it.
fn take_focus(ui: &Ui, cx: &mut PanelCx, field: &Field, response: &Response, text: &str) {
    let starts_here = *field == Field::PatientName
        && ui.clip_rect().contains_rect(response.rect)
        && cx.takes_focus(&Target::FirstField);
    let caret_behind = cx.model.case.caret_behind();
    if takes_focus_in_sight(ui, cx, field, response) {
        // The caret stays where the user has left it.
        response.request_focus();
    } else if starts_here || cx.takes_focus(&Target::Field(field.clone())) {
        focus_before(response, text, caret_behind);
    }
}

/// Whether the focus is led to this field ([`Target::FieldInSight`]) and the field is in sight.
fn takes_focus_in_sight(ui: &Ui, cx: &PanelCx, field: &Field, response: &Response) -> bool {
    cx.model.case.pending_target() == Some(&Target::FieldInSight(field.clone()))
        && ui.clip_rect().contains_rect(response.rect)
}

/// Gives the focus to the field with which a referral starts, before it is drawn, if the user types and nothing else
/// has the focus: the character goes into the field, which is then brought into sight. The field waits for that no
/// longer once the user has gone to something else.
fn follow_typing(ui: &Ui, cx: &mut PanelCx, id: Id) {
    let is_elsewhere = ui.memory(|memory| memory.focused().is_some());
    if !is_elsewhere && (cx.model.has_dialog || cx.model.menu.is_some()) {
        return;
    }
    let is_typed = ui.input(|input| {
        let is_text =
            |event: &Event| matches!(event, Event::Text(text) | Event::Paste(text) if !is_blank(text));
        input.events.iter().any(is_text)
    });
    if is_elsewhere || is_typed {
        cx.ask(CaseCommand::TargetReached);
    }
    if !is_elsewhere && is_typed {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// Gives the focus to a field, with the caret before so many of the last characters of its text.
pub fn focus_before(response: &Response, text: &str, caret_behind: usize) {
    response.request_focus();
    let mut state = TextEditState::load(&response.ctx, response.id).unwrap_or_default();
    let caret = CCursor::new(char_count(text).saturating_sub(caret_behind));
    state.cursor.set_char_range(Some(CCursorRange::one(caret)));
    state.store(&response.ctx, response.id);
}

/// Selects the text of a field, so that what is typed replaces it, as in the forms of every system.
fn select_all(response: &Response, text: &str) {
    let mut state = TextEditState::load(&response.ctx, response.id).unwrap_or_default();
    let end = CCursor::new(char_count(text));
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
    state.store(&response.ctx, response.id);
    response.ctx.request_repaint();
}

/// Inserts the hyphen into a CPR number while it is typed.
fn insert_cpr_hyphen(ui: &Ui, id: Id, text: &mut String) {
    /// The number of digits before the hyphen.
    const DATE_DIGITS: usize = 6;
    let is_date =
        text.len() > DATE_DIGITS && text.bytes().take(DATE_DIGITS).all(|byte| byte.is_ascii_digit());
    if !is_date || !text.as_bytes()[DATE_DIGITS].is_ascii_alphanumeric() {
        return;
    }
    text.insert(DATE_DIGITS, '-');
    // The cursor moves with the text behind it, so that the next character goes to the right place.
    if let Some(mut state) = TextEditState::load(ui.ctx(), id) {
        if let Some(mut range) = state.cursor.char_range() {
            if range.primary.index.0 > DATE_DIGITS {
                range.primary.index.0 += 1;
                range.secondary = range.primary;
            }
            state.cursor.set_char_range(Some(range));
        }
        state.store(ui.ctx(), id);
    }
}

/// The distance between fields in a row, in points.
const GAP: f32 = 12.0;

/// How many fields stand in the first line of this width, and how much of it they need. All in points.
fn first_line(least: impl Iterator<Item = f32>, width: f32) -> (usize, f32) {
    let mut line = (0, 0.0);
    for least in least {
        let (taken, used) = line;
        let used = if taken == 0 { least } else { used + GAP + least };
        if taken > 0 && used > width {
            break;
        }
        line = (taken + 1, used);
    }
    line
}

/// The least width in which [`field_row`] draws fields with these minimum widths in the same lines as in `width`.
/// All are in points.
pub fn least_width_of_lines(least: &[f32], width: f32) -> f32 {
    let (mut rest, mut widest) = (least, 0.0_f32);
    while !rest.is_empty() {
        let (taken, used) = first_line(rest.iter().copied(), width);
        widest = widest.max(used);
        rest = &rest[taken..];
    }
    widest
}

/// Draws fields side by side, each with its minimum width in points. They wrap into as many lines
/// as the available width needs.
pub fn field_row(ui: &mut Ui, cx: &mut PanelCx, fields: &[(Field, FieldStyle, f32)]) {
    /// Fields of at least this width contain text, and can be stretched. In points.
    const MIN_TEXT_WIDTH: f32 = 130.0;
    let width = ui.available_width();
    let mut rest = fields;
    while !rest.is_empty() {
        let (taken, used) = first_line(rest.iter().map(|(_, _, least)| *least), width);
        let (line, after) = rest.split_at(taken);
        // Only fields for text are stretched, because numbers and dates have a fixed length.
        let gaps = GAP * (taken as f32 - 1.0);
        let fixed: f32 =
            line.iter().map(|(_, _, least)| least).filter(|least| **least < MIN_TEXT_WIDTH).sum();
        let stretched = used - gaps - fixed;
        let stretch = if stretched > 0.0 { (width - gaps - fixed) / stretched } else { 1.0 };
        let mut widths: Vec<f32> = line
            .iter()
            .map(|(_, _, least)| if *least < MIN_TEXT_WIDTH { *least } else { (least * stretch).floor() })
            .collect();
        // A line with a text ends where the card does, to the point.
        let lacking = width - gaps - widths.iter().sum::<f32>();
        if let Some(text) = widths.iter_mut().find(|width| **width >= MIN_TEXT_WIDTH) {
            *text += lacking;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for ((field, look, _), width) in line.iter().zip(widths) {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    text_field(ui, cx, field, *look);
                });
            }
        });
        ui.add_space(space::PARTS);
        rest = after;
    }
}
