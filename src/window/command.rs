//! The commands of the window.

use super::case::{CaseCommand, PreviewSight, ReportChoice};
use super::dialog::DialogCommand;
use super::open_menu::MenuCommand;
use super::shortcut::{CommandReach, UiCommand, indication_keys};
use crate::definition::{IndicationId, Language};
use crate::desktop::Handover;
use crate::encryption::Passphrase;
use crate::settings::{RequesterProfile, ThemeChoice};
use egui::os::OperatingSystem;
use egui::{Event, InputState, Key, KeyboardShortcut, Modifiers};
use std::path::PathBuf;
use strum::VariantArray;

/// A request of a view to change something. Views only read the model, and return commands.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A command with a name, which is in the command palette.
    Ui(UiCommand),
    /// A command of the case.
    Case(CaseCommand),
    /// A command of the report.
    Report(ReportCommand),
    /// A command of the dialog on top.
    Dialog(DialogCommand),
    /// Open or close a menu.
    Menu(MenuCommand),
    /// A command of the window.
    Window(WindowCommand),
}

/// A command of the report.
#[derive(Clone, Debug, PartialEq)]
pub enum ReportCommand {
    /// Change the settings of the report.
    Choose(ReportChoice),
    /// Give the report that was exported to a path to the system.
    HandOver(Handover, PathBuf),
    /// Show an indication, and carry out a command about its report.
    RunFor(IndicationId, UiCommand),
    /// Set the width of the pages in the preview, as a multiple of the width that fits.
    Zoom(f32),
    /// Note which part of the report is in sight. The preview reports it after it was drawn.
    NoteSight(PreviewSight),
    /// Try once more to draw the pages that could not be drawn.
    DrawAgain,
}

/// A command that does not depend on the case shown.
#[derive(Clone, Debug, PartialEq)]
pub enum WindowCommand {
    /// Open the file at a path.
    Open(PathBuf),
    /// Open none of several files that were dropped on the window, and tell so.
    RefuseFiles,
    /// Make the requester of the case the one of new cases.
    KeepRequesterAsProfile,
    /// Settle which requester new cases have, after another window has saved this one.
    SettleProfile(SettledProfile, Box<RequesterProfile>),
    /// Ask the key store again. One that is locked asks the user for its password.
    AskKeyStoreAgain,
    /// Change the language.
    SetLanguage(Language),
    /// Change the theme.
    SetTheme(ThemeChoice),
    /// Put a text on the clipboard that is marked as one that no history keeps.
    Copy(String),
    /// Close the window, after a question about unsaved changes. The window system sends it too.
    Close,
    /// Set the passphrase that was typed so far on the cover.
    TypeToUnlock(Passphrase),
    /// Type the path for which a file dialog of the system was asked.
    TypePath,
    /// Uncover the window.
    Unlock,
}

/// Which of two requesters new cases have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettledProfile {
    /// The one of this window.
    Own,
    /// The one that another window has saved.
    Other,
}

impl Command {
    /// Whether it neither reads nor replaces the case, which is sealed while the window is locked.
    pub fn may_run_while_locked(&self) -> bool {
        match self {
            Command::Window(command) => match command {
                WindowCommand::SetLanguage(_)
                | WindowCommand::SetTheme(_)
                | WindowCommand::Close
                | WindowCommand::TypeToUnlock(_)
                | WindowCommand::Unlock => true,
                WindowCommand::Open(_)
                | WindowCommand::RefuseFiles
                | WindowCommand::TypePath
                | WindowCommand::KeepRequesterAsProfile
                | WindowCommand::SettleProfile(..)
                | WindowCommand::AskKeyStoreAgain
                | WindowCommand::Copy(_) => false,
            },
            // The cover has a menu for its passphrase.
            Command::Menu(_) => true,
            Command::Ui(_) | Command::Case(_) | Command::Report(_) | Command::Dialog(_) => false,
        }
    }
}

impl From<UiCommand> for Command {
    fn from(command: UiCommand) -> Self {
        Command::Ui(command)
    }
}

impl From<CaseCommand> for Command {
    fn from(command: CaseCommand) -> Self {
        Command::Case(command)
    }
}

impl From<ReportCommand> for Command {
    fn from(command: ReportCommand) -> Self {
        Command::Report(command)
    }
}

