//! How the report of the case is made, and where it was exported.

use super::CaseView;
use crate::definition::{IndicationId, Language};
use crate::report::{DocumentId, ReportDocument, ReportSettings, document};
use crate::verify::PdfStatus;
use crate::window::flow::ExportedState;
use crate::window::notice::{Message, Notice, NoticeKind};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::{Path, PathBuf};

/// How the report is made, as far as the user has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportDraft {
    /// The language; `None`: the language of the window.
    language: Option<Language>,
    with_case: bool,
    with_identity: bool,
}

impl Default for ReportDraft {
    fn default() -> Self {
        ReportDraft { language: None, with_case: true, with_identity: true }
    }
}

/// A decision about how the report is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportChoice {
    /// The language of the report.
    Language(Language),
    /// Whether the case is attached.
    WithCase(bool),
    /// Whether patient and requester are named.
    WithIdentity(bool),
}

/// A report that was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedReport {
    path: PathBuf,
    indication: IndicationId,
    /// While the report of the case has this id, the file is up to date.
    id: DocumentId,
    state: ExportedState,
    /// The characters that had to be replaced.
    replaced: Vec<char>,
    /// The last comparison with the case; `None`: there was none.
    compared: Option<ComparedCase>,
    /// Whether the user was told that the file does not match the case any more. It is told once for each time.
    is_told_outdated: bool,
}

/// What a comparison of the case with a file has given. It writes and hashes the whole case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ComparedCase {
    /// The revision of the case that was compared.
    revision: u64,
    /// Whether the file says of the patient what the case says.
    agrees: bool,
}

/// Where the case is as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// In its file, or nothing was entered.
    Saved,
    /// Inside of a PDF file that was exported, and not, or not as it is now, in a file of its own.
    InPdfOnly,
    /// Only in the window.
    Unsaved,
}

impl SavedReport {
    /// The report of an indication that was exported to a path, in this state.
    pub fn new(
        path: PathBuf,
        indication: IndicationId,
        id: DocumentId,
        state: ExportedState,
        replaced: Vec<char>,
    ) -> Self {
        SavedReport { path, indication, id, state, replaced, compared: None, is_told_outdated: false }
    }

    /// Whether the file says of the patient what the case has said in the last comparison of the two.
    fn agrees(&self) -> bool {
        self.compared.is_some_and(|compared| compared.agrees)
    }

    /// The path of the report, which may name the patient, and its indication.
    pub(super) fn file_mut(&mut self) -> (&mut PathBuf, &mut IndicationId) {
        (&mut self.path, &mut self.indication)
    }
}

impl CaseView {
    /// Takes over a decision about the report.
    pub(crate) fn choose_report(&mut self, choice: ReportChoice) {
        match choice {
            ReportChoice::Language(language) => self.report_draft.language = Some(language),
            ReportChoice::WithCase(with_case) => self.report_draft.with_case = with_case,
            ReportChoice::WithIdentity(with_identity) => self.report_draft.with_identity = with_identity,
        }
    }

    /// How the report is made. `language`: that of the window. `today`: the day on which the report is made. It is
    /// the same report for all of that day.
    pub fn report_settings(&self, language: Language, today: Date) -> ReportSettings {
        let ReportDraft { language: chosen, with_case, with_identity } = self.report_draft;
        let moment = today.to_zoned(TimeZone::UTC).ok().map(|midnight| midnight.timestamp());
        let language = chosen.unwrap_or(language);
        let is_to_be_confirmed =
            self.has_to_be_confirmed(today) || self.answers_to_confirm().next().is_some();
        let is_from_changed_pdf = matches!(self.pdf_doubt(), Some(PdfStatus::Changed(_)));
        ReportSettings { language, moment, with_case, with_identity, is_to_be_confirmed, is_from_changed_pdf }
    }

    /// The report of the case as it is now.
    pub fn report(&self, settings: ReportSettings) -> ReportDocument {
        document(self.session.set(), self.session.case(), settings)
    }

