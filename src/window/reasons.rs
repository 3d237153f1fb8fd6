//! Maps the errors of the layers below to the reasons that messages give. The only place that does.

use super::state::Reason;
use crate::case::Refusal;
use crate::desktop::{CaseError, KeyStoreError, RecoveryError, SaveError};
use crate::encryption::{DecryptError, EncryptError};
use crate::files::{CaseFileError, FileError, IdentityFileError, LockError};
use crate::pdf::EmbeddedCaseError;

pub(super) fn reason_of(error: FileError) -> Reason {
    match error {
        FileError::NotFound => Reason::Message("reason-not-found"),
        FileError::NoFolder => Reason::Message("reason-no-folder"),
        FileError::IsFolder => Reason::Message("reason-is-folder"),
        FileError::Exists => Reason::Message("reason-exists"),
        FileError::InUse => Reason::Message("reason-in-use"),
        FileError::Unreachable => Reason::Message("reason-unreachable"),
        FileError::Denied => Reason::Message("reason-denied"),
        FileError::TooLarge { .. } => Reason::Message("reason-too-large"),
        FileError::NotText | FileError::NotAFile => Reason::Message("reason-no-case"),
        FileError::Changed => Reason::Message("reason-changed"),
        FileError::Gone => Reason::Message("reason-gone"),
        FileError::DiskFull => Reason::Message("reason-disk-full"),
        FileError::Other(error) => Reason::System(error.to_string()),
    }
}

fn reason_of_lock(error: LockError) -> Reason {
    match error {
        LockError::HeldElsewhere(holder) => Reason::OpenElsewhere(holder),
        LockError::Unavailable => Reason::Message("reason-denied"),
    }
}

fn reason_of_decryption(error: DecryptError) -> Reason {
    Reason::Message(match error {
        DecryptError::NeedsPassphrase => "reason-needs-passphrase",
        DecryptError::NeedsKey => "reason-needs-key",
        DecryptError::WrongPassphrase => "reason-wrong-passphrase",
        DecryptError::WrongKey => "reason-other-key",
        DecryptError::Cut => "reason-cut",
        DecryptError::Damaged => "reason-damaged",
        DecryptError::UnknownFormat => "reason-unknown-encryption",
        DecryptError::TooMuchWork | DecryptError::TooLarge => "reason-too-much-work",
    })
}

fn reason_of_encryption(EncryptError: EncryptError) -> Reason {
    Reason::Message("reason-not-sealed")
}

fn reason_of_case_file(error: CaseFileError) -> Reason {
    match error {
        CaseFileError::File(error) => reason_of(error),
        CaseFileError::Decrypt(error) => reason_of_decryption(error),
        CaseFileError::Pdf(error) => Reason::Message(match error {
            EmbeddedCaseError::NotAPdf => "reason-no-case",
            EmbeddedCaseError::NoneInside => "reason-none-inside",
            EmbeddedCaseError::Several => "reason-several-inside",
            EmbeddedCaseError::Damaged => "reason-pdf-damaged",
            EmbeddedCaseError::TooMuch => "reason-pdf-too-much",
            EmbeddedCaseError::Encrypted => "reason-pdf-encrypted",
        }),
    }
}

pub(super) fn reason_of_identity_file(error: IdentityFileError) -> Reason {
    match error {
        IdentityFileError::File(error) => reason_of(error),
        IdentityFileError::Decrypt(error) => reason_of_decryption(error),
        IdentityFileError::NoKeys => Reason::Message("reason-no-keys-inside"),
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
        SaveError::Lock(error) => reason_of_lock(error),
        SaveError::Encrypt(error) => reason_of_encryption(error),
        SaveError::KeyStore(error) => reason_of_key_store(error),
        SaveError::NoKeys => Reason::Message("reason-no-keys"),
        SaveError::PerhapsKept => Reason::Message("reason-key-perhaps-kept"),
    }
}

pub(super) fn reason_not_kept(error: RecoveryError) -> Reason {
    match error {
        RecoveryError::File(error) => reason_of(error),
        RecoveryError::Lock(error) => reason_of_lock(error),
        RecoveryError::Encrypt(error) => reason_of_encryption(error),
        RecoveryError::Decrypt(error) => reason_of_decryption(error),
        RecoveryError::KeyStore(error) => reason_of_key_store(error),
        RecoveryError::NotACopy => Reason::Message("reason-no-copy"),
        RecoveryError::NoKey => Reason::Message("reason-no-copy-key"),
    }
}

pub(super) fn reason_not_opened(error: CaseError) -> Reason {
    match error {
        CaseError::File(error) => reason_of_case_file(error),
        CaseError::Lock(error) => reason_of_lock(error),
        CaseError::RecoveryKey(error) => reason_of_identity_file(error),
        CaseError::KeyStore(error) => reason_of_key_store(error),
        CaseError::Refused(Refusal::NotReadable(_) | Refusal::NotACase(_)) => {
            Reason::Message("reason-no-case")
        }
        CaseError::Refused(Refusal::NewerFormat { .. }) => Reason::Message("reason-newer"),
    }
}
