//! Comparing the case with a scan of paper.

use super::Window;
use crate::desktop::{PaperError, ReportRequest, Request};
use crate::report::Mark;
use crate::window::case::CaseId;
use crate::window::jobs::FollowUp;
use crate::window::notice::{Attempt, Message, NoticeKind, Reason};
use std::path::PathBuf;

impl Window {
    /// Reads the marks on a scan, to compare them with the case.
    pub(super) fn read_paper(&mut self, path: PathBuf) {
        self.case.forget_attempt(Attempt::ComparePaper);
        let request = Request::Report(ReportRequest::ReadPaper(path.clone()));
        self.jobs.start(request, FollowUp::ComparePaper { case: self.case.id(), path });
    }

    /// Tells whether the paper was printed from the case that is shown.
    pub(super) fn paper_read(&mut self, case: CaseId, path: PathBuf, read: Result<Vec<Mark>, PaperError>) {
        if case != self.case.id() {
            return self.tell(NoticeKind::Warning, Message::OtherCaseShown);
        }
        match read {
            Ok(marks) => {
                let revision = self.case.session().revision();
                let found = self.case.compare_with_paper(&marks);
                let kind = if found.is_beyond_doubt() { NoticeKind::Done } else { NoticeKind::Warning };
                self.tell(kind, Message::PaperCompared { scan: path, found, revision });
            }
            Err(error) => self.tell(NoticeKind::Error, Message::PaperNotRead(path, Reason::from(error))),
        }
    }
}
