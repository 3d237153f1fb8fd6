//! The problems reported for faulty definitions, each with its place, what was expected and a hint.

use std::collections::BTreeMap;

use wgs_referral::assessment::{Status, assess};
use wgs_referral::case::Case;
use wgs_referral::definition::{DefinitionFile, IndicationId, Problem, check_files, embedded_files};
use wgs_referral::notation::Place;

/// Marks the expected place of a problem in an edit. It is removed before the check.
const MARK: char = '‸';

/// A file, a text in it, and the text that replaces its first occurrence.
type Edit<'a> = (&'a str, &'a str, &'a str);

/// Edits the shipped files and compares the problems. The nth `‸` of the expected lines for a file stands
/// for the place of the nth `‸` that the edits have put into it.
fn check(edits: &[Edit], expected: &[&str]) {
    let mut files = embedded_files();
    for (name, old, new) in edits {
        let file = files.iter_mut().find(|file| file.name == *name).unwrap();
        assert!(file.text.contains(old), "{name} has no {old}");
        file.text = file.text.replacen(old, new, 1);
    }
    check_marked(files, expected);
}

fn check_marked(mut files: Vec<DefinitionFile>, expected: &[&str]) {
    let mut places: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for file in &mut files {
        let list = places.entry(file.name.clone()).or_default();
        while let Some(at) = file.text.find(MARK) {
            list.push(Place::of_offset(&file.text, at));
            file.text.remove(at);
        }
    }
    let expected: Vec<String> = expected
        .iter()
        .map(|line| match line.split_once(MARK) {
            None => (*line).to_owned(),
            Some((file, rest)) => {
                let marked = places.get_mut(file.trim_end_matches(':')).unwrap();
                format!("{file}{}{rest}", marked.remove(0))
            }
        })
        .collect();
    assert_eq!(lines(&files), expected);
    assert!(places.values().all(Vec::is_empty), "marks without an expected problem: {places:?}");
}

fn lines(files: &[DefinitionFile]) -> Vec<String> {
    match check_files(files) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(Problem::to_string).collect(),
    }
}

// ---- RON syntax ----

#[test]
fn unknown_fields_are_reported_with_the_known_ones() {
    check(
        &[("set.ron", "    publisher: (da", "    ‸publishr: (da")],
        &["set.ron:‸: unknown field `publishr`; expected one of `id`, `title`, `date`, `reading`, \
           `publisher`, `website`, `first_question`, `rows`, `centres`, `follows`, `confirm_when_reopened`; did you mean `publisher`?"],
    );
}

/// The fields of an indication file, as problems list them.
const FIELDS: &str = "expected one of `id`, `position`, `title`, `short`, `document`, `codes`, `subgroup`, `form`, `conditions`, `rows`, `judgements`, `remarks`, `notes`, `alternatives`, `overlaps`";

#[test]
fn unknown_fields_do_not_hide_other_problems() {
    check(
        &[
            ("sarcoma.ron", "    position: 2,", "    position: 2, ‸pozition: [(a: 3)], ‸æble: \"ø,\",\n"),
            ("sarcoma.ron", "yes(\"sarcoma-centre\")", "yes(‸\"sarcoma-center\")"),
            ("pancreas-cancer.ron", "title: (da: \"", "‸titel: 1, title: ‸(‸dä: \""),
            ("thymic-epithelial-tumour.ron", "quote: \"", "‸zebra: 1, quote: \""),
            ("questions.ron", "id: \"soft-tissue\"", "id: ‸\"soft_tissue\""),
        ],
        &[
            &format!("pancreas-cancer.ron:‸: unknown field `titel`; {FIELDS}; did you mean `title`?"),
            "pancreas-cancer.ron:‸: the text has no `da`; expected a text in Danish and in English",
            "pancreas-cancer.ron:‸: unknown field `dä`; expected one of `da`, `en`",
            "questions.ron:‸: `soft_tissue` cannot be a choice's id; expected lower-case words joined by hyphens",
            &format!("sarcoma.ron:‸: unknown field `pozition`; {FIELDS}; did you mean `position`?"),
            &format!("sarcoma.ron:‸: unknown field `æble`; {FIELDS}"),
            "sarcoma.ron:‸: unknown question `sarcoma-center`; expected a known question; did you mean `sarcoma-centre`?",
            "thymic-epithelial-tumour.ron:‸: unknown field `zebra`; expected one of `id`, `like`, `strength`, `applies_when`, `rule`, `statement`, `statement_when`, `quote`, `quote_row`, `before_biopsy`, `advice`",
        ],
    );
}

#[test]
fn readable_files_are_checked_beside_unreadable_ones() {
    check(
        &[
            ("thymic-epithelial-tumour.ron", "position: 4", "position: ‸four"),
            ("sarcoma.ron", "quote: \"≥ 18 år\"", "quote: ‸\"\""),
            ("sarcoma.ron", "indication: \"metastatic-solid-tumour\"", "indication: ‸\"thymic\""),
        ],
        &[
            "sarcoma.ron:‸: the quote has 0 words; expected 1 to 25",
            "sarcoma.ron:‸: unknown indication `thymic`; expected one of `metastatic-solid-tumour`, `pancreas-cancer`, `primary-brain-tumour`, `sarcoma`, `thymic-epithelial-tumour`; did you mean `thymic-epithelial-tumour`?",
            "thymic-epithelial-tumour.ron:‸: not readable: invalid digit 'f' for base 10 integers; expected RON as in the shipped files",
        ],
    );
    check(
        &[
            ("common.ron", "rule: age_at_least(18)", "rule: ‸age_at_leest(18)"),
            ("set.ron", "id: \"ngc-2026-11.2\"", "id: ‸\"NGC 2026\""),
            ("questions.ron", "id: \"soft-tissue\"", "id: ‸\"soft_tissue\""),
        ],
        &[
            "common.ron:‸: unknown word `age_at_leest`; expected one of `yes`, `no`, `is_one_of`, `at_least`, `age_at_least`, `judgement`, `all`, `any`, `not`, `first_of`, `given`, `same_as`; did you mean `age_at_least`?",
            "questions.ron:‸: `soft_tissue` cannot be a choice's id; expected lower-case words joined by hyphens",
            "set.ron:‸: `NGC 2026` cannot be a set's id; expected lower-case words joined by hyphens, such as `ngc-2026-11.2`",
        ],
    );
}

#[test]
fn unknown_rule_words_are_reported_with_the_known_ones() {
    check(
        &[("sarcoma.ron", "rule: any([yes(\"metastatic\")", "rule: ‸anny([yes(\"metastatic\")")],
        &["sarcoma.ron:‸: unknown word `anny`; expected one of `yes`, `no`, `is_one_of`, `at_least`, \
           `age_at_least`, `judgement`, `all`, `any`, `not`, `first_of`, `given`, `same_as`; did you mean `any`?"],
    );
}

