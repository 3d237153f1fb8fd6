//! Whom the answers of a case are about: another patient who is typed over a case with answers is noticed.

use super::Field;
use crate::case::{Case, Cpr, Patient, field};
use crate::text::{is_blank, words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The keys of the fields that say who the patient is.
const KEYS: [&str; 3] = [field::PATIENT_NAME, field::CPR, field::BIRTH_DATE];

/// The patient as entered: the values, and the texts that could not be parsed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredPatient {
    patient: Patient,
    unparsed: BTreeMap<String, String>,
}

// Identifying data must not reach a log or a panic message.
impl fmt::Debug for EnteredPatient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnteredPatient").finish_non_exhaustive()
    }
}

impl EnteredPatient {
    /// The patient of a case.
    pub(super) fn of(case: &Case) -> Self {
        let texts = case.unparsed.iter().filter(|(key, _)| KEYS.contains(&key.as_str()));
        EnteredPatient {
            patient: case.patient.clone(),
            unparsed: texts.map(|(key, text)| (key.clone(), text.clone())).collect(),
        }
    }

    /// Makes this the patient of a case.
    pub(crate) fn enter_into(&self, case: &mut Case) {
        case.patient = self.patient.clone();
        case.unparsed.retain(|key, _| !KEYS.contains(&key.as_str()));
        case.unparsed.extend(self.unparsed.clone());
    }

    /// What of it was typed since the patient was another one: what is still the same is that of the patient before.
    fn typed_since(&self, before: &EnteredPatient) -> EnteredPatient {
        let Patient { name, cpr, birth_date, .. } = &self.patient;
        let old = &before.patient;
        let is_new = |(key, text): &(&String, &String)| before.unparsed.get(*key) != Some(*text);
        let texts = self.unparsed.iter().filter(is_new);
        EnteredPatient {
            patient: Patient {
                name: if *name == old.name { String::new() } else { name.clone() },
                cpr: cpr.clone().filter(|_| *cpr != old.cpr),
                birth_date: birth_date.filter(|_| *birth_date != old.birth_date),
                age: None,
            },
            unparsed: texts.map(|(key, text)| (key.clone(), text.clone())).collect(),
        }
    }

    /// The same patient, with what was cleared since `before`: an empty field does not tell that the answers are about
    /// somebody else, and what stood in it tells the next patient from this one.
    fn with_cleared_of(mut self, before: &EnteredPatient) -> EnteredPatient {
        let Patient { name, cpr, birth_date, .. } = &before.patient;
        if is_blank(&self.patient.name) {
            self.patient.name.clone_from(name);
        }
        if self.patient.cpr.is_none() && !self.unparsed.contains_key(field::CPR) {
            self.patient.cpr.clone_from(cpr);
        }
        let has_birth_date = self.patient.cpr.is_some() || self.unparsed.contains_key(field::BIRTH_DATE);
        if self.patient.birth_date.is_none() && !has_birth_date {
            self.patient.birth_date = *birth_date;
        }
        self
    }

    /// The field whose name stands for the change that enters the patient.
    pub(super) fn main_field(&self) -> Field {
        if self.patient.cpr.is_some() { Field::Cpr } else { Field::PatientName }
    }

    /// The field that was changed, if this is what was typed over another patient. A number that was changed says more
    /// than the name beside it; one that was only removed is not typed.
    pub(super) fn changed_field(&self) -> Field {
        let Patient { name, cpr, birth_date, .. } = &self.patient;
        if cpr.is_some() || self.unparsed.contains_key(field::CPR) {
            Field::Cpr
        } else if !is_blank(name) {
            Field::PatientName
        } else if birth_date.is_some() || self.unparsed.contains_key(field::BIRTH_DATE) {
            Field::BirthDate
        } else {
            Field::Cpr
        }
    }

    /// The birth date, from the number or as entered.
    fn birth_date(&self) -> Option<Date> {
        let from_number = self.patient.cpr.as_ref().and_then(Cpr::birth_date);
        from_number.or(self.patient.birth_date)
    }
}

/// Another patient who was typed over the one of the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedOverPatient {
    /// What was typed for this patient: nothing that is only left from the one before.
    typed: EnteredPatient,
    /// The patient as the case named them.
    shown: EnteredPatient,
}

impl TypedOverPatient {
    /// What was typed for this patient: nothing that is only left from the one before.
    pub(super) fn typed(&self) -> &EnteredPatient {
        &self.typed
    }

    /// Types this patient over the one of the case again.
    pub(super) fn enter_into(&self, case: &mut Case) {
        self.shown.enter_into(case);
    }

    /// The field whose name stands for the change that enters the patient.
    pub(super) fn main_field(&self) -> Field {
        self.typed.main_field()
    }
}

/// The patient whom the answers of a case were given for.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientOfAnswers {
    /// The patient as entered when something else was changed, or saved, last.
    entered: EnteredPatient,
    /// The same one, with what was added or corrected since.
    latest: EnteredPatient,
    /// The number that is known to be this patient's.
    number: Option<Cpr>,
    /// The numbers that it has corrected. They may be those of other patients: only undo brings one back unasked.
    corrected: Vec<Cpr>,
    /// The first number, while nothing else was changed since it was entered: it may be that of a patient who is just
    /// being typed over this one.
    first_number: Option<Cpr>,
    /// Whether something was changed that may be about either patient: the number was half typed then, or the name was
    /// another one.
    is_unsure: bool,
}

impl PatientOfAnswers {
    /// The patient of a case whose answers are about the patient named in it.
    pub(super) fn of(case: &Case) -> Self {
        let entered = EnteredPatient::of(case);
        PatientOfAnswers {
            number: entered.patient.cpr.clone(),
            corrected: Vec::new(),
            latest: entered.clone(),
            entered,
            first_number: None,
            is_unsure: false,
        }
    }

