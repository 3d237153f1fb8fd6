//! Whether paper was printed from the case that is shown.

use super::{CaseView, PaperMatch};
use crate::report::Mark;
use crate::verify::{Contradiction, PdfStatus};
use crate::window::notice::{Message, Notice, NoticeKind};

impl CaseView {
    /// Compares the marks on paper with the case: as it is now, as it was saved last, and as it was in
    /// the file that was opened.
    pub(crate) fn compare_with_paper(&self, marks: &[Mark]) -> PaperMatch {
        let session = &self.session;
        if marks.is_empty() {
            return PaperMatch::NoMark;
        }
        if marks.iter().any(|mark| mark.is_of(session.case())) {
            return self.paper_of_this_case();
        }
        let was_opened =
            |mark: &Mark| session.opened_text().is_some_and(|opened| mark.is_of_case(opened) == Some(true));
        if marks.iter().any(|mark| mark.is_of(session.baseline()) || was_opened(mark)) {
            if session.has_unsaved_changes() { PaperMatch::ThisCaseBefore } else { self.paper_of_this_case() }
        } else {
            PaperMatch::AnotherCase
        }
    }

    /// Rewrites the result of a comparison with paper once the case is another than the one that was compared.
    pub(crate) fn rewrite_outdated_paper(&mut self) {
        let now = self.session.revision();
        for Notice { kind, message, .. } in &mut self.notices {
            if let Message::PaperCompared { found, revision, .. } = message
                && *revision != now
                && found.is_of_this_case()
            {
                *found = PaperMatch::ThisCaseBefore;
                *kind = NoticeKind::Warning;
            }
        }
    }

    /// Keeps the result of a comparison with the case as it was in revision `before`: another form is shown since, and
    /// nothing was changed.
    pub(super) fn keep_paper_compared(&mut self, before: u64) {
        let now = self.session.revision();
        for Notice { message, .. } in &mut self.notices {
            if let Message::PaperCompared { revision, .. } = message
                && *revision == before
            {
                *revision = now;
            }
        }
    }

    /// What is said of paper that was printed from the case as it is now.
    fn paper_of_this_case(&self) -> PaperMatch {
        match self.pdf_doubt() {
            Some(PdfStatus::Changed(found)) if found.contains(&Contradiction::OtherPages) => {
                PaperMatch::ThisCaseNotPages
            }
            Some(PdfStatus::Changed(_)) => PaperMatch::ThisCaseOfChangedPdf,
            Some(
                PdfStatus::Unchanged
                | PdfStatus::CaseUnchanged
                | PdfStatus::NoMark
                | PdfStatus::NotChecked
                | PdfStatus::NoCase,
            )
            | None => PaperMatch::ThisCase,
        }
    }
}
