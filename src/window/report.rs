//! The report in the window: how it is made, what must be known before, and where it was saved.

use super::reasons::reason_of;
use super::shortcut::UiCommand;
use super::state::{Dialog, Message, NoticeKind, Reason, State, Written};
use crate::case::{Trace, identity_traces};
use crate::definition::Language;
use crate::desktop::{Copied, Effect, Exported, Handover, HandoverError, Pick, SessionNumber};
use crate::files::FileError;
use crate::report::{Document, DocumentId, Settings, document, lay_out, plain_text};
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
    pub fn report_settings(&self) -> Settings {
        let Draft { language, with_case, with_identity } = self.draft;
        Settings { language: language.unwrap_or(self.language()), moment: None, with_case, with_identity }
    }

    fn report(&self) -> Document {
        document(self.session.set(), self.session.case(), self.report_settings())
    }

    /// Takes a choice, and looks anew at what must be known.
    pub(super) fn choose_report(&mut self, choice: ReportChoice) {
        match choice {
            ReportChoice::Language(language) => self.draft.language = Some(language),
            ReportChoice::WithCase(with_case) => self.draft.with_case = with_case,
            ReportChoice::WithIdentity(with_identity) => self.draft.with_identity = with_identity,
        }
        if let Some(Dialog::Export { then, .. }) = self.dialog {
            self.ask_before_export(then);
        }
    }

    /// Says what the file will hold, before a place is chosen.
    pub(super) fn ask_before_export(&mut self, then: AfterExport) {
        self.editing = None;
        let replaced = lay_out(&self.report().outline).replaced.into_iter().collect();
        let traces = if self.draft.with_identity { Vec::new() } else { identity_traces(self.session.case()) };
        self.dialog = Some(Dialog::Export { check: ReportCheck { replaced, traces }, then });
    }

    pub(super) fn ask_where_to_export(&mut self, then: AfterExport) -> Vec<Effect> {
        self.after_export = then;
        let proposed = self.proposed_report_name();
        self.pick(Pick::PdfToExport { proposed })
    }

    /// A file name without identity: indication, day, and the id that stands on the paper.
    fn proposed_report_name(&self) -> String {
        let case = self.session.case();
        let day = case.assessed_on.unwrap_or(self.today);
        let id = self.report().id.short().replace('-', "").to_lowercase();
        format!("wgs-{}-{day}-{id}.pdf", case.indication)
    }

    pub(super) fn export(&mut self, path: PathBuf, replace: bool) -> Vec<Effect> {
        self.busy = true;
        vec![Effect::ExportPdf {
            path,
            case: Box::new(self.session.case().clone()),
            settings: self.report_settings(),
            session: self.session_number,
            replace,
        }]
    }

    pub(super) fn exported(
        &mut self,
        path: PathBuf,
        session: SessionNumber,
        exported: Result<Exported, FileError>,
    ) -> Vec<Effect> {
        let then = std::mem::replace(&mut self.after_export, AfterExport::Stay);
        match exported {
            Ok(Exported { id, replaced }) => {
                let kind = if replaced.is_empty() { NoticeKind::Done } else { NoticeKind::Warning };
                self.tell(kind, Message::Exported(path.clone(), replaced));
                // Whoever has made a report knows how to begin.
                self.settings.welcomed = true;
                if session != self.session_number {
                    return Vec::new();
                }
                let case = self.session.case().clone();
                self.remember_folder(&path, &case);
                self.saved_report = Some(Saved { path: path.clone(), id });
                match then {
                    AfterExport::Stay => Vec::new(),
                    AfterExport::HandOver(what) => vec![Effect::HandOver(what, path)],
                }
            }
            Err(FileError::Exists) if session == self.session_number => {
                self.dialog = Some(Dialog::Replace { path, what: Written::Report(then) });
                Vec::new()
            }
            Err(error) => {
                self.tell(NoticeKind::Error, Message::ExportFailed(path, reason_of(error)));
                Vec::new()
            }
        }
    }

    /// Prints or shows the file that was saved; one that is out of date is saved anew first.
    fn hand_over(&mut self, what: Handover) -> Vec<Effect> {
        match &self.saved_report {
            Some(saved) if saved.id == self.report().id => {
                vec![Effect::HandOver(what, saved.path.clone())]
            }
            Some(_) | None => {
                self.ask_before_export(AfterExport::HandOver(what));
                Vec::new()
            }
        }
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

    /// The report as text for a patient record.
    fn copy_summary(&mut self) -> Vec<Effect> {
        let text = plain_text(&self.report().outline).into();
        self.copying = Some(self.session.indication().id.clone());
        vec![Effect::Copy { text, clear: self.settings.clear_clipboard }]
    }

    pub(super) fn copied(&mut self, done: Copied) {
        let Some(indication) = self.copying.take() else { return };
        match done {
            Copied::Done { clears } => self.tell(NoticeKind::Done, Message::Copied(indication, clears)),
            Copied::Failed => self.tell(NoticeKind::Error, Message::NotCopied),
        }
    }

    /// The commands of the report; no other one does anything here.
    pub(super) fn report_command(&mut self, command: UiCommand) -> Vec<Effect> {
        match command {
            UiCommand::ExportPdf => self.ask_before_export(AfterExport::Stay),
            UiCommand::PrintPdf => return self.hand_over(Handover::Print),
            UiCommand::ViewPdf => return self.hand_over(Handover::View),
            UiCommand::CopySummary => return self.copy_summary(),
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
        Vec::new()
    }
}
