//! The dialogs over the window, one over the other.

use super::{Dialog, DialogEvent, DialogSubject, KeyAnswers, PathDraft, TypedPath, WhoseAnswers};
use crate::definition::IndicationId;
use crate::window::cx::Model;
use crate::window::flow::{PathUse, PendingAction};
use std::collections::VecDeque;
use std::path::PathBuf;

/// The dialogs over the window. The last one is on top; those below come back when it is closed.
#[derive(Default)]
pub struct DialogStack {
    dialogs: Vec<Dialog>,
    /// Those that come once no other one is open, in this order: what is being read or typed is not covered.
    waiting: VecDeque<WaitingDialog>,
    /// How many have been shown.
    shown: usize,
    /// How many of them were not the help.
    number: usize,
    /// How many had been shown with the last one that came by itself.
    unasked: usize,
}

/// A dialog that asks again for the path of a job that has failed.
pub struct WaitingDialog {
    dialog: Dialog,
    path_use: PathUse,
    /// Whether the dialog says why the job has failed.
    says_why: bool,
}

impl WaitingDialog {
    /// The dialog with what was typed and decided in it. `says_why`: whether it says why the job has failed.
    pub fn new(dialog: Dialog, path_use: PathUse, says_why: bool) -> Self {
        WaitingDialog { dialog, path_use, says_why }
    }

    /// What the path is for.
    pub fn path_use(&self) -> &PathUse {
        &self.path_use
    }

    /// Whether the dialog says why the job has failed.
    pub fn says_why(&self) -> bool {
        self.says_why
    }

    /// The dialog as it is to be shown.
    pub fn into_dialog(self) -> Dialog {
        self.dialog
    }
}

impl DialogStack {
    /// The dialog on top.
    pub fn top(&self) -> Option<&Dialog> {
        self.dialogs.last()
    }

    /// The dialog on top, to note what belongs to its question.
    pub fn top_mut(&mut self) -> Option<&mut Dialog> {
        self.dialogs.last_mut()
    }

    /// Whether the help is open over another dialog, which comes back.
    pub fn is_help_over_dialog(&self) -> bool {
        matches!(self.dialogs[..], [.., _, Dialog::Help(_)])
    }

    /// Whether no dialog is open.
    pub fn is_empty(&self) -> bool {
        self.dialogs.is_empty()
    }

    /// All of them, for a change that concerns one that may be below or wait.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Dialog> {
        self.dialogs.iter_mut().chain(self.waiting.iter_mut().map(|waiting| &mut waiting.dialog))
    }

    /// All of them, also those that wait.
    pub fn iter(&self) -> impl Iterator<Item = &Dialog> {
        self.dialogs.iter().chain(self.waiting.iter().map(|waiting| &waiting.dialog))
    }

    /// Keeps a dialog until no other one is open.
    pub fn add_waiting(&mut self, waiting: WaitingDialog) {
        self.waiting.push_back(waiting);
    }

    /// Takes the dialog that waits the longest.
    pub fn take_waiting(&mut self) -> Option<WaitingDialog> {
        self.waiting.pop_front()
    }

    /// Puts a dialog on top. It replaces one that asks the same question. All others stay, and with them what
    /// was typed.
    pub fn show(&mut self, dialog: Dialog) {
        self.dialogs.retain(|open| !open.asks_the_same(&dialog));
        self.number += usize::from(!matches!(dialog, Dialog::Help(_)));
        self.dialogs.push(dialog);
        self.shown += 1;
    }

    /// How many dialogs have been shown. This tells a dialog from the one before it in the same place.
    pub fn shown_count(&self) -> usize {
        self.shown
    }

    /// The number of the dialog that was shown last. The help has none: a dialog below it keeps its own.
    pub fn dialog_number(&self) -> usize {
        self.number
    }

    /// Notes that the dialog that was shown last came by itself: the user has not asked for it just now.
    pub fn note_unasked(&mut self) {
        self.unasked = self.shown;
    }

    /// Whether the dialog that was shown last came by itself.
    pub fn is_unasked(&self) -> bool {
        self.unasked == self.shown
    }

    /// Takes the dialog on top away.
    pub fn take_top(&mut self) -> Option<Dialog> {
        self.dialogs.pop()
    }

    /// Puts a dialog back where it was taken away.
    pub fn put_back(&mut self, dialog: Dialog) {
        self.dialogs.push(dialog);
    }

    /// Takes the question whose answers the case has away, wherever it is.
    pub fn take_whose_answers(&mut self) -> Option<Dialog> {
        let at = self.dialogs.iter().position(|dialog| matches!(dialog, Dialog::NewPatient(_)))?;
        Some(self.dialogs.remove(at))
    }

    /// Closes the open dialogs that are about the case shown.
    pub fn close_those_of_the_case(&mut self) {
        self.dialogs.retain(Dialog::outlives_case);
    }

    /// Drops the dialogs that wait and are about the case shown: they would act on another one.
    pub fn drop_waiting_of_the_case(&mut self) {
        self.waiting.retain(|waiting| waiting.dialog.outlives_case());
    }

    /// Drops the dialogs that wait to ask again for a case to open: the user has asked for another one since.
    pub fn drop_waiting_to_open(&mut self) {
        self.waiting.retain(|waiting| !matches!(waiting.path_use, PathUse::OpenCase(_)));
    }

    /// Closes the dialogs that ask for what opens a case.
    pub fn close_those_that_ask_for_a_key(&mut self) {
        self.dialogs.retain(|dialog| dialog.subject() != DialogSubject::CaseToOpen);
    }

    /// Closes what shows that the case is left once it is saved.
    pub fn close_leaving(&mut self) {
        self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Leaving(_)));
    }

    /// Closes the question about unsaved changes. Returns what waits for its answer; `None`: it is not asked.
    pub fn take_unsaved(&mut self) -> Option<PendingAction> {
        let asked = self.dialogs.extract_if(.., |dialog| matches!(dialog, Dialog::Unsaved(_)));
        asked.last().and_then(|dialog| dialog.pending().cloned())
    }

    /// Closes the list of recovery copies.
    pub fn close_recovery(&mut self) {
        self.dialogs.retain(|dialog| !matches!(dialog, Dialog::Recover(_)));
    }
}

