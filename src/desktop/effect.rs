//! What is to be done outside the window, and what came back. Values: workers do it.

use super::key_store::KeyStoreError;
use super::recovery::{Found, RecoveryCopy, RecoveryError, Taken};
use crate::case::{Case, Reading, Refusal};
use crate::encryption::{DecryptError, EncryptError, Passphrase};
use crate::files::{CaseFileError, FileError, Fingerprint, IdentityFileError, LockError, Overwrite};
use crate::pdf::PagePicture;
use crate::report::{DocumentId, Settings};
use crate::settings::UserSettings;
use std::fmt;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Tells one session of the window from the next. What comes back late must not touch another
/// patient's case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SessionNumber(u64);

impl SessionNumber {
    /// The number of the session after this one.
    pub fn next(self) -> Self {
        SessionNumber(self.0 + 1)
    }
}

/// Something to be done outside: a dialog, a file. A value; workers do it.
#[derive(Debug)]
pub enum Effect {
    /// Ask for a path, at first in this folder.
    Pick(Pick, Option<PathBuf>),
    /// Read a case, or the case inside a PDF, with what opens it if that is known. The number tells
    /// this reading from others.
    ReadCase(u64, PathBuf, Option<CaseKey>),
    /// Write a case.
    WriteCase {
        /// Tells this write from others.
        number: u64,
        /// Where.
        path: PathBuf,
        /// What.
        case: Box<Case>,
        /// The session it belongs to.
        session: SessionNumber,
        /// How it is kept from others.
        protection: Protection,
        /// What may be there.
        expected: Overwrite,
    },
    /// Is there a key store, and has the user keys in it?
    FindKeys,
    /// Make a recovery key, and the user's own if there is none.
    MakeKeys {
        /// Where the recovery key goes.
        path: PathBuf,
        /// What it opens with.
        passphrase: Passphrase,
    },
    /// Keep a recovery copy of what is not saved.
    KeepRecovery(Box<RecoveryCopy>),
    /// Remove the recovery copy of this window.
    DropRecovery,
    /// Which recovery copies did a crash leave? A key store that has just refused is not asked again.
    FindRecoveries(Option<KeyStoreError>),
    /// Take over a recovery copy that a crash left. The number is that of a reading.
    TakeRecovery(u64, PathBuf),
    /// From now on that file is this window's recovery copy.
    AdoptRecovery(PathBuf),
    /// Remove a recovery copy that a crash left.
    DiscardRecovery(PathBuf),
    /// Write the report.
    ExportPdf {
        /// Where.
        path: PathBuf,
        /// Of which case.
        case: Box<Case>,
        /// How.
        settings: Settings,
        /// The session it belongs to.
        session: SessionNumber,
        /// Whether a file that is there gives way.
        replace: bool,
    },
    /// Draw a page of the report as it would be exported.
    DrawPage {
        /// Tells this drawing from others.
        number: u64,
        /// Of which case.
        case: Box<Case>,
        /// How.
        settings: Settings,
        /// The page, from 0; the last, if there are fewer.
        page: usize,
        /// How large.
        pixels_per_point: f32,
    },
    /// Keep the settings in this folder.
    WriteSettings(PathBuf, Box<UserSettings>),
    /// Give a saved report to the system.
    HandOver(Handover, PathBuf),
    /// Put a text on the clipboard.
    Copy {
        /// Which.
        text: Zeroizing<String>,
        /// Whether it goes from there again after a minute.
        clear: bool,
    },
    /// Close the window for good.
    Close,
}

/// How a saved case is kept from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protection {
    /// Not at all.
    Plain,
    /// With a passphrase.
    Passphrase(Passphrase),
    /// With the keys of the user.
    Keys,
}

impl Protection {
    /// What opens a case that was written so, beside the key of this computer.
    pub fn key(&self) -> Option<CaseKey> {
        match self {
            Protection::Passphrase(passphrase) => Some(CaseKey::Passphrase(passphrase.clone())),
            Protection::Plain | Protection::Keys => None,
        }
    }
}

/// What opens an encrypted case that the key of this computer does not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseKey {
    /// A passphrase.
    Passphrase(Passphrase),
    /// A recovery key.
    RecoveryKey {
        /// Its file.
        file: PathBuf,
        /// What the file opens with; blank: it is in the open.
        passphrase: Passphrase,
    },
}

/// A case that was read.
#[derive(Debug)]
pub struct Opened {
    /// What the file gave.
    pub reading: Box<Reading>,
    /// Which version of the file it was.
    pub fingerprint: Fingerprint,
    /// How it is written again; `None`: that is to be decided.
    pub protection: Option<Protection>,
    /// Whether it was taken out of a PDF.
    pub is_inside_a_pdf: bool,
}

/// The keys of the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsersKeys {
    /// They are in the key store.
    Made,
    /// There is a key store, and none in it.
    NotMade,
    /// There is no key store that could be used.
    NoStore(KeyStoreError),
}

/// What a path is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A case to open.
    CaseToOpen,
    /// Where to save the case.
    CaseToSave {
        /// The proposed file name.
        proposed: String,
        /// How it will be kept from others.
        protection: Protection,
    },
    /// A recovery key to open a case with.
    RecoveryKeyToOpen,
    /// Where to put a new recovery key.
    RecoveryKeyToSave {
        /// The proposed file name.
        proposed: String,
    },
    /// Where to put the report.
    PdfToExport {
        /// The proposed file name.
        proposed: String,
    },
}

