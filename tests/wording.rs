//! The texts on verdicts, in Danish and English.

use wgs_referral::assessment::{Assessment, RecommendationCounts, assess};
use wgs_referral::case::{self, Age};
use wgs_referral::definition::{CriteriaSet, Indication, Language, embedded};
use wgs_referral::wording::Phrases;

const MET: &str = "
    \"biobank-collection\": true, \"biopsy-access\": \"likely-high-purity\", \"diagnosis-group\": \"sarcoma\", \"life-expectancy-assessed\": true,
    \"metastatic\": true, \"metastatic-at-presentation\": false, \"ngc-information-known\": true,
    \"oncologist-assessment\": true, \"performance-status\": \"1\", \"primary-histopathology\": \"available\",
    \"recurrence\": false, \"sarcoma-centre\": true, \"specialist-access\": true,
    \"standard-treatments-assessed\": true, \"systemic-treatment-indicated\": true, \"wgs-tissue\": \"fresh\",";

/// The assessment of a sarcoma case that meets the criteria except for the edits.
fn assessed(set: &CriteriaSet, edits: &[(&str, &str)], judgements: &str) -> Assessment {
    let answers = edits.iter().fold(MET.to_owned(), |answers, (old, new)| {
        assert!(answers.contains(old), "there is no {old}");
        answers.replacen(old, new, 1)
    });
    let text = format!(
        "(format: 1, criteria_set: \"ngc-2026-11.2\", indication: \"sarcoma\", assessed_on: \"2026-11-22\",
          patient: (cpr: \"0201609941\"), answers: {{{answers}}}, judgements: {{{judgements}}})"
    );
    let reading = case::read(&text, set).unwrap();
    assert_eq!(reading.faults, []);
    assess(sarcoma(set), &reading.case)
}

fn sarcoma(set: &CriteriaSet) -> &Indication {
    set.indications.iter().find(|indication| indication.id.as_str() == "sarcoma").unwrap()
}

fn danish() -> Phrases {
    Phrases::new(Language::Da)
}

fn row(assessment: &Assessment, id: &str) -> Vec<&'static str> {
    let row = assessment.rows.iter().find(|row| row.id.as_str() == id).unwrap();
    danish().row(row).into_iter().map(|(_, word)| word).collect()
}

const NO_CENTRE: (&str, &str) = ("\"sarcoma-centre\": true", "\"sarcoma-centre\": false");
const OPERATION_SAMPLE: (&str, &str) =
    ("\"wgs-tissue\": \"fresh\"", "\"wgs-tissue\": \"primary-operation-sample\"");
const NO_BIOBANK_ANSWER: (&str, &str) = ("\"biobank-collection\": true,", "");
const NO_TISSUE_ANSWER: (&str, &str) = ("\"wgs-tissue\": \"fresh\",", "");
const ACCEPTED: &str = "\"sarcoma/competence.sarcoma-centre\": (accept: true, rationale: \"Aftalt\"),";

#[test]
fn each_overall_verdict_has_its_sentence() {
    let set = embedded().unwrap();
    let said =
        |edits: &[(&str, &str)], judgements: &str| danish().overall(&assessed(&set, edits, judgements));
    assert_eq!(said(&[], ""), "Kriterierne er vurderet som opfyldt");
    assert_eq!(
        said(&[NO_CENTRE], ACCEPTED),
        "Kriterierne er vurderet som opfyldt, heraf 1 efter lægeligt skøn"
    );
    assert_eq!(said(&[NO_CENTRE], ""), "Kræver lægeligt skøn");
    assert_eq!(said(&[NO_TISSUE_ANSWER], ""), "Kan ikke vurderes endnu");
    let not_met = ("\"wgs-tissue\": \"fresh\"", "\"wgs-tissue\": \"archive-only\"");
    assert_eq!(said(&[not_met, NO_CENTRE], ""), "Kriterierne er vurderet som ikke opfyldt");
    let english = |edits: &[(&str, &str)], judgements: &str| {
        Phrases::new(Language::En).overall(&assessed(&set, edits, judgements))
    };
    assert_eq!(english(&[], ""), "The criteria are assessed as met");
    assert_eq!(
        english(&[NO_CENTRE], ACCEPTED),
        "The criteria are assessed as met, 1 of them by clinical judgement"
    );
    assert_eq!(english(&[NO_TISSUE_ANSWER], ""), "Cannot be assessed yet");
    assert_eq!(english(&[not_met], ""), "The criteria are assessed as not met");
}

