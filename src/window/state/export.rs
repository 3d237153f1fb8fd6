//! The report: previewed, exported, given to the system, copied as text.

use super::Window;
use crate::definition::IndicationId;
use crate::desktop::{
    CopyResult, ExportedReport, Handover, HandoverError, PrintError, ReportRequest, Request, Withdrawal,
};
use crate::files::{FileError, Fingerprint, Overwrite};
use crate::report::{Outline, ReportSettings, draft_reasons};
use crate::window::case::{CaseId, ReportChoice, SavedReport};
use crate::window::dialog::{ExportDialog, RefusedAction, ReplaceDialog, Replacement};
use crate::window::flow::{AfterExport, ExportedState, ReportExport, ReportUse};
use crate::window::jobs::FollowUp;
use crate::window::notice::{Attempt, ExportFreshness, Message, NoticeKind, Reason, WhyNotOpened};
use crate::window::shortcut::UiCommand;
use egui::Context;
use std::path::{Path, PathBuf};

impl Window {
    /// How the report of the case is made.
    pub fn report_settings(&self) -> ReportSettings {
        self.model().report_settings()
    }

    /// Whether the case can't be used for a command about the report that is shown.
    pub(super) fn refuses_report_for(&mut self, command: UiCommand) -> bool {
        self.case.leave_field();
        let indication = self.shown_indication();
        self.refuses_case(|| RefusedAction::RunFor(indication, command))
    }

    /// Takes over how the report is made.
    pub(super) fn choose_report(&mut self, choice: ReportChoice) {
        self.case.choose_report(choice);
        self.check_reports_again();
    }

    /// Tells what the report holds and lacks before it is exported or printed.
    pub(super) fn check_report_for(&mut self, report_use: ReportUse) {
        // The report has what leaving the field does, such as the signature of a name that was typed last.
        self.case.leave_field();
        let indication = self.shown_indication();
        if self.refuses_case(|| RefusedAction::CheckReport(indication, report_use)) {
            return;
        }
        let dialog = ExportDialog::new(report_use, &self.model());
        self.show_dialog(dialog);
    }

    pub(super) fn export(&mut self, path: PathBuf, expected: Overwrite, export: ReportExport) {
        let refused = || RefusedAction::Export { path: path.clone(), expected, export: export.clone() };
        if self.asks_before(refused) {
            return;
        }
        self.show_form_of(&export.indication);
        self.case.forget_attempt(Attempt::Export);
        let (session, settings) = (self.case.session(), self.report_settings());
        let is_draft = !draft_reasons(session.case(), session.assessment(), settings).is_empty();
        let state = ExportedState::new(is_draft, settings, session.case());
        let request = ReportRequest::Export {
            path: path.clone(),
            case: Box::new(session.case().clone()),
            settings,
            expected,
            case_file: session.file_to_keep(settings).map(ToOwned::to_owned),
        };
        let follow_up = FollowUp::FollowExport { case: self.case.id(), path: path.clone(), export, state };
        // The desktop puts exports to one file in order (`desktop/export_turns.rs`).
        self.jobs.start(Request::Report(request), follow_up);
    }