#[test]
fn missing_fields_are_reported_at_the_closing_bracket() {
    check(
        &[("set.ron", "    date: \"2026-11\",\n", ""), ("set.ron", "    ),\n)", "    ),\n‸)")],
        &["set.ron:‸: the field `date` is missing; expected it among the fields before this place"],
    );
}

#[test]
fn duplicate_fields_are_reported() {
    check(
        &[("sarcoma.ron", "    position: 2,", "    position: 2,\n    ‸position: 2,")],
        &["sarcoma.ron:‸: the field `position` stands twice; expected each field once"],
    );
}

#[test]
fn duplicate_map_keys_are_reported() {
    check(
        &[(
            "common.ron",
            "    conditions: {\n        \"",
            "    conditions: {\n\"ambulatory\": yes(\"metastatic\"),\n        ‸\"",
        )],
        &["common.ron:‸: the key `ambulatory` stands twice; expected each key once"],
    );
}

#[test]
fn a_file_that_is_not_ron_gives_one_problem() {
    let mut files = embedded_files();
    files.iter_mut().for_each(|file| file.text = "Kære læge".to_owned());
    let problems = check_files(&files).unwrap_err();
    assert_eq!(problems.len(), files.len(), "{problems:?}");
    assert!(problems.iter().all(|problem| problem.place.line == 1));
}

#[test]
fn an_empty_file_is_reported_as_unreadable() {
    let mut files = embedded_files();
    files.iter_mut().find(|file| file.name == "sarcoma.ron").unwrap().text.clear();
    let problems = lines(&files);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].starts_with("sarcoma.ron:1:1: not readable: "), "{problems:?}");
}

#[test]
fn deep_nesting_is_reported_without_a_crash() {
    for deep in ["not(".repeat(100_000), "(".repeat(100_000), "[".repeat(100_000)] {
        let mut files = embedded_files();
        let file = files.iter_mut().find(|file| file.name == "sarcoma.ron").unwrap();
        file.text =
            file.text.replacen("any([yes(\"metastatic\")", &format!("{deep}any([yes(\"metastatic\")"), 1);
        let problems = check_files(&files).unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].file, "sarcoma.ron");
    }
}

#[test]
fn a_missing_file_is_reported_by_name() {
    for name in ["set.ron", "questions.ron", "common.ron"] {
        let mut files = embedded_files();
        files.retain(|file| file.name != name);
        assert_eq!(
            lines(&files),
            [format!("{name}:1:1: the file `{name}` is missing from the set; expected it beside the others")]
        );
    }
}

#[test]
fn a_set_without_indications_is_reported() {
    let mut files = embedded_files();
    files.retain(|file| ["set.ron", "questions.ron", "common.ron"].contains(&file.name.as_str()));
    let problems = lines(&files);
    let first = "set.ron:2:1: the set has no indication; expected at least one file besides `set.ron`, \
                 `questions.ron` and `common.ron`";
    assert!(problems.contains(&first.to_owned()), "{problems:#?}");
}

// ---- Ids ----

#[test]
fn unknown_questions_are_reported_with_the_most_similar_id() {
    check(
        &[("sarcoma.ron", "yes(\"sarcoma-centre\")", "yes(‸\"sarcoma-center\")")],
        &["sarcoma.ron:‸: unknown question `sarcoma-center`; expected a known question; \
           did you mean `sarcoma-centre`?"],
    );
}

#[test]
fn no_hint_is_given_without_a_similar_id() {
    check(
        &[("sarcoma.ron", "yes(\"sarcoma-centre\")", "yes(‸\"zebra\")")],
        &["sarcoma.ron:‸: unknown question `zebra`; expected a known question"],
    );
}

#[test]
fn unknown_questions_in_asking_conditions_are_reported() {
    check(
        &[("questions.ron", "asked_when: yes(\"metastatic\")", "asked_when: yes(‸\"metastatc\")")],
        &["questions.ron:‸: unknown question `metastatc`; expected one of `diagnosis-group`, `metastatic`; \
           did you mean `metastatic`?"],
    );
}

#[test]
fn asking_conditions_can_only_use_questions_above_them() {
    check(
        &[("questions.ron", "asked_when: yes(\"metastatic\")", "asked_when: yes(‸\"recurrence\")")],
        &["questions.ron:‸: unknown question `recurrence`; expected one of `diagnosis-group`, `metastatic`"],
    );
}

#[test]
fn unknown_values_are_reported_with_the_known_ones() {
    check(
        &[(
            "sarcoma.ron",
            "rule: yes(\"systemic-treatment-indicated\")",
            "rule: any([yes(\"systemic-treatment-indicated\"), is_one_of(\"wgs-tissue\", [\"fresh\", ‸\"archive\"])])",
        )],
        &["sarcoma.ron:‸: unknown value of `wgs-tissue` `archive`; expected one of `fresh`, \
           `primary-operation-sample`, `blood-only`, `archive-only`; did you mean `archive-only`?"],
    );
}

#[test]
fn unknown_judgements_conditions_and_common_requirements_are_reported() {
    check(
        &[
            (
                "sarcoma.ron",
                "judgement(\"competence.sarcoma-centre\")",
                "judgement(‸\"competence.sarcoma-center\")",
            ),
            ("sarcoma.ron", "like: \"age.adult\"", "like: ‸\"age.adlt\""),
            ("common.ron", "rule: same_as(\"ambulatory\")", "rule: same_as(‸\"ambulant\")"),
        ],
        &[
            "common.ron:‸: unknown condition `ambulant`; expected one of `after-surgery`, `ambulatory`, \
             `germline-diagnosis`, `presented-with-metastases`, `tumour-directed-treatment`; \
             did you mean `ambulatory`?",
            "sarcoma.ron:‸: unknown requirement of `common.ron` `age.adlt`; expected a known requirement of \
             `common.ron`; did you mean `age.adult`?",
            "sarcoma.ron:‸: unknown judgement `competence.sarcoma-center`; expected one of \
             `competence.sarcoma-centre`, `paraclinical.fresh-tissue`, `paraclinical.primary-histopathology`; \
             did you mean `competence.sarcoma-centre`?",
        ],
    );
}

#[test]
fn unknown_indications_are_reported() {
    check(
        &[
            (
                "sarcoma.ron",
                "indication: \"metastatic-solid-tumour\"",
                "indication: ‸\"metastatic-solid-tumor\"",
            ),
            ("questions.ron", "offered_for: [\"pancreas-cancer\"]", "offered_for: [‸\"pancreas\"]"),
        ],
        &[
            "questions.ron:‸: unknown indication `pancreas`; expected one of `metastatic-solid-tumour`, \
             `pancreas-cancer`, `primary-brain-tumour`, `sarcoma`, `thymic-epithelial-tumour`; \
             did you mean `pancreas-cancer`?",
            "sarcoma.ron:‸: unknown indication `metastatic-solid-tumor`; expected one of \
             `metastatic-solid-tumour`, `pancreas-cancer`, `primary-brain-tumour`, `sarcoma`, \
             `thymic-epithelial-tumour`; did you mean `metastatic-solid-tumour`?",
        ],
    );
}

