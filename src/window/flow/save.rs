//! Saving a case: encrypted, unless the user decides otherwise.

use super::PendingAction;
use crate::case::Case;
use crate::desktop::Protection;
use crate::encryption::Passphrase;
use crate::window::case::CaseId;
use std::path::PathBuf;

/// How a case is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::VariantArray)]
pub enum Way {
    /// With the keys of the user.
    #[default]
    Keys,
    /// With a passphrase.
    Passphrase,
}

impl Way {
    /// The way of a protection; `None`: the case is not encrypted.
    pub fn of(protection: &Protection) -> Option<Way> {
        match protection {
            Protection::Plain => None,
            Protection::Passphrase(_) => Some(Way::Passphrase),
            Protection::Keys => Some(Way::Keys),
        }
    }
}

/// Where a save goes, and what follows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveTarget {
    /// Whether a new path is asked for, though the case has one.
    pub elsewhere: bool,
    /// What follows once the case is saved.
    pub then: Option<PendingAction>,
}

impl SaveTarget {
    /// What follows once the case is saved.
    pub fn pending(&self) -> Option<&PendingAction> {
        self.then.as_ref()
    }
}

/// A recovery key that is being made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryKeySetup {
    /// What will protect its file.
    pub passphrase: Passphrase,
    /// The save that waits for the key.
    pub then: Option<SaveTarget>,
}

impl RecoveryKeySetup {
    /// What follows the save that waits for the key.
    pub fn pending(&self) -> Option<&PendingAction> {
        self.then.as_ref().and_then(SaveTarget::pending)
    }
}

/// What follows a write of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AfterWrite {
    /// Nothing so far. What the user asks for meanwhile may still follow.
    Undecided,
    /// This, once the case is saved.
    Run(PendingAction),
    /// Nothing, whatever the user asks for: they have chosen not to wait for the write.
    Nothing,
}

impl AfterWrite {
    /// What the user has asked for, if that is to follow.
    pub fn new(then: Option<PendingAction>) -> Self {
        then.map_or(AfterWrite::Undecided, AfterWrite::Run)
    }

    /// The action that follows.
    pub fn pending(&self) -> Option<&PendingAction> {
        match self {
            AfterWrite::Run(action) => Some(action),
            AfterWrite::Undecided | AfterWrite::Nothing => None,
        }
    }

    /// Takes the action that follows away: it follows something else, or now.
    pub fn take_pending(&mut self) -> Option<PendingAction> {
        let action = self.pending().cloned();
        if action.is_some() {
            *self = AfterWrite::Undecided;
        }
        action
    }
}

/// A write of a case, with what follows it.
#[derive(Debug)]
pub struct Write {
    /// The case that was shown.
    pub case_id: CaseId,
    /// The path that is written to.
    pub path: PathBuf,
    /// The case as it is written.
    pub case: Case,
    /// How the file is protected.
    pub protection: Protection,
    /// What is done once the case is saved.
    pub after: AfterWrite,
}
