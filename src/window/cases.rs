//! Which case is worked on: begun, opened, taken out of a PDF, saved; and what is asked before it is left.

use super::command::Target;
use super::field::Field;
use super::jobs::{CaseId, FollowUp, PathUse};
use super::opening::{OpenAttempt, OpenConsent};
use super::report::Draft;
use super::session::Session;
use super::state::{Dialog, Message, Next, NoticeKind, State, View};
use crate::case::{Case, Fault, Reading};
use crate::desktop::{Opened, PathPurpose, PickedPath, RecoveryRequest, Request};
use crate::files::Overwrite;
use std::path::PathBuf;

/// What the program is tried with.
const SAMPLE: &str = include_str!("../../samples/missing.wgscase");

impl State {
    /// Asks for a path in the system's file dialog, for a dialog of the window if there is one.
    pub(super) fn pick(&mut self, path_use: PathUse, asked_by: Option<Dialog>) {
        if self.jobs.has_path_dialog() {
            // It may lie behind the window. Two would be answered in any order.
            return self.tell(NoticeKind::Warning, Message::DialogIsOpen);
        }
        let purpose = match &path_use {
            PathUse::OpenCase(_) => PathPurpose::CaseToOpen,
            PathUse::SaveCase(..) => PathPurpose::CaseToSave(self.proposed_name()),
            PathUse::OpenRecoveryKey(..) => PathPurpose::RecoveryKeyToOpen,
            PathUse::SaveRecoveryKey(_) => PathPurpose::RecoveryKeyToSave(self.proposed_key_name()),
            PathUse::ExportReport(_) => PathPurpose::PdfToExport(self.proposed_report_name()),
        };
        let request = Request::PickPath(purpose, self.settings.last_folder.clone());
        let asked_by = asked_by.map(Box::new);
        self.jobs.start(request, FollowUp::UsePath { case: self.case_id, path_use, asked_by });
    }

    /// The path that a dialog starts with where the system has no file dialog.
    pub(super) fn typed_path(&self, proposed: impl FnOnce() -> String) -> Option<String> {
        self.lacks_file_dialog.then(proposed)
    }

    /// The user has answered a file dialog, or there is none.
    pub(super) fn path_picked(
        &mut self,
        case: CaseId,
        path_use: PathUse,
        asked_by: Option<Box<Dialog>>,
        picked: PickedPath,
    ) {
        let is_of_this_case = case == self.case_id || matches!(path_use, PathUse::OpenCase(_));
        match picked {
            PickedPath::Cancelled => {
                if let PathUse::OpenRecoveryKey(open, draft) = path_use
                    && is_of_this_case
                {
                    self.key_picked(open, draft, None);
                }
            }
            PickedPath::Path(_) | PickedPath::NoDialog if !is_of_this_case => {
                self.tell(NoticeKind::Warning, Message::OtherCaseShown);
            }
            // The system's dialog has asked whether a file may be replaced.
            PickedPath::Path(path) => self.use_path(path_use, path, true),
            PickedPath::NoDialog => {
                self.lacks_file_dialog = true;
                self.ask_for_path_in_dialog(path_use, asked_by);
            }
        }
    }

    /// Shows the dialog that needs a path once more, now with a field for it.
    fn ask_for_path_in_dialog(&mut self, path_use: PathUse, asked_by: Option<Box<Dialog>>) {
        let path = match &path_use {
            PathUse::OpenCase(_) | PathUse::OpenRecoveryKey(..) => String::new(),
            PathUse::SaveCase(..) => self.proposed_name(),
            PathUse::SaveRecoveryKey(_) => self.proposed_key_name(),
            PathUse::ExportReport(_) => self.proposed_report_name(),
        };
        let dialog = match asked_by {
            Some(dialog) => dialog.with_typed_path(path),
            None => Dialog::TypePath { path_use, path },
        };
        self.show_dialog(dialog);
    }

    /// Whether unsaved changes would be lost that the user did not give up.
    pub(super) fn would_lose_changes(&self, consent: &OpenConsent) -> bool {
        let is_given_up = consent.discarded.as_deref() == Some(self.session.case());
        self.session.has_unsaved_changes() && !is_given_up
    }

    /// Asks before unsaved changes are lost, then goes on.
    pub(super) fn confirm_discard(&mut self, next: Next) {
        self.editing = None;
        if self.would_lose_changes(&OpenConsent::default()) {
            return self.show_dialog(Dialog::Unsaved { next });
        }
        self.run_next(next, OpenConsent::default());
    }

    /// Gives up the unsaved changes as they are now.
    pub(super) fn discard_changes(&self) -> OpenConsent {
        OpenConsent { discarded: Some(Box::new(self.session.case().clone())) }
    }

    /// Asks before changes in the settings dialog are lost; nothing else is unsaved.
    fn confirm_close(&mut self, consent: OpenConsent) {
        let changed = self
            .dialogs
            .iter()
            .any(|dialog| matches!(dialog, Dialog::Settings(draft) if **draft != self.settings));
        if changed {
            return self.show_dialog(Dialog::UnsavedSettings { consent });
        }
        self.close(consent);
    }

    /// Keeps the window open after all, if something was typed since it was to close. Says whether it does.
    pub fn reopen_if_changed(&mut self) -> bool {
        let is_changed = self.closing.as_ref().is_some_and(|consent| self.would_lose_changes(consent));
        if is_changed {
            self.closing = None;
            self.recovery.come_back();
        }
        is_changed
    }