#[test]
fn unknown_missing_and_unordered_rows_are_reported() {
    check(
        &[
            ("sarcoma.ron", "rows: [", "rows: ‸["),
            ("sarcoma.ron", "(id: \"family-history\"", "(id: ‸\"familiy-history\""),
        ],
        &[
            "sarcoma.ron:‸: the row `family-history` is missing; expected every row of `set.ron`, if only as \
             `(id: …)`",
            "sarcoma.ron:‸: unknown row `familiy-history`; expected one of `target-group`, \
             `unexplained-aetiology`, `family-history`, `age`, `clinical-features`, `paraclinical`, `duration`, \
             `differential-diagnoses`, `prior-treatment`, `professional-discussion`, `competence`; \
             did you mean `family-history`?",
        ],
    );
    check(
        &[
            ("sarcoma.ron", "rows: [", "rows: ‸["),
            ("sarcoma.ron", "(id: \"family-history\"", "(id: \"x\""),
            ("sarcoma.ron", "(id: \"unexplained-aetiology\"", "(id: \"family-history\""),
            ("sarcoma.ron", "(id: \"x\"", "(id: \"unexplained-aetiology\""),
        ],
        &["sarcoma.ron:‸: the rows are out of order; expected the order of `set.ron`"],
    );
}

#[test]
fn duplicate_ids_are_reported() {
    check(
        &[
            (
                "questions.ron",
                "        (\n            id: \"recurrence\"",
                "        ‸(id: \"metastatic\", kind: yes_no, label: (da: \"a\", en: \"b\"), name: (da: \"a\", en: \"b\")),\n        (\n            id: \"recurrence\"",
            ),
            (
                "sarcoma.ron",
                "(id: \"unexplained-aetiology\", quote: \"Nej\")",
                "(id: \"unexplained-aetiology\", quote: \"Nej\"), ‸(id: \"unexplained-aetiology\", quote: \"Nej\")",
            ),
        ],
        &[
            "questions.ron:‸: the question `metastatic` stands twice; expected each once",
            "sarcoma.ron:‸: the row `unexplained-aetiology` stands twice; expected each once",
        ],
    );
}

#[test]
fn lists_with_duplicates_or_without_items_are_reported() {
    check(
        &[
            (
                "questions.ron",
                "(id: \"available\"",
                "(id: \"available\", label: (da: \"x\", en: \"x\")),\n‸(id: \"available\"",
            ),
            ("sarcoma.ron", "topic: before_referral", "topic: ‸competence"),
            (
                "sarcoma.ron",
                "    judgements: [(",
                "    judgements: [(id: \"competence.sarcoma-centre\", question: (da: \"?\", en: \"?\"), reason: (da: \".\", en: \".\")),\n‸(",
            ),
        ],
        &[
            "questions.ron:‸: the choice `available` stands twice; expected each once",
            "sarcoma.ron:‸: the judgement `competence.sarcoma-centre` stands twice; expected each once",
            "sarcoma.ron:‸: the topic stands twice; expected one note a topic",
        ],
    );
}

#[test]
fn duplicate_requirements_are_reported_at_each_place() {
    check(
        &[
            (
                "sarcoma.ron",
                "id: \"target-group.systemic-treatment\"",
                "id: ‸\"target-group.metastatic-or-recurrent\"",
            ),
            (
                "sarcoma.ron",
                "id: \"target-group.metastatic-or-recurrent\"",
                "id: ‸\"target-group.metastatic-or-recurrent\"",
            ),
        ],
        &[
            "sarcoma.ron:‸: the requirement `target-group.metastatic-or-recurrent` stands twice; expected each once",
            "sarcoma.ron:‸: the requirement `target-group.metastatic-or-recurrent` stands twice; expected each once",
        ],
    );
}

#[test]
fn ids_that_are_not_kebab_case_are_reported() {
    check(
        &[
            ("set.ron", "id: \"ngc-2026-11.2\"", "id: ‸\"NGC 2026\""),
            (
                "sarcoma.ron",
                "id: \"target-group.systemic-treatment\"",
                "id: ‸\"duration.systemic-treatment\"",
            ),
            ("sarcoma.ron", "id: \"sarcoma\"", "id: ‸\"sarkom\""),
            ("questions.ron", "id: \"soft-tissue\"", "id: ‸\"soft_tissue\""),
        ],
        &[
            "questions.ron:‸: `soft_tissue` cannot be a choice's id; expected lower-case words joined by hyphens",
            "sarcoma.ron:‸: the id `sarkom` is not the name of the file; expected `sarcoma`, in lower-case words \
             joined by hyphens",
            "sarcoma.ron:‸: `duration.systemic-treatment` cannot be the id of a requirement here; expected \
             `target-group.` and lower-case words joined by hyphens",
            "set.ron:‸: `NGC 2026` cannot be a set's id; expected lower-case words joined by hyphens, such as `ngc-2026-11.2`",
        ],
    );
}

#[test]
fn age_is_not_a_valid_question_id() {
    check(
        &[
            ("questions.ron", "            id: \"young-patient\"", "            id: ‸\"age\""),
            ("pancreas-cancer.ron", "\"young-patient\"", "\"age\""),
            ("pancreas-cancer.ron", "yes(\"young-patient\")", "yes(\"age\")"),
            ("pancreas-cancer.ron", "yes(\"young-patient\")", "yes(\"age\")"),
            ("pancreas-cancer.ron", "asked_at: \"young-patient\"", "asked_at: \"age\""),
            ("pancreas-cancer.ron", "yes(\"young-patient\")", "yes(\"age\")"),
        ],
        &[
            "questions.ron:‸: `age` cannot be a question's id; expected lower-case words joined by hyphens, other \
           than `age`",
        ],
    );
}

// ---- Rules ----

#[test]
fn empty_groups_are_reported() {
    check(
        &[
            ("sarcoma.ron", "rule: any([yes(\"metastatic\"), yes(\"recurrence\")])", "rule: any(‸[])"),
            (
                "sarcoma.ron",
                "first_of([yes(\"sarcoma-centre\"), judgement(\"competence.sarcoma-centre\")])",
                "first_of(‸[])",
            ),
            (
                "common.ron",
                "is_one_of(\"biopsy-access\", [\"likely-high-purity\"])",
                "is_one_of(\"biopsy-access\", ‸[])",
            ),
            (
                "common.ron",
                "all([yes(\"tissue-for-primary-diagnostics\"), yes(\"tissue-for-wgs\")])",
                "all(‸[])",
            ),
        ],
        &[
            "common.ron:‸: `all` is empty; expected at least one",
            "common.ron:‸: `is_one_of` is empty; expected at least one",
            "sarcoma.ron:‸: `any` is empty; expected at least one",
            "sarcoma.ron:‸: `first_of` is empty; expected at least one",
        ],
    );
}

