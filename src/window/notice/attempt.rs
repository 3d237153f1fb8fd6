//! What the user has tried, by the notice about it: such a notice goes when the same is tried again.

use super::Message;
use crate::desktop::Handover;
use std::mem::discriminant;

/// What the user tries, and may try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    Open,
    Save,
    Export,
    View,
    ShowInFolder,
    Print,
    CopyReport,
    CopyField,
    MakeRecoveryKey,
    Recover,
    DiscardCopy,
    ComparePaper,
    PickPath,
}

impl Attempt {
    /// The attempt to give a report to the system.
    pub fn of_handover(what: Handover) -> Self {
        match what {
            Handover::View => Attempt::View,
            Handover::ShowInFolder => Attempt::ShowInFolder,
        }
    }
}

impl Message {
    /// Whether it takes the place of a failure: it tells of the same attempt or, where the failure is about none, of
    /// the same matter, so that no more than one of each are told.
    pub fn replaces_failure(&self, failure: &Message) -> bool {
        match failure.attempt() {
            Some(attempt) => self.attempt() == Some(attempt),
            None => discriminant(self) == discriminant(failure),
        }
    }

    /// What was tried, if the message only tells how that ended. What holds for longer than the next attempt is not
    /// among these, such as a file that nobody knows of yet.
    pub fn attempt(&self) -> Option<Attempt> {
        match self {
            Message::OpenFailed(..)
            | Message::SeveralFilesDropped
            | Message::OtherCaseNotOpened
            | Message::OtherWindowAsked
            | Message::OtherWindowNotRaised => Some(Attempt::Open),
            Message::Saved(..) | Message::SaveFailed(..) => Some(Attempt::Save),
            Message::Exported { .. } | Message::ExportFailed(..) => Some(Attempt::Export),
            Message::Viewed | Message::NotOpened(_) => Some(Attempt::View),
            Message::HandoverFailed(what, ..) => Some(Attempt::of_handover(*what)),
            Message::Printed | Message::PrintFailed(_) | Message::PrintUnknown => Some(Attempt::Print),
            Message::Copied(..) | Message::NotCopied => Some(Attempt::CopyReport),
            Message::FieldNotCopied => Some(Attempt::CopyField),
            Message::KeysMade(_) | Message::KeysNotMade(..) => Some(Attempt::MakeRecoveryKey),
            Message::NotRecovered(_) => Some(Attempt::Recover),
            Message::CopyNotDiscarded(_) => Some(Attempt::DiscardCopy),
            Message::PaperCompared { .. } | Message::PaperNotRead(..) => Some(Attempt::ComparePaper),
            Message::DialogIsOpen | Message::OtherCaseShown => Some(Attempt::PickPath),
            Message::Broken(attempt) => *attempt,
            Message::Recovered(_)
            | Message::RecoveredInPart
            | Message::ToRecover(_)
            | Message::RecoveryExplained
            | Message::RecoveryNotRemoved(_)
            | Message::Begun
            | Message::NothingMissing { .. }
            | Message::TextAnswersNothing
            | Message::TextHasAnswered
            | Message::TextNotUsed
            | Message::AgeOfEarlierDay
            | Message::ExportLost { .. }
            | Message::ShortcutNotUsed
            | Message::SampleOpened
            | Message::TakenOut(_)
            | Message::PdfChanged(_)
            | Message::PdfWithoutMark
            | Message::PdfNotChecked(_)
            | Message::MadeFromChangedPdf
            | Message::OpenedWithFaults(..)
            | Message::TextsTooLong
            | Message::RequesterChanged(..)
            | Message::ProfileKept
            | Message::OtherProfileSaved(_)
            | Message::SettingsBroken(_)
            | Message::SettingsTextsLeftOut(_)
            | Message::PolicyFaults(_)
            | Message::SettingsNewer
            | Message::SettingsUnreadable(_)
            | Message::SettingsNotKept(_)
            | Message::RecentNotKept(_)
            | Message::RecentNotDeleted(_)
            | Message::AboutFile(..)
            | Message::ClosesAfterPrint
            | Message::StillWaiting
            | Message::DialogNotSeen
            | Message::OfEarlierCase { .. } => None,
        }
    }
}
