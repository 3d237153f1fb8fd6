//! The results of `evaluate` as JSON and as text.

use super::*;

#[test]
fn a_json_line_has_all_statuses_and_counts() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let ended = run(["evaluate", &path, "--format", "json"]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    let expected = json!({
        "case": path,
        "indication": "sarcoma",
        "overall": "met",
        "rows": {
            "target-group": "met",
            "unexplained-aetiology": "no-requirement",
            "family-history": "no-requirement",
            "age": "met",
            "clinical-features": "met",
            "paraclinical": "met",
            "duration": "no-requirement",
            "differential-diagnoses": "not-applicable",
            "prior-treatment": "no-requirement",
            "professional-discussion": "met",
            "competence": "met",
        },
        "requirements": {
            "target-group.diagnosis": "met",
            "target-group.metastatic-or-recurrent": "met",
            "target-group.systemic-treatment": "met",
            "age.adult": "met",
            "clinical-features.performance-status": "met",
            "paraclinical.primary-histopathology": "met",
            "paraclinical.fresh-tissue": "met",
            "paraclinical.biobank": "met",
            "paraclinical.tissue-at-presentation": "not-applicable",
            "differential-diagnoses.recurrence-histology": "not-applicable",
            "professional-discussion.oncologist": "met",
            "professional-discussion.biopsy-access": "met",
            "professional-discussion.life-expectancy": "met",
            "professional-discussion.standard-treatments": "met",
            "competence.sarcoma-centre": "met",
            "competence.ngc-information": "met",
            "competence.specialist-access": "met",
        },
        "waits_for": { "answers": [], "judgements": [] },
        "recommendations": { "not_followed": 0, "unanswered": 0 },
        "judged": 0,
    });
    assert_eq!(json_lines(&ended.out), [expected]);
    assert!(ended.out.ends_with('\n'));
}

#[test]
fn waits_for_is_sorted_and_has_the_age_among_the_answers() {
    let folder = Folder::new();
    let text = edited(", cpr: \"0201609941\"", "")
        .replace("\"sarcoma-centre\": true", "\"sarcoma-centre\": false")
        .replace("\"biobank-collection\": true,\n", "")
        .replace("\"wgs-tissue\": \"fresh\"", "\"wgs-tissue\": \"primary-operation-sample\"")
        .replace("\"biopsy-access\": \"likely-high-purity\"", "\"biopsy-access\": \"unlikely\"")
        .replace("\"performance-status\": \"1\",\n", "");
    let ended = run(["evaluate", &folder.file("a.wgscase", text), "--format", "json"]);
    let line = &json_lines(&ended.out)[0];
    assert_eq!(line["overall"], "missing");
    assert_eq!(
        line["waits_for"],
        json!({
            "answers": ["age", "biobank-collection", "performance-status"],
            "judgements": ["sarcoma/competence.sarcoma-centre", "sarcoma/paraclinical.fresh-tissue"],
        })
    );
    assert_eq!(line["recommendations"], json!({ "not_followed": 1, "unanswered": 1 }));
}

#[test]
fn accepted_judgements_are_counted() {
    let folder = Folder::new();
    let text = edited("\"sarcoma-centre\": true", "\"sarcoma-centre\": false").replace(
        "\n)\n",
        "\n    judgements: { \"sarcoma/competence.sarcoma-centre\": (accept: true, rationale: \"Aftalt\") },\n)\n",
    );
    let line = &json_lines(&run(["evaluate", &folder.file("a.wgscase", text), "--format", "json"]).out)[0];
    assert_eq!((&line["overall"], &line["judged"]), (&json!("met"), &json!(1)));
}

