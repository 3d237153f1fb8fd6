//! What the second reading of the criteria brought to the window: the profile, cases of the first reading, cases that
//! are opened again after a long time, and remarks.

use crate::bench::{Bench, TODAY, criteria, plain, settings_file};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use jiff::ToSpan;
use jiff::civil::date;
use wgs_referral::case::write;
use wgs_referral::definition::Answer;
use wgs_referral::desktop::{CopyResult, OpenedCase, Output, Protection};
use wgs_referral::files::Fingerprint;
use wgs_referral::settings::{RequesterProfile, UserSettings};
use wgs_referral::verify::PdfStatus;
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

pub const OF_THE_FIRST_READING: &str = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma",
    assessed_on: "2026-11-22", patient: (name: "Bente Testperson", birth_date: "1960-01-02"),
    answers: {"tumour-type": "other", "metastatic": false, "recurrence": true})"#;

/// What the window must show of [`OF_THE_FIRST_READING`], wherever the case comes from.
pub fn check_first_reading(bench: &mut Bench, origin: &str) {
    assert!(matches!(bench.window().dialog(), Some(Dialog::Migrated(_))), "{origin}");
    assert!(bench.has_part("ngc-2026-11.2"));
    assert!(bench.has_part("Kræfttype: Anden"), "the dropped answer is named with its value");
    assert!(bench.has_part("Bekræft svaret »Nej«"));
    assert!(bench.has_part("ændrer sig"));
    bench.press(Key::Escape);
    let session = bench.window().case().session();
    assert!(session.has_unsaved_changes(), "{origin}: the file is of the first reading");
    assert_eq!(session.case().patient.name, "Bente Testperson");
    assert_eq!(session.case().criteria_set.as_str(), "ngc-2026-11.2");
    assert!(bench.has("Bekræft svaret"), "{origin}: the answer is marked after the dialog is closed");
}

#[test]
fn a_case_of_the_first_reading_opens_whole_and_tells_what_changes() {
    let opened = || plain(OF_THE_FIRST_READING);
    let origins = [
        ("/t/a.wgscase", opened()),
        ("/t/b.wgscase", OpenedCase { protection: Some(Protection::Keys), ..opened() }),
        ("/t/c.pdf", OpenedCase { pdf: Some(PdfStatus::Unchanged), ..opened() }),
    ];
    for (path, opened) in origins {
        let mut bench = Bench::new();
        bench.open_file(path, Ok(opened));
        check_first_reading(&mut bench, path);
    }
}

#[test]
fn an_answer_of_the_first_reading_is_marked_until_it_is_confirmed_or_given_again() {
    const MARK: &str = "Svaret på »Metastatisk sygdom (spredning)« er fra den tidligere læsning";
    let metastatic = |bench: &mut Bench, answer| {
        bench.dispatch(CaseCommand::Answer("metastatic".into(), answer));
    };
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(OF_THE_FIRST_READING)));
    bench.press(Key::Escape);
    assert!(bench.has_part(MARK), "beside the verdict");
    // Another answer needs no confirmation; the old one does when it comes back.
    metastatic(&mut bench, Some(Answer::YesNo(true)));
    assert!(!bench.has_part(MARK) && !bench.has("Bekræft svaret"));
    assert_eq!(draft_reasons(&mut bench), [""; 0]);
    bench.dispatch(UiCommand::Undo);
    assert!(bench.has_part(MARK) && bench.has("Bekræft svaret"));
    assert_eq!(draft_reasons(&mut bench), [UNCONFIRMED_REASON], "its report is a draft");
    bench.click("Bekræft svaret");
    assert!(!bench.has_part(MARK) && !bench.has("Bekræft svaret"));
    assert_eq!(draft_reasons(&mut bench), [""; 0]);
    assert_eq!(answer(&bench, "metastatic"), Some(Answer::YesNo(false)));
    // Giving the same answer again confirms it as well.
    bench.open_file("/t/b.wgscase", Ok(plain(OF_THE_FIRST_READING)));
    bench.press(Key::Escape);
    metastatic(&mut bench, None);
    metastatic(&mut bench, Some(Answer::YesNo(false)));
    assert!(!bench.has_part(MARK));
    // A form that does not ask the question says nothing of it.
    bench.open_file(
        "/t/c.wgscase",
        Ok(plain(&OF_THE_FIRST_READING.replace("sarcoma", "primary-brain-tumour"))),
    );
    bench.press(Key::Escape);
    assert!(!bench.has_part(MARK));
    assert_eq!(draft_reasons(&mut bench), [""; 0]);
}

