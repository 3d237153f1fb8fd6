//! The jobs in flight, each with the follow-up to its reply.
//!
//! The follow-up of a job (print after the export, close after the save, open after the question) is stored with the
//! job and nowhere else. [`Jobs::finish`] drops the reply to a cancelled job.

use super::case::{CaseId, PagesVersion, SealedContent};
use super::dialog::{Dialog, TypedPath};
use super::flow::{
    AfterExport, CaseVersion, ExportedState, OpenAttempt, PathUse, PendingAction, RecoveryKeySetup, Write,
};
use super::notice::NotedFile;
use super::path_spelling::without_parents;
use crate::definition::IndicationId;
use crate::desktop::{CaseKey, CaseRequest, Handover, Job, JobId, Request};
use crate::encryption::Passphrase;
use crate::files::{Fingerprint, Overwrite};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// A drive or a key store that does not respond must not keep the window open forever.
pub const CLOSE_TIMEOUT: Duration = Duration::from_secs(20);

/// The print dialog of the system waits for the user, and disappears with this process.
const PRINT_CLOSE_TIMEOUT: Duration = Duration::from_secs(120);

/// What the window does with the reply to a job.
#[derive(Debug)]
pub enum FollowUp {
    /// Use the path that the user picks.
    UsePath {
        /// The case that was shown when the user was asked.
        case: CaseId,
        /// What the path is for.
        path_use: PathUse,
        /// The dialog that asked for the path. It comes back with a field for the path where the system has
        /// no file dialog.
        asked_by: Option<Box<Dialog>>,
    },
    /// Show the case that is read.
    OpenCase {
        /// What is being opened.
        open: OpenAttempt,
        /// The key of this attempt; `None`: the file was tried without a passphrase or a recovery key.
        key: Option<CaseKey>,
    },
    /// Continue the case in the state in which it was written.
    FollowWrite(Box<Write>),
    /// Note whether the user has keys.
    NoteKeys,
    /// Note whether the user has keys, after the question to unlock the key store was answered.
    NoteKeysOnceUnlocked,
    /// Save the case whose save waits for the recovery key.
    UseRecoveryKey {
        /// The case that was shown when the key was asked for.
        case: CaseId,
        /// The file of the key.
        path: PathBuf,
        /// The key that is being made.
        setup: RecoveryKeySetup,
    },
    /// Note which version of the case its recovery copy holds.
    NoteCopy(CaseVersion),
    /// Note that the recovery copy was removed.
    NoteNoCopy,
    /// Offer the recovery copies that a crash left.
    OfferRecoveries,
    /// Show the case of a recovery copy.
    ShowRecovered(OpenAttempt),
    /// Remove a discarded recovery copy from the list of those that a crash left.
    NoteDiscarded(PathBuf),
    /// Note the exported file, and hand it over to the system if the user asked for that.
    FollowExport {
        /// The case that is reported.
        case: CaseId,
        /// The path of the PDF.
        path: PathBuf,
        /// What follows once the PDF is written.
        then: AfterExport,
        /// The report that is written.
        state: ExportedState,
    },
    /// Show pages of the preview.
    ShowPages(PagesVersion),
    /// Show a notice whether the system accepted the report.
    TellHandedOver {
        /// The case that is reported.
        case: CaseId,
        /// What the system was asked to do with the report.
        what: Handover,
        /// The path of the PDF.
        path: PathBuf,
    },
    /// Show a notice whether the report of a case was printed.
    TellPrinted(CaseId),
    /// Tell whether paper was printed from the case.
    ComparePaper {
        /// The case that was shown when the user asked.
        case: CaseId,
        /// The path of the scan.
        path: PathBuf,
    },
    /// Note whether the settings were written.
    NoteSettings,
    /// Take over the list of recent files as it was changed.
    NoteRecent,
    /// Note which recent files are missing.
    NoteMissing,
    /// Tell if the window of another process could not be brought to the front.
    TellRaised,
    /// Show a notice whether the summary of a case, for an indication, is on the clipboard.
    TellCopied(CaseId, IndicationId),
    /// Tell if a text that the user copied from a field is not on the clipboard.
    NoteFieldCopied(CaseId),
    /// Keep only the sealed case, if the case and its content are still these.
    KeepSealed(CaseId, Arc<SealedContent>),
    /// Uncover the window with the content that this passphrase opens.
    Unseal(Passphrase),
    /// Uncover the window if the key store answers.
    UncoverWithKeys,
    /// Offer the completed path to the dialog in which it is typed.
    OfferCompletion,
    /// Drop the reply, because the job was cancelled. The window still closes only after the job.
    DropReply,
}

