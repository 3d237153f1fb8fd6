//! The commands that appear in the command palette, and their keyboard shortcuts.

use super::case::{CaseView, View};
use super::cx::Model;
use super::open_menu::Menu;
use crate::policy::PolicyName;
use crate::settings::SCALES;
use crate::wording::Phrases;
use egui::os::OperatingSystem;
use egui::{Key, KeyboardShortcut, Modifiers};
use strum::VariantArray;

/// The commands with a name. All of them are in the command palette; most have a shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub enum UiCommand {
    /// Start a new case.
    New,
    /// Open a case.
    Open,
    /// List the cases that were opened or saved last.
    OpenRecent,
    /// Open a fictional case, to try the program.
    Sample,
    /// Save the case.
    Save,
    /// Save the case to another path.
    SaveAs,
    /// List the recovery copies that a crash left.
    Recover,
    /// Make a recovery key.
    MakeRecoveryKey,
    /// Cover the window.
    Lock,
    /// Undo the last change of the case.
    Undo,
    /// Redo the change that was undone last.
    Redo,
    /// Show all indications side by side.
    Overview,
    /// Move the focus to the next gap.
    NextGap,
    /// Move the focus to the previous gap.
    PreviousGap,
    /// Move the focus to the next area of the window.
    NextArea,
    /// Move the focus to the previous area of the window.
    PreviousArea,
    /// Export the PDF.
    ExportPdf,
    /// Show or hide the PDF beside the form.
    ShowPdf,
    /// Print the PDF.
    PrintPdf,
    /// Open the PDF in the default program of the system.
    ViewPdf,
    /// Compare the case with a scan of the printed report.
    ComparePaper,
    /// Copy the report to the clipboard as text.
    CopySummary,
    /// Put a few lines for the patient record on the clipboard.
    CopyRecord,
    /// Turn the preview to the next page.
    NextPage,
    /// Turn the preview to the previous page.
    PreviousPage,
    /// Open the command palette.
    Palette,
    /// Open the user's settings.
    Settings,
    /// Switch to the next theme.
    ToggleTheme,
    /// Switch to the other language.
    ToggleLanguage,
    /// Show everything larger.
    ZoomIn,
    /// Show everything smaller.
    ZoomOut,
    /// Show everything at a scale of 100 %.
    ZoomReset,
    /// Explain what the window shows.
    Help,
    /// List the shortcuts.
    Shortcuts,
    /// Show what the program is, and its third-party components.
    About,
    /// Close the window.
    Quit,
}

/// What a command reaches, if its shortcut was meant for another case than the one that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandReach {
    /// The program, or a case that the user is asked for.
    Program,
    /// The case that is shown. It only shows something of it, or asks first.
    ShownCase,
    /// The case that is shown, with which it does something without asking.
    CaseAtOnce,
}