    pub(super) fn exported(
        &mut self,
        case: CaseId,
        path: PathBuf,
        (export, state): (ReportExport, ExportedState),
        exported: Result<ExportedReport, FileError>,
    ) {
        let is_shown = case == self.case.id();
        match exported {
            Ok(report) => {
                let is_as_exported = state.agrees_with(self.case.session().case());
                let kind = if report.replaced.is_empty() { NoticeKind::Done } else { NoticeKind::Warning };
                // A user who has made a report needs no welcome.
                self.settings.welcomed = true;
                if is_shown {
                    self.case.forget_exports(&path, report.place);
                }
                let message = Message::Exported {
                    path: path.clone(),
                    replaced: report.replaced.clone(),
                    is_draft: state.is_draft(),
                    freshness: ExportFreshness::UpToDate,
                };
                self.tell_about(case, kind, message);
                self.repeat_pdf_doubt(case);
                if is_shown {
                    let case = self.case.session().case().clone();
                    self.remember_folder(&path, &case);
                    let saved = SavedReport::new(path.clone(), report, state);
                    self.case.note_exported(saved);
                    // The user may have gone on while the file was written.
                    self.case.rewrite_outdated_export();
                }
                match export.then {
                    AfterExport::Nothing => {}
                    // A PDF reader would put the report of one patient in front of whoever works on another.
                    AfterExport::View if !is_shown || self.lock.cover().is_some() => {
                        self.tell_not_opened(case);
                    }
                    // It may have the number that was corrected since.
                    AfterExport::View if !is_as_exported => {
                        let message = Message::NotOpened(WhyNotOpened::Changed);
                        self.case.tell_besides(NoticeKind::Warning, message);
                    }
                    AfterExport::View => self.hand_over(Handover::View, path),
                }
            }
            Err(FileError::Exists(file)) if is_shown => {
                self.show_dialog(ReplaceDialog::new(path, file, Replacement::Report(export)));
            }
            Err(error) => {
                self.tell_about(case, NoticeKind::Error, Message::ExportFailed(path, error.into()));
            }
        }
    }

    /// Tells that a file was not opened, because its case is not in sight any more.
    fn tell_not_opened(&mut self, case: CaseId) {
        let why = if case == self.case.id() { WhyNotOpened::Covered } else { WhyNotOpened::OtherCase };
        self.tell_about(case, NoticeKind::Warning, Message::NotOpened(why));
    }

    /// Tells, beside what was made of the case, that it is a draft because the PDF of the case was changed.
    fn repeat_pdf_doubt(&mut self, case: CaseId) {
        if case == self.case.id() && self.report_settings().is_from_changed_pdf {
            self.case.tell_besides(NoticeKind::Warning, Message::MadeFromChangedPdf);
        }
    }

    /// Opens the exported file in the system's program for PDF files. A file that is out of date is
    /// exported again first.
    pub(super) fn view_report(&mut self) {
        self.case.leave_field();
        match self.case.up_to_date_report(self.report_settings()) {
            Some(path) => self.hand_over(Handover::View, path),
            None => self.check_report_for(ReportUse::Export(AfterExport::View)),
        }
    }

    /// Prints the report. What was exported as it is now was checked then; else it is checked first.
    pub(super) fn print(&mut self) {
        self.case.leave_field();
        if self.is_report_being_printed() {
            return;
        }
        match self.case.up_to_date_report(self.report_settings()) {
            Some(_) => self.start_print(self.shown_indication()),
            None => self.check_report_for(ReportUse::Print),
        }
    }

    /// Whether a print of the report that is shown is in flight, exactly as it is now. Each further one would be
    /// another copy on paper, and the user has asked for one.
    fn is_report_being_printed(&self) -> bool {
        let shown = (self.case.id(), self.case.report(self.report_settings()).id);
        self.jobs
            .any(|job| matches!(job, FollowUp::TellPrinted { case, report } if (*case, *report) == shown))
    }

    /// Prints the report of an indication.
    pub(super) fn start_print(&mut self, indication: IndicationId) {
        if self.asks_before(|| RefusedAction::Print(indication.clone())) {
            return;
        }
        self.show_form_of(&indication);
        if self.is_report_being_printed() {
            return;
        }
        self.case.forget_attempt(Attempt::Print);
        let settings = self.report_settings();
        let follow_up = FollowUp::TellPrinted { case: self.case.id(), report: self.case.report(settings).id };
        let case = Box::new(self.case.session().case().clone());
        self.jobs.start(Request::Report(ReportRequest::Print { case, settings }), follow_up);
    }

