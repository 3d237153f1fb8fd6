//! The commands with a name, and the keys that ask them.

use super::case::CaseView;
use crate::wording::Phrases;
use egui::os::OperatingSystem;
use egui::{Key, KeyboardShortcut, Modifiers};
use strum::VariantArray;

/// The commands with a name. All stand in the palette; most have keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub enum UiCommand {
    /// Start a new case.
    New,
    /// Open a case.
    Open,
    /// Open a case that was made up, to try the program.
    Sample,
    /// Save the case.
    Save,
    /// Save the case elsewhere.
    SaveAs,
    /// Take over what a crash left.
    Recover,
    /// Make a recovery key.
    MakeRecoveryKey,
    /// Cover the window.
    Lock,
    /// Take back the last change of the case.
    Undo,
    /// Make the change anew that was taken back.
    Redo,
    /// All indications side by side.
    Overview,
    /// Lead to what is missing next.
    NextGap,
    /// Lead to what is missing before.
    PreviousGap,
    /// Lead to the next area of the window.
    NextArea,
    /// Lead to the area before.
    PreviousArea,
    /// Export the PDF.
    ExportPdf,
    /// Show the PDF beside the form, or no longer.
    ShowPdf,
    /// Print the PDF.
    PrintPdf,
    /// Open the PDF in the system's program for it.
    ViewPdf,
    /// Put the report on the clipboard as text.
    CopySummary,
    /// Turn the preview to the next page.
    NextPage,
    /// Turn the preview back.
    PreviousPage,
    /// List all commands.
    Palette,
    /// The user's settings.
    Settings,
    /// The next theme.
    ToggleTheme,
    /// The other language.
    ToggleLanguage,
    /// Show everything larger.
    ZoomIn,
    /// Show everything smaller.
    ZoomOut,
    /// Show everything in the designed size.
    ZoomReset,
    /// List the keys.
    Shortcuts,
    /// What the program is, and whose work is in it.
    About,
    /// Close the window.
    Quit,
}

