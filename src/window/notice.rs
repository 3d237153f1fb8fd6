//! What the user is told about a job or an action.

mod attempt;
mod doubt;
mod duration;
mod policy;
mod reason;
mod secrets;

pub use attempt::Attempt;
pub use doubt::{contradictions_in_words, paper_id};
pub use duration::NoticeAttention;
pub use policy::policy_faults_in_words;
pub use reason::{Reason, sentence_of_part};

use super::case::PaperMatch;
use super::flow::Way;
use crate::case::Fault;
use crate::definition::IndicationId;
use crate::desktop::{Handover, KeyStoreError};
use crate::files::FileNote;
use crate::policy::PolicyFault;
use crate::settings::RequesterProfile;
use crate::verify::{Contradiction, NotCheckedReason};
use std::path::PathBuf;
use strum::VariantArray;

/// Whether an exported file says of the patient what the case says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFreshness {
    /// It says the same.
    UpToDate,
    /// The case was changed since. The file could be sent by mistake, so that the warning stays until it is closed.
    Outdated,
    /// The case was changed since, and the same report of the same patient was exported to another file after that. One
    /// line tells which file is not to be used, and goes with the next news.
    Superseded,
}

/// Something the user is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    pub message: Message,
    /// Since when it has been in sight, if it leaves by itself. In milliseconds by the clock of the window.
    pub seen_since: Option<u64>,
}

impl Notice {
    /// A notice that nobody has seen yet.
    pub fn new(kind: NoticeKind, message: Message) -> Self {
        Notice { kind, message, seen_since: None }
    }
}

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// Something needs a look.
    Warning,
    /// Something has failed.
    Error,
}

/// Whether fields hold the texts that could not be read in a case that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkedFaults {
    /// Each is marked in its field.
    AllMarked,
    /// Some are marked in their fields, and the others are left out.
    PartlyMarked,
    /// There is no field for any of them: they are left out.
    LeftOut,
}

impl MarkedFaults {
    /// `marked`: the number of fields that hold such a text.
    pub fn of(faults: usize, marked: usize) -> Self {
        match marked {
            0 => MarkedFaults::LeftOut,
            _ if marked < faults => MarkedFaults::PartlyMarked,
            _ => MarkedFaults::AllMarked,
        }
    }
}

