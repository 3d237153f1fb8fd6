//! The state of the window. Views read it; [`handle`](super::handle) alone changes it.

use super::calendar::Calendar;
use super::command::Target;
use super::field::Field;
use super::jobs::{CaseId, Jobs, PathUse};
use super::lock::IdleLock;
use super::opening::{KeyDraft, OpenAttempt, OpenConsent};
use super::preview::Preview;
use super::recovery::Recovery;
use super::report::{AfterExport, Draft, ReportCheck, Saved};
use super::saving::{Chosen, SaveDraft, SaveTarget, Way};
use super::session::Session;
use super::settings::SettingsFile;
use crate::case::Fault;
use crate::definition::{CriteriaSet, Gap, IndicationId, Language, RowId};
use crate::desktop::{CaseKey, Handover, JobId, KeyStatus, KeyStoreError, Protection};
use crate::encryption::Passphrase;
use crate::files::Holder;
use crate::settings::UserSettings;
use crate::wording::Phrases;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Everything the window shows.
pub struct State {
    /// The case and what follows from it.
    pub session: Session,
    /// Identifies the case among those that the window has shown.
    pub case_id: CaseId,
    /// The write of this case that was started last.
    pub last_write: Option<JobId>,
    /// The latest write of this case that has ended well.
    pub last_saved: Option<JobId>,
    /// What the user has chosen, for all patients.
    pub settings: UserSettings,
    /// Where they are written.
    pub settings_file: SettingsFile,
    /// Whether cases can be encrypted to the user's keys; `None`: not known yet.
    pub keys: Option<KeyStatus>,
    /// The way a case was encrypted last.
    pub last_way: Way,
    /// The jobs in flight, each with what follows.
    pub jobs: Jobs,
    /// Whether the system has no file dialog: paths are typed into the dialogs that need them.
    pub lacks_file_dialog: bool,
    /// What the user agreed to lose, once the window is to close.
    pub closing: Option<OpenConsent>,
    /// The copy of what is not saved.
    pub recovery: Recovery,
    /// Whether the window is covered.
    pub lock: IdleLock,
    /// Whether the system is dark.
    pub system_is_dark: bool,
    /// The field being typed into, with its text as typed.
    pub editing: Option<(Field, String)>,
    /// The calendar under a date field, while it is open.
    pub calendar: Option<Calendar>,
    /// What is shown.
    pub view: View,
    /// Where there is no room for form and criteria: whether the criteria are read.
    pub reading_criteria: bool,
    /// The rows unfolded.
    pub unfolded: BTreeSet<RowId>,
    /// Where the next frame leads.
    pub going_to: Option<Target>,
    /// What was missing last time it was asked for.
    pub last_gap: Option<Gap>,
    /// The dialogs over the window. The last one is on top; those below come back when it is closed.
    pub dialogs: Vec<Dialog>,
    /// How the report is made.
    pub draft: Draft,
    /// The report beside the form, while it is shown.
    pub preview: Option<Preview>,
    /// The report of this case that was saved last.
    pub saved_report: Option<Saved>,
    /// What the user is told.
    pub notices: Vec<Notice>,
    /// Today, as the clock of the computer has it.
    pub today: Date,
}

/// What the window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// All indications side by side.
    Overview,
    /// The form of one indication and its criteria.
    Form,
}

/// What follows once unsaved changes are saved or given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Start a new case.
    New,
    /// Ask which case to open.
    Open,
    /// Open this one, with what opens it if that is known.
    OpenPath(PathBuf, Option<CaseKey>),
    /// Take over the copy that a crash left.
    Recover(PathBuf),
    /// Open the case that was made up.
    Sample,
    /// Close the window.
    Close,
}

