//! The plain case file: written and read back, and every fault with its place and field.

mod random;

use proptest::prelude::*;
use random::{any_case, any_draft, set};
use wgs_referral::assessment::assess;
use wgs_referral::case::{Case, Reading, Refusal, read, write};
use wgs_referral::definition::{IndicationId, QuestionId};
use wgs_referral::notation::{Place, scan};

/// Marks the place of an expected fault; taken out before reading.
const MARK: char = '‸';

const GOOD: &str = r#"(
    format: 1,
    criteria_set: "ngc-2026-11",
    indication: "sarcoma",
    assessed_on: "2026-11-22",
    patient: (name: "Bente Testperson", cpr: "0201609995", birth_date: "1960-01-02"),
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

/// Edits the good case and compares the faults found; the nth line is of the nth `‸`.
fn check(edits: &[(&str, &str)], expected: &[&str]) -> Case {
    let mut text = edited(edits);
    let mut places = Vec::new();
    while let Some(at) = text.find(MARK) {
        places.push(Place::of_offset(&text, at));
        text.remove(at);
    }
    let Reading { case, faults } = read(&text, set()).unwrap();
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

fn unread(case: &Case) -> Vec<(&str, &str)> {
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
fn only_four_fields_must_be_there() {
    let text =
        r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22")"#;
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
fn blank_groups_and_maps_may_stand() {
    check(
        &[
            ("requester: (name: \"Ib Testperson\", phone: \"12345678\")", "requester: ()"),
            ("comments: { \"sarcoma/age\": \"Kendt\" }", "comments: {}"),
            ("cpr: \"0201609995\"", "cpr: \"\""),
        ],
        &[],
    );
}

#[test]
fn a_blank_comment_is_none() {
    let case = check(&[("\"Kendt\"", "\"\"")], &[]);
    assert_eq!(case.comments.len(), 0);
    assert!(read(&write(&case), set()).unwrap().case == case);
}

// ---- What is no case at all ----

#[test]
fn what_is_no_ron_is_refused_with_its_place() {
    assert_eq!(
        refused("(\n  format: 1,\n  answers: {,\n)"),
        "3:13: the case file can't be read from here on; correct it or use another copy"
    );
    for text in ["", "Kære læge", "\u{0}\u{1}\u{2}", "PK\u{3}\u{4}", "(format: 1", "(format: 1))"] {
        assert!(
            refused(text)
                .ends_with(": the case file can't be read from here on; correct it or use another copy"),
            "{text:?}: {}",
            refused(text)
        );
    }
}

#[test]
fn deep_nesting_is_refused_without_a_crash() {
    for open in ["(", "[", "{", "(a:", "Some(", "[("] {
        assert!(matches!(read(&open.repeat(100_000), set()), Err(Refusal::NotReadable(_))), "{open}");
    }
}

#[test]
fn ron_that_is_no_case_is_refused() {
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
fn a_newer_format_is_refused_whole() {
    for number in ["2", "3", "201609995", "18446744073709551615", "18446744073709551616"] {
        let text = edited(&[("format: 1", &format!("format: {number}"))]);
        assert_eq!(
            refused(&text),
            "2:13: the case file has a newer format than 1, the newest that this program reads; use a newer version"
        );
    }
}

// ---- Faults ----

#[test]
fn a_format_that_is_no_format_number_is_a_fault() {
    for number in ["0", "-1", "\"1\"", "1.5", "true"] {
        check(
            &[("format: 1", &format!("format: ‸{number}"))],
            &["`format`: wrong type, expected the format number 1"],
        );
    }
}

#[test]
fn unknown_sets_and_indications_are_faults() {
    check(
        &[("\"ngc-2026-11\"", "‸\"ngc-2026-12\""), ("\"sarcoma\"", "‸\"sarkoma\"")],
        &[
            "`criteria_set`: unknown criteria set, did you mean `ngc-2026-11`?",
            "`indication`: unknown indication, did you mean `sarcoma`?",
        ],
    );
    check(
        &[("\"ngc-2026-11\"", "‸\"x\""), ("\"sarcoma\"", "‸5")],
        &["`criteria_set`: unknown criteria set", "`indication`: wrong type, expected a text"],
    );
}

#[test]
fn unknown_fields_are_faults_with_the_field_that_was_probably_meant() {
    check(
        &[
            ("    format: 1,", "    format: 1,\n    ‸answer: {},"),
            ("(name: \"Bente", "(‸nam: \"\", name: \"Bente"),
            ("(name: \"Ib", "(‸zebra: 1, name: \"Ib"),
            ("(date: \"2026-11-20\"", "(‸dato: 1, date: \"2026-11-20\""),
            ("(number:", "(‸sample_ids: 1, number:"),
            ("(accept:", "(‸rational: \"x\", accept:"),
        ],
        &[
            "`…`: unknown field, did you mean `answers`?",
            "`patient.…`: unknown field, did you mean `name`?",
            "`requester.…`: unknown field",
            "`mtb.…`: unknown field, did you mean `date`?",
            "`requisition.…`: unknown field, did you mean `sample_id`?",
            "`judgements.sarcoma/competence.sarcoma-centre.…`: unknown field, did you mean `rationale`?",
        ],
    );
}

#[test]
fn unknown_ids_are_faults_with_the_id_that_was_probably_meant() {
    let case = check(
        &[
            ("\"metastatic\"", "‸\"metastatisk\""),
            ("\"sarcoma/competence.sarcoma-centre\"", "‸\"sarcoma/competence.sarcoma-center\""),
            ("\"sarcoma/age\"", "‸\"sarcoma/ages\""),
        ],
        &[
            "`answers.…`: unknown question, did you mean `metastatic`?",
            "`judgements.…`: unknown judgement, did you mean \
             `sarcoma/competence.sarcoma-centre`?",
            "`comments.…`: unknown indication/row, did you mean `sarcoma/age`?",
        ],
    );
    assert!(case.judgements.is_empty() && case.comments.is_empty() && !has_answer(&case, "metastatic"));
}

#[test]
fn a_judgement_that_no_rule_leads_to_is_unknown() {
    check(
        &[("\"sarcoma/competence.sarcoma-centre\"", "‸\"sarcoma/age.adult\"")],
        &["`judgements.…`: unknown judgement"],
    );
}

#[test]
fn a_comment_stands_at_a_row_of_an_indication() {
    for key in ["sarcoma", "age", "sarcoma/", "/age", "pancreas/age", "sarcoma/age/x"] {
        let text = edited(&[("\"sarcoma/age\"", &format!("\"{key}\""))]);
        let reading = read(&text, set()).unwrap();
        assert_eq!(reading.faults.len(), 1, "{key}");
        assert!(reading.case.comments.is_empty(), "{key}");
    }
}

#[test]
fn a_value_the_question_does_not_have_counts_as_blank_and_its_text_is_kept() {
    let case = check(
        &[("\"performance-status\": \"1\"", "\"performance-status\": ‸\"5\"")],
        &["`answers.performance-status`: not one of the question's values, expected `0`, `1`, `2`, `3`, `4`"],
    );
    assert!(!has_answer(&case, "performance-status"));
    assert_eq!(unread(&case), [("performance-status", "5")]);
}

#[test]
fn an_answer_of_a_wrong_type_counts_as_blank_and_its_text_is_kept() {
    let case = check(
        &[
            ("\"metastatic\": true", "\"metastatic\": ‸\"ja\""),
            ("\"performance-status\": \"1\"", "\"performance-status\": ‸1"),
            ("\"treatment-lines\": 2", "\"treatment-lines\": ‸-2,\n\"recurrence\": ‸None"),
        ],
        &[
            "`answers.metastatic`: wrong type, expected true or false",
            "`answers.performance-status`: wrong type, expected a text",
            "`answers.treatment-lines`: wrong type, expected a whole number from 0",
            "`answers.recurrence`: wrong type, expected true or false",
        ],
    );
    assert!(case.answers.is_empty());
    assert_eq!(
        unread(&case),
        [
            ("metastatic", "ja"),
            ("performance-status", "1"),
            ("recurrence", "None"),
            ("treatment-lines", "-2")
        ]
    );
}

#[test]
fn a_count_is_a_whole_number_that_a_person_could_mean() {
    for count in ["2.0", "4294967296", "\"2\"", "true", "[2]", "()"] {
        check(
            &[("\"treatment-lines\": 2", &format!("\"treatment-lines\": ‸{count}"))],
            &["`answers.treatment-lines`: wrong type, expected a whole number from 0"],
        );
    }
    check(&[("\"treatment-lines\": 2", "\"treatment-lines\": 0")], &[]);
}

#[test]
fn groups_and_maps_of_a_wrong_type_are_faults() {
    check(
        &[
            (
                "(name: \"Bente Testperson\", cpr: \"0201609995\", birth_date: \"1960-01-02\")",
                "‸\"Bente Testperson\"",
            ),
            ("(name: \"Ib Testperson\", phone: \"12345678\")", "‸{\"name\": \"Ib\"}"),
            ("(date: \"2026-11-20\", name: \"MTB Øst\")", "‸[1]"),
            ("(number: \"R1\")", "‸5"),
            ("{ \"sarcoma/age\": \"Kendt\" }", "‸(age: \"x\")"),
        ],
        &[
            "`patient`: wrong type, expected `(…)`",
            "`requester`: wrong type, expected `(…)`",
            "`mtb`: wrong type, expected `(…)`",
            "`requisition`: wrong type, expected `(…)`",
            "`comments`: wrong type, expected `{…}`",
        ],
    );
    check(
        &[(
            "answers: {\n        \"metastatic\": true,\n        \"performance-status\": \"1\",\n        \"treatment-lines\": 2,\n    }",
            "answers: ‸[]",
        )],
        &["`answers`: wrong type, expected `{…}`"],
    );
}

#[test]
fn texts_of_a_wrong_type_are_faults() {
    let case = check(
        &[
            ("name: \"Bente Testperson\"", "name: ‸5"),
            ("phone: \"12345678\"", "phone: ‸12345678"),
            ("rationale: \"Efter aftale\", by: \"IT\"", "rationale: \"Efter aftale\", by: ‸7"),
            ("\"Kendt\"", "‸8"),
        ],
        &[
            "`patient.name`: wrong type, expected a text",
            "`requester.phone`: wrong type, expected a text",
            "`judgements.sarcoma/competence.sarcoma-centre.by`: wrong type, expected a text",
            "`comments.sarcoma/age`: wrong type, expected a text",
        ],
    );
    assert_eq!(case.requester.phone, "12345678", "what was written stands in its field");
    assert_eq!(case.comments.values().collect::<Vec<_>>(), ["8"]);
}

#[test]
fn keys_that_stand_twice_are_faults_in_groups_and_in_maps() {
    let case = check(
        &[
            ("    format: 1,", "    format: 1,\n    ‸format: 1,"),
            ("(name: \"Bente Testperson\"", "(name: \"Bo Testperson\", ‸name: \"Bente Testperson\""),
            ("\"metastatic\": true", "\"metastatic\": true, ‸\"metastatic\": false, ‸\"metastatic\": true"),
            ("(accept: true", "(accept: false, ‸accept: true"),
            ("\"sarcoma/age\": \"Kendt\"", "\"sarcoma/age\": \"Kendt\", ‸\"sarcoma/\\u{61}ge\": \"Kendt\""),
        ],
        &[
            "`format`: the key occurs twice; remove one of them",
            "`patient.name`: the key occurs twice; remove one of them",
            "`answers.metastatic`: the key occurs twice; remove one of them",
            "`answers.metastatic`: the key occurs twice; remove one of them",
            "`judgements.sarcoma/competence.sarcoma-centre.accept`: the key occurs twice; remove one of them",
            "`comments.sarcoma/age`: the key occurs twice; remove one of them",
        ],
    );
    assert!(!has_answer(&case, "metastatic"), "which of them was meant is not known");
    assert!(case.judgements.values().all(|judgement| judgement.accept.is_none()));
}

#[test]
fn a_number_or_date_that_stands_twice_counts_as_blank() {
    let case = check(
        &[
            ("cpr: \"0201609995\"", "cpr: \"0201609995\", ‸cpr: \"0101501234\""),
            ("birth_date:", "birth_date: \"1950-01-01\", ‸birth_date:"),
            ("assessed_on:", "assessed_on: \"2026-11-21\", ‸assessed_on:"),
        ],
        &[
            "`assessed_on`: the key occurs twice; remove one of them",
            "`patient.cpr`: the key occurs twice; remove one of them",
            "`patient.birth_date`: the key occurs twice; remove one of them",
        ],
    );
    assert_eq!((case.patient.cpr, case.patient.birth_date, case.assessed_on), (None, None, None));
}

#[test]
fn a_key_that_is_no_text_is_a_fault() {
    check(&[("\"metastatic\": true", "‸5: true")], &["`answers`: wrong type, expected a text as key"]);
}

#[test]
fn impossible_dates_are_faults_and_their_text_is_kept() {
    let case = check(
        &[
            ("assessed_on: \"2026-11-22\"", "assessed_on: ‸\"2026-02-30\""),
            ("birth_date: \"1960-01-02\"", "birth_date: ‸\"02-01-1960\""),
            ("date: \"2026-11-20\"", "date: ‸20261120"),
            ("on: \"2026-11-21\"", "on: ‸\"i går\""),
        ],
        &[
            "`assessed_on`: not a date, expected YYYY-MM-DD",
            "`patient.birth_date`: not a date, expected YYYY-MM-DD",
            "`mtb.date`: wrong type, expected a text",
            "`judgements.sarcoma/competence.sarcoma-centre.on`: not a date, expected YYYY-MM-DD",
        ],
    );
    assert_eq!(
        unread(&case),
        [
            ("assessed-on", "2026-02-30"),
            ("birth-date", "02-01-1960"),
            ("mtb-date", "20261120"),
            ("sarcoma/competence.sarcoma-centre/on", "i går")
        ]
    );
    assert_eq!((case.assessed_on, case.patient.birth_date, case.mtb.date), (None, None, None));
}

#[test]
fn a_blank_text_is_a_blank_number_or_date() {
    let case = check(
        &[
            ("cpr: \"0201609995\"", "cpr: \"\""),
            ("birth_date: \"1960-01-02\"", "birth_date: \"\""),
            ("date: \"2026-11-20\"", "date: \" \""),
            ("on: \"2026-11-21\"", "on: \"\""),
        ],
        &[],
    );
    assert_eq!((case.patient.cpr, case.patient.birth_date, case.mtb.date), (None, None, None));
    assert!(case.judgements.values().all(|judgement| judgement.on.is_none()) && case.unparsed.is_empty());
}

#[test]
fn a_blank_day_of_assessment_is_a_fault_without_a_text() {
    let case = check(
        &[("assessed_on: \"2026-11-22\"", "assessed_on: ‸\"\"")],
        &["`assessed_on`: not a date, expected YYYY-MM-DD"],
    );
    assert_eq!(case.assessed_on, None);
    assert_eq!(unread(&case), []);
}

#[test]
fn impossible_numbers_are_faults_and_their_text_is_kept() {
    for (written, why) in [
        ("\"310260-9995\"", "not a CPR number: the first six digits are not a date"),
        ("\"020160\"", "not a CPR number: fewer than ten digits"),
        ("\"020160-99951\"", "not a CPR number: more than ten digits"),
        ("\"020160-999x\"", "not a CPR number: not written as a CPR number, DDMMYY-SSSS"),
        ("0201609995", "wrong type, expected a text"),
    ] {
        let case = check(
            &[("cpr: \"0201609995\"", &format!("cpr: ‸{written}"))],
            &[&format!("`patient.cpr`: {why}")],
        );
        assert_eq!(unread(&case), [("cpr", written.trim_matches('"'))]);
        assert_eq!(case.patient.cpr, None);
    }
}

#[test]
fn numbers_written_with_hyphen_or_as_replacement_are_read() {
    for written in ["020160-9995", "020160 9995", "620160-9995", "020160-9AB5"] {
        let text =
            edited(&[("cpr: \"0201609995\", birth_date: \"1960-01-02\"", &format!("cpr: \"{written}\""))]);
        assert_eq!(read(&text, set()).unwrap().faults, [], "{written}");
    }
}

#[test]
fn a_birth_after_the_assessment_is_a_fault() {
    check(
        &[(
            "cpr: \"0201609995\", birth_date: \"1960-01-02\"",
            "cpr: ‸\"231126-4123\", birth_date: ‸\"2026-11-23\"",
        )],
        &[
            "`patient.cpr`: the birth is after the day of assessment; correct one of them",
            "`patient.birth_date`: the birth is after the day of assessment; correct one of them",
        ],
    );
    check(
        &[(
            "cpr: \"0201609995\", birth_date: \"1960-01-02\"",
            "cpr: \"221126-4123\", birth_date: \"2026-11-22\"",
        )],
        &[],
    );
}

#[test]
fn a_number_and_a_birth_date_that_disagree_are_no_fault_and_leave_the_age_unknown() {
    let case = check(&[("\"1960-01-02\"", "\"1961-01-02\"")], &[]);
    assert_eq!(case.age().years(), None);
}

#[test]
fn a_judgement_needs_a_decision_and_a_rationale() {
    check(
        &[("(accept: true, rationale: \"Efter aftale\", by: \"IT\", on: \"2026-11-21\")", "‸‸(by: \"IT\")")],
        &[
            "`judgements.sarcoma/competence.sarcoma-centre`: a judgement needs `accept: true` or `accept: false`",
            "`judgements.sarcoma/competence.sarcoma-centre`: a judgement needs a rationale",
        ],
    );
    check(
        &[("rationale: \"Efter aftale\"", "rationale: \" \\n\""), ("(accept", "‸(accept")],
        &["`judgements.sarcoma/competence.sarcoma-centre`: a judgement needs a rationale"],
    );
    check(
        &[("accept: true", "accept: ‸\"true\"")],
        &["`judgements.sarcoma/competence.sarcoma-centre.accept`: wrong type, expected true or false"],
    );
    check(
        &[("(accept: true, rationale: \"Efter aftale\", by: \"IT\", on: \"2026-11-21\")", "‸true")],
        &["`judgements.sarcoma/competence.sarcoma-centre`: wrong type, expected `(accept: …, rationale: …)`"],
    );
}

#[test]
fn unread_texts_are_faults_and_stand_in_their_fields_again() {
    let case = check(
        &[(
            "    comments:",
            "    unread: {\n\"cpr\": ‸\"020160\", \"birth-date\": ‸\"2.1\", \"assessed-on\": ‸\"22-11\", \"mtb-date\": ‸20,\n\
             \"treatment-lines\": ‸\"to\", \"sarcoma/competence.sarcoma-centre/on\": ‸\"21\",\n},\n    comments:",
        )],
        &[
            "`unread.cpr`: the text was saved half-typed; complete or remove it",
            "`unread.birth-date`: the text was saved half-typed; complete or remove it",
            "`unread.assessed-on`: the text was saved half-typed; complete or remove it",
            "`unread.mtb-date`: the text was saved half-typed; complete or remove it",
            "`unread.treatment-lines`: the text was saved half-typed; complete or remove it",
            "`unread.sarcoma/competence.sarcoma-centre/on`: the text was saved half-typed; complete or remove it",
        ],
    );
    assert_eq!(
        unread(&case),
        [
            ("assessed-on", "22-11"),
            ("birth-date", "2.1"),
            ("cpr", "020160"),
            ("mtb-date", "20"),
            ("sarcoma/competence.sarcoma-centre/on", "21"),
            ("treatment-lines", "to")
        ]
    );
    assert_eq!((case.patient.cpr.as_ref(), case.patient.birth_date), (None, None));
    assert_eq!((case.assessed_on, case.mtb.date), (None, None));
    assert!(!has_answer(&case, "treatment-lines"));
    assert!(case.judgements.values().all(|judgement| judgement.on.is_none()));
}

#[test]
fn faults_come_in_the_order_of_the_file() {
    check(
        &[
            (
                "    format: 1,",
                "    comments: { ‸\"x\": \"\" },\n    ‸zebra: 1,\n    assessed_on: ‸1,\n    format: ‸0,",
            ),
            ("    assessed_on: \"2026-11-22\",\n", ""),
            ("    comments: { \"sarcoma/age\": \"Kendt\" },\n", ""),
            ("\"treatment-lines\": 2", "‸\"y\": 2"),
        ],
        &[
            "`comments.…`: unknown indication/row",
            "`…`: unknown field",
            "`assessed_on`: wrong type, expected a text",
            "`format`: wrong type, expected the format number 1",
            "`answers.…`: unknown question",
        ],
    );
}

/// Each fault must not walk through the file again: this test would take minutes.
#[test]
fn a_file_with_a_hundred_thousand_faults_is_read_to_its_end() {
    let faults = |entries: String| {
        let text = format!(
            "(format: 1, criteria_set: \"ngc-2026-11\", indication: \"sarcoma\", assessed_on: \"2026-11-22\",\n\
             answers: {{{entries}}})"
        );
        read(&text, set()).unwrap().faults
    };
    let unknown = faults((0..100_000).map(|at| format!("\"q{at:06}\":1,")).collect());
    assert_eq!(unknown.len(), 100_000);
    assert_eq!((unknown[99_999].place.line, unknown[99_999].place.column), (2, 99_999 * 12 + 11));
    assert_eq!(faults("\"metastatic\": true,".repeat(100_000)).len(), 99_999);
}

#[test]
fn a_key_that_may_identify_the_patient_is_left_out_of_the_message() {
    for key in ["020160-9995", "0201609995", "Bente Testperson", "bente-testperson", "p020160", "Åse"] {
        for (old, new, fields) in [
            ("\"metastatic\"", format!("\"{key}\""), &["answers.…"][..]),
            ("\"metastatic\": true", format!("\"{key}\": 1, \"{key}\": 2"), &["answers.…"]),
            ("\"sarcoma/competence.sarcoma-centre\"", format!("\"{key}\""), &["judgements.…"]),
            ("\"sarcoma/age\"", format!("\"{key}\""), &["comments.…"]),
            ("    format: 1,", format!("    format: 1, unread: {{\"{key}\": \"\"}},"), &["unread.…"]),
        ] {
            let faults = read(&edited(&[(old, &new)]), set()).unwrap().faults;
            assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), fields, "{new}");
            assert!(faults.iter().all(|fault| !fault.to_string().contains(key)));
        }
    }
    for (old, field) in [("    format: 1,", "…"), ("name: \"Bente Testperson\",", "patient.…")] {
        let new = format!("{old} bente_testperson: 1, bente_testperson: 2,");
        let faults = read(&edited(&[(old, &new)]), set()).unwrap().faults;
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), [field; 3]);
    }
}

