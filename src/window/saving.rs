//! How a case is saved: encrypted, unless the user decides otherwise in so many words.

use super::command::DialogAnswer;
use super::reasons::reason_not_saved;
use super::state::{Dialog, Message, NoticeKind, Reason, State, Written};
use crate::case::Case;
use crate::desktop::{Effect, Pick, Protection, SaveError, SessionNumber, UsersKeys};
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

/// How a case will be saved, as it is being decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveDraft {
    /// Which way.
    pub way: Way,
    /// The passphrase, on that way.
    pub chosen: Chosen,
    /// Whether a place is asked for, though the case has one.
    pub elsewhere: bool,
}

/// A save that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Which of all.
    number: u64,
    /// Where.
    path: PathBuf,
    /// Of which session.
    session: SessionNumber,
    /// How it is to be written once more, if that was asked for meanwhile.
    again: Option<Protection>,
}

/// A save that has come to its end.
#[derive(Debug)]
pub(super) struct WriteDone {
    /// Which of all.
    pub number: u64,
    /// Where.
    pub path: PathBuf,
    /// What.
    pub case: Case,
    /// Of which session.
    pub session: SessionNumber,
    /// How it is kept from others.
    pub protection: Protection,
}

impl State {
    /// Saves the case to where it is, as it is; or asks for what is not known of that.
    pub(super) fn save(&mut self) -> Vec<Effect> {
        match (self.session.path().map(ToOwned::to_owned), self.session.protection().cloned()) {
            (Some(path), Some(protection)) => {
                // A key store that was locked is asked once more: by the save itself, where it takes part.
                let asks = protection != Protection::Keys && self.recovery.was_refused();
                let mut effects = self.write(path, self.session.expected(), protection);
                effects.extend(asks.then_some(Effect::FindKeys));
                effects
            }
            _ => self.ask_how_to_save(false),
        }
    }

    /// What a guesser would try first.
    fn known_names(&self) -> [&str; 5] {
        let case = self.session.case();
        let cpr = case.patient.cpr.as_ref().map_or("", |cpr| cpr.as_str());
        let requester = &case.requester;
        [&case.patient.name, cpr, &requester.name, &requester.hospital, &requester.department]
    }

    /// Asks how a case is to be kept from others.
    pub(super) fn ask_how_to_save(&mut self, elsewhere: bool) -> Vec<Effect> {
        self.editing = None;
        let mut chosen = Chosen::default();
        let way = match self.session.protection() {
            Some(Protection::Passphrase(passphrase)) => {
                chosen.first = passphrase.clone();
                chosen.again = passphrase.clone();
                chosen.strength = Some(passphrase.strength(&self.known_names()));
                Way::Passphrase
            }
            _ if matches!(self.keys, Some(UsersKeys::NoStore(_))) => Way::Passphrase,
            Some(Protection::Keys) => Way::Keys,
            Some(Protection::Plain) | None => self.last_way,
        };
        self.dialog = Some(Dialog::Save(Box::new(SaveDraft { way, chosen, elsewhere })));
        // It may have been unlocked meanwhile.
        vec![Effect::FindKeys]
    }

    pub(super) fn answer_save(&mut self, mut draft: Box<SaveDraft>, answer: DialogAnswer) -> Vec<Effect> {
        match answer {
            DialogAnswer::Way(way) => draft.way = way,
            DialogAnswer::Secret(slot, secret) => draft.chosen.typed(slot, secret, &self.known_names()),
            DialogAnswer::Unencrypted => {
                self.dialog = Some(Dialog::SavePlain { elsewhere: draft.elsewhere });
                return Vec::new();
            }
            DialogAnswer::Retry => {
                self.keys = None;
                self.dialog = Some(Dialog::Save(draft));
                return vec![Effect::FindKeys];
            }
            DialogAnswer::Confirm => match draft.way {
                Way::Keys => match self.keys {
                    Some(UsersKeys::Made) => {
                        self.last_way = Way::Keys;
                        return self.save_with(Protection::Keys, draft.elsewhere);
                    }
                    Some(UsersKeys::NotMade) => {
                        self.last_way = Way::Keys;
                        return self.ask_for_keys(Some(draft.elsewhere));
                    }
                    // The dialog says why it can't be.
                    Some(UsersKeys::NoStore(_)) | None => {}
                },
                Way::Passphrase => {
                    if let Some(passphrase) = draft.chosen.confirmed() {
                        self.last_way = Way::Passphrase;
                        return self.save_with(Protection::Passphrase(passphrase), draft.elsewhere);
                    }
                }
            },
            _ => {}
        }
        self.dialog = Some(Dialog::Save(draft));
        Vec::new()
    }

