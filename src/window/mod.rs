//! The window: what it shows, the commands that change it, and the views that draw it. Only this module uses egui.
//!
//! In each frame the replies of the desktop are handled, the panels and the dialog are drawn from the `Model` and ask
//! for commands, [`Window::dispatch`] carries them out, and the jobs that follow are started.

mod app;
mod case;
mod case_keys;
mod command;
mod copied;
mod cover;
mod crash;
mod cx;
mod dialog;
mod fit;
mod flow;
mod focus_return;
mod input;
mod input_queue;
mod jobs;
#[cfg(test)]
#[path = "../../tests/key_events/mod.rs"]
mod key_events;
mod key_pause;
mod licences;
mod menu;
mod moment;
mod notice;
mod open_menu;
mod panel;
mod path_spelling;
mod plugins;
mod room;
mod shortcut;
mod start;
mod state;
mod title;
mod unused_keys;
mod widget;

pub use app::App;
pub use case::{CalendarCommand, CaseCommand, CaseView, Change, Field, ReportChoice, Session, Target, View};
pub use command::{Command, ReportCommand, WindowCommand};
pub use crash::{AfterCrash, CrashReport};
pub use dialog::{
    ChooseIndicationAction, Dialog, DialogAction, DialogCommand, HelpAction, NewPatientAction,
    OpenElsewhereAction, RecentAction, RecoverAction, SaveAction, SecretSlot, SettingsAction, UnsavedAction,
};
pub use flow::{CopyStatus, FoundSettings, Way};
pub use notice::{NoticeAttention, NoticeKind};
pub use open_menu::{Menu, MenuCommand, MenuKind, OpenMenu, OpenedBy};
pub use shortcut::{CommandReach, UiCommand};
pub use start::{Arguments, StartError, run, run_after_crash};
pub use state::Window;
pub use widget::choice::StrayText;
