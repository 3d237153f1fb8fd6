//! Requests to the desktop and their replies, as values. Workers carry the requests out.

use super::handover_error::{HandoverError, PrintError};
use super::key_store::KeyStoreError;
use super::lock_request::{LockRequest, UnsealedContent};
use super::path_request::{PathCompletion, PathPurpose, PickedPath};
use super::raise::RaiseOutcome;
use super::recent_request::RecentRequest;
use super::recovery::{FoundRecovery, RecoveryCopy, RecoveryError, TakenRecovery};
use super::withdrawal::Withdrawal;
use crate::case::{Case, Reading, Refusal};
use crate::encryption::{DecryptError, EncryptError, Passphrase};
use crate::files::{
    CaseFileError, FileError, FileNote, FilePlace, Fingerprint, IdentityFileError, LockError, Overwrite,
    RecentList, WrittenSettings,
};
use crate::pdf::PagePicture;
use crate::report::{CaseHash, DocumentId, Mark, ReportSettings};
use crate::settings::SettingsChange;
use crate::verify::PdfStatus;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Identifies a job: a request from its start until its reply. Later jobs have larger ids.
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
    /// The request that a worker carries out.
    pub request: Request,
}

/// The end of a job.
#[derive(Debug)]
pub struct Reply {
    /// The job that ended.
    pub job: JobId,
    /// The output of the job, or an error if its worker panicked or could not be started.
    pub result: Result<Output, JobPanicked>,
    /// What could not be done with the files of the job, although it succeeded.
    pub notes: Vec<FileNote>,
}

/// A worker panicked, or its thread could not be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobPanicked;

/// Something that the desktop is asked to do outside the window.
#[derive(Debug)]
pub enum Request {
    /// Show the system's file dialog, at first in this folder if there is one.
    PickPath(PathPurpose, Option<PathBuf>),
    /// Complete the name of the folder at the end of this path.
    CompletePath(String),
    /// Read or write a case file.
    Case(CaseRequest),
    /// Look up the user's keys, or make a recovery key.
    Keys(KeyRequest),
    /// List, write, take over or remove recovery copies.
    Recovery(RecoveryRequest),
    /// Export, draw, show or print the report.
    Report(ReportRequest),
    /// Write what was changed in the settings into this folder.
    WriteSettings(PathBuf, Box<SettingsChange>),
    /// Change or look at the list of recent files.
    Recent(RecentRequest),
    /// Bring the window of this process to the front.
    RaiseWindow(u32),
    /// Seal the content of a window that is locked, or open it again.
    Lock(LockRequest),
    /// Put a text on the clipboard.
    Copy {
        /// The text. It is wiped from memory afterwards.
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
        /// The passphrase or recovery key; `None`: try without one.
        key: Option<CaseKey>,
    },
    /// Read a case that another process has locked, to be shown as a copy. Nothing is locked.
    ReadCopy {
        /// The path of the case file.
        path: PathBuf,
        /// The passphrase or recovery key; `None`: try without one.
        key: Option<CaseKey>,
    },
    /// Write a case.
    Write {
        /// The path of the case file.
        path: PathBuf,
        /// The case to write.
        case: Box<Case>,
        /// How the case is encrypted.
        protection: Protection,
        /// Which existing file may be replaced.
        expected: Overwrite,
        /// The file that the case is a copy of, which is never written.
        copy_of: Option<PathBuf>,
    },
}

/// A request about the keys of the user.
#[derive(Debug)]
pub enum KeyRequest {
    /// Ask the key store whether the user has keys in it.
    LookUp,
    /// Ask the user to unlock the key store, and then ask it whether the user has keys in it.
    Unlock,
    /// Make a recovery key, and the user's keys if there are none.
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
    /// List the copies that a crash left. The error of a key store that has just failed is passed on, so that the
    /// key store is not asked again.
    Find(Option<KeyStoreError>),
    /// List the copies as [`Find`](Self::Find) does, and read the next ones. Those of this list that were read are not
    /// decrypted again.
    FindMore(Vec<FoundRecovery>),
    /// Read a copy that a crash left, and lock it.
    Take(PathBuf),
    /// Use that file, which was taken over, as this window's recovery copy from now on, and remove the previous one.
    Adopt(PathBuf),
    /// Remove a copy that a crash left.
    Discard(PathBuf),
}