impl From<DialogCommand> for Command {
    fn from(command: DialogCommand) -> Self {
        Command::Dialog(command)
    }
}

impl From<MenuCommand> for Command {
    fn from(command: MenuCommand) -> Self {
        Command::Menu(command)
    }
}

impl From<WindowCommand> for Command {
    fn from(command: WindowCommand) -> Self {
        Command::Window(command)
    }
}

impl Command {
    /// Whether it changes what the case says about its patient. Who that is is changed by an edit, too.
    pub fn changes_answers(&self) -> bool {
        match self {
            Command::Case(command) => match command {
                CaseCommand::Edit(field, _) => !field.names_patient(),
                CaseCommand::Answer(..)
                | CaseCommand::Decide(..)
                | CaseCommand::ClearText(_)
                | CaseCommand::Reconfirm(_)
                | CaseCommand::ConfirmAnswer(_)
                | CaseCommand::SettleRequester(_) => true,
                CaseCommand::GoToText(_)
                | CaseCommand::LeaveField(_)
                | CaseCommand::Calendar(_)
                | CaseCommand::ShowIndication(_)
                | CaseCommand::ShowRow(..)
                | CaseCommand::ToggleRow(_)
                | CaseCommand::ToggleWhy(_)
                | CaseCommand::GoTo(_)
                | CaseCommand::GoToStep(_)
                | CaseCommand::NoteBeforeKeyAnswer(_)
                | CaseCommand::NoteKeyAnswer
                | CaseCommand::SettleStrayText(_)
                | CaseCommand::TargetReached
                | CaseCommand::ClosePreview
                | CaseCommand::ShowCriteria(_)
                | CaseCommand::DismissNotice(_)
                | CaseCommand::DismissNewestNotice
                | CaseCommand::ShowAllNotices(_) => false,
            },
            Command::Ui(_)
            | Command::Report(_)
            | Command::Dialog(_)
            | Command::Menu(_)
            | Command::Window(_) => false,
        }
    }
}

impl Command {
    /// Whether an open calendar stays open. Every other command shows that the user has left the calendar.
    pub fn keeps_calendar_open(&self) -> bool {
        matches!(
            self,
            Command::Case(CaseCommand::Calendar(_) | CaseCommand::LeaveField(_) | CaseCommand::TargetReached)
                | Command::Report(ReportCommand::NoteSight(_))
        )
    }
}

impl Command {
    /// Whether an open menu stays open. A field that loses the focus to the menu is not left by the user.
    pub fn keeps_menu_open(&self) -> bool {
        match self {
            Command::Menu(_) => true,
            Command::Case(CaseCommand::TargetReached) | Command::Report(ReportCommand::NoteSight(_)) => true,
            Command::Ui(_)
            | Command::Case(_)
            | Command::Report(_)
            | Command::Dialog(_)
            | Command::Window(_) => false,
        }
    }

    /// Whether it opens a menu.
    pub fn opens_menu(&self) -> bool {
        matches!(self, Command::Menu(MenuCommand::Open(_)))
    }
}

/// The commands whose shortcuts work whatever is open. Whoever leaves the computer covers the window, whatever is open
/// in it, and the help explains each dialog.
const OVER_DIALOGS: [UiCommand; 2] = [UiCommand::Lock, UiCommand::Help];

/// The commands that a key which is held down gives again and again: each of them goes one step further. All others act
/// once for each press, as a second print, or a second dialog, is not what the user has asked for.
const REPEATED_WHILE_HELD: [UiCommand; 10] = [
    UiCommand::Undo,
    UiCommand::Redo,
    UiCommand::NextGap,
    UiCommand::PreviousGap,
    UiCommand::NextArea,
    UiCommand::PreviousArea,
    UiCommand::NextPage,
    UiCommand::PreviousPage,
    UiCommand::ZoomIn,
    UiCommand::ZoomOut,
];

/// Whether a key is the shortcut of a command that works whatever is open.
pub fn works_over_dialogs(key: Key, modifiers: Modifiers, os: OperatingSystem) -> bool {
    command_of(key, modifiers, os).is_some_and(|command| OVER_DIALOGS.contains(&command))
}

/// What the command reaches whose shortcut a key is; `None`: it is none.
pub fn reach_of_shortcut(key: Key, modifiers: Modifiers, os: OperatingSystem) -> Option<CommandReach> {
    let of_indication = || indication_of(key, modifiers).map(|_| CommandReach::ShownCase);
    command_of(key, modifiers, os).map(UiCommand::reach).or_else(of_indication)
}

