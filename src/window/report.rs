//! The report in the window: how it is made, what must be known before, and where it was saved.

use super::jobs::{CaseId, FollowUp, PathUse};
use super::reasons::reason_of;
use super::shortcut::UiCommand;
use super::state::{Dialog, Message, NoticeKind, Reason, State};
use crate::case::{Trace, identity_traces};
use crate::definition::{IndicationId, Language};
use crate::desktop::{Copied, Exported, Handover, HandoverError, ReportRequest, Request};
use crate::files::FileError;
use crate::report::{DocumentId, ReportDocument, ReportSettings, document, lay_out, plain_text};
use std::path::PathBuf;

/// How the report is made, as far as the user has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The language; `None`: that of the window.
    pub language: Option<Language>,
    /// Whether the case is inside.
    pub with_case: bool,
    /// Whether patient and requester are named.
    pub with_identity: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Draft { language: None, with_case: true, with_identity: true }
    }
}

/// A choice of how the report is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportChoice {
    /// Its language.
    Language(Language),
    /// Whether the case is inside.
    WithCase(bool),
    /// Whether patient and requester are named.
    WithIdentity(bool),
}

/// What follows once the report is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterExport {
    /// Nothing.
    Stay,
    /// The file is given to the system.
    HandOver(Handover),
}

/// A report that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Where.
    pub path: PathBuf,
    /// What it is known by: as long as the report of the case has this id, the file is up to date.
    pub id: DocumentId,
}

/// What must be known before the report is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportCheck {
    /// The characters that the font lacks.
    pub replaced: Vec<char>,
    /// Where free text may tell who the patient is, in a report without identity.
    pub traces: Vec<Trace>,
}

impl State {
    /// How the report is made.
    pub fn report_settings(&self) -> ReportSettings {
        let Draft { language, with_case, with_identity } = self.draft;
        ReportSettings {
            language: language.unwrap_or(self.language()),
            moment: None,
            with_case,
            with_identity,
        }
    }

    fn report(&self) -> ReportDocument {
        document(self.session.set(), self.session.case(), self.report_settings())
    }

    /// Takes a choice, and looks anew at what must be known.
    pub(super) fn choose_report(&mut self, choice: ReportChoice) {
        match choice {
            ReportChoice::Language(language) => self.draft.language = Some(language),
            ReportChoice::WithCase(with_case) => self.draft.with_case = with_case,
            ReportChoice::WithIdentity(with_identity) => self.draft.with_identity = with_identity,
        }
        let check = self.check_report();
        for dialog in &mut self.dialogs {
            if let Dialog::Export { check: shown, .. } = dialog {
                *shown = check.clone();
            }
        }
    }

    /// Says what the file will hold, before a place is chosen.
    pub(super) fn ask_before_export(&mut self, then: AfterExport) {
        self.editing = None;
        let typed_path = self.typed_path(|| self.proposed_report_name());
        self.show_dialog(Dialog::Export { check: self.check_report(), then, typed_path });
    }

    fn check_report(&self) -> ReportCheck {
        let replaced = lay_out(&self.report().outline).replaced.into_iter().collect();
        let traces = if self.draft.with_identity { Vec::new() } else { identity_traces(self.session.case()) };
        ReportCheck { replaced, traces }
    }

    /// Exports to the path that was typed, or to one that is asked for.
    pub(super) fn export_from_dialog(
        &mut self,
        check: ReportCheck,
        then: AfterExport,
        typed_path: Option<String>,
    ) {
        match typed_path.as_deref().map(str::trim) {
            Some("") => self.show_dialog(Dialog::Export { check, then, typed_path }),
            Some(path) => self.use_path(PathUse::ExportReport(then), PathBuf::from(path), false),
            None => {
                let asked_by = Dialog::Export { check, then, typed_path };
                self.pick(PathUse::ExportReport(then), Some(asked_by));
            }
        }
    }

    /// A file name without identity: indication, day, and the id that stands on the paper.
    pub(super) fn proposed_report_name(&self) -> String {
        let case = self.session.case();
        let day = case.assessed_on.unwrap_or(self.today);
        let id = self.report().id.short().replace('-', "").to_lowercase();
        format!("wgs-{}-{day}-{id}.pdf", case.indication)
    }

    pub(super) fn export(&mut self, path: PathBuf, replace: bool, then: AfterExport) {
        let request = ReportRequest::Export {
            path: path.clone(),
            case: Box::new(self.session.case().clone()),
            settings: self.report_settings(),
            replace,
        };
        let follow_up = FollowUp::FollowExport { case: self.case_id, path, then };
        self.jobs.start(Request::Report(request), follow_up);
    }