#[test]
fn empty_forms_and_sections_are_reported() {
    check(
        &[
            ("sarcoma.ron", "questions: [\"performance-status\"]", "questions: ‸[]"),
            ("sarcoma.ron", "    form: [", "    form: ‸["),
        ],
        &[
            "sarcoma.ron:‸: the form does not ask `performance-status`, which \
             `clinical-features.performance-status` needs; expected every question that a rule uses",
            "sarcoma.ron:‸: the section is empty; expected at least one",
        ],
    );
}

#[test]
fn rule_words_on_the_wrong_kind_of_question_are_reported() {
    check(
        &[
            (
                "sarcoma.ron",
                "yes(\"systemic-treatment-indicated\")",
                "‸at_least(\"systemic-treatment-indicated\", 1)",
            ),
            (
                "common.ron",
                "rule: yes(\"biobank-collection\")",
                "rule: ‸is_one_of(\"biobank-collection\", [\"yes\"])",
            ),
            (
                "common.ron",
                "is_one_of(\"biopsy-access\", [\"likely-high-purity\"])",
                "‸yes(\"biopsy-access\")",
            ),
        ],
        &[
            "common.ron:‸: `is_one_of` cannot be asked of `biobank-collection`; expected a question of the kind \
             `choice`",
            "common.ron:‸: `biopsy-access` is not answered by yes or no; expected a question of the kind `yes_no`",
            "sarcoma.ron:‸: `at_least` cannot be asked of `systemic-treatment-indicated`; expected a question of \
             the kind `count`",
        ],
    );
}

#[test]
fn rules_that_are_never_true_are_reported() {
    check(
        &[(
            "sarcoma.ron",
            "rule: any([yes(\"metastatic\"), yes(\"recurrence\")])",
            "rule: ‸all([yes(\"metastatic\"), no(\"metastatic\"), yes(\"recurrence\")])",
        )],
        &["sarcoma.ron:‸: the requirement `target-group.metastatic-or-recurrent` can never be fulfilled; \
           expected a condition that some answers fulfil"],
    );
}

/// Checks a rule in place of a shipped one, with its question added to the form.
fn check_rule(rule: &str, expected: &[&str]) {
    let rule = format!("rule: any([yes(\"systemic-treatment-indicated\"), {rule}])");
    check(&[("sarcoma.ron", "rule: yes(\"systemic-treatment-indicated\")", &rule)], expected);
}

const NEVER: &str = "this part of the rule can never hold where it stands; expected a part that some answers \
                     fulfil, or none";

#[test]
fn contradictions_between_ages_counts_choices_and_asking_conditions_are_reported() {
    for contradiction in [
        "all([age_at_least(18), not(age_at_least(18))])",
        "age_at_least(200)",
        "all([is_one_of(\"performance-status\", [\"0\"]), is_one_of(\"performance-status\", [\"1\", \"2\"])])",
        "all([no(\"metastatic\"), yes(\"metastatic-at-presentation\")])",
        "given(yes(\"metastatic\"), no(\"metastatic\"))",
        "not(any([yes(\"metastatic\"), no(\"metastatic\")]))",
        "first_of([all([yes(\"recurrence\"), no(\"recurrence\")])])",
        "not(not(all([yes(\"metastatic\"), not(yes(\"metastatic\"))])))",
    ] {
        let rule = format!("rule: ‸{contradiction}");
        check(
            &[
                ("sarcoma.ron", "rule: yes(\"systemic-treatment-indicated\")", &rule),
                ("sarcoma.ron", "\"systemic-treatment-indicated\"]", "‸\"systemic-treatment-indicated\"]"),
            ],
            &[
                "sarcoma.ron:‸: no requirement of this indication uses `systemic-treatment-indicated`; expected a \
                 question that a rule or `subgroup` uses, or one with `summary`",
                "sarcoma.ron:‸: the requirement `target-group.systemic-treatment` can never be fulfilled; expected \
                 a condition that some answers fulfil",
            ],
        );
        check_rule(&format!("‸{contradiction}"), &[&format!("sarcoma.ron:‸: {NEVER}")]);
    }
}

#[test]
fn unreachable_parts_of_rules_are_reported() {
    for part in [
        "all([no(\"metastatic\"), any([no(\"recurrence\"), ‸yes(\"metastatic\")])])",
        "first_of([‸age_at_least(200), yes(\"recurrence\")])",
        "first_of([yes(\"metastatic\"), ‸all([yes(\"metastatic\"), yes(\"recurrence\")])])",
        "all([no(\"metastatic\"), first_of([any([yes(\"recurrence\"), no(\"recurrence\")]), ‸age_at_least(18)])])",
        "given(yes(\"metastatic\"), any([no(\"recurrence\"), ‸no(\"metastatic\")]))",
        "all([yes(\"metastatic\"), not(‸all([yes(\"metastatic\"), no(\"metastatic\")]))])",
    ] {
        check_rule(part, &[&format!("sarcoma.ron:‸: {NEVER}")]);
    }
}

#[test]
fn rules_that_are_always_true_are_reported() {
    check(
        &[
            (
                "sarcoma.ron",
                "rule: any([yes(\"metastatic\"), yes(\"recurrence\")])",
                "applies_when: ‸not(all([yes(\"recurrence\"), no(\"recurrence\")])),\n\
                 rule: any([yes(\"metastatic\"), yes(\"recurrence\")])",
            ),
            (
                "sarcoma.ron",
                "rule: yes(\"systemic-treatment-indicated\")",
                "rule: ‸any([yes(\"systemic-treatment-indicated\"), no(\"systemic-treatment-indicated\")])",
            ),
            ("common.ron", "when: is_one_of(\"biopsy-access\", [\"unlikely\"])", "when: ‸age_at_least(0)"),
        ],
        &[
            "common.ron:‸: this is always shown; expected a condition that some answers do not fulfil",
            "sarcoma.ron:‸: the requirement `target-group.metastatic-or-recurrent` always applies; expected a \
             condition that some answers do not fulfil",
            "sarcoma.ron:‸: the requirement `target-group.systemic-treatment` is always fulfilled; expected a \
             condition that some answers do not fulfil",
        ],
    );
}

#[test]
fn unreachable_judgements_are_reported() {
    check(
        &[
            (
                "pancreas-cancer.ron",
                "given(\n                            is_one_of(\"wgs-tissue\", [\"blood-only\"])",
                "‸given(\n                            is_one_of(\"wgs-tissue\", [\"blood-only\"])",
            ),
            (
                "pancreas-cancer.ron",
                "given(is_one_of(\"purpose\", [\"diagnosis\"]), judgement(\"blood-only\"))",
                "given(is_one_of(\"purpose\", [\"diagnosis\"]), given(is_one_of(\"wgs-tissue\", [\"fresh\"]), \
                 judgement(\"blood-only\")))",
            ),
            (
                "pancreas-cancer.ron",
                "(\n            id: \"blood-only\"",
                "‸(\n            id: \"blood-only\"",
            ),
        ],
        &[
            &format!("pancreas-cancer.ron:‸: {NEVER}"),
            "pancreas-cancer.ron:‸: no rule leads to the judgement `blood-only`; expected `judgement(…)` in a rule, \
             where some answers lead to it",
        ],
    );
}

