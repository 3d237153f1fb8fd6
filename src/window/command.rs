//! What can be asked of the window.

use super::case::{CaseCommand, ReportChoice};
use super::dialog::DialogCommand;
use super::shortcut::{UiCommand, indication_keys};
use crate::definition::{IndicationId, Language};
use crate::encryption::Passphrase;
use egui::KeyboardShortcut;
use std::path::PathBuf;
use strum::VariantArray;

/// What a view asks for. Views change nothing themselves.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A command with a name, which has a place in the palette.
    Ui(UiCommand),
    /// A command of the case.
    Case(CaseCommand),
    /// A command of the report.
    Report(ReportCommand),
    /// A command of the dialog on top.
    Dialog(DialogCommand),
    /// A command of the window.
    Window(WindowCommand),
}

/// A command of the report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ReportCommand {
    /// Decide how the report is made.
    Choose(ReportChoice),
    /// Show the preview at a multiple of its panel's width, in hundredths.
    Zoom(u16),
    /// The preview wants this many pixels per point, in hundredths.
    Scale(u32),
}

/// A command of the window, whatever case it shows.
#[derive(Clone, Debug, PartialEq)]
pub enum WindowCommand {
    /// Open the file at a path.
    Open(PathBuf),
    /// Change the language.
    SetLanguage(Language),
    /// Close the window, as the system asks.
    Close,
    /// Take over the passphrase typed so far to uncover the window.
    TypeToUnlock(Passphrase),
    /// Uncover the window.
    Unlock,
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

impl From<WindowCommand> for Command {
    fn from(command: WindowCommand) -> Self {
        Command::Window(command)
    }
}

impl Command {
    /// Whether the window itself gives the command, or the calendar: with any other one the user is elsewhere, and
    /// an open calendar closes.
    pub fn leaves_the_calendar_open(&self) -> bool {
        matches!(
            self,
            Command::Case(CaseCommand::Calendar(_) | CaseCommand::LeaveField(_) | CaseCommand::Arrived)
                | Command::Report(ReportCommand::Scale(_))
        )
    }
}

/// The commands whose keys were pressed. Keys with Shift or Alt are matched first, as a shortcut with fewer modifiers
/// would take theirs.
pub fn pressed(ctx: &egui::Context, indications: &[IndicationId]) -> Vec<Command> {
    let os = ctx.os();
    let mut shortcuts: Vec<(KeyboardShortcut, UiCommand)> = UiCommand::VARIANTS
        .iter()
        .flat_map(|command| command.shortcuts(os).into_iter().map(move |keys| (keys, *command)))
        .collect();
    shortcuts.sort_by_key(|(keys, _)| !(keys.modifiers.shift || keys.modifiers.alt));
    let mut asked = Vec::new();
    ctx.input_mut(|input| {
        for (keys, command) in shortcuts {
            if input.consume_shortcut(&keys) {
                asked.push(command.into());
            }
        }
        for (at, id) in indications.iter().enumerate() {
            if indication_keys(at).is_some_and(|keys| input.consume_shortcut(&keys)) {
                asked.push(CaseCommand::ShowIndication(id.clone()).into());
            }
        }
    });
    asked
}
