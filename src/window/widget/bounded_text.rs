//! A text field with a bound: what would make its text longer than can be drawn is refused with a message, never cut.

use super::Theme;
use super::controls::problem;
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
    let response = ui.add(style(edit.id(id)));
    let refused = id.with("refused");
    if buffer.is_refused {
        // What was selected was to be replaced, and stays.
        *text = before;
        ui.data_mut(|data| data.insert_temp(refused, true));
    } else {
        *text = buffer.text;
        // The message stays when the field is left: a click that leaves it must not move what is clicked.
        if response.changed() || response.gained_focus() {
            ui.data_mut(|data| data.remove::<bool>(refused));
        }
    }
    if ui.data(|data| data.get_temp::<bool>(refused)).is_some() {
        let limit = say.grouped(max);
        problem(ui, theme, &say.texts.with("text-refused", &[("limit", limit.into())]));
    }
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
