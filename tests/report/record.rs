//! The short text for the patient record.

use wgs_referral::assessment::Status;
use wgs_referral::case::{Case, Judgement};
use wgs_referral::definition::{Answer, CriteriaSet, Language, RequirementStrength, embedded};
use wgs_referral::report::outline::{Block, CriterionPartKind, VerdictLineKind};
use wgs_referral::report::{ReportSettings, document, record_text};

use crate::filled::filled;
use crate::random::set;
use crate::{SETTINGS, sample};

const MAX_LINES: usize = 8;

#[test]
fn the_record_has_verdict_judgements_consent_and_ids_in_a_few_lines() {
    let set = embedded().unwrap();
    let made = document(&set, &sample(&set, "met-by-judgement"), SETTINGS);
    let text = record_text(&made.outline);
    let lines: Vec<&str> = text.lines().collect();
    assert!((6..=8).contains(&lines.len()), "{text}");
    assert_eq!(lines[0], "WGS-henvisning – resumé: Primær hjernetumor · Tumortype: Andet gliom");
    assert_eq!(
        lines[1],
        "Patientens sygdom: Primær hjernetumor · Diagnose: OBS diffust midtlinjegliom, thalamus, venstre side · \
         Performance status (ECOG): 0 · Væv til WGS: Friskt"
    );
    assert_eq!(
        lines[2],
        "Kriterierne er vurderet som opfyldt, heraf 2 efter lægeligt skøn. Samtykke: indhentet 20. november 2026. \
         Histologi afventer"
    );
    assert_eq!(
        lines[3],
        "Anbefaling ikke fulgt: Indsamling af friskt væv er sikret, fx via Regionernes Bio- og Genombank."
    );
    for expected in [
        "Histologi afventer",
        "Patienten er netop fyldt 18 år og behandles i voksenregi. (Ditte Testlæge, 20. november 2026)",
        "Aftalt på MTB. Væv fra første operation, da re-biopsi ikke er mulig. (Ditte Testlæge, 20. november 2026)",
        "Kriterier overtaget fra ngc.dk i november 2026 (læsning 2)",
        "Kriteriesæt ngc-2026-11.2 (",
        &made.id.short(),
    ] {
        assert!(text.contains(expected), "lacks: {expected}\n{text}");
    }
    assert!(text.ends_with('\n') && !text.contains("\n\n"));
}

#[test]
fn the_record_tells_what_is_missing_or_not_met_and_that_it_is_a_draft() {
    let set = embedded().unwrap();
    for (name, expected) in [
        (
            "missing",
            &[
                "Kladde: der mangler svar; rekvirenten er ikke angivet",
                "væv til WGS",
                "Anbefaling ikke fulgt: Tumor er vurderet tilgængelig for biopsi",
                "Anbefaling ikke vurderet: Indsamling af friskt væv er sikret",
            ][..],
        ),
        (
            "not-met",
            &["Kriterierne er vurderet som ikke opfyldt.", "Ikke opfyldt: ", "Samtykke: ikke indhentet"],
        ),
        ("judgement", &["Kladde: der er ikke taget stilling til et lægeligt skøn"]),
    ] {
        let text = record_text(&document(&set, &sample(&set, name), SETTINGS).outline);
        assert!(text.lines().count() <= MAX_LINES, "{text}");
        for expected in expected {
            assert!(text.contains(expected), "{name} lacks: {expected}\n{text}");
        }
    }
}

#[test]
fn the_record_names_no_patient() {
    let set = embedded().unwrap();
    for name in ["met", "met-by-judgement", "not-met", "missing", "judgement"] {
        let case = sample(&set, name);
        for language in Language::ALL {
            let text = record_text(&document(&set, &case, ReportSettings { language, ..SETTINGS }).outline);
            assert!(!text.contains(&case.patient.name), "{text}");
            assert!(!text.contains(&case.patient.cpr.as_ref().unwrap().to_string()), "{text}");
        }
    }
}

#[test]
fn the_record_tells_what_the_criteria_remark_and_warn_of() {
    let set = embedded().unwrap();
    let mut case = sample(&set, "met");
    case.answers.insert("newly-diagnosed".into(), Answer::YesNo(true));
    let text = record_text(&document(&set, &case, SETTINGS).outline);
    assert!(
        text.contains("Bemærk: Patienten er angivet både som nydiagnosticeret og med recidiv."),
        "{text}"
    );
    // Once the criteria are old, the warning stands for their origin.
    let settings = ReportSettings { moment: "2027-06-01T00:00:00Z".parse().ok(), ..SETTINGS };
    let text = record_text(&document(&set, &case, settings).outline);
    assert_eq!(text.matches("for mere end 6 måneder siden").count(), 1, "{text}");
    assert!(
        text.contains("Bemærk: Kriterierne er overtaget") && text.contains("Kriteriesæt ngc-2026-11.2"),
        "{text}"
    );
}

