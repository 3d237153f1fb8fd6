//! A desktop whose workers are the test: it accepts the window's jobs and replies when it is told to.

use std::collections::BTreeMap;
use std::path::PathBuf;
use wgs_referral::desktop::{
    CaseRequest, JobId, JobPanicked, KeyRequest, LockRequest, Output, RecentRequest, RecoveryRequest, Reply,
    ReportRequest, Request,
};
use wgs_referral::files::FilePlace;
use wgs_referral::window::App;

/// The jobs without a reply, in the order of their start.
#[derive(Default)]
pub struct FakeDesktop {
    in_flight: Vec<(JobId, JobKind)>,
    /// The paths of the exports.
    exports: BTreeMap<JobId, PathBuf>,
}

impl FakeDesktop {
    /// Accepts the jobs that the window has started, and gives their requests.
    pub fn accept(&mut self, app: &mut App) -> Vec<Request> {
        let jobs = app.take_jobs();
        self.in_flight.extend(jobs.iter().map(|job| (job.id, JobKind::of_request(&job.request))));
        for job in &jobs {
            if let Request::Report(ReportRequest::Export { path, .. }) = &job.request {
                self.exports.insert(job.id, path.clone());
            }
        }
        jobs.into_iter().map(|job| job.request).collect()
    }

    /// The latest job in flight whose request has this output.
    pub fn latest_job(&self, kind: JobKind) -> Option<JobId> {
        self.in_flight.iter().rev().find(|(_, other)| *other == kind).map(|(id, _)| *id)
    }

    /// The reply to a job, which is then no longer in flight. An exported file is where the job was asked for it.
    pub fn end_job(&mut self, job: JobId, mut result: Result<Output, JobPanicked>) -> Reply {
        self.in_flight.retain(|(id, _)| *id != job);
        if let (Ok(Output::PdfExported(Ok(report))), Some(path)) = (&mut result, self.exports.remove(&job)) {
            report.place = FilePlace::of(&path);
        }
        Reply { job, result, notes: Vec::new() }
    }

    /// Has the reply to a job handled at once, which is then no longer in flight.
    pub fn reply(&mut self, app: &mut App, job: JobId, result: Result<Output, JobPanicked>) {
        let reply = self.end_job(job, result);
        app.window_mut().handle_reply(reply);
    }
}

/// The kind of a job, by the output that its request has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum JobKind {
    PickPath,
    CompletePath,
    Read,
    Write,
    LookUpKeys,
    MakeRecoveryKey,
    Keep,
    Drop,
    Find,
    Take,
    Discard,
    Export,
    Draw,
    HandOver,
    Print,
    ReadPaper,
    WriteSettings,
    ChangeRecent,
    FindMissing,
    Raise,
    Seal,
    Unseal,
    Copy,
}

impl JobKind {
    /// The kind of the output that answers a request.
    pub fn of_request(request: &Request) -> Self {
        match request {
            Request::PickPath(..) => JobKind::PickPath,
            Request::CompletePath(_) => JobKind::CompletePath,
            Request::Case(CaseRequest::Read { .. } | CaseRequest::ReadCopy { .. }) => JobKind::Read,
            Request::Case(CaseRequest::Write { .. }) => JobKind::Write,
            Request::Keys(KeyRequest::LookUp | KeyRequest::Unlock) => JobKind::LookUpKeys,
            Request::Keys(KeyRequest::MakeRecoveryKey { .. }) => JobKind::MakeRecoveryKey,
            Request::Recovery(RecoveryRequest::Keep(_)) => JobKind::Keep,
            Request::Recovery(RecoveryRequest::Drop) => JobKind::Drop,
            Request::Recovery(RecoveryRequest::Find(_) | RecoveryRequest::FindMore(_)) => JobKind::Find,
            Request::Recovery(RecoveryRequest::Take(_)) => JobKind::Take,
            Request::Recovery(RecoveryRequest::Adopt(_) | RecoveryRequest::Discard(_)) => JobKind::Discard,
            Request::Report(ReportRequest::Export { .. }) => JobKind::Export,
            Request::Report(ReportRequest::DrawPages { .. }) => JobKind::Draw,
            Request::Report(ReportRequest::HandOver { .. }) => JobKind::HandOver,
            Request::Report(ReportRequest::Print { .. }) => JobKind::Print,
            Request::Report(ReportRequest::ReadPaper(_)) => JobKind::ReadPaper,
            Request::WriteSettings(..) => JobKind::WriteSettings,
            Request::Recent(RecentRequest::FindMissing(_)) => JobKind::FindMissing,
            Request::Recent(
                RecentRequest::Note { .. } | RecentRequest::Forget { .. } | RecentRequest::Delete(_),
            ) => JobKind::ChangeRecent,
            Request::RaiseWindow(_) => JobKind::Raise,
            Request::Lock(LockRequest::Seal { .. }) => JobKind::Seal,
            Request::Lock(LockRequest::Unseal { .. }) => JobKind::Unseal,
            Request::Copy { .. } => JobKind::Copy,
        }
    }

    /// The kind of an output.
    pub fn of_output(output: &Output) -> Self {
        match output {
            Output::PathPicked(_) => JobKind::PickPath,
            Output::PathCompleted(_) => JobKind::CompletePath,
            Output::CaseRead(_) => JobKind::Read,
            Output::CaseWritten(_) => JobKind::Write,
            Output::KeysLookedUp(_) => JobKind::LookUpKeys,
            Output::RecoveryKeyMade(_) => JobKind::MakeRecoveryKey,
            Output::RecoveryKept(_) => JobKind::Keep,
            Output::RecoveryDropped(_) => JobKind::Drop,
            Output::RecoveriesFound(_) => JobKind::Find,
            Output::RecoveryTaken(_) => JobKind::Take,
            Output::RecoveryDiscarded(_) => JobKind::Discard,
            Output::PdfExported(_) => JobKind::Export,
            Output::PagesDrawn(_) => JobKind::Draw,
            Output::HandedOver(_) => JobKind::HandOver,
            Output::Printed(_) => JobKind::Print,
            Output::PaperRead(_) => JobKind::ReadPaper,
            Output::SettingsWritten(_) => JobKind::WriteSettings,
            Output::RecentChanged(_) => JobKind::ChangeRecent,
            Output::RecentMissing(_) => JobKind::FindMissing,
            Output::WindowRaised(_) => JobKind::Raise,
            Output::Sealed(_) => JobKind::Seal,
            Output::Unsealed(_) => JobKind::Unseal,
            Output::Copied(_) => JobKind::Copy,
        }
    }
}
