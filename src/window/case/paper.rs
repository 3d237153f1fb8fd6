//! Whether paper was printed from the case that is shown.

use super::{CaseView, PaperMatch};
use crate::case::Case;
use crate::report::Mark;
use crate::verify::{Contradiction, PdfStatus};
use crate::window::notice::{Message, Notice, NoticeKind};

impl CaseView {
    /// Compares the marks on paper with the case: as it is now, as it was saved last, and as it was opened. The report
    /// may have been made of another form than the one that is shown.
    pub(crate) fn compare_with_paper(&self, marks: &[Mark]) -> PaperMatch {
        let (session, set) = (&self.session, self.session.set());
        if marks.is_empty() {
            return PaperMatch::NoMark;
        }
        let is_of = |case: &Case| marks.iter().any(|mark| mark.is_of_any_form(case, set));
        let opened = session.opened_version();
        let opened = opened.filter(|opened| marks.iter().any(|mark| opened.is_reported_by(mark, set)));
        if is_of(session.case()) || opened.is_some_and(|opened| opened.is_unchanged_in(session.case())) {
            self.paper_of_this_case()
        } else if opened.is_some() || is_of(session.baseline()) {
            PaperMatch::ThisCaseBefore
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
                | PdfStatus::NotChecked(_)
                | PdfStatus::NoCase,
            )
            | None => PaperMatch::ThisCase,
        }
    }
}
