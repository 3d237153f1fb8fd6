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
                self.menu = self.is_in_reach(&menu.kind).then_some(*menu);
                self.case.end_undo_step();
            }
            MenuCommand::Switch(kind, opened_by) => {
                let kind = MenuKind::Bar(kind);
                let is_in_reach = self.is_in_reach(&kind);
                if let Some(menu) = self.menu.as_mut().filter(|_| is_in_reach) {
                    menu.kind = kind;
                    menu.opened_by = opened_by;
                }
            }
            MenuCommand::Close => self.menu = None,
        }
    }

    /// Whether a menu can be opened. The bar and the criteria are below the cover and the dialogs.
    fn is_in_reach(&self, menu: &MenuKind) -> bool {
        match menu {
            MenuKind::Bar(_) | MenuKind::Row(..) => self.dialogs.is_empty() && self.cover().is_none(),
            MenuKind::Field(_) => true,
        }
    }

    /// Closes the menu for a command. The user has left the field that was edited before.
    pub(super) fn close_menu(&mut self) {
        if self.menu.take().is_some() {
            self.case.leave_field();
        }
    }
}
