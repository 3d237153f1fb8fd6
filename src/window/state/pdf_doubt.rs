//! Telling what speaks against the PDF that a case was inside: when it is opened, and when its recovery copy is.

use super::Window;
use crate::verify::PdfStatus;
use crate::window::notice::{Message, NoticeKind};

impl Window {
    /// Tells what speaks against the PDF that the case was inside.
    pub(super) fn tell_pdf_doubt(&mut self, status: Option<PdfStatus>) {
        match status {
            Some(PdfStatus::Changed(contradictions)) => {
                self.tell(NoticeKind::Error, Message::PdfChanged(contradictions));
            }
            Some(PdfStatus::NoMark | PdfStatus::NoCase) => {
                self.tell(NoticeKind::Warning, Message::PdfWithoutMark);
            }
            Some(PdfStatus::NotChecked(reason)) => {
                self.tell(NoticeKind::Warning, Message::PdfNotChecked(reason));
            }
            Some(PdfStatus::Unchanged | PdfStatus::CaseUnchanged) | None => {}
        }
    }
}
