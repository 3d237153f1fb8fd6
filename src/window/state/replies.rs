//! Handling the replies to jobs.

use super::Window;
use crate::desktop::{JobId, KeyStatus, KeyStoreError, Output, Reply};
use crate::files::FileNote;
use crate::window::case::CaseId;
use crate::window::cover::CoverProblem;
use crate::window::jobs::FollowUp;
use crate::window::notice::{Message, NoticeKind, Reason};

impl Window {
    /// Handles the reply to a job. A reply that nobody waits for any more is dropped.
    pub fn handle_reply(&mut self, reply: Reply) {
        match (self.jobs.finish(reply.job), reply.result) {
            (None, _) => {}
            (Some(follow_up), Ok(output)) => {
                let (case, shown) = (follow_up.case(), self.case.id());
                self.follow(reply.job, follow_up, output);
                // A case that was to be opened, and is not, needs no notice.
                if let Some(case) = case.or_else(|| Some(self.case.id()).filter(|opened| *opened != shown)) {
                    reply.notes.into_iter().for_each(|note| self.tell_file_note(case, note));
                }
            }
            (Some(follow_up), Err(_)) => self.job_failed(follow_up),
        }
        self.jobs.start_those_behind(reply.job);
        self.seal_if_possible();
        self.offer_crash_copies();
    }

    /// Tells what could not be done with the file of a case. That a case is not guarded is told once.
    fn tell_file_note(&mut self, case: CaseId, note: FileNote) {
        if note == FileNote::NotGuarded && self.unguarded_case.replace(case) == Some(case) {
            return;
        }
        let message = self.message_about(case, Message::AboutFile(note));
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
            (FollowUp::NoteKeys, Output::KeysLookedUp(keys)) => self.keys_looked_up(keys),
            (FollowUp::UseRecoveryKey { case, path, setup }, Output::RecoveryKeyMade(made)) => {
                self.recovery_key_made(case, path, setup, made);
            }
            (FollowUp::NoteCopy(version), Output::RecoveryKept(kept)) => {
                self.copy.note_written(version, kept)
            }
            (FollowUp::NoteNoCopy, Output::RecoveryDropped(dropped)) => {
                self.copy_removed(dropped.map_err(Reason::from));
            }
            (FollowUp::OfferRecoveries, Output::RecoveriesFound(found)) => self.recoveries_found(found),
            (FollowUp::ShowRecovered(open), Output::RecoveryTaken(taken)) => self.recovery_taken(open, taken),
            (FollowUp::NoteDiscarded(file), Output::RecoveryDiscarded(discarded)) => {
                self.recovery_discarded(file, discarded);
            }
            (FollowUp::FollowExport { case, path, then }, Output::PdfExported(exported)) => {
                self.exported(case, path, then, exported);
            }
            (FollowUp::ShowPage(version), Output::PageDrawn(drawn)) => {
                self.case.set_page_picture(&version, drawn)
            }
            (FollowUp::TellHandedOver { case, what, path }, Output::HandedOver(done)) => {
                self.handed_over(case, what, path, done);
            }
            (FollowUp::ComparePaper { case, path }, Output::PaperRead(read)) => {
                self.paper_read(case, path, read);
            }
            (FollowUp::NoteSettings, Output::SettingsWritten(written)) => self.settings_written(written),
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
        match follow_up {
            // Nobody asked for it: the preview says that the page can't be drawn.
            FollowUp::ShowPage(version) => return self.case.set_page_picture(&version, None),
            FollowUp::NoteNoCopy => return self.copy_removed(Err(Reason::Message("reason-fault"))),
            // The user waits for none of these: they keep no window open that is to close.
            FollowUp::NoteCopy(_) => {
                self.copy.note_panic();
                let message = self.message_about(case, Message::Broken);
                return self.case.tell(NoticeKind::Error, message);
            }
            FollowUp::NoteKeys => {
                self.keys_looked_up(KeyStatus::NoStore(KeyStoreError::Unavailable));
                return self.case.tell(NoticeKind::Error, Message::Broken);
            }
            // The cover says so.
            FollowUp::KeepSealed(..) => return self.lock.note_sealing_failed(),
            FollowUp::Unseal(_) | FollowUp::UncoverWithKeys => {
                return self.lock.note_problem(CoverProblem::Failed(Reason::Message("reason-fault")));
            }
            FollowUp::OfferRecoveries => {
                return self.case.tell(NoticeKind::Error, Message::Broken);
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
            | FollowUp::FollowExport { .. }
            | FollowUp::TellHandedOver { .. }
            | FollowUp::ComparePaper { .. }
            | FollowUp::NoteSettings
            | FollowUp::TellCopied(..)
            | FollowUp::NoteFieldCopied(_)
            | FollowUp::DropReply => {}
        }
        self.tell_about(case, NoticeKind::Error, Message::Broken);
    }
}
