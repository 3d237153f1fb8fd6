//! Opening and closing menus.

use super::Window;
use crate::window::open_menu::{MenuCommand, MenuKind, OpenMenu};

impl Window {
    /// The menu that is open.
    pub fn menu(&self) -> Option<&OpenMenu> {
        self.menu.as_ref()
    }

    pub(super) fn command_menu(&mut self, command: MenuCommand) {
        match command {
            MenuCommand::Open(menu) => {
                // The bar and the criteria are below the cover and the dialogs.
                let is_in_reach = match &menu.kind {
                    MenuKind::Bar(_) | MenuKind::Row(..) => self.dialogs.is_empty() && self.cover().is_none(),
                    MenuKind::Field(_) => true,
                };
                self.menu = is_in_reach.then_some(*menu);
                self.case.end_undo_step();
            }
            MenuCommand::Switch(kind, opened_by) => {
                if let Some(menu) = &mut self.menu {
                    menu.kind = MenuKind::Bar(kind);
                    menu.opened_by = opened_by;
                }
            }
            MenuCommand::Close => self.menu = None,
        }
    }

    /// Closes the menu for a command. The user has left the field that was edited before.
    pub(super) fn close_menu(&mut self) {
        if self.menu.take().is_some() {
            self.case.leave_field();
        }
    }
}
