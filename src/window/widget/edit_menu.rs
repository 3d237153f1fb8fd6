//! The context menu of text fields: asks for it, and carries out what is chosen in it once the field has
//! the focus again.

use crate::text::char_count;
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Context, Event, Id, Key, Modifiers, Plugin, PointerButton, Pos2, RawInput, Response, Ui, ViewportCommand,
};
use strum::VariantArray;

/// What the context menu of a text field and the menu bar do with the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum FieldAction {
    /// Move the selected text to the clipboard.
    Cut,
    /// Copy the selected text to the clipboard.
    Copy,
    /// Insert the text on the clipboard.
    Paste,
    /// Select all of the text.
    SelectAll,
}

/// Whether the text of a field may be seen and copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// It is shown as it is.
    Open,
    /// It is shown as dots, and never copied.
    Secret,
}

/// A text field with the focus, as it was drawn last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EditedField {
    /// The egui id of the field.
    pub id: Id,
    secrecy: Secrecy,
    /// What is selected in it, or where the caret is. egui forgets it while a menu has the focus.
    selected: Option<CCursorRange>,
    /// The length of its text in characters; 0 if it is secret.
    length: usize,
}

impl EditedField {
    /// Whether its menu has an action at all: what is secret can only be pasted.
    pub fn offers(&self, action: FieldAction) -> bool {
        match action {
            FieldAction::Cut | FieldAction::Copy | FieldAction::SelectAll => self.secrecy == Secrecy::Open,
            FieldAction::Paste => true,
        }
    }

    /// Whether an action would do something.
    pub fn allows(&self, action: FieldAction) -> bool {
        self.offers(action)
            && match action {
                FieldAction::Cut | FieldAction::Copy => self.selected.is_some_and(|range| !range.is_empty()),
                FieldAction::Paste => true,
                FieldAction::SelectAll => self.length > 0,
            }
    }
}

/// A context menu that a text field asks for.
#[derive(Clone, Copy, Debug)]
pub struct EditMenuRequest {
    /// The field as it was drawn when its menu was asked for.
    pub field: EditedField,
    /// Where the menu is to be.
    pub at: Pos2,
    /// Whether a key asked for it.
    pub is_by_key: bool,
}

/// What the text fields ask for, and the action that waits for its field to have the focus.
#[derive(Default)]
pub struct EditMenus {
    edited: Option<EditedField>,
    requested: Option<EditMenuRequest>,
    pending: Option<FieldReturn>,
}

/// A field that is to get the focus again, with what was selected.
#[derive(Clone, Copy)]
struct FieldReturn {
    field: EditedField,
    /// What is done then.
    action: Option<FieldAction>,
    /// How many passes it may still wait. The focus returns in the first or second one.
    patience: u8,
}

impl EditMenus {
    /// The text field that has the focus.
    pub fn edited(ctx: &Context) -> Option<EditedField> {
        let focused = ctx.memory(|memory| memory.focused())?;
        let edited = ctx.with_plugin(|menus: &mut EditMenus| menus.edited).flatten();
        edited.filter(|field| field.id == focused)
    }

    /// The context menu that a field has asked for since the last call.
    pub fn take_request(ctx: &Context) -> Option<EditMenuRequest> {
        ctx.with_plugin(|menus: &mut EditMenus| menus.requested.take()).flatten()
    }

    /// Selects again what was selected in a field, and carries out an action if one was chosen, once the field has the
    /// focus again.
    pub fn return_to(ctx: &Context, field: EditedField, action: Option<FieldAction>) {
        const PATIENCE: u8 = 6;
        let pending = FieldReturn { field, action, patience: PATIENCE };
        ctx.with_plugin(|menus: &mut EditMenus| menus.pending = Some(pending));
        ctx.request_repaint();
    }
}

impl Plugin for EditMenus {
    fn debug_name(&self) -> &'static str {
        "edit menus"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let Some(FieldReturn { field, action, patience }) = self.pending.take() else { return };
        if ctx.memory(|memory| memory.focused()) != Some(field.id) {
            self.pending = patience.checked_sub(1).map(|patience| FieldReturn { field, action, patience });
            if self.pending.is_some() {
                ctx.request_repaint();
            }
            return;
        }
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(field.length));
        let selected = if action == Some(FieldAction::SelectAll) { Some(all) } else { field.selected };
        select(ctx, field.id, selected);
        match action {
            Some(FieldAction::Cut) => input.events.push(Event::Cut),
            Some(FieldAction::Copy) => input.events.push(Event::Copy),
            // The system's clipboard is read by eframe, which sends it as an event.
            Some(FieldAction::Paste) => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Some(FieldAction::SelectAll) | None => {}
        }
    }
}

fn select(ctx: &Context, field: Id, range: Option<CCursorRange>) {
    let Some(mut state) = TextEditState::load(ctx, field) else { return };
    state.cursor.set_char_range(range);
    state.store(ctx, field);
}

/// Whether the key was pressed that opens the context menu of the control with the focus.
pub fn is_menu_key_pressed(ctx: &Context) -> bool {
    ctx.input_mut(|input| {
        input.consume_key(Modifiers::SHIFT, Key::F10) || input.consume_key(Modifiers::NONE, Key::Menu)
    })
}

/// The selection of a field before it is drawn, if a press of the right button is about to take it away: the menu is
/// for what is selected.
pub fn selection_to_keep(ui: &Ui, id: Id) -> Option<CCursorRange> {
    let is_pressed = ui.input(|input| input.pointer.button_pressed(PointerButton::Secondary));
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let selected = || TextEditState::load(ui.ctx(), id)?.cursor.char_range();
    if is_pressed && has_focus { selected().filter(|range| !range.is_empty()) } else { None }
}

/// Notes a field that was drawn with this text, and asks for its context menu if the user does. `keep`: what
/// [`selection_to_keep`] gave before.
pub fn note(response: &Response, text: &str, secrecy: Secrecy, keep: Option<CCursorRange>) {
    let ctx = &response.ctx;
    if keep.is_some() && response.contains_pointer() {
        select(ctx, response.id, keep);
    }
    let is_clicked = response.secondary_clicked();
    if is_clicked {
        response.request_focus();
    }
    if !response.has_focus() && !is_clicked {
        return;
    }
    let selected = TextEditState::load(ctx, response.id).and_then(|state| state.cursor.char_range());
    let length = match secrecy {
        Secrecy::Open => char_count(text),
        Secrecy::Secret => 0,
    };
    let field = EditedField { id: response.id, secrecy, selected, length };
    let is_by_key = !is_clicked && is_menu_key_pressed(ctx);
    let at = match ctx.pointer_interact_pos() {
        Some(pointer) if is_clicked => pointer,
        _ => response.rect.left_bottom(),
    };
    ctx.with_plugin(|menus: &mut EditMenus| {
        menus.edited = Some(field);
        if is_clicked || is_by_key {
            menus.requested = Some(EditMenuRequest { field, at, is_by_key });
        }
    });
}
