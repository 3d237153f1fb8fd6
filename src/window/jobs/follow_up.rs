//! What the window does with the reply to a job.

use crate::definition::IndicationId;
use crate::desktop::{CaseKey, Handover, Withdrawal};
use crate::encryption::Passphrase;
use crate::files::Fingerprint;
use crate::report::DocumentId;
use crate::window::case::{CaseId, PagesVersion, SealedContent};
use crate::window::dialog::Dialog;
use crate::window::flow::{
    CaseVersion, ExportedState, OpenAttempt, PathUse, PendingAction, RecoveryKeySetup, ReportExport, Write,
};
use crate::window::notice::{Attempt, NotedFile};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A drive or a key store that does not respond must not keep the window open forever.
pub const CLOSE_TIMEOUT: Duration = Duration::from_secs(20);

/// The print dialog of the system waits for the user, and disappears with this process.
const PRINT_CLOSE_TIMEOUT: Duration = Duration::from_secs(120);

/// What the window does with the reply to a job.
#[derive(Debug)]
pub enum FollowUp {
    /// Use the path that the user picks.
    UsePath {
        /// The case that was shown when the user was asked.
        case: CaseId,
        /// What the path is for.
        path_use: PathUse,
        /// The dialog that asked for the path. It comes back with a field for the path where the system has
        /// no file dialog.
        asked_by: Option<Box<Dialog>>,
    },
    /// Show the case that is read.
    OpenCase {
        /// What is being opened.
        open: OpenAttempt,
        /// The key of this attempt; `None`: the file was tried without a passphrase or a recovery key.
        key: Option<CaseKey>,
    },
    /// Continue the case in the state in which it was written.
    FollowWrite(Box<Write>),
    /// Note whether the user has keys.
    NoteKeys,
    /// Note whether the user has keys, after the question to unlock the key store was answered.
    NoteKeysOnceUnlocked,
    /// Save the case whose save waits for the recovery key.
    UseRecoveryKey {
        /// The case that was shown when the key was asked for.
        case: CaseId,
        /// The file of the key.
        path: PathBuf,
        /// The key that is being made.
        setup: RecoveryKeySetup,
    },
    /// Note which version of the case its recovery copy holds.
    NoteCopy(CaseVersion),
    /// Note that the recovery copy was removed.
    NoteNoCopy,
    /// Offer the recovery copies that a crash left.
    OfferRecoveries,
    /// Show the case of a recovery copy.
    ShowRecovered(OpenAttempt),
    /// Remove a discarded recovery copy from the list of those that a crash left.
    NoteDiscarded(PathBuf),
    /// Note that a recovery copy has become that of this window, in the place of its own.
    NoteAdopted(PathBuf),
    /// Note the exported file, and hand it over to the system if the user asked for that.
    FollowExport {
        /// The case that is reported.
        case: CaseId,
        /// The path of the PDF.
        path: PathBuf,
        /// What is exported, and what follows.
        export: ReportExport,
        /// The report that is written.
        state: ExportedState,
    },
    /// Show pages of the preview.
    ShowPages(PagesVersion),
    /// Show a notice whether the system accepted the report.
    TellHandedOver {
        /// The case that is reported.
        case: CaseId,
        /// What the system was asked to do with the report.
        what: Handover,
        /// The path of the PDF.
        path: PathBuf,
        /// The fingerprint of the PDF as it was exported.
        exported: Fingerprint,
        /// Shared with the job, which shows nothing once this is withdrawn.
        withdrawal: Withdrawal,
    },
    /// Show a notice whether a report was printed.
    TellPrinted {
        /// The case that is reported.
        case: CaseId,
        /// The report that is printed.
        report: DocumentId,
    },
    /// Tell whether paper was printed from the case.
    ComparePaper {
        /// The case that was shown when the user asked.
        case: CaseId,
        /// The path of the scan.
        path: PathBuf,
    },
    /// Note whether the settings were written.
    NoteSettings,
    /// Take over the list of recent files as it was changed.
    NoteRecent,
    /// Note which recent files are missing.
    NoteMissing,
    /// Tell if the window of another process could not be brought to the front.
    TellRaised,
    /// Show a notice whether the summary of a case, for an indication, is on the clipboard.
    TellCopied(CaseId, IndicationId),
    /// Tell if a text that the user copied from a field is not on the clipboard.
    NoteFieldCopied(CaseId),
    /// Keep only the sealed case, if the case and its content are still these.
    KeepSealed(CaseId, Arc<SealedContent>),
    /// Uncover the window with the content that this passphrase opens.
    Unseal(Passphrase),
    /// Uncover the window if the key store answers.
    UncoverWithKeys,
    /// Offer the completed path to the dialog in which it is typed.
    OfferCompletion,
    /// Drop the reply, because the job was cancelled. The window still closes only after the job.
    DropReply,
}

