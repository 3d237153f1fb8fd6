//! Whom the answers of a case are about: another patient who is typed over a case with answers is noticed.

use super::Field;
use crate::case::{Case, Cpr, Patient, field};
use crate::text::{comparable, words};
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

    /// The field whose name stands for the change that enters the patient.
    pub(super) fn main_field(&self) -> Field {
        if self.patient.cpr.is_some() { Field::Cpr } else { Field::PatientName }
    }

    /// The birth date, from the number or as entered.
    fn birth_date(&self) -> Option<Date> {
        let from_number = self.patient.cpr.as_ref().and_then(Cpr::birth_date);
        from_number.or(self.patient.birth_date)
    }
}

/// The patient whom the answers of a case were given for, as last entered before something else was changed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientOfAnswers {
    entered: EnteredPatient,
    /// The numbers that are known to be this patient's: the one entered first, and those that corrected it.
    numbers: Vec<Cpr>,
}

impl PatientOfAnswers {
    /// The patient of a case whose answers are about the patient named in it.
    pub(super) fn of(case: &Case) -> Self {
        let entered = EnteredPatient::of(case);
        PatientOfAnswers { numbers: entered.patient.cpr.iter().cloned().collect(), entered }
    }

    /// The patient as last entered.
    pub(super) fn entered(&self) -> &EnteredPatient {
        &self.entered
    }

    /// What was typed into the case for another patient.
    pub(super) fn typed_for_another(&self, case: &Case) -> EnteredPatient {
        EnteredPatient::of(case).typed_since(&self.entered)
    }

    /// Whether the case names another patient by now. A number decides it. Without one, a name that is another together
    /// with a birth date that is another, or the first one, does: a name or a birth date alone is mostly a correction.
    pub(super) fn is_another_in(&self, case: &Case) -> bool {
        let now = EnteredPatient::of(case);
        let number = now.patient.cpr.as_ref();
        let is_known = number.is_some_and(|number| self.numbers.contains(number));
        if number.is_some() && !self.numbers.is_empty() && !is_known {
            return true;
        }
        if is_known && !number.is_some_and(Cpr::is_replacement) {
            return false;
        }
        let (name, old_name) = (&now.patient.name, &self.entered.patient.name);
        match (now.birth_date(), self.entered.birth_date()) {
            (Some(date), Some(old)) => date != old && are_names_of_two(old_name, name),
            // Most corrections of a name keep the first one.
            (Some(_), None) => have_other_first_names(old_name, name),
            (None, _) => number.is_some() && !is_known && have_other_first_names(old_name, name),
        }
    }

    /// Whether a number or a name may be half typed over the one before, so that the case must not be kept under it.
    pub(super) fn is_being_replaced_in(&self, case: &Case) -> bool {
        let is_half_typed = case.patient.cpr.is_none() && case.unparsed.contains_key(field::CPR);
        self.is_another_in(case) || is_half_typed && !self.numbers.is_empty()
    }

    /// Takes over the patient of the case: something else was changed for the patient who is named. A number that is
    /// missing for the moment is still known.
    pub(super) fn follow(&mut self, case: &Case) {
        let number = &case.patient.cpr;
        if self.is_another_in(case) || number.is_none() && !self.numbers.is_empty() {
            return;
        }
        self.accept(case);
    }

    /// Takes over what was blank before: it says more about the same patient.
    pub(super) fn follow_first_entries(&mut self, case: &Case) {
        if self.is_another_in(case) {
            return;
        }
        let (now, known) = (EnteredPatient::of(case), &mut self.entered.patient);
        if known.name.is_empty() {
            known.name = now.patient.name;
        }
        if known.birth_date.is_none() {
            known.birth_date = now.patient.birth_date;
        }
        if self.numbers.is_empty()
            && let Some(number) = now.patient.cpr
        {
            known.cpr = Some(number.clone());
            known.age = now.patient.age;
            self.numbers.push(number);
        }
    }

    /// Takes over the patient of the case as the same one: what was entered before is corrected.
    pub(super) fn accept(&mut self, case: &Case) {
        self.entered = EnteredPatient::of(case);
        if let Some(number) = &case.patient.cpr
            && !self.numbers.contains(number)
        {
            self.numbers.push(number.clone());
        }
    }
}