/// What the system is to do with a saved report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handover {
    /// Open it in the program that the user has for PDF.
    View,
    /// Print it.
    Print,
}

/// A report that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// What it is known by.
    pub id: DocumentId,
    /// The characters that its font lacks, which were replaced.
    pub replaced: Vec<char>,
}

/// A page that was drawn.
pub struct DrawnPage {
    /// The page.
    pub picture: PagePicture,
    /// Which it is, from 0.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
}

impl fmt::Debug for DrawnPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "page {} of {}", self.page + 1, self.pages)
    }
}

/// Why the system did not take a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandoverError {
    /// It has nothing that could.
    Nothing,
    /// The user thought better of it.
    Cancelled,
    /// What it says.
    System(String),
}

/// What came back.
#[derive(Debug)]
pub enum Outcome {
    /// The dialog was answered; `None`: cancelled.
    Picked(Pick, Option<PathBuf>),
    /// The system has no file dialog.
    NoDialog(Pick),
    /// A case was read: the one of that number.
    CaseRead(u64, PathBuf, Result<Opened, CaseError>),
    /// A case was written.
    CaseWritten {
        /// Which write it was.
        number: u64,
        /// Where.
        path: PathBuf,
        /// What.
        case: Box<Case>,
        /// The session it belongs to, which may be over by now.
        session: SessionNumber,
        /// How it is kept from others.
        protection: Protection,
        /// Which version of the file it is now.
        written: Result<Fingerprint, SaveError>,
    },
    /// The user's keys were looked for.
    KeysFound(UsersKeys),
    /// A recovery key was made, and the user's own if there was none.
    KeysMade(PathBuf, Result<(), SaveError>),
    /// A recovery copy was kept, or not.
    RecoveryKept(PathBuf, Result<(), RecoveryError>),
    /// The recovery copy of this window was removed.
    RecoveryDropped(PathBuf, Result<(), RecoveryError>),
    /// Recovery copies were looked for.
    RecoveriesFound(Vec<Found>),
    /// A recovery copy was taken over.
    RecoveryTaken(u64, PathBuf, Result<Box<Taken>, RecoveryError>),
    /// A recovery copy that a crash left was removed.
    RecoveryDiscarded(PathBuf, Result<(), RecoveryError>),
    /// A text was put on the clipboard, or not.
    Copied(Copied),
    /// What was under way ended in a fault of the program, or could not be begun.
    Broken(Work),
    /// The report was written.
    PdfExported {
        /// Where.
        path: PathBuf,
        /// The session it belongs to, which may be over by now.
        session: SessionNumber,
        /// How it went.
        exported: Result<Exported, FileError>,
    },
    /// The settings were kept, or not.
    SettingsWritten(Result<(), FileError>),
    /// A page was drawn; `None`: it could not be.
    PageDrawn(u64, Option<DrawnPage>),
    /// The system took a report, or did not.
    HandedOver(Handover, PathBuf, Result<(), HandoverError>),
}

/// What a worker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Shows a dialog of the system.
    Dialog,
    /// Reads a case.
    ReadCase,
    /// Writes a case.
    WriteCase,
    /// Looks for keys.
    FindKeys,
    /// Makes keys.
    MakeKeys,
    /// Writes or removes the recovery copy of this window.
    Recovery,
    /// Looks for what a crash left, takes it over or removes it.
    Recoveries,
    /// Writes the report.
    Export,
    /// Draws a page.
    DrawPage,
    /// Writes the settings.
    Settings,
    /// Gives a report to the system, or a text to the clipboard.
    HandOver,
}

impl Work {
    /// Whether something would be lost if it were broken off.
    pub fn writes(self) -> bool {
        match self {
            Work::WriteCase | Work::MakeKeys | Work::Recovery | Work::Export | Work::Settings => true,
            Work::Dialog
            | Work::ReadCase
            | Work::FindKeys
            | Work::Recoveries
            | Work::DrawPage
            | Work::HandOver => false,
        }
    }
}

/// How a text came to the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// It is there.
    Done {
        /// Whether it goes again by itself.
        clears: bool,
    },
    /// There is no clipboard, or it did not take it.
    Failed,
}

/// Why a case could not be opened.
#[derive(Debug)]
pub enum CaseError {
    /// The case file.
    File(CaseFileError),
    /// Another window has the case open.
    Lock(LockError),
    /// What it holds.
    Refused(Refusal),
    /// It was written to keys, and the key store gives none.
    KeyStore(KeyStoreError),
    /// The file of the recovery key.
    RecoveryKey(IdentityFileError),
}

impl From<CaseFileError> for CaseError {
    fn from(error: CaseFileError) -> Self {
        CaseError::File(error)
    }
}

impl From<FileError> for CaseError {
    fn from(error: FileError) -> Self {
        CaseError::File(error.into())
    }
}

impl From<LockError> for CaseError {
    fn from(error: LockError) -> Self {
        CaseError::Lock(error)
    }
}

impl From<DecryptError> for CaseError {
    fn from(error: DecryptError) -> Self {
        CaseError::File(error.into())
    }
}

/// Why a case or a key was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
    /// Another window has the case open.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// The case or the key could not be encrypted.
    #[error(transparent)]
    Encrypt(#[from] EncryptError),
    /// The key store.
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
    /// The user has no keys to write to.
    #[error("there are no keys to encrypt to")]
    NoKeys,
    /// The key store does not say whether it has taken a new key.
    #[error("the system's key store does not say whether it has taken the key")]
    PerhapsKept,
}