#[test]
fn what_is_to_be_confirmed_is_still_so_after_the_case_is_saved_and_opened_again() {
    let saved = |bench: &Bench| plain(&write(bench.window().case().session().case()));
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(OF_THE_FIRST_READING)));
    bench.press(Key::Escape);
    for (path, pdf) in [("/t/b.wgscase", None), ("/t/c.pdf", Some(PdfStatus::Unchanged))] {
        let opened = OpenedCase { pdf, ..saved(&bench) };
        bench.open_file(path, Ok(opened));
        assert!(bench.window().dialog().is_none(), "{path}: the case is of this set");
        assert!(bench.has("Bekræft svaret"), "{path}");
        assert_eq!(draft_reasons(&mut bench), [UNCONFIRMED_REASON], "{path}");
    }
    bench.click("Bekræft svaret");
    assert!(bench.window().case().session().has_unsaved_changes(), "the file has it as unconfirmed");
    let confirmed = saved(&bench);
    bench.dispatch(UiCommand::Undo);
    assert!(bench.has("Bekræft svaret"), "the confirmation can be undone");
    assert_eq!(draft_reasons(&mut bench), [UNCONFIRMED_REASON]);
    bench.open_file("/t/d.wgscase", Ok(confirmed));
    assert!(!bench.has("Bekræft svaret"));
    assert_eq!(draft_reasons(&mut bench), [""; 0]);
}

#[test]
fn a_consent_that_was_not_asked_about_has_to_be_confirmed() {
    let old = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "primary-brain-tumour",
        assessed_on: "2026-11-22", answers: {"requested-after-surgery": false, "written-consent": true})"#;
    let mut bench = Bench::of_size(1400.0, 4000.0);
    bench.open_file("/t/a.wgscase", Ok(plain(old)));
    assert!(bench.has_part("Før blev der kun spurgt om skriftligt samtykke"));
    bench.press(Key::Escape);
    assert_eq!(draft_reasons(&mut bench), [UNCONFIRMED_REASON]);
    bench.click("Bekræft svaret");
    assert_eq!(draft_reasons(&mut bench), [""; 0]);
}

#[test]
fn a_verdict_that_the_second_reading_changes_is_told_with_its_rule_as_a_rule() {
    let old = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
        answers: {"tumour-type": "cholangiocarcinoma"})"#;
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(old)));
    assert!(bench.has_part("Sarkom: Mangler svar → Ikke opfyldt. Krav: Patienten har et sarkom."));
    assert!(!bench.has_part("Metastatisk kræft: Mangler svar →"), "its verdict stays");
}

#[test]
fn an_answer_of_one_doctor_never_counts_for_another() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Rekvirentens navn", "Bo Testlæge");
    bench.press(Key::Tab);
    bench.click(&format!("{CENTRE}: Ja"));
    // No profile is set. The name is replaced letter by letter.
    bench.dispatch(CaseCommand::Edit(Field::RequesterName, "E".to_owned()));
    assert_eq!(answer(&bench, "sarcoma-centre"), None);
    bench.dispatch(CaseCommand::Edit(Field::RequesterName, "Eva Testlæge".to_owned()));
    bench.dispatch(CaseCommand::LeaveField(Field::RequesterName));
    assert_eq!(answer(&bench, "sarcoma-centre"), None);
    assert!(bench.has_part("Et svar om den rekvirerende læge er tømt"));
    while bench.window().case().session().case().requester.name != "Bo Testlæge" {
        bench.dispatch(UiCommand::Undo);
        let name = &bench.window().case().session().case().requester.name;
        assert_eq!(answer(&bench, "sarcoma-centre").is_some(), name == "Bo Testlæge", "{name}");
    }
    assert!(!bench.has_part("den rekvirerende læge er tømt"), "the answer is there again");
    // Whoever completes the name is still the same doctor.
    bench.dispatch(CaseCommand::Edit(Field::RequesterName, "Bo Testlæge Testesen".to_owned()));
    assert_eq!(answer(&bench, "sarcoma-centre"), Some(Answer::YesNo(true)));
}

