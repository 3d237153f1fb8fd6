//! Does what the window asks of the desktop: file dialogs, files, the report. Each effect is run by
//! a worker of its own, which sends the outcome and wakes the window. The only module that opens
//! dialogs.

mod case_file;
mod clipboard;
mod crash;
mod dialog;
#[cfg(target_os = "windows")]
mod failure;
mod handover;
mod key_store;
mod locked_file;
mod recovery;
mod report;
mod request;
mod worker;

pub use crash::{Unsaved, disable_core_dumps, restart_program, set_unsaved_changes, show_crash_window};
#[cfg(target_os = "windows")]
pub use failure::show_failure;
pub use key_store::{KeyStore, KeyStoreError};
pub use recovery::{FoundRecovery, RecoveryCopy, RecoveryError, TakenRecovery, Unreadable};
pub use request::{
    CaseError, CaseKey, CaseRequest, Copied, DrawnPage, Exported, Handover, HandoverError, Job, JobId,
    JobPanicked, KeyRequest, KeyStatus, Opened, Output, PathPurpose, PickedPath, Protection, RecoveryRequest,
    Reply, ReportRequest, Request, SaveError,
};
pub use worker::Desktop;