/// What a notice says. Put into words when shown, so that it follows the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The case was saved; `None`: unencrypted.
    Saved(PathBuf, Option<Way>),
    /// A recovery key was made.
    KeysMade(PathBuf),
    /// A recovery key could not be made.
    KeysNotMade(PathBuf, Reason),
    /// The case of a recovery copy was recovered, and is not saved. The path is that of its file before the crash.
    Recovered(Option<PathBuf>),
    /// The case of a recovery copy could not be recovered.
    NotRecovered(Reason),
    /// Not all of a recovery copy could be read: the copy stays.
    RecoveredInPart,
    /// A crash left this number of recovery copies.
    ToRecover(usize),
    /// The program writes recovery copies of unsaved changes.
    RecoveryExplained,
    /// The recovery copy of this window could not be removed.
    RecoveryNotRemoved(Reason),
    /// The recovery copy that the user has discarded could not be removed.
    CopyNotDiscarded(Reason),
    /// A worker panicked while it did this; `None`: no notice tells how that ends.
    Broken(Option<Attempt>),
    /// A new case was begun.
    Begun,
    /// No step is left that leads to the report.
    NothingMissing {
        /// Whether the patient's consent is not denied.
        consents: bool,
    },
    /// Text was typed where a choice had the focus, and at most its first character has answered. Stays until the user
    /// answers again, or closes it.
    TextAnswersNothing,
    /// Text was typed where a question has the focus, and its first letter may have answered that.
    TextHasAnswered,
    /// Text was typed while the window came to show something else, and nothing has used it. Stays until the user types
    /// into the case, or closes it.
    TextNotUsed,
    /// A shortcut was pressed while the window came to show something else, and was not carried out. Stays until the
    /// user gives a command about the case, or closes it.
    ShortcutNotUsed,
    /// The age of a case without identity was removed, because it was that on another day of assessment.
    AgeOfEarlierDay,
    /// The sample case, whose patient is fictitious, was opened.
    SampleOpened,
    /// The case was taken out of a PDF.
    TakenOut(PathBuf),
    /// The PDF that the case was taken out of was changed since it was exported. Stays until the case is saved.
    PdfChanged(Vec<Contradiction>),
    /// The PDF that the case was taken out of has no mark to compare it with. Stays until the case is saved.
    PdfWithoutMark,
    /// The pages of the PDF were not compared with the case. Stays until the case is saved.
    PdfNotChecked(NotCheckedReason),
    /// Whether paper was printed from the case.
    PaperCompared {
        /// The path of the scan.
        scan: PathBuf,
        /// What its mark says of the case.
        found: PaperMatch,
        /// The revision of the case that it was compared with.
        revision: u64,
    },
    /// A scan of paper could not be read.
    PaperNotRead(PathBuf, Reason),
    /// What was just exported, copied or handed over is a draft, because the PDF of the case was changed.
    MadeFromChangedPdf,
    /// A case was opened, with these faults, and this number of further ones.
    OpenedWithFaults(Vec<Fault>, usize, MarkedFaults),
    /// Texts are too long to be saved. Which ones is shown as the case has them now.
    TextsTooLong,
    /// The report was exported.
    Exported {
        /// The path of the file.
        path: PathBuf,
        /// The characters that had to be replaced.
        replaced: Vec<char>,
        /// Whether the report is marked as a draft.
        is_draft: bool,
        /// Whether the file still says of the patient what the case says.
        freshness: ExportFreshness,
    },
    /// The report was put on the clipboard, of this indication; whether it is removed again.
    Copied(IndicationId, bool),
    /// The clipboard did not take the report.
    NotCopied,
    /// The clipboard did not take the text that was copied from a field.
    FieldNotCopied,
    /// The report was opened in the system's program for PDF files.
    Viewed,
    /// The system did not show the report.
    HandoverFailed(Handover, PathBuf, Reason),
    /// The file of the report is not as it was exported: it was not opened, and at most its folder shown.
    ExportLost {
        /// What the system was asked to do with it.
        what: Handover,
        /// The path of the file.
        path: PathBuf,
        /// Whether nothing is there, and not another file.
        is_gone: bool,
    },
    /// The report was printed.
    Printed,
    /// The report could not be printed.
    PrintFailed(Reason),
    /// The print dialog has ended, and nobody knows whether the report was printed.
    PrintUnknown,
    /// What the change of the requester has done to this number of answers or signatures.
    RequesterChanged(RequesterChange, usize),
    /// The requester of the case became the one of new cases.
    ProfileKept,
    /// The requester of new cases could not be saved, because another window has saved this one meanwhile. Stays until
    /// the user has said which of the two is saved, or closes it, and comes back when that requester is saved again.
    OtherProfileSaved(Box<RequesterProfile>),
    /// A dialog of the system waits for an answer.
    DialogIsOpen,
    /// The window closes once the print dialog of the system is answered.
    ClosesAfterPrint,
    /// Several files were dropped on the window, and none was opened.
    SeveralFilesDropped,
    /// A path was given for a case that is not shown any more.
    OtherCaseShown,
    /// Another case was being read, and is not opened: a dialog about this one came.
    OtherCaseNotOpened,
    /// The settings could not be read as such; their file was set aside.
    SettingsBroken(PathBuf),
    /// This number of texts about the requester in the settings were too long and left blank.
    SettingsTextsLeftOut(usize),
    /// What is wrong with what the IT department has set.
    PolicyFaults(Vec<PolicyFault>),
    /// The settings were written by a newer program.
    SettingsNewer,
    /// The settings could not be read.
    SettingsUnreadable(Reason),
    /// The settings could not be written.
    SettingsNotKept(Reason),
    /// The list of recent files could not be written.
    RecentNotKept(Reason),
    /// The list of recent files could not be deleted.
    RecentNotDeleted(Reason),
    /// The window that has a case open was asked to come to the front.
    OtherWindowAsked,
    /// The window that has a case open could not be brought to the front.
    OtherWindowNotRaised,
    /// A file could not be opened.
    OpenFailed(PathBuf, Reason),
    /// The case could not be saved.
    SaveFailed(PathBuf, Reason),
    /// The report could not be exported.
    ExportFailed(PathBuf, Reason),
    /// The report was exported, but not opened in a PDF reader.
    NotOpened(WhyNotOpened),
    /// Something could not be done with a file, although it was read or written.
    AboutFile(NotedFile, FileNote),
    /// A job that the user waits for takes long: a drive or the key store has not answered yet.
    StillWaiting,
    /// A file dialog was asked for long ago. It may be on screen, or may never come.
    DialogNotSeen,
    /// A message about a case that is not shown any more.
    OfEarlierCase {
        /// Whether it is the case that was shown just before this one.
        is_previous: bool,
        /// The message, without path and patient.
        outcome: EarlierCaseOutcome,
    },
}

