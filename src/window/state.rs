//! The state of the window. Views read it; [`handle`](super::handle) alone changes it.

use super::calendar::Calendar;
use super::command::Target;
use super::field::Field;
use super::lock::IdleLock;
use super::opening::KeyDraft;
use super::preview::Preview;
use super::recovery::Recovery;
use super::report::{AfterExport, Draft, ReportCheck, Saved};
use super::saving::{Chosen, SaveDraft, Way, Writing};
use super::session::Session;
use super::settings::Keeping;
use crate::case::{Case, Fault};
use crate::definition::{CriteriaSet, Gap, IndicationId, Language, RowId};
use crate::desktop::{CaseKey, Handover, KeyStoreError, Protection, SessionNumber, UsersKeys};
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
    /// Which session this is of those of the window.
    pub session_number: SessionNumber,
    /// The case as it was when its unsaved changes were given up; it stays until the next is there.
    pub given_up: Option<Box<Case>>,
    /// What the user has chosen, for all patients.
    pub settings: UserSettings,
    /// What of that is in the file, and how it gets there.
    pub keeping: Keeping,
    /// The keys of the user; `None`: not known yet.
    pub keys: Option<UsersKeys>,
    /// Whether a case is being read that somebody waits for.
    pub reading: bool,
    /// Which reading counts: the one of this number. Others are not waited for any more.
    pub reads: u64,
    /// How often a case was written.
    pub writes: u64,
    /// Which of these the session follows.
    pub written: u64,
    /// Where the case is being written, and whether it is to be written there once more.
    pub writing: Option<Writing>,
    /// The passphrase of a recovery key that has no place yet, and whether a case waits for it: to be
    /// saved elsewhere than it is, or there.
    pub making_keys: Option<(Passphrase, Option<bool>)>,
    /// The way a case was encrypted last.
    pub last_way: Way,
    /// The case that a recovery key is looked for to open.
    pub opening: Option<(PathBuf, Box<KeyDraft>)>,
    /// The recovery key that was tried last.
    pub key_file: Option<PathBuf>,
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
    /// The dialog over the window.
    pub dialog: Option<Dialog>,
    /// What to do once the case is saved.
    pub next: Option<Next>,
    /// How the report is made.
    pub draft: Draft,
    /// The report beside the form, while it is shown.
    pub preview: Option<Preview>,
    /// The indication whose report is on its way to the clipboard.
    pub copying: Option<IndicationId>,
    /// What follows once the report is saved.
    pub after_export: AfterExport,
    /// The report of this case that was saved last.
    pub saved_report: Option<Saved>,
    /// What the user is told.
    pub notices: Vec<Notice>,
    /// Whether a worker is at it.
    pub busy: bool,
    /// The session that a dialog of the system was opened for, while it is open.
    pub picking: Option<SessionNumber>,
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
    Unsaved,
    /// How the case will be saved.
    Save(Box<SaveDraft>),
    /// The case will be saved unencrypted.
    SavePlain {
        /// Whether a place is asked for, though the case has one.
        elsewhere: bool,
    },
    /// A recovery key will be made.
    MakeKeys {
        /// Its passphrase.
        chosen: Box<Chosen>,
        /// Whether a case waits for it: to be saved elsewhere than it is, or there.
        then_save: Option<bool>,
    },
    /// The file was changed by somebody else.
    Changed {
        /// Where.
        path: PathBuf,
        /// Whether it is not there any more.
        gone: bool,
        /// How the case was to be written there.
        protection: Protection,
    },
    /// A case opens with the keys of this computer, which can't be had now.
    KeyStore {
        /// Where.
        path: PathBuf,
        /// Why not.
        error: KeyStoreError,
    },
    /// A case has a passphrase.
    Passphrase {
        /// Where.
        path: PathBuf,
        /// What was typed so far.
        typed: Passphrase,
        /// Whether another one was tried.
        wrong: bool,
    },
    /// A case was written to keys that this computer does not have.
    RecoveryKey {
        /// Where.
        path: PathBuf,
        /// The key as it is being given.
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
        /// What follows.
        then: AfterExport,
    },
    /// There is a file at the path.
    Replace {
        /// Where.
        path: PathBuf,
        /// What is to be written.
        what: Written,
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
    /// A path must be typed, as the system has no file dialog.
    TypePath {
        /// What for.
        pick: crate::desktop::Pick,
        /// The path typed so far.
        path: String,
    },
}

/// What is written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// The case, and how it is kept from others.
    Case(Protection),
    /// The report, and what follows.
    Report(AfterExport),
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
            session_number: SessionNumber::default(),
            given_up: None,
            settings: UserSettings::default(),
            keeping: Keeping::default(),
            keys: None,
            reading: false,
            reads: 0,
            writes: 0,
            written: 0,
            writing: None,
            making_keys: None,
            last_way: Way::default(),
            opening: None,
            key_file: None,
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
            dialog: None,
            next: None,
            draft: Draft::default(),
            preview: None,
            copying: None,
            after_export: AfterExport::Stay,
            saved_report: None,
            notices: Vec::new(),
            busy: false,
            picking: None,
            today,
        }
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