impl FollowUp {
    /// The case that the job was started for; `None`: the job is about the window, or about a case to open.
    pub fn case(&self) -> Option<CaseId> {
        match self {
            FollowUp::FollowWrite(write) => Some(write.case_id),
            FollowUp::UsePath { case, .. }
            | FollowUp::UseRecoveryKey { case, .. }
            | FollowUp::FollowExport { case, .. }
            | FollowUp::TellHandedOver { case, .. }
            | FollowUp::ComparePaper { case, .. }
            | FollowUp::TellCopied(case, _)
            | FollowUp::TellPrinted { case, .. }
            | FollowUp::NoteFieldCopied(case)
            | FollowUp::NoteCopy(CaseVersion { case, .. }) => Some(*case),
            FollowUp::KeepSealed(case, _) => Some(*case),
            FollowUp::ShowPages(version) => Some(version.case()),
            FollowUp::OpenCase { .. }
            | FollowUp::NoteKeys
            | FollowUp::NoteKeysOnceUnlocked
            | FollowUp::NoteNoCopy
            | FollowUp::OfferRecoveries
            | FollowUp::ShowRecovered(_)
            | FollowUp::NoteDiscarded(_)
            | FollowUp::NoteAdopted(_)
            | FollowUp::NoteSettings
            | FollowUp::NoteRecent
            | FollowUp::NoteMissing
            | FollowUp::TellRaised
            | FollowUp::Unseal(_)
            | FollowUp::UncoverWithKeys
            | FollowUp::OfferCompletion
            | FollowUp::DropReply => None,
        }
    }

    /// What the user tries with the job, if a notice tells how that ended.
    pub fn attempt(&self) -> Option<Attempt> {
        match self {
            FollowUp::UsePath { .. } => Some(Attempt::PickPath),
            FollowUp::OpenCase { .. } => Some(Attempt::Open),
            FollowUp::FollowWrite(_) => Some(Attempt::Save),
            FollowUp::UseRecoveryKey { .. } => Some(Attempt::MakeRecoveryKey),
            FollowUp::ShowRecovered(_) => Some(Attempt::Recover),
            FollowUp::NoteDiscarded(_) => Some(Attempt::DiscardCopy),
            FollowUp::FollowExport { .. } => Some(Attempt::Export),
            FollowUp::TellHandedOver { what, .. } => Some(Attempt::of_handover(*what)),
            FollowUp::TellPrinted { .. } => Some(Attempt::Print),
            FollowUp::ComparePaper { .. } => Some(Attempt::ComparePaper),
            FollowUp::TellCopied(..) => Some(Attempt::CopyReport),
            FollowUp::NoteFieldCopied(_) => Some(Attempt::CopyField),
            FollowUp::NoteKeys
            | FollowUp::NoteKeysOnceUnlocked
            | FollowUp::NoteCopy(_)
            | FollowUp::NoteNoCopy
            | FollowUp::OfferRecoveries
            | FollowUp::NoteAdopted(_)
            | FollowUp::ShowPages(_)
            | FollowUp::NoteSettings
            | FollowUp::NoteRecent
            | FollowUp::NoteMissing
            | FollowUp::TellRaised
            | FollowUp::KeepSealed(..)
            | FollowUp::Unseal(_)
            | FollowUp::UncoverWithKeys
            | FollowUp::OfferCompletion
            | FollowUp::DropReply => None,
        }
    }