impl UiCommand {
    /// The text id of the command's name.
    pub fn label_id(self) -> &'static str {
        match self {
            UiCommand::New => "command-new",
            UiCommand::Open => "command-open",
            UiCommand::OpenRecent => "command-open-recent",
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
            UiCommand::ComparePaper => "command-compare-paper",
            UiCommand::CopyRecord => "command-copy-record",
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
            UiCommand::Help => "command-help",
            UiCommand::Shortcuts => "command-shortcuts",
            UiCommand::About => "command-about",
            UiCommand::Quit => "command-quit",
        }
    }

    /// Whether the command opens a file dialog, or leaves the case. Such a command must not run while a file dialog is
    /// open.
    pub fn needs_file_or_leaves_case(self) -> bool {
        match self {
            UiCommand::New
            | UiCommand::Open
            | UiCommand::OpenRecent
            | UiCommand::Sample
            | UiCommand::Save
            | UiCommand::SaveAs
            | UiCommand::Recover
            | UiCommand::MakeRecoveryKey
            | UiCommand::ExportPdf
            | UiCommand::PrintPdf
            | UiCommand::ViewPdf
            | UiCommand::ComparePaper => true,
            UiCommand::Lock
            | UiCommand::Undo
            | UiCommand::Redo
            | UiCommand::Overview
            | UiCommand::NextGap
            | UiCommand::PreviousGap
            | UiCommand::NextArea
            | UiCommand::PreviousArea
            | UiCommand::ShowPdf
            | UiCommand::CopyRecord
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
            | UiCommand::Help
            | UiCommand::Shortcuts
            | UiCommand::About
            | UiCommand::Quit => false,
        }
    }

    /// What the command reaches, which decides where its shortcut is dropped.
    pub fn reach(self) -> CommandReach {
        match self {
            UiCommand::New
            | UiCommand::Open
            | UiCommand::OpenRecent
            | UiCommand::Sample
            | UiCommand::Recover
            | UiCommand::MakeRecoveryKey
            | UiCommand::Lock
            | UiCommand::NextArea
            | UiCommand::PreviousArea
            | UiCommand::Settings
            | UiCommand::ToggleTheme
            | UiCommand::ToggleLanguage
            | UiCommand::ZoomIn
            | UiCommand::ZoomOut
            | UiCommand::ZoomReset
            | UiCommand::Help
            | UiCommand::Shortcuts
            | UiCommand::About
            | UiCommand::Quit => CommandReach::Program,
            // Most of what the palette offers is done with the case.
            UiCommand::SaveAs
            | UiCommand::Overview
            | UiCommand::NextGap
            | UiCommand::PreviousGap
            | UiCommand::ExportPdf
            | UiCommand::ShowPdf
            | UiCommand::ComparePaper
            | UiCommand::NextPage
            | UiCommand::PreviousPage
            | UiCommand::Palette => CommandReach::ShownCase,
            UiCommand::Save
            | UiCommand::Undo
            | UiCommand::Redo
            | UiCommand::PrintPdf
            | UiCommand::ViewPdf
            | UiCommand::CopySummary
            | UiCommand::CopyRecord => CommandReach::CaseAtOnce,
        }
    }

    /// Whether the command makes something of the report of one indication.
    pub fn is_about_one_indication(self) -> bool {
        matches!(
            self,
            UiCommand::ExportPdf
                | UiCommand::PrintPdf
                | UiCommand::ViewPdf
                | UiCommand::ShowPdf
                | UiCommand::CopyRecord
                | UiCommand::CopySummary
        )
    }

    /// The command's shortcuts by the conventions of the system. The window shows the first one.
    pub fn shortcuts(self, os: OperatingSystem) -> Vec<KeyboardShortcut> {
        let plain = |key| KeyboardShortcut::new(Modifiers::NONE, key);
        let command = |key| KeyboardShortcut::new(Modifiers::COMMAND, key);
        let shifted = |key| KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, key);
        match self {
            UiCommand::New => vec![command(Key::N)],
            UiCommand::Open => vec![command(Key::O)],
            UiCommand::OpenRecent | UiCommand::Sample => vec![],
            UiCommand::Save => vec![command(Key::S)],
            UiCommand::SaveAs => vec![shifted(Key::S)],
            UiCommand::Recover | UiCommand::MakeRecoveryKey | UiCommand::ComparePaper => vec![],
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
            // Shift+Ctrl+C is not possible: egui handles it as the copy event of the system.
            UiCommand::CopyRecord => vec![command(Key::R)],
            UiCommand::CopySummary => vec![shifted(Key::R)],
            UiCommand::NextPage => vec![command(Key::PageDown)],
            UiCommand::PreviousPage => vec![command(Key::PageUp)],
            UiCommand::Palette => vec![command(Key::K)],
            UiCommand::Settings => vec![command(Key::Comma)],
            UiCommand::ToggleTheme => vec![plain(Key::F9)],
            UiCommand::ToggleLanguage => vec![],
            UiCommand::ZoomIn => vec![command(Key::Plus)],
            UiCommand::ZoomOut => vec![command(Key::Minus)],
            UiCommand::ZoomReset => vec![command(Key::Num0)],
            UiCommand::Help if os.is_mac() => vec![shifted(Key::Slash), plain(Key::F1)],
            UiCommand::Help => vec![plain(Key::F1)],
            UiCommand::Shortcuts | UiCommand::About => vec![],
            // On Windows and Linux, the system handles Alt+F4 as well.
            UiCommand::Quit if os.is_mac() => vec![command(Key::Q), command(Key::W)],
            UiCommand::Quit => vec![command(Key::Q)],
        }
    }

    /// The menu that has the command, and its group in it. Lines divide the groups.
    pub fn menu(self) -> (Menu, u8) {
        match self {
            UiCommand::New | UiCommand::Open | UiCommand::OpenRecent | UiCommand::Recover => (Menu::Case, 0),
            UiCommand::Save | UiCommand::SaveAs => (Menu::Case, 1),
            UiCommand::ExportPdf | UiCommand::PrintPdf | UiCommand::ViewPdf => (Menu::Case, 2),
            UiCommand::CopySummary | UiCommand::CopyRecord => (Menu::Case, 3),
            UiCommand::ComparePaper | UiCommand::MakeRecoveryKey => (Menu::Case, 4),
            UiCommand::Lock | UiCommand::Quit => (Menu::Case, 5),
            UiCommand::Undo | UiCommand::Redo => (Menu::Edit, 0),
            UiCommand::NextGap | UiCommand::PreviousGap => (Menu::Edit, 2),
            UiCommand::Settings => (Menu::Edit, 3),
            UiCommand::Overview => (Menu::View, 0),
            UiCommand::ShowPdf | UiCommand::NextPage | UiCommand::PreviousPage => (Menu::View, 1),
            UiCommand::NextArea | UiCommand::PreviousArea => (Menu::View, 2),
            UiCommand::ZoomIn | UiCommand::ZoomOut | UiCommand::ZoomReset => (Menu::View, 3),
            UiCommand::ToggleTheme => (Menu::View, 4),
            UiCommand::ToggleLanguage => (Menu::View, 5),
            UiCommand::Help | UiCommand::Shortcuts | UiCommand::Palette => (Menu::Help, 0),
            UiCommand::Sample => (Menu::Help, 1),
            UiCommand::About => (Menu::Help, 2),
        }
    }

    /// Whether the command would have an effect now. Buttons, menus and the palette ask here.
    pub fn is_available(self, model: &Model) -> bool {
        let (case, scale) = (model.case, model.settings.scale);
        match self {
            UiCommand::Undo => case.session().history().next_undo().is_some(),
            UiCommand::Redo => case.session().history().next_redo().is_some(),
            UiCommand::NextPage | UiCommand::PreviousPage => case.preview().is_some(),
            UiCommand::NextGap | UiCommand::PreviousGap => !case.steps(model.report_settings()).is_empty(),
            UiCommand::Overview => case.view() != View::Overview,
            UiCommand::ZoomIn => scale < *SCALES.end(),
            UiCommand::ZoomOut => scale > *SCALES.start(),
            UiCommand::ZoomReset => scale != 100,
            UiCommand::ToggleLanguage => !model.policy.decides(PolicyName::Language),
            UiCommand::New
            | UiCommand::Open
            | UiCommand::OpenRecent
            | UiCommand::Sample
            | UiCommand::Save
            | UiCommand::SaveAs
            | UiCommand::Recover
            | UiCommand::MakeRecoveryKey
            | UiCommand::Lock
            | UiCommand::NextArea
            | UiCommand::PreviousArea
            | UiCommand::ExportPdf
            | UiCommand::ShowPdf
            | UiCommand::PrintPdf
            | UiCommand::ViewPdf
            | UiCommand::ComparePaper
            | UiCommand::CopySummary
            | UiCommand::CopyRecord
            | UiCommand::Palette
            | UiCommand::Settings
            | UiCommand::ToggleTheme
            | UiCommand::Help
            | UiCommand::Shortcuts
            | UiCommand::About
            | UiCommand::Quit => true,
        }
    }

    /// The command's name with its object, as in "Fortryd: Performance status".
    pub fn name(self, case: &CaseView, say: Phrases) -> String {
        let history = case.session().history();
        let (id, change) = match self {
            UiCommand::Undo => ("command-undo-of", history.next_undo()),
            UiCommand::Redo => ("command-redo-of", history.next_redo()),
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

    /// The text of the command's first shortcut; `None`: it has none.
    pub fn keys(self, ctx: &egui::Context) -> Option<String> {
        self.shortcuts(ctx.os()).first().map(|shortcut| shortcut_text(ctx, shortcut))
    }
}

/// The commands with a button in the bar on top, from left to right, each with its rank from 0 to 6: where there is
/// no room for all of them, those with the highest rank are left out first; those of the same rank go together. All
/// of them are in the menus.
pub const BAR_BUTTONS: [(UiCommand, u8); 8] = [
    (UiCommand::Undo, 5),
    (UiCommand::Redo, 5),
    (UiCommand::New, 3),
    (UiCommand::Open, 4),
    (UiCommand::Save, 1),
    (UiCommand::CopyRecord, 6),
    (UiCommand::ShowPdf, 2),
    (UiCommand::ExportPdf, 0),
];

/// A text with the keys behind it that do the same, if there are any.
pub fn with_keys(text: &str, keys: Option<String>) -> String {
    keys.map_or(text.to_owned(), |keys| format!("{text} ({keys})"))
}

/// The text of a shortcut. egui spells out the names of signs; the text has the signs on the keys.
pub fn shortcut_text(ctx: &egui::Context, keys: &KeyboardShortcut) -> String {
    ctx.format_shortcut(keys).replace("Comma", ",").replace("Plus", "+").replace("Minus", "-")
}

const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// The shortcut of the indication at an index of the list; `None` from the tenth on.
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
    fn every_shortcut_has_one_command_on_every_system() {
        for os in SYSTEMS {
            let mut owners: BTreeMap<String, String> = BTreeMap::new();
            let commands = UiCommand::VARIANTS.iter().flat_map(|command| {
                command.shortcuts(os).into_iter().map(move |keys| (keys, format!("{command:?}")))
            });
            let digits = (0..9).filter_map(indication_keys).map(|keys| (keys, "indication".to_owned()));
            for (keys, owner) in commands.chain(digits) {
                if let Some(other) = owners.insert(name(&keys), owner.clone()) {
                    panic!("{} runs {owner} and {other} on {os:?}", name(&keys));
                }
            }
        }
    }

    #[test]
    fn no_shortcut_conflicts_with_typing_choosing_or_the_system() {
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
    fn redo_follows_the_convention_of_each_system() {
        let first = |command: UiCommand, os| name(&command.shortcuts(os)[0]);
        assert_eq!(first(UiCommand::Redo, OperatingSystem::Windows), "Ctrl+Y");
        assert_eq!(first(UiCommand::Redo, OperatingSystem::Nix), "Ctrl+Shift+Z");
        let mac = UiCommand::Redo.shortcuts(OperatingSystem::Mac)[0];
        assert_eq!(mac.format(&egui::ModifierNames::NAMES, true), "Shift+Cmd+Z");
    }
}
