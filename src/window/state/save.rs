//! Saving the case.

use super::Window;
use crate::desktop::{CaseRequest, JobId, Protection, Request, SaveError};
use crate::files::{FileError, Fingerprint, Overwrite};
use crate::window::dialog::{
    ChangedDialog, Dialog, FileChange, RefusedAction, ReplaceDialog, Replacement, SaveDialog,
};
use crate::window::flow::{AfterWrite, DiscardConsent, PathUse, PendingAction, SaveTarget, Way, Write};
use crate::window::jobs::FollowUp;
use crate::window::notice::{Attempt, Message, NoticeKind};
use crate::window::shortcut::UiCommand;
use std::path::PathBuf;

impl Window {
    /// Saves the case to its file as before, or asks what is not known about that.
    pub(super) fn save(&mut self, then: Option<PendingAction>) {
        let leave = then.clone().map(RefusedAction::Leave);
        if self.refuses_case(|| leave.unwrap_or(RefusedAction::Command(UiCommand::Save.into()))) {
            return;
        }
        let session = self.case.session();
        match (session.path().map(ToOwned::to_owned), session.protection().cloned()) {
            // Saved unencrypted, before that was forbidden.
            (Some(_), Some(protection)) if self.is_forbidden(&protection) => {
                self.ask_how_to_save(SaveTarget { elsewhere: false, then });
            }
            (Some(path), Some(protection)) => {
                // A key store that was locked may be unlocked by now. With keys, the save itself finds that out.
                let asks = protection != Protection::Keys && self.copy.was_refused();
                self.write(path, session.overwrite_condition(), protection, then);
                if asks {
                    self.look_up_keys();
                }
            }
            _ => self.ask_how_to_save(SaveTarget { elsewhere: false, then }),
        }
    }

    /// Whether the case can't be used for `action` as it is. Then the user is asked, or told, what is to be
    /// done about it.
    pub(super) fn refuses_case(&mut self, action: impl FnOnce() -> RefusedAction) -> bool {
        self.asks_before(action) || self.refuses_overlong_texts()
    }

    /// Whether a text is too long for the case to be saved or exported. Then the user is told which ones:
    /// nothing is cut.
    fn refuses_overlong_texts(&mut self) -> bool {
        let has_overlong_text = self.case.has_overlong_text();
        if has_overlong_text {
            self.case.leave_field();
            self.tell(NoticeKind::Error, Message::TextsTooLong);
        } else {
            self.case.take_back(&Message::TextsTooLong);
        }
        has_overlong_text
    }

    /// Asks how the case is protected.
    pub(super) fn ask_how_to_save(&mut self, target: SaveTarget) {
        // The name that is proposed for the file is that of the case as it is shown behind the dialog.
        self.case.leave_field();
        if self.refuses_case(|| RefusedAction::AskHowToSave(target.clone())) {
            return;
        }
        let typed_path = self.path_for_save(&target);
        let dialog = SaveDialog::new(target, self.last_way, typed_path, &self.model());
        self.show_dialog(dialog);
        // The key store may have been unlocked since.
        self.look_up_keys();
    }

    /// The path to start typing with: where a path is asked for and the system has no file dialog.
    fn path_for_save(&self, target: &SaveTarget) -> Option<String> {
        self.typed_path(|| self.proposed_case_name()).filter(|_| self.asks_for_path(target))
    }

    /// Whether a save asks for a path.
    pub(super) fn asks_for_path(&self, target: &SaveTarget) -> bool {
        target.elsewhere || self.case.session().path().is_none()
    }

    /// Saves the case so protected: to its file, to the path that was typed, or to one that is asked for.
    pub(super) fn save_with(
        &mut self,
        protection: Protection,
        target: SaveTarget,
        typed_path: Option<String>,
        asked_by: Option<Dialog>,
    ) {
        let session = self.case.session();
        if let Some(path) = session.path().map(ToOwned::to_owned).filter(|_| !target.elsewhere) {
            return self.write(path, session.overwrite_condition(), protection, target.then);
        }
        let path_use = PathUse::SaveCase(protection, target);
        match (typed_path, asked_by) {
            (Some(path), Some(dialog)) => self.use_typed_path(path_use, &path, dialog),
            (_, asked_by) => self.pick(path_use, asked_by),
        }
    }

