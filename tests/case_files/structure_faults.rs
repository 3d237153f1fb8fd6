//! Faults of fields, ids, types and keys.

use super::*;

#[test]
fn an_invalid_format_number_is_a_fault() {
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
        &[("\"ngc-2026-11.2\"", "‸\"ngc-2026-12\""), ("\"sarcoma\"", "‸\"sarkoma\"")],
        &[
            "`criteria_set`: unknown criteria set, did you mean `ngc-2026-11.2`?",
            "`indication`: unknown indication, did you mean `sarcoma`?",
        ],
    );
    check(
        &[("\"ngc-2026-11.2\"", "‸\"x\""), ("\"sarcoma\"", "‸5")],
        &["`criteria_set`: unknown criteria set", "`indication`: wrong type, expected a text"],
    );
}

#[test]
fn unknown_fields_are_faults_with_a_hint() {
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
fn unknown_ids_are_faults_with_a_hint() {
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
fn a_judgement_that_no_rule_asks_for_is_unknown() {
    check(
        &[("\"sarcoma/competence.sarcoma-centre\"", "‸\"sarcoma/age.adult\"")],
        &["`judgements.…`: unknown judgement"],
    );
}

#[test]
fn the_key_of_a_comment_is_a_row_of_an_indication() {
    for key in ["sarcoma", "age", "sarcoma/", "/age", "pancreas/age", "sarcoma/age/x"] {
        let text = edited(&[("\"sarcoma/age\"", &format!("\"{key}\""))]);
        let reading = read(&text, set()).unwrap();
        assert_eq!(reading.faults.len(), 1, "{key}");
        assert!(reading.case.comments.is_empty(), "{key}");
    }
}

#[test]
fn an_unknown_value_is_blank_and_its_text_is_kept() {
    let case = check(
        &[("\"performance-status\": \"1\"", "\"performance-status\": ‸\"5\"")],
        &["`answers.performance-status`: not one of the question's values, expected `0`, `1`, `2`, `3`, `4`"],
    );
    assert!(!has_answer(&case, "performance-status"));
    assert_eq!(unparsed(&case), [("performance-status", "5")]);
}

#[test]
fn an_answer_of_a_wrong_type_is_blank_and_its_text_is_kept() {
    let case = check(
        &[
            ("\"metastatic\": true", "\"metastatic\": ‸\"ja\""),
            ("\"performance-status\": \"1\"", "\"performance-status\": ‸1"),
            ("\"treatment-lines\": 2", "\"treatment-lines\": ‸2.5,\n\"recurrence\": ‸None"),
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
        unparsed(&case),
        [
            ("metastatic", "ja"),
            ("performance-status", "1"),
            ("recurrence", "None"),
            ("treatment-lines", "2.5")
        ]
    );
}

#[test]
fn a_count_is_a_whole_number_that_fits_32_bits() {
    for count in ["2.0", "\"2\"", "true", "[2]", "()"] {
        check(
            &[("\"treatment-lines\": 2", &format!("\"treatment-lines\": ‸{count}"))],
            &["`answers.treatment-lines`: wrong type, expected a whole number from 0"],
        );
    }
    for count in ["4294967296", "-1", "99999999999999999999999"] {
        check(
            &[("\"treatment-lines\": 2", &format!("\"treatment-lines\": ‸{count}"))],
            &["`answers.treatment-lines`: not from 0 to 4294967295"],
        );
    }
    check(&[("\"treatment-lines\": 2", "\"treatment-lines\": 0")], &[]);
}

#[test]
fn groups_and_maps_of_a_wrong_type_are_faults() {
    check(
        &[
            (
                "(name: \"Bente Testperson\", cpr: \"0201609941\", birth_date: \"1960-01-02\")",
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
fn duplicate_keys_are_faults_in_groups_and_in_maps() {
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
fn a_duplicate_number_or_date_is_blank() {
    let case = check(
        &[
            ("cpr: \"0201609941\"", "cpr: \"0201609941\", ‸cpr: \"0101501280\""),
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
fn a_key_of_another_type_than_text_is_a_fault() {
    check(&[("\"metastatic\": true", "‸5: true")], &["`answers`: wrong type, expected a text as key"]);
}
