//! What the user is told about the case that is shown.

use super::CaseView;
use crate::files::FileNote;
use crate::verify::PdfStatus;
use crate::window::notice::{
    Attempt, EarlierCaseOutcome, ExportFreshness, Message, Notice, NoticeAttention, NoticeKind,
    RequesterChange,
};
use std::path::Path;
use std::time::Duration;

impl CaseView {
    /// What the user is told, the oldest first.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Tells the user something. News and warnings about earlier attempts go. A failure stays until its attempt is made
    /// or told again, or the user closes it.
    pub(crate) fn tell(&mut self, kind: NoticeKind, message: Message) {
        // What became of an earlier case says nothing about this one, and the other way round.
        if matches!(message, Message::OfEarlierCase { .. }) {
            return self.tell_besides(kind, message);
        }
        let stays = |notice: &Notice| match notice.message {
            Message::OfEarlierCase { .. } => notice.kind != NoticeKind::Done,
            // It holds for as long as the case is shown, or leads to a file that nobody knows of yet.
            Message::AboutFile(
                _,
                FileNote::NotGuarded | FileNote::OtherVersionKept(_) | FileNote::OtherVersionFound(_),
            ) => true,
            // It says what is missing, until the user types it or gives the command again.
            Message::TextNotUsed | Message::ShortcutNotUsed => true,
            // It offers to take back what a changed name has done, until the user has dealt with that.
            Message::RequesterChanged(..) => true,
            // Nothing else tells why the age is missing. It is taken back once there is one.
            Message::AgeOfEarlierDay => true,
            // An answer may be another one than was meant, until the user answers again.
            Message::TextAnswersNothing | Message::TextHasAnswered => true,
            // It leads to the copies that a crash left. A later one has their number as it is now.
            Message::ToRecover(_) => !matches!(message, Message::ToRecover(_)),
            // The file is still there, perhaps with the number of another patient.
            Message::Exported { freshness: ExportFreshness::Outdated, .. }
            | Message::ExportLost { is_gone: false, .. } => true,
            Message::Exported { freshness: ExportFreshness::UpToDate, .. } if message.follows_export() => {
                true
            }
            // It was written to another path, else it would have been taken back.
            Message::ExportFailed(..)
                if matches!(message, Message::Exported { .. } | Message::ExportFailed(..)) =>
            {
                true
            }
            // Nothing else tells that a requester is not saved, and the user has not closed it.
            Message::OtherProfileSaved(_) => true,
            _ if !notice.message.can_be_closed() => true,
            // Results of several scans could be mixed up.
            _ if notice.message.is_about_paper() && message.is_about_paper() => false,
            // What follows by itself may succeed before the user has read of the failure.
            _ if notice.kind == NoticeKind::Error => !message.replaces_failure(&notice.message),
            _ => notice.kind == NoticeKind::Warning && kind != NoticeKind::Done,
        };
        self.fold_if_blank();
        self.notices.retain(stays);
        self.notices.push(Notice::new(kind, message));
    }

    /// Shows one line again in a window that is low, once no notice is left: that all were shown was asked for those.
    fn fold_if_blank(&mut self) {
        self.shows_all_notices &= !self.notices.is_empty();
    }

    /// That the case was just saved, as it is told once the next one is shown: until then, nobody may have seen it.
    pub(crate) fn outcome_of_save(&self) -> Option<EarlierCaseOutcome> {
        let way = self.notices.iter().find_map(|notice| match &notice.message {
            Message::Saved(_, way) => Some(*way),
            _ => None,
        })?;
        let is_saved = !self.session.has_unsaved_changes();
        is_saved.then(|| EarlierCaseOutcome::Saved { way, file_name: self.shown_file_name() })
    }

    /// What speaks against the PDF that the case was inside, until the case is saved.
    pub(crate) fn pdf_doubt(&self) -> Option<PdfStatus> {
        self.notices.iter().find_map(|notice| match &notice.message {
            Message::PdfChanged(contradictions) => Some(PdfStatus::Changed(contradictions.clone())),
            Message::PdfWithoutMark => Some(PdfStatus::NoMark),
            Message::PdfNotChecked(reason) => Some(PdfStatus::NotChecked(*reason)),
            _ => None,
        })
    }

