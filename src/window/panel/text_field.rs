//! Text fields with their labels, hints and errors, alone and side by side.

use super::{PanelCx, calendar};
use crate::window::case::{CaseCommand, Field, Target};
use crate::window::widget::controls::{focus_next, small};
use crate::window::widget::shapes;
use crate::window::widget::{regular, size, space};
use crate::wording::Texts;
use egui::accesskit::Invalid;
use egui::text_edit::TextEditState;
use egui::{Align, Id, Key, Margin, Modifiers, Response, RichText, Stroke, TextEdit, Ui};

/// The width of a date with the button of its calendar.
pub const DATE: f32 = 118.0;

/// How a text field looks.
#[derive(Clone, Copy)]
pub struct FieldStyle<'a> {
    /// What stands above it.
    pub label: &'a str,
    /// Its name to a screen reader, where the label alone is not enough.
    pub name: &'a str,
    /// Lines of text; one: Enter leaves the field.
    pub rows: usize,
    /// What it should hold, shown while it is blank.
    pub hint: &'a str,
    /// What to say under it when its text can't be read.
    pub unread: &'a str,
    /// Whether it holds a date, which can be chosen in a calendar.
    pub date: bool,
}

impl<'a> FieldStyle<'a> {
    /// A field of one line.
    pub fn line(label: &'a str) -> Self {
        FieldStyle { label, name: "", rows: 1, hint: "", unread: "", date: false }
    }

    /// A field for a date.
    pub fn date(texts: &'static Texts, label: &'a str) -> Self {
        let (hint, unread) = (texts.get("date-hint"), texts.get("unread-date"));
        FieldStyle { hint, unread, date: true, ..FieldStyle::line(label) }
    }

    /// A field of several lines.
    pub fn lines(label: &'a str, rows: usize) -> Self {
        FieldStyle { rows, ..FieldStyle::line(label) }
    }
}

/// A text field under its label, as wide as there is room.
pub fn text_field(ui: &mut Ui, cx: &mut PanelCx, field: &Field, look: FieldStyle) {
    let theme = cx.theme;
    ui.spacing_mut().item_spacing.y = space::LINES;
    let label = small(ui, theme, look.label);
    let response = bare_field(ui, cx, field, look);
    let response = response.labelled_by(label.id);
    if !look.name.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.clear_labelled_by();
            node.set_label(look.name);
        });
    }
    if field.is_unread(cx.model.case.session().case()) && !is_edited(cx, field) {
        ui.label(RichText::new(look.unread).font(regular(size::SMALL)).color(theme.not_met));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_invalid(Invalid::True);
            node.set_description(look.unread);
        });
    } else if !look.hint.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(look.hint));
    }
}

fn is_edited(cx: &PanelCx, field: &Field) -> bool {
    cx.model.case.is_editing(field)
}

/// What a text field is known by.
pub fn field_id(field: &Field) -> Id {
    Id::unique(("field", field))
}

/// A text field without a label; whoever shows it names it.
pub fn bare_field(ui: &mut Ui, cx: &mut PanelCx, field: &Field, look: FieldStyle) -> Response {
    let mut text = cx.model.case.text(field);
    let id = field_id(field);
    let edit = if look.rows == 1 { TextEdit::singleline(&mut text) } else { TextEdit::multiline(&mut text) };
    let mut margin = Margin::symmetric(8, 5);
    if look.date {
        margin.right = calendar::BUTTON as i8;
    }
    let response = ui.add(
        edit.id(id)
            .hint_text(RichText::new(look.hint).color(cx.theme.muted))
            .desired_width(f32::INFINITY)
            .desired_rows(look.rows)
            .margin(margin),
    );
    if look.date {
        calendar::of_field(ui, cx, field, look.label, &response);
    }
    if field.is_unread(cx.model.case.session().case()) && !is_edited(cx, field) {
        shapes::frame(ui.painter(), response.rect, 6, Stroke::new(1.5, cx.theme.not_met));
    }
    if cx.arrives_at(&Target::Field(field.clone())) {
        response.request_focus();
        response.scroll_to_me(Some(Align::Center));
    }
    if response.changed() {
        if *field == Field::Cpr {
            format_number(ui, id, &mut text);
        }
        cx.ask(CaseCommand::Edit(field.clone(), text));
    }
    // A screen reader sets a text without going there.
    if response.lost_focus() || response.changed() && !response.has_focus() {
        cx.ask(CaseCommand::LeaveField(field.clone()));
        // The key is used up: the control that takes the focus would go on with it.
        if look.rows == 1 && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            focus_next(ui, id);
        }
    }
    response
}

/// Puts the hyphen into a CPR number while it is typed.
fn format_number(ui: &Ui, id: Id, text: &mut String) {
    const DATE: usize = 6;
    let is_date = text.len() > DATE && text.bytes().take(DATE).all(|byte| byte.is_ascii_digit());
    if !is_date || !text.as_bytes()[DATE].is_ascii_alphanumeric() {
        return;
    }
    text.insert(DATE, '-');
    // What is typed next goes on behind what was typed last.
    if let Some(mut state) = TextEditState::load(ui.ctx(), id) {
        if let Some(mut range) = state.cursor.char_range() {
            if range.primary.index.0 > DATE {
                range.primary.index.0 += 1;
                range.secondary = range.primary;
            }
            state.cursor.set_char_range(Some(range));
        }
        state.store(ui.ctx(), id);
    }
}

/// Fields side by side, in as many lines as the width asks for.
pub fn field_row(ui: &mut Ui, cx: &mut PanelCx, fields: &[(Field, FieldStyle, f32)]) {
    const GAP: f32 = 12.0;
    const MOST_STRETCH: f32 = 2.0;
    /// From this width on a field holds text.
    const TEXT: f32 = 160.0;
    let width = ui.available_width();
    let mut rest = fields;
    while !rest.is_empty() {
        let mut taken = 0;
        let mut used = 0.0;
        while taken < rest.len() && (taken == 0 || used + GAP + rest[taken].2 <= width) {
            used += rest[taken].2 + if taken == 0 { 0.0 } else { GAP };
            taken += 1;
        }
        let (line, after) = rest.split_at(taken);
        // What is left over goes to names and texts; numbers and dates have the width of what they hold.
        let gaps = GAP * (taken as f32 - 1.0);
        let fixed: f32 = line.iter().map(|(_, _, least)| least).filter(|least| **least < TEXT).sum();
        let stretched = used - gaps - fixed;
        let stretch = if stretched > 0.0 { (width - gaps - fixed) / stretched } else { 1.0 };
        // A line of text alone need not fill the card; lines of it do.
        let most = if line.iter().any(|(_, look, _)| look.rows > 1) { f32::INFINITY } else { MOST_STRETCH };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (field, look, least) in line {
                let stretch = if *least < TEXT { 1.0 } else { stretch.min(most) };
                ui.vertical(|ui| {
                    ui.set_width((least * stretch).floor());
                    text_field(ui, cx, field, *look);
                });
            }
        });
        ui.add_space(space::PARTS);
        rest = after;
    }
}