/// The outcome of a job of a case that is not shown any more. It names neither a path, which may contain the name of
/// the patient, nor the words of the system, which may contain a path: only a file name that
/// tells nothing of anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EarlierCaseOutcome {
    /// The case was saved.
    Saved {
        /// How it was encrypted; `None`: it was not.
        way: Option<Way>,
        /// The name of its file, if that may be shown.
        file_name: Option<String>,
    },
    /// The case could not be saved.
    SaveFailed(Reason),
    /// A recovery key was made.
    KeysMade,
    /// A recovery key could not be made.
    KeysNotMade(Reason),
    /// The report was exported.
    Exported {
        /// Whether characters had to be replaced.
        has_replaced: bool,
        /// Whether the report is marked as a draft.
        is_draft: bool,
    },
    /// The report could not be exported.
    ExportFailed(Reason),
    /// The report was exported, but not opened in a PDF reader.
    NotOpenedInReader,
    /// The report was opened in the system's program for PDF files.
    Viewed,
    /// The system did not show the report.
    HandoverFailed(Handover, Reason),
    /// The file of the report is not as it was exported, by the id of the message about it.
    ExportLost(&'static str),
    /// The report was printed.
    Printed,
    /// The report could not be printed.
    PrintFailed(Reason),
    /// Nobody knows whether the report was printed.
    PrintUnknown,
    /// The report was put on the clipboard, of this indication; whether it is removed again.
    Copied(IndicationId, bool),
    /// The clipboard did not take the report.
    NotCopied,
    /// The clipboard did not take the text that was copied from a field.
    FieldNotCopied,
    /// Something could not be done with the file, by the id of the message about it.
    AboutFile(NotedFile, &'static str),
    /// The worker panicked.
    Broken,
}

/// Why a report was not opened in a PDF reader after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNotOpened {
    /// Another case is shown.
    OtherCase,
    /// The case has changed since the export was started.
    Changed,
    /// The window was covered.
    Covered,
}

/// What a change of the requester does beside the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum RequesterChange {
    /// Answers about the doctor before were blanked.
    AnswersBlanked,
    /// Answers about the doctor before gave way to those of the profile.
    AnswersReplaced,
    /// Judgements have lost the signature of the doctor before, which the program had filled in.
    SignaturesBlanked,
    /// Answers and signatures were kept, because the name was taken for a correction.
    Corrected,
    /// Judgements without a signature have got that of the requester.
    Signed,
}

impl Message {
    /// Whether something failed because the key store was locked.
    pub fn needs_unlocked_key_store(&self) -> bool {
        let (Message::SaveFailed(_, reason)
        | Message::KeysNotMade(_, reason)
        | Message::OpenFailed(_, reason)
        | Message::NotRecovered(reason)
        | Message::OfEarlierCase {
            outcome: EarlierCaseOutcome::SaveFailed(reason) | EarlierCaseOutcome::KeysNotMade(reason),
            ..
        }) = self
        else {
            return false;
        };
        *reason == KeyStoreError::Locked.into()
    }