#[test]
fn a_row_missing_only_recommendations_has_its_own_word() {
    let set = embedded().unwrap();
    let paraclinical = |edits: &[(&str, &str)]| row(&assessed(&set, edits, ""), "paraclinical");
    assert_eq!(paraclinical(&[]), ["Opfyldt"]);
    assert_eq!(paraclinical(&[NO_BIOBANK_ANSWER]), ["Anbefaling ikke vurderet"]);
    assert_eq!(
        paraclinical(&[NO_BIOBANK_ANSWER, OPERATION_SAMPLE]),
        ["Kræver skøn", "Anbefaling ikke vurderet"]
    );
    assert_eq!(paraclinical(&[NO_BIOBANK_ANSWER, NO_TISSUE_ANSWER]), ["Mangler svar"]);
    assert_eq!(paraclinical(&[OPERATION_SAMPLE]), ["Kræver skøn"]);
    let not_followed = ("\"biobank-collection\": true", "\"biobank-collection\": false");
    assert_eq!(paraclinical(&[not_followed]), ["Anbefaling ikke fulgt"]);
}

#[test]
fn a_printed_row_says_where_its_verdict_rests_on_a_judgement() {
    let set = embedded().unwrap();
    let printed = |edits: &[(&str, &str)], judgements: &str, id: &str| -> Vec<String> {
        let assessment = assessed(&set, edits, judgements);
        let row = assessment.rows.iter().find(|row| row.id.as_str() == id).unwrap();
        danish().row_with_judgement(row).into_iter().map(|(_, word)| word).collect()
    };
    let rejected = ACCEPTED.replace("true", "false");
    assert_eq!(printed(&[], ACCEPTED, "competence"), ["Opfyldt"]);
    assert_eq!(printed(&[NO_CENTRE], "", "competence"), ["Kræver skøn"]);
    assert_eq!(printed(&[NO_CENTRE], ACCEPTED, "competence"), ["Opfyldt efter lægeligt skøn"]);
    assert_eq!(printed(&[NO_CENTRE], &rejected, "competence"), ["Ikke opfyldt efter lægeligt skøn"]);
    let unfamiliar = ("\"ngc-information-known\": true", "\"ngc-information-known\": false");
    assert_eq!(printed(&[NO_CENTRE, unfamiliar], &rejected, "competence"), ["Ikke opfyldt"]);
    assert_eq!(printed(&[NO_CENTRE, unfamiliar], ACCEPTED, "competence"), ["Ikke opfyldt"]);
    let unknown = ("\"ngc-information-known\": true,", "");
    assert_eq!(printed(&[NO_CENTRE, unknown], ACCEPTED, "competence"), ["Mangler svar"]);
}

#[test]
fn the_gaps_of_musts_are_counted() {
    let set = embedded().unwrap();
    let counted = |edits: &[(&str, &str)], say: Phrases| say.open_counts(&assessed(&set, edits, ""));
    assert_eq!(counted(&[], danish()), "");
    assert_eq!(counted(&[NO_BIOBANK_ANSWER], danish()), "", "a recommendation is counted elsewhere");
    assert_eq!(
        counted(&[NO_TISSUE_ANSWER, NO_CENTRE], danish()),
        "1 oplysning mangler · 1 lægeligt skøn udestår"
    );
    let more = ("\"oncologist-assessment\": true,", "");
    assert_eq!(counted(&[NO_TISSUE_ANSWER, more], danish()), "2 oplysninger mangler");
    assert_eq!(counted(&[NO_CENTRE, OPERATION_SAMPLE], danish()), "2 lægelige skøn udestår");
}

