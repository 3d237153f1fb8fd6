//! Does what the window asks of the desktop: file dialogs, files, the report. Each effect is run by
//! a worker of its own, which sends the outcome and wakes the window. The only module that opens
//! dialogs.

mod dialog;
mod effect;
mod export;
#[cfg(target_os = "windows")]
mod failure;
mod worker;

pub use effect::{CaseError, Effect, Outcome, Pick, SessionNumber};
#[cfg(target_os = "windows")]
pub use failure::show_failure;
pub use worker::Desktop;