    /// The message as it is shown with another case than the one it is about. A message about the window, or about a
    /// case to open, stays as it is.
    pub fn for_another_case(self, is_previous: bool) -> Message {
        let outcome = match self {
            Message::Saved(_, way) => EarlierCaseOutcome::Saved { way, file_name: None },
            Message::SaveFailed(_, reason) => EarlierCaseOutcome::SaveFailed(reason.without_path()),
            Message::KeysMade(_) => EarlierCaseOutcome::KeysMade,
            Message::KeysNotMade(_, reason) => EarlierCaseOutcome::KeysNotMade(reason.without_path()),
            Message::Exported { replaced, is_draft, .. } => {
                EarlierCaseOutcome::Exported { has_replaced: !replaced.is_empty(), is_draft }
            }
            Message::ExportFailed(_, reason) => EarlierCaseOutcome::ExportFailed(reason.without_path()),
            Message::NotOpened(_) => EarlierCaseOutcome::NotOpenedInReader,
            Message::Viewed => EarlierCaseOutcome::Viewed,
            Message::Printed => EarlierCaseOutcome::Printed,
            Message::PrintFailed(reason) => EarlierCaseOutcome::PrintFailed(reason.without_path()),
            Message::PrintUnknown => EarlierCaseOutcome::PrintUnknown,
            Message::HandoverFailed(what, _, reason) => {
                EarlierCaseOutcome::HandoverFailed(what, reason.without_path())
            }
            Message::ExportLost { what, is_gone, .. } => {
                EarlierCaseOutcome::ExportLost(export_lost_id(what, is_gone))
            }
            Message::Copied(indication, clears) => EarlierCaseOutcome::Copied(indication, clears),
            Message::NotCopied => EarlierCaseOutcome::NotCopied,
            Message::FieldNotCopied => EarlierCaseOutcome::FieldNotCopied,
            Message::Broken(_) => EarlierCaseOutcome::Broken,
            Message::AboutFile(file, note) => EarlierCaseOutcome::AboutFile(file, file_note_id(&note)),
            Message::Recovered(_)
            | Message::NotRecovered(_)
            | Message::RecoveredInPart
            | Message::ToRecover(_)
            | Message::RecoveryExplained
            | Message::RecoveryNotRemoved(_)
            | Message::CopyNotDiscarded(_)
            | Message::Begun
            | Message::OtherCaseNotOpened
            | Message::NothingMissing { .. }
            | Message::TextAnswersNothing
            | Message::TextHasAnswered
            | Message::TextNotUsed
            | Message::AgeOfEarlierDay
            | Message::ShortcutNotUsed
            | Message::SampleOpened
            | Message::TakenOut(_)
            | Message::PdfChanged(_)
            | Message::PdfWithoutMark
            | Message::PdfNotChecked(_)
            | Message::PaperCompared { .. }
            | Message::PaperNotRead(..)
            | Message::MadeFromChangedPdf
            | Message::OpenedWithFaults(..)
            | Message::TextsTooLong
            | Message::RequesterChanged(..)
            | Message::ProfileKept
            | Message::OtherProfileSaved(_)
            | Message::DialogIsOpen
            | Message::ClosesAfterPrint
            | Message::SeveralFilesDropped
            | Message::OtherCaseShown
            | Message::SettingsBroken(_)
            | Message::SettingsTextsLeftOut(_)
            | Message::PolicyFaults(_)
            | Message::SettingsNewer
            | Message::SettingsUnreadable(_)
            | Message::SettingsNotKept(_)
            | Message::RecentNotKept(_)
            | Message::RecentNotDeleted(_)
            | Message::OtherWindowAsked
            | Message::OtherWindowNotRaised
            | Message::OpenFailed(..)
            | Message::StillWaiting
            | Message::DialogNotSeen
            | Message::OfEarlierCase { .. } => return self,
        };
        Message::OfEarlierCase { is_previous, outcome }
    }
}

/// The kind of a file that a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotedFile {
    Case,
    Report,
    RecoveryKey,
}

impl NotedFile {
    /// The value of the argument `file` of the messages about a file.
    pub fn as_str(self) -> &'static str {
        match self {
            NotedFile::Case => "case",
            NotedFile::Report => "report",
            NotedFile::RecoveryKey => "recovery-key",
        }
    }
}

/// The id of the message about a file that is not as it was exported, which names no path.
pub fn export_lost_id(what: Handover, is_gone: bool) -> &'static str {
    match (what, is_gone) {
        (_, true) => "notice-export-gone",
        (Handover::View, false) => "notice-export-replaced",
        (Handover::ShowInFolder, false) => "notice-export-replaced-shown",
    }
}

/// The id of the message about a file, which names no path.
pub fn file_note_id(note: &FileNote) -> &'static str {
    match note {
        FileNote::NotGuarded => "notice-not-guarded",
        FileNote::AccessNotKept => "notice-access-not-kept",
        FileNote::OwnerChanged => "notice-owner-changed",
        FileNote::NotFlushed => "notice-not-flushed",
        FileNote::OtherVersionKept(_) => "notice-other-version",
        FileNote::OtherVersionFound(_) => "notice-other-version-found",
    }
}
