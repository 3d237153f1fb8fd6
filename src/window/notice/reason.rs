//! Why something failed: the errors of the layers below in the words of the window.

use crate::case::Refusal;
use crate::desktop::{CaseError, KeyStoreError, PaperError, RecoveryError, SaveError};
use crate::encryption::{DecryptError, EncryptError, KeyTextError, UnsupportedKey};
use crate::files::{CaseFileError, FileError, Holder, IdentityFileError, LockError};
use crate::notation::shown_name;
use crate::pdf::EmbeddedCaseError;
use crate::text::{sentence, without_full_stop};
use crate::window::moment::local_moment;
use crate::wording::Phrases;

/// Why something failed, as the id of a message or as the system says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A message of the program.
    Message(&'static str),
    /// Another window has the case open: who, and since when.
    OpenElsewhere(Holder),
    /// What the system says.
    System(String),
    /// The number of an error of the system, which says in English what it means.
    SystemError(i32),
}

impl From<FileError> for Reason {
    fn from(error: FileError) -> Self {
        Reason::from(&error)
    }
}

impl From<&FileError> for Reason {
    fn from(error: &FileError) -> Self {
        match error {
            FileError::NotFound => Reason::Message("reason-not-found"),
            FileError::NoFolder => Reason::Message("reason-no-folder"),
            FileError::IsFolder => Reason::Message("reason-is-folder"),
            FileError::Exists(_) => Reason::Message("reason-exists"),
            FileError::CaseItself => Reason::Message("reason-case-itself"),
            FileError::InUse => Reason::Message("reason-in-use"),
            FileError::Unreachable => Reason::Message("reason-unreachable"),
            FileError::BrokenLink => Reason::Message("reason-broken-link"),
            FileError::Denied => Reason::Message("reason-denied"),
            FileError::PlantedLink => Reason::Message("reason-planted-link"),
            FileError::TooLarge { .. } => Reason::Message("reason-too-large"),
            FileError::NotText => Reason::Message("reason-no-case"),
            FileError::NotAFile => Reason::Message("reason-not-a-file"),
            FileError::Changed(_) => Reason::Message("reason-changed"),
            FileError::Gone => Reason::Message("reason-gone"),
            FileError::DiskFull => Reason::Message("reason-disk-full"),
            FileError::NameTooLong => Reason::Message("reason-name-too-long"),
            FileError::Other(error) => match error.raw_os_error() {
                Some(code) => Reason::SystemError(code),
                None => Reason::Message("reason-system"),
            },
        }
    }
}

impl From<LockError> for Reason {
    fn from(error: LockError) -> Self {
        match error {
            LockError::HeldElsewhere(holder) => Reason::OpenElsewhere(holder),
            LockError::Unavailable => Reason::Message("reason-denied"),
        }
    }
}

impl From<DecryptError> for Reason {
    fn from(error: DecryptError) -> Self {
        Reason::Message(match error {
            DecryptError::NeedsPassphrase => "reason-needs-passphrase",
            DecryptError::NeedsKey => "reason-needs-key",
            DecryptError::WrongPassphrase => "reason-wrong-passphrase",
            DecryptError::WrongKey => "reason-other-key",
            DecryptError::Cut => "reason-cut",
            DecryptError::Damaged => "reason-damaged",
            DecryptError::UnknownFormat => "reason-unknown-encryption",
            DecryptError::TooMuchWork => "reason-too-much-work",
            DecryptError::TooLarge => "reason-too-large-inside",
            DecryptError::Several => "reason-several-encrypted",
        })
    }
}

impl From<EncryptError> for Reason {
    fn from(_: EncryptError) -> Self {
        Reason::Message("reason-not-sealed")
    }
}

impl From<CaseFileError> for Reason {
    fn from(error: CaseFileError) -> Self {
        match error {
            CaseFileError::File(error) => Reason::from(error),
            CaseFileError::Decrypt(error) => Reason::from(error),
            CaseFileError::Pdf(error) => Reason::Message(match error {
                EmbeddedCaseError::NotAPdf => "reason-no-case",
                EmbeddedCaseError::NoneInside => "reason-none-inside",
                EmbeddedCaseError::Several => "reason-several-inside",
                EmbeddedCaseError::Damaged => "reason-pdf-damaged",
                EmbeddedCaseError::WrongSize => "reason-pdf-wrong-size",
                EmbeddedCaseError::TooMuch => "reason-pdf-too-much",
                EmbeddedCaseError::Encrypted => "reason-pdf-encrypted",
            }),
        }
    }
}

impl From<PaperError> for Reason {
    fn from(error: PaperError) -> Self {
        match error {
            PaperError::File(error) => Reason::from(error),
            PaperError::NotAPicture => Reason::Message("reason-no-picture"),
            PaperError::Unreadable => Reason::Message("reason-picture-unreadable"),
            PaperError::TooMuchWork => Reason::Message("reason-picture-too-much"),
            PaperError::NotSearched => Reason::Message("reason-picture-not-searched"),
        }
    }
}

