//! Handling the replies to jobs.

use super::Window;
use super::path_problem::{NextTry, next_try_after};
use crate::desktop::{JobId, KeyStatus, KeyStoreError, Output, PickedPath, RaiseOutcome, Reply};
use crate::files::{FileNote, Fingerprint};
use crate::window::case::CaseId;
use crate::window::cover::CoverProblem;
use crate::window::jobs::FollowUp;
use crate::window::notice::{Message, NotedFile, NoticeKind, Reason};
use std::path::Path;

impl Window {
    /// Handles the reply to a job. A reply that nobody waits for any more is dropped.
    pub fn handle_reply(&mut self, reply: Reply) {
        let mut dialogs_shown = self.dialogs.shown_count();
        let follow_up = self.jobs.finish(reply.job);
        let next_try = match &reply.result {
            _ if follow_up.is_none() => None,
            Ok(output) => next_try_after(output),
            // The worker panicked, whatever the path.
            Err(_) => Some(NextTry::SamePath),
        };
        // The user has just asked for the dialog that needs a path, and the system has none in its place.
        let is_asked_for = matches!(reply.result, Ok(Output::PathPicked(PickedPath::NoDialog(_))));
        self.close_leaving_if_over();
        match (follow_up, reply.result) {
            (None, _) => {}
            (Some(follow_up), Ok(output)) => {
                let (case, shown) = (follow_up.case(), self.case.id());
                let (file, written) = (follow_up.noted_file(), follow_up.written_path());
                self.follow(reply.job, follow_up, output);
                // A case that was to be opened, and is not, needs no notice.
                if let Some(case) = case.or_else(|| Some(self.case.id()).filter(|opened| *opened != shown)) {
                    let path = written.or_else(|| self.case.session().locked_path().map(Path::to_owned));
                    for note in reply.notes {
                        self.tell_file_note(case, path.as_deref(), file, note);
                    }
                }
            }
            (Some(follow_up), Err(_)) => self.job_failed(follow_up),
        }
        if let Some(typed) = self.jobs.take_typed(reply.job)
            && let Some(next_try) = next_try
            && typed.is_of(self.case.id())
        {
            let has_asked = self.dialogs.shown_count() > dialogs_shown;
            self.ask_for_path_again(typed, next_try, has_asked);
        }
        self.show_waiting_dialog();
        if is_asked_for {
            dialogs_shown = self.dialogs.shown_count();
        }
        self.jobs.start_those_behind(reply.job);
        self.ask_again_about_waiting_patient();
        self.seal_if_possible();
        self.offer_crash_copies();
        if self.dialogs.shown_count() > dialogs_shown {
            self.dialogs.note_unasked();
        }
    }

    /// Tells what could not be done with a file. That a case is not guarded is told once for each path.
    fn tell_file_note(&mut self, case: CaseId, path: Option<&Path>, file: NotedFile, note: FileNote) {
        let is_unguarded = note == FileNote::NotGuarded;
        if is_unguarded {
            // The path itself may name the patient, and a sealed case has none.
            let path = path.map(|path| Fingerprint::of(path.as_os_str().as_encoded_bytes()));
            if self.unguarded.replace((case, path)) == Some((case, path)) {
                return;
            }
        }
        let message = self.message_about(case, Message::AboutFile(file, note));
        if is_unguarded {
            // It was said of another path.
            self.case.take_back(&message);
        }
        self.case.tell_besides(NoticeKind::Warning, message);
    }