#[test]
fn rules_that_can_be_true_and_false_give_no_problem() {
    for rule in [
        "all([age_at_least(18), not(age_at_least(19))])",
        "all([yes(\"systemic-treatment-indicated\"), not(no(\"metastatic\"))])",
        "all([not(yes(\"systemic-treatment-indicated\")), yes(\"recurrence\")])",
        "first_of([is_one_of(\"performance-status\", [\"0\"]), is_one_of(\"performance-status\", [\"0\", \"1\"])])",
        "given(yes(\"metastatic\"), yes(\"metastatic-at-presentation\"))",
    ] {
        check_rule(rule, &[]);
    }
}

#[test]
fn rules_too_complex_to_check_are_reported_in_bounded_time() {
    let choices: Vec<String> = (0..26)
        .map(|at| format!("any([is_one_of(\"q{at}\", [\"a\"]), is_one_of(\"q{at}\", [\"b\"])])"))
        .collect();
    let question = |at: usize| {
        format!(
            "(id: \"q{at}\", kind: choice, label: (da: \"a\", en: \"b\"), name: (da: \"a\", en: \"b\"), choices: \
             [(id: \"a\", label: (da: \"a\", en: \"b\")), (id: \"b\", label: (da: \"a\", en: \"b\"))]),\n"
        )
    };
    let questions = format!("    questions: [{}", (0..26).map(question).collect::<String>());
    let asked: String = (0..26).map(|at| format!("\"q{at}\", ")).collect();
    let rule = format!(
        "rule: ‸all([{}, yes(\"systemic-treatment-indicated\"), no(\"systemic-treatment-indicated\")])",
        choices.join(", ")
    );
    check(
        &[
            ("questions.ron", "    questions: [", &questions),
            ("sarcoma.ron", "rule: yes(\"systemic-treatment-indicated\")", &rule),
            (
                "sarcoma.ron",
                "questions: [\"performance-status\"]",
                &format!("questions: [{asked}\"performance-status\"]"),
            ),
        ],
        &[
            "sarcoma.ron:‸: the rule is too complex to check; expected fewer answers side by side, or `given` and \
           `first_of` between them",
        ],
    );
}

#[test]
fn conditions_that_grow_exponentially_are_reported_in_bounded_time() {
    let mut conditions = "    conditions: {\n\"c0\": yes(\"metastatic\"),\n".to_owned();
    for at in 1..40 {
        // Rules of 1,023 parts and more exceed the limit of 1,000.
        let mark = if at == 9 { "‸" } else { "" };
        let before = at - 1;
        conditions
            .push_str(&format!("\"c{at}\": {mark}all([same_as(\"c{before}\"), same_as(\"c{before}\")]),\n"));
    }
    let rule = "rule: any([yes(\"systemic-treatment-indicated\"), same_as(\"c39\")])";
    check(
        &[
            ("common.ron", "    conditions: {", &conditions),
            ("sarcoma.ron", "rule: yes(\"systemic-treatment-indicated\")", rule),
        ],
        &[
            "common.ron:‸: the rule has too many parts; expected at most 1000, with those of the conditions that it names",
        ],
    );
}

#[test]
fn named_conditions_that_are_never_true_are_reported() {
    check(
        &[(
            "common.ron",
            "applies_when: yes(\"recurrence\")",
            "applies_when: ‸all([yes(\"recurrence\"), no(\"recurrence\")])",
        )],
        &[
            "common.ron:‸: the requirement `differential-diagnoses.recurrence-histology` can never apply; expected \
           a condition that some answers fulfil",
        ],
    );
}

#[test]
fn questions_that_are_never_asked_are_reported_with_the_requirements_that_need_them() {
    check(
        &[
            (
                "questions.ron",
                "asked_when: yes(\"recurrence\")",
                "asked_when: ‸all([yes(\"recurrence\"), no(\"recurrence\")])",
            ),
            (
                "common.ron",
                "rule: is_one_of(\"histopathology-at-recurrence\"",
                "rule: ‸is_one_of(\"histopathology-at-recurrence\"",
            ),
        ],
        &[
            "common.ron:‸: the requirement `differential-diagnoses.recurrence-histology` can never be fulfilled; \
             expected a condition that some answers fulfil",
            "questions.ron:‸: the question `histopathology-at-recurrence` can never be asked; expected a condition \
             that some answers fulfil",
        ],
    );
}

#[test]
fn advice_that_is_never_shown_is_reported() {
    check(
        &[(
            "common.ron",
            "when: not(age_at_least(18))",
            "when: ‸all([age_at_least(18), not(age_at_least(17))])",
        )],
        &["common.ron:‸: this can never be shown; expected a condition that some answers fulfil"],
    );
}

#[test]
fn judgements_are_only_valid_in_rules() {
    check(
        &[(
            "sarcoma.ron",
            "rule: yes(\"systemic-treatment-indicated\")",
            "applies_when: ‸judgement(\"competence.sarcoma-centre\"),\nrule: yes(\"systemic-treatment-indicated\")",
        )],
        &[
            "sarcoma.ron:‸: the judgement `competence.sarcoma-centre` cannot stand here; expected a condition on \
           answers and age alone",
        ],
    );
}

#[test]
fn cyclic_conditions_are_reported() {
    check(
        &[(
            "common.ron",
            "\"ambulatory\": is_one_of(\"performance-status\", [\"0\", \"1\", \"2\"])",
            "\"ambulatory\": not(same_as(\"circle\")), \"circle\": not(‸same_as(\"ambulatory\"))",
        )],
        &[
            "common.ron:‸: the condition `ambulatory` leads back to itself; expected a condition that is defined without itself",
        ],
    );
}

