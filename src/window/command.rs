//! What can be asked of the window, and the keys that ask it.

use super::field::Field;
use super::report::ReportChoice;
use crate::definition::{Answer, IndicationId, JudgementId, Language, QuestionId, RowId};
use egui::{Key, KeyboardShortcut, Modifiers};
use std::path::PathBuf;

/// What a view asks for. Views never change anything themselves.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// One of those with a name, a key and a place in the bar.
    Plain(UiCommand),
    /// Give or clear an answer.
    Answer(QuestionId, Option<Answer>),
    /// Take over what was typed into a field.
    Edit(Field, String),
    /// The field was left: show its text as the case has it.
    LeaveField,
    /// Accept, reject or leave open.
    Decide(JudgementId, Option<bool>),
    /// Show an indication, and request it.
    ShowIndication(IndicationId),
    /// Fold or unfold a row.
    ToggleRow(RowId),
    /// Lead to a place in the window and focus it.
    GoTo(Target),
    /// The place was reached.
    Arrived,
    /// Open the file at a path.
    OpenPath(PathBuf),
    /// Answer the dialog that is open.
    Dialog(DialogAnswer),
    /// Choose how the report is made.
    Report(ReportChoice),
    /// Show the preview at a multiple of its panel's width, in hundredths.
    PreviewZoom(u16),
    /// The preview wants so many pixels a point, in hundredths.
    PreviewScale(u32),
    /// Close a notice.
    DismissNotice(usize),
    /// Change the language.
    SetLanguage(Language),
    /// The window was asked to close.
    CloseRequested,
}

/// A place that can be led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A question of the form shown.
    Question(QuestionId),
    /// A text field.
    Field(Field),
    /// A row of the criteria.
    Row(RowId),
    /// The decision of a judgement.
    Judgement(JudgementId),
}

/// An answer to a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogAnswer {
    /// Nothing is done.
    Cancel,
    /// Go on.
    Confirm,
    /// Give up unsaved changes.
    Discard,
    /// The path typed so far.
    Path(String),
}

/// The commands with a name and a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UiCommand {
    /// Start a new case.
    New,
    /// Open a case.
    Open,
    /// Save the case.
    Save,
    /// Save the case elsewhere.
    SaveAs,
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
    /// Lead to what is missing next.
    NextGap,
    /// Light or dark.
    ToggleTheme,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// As designed.
    ZoomReset,
    /// Close the window.
    Quit,
}

impl UiCommand {
    /// All of them.
    pub const ALL: [UiCommand; 17] = [
        UiCommand::New,
        UiCommand::Open,
        UiCommand::Save,
        UiCommand::SaveAs,
        UiCommand::ExportPdf,
        UiCommand::ShowPdf,
        UiCommand::PrintPdf,
        UiCommand::ViewPdf,
        UiCommand::CopySummary,
        UiCommand::NextPage,
        UiCommand::PreviousPage,
        UiCommand::NextGap,
        UiCommand::ToggleTheme,
        UiCommand::ZoomIn,
        UiCommand::ZoomOut,
        UiCommand::ZoomReset,
        UiCommand::Quit,
    ];

    /// The id of its name.
    pub fn text(self) -> &'static str {
        match self {
            UiCommand::New => "command-new",
            UiCommand::Open => "command-open",
            UiCommand::Save => "command-save",
            UiCommand::SaveAs => "command-save-as",
            UiCommand::ExportPdf => "command-export-pdf",
            UiCommand::ShowPdf => "command-show-pdf",
            UiCommand::PrintPdf => "command-print-pdf",
            UiCommand::ViewPdf => "command-view-pdf",
            UiCommand::CopySummary => "command-copy-summary",
            UiCommand::NextPage => "command-next-page",
            UiCommand::PreviousPage => "command-previous-page",
            UiCommand::NextGap => "command-next-gap",
            UiCommand::ToggleTheme => "command-toggle-theme",
            UiCommand::ZoomIn => "command-zoom-in",
            UiCommand::ZoomOut => "command-zoom-out",
            UiCommand::ZoomReset => "command-zoom-reset",
            UiCommand::Quit => "command-quit",
        }
    }

    /// Whether it asks for a file, or leaves the case.
    pub fn leads_to_a_file(self) -> bool {
        match self {
            UiCommand::New
            | UiCommand::Open
            | UiCommand::Save
            | UiCommand::SaveAs
            | UiCommand::ExportPdf
            | UiCommand::PrintPdf
            | UiCommand::ViewPdf => true,
            UiCommand::ShowPdf
            | UiCommand::CopySummary
            | UiCommand::NextPage
            | UiCommand::PreviousPage
            | UiCommand::NextGap
            | UiCommand::ToggleTheme
            | UiCommand::ZoomIn
            | UiCommand::ZoomOut
            | UiCommand::ZoomReset
            | UiCommand::Quit => false,
        }
    }

    /// Its keys.
    pub fn shortcut(self) -> KeyboardShortcut {
        let command = |key| KeyboardShortcut::new(Modifiers::COMMAND, key);
        let shifted = |key| KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, key);
        match self {
            UiCommand::New => command(Key::N),
            UiCommand::Open => command(Key::O),
            UiCommand::Save => command(Key::S),
            UiCommand::SaveAs => shifted(Key::S),
            UiCommand::ExportPdf => command(Key::E),
            UiCommand::ShowPdf => KeyboardShortcut::new(Modifiers::NONE, Key::F7),
            UiCommand::PrintPdf => command(Key::P),
            UiCommand::ViewPdf => shifted(Key::P),
            // Not with C: where Shift is held too, the system's copying takes it.
            UiCommand::CopySummary => command(Key::R),
            UiCommand::NextPage => command(Key::PageDown),
            UiCommand::PreviousPage => command(Key::PageUp),
            UiCommand::NextGap => KeyboardShortcut::new(Modifiers::NONE, Key::F8),
            UiCommand::ToggleTheme => KeyboardShortcut::new(Modifiers::NONE, Key::F9),
            UiCommand::ZoomIn => command(Key::Plus),
            UiCommand::ZoomOut => command(Key::Minus),
            UiCommand::ZoomReset => command(Key::Num0),
            UiCommand::Quit => command(Key::Q),
        }
    }
}

/// The commands whose keys were pressed. Those with Shift or Alt are matched first, as a shortcut
/// with fewer modifiers would take theirs.
pub fn pressed(ctx: &egui::Context, indications: &[IndicationId]) -> Vec<Command> {
    let mut commands = UiCommand::ALL;
    commands.sort_by_key(|command| {
        let modifiers = command.shortcut().modifiers;
        !(modifiers.shift || modifiers.alt)
    });
    let mut asked = Vec::new();
    ctx.input_mut(|input| {
        for command in commands {
            if input.consume_shortcut(&command.shortcut()) {
                asked.push(Command::Plain(command));
            }
        }
        let digits = [
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
            Key::Num7,
            Key::Num8,
            Key::Num9,
        ];
        for (key, id) in digits.into_iter().zip(indications) {
            if input.consume_key(Modifiers::COMMAND, key) {
                asked.push(Command::ShowIndication(id.clone()));
            }
        }
    });
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_have_the_same_keys() {
        for (at, one) in UiCommand::ALL.iter().enumerate() {
            for other in &UiCommand::ALL[at + 1..] {
                assert_ne!(one.shortcut(), other.shortcut(), "{one:?} and {other:?}");
            }
        }
    }
}