/// A dialog over the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// There are unsaved changes.
    Unsaved {
        /// What follows once they are saved or given up.
        next: Next,
    },
    /// The window closes while the settings dialog holds changes.
    UnsavedSettings {
        /// What may be lost with the window.
        consent: OpenConsent,
    },
    /// How the case will be saved.
    Save(Box<SaveDraft>),
    /// The case will be saved unencrypted.
    SavePlain {
        /// Where the save goes, and what follows.
        target: SaveTarget,
        /// The path being typed, where the system has no file dialog.
        typed_path: Option<String>,
    },
    /// A recovery key will be made.
    MakeKeys {
        /// The passphrase of its file.
        chosen: Box<Chosen>,
        /// The save that waits for the key.
        then: Option<SaveTarget>,
        /// The path being typed, where the system has no file dialog.
        typed_path: Option<String>,
    },
    /// The file was changed by somebody else since it was read.
    Changed {
        /// The file.
        path: PathBuf,
        /// Whether it was deleted or moved.
        gone: bool,
        /// How the case was to be written there.
        protection: Protection,
        /// What follows the save.
        then: Option<Next>,
    },
    /// A case opens with the keys of this computer, and the key store gives none.
    KeyStore {
        /// What is being opened.
        open: OpenAttempt,
        /// Why there is no key.
        error: KeyStoreError,
    },
    /// A case opens with a passphrase.
    Passphrase {
        /// What is being opened.
        open: OpenAttempt,
        /// The passphrase typed so far.
        typed: Passphrase,
        /// Whether another one was tried and does not fit.
        wrong: bool,
    },
    /// A case was written to keys that this computer does not have.
    RecoveryKey {
        /// What is being opened.
        open: OpenAttempt,
        /// The key that the user is choosing.
        draft: Box<KeyDraft>,
    },
    /// What a crash left.
    Recover {
        /// The one that is removed if that is asked for once more.
        discarding: Option<PathBuf>,
    },
    /// The report will be exported.
    Export {
        /// What must be known before.
        check: ReportCheck,
        /// What follows the export.
        then: AfterExport,
        /// The path being typed, where the system has no file dialog.
        typed_path: Option<String>,
    },
    /// A file stands at the path where the case was to be saved.
    ReplaceCase {
        /// The file.
        path: PathBuf,
        /// How the case will be written there.
        protection: Protection,
        /// What follows the save.
        then: Option<Next>,
    },
    /// A file stands at the path where the report was to be exported.
    ReplaceReport {
        /// The file.
        path: PathBuf,
        /// What follows the export.
        then: AfterExport,
    },
    /// All commands, and those whose name holds what was typed.
    Palette {
        /// What was typed.
        typed: String,
    },
    /// The settings, as they are being changed.
    Settings(Box<UserSettings>),
    /// The keys.
    Shortcuts,
    /// What the program is, and whose work is in it.
    About {
        /// Whether the licences are shown in full.
        licences: bool,
    },
    /// A path must be typed, as the system has no file dialog, and no other dialog asks for it.
    TypePath {
        /// What the path is used for.
        path_use: PathUse,
        /// The path typed so far.
        path: String,
    },
}

impl Dialog {
    /// Whether the dialog asks for what opens a case.
    pub(super) fn asks_for_a_key(&self) -> bool {
        matches!(self, Dialog::KeyStore { .. } | Dialog::Passphrase { .. } | Dialog::RecoveryKey { .. })
    }

    /// Whether a text field of the dialog takes the focus when it opens, in place of a button.
    pub fn is_typed_into(&self) -> bool {
        matches!(
            self,
            Dialog::TypePath { .. }
                | Dialog::Settings(_)
                | Dialog::Palette { .. }
                | Dialog::MakeKeys { .. }
                | Dialog::Passphrase { .. }
        )
    }

    /// Whether the dialog stays when another case is shown. Others would act on the wrong patient.
    pub(super) fn outlives_the_case(&self) -> bool {
        matches!(self, Dialog::Recover { .. } | Dialog::Settings(_))
    }

    /// The dialog with a field for the path that it needs.
    pub(super) fn with_typed_path(mut self, path: String) -> Self {
        match &mut self {
            Dialog::Save(draft) => draft.typed_path = Some(path),
            Dialog::RecoveryKey { draft, .. } => draft.typed_path = Some(path),
            Dialog::SavePlain { typed_path, .. }
            | Dialog::MakeKeys { typed_path, .. }
            | Dialog::Export { typed_path, .. } => *typed_path = Some(path),
            Dialog::Unsaved { .. }
            | Dialog::UnsavedSettings { .. }
            | Dialog::Changed { .. }
            | Dialog::KeyStore { .. }
            | Dialog::Passphrase { .. }
            | Dialog::Recover { .. }
            | Dialog::ReplaceCase { .. }
            | Dialog::ReplaceReport { .. }
            | Dialog::Palette { .. }
            | Dialog::Settings(_)
            | Dialog::Shortcuts
            | Dialog::About { .. }
            | Dialog::TypePath { .. } => {}
        }
        self
    }
}