#[test]
fn lines_are_in_the_order_of_the_arguments_and_of_the_indications() {
    let folder = Folder::new();
    let (b, a) = (folder.file("b.wgscase", MET), folder.file("a.wgscase", MET));
    let ended = run(["evaluate", &b, &a, &b, "--all", "--format", "json"]);
    let found: Vec<(String, String)> = json_lines(&ended.out)
        .iter()
        .map(|line| {
            (line["case"].as_str().unwrap().to_owned(), line["indication"].as_str().unwrap().to_owned())
        })
        .collect();
    let indications = [
        "metastatic-solid-tumour",
        "sarcoma",
        "pancreas-cancer",
        "thymic-epithelial-tumour",
        "primary-brain-tumour",
    ];
    let expected: Vec<_> = [&b, &a, &b]
        .iter()
        .flat_map(|path| indications.map(|indication| ((*path).clone(), indication.to_owned())))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_line_has_the_same_keys_with_every_row_and_requirement() {
    let folder = Folder::new();
    let set = embedded().unwrap();
    let ended = run(["evaluate", &folder.file("a.wgscase", MET), "--all", "--format", "json"]);
    for (line, indication) in json_lines(&ended.out).iter().zip(&set.indications) {
        // `serde_json` sorts the keys. The next test checks their order in the line.
        let names = [
            "case",
            "indication",
            "judged",
            "overall",
            "recommendations",
            "requirements",
            "rows",
            "waits_for",
        ];
        assert_eq!(keys(line), names);
        let mut rows: Vec<&str> = indication.rows.iter().map(|row| row.id.as_str()).collect();
        rows.sort_unstable();
        assert_eq!(keys(&line["rows"]), rows);
        let mut requirements: Vec<&str> = indication.requirements().map(|r| r.id.as_str()).collect();
        requirements.sort_unstable();
        assert_eq!(keys(&line["requirements"]), requirements);
        assert!(line["judged"].is_u64());
        assert!(line["recommendations"].as_object().unwrap().values().all(Value::is_u64));
    }
}

#[test]
fn the_keys_of_a_line_are_in_the_order_of_the_document() {
    let folder = Folder::new();
    let set = embedded().unwrap();
    let ended = run(["evaluate", &folder.file("a.wgscase", MET), "--all", "--format", "json"]);
    for (line, indication) in ended.out.lines().zip(&set.indications) {
        let mut keys = vec!["case", "indication", "overall", "rows"];
        keys.extend(indication.rows.iter().map(|row| row.id.as_str()));
        keys.push("requirements");
        keys.extend(indication.requirements().map(|requirement| requirement.id.as_str()));
        keys.extend(["waits_for", "answers", "judgements"]);
        keys.extend(["recommendations", "not_followed", "unanswered", "judged"]);
        let found: Vec<&str> =
            line.split("\":").filter_map(|before| Some(before.rsplit_once('"')?.1)).collect();
        // The text after the last colon is a value.
        assert_eq!(found[..keys.len()], keys);
    }
}

#[test]
fn a_case_can_be_assessed_for_another_indication_than_its_own() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let ended = run(["evaluate", &path, "--indication", "pancreas-cancer", "--format", "json"]);
    let lines = json_lines(&ended.out);
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (&lines[0]["indication"], &lines[0]["overall"]),
        (&json!("pancreas-cancer"), &json!("not-met"))
    );
}

#[test]
fn the_path_is_printed_as_given() {
    let folder = Folder::new();
    folder.file("æ ø.wgscase", MET);
    let mut command = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
    command.current_dir(folder.0.path()).args(["evaluate", "./æ ø.wgscase", "--format", "json"]);
    let out = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert_eq!(json_lines(&out)[0]["case"], "./æ ø.wgscase");
}

#[test]
fn the_text_is_danish_unless_english_is_asked_for() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let danish = run(["evaluate", &path]).out;
    assert!(
        danish.starts_with(&format!("{path}: Sarkom: Kriterierne er vurderet som opfyldt\n")),
        "{danish}"
    );
    assert!(danish.contains("Alderskriterier"), "{danish}");
    assert_eq!(danish, run(["evaluate", &path, "--format", "text", "--language", "da"]).out);
    let english = run(["evaluate", &path, "--language", "en"]).out;
    assert!(english.starts_with(&format!("{path}: Sarcoma: ")), "{english}");
    assert!(!english.contains("Opfyldt") && !english.contains("Alderskriterier"), "{english}");
}

#[test]
fn the_text_names_missing_answers_and_does_not_identify_the_patient() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", edited("\"wgs-tissue\": \"fresh\",\n", ""));
    let out = run(["evaluate", &path]).out;
    assert!(out.contains("Kan ikke vurderes endnu"), "{out}");
    assert!(out.contains("Mangler svar: væv til WGS"), "{out}");
    assert!(IDENTIFYING.iter().all(|word| !out.contains(word)), "{out}");
}

#[test]
fn the_text_names_each_gap_of_a_row_once_and_by_its_kind() {
    let folder = Folder::new();
    let text = edited("\"sarcoma-centre\": true", "\"sarcoma-centre\": false")
        .replace("\"wgs-tissue\": \"fresh\",\n", "")
        .replace("\"biobank-collection\": true,\n", "")
        .replace("\"life-expectancy-assessed\": true,\n", "")
        .replace("\"standard-treatments-assessed\": true", "\"standard-treatments-assessed\": false")
        .replace("0201609941", "0201124948");
    let path = folder.file("a.wgscase", text);
    let lines = |arguments: &[&str]| -> Vec<String> {
        run(["evaluate", &path].iter().chain(arguments))
            .out
            .lines()
            .map(|line| line.trim().to_owned())
            .collect()
    };
    let out = lines(&[]);
    for expected in [
        "Mangler svar: væv til WGS",
        "Anbefaling ikke vurderet: indsamling af friskt væv",
        "Anbefaling ikke vurderet: vurdering af PS og restlevetid",
        "Anbefaling ikke fulgt: Det er vurderet, om patienten har gennemgået de relevante standardbehandlinger.",
        "Kræver skøn: Kan WGS rekvireres uden for et sarkomcenter?",
        "Ikke opfyldt krav: Patienten er fyldt 18 år.",
        "Under 18 år: se patientgruppen »Børn og unge med kræft«.",
    ] {
        assert_eq!(out.iter().filter(|line| *line == expected).count(), 1, "{expected}\n{}", out.join("\n"));
    }
    // Two requirements of the row on investigations wait for the tissue, which is named once in each row.
    let out = lines(&["--indication", "primary-brain-tumour"]);
    assert_eq!(out.iter().filter(|line| line.contains("væv til WGS")).count(), 2, "{}", out.join("\n"));
}