/// A request about the report.
#[derive(Debug)]
pub enum ReportRequest {
    /// Write the report to a PDF file.
    Export {
        /// The path of the PDF.
        path: PathBuf,
        /// The case that is reported.
        case: Box<Case>,
        /// The language, the moment, and whether the case is attached and the patient named.
        settings: ReportSettings,
        /// What may be at the path.
        expected: Overwrite,
        /// The file of the case, or the PDF that it was taken out of and that the report does not replace in full: it
        /// is never written over. `None`: there is none.
        case_file: Option<PathBuf>,
    },
    /// Draw pages of the report as it would be exported.
    DrawPages {
        /// The case that is reported.
        case: Box<Case>,
        /// The language, the moment, and whether the case is attached and the patient named.
        settings: ReportSettings,
        /// The pages, counted from 0. Those that the report does not have are left out.
        pages: Vec<usize>,
        /// The width of each picture, in pixels.
        width: u32,
    },
    /// Give a report that was exported to the system, if its file is still as it was exported.
    HandOver {
        /// What the system is to do with it.
        what: Handover,
        /// The path of the PDF.
        path: PathBuf,
        /// The fingerprint of the PDF as it was exported. That of another patient may have taken its place.
        exported: Fingerprint,
        /// Whether another case is shown, or nothing, by the time at which the file has been read.
        withdrawal: Withdrawal,
    },
    /// Print the report. The user needs no file of it.
    Print {
        /// The case that is reported.
        case: Box<Case>,
        /// The language, the moment, and whether the case is attached and the patient named.
        settings: ReportSettings,
    },
    /// Read the marks on a scan or photo of paper, in this file.
    ReadPaper(PathBuf),
}

/// How a case is encrypted when it is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protection {
    /// The case is not encrypted.
    Plain,
    /// The case is encrypted with this passphrase.
    Passphrase(Passphrase),
    /// The case is encrypted to the user's keys in the key store.
    Keys,
}

impl Protection {
    /// The passphrase that opens a case saved with this protection; `None`: this computer opens it without one.
    pub fn key(&self) -> Option<CaseKey> {
        match self {
            Protection::Passphrase(passphrase) => Some(CaseKey::Passphrase(passphrase.clone())),
            Protection::Plain | Protection::Keys => None,
        }
    }
}

/// Opens an encrypted case that the keys in the key store do not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseKey {
    /// The passphrase of the case.
    Passphrase(Passphrase),
    /// A recovery key, in a file.
    RecoveryKey {
        /// The path of the recovery key.
        file: PathBuf,
        /// The passphrase of the file; empty: the file is not encrypted.
        passphrase: Passphrase,
    },
}

/// A case that was read.
#[derive(Debug)]
pub struct OpenedCase {
    /// The case, with the faults of the file.
    pub reading: Box<Reading>,
    /// The fingerprint of the file as it was read. A save checks that the file is still the same.
    pub fingerprint: Fingerprint,
    /// How the case is encrypted when it is saved again; `None`: the user has still to choose.
    pub protection: Option<Protection>,
    /// Whether the PDF is as it was exported, if the case is attached to one.
    pub pdf: Option<PdfStatus>,
    /// The hash of the case file, or of the one inside the PDF, which paper is compared with.
    pub text_hash: CaseHash,
}

/// Whether cases can be encrypted to the keys of the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStatus {
    /// The keys are in the key store.
    Present,
    /// The key store works, but has no keys of this user yet.
    Absent,
    /// The key store can't be used: it is locked, or there is none, or it does not answer.
    NoStore(KeyStoreError),
}

/// What the system is to do with a saved report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handover {
    /// Open it in the program that is registered for PDF files.
    View,
    /// Show it in the program for files, among the others of its folder.
    ShowInFolder,
}

/// A report that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedReport {
    /// The id of the report, a hash of everything that the report is made from.
    pub id: DocumentId,
    /// The fingerprint of the file as it was written.
    pub fingerprint: Fingerprint,
    /// The file, whichever path leads to it.
    pub place: FilePlace,
    /// The characters that were replaced because the font of the report lacks them.
    pub replaced: Vec<char>,
}

/// Pages that were drawn.
pub struct DrawnPages {
    /// The pages as pixels, each with its number, counted from 0.
    pub pictures: Vec<(usize, PagePicture)>,
    /// The number of pages of the report.
    pub count: usize,
}

impl fmt::Debug for DrawnPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pages: Vec<usize> = self.pictures.iter().map(|(page, _)| page + 1).collect();
        write!(f, "pages {pages:?} of {}", self.count)
    }
}