#[test]
fn recommendation_counts_have_their_phrases() {
    let said = |not_followed, unanswered| {
        danish().recommendations(RecommendationCounts { not_followed, unanswered })
    };
    assert_eq!(said(0, 0), "");
    assert_eq!(said(1, 0), "1 anbefaling ikke fulgt");
    assert_eq!(said(2, 0), "2 anbefalinger ikke fulgt");
    assert_eq!(said(0, 1), "1 anbefaling ikke vurderet");
    assert_eq!(said(2, 1), "2 anbefalinger ikke fulgt, 1 ikke vurderet");
}

#[test]
fn rows_are_listed_by_the_status_of_their_musts() {
    let set = embedded().unwrap();
    let assessment = assessed(&set, &[NO_BIOBANK_ANSWER, NO_CENTRE], "");
    let named = |status| danish().rows_with(sarcoma(&set), &assessment, status);
    assert_eq!(named(wgs_referral::assessment::Status::Judgement), ["Kompetenceniveau"]);
    assert_eq!(named(wgs_referral::assessment::Status::Missing), [""; 0], "a recommendation is no must");
}

#[test]
fn gaps_are_named_in_the_chosen_language() {
    let set = embedded().unwrap();
    let assessment = assessed(&set, &[NO_TISSUE_ANSWER, NO_CENTRE], "");
    let names = |language| -> Vec<String> {
        let say = Phrases::new(language);
        assessment.gaps().into_iter().map(|gap| say.gap(sarcoma(&set), gap)).collect()
    };
    assert_eq!(names(Language::Da), ["væv til WGS", "Kan WGS rekvireres uden for et sarkomcenter?"]);
    assert_eq!(names(Language::En), ["tissue for WGS", "Can WGS be requested outside a sarcoma centre?"]);
}

#[test]
fn ages_and_dates_are_written_out() {
    assert_eq!(danish().age(Age::Years(66)), "66 år");
    assert_eq!(danish().age(Age::Unknown), "alder ukendt");
    let date = jiff::civil::date;
    assert_eq!(danish().date(date(2026, 11, 22)), "22. november 2026");
    assert_eq!(danish().date(date(1960, 1, 2)), "2. januar 1960");
    for month in 1..=12 {
        let said = Phrases::new(Language::En).date(date(2026, month, 1));
        assert!(!said.contains("month"), "{said}");
    }
}

#[test]
fn rules_and_reasons_read_as_sentences() {
    let set = embedded().unwrap();
    let say = Phrases::new(Language::Da);
    let rule = |indication: &str, requirement: &str| {
        let indication = set.indication(&indication.into()).unwrap();
        let found = indication.requirements().find(|other| other.id.as_str() == requirement).unwrap();
        say.rule(indication, &found.rule)
    };
    assert_eq!(
        rule("sarcoma", "clinical-features.performance-status"),
        "Performance status (ECOG): 0, 1 eller 2"
    );
    assert_eq!(
        rule("sarcoma", "target-group.metastatic-or-recurrent"),
        "Metastatisk sygdom (spredning): Ja; eller Recidiv: Ja"
    );
    assert_eq!(
        rule("thymic-epithelial-tumour", "target-group.histology"),
        "Histologisk type: Thymom A, Thymom AB, Thymom B1, Thymom B2, Thymom B3 eller Thymuscarcinom; ellers \
         lægeligt skøn: Hører tumoren til thymus epithel celle tumorerne (TET)?"
    );
    // Every rule of every document must have a text in both languages, without a placeholder left.
    for language in Language::ALL {
        let say = Phrases::new(language);
        for indication in &set.indications {
            for requirement in indication.requirements() {
                let text = say.rule(indication, &requirement.rule);
                assert!(!text.is_empty() && !text.contains("rule-") && !text.contains('{'), "{text}");
            }
        }
    }
}

#[test]
fn one_of_something_is_named_in_the_singular() {
    let english = Phrases::new(Language::En);
    assert_eq!([1, 2].map(|years| english.age(Age::Years(years))), ["1 year", "2 years"]);
}