impl FollowUp {
    /// The case that the job was started for; `None`: the job is about the window, or about a case to open.
    pub fn case(&self) -> Option<CaseId> {
        match self {
            FollowUp::FollowWrite(write) => Some(write.case_id),
            FollowUp::UsePath { case, .. }
            | FollowUp::UseRecoveryKey { case, .. }
            | FollowUp::FollowExport { case, .. }
            | FollowUp::TellHandedOver { case, .. }
            | FollowUp::ComparePaper { case, .. }
            | FollowUp::TellCopied(case, _)
            | FollowUp::TellPrinted(case)
            | FollowUp::NoteFieldCopied(case)
            | FollowUp::NoteCopy(CaseVersion { case, .. }) => Some(*case),
            FollowUp::KeepSealed(case, _) => Some(*case),
            FollowUp::ShowPages(version) => Some(version.case()),
            FollowUp::OpenCase { .. }
            | FollowUp::NoteKeys
            | FollowUp::NoteKeysOnceUnlocked
            | FollowUp::NoteNoCopy
            | FollowUp::OfferRecoveries
            | FollowUp::ShowRecovered(_)
            | FollowUp::NoteDiscarded(_)
            | FollowUp::NoteSettings
            | FollowUp::NoteRecent
            | FollowUp::NoteMissing
            | FollowUp::TellRaised
            | FollowUp::Unseal(_)
            | FollowUp::UncoverWithKeys
            | FollowUp::OfferCompletion
            | FollowUp::DropReply => None,
        }
    }

    /// Whether the user waits for the job.
    fn is_foreground(&self) -> bool {
        match self {
            FollowUp::UsePath { .. }
            | FollowUp::OpenCase { .. }
            | FollowUp::FollowWrite(_)
            | FollowUp::UseRecoveryKey { .. }
            | FollowUp::ShowRecovered(_)
            | FollowUp::ComparePaper { .. }
            | FollowUp::FollowExport { .. } => true,
            FollowUp::NoteKeys
            | FollowUp::NoteKeysOnceUnlocked
            | FollowUp::NoteCopy(_)
            | FollowUp::NoteNoCopy
            | FollowUp::OfferRecoveries
            | FollowUp::NoteDiscarded(_)
            | FollowUp::ShowPages(_)
            | FollowUp::TellHandedOver { .. }
            | FollowUp::TellPrinted(_)
            | FollowUp::NoteSettings
            | FollowUp::NoteRecent
            | FollowUp::NoteMissing
            | FollowUp::TellRaised
            | FollowUp::TellCopied(..)
            | FollowUp::NoteFieldCopied(_)
            | FollowUp::KeepSealed(..)
            | FollowUp::Unseal(_)
            | FollowUp::UncoverWithKeys
            | FollowUp::OfferCompletion
            | FollowUp::DropReply => false,
        }
    }

    /// What follows the job, if it leads to something that was asked for before.
    pub fn pending(&self) -> Option<&PendingAction> {
        match self {
            FollowUp::UsePath { path_use, .. } => path_use.pending(),
            FollowUp::FollowWrite(write) => write.after.pending(),
            FollowUp::UseRecoveryKey { setup, .. } => setup.pending(),
            _ => None,
        }
    }

    /// Whether the job, or what follows it, may have something of the case that is shown.
    fn may_use_case(&self) -> bool {
        !matches!(
            self,
            FollowUp::NoteKeys
                | FollowUp::NoteKeysOnceUnlocked
                | FollowUp::NoteSettings
                | FollowUp::NoteRecent
                | FollowUp::NoteMissing
                | FollowUp::TellRaised
                | FollowUp::OfferRecoveries
                | FollowUp::KeepSealed(..)
                | FollowUp::Unseal(_)
                | FollowUp::UncoverWithKeys
        )
    }

    /// The kind of the file that the job reads or writes.
    pub fn noted_file(&self) -> NotedFile {
        match self {
            FollowUp::FollowExport { .. } => NotedFile::Report,
            FollowUp::UseRecoveryKey { .. } => NotedFile::RecoveryKey,
            _ => NotedFile::Case,
        }
    }

    /// The path of the case file that the job writes.
    pub fn written_path(&self) -> Option<PathBuf> {
        match self {
            FollowUp::FollowWrite(write) => Some(write.path.clone()),
            _ => None,
        }
    }