    pub(super) fn close(&mut self, consent: OpenConsent) {
        self.recovery.leave();
        self.closing = Some(consent);
    }

    pub(super) fn run_next(&mut self, next: Next, consent: OpenConsent) {
        match next {
            Next::New => {
                // The next patient of a clinic mostly has the same disease.
                let shown = self.session.indication().id.clone();
                self.replace_case(self.blank_session(shown));
                self.tell(NoticeKind::Done, Message::Begun);
                self.going_to = Some(Target::Field(Field::PatientName));
            }
            Next::Sample => self.open_sample(),
            Next::Open => self.pick(PathUse::OpenCase(consent), None),
            Next::OpenPath(path, key) => {
                self.dialogs.retain(Dialog::outlives_the_case);
                self.read(OpenAttempt { path, consent }, key);
            }
            Next::Recover(file) => {
                self.dialogs.retain(Dialog::outlives_the_case);
                self.jobs.cancel_reading();
                let open = OpenAttempt { path: file.clone(), consent };
                let request = Request::Recovery(RecoveryRequest::Take(file));
                self.jobs.start(request, FollowUp::ShowRecovered(open));
            }
            Next::Close => self.confirm_close(consent),
        }
    }

    /// Shows another case. Nothing of the one before stays in sight.
    pub(super) fn replace_case(&mut self, session: Session) {
        self.jobs.cancel_reading();
        self.session = session;
        self.case_id = self.case_id.next();
        self.last_write = None;
        self.last_saved = None;
        // A dialog of the case before would act on this one.
        self.dialogs.retain(Dialog::outlives_the_case);
        self.editing = None;
        self.calendar = None;
        self.reading_criteria = false;
        self.unfolded.clear();
        self.last_gap = None;
        self.going_to = None;
        self.notices.clear();
        // The next patient's report is whole again.
        self.draft = Draft::default();
        self.saved_report = None;
        self.blank_preview();
    }

    /// A case that was made up, to try the program with: it has no place yet.
    pub(super) fn open_sample(&mut self) {
        let set = self.session.set().clone();
        // A test keeps it readable.
        let Ok(reading) = crate::case::read(SAMPLE, &set) else { return };
        let case = Case { assessed_on: Some(self.today), ..reading.case };
        self.replace_case(Session::of(set, case, None));
        self.view = View::Form;
        self.tell(NoticeKind::Done, Message::SampleOpened);
    }

    pub(super) fn opened(&mut self, path: PathBuf, mut opened: Opened) {
        if opened.is_inside_a_pdf {
            return self.taken_out(path, *opened.reading);
        }
        let set = self.session.set().clone();
        let faults = std::mem::take(&mut opened.reading.faults);
        self.remember_folder(&path, &opened.reading.case);
        self.view = View::Form;
        self.replace_case(Session::opened(set, path, opened));
        self.explain_recovery();
        self.tell_faults(faults);
    }

    /// The PDF stays as it is: saving asks for a place.
    pub(super) fn taken_out(&mut self, path: PathBuf, reading: Reading) {
        self.view = View::Form;
        let set = self.session.set().clone();
        self.replace_case(Session::of(set, reading.case, None));
        // Faults are told beside it, and must not push it out.
        let kind = if reading.faults.is_empty() { NoticeKind::Done } else { NoticeKind::Warning };
        self.tell(kind, Message::TakenOut(path));
        self.tell_faults(reading.faults);
    }

    pub(super) fn tell_faults(&mut self, faults: Vec<Fault>) {
        if !faults.is_empty() {
            // What could not be read must not be written over.
            self.session.forget_path();
            self.tell(NoticeKind::Warning, Message::OpenedWithFaults(faults));
        }
    }

    /// Uses the path that was picked or typed. `may_replace`: the user was asked about a file there.
    pub(super) fn use_path(&mut self, path_use: PathUse, path: PathBuf, may_replace: bool) {
        match path_use {
            PathUse::OpenCase(consent) => self.read(OpenAttempt { path, consent }, None),
            PathUse::OpenRecoveryKey(open, draft) => self.key_picked(open, draft, Some(path)),
            PathUse::SaveRecoveryKey(setup) => {
                let (path, _) = with_extension(path, "age");
                self.make_keys(path, setup);
            }
            PathUse::SaveCase(protection, target) => {
                // Nobody was asked about a file of the longer name.
                let (path, is_longer) = with_extension(path, "wgscase");
                let may_replace = may_replace && !is_longer;
                let expected = if may_replace { Overwrite::Always } else { Overwrite::Never };
                self.write(path, expected, protection, target.then);
            }
            PathUse::ExportReport(then) => {
                let (path, is_longer) = with_extension(path, "pdf");
                self.export(path, may_replace && !is_longer, then);
            }
        }
    }

    /// A file name without identity: indication and day.
    pub(super) fn proposed_name(&self) -> String {
        let case = self.session.case();
        let day = case.assessed_on.unwrap_or(self.today);
        format!("wgs-{}-{day}.wgscase", case.indication)
    }
}

/// The path with the extension, and whether that changes it.
fn with_extension(path: PathBuf, extension: &str) -> (PathBuf, bool) {
    if path.extension().is_some_and(|there| there.eq_ignore_ascii_case(extension)) {
        return (path, false);
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(extension);
    (name.into(), true)
}