impl UiCommand {
    /// The id of its name.
    pub fn label_id(self) -> &'static str {
        match self {
            UiCommand::New => "command-new",
            UiCommand::Open => "command-open",
            UiCommand::Sample => "command-sample",
            UiCommand::Save => "command-save",
            UiCommand::SaveAs => "command-save-as",
            UiCommand::Recover => "command-recover",
            UiCommand::MakeRecoveryKey => "command-make-recovery-key",
            UiCommand::Lock => "command-lock",
            UiCommand::Undo => "command-undo",
            UiCommand::Redo => "command-redo",
            UiCommand::Overview => "command-overview",
            UiCommand::NextGap => "command-next-gap",
            UiCommand::PreviousGap => "command-previous-gap",
            UiCommand::NextArea => "command-next-area",
            UiCommand::PreviousArea => "command-previous-area",
            UiCommand::ExportPdf => "command-export-pdf",
            UiCommand::ShowPdf => "command-show-pdf",
            UiCommand::PrintPdf => "command-print-pdf",
            UiCommand::ViewPdf => "command-view-pdf",
            UiCommand::CopySummary => "command-copy-summary",
            UiCommand::NextPage => "command-next-page",
            UiCommand::PreviousPage => "command-previous-page",
            UiCommand::Palette => "command-palette",
            UiCommand::Settings => "command-settings",
            UiCommand::ToggleTheme => "command-toggle-theme",
            UiCommand::ToggleLanguage => "command-toggle-language",
            UiCommand::ZoomIn => "command-zoom-in",
            UiCommand::ZoomOut => "command-zoom-out",
            UiCommand::ZoomReset => "command-zoom-reset",
            UiCommand::Shortcuts => "command-shortcuts",
            UiCommand::About => "command-about",
            UiCommand::Quit => "command-quit",
        }
    }

    /// Whether it asks for a file, or leaves the case.
    pub fn leads_to_a_file(self) -> bool {
        match self {
            UiCommand::New
            | UiCommand::Open
            | UiCommand::Sample
            | UiCommand::Save
            | UiCommand::SaveAs
            | UiCommand::Recover
            | UiCommand::MakeRecoveryKey
            | UiCommand::ExportPdf
            | UiCommand::PrintPdf
            | UiCommand::ViewPdf => true,
            UiCommand::Lock
            | UiCommand::Undo
            | UiCommand::Redo
            | UiCommand::Overview
            | UiCommand::NextGap
            | UiCommand::PreviousGap
            | UiCommand::NextArea
            | UiCommand::PreviousArea
            | UiCommand::ShowPdf
            | UiCommand::CopySummary
            | UiCommand::NextPage
            | UiCommand::PreviousPage
            | UiCommand::Palette
            | UiCommand::Settings
            | UiCommand::ToggleTheme
            | UiCommand::ToggleLanguage
            | UiCommand::ZoomIn
            | UiCommand::ZoomOut
            | UiCommand::ZoomReset
            | UiCommand::Shortcuts
            | UiCommand::About
            | UiCommand::Quit => false,
        }
    }

    /// Its keys, the first of them shown. Each system has habits of its own.
    pub fn shortcuts(self, os: OperatingSystem) -> Vec<KeyboardShortcut> {
        let plain = |key| KeyboardShortcut::new(Modifiers::NONE, key);
        let command = |key| KeyboardShortcut::new(Modifiers::COMMAND, key);
        let shifted = |key| KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, key);
        match self {
            UiCommand::New => vec![command(Key::N)],
            UiCommand::Open => vec![command(Key::O)],
            UiCommand::Sample => vec![],
            UiCommand::Save => vec![command(Key::S)],
            UiCommand::SaveAs => vec![shifted(Key::S)],
            UiCommand::Recover | UiCommand::MakeRecoveryKey => vec![],
            UiCommand::Lock => vec![command(Key::L)],
            UiCommand::Undo => vec![command(Key::Z)],
            UiCommand::Redo if os == OperatingSystem::Windows => vec![command(Key::Y), shifted(Key::Z)],
            UiCommand::Redo => vec![shifted(Key::Z), command(Key::Y)],
            UiCommand::Overview => vec![plain(Key::F2)],
            UiCommand::NextGap => vec![plain(Key::F8)],
            UiCommand::PreviousGap => vec![KeyboardShortcut::new(Modifiers::SHIFT, Key::F8)],
            UiCommand::NextArea => vec![plain(Key::F6)],
            UiCommand::PreviousArea => vec![KeyboardShortcut::new(Modifiers::SHIFT, Key::F6)],
            UiCommand::ExportPdf => vec![command(Key::E)],
            UiCommand::ShowPdf => vec![plain(Key::F7)],
            UiCommand::PrintPdf => vec![command(Key::P)],
            UiCommand::ViewPdf => vec![shifted(Key::P)],
            // Not with C: where Shift is held too, the system's copying takes it.
            UiCommand::CopySummary => vec![command(Key::R)],
            UiCommand::NextPage => vec![command(Key::PageDown)],
            UiCommand::PreviousPage => vec![command(Key::PageUp)],
            UiCommand::Palette => vec![command(Key::K)],
            UiCommand::Settings => vec![command(Key::Comma)],
            UiCommand::ToggleTheme => vec![plain(Key::F9)],
            UiCommand::ToggleLanguage => vec![],
            UiCommand::ZoomIn => vec![command(Key::Plus)],
            UiCommand::ZoomOut => vec![command(Key::Minus)],
            UiCommand::ZoomReset => vec![command(Key::Num0)],
            UiCommand::Shortcuts if os.is_mac() => vec![shifted(Key::Slash), plain(Key::F1)],
            UiCommand::Shortcuts => vec![plain(Key::F1)],
            UiCommand::About => vec![],
            // On Windows and Linux, Alt and F4 come from the system as well.
            UiCommand::Quit if os.is_mac() => vec![command(Key::Q), command(Key::W)],
            UiCommand::Quit => vec![command(Key::Q)],
        }
    }

    /// Whether it would do anything now.
    pub fn is_available(self, case: &CaseView) -> bool {
        match self {
            UiCommand::Undo => case.session().history().last().is_some(),
            UiCommand::Redo => case.session().history().next().is_some(),
            UiCommand::NextPage | UiCommand::PreviousPage => case.preview().is_some(),
            _ => true,
        }
    }

    /// Its name, with what it concerns: "Fortryd: Performance status".
    pub fn name(self, case: &CaseView, say: Phrases) -> String {
        let history = case.session().history();
        let (id, change) = match self {
            UiCommand::Undo => ("command-undo-of", history.last()),
            UiCommand::Redo => ("command-redo-of", history.next()),
            _ => ("", None),
        };
        match change {
            Some(change) => {
                let name = change.name(case.session().set(), say);
                say.texts.with(id, &[("change", name.into())])
            }
            None => say.texts.get(self.label_id()).to_owned(),
        }
    }

    /// Its keys as they are written, if it has any.
    pub fn keys(self, ctx: &egui::Context) -> Option<String> {
        self.shortcuts(ctx.os()).first().map(|shortcut| written(ctx, shortcut))
    }
}