    /// Notes where the report was exported. The files that were exported before are still there, unless one of them
    /// was at this path.
    pub(crate) fn note_exported(&mut self, report: SavedReport) {
        self.saved_reports.retain(|saved| saved.path != report.path);
        self.saved_reports.push(report);
        self.compare_with_export();
    }

    /// Where the case is as it is now, whichever form is shown.
    pub fn save_state(&self) -> SaveState {
        let now = ComparedCase { revision: self.session.revision(), agrees: true };
        let is_in_pdf = |saved: &SavedReport| saved.compared == Some(now) && saved.state.has_case_inside();
        if !self.session.has_unsaved_changes() {
            SaveState::Saved
        } else if self.saved_reports.iter().any(is_in_pdf) {
            SaveState::InPdfOnly
        } else {
            SaveState::Unsaved
        }
    }

    /// Compares the case with the PDF files that were exported, if it has changed since. An undo may bring the case
    /// back that a file holds.
    fn compare_with_export(&mut self) {
        let revision = self.session.revision();
        for saved in &mut self.saved_reports {
            if saved.compared.is_none_or(|compared| compared.revision != revision) {
                let agrees = saved.state.agrees_with(self.session.case());
                saved.compared = Some(ComparedCase { revision, agrees });
            }
        }
    }

    /// Whether this file, which was exported, says something else of the patient than the case did in the last
    /// comparison of the two.
    fn is_outdated_file(&self, path: &Path) -> bool {
        let saved = self.saved_reports.iter().find(|saved| saved.path == path);
        !saved.is_some_and(SavedReport::agrees)
    }

    /// Rewrites the notice about an exported file once the case is another than the one in it: the file may have the
    /// number of another patient. An undo that brings that case back brings the notice back. Where the notice is gone,
    /// because another export was tried or for another reason, the file is still there: it is told anew.
    pub(crate) fn rewrite_outdated_export(&mut self) {
        self.compare_with_export();
        let mut notices = std::mem::take(&mut self.notices);
        for Notice { kind, message, .. } in &mut notices {
            if let Message::Exported { path, replaced, is_outdated, .. } = message {
                *is_outdated = self.is_outdated_file(path);
                let needs_look = *is_outdated || !replaced.is_empty();
                *kind = if needs_look { NoticeKind::Warning } else { NoticeKind::Done };
            }
        }
        self.notices = notices;
        self.tell_outdated_exports();
    }

    /// Tells of each exported file that does not match the case any more: also of one that was exported before another
    /// indication or without identity, as it may have the number of another patient.
    fn tell_outdated_exports(&mut self) {
        let mut untold = Vec::new();
        for saved in &mut self.saved_reports {
            let agrees = saved.agrees();
            let is_news = !agrees && !saved.is_told_outdated;
            saved.is_told_outdated = !agrees;
            let is_of_file = |notice: &Notice| match &notice.message {
                Message::Exported { path, .. } => *path == saved.path,
                _ => false,
            };
            if is_news && !self.notices.iter().any(is_of_file) {
                untold.push(Message::Exported {
                    path: saved.path.clone(),
                    replaced: saved.replaced.clone(),
                    is_draft: saved.state.is_draft(),
                    is_outdated: true,
                });
            }
        }
        for message in untold {
            self.tell_besides(NoticeKind::Warning, message);
        }
    }

    /// The indication of the report that was exported to this path.
    pub fn indication_of_export(&self, path: &Path) -> Option<&IndicationId> {
        self.saved_reports.iter().find(|saved| saved.path == path).map(|saved| &saved.indication)
    }

    /// The file with the report of the case as it is now, if it was exported last.
    pub fn up_to_date_report(&self, settings: ReportSettings) -> Option<PathBuf> {
        let saved = self.saved_reports.last()?;
        (saved.id == self.report(settings).id).then(|| saved.path.clone())
    }
}