#[test]
fn the_text_says_what_rests_on_a_judgement() {
    let folder = Folder::new();
    let lines = |accept: &str, language: &str| -> Vec<String> {
        let judgement =
            format!("\"sarcoma/competence.sarcoma-centre\": (accept: {accept}, rationale: \"Aftalt\")");
        let text = edited("\"sarcoma-centre\": true", "\"sarcoma-centre\": false")
            .replace("\n)\n", &format!("\n    judgements: {{ {judgement} }},\n)\n"));
        let out = run(["evaluate", &folder.file("a.wgscase", text), "--language", language]).out;
        out.lines().map(|line| line.trim().to_owned()).collect()
    };
    let statement =
        "Rekvirenten er kirurg eller onkolog tilknyttet et sarkomcenter eller efter skøn en anden læge.";
    for (accept, language, row, requirement) in [
        ("true", "da", "Opfyldt efter lægeligt skøn", "Krav · Opfyldt efter lægeligt skøn: "),
        ("false", "da", "Ikke opfyldt efter lægeligt skøn", "Ikke opfyldt krav efter lægeligt skøn: "),
        ("true", "en", "Met, by clinical judgement", "Requirement · Met, by clinical judgement: "),
        ("false", "en", "Not met, by clinical judgement", "Requirement not met, by clinical judgement: "),
    ] {
        let lines = lines(accept, language);
        let competence = if language == "da" { "Kompetenceniveau" } else { "Level of competence" };
        let of_row = |line: &&String| line.starts_with(competence) && line.ends_with(row);
        assert_eq!(lines.iter().filter(of_row).count(), 1, "{lines:#?}");
        assert_eq!(lines.iter().filter(|line| line.starts_with(requirement)).count(), 1, "{lines:#?}");
        assert_eq!(lines.contains(&format!("{requirement}{statement}")), language == "da", "{lines:#?}");
        assert_eq!(lines.iter().filter(|line| line.contains(requirement.trim())).count(), 1, "{lines:#?}");
    }
}

#[test]
fn the_text_says_whether_the_patient_consents() {
    let folder = Folder::new();
    let lines = |answers: &str, language: &str| -> Vec<String> {
        let text = edited("\"wgs-tissue\"", &format!("{answers} \"wgs-tissue\""));
        let ended = run(["evaluate", &folder.file("a.wgscase", text), "--language", language]);
        ended.out.lines().map(str::to_owned).collect()
    };
    for (answers, danish, english) in [
        ("", "Samtykke: ikke angivet", "Consent: not stated"),
        ("\"written-consent\": true,", "Samtykke: indhentet", "Consent: obtained"),
        ("\"written-consent\": false,", "Samtykke: ikke indhentet", "Consent: not obtained"),
        (
            "\"written-consent\": true, \"consent-date\": \"2026-11-20\",",
            "Samtykke: indhentet 20. november 2026",
            "Consent: obtained 20 November 2026",
        ),
    ] {
        for (language, expected) in [("da", danish), ("en", english)] {
            let lines = lines(answers, language);
            assert_eq!(lines[1], format!("  {expected}"), "{lines:#?}");
            assert_eq!(lines.iter().filter(|line| line.contains(expected)).count(), 1, "{lines:#?}");
        }
    }
}

#[test]
fn the_text_marks_cautions_with_a_word_and_leaves_other_remarks_without() {
    let folder = Folder::new();
    let text = edited("\"likely-high-purity\"", "\"unlikely\"");
    let path = folder.file("a.wgscase", text);
    let lines = |path: &str, language: &str| -> Vec<String> {
        run(["evaluate", path, "--language", language]).out.lines().map(str::to_owned).collect()
    };
    for (language, line) in [
        ("da", "  Bemærk: Biopsi med høj tumorprocent er vurderet som næppe mulig."),
        ("en", "  Note: A biopsy with a high tumour fraction is assessed as unlikely."),
    ] {
        let lines = lines(&path, language);
        assert!(lines.iter().any(|found| found == line), "{lines:#?}");
    }
    let path = folder.file("b.wgscase", edited("\"available\"", "\"pending\""));
    let lines = lines(&path, "da");
    assert!(lines.iter().any(|line| line == "  Histologi afventer"), "{lines:#?}");
}