    /// The patient before another one was typed into the case. A first number that stands beside the other one's name
    /// is the other one's.
    pub(super) fn before(&self, case: &Case) -> &EnteredPatient {
        let is_first = self.first_number.is_some() && case.patient.cpr == self.first_number;
        if is_first { &self.entered } else { &self.latest }
    }

    /// The other patient who was typed into the case.
    pub(super) fn typed_over(&self, case: &Case) -> TypedOverPatient {
        let shown = EnteredPatient::of(case);
        TypedOverPatient { typed: shown.typed_since(self.before(case)), shown }
    }

    fn has_number(&self) -> bool {
        self.number.is_some() || self.first_number.is_some()
    }

    /// Whether the case names another patient by now. A number that is another decides it, and so does a name that has
    /// nothing of the one before. Otherwise a name that is another does, if the number is new or gone, or the birth
    /// date is another one: part of a name or a birth date alone is mostly a correction.
    pub(super) fn is_another_in(&self, case: &Case) -> bool {
        let now = EnteredPatient::of(case);
        let number = now.patient.cpr.as_ref();
        let is_known = number.is_some() && number == self.number.as_ref();
        let is_first = number.is_some() && number == self.first_number.as_ref();
        if number.is_some() && self.has_number() && !is_known && !is_first {
            return true;
        }
        let (name, old_name) = (&now.patient.name, &self.entered.patient.name);
        if have_nothing_in_common(old_name, name) {
            return true;
        }
        if is_known && !number.is_some_and(Cpr::is_replacement) {
            return false;
        }
        let is_new_or_gone = if number.is_some() { !is_known } else { self.has_number() };
        if is_new_or_gone && have_other_first_names(old_name, name) {
            return true;
        }
        match (now.birth_date(), self.entered.birth_date()) {
            (Some(date), Some(old)) => date != old && are_names_of_two(old_name, name),
            // Most corrections of a name keep the first one.
            (Some(_), None) => have_other_first_names(old_name, name),
            (None, _) => false,
        }
    }

    /// Whether a number or a name may be half typed over the one before, so that the case must not be kept under it.
    /// What was answered meanwhile is kept as it is shown, half typed: it may be about the patient who is being typed.
    pub(super) fn is_being_replaced_in(&self, case: &Case) -> bool {
        let is_half_typed = case.patient.cpr.is_none() && case.unparsed.contains_key(field::CPR);
        self.is_another_in(case) || is_half_typed && self.has_number() && !self.is_unsure
    }

    /// Whether the case may name another patient soon: the number is missing for the moment, or the name
    /// is another one.
    fn may_become_another_in(&self, case: &Case) -> bool {
        let is_number_gone = case.patient.cpr.is_none() && self.has_number();
        is_number_gone || have_other_first_names(&self.entered.patient.name, &case.patient.name)
    }

    /// Takes over the patient of the case: something else was changed for the patient who is named.
    pub(super) fn follow(&mut self, case: &Case) {
        if self.is_another_in(case) {
            return;
        }
        self.is_unsure = self.may_become_another_in(case);
        if !self.is_unsure {
            self.accept(case);
        }
    }

    /// Takes over what was added or corrected: a field about the patient was left.
    pub(super) fn follow_left(&mut self, case: &Case) {
        if self.is_another_in(case) || self.may_become_another_in(case) {
            return;
        }
        self.latest = EnteredPatient::of(case).with_cleared_of(&self.latest);
        if !self.has_number() {
            self.first_number.clone_from(&case.patient.cpr);
        }
    }

    /// Takes over the patient under whom the case was saved.
    pub(super) fn follow_saved(&mut self, case: &Case) {
        if !self.is_another_in(case) {
            self.accept(case);
        }
    }

    /// Takes over the patient of the case as the same one: what was entered before is corrected.
    pub(super) fn accept(&mut self, case: &Case) {
        self.entered = EnteredPatient::of(case).with_cleared_of(&self.latest);
        self.latest = self.entered.clone();
        self.first_number = None;
        self.is_unsure = false;
        if case.patient.cpr.is_some() && case.patient.cpr != self.number {
            let corrected = std::mem::replace(&mut self.number, case.patient.cpr.clone());
            self.corrected.extend(corrected);
            self.corrected.retain(|number| Some(number) != self.number.as_ref());
        }
    }

    /// Takes over a number that undo or redo has brought back: the user has said before that it is this patient's.
    pub(super) fn follow_history(&mut self, case: &Case) {
        if case.patient.cpr.as_ref().is_some_and(|number| self.corrected.contains(number)) {
            self.accept(case);
        }
    }
}

fn words_of_name(name: &str) -> BTreeSet<String> {
    words(name).into_iter().map(|word| word.with_digraphs).collect()
}

/// Whether two names are hardly those of one patient: each has a word that the other lacks.
fn are_names_of_two(one: &str, other: &str) -> bool {
    let (one, other) = (words_of_name(one), words_of_name(other));
    !one.is_subset(&other) && !other.is_subset(&one)
}

/// Whether two names, of at least two words each, have no word in common. One word alone is mostly mistyped.
fn have_nothing_in_common(one: &str, other: &str) -> bool {
    let (one, other) = (words_of_name(one), words_of_name(other));
    one.len() > 1 && other.len() > 1 && one.is_disjoint(&other)
}

fn have_other_first_names(one: &str, other: &str) -> bool {
    // A double name is one first name.
    let first = |name: &str| name.split_whitespace().next().map(words_of_name);
    are_names_of_two(one, other) && first(one) != first(other)
}

#[cfg(test)]
mod laws;

#[cfg(test)]
mod tests;
