//! How long a notice stays: beside others, and by itself.

use super::{EarlierCaseOutcome, Message, Notice, NoticeKind};
use std::time::Duration;

/// How the notices are read at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeAttention {
    /// They are in sight.
    InSight,
    /// A screen reader may still be reading something else out.
    ReadAloud,
    /// The pointer or the focus is among them, or they are out of sight: none leaves.
    Held,
}

impl NoticeAttention {
    /// How long news stays; `None`: until that changes.
    fn duration(self) -> Option<Duration> {
        match self {
            NoticeAttention::InSight => Some(Duration::from_secs(5)),
            NoticeAttention::ReadAloud => Some(Duration::from_secs(30)),
            NoticeAttention::Held => None,
        }
    }
}

impl Notice {
    /// In how long the notice leaves by itself, and zero if it leaves now; `None`: it stays for the time being. `now`
    /// is in milliseconds by the clock of the window. If the clock was set back, the time is counted anew.
    pub fn leaves_in(&mut self, now: u64, attention: NoticeAttention) -> Option<Duration> {
        let Some(stays) = attention.duration().filter(|_| self.is_only_news()) else {
            self.seen_since = None;
            return None;
        };
        let since = self.seen_since.filter(|since| *since <= now).unwrap_or(now);
        self.seen_since = Some(since);
        Some(stays.saturating_sub(Duration::from_millis(now - since)))
    }

    /// Whether nothing is to be done about it, and nothing is lost if nobody reads it.
    fn is_only_news(&self) -> bool {
        match self.kind {
            NoticeKind::Done => self.message.is_only_news(),
            NoticeKind::Warning | NoticeKind::Error => false,
        }
    }
}

impl Message {
    /// Whether the message of something that was done is only news. One that leads further, that says what to do
    /// next, or that explains what the program does from now on is more.
    fn is_only_news(&self) -> bool {
        match self {
            Message::Saved(..)
            | Message::Begun
            | Message::NothingMissing { .. }
            | Message::Copied(..)
            | Message::Viewed
            | Message::Printed
            | Message::OtherWindowAsked
            | Message::ProfileKept => true,
            Message::OfEarlierCase { outcome, .. } => match outcome {
                EarlierCaseOutcome::Saved { .. }
                | EarlierCaseOutcome::Exported { .. }
                | EarlierCaseOutcome::Viewed
                | EarlierCaseOutcome::Printed
                | EarlierCaseOutcome::Copied(..) => true,
                EarlierCaseOutcome::KeysMade
                | EarlierCaseOutcome::SaveFailed(_)
                | EarlierCaseOutcome::KeysNotMade(_)
                | EarlierCaseOutcome::ExportFailed(_)
                | EarlierCaseOutcome::NotOpenedInReader
                | EarlierCaseOutcome::HandoverFailed(..)
                | EarlierCaseOutcome::ExportLost(_)
                | EarlierCaseOutcome::PrintFailed(_)
                | EarlierCaseOutcome::PrintUnknown
                | EarlierCaseOutcome::NotCopied
                | EarlierCaseOutcome::FieldNotCopied
                | EarlierCaseOutcome::AboutFile(..)
                | EarlierCaseOutcome::Broken => false,
            },
            Message::Exported { .. }
            | Message::KeysMade(_)
            | Message::KeysNotMade(..)
            | Message::Recovered(_)
            | Message::NotRecovered(_)
            | Message::RecoveredInPart
            | Message::ToRecover(_)
            | Message::RecoveryExplained
            | Message::RecoveryNotRemoved(_)
            | Message::CopyNotDiscarded(_)
            | Message::Broken(_)
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
            | Message::OtherCaseNotOpened
            | Message::OpenedWithFaults(..)
            | Message::TextsTooLong
            | Message::NotCopied
            | Message::FieldNotCopied
            | Message::HandoverFailed(..)
            | Message::ExportLost { .. }
            | Message::PrintFailed(_)
            | Message::PrintUnknown
            | Message::RequesterChanged(..)
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
            | Message::OtherWindowNotRaised
            | Message::OpenFailed(..)
            | Message::SaveFailed(..)
            | Message::ExportFailed(..)
            | Message::NotOpened(_)
            | Message::AboutFile(..)
            | Message::StillWaiting
            | Message::DialogNotSeen => false,
        }
    }