/// Whether two names are hardly those of one patient: each has a word that the other lacks.
fn are_names_of_two(one: &str, other: &str) -> bool {
    let of = |name: &str| words(name).into_iter().map(|word| word.with_digraphs).collect::<BTreeSet<_>>();
    let (one, other) = (of(one), of(other));
    !one.is_subset(&other) && !other.is_subset(&one)
}

fn have_other_first_names(one: &str, other: &str) -> bool {
    let first = |name: &str| comparable(name).split_whitespace().next().map(ToOwned::to_owned);
    are_names_of_two(one, other) && first(one) != first(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::embedded;
    use jiff::civil::date;

    fn case(name: &str, number: &str, born: Option<Date>) -> Case {
        let set = embedded().unwrap();
        let mut case = Case::new(&set, set.indications[0].id.clone(), None);
        case.patient.name = name.into();
        case.patient.cpr = Cpr::parse(number).ok();
        case.patient.birth_date = born;
        case
    }

    const BENTE: &str = "020160-9941";
    const BERIT: &str = "240847-1233";

    #[test]
    fn another_complete_number_is_another_patient_until_it_is_accepted() {
        let before = case("Bente Testperson", BENTE, None);
        let mut patient = PatientOfAnswers::of(&before);
        assert!(!patient.is_another_in(&before));
        assert!(!patient.is_another_in(&case("Berit Testperson", BENTE, None)));
        assert!(!patient.is_another_in(&case("Bente Testperson", "0201", None)));
        let corrected = case("Bente Testperson", BERIT, None);
        assert!(patient.is_another_in(&corrected));
        patient.follow(&corrected);
        patient.follow_first_entries(&corrected);
        assert!(patient.is_another_in(&corrected));
        patient.accept(&corrected);
        assert!(!patient.is_another_in(&corrected) && !patient.is_another_in(&before));
    }

    #[test]
    fn a_number_that_was_cleared_is_still_known() {
        let mut patient = PatientOfAnswers::of(&case("Bente Testperson", BENTE, None));
        patient.follow(&case("Berit Testperson", "", None));
        assert!(patient.is_another_in(&case("Berit Testperson", BERIT, None)));
        assert!(patient.entered == EnteredPatient::of(&case("Bente Testperson", BENTE, None)));
    }

    #[test]
    fn without_a_number_name_and_birth_date_together_tell_another_patient() {
        let (born, later) = (Some(date(1960, 1, 2)), Some(date(1970, 1, 2)));
        let patient = PatientOfAnswers::of(&case("Bente Testperson", "", born));
        for (name, number, date, expected) in [
            ("Bente Testperson", "", later, false),
            ("Berit Testperson", "", born, false),
            ("Berit Testperson", "", later, true),
            ("bente  marie testperson", "", later, false),
            ("Bente Testperson", BERIT, None, false),
            ("Berit Testperson", BERIT, None, true),
            ("", "", later, false),
        ] {
            assert_eq!(patient.is_another_in(&case(name, number, date)), expected, "{name} {number}");
        }
        let unnumbered = PatientOfAnswers::of(&case("Bente Testperson", "", None));
        assert!(unnumbered.is_another_in(&case("Berit Testperson", BERIT, None)));
        assert!(unnumbered.is_another_in(&case("Berit Testperson", "", born)));
        assert!(!unnumbered.is_another_in(&case("Bente Tastperson", BERIT, None)));
        assert!(!PatientOfAnswers::of(&case("", "", None)).is_another_in(&case("Berit", BERIT, born)));
    }

    #[test]
    fn a_replacement_number_alone_does_not_keep_the_patient() {
        let (born, later) = (Some(date(1960, 1, 2)), Some(date(1970, 1, 2)));
        let number = "020160-9AB1";
        let patient = PatientOfAnswers::of(&case("Bente Testperson", number, born));
        assert!(!patient.is_another_in(&case("Berit Testperson", number, born)));
        assert!(patient.is_another_in(&case("Berit Testperson", number, later)));
    }

    #[test]
    fn only_what_was_typed_goes_to_the_next_patient() {
        let patient = PatientOfAnswers::of(&case("Bente Testperson", BENTE, Some(date(1960, 1, 2))));
        let typed = patient.typed_for_another(&case("Bente Testperson", BERIT, Some(date(1960, 1, 2))));
        assert!(typed == EnteredPatient::of(&case("", BERIT, None)));
    }
}