/// Something the user is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How grave.
    pub kind: NoticeKind,
    /// What.
    pub message: Message,
}

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// Something needs a look.
    Warning,
    /// Something failed.
    Error,
}

/// What a notice says. Put into words when shown, so that it follows the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// The case was saved; `None`: unencrypted.
    Saved(PathBuf, Option<Way>),
    /// A recovery key was made.
    KeysMade(PathBuf),
    /// It was not.
    KeysNotMade(PathBuf, Reason),
    /// The copy that a crash left was taken over; it had been saved there.
    Recovered(Option<PathBuf>),
    /// It was not.
    NotRecovered(Reason),
    /// Not all of a recovery copy could be read: the copy stays.
    RecoveredInPart,
    /// So many cases were left by a crash.
    ToRecover(usize),
    /// Copies are kept of what is not saved.
    RecoveryExplained,
    /// A recovery copy could not be removed.
    RecoveryNotRemoved(Reason),
    /// A worker ended in a fault of the program.
    Broken,
    /// A new case was begun.
    Begun,
    /// The case that was made up was opened.
    SampleOpened,
    /// The case was taken out of a PDF.
    TakenOut(PathBuf),
    /// A case was opened, with these faults.
    OpenedWithFaults(Vec<Fault>),
    /// The report was exported; these characters had to be replaced.
    Exported(PathBuf, Vec<char>),
    /// The report was put on the clipboard, of this indication; whether it goes from there again.
    Copied(IndicationId, bool),
    /// The clipboard did not take it.
    NotCopied,
    /// The report was given to the system.
    HandedOver(Handover),
    /// The system did not take the report.
    HandoverFailed(Handover, PathBuf, Reason),
    /// A dialog of the system waits for an answer.
    DialogIsOpen,
    /// A path was given for a case that is not shown any more.
    OtherCaseShown,
    /// The settings could not be read as such; their file was set aside.
    SettingsBroken(PathBuf),
    /// The settings were written by a newer program.
    SettingsNewer,
    /// The settings could not be read.
    SettingsUnreadable(Reason),
    /// The settings could not be written.
    SettingsNotKept(Reason),
    /// A file could not be opened.
    OpenFailed(PathBuf, Reason),
    /// The case could not be saved.
    SaveFailed(PathBuf, Reason),
    /// The report could not be exported.
    ExportFailed(PathBuf, Reason),
}

/// Why something failed, as the id of a message or as the system says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A message of the program.
    Message(&'static str),
    /// Another window has the case open: who, and since when.
    OpenElsewhere(Holder),
    /// What the system says.
    System(String),
}

impl State {
    /// A window with a blank case.
    pub fn new(set: Arc<CriteriaSet>, today: Date) -> Self {
        State {
            session: Session::blank(set, today),
            case_id: CaseId::default(),
            last_write: None,
            last_saved: None,
            settings: UserSettings::default(),
            settings_file: SettingsFile::default(),
            keys: None,
            last_way: Way::default(),
            jobs: Jobs::default(),
            lacks_file_dialog: false,
            closing: None,
            recovery: Recovery::default(),
            lock: IdleLock::default(),
            system_is_dark: false,
            editing: None,
            calendar: None,
            view: View::Overview,
            reading_criteria: false,
            unfolded: BTreeSet::new(),
            going_to: None,
            last_gap: None,
            dialogs: Vec::new(),
            draft: Draft::default(),
            preview: None,
            saved_report: None,
            notices: Vec::new(),
            today,
        }
    }

    /// The dialog on top.
    pub fn dialog(&self) -> Option<&Dialog> {
        self.dialogs.last()
    }

    /// The phrases of the language shown.
    pub fn say(&self) -> Phrases {
        Phrases::new(self.language())
    }

    /// The language shown.
    pub fn language(&self) -> Language {
        self.settings.language.unwrap_or_default()
    }

    /// How much larger than designed.
    pub fn zoom(&self) -> f32 {
        f32::from(self.settings.scale) / 100.0
    }

    /// The text that stands in a field: as typed while it is typed into.
    pub fn text(&self, field: &Field) -> String {
        match &self.editing {
            Some((edited, text)) if edited == field => text.clone(),
            Some(_) | None => field.text(self.session.case()),
        }
    }
}
