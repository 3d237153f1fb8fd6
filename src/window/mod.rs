//! The window: state, commands, views. The only module that uses egui.
//!
//! Each frame: outcomes come in, views are drawn from the state and ask for commands, one `match`
//! applies them, effects go out.

mod answers;
mod app;
mod calendar;
mod cases;
mod command;
mod crash;
mod field;
mod handle;
mod history;
mod keys;
mod licences;
mod lock;
mod moves;
mod names;
mod opening;
mod preview;
mod reasons;
mod recovery;
mod report;
mod saving;
mod session;
mod settings;
mod shapes;
mod shortcut;
mod start;
mod state;
mod theme;
mod views;

pub use app::App;
pub use calendar::{Calendar, CalendarCommand};
pub use command::{Command, DialogAnswer, PaletteEntry, Target};
pub use crash::{AfterCrash, Told};
pub use field::Field;
pub use history::Change;
pub use lock::IdleLock;
pub use opening::KeyDraft;
pub use preview::Preview;
pub use recovery::{Keeping as KeepingRecovery, Recovery};
pub use report::{AfterExport, Draft, ReportCheck, ReportChoice, Saved};
pub use saving::{ChoiceFault, Chosen, SaveDraft, SecretSlot, Way, Writing};
pub use session::Session;
pub use settings::{FoundSettings, Keeping};
pub use shortcut::UiCommand;
pub use start::{Renderer, StartError, run, run_after_crash};
pub use state::{Dialog, Message, Next, Notice, NoticeKind, Reason, State, View, Written};