    pub(super) fn exported(
        &mut self,
        case: CaseId,
        path: PathBuf,
        then: AfterExport,
        exported: Result<Exported, FileError>,
    ) {
        let is_shown = case == self.case_id;
        match exported {
            Ok(Exported { id, replaced }) => {
                let kind = if replaced.is_empty() { NoticeKind::Done } else { NoticeKind::Warning };
                self.tell(kind, Message::Exported(path.clone(), replaced));
                // A user who has made a report knows how to begin.
                self.settings.welcomed = true;
                if !is_shown {
                    return;
                }
                let case = self.session.case().clone();
                self.remember_folder(&path, &case);
                self.saved_report = Some(Saved { path: path.clone(), id });
                match then {
                    AfterExport::Stay => {}
                    AfterExport::HandOver(what) => self.start_hand_over(what, path),
                }
            }
            Err(FileError::Exists) if is_shown => self.show_dialog(Dialog::ReplaceReport { path, then }),
            Err(error) => self.tell(NoticeKind::Error, Message::ExportFailed(path, reason_of(error))),
        }
    }

    /// Prints or shows the file that was saved; one that is out of date is saved again first.
    fn hand_over(&mut self, what: Handover) {
        match &self.saved_report {
            Some(saved) if saved.id == self.report().id => self.start_hand_over(what, saved.path.clone()),
            Some(_) | None => self.ask_before_export(AfterExport::HandOver(what)),
        }
    }

    fn start_hand_over(&mut self, what: Handover, path: PathBuf) {
        let request = Request::Report(ReportRequest::HandOver(what, path.clone()));
        self.jobs.start(request, FollowUp::TellHandedOver(what, path));
    }

    pub(super) fn handed_over(&mut self, what: Handover, path: PathBuf, done: Result<(), HandoverError>) {
        match done {
            Ok(()) => self.tell(NoticeKind::Done, Message::HandedOver(what)),
            Err(HandoverError::Cancelled) => {}
            Err(HandoverError::Nothing) => {
                let reason = match what {
                    Handover::View => "reason-no-viewer",
                    Handover::Print => "reason-no-printer",
                };
                self.tell(NoticeKind::Error, Message::HandoverFailed(what, path, Reason::Message(reason)));
            }
            Err(HandoverError::System(words)) => {
                self.tell(NoticeKind::Error, Message::HandoverFailed(what, path, Reason::System(words)));
            }
        }
    }

    /// Copies the report as text for a patient record.
    fn copy_summary(&mut self) {
        let text = plain_text(&self.report().outline).into();
        let request = Request::Copy { text, clear: self.settings.clear_clipboard };
        self.jobs.start(request, FollowUp::TellCopied(self.session.indication().id.clone()));
    }

    pub(super) fn copied(&mut self, indication: IndicationId, done: Copied) {
        match done {
            Copied::Done { clears } => self.tell(NoticeKind::Done, Message::Copied(indication, clears)),
            Copied::Failed => self.tell(NoticeKind::Error, Message::NotCopied),
        }
    }

    /// The commands of the report; no other one does anything here.
    pub(super) fn report_command(&mut self, command: UiCommand) {
        match command {
            UiCommand::ExportPdf => self.ask_before_export(AfterExport::Stay),
            UiCommand::PrintPdf => self.hand_over(Handover::Print),
            UiCommand::ViewPdf => self.hand_over(Handover::View),
            UiCommand::CopySummary => self.copy_summary(),
            UiCommand::ShowPdf => self.toggle_preview(),
            UiCommand::NextPage => self.turn_page(1),
            UiCommand::PreviousPage => self.turn_page(-1),
            UiCommand::New
            | UiCommand::Open
            | UiCommand::Sample
            | UiCommand::Save
            | UiCommand::SaveAs
            | UiCommand::MakeRecoveryKey
            | UiCommand::Recover
            | UiCommand::Lock
            | UiCommand::Undo
            | UiCommand::Redo
            | UiCommand::Overview
            | UiCommand::NextGap
            | UiCommand::PreviousGap
            | UiCommand::NextArea
            | UiCommand::PreviousArea
            | UiCommand::Palette
            | UiCommand::Settings
            | UiCommand::ToggleTheme
            | UiCommand::ToggleLanguage
            | UiCommand::ZoomIn
            | UiCommand::ZoomOut
            | UiCommand::ZoomReset
            | UiCommand::Shortcuts
            | UiCommand::About
            | UiCommand::Quit => {}
        }
    }
}
