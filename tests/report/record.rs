//! The short text for the patient record.

use wgs_referral::definition::{Language, embedded};
use wgs_referral::report::{ReportSettings, document, record_text};

use crate::{SETTINGS, sample};

#[test]
fn the_record_has_verdict_judgements_consent_and_ids_in_a_few_lines() {
    let set = embedded().unwrap();
    let made = document(&set, &sample(&set, "met-by-judgement"), SETTINGS);
    let text = record_text(&made.outline);
    let lines: Vec<&str> = text.lines().collect();
    assert!((6..=8).contains(&lines.len()), "{text}");
    assert_eq!(lines[0], "WGS-henvisning – resumé: Primær hjernetumor · Tumortype: Andet gliom");
    assert_eq!(lines[1], "Kriterierne er vurderet som opfyldt, heraf 2 efter lægeligt skøn.");
    for expected in [
        "1 anbefaling ikke fulgt (",
        "Samtykke: indhentet 20. november 2026",
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
        ("missing", &["Kladde: der mangler svar; rekvirenten er ikke angivet", "væv til WGS"][..]),
        (
            "not-met",
            &["Kriterierne er vurderet som ikke opfyldt.", "Ikke opfyldt: ", "Samtykke: ikke indhentet"],
        ),
        ("judgement", &["Kladde: et lægeligt skøn er ikke afgjort"]),
    ] {
        let text = record_text(&document(&set, &sample(&set, name), SETTINGS).outline);
        assert!(text.lines().count() <= 9, "{text}");
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