#[test]
fn what_is_told_of_emptied_answers_goes_once_they_are_given_again() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    let set = criteria();
    let questions = set.indication(&"sarcoma".into()).unwrap().questions();
    let questions: Vec<_> = questions.filter(|question| question.is_about_requester).collect();
    assert!(questions.len() >= 2);
    bench.dispatch(CaseCommand::Edit(Field::RequesterName, "Bo Testlæge".to_owned()));
    bench.dispatch(CaseCommand::LeaveField(Field::RequesterName));
    for question in &questions[..2] {
        bench.dispatch(CaseCommand::Answer(question.id.clone(), Some(Answer::YesNo(true))));
    }
    bench.dispatch(CaseCommand::Edit(Field::RequesterName, "Eva Testlæge".to_owned()));
    bench.dispatch(CaseCommand::LeaveField(Field::RequesterName));
    assert!(bench.has_part("2 svar om den rekvirerende læge er tømt"));
    bench.dispatch(CaseCommand::Answer(questions[0].id.clone(), Some(Answer::YesNo(false))));
    assert!(bench.has_part("Et svar om den rekvirerende læge er tømt"), "one is left");
    bench.dispatch(CaseCommand::Answer(questions[1].id.clone(), Some(Answer::YesNo(true))));
    assert!(!bench.has_part("den rekvirerende læge er tømt"));
}

#[test]
fn the_profile_alone_is_no_reason_for_verdicts_in_the_overview() {
    let mut bench = Bench::new();
    let mut profile = RequesterProfile::default();
    profile.requester.name = "Ditte Testlæge".to_owned();
    profile.answers.insert("sarcoma-centre".into(), true);
    bench.window_mut().take_settings(settings_file(UserSettings { profile, ..UserSettings::default() }));
    bench.run();
    assert_eq!(answer(&bench, "sarcoma-centre"), Some(Answer::YesNo(true)));
    assert!(bench.has("Hvad fejler patienten?") && !bench.has("Hvilken indikation passer til patienten?"));
}

const OLD_REASON: &str = "vurderingen er mere end 30 dage gammel";
const UNCONFIRMED_REASON: &str = "sagen er åbnet igen og ikke bekræftet";

/// Which of these reasons the export dialog gives for a draft: an old assessment, and a case that is not confirmed.
fn draft_reasons(bench: &mut Bench) -> Vec<&'static str> {
    bench.dispatch(UiCommand::ExportPdf);
    let told = [OLD_REASON, UNCONFIRMED_REASON].into_iter().filter(|reason| bench.has_part(reason)).collect();
    bench.press(Key::Escape);
    told
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
    assert_eq!(draft_reasons(&mut bench), [OLD_REASON, UNCONFIRMED_REASON], "the report says so until then");
    bench.click("Bekræft performance status");
    bench.click("Bekræft væv");
    assert_eq!(bench.window().case().session().case().assessed_on, Some(long_ago));
    bench.click("Bekræft behandling");
    assert_eq!(bench.window().case().session().case().assessed_on, Some(TODAY));
    // The card stays, so that nothing moves under the pointer.
    assert!(!bench.has("Bekræft behandling"));
    assert_eq!(draft_reasons(&mut bench), [""; 0]);
    bench.dispatch(UiCommand::Undo);
    assert_eq!(bench.window().case().session().case().assessed_on, Some(long_ago));
    assert!(bench.has("Bekræft væv"), "everything is confirmed anew");
}

/// A case that was assessed long before [`TODAY`].
const OLD: &str = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-10-01",
    answers: {"performance-status": "1"})"#;

