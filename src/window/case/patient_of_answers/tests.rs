//! Whom the answers are about, as patients are typed over each other.

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
    patient.follow_left(&corrected);
    assert!(patient.is_another_in(&corrected));
    patient.accept(&corrected);
    assert!(!patient.is_another_in(&corrected));
    assert!(patient.is_another_in(&before), "the number that was corrected may be anybody's");
    patient.follow_history(&before);
    assert!(!patient.is_another_in(&before) && patient.is_another_in(&corrected));
    patient.follow_history(&corrected);
    assert!(!patient.is_another_in(&corrected) && patient.is_another_in(&before));
    patient.follow_history(&case("Bente Testperson", "020160-9992", None));
    assert!(patient.is_another_in(&case("Bente Testperson", "020160-9992", None)));
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
fn a_first_name_without_its_accent_is_the_same_one() {
    let patient = PatientOfAnswers::of(&case("André Testperson", BENTE, None));
    assert!(!patient.is_another_in(&case("Andre Larsen", "", None)));
    assert!(patient.is_another_in(&case("Andrea Larsen", "", None)));
    let patient = PatientOfAnswers::of(&case("Anne-Marie Testperson", BENTE, None));
    assert!(patient.is_another_in(&case("Anne Larsen", "", None)));
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
    let over = patient.typed_over(&case("Bente Testperson", BERIT, Some(date(1960, 1, 2))));
    assert!(over.typed == EnteredPatient::of(&case("", BERIT, None)));
}

#[test]
fn what_was_cleared_is_still_known() {
    let whole = case("Poul Testperson", BERIT, None);
    let mut patient = PatientOfAnswers::of(&whole);
    for (name, number) in [("", BERIT), ("", ""), ("Poul Testperson", "")] {
        let cleared = case(name, number, None);
        patient.follow_left(&cleared);
        patient.follow(&cleared);
        assert!(!patient.is_another_in(&cleared), "{name} {number}");
        for (name, number, born) in [
            ("Zoe Zink", "", Some(date(1960, 1, 2))),
            ("Zoe Zink", "", None),
            ("", BENTE, None),
            ("Zoe", "", Some(date(1960, 1, 2))),
        ] {
            let now = case(name, number, born);
            assert!(patient.is_another_in(&now), "{name} {number}");
            assert!(*patient.before(&now) == EnteredPatient::of(&whole), "{name} {number}");
        }
    }
    assert!(!patient.is_another_in(&whole), "it may be typed again");
    // A patient who was cleared in a case that was never about a number is known by name and birth date.
    let born = Some(date(1947, 8, 24));
    let mut patient = PatientOfAnswers::of(&case("Poul Testperson", "", born));
    patient.follow(&case("", "", None));
    assert!(patient.is_another_in(&case("Zoe Testperson", "", Some(date(1960, 1, 2)))));
}

#[test]
fn a_first_number_is_the_other_patients_if_a_name_of_somebody_else_follows() {
    let before = case("Bente Testperson", "", None);
    let mut patient = PatientOfAnswers::of(&before);
    patient.follow_left(&case("Bente Testperson", BERIT, None));
    let now = case("Berit Larsen", BERIT, None);
    assert!(patient.is_another_in(&now));
    assert!(*patient.before(&now) == EnteredPatient::of(&before));
    assert!(patient.typed_over(&now).typed == EnteredPatient::of(&now));
    // Once something is answered with the number, it is known.
    patient.follow(&case("Bente Testperson", BERIT, None));
    assert!(!patient.is_another_in(&case("Berit Testperson", BERIT, None)));
}

#[test]
fn another_name_after_the_number_was_cleared_is_another_patient() {
    let patient = PatientOfAnswers::of(&case("Bente Testperson", BENTE, None));
    assert!(patient.is_another_in(&case("Hans Petersen", "", None)));
    assert!(!patient.is_another_in(&case("Bente Petersen", "", None)));
}

#[test]
fn a_name_that_has_nothing_of_the_one_before_is_another_patient() {
    for number in [BENTE, ""] {
        let patient = PatientOfAnswers::of(&case("Bente Testperson", number, None));
        for (name, expected) in [
            ("Lis Helt Anden", true),
            ("Lis Testperson", false),
            ("Bente Anden", false),
            ("Testperson, Bente", false),
            ("Lis", false),
            ("", false),
        ] {
            let now = case(name, number, None);
            assert_eq!(patient.is_another_in(&now), expected, "{name} {number}");
        }
    }
}

#[test]
fn what_is_brought_back_is_the_patient_as_entered_last() {
    let mut patient = PatientOfAnswers::of(&case("", "", None));
    let first = case("Bente Testperson", BENTE, None);
    patient.follow_left(&first);
    assert!(*patient.before(&case("Bente Testperson", BERIT, None)) == EnteredPatient::of(&first));
    let corrected = case("Bente M Testperson", BENTE, None);
    patient.follow(&first);
    patient.follow_left(&corrected);
    assert!(*patient.before(&case("Bente M Testperson", BERIT, None)) == EnteredPatient::of(&corrected));
}

#[test]
fn a_name_of_somebody_else_is_taken_over_only_once_it_is_saved() {
    let mut patient = PatientOfAnswers::of(&case("Bente Testperson", BENTE, None));
    let renamed = case("Berit Testperson", BENTE, None);
    patient.follow_left(&renamed);
    patient.follow(&renamed);
    let now = case("Berit Testperson", BERIT, None);
    assert!(*patient.before(&now) == EnteredPatient::of(&case("Bente Testperson", BENTE, None)));
    patient.follow_saved(&renamed);
    assert!(*patient.before(&now) == EnteredPatient::of(&renamed));
}
