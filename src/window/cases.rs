//! Which case is worked on: begun, opened, taken out of a PDF, saved; and what is asked before it is left.

use super::command::Target;
use super::field::Field;
use super::report::{AfterExport, Draft};
use super::session::Session;
use super::state::{Dialog, Message, Next, NoticeKind, State, View};
use crate::case::{Case, Fault, Reading};
use crate::desktop::{CaseKey, Effect, Opened, Pick};
use crate::files::Overwrite;
use std::path::PathBuf;

/// What the program is tried with.
const SAMPLE: &str = include_str!("../../samples/missing.wgscase");

impl State {
    /// Asks the system for a path.
    pub(super) fn pick(&mut self, pick: Pick) -> Vec<Effect> {
        self.busy = true;
        self.picking = Some(self.session_number);
        vec![Effect::Pick(pick, self.settings.last_folder.clone())]
    }

    /// The case stays: nothing comes next, and nothing of it is given up.
    pub(super) fn stay(&mut self) {
        self.next = None;
        self.given_up = None;
        self.key_file = None;
        // What waits for a path waits as long as that is asked for.
        if self.picking.is_none() && !matches!(self.dialog, Some(Dialog::TypePath { .. })) {
            self.forget_what_waits_for_a_path();
        }
    }

    fn forget_what_waits_for_a_path(&mut self) {
        self.making_keys = None;
        self.opening = None;
    }

    /// Whether something would be lost that was not given up.
    pub(super) fn would_lose_changes(&self) -> bool {
        let given_up = self.given_up.as_deref() == Some(self.session.case());
        self.session.has_unsaved_changes() && !given_up
    }

    pub(super) fn unless_unsaved(&mut self, next: Next) -> Vec<Effect> {
        self.editing = None;
        if self.would_lose_changes() {
            self.next = Some(next);
            self.dialog = Some(Dialog::Unsaved);
            return Vec::new();
        }
        self.go_on(next)
    }

    pub(super) fn go_on(&mut self, next: Next) -> Vec<Effect> {
        self.next = None;
        match next {
            Next::New => {
                // The next patient of a clinic mostly has the same disease.
                let shown = self.session.indication().id.clone();
                self.begin(self.blank_session(shown));
                self.tell(NoticeKind::Done, Message::Begun);
                self.going_to = Some(Target::Field(Field::PatientName));
                Vec::new()
            }
            Next::Sample => {
                self.open_sample();
                Vec::new()
            }
            Next::Open => self.pick(Pick::CaseToOpen),
            Next::OpenPath(path, key) => self.read(path, key),
            Next::Recover(file) => {
                self.await_another();
                vec![Effect::TakeRecovery(self.reads, file)]
            }
            Next::Close => {
                self.recovery.leave();
                vec![Effect::Close]
            }
        }
    }

    /// Reads a case. One that is read already is not waited for any more.
    pub(super) fn read(&mut self, path: PathBuf, key: Option<CaseKey>) -> Vec<Effect> {
        self.await_another();
        vec![Effect::ReadCase(self.reads, path, key)]
    }

    /// A case is read: the one of the number that counts from now on.
    fn await_another(&mut self) {
        self.forget_reading();
        self.reading = true;
        self.busy = true;
    }

    /// What is being read is not waited for any more.
    pub(super) fn forget_reading(&mut self) {
        self.reads += 1;
        self.reading = false;
    }

    /// Whether what was read is what was asked for last.
    pub(super) fn is_awaited(&mut self, number: u64) -> bool {
        let is_awaited = number == self.reads;
        self.reading &= !is_awaited;
        is_awaited
    }

    /// Nothing of the case before stays in sight.
    pub(super) fn begin(&mut self, session: Session) {
        self.forget_reading();
        self.session = session;
        self.session_number = self.session_number.next();
        self.stay();
        self.forget_what_waits_for_a_path();
        // A dialog of the case before would act on this one.
        if !matches!(self.dialog, Some(Dialog::Recover { .. } | Dialog::Settings(_))) {
            self.dialog = None;
        }
        self.editing = None;
        self.calendar = None;
        self.reading_criteria = false;
        self.unfolded.clear();
        self.last_gap = None;
        self.going_to = None;
        self.notices.clear();
        // The next patient's report is whole again.
        self.draft = Draft::default();
        self.after_export = AfterExport::Stay;
        self.saved_report = None;
        self.blank_preview();
    }

    /// A case that was made up, to try the program with: it has no place yet.
    pub(super) fn open_sample(&mut self) {
        let set = self.session.set().clone();
        // A test keeps it readable.
        let Ok(reading) = crate::case::read(SAMPLE, &set) else { return };
        let case = Case { assessed_on: Some(self.today), ..reading.case };
        self.begin(Session::of(set, case, None));
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
        self.begin(Session::opened(set, path, opened));
        self.explain_recovery();
        self.tell_faults(faults);
    }

    /// The PDF stays as it is: saving asks for a place.
    pub(super) fn taken_out(&mut self, path: PathBuf, reading: Reading) {
        self.view = View::Form;
        let set = self.session.set().clone();
        self.begin(Session::of(set, reading.case, None));
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

    /// Ends a dialog of the system. Says whether it was opened for the case that is shown.
    pub(super) fn end_picking(&mut self) -> bool {
        self.picking.take().is_none_or(|session| session == self.session_number)
    }

    pub(super) fn picked(&mut self, pick: Pick, path: PathBuf, replace: bool) -> Vec<Effect> {
        match pick {
            Pick::CaseToOpen => self.read(path, None),
            Pick::RecoveryKeyToOpen => {
                self.key_picked(Some(path));
                Vec::new()
            }
            Pick::RecoveryKeyToSave { .. } => {
                let (path, _) = with_extension(path, "age");
                self.make_keys(path)
            }
            Pick::CaseToSave { protection, .. } => {
                // Nobody was asked about a file of the longer name.
                let (path, changed) = with_extension(path, "wgscase");
                let may_replace = replace && !changed;
                let expected = if may_replace { Overwrite::Always } else { Overwrite::Never };
                self.write(path, expected, protection)
            }
            Pick::PdfToExport { .. } => {
                let (path, changed) = with_extension(path, "pdf");
                self.export(path, replace && !changed)
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