impl From<IdentityFileError> for Reason {
    fn from(error: IdentityFileError) -> Self {
        match error {
            IdentityFileError::File(error) => Reason::from(error),
            IdentityFileError::Decrypt(error) => Reason::from(error),
            IdentityFileError::NoKeys | IdentityFileError::Key(KeyTextError::NoKeys) => {
                Reason::Message("reason-no-keys-inside")
            }
            IdentityFileError::Key(KeyTextError::Damaged) => Reason::Message("reason-key-damaged"),
            IdentityFileError::Key(KeyTextError::TooMany(_)) => Reason::Message("reason-too-many-keys"),
            IdentityFileError::Key(KeyTextError::Unsupported(kind)) => Reason::Message(match kind {
                UnsupportedKey::Ssh => "reason-key-ssh",
                UnsupportedKey::Putty => "reason-key-putty",
                UnsupportedKey::Pem => "reason-key-pem",
                UnsupportedKey::Pgp => "reason-key-pgp",
                UnsupportedKey::Plugin => "reason-key-plugin",
                UnsupportedKey::PostQuantum => "reason-key-post-quantum",
                UnsupportedKey::Public => "reason-key-public",
            }),
        }
    }
}

impl From<KeyStoreError> for Reason {
    fn from(error: KeyStoreError) -> Self {
        Reason::Message(match error {
            KeyStoreError::Unavailable | KeyStoreError::NoAnswer => "reason-no-key-store",
            KeyStoreError::Locked => "reason-key-store-locked",
            KeyStoreError::ForeignEntry => "reason-key-store-not-ours",
            KeyStoreError::Busy => "reason-key-store-busy",
        })
    }
}

impl From<SaveError> for Reason {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::File(error) => Reason::from(error),
            SaveError::Lock(error) => Reason::from(error),
            SaveError::Encrypt(error) => Reason::from(error),
            SaveError::KeyStore(error) => Reason::from(error),
            SaveError::OriginalOfCopy => Reason::Message("reason-original-of-copy"),
            SaveError::NoKeys => Reason::Message("reason-no-keys"),
            SaveError::KeyStoreUncertain => Reason::Message("reason-key-perhaps-kept"),
        }
    }
}

impl From<RecoveryError> for Reason {
    fn from(error: RecoveryError) -> Self {
        match error {
            RecoveryError::File(error) => Reason::from(error),
            RecoveryError::Lock(error) => Reason::from(error),
            RecoveryError::Encrypt(error) => Reason::from(error),
            RecoveryError::Decrypt(error) => Reason::from(error),
            RecoveryError::KeyStore(error) => Reason::from(error),
            RecoveryError::UnknownFormat => Reason::Message("reason-no-copy"),
            RecoveryError::NoKey => Reason::Message("reason-no-copy-key"),
        }
    }
}

impl From<CaseError> for Reason {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::File(error) => Reason::from(error),
            CaseError::Lock(error) => Reason::from(error),
            CaseError::RecoveryKey(error) => Reason::from(error),
            CaseError::KeyStore(error) => Reason::from(error),
            CaseError::Refused(
                Refusal::NotReadable(_) | Refusal::NotACase(_) | Refusal::TooManyValues(_),
            ) => Reason::Message("reason-no-case"),
            CaseError::Refused(Refusal::NewerFormat { .. }) => Reason::Message("reason-newer"),
        }
    }
}

impl Reason {
    /// The reason without the words of the system, which may contain a path.
    pub(super) fn without_path(self) -> Reason {
        match self {
            Reason::System(_) => Reason::Message("reason-system"),
            Reason::Message(_) | Reason::OpenElsewhere(_) | Reason::SystemError(_) => self,
        }
    }

    /// The reason in words, as a part of a sentence.
    pub fn words(&self, say: Phrases) -> String {
        match self {
            Reason::Message(id) => say.texts.get(id).to_owned(),
            Reason::System(words) => shown_name(without_full_stop(words)),
            Reason::SystemError(code) => {
                say.texts.with("reason-system-error", &[("code", code.to_string().into())])
            }
            Reason::OpenElsewhere(holder) => open_elsewhere(say, holder),
        }
    }

    /// The reason as a sentence.
    pub fn sentence(&self, say: Phrases) -> String {
        sentence_of_part(&self.words(say))
    }
}

/// A part of a sentence as a sentence of its own, which begins with a capital.
pub fn sentence_of_part(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    sentence(&format!("{first}{}", characters.as_str()))
}

/// Who has the case open, where, and since when, as far as that is known.
fn open_elsewhere(say: Phrases, holder: &Holder) -> String {
    let since = holder.since.map(|since| local_moment(say, since));
    let known = [&holder.user, &holder.computer].into_iter().filter(|part| !part.is_empty());
    let mut who = known.cloned().collect::<Vec<_>>();
    who.extend(since);
    if who.is_empty() {
        return say.texts.get("reason-open-elsewhere").to_owned();
    }
    let who = who.join(", ");
    say.texts.with("reason-open-by", &[("who", who.into())])
}
