//! The menus of the window, and which of them is open.

use super::widget::edit_menu::EditedField;
use crate::definition::RowId;
use egui::{Id, Pos2};
use strum::VariantArray;

/// The menus of the menu bar, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, VariantArray)]
pub enum Menu {
    /// The file of the case, and what is made of it.
    Case,
    /// Changes of the case and of the text that is edited.
    Edit,
    /// What is shown, and how.
    View,
    /// How the program is used.
    Help,
}

impl Menu {
    /// The text id of its title. No two titles start with the same letter, which opens the menu together with Alt.
    pub fn title_id(self) -> &'static str {
        match self {
            Menu::Case => "menu-case",
            Menu::Edit => "menu-edit",
            Menu::View => "menu-view",
            Menu::Help => "menu-help",
        }
    }

    /// The menu at this many places to the right. After the last menu comes the first one.
    pub fn beside(self, step: isize) -> Menu {
        let count = Menu::VARIANTS.len();
        let at = Menu::VARIANTS.iter().position(|menu| *menu == self).unwrap_or(0);
        Menu::VARIANTS[at.wrapping_add_signed(step).wrapping_add(count) % count]
    }
}

/// What opened a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedBy {
    /// A key: the first entry is chosen.
    Keys,
    /// A press of the pointer on its title, or where the menu is: the pointer chooses.
    Pointer,
    /// The pointer without a press on its title: it went there from another title, or pressed the one button of a
    /// folded bar. A press on the title is meant to open the menu, and does not close it.
    Hover,
}

/// Which menu it is.
#[derive(Clone, Debug, PartialEq)]
pub enum MenuKind {
    /// A menu of the menu bar.
    Bar(Menu),
    /// The context menu of a text field, at a place.
    Field(Pos2),
    /// The context menu of a row of the criteria, at a place.
    Row(RowId, Pos2),
}

/// A menu that is to be opened, or is open.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenMenu {
    /// Which menu it is.
    pub kind: MenuKind,
    /// What opened it.
    pub opened_by: OpenedBy,
    /// The control that had the focus, and gets it back.
    pub focus_before: Option<Id>,
    /// The text field that the menu edits, if one had the focus.
    pub field: Option<EditedField>,
}

/// What is asked of the menus.
#[derive(Clone, Debug, PartialEq)]
pub enum MenuCommand {
    /// Open a menu.
    Open(Box<OpenMenu>),
    /// Open another menu of the menu bar in place of the one that is open.
    Switch(Menu, OpenedBy),
    /// Close the menu.
    Close,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Language;
    use crate::wording::texts;
    use std::collections::BTreeSet;

    #[test]
    fn the_menus_are_in_a_ring() {
        assert_eq!(Menu::Help.beside(1), Menu::Case);
        assert_eq!(Menu::Case.beside(-1), Menu::Help);
        assert_eq!(Menu::Case.beside(1), Menu::Edit);
    }

    #[test]
    fn each_menu_has_a_letter_of_its_own() {
        for language in Language::ALL {
            let letters: BTreeSet<char> = Menu::VARIANTS
                .iter()
                .filter_map(|menu| texts(language).get(menu.title_id()).chars().next())
                .collect();
            assert_eq!(letters.len(), Menu::VARIANTS.len(), "{language:?}");
        }
    }
}
