//! What holds for any two patients, of whom one is typed over the other.

use super::*;
use crate::definition::{CriteriaSet, embedded};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::LazyLock;

static SET: LazyLock<CriteriaSet> = LazyLock::new(|| embedded().unwrap());

/// Words of names that are alike in different ways: with and without accents, digraphs, hyphens.
const WORDS: [&str; 9] =
    ["Bente", "Berit", "André", "Søren", "Åse", "Larsen", "Testperson", "Anne-Marie", "Aagaard"];
const NUMBERS: [&str; 4] = ["020160-9941", "020160-9992", "240847-1233", "020160-9AB1"];

/// A patient, as words of the name, number and birth date.
#[derive(Clone, Debug)]
struct Named {
    words: Vec<&'static str>,
    number: Option<&'static str>,
    born: Option<Date>,
}

impl Named {
    fn case_named(&self, name: String) -> Case {
        let mut case = Case::new(&SET, SET.indications[0].id.clone(), None);
        case.patient.name = name;
        case.patient.cpr = self.number.map(|number| Cpr::parse(number).unwrap());
        case.patient.birth_date = self.born;
        case
    }

    fn case(&self) -> Case {
        self.case_named(self.words.join(" "))
    }

    fn of(&self) -> PatientOfAnswers {
        PatientOfAnswers::of(&self.case())
    }

    fn has_birth_date(&self) -> bool {
        EnteredPatient::of(&self.case()).birth_date().is_some()
    }
}

fn any_patient() -> impl Strategy<Value = Named> {
    let born = prop::option::of(select(vec![date(1960, 1, 2), date(1947, 8, 24)]));
    (prop::collection::vec(select(&WORDS[..]), 0..4), prop::option::of(select(&NUMBERS[..])), born)
        .prop_map(|(words, number, born)| Named { words, number, born })
}

/// A name as another hand types it.
fn retyped(words: &[&str], style: usize) -> String {
    match style {
        0 => format!("  {} ", words.join("   ")),
        1 => words.join(" ").to_uppercase(),
        2 => words.join(" ").to_lowercase(),
        3 => words.join("\u{a0}"),
        4 => words.join(" ").replace('é', "e\u{301}"),
        _ => words.join(" ").replace('é', "e"),
    }
}

proptest! {
    #[test]
    fn nobody_is_another_than_themselves(one in any_patient(), style in 0..6_usize) {
        prop_assert!(!one.of().is_another_in(&one.case()));
        prop_assert!(!one.of().is_another_in(&one.case_named(retyped(&one.words, style))));
    }

    /// Blanks, case and accents never decide.
    #[test]
    fn how_a_name_is_typed_does_not_matter(
        one in any_patient(),
        other in any_patient(),
        style in 0..6_usize,
    ) {
        let plain = one.of().is_another_in(&other.case());
        let typed = other.case_named(retyped(&other.words, style));
        prop_assert_eq!(one.of().is_another_in(&typed), plain);
        let before = PatientOfAnswers::of(&one.case_named(retyped(&one.words, style)));
        prop_assert_eq!(before.is_another_in(&other.case()), plain);
    }

    /// A surname that is typed first is no other patient.
    #[test]
    fn the_order_of_the_names_is_not_another_patient(
        (one, words) in any_patient().prop_flat_map(|one| {
            let words = Just(one.words.clone()).prop_shuffle();
            (Just(one), words)
        }),
        number in prop::option::of(select(&NUMBERS[..])),
        with_comma in any::<bool>(),
    ) {
        let name = words.join(if with_comma { ", " } else { " " });
        prop_assert!(!one.of().is_another_in(&one.case_named(name.clone())));
        // Also where the number is cleared, or the first one is typed.
        let number = number.filter(|_| one.number.is_none());
        let numbered = Named { number, ..one.clone() };
        prop_assert!(!one.of().is_another_in(&numbered.case_named(name)));
    }

    /// Who was there first does not matter, unless only one of the two has a birth date.
    #[test]
    fn two_patients_are_others_to_each_other(one in any_patient(), other in any_patient()) {
        prop_assume!(one.has_birth_date() == other.has_birth_date());
        prop_assert_eq!(one.of().is_another_in(&other.case()), other.of().is_another_in(&one.case()));
    }

    #[test]
    fn another_number_is_always_another_patient(one in any_patient(), other in any_patient()) {
        if let (Some(number), Some(before)) = (other.number, one.number) && number != before {
            prop_assert!(one.of().is_another_in(&other.case()));
        }
    }

    /// Only the user says that another patient is the same.
    #[test]
    fn another_patient_stays_another_until_the_user_says_otherwise(
        one in any_patient(),
        other in any_patient(),
        steps in prop::collection::vec(0..4_usize, 0..6),
    ) {
        let mut patient = one.of();
        let case = other.case();
        let is_another = patient.is_another_in(&case);
        for step in steps {
            match step {
                0 => patient.follow(&case),
                1 => patient.follow_left(&case),
                2 => patient.follow_saved(&case),
                _ => patient.follow_history(&case),
            }
            if is_another {
                prop_assert!(patient.is_another_in(&case));
            }
        }
        patient.accept(&case);
        prop_assert!(!patient.is_another_in(&case));
    }

    /// The patient before comes back as the same one, and the other one can be typed over that one again.
    #[test]
    fn who_is_brought_back_is_the_patient_before(one in any_patient(), other in any_patient()) {
        let (mut patient, mut case) = (one.of(), other.case());
        prop_assume!(patient.is_another_in(&case));
        let over = patient.typed_over(&case);
        patient.before(&case).clone().enter_into(&mut case);
        patient.accept(&case);
        prop_assert!(!patient.is_another_in(&case));
        over.enter_into(&mut case);
        prop_assert!(patient.is_another_in(&case));
    }
}
