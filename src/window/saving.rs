//! How a case is saved: encrypted, unless the user decides otherwise in so many words.

use super::command::DialogAnswer;
use super::jobs::{CaseId, FollowUp, PathUse};
use super::opening::OpenAttempt;
use super::reasons::reason_not_saved;
use super::state::{Dialog, Message, Next, NoticeKind, Reason, State};
use crate::case::Case;
use crate::desktop::{CaseRequest, JobId, KeyRequest, KeyStatus, Protection, Request, SaveError};
use crate::encryption::{Passphrase, PassphraseStrength};
use crate::files::{FileError, Fingerprint, Overwrite};
use std::path::PathBuf;

/// How a case is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// With the keys of the user.
    #[default]
    Keys,
    /// With a passphrase.
    Passphrase,
}

/// A passphrase as it is being chosen: typed twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The first time.
    pub first: Passphrase,
    /// And again.
    pub again: Passphrase,
    /// How hard the first is to guess; `None`: nothing was typed.
    pub strength: Option<PassphraseStrength>,
    /// What was wrong with it when it was last confirmed.
    pub fault: Option<ChoiceFault>,
}

/// What is wrong with a passphrase as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceFault {
    /// Nothing was typed.
    Blank,
    /// The two are not the same.
    Different,
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretSlot {
    /// The first, or the only one.
    First,
    /// The second time.
    Again,
}

impl Chosen {
    /// A passphrase that was typed twice already.
    fn of(passphrase: Passphrase, known: &[&str]) -> Self {
        let strength = Some(passphrase.strength(known));
        Chosen { first: passphrase.clone(), again: passphrase, strength, fault: None }
    }

    /// Takes over what was typed, by whoever is known by these names.
    pub fn typed(&mut self, slot: SecretSlot, secret: Passphrase, known: &[&str]) {
        match slot {
            SecretSlot::First => {
                self.strength = (!secret.is_empty()).then(|| secret.strength(known));
                self.first = secret;
            }
            SecretSlot::Again => self.again = secret,
        }
        self.fault = None;
    }

    /// The passphrase, if it can be one. What is wrong is noted.
    fn confirmed(&mut self) -> Option<Passphrase> {
        self.fault = if self.first.is_empty() {
            Some(ChoiceFault::Blank)
        } else if self.first != self.again {
            Some(ChoiceFault::Different)
        } else {
            None
        };
        self.fault.is_none().then(|| self.first.clone())
    }
}

/// Where a save goes, and what follows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaveTarget {
    /// Whether a new place is asked for, though the case has one.
    pub elsewhere: bool,
    /// What follows once the case is saved.
    pub then: Option<Next>,
}

/// How a case will be saved, while the user decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveDraft {
    /// Keys or a passphrase.
    pub way: Way,
    /// The passphrase, where one is used.
    pub chosen: Chosen,
    /// Where the save goes, and what follows it.
    pub target: SaveTarget,
    /// The path being typed, where the system has no file dialog.
    pub typed_path: Option<String>,
}

/// A recovery key that is being made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryKeySetup {
    /// What will protect its file.
    pub passphrase: Passphrase,
    /// The save that waits for the key.
    pub then: Option<SaveTarget>,
}

/// A write in flight, with what follows it.
#[derive(Debug)]
pub struct WriteFollowUp {
    /// The case that was written.
    pub case_id: CaseId,
    /// The file.
    pub path: PathBuf,
    /// The case as it was written.
    pub case: Case,
    /// How it was kept from others.
    pub protection: Protection,
    /// Another save to the same path, which was asked for meanwhile: how it keeps the case from others.
    pub again: Option<Protection>,
    /// What follows once the case is saved.
    pub then: Option<Next>,
}

impl State {
    /// Saves the case to its file as before, or asks what is not known about that.
    pub(super) fn save(&mut self, then: Option<Next>) {
        match (self.session.path().map(ToOwned::to_owned), self.session.protection().cloned()) {
            (Some(path), Some(protection)) => {
                // A key store that was locked is asked once more. With keys the save itself asks it.
                let asks = protection != Protection::Keys && self.recovery.was_refused();
                self.write(path, self.session.expected(), protection, then);
                if asks {
                    self.look_up_keys();
                }
            }
            _ => self.ask_how_to_save(SaveTarget { elsewhere: false, then }),
        }
    }