#[test]
fn unused_definitions_are_reported() {
    check(
        &[
            (
                "questions.ron",
                "    questions: [",
                "    questions: [\n‸(id: \"shoe-size\", kind: count, label: (da: \"a\", en: \"b\"), name: (da: \"a\", en: \"b\")),",
            ),
            ("common.ron", "    conditions: {", "    conditions: {\n\"spare\": ‸yes(\"metastatic\"),"),
            ("common.ron", "    requirements: [", "    requirements: [\n‸(id: \"spare\"),"),
            (
                "common.ron",
                "    judgements: [",
                "    judgements: [\n‸(id: \"spare\", question: (da: \"a\", en: \"b\"), reason: (da: \"a\", en: \"b\")),",
            ),
            (
                "sarcoma.ron",
                "    judgements: [",
                "    conditions: { \"spare\": ‸‸yes(\"metastatic\") },\n    judgements: [\n‸(id: \"spare\", question: (da: \"a\", en: \"b\"), reason: (da: \"a\", en: \"b\")),",
            ),
            (
                "sarcoma.ron",
                "questions: [\"performance-status\"]",
                "questions: [\"performance-status\", ‸\"request-timing\"]",
            ),
        ],
        &[
            "common.ron:‸: no rule uses the condition `spare`; expected `same_as` in at least one rule",
            "common.ron:‸: no indication has a requirement like `spare`; expected `like` in at least one indication",
            "common.ron:‸: no rule leads to the judgement `spare`; expected `judgement(…)` in a rule, where some \
             answers lead to it",
            "questions.ron:‸: no form asks the question `shoe-size`; expected a question of at least one form",
            "sarcoma.ron:‸: no requirement of this indication uses `request-timing`; expected a question that a \
             rule or `subgroup` uses, or one with `summary`",
            "sarcoma.ron:‸: no rule uses the condition `spare`; expected `same_as` in at least one rule",
            "sarcoma.ron:‸: the condition `spare` stands in `common.ron` too; expected a name of its own",
            "sarcoma.ron:‸: no rule leads to the judgement `spare`; expected `judgement(…)` in a rule, where some \
             answers lead to it",
        ],
    );
}

#[test]
fn asking_conditions_can_not_use_named_conditions() {
    check(
        &[("questions.ron", "asked_when: yes(\"recurrence\")", "asked_when: ‸same_as(\"ambulatory\")")],
        &[
            "questions.ron:‸: the condition `ambulatory` cannot be named here; expected the rule itself: asking \
           conditions know no names",
        ],
    );
}

// ---- Texts ----

#[test]
fn missing_translations_are_reported() {
    check(
        &[
            ("questions.ron", "label: (da: \"Recidiv\", en: \"Recurrence\")", "label: ‸(da: \"Recidiv\")"),
            (
                "sarcoma.ron",
                "title: (da: \"Sarkom\", en: \"Sarcoma\")",
                "title: ‸(da: \"  \", en: \"Sarcoma\")",
            ),
            (
                "sarcoma.ron",
                "statement: (da: \"Sarkomet er metastatisk eller recidiverende.\",",
                "statement: ‸(da: \"\",",
            ),
        ],
        &[
            "questions.ron:‸: the text has no `en`; expected a text in Danish and in English",
            "sarcoma.ron:‸: the text has no `da`; expected a text in Danish and in English",
            "sarcoma.ron:‸: the text has no `da`; expected a text in Danish and in English",
        ],
    );
}

#[test]
fn blank_source_fields_are_reported() {
    check(
        &[
            ("set.ron", "date: \"2026-11\"", "date: ‸\"2026-13\""),
            ("set.ron", "name: \"Region Sjælland\", also: [\"Sjælland\"", "name: ‸\" \", also: [‸\"\""),
            ("set.ron", "\"Nordjylland\"", "‸\"hovedstaden\""),
            ("sarcoma.ron", "position: 2", "position: ‸1"),
            (
                "sarcoma.ron",
                "document: \"",
                "document: ‸\"\", codes: [(system: ‸\"\", code: ‸\" \", remark: (da: \"a\", en: \"b\"))], //",
            ),
        ],
        &[
            "sarcoma.ron:‸: the position 1 is that of `metastatic-solid-tumour` too; expected a position of its own",
            "sarcoma.ron:‸: the document is empty; expected a text",
            "sarcoma.ron:‸: the system is empty; expected a text",
            "sarcoma.ron:‸: the code is empty; expected a text",
            "set.ron:‸: `2026-13` is not a month; expected the month of taking over, as `2026-11`",
            "set.ron:‸: the name is empty; expected a text",
            "set.ron:‸: the name is empty; expected a text",
            "set.ron:‸: the region name `hovedstaden` stands twice, case aside; expected each name once in all centres",
        ],
    );
}

#[test]
fn a_quote_is_1_to_25_words() {
    let long = format!("quote: ‸\"{}\"", ["ord"; 26].join(" "));
    let enough = format!("quote: \"{}\"", ["ord"; 25].join(" "));
    check(
        &[
            ("sarcoma.ron", "quote: \"≥ 18 år\"", &long),
            ("sarcoma.ron", "quote: \"Kirurger og onkologer tilknyttet sarkomcentre\"", "quote: ‸\" … \""),
            ("sarcoma.ron", "quote: \"Metastatisk eller recidiverende sarkom\"", &enough),
        ],
        &[
            "sarcoma.ron:‸: the quote has 26 words; expected 1 to 25",
            "sarcoma.ron:‸: the quote has 0 words; expected 1 to 25",
        ],
    );
}

#[test]
fn requirements_with_a_missing_field_are_reported() {
    check(
        &[
            (
                "sarcoma.ron",
                "                (\n                    id: \"target-group.systemic-treatment\",\n                    strength: must,",
                "                ‸‸(\n                    id: \"target-group.systemic-treatment\",",
            ),
            (
                "sarcoma.ron",
                "                    quote: \"mhp. systemisk behandlingsmuligheder såfremt dette er klinisk indiceret.\",\n",
                "",
            ),
        ],
        &[
            "sarcoma.ron:‸: the requirement `target-group.systemic-treatment` has no `quote`; expected a `quote` of its own or by `like`",
            "sarcoma.ron:‸: the requirement `target-group.systemic-treatment` has no `strength`; expected a `strength` of its own or by `like`",
        ],
    );
}

#[test]
fn an_overlap_names_either_an_indication_or_a_group() {
    check(
        &[(
            "sarcoma.ron",
            "(indication: \"metastatic-solid-tumour\",",
            "‸(outside: (da: \"a\", en: \"b\"), indication: \"metastatic-solid-tumour\",",
        )],
        &["sarcoma.ron:‸: an overlap is with one thing; expected either `indication` or `outside`"],
    );
}

#[test]
fn alternatives_name_values_of_their_question() {
    check(
        &[("pancreas-cancer.ron", "to: \"treatment\"", "to: ‸\"treatments\"")],
        &["pancreas-cancer.ron:‸: unknown value of `purpose` `treatments`; expected one of `treatment`, \
           `diagnosis`, `both`; did you mean `treatment`?"],
    );
}

// ---- Several files ----

