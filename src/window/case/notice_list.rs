//! What the user is told about the case that is shown.

use super::CaseView;
use crate::files::FileNote;
use crate::verify::PdfStatus;
use crate::window::notice::{Message, Notice, NoticeKind};

impl CaseView {
    /// What the user is told, the oldest first.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Tells the user something. Notices about earlier attempts go.
    pub(crate) fn tell(&mut self, kind: NoticeKind, message: Message) {
        // What became of an earlier case says nothing about this one, and the other way round.
        if matches!(message, Message::OfEarlierCase { .. }) {
            return self.notices.push(Notice { kind, message });
        }
        let stays = |notice: &Notice| match notice.message {
            Message::OfEarlierCase { .. } => notice.kind != NoticeKind::Done,
            // It holds for as long as the case is shown, or leads to a file that nobody knows of yet.
            Message::AboutFile(
                _,
                FileNote::NotGuarded | FileNote::OtherVersionKept(_) | FileNote::OtherVersionFound(_),
            ) => true,
            // It leads to what nothing else in the window leads to.
            Message::ToRecover(_) => !matches!(message, Message::ToRecover(_)),
            Message::Exported { .. } if message.follows_export() => true,
            _ if notice.message.stays_until_saved() => true,
            // Results of several scans could be mixed up.
            _ if notice.message.is_about_paper() && message.is_about_paper() => false,
            _ => notice.kind == NoticeKind::Warning && kind != NoticeKind::Done,
        };
        self.notices.retain(stays);
        self.notices.push(Notice { kind, message });
    }

    /// What speaks against the PDF that the case was inside, until the case is saved.
    pub(crate) fn pdf_doubt(&self) -> Option<PdfStatus> {
        self.notices.iter().find_map(|notice| match &notice.message {
            Message::PdfChanged(contradictions) => Some(PdfStatus::Changed(contradictions.clone())),
            Message::PdfWithoutMark => Some(PdfStatus::NoMark),
            Message::PdfNotChecked => Some(PdfStatus::NotChecked),
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
            self.notices.push(Notice { kind, message });
        }
    }

    /// Removes a notice that holds no longer.
    pub(crate) fn take_back(&mut self, message: &Message) {
        self.notices.retain(|notice| notice.message != *message);
    }

    /// Removes a notice, by its place in the list. It may be gone already.
    pub(crate) fn dismiss_notice(&mut self, at: usize) {
        if self.notices.get(at).is_some_and(|notice| !notice.message.stays_until_saved()) {
            self.notices.remove(at);
        }
    }
}
