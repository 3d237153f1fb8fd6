//! Keeping a recovery copy of what is not saved: when it is written, and what it holds.

use crate::desktop::{KeyStatus, KeyStoreError, RecoveryError, UnsavedChanges};
use crate::window::case::CaseId;
use crate::window::notice::Reason;
use std::time::Duration;

/// A case in one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseVersion {
    pub case: CaseId,
    /// How often it was changed.
    pub revision: u64,
}

/// Seconds between two writes. With the write itself a change is kept within two seconds.
const PAUSE: f64 = 1.0;

/// Seconds between two writes after one failed.
const PAUSE_AFTER_FAILURE: f64 = 10.0;

/// Seconds after which the user is told that a write has not succeeded yet.
const LONGEST_WRITE: f64 = 5.0;

/// Seconds between two requests for a key.
const PAUSE_BEFORE_KEY: f64 = 30.0;

/// Whether what is typed outlives a crash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyStatus {
    /// The last version is written within two seconds.
    Kept,
    /// It is not known yet.
    Unknown,
    /// The user has switched it off.
    Off,
    /// It does not, for this reason.
    Impossible(Reason),
}

impl CopyStatus {
    /// Whether no copy is written because the key store is locked.
    pub fn needs_unlocked_key_store(&self) -> bool {
        *self == CopyStatus::Impossible(KeyStoreError::Locked.into())
    }
}

/// What is to be done for the recovery copy now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CopyStep {
    /// Nothing, until something changes.
    Nothing,
    /// Ask again after this long.
    Wait(Duration),
    /// Ask the key store for a key.
    LookUpKeys,
    /// Write this version.
    Write(CaseVersion),
    /// Remove the copy.
    Remove,
}

/// Decides when the recovery copy of this window is written or removed.
#[derive(Default)]
pub struct CopyKeeper {
    /// Whether there is a folder for copies.
    has_folder: bool,
    key: CopyKey,
    file: CopyContents,
    /// Why the last write failed.
    failure: Option<Reason>,
    /// When the last write was started, in seconds by the clock of the window.
    last_write: Option<f64>,
    /// When a key was asked for last, in seconds by the clock of the window.
    last_key_request: Option<f64>,
    /// When the write or removal in flight was started, in seconds by the clock of the window.
    in_flight_since: Option<f64>,
    /// Whether the write or removal in flight takes so long that its drive may hang.
    is_slow: bool,
    /// Whether the window closes: the copy is removed, and no other one is written.
    is_leaving: bool,
}

/// The key that copies are encrypted with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum CopyKey {
    /// Nobody has asked the key store yet.
    #[default]
    Unknown,
    Available,
    Refused(KeyStoreError),
}

/// The file of the copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum CopyContents {
    #[default]
    Absent,
    /// A write was started, and none has succeeded: there may be a file.
    Unknown,
    /// The file holds a case; `revision`: the version, where it is known to be the last one written.
    Holds { case: CaseId, revision: Option<u64> },
}

impl CopyKeeper {
    /// `has_folder`: whether there is a folder for copies.
    pub fn new(has_folder: bool) -> Self {
        CopyKeeper { has_folder, ..CopyKeeper::default() }
    }

    /// Takes over whether the key store gives a key.
    pub fn note_keys(&mut self, keys: KeyStatus) {
        self.key = match keys {
            // The public key stays in memory: a write tells whether copies go on.
            KeyStatus::NoStore(_) if self.key == CopyKey::Available => CopyKey::Available,
            KeyStatus::NoStore(error) => CopyKey::Refused(error),
            KeyStatus::Present | KeyStatus::Absent => CopyKey::Available,
        };
    }

    /// Whether a copy is written, now or soon: there is a folder, and no key store has refused its key.
    pub fn can_write(&self) -> bool {
        self.has_folder && !self.was_refused()
    }

    /// Whether the key store has refused its key.
    pub fn was_refused(&self) -> bool {
        matches!(self.key, CopyKey::Refused(_))
    }

    /// Whether the key store is locked, and has given no key.
    pub fn is_key_store_locked(&self) -> bool {
        self.key == CopyKey::Refused(KeyStoreError::Locked)
    }

