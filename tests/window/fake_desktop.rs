//! A desktop whose workers are the test: it accepts the window's jobs and replies when it is told to.

use wgs_referral::desktop::{
    CaseRequest, JobId, JobPanicked, KeyRequest, Output, RecoveryRequest, Reply, ReportRequest, Request,
};
use wgs_referral::window::App;

/// The jobs without a reply, in the order of their start.
#[derive(Default)]
pub struct FakeDesktop {
    in_flight: Vec<(JobId, Kind)>,
}

impl FakeDesktop {
    /// Accepts the jobs that the window has started, and gives their requests.
    pub fn accept(&mut self, app: &mut App) -> Vec<Request> {
        let jobs = app.take_jobs();
        self.in_flight.extend(jobs.iter().map(|job| (job.id, Kind::of_request(&job.request))));
        jobs.into_iter().map(|job| job.request).collect()
    }

    /// The latest job in flight whose request has this output.
    pub fn latest(&self, kind: Kind) -> Option<JobId> {
        self.in_flight.iter().rev().find(|(_, other)| *other == kind).map(|(id, _)| *id)
    }

    /// Replies to a job.
    pub fn reply(&mut self, app: &mut App, job: JobId, result: Result<Output, JobPanicked>) {
        self.in_flight.retain(|(id, _)| *id != job);
        app.window_mut().handle_reply(Reply { job, result });
    }
}

/// Which output a request has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    PickPath,
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
    WriteSettings,
    Copy,
}

impl Kind {
    /// The kind of the output that answers a request.
    pub fn of_request(request: &Request) -> Self {
        match request {
            Request::PickPath(..) => Kind::PickPath,
            Request::Case(CaseRequest::Read { .. }) => Kind::Read,
            Request::Case(CaseRequest::Write { .. }) => Kind::Write,
            Request::Keys(KeyRequest::LookUp) => Kind::LookUpKeys,
            Request::Keys(KeyRequest::MakeRecoveryKey { .. }) => Kind::MakeRecoveryKey,
            Request::Recovery(RecoveryRequest::Keep(_)) => Kind::Keep,
            Request::Recovery(RecoveryRequest::Drop) => Kind::Drop,
            Request::Recovery(RecoveryRequest::Find(_)) => Kind::Find,
            Request::Recovery(RecoveryRequest::Take(_)) => Kind::Take,
            Request::Recovery(RecoveryRequest::Adopt(_) | RecoveryRequest::Discard(_)) => Kind::Discard,
            Request::Report(ReportRequest::Export { .. }) => Kind::Export,
            Request::Report(ReportRequest::DrawPage { .. }) => Kind::Draw,
            Request::Report(ReportRequest::HandOver(..)) => Kind::HandOver,
            Request::WriteSettings(..) => Kind::WriteSettings,
            Request::Copy { .. } => Kind::Copy,
        }
    }

    /// The kind of an output.
    pub fn of_output(output: &Output) -> Self {
        match output {
            Output::PathPicked(_) => Kind::PickPath,
            Output::CaseRead(_) => Kind::Read,
            Output::CaseWritten(_) => Kind::Write,
            Output::KeysLookedUp(_) => Kind::LookUpKeys,
            Output::RecoveryKeyMade(_) => Kind::MakeRecoveryKey,
            Output::RecoveryKept(_) => Kind::Keep,
            Output::RecoveryDropped(_) => Kind::Drop,
            Output::RecoveriesFound(_) => Kind::Find,
            Output::RecoveryTaken(_) => Kind::Take,
            Output::RecoveryDiscarded(_) => Kind::Discard,
            Output::PdfExported(_) => Kind::Export,
            Output::PageDrawn(_) => Kind::Draw,
            Output::HandedOver(_) => Kind::HandOver,
            Output::SettingsWritten(_) => Kind::WriteSettings,
            Output::Copied(_) => Kind::Copy,
        }
    }
}
