//! Which failures of a job are a matter of its path, so that the path is asked for again where it was typed.

use crate::case::Refusal;
use crate::desktop::{CaseError, KeyStoreError, Output, PaperError, SaveError};
use crate::encryption::DecryptError;
use crate::files::{CaseFileError, LockError};
use crate::window::notice::Reason;

/// What a job that has failed needs, if its path was typed.
pub(super) enum NextTry {
    /// Another path: this was wrong with the one that was typed.
    OtherPath(Reason),
    /// The same path, once the key store is unlocked.
    SamePathOnceUnlocked,
    /// The same path: the worker panicked.
    SamePath,
}

/// How a job can be tried again in the dialog with its path; `None`: it has succeeded, or its failure is
/// no matter of that dialog.
pub(super) fn next_try_after(output: &Output) -> Option<NextTry> {
    match output {
        Output::CaseWritten(Err(SaveError::KeyStore(KeyStoreError::Locked)))
        | Output::RecoveryKeyMade(Err(SaveError::KeyStore(KeyStoreError::Locked))) => {
            Some(NextTry::SamePathOnceUnlocked)
        }
        _ => path_problem(output).map(NextTry::OtherPath),
    }
}

/// What was wrong with the path of a job; `None`: nothing, or another path would not solve it.
fn path_problem(output: &Output) -> Option<Reason> {
    match output {
        Output::PdfExported(Err(error)) => Some(error.into()),
        Output::CaseWritten(Err(error)) | Output::RecoveryKeyMade(Err(error)) => problem_of_save(error),
        Output::PaperRead(Err(error)) => problem_of_scan(error),
        Output::CaseRead(Err(error)) => problem_of_case(error),
        _ => None,
    }
}

fn problem_of_save(error: &SaveError) -> Option<Reason> {
    match error {
        SaveError::File(error) => Some(error.into()),
        SaveError::Lock(error) => Some(error.clone().into()),
        SaveError::OriginalOfCopy => Some(SaveError::OriginalOfCopy.into()),
        SaveError::Encrypt(_) | SaveError::KeyStore(_) | SaveError::NoKeys | SaveError::KeyStoreUncertain => {
            None
        }
    }
}

fn problem_of_scan(error: &PaperError) -> Option<Reason> {
    match error {
        PaperError::File(error) => Some(error.into()),
        PaperError::NotAPicture => Some(PaperError::NotAPicture.into()),
        PaperError::Unreadable => Some(PaperError::Unreadable.into()),
        PaperError::TooMuchWork => Some(PaperError::TooMuchWork.into()),
        PaperError::NotSearched => None,
    }
}

/// What asks for a passphrase, a key or another way to open the file has a dialog of its own. The file of a newer
/// program is the right one.
fn problem_of_case(error: &CaseError) -> Option<Reason> {
    match error {
        CaseError::File(CaseFileError::File(error)) => Some(error.into()),
        CaseError::File(CaseFileError::Pdf(error)) => Some(CaseFileError::Pdf(*error).into()),
        CaseError::File(CaseFileError::Decrypt(error)) => match error {
            DecryptError::Cut
            | DecryptError::Damaged
            | DecryptError::TooMuchWork
            | DecryptError::TooLarge
            | DecryptError::Several => Some((*error).into()),
            DecryptError::UnknownFormat
            | DecryptError::NeedsPassphrase
            | DecryptError::NeedsKey
            | DecryptError::WrongPassphrase
            | DecryptError::WrongKey => None,
        },
        CaseError::Lock(LockError::Unavailable) => Some(LockError::Unavailable.into()),
        CaseError::Refused(
            refusal @ (Refusal::NotReadable(_) | Refusal::NotACase(_) | Refusal::TooManyValues(_)),
        ) => Some(CaseError::Refused(refusal.clone()).into()),
        CaseError::Refused(Refusal::NewerFormat { .. })
        | CaseError::Lock(LockError::HeldElsewhere(_))
        | CaseError::KeyStore(_)
        | CaseError::RecoveryKey(_) => None,
    }
}
