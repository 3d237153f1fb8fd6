//! What of a notice may name the patient.

use super::{Message, Reason};
use crate::files::FileNote;
use std::path::PathBuf;

impl Message {
    /// The path and the reason in the message: they may name the patient.
    pub fn path_and_reason_mut(&mut self) -> (Option<&mut PathBuf>, Option<&mut Reason>) {
        match self {
            Message::Saved(path, _)
            | Message::KeysMade(path)
            | Message::Recovered(Some(path))
            | Message::TakenOut(path)
            | Message::PaperCompared { scan: path, .. }
            | Message::Exported { path, .. }
            | Message::ExportLost { path, .. }
            | Message::SettingsBroken(path)
            | Message::AboutFile(_, FileNote::OtherVersionKept(path) | FileNote::OtherVersionFound(path)) => {
                (Some(path), None)
            }
            Message::KeysNotMade(path, reason)
            | Message::HandoverFailed(_, path, reason)
            | Message::OpenFailed(path, reason)
            | Message::PaperNotRead(path, reason)
            | Message::SaveFailed(path, reason)
            | Message::ExportFailed(path, reason) => (Some(path), Some(reason)),
            Message::NotRecovered(reason)
            | Message::PrintFailed(reason)
            | Message::RecoveryNotRemoved(reason)
            | Message::CopyNotDiscarded(reason)
            | Message::SettingsUnreadable(reason)
            | Message::SettingsNotKept(reason)
            | Message::RecentNotKept(reason)
            | Message::RecentNotDeleted(reason) => (None, Some(reason)),
            // An outcome of an earlier case names neither.
            Message::OfEarlierCase { .. }
            | Message::Recovered(None)
            | Message::RecoveredInPart
            | Message::ToRecover(_)
            | Message::RecoveryExplained
            | Message::Broken(_)
            | Message::Begun
            | Message::OtherCaseNotOpened
            | Message::NothingMissing { .. }
            | Message::TextAnswersNothing
            | Message::TextHasAnswered
            | Message::TextNotUsed
            | Message::AgeOfEarlierDay
            | Message::ShortcutNotUsed
            | Message::SampleOpened
            | Message::PdfChanged(_)
            | Message::PdfWithoutMark
            | Message::PdfNotChecked(_)
            | Message::MadeFromChangedPdf
            | Message::OpenedWithFaults(..)
            | Message::TextsTooLong
            | Message::Copied(..)
            | Message::NotCopied
            | Message::FieldNotCopied
            | Message::Viewed
            | Message::Printed
            | Message::PrintUnknown
            | Message::RequesterChanged(..)
            | Message::ProfileKept
            | Message::OtherProfileSaved(_)
            | Message::DialogIsOpen
            | Message::ClosesAfterPrint
            | Message::SeveralFilesDropped
            | Message::OtherCaseShown
            | Message::SettingsTextsLeftOut(_)
            | Message::PolicyFaults(_)
            | Message::SettingsNewer
            | Message::NotOpened(_)
            | Message::OtherWindowAsked
            | Message::OtherWindowNotRaised
            | Message::AboutFile(
                _,
                FileNote::NotGuarded
                | FileNote::AccessNotKept
                | FileNote::OwnerChanged
                | FileNote::NotFlushed,
            )
            | Message::DialogNotSeen
            | Message::StillWaiting => (None, None),
        }
    }
}