// ---- Writing ----

#[test]
fn a_file_is_written_sorted_and_without_what_is_blank() {
    let case = read(GOOD, set()).unwrap().case;
    let expected = r#"(
    format: 1,
    criteria_set: "ngc-2026-11",
    indication: "sarcoma",
    assessed_on: "2026-11-22",
    patient: (
        name: "Bente Testperson",
        cpr: "0201609995",
        birth_date: "1960-01-02",
    ),
    requester: (
        name: "Ib Testperson",
        phone: "12345678",
    ),
    mtb: (
        date: "2026-11-20",
        name: "MTB Øst",
    ),
    requisition: (
        number: "R1",
    ),
    answers: {
        "metastatic": true,
        "performance-status": "1",
        "treatment-lines": 2,
    },
    judgements: {
        "sarcoma/competence.sarcoma-centre": (
            accept: true,
            rationale: "Efter aftale",
            by: "IT",
            on: "2026-11-21",
        ),
    },
    comments: {
        "sarcoma/age": "Kendt",
    },
)
"#;
    assert_eq!(write(&case), expected);
    let blank = Case::new(set(), IndicationId::from("sarcoma"), None);
    assert_eq!(
        write(&blank),
        "(\n    format: 1,\n    criteria_set: \"ngc-2026-11\",\n    indication: \"sarcoma\",\n    assessed_on: \"\",\n)\n"
    );
}

