//! Why a file could not be decrypted.

/// Why a file could not be decrypted. Nothing of its content was returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecryptError {
    /// The file has a passphrase, and a key was given or nothing.
    #[error("it is encrypted with a passphrase, which is missing; give it")]
    NeedsPassphrase,
    /// The file was encrypted to keys, and a passphrase was given.
    #[error("it is encrypted to a key, and a passphrase was given; give the key")]
    NeedsKey,
    /// The file has another passphrase, or its header was changed: the format can't tell these apart.
    #[error("the passphrase is wrong; check it and try again")]
    WrongPassphrase,
    /// The file was encrypted to none of the given keys.
    #[error("it is encrypted to another key; give the recovery key that belongs to it")]
    WrongKey,
    /// The file ends too early.
    #[error("it ends too early, so that a part of it is missing; copy it again from where it is whole")]
    Cut,
    /// The file was changed, or ends too early where that looks like a change.
    #[error("it is damaged; use another copy of it")]
    Damaged,
    /// The file has a newer version of the age format.
    #[error("it is encrypted in a format that is not known; use a newer version of this program")]
    UnknownFormat,
    /// One try of the passphrase would take more than the limit allows.
    #[error(
        "one try of its passphrase would take more memory and time than this program allows \
         (scrypt work factor above 18); it did not write the file"
    )]
    TooMuchWork,
    /// More than one file in armor stands in the text.
    #[error("it holds more than one encrypted file; save each of them to a file of its own")]
    Several,
    /// The content exceeds the limit of the caller, or the header exceeds its own limit.
    #[error("it is larger than any encrypted file of this program; check that it is the right one")]
    TooLarge,
}
