//! What can be asked of the window.

use super::calendar::CalendarCommand;
use super::field::Field;
use super::report::ReportChoice;
use super::saving::{SecretSlot, Way};
use super::shortcut::UiCommand;
use crate::definition::{Answer, IndicationId, JudgementId, Language, QuestionId, RowId};
use crate::encryption::Passphrase;
use crate::settings::UserSettings;
use std::path::PathBuf;

/// What a view asks for. Views never change anything themselves.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// One of those with a name and a place in the palette.
    Plain(UiCommand),
    /// Give or clear an answer.
    Answer(QuestionId, Option<Answer>),
    /// Take over what was typed into a field.
    Edit(Field, String),
    /// A field was left: show its text as the case has it. It may be told late, when another is typed
    /// into, which stays as it is.
    LeaveField(Field),
    /// Open the calendar under a date field, or do what it is asked.
    Calendar(CalendarCommand),
    /// Accept, reject or leave open.
    Decide(JudgementId, Option<bool>),
    /// Show an indication, and request it.
    ShowIndication(IndicationId),
    /// Show a row of an indication.
    ShowRow(IndicationId, RowId),
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
    /// Show the criteria in place of the form, or the form again, where there is no room for both.
    ReadCriteria(bool),
    /// Close a notice.
    DismissNotice(usize),
    /// Change the language.
    SetLanguage(Language),
    /// The window was asked to close.
    CloseRequested,
    /// What was typed so far to uncover the window.
    TypeToUnlock(Passphrase),
    /// Uncover the window.
    Unlock,
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
    /// The area after the one that has the focus.
    NextArea,
    /// The area before it.
    PreviousArea,
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
    /// The text typed so far: a path, or part of a command's name.
    Typed(String),
    /// The settings as changed so far.
    Settings(Box<UserSettings>),
    /// Show the licences in full, or no longer.
    ShowLicences(bool),
    /// Encrypt this way.
    Way(Way),
    /// The passphrase typed so far.
    Secret(SecretSlot, Passphrase),
    /// Save unencrypted.
    Unencrypted,
    /// Ask the key store once more.
    Retry,
    /// Save to another place.
    SaveElsewhere,
    /// Give up what was entered, and show what the file has now.
    Reload,
    /// Look for the file of a recovery key.
    PickKey,
    /// Take over what a crash left.
    Recover(PathBuf),
    /// Remove what a crash left.
    DiscardRecovery(PathBuf),
    /// Do this command, and close the palette.
    Do(PaletteEntry),
}

/// What the palette leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaletteEntry {
    /// A command.
    Command(UiCommand),
    /// An indication.
    Indication(IndicationId),
}