/// Cases with as many judgements as there are, complete and as drafts, with every recommendation followed or none.
fn full_cases(set: &CriteriaSet) -> Vec<Case> {
    let mut cases = Vec::new();
    for indication in &set.indications {
        let mut case = filled(set, indication, 120, 300);
        cases.push(case.clone());
        for id in indication.judgements.keys() {
            let judgement = Judgement {
                accept: Some(true),
                rationale: format!("Begrundelse for {id}:\n\naftalt på MTB."),
                ..Judgement::default()
            };
            case.judgements.entry(id.clone()).or_insert(judgement);
        }
        cases.push(case.clone());
        case.requester.name.clear();
        case.patient.name.clear();
        cases.push(case.clone());
        for judgement in case.judgements.values_mut().take(1) {
            judgement.accept = Some(false);
        }
        cases.push(case.clone());
        for id in
            ["performance-status", "specialist-access", "biobank-collection", "life-expectancy-assessed"]
        {
            case.answers.remove(id);
        }
        cases.push(case.clone());
        case.judgements.clear();
        cases.push(case);
        cases.push(Case::new(set, indication.id.clone(), None));
    }
    cases
}

#[test]
fn the_record_has_at_most_eight_lines_and_loses_nothing() {
    let set = set();
    let samples =
        ["met", "met-by-judgement", "not-met", "missing", "judgement"].map(|name| sample(set, name));
    let (mut most_judgements, mut recommendations) = (0, 0);
    for case in samples.into_iter().chain(full_cases(set)) {
        for (language, with_identity) in
            Language::ALL.into_iter().flat_map(|language| [(language, true), (language, false)])
        {
            let settings = ReportSettings { language, with_identity, ..SETTINGS };
            let made = document(set, &case, settings);
            let text = record_text(&made.outline);
            let lines: Vec<&str> = text.lines().collect();
            assert!(lines.len() <= MAX_LINES, "{} lines:\n{text}", lines.len());
            assert!(lines.iter().all(|line| !line.trim().is_empty()), "{text}");
            let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let has = |expected: &str| assert!(text.contains(&one_line(expected)), "{expected}\n{text}");
            for block in &made.outline.blocks {
                match block {
                    Block::Title { below, draft, .. } => {
                        has(below);
                        draft.iter().for_each(|draft| has(draft));
                    }
                    Block::Verdict { sentence, lines, .. } => {
                        has(sentence);
                        // Each recommendation is named instead of counted.
                        let lines = lines.iter().filter(|line| line.kind != VerdictLineKind::Recommendations);
                        lines.for_each(|line| has(&line.text));
                    }
                    Block::Clinical(groups) => {
                        let facts = groups.iter().flatten().filter(|fact| fact.is_in_record);
                        facts.for_each(|fact| has(&format!("{}: {}", fact.label, fact.value)));
                    }
                    Block::Criteria { rows, .. } => {
                        for part in rows.iter().flat_map(|row| &row.parts) {
                            if let CriterionPartKind::Requirement(RequirementStrength::Should, status) =
                                part.kind
                                && matches!(status, Status::Advisory | Status::Missing)
                            {
                                recommendations += 1;
                                has(&part.text);
                            }
                        }
                    }
                    Block::Judgements { items, .. } => {
                        most_judgements = most_judgements.max(items.len());
                        for item in items {
                            has(&item.decision);
                            has(&item.signed_rationale());
                        }
                        // Up to three have a line each.
                        if items.len() <= 3 {
                            for item in items {
                                let decision = one_line(&item.decision);
                                assert!(lines.iter().any(|line| line.starts_with(&decision)), "{text}");
                            }
                        }
                    }
                    _ => {}
                }
            }
            has(&made.outline.running.origin);
            has(&made.outline.running.source);
            assert!(text.contains(&made.id.short()));
        }
    }
    assert!(recommendations > 0);
    assert!(most_judgements > 3, "no case has more judgements than lines: {most_judgements}");
}