/// The good case with something that identifies in every place where a hand may put it, and the
/// part of it that must not be seen.
fn with_marker_everywhere() -> Vec<(String, &'static str)> {
    let markers = [
        ("\"Aase Testperson\"", "Testperson"),
        ("\"150372-4321\"", "150372"),
        ("\"1503724321\"", "150372"),
        ("1503724321", "150372"),
        ("r#\"Aase Testperson\"#", "Testperson"),
        ("Testperson", "Testperson"),
        ("(Testperson: 1)", "Testperson"),
        ("{\"Aase Testperson\": 1503724321}", "Testperson"),
        ("[\"150372-4321\"]", "150372"),
        ("\"Aase Testperson", "Testperson"),
        ("Testperson: 1, Testperson", "Testperson"),
        ("\"Aase Testperson\": true, \"Aase Testperson\"", "Testperson"),
        ("\"150372-4321\": \"x\", \"1503724321\"", "150372"),
        ("/* Aase Testperson", "Testperson"),
    ];
    // Every key and every value of the good case is a place, and so is before every key.
    let root = scan(GOOD).unwrap();
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut open = vec![&root];
    while let Some(node) = open.pop() {
        for entry in node.entries() {
            places.push((entry.value.start, entry.value.end));
            let colon = entry.key_at + GOOD[entry.key_at..].find(':').unwrap();
            places.push((entry.key_at, colon));
            places.push((entry.key_at, entry.key_at));
            open.push(&entry.value);
        }
    }
    let put =
        |marker: &str, (start, end): (usize, usize)| format!("{}{marker}{}", &GOOD[..start], &GOOD[end..]);
    let everywhere = markers
        .iter()
        .flat_map(|(marker, secret)| places.iter().map(move |place| (put(marker, *place), *secret)));
    everywhere.collect()
}

