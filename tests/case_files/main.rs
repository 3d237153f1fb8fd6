//! The plain case file: reading, writing, and every fault with its place and field.

#[path = "../random/mod.rs"]
mod random;
mod structure_faults;
mod value_faults;
mod writing;

use jiff::civil::date;
use proptest::prelude::*;
use random::{any_case, any_draft, set};
use wgs_referral::assessment::assess;
use wgs_referral::case::{Case, Reading, Refusal, read, write};
use wgs_referral::definition::{IndicationId, QuestionId};
use wgs_referral::notation::{Place, scan};

/// Marks the place of an expected fault. It is removed before the text is read.
const MARK: char = '‸';

const GOOD: &str = r#"(
    format: 1,
    criteria_set: "ngc-2026-11.2",
    indication: "sarcoma",
    assessed_on: "2026-11-22",
    patient: (name: "Bente Testperson", cpr: "0201609941", birth_date: "1960-01-02"),
    requester: (name: "Ib Testperson", phone: "12345678"),
    mtb: (date: "2026-11-20", name: "MTB Øst"),
    requisition: (number: "R1"),
    answers: {
        "metastatic": true,
        "performance-status": "1",
        "treatment-lines": 2,
    },
    judgements: {
        "sarcoma/competence.sarcoma-centre": (accept: true, rationale: "Efter aftale", by: "IT", on: "2026-11-21"),
    },
    comments: { "sarcoma/age": "Kendt" },
)
"#;

fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(GOOD.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "the case has no {old}");
        text.replacen(old, new, 1)
    })
}

/// Edits [`GOOD`] and compares its faults with the expected lines: the nth line is for the nth `‸`.
fn check(edits: &[(&str, &str)], expected: &[&str]) -> Case {
    let mut text = edited(edits);
    let mut places = Vec::new();
    while let Some(at) = text.find(MARK) {
        places.push(Place::of_offset(&text, at));
        text.remove(at);
    }
    let Reading { case, faults, .. } = read(&text, set()).unwrap();
    let found: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let expected: Vec<String> =
        expected.iter().zip(&places).map(|(line, place)| format!("{place}: {line}")).collect();
    assert_eq!(expected.len(), places.len(), "as many lines as marks");
    assert_eq!(found, expected);
    case
}

fn refused(text: &str) -> String {
    read(text, set()).unwrap_err().to_string()
}

fn unparsed(case: &Case) -> Vec<(&str, &str)> {
    case.unparsed.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

fn has_answer(case: &Case, id: &str) -> bool {
    case.answers.contains_key(&QuestionId::from(id))
}

#[test]
fn a_good_case_has_no_fault() {
    let case = check(&[], &[]);
    assert_eq!(case.patient.name, "Bente Testperson");
    assert_eq!(case.answers.len(), 3);
    assert_eq!(case.judgements.len(), 1);
    assert_eq!(case.comments.len(), 1);
}

#[test]
fn only_four_fields_are_required() {
    let text =
        r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22")"#;
    let reading = read(text, set()).unwrap();
    assert_eq!(reading.faults, []);
    let expected = Case::new(set(), IndicationId::from("sarcoma"), reading.case.assessed_on);
    assert_eq!(reading.case, expected);

    let lines =
        |text: &str| read(text, set()).unwrap().faults.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        lines("(answers: {})"),
        [
            "1:1: `format`: the field is missing",
            "1:1: `criteria_set`: the field is missing",
            "1:1: `indication`: the field is missing",
            "1:1: `assessed_on`: the field is missing",
        ]
    );
}

#[test]
fn groups_and_maps_may_be_blank() {
    check(
        &[
            ("requester: (name: \"Ib Testperson\", phone: \"12345678\")", "requester: ()"),
            ("comments: { \"sarcoma/age\": \"Kendt\" }", "comments: {}"),
            ("cpr: \"0201609941\"", "cpr: \"\""),
        ],
        &[],
    );
}

#[test]
fn a_blank_comment_is_left_out() {
    let case = check(&[("\"Kendt\"", "\"\"")], &[]);
    assert_eq!(case.comments.len(), 0);
    assert!(read(&write(&case), set()).unwrap().case == case);
}

#[test]
fn invalid_ron_is_refused_with_its_place() {
    assert_eq!(
        refused("(\n  format: 1,\n  answers: {,\n)"),
        "3:13: the case file cannot be read from here on; correct it or use another copy"
    );
    for text in ["", "Kære læge", "\u{0}\u{1}\u{2}", "PK\u{3}\u{4}", "(format: 1", "(format: 1))"] {
        assert!(
            refused(text)
                .ends_with(": the case file cannot be read from here on; correct it or use another copy"),
            "{text:?}: {}",
            refused(text)
        );
    }
}

#[test]
fn deep_nesting_is_refused() {
    for open in ["(", "[", "{", "(a:", "Some(", "[("] {
        assert!(matches!(read(&open.repeat(100_000), set()), Err(Refusal::NotReadable(_))), "{open}");
    }
}

#[test]
fn ron_without_a_field_of_a_case_is_refused() {
    for text in [
        "1",
        "\"case\"",
        "()",
        "[]",
        "{}",
        "(a: 1)",
        "{\"format\": 1}",
        "(1, 2)",
        "true",
        "Some((format: 1))",
    ] {
        assert_eq!(refused(text), "1:1: this is not a case file; check that it is the right one", "{text}");
    }
}

#[test]
fn a_newer_format_is_refused() {
    for number in ["2", "3", "201609995", "18446744073709551615", "18446744073709551616"] {
        let text = edited(&[("format: 1", &format!("format: {number}"))]);
        assert_eq!(
            refused(&text),
            "2:13: the case file has a newer format than 1, the newest that this program reads; use a newer version"
        );
    }
}
