//! What the second reading of the criteria brought to the window: the profile, cases of the first reading, cases that
//! are opened again after a long time, and remarks.

use crate::bench::{Bench, TODAY, criteria, plain};
use egui::Key;
use jiff::ToSpan;
use jiff::civil::date;
use wgs_referral::definition::Answer;
use wgs_referral::window::{CaseCommand, Dialog, Field, UiCommand};

const CENTRE: &str = "Rekvirenten er tilknyttet et sarkomcenter";

fn answer(bench: &Bench, question: &str) -> Option<Answer> {
    bench.window().case().session().case().answers.get(question).cloned()
}

#[test]
fn the_requester_is_kept_as_profile_and_its_answers_hold_for_that_doctor_alone() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Rekvirentens navn", "Ditte Testlæge");
    bench.press(Key::Tab);
    bench.click(&format!("{CENTRE}: Ja"));
    bench.click("Gem som min standardrekvirent");
    assert!(!bench.has("Gem som min standardrekvirent"), "it is kept already");
    bench.dispatch(UiCommand::New);
    bench.dispatch(wgs_referral::window::Command::Ui(UiCommand::New));
    while bench.window().dialog().is_some() {
        bench.click("Kassér ændringer");
    }
    bench.show_indication("sarcoma");
    assert_eq!(answer(&bench, "sarcoma-centre"), Some(Answer::YesNo(true)));
    assert!(bench.has_part("fra din profil"));
    assert!(!bench.window().case().session().has_unsaved_changes());
    // Another doctor's name clears it, and undo brings both back.
    bench.dispatch(CaseCommand::Edit(Field::RequesterName, "Bo Testlæge".to_owned()));
    assert_eq!(answer(&bench, "sarcoma-centre"), None);
    bench.dispatch(UiCommand::Undo);
    assert_eq!(answer(&bench, "sarcoma-centre"), Some(Answer::YesNo(true)));
}

#[test]
fn a_case_of_the_first_reading_opens_whole_and_tells_what_changes() {
    let old = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Bente Testperson", birth_date: "1960-01-02"),
        answers: {"tumour-type": "other", "metastatic": false, "recurrence": true})"#;
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(old)));
    assert!(matches!(bench.window().dialog(), Some(Dialog::Migrated(_))));
    assert!(bench.has_part("ngc-2026-11.2"));
    assert!(bench.has_part("Kræfttype: Anden"), "the dropped answer is named with its value");
    assert!(bench.has_part("Bekræft svaret »Nej«"));
    assert!(bench.has_part("ændrer sig"));
    bench.press(Key::Escape);
    let session = bench.window().case().session();
    assert!(session.has_unsaved_changes(), "the file is of the first reading");
    assert_eq!(session.case().patient.name, "Bente Testperson");
    assert_eq!(session.case().criteria_set.as_str(), "ngc-2026-11.2");
}

/// Whether the report would be a draft because the assessment is old, as the export dialog says.
fn is_marked_as_old(bench: &mut Bench) -> bool {
    bench.dispatch(UiCommand::ExportPdf);
    let is_old = bench.has_part("vurderingen er mere end 30 dage gammel");
    bench.press(Key::Escape);
    is_old
}

#[test]
fn a_case_opened_after_thirty_days_is_confirmed_point_by_point() {
    let text = |day: &str| {
        format!(
            "(format: 1, criteria_set: \"ngc-2026-11.2\", indication: \"sarcoma\", assessed_on: \"{day}\",
              answers: {{\"performance-status\": \"1\"}})"
        )
    };
    let mut bench = Bench::new();
    let thirty = TODAY.saturating_sub(30.days());
    bench.open_file("/t/a.wgscase", Ok(plain(&text(&thirty.to_string()))));
    assert!(!bench.has("Gælder det stadig?"));
    let long_ago = date(2026, 10, 1);
    bench.open_file("/t/b.wgscase", Ok(plain(&text(&long_ago.to_string()))));
    assert!(bench.has("Gælder det stadig?"));
    assert!(is_marked_as_old(&mut bench), "the report says so until then");
    bench.click("Bekræft performance status");
    bench.click("Bekræft væv");
    assert_eq!(bench.window().case().session().case().assessed_on, Some(long_ago));
    bench.click("Bekræft behandling");
    assert_eq!(bench.window().case().session().case().assessed_on, Some(TODAY));
    assert!(!bench.has("Gælder det stadig?"));
    assert!(!is_marked_as_old(&mut bench));
    bench.dispatch(UiCommand::Undo);
    assert_eq!(bench.window().case().session().case().assessed_on, Some(long_ago));
    assert!(bench.has("Bekræft væv"), "everything is confirmed anew");
}

#[test]
fn a_contradiction_is_pointed_out_at_its_fields() {
    let mut bench = Bench::of_size(1400.0, 4000.0);
    bench.show_indication("thymic-epithelial-tumour");
    let remark = "Patienten er angivet både som nydiagnosticeret og med recidiv.";
    bench.click("Histologisk type: Thymuscarcinom");
    bench.click("Nydiagnosticeret: Ja");
    assert!(!bench.has(remark));
    bench.click("Recidiv: Ja");
    use egui_kittest::kittest::Queryable;
    // At both fields, and beside the verdict.
    assert_eq!(bench.harness.query_all_by_label(remark).count(), 3);
}

#[test]
fn clinical_information_is_typed_and_no_more_than_fits() {
    let mut bench = Bench::of_size(1400.0, 4000.0);
    bench.show_indication("sarcoma");
    bench.type_into("Diagnose", &"x".repeat(210));
    assert_eq!(answer(&bench, "diagnosis-text"), Some(Answer::Line("x".repeat(200))));
    bench.type_into("Diagnosekode (SKS)", "c49.9");
    assert_eq!(answer(&bench, "diagnosis-code"), Some(Answer::SksCode("C49.9".into())));
    assert!(bench.has_part("Ligner ikke en SKS-diagnosekode"));
    bench.type_into("Tumorprocent", "101");
    bench.press(Key::Tab);
    assert_eq!(answer(&bench, "tumour-fraction"), None);
    assert!(bench.has("Skriv et helt tal fra 0 til 100"));
    bench.type_into("Prøvedato", "22/11");
    bench.press(Key::Tab);
    assert_eq!(answer(&bench, "sample-date"), Some(Answer::Date(date(2026, 11, 22))));
}

#[test]
fn the_consent_stands_beside_the_verdict_of_every_indication() {
    let mut bench = Bench::of_size(1400.0, 4000.0);
    let indications: Vec<_> = criteria().indications.iter().map(|it| it.id.to_string()).collect();
    for indication in indications {
        bench.show_indication(&indication);
        bench.dispatch(CaseCommand::Answer("written-consent".into(), None));
        bench.dispatch(CaseCommand::Answer("consent-date".into(), None));
        assert!(bench.has("Samtykke: ikke angivet"), "{indication}");
        bench.click("Skriftligt samtykke er indhentet: Nej");
        assert!(bench.has("Samtykke: ikke indhentet"), "{indication}");
        bench.click("Skriftligt samtykke er indhentet: Ja");
        assert!(bench.has("Samtykke: indhentet"), "{indication}");
        bench.type_into("Dato for samtykke", "20-11-2026");
        assert!(bench.has("Samtykke: indhentet 20. november 2026"), "{indication}");
    }
}