#[test]
fn no_message_holds_anything_that_identifies() {
    for (text, secret) in with_marker_everywhere() {
        let said = match read(&text, set()) {
            Ok(reading) => {
                let faults = reading.faults.iter().map(ToString::to_string);
                format!("{:?}{:?}{}", reading.case, reading.faults, faults.collect::<String>())
            }
            Err(refusal) => format!("{refusal:?}{refusal}"),
        };
        assert!(!said.contains(secret), "{said}\n{text}");
    }
}

proptest! {
    #[test]
    fn a_case_without_fault_reads_back_equal(case in any_case()) {
        let text = write(&case);
        let reading = read(&text, set()).unwrap();
        prop_assert_eq!(&reading.faults, &[], "{}", text);
        prop_assert!(reading.case == case, "{}", text);
    }

    #[test]
    fn a_draft_reads_back_equal_half_typed_texts_and_all(case in any_draft()) {
        let text = write(&case);
        let reading = read(&text, set()).unwrap();
        prop_assert!(reading.case == case, "{}", text);
        prop_assert_eq!(write(&reading.case), text);
        for indication in &set().indications {
            prop_assert_eq!(assess(indication, &case), assess(indication, &reading.case));
        }
    }

    #[test]
    fn the_maps_of_a_file_are_sorted(case in any_draft()) {
        let text = write(&case);
        let root = scan(&text).unwrap();
        for name in ["answers", "judgements", "comments", "unread"] {
            let entries = root.get(name).map_or(&[][..], |node| node.entries());
            let keys: Vec<_> = entries.iter().map(|entry| &entry.key).collect();
            prop_assert!(keys.is_sorted(), "{:?}", keys);
        }
    }

    #[test]
    fn different_cases_are_different_files(one in any_draft(), other in any_draft()) {
        prop_assert_eq!(one == other, write(&one) == write(&other));
    }

    #[test]
    fn no_text_makes_reading_panic(text in "\\PC{0,60}") {
        let _ = read(&text, set());
    }

    #[test]
    fn no_damage_to_a_case_makes_reading_panic(cut in 0..GOOD.len(), length in 0..40_usize, put in "[\\[\\](){}\":,a1-]{0,3}") {
        let (mut start, mut end) = (cut, (cut + length).min(GOOD.len()));
        while !GOOD.is_char_boundary(start) {
            start -= 1;
        }
        while !GOOD.is_char_boundary(end) {
            end += 1;
        }
        let _ = read(&format!("{}{put}{}", &GOOD[..start], &GOOD[end..]), set());
    }
}
