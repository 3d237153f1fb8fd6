//! The keys of menus: those that open one, and those that an open menu takes from all that is below it.

use crate::definition::Language;
use crate::window::open_menu::Menu;
use crate::wording::texts;
use egui::os::OperatingSystem;
use egui::{Context, Event, Key, Modifiers, Plugin, RawInput};
use strum::VariantArray;

/// What a key does in an open menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuKey {
    /// Choose the next entry.
    Down,
    /// Choose the previous entry.
    Up,
    /// Choose the first entry.
    First,
    /// Choose the last entry.
    Last,
    /// Open the menu on the left.
    Left,
    /// Open the menu on the right.
    Right,
    /// Run the chosen entry.
    Run,
    /// Close the menu.
    Close,
    /// Choose the next entry that starts with this letter.
    Letter(char),
    /// Open the menu whose title starts with this letter, which was pressed with Alt.
    AltLetter(char),
}

/// Takes the keys of an open menu from the input, so that no other control gets them.
#[derive(Default)]
pub struct MenuKeys {
    is_open: bool,
    pressed: Vec<MenuKey>,
    /// The letter that was pressed with Alt: the system also sends it as a text.
    letter_with_alt: Option<char>,
    /// The keys that were pressed in an open menu and not released since. Held longer, they repeat, also when the menu
    /// is gone: what it has opened must not take that for a press.
    held: Vec<Key>,
}

impl MenuKeys {
    /// Notes whether a menu is open.
    pub fn set_open(ctx: &Context, is_open: bool) {
        ctx.with_plugin(|keys: &mut MenuKeys| {
            keys.is_open = is_open;
            if !is_open {
                keys.pressed.clear();
            }
        });
    }

    /// The keys that were pressed since the last call.
    pub fn take(ctx: &Context) -> Vec<MenuKey> {
        ctx.with_plugin(|keys: &mut MenuKeys| std::mem::take(&mut keys.pressed)).unwrap_or_default()
    }

    /// Keeps keys for the next layout: they are meant for the menu that one before them has opened.
    pub fn put_back(ctx: &Context, rest: Vec<MenuKey>) {
        ctx.with_plugin(|keys: &mut MenuKeys| keys.pressed = rest);
    }

    /// Whether an event repeats a key that was pressed in a menu, after the menu has closed. Notes
    /// presses and releases.
    fn is_repeat_of_held(&mut self, event: &Event) -> bool {
        let Event::Key { key, pressed, .. } = event else {
            // While another window has the keyboard, no release is told.
            if matches!(event, Event::WindowFocused(_)) {
                self.held.clear();
            }
            return false;
        };
        match (pressed, self.is_open) {
            (false, _) => {
                self.held.retain(|held| held != key);
                false
            }
            (true, true) => {
                if !self.held.contains(key) {
                    self.held.push(*key);
                }
                false
            }
            (true, false) => self.held.contains(key),
        }
    }

    /// Whether an event is a text that comes with a letter that was pressed with Alt.
    fn is_text_of_alt(&mut self, event: &Event) -> bool {
        match event {
            Event::Key { key, pressed: true, modifiers, .. } => {
                let letter = letter_of(*key).filter(|_| is_alt(*modifiers));
                self.letter_with_alt = letter;
                false
            }
            Event::Text(text) => {
                let letter = self.letter_with_alt.take();
                letter.is_some_and(|letter| text.to_lowercase() == letter.to_string())
            }
            _ => false,
        }
    }
}

impl Plugin for MenuKeys {
    fn debug_name(&self) -> &'static str {
        "menu keys"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        // On a Mac, Option and a letter type a sign.
        let opens_by_alt = !ctx.os().is_mac();
        input.events.retain(|event| {
            if opens_by_alt && self.is_text_of_alt(event) {
                return false;
            }
            if self.is_repeat_of_held(event) {
                return false;
            }
            if !self.is_open {
                return true;
            }
            self.pressed.extend(menu_keys(event, opens_by_alt));
            !is_for_focused_control(event)
        });
    }
}

