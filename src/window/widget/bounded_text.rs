//! A text field with a bound: what would make its text longer than can be drawn is refused with a message, never cut.

use super::controls::field_frame;
use super::edit_menu::{self, Secrecy};
use super::{Theme, refusal};
use crate::text::char_count;
use crate::wording::Phrases;
use egui::text::CharIndex;
use egui::{Id, Response, TextBuffer, TextEdit, Ui};
use std::ops::Range;

/// Draws a text field for a text of at most `max` characters, and below it why nothing was inserted, if so. `style`
/// completes the field, which has the `id` already.
pub fn show(
    ui: &mut Ui,
    (theme, say): (&Theme, Phrases),
    id: Id,
    text: &mut String,
    (rows, max): (usize, usize),
    style: impl Fn(TextEdit) -> TextEdit,
) -> Response {
    let draw = |ui: &mut Ui, buffer: &mut BoundedBuffer| {
        let edit = if rows == 1 { TextEdit::singleline(buffer) } else { TextEdit::multiline(buffer) };
        ui.add(style(edit.id(id)))
    };
    let may_exceed = char_count(text) + refusal::length_of_input(ui, char_count) > max;
    let is_refused = may_exceed
        && refusal::take_refused(ui, id, |ui| {
            let mut copy = BoundedBuffer { text: text.clone(), max, is_refused: false };
            draw(ui, &mut copy);
            copy.is_refused
        });
    let mut buffer = BoundedBuffer { text: std::mem::take(text), max, is_refused: false };
    let keep = edit_menu::selection_to_keep(ui, id);
    let response = draw(ui, &mut buffer);
    field_frame(ui, theme, &response);
    *text = buffer.text;
    edit_menu::note(&response, text, Secrecy::Open, keep);
    refusal::show(ui, theme, &response, is_refused, || {
        say.texts.with("text-refused", &[("limit", say.grouped(max).into())])
    });
    response
}

struct BoundedBuffer {
    text: String,
    max: usize,
    /// Whether a text did not fit, and was not inserted.
    is_refused: bool,
}

impl BoundedBuffer {
    fn byte(&self, at: CharIndex) -> usize {
        self.text.char_indices().nth(at.0).map_or(self.text.len(), |(byte, _)| byte)
    }
}

impl TextBuffer for BoundedBuffer {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        &self.text
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        let count = char_count(text);
        if char_count(&self.text) + count > self.max {
            self.is_refused = true;
            return 0;
        }
        let at = self.byte(char_index);
        self.text.insert_str(at, text);
        count
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        let range = self.byte(char_range.start)..self.byte(char_range.end);
        self.text.replace_range(range, "");
    }

    fn type_id(&self) -> std::any::TypeId {
        std::any::TypeId::of::<Self>()
    }
}