#[test]
fn problems_of_all_files_are_reported_sorted_by_file_and_place() {
    check(
        &[
            ("thymic-epithelial-tumour.ron", "yes(\"thymus-centre\")", "yes(‸\"thymus-center\")"),
            (
                "set.ron",
                "heading: (da: \"Målgruppe\", en: \"Target group\")",
                "heading: ‸(da: \"Målgruppe\")",
            ),
            ("sarcoma.ron", "quote: \"≥ 18 år\"", "quote: ‸\"\""),
            ("sarcoma.ron", "yes(\"sarcoma-centre\")", "yes(‸\"sarcoma-center\")"),
            ("common.ron", "    conditions: {", "    conditions: {\n\"ambulatory\": yes(\"metastatic\"),"),
            ("common.ron", "        \"ambulatory\": is", "        ‸\"ambulatory\": is"),
            (
                "common.ron",
                "strength: must,\n            rule: age_at_least(18),",
                "strength: must,\n            rule: no(‸\"age\"),",
            ),
        ],
        &[
            "common.ron:‸: the key `ambulatory` stands twice; expected each key once",
            "common.ron:‸: unknown question `age`; expected a known question",
            "sarcoma.ron:‸: the quote has 0 words; expected 1 to 25",
            "sarcoma.ron:‸: unknown question `sarcoma-center`; expected a known question; did you mean \
             `sarcoma-centre`?",
            "set.ron:‸: the text has no `en`; expected a text in Danish and in English",
            "thymic-epithelial-tumour.ron:‸: unknown question `thymus-center`; expected a known question; did you \
             mean `thymus-centre`?",
        ],
    );
}

#[test]
fn at_most_a_hundred_unknown_fields_are_reported_per_file() {
    let mut files = embedded_files();
    let file = files.iter_mut().find(|file| file.name == "sarcoma.ron").unwrap();
    let fields: String = (0..300).map(|number| format!("a{number}: 1,\n")).collect();
    file.text = file.text.replacen("(\n", &format!("(\n{fields}"), 1);
    assert_eq!(lines(&files).iter().filter(|line| line.contains("unknown field `a")).count(), 100);
}

// ---- A new indication ----

/// The shipped files, and a sixth indication: sarcoma under another name.
fn with_a_sixth_indication() -> Vec<DefinitionFile> {
    let mut files = embedded_files();
    let sarcoma = files.iter().find(|file| file.name == "sarcoma.ron").unwrap();
    let text = sarcoma
        .text
        .replace("id: \"sarcoma\"", "id: \"rare-sarcoma\"")
        .replace("position: 2", "position: 6")
        .replace("Sarkom\"", "Sjældent sarkom\"");
    files.push(DefinitionFile::new("rare-sarcoma.ron", &text));
    files
}

#[test]
fn a_new_indication_needs_only_a_new_file() {
    let set = check_files(&with_a_sixth_indication()).unwrap();
    let ids: Vec<&str> = set.indications.iter().map(|indication| indication.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "metastatic-solid-tumour",
            "sarcoma",
            "pancreas-cancer",
            "thymic-epithelial-tumour",
            "primary-brain-tumour",
            "rare-sarcoma"
        ]
    );
    let id = IndicationId::from("rare-sarcoma");
    let indication = set.indication(&id).unwrap();
    assert_eq!(indication.title.da, "Sjældent sarkom");
    let case = Case::new(&set, id, None);
    assert_eq!(assess(indication, &case).overall, Status::Missing);
    let judgements: Vec<&str> = indication.judgements.keys().map(|id| id.as_str()).collect();
    assert_eq!(
        judgements,
        [
            "rare-sarcoma/competence.sarcoma-centre",
            "rare-sarcoma/paraclinical.fresh-tissue",
            "rare-sarcoma/paraclinical.primary-histopathology"
        ]
    );
}

#[test]
fn the_hash_does_not_depend_on_file_order_or_line_endings() {
    let hash = |files: &[DefinitionFile]| check_files(files).unwrap().hash;
    let files = embedded_files();
    let mut other = files.clone();
    other.reverse();
    other.iter_mut().for_each(|file| file.text = file.text.replace('\n', "\r\n"));
    assert_eq!(hash(&files), hash(&other));
    assert_eq!(hash(&files).len(), 64);
    other[0].text.push('\n');
    assert_ne!(hash(&files), hash(&other));
    assert_ne!(hash(&files), hash(&with_a_sixth_indication()));
}

// ---- What a set says of the set before it, and of its questions ----

#[test]
fn a_set_can_only_follow_a_known_set_that_does_not_follow_it() {
    check(
        &[("set.ron", "set: \"ngc-2026-11\"", "set: ‸\"ngc-2025-11\"")],
        &[
            "set.ron:‸: unknown set `ngc-2025-11`; expected one of `ngc-2026-11`, `ngc-2026-11.2`; did you mean \
           `ngc-2026-11`?",
        ],
    );
    let circle = "the set `ngc-2026-11.2` follows itself; expected an earlier set";
    check(
        &[("set.ron", "set: \"ngc-2026-11\"", "set: ‸\"ngc-2026-11.2\"")],
        &[&format!("set.ron:‸: {circle}")],
    );
    // The embedded set follows it in turn.
    check(
        &[
            ("set.ron", "id: \"ngc-2026-11.2\"", "id: \"ngc-2026-11\""),
            ("set.ron", "set: \"ngc-2026-11\"", "set: ‸\"ngc-2026-11.2\""),
        ],
        &["set.ron:‸: the set `ngc-2026-11` follows itself; expected an earlier set"],
    );
}

#[test]
fn renamed_questions_and_values_exist_in_both_sets() {
    let values = "expected one of `sarcoma`, `pancreatic-cancer`, `thymic-epithelial-tumour`, \
        `primary-brain-tumour`, `cholangiocarcinoma`, `unknown-primary`, `good-prognosis-many-lines`, \
        `other-rare-cancer`, `other-solid`, `haematological`";
    check(
        &[
            ("set.ron", "values: {", "values: ‸{"),
            ("set.ron", "to(\"sarcoma\")", "‸to(\"sarkoma\")"),
            ("set.ron", "\"other\": dropped", "\"others\": ‸dropped"),
            ("set.ron", "[\"thymus-histology\", \"brain-tumour-type\"]", "[\"thymus-histologi\"]"),
            ("set.ron", ": to_unless_answered", ": ‸to_unless_answered"),
            ("set.ron", "question: \"metastatic\"", "question: ‸\"wgs-tissue\""),
        ],
        &[
            "set.ron:‸: nothing says what becomes of the value `other`; expected `to(…)` or `dropped` for each value \
             that the question has no longer",
            &format!(
                "set.ron:‸: unknown value of `diagnosis-group` `sarkoma`; {values}; did you mean `sarcoma`?"
            ),
            "set.ron:‸: unknown question of the earlier set `thymus-histologi`; expected a known question of the \
             earlier set; did you mean `thymus-histology`?",
            "set.ron:‸: unknown value of `tumour-type` `others`; expected one of `cholangiocarcinoma`, \
             `pancreatic-cancer`, `unknown-primary`, `sarcoma`, `other-rare-cancer`, \
             `good-prognosis-many-lines`, `other`; did you mean `other`?",
            "set.ron:‸: `wgs-tissue` is not answered by yes or no; expected a question of the kind `yes_no`",
        ],
    );
}

