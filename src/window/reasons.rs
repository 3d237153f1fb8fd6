//! Why something failed, as the id of the message that tells it.

use super::state::Reason;
use crate::case::Refusal;
use crate::desktop::{CaseError, KeyStoreError, RecoveryError, SaveError};
use crate::encryption::NotOpened;
use crate::files::FileError;
use crate::pdf::EmbeddedCaseError;

pub(super) fn reason_of(error: FileError) -> Reason {
    match error {
        FileError::NotFound => Reason::Message("reason-not-found"),
        FileError::NoFolder => Reason::Message("reason-no-folder"),
        FileError::IsFolder => Reason::Message("reason-is-folder"),
        FileError::Exists => Reason::Message("reason-exists"),
        FileError::OpenElsewhere(holder) => Reason::OpenElsewhere(holder),
        FileError::InUse => Reason::Message("reason-in-use"),
        FileError::Unreachable => Reason::Message("reason-unreachable"),
        FileError::Denied => Reason::Message("reason-denied"),
        FileError::TooLarge { .. } => Reason::Message("reason-too-large"),
        FileError::NotText | FileError::NotAFile | FileError::NoCase(EmbeddedCaseError::NotAPdf) => {
            Reason::Message("reason-no-case")
        }
        FileError::NoCase(EmbeddedCaseError::NoneInside) => Reason::Message("reason-none-inside"),
        FileError::NoCase(EmbeddedCaseError::Several) => Reason::Message("reason-several-inside"),
        FileError::NoCase(EmbeddedCaseError::Damaged) => Reason::Message("reason-pdf-damaged"),
        FileError::NoCase(EmbeddedCaseError::TooMuch) => Reason::Message("reason-pdf-too-much"),
        FileError::NoCase(EmbeddedCaseError::Encrypted) => Reason::Message("reason-pdf-encrypted"),
        FileError::Changed => Reason::Message("reason-changed"),
        FileError::Gone => Reason::Message("reason-gone"),
        FileError::NoKeys => Reason::Message("reason-no-keys-inside"),
        FileError::NotSealed => Reason::Message("reason-not-sealed"),
        FileError::NotOpened(error) => Reason::Message(match error {
            NotOpened::NeedsPassphrase => "reason-needs-passphrase",
            NotOpened::NeedsKey => "reason-needs-key",
            NotOpened::WrongPassphrase => "reason-wrong-passphrase",
            NotOpened::WrongKey => "reason-other-key",
            NotOpened::Cut => "reason-cut",
            NotOpened::Damaged => "reason-damaged",
            NotOpened::UnknownFormat => "reason-unknown-encryption",
            NotOpened::TooMuchWork | NotOpened::TooLarge => "reason-too-much-work",
        }),
        FileError::DiskFull => Reason::Message("reason-disk-full"),
        FileError::Other(error) => Reason::System(error.to_string()),
    }
}

pub(super) fn reason_of_key_store(error: KeyStoreError) -> Reason {
    Reason::Message(match error {
        KeyStoreError::None => "reason-no-key-store",
        KeyStoreError::Locked => "reason-key-store-locked",
        KeyStoreError::NotOurs => "reason-key-store-not-ours",
        KeyStoreError::Busy => "reason-key-store-busy",
    })
}

pub(super) fn reason_not_saved(error: SaveError) -> Reason {
    match error {
        SaveError::File(error) => reason_of(error),
        SaveError::KeyStore(error) => reason_of_key_store(error),
        SaveError::NoKeys => Reason::Message("reason-no-keys"),
        SaveError::PerhapsKept => Reason::Message("reason-key-perhaps-kept"),
    }
}

pub(super) fn reason_not_kept(error: RecoveryError) -> Reason {
    match error {
        RecoveryError::File(error) => reason_of(error),
        RecoveryError::KeyStore(error) => reason_of_key_store(error),
        RecoveryError::NotACopy => Reason::Message("reason-no-copy"),
        RecoveryError::NoKey => Reason::Message("reason-no-copy-key"),
    }
}

pub(super) fn reason_not_opened(error: CaseError) -> Reason {
    match error {
        CaseError::File(error) | CaseError::RecoveryKey(error) => reason_of(error),
        CaseError::KeyStore(error) => reason_of_key_store(error),
        CaseError::Refused(Refusal::NotReadable(_) | Refusal::NotACase(_)) => {
            Reason::Message("reason-no-case")
        }
        CaseError::Refused(Refusal::NewerFormat { .. }) => Reason::Message("reason-newer"),
    }
}