    /// Whether there is a key to encrypt copies with.
    pub fn has_key(&self) -> bool {
        self.key == CopyKey::Available
    }

    /// Whether what is typed outlives a crash. `is_on`: the user wants copies.
    pub fn status(&self, is_on: bool, has_unsaved_changes: impl Fn() -> bool) -> CopyStatus {
        match (self.key, &self.failure) {
            _ if !is_on => CopyStatus::Off,
            _ if !self.has_folder => CopyStatus::Impossible(Reason::Message("reason-no-place")),
            (CopyKey::Refused(error), _) => CopyStatus::Impossible(error.into()),
            (_, Some(reason)) => CopyStatus::Impossible(reason.clone()),
            (CopyKey::Available, None) if self.is_slow && has_unsaved_changes() => {
                CopyStatus::Impossible(Reason::Message("reason-copy-slow"))
            }
            (CopyKey::Available, None) => CopyStatus::Kept,
            // While the key store does not answer, a user who has typed should know.
            (CopyKey::Unknown, None) if has_unsaved_changes() => {
                CopyStatus::Impossible(KeyStoreError::Unavailable.into())
            }
            (CopyKey::Unknown, None) => CopyStatus::Unknown,
        }
    }

    /// Whether the copy holds this version.
    pub fn holds(&self, version: CaseVersion) -> bool {
        let CaseVersion { case, revision } = version;
        self.file == CopyContents::Holds { case, revision: Some(revision) }
    }

    /// What of unsaved changes of a case is left after a crash.
    pub fn unsaved(&self, case: CaseId) -> UnsavedChanges {
        match self.file {
            CopyContents::Holds { case: held, .. } if held == case => UnsavedChanges::Recoverable,
            CopyContents::Absent | CopyContents::Unknown | CopyContents::Holds { .. } => UnsavedChanges::Lost,
        }
    }

    /// Whether the copy has still to be removed before the window closes.
    pub fn is_to_be_removed(&self) -> bool {
        self.is_leaving && self.file != CopyContents::Absent
    }

    /// Notes that a write or removal is in flight, during which no other one starts. Says in how long to ask again.
    pub fn note_in_flight(&mut self, now: f64) -> Option<Duration> {
        // A clock that was set back starts the wait again.
        let since = self.in_flight_since.filter(|since| *since <= now).unwrap_or(now);
        self.in_flight_since = Some(since);
        let left = time_left(Some(since), LONGEST_WRITE, now);
        self.is_slow = left.is_none();
        left
    }

    /// What is to be done now. `wanted`: the version that is not saved and is to be kept. `now` is in seconds by
    /// the clock of the window. No write or removal is in flight.
    pub fn next_step(&mut self, now: f64, wanted: Option<CaseVersion>, is_key_asked_for: bool) -> CopyStep {
        self.note_ended();
        let Some(version) = wanted.filter(|_| !self.is_leaving) else {
            self.forget_version();
            if self.file == CopyContents::Absent {
                return CopyStep::Nothing;
            }
            self.in_flight_since = Some(now);
            return CopyStep::Remove;
        };
        // An older copy stays where no newer one can be written.
        if !self.has_folder {
            return CopyStep::Nothing;
        }
        match self.key {
            // Only the user unlocks it, on request. Whether it was unlocked elsewhere is found out by the next save.
            CopyKey::Refused(KeyStoreError::Locked) => return CopyStep::Nothing,
            // One request at a time: each may lead to a question to the user.
            CopyKey::Unknown | CopyKey::Refused(_) if is_key_asked_for => return CopyStep::Nothing,
            CopyKey::Unknown | CopyKey::Refused(_) => {
                // The key store may be started later.
                if let Some(wait) = time_left(self.last_key_request, PAUSE_BEFORE_KEY, now) {
                    return CopyStep::Wait(wait);
                }
                self.last_key_request = Some(now);
                return CopyStep::LookUpKeys;
            }
            CopyKey::Available => {}
        }
        if self.holds(version) {
            return CopyStep::Nothing;
        }
        let pause = if self.failure.is_some() { PAUSE_AFTER_FAILURE } else { PAUSE };
        if let Some(wait) = time_left(self.last_write, pause, now) {
            return CopyStep::Wait(wait);
        }
        self.last_write = Some(now);
        self.in_flight_since = Some(now);
        if self.file == CopyContents::Absent {
            self.file = CopyContents::Unknown;
        }
        CopyStep::Write(version)
    }