    pub(super) fn printed(&mut self, case: CaseId, done: Result<(), PrintError>) {
        let reason = match done {
            Ok(()) => {
                self.tell_about(case, NoticeKind::Done, Message::Printed);
                return self.repeat_pdf_doubt(case);
            }
            Err(PrintError::Cancelled | PrintError::Handover(HandoverError::Withdrawn)) => return,
            Err(PrintError::DialogEnded) => {
                return self.tell_about(case, NoticeKind::Warning, Message::PrintUnknown);
            }
            Err(PrintError::Unanswered) => Reason::Message("reason-print-unanswered"),
            Err(PrintError::Forbidden) => Reason::Message("reason-print-forbidden"),
            Err(PrintError::Handover(HandoverError::NoProgram)) => Reason::Message("reason-no-printer"),
            Err(PrintError::Handover(HandoverError::System(words))) => Reason::System(words),
            Err(PrintError::Export(error) | PrintError::Handover(HandoverError::File(error))) => error.into(),
        };
        self.tell_about(case, NoticeKind::Error, Message::PrintFailed(reason));
    }

    /// Gives a file that was exported of the case to the system, which shows it. The worker compares it first.
    pub(super) fn hand_over(&mut self, what: Handover, path: PathBuf) {
        // A button may have been pressed in the frame in which another case came.
        let Some(exported) = self.case.exported_fingerprint(&path) else { return };
        self.case.forget_attempt(Attempt::of_handover(what));
        if what == Handover::View
            && let Some(export) = self.jobs.last_export_to(&path)
        {
            // The file is about to be another one.
            export.then = AfterExport::View;
            return;
        }
        if self.is_being_handed_over(what, &path, exported) {
            return;
        }
        let (case, withdrawal) = (self.case.id(), Withdrawal::default());
        let request =
            ReportRequest::HandOver { what, path: path.clone(), exported, withdrawal: withdrawal.clone() };
        let follow_up = FollowUp::TellHandedOver { case, what, path, exported, withdrawal };
        self.jobs.start(Request::Report(request), follow_up);
    }

    /// Whether the system is being given this file of the case for the same purpose, and that was not withdrawn.
    fn is_being_handed_over(&self, what: Handover, path: &Path, exported: Fingerprint) -> bool {
        let asked = (self.case.id(), what, path, exported);
        self.jobs.any(|job| match job {
            FollowUp::TellHandedOver { case, what, path, exported, withdrawal } => {
                (*case, *what, path.as_path(), *exported) == asked && !withdrawal.is_withdrawn()
            }
            _ => false,
        })
    }

    /// A file was handed to the system. `exported`: its fingerprint when it was exported.
    pub(super) fn handed_over(
        &mut self,
        case: CaseId,
        what: Handover,
        (path, exported): (PathBuf, Fingerprint),
        done: Result<(), HandoverError>,
    ) {
        if done.is_ok() && case == self.case.id() {
            self.case.forget_lost_export(&path);
            self.case.note_export_found(&path);
        }
        let reason = match (done, what) {
            (Err(HandoverError::File(FileError::Changed(_) | FileError::Gone)), _)
                if self.is_exported_again(case, &path, exported) =>
            {
                return match what {
                    Handover::View if self.lock.cover().is_some() => self.tell_not_opened(case),
                    Handover::View => self.hand_over(what, path),
                    // The folder is there to be seen.
                    Handover::ShowInFolder => {}
                };
            }
            (Err(HandoverError::File(error @ (FileError::Changed(_) | FileError::Gone))), _) => {
                let is_gone = matches!(error, FileError::Gone);
                if case == self.case.id() {
                    self.case.forget_lost_export(&path);
                    self.case.note_export_lost(&path, is_gone);
                }
                let is_shown = what == Handover::ShowInFolder && !is_gone;
                let kind = if is_shown { NoticeKind::Warning } else { NoticeKind::Error };
                return self.tell_about(case, kind, Message::ExportLost { what, path, is_gone });
            }
            (Err(HandoverError::Withdrawn), Handover::View) => return self.tell_not_opened(case),
            (Err(HandoverError::Withdrawn), Handover::ShowInFolder) => return,
            (Err(HandoverError::File(error)), _) => error.into(),
            (Ok(()), Handover::View) => {
                self.tell_about(case, NoticeKind::Done, Message::Viewed);
                return self.repeat_pdf_doubt(case);
            }
            // The folder is there to be seen.
            (Ok(()), Handover::ShowInFolder) => return,
            (Err(HandoverError::NoProgram), Handover::View) => Reason::Message("reason-no-viewer"),
            (Err(HandoverError::NoProgram), Handover::ShowInFolder) => {
                Reason::Message("reason-no-file-program")
            }
            (Err(HandoverError::System(words)), _) => Reason::System(words),
        };
        self.tell_about(case, NoticeKind::Error, Message::HandoverFailed(what, path, reason));
    }

