//! The menu bar and the context menus: what they list, how they are drawn and which keys they take.

pub mod bar;
mod entries;
mod keys;
mod row_text;
mod view;

pub use keys::{MenuKeys, may_open_menu};
pub use view::show;

use super::command::Command;
use super::open_menu::{MenuCommand, MenuKind, OpenMenu, OpenedBy};
use super::widget::edit_menu::EditMenus;
use crate::definition::Language;
use egui::Context;

/// Notes at the end of a layout whether a menu is open.
pub fn set_open(ctx: &Context, is_open: bool) {
    MenuKeys::set_open(ctx, is_open);
    if !is_open {
        view::forget_choice(ctx);
    }
}

/// The menu of the bar that the keys of this frame open.
pub fn pressed(ctx: &Context, language: Language) -> Option<Command> {
    let menu = keys::pressed_menu(ctx, language)?;
    let focus_before = ctx.memory(|memory| memory.focused());
    Some(open(ctx, MenuKind::Bar(menu), OpenedBy::Keys, focus_before))
}

/// The context menu that a text field has asked for in this frame.
pub fn requested(ctx: &Context) -> Option<Command> {
    let request = EditMenus::take_request(ctx)?;
    let menu = OpenMenu {
        kind: MenuKind::Field(request.at),
        opened_by: if request.is_by_key { OpenedBy::Keys } else { OpenedBy::Pointer },
        focus_before: Some(request.field.id),
        field: Some(request.field),
    };
    Some(MenuCommand::Open(Box::new(menu)).into())
}

/// The command that opens a menu over the control with the focus.
pub fn open(ctx: &Context, kind: MenuKind, opened_by: OpenedBy, focus_before: Option<egui::Id>) -> Command {
    let field = EditMenus::edited(ctx).filter(|field| Some(field.id) == focus_before);
    MenuCommand::Open(Box::new(OpenMenu { kind, opened_by, focus_before, field })).into()
}
