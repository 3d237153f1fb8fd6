//! Requests to the world outside the window and their replies, as values. Workers carry them out.

use super::key_store::KeyStoreError;
use super::recovery::{FoundRecovery, RecoveryCopy, RecoveryError, TakenRecovery};
use crate::case::{Case, Reading, Refusal};
use crate::encryption::{DecryptError, EncryptError, Passphrase};
use crate::files::{CaseFileError, FileError, Fingerprint, IdentityFileError, LockError, Overwrite};
use crate::pdf::PagePicture;
use crate::report::{DocumentId, ReportSettings};
use crate::settings::UserSettings;
use std::fmt;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Identifies a job: a request on its way through a worker, until its reply. Later jobs have larger ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JobId(u64);

impl JobId {
    /// The id of the first job of a window.
    pub const FIRST: JobId = JobId(1);

    /// The id after this one.
    pub fn next(self) -> Self {
        JobId(self.0 + 1)
    }
}

/// A request with the id that its reply will carry.
#[derive(Debug)]
pub struct Job {
    /// Identifies the reply.
    pub id: JobId,
    /// What a worker does.
    pub request: Request,
}

/// The end of a job.
#[derive(Debug)]
pub struct Reply {
    /// The job that ended.
    pub job: JobId,
    /// What it gave. A worker that panicked, or could not be started, gives nothing.
    pub result: Result<Output, JobPanicked>,
}

/// A worker panicked, or there was no thread for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobPanicked;

/// Something to be done outside the window, as a value. Workers do it.
#[derive(Debug)]
pub enum Request {
    /// Show the system's file dialog, at first in this folder.
    PickPath(PathPurpose, Option<PathBuf>),
    /// Read or write a case file.
    Case(CaseRequest),
    /// Look for the user's keys, or make them.
    Keys(KeyRequest),
    /// Anything about recovery copies.
    Recovery(RecoveryRequest),
    /// Write, draw or hand over the report.
    Report(ReportRequest),
    /// Write the settings into this folder.
    WriteSettings(PathBuf, Box<UserSettings>),
    /// Put a text on the clipboard.
    Copy {
        /// The text, which is wiped from memory afterwards.
        text: Zeroizing<String>,
        /// Whether it is cleared after a minute.
        clear: bool,
    },
}

/// A request about a case file.
#[derive(Debug)]
pub enum CaseRequest {
    /// Read a case, or the case inside a PDF.
    Read {
        /// The path of the case file or PDF.
        path: PathBuf,
        /// What opens it, if that is known already.
        key: Option<CaseKey>,
    },
    /// Write a case.
    Write {
        /// The path of the case file.
        path: PathBuf,
        /// What is written.
        case: Box<Case>,
        /// How it is kept from others.
        protection: Protection,
        /// What may stand at the path.
        expected: Overwrite,
    },
}

/// A request about the keys of the user.
#[derive(Debug)]
pub enum KeyRequest {
    /// Ask the key store whether the user has keys in it.
    LookUp,
    /// Make a recovery key, and the user's own key if there is none.
    MakeRecoveryKey {
        /// The file that the recovery key is written to.
        path: PathBuf,
        /// The passphrase that protects that file.
        passphrase: Passphrase,
    },
}

/// A request about recovery copies.
#[derive(Debug)]
pub enum RecoveryRequest {
    /// Write the recovery copy of this window.
    Keep(Box<RecoveryCopy>),
    /// Remove the recovery copy of this window.
    Drop,
    /// List the copies that a crash left. A key store that has just refused is not asked again.
    Find(Option<KeyStoreError>),
    /// Read a copy that a crash left, and lock it.
    Take(PathBuf),
    /// Use that file as this window's recovery copy from now on, and remove the one before.
    Adopt(PathBuf),
    /// Remove a copy that a crash left.
    Discard(PathBuf),
}

/// A request about the report.
#[derive(Debug)]
pub enum ReportRequest {
    /// Write the report as a PDF.
    Export {
        /// The path of the PDF.
        path: PathBuf,
        /// The case that is reported.
        case: Box<Case>,
        /// Language, attachment, identity.
        settings: ReportSettings,
        /// Whether a file at the path is replaced.
        replace: bool,
    },
    /// Draw a page of the report as it would be exported.
    DrawPage {
        /// The case that is reported.
        case: Box<Case>,
        /// Language, attachment, identity.
        settings: ReportSettings,
        /// The page, from 0; the last one where there are fewer.
        page: usize,
        /// The scale of the picture.
        pixels_per_point: f32,
    },
    /// Give a saved report to the system.
    HandOver(Handover, PathBuf),
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
    /// The passphrase of the case.
    Passphrase(Passphrase),
    /// A recovery key.
    RecoveryKey {
        /// The path of the recovery key.
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

/// Whether cases can be encrypted to the keys of the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStatus {
    /// The keys are in the key store.
    Made,
    /// The key store works and has no keys of this user yet.
    NotMade,
    /// No key store can be used.
    NoStore(KeyStoreError),
}

/// What the user picks a path for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// A case to open.
    CaseToOpen,
    /// Where to save the case; the proposed file name.
    CaseToSave(String),
    /// A recovery key to open a case with.
    RecoveryKeyToOpen,
    /// Where to write a new recovery key; the proposed file name.
    RecoveryKeyToSave(String),
    /// Where to write the report; the proposed file name.
    PdfToExport(String),
}

/// The answer to a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickedPath {
    /// The user picked this path.
    Path(PathBuf),
    /// The user cancelled the dialog.
    Cancelled,
    /// The system has no file dialog.
    NoDialog,
}

/// What the system is to do with a saved report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handover {
    /// Open it in the program that the user has for PDF.
    View,
    /// Send it to the printer.
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
    /// The page as pixels.
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

/// What a job gave, by its request.
#[derive(Debug)]
pub enum Output {
    /// The reply to [`Request::PickPath`].
    PathPicked(PickedPath),
    /// The reply to [`CaseRequest::Read`].
    CaseRead(Result<Opened, CaseError>),
    /// Of [`CaseRequest::Write`]: the version of the file that was written.
    CaseWritten(Result<Fingerprint, SaveError>),
    /// The reply to [`KeyRequest::LookUp`].
    KeysLookedUp(KeyStatus),
    /// The reply to [`KeyRequest::MakeRecoveryKey`].
    RecoveryKeyMade(Result<(), SaveError>),
    /// The reply to [`RecoveryRequest::Keep`].
    RecoveryKept(Result<(), RecoveryError>),
    /// The reply to [`RecoveryRequest::Drop`].
    RecoveryDropped(Result<(), RecoveryError>),
    /// The reply to [`RecoveryRequest::Find`].
    RecoveriesFound(Vec<FoundRecovery>),
    /// The reply to [`RecoveryRequest::Take`].
    RecoveryTaken(Result<Box<TakenRecovery>, RecoveryError>),
    /// Of [`RecoveryRequest::Adopt`] and [`RecoveryRequest::Discard`].
    RecoveryDiscarded(Result<(), RecoveryError>),
    /// The reply to [`ReportRequest::Export`].
    PdfExported(Result<Exported, FileError>),
    /// Of [`ReportRequest::DrawPage`]; `None`: the page could not be drawn.
    PageDrawn(Option<DrawnPage>),
    /// The reply to [`ReportRequest::HandOver`].
    HandedOver(Result<(), HandoverError>),
    /// The reply to [`Request::WriteSettings`].
    SettingsWritten(Result<(), FileError>),
    /// The reply to [`Request::Copy`].
    Copied(Copied),
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
    /// The file could not be written.
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