    /// Writes the case that is shown. The protection was decided for this path alone.
    pub(super) fn write(
        &mut self,
        path: PathBuf,
        expected: Overwrite,
        protection: Protection,
        then: Option<PendingAction>,
    ) {
        let refused = || RefusedAction::Write {
            path: path.clone(),
            expected,
            protection: protection.clone(),
            then: then.clone(),
        };
        if self.asks_before(refused) {
            return;
        }
        if self.is_forbidden(&protection) {
            return self.ask_how_to_save(SaveTarget { elsewhere: false, then });
        }
        self.case.forget_attempt(Attempt::Save);
        let case = self.case.session().case().clone();
        let mut behind = self.jobs.last_write_to(&path);
        let mut then = then;
        if let Some(last) = behind.filter(|job| self.case.is_last_write(*job))
            && let Some(write) = self.jobs.write_mut(last)
        {
            then = then.or_else(|| write.after.take_pending());
            // Behind a link, another spelling may lead to another file: both are written.
            let is_same_path = write.path == path;
            if is_same_path && write.case == case && write.protection == protection {
                if let Some(next) = &then {
                    write.after = AfterWrite::Run(next.clone());
                }
                return self.show_leaving_for(then);
            }
            // A write that has not started is replaced by one of the newer version.
            if is_same_path {
                behind = self.jobs.remove_waiting(last).or(behind);
            }
        }
        let request = CaseRequest::Write {
            path: path.clone(),
            case: Box::new(case.clone()),
            protection: protection.clone(),
            expected,
            copy_of: self.case.session().copy_of().map(ToOwned::to_owned),
        };
        let (case_id, after) = (self.case.id(), AfterWrite::new(then.clone()));
        let write = Write { case_id, path, case, protection, after };
        let (request, follow_up) = (Request::Case(request), FollowUp::FollowWrite(Box::new(write)));
        let job = match behind {
            // Each of two writes at once would take the other's version for a change by somebody else.
            Some(behind) => self.jobs.start_behind(behind, request, follow_up),
            None => self.jobs.start(request, follow_up),
        };
        self.case.write_started(job);
        self.show_leaving_for(then);
    }

    /// Shows what follows the save, if something does.
    fn show_leaving_for(&mut self, then: Option<PendingAction>) {
        if let Some(next) = then.filter(|_| !self.is_closing()) {
            self.show_leaving(next);
        }
    }

    /// Goes on to what was to follow the save, or to what waits for the answer to the question about unsaved changes if
    /// there are none any more.
    fn leave_once_saved(&mut self, then: Option<PendingAction>) {
        let is_all_saved = !self.would_lose_changes(&DiscardConsent::default());
        let asked = if is_all_saved { self.dialogs.take_unsaved() } else { None };
        if let Some(next) = asked.or(then) {
            self.confirm_discard(next);
        }
    }

    /// A write has ended. A write to a slow drive may end when the case has been saved elsewhere since: then the user
    /// is told, and nothing else changes.
    pub(super) fn case_written(&mut self, job: JobId, write: Write, written: Result<Fingerprint, SaveError>) {
        let Write { case_id, path, case, protection, mut after } = write;
        let then = after.take_pending();
        let is_shown = case_id == self.case.id();
        let is_last = is_shown && self.case.is_last_write(job);
        match written {
            Ok(fingerprint) => {
                let saved = Message::Saved(path.clone(), Way::of(&protection));
                self.tell_about(case_id, NoticeKind::Done, saved);
                self.remember_folder(&path, &case);
                self.note_recent_file(&path, &case);
                if is_shown {
                    self.case.note_saved(job, path.clone(), case, fingerprint, protection.clone());
                }
                // The key store has just given its key for the case: it gives one for the copies too.
                if protection == Protection::Keys && self.copy.was_refused() {
                    self.look_up_keys();
                }
                self.jobs.expect_written(job, case_id, &path, fingerprint);
                // A window that is to close does nothing else first.
                if is_last && !self.is_closing() {
                    self.leave_once_saved(then);
                }
            }
            // The file of the case has changed once more since the user was asked about it.
            Err(SaveError::File(FileError::Exists(file)))
                if is_last && file.is_another && self.case.session().path() == Some(&path) =>
            {
                let change = FileChange::Replaced(file.version);
                self.show_dialog(ChangedDialog::new(path, change, protection, then));
            }
            Err(SaveError::File(FileError::Exists(file))) if is_last => {
                self.show_dialog(ReplaceDialog::new(path, file, Replacement::Case(protection, then)));
            }
            Err(SaveError::File(FileError::Changed(version))) if is_last => {
                let change = FileChange::Replaced(version);
                self.show_dialog(ChangedDialog::new(path, change, protection, then));
            }
            Err(SaveError::File(FileError::Gone)) if is_last => {
                self.show_dialog(ChangedDialog::new(path, FileChange::Gone, protection, then));
            }
            Err(error) => {
                self.note_if_locked(&error);
                self.tell_about(case_id, NoticeKind::Error, Message::SaveFailed(path, error.into()));
            }
        }
    }
}