    /// Whether the message is about the settings, whatever case is shown.
    pub fn is_about_settings(&self) -> bool {
        matches!(
            self,
            Message::SettingsBroken(_)
                | Message::SettingsTextsLeftOut(_)
                | Message::PolicyFaults(_)
                | Message::SettingsNewer
                | Message::SettingsUnreadable(_)
                | Message::SettingsNotKept(_)
                | Message::RecentNotKept(_)
                | Message::RecentNotDeleted(_)
                | Message::OtherProfileSaved(_)
        )
    }

    /// Whether the message stays until the case is saved, whatever else happens: it speaks against the case itself.
    pub fn stays_until_saved(&self) -> bool {
        matches!(self, Message::PdfChanged(_) | Message::PdfWithoutMark | Message::PdfNotChecked(_))
    }

    /// Whether the user can close the notice: all but what speaks against the case itself.
    pub fn can_be_closed(&self) -> bool {
        !self.stays_until_saved()
    }

    /// Whether the message is what a comparison with paper has given.
    pub fn is_about_paper(&self) -> bool {
        matches!(self, Message::PaperCompared { .. } | Message::PaperNotRead(..))
    }

    /// Whether the message tells what became of a report that was exported before. The notice of the export, which
    /// offers more to do, stays beside it.
    pub fn follows_export(&self) -> bool {
        matches!(
            self,
            Message::Viewed
                | Message::NotOpened(_)
                | Message::HandoverFailed(..)
                | Message::ExportLost { .. }
                | Message::Printed
                | Message::PrintFailed(_)
                | Message::PrintUnknown
                | Message::Copied(..)
                | Message::NotCopied
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::notice::Reason;

    fn saved() -> Notice {
        Notice::new(NoticeKind::Done, Message::Saved("/t/a.wgscase".into(), None))
    }

    #[test]
    fn news_leaves_after_5_seconds_in_sight_and_later_beside_a_screen_reader() {
        let mut notice = saved();
        assert_eq!(notice.leaves_in(1_000, NoticeAttention::InSight), Some(Duration::from_secs(5)));
        assert_eq!(notice.leaves_in(5_999, NoticeAttention::InSight), Some(Duration::from_millis(1)));
        assert_eq!(notice.leaves_in(6_000, NoticeAttention::ReadAloud), Some(Duration::from_secs(25)));
        assert_eq!(notice.leaves_in(6_000, NoticeAttention::InSight), Some(Duration::ZERO));
    }

    #[test]
    fn attention_and_a_clock_that_is_set_back_start_the_time_anew() {
        let mut notice = saved();
        notice.leaves_in(0, NoticeAttention::InSight);
        assert_eq!(notice.leaves_in(60_000, NoticeAttention::Held), None);
        assert_eq!(notice.leaves_in(60_000, NoticeAttention::InSight), Some(Duration::from_secs(5)));
        assert_eq!(notice.leaves_in(1_000, NoticeAttention::InSight), Some(Duration::from_secs(5)));
    }

    #[test]
    fn what_needs_something_stays() {
        let failed = Message::SaveFailed("/t/a".into(), Reason::Message("reason-gone"));
        for (kind, message) in [
            (NoticeKind::Error, failed),
            (NoticeKind::Done, Message::SampleOpened),
            (NoticeKind::Done, Message::TextAnswersNothing),
            // Saved, but something about it needs a look.
            (NoticeKind::Warning, Message::Printed),
        ] {
            let mut notice = Notice::new(kind, message);
            assert_eq!(notice.leaves_in(1_000_000, NoticeAttention::InSight), None, "{notice:?}");
        }
    }
}