/// The output of a job. Each request has a variant of its own.
#[derive(Debug)]
pub enum Output {
    /// The reply to [`Request::PickPath`].
    PathPicked(PickedPath),
    /// The reply to [`Request::CompletePath`].
    PathCompleted(PathCompletion),
    /// The reply to [`CaseRequest::Read`] and [`CaseRequest::ReadCopy`].
    CaseRead(Result<OpenedCase, CaseError>),
    /// The reply to [`CaseRequest::Write`], with the fingerprint of the file that was written.
    CaseWritten(Result<Fingerprint, SaveError>),
    /// The reply to [`KeyRequest::LookUp`] and [`KeyRequest::Unlock`].
    KeysLookedUp(KeyStatus),
    /// The reply to [`KeyRequest::MakeRecoveryKey`].
    RecoveryKeyMade(Result<(), SaveError>),
    /// The reply to [`RecoveryRequest::Keep`].
    RecoveryKept(Result<(), RecoveryError>),
    /// The reply to [`RecoveryRequest::Drop`].
    RecoveryDropped(Result<(), RecoveryError>),
    /// The reply to [`RecoveryRequest::Find`] and [`RecoveryRequest::FindMore`].
    RecoveriesFound(Vec<FoundRecovery>),
    /// The reply to [`RecoveryRequest::Take`].
    RecoveryTaken(Result<Box<TakenRecovery>, RecoveryError>),
    /// The reply to [`RecoveryRequest::Adopt`] and to [`RecoveryRequest::Discard`].
    RecoveryDiscarded(Result<(), RecoveryError>),
    /// The reply to [`ReportRequest::Export`].
    PdfExported(Result<ExportedReport, FileError>),
    /// The reply to [`ReportRequest::DrawPages`]; `None`: the pages could not be drawn.
    PagesDrawn(Option<DrawnPages>),
    /// The reply to [`ReportRequest::HandOver`].
    HandedOver(Result<(), HandoverError>),
    /// The reply to [`ReportRequest::Print`].
    Printed(Result<(), PrintError>),
    /// The reply to [`ReportRequest::ReadPaper`].
    PaperRead(Result<Vec<Mark>, PaperError>),
    /// The reply to [`Request::WriteSettings`], with what the file has now.
    SettingsWritten(Result<Box<WrittenSettings>, FileError>),
    /// The reply to [`RecentRequest::Note`], [`RecentRequest::Forget`] and [`RecentRequest::Delete`], with the list.
    RecentChanged(Result<RecentList, FileError>),
    /// The reply to [`RecentRequest::FindMissing`].
    RecentMissing(Vec<PathBuf>),
    /// The reply to [`Request::RaiseWindow`]: whether the window was reached.
    WindowRaised(RaiseOutcome),
    /// The reply to [`LockRequest::Seal`]; `None`: the content could not be written or encrypted.
    Sealed(Option<Arc<[u8]>>),
    /// The reply to [`LockRequest::Unseal`].
    Unsealed(Result<UnsealedContent, DecryptError>),
    /// The reply to [`Request::Copy`].
    Copied(CopyResult),
}

/// Why no mark could be looked for on a scan or photo.
#[derive(Debug)]
pub enum PaperError {
    /// The file could not be read.
    File(FileError),
    /// The file is no PNG or JPEG.
    NotAPicture,
    /// The picture is damaged or too large.
    Unreadable,
    /// Searching the picture takes more time or memory than is allowed.
    TooMuchWork,
    /// This computer could not start the search, or gives it too little memory.
    NotSearched,
}

/// Whether a text was put on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyResult {
    /// The text is on the clipboard.
    Copied {
        /// Whether it will be cleared after a minute.
        will_be_cleared: bool,
    },
    /// There is no clipboard, or it did not accept the text.
    Failed,
}

/// Why a case could not be opened.
#[derive(Debug)]
pub enum CaseError {
    /// The file could not be read, or its contents could not be decrypted.
    File(CaseFileError),
    /// Another window has the case open.
    Lock(LockError),
    /// The file does not contain a case that this program can read.
    Refused(Refusal),
    /// The case is encrypted to keys, and the key store did not give them.
    KeyStore(KeyStoreError),
    /// The file of the recovery key could not be read or decrypted.
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

/// Why a case or a recovery key was not saved.
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
    /// The key store did not give or store the user's keys.
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
    /// The case is a copy of the file at the path.
    #[error("the case is a copy of this file, which another window has open")]
    OriginalOfCopy,
    /// The user has no keys that the case could be encrypted to.
    #[error("there are no keys to encrypt to")]
    NoKeys,
    /// The key store reported an error, and could not be asked whether it has stored the new keys all the same.
    #[error("it is unknown whether the system's key store has stored the key")]
    KeyStoreUncertain,
}
