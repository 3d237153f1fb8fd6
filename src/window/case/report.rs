//! How the report of the case is made, and where it was exported.

use super::CaseView;
use crate::definition::{IndicationId, Language};
use crate::desktop::ExportedReport;
use crate::files::{FilePlace, Fingerprint};
use crate::report::{DocumentId, ReportDocument, ReportSettings, document};
use crate::verify::PdfStatus;
use crate::window::flow::{ExportedState, ReportSubject};
use crate::window::notice::{Attempt, ExportFreshness, Message, Notice, NoticeKind};
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
    /// While the report of the case has this id, the file is up to date.
    id: DocumentId,
    /// The fingerprint of the file as it was written.
    fingerprint: Fingerprint,
    /// The file, whichever path leads to it.
    place: FilePlace,
    /// What was at the path when the file was to be handed to the system last.
    found: FoundFile,
    state: ExportedState,
    /// The characters that had to be replaced.
    replaced: Vec<char>,
    /// The last comparison with the case; `None`: there was none.
    compared: Option<ComparedCase>,
    /// What the user was told last of how the file matches the case. It is told once for each time.
    told: ExportFreshness,
}

/// What was at the path of an exported file when it was to be handed to the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FoundFile {
    /// The file as it was exported, as far as is known.
    Exported,
    /// Nothing. Its drive may be connected again.
    Nothing,
    /// Another file, perhaps about another patient.
    Another,
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
    /// A report that was exported to a path, in this state.
    pub fn new(path: PathBuf, report: ExportedReport, state: ExportedState) -> Self {
        let ExportedReport { id, fingerprint, place, replaced } = report;
        SavedReport {
            path,
            id,
            fingerprint,
            place,
            found: FoundFile::Exported,
            state,
            replaced,
            compared: None,
            told: ExportFreshness::UpToDate,
        }
    }

    /// The path of the report, which may name the patient, and what it is about.
    pub(super) fn secrets_mut(&mut self) -> (&mut PathBuf, &mut Option<ReportSubject>) {
        (&mut self.path, self.state.subject_mut())
    }

    /// Whether a file that is written to a path takes the place of this one.
    fn is_at(&self, path: &Path, place: FilePlace) -> bool {
        self.path == path || self.place == place
    }

    /// Whether the file, as it was exported, says of the patient what the case did in the last comparison of the two.
    fn agrees(&self) -> bool {
        self.compared.is_some_and(|compared| compared.agrees)
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

    /// Notes where the report was exported. The files that were exported before are still there, unless this one was
    /// written over one of them, by whichever path.
    pub(crate) fn note_exported(&mut self, report: SavedReport) {
        self.saved_reports.retain(|saved| !saved.is_at(&report.path, report.place));
        self.saved_reports.push(report);
        self.compare_with_export();
    }

    /// Where the case is as it is now, whichever form is shown.
    pub fn save_state(&self) -> SaveState {
        let now = ComparedCase { revision: self.session.revision(), agrees: true };
        let is_in_pdf = |saved: &SavedReport| {
            saved.compared == Some(now) && saved.found == FoundFile::Exported && saved.state.has_case_inside()
        };
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

    /// Whether this file, which was exported, said of the patient what the case did in the last comparison of the two.
    fn freshness_of_file(&self, path: &Path) -> ExportFreshness {
        match self.saved_reports.iter().position(|saved| saved.path == path) {
            Some(at) => self.freshness(at),
            None => ExportFreshness::Outdated,
        }
    }

    /// Whether the file at a place of the list, in which the last export comes last, matches the case. Where another
    /// file has come in its place, it is that one that the user has to know about. But a file with another name or
    /// number than the case has now is never only one that is older.
    fn freshness(&self, at: usize) -> ExportFreshness {
        let saved = &self.saved_reports[at];
        let is_replacement = |later: &SavedReport| saved.state.is_superseded_by(&later.state);
        let has_replacement = self.saved_reports[at + 1..].iter().any(is_replacement);
        match saved.agrees() {
            true => ExportFreshness::UpToDate,
            false if has_replacement && saved.state.is_about(&self.session.case().patient) => {
                ExportFreshness::Superseded
            }
            false => ExportFreshness::Outdated,
        }
    }

    /// Rewrites the notice about an exported file once the case is another than the one in it: the file may have the
    /// number of another patient. An undo that brings that case back brings the notice back. Where the notice is gone,
    /// because another export was tried or for another reason, the file is still there: it is told anew.
    pub(crate) fn rewrite_outdated_export(&mut self) {
        self.compare_with_export();
        let mut notices = std::mem::take(&mut self.notices);
        for Notice { kind, message, .. } in &mut notices {
            if let Message::Exported { path, replaced, freshness, .. } = message {
                *freshness = self.freshness_of_file(path);
                let needs_look = *freshness != ExportFreshness::UpToDate || !replaced.is_empty();
                *kind = if needs_look { NoticeKind::Warning } else { NoticeKind::Done };
            }
        }
        // An undo does not make another file the one that was exported.
        notices.retain(|notice| match &notice.message {
            Message::Exported { path, freshness: ExportFreshness::UpToDate, .. } => !self.is_lost(path),
            _ => true,
        });
        self.notices = notices;
        self.tell_outdated_exports();
    }

    /// Tells of each exported file that does not match the case any more: also of one that was exported before another
    /// indication or without identity, as it may have the number of another patient.
    fn tell_outdated_exports(&mut self) {
        let mut untold = Vec::new();
        let now: Vec<_> = (0..self.saved_reports.len()).map(|at| self.freshness(at)).collect();
        for (saved, freshness) in self.saved_reports.iter_mut().zip(now) {
            // A file that is gone may lie elsewhere. Another one may be the report with a remark of a reader.
            let told = std::mem::replace(&mut saved.told, freshness);
            let is_news = match freshness {
                ExportFreshness::UpToDate => false,
                ExportFreshness::Superseded => told == ExportFreshness::UpToDate,
                ExportFreshness::Outdated => told != ExportFreshness::Outdated,
            };
            let is_of_file = |notice: &Notice| match &notice.message {
                Message::Exported { path, .. } => *path == saved.path,
                _ => false,
            };
            if is_news && !self.notices.iter().any(is_of_file) {
                untold.push(Message::Exported {
                    path: saved.path.clone(),
                    replaced: saved.replaced.clone(),
                    is_draft: saved.state.is_draft(),
                    freshness,
                });
            }
        }
        for message in untold {
            self.tell_besides(NoticeKind::Warning, message);
        }
    }

    /// The indication of the report that was exported to this path.
    pub fn indication_of_export(&self, path: &Path) -> Option<&IndicationId> {
        self.saved_reports.iter().find(|saved| saved.path == path)?.state.indication()
    }

    /// The file with the report of the case as it is now, if it was exported last.
    pub fn up_to_date_report(&self, settings: ReportSettings) -> Option<PathBuf> {
        let saved = self.saved_reports.last().filter(|saved| saved.found != FoundFile::Another)?;
        (saved.id == self.report(settings).id).then(|| saved.path.clone())
    }

    /// The fingerprint of a file as it was exported; `None`: no report of the case was exported to this path.
    pub(crate) fn exported_fingerprint(&self, path: &Path) -> Option<Fingerprint> {
        self.saved_reports.iter().find(|saved| saved.path == path).map(|saved| saved.fingerprint)
    }

    /// Notes that a file which was exported is not there any more, or is another one by now. Nothing offers to open
    /// another one as the report of the case, and nothing says that the case is in it. What was told of the file is not
    /// so any more, but for a warning that it does not match the case: where it is gone, it may lie elsewhere.
    pub(crate) fn note_export_lost(&mut self, path: &Path, is_gone: bool) {
        let found = if is_gone { FoundFile::Nothing } else { FoundFile::Another };
        self.note_found(path, found);
        self.notices.retain(|notice| match &notice.message {
            Message::Exported { path: of, freshness, .. } => {
                of != path || (is_gone && *freshness != ExportFreshness::UpToDate)
            }
            _ => true,
        });
    }

    /// Removes what was told of exported files: a new one is at this path. Another file that does not match the case
    /// any more is still there, and another export may just have failed.
    pub(crate) fn forget_exports(&mut self, written: &Path, place: FilePlace) {
        let mut notices = std::mem::take(&mut self.notices);
        let replaced = self.paths_replaced_by(written, place);
        let is_replaced = |path: &PathBuf| replaced.contains(&path.as_path());
        notices.retain(|notice| match &notice.message {
            Message::Exported { path, freshness, .. } => {
                *freshness == ExportFreshness::Outdated && !is_replaced(path)
            }
            Message::ExportLost { path, .. } | Message::ExportFailed(path, _) => !is_replaced(path),
            message => message.attempt() != Some(Attempt::Export),
        });
        self.notices = notices;
    }

    /// The paths of the reports in whose place a file that is written to `path` comes.
    fn paths_replaced_by<'a>(&'a self, path: &'a Path, place: FilePlace) -> Vec<&'a Path> {
        let replaced = self.saved_reports.iter().filter(|saved| saved.is_at(path, place));
        replaced.map(|saved| saved.path.as_path()).chain([path]).collect()
    }

    /// Whether a file that was exported was gone or another one when it was looked at last.
    fn is_lost(&self, path: &Path) -> bool {
        self.saved_reports.iter().any(|saved| saved.path == path && saved.found != FoundFile::Exported)
    }

    /// Notes that a file is there as it was exported.
    pub(crate) fn note_export_found(&mut self, path: &Path) {
        self.note_found(path, FoundFile::Exported);
        self.rewrite_outdated_export();
    }

    fn note_found(&mut self, path: &Path, found: FoundFile) {
        for saved in self.saved_reports.iter_mut().filter(|saved| saved.path == path) {
            saved.found = found;
        }
    }
}