    /// Removes what speaks against the case as it came: the user has saved it.
    pub(super) fn drop_notices_until_saved(&mut self) {
        let goes = |message: &Message| message.stays_until_saved() || *message == Message::MadeFromChangedPdf;
        self.notices.retain(|notice| !goes(&notice.message));
    }

    /// Tells the user something besides the last notice, which stays. It is told once at a time.
    pub(crate) fn tell_besides(&mut self, kind: NoticeKind, message: Message) {
        if !self.notices.iter().any(|notice| notice.message == message) {
            self.fold_if_blank();
            self.notices.push(Notice::new(kind, message));
        }
    }

    /// Removes a notice that holds no longer.
    pub(crate) fn take_back(&mut self, message: &Message) {
        self.notices.retain(|notice| notice.message != *message);
    }

    /// Removes what was told of a list of recent cases that could not be written or deleted: it is, by now.
    pub(crate) fn take_back_recent_changes(&mut self) {
        let is_about_list =
            |message: &Message| matches!(message, Message::RecentNotKept(_) | Message::RecentNotDeleted(_));
        self.notices.retain(|notice| !is_about_list(&notice.message));
    }

    /// Removes what was told of an earlier change of the requester: it is told anew.
    pub(super) fn take_back_requester_change(&mut self, change: RequesterChange) {
        let is_of_change =
            |message: &Message| matches!(message, Message::RequesterChanged(of, _) if *of == change);
        self.notices.retain(|notice| !is_of_change(&notice.message));
    }

    /// Removes what was told of a requester whom another window has saved.
    pub(crate) fn take_back_other_profile(&mut self) {
        self.notices.retain(|notice| !matches!(notice.message, Message::OtherProfileSaved(_)));
    }

    /// Removes what asks whether an answer is right: the user has dealt with it, or goes on answering.
    pub(super) fn forget_key_answer(&mut self) {
        self.take_back(&Message::TextAnswersNothing);
        self.take_back(&Message::TextHasAnswered);
    }

    /// Removes a notice, by its place in the list. It may be gone already.
    pub(crate) fn dismiss_notice(&mut self, at: usize) {
        if self.notices.get(at).is_some_and(|notice| notice.message.can_be_closed()) {
            self.notices.remove(at);
        }
    }

    /// Closes the newest notice that can be closed.
    pub(crate) fn dismiss_newest_notice(&mut self) {
        if let Some(at) = self.notices.iter().rposition(|notice| notice.message.can_be_closed()) {
            self.notices.remove(at);
        }
    }

    /// Removes what was told of the last attempt at something: it is tried again. That an exported file does not match
    /// the case any more holds until another one is there: the next attempt may fail.
    pub(crate) fn forget_attempt(&mut self, attempt: Attempt) {
        let is_outdated = |message: &Message| match message {
            Message::Exported { freshness, .. } => *freshness == ExportFreshness::Outdated,
            _ => false,
        };
        self.notices
            .retain(|notice| notice.message.attempt() != Some(attempt) || is_outdated(&notice.message));
    }

    /// Removes what was told of an exported file that was gone or another one: it is looked at again.
    pub(crate) fn forget_lost_export(&mut self, path: &Path) {
        self.notices
            .retain(|notice| !matches!(&notice.message, Message::ExportLost { path: of, .. } if of == path));
    }

    /// Removes the notices that are only news and were in sight for long enough. Says in how long to ask again. `now`
    /// is in milliseconds by the clock of the window.
    pub(crate) fn remove_old_news(&mut self, now: u64, attention: NoticeAttention) -> Option<Duration> {
        let mut next: Option<Duration> = None;
        self.notices.retain_mut(|notice| match notice.leaves_in(now, attention) {
            None => true,
            Some(left) if left.is_zero() => false,
            Some(left) => {
                next = Some(next.map_or(left, |next| next.min(left)));
                true
            }
        });
        next
    }

    /// Whether all notices are shown in a window that is low, where they are one line else.
    pub fn shows_all_notices(&self) -> bool {
        self.shows_all_notices && !self.notices.is_empty()
    }

    /// Shows all notices in a window that is low, or one line.
    pub(super) fn show_all_notices(&mut self, shows: bool) {
        self.shows_all_notices = shows;
    }
}
