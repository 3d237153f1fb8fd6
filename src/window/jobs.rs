//! The jobs in flight, each with the follow-up to its reply.
//!
//! The follow-up of a job (print after the export, close after the save, open after the question) is stored with the
//! job and nowhere else. [`Jobs::finish`] drops the reply to a cancelled job.

mod follow_up;

use super::case::CaseId;
use super::dialog::TypedPath;
use super::flow::{ReportExport, Write};
use super::path_spelling::without_parents;
use crate::desktop::{CaseRequest, Job, JobId, Request};
use crate::files::{Fingerprint, Overwrite};
pub use follow_up::{CLOSE_TIMEOUT, FollowUp};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

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

/// Whether two paths lead to the same file, as far as their text tells.
fn is_same_spelling(one: &Path, other: &Path) -> bool {
    without_parents(one) == without_parents(other)
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

    /// Forgets the paths that were typed, with all that was decided for them: another case is shown, or
    /// this one is sealed.
    pub fn forget_typed(&mut self) {
        self.typed.clear();
    }

    /// The id of the next job.
    pub fn next_id(&self) -> JobId {
        self.next
    }

    /// Whether a path was typed for a job.
    pub fn has_typed(&self, id: JobId) -> bool {
        self.typed.contains_key(&id)
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

    /// Whether the window shows that it works: the user waits for a job, or for the system to print or show a report.
    pub fn is_shown_as_work(&self) -> bool {
        self.any(|follow_up| follow_up.is_foreground() || follow_up.is_for_system())
    }

    /// Whether the user waits for a job that a drive or the key store carries out, and not for a dialog.
    pub fn is_waited_for(&self) -> bool {
        self.any(|follow_up| match follow_up {
            FollowUp::UsePath { .. } => false,
            // The file is read before the system gets it.
            FollowUp::TellHandedOver { .. } => true,
            follow_up => follow_up.is_foreground(),
        })
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
        self.last_of(FollowUp::is_reading)
    }

    /// Cancels the jobs that read a case, because another case replaces it.
    pub fn cancel_reading(&mut self) {
        self.cancel(FollowUp::is_reading);
    }

    /// The last job in flight that `is_selected` matches.
    pub fn last_of(&self, is_selected: impl Fn(&FollowUp) -> bool) -> Option<JobId> {
        self.in_flight.iter().rev().find_map(|(id, follow_up)| is_selected(follow_up).then_some(*id))
    }

    /// The last write in flight to a path, however it is spelled.
    pub fn last_write_to(&self, path: &Path) -> Option<JobId> {
        self.last_of(|job| matches!(job, FollowUp::FollowWrite(write) if is_same_spelling(&write.path, path)))
    }

    /// The last export in flight to a path, however it is spelled.
    pub fn last_export_to(&mut self, path: &Path) -> Option<&mut ReportExport> {
        self.in_flight.values_mut().rev().find_map(|follow_up| match follow_up {
            FollowUp::FollowExport { path: to, export, .. } if is_same_spelling(to, path) => Some(export),
            _ => None,
        })
    }

    /// A write in flight.
    pub fn write_mut(&mut self, id: JobId) -> Option<&mut Write> {
        match self.in_flight.get_mut(&id)? {
            FollowUp::FollowWrite(write) => Some(write),
            _ => None,
        }
    }

    /// Removes a job that waits for another one, with the path that was typed for it. Returns that other one; `None`:
    /// the job does not wait.
    pub fn remove_waiting(&mut self, id: JobId) -> Option<JobId> {
        let at = self.waiting.iter().position(|waiting| waiting.job.id == id)?;
        self.in_flight.remove(&id);
        self.typed.remove(&id);
        Some(self.waiting.remove(at).behind)
    }

    /// Withdraws what the system was to show: nothing is shown of a file that is still being read.
    pub fn withdraw_hand_overs(&self) {
        for follow_up in self.in_flight.values() {
            if let FollowUp::TellHandedOver { withdrawal, .. } = follow_up {
                withdrawal.withdraw();
            }
        }
    }

    /// Makes the writes of a case that wait for the write `ended` to `written` expect the version that it has written.
    /// By another spelling of the path, which behind a link may lead to another file, only those do that expect a
    /// version: whether the user has agreed to replace a file holds for that one.
    pub fn expect_written(&mut self, ended: JobId, case_id: CaseId, written: &Path, version: Fingerprint) {
        for WaitingJob { job, .. } in self.waiting.iter_mut().filter(|waiting| waiting.behind == ended) {
            let is_of_case = matches!(
                self.in_flight.get(&job.id),
                Some(FollowUp::FollowWrite(write)) if write.case_id == case_id
            );
            if let Request::Case(CaseRequest::Write { path, expected, .. }) = &mut job.request
                && is_of_case
                && (path.as_path() == written || matches!(expected, Overwrite::IfUnchanged(_)))
            {
                *expected = Overwrite::IfUnchanged(version);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desktop::ReportRequest;
    use crate::window::dialog::AboutDialog;
    use crate::window::flow::PathUse;

    #[test]
    fn a_job_that_is_removed_leaves_no_path_behind() {
        let read = || Request::Report(ReportRequest::ReadPaper("/t/a.png".into()));
        let follow_up = || FollowUp::ComparePaper { case: CaseId::default(), path: "/t/a.png".into() };
        let mut jobs = Jobs::default();
        let first = jobs.start(read(), follow_up());
        let second = jobs.start_behind(first, read(), follow_up());
        let dialog = AboutDialog::default().into();
        let typed = TypedPath::new(CaseId::default(), PathUse::ReadPaper, "a.png".to_owned(), dialog);
        jobs.note_typed(second, typed);
        assert!(jobs.has_typed(second));
        assert_eq!(jobs.remove_waiting(second), Some(first));
        assert!(jobs.typed.is_empty());
    }
}