/// What an event does in an open menu. `opens_by_alt`: whether Alt and a letter open another one.
fn menu_keys(event: &Event, opens_by_alt: bool) -> Vec<MenuKey> {
    match event {
        Event::Text(text) => text.chars().filter(|c| c.is_alphanumeric()).map(MenuKey::Letter).collect(),
        Event::Key { key, pressed: true, modifiers, .. } if !modifiers.command => match key {
            Key::ArrowDown => vec![MenuKey::Down],
            Key::ArrowUp => vec![MenuKey::Up],
            Key::ArrowLeft => vec![MenuKey::Left],
            Key::ArrowRight => vec![MenuKey::Right],
            Key::Home => vec![MenuKey::First],
            Key::End => vec![MenuKey::Last],
            Key::Enter | Key::Space => vec![MenuKey::Run],
            Key::Escape | Key::F10 | Key::Menu | Key::Tab => vec![MenuKey::Close],
            _ if opens_by_alt && is_alt(*modifiers) => {
                letter_of(*key).map(MenuKey::AltLetter).into_iter().collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Whether an event would be handled by the control that has the focus, or move the focus. Shortcuts and F1 are left:
/// the window can be covered and the help opened over any menu.
fn is_for_focused_control(event: &Event) -> bool {
    match event {
        Event::Text(_) | Event::Paste(_) | Event::Ime(_) | Event::Cut | Event::Copy => true,
        // A release belongs to a press that came before the menu, and changes nothing by itself.
        Event::Key { pressed, modifiers, key, .. } => *pressed && !modifiers.command && *key != Key::F1,
        _ => false,
    }
}

/// The menu that the keys of this frame open: F10 opens the first one, Alt and the first letter of a title that one.
pub fn pressed_menu(ctx: &Context, language: Language) -> Option<Menu> {
    let os = ctx.os();
    ctx.input_mut(|input| {
        let opened = input.events.iter().find_map(|event| match event {
            Event::Key { key, pressed: true, modifiers, .. } => {
                let menu = menu_of(*key, *modifiers, language, os)?;
                Some((menu, *modifiers, *key))
            }
            _ => None,
        });
        let (menu, modifiers, key) = opened?;
        input.consume_key(modifiers, key);
        Some(menu)
    })
}

/// Whether a key may open a menu. What it types by itself is no text.
pub fn may_open_menu(key: Key, modifiers: Modifiers, os: OperatingSystem) -> bool {
    (key == Key::F10 && modifiers.is_none())
        || (!os.is_mac() && is_alt(modifiers) && letter_of(key).is_some())
}

fn menu_of(key: Key, modifiers: Modifiers, language: Language, os: OperatingSystem) -> Option<Menu> {
    if key == Key::F10 && modifiers.is_none() {
        return Menu::VARIANTS.first().copied();
    }
    if os.is_mac() || !is_alt(modifiers) {
        return None;
    }
    menu_with_letter(letter_of(key)?, language)
}

/// The menu whose title starts with a letter in lower case.
pub fn menu_with_letter(letter: char, language: Language) -> Option<Menu> {
    Menu::VARIANTS.iter().copied().find(|menu| letter_of_title(*menu, language) == Some(letter))
}

/// The letter that opens a menu together with Alt, in lower case.
pub fn letter_of_title(menu: Menu, language: Language) -> Option<char> {
    texts(language).get(menu.title_id()).chars().next().and_then(|letter| letter.to_lowercase().next())
}

fn letter_of(key: Key) -> Option<char> {
    let mut name = key.name().chars();
    let letter = name.next().filter(|letter| letter.is_ascii_alphabetic())?;
    name.next().is_none().then(|| letter.to_ascii_lowercase())
}

/// Whether Alt is held and nothing else: with Ctrl, it is the AltGr of Windows, which types signs.
fn is_alt(modifiers: Modifiers) -> bool {
    modifiers == Modifiers::ALT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::key_events::key_event;

    #[test]
    fn alt_opens_a_menu_but_not_where_it_types() {
        let menu = |key, modifiers, os| menu_of(key, modifiers, Language::Da, os);
        for os in [OperatingSystem::Windows, OperatingSystem::Nix] {
            assert_eq!(menu(Key::R, Modifiers::ALT, os), Some(Menu::Edit));
            assert_eq!(menu(Key::H, Modifiers::ALT, os), Some(Menu::Help));
            assert_eq!(menu(Key::Q, Modifiers::ALT, os), None);
            assert_eq!(menu(Key::R, Modifiers::ALT | Modifiers::CTRL, os), None);
            assert_eq!(menu(Key::R, Modifiers::NONE, os), None);
            assert_eq!(menu(Key::F10, Modifiers::NONE, os), Some(Menu::Case));
            assert_eq!(menu(Key::F10, Modifiers::SHIFT, os), None);
        }
        assert_eq!(menu(Key::R, Modifiers::ALT, OperatingSystem::Mac), None);
        assert_eq!(menu(Key::F10, Modifiers::NONE, OperatingSystem::Mac), Some(Menu::Case));
        assert_eq!(menu_of(Key::E, Modifiers::ALT, Language::En, OperatingSystem::Nix), Some(Menu::Edit));
    }

    #[test]
    fn an_open_menu_leaves_shortcuts_and_the_pointer() {
        let key = |modifiers| key_event(Key::L, true, modifiers);
        assert!(is_for_focused_control(&key(Modifiers::NONE)));
        assert!(!is_for_focused_control(&key(Modifiers::COMMAND)));
        assert!(is_for_focused_control(&Event::Paste("Test".to_owned())));
        assert!(!is_for_focused_control(&Event::PointerGone));
    }
}