    /// Saves as was decided: to where the case is, or to a place that is asked for.
    pub(super) fn save_with(&mut self, protection: Protection, elsewhere: bool) -> Vec<Effect> {
        match self.session.path().map(ToOwned::to_owned).filter(|_| !elsewhere) {
            Some(path) => self.write(path, self.session.expected(), protection),
            None => self.pick(Pick::CaseToSave { proposed: self.proposed_name(), protection }),
        }
    }

    /// Asks for the passphrase of a recovery key. Then a case is saved, if one waits for it.
    pub(super) fn ask_for_keys(&mut self, then_save: Option<bool>) -> Vec<Effect> {
        self.dialog = Some(Dialog::MakeKeys { chosen: Box::default(), then_save });
        Vec::new()
    }

    pub(super) fn answer_keys(
        &mut self,
        mut chosen: Box<Chosen>,
        then_save: Option<bool>,
        answer: DialogAnswer,
    ) -> Vec<Effect> {
        match answer {
            DialogAnswer::Secret(slot, secret) => chosen.typed(slot, secret, &self.known_names()),
            DialogAnswer::Confirm => {
                if let Some(passphrase) = chosen.confirmed() {
                    self.making_keys = Some((passphrase, then_save));
                    return self.ask_where_to_put_key();
                }
            }
            _ => {}
        }
        self.dialog = Some(Dialog::MakeKeys { chosen, then_save });
        Vec::new()
    }

    /// By a name with the day in it: no two keys have one name.
    fn ask_where_to_put_key(&mut self) -> Vec<Effect> {
        let day = self.today.to_string();
        let proposed = self.say().texts.with("recovery-key-file", &[("day", day.into())]);
        self.pick(Pick::RecoveryKeyToSave { proposed })
    }

    pub(super) fn make_keys(&mut self, path: PathBuf) -> Vec<Effect> {
        let Some((passphrase, _)) = &self.making_keys else { return Vec::new() };
        self.busy = true;
        vec![Effect::MakeKeys { path, passphrase: passphrase.clone() }]
    }

    pub(super) fn keys_made(&mut self, path: PathBuf, made: Result<(), SaveError>) -> Vec<Effect> {
        match made {
            Ok(()) => {
                self.keys = Some(UsersKeys::Made);
                self.tell(NoticeKind::Done, Message::KeysMade(path));
                match self.making_keys.take() {
                    Some((_, Some(elsewhere))) => self.save_with(Protection::Keys, elsewhere),
                    Some((_, None)) | None => Vec::new(),
                }
            }
            // It may be the key to other cases: another name is asked for.
            Err(SaveError::File(FileError::Exists)) => {
                let reason = Reason::Message("reason-exists");
                self.tell(NoticeKind::Warning, Message::KeysNotMade(path, reason));
                self.ask_where_to_put_key()
            }
            Err(error) => {
                self.making_keys = None;
                self.stay();
                self.tell(NoticeKind::Error, Message::KeysNotMade(path, reason_not_saved(error)));
                Vec::new()
            }
        }
    }