impl Dialog {
    /// What follows when the dialog is cancelled.
    pub fn on_cancel(&self) -> Option<DialogEvent> {
        match self.subject() {
            DialogSubject::ShownCase if matches!(self, Dialog::NewPatient(_)) => {
                Some(DialogEvent::SettlePatient(WhoseAnswers::NotSaid))
            }
            DialogSubject::ShownCase if matches!(self, Dialog::Leaving(_)) => Some(DialogEvent::StayInCase),
            DialogSubject::ShownCase if self.typed_path().is_some() => {
                self.typed_path().map(|typed| DialogEvent::Show(typed.clone().dialog_again()))
            }
            DialogSubject::ShownCase | DialogSubject::Window => None,
            DialogSubject::CaseToOpen => Some(DialogEvent::CancelReading),
            DialogSubject::CrashCopies => Some(DialogEvent::RecoverLater),
        }
    }

    /// Whether both ask the same question. The later one about a file has what was decided last.
    fn asks_the_same(&self, other: &Dialog) -> bool {
        match (self, other) {
            (Dialog::Changed(one), Dialog::Changed(other)) => one.asks_the_same(other),
            (Dialog::Replace(one), Dialog::Replace(other)) => one.asks_the_same(other),
            (Dialog::Help(_), Dialog::Help(_)) | (Dialog::Leaving(_), Dialog::Leaving(_)) => true,
            _ => self == other,
        }
    }

    /// Whether a click beside it, which may be a slip, leaves it open: what was typed or changed in it would be lost,
    /// or what it offers or tells by itself would be gone without a word. Escape and its buttons are meant.
    pub(super) fn stays_at_click_beside(&self, model: &Model) -> bool {
        let comes_by_itself = match self.subject() {
            // These may come at the start, or once the user has long gone on.
            DialogSubject::CaseToOpen | DialogSubject::CrashCopies => true,
            // What has changed in a case of an earlier set is told nowhere else.
            DialogSubject::ShownCase | DialogSubject::Window => matches!(self, Dialog::Migrated(_)),
        };
        comes_by_itself || self.state().has_input(model)
    }

    /// What it is about.
    fn subject(&self) -> DialogSubject {
        self.state().subject()
    }

    /// Whether it asks or tells something about the case that is shown. The palette only leads to what does.
    pub fn decides_about_shown_case(&self) -> bool {
        self.subject() == DialogSubject::ShownCase && !matches!(self, Dialog::Palette(_))
    }

    /// Whether it asks for what opens a case.
    pub fn asks_for_key(&self) -> bool {
        self.subject() == DialogSubject::CaseToOpen
    }

    /// Whether it stays open when another case is shown.
    pub fn outlives_case(&self) -> bool {
        match self.subject() {
            DialogSubject::ShownCase | DialogSubject::CaseToOpen => false,
            DialogSubject::CrashCopies | DialogSubject::Window => true,
        }
    }

    /// Whether it has nothing of the case that is shown, and no passphrase.
    pub fn may_stay_while_locked(&self) -> bool {
        match self {
            // It asks before the window closes, once the window is uncovered.
            Dialog::Unsaved(dialog) => dialog.is_about_closing(),
            Dialog::Palette(_) => true,
            _ => matches!(self.subject(), DialogSubject::CrashCopies | DialogSubject::Window),
        }
    }

    /// Whether it asks before the window closes.
    pub fn asks_before_close(&self) -> bool {
        match self {
            Dialog::Unsaved(dialog) => dialog.is_about_closing(),
            Dialog::UnsavedSettings(_) => true,
            _ => false,
        }
    }

    /// The path that was typed for what it asks about, where the system has no file dialog.
    pub fn typed_path(&self) -> Option<&TypedPath> {
        match self {
            Dialog::Replace(dialog) => dialog.typed(),
            _ => None,
        }
    }

    /// The indication of the report that it asks about, by the form behind it; `None`: it asks about no report.
    pub fn report_indication(&self) -> Option<&IndicationId> {
        match self {
            Dialog::Export(dialog) => Some(dialog.indication()),
            _ => None,
        }
    }

    /// The dialog with a field for the path that it needs.
    pub fn asking_for_path(mut self, path: PathDraft) -> Self {
        self.state_mut().ask_for_path(path);
        self
    }

    /// The dialog with the path that the user picked for it.
    pub fn with_path(mut self, path: PathBuf) -> Self {
        self.state_mut().take_path(path);
        self
    }

    /// Its width in points; it is less where the window is narrower.
    pub(super) fn width(&self) -> f32 {
        self.state().width()
    }

    /// The id of its title.
    pub(super) fn title(&self) -> &'static str {
        self.state().title()
    }

    /// What follows it, if it leads to something that was asked for before.
    pub fn pending(&self) -> Option<&PendingAction> {
        self.state().pending()
    }

    /// Whether it acts on the case that is shown. Then the patient is named in it.
    pub(super) fn names_patient(&self) -> bool {
        self.state().names_patient()
    }

    /// Whether keys that were typed right behind the command that has asked for it are meant for it.
    pub fn takes_keys_ahead(&self) -> bool {
        self.state().takes_keys_ahead()
    }

    /// When keys answer it.
    pub fn answered_by_keys(&self) -> KeyAnswers {
        self.state().answered_by_keys()
    }
}