    /// The names that somebody who guesses a passphrase would try first.
    fn known_names(&self) -> [&str; 5] {
        let case = self.session.case();
        let cpr = case.patient.cpr.as_ref().map_or("", |cpr| cpr.as_str());
        let requester = &case.requester;
        [&case.patient.name, cpr, &requester.name, &requester.hospital, &requester.department]
    }

    /// Asks how the case is kept from others.
    pub(super) fn ask_how_to_save(&mut self, target: SaveTarget) {
        self.editing = None;
        let mut chosen = Chosen::default();
        let way = match self.session.protection() {
            Some(Protection::Passphrase(passphrase)) => {
                chosen.first = passphrase.clone();
                chosen.again = passphrase.clone();
                chosen.strength = Some(passphrase.strength(&self.known_names()));
                Way::Passphrase
            }
            _ if matches!(self.keys, Some(KeyStatus::NoStore(_))) => Way::Passphrase,
            Some(Protection::Keys) => Way::Keys,
            Some(Protection::Plain) | None => self.last_way,
        };
        let typed_path = self.path_for_save(&target);
        self.show_dialog(Dialog::Save(Box::new(SaveDraft { way, chosen, target, typed_path })));
        // The key store may have been unlocked meanwhile.
        self.look_up_keys();
    }

    /// The path to start typing with: where a place is asked for and the system has no file dialog.
    fn path_for_save(&self, target: &SaveTarget) -> Option<String> {
        let asks = target.elsewhere || self.session.path().is_none();
        self.typed_path(|| self.proposed_name()).filter(|_| asks)
    }

    pub(super) fn answer_save(&mut self, mut draft: Box<SaveDraft>, answer: DialogAnswer) {
        match answer {
            DialogAnswer::Way(way) => draft.way = way,
            DialogAnswer::Secret(slot, secret) => draft.chosen.typed(slot, secret, &self.known_names()),
            DialogAnswer::Typed(path) => draft.typed_path = Some(path),
            DialogAnswer::Unencrypted => {
                let SaveDraft { target, typed_path, .. } = *draft;
                return self.show_dialog(Dialog::SavePlain { target, typed_path });
            }
            DialogAnswer::Retry => {
                self.keys = None;
                self.show_dialog(Dialog::Save(draft));
                return self.look_up_keys();
            }
            DialogAnswer::Confirm => match draft.way {
                // A key that is made first is asked for its own path first.
                _ if is_blank(draft.typed_path.as_deref())
                    && !(draft.way == Way::Keys && self.keys == Some(KeyStatus::NotMade)) => {}
                Way::Keys => match self.keys {
                    Some(KeyStatus::Made) => {
                        self.last_way = Way::Keys;
                        return self.save_from_dialog(Protection::Keys, draft);
                    }
                    Some(KeyStatus::NotMade) => {
                        self.last_way = Way::Keys;
                        return self.ask_for_keys(Some(draft.target));
                    }
                    // The dialog says why there are none.
                    Some(KeyStatus::NoStore(_)) | None => {}
                },
                Way::Passphrase => {
                    if let Some(passphrase) = draft.chosen.confirmed() {
                        self.last_way = Way::Passphrase;
                        return self.save_from_dialog(Protection::Passphrase(passphrase), draft);
                    }
                }
            },
            _ => {}
        }
        self.show_dialog(Dialog::Save(draft));
    }

    fn save_from_dialog(&mut self, protection: Protection, draft: Box<SaveDraft>) {
        let (target, typed_path) = (draft.target.clone(), draft.typed_path.clone());
        self.save_with(protection, target, typed_path, Some(Dialog::Save(draft)));
    }

    pub(super) fn answer_save_plain(
        &mut self,
        target: SaveTarget,
        typed_path: Option<String>,
        answer: DialogAnswer,
    ) {
        let asked_by = |typed_path| Dialog::SavePlain { target: target.clone(), typed_path };
        match answer {
            DialogAnswer::Typed(path) => self.show_dialog(asked_by(Some(path))),
            DialogAnswer::Confirm if !is_blank(typed_path.as_deref()) => {
                let dialog = asked_by(typed_path.clone());
                self.save_with(Protection::Plain, target, typed_path, Some(dialog));
            }
            _ => self.show_dialog(asked_by(typed_path)),
        }
    }

