//! Does what the window asks of the desktop: file dialogs, files, the report. Each effect is run by
//! a worker of its own, which sends the outcome and wakes the window. The only module that opens
//! dialogs.

mod dialog;
mod effect;
mod handover;
mod report;
mod worker;

pub use effect::{
    CaseError, DrawnPage, Effect, Exported, Handover, HandoverError, Outcome, Pick, SessionNumber,
};
pub use worker::Desktop;