    /// Notes that a write has ended.
    pub fn note_written(&mut self, version: CaseVersion, result: Result<(), RecoveryError>) {
        self.failure = None;
        self.note_ended();
        match result {
            Ok(()) => {
                let CaseVersion { case, revision } = version;
                self.file = CopyContents::Holds { case, revision: Some(revision) };
                return;
            }
            Err(RecoveryError::KeyStore(error)) => self.key = CopyKey::Refused(error),
            Err(error) => self.failure = Some(error.into()),
        }
        // A write that failed is tried again.
        self.forget_version();
    }

    /// Notes that the worker of a write panicked. It is tried again after the same pause as another failure.
    pub fn note_panic(&mut self) {
        self.failure = Some(Reason::Message("reason-fault"));
        self.note_ended();
        self.forget_version();
    }

    /// Notes that the copy was removed.
    pub fn note_removed(&mut self) {
        self.note_ended();
        self.file = CopyContents::Absent;
    }

    /// Nothing is in flight any more.
    fn note_ended(&mut self) {
        (self.in_flight_since, self.is_slow) = (None, false);
    }

    /// The copy that a crash left is this window's copy from now on, and holds some version of this case.
    pub fn adopt(&mut self, case: CaseId) {
        self.file = CopyContents::Holds { case, revision: None };
    }

    /// The window closes.
    pub fn leave(&mut self) {
        self.is_leaving = true;
    }

    /// Whether the window closes.
    pub fn is_leaving(&self) -> bool {
        self.is_leaving
    }

    /// The window stays open after all.
    pub fn come_back(&mut self) {
        self.is_leaving = false;
    }

    fn forget_version(&mut self) {
        if let CopyContents::Holds { revision, .. } = &mut self.file {
            *revision = None;
        }
    }
}