    /// Saves as was decided: to the file of the case, to a path that was typed, or to one that is asked for.
    pub(super) fn save_with(
        &mut self,
        protection: Protection,
        target: SaveTarget,
        typed_path: Option<String>,
        asked_by: Option<Dialog>,
    ) {
        if let Some(path) = self.session.path().map(ToOwned::to_owned).filter(|_| !target.elsewhere) {
            return self.write(path, self.session.expected(), protection, target.then);
        }
        match typed_path {
            Some(path) => {
                self.use_path(PathUse::SaveCase(protection, target), PathBuf::from(path.trim()), false);
            }
            None => self.pick(PathUse::SaveCase(protection, target), asked_by),
        }
    }

    /// Asks for the passphrase of a new recovery key. Then a case is saved, if one waits for the key.
    pub(super) fn ask_for_keys(&mut self, then: Option<SaveTarget>) {
        let typed_path = self.typed_path(|| self.proposed_key_name());
        self.show_dialog(Dialog::MakeKeys { chosen: Box::default(), then, typed_path });
    }

    pub(super) fn answer_keys(
        &mut self,
        mut chosen: Box<Chosen>,
        then: Option<SaveTarget>,
        mut typed_path: Option<String>,
        answer: DialogAnswer,
    ) {
        match answer {
            DialogAnswer::Secret(slot, secret) => chosen.typed(slot, secret, &self.known_names()),
            DialogAnswer::Typed(path) => typed_path = Some(path),
            DialogAnswer::Confirm if is_blank(typed_path.as_deref()) => {}
            DialogAnswer::Confirm => {
                if let Some(passphrase) = chosen.confirmed() {
                    let path_use =
                        PathUse::SaveRecoveryKey(RecoveryKeySetup { passphrase, then: then.clone() });
                    return match &typed_path {
                        Some(path) => self.use_path(path_use, PathBuf::from(path.trim()), false),
                        None => self.pick(path_use, Some(Dialog::MakeKeys { chosen, then, typed_path })),
                    };
                }
            }
            _ => {}
        }
        self.show_dialog(Dialog::MakeKeys { chosen, then, typed_path });
    }

    /// The day is in the name: no two keys have the same.
    pub(super) fn proposed_key_name(&self) -> String {
        let day = self.today.to_string();
        self.say().texts.with("recovery-key-file", &[("day", day.into())])
    }

    pub(super) fn make_keys(&mut self, path: PathBuf, setup: RecoveryKeySetup) {
        let passphrase = setup.passphrase.clone();
        let request = Request::Keys(KeyRequest::MakeRecoveryKey { path: path.clone(), passphrase });
        self.jobs.start(request, FollowUp::UseRecoveryKey { case: self.case_id, path, setup });
    }

    pub(super) fn keys_made(
        &mut self,
        case: CaseId,
        path: PathBuf,
        setup: RecoveryKeySetup,
        made: Result<(), SaveError>,
    ) {
        match made {
            Ok(()) => {
                self.keys = Some(KeyStatus::Made);
                self.tell(NoticeKind::Done, Message::KeysMade(path));
                // The save waited for the key of a case that may not be shown any more.
                if let Some(target) = setup.then.filter(|_| case == self.case_id) {
                    let typed_path = self.path_for_save(&target);
                    if typed_path.is_some() {
                        return self.ask_how_to_save(target);
                    }
                    self.save_with(Protection::Keys, target, None, None);
                }
            }
            // It may be the key to other cases: another name is asked for.
            Err(SaveError::File(FileError::Exists)) if case == self.case_id => {
                let reason = Reason::Message("reason-exists");
                self.tell(NoticeKind::Warning, Message::KeysNotMade(path, reason));
                match self.typed_path(|| self.proposed_key_name()) {
                    Some(typed_path) => {
                        let RecoveryKeySetup { passphrase, then } = setup;
                        let chosen = Box::new(Chosen::of(passphrase, &self.known_names()));
                        self.show_dialog(Dialog::MakeKeys { chosen, then, typed_path: Some(typed_path) });
                    }
                    None => self.pick(PathUse::SaveRecoveryKey(setup), None),
                }
            }
            Err(error) => {
                self.tell(NoticeKind::Error, Message::KeysNotMade(path, reason_not_saved(error)));
            }
        }
    }

    /// Asks the key store whether there are keys.
    pub fn look_up_keys(&mut self) {
        self.jobs.start(Request::Keys(KeyRequest::LookUp), FollowUp::NoteKeys);
    }