    pub(super) fn keys_found(&mut self, keys: UsersKeys) -> Vec<Effect> {
        self.keys = Some(keys);
        let refused = match keys {
            UsersKeys::NoStore(error) => Some(error),
            UsersKeys::Made | UsersKeys::NotMade => None,
        };
        self.recovery.answered(refused);
        let looks = self.recovery.is_to_be_looked_for();
        looks.then_some(Effect::FindRecoveries(refused)).into_iter().collect()
    }

    /// Writes the case that is shown. How it is kept from others comes with the question where to: what
    /// was decided for one file must reach no other.
    pub(super) fn write(
        &mut self,
        path: PathBuf,
        expected: Overwrite,
        protection: Protection,
    ) -> Vec<Effect> {
        // Two at once would take each other for somebody else.
        if let Some(writing) = &mut self.writing
            && writing.path == path
            && writing.session == self.session_number
        {
            writing.again = Some(protection);
            return Vec::new();
        }
        self.writes += 1;
        let (number, session) = (self.writes, self.session_number);
        self.writing = Some(Writing { number, path: path.clone(), session, again: None });
        self.busy = true;
        let case = Box::new(self.session.case().clone());
        vec![Effect::WriteCase { number, path, case, session, protection, expected }]
    }

    /// A save has come to its end. A slow drive may answer when the case has been saved elsewhere since:
    /// then this is told, and changes nothing.
    pub(super) fn case_written(
        &mut self,
        done: WriteDone,
        written: Result<Fingerprint, SaveError>,
    ) -> Vec<Effect> {
        let WriteDone { number, path, case, session, protection } = done;
        let is_shown = session == self.session_number;
        let is_last = is_shown && number == self.writes;
        let writing = self.writing.take_if(|writing| writing.number == number);
        let again = writing.and_then(|writing| writing.again);
        match written {
            Ok(fingerprint) => {
                self.tell(NoticeKind::Done, Message::Saved(path.clone(), Way::of(&protection)));
                self.remember_folder(&path, &case);
                if is_shown && number >= self.written {
                    self.written = number;
                    self.session.saved(path.clone(), case, fingerprint, protection.clone());
                }
                // What it has just given for the case it gives for the copies too.
                let asks = protection == Protection::Keys && self.recovery.was_refused();
                let mut effects: Vec<Effect> = asks.then_some(Effect::FindKeys).into_iter().collect();
                if !is_last {
                    return effects;
                }
                if let Some(again) = again
                    && (again != protection || self.session.has_unsaved_changes())
                {
                    effects.extend(self.write(path, self.session.expected(), again));
                } else if let Some(next) = self.next.take() {
                    effects.extend(self.unless_unsaved(next));
                }
                return effects;
            }
            Err(SaveError::File(FileError::Exists)) if is_last => {
                self.dialog = Some(Dialog::Replace { path, what: Written::Case(protection) });
            }
            Err(SaveError::File(error @ (FileError::Changed | FileError::Gone))) if is_last => {
                let gone = matches!(error, FileError::Gone);
                self.dialog = Some(Dialog::Changed { path, gone, protection });
            }
            Err(error) => {
                if is_last {
                    self.stay();
                }
                self.tell(NoticeKind::Error, Message::SaveFailed(path, reason_not_saved(error)));
            }
        }
        Vec::new()
    }

    pub(super) fn answer_changed(
        &mut self,
        path: PathBuf,
        gone: bool,
        protection: Protection,
        answer: DialogAnswer,
    ) -> Vec<Effect> {
        match answer {
            DialogAnswer::Confirm if gone => self.write(path, Overwrite::Never, protection),
            DialogAnswer::Confirm => self.write(path, Overwrite::Always, protection),
            DialogAnswer::SaveElsewhere => self.save_with(protection, true),
            DialogAnswer::Reload if !gone => {
                self.next = None;
                self.given_up = Some(Box::new(self.session.case().clone()));
                let key = self.session.protection().and_then(Protection::key);
                self.read(path, key)
            }
            _ => {
                self.dialog = Some(Dialog::Changed { path, gone, protection });
                Vec::new()
            }
        }
    }
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