    fn follow(&mut self, job: JobId, follow_up: FollowUp, output: Output) {
        match (follow_up, output) {
            (FollowUp::UsePath { case, path_use, asked_by }, Output::PathPicked(picked)) => {
                self.path_picked(case, path_use, asked_by, picked);
            }
            (FollowUp::OpenCase { open, key }, Output::CaseRead(read)) => self.case_read(open, key, read),
            (FollowUp::FollowWrite(write), Output::CaseWritten(written)) => {
                self.case_written(job, *write, written);
            }
            (FollowUp::NoteKeys | FollowUp::NoteKeysOnceUnlocked, Output::KeysLookedUp(keys)) => {
                self.keys_looked_up(keys);
            }
            (FollowUp::UseRecoveryKey { case, path, setup }, Output::RecoveryKeyMade(made)) => {
                self.recovery_key_made((case, self.jobs.has_typed(job)), path, setup, made);
            }
            (FollowUp::NoteCopy(version), Output::RecoveryKept(kept)) => {
                self.copy.note_written(version, kept)
            }
            (FollowUp::NoteNoCopy, Output::RecoveryDropped(dropped)) => {
                self.copy_removed(dropped.map_err(Reason::from));
            }
            (FollowUp::OfferRecoveries, Output::RecoveriesFound(found)) => self.recoveries_found(found),
            (FollowUp::ShowRecovered(open), Output::RecoveryTaken(taken)) => self.recovery_taken(open, taken),
            (FollowUp::NoteAdopted(file), Output::RecoveryDiscarded(adopted)) => {
                self.copy_adopted(&file, adopted);
            }
            (FollowUp::NoteDiscarded(file), Output::RecoveryDiscarded(discarded)) => {
                self.recovery_discarded(file, discarded);
            }
            (FollowUp::FollowExport { case, path, export, state }, Output::PdfExported(exported)) => {
                self.exported(case, path, (export, state), exported);
            }
            (FollowUp::ShowPages(version), Output::PagesDrawn(drawn)) => {
                self.case.set_page_pictures(version, drawn)
            }
            (FollowUp::TellHandedOver { case, what, path, exported, .. }, Output::HandedOver(done)) => {
                self.handed_over(case, what, (path, exported), done);
            }
            (FollowUp::TellPrinted { case, .. }, Output::Printed(done)) => self.printed(case, done),
            (FollowUp::ComparePaper { case, path }, Output::PaperRead(read)) => {
                self.paper_read(case, path, read);
            }
            (FollowUp::OfferCompletion, Output::PathCompleted(completion)) => {
                self.completion = Some((job, completion));
            }
            (FollowUp::NoteSettings, Output::SettingsWritten(written)) => self.settings_written(written),
            (FollowUp::NoteRecent, Output::RecentChanged(changed)) => self.recent_files_changed(changed),
            (FollowUp::NoteMissing, Output::RecentMissing(missing)) => self.recent.set_missing(missing),
            (FollowUp::TellRaised, Output::WindowRaised(outcome)) => self.other_window_raised(outcome),
            (FollowUp::TellCopied(case, indication), Output::Copied(done)) => {
                self.copied(case, indication, done);
            }
            (FollowUp::NoteFieldCopied(case), Output::Copied(done)) => self.field_copied(case, done),
            (FollowUp::KeepSealed(case, content), Output::Sealed(sealed)) => {
                self.case_sealed(case, &content, sealed);
            }
            (FollowUp::Unseal(passphrase), Output::Unsealed(opened)) => {
                self.case_unsealed(passphrase, opened)
            }
            (FollowUp::UncoverWithKeys, Output::KeysLookedUp(keys)) => self.uncover_with(keys),
            // INVARIANT: a worker replies to a request with its own kind of output (`desktop/worker.rs`).
            (follow_up, _) => self.job_failed(follow_up),
        }
    }

    /// The worker panicked: what waited for this job ends here, and nothing else does.
    fn job_failed(&mut self, follow_up: FollowUp) {
        let case = follow_up.case().unwrap_or_else(|| self.case.id());
        let broken = Message::Broken(follow_up.attempt());
        match follow_up {
            // Nobody asked for it: the preview says that the pages can't be drawn.
            FollowUp::ShowPages(version) => return self.case.set_page_pictures(version, None),
            FollowUp::NoteNoCopy => return self.copy_removed(Err(Reason::Message("reason-fault"))),
            // The user waits for none of these: they keep no window open that is to close.
            FollowUp::NoteCopy(_) => {
                self.copy.note_panic();
                let message = self.message_about(case, broken);
                return self.case.tell(NoticeKind::Error, message);
            }
            FollowUp::NoteKeys | FollowUp::NoteKeysOnceUnlocked => {
                self.keys_looked_up(KeyStatus::NoStore(KeyStoreError::Unavailable));
                return self.case.tell(NoticeKind::Error, broken);
            }
            // The cover says so.
            FollowUp::KeepSealed(..) => return self.lock.note_sealing_failed(),
            FollowUp::Unseal(_) | FollowUp::UncoverWithKeys => {
                return self.lock.note_problem(CoverProblem::Failed(Reason::Message("reason-fault")));
            }
            FollowUp::OfferCompletion | FollowUp::NoteMissing => return,
            FollowUp::TellRaised => return self.other_window_raised(RaiseOutcome::Failed),
            FollowUp::OfferRecoveries => {
                return self.case.tell(NoticeKind::Error, broken);
            }
            // The dialog that asked for the path comes back, with what was typed into it.
            FollowUp::UsePath { case, asked_by: Some(dialog), .. } if case == self.case.id() => {
                self.show_dialog(*dialog);
            }
            FollowUp::UsePath { .. }
            | FollowUp::OpenCase { .. }
            | FollowUp::FollowWrite(_)
            | FollowUp::UseRecoveryKey { .. }
            | FollowUp::ShowRecovered(_)
            | FollowUp::NoteDiscarded(_)
            | FollowUp::NoteAdopted(_)
            | FollowUp::FollowExport { .. }
            | FollowUp::TellHandedOver { .. }
            | FollowUp::TellPrinted { .. }
            | FollowUp::ComparePaper { .. }
            | FollowUp::NoteSettings
            | FollowUp::NoteRecent
            | FollowUp::TellCopied(..)
            | FollowUp::NoteFieldCopied(_)
            | FollowUp::DropReply => {}
        }
        self.tell_about(case, NoticeKind::Error, broken);
    }
}
