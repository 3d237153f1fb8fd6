//! The context of a view: the model that it reads, and the actions that it requests.

use super::case::CaseView;
use super::cover::LockStatus;
use super::flow::{CopyStatus, RecentFiles};
use super::open_menu::OpenMenu;
use super::widget::Theme;
use crate::definition::Language;
use crate::desktop::{FoundRecovery, JobId, KeyStatus, PathCompletion};
use crate::policy::Policy;
use crate::report::ReportSettings;
use crate::settings::UserSettings;
use crate::wording::Phrases;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// The state of the window that views read in one frame.
pub struct Model<'a> {
    /// The case that is shown.
    pub case: &'a CaseView,
    /// What the IT department has set.
    pub policy: &'a Policy,
    /// The settings that apply: those of the user, but for what the IT department has set.
    pub settings: &'a UserSettings,
    /// Today's date in the time zone of the system.
    pub today: Date,
    /// Whether cases can be encrypted to the user's keys; `None`: the key store has not replied yet.
    pub keys: Option<KeyStatus>,
    /// Whether the key store has said that it is locked, when it was asked last or for a recovery copy. Asking it again
    /// then asks the user to unlock it.
    pub is_key_store_locked: bool,
    /// Whether a recovery copy would survive a crash.
    pub copy_status: CopyStatus,
    /// The recovery copies that a crash left.
    pub crash_copies: &'a [FoundRecovery],
    /// Whether a job is in flight that the window shows as work.
    pub is_busy: bool,
    /// Whether a case is being read.
    pub is_reading: bool,
    /// Whether a dialog is open.
    pub has_dialog: bool,
    /// How many dialogs have been shown: one more for each that opens, also in the place of another one.
    pub dialogs_shown: usize,
    /// The number of the dialog that was shown last, without the help.
    pub dialog_number: usize,
    /// Whether the dialog that was shown last came by itself.
    pub is_dialog_unasked: bool,
    /// The menu that is open.
    pub menu: Option<&'a OpenMenu>,
    /// The folder that a path that is typed is in, unless it names another; `None`: the system knows none.
    pub typing_folder: Option<&'a Path>,
    /// The path that was completed last, and the job that did it.
    pub completion: Option<&'a (JobId, PathCompletion)>,
    /// Whether and how the window is locked while it is covered.
    pub lock_status: LockStatus,
    /// The cases that were opened or saved last; `None`: the list is switched off.
    pub recent: Option<&'a RecentFiles>,
    /// The folder of the settings and of the list of recent files; `None`: nothing is written.
    pub settings_folder: Option<&'a Path>,
    /// Whether the case is sealed, and differs from the one in its file.
    pub has_unsaved_changes_sealed: bool,
    /// Whether a question before the window closes waits, perhaps behind the cover.
    pub is_close_asked: bool,
}

impl Model<'_> {
    /// The language of the user interface.
    pub fn language(&self) -> Language {
        self.settings.language.unwrap_or_default()
    }

    /// The text id of the button that asks the key store again.
    pub fn retry_label(&self) -> &'static str {
        if self.is_key_store_locked { "key-store-unlock" } else { "recover-retry" }
    }

    /// How the report of the case is made today.
    pub fn report_settings(&self) -> ReportSettings {
        self.case.report_settings(self.language(), self.today)
    }

    /// The path that is meant by what was typed: one that names no folder is in the one that is shown.
    pub fn whole_path(&self, typed: &str) -> PathBuf {
        self.typing_folder.map_or_else(|| PathBuf::from(typed), |folder| folder.join(typed))
    }

    /// The phrases in the language of the user interface.
    pub fn say(&self) -> Phrases {
        Phrases::new(self.language())
    }
}

/// The model that a view reads, and the actions that it has requested in this frame. `A` is the type of its actions.
pub struct Cx<'a, A> {
    /// The state of the window in this frame.
    pub model: &'a Model<'a>,
    /// The colors of this frame.
    pub theme: &'a Theme,
    /// The phrases in the language of the user interface.
    pub say: Phrases,
    actions: Vec<A>,
}

impl<'a, A> Cx<'a, A> {
    /// Creates the context of a view, without actions.
    pub fn new(model: &'a Model<'a>, theme: &'a Theme) -> Self {
        Cx { model, theme, say: model.say(), actions: Vec::new() }
    }

    /// Requests an action.
    pub fn ask(&mut self, action: impl Into<A>) {
        self.actions.push(action.into());
    }

    /// Whether an action was requested.
    pub fn has_asked(&self) -> bool {
        !self.actions.is_empty()
    }

    /// Whether such an action was requested.
    pub fn has_asked_for(&self, is_such: impl Fn(&A) -> bool) -> bool {
        self.actions.iter().any(is_such)
    }

    /// The requested actions, in order.
    pub fn into_asked(self) -> Vec<A> {
        self.actions
    }

    /// Draws a part of the view that has its own type of actions.
    pub fn part<B>(&mut self, draw: impl FnOnce(&mut Cx<'a, B>), wrap: impl Fn(B) -> A) {
        let mut part = Cx::new(self.model, self.theme);
        draw(&mut part);
        self.actions.extend(part.actions.into_iter().map(wrap));
    }
}
