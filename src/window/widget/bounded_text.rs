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
    style: impl FnOnce(TextEdit) -> TextEdit,
) -> Response {
    let before = text.clone();
    let mut buffer = BoundedBuffer { text: std::mem::take(text), max, is_refused: false };
    let edit = if rows == 1 { TextEdit::singleline(&mut buffer) } else { TextEdit::multiline(&mut buffer) };
    let keep = edit_menu::selection_to_keep(ui, id);
    let response = ui.add(style(edit.id(id)));
    field_frame(ui, theme, &response);
    // What was selected was to be replaced by the refused text, and stays.
    *text = if buffer.is_refused { before } else { buffer.text };
    edit_menu::note(&response, text, Secrecy::Open, keep);
    refusal::show(ui, theme, &response, buffer.is_refused, || {
        say.texts.with("text-refused", &[("limit", say.grouped(max).into())])
    });
    response
}

struct BoundedBuffer {
    text: String,
    max: usize,
    /// Whether a text was not inserted since the start of the frame.
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
