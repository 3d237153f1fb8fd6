//! Does what the window asks of the desktop: file dialogs, files, the report. Each effect is run by
//! a worker of its own, which sends the outcome and wakes the window. The only module that opens
//! dialogs.

mod dialog;
mod effect;
#[cfg(target_os = "windows")]
mod failure;
mod handover;
mod report;
mod worker;

pub use effect::{
    CaseError, DrawnPage, Effect, Exported, Handover, HandoverError, Outcome, Pick, SessionNumber,
};
#[cfg(target_os = "windows")]
pub use failure::show_failure;
pub use worker::Desktop;
