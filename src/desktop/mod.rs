//! The desktop: carries out the requests of the window (file dialogs, files, keys, reports, printing, the clipboard).
//! Each runs in a worker of its own, which sends the reply and wakes the window. The only module that opens dialogs
//! or asks the key store.

mod case_file;
mod clipboard;
mod crash;
mod dialog;
#[cfg(target_os = "linux")]
mod dialog_log;
mod export_turns;
#[cfg(target_os = "windows")]
mod failure;
mod handover;
mod handover_error;
mod kept_file;
mod key_store;
mod last_copy;
mod lock;
mod lock_request;
mod locked_file;
mod path_request;
mod printing;
mod raise;
mod recent;
mod recent_request;
mod recovery;
mod release;
mod report;
mod request;
#[cfg(target_os = "linux")]
mod session_bus;
mod withdrawal;
mod worker;

pub use crash::{UnsavedChanges, disable_core_dumps};
pub(crate) use crash::{restart_program, set_unsaved_changes, show_crash_window};
#[cfg(target_os = "windows")]
pub use failure::show_failure;
pub use handover_error::{HandoverError, PrintError};
pub use key_store::{KeyStore, KeyStoreError};
pub use lock_request::{ContentToSeal, LockRequest, UnsealedContent};
pub use path_request::{PathCompletion, PathPurpose, PickedPath};
pub use raise::RaiseOutcome;
pub use recent_request::RecentRequest;
pub use recovery::{FoundRecovery, RecoveryCopy, RecoveryError, TakenRecovery, UnreadableReason};
pub use request::{
    CaseError, CaseKey, CaseRequest, CopyResult, DrawnPages, ExportedReport, Handover, Job, JobId,
    JobPanicked, KeyRequest, KeyStatus, OpenedCase, Output, PaperError, Protection, RecoveryRequest, Reply,
    ReportRequest, Request, SaveError,
};
pub use withdrawal::Withdrawal;
pub use worker::Desktop;