    /// How long closing waits at most for the job; `None`: nothing is lost if the program ends before the reply.
    fn close_timeout(&self) -> Option<Duration> {
        match self {
            FollowUp::FollowWrite(_)
            | FollowUp::UseRecoveryKey { .. }
            | FollowUp::NoteCopy(_)
            | FollowUp::NoteNoCopy
            | FollowUp::NoteDiscarded(_)
            | FollowUp::FollowExport { .. }
            | FollowUp::NoteSettings
            // A list that is switched off must be deleted.
            | FollowUp::NoteRecent
            // A text that is copied while the program ends would stay on the clipboard.
            | FollowUp::TellCopied(..)
            | FollowUp::NoteFieldCopied(_)
            | FollowUp::DropReply => Some(CLOSE_TIMEOUT),
            FollowUp::TellHandedOver { .. } => Some(CLOSE_TIMEOUT),
            FollowUp::TellPrinted(_) => Some(PRINT_CLOSE_TIMEOUT),
            FollowUp::UsePath { .. }
            | FollowUp::OpenCase { .. }
            | FollowUp::NoteKeys
            | FollowUp::NoteKeysOnceUnlocked
            | FollowUp::OfferRecoveries
            | FollowUp::ShowRecovered(_)
            | FollowUp::ComparePaper { .. }
            | FollowUp::KeepSealed(..)
            | FollowUp::Unseal(_)
            | FollowUp::UncoverWithKeys
            | FollowUp::OfferCompletion
            | FollowUp::NoteMissing
            | FollowUp::TellRaised
            | FollowUp::ShowPages(_) => None,
        }
    }
}

/// A job that starts when another one has ended.
struct WaitingJob {
    behind: JobId,
    job: Job,
}

/// The jobs in flight.
pub struct Jobs {
    next: JobId,
    /// The follow-ups of all jobs without a reply, also of those that have not started.
    in_flight: BTreeMap<JobId, FollowUp>,
    to_start: Vec<Job>,
    waiting: Vec<WaitingJob>,
    /// The paths that were typed for jobs in flight.
    typed: BTreeMap<JobId, TypedPath>,
}

impl Default for Jobs {
    fn default() -> Self {
        Jobs {
            next: JobId::FIRST,
            in_flight: BTreeMap::new(),
            to_start: Vec::new(),
            waiting: Vec::new(),
            typed: BTreeMap::new(),
        }
    }
}

impl Jobs {
    /// Adds a job, which starts at the end of the frame.
    pub fn start(&mut self, request: Request, follow_up: FollowUp) -> JobId {
        let job = self.add(request, follow_up);
        let id = job.id;
        self.to_start.push(job);
        id
    }

    /// Adds a job, which starts when the job `behind` has ended.
    pub fn start_behind(&mut self, behind: JobId, request: Request, follow_up: FollowUp) -> JobId {
        let job = self.add(request, follow_up);
        let id = job.id;
        self.waiting.push(WaitingJob { behind, job });
        id
    }

    fn add(&mut self, request: Request, follow_up: FollowUp) -> Job {
        let id = self.next;
        self.next = id.next();
        self.in_flight.insert(id, follow_up);
        Job { id, request }
    }

    /// Keeps a path that was typed for the job `since`, if that was started.
    pub fn note_typed(&mut self, since: JobId, typed: TypedPath) {
        if self.in_flight.contains_key(&since) {
            self.typed.insert(since, typed);
        }
    }

    /// Forgets the paths that were typed, with all that was decided for them: another case is shown.
    pub fn forget_typed(&mut self) {
        self.typed.clear();
    }

    /// The id of the next job.
    pub fn next_id(&self) -> JobId {
        self.next
    }

    /// The path that was typed for a job, which has ended.
    pub fn take_typed(&mut self, id: JobId) -> Option<TypedPath> {
        self.typed.remove(&id)
    }

    /// The jobs that were added since the last call.
    pub fn take_to_start(&mut self) -> Vec<Job> {
        std::mem::take(&mut self.to_start)
    }

    /// Removes a job, and returns its follow-up; `None`: the job was cancelled.
    pub fn finish(&mut self, id: JobId) -> Option<FollowUp> {
        self.in_flight.remove(&id).filter(|follow_up| !matches!(follow_up, FollowUp::DropReply))
    }

    /// Starts the jobs that waited for this one.
    pub fn start_those_behind(&mut self, ended: JobId) {
        let started = self.waiting.extract_if(.., |waiting| waiting.behind == ended);
        self.to_start.extend(started.map(|waiting| waiting.job));
    }

    /// Cancels the jobs that `is_selected` matches. They still run to their end, and their replies are dropped.
    pub fn cancel(&mut self, is_selected: impl Fn(&FollowUp) -> bool) {
        self.in_flight.retain(|_, follow_up| {
            if !is_selected(follow_up) {
                return true;
            }
            let is_awaited = follow_up.close_timeout().is_some();
            *follow_up = FollowUp::DropReply;
            is_awaited
        });
    }