    /// Whether the user has exported a file anew, or is about to, since it was handed over as it was `exported` before:
    /// then it is no surprise that it is another one.
    fn is_exported_again(&mut self, case: CaseId, path: &Path, exported: Fingerprint) -> bool {
        case == self.case.id()
            && (self.jobs.last_export_to(path).is_some()
                || self.case.exported_fingerprint(path).is_none_or(|now| now != exported))
    }

    /// Puts the report, as text, on the clipboard.
    pub(super) fn copy_report(&mut self, text: String) {
        self.case.forget_attempt(Attempt::CopyReport);
        let request = Request::Copy { text: text.into(), clear: self.settings.clear_clipboard };
        self.jobs.start(request, FollowUp::TellCopied(self.case.id(), self.shown_indication()));
    }

    /// What the report of the case says, for formats that are not laid out.
    pub(super) fn report_outline(&self) -> Outline {
        self.case.report(self.report_settings()).outline
    }

    pub(super) fn copied(&mut self, case: CaseId, indication: IndicationId, done: CopyResult) {
        match done {
            CopyResult::Copied { will_be_cleared } => {
                self.tell_about(case, NoticeKind::Done, Message::Copied(indication, will_be_cleared));
                self.repeat_pdf_doubt(case);
            }
            CopyResult::Failed => self.tell_about(case, NoticeKind::Error, Message::NotCopied),
        }
    }

    /// Puts a text that the user copied from a field on the clipboard, as carefully as the report: it may be a name
    /// or a CPR number.
    pub(crate) fn copy_from_field(&mut self, text: String) {
        self.case.forget_attempt(Attempt::CopyField);
        let request = Request::Copy { text: text.into(), clear: self.settings.clear_clipboard };
        self.jobs.start(request, FollowUp::NoteFieldCopied(self.case.id()));
    }

    pub(super) fn field_copied(&mut self, case: CaseId, done: CopyResult) {
        match done {
            CopyResult::Copied { .. } => {}
            CopyResult::Failed => self.tell_about(case, NoticeKind::Error, Message::FieldNotCopied),
        }
    }

    pub(super) fn toggle_preview(&mut self) {
        self.jobs.cancel(is_drawing);
        self.case.toggle_preview();
    }

    /// Starts to draw the pages in sight that are out of date, one request at a time.
    pub(crate) fn draw_preview(&mut self) {
        let settings = self.report_settings();
        // A sealed case has a blank one in its place, and answers of one patient must not stand under the name of
        // another one: neither is drawn.
        let has_report = self.sealed.is_none() && !self.case.session().names_another_patient();
        if self.jobs.any(is_drawing) || !has_report {
            return;
        }
        let Some((version, pages)) = self.case.next_pages_to_draw(settings) else { return };
        let case = Box::new(self.case.session().case().clone());
        let request = ReportRequest::DrawPages { case, settings, pages, width: version.width() };
        self.jobs.start(Request::Report(request), FollowUp::ShowPages(version));
    }

    /// Puts the pages that were drawn on the graphics card, once.
    pub(crate) fn upload_pages(&mut self, ctx: &Context) {
        self.case.upload_pages(ctx);
    }
}

fn is_drawing(follow_up: &FollowUp) -> bool {
    matches!(follow_up, FollowUp::ShowPages(_))
}
