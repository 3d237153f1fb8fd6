//! The context menu of text fields: asks for it, and carries out what is chosen in it once `focus_return` has given the
//! focus back to the field.

use crate::text::char_count;
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Event, Id, Key, Modifiers, Plugin, PointerButton, Pos2, Response, Ui, ViewportCommand};
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

/// What the text fields ask for, and what waits for the focus to come back to one of them.
#[derive(Default)]
pub struct EditMenus {
    edited: Option<EditedField>,
    requested: Option<EditMenuRequest>,
    pending: Option<ResumedEdit>,
}

/// What is done with a field once its menu has given the focus back.
#[derive(Clone, Copy)]
struct ResumedEdit {
    field: EditedField,
    action: Option<FieldAction>,
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
    pub fn resume_later(ctx: &Context, field: EditedField, action: Option<FieldAction>) {
        ctx.with_plugin(|menus: &mut EditMenus| menus.pending = Some(ResumedEdit { field, action }));
    }

    /// Does what waits for a control that gets the focus back in this pass, before it is drawn. What waits for another
    /// one is dropped. `None`: no control gets it back.
    pub fn resume(ctx: &Context, control: Option<Id>) {
        let pending = ctx.with_plugin(|menus: &mut EditMenus| menus.pending.take()).flatten();
        let Some(ResumedEdit { field, action }) = pending.filter(|pending| Some(pending.field.id) == control)
        else {
            return;
        };
        let all = CCursorRange::two(CCursor::new(0), CCursor::new(field.length));
        let selected = if action == Some(FieldAction::SelectAll) { Some(all) } else { field.selected };
        select(ctx, field.id, selected);
        let event = |event| ctx.input_mut(|input| input.events.push(event));
        match action {
            Some(FieldAction::Cut) => event(Event::Cut),
            Some(FieldAction::Copy) => event(Event::Copy),
            // The system's clipboard is read by eframe, which sends it as an event.
            Some(FieldAction::Paste) => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Some(FieldAction::SelectAll) | None => {}
        }
    }
}

impl Plugin for EditMenus {
    fn debug_name(&self) -> &'static str {
        "edit menus"
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
