//! Leaving the case: for another one, or with the window.

use super::Window;
use crate::case::{Case, Fault};
use crate::window::case::Session;
use crate::window::dialog::{Dialog, LeavingDialog, RefusedAction, UnsavedDialog, UnsavedSettingsDialog};
use crate::window::flow::{AfterWrite, DiscardConsent, PendingAction, Write};
use crate::window::jobs::{CLOSE_TIMEOUT, FollowUp};
use crate::window::notice::{MarkedFaults, Message, NoticeKind};
use std::time::Duration;

/// The case that the program is tried with.
const SAMPLE: &str = include_str!("../../../samples/missing.wgscase");

impl Window {
    /// Whether unsaved changes would be lost that the user did not agree to lose.
    pub(super) fn would_lose_changes(&self, consent: &DiscardConsent) -> bool {
        // Nobody can agree to lose a case that is sealed.
        if let Some(sealed) = &self.sealed {
            return sealed.has_unsaved_changes();
        }
        let session = self.case.session();
        session.has_unsaved_changes() && !consent.covers(session.case())
    }

    /// Asks before unsaved changes are lost, then runs the action.
    pub(super) fn confirm_discard(&mut self, next: PendingAction) {
        // Leaving the field may sign a judgement, which is a change to ask about too.
        self.case.leave_field();
        if self.asks_before(|| RefusedAction::Leave(next.clone())) {
            return;
        }
        if self.would_lose_changes(&DiscardConsent::default()) {
            if !self.follows_running_save(&next) {
                self.show_dialog(UnsavedDialog::new(next));
            }
            return;
        }
        // The case was saved since that was asked.
        self.dialogs.take_unsaved();
        self.run_pending(next, DiscardConsent::default());
    }

    /// Whether the case is just being saved as it is, and `next` follows once it is. Another form may have been looked
    /// at since. Who does not wait for it, and asks again, is asked about the changes.
    fn follows_running_save(&mut self, next: &PendingAction) -> bool {
        let case = self.case.session().case();
        let write = self.case.last_write().and_then(|job| self.jobs.write_mut(job));
        let is_free =
            |write: &&mut Write| write.after == AfterWrite::Undecided && write.case.has_same_content(case);
        let Some(write) = write.filter(is_free) else { return false };
        write.after = AfterWrite::Run(next.clone());
        self.show_leaving(next.clone());
        true
    }

    /// Shows that the window waits for a save before it leaves the case: what is typed meanwhile may be meant for the
    /// next patient, and must not get into this case.
    pub(super) fn show_leaving(&mut self, next: PendingAction) {
        self.show_dialog(LeavingDialog::new(next));
    }

    /// Closes what shows that, once nothing follows a save of the case any more.
    pub(super) fn close_leaving_if_over(&mut self) {
        let case = self.case.id();
        let leads_on = |job: &FollowUp| job.case() == Some(case) && job.pending().is_some();
        if !self.jobs.any(|job| matches!(job, FollowUp::FollowWrite(_)) && leads_on(job)) {
            self.dialogs.close_leaving();
        }
    }

    /// Lets nothing follow the save of the case that is in flight, whatever was to follow.
    pub(super) fn follow_no_save(&mut self) {
        if let Some(write) = self.case.last_write().and_then(|job| self.jobs.write_mut(job)) {
            write.after = AfterWrite::Nothing;
        }
    }

    /// Asks before changes in the settings dialog are lost, then closes the window.
    pub(super) fn confirm_close(&mut self, consent: DiscardConsent) {
        let is_changed = self
            .dialogs
            .iter()
            .any(|dialog| matches!(dialog, Dialog::Settings(dialog) if dialog.is_changed(&self.settings)));
        if is_changed {
            return self.show_dialog(UnsavedSettingsDialog::new(consent));
        }
        self.close(consent);
    }

    /// Starts to close the window: it closes when [`Window::close_timeout`] has nothing left to wait for.
    pub(super) fn close(&mut self, consent: DiscardConsent) {
        // Nobody waits for another case any more, and what it asks must not keep the window open.
        self.jobs.cancel_reading();
        self.copy.leave();
        self.closing = Some(consent);
    }

    /// Keeps the window open after all.
    pub(super) fn cancel_closing(&mut self) {
        if self.closing.take().is_some() {
            self.copy.come_back();
        }
    }

    /// How long closing waits at most for what would be lost if the program ended now; `None`: nothing would be.
    pub fn close_timeout(&self) -> Option<Duration> {
        let is_more_to_start =
            self.copy.is_to_be_removed() || self.settings_store.has_unwritten(&self.settings);
        self.jobs.close_timeout().or(is_more_to_start.then_some(CLOSE_TIMEOUT))
    }

    /// Tells that the window, which is to close, stays open for the print dialog of the system, which may be hidden.
    pub(super) fn tell_if_closing_after_print(&mut self) {
        let is_printing = self.jobs.any(|job| matches!(job, FollowUp::TellPrinted { .. }));
        if is_printing && self.is_closing() {
            self.case.tell_besides(NoticeKind::Warning, Message::ClosesAfterPrint);
        } else {
            self.case.take_back(&Message::ClosesAfterPrint);
        }
    }

    /// Keeps the window open after all, if something was typed since it was to close. Says whether it does.
    pub(crate) fn reopen_if_changed(&mut self) -> bool {
        let is_changed = self.closing.as_ref().is_some_and(|consent| self.would_lose_changes(consent));
        if is_changed {
            self.cancel_closing();
        }
        is_changed
    }

    /// Notes that the dialog that was shown last came by itself, if there is one.
    pub(crate) fn note_dialog_unasked(&mut self) {
        self.dialogs.note_unasked();
    }

    /// Shows another case by `show`, and tells in that one that the one before was just saved.
    pub(super) fn show_next(&mut self, show: impl FnOnce(&mut Window)) {
        let saved = self.case.outcome_of_save();
        show(self);
        if let Some(outcome) = saved {
            self.case.tell_besides(NoticeKind::Done, Message::OfEarlierCase { is_previous: true, outcome });
        }
    }

    /// Shows another case. Nothing of the one before stays, and the focus goes to the start of the form: a key that
    /// comes now must not answer for the next patient what was asked about the one before.
    pub(super) fn replace_case(&mut self, session: Session) {
        self.jobs.cancel_reading();
        self.jobs.forget_typed();
        // A PDF reader would put the report of one patient in front of whoever works on another.
        self.jobs.withdraw_hand_overs();
        self.dialogs.close_those_of_the_case();
        self.dialogs.drop_waiting_of_the_case();
        self.asked_before_case.clear();
        self.menu = None;
        self.case = self.case.next(session);
        self.focus_form();
    }

    /// Shows the sample case, which has no path yet.
    pub(super) fn open_sample(&mut self) {
        let set = self.case.session().set().clone();
        // A test keeps it readable.
        let Ok(reading) = crate::case::read(SAMPLE, &set) else { return };
        let case = Case { assessed_on: Some(self.today), ..reading.case };
        self.replace_case(Session::new(set, case, None));
        self.case.show_form();
        self.tell(NoticeKind::Done, Message::SampleOpened);
    }

    /// Tells the faults of a case that was opened, and the number of those that are not listed.
    pub(super) fn tell_faults(&mut self, faults: Vec<Fault>, more: usize) {
        if !faults.is_empty() || more > 0 {
            self.case.clear_path();
            let marked = self.case.session().case().unparsed.len();
            let marked = MarkedFaults::of(faults.len() + more, marked);
            self.tell(NoticeKind::Warning, Message::OpenedWithFaults(faults, more, marked));
        }
    }
}
