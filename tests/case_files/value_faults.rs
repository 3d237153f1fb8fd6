//! Faults of values, and the faults of a file as a whole.

use super::*;

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
        unparsed(&case),
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
            ("cpr: \"0201609941\"", "cpr: \"\""),
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
    assert_eq!(unparsed(&case), []);
}

#[test]
fn impossible_numbers_are_faults_and_their_text_is_kept() {
    for (written, why) in [
        ("\"310260-9995\"", "not a CPR number: the first six digits are not a date"),
        ("\"020160\"", "not a CPR number: fewer than ten digits"),
        ("\"020160-99951\"", "not a CPR number: more than ten digits"),
        ("\"020160-999x\"", "not a CPR number: not written as a CPR number, DDMMYY-SSSS"),
        ("0201609941", "wrong type, expected a text"),
    ] {
        let case = check(
            &[("cpr: \"0201609941\"", &format!("cpr: ‸{written}"))],
            &[&format!("`patient.cpr`: {why}")],
        );
        assert_eq!(unparsed(&case), [("cpr", written.trim_matches('"'))]);
        assert_eq!(case.patient.cpr, None);
    }
}

#[test]
fn cpr_numbers_with_hyphen_and_replacement_numbers_are_read() {
    for written in ["020160-9941", "020160 9941", "620160-9995", "020160-9AB5"] {
        let text =
            edited(&[("cpr: \"0201609941\", birth_date: \"1960-01-02\"", &format!("cpr: \"{written}\""))]);
        assert_eq!(read(&text, set()).unwrap().faults, [], "{written}");
    }
}

#[test]
fn a_birth_after_the_assessment_is_a_fault() {
    check(
        &[(
            "cpr: \"0201609941\", birth_date: \"1960-01-02\"",
            "cpr: ‸\"231126-4195\", birth_date: ‸\"2026-11-23\"",
        )],
        &[
            "`patient.cpr`: the birth is after the date of assessment; correct one of them",
            "`patient.birth_date`: the birth is after the date of assessment; correct one of them",
        ],
    );
    check(
        &[(
            "cpr: \"0201609941\", birth_date: \"1960-01-02\"",
            "cpr: \"221126-4171\", birth_date: \"2026-11-22\"",
        )],
        &[],
    );
}

#[test]
fn a_number_and_another_birth_date_leave_the_age_unknown_without_a_fault() {
    let case = check(&[("\"1960-01-02\"", "\"1961-01-02\"")], &[]);
    assert_eq!(case.age().years(), None);
}

#[test]
fn an_age_is_whole_years_up_to_150() {
    let identity = "cpr: \"0201609941\", birth_date: \"1960-01-02\"";
    for (age, why) in [
        ("151", "not from 0 to 150"),
        ("-1", "not from 0 to 150"),
        ("66.5", "wrong type, expected whole years, 0 to 150"),
        ("\"66\"", "wrong type, expected whole years, 0 to 150"),
    ] {
        check(&[(identity, &format!("age: ‸{age}"))], &[&format!("`patient.age`: {why}")]);
    }
    check(&[(identity, "age: 150")], &[]);
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
fn unparsed_texts_are_faults_and_return_to_their_fields() {
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
        unparsed(&case),
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
fn faults_are_in_the_order_of_the_file() {
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

/// If each fault walked through the file again, this test would take minutes.
#[test]
fn a_hundred_thousand_faults_are_counted_and_the_first_hundred_listed() {
    let faults = |entries: String| {
        let text = format!(
            "(format: 1, criteria_set: \"ngc-2026-11.2\", indication: \"sarcoma\", assessed_on: \"2026-11-22\",\n\
             answers: {{{entries}}})"
        );
        let reading = read(&text, set()).unwrap();
        (reading.faults, reading.more_faults)
    };
    let (unknown, more) = faults((0..100_000).map(|at| format!("\"q{at:06}\":1,")).collect());
    assert_eq!((unknown.len(), more), (100, 99_900));
    assert_eq!((unknown[99].place.line, unknown[99].place.column), (2, 99 * 12 + 11));
    assert_eq!(faults("\"metastatic\": true,".repeat(100_000)).1, 99_899);
    let few = |count: usize| faults("\"metastatic\": true,".repeat(count));
    assert_eq!((few(101).0.len(), few(101).1), (100, 0));
    assert_eq!((few(102).0.len(), few(102).1), (100, 1));
    // The first of the file are listed, in whatever order they are found.
    let (listed, _) = faults(format!("{}}}, patient: {{", "\"x\": 1, ".repeat(300)));
    assert!(listed.is_sorted_by_key(|fault| (fault.place.line, fault.place.column)));
}

#[test]
fn a_half_typed_text_of_no_field_is_left_out() {
    let case = check(
        &[("    comments:", "    unread: {‸\"tumour-type\": \"x\", \"cpr\": ‸\"0201\"},\n    comments:")],
        &["`unread.…`: unknown field", "`unread.cpr`: the text was saved half-typed; complete or remove it"],
    );
    // Nobody could ever complete or remove it.
    assert_eq!(unparsed(&case), [("cpr", "0201")]);
}

#[test]
fn what_is_to_be_confirmed_is_read_or_a_fault() {
    let with = |to_confirm: &str| format!("    to_confirm: ({to_confirm}),\n    comments:");
    let unconfirmed = r#"answers: ["metastatic"], assessed_before: "2026-10-01""#;
    let case = check(&[("    comments:", &with(unconfirmed))], &[]);
    assert!(case.to_confirm.answers.contains(&QuestionId::from("metastatic")));
    assert_eq!(case.to_confirm.assessed_before, Some(date(2026, 10, 1)));
    assert!(read(&write(&case), set()).unwrap().case == case);
    for (faulty, fault) in [
        (r#"answers: [‸"metastasis"]"#, "`to_confirm.answers`: unknown question, did you mean `metastatic`?"),
        ("answers: [‸1]", "`to_confirm.answers`: unknown question"),
        (r#"answers: ‸"metastatic""#, "`to_confirm.answers`: wrong type, expected a list of questions"),
        (
            r#"assessed_before: ‸"2026-02-30""#,
            "`to_confirm.assessed_before`: not a date, expected YYYY-MM-DD",
        ),
        ("assessed_before: ‸1", "`to_confirm.assessed_before`: not a date, expected YYYY-MM-DD"),
    ] {
        let case = check(&[("    comments:", &with(faulty))], &[fault]);
        assert!(case.to_confirm.answers.is_empty());
        let is_of_day = faulty.starts_with("assessed_before");
        assert_eq!(case.to_confirm.assessed_before.is_some(), is_of_day, "what is damaged is not confirmed");
    }
}

#[test]
fn an_unknown_key_is_not_shown_in_the_message() {
    for key in ["020160-9941", "0201609941", "Bente Testperson", "bente-testperson", "p020160", "Åse"] {
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