/// The commands with a button in the bar on top, from left to right, each with its rank from 0 to 6: where there is no room
/// for all of them, those with the highest rank are left out first. All of them are in the palette.
pub const BAR_BUTTONS: [(UiCommand, u8); 8] = [
    (UiCommand::Undo, 5),
    (UiCommand::New, 3),
    (UiCommand::Open, 4),
    (UiCommand::Save, 1),
    (UiCommand::CopySummary, 6),
    (UiCommand::ShowPdf, 2),
    (UiCommand::Palette, 0),
    (UiCommand::ExportPdf, 0),
];

/// Keys as they are written, signs as they stand on the keyboard.
pub fn written(ctx: &egui::Context, keys: &KeyboardShortcut) -> String {
    ctx.format_shortcut(keys).replace("Comma", ",").replace("Plus", "+").replace("Minus", "-")
}

const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// The keys of the indication at a place of the list: the first nine have some.
pub fn indication_keys(at: usize) -> Option<KeyboardShortcut> {
    DIGITS.get(at).map(|key| KeyboardShortcut::new(Modifiers::COMMAND, *key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const SYSTEMS: [OperatingSystem; 3] =
        [OperatingSystem::Windows, OperatingSystem::Mac, OperatingSystem::Nix];

    fn name(keys: &KeyboardShortcut) -> String {
        keys.format(&egui::ModifierNames::NAMES, false)
    }

    #[test]
    fn no_keys_ask_two_things_on_any_system() {
        for os in SYSTEMS {
            let mut owners: BTreeMap<String, String> = BTreeMap::new();
            let commands = UiCommand::VARIANTS.iter().flat_map(|command| {
                command.shortcuts(os).into_iter().map(move |keys| (keys, format!("{command:?}")))
            });
            let digits = (0..9).filter_map(indication_keys).map(|keys| (keys, "indication".to_owned()));
            for (keys, owner) in commands.chain(digits) {
                if let Some(other) = owners.insert(name(&keys), owner.clone()) {
                    panic!("{} asks {owner} and {other} on {os:?}", name(&keys));
                }
            }
        }
    }

    #[test]
    fn no_keys_are_taken_from_typing_choosing_or_the_system() {
        let with = |modifiers, keys: &[Key]| {
            keys.iter().map(move |key| name(&KeyboardShortcut::new(modifiers, *key))).collect::<Vec<_>>()
        };
        let arrows = [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown, Key::Home, Key::End];
        let mut taken =
            with(Modifiers::COMMAND, &[Key::A, Key::C, Key::V, Key::X, Key::Backspace, Key::Delete]);
        for modifiers in [Modifiers::NONE, Modifiers::COMMAND, Modifiers::SHIFT] {
            taken.extend(with(modifiers, &arrows));
            taken.extend(with(modifiers, &[Key::Tab, Key::Enter, Key::Space, Key::Escape]));
        }
        // The menu key of Windows, full screen, and the menu bar.
        taken.extend(with(Modifiers::NONE, &[Key::F10, Key::F11]));
        taken.extend(with(Modifiers::SHIFT, &[Key::F10]));
        for os in SYSTEMS {
            for command in UiCommand::VARIANTS {
                for keys in command.shortcuts(os) {
                    assert!(!taken.contains(&name(&keys)), "{command:?}: {}", name(&keys));
                    let types = keys.modifiers.is_none() && !name(&keys).starts_with('F');
                    assert!(!types, "{command:?} takes {} from typing", name(&keys));
                    assert!(!keys.modifiers.alt, "{command:?}: Alt types letters on Danish keyboards");
                }
            }
        }
    }

    #[test]
    fn habits_of_the_systems_are_followed() {
        let first = |command: UiCommand, os| name(&command.shortcuts(os)[0]);
        assert_eq!(first(UiCommand::Redo, OperatingSystem::Windows), "Ctrl+Y");
        assert_eq!(first(UiCommand::Redo, OperatingSystem::Nix), "Ctrl+Shift+Z");
        let mac = UiCommand::Redo.shortcuts(OperatingSystem::Mac)[0];
        assert_eq!(mac.format(&egui::ModifierNames::NAMES, true), "Shift+Cmd+Z");
    }
}
