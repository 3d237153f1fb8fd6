//! A field for a passphrase: it shows dots, and has no undo history, which would keep copies of the passphrase.

use super::controls::{field_frame, small};
use super::edit_menu::{self, Secrecy};
use super::{Theme, refusal};
use crate::encryption::Passphrase;
use crate::text::char_count;
use crate::wording::Texts;
use egui::TextBuffer;
use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::text_edit::TextEditState;
use egui::{Id, Key, Response, TextEdit, Ui, vec2};
use std::ops::Range;

/// The user's input in the field.
pub struct SecretInput {
    /// The response of the field, through which a caller can give it the focus.
    pub response: Response,
    /// The new passphrase; `None`: it was not changed.
    pub changed: Option<Passphrase>,
    /// Whether the user has pressed Enter in the field.
    pub entered: bool,
}

/// Draws the field under its label.
pub fn show(
    ui: &mut Ui,
    drawn_with: (&Theme, &Texts),
    id: &str,
    label: &str,
    passphrase: &Passphrase,
) -> SecretInput {
    show_closed_if(ui, drawn_with, id, label, passphrase, false)
}

/// Draws a field whose passphrase is being checked if `is_checking`: it keeps the focus, looks closed and takes
/// nothing. What is typed meanwhile would be lost, or mixed with a wrong passphrase, behind the dots.
pub fn show_closed_if(
    ui: &mut Ui,
    (theme, texts): (&Theme, &Texts),
    id: &str,
    label: &str,
    passphrase: &Passphrase,
    is_checking: bool,
) -> SecretInput {
    let id = Id::unique(("secret", id));
    let name = small(ui, theme, label);
    let draw = |ui: &mut Ui, buffer: &mut SecretBuffer| {
        let mut edit = TextEdit::singleline(buffer).id(id).password(true);
        if is_checking {
            edit = edit.background_color(theme.sunken).text_color(theme.muted);
        }
        ui.add(edit.desired_width(f32::INFINITY).margin(vec2(8.0, 5.0)))
    };
    // A passphrase that was cut would be another one.
    let may_exceed = refusal::length_of_input(ui, str::len) > passphrase.room();
    let is_refused = may_exceed
        && !is_checking
        && refusal::take_refused(ui, id, |ui| {
            let mut copy = SecretBuffer::new(passphrase, is_checking);
            draw(ui, &mut copy);
            copy.is_refused
        });
    let mut buffer = SecretBuffer::new(passphrase, is_checking);
    let response = draw(ui, &mut buffer).labelled_by(name.id);
    field_frame(ui, theme, &response);
    // egui's undo history would keep copies of the passphrase.
    if let Some(mut state) = TextEditState::load(ui.ctx(), id) {
        state.clear_undoer();
        state.store(ui.ctx(), id);
    }
    edit_menu::note(&response, "", Secrecy::Secret, None);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    refusal::show(ui, theme, &response, is_refused, || texts.get("passphrase-refused").to_owned());
    if is_checking {
        ui.ctx().accesskit_node_builder(id, |node| node.set_read_only());
    }
    let changed = (response.changed() && !is_checking).then_some(buffer.passphrase);
    SecretInput { response, changed, entered }
}

/// Selects all that was typed, so that typing replaces it: behind the dots, nobody sees what is to be corrected.
pub fn select_all(response: &Response, passphrase: &Passphrase) {
    let mut state = TextEditState::load(&response.ctx, response.id).unwrap_or_default();
    let end = CCursor::new(char_count(passphrase.as_str()));
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
    state.store(&response.ctx, response.id);
}

/// Lets egui edit a [`Passphrase`] in place, without copies in a `String`.
struct SecretBuffer {
    passphrase: Passphrase,
    /// Whether a text did not fit, and was not inserted.
    is_refused: bool,
    /// Whether nothing can be changed.
    is_closed: bool,
}

impl SecretBuffer {
    fn new(passphrase: &Passphrase, is_closed: bool) -> Self {
        SecretBuffer { passphrase: passphrase.clone(), is_refused: false, is_closed }
    }

    fn byte(&self, at: CharIndex) -> usize {
        let text = self.passphrase.as_str();
        text.char_indices().nth(at.0).map_or(text.len(), |(byte, _)| byte)
    }
}

impl TextBuffer for SecretBuffer {
    fn is_mutable(&self) -> bool {
        !self.is_closed
    }

    fn as_str(&self) -> &str {
        self.passphrase.as_str()
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        if self.is_closed {
            return 0;
        }
        if text.len() > self.passphrase.room() {
            self.is_refused = true;
            return 0;
        }
        let at = self.byte(char_index);
        let inserted = self.passphrase.insert(at, text);
        text[..inserted].chars().count()
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        if self.is_closed {
            return;
        }
        let range = self.byte(char_range.start)..self.byte(char_range.end);
        self.passphrase.remove(range);
    }

    fn type_id(&self) -> std::any::TypeId {
        std::any::TypeId::of::<Self>()
    }
}