#[test]
fn consent_and_cautions_leave_the_json_lines_as_they_are() {
    let folder = Folder::new();
    let plain = run(["evaluate", &folder.file("a.wgscase", MET), "--format", "json"]).out;
    let text = edited("\"wgs-tissue\"", "\"written-consent\": false, \"wgs-tissue\"");
    assert_eq!(run(["evaluate", &folder.file("a.wgscase", text), "--format", "json"]).out, plain);
}

// ---- Notes on what is typed ----

#[test]
fn clinical_information_changes_no_verdict_and_an_unusual_code_is_a_note() {
    let folder = Folder::new();
    let information = "\"diagnosis-group\": \"sarcoma\", \"diagnosis-text\": \"Leiomyosarkom\", \
        \"diagnosis-code\": \"C49.9\", \"clinical-question\": \"a\\nb\", \"tumour-fraction\": 0, \
        \"sample-date\": \"2026-11-22\",";
    let path = folder.file("a.wgscase", MET.replace("\"diagnosis-group\": \"sarcoma\",", information));
    let ended = run(["evaluate", &path, "--format", "json"]);
    let note = "note: the answer to `diagnosis-code` does not look like an SKS diagnosis code; check it\n";
    assert_eq!((ended.status, ended.err), (0, format!("{path}: {note}")));
    assert_eq!(json_lines(&ended.out)[0]["overall"], "met");
}

#[test]
fn a_faulty_answer_names_its_question_and_never_its_value() {
    let folder = Folder::new();
    let long = "x".repeat(201);
    for (answer, message) in [
        (format!("\"diagnosis-text\": \"{long}\""), "longer than 200 characters; shorten it"),
        (format!("\"prior-therapy\": \"{}\"", "x".repeat(4001)), "longer than 4000 characters; shorten it"),
        ("\"diagnosis-text\": \"x\\ny\"".to_owned(), "more than one line; the question is answered in one"),
        (
            "\"diagnosis-text\": \"x\\u{2028}y\"".to_owned(),
            "more than one line; the question is answered in one",
        ),
        ("\"diagnosis-text\": \"x\\u{7}y\"".to_owned(), "it has a control character; remove it"),
        ("\"prior-therapy\": \"x\\u{0}y\"".to_owned(), "it has a control character; remove it"),
        ("\"diagnosis-code\": \"DC\\u{7f}221\"".to_owned(), "it has a control character; remove it"),
        ("\"tumour-fraction\": 101".to_owned(), "not from 0 to 100"),
        ("\"tumour-fraction\": 300".to_owned(), "not from 0 to 100"),
        ("\"tumour-fraction\": -1".to_owned(), "not from 0 to 100"),
        (format!("\"tumour-fraction\": {}", "9".repeat(30)), "not from 0 to 100"),
        ("\"tumour-fraction\": 12.5".to_owned(), "wrong type, expected a whole number from 0 to 100"),
        ("\"tumour-fraction\": 12.0".to_owned(), "wrong type, expected a whole number from 0 to 100"),
        ("\"tumour-fraction\": \"12\"".to_owned(), "wrong type, expected a whole number from 0 to 100"),
        ("\"treatment-lines\": -1".to_owned(), "not from 0 to 4294967295"),
        ("\"treatment-lines\": 4294967296".to_owned(), "not from 0 to 4294967295"),
        (format!("\"treatment-lines\": -{}", "9".repeat(30)), "not from 0 to 4294967295"),
        ("\"treatment-lines\": true".to_owned(), "wrong type, expected a whole number from 0"),
        ("\"sample-date\": \"2026-02-30\"".to_owned(), "not a date, expected YYYY-MM-DD"),
        ("\"diagnosis-code\": 5".to_owned(), "wrong type, expected a text"),
    ] {
        let text = MET.replace("\"diagnosis-group\": \"sarcoma\",", &format!("{answer},"));
        let id = answer.split('"').nth(1).unwrap();
        let key = format!("\"{id}\": ");
        let column = text.lines().nth(8).unwrap().find(&key).unwrap() + key.len() + 1;
        let path = folder.file("a.wgscase", text);
        let ended = run(["evaluate", &path]);
        assert_eq!(
            (ended.status, ended.err),
            (1, format!("{path}:9:{column}: `answers.{id}`: {message}\n")),
            "{id}"
        );
    }
}