    /// Gives a job in flight that `is_selected` matches another follow-up. Says whether there is one.
    pub fn redirect(&mut self, is_selected: impl Fn(&FollowUp) -> bool, follow_up: FollowUp) -> bool {
        let Some(found) = self.in_flight.values_mut().find(|follow_up| is_selected(follow_up)) else {
            return false;
        };
        *found = follow_up;
        true
    }

    /// How long closing waits at most for the jobs in flight; `None`: nothing is lost if the program ends now.
    pub fn close_timeout(&self) -> Option<Duration> {
        self.in_flight.values().filter_map(FollowUp::close_timeout).max()
    }

    /// Whether a job that `is_selected` matches is in flight.
    pub fn any(&self, is_selected: impl Fn(&FollowUp) -> bool) -> bool {
        self.in_flight.values().any(is_selected)
    }

    /// Whether a job in flight may have something of the case that is shown.
    pub fn may_use_case(&self) -> bool {
        self.any(FollowUp::may_use_case)
    }

    /// Whether the user waits for a job.
    pub fn has_foreground(&self) -> bool {
        self.any(FollowUp::is_foreground)
    }

    /// Whether the user waits for a job that a drive or the key store carries out, and not for a dialog.
    pub fn is_waited_for(&self) -> bool {
        self.any(|follow_up| follow_up.is_foreground() && !matches!(follow_up, FollowUp::UsePath { .. }))
    }

    /// Whether a file dialog of the system is open. The window opens one at a time.
    pub fn has_path_dialog(&self) -> bool {
        self.any(|follow_up| matches!(follow_up, FollowUp::UsePath { .. }))
    }

    /// Stops to wait for the file dialog that is open, or may never open: its reply is dropped. Returns what the
    /// path was for.
    pub fn give_up_path_dialog(&mut self) -> Option<FollowUp> {
        let is_dialog = |follow_up: &FollowUp| matches!(follow_up, FollowUp::UsePath { .. });
        let id = self.in_flight.iter().find_map(|(id, follow_up)| is_dialog(follow_up).then_some(*id))?;
        self.in_flight.remove(&id)
    }

    /// The job that reads a case or a recovery copy.
    pub fn reading(&self) -> Option<JobId> {
        self.last_of(is_reading_job)
    }

    /// Cancels the jobs that read a case, because another case replaces it.
    pub fn cancel_reading(&mut self) {
        self.cancel(is_reading_job);
    }

    /// The last job in flight that `is_selected` matches.
    pub fn last_of(&self, is_selected: impl Fn(&FollowUp) -> bool) -> Option<JobId> {
        self.in_flight.iter().rev().find_map(|(id, follow_up)| is_selected(follow_up).then_some(*id))
    }

    /// The last write in flight to a path.
    pub fn last_write_to(&self, path: &Path) -> Option<JobId> {
        self.last_of(|job| matches!(job, FollowUp::FollowWrite(write) if write.path == path))
    }

    /// The last export in flight to a path, however it is spelled.
    pub fn last_export_to(&self, path: &Path) -> Option<JobId> {
        let is_there = |to: &Path| without_parents(to) == without_parents(path);
        self.last_of(|job| matches!(job, FollowUp::FollowExport { path, .. } if is_there(path)))
    }

    /// A write in flight.
    pub fn write_mut(&mut self, id: JobId) -> Option<&mut Write> {
        match self.in_flight.get_mut(&id)? {
            FollowUp::FollowWrite(write) => Some(write),
            _ => None,
        }
    }

    /// Removes a job that waits for another one. Returns that other one; `None`: the job does not wait.
    pub fn remove_waiting(&mut self, id: JobId) -> Option<JobId> {
        let at = self.waiting.iter().position(|waiting| waiting.job.id == id)?;
        self.in_flight.remove(&id);
        Some(self.waiting.remove(at).behind)
    }

    /// Makes the writes of a case that wait for the write `ended` expect the version that it has written.
    pub fn expect_written(&mut self, ended: JobId, case_id: CaseId, version: Fingerprint) {
        for WaitingJob { job, .. } in self.waiting.iter_mut().filter(|waiting| waiting.behind == ended) {
            let is_of_case = matches!(
                self.in_flight.get(&job.id),
                Some(FollowUp::FollowWrite(write)) if write.case_id == case_id
            );
            if let Request::Case(CaseRequest::Write { expected, .. }) = &mut job.request
                && is_of_case
            {
                *expected = Overwrite::IfUnchanged(version);
            }
        }
    }
}

fn is_reading_job(follow_up: &FollowUp) -> bool {
    matches!(follow_up, FollowUp::OpenCase { .. } | FollowUp::ShowRecovered(_))
}