#[test]
fn an_old_case_is_confirmed_wherever_it_comes_from_and_no_typed_day_stands_for_that() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.pdf", Ok(OpenedCase { pdf: Some(PdfStatus::Unchanged), ..plain(OLD) }));
    assert!(bench.has("Gælder det stadig?"), "from a PDF");
    bench.dispatch(CaseCommand::Edit(Field::AssessedOn, "22-11-2026".to_owned()));
    assert!(bench.has("Gælder det stadig?"), "the day alone confirms nothing");
    assert_eq!(
        draft_reasons(&mut bench),
        [UNCONFIRMED_REASON],
        "the page has today as the day of assessment"
    );
    let saved = write(bench.window().case().session().case());
    bench.open_file("/t/b.wgscase", Ok(plain(&saved)));
    assert!(bench.has("Gælder det stadig?"), "saving with that day confirms nothing either");
    assert_eq!(draft_reasons(&mut bench), [UNCONFIRMED_REASON]);
    for what in ["Bekræft performance status", "Bekræft væv", "Bekræft behandling"] {
        bench.click(what);
    }
    assert!(!bench.has("Bekræft behandling"));
    assert_eq!(draft_reasons(&mut bench), [""; 0]);
    let saved = write(bench.window().case().session().case());
    bench.open_file("/t/c.wgscase", Ok(plain(&saved)));
    assert!(!bench.has("Gælder det stadig?"));
}

#[test]
fn the_window_and_the_case_agree_on_what_is_confirmed_however_the_day_is_typed() {
    const POINTS: [&str; 3] = ["Bekræft performance status", "Bekræft væv", "Bekræft behandling"];
    let unconfirmed = |bench: &Bench| {
        let case = bench.window().case();
        let in_file = case.session().case().to_confirm.assessed_before.is_some();
        (case.has_to_be_confirmed(TODAY), in_file)
    };
    let type_day = |bench: &mut Bench, day: &str| {
        // Letter by letter, from the end of the day that stands there.
        for length in 0..=day.len() {
            bench.dispatch(CaseCommand::Edit(Field::AssessedOn, day[..length].to_owned()));
        }
        bench.dispatch(CaseCommand::LeaveField(Field::AssessedOn));
    };
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(OLD)));
    POINTS.into_iter().for_each(|point| bench.click(point));
    assert_eq!(unconfirmed(&bench), (false, false));
    type_day(&mut bench, "21-11-2026");
    assert_eq!(unconfirmed(&bench), (false, false), "the confirmation stays");
    // A day that was typed before the confirmation is unconfirmed again once the confirmation is undone.
    bench.open_file("/t/b.wgscase", Ok(plain(OLD)));
    type_day(&mut bench, "20-11-2026");
    assert_eq!(unconfirmed(&bench), (true, true));
    POINTS.into_iter().for_each(|point| bench.click(point));
    assert_eq!(unconfirmed(&bench), (false, false));
    bench.dispatch(UiCommand::Undo);
    assert_eq!(unconfirmed(&bench), (true, true));
    assert!(bench.has("Bekræft væv"), "everything is confirmed anew");
    type_day(&mut bench, "19-11-2026");
    assert_eq!(unconfirmed(&bench), (true, true));
    assert_eq!(draft_reasons(&mut bench), [UNCONFIRMED_REASON]);
    // The old day itself needs no note in the file.
    type_day(&mut bench, "01-10-2026");
    assert_eq!(unconfirmed(&bench), (true, false));
}

#[test]
fn the_age_of_a_case_without_identity_holds_for_its_day_of_assessment_alone() {
    const REMOVED: &str = "Alderen er fjernet";
    let age = |bench: &Bench| bench.window().case().session().case().patient.age;
    let anonymous = OLD.replace("answers", "patient: (age: 17), answers");
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(&anonymous)));
    for what in ["Bekræft performance status", "Bekræft væv", "Bekræft behandling"] {
        assert_eq!(age(&bench), Some(17));
        bench.click(what);
    }
    assert_eq!(age(&bench), None, "it may be 18 by now");
    assert!(bench.has_part(REMOVED));
    bench.dispatch(UiCommand::Undo);
    assert_eq!(age(&bench), Some(17));
    assert!(!bench.has_part(REMOVED), "there is an age again");
    // A day that is typed counts at once, so that no save and no step of the history has the age of another day.
    bench.open_file("/t/b.wgscase", Ok(plain(&anonymous)));
    let typed = [
        ("22-", Some(17)),
        ("22-11-2026", None),
        ("2", Some(17)),
        ("01-10-2026", Some(17)),
        ("22-11-2026", None),
    ];
    for (day, expected) in typed {
        bench.dispatch(CaseCommand::Edit(Field::AssessedOn, day.to_owned()));
        assert_eq!(age(&bench), expected, "{day}");
    }
    bench.dispatch(CaseCommand::LeaveField(Field::AssessedOn));
    assert!(bench.has_part(REMOVED));
    bench.dispatch(UiCommand::CopySummary);
    bench.reply(Output::Copied(CopyResult::Copied { will_be_cleared: true }));
    assert!(bench.has_part(REMOVED), "later news leave it");
    bench.dispatch(UiCommand::Undo);
    assert_eq!(age(&bench), Some(17));
    bench.dispatch(UiCommand::Redo);
    assert_eq!(age(&bench), None);
}