#[test]
fn no_answer_of_the_earlier_set_is_lost_in_silence() {
    check(
        &[("set.ron", "\"other\": dropped,", ""), ("set.ron", "values: {", "values: ‸{")],
        &[
            "set.ron:‸: nothing says what becomes of the value `other`; expected `to(…)` or `dropped` for each value \
           that the question has no longer",
        ],
    );
    check(
        &[
            ("set.ron", "follows: (", "follows: ‸("),
            ("set.ron", "values: { \"none-of-these\": dropped },", "values: {},"),
            (
                "questions.ron",
                "(id: \"ependymoma\"",
                "(id: \"none-of-these\", label: (da: \"a\", en: \"b\")), (id: \"ependymoma\"",
            ),
            (
                "questions.ron",
                "id: \"no\", label: (da: \"Nej\", en: \"No\"))",
                "id: \"nope\", label: (da: \"Nej\", en: \"No\"))",
            ),
        ],
        &[
            "set.ron:‸: nothing says what becomes of the answers to `histopathology-at-recurrence` of the earlier set; \
           expected the same question with all of its values, or an entry in `answers`",
        ],
    );
}

#[test]
fn no_two_questions_of_the_earlier_set_become_one_and_none_becomes_two() {
    check(
        &[(
            "set.ron",
            "            (\n                from: \"brain-tumour-type\"",
            "            (from: \"biopsy-access\", to: ‸\"diagnosis-group\", values: {\"likely-high-purity\": \
             to(\"sarcoma\"), \"unlikely\": dropped, \"not-assessed\": dropped}),\n            (\n                \
             from: \"brain-tumour-type\"",
        )],
        &[
            "set.ron:‸: `diagnosis-group` takes over the answers to `tumour-type` already; expected another question",
        ],
    );
    check(
        &[(
            "set.ron",
            "            (\n                from: \"brain-tumour-type\"",
            "            (from: \"biopsy-access\", to: ‸\"primary-histopathology\", values: {\"likely-high-purity\": \
             to(\"available\"), \"unlikely\": dropped, \"not-assessed\": dropped}),\n            (\n                \
             from: \"brain-tumour-type\"",
        )],
        &[
            "set.ron:‸: `primary-histopathology` takes over the answers to `primary-histopathology` already; expected \
           another question",
        ],
    );
    check(
        &[(
            "set.ron",
            "            (\n                from: \"brain-tumour-type\"",
            "            ‸(from: \"tumour-type\", to: \"diagnosis-group\", values: {\"other\": dropped}),\n            \
             (\n                from: \"brain-tumour-type\"",
        )],
        &["set.ron:‸: the question `tumour-type` stands twice; expected each once"],
    );
}

#[test]
fn no_question_stands_twice_in_a_list_and_no_list_of_exceptions_is_empty() {
    check(
        &[
            (
                "set.ron",
                "to_unless_answered(\"other-rare-cancer\", [\"thymus-histology\", \"brain-tumour-type\"])",
                "‸to_unless_answered(\"other-rare-cancer\", [])",
            ),
            (
                "set.ron",
                "questions: [\"performance-status\"]",
                "questions: [\"performance-status\", ‸\"performance-status\"]",
            ),
            (
                "sarcoma.ron",
                "    notes: [\n        (\n            topic: competence",
                "    remarks: [(when: yes(\"recurrence\"), at: [\"recurrence\", ‸\"recurrence\"], text: (da: \"a\", en: \"b\"))],\n    notes: [\n        (\n            topic: competence",
            ),
        ],
        &[
            "sarcoma.ron:‸: the question `recurrence` stands twice; expected each once",
            "set.ron:‸: the question `performance-status` stands twice; expected each once",
            "set.ron:‸: the list of questions is empty; expected at least one",
        ],
    );
}

#[test]
fn a_judgement_is_asked_where_an_answer_leads_to_it() {
    check(
        &[("metastatic-solid-tumour.ron", "asked_at: \"incurable\"", "asked_at: ‸\"biopsy-access\"")],
        &[
            "metastatic-solid-tumour.ron:‸: no answer to `biopsy-access` leads to the judgement `target-group.incurable`; expected a \
           question that a requirement with this judgement depends on",
        ],
    );
}

#[test]
fn the_first_question_is_a_choice_that_every_form_asks() {
    check(
        &[("set.ron", "first_question: \"diagnosis-group\"", "first_question: ‸‸‸‸\"purpose\"")],
        &[
            "set.ron:‸: the form of `metastatic-solid-tumour` does not ask `purpose`; expected a question that every \
             form asks",
            "set.ron:‸: the form of `primary-brain-tumour` does not ask `purpose`; expected a question that every \
             form asks",
            "set.ron:‸: the form of `sarcoma` does not ask `purpose`; expected a question that every form asks",
            "set.ron:‸: the form of `thymic-epithelial-tumour` does not ask `purpose`; expected a question that \
             every form asks",
        ],
    );
}

#[test]
fn remarks_have_one_condition_and_stand_at_questions_of_the_form() {
    check(
        &[(
            "sarcoma.ron",
            "    notes: [\n        (\n            topic: competence",
            "    remarks: [\n‸(text: (da: \"a\", en: \"b\")),\n(when: yes(\"recurrence\"), at: [‸\"purpose\"], text: (da: \"a\", en: \"b\"))],\n    notes: [\n        (\n            topic: competence",
        )],
        &[
            "sarcoma.ron:‸: a remark has one condition; expected either `when` or `unanswered`",
            "sarcoma.ron:‸: the form does not ask `purpose`; expected a question of this form, where the remark can \
             be shown",
        ],
    );
}

#[test]
fn a_judgement_is_asked_at_a_question_of_the_form_and_the_profile_holds_yes_and_no_alone() {
    check(
        &[
            ("sarcoma.ron", "asked_at: \"sarcoma-centre\"", "asked_at: ‸\"purpose\""),
            (
                "questions.ron",
                "            id: \"purpose\",\n            kind: choice,",
                "            id: \"purpose\",\n            kind: choice,\n            about_requester: ‸true,",
            ),
            (
                "questions.ron",
                "            kind: percentage,",
                "            kind: percentage,\n            may_be_planned: ‸true,",
            ),
            (
                "questions.ron",
                "summary: consent,\n            label: (da: \"Skriftligt",
                "summary: consent,\n            in_record: ‸true,\n            label: (da: \"Skriftligt",
            ),
        ],
        &[
            "questions.ron:‸: the profile cannot hold the answer to `purpose`; expected a question of the kind `yes_no`",
            "questions.ron:‸: the answer to `tumour-fraction` is no date that could be planned; expected a question \
             of the kind `date`",
            "questions.ron:‸: the patient record cannot have the answer to `written-consent`; expected `summary`: \
             disease, tissue, treatment or background",
            "sarcoma.ron:‸: the form of `sarcoma` does not ask `purpose`; expected a question of the form, at which \
             the judgement is asked",
        ],
    );
}