/// The command whose shortcut is pressed.
fn command_of(key: Key, modifiers: Modifiers, os: OperatingSystem) -> Option<UiCommand> {
    let mut shortcuts = by_precedence(os).into_iter();
    shortcuts.find(|(keys, _)| is_pressed(*keys, key, modifiers)).map(|(_, command)| command)
}

/// The index of the indication whose shortcut is pressed.
fn indication_of(key: Key, modifiers: Modifiers) -> Option<usize> {
    (0..).map_while(indication_keys).position(|keys| is_pressed(keys, key, modifiers))
}

/// As egui matches a shortcut: Shift and Alt may be held down with it.
fn is_pressed(keys: KeyboardShortcut, key: Key, modifiers: Modifiers) -> bool {
    keys.logical_key == key && modifiers.matches_logically(keys.modifiers)
}

/// The shortcuts of all commands. Those with Shift or Alt come first: egui also matches a shortcut without these
/// modifiers, so that Ctrl+Shift+S would be Ctrl+S.
fn by_precedence(os: OperatingSystem) -> Vec<(KeyboardShortcut, UiCommand)> {
    let of_command = |command: &UiCommand| {
        command.shortcuts(os).into_iter().map(|keys| (keys, *command)).collect::<Vec<_>>()
    };
    let mut shortcuts: Vec<_> = UiCommand::VARIANTS.iter().flat_map(of_command).collect();
    shortcuts.sort_by_key(|(keys, _)| !(keys.modifiers.shift || keys.modifiers.alt));
    shortcuts
}

/// Takes a shortcut of a command out of the input, and returns whether it gives the command.
fn take_shortcut(input: &mut InputState, shortcut: &KeyboardShortcut, command: UiCommand) -> bool {
    let is_first = |event: &Event| match event {
        Event::Key { key, pressed: true, repeat: false, modifiers, .. } => {
            is_pressed(*shortcut, *key, *modifiers)
        }
        _ => false,
    };
    let counts = REPEATED_WHILE_HELD.contains(&command) || input.events.iter().any(is_first);
    input.consume_shortcut(shortcut) && counts
}

/// The commands whose shortcuts were pressed while a dialog or a menu is open. No other shortcut works then.
pub fn pressed_in_dialog(ctx: &egui::Context) -> Vec<Command> {
    let is_pressed = |command: &UiCommand| {
        let keys = command.shortcuts(ctx.os());
        ctx.input_mut(|input| keys.iter().any(|keys| take_shortcut(input, keys, *command)))
    };
    OVER_DIALOGS.into_iter().filter(is_pressed).map(Command::from).collect()
}

/// The commands whose shortcuts were pressed.
pub fn pressed_commands(ctx: &egui::Context, indications: &[IndicationId]) -> Vec<Command> {
    let shortcuts = by_precedence(ctx.os());
    let mut commands = Vec::new();
    ctx.input_mut(|input| {
        for (keys, command) in shortcuts {
            if take_shortcut(input, &keys, command) {
                commands.push(command.into());
            }
        }
        for (at, id) in indications.iter().enumerate() {
            if indication_keys(at).is_some_and(|keys| input.consume_shortcut(&keys)) {
                commands.push(CaseCommand::ShowIndication(id.clone()).into());
            }
        }
    });
    commands
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_shortcut_is_that_of_its_own_command() {
        for os in [OperatingSystem::Windows, OperatingSystem::Mac, OperatingSystem::Nix] {
            for (keys, command) in by_precedence(os) {
                let (key, modifiers) = (keys.logical_key, keys.modifiers);
                assert_eq!(command_of(key, modifiers, os), Some(command));
                assert_eq!(reach_of_shortcut(key, modifiers, os), Some(command.reach()));
                assert_eq!(works_over_dialogs(key, modifiers, os), OVER_DIALOGS.contains(&command));
            }
            let reach = |modifiers| reach_of_shortcut(Key::Num3, modifiers, os);
            assert_eq!(reach(Modifiers::COMMAND), Some(CommandReach::ShownCase), "it shows an indication");
            assert_eq!(reach(Modifiers::NONE), None, "it may be an answer");
        }
    }
}