#[test]
fn a_case_that_is_begun_with_an_old_day_is_not_opened_again_by_saving_it() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.dispatch(CaseCommand::Edit(Field::AssessedOn, "01-10-2026".to_owned()));
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.save_unencrypted();
    bench.pick_path("/t/a.wgscase");
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b""))));
    assert!(!bench.window().case().session().has_unsaved_changes());
    assert!(!bench.has("Gælder det stadig?"));
    assert_eq!(draft_reasons(&mut bench), [OLD_REASON], "the report says how old it is");
}

#[test]
fn what_stands_beside_the_verdict_is_in_sight_in_a_narrow_window() {
    let mut bench = Bench::of_size(820.0, 3000.0);
    bench.show_indication("sarcoma");
    bench.dispatch(CaseCommand::Answer(
        "primary-histopathology".into(),
        Some(Answer::Choice("pending".into())),
    ));
    assert!(bench.has("Samtykke: ikke angivet"));
    assert!(bench.has("Histologi afventer"));
}

#[test]
fn old_criteria_are_a_warning_in_the_status_bar_of_any_width_and_in_about() {
    for width in [1360.0, 820.0, 700.0] {
        let mut bench = Bench::of_size(width, 900.0);
        let is_warned = |bench: &Bench| bench.has_part("ontrollér ngc.dk");
        bench.window_mut().set_today(date(2027, 5, 31));
        bench.run();
        assert!(!is_warned(&bench), "{width}");
        bench.window_mut().set_today(date(2027, 6, 1));
        bench.run();
        assert!(is_warned(&bench), "{width}");
        bench.dispatch(UiCommand::About);
        assert!(bench.has_part("for mere end 6 måneder siden"), "{width}");
    }
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
fn clinical_information_is_typed_and_counted_where_it_is_too_long() {
    let mut bench = Bench::of_size(1400.0, 4000.0);
    bench.show_indication("sarcoma");
    bench.type_into("Diagnose", &"x".repeat(210));
    assert!(bench.has("210 af højst 200 tegn. Forkort teksten."));
    assert_eq!(answer(&bench, "diagnosis-text"), None);
    for _ in 0..10 {
        bench.press(Key::Backspace);
    }
    assert!(!bench.has_part("af højst 200 tegn"));
    assert_eq!(answer(&bench, "diagnosis-text"), Some(Answer::Line("x".repeat(200))));
    bench.type_into("Diagnosekode (SKS)", "c49.9");
    assert_eq!(answer(&bench, "diagnosis-code"), Some(Answer::SksCode("C49.9".into())));
    assert!(!bench.has_part("Ligner ikke en SKS"), "it is still typed");
    bench.press(Key::Tab);
    assert!(bench.has_part("Ligner ikke en SKS-kode"));
    let field = bench.harness.get_by_role_and_label(Role::TextInput, "Diagnosekode (SKS)");
    let told = field.accesskit_node().description().unwrap_or_default();
    assert!(told.contains("Ligner ikke en SKS-kode"), "a screen reader tells it: {told}");
    bench.press_with(egui::Modifiers::COMMAND, Key::E);
    assert!(bench.has_part("Diagnosekode (SKS): Ligner ikke en SKS-diagnosekode"), "before the export too");
    bench.press(Key::Escape);
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