    /// Whether the user waits for the job.
    pub(super) fn is_foreground(&self) -> bool {
        match self {
            FollowUp::UsePath { .. }
            | FollowUp::OpenCase { .. }
            | FollowUp::FollowWrite(_)
            | FollowUp::UseRecoveryKey { .. }
            | FollowUp::ShowRecovered(_)
            | FollowUp::ComparePaper { .. }
            | FollowUp::FollowExport { .. } => true,
            FollowUp::NoteKeys
            | FollowUp::NoteKeysOnceUnlocked
            | FollowUp::NoteCopy(_)
            | FollowUp::NoteNoCopy
            | FollowUp::OfferRecoveries
            | FollowUp::NoteDiscarded(_)
            | FollowUp::NoteAdopted(_)
            | FollowUp::ShowPages(_)
            | FollowUp::TellHandedOver { .. }
            | FollowUp::TellPrinted { .. }
            | FollowUp::NoteSettings
            | FollowUp::NoteRecent
            | FollowUp::NoteMissing
            | FollowUp::TellRaised
            | FollowUp::TellCopied(..)
            | FollowUp::NoteFieldCopied(_)
            | FollowUp::KeepSealed(..)
            | FollowUp::Unseal(_)
            | FollowUp::UncoverWithKeys
            | FollowUp::OfferCompletion
            | FollowUp::DropReply => false,
        }
    }

    /// Whether the job gives a report to the system, which prints or shows it.
    pub(super) fn is_for_system(&self) -> bool {
        matches!(self, FollowUp::TellHandedOver { .. } | FollowUp::TellPrinted { .. })
    }

    /// Whether the job reads a case or a recovery copy to open.
    pub(super) fn is_reading(&self) -> bool {
        matches!(self, FollowUp::OpenCase { .. } | FollowUp::ShowRecovered(_))
    }

    /// What follows the job, if it leads to something that was asked for before.
    pub fn pending(&self) -> Option<&PendingAction> {
        match self {
            FollowUp::UsePath { path_use, .. } => path_use.pending(),
            FollowUp::FollowWrite(write) => write.after.pending(),
            FollowUp::UseRecoveryKey { setup, .. } => setup.pending(),
            _ => None,
        }
    }

    /// Whether the job, or what follows it, may have something of the case that is shown.
    pub(super) fn may_use_case(&self) -> bool {
        !matches!(
            self,
            FollowUp::NoteKeys
                | FollowUp::NoteKeysOnceUnlocked
                | FollowUp::NoteSettings
                | FollowUp::NoteRecent
                | FollowUp::NoteMissing
                | FollowUp::TellRaised
                | FollowUp::OfferRecoveries
                | FollowUp::KeepSealed(..)
                | FollowUp::Unseal(_)
                | FollowUp::UncoverWithKeys
        )
    }

    /// The kind of the file that the job reads or writes.
    pub fn noted_file(&self) -> NotedFile {
        match self {
            FollowUp::FollowExport { .. } => NotedFile::Report,
            FollowUp::UseRecoveryKey { .. } => NotedFile::RecoveryKey,
            _ => NotedFile::Case,
        }
    }

    /// The path of the case file that the job writes.
    pub fn written_path(&self) -> Option<PathBuf> {
        match self {
            FollowUp::FollowWrite(write) => Some(write.path.clone()),
            _ => None,
        }
    }

    /// How long closing waits at most for the job; `None`: nothing is lost if the program ends before the reply.
    pub(super) fn close_timeout(&self) -> Option<Duration> {
        match self {
            FollowUp::FollowWrite(_)
            | FollowUp::UseRecoveryKey { .. }
            | FollowUp::NoteCopy(_)
            | FollowUp::NoteNoCopy
            | FollowUp::NoteDiscarded(_)
            | FollowUp::NoteAdopted(_)
            | FollowUp::FollowExport { .. }
            | FollowUp::NoteSettings
            // A list that is switched off must be deleted.
            | FollowUp::NoteRecent
            // A text that is copied while the program ends would stay on the clipboard.
            | FollowUp::TellCopied(..)
            | FollowUp::NoteFieldCopied(_)
            | FollowUp::TellHandedOver { .. }
            | FollowUp::DropReply => Some(CLOSE_TIMEOUT),
            FollowUp::TellPrinted { .. } => Some(PRINT_CLOSE_TIMEOUT),
            FollowUp::UsePath { .. }
            | FollowUp::OpenCase { .. }
            | FollowUp::NoteKeys
            | FollowUp::NoteKeysOnceUnlocked
            | FollowUp::OfferRecoveries
            | FollowUp::ShowRecovered(_)
            | FollowUp::ComparePaper { .. }
            | FollowUp::KeepSealed(..)
            | FollowUp::Unseal(_)
            | FollowUp::UncoverWithKeys
            | FollowUp::OfferCompletion
            | FollowUp::NoteMissing
            | FollowUp::TellRaised
            | FollowUp::ShowPages(_) => None,
        }
    }
}