/// The rest of a pause that began at `since`; `None`: it is over. A clock that was set back starts it again.
fn time_left(since: Option<f64>, pause: f64, now: f64) -> Option<Duration> {
    let left = since.map_or(0.0, |since| since + pause - now).min(pause);
    (left > 0.0).then(|| Duration::from_secs_f64(left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::FileError;

    fn version(revision: u64) -> CaseVersion {
        CaseVersion { case: CaseId::default(), revision }
    }

    fn with_key() -> CopyKeeper {
        let mut keeper = CopyKeeper::new(true);
        keeper.note_keys(KeyStatus::Present);
        keeper
    }

    fn step(keeper: &mut CopyKeeper, now: f64, wanted: Option<u64>) -> CopyStep {
        keeper.next_step(now, wanted.map(version), false)
    }

    fn seconds(seconds: f64) -> CopyStep {
        CopyStep::Wait(Duration::from_secs_f64(seconds))
    }

    #[test]
    fn each_version_is_written_once_with_a_pause() {
        let mut keeper = with_key();
        assert_eq!(step(&mut keeper, 0.0, None), CopyStep::Nothing);
        assert_eq!(step(&mut keeper, 0.0, Some(1)), CopyStep::Write(version(1)));
        keeper.note_written(version(1), Ok(()));
        assert_eq!(step(&mut keeper, 0.25, Some(1)), CopyStep::Nothing);
        assert_eq!(step(&mut keeper, 0.25, Some(2)), seconds(0.75));
        assert_eq!(step(&mut keeper, 1.0, Some(2)), CopyStep::Write(version(2)));
        keeper.note_written(version(2), Ok(()));
        assert_eq!(step(&mut keeper, 2.0, None), CopyStep::Remove);
        keeper.note_removed();
        assert_eq!(step(&mut keeper, 3.0, None), CopyStep::Nothing);
    }

    #[test]
    fn a_failed_write_is_tried_again_after_a_longer_pause_and_leaves_the_older_copy() {
        let mut keeper = with_key();
        step(&mut keeper, 0.0, Some(1));
        keeper.note_written(version(1), Ok(()));
        assert_eq!(step(&mut keeper, 1.0, Some(2)), CopyStep::Write(version(2)));
        keeper.note_written(version(2), Err(FileError::DiskFull.into()));
        assert!(matches!(keeper.status(true, || true), CopyStatus::Impossible(_)));
        assert_eq!(keeper.unsaved(CaseId::default()), UnsavedChanges::Recoverable);
        assert_eq!(step(&mut keeper, 2.0, Some(2)), seconds(9.0));
        assert_eq!(step(&mut keeper, 11.0, Some(2)), CopyStep::Write(version(2)));
        keeper.note_written(version(2), Ok(()));
        assert_eq!(keeper.status(true, || true), CopyStatus::Kept);
    }

    #[test]
    fn a_write_that_panicked_is_a_failure_and_is_tried_again() {
        let mut keeper = with_key();
        step(&mut keeper, 0.0, Some(1));
        keeper.note_panic();
        assert!(matches!(keeper.status(true, || true), CopyStatus::Impossible(_)));
        assert_eq!(step(&mut keeper, 1.0, Some(1)), seconds(9.0));
        assert_eq!(step(&mut keeper, 10.0, Some(1)), CopyStep::Write(version(1)));
        assert_eq!(keeper.unsaved(CaseId::default()), UnsavedChanges::Lost);
    }

    #[test]
    fn a_key_store_is_asked_now_and_then_but_not_one_that_the_user_left_locked() {
        let mut keeper = CopyKeeper::new(true);
        assert_eq!(keeper.next_step(0.0, Some(version(1)), true), CopyStep::Nothing);
        assert_eq!(step(&mut keeper, 0.0, Some(1)), CopyStep::LookUpKeys);
        keeper.note_keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
        assert_eq!(step(&mut keeper, 10.0, Some(1)), seconds(20.0));
        assert_eq!(step(&mut keeper, 30.0, Some(1)), CopyStep::LookUpKeys);
        keeper.note_keys(KeyStatus::NoStore(KeyStoreError::Locked));
        assert_eq!(step(&mut keeper, 100.0, Some(1)), CopyStep::Nothing);
    }

    #[test]
    fn a_clock_that_was_set_back_delays_a_write_by_one_pause_at_most() {
        let mut keeper = with_key();
        step(&mut keeper, 1000.0, Some(1));
        keeper.note_written(version(1), Ok(()));
        assert_eq!(step(&mut keeper, 0.0, Some(2)), seconds(1.0));
    }

    #[test]
    fn a_window_that_closes_removes_its_copy_and_writes_no_other() {
        let mut keeper = with_key();
        step(&mut keeper, 0.0, Some(1));
        keeper.note_written(version(1), Ok(()));
        keeper.leave();
        assert!(keeper.is_to_be_removed());
        assert_eq!(step(&mut keeper, 5.0, Some(2)), CopyStep::Remove);
        keeper.note_removed();
        assert!(!keeper.is_to_be_removed());
        keeper.come_back();
        assert_eq!(step(&mut keeper, 6.0, Some(2)), CopyStep::Write(version(2)));
    }

    #[test]
    fn a_write_without_an_end_is_told_after_a_while_and_no_longer_once_it_ends() {
        let mut keeper = with_key();
        assert_eq!(step(&mut keeper, 0.0, Some(1)), CopyStep::Write(version(1)));
        assert_eq!(keeper.note_in_flight(1.0), Some(Duration::from_secs(4)));
        assert_eq!(keeper.note_in_flight(4.0), Some(Duration::from_secs(1)));
        assert_eq!(keeper.status(true, || true), CopyStatus::Kept);
        assert_eq!(keeper.note_in_flight(5.0), None);
        let slow = CopyStatus::Impossible(Reason::Message("reason-copy-slow"));
        assert_eq!(keeper.status(true, || true), slow);
        assert_eq!(keeper.status(true, || false), CopyStatus::Kept);
        keeper.note_written(version(1), Ok(()));
        assert_eq!(step(&mut keeper, 7.0, Some(1)), CopyStep::Nothing);
        assert_eq!(keeper.status(true, || true), CopyStatus::Kept);
    }
}