    pub(super) fn keys_found(&mut self, keys: KeyStatus) {
        self.keys = Some(keys);
        let refused = match keys {
            KeyStatus::NoStore(error) => Some(error),
            KeyStatus::Made | KeyStatus::NotMade => None,
        };
        self.recovery.answered(refused);
        if self.recovery.is_to_be_looked_for() {
            self.find_recoveries(refused);
        }
    }

    /// Writes the case that is shown. How it is kept from others was decided for this path alone.
    pub(super) fn write(
        &mut self,
        path: PathBuf,
        expected: Overwrite,
        protection: Protection,
        then: Option<Next>,
    ) {
        // Two writes at once would take each other's version for a change by somebody else.
        if let Some(write) = self.jobs.last_write_to(&path, self.case_id) {
            write.again = Some(protection);
            write.then = then.or(write.then.take());
            return;
        }
        let case = self.session.case().clone();
        let request = CaseRequest::Write {
            path: path.clone(),
            case: Box::new(case.clone()),
            protection: protection.clone(),
            expected,
        };
        let write = WriteFollowUp { case_id: self.case_id, path, case, protection, again: None, then };
        self.last_write =
            Some(self.jobs.start(Request::Case(request), FollowUp::FollowWrite(Box::new(write))));
    }

    /// A write has ended. One to a slow drive may end when the case has been saved elsewhere since: then
    /// the user is told, and nothing changes.
    pub(super) fn case_written(
        &mut self,
        job: JobId,
        write: WriteFollowUp,
        written: Result<Fingerprint, SaveError>,
    ) {
        let WriteFollowUp { case_id, path, case, protection, again, then } = write;
        let is_shown = case_id == self.case_id;
        let is_last = is_shown && self.last_write == Some(job);
        match written {
            Ok(fingerprint) => {
                self.tell(NoticeKind::Done, Message::Saved(path.clone(), Way::of(&protection)));
                self.remember_folder(&path, &case);
                if is_shown && self.last_saved.is_none_or(|last| job > last) {
                    self.last_saved = Some(job);
                    self.session.saved(path.clone(), case, fingerprint, protection.clone());
                }
                // The key store has just given its key for the case: it gives one for the copies too.
                if protection == Protection::Keys && self.recovery.was_refused() {
                    self.look_up_keys();
                }
                if !is_last {
                    return;
                }
                if let Some(again) = again
                    && (again != protection || self.session.has_unsaved_changes())
                {
                    self.write(path, self.session.expected(), again, then);
                } else if let Some(next) = then {
                    self.confirm_discard(next);
                }
            }
            Err(SaveError::File(FileError::Exists)) if is_last => {
                self.show_dialog(Dialog::ReplaceCase { path, protection, then });
            }
            Err(SaveError::File(error @ (FileError::Changed | FileError::Gone))) if is_last => {
                let gone = matches!(error, FileError::Gone);
                self.show_dialog(Dialog::Changed { path, gone, protection, then });
            }
            Err(error) => {
                self.tell(NoticeKind::Error, Message::SaveFailed(path, reason_not_saved(error)));
            }
        }
    }

    pub(super) fn answer_changed(
        &mut self,
        path: PathBuf,
        gone: bool,
        protection: Protection,
        then: Option<Next>,
        answer: DialogAnswer,
    ) {
        match answer {
            DialogAnswer::Confirm if gone => self.write(path, Overwrite::Never, protection, then),
            DialogAnswer::Confirm => self.write(path, Overwrite::Always, protection, then),
            DialogAnswer::SaveElsewhere => {
                let target = SaveTarget { elsewhere: true, then };
                if self.path_for_save(&target).is_some() {
                    return self.ask_how_to_save(target);
                }
                self.save_with(protection, target, None, None);
            }
            DialogAnswer::Reload if !gone => {
                let consent = self.discard_changes();
                let key = self.session.protection().and_then(Protection::key);
                self.read(OpenAttempt { path, consent }, key);
            }
            _ => self.show_dialog(Dialog::Changed { path, gone, protection, then }),
        }
    }
}

/// Whether a path was asked for and none was typed.
fn is_blank(typed_path: Option<&str>) -> bool {
    typed_path.is_some_and(|path| path.trim().is_empty())
}

impl Way {
    /// The way of a protection; `None`: it is none.
    pub fn of(protection: &Protection) -> Option<Way> {
        match protection {
            Protection::Plain => None,
            Protection::Passphrase(_) => Some(Way::Passphrase),
            Protection::Keys => Some(Way::Keys),
        }
    }
}
