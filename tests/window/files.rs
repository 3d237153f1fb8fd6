//! New, open, save, export, close: nothing typed is lost, and every failure is told.

use std::path::PathBuf;

use crate::bench::{Bench, LAST, TODAY, criteria, plain};
use egui::{Key, Modifiers};
use wgs_referral::case::{self, Case};
use wgs_referral::desktop::{
    CaseError, Effect, Exported, Opened, Outcome, Pick, Protection, SaveError, SessionNumber,
};
use wgs_referral::files::{FileError, Fingerprint, Overwrite};
use wgs_referral::notation::Place;
use wgs_referral::pdf::NoCase;
use wgs_referral::report::document;
use wgs_referral::window::{Command, Dialog, Field, State, UiCommand};

fn answered() -> Bench {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.type_into("Navn", "Bente Testperson");
    bench
}

fn receive(bench: &mut Bench, outcome: Outcome) -> Vec<Effect> {
    bench.receive(outcome)
}

/// The first session's case was written.
fn written(case: Box<Case>, written: Result<(), FileError>) -> Outcome {
    Outcome::CaseWritten {
        number: LAST,
        path: "/t/a.wgscase".into(),
        case,
        session: SessionNumber::default(),
        protection: Protection::Plain,
        written: written.map(|()| Fingerprint::of(b"")).map_err(SaveError::File),
    }
}

fn taken_out(path: &str, opened: Opened) -> Outcome {
    Outcome::CaseRead(LAST, path.into(), Ok(Opened { is_inside_a_pdf: true, ..opened }))
}

fn state(bench: &mut Bench) -> &State {
    bench.harness.state().state()
}

#[test]
fn a_blank_window_closes_and_opens_without_asking() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert!(matches!(bench.app().take_effects()[..], [Effect::Pick(Pick::CaseToOpen, _)]));
}

#[test]
fn unsaved_changes_are_asked_about_before_a_new_case() {
    let mut bench = answered();
    bench.press_with(Modifiers::COMMAND, Key::N);
    assert!(bench.has("Sagen er ikke gemt"));
    bench.click("Annullér");
    assert_eq!(state(&mut bench).session.case().patient.name, "Bente Testperson");
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert_eq!(state(&mut bench).session.case().patient.name, "");
    assert!(bench.has_part("Alle felter om den forrige patient er ryddet."));
}

#[test]
fn closing_asks_and_goes_on_once_the_case_is_saved() {
    let mut bench = answered();
    bench.ask(Command::CloseRequested);
    bench.click("Gem først");
    assert!(bench.has("Gem sagen"));
    bench.save_unencrypted();
    let effects = bench.effects();
    let [Effect::Pick(pick @ Pick::CaseToSave { proposed, .. }, _)] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(proposed, "wgs-sarcoma-2026-11-22.wgscase");
    let effects = receive(&mut bench, Outcome::Picked(pick.clone(), Some(PathBuf::from("/t/a"))));
    let [Effect::WriteCase { path, case, session, protection, .. }] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(path, &PathBuf::from("/t/a.wgscase"));
    let effects = receive(
        &mut bench,
        Outcome::CaseWritten {
            number: LAST,
            path: path.clone(),
            case: case.clone(),
            session: *session,
            protection: protection.clone(),
            written: Ok(Fingerprint::of(b"")),
        },
    );
    assert!(matches!(effects[..], [Effect::Close]));
}

#[test]
fn a_failed_save_is_told_and_nothing_is_lost() {
    let mut bench = answered();
    let case = Box::new(state(&mut bench).session.case().clone());
    receive(&mut bench, written(case, Err(FileError::DiskFull)));
    assert!(bench.has_part("disken er fuld"));
    assert!(state(&mut bench).session.has_unsaved_changes());
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
    bench.click("Luk");
    assert!(!bench.has_part("disken er fuld"));
}

#[test]
fn a_file_that_is_no_case_leaves_the_window_as_it_was() {
    let mut bench = answered();
    for (error, words) in [
        (CaseError::Refused(case::Refusal::NotACase(Place::START)), "filen er ikke en WGS-sag"),
        (CaseError::Refused(case::Refusal::NewerFormat { place: Place::START, known: 1 }), "nyere version"),
        (FileError::TooLarge { limit_mib: 4 }.into(), "for stor"),
        (FileError::IsFolder.into(), "det er en mappe"),
        (CaseError::File(NoCase::NoneInside.into()), "ingen WGS-sag i PDF-filen"),
        (CaseError::File(NoCase::Several.into()), "mere end én WGS-sag"),
        (CaseError::File(NoCase::Damaged.into()), "beskadiget"),
        (CaseError::File(NoCase::TooMuch.into()), "rummer mere"),
        (CaseError::File(NoCase::Encrypted.into()), "krypteret"),
    ] {
        receive(&mut bench, Outcome::CaseRead(LAST, "/t/a.wgscase".into(), Err(error)));
        assert!(bench.has_part(words), "{words}");
        assert_eq!(bench.text_in("Navn"), "Bente Testperson");
    }
}

#[test]
fn a_faulty_case_opens_with_its_faulty_text_marked_and_is_saved_elsewhere() {
    let mut bench = Bench::new();
    let text = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Bente Testperson", cpr: "0231609995"),
        answers: { "performance-status": "7", "metastatic": true },
        unread: { "mtb-date": "22-1" })"#;
    let reading = plain(text);
    receive(&mut bench, Outcome::CaseRead(LAST, "/t/a.wgscase".into(), Ok(reading)));
    assert!(bench.has_part("3 oplysninger kunne ikke læses"));
    assert!(bench.has_part("CPR-nummer (patient.cpr) – er ikke et CPR-nummer"));
    assert!(bench.has_part("Performance status (ECOG) (answers.performance-status)"));
    assert_eq!(bench.text_in("CPR-nummer"), "0231609995");
    assert_eq!(bench.text_in("MTB-dato"), "22-1");
    assert!(bench.has_part("»7«"));
    assert_eq!(bench.row("Kliniske manifestationer til stede eller fraværende"), "Mangler");
    // Saving asks for a place: what could not be read is not written over.
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(state(&mut bench).dialog, Some(Dialog::Save(_))));
    bench.press(Key::Escape);
    bench.click("Performance status (ECOG): 1");
    assert!(!bench.has_part("»7«"));
}

#[test]
fn a_case_from_a_pdf_is_told_and_saved_elsewhere_and_never_over_a_pdf() {
    let mut bench = Bench::new();
    let text = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Bente Testperson"))"#;
    let reading = plain(text);
    receive(&mut bench, taken_out("/t/a.pdf", reading));
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
    assert!(bench.has_part("Sagen er hentet fra PDF-filen"));
    assert!(bench.has_part("/t/a.pdf"));
    assert!(!state(&mut bench).session.has_unsaved_changes());
    assert_eq!(state(&mut bench).session.path(), None);

    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.save_unencrypted();
    let effects = bench.effects();
    let [Effect::Pick(pick, _)] = &effects[..] else { panic!("{effects:?}") };
    // A case file ends in what it is, whatever was typed; nobody was asked about that name.
    for (typed, written, may_replace) in [
        ("/t/a.pdf", "/t/a.pdf.wgscase", false),
        ("/t/a", "/t/a.wgscase", false),
        ("/t/a.WGSCASE", "/t/a.WGSCASE", true),
    ] {
        let effects = receive(&mut bench, Outcome::Picked(pick.clone(), Some(typed.into())));
        let [Effect::WriteCase { path, expected, .. }] = &effects[..] else { panic!("{effects:?}") };
        let may = if may_replace { Overwrite::Always } else { Overwrite::Never };
        assert_eq!((path, *expected), (&PathBuf::from(written), may));
    }
}

#[test]
fn a_faulty_case_from_a_pdf_tells_of_both() {
    let mut bench = Bench::new();
    let text = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
        answers: { "performance-status": "7" })"#;
    let reading = plain(text);
    receive(&mut bench, taken_out("/t/a.pdf", reading));
    assert!(bench.has_part("Sagen er hentet fra PDF-filen"));
    assert!(bench.has_part("1 oplysning kunne ikke læses"));
}

#[test]
fn without_a_file_dialog_a_path_is_typed() {
    let mut bench = answered();
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.save_unencrypted();
    let pick = match &bench.effects()[..] {
        [Effect::Pick(pick, _)] => pick.clone(),
        other => panic!("{other:?}"),
    };
    receive(&mut bench, Outcome::NoDialog(pick));
    assert!(bench.has_part("Computeren har ingen filvælger"));
    bench.type_into("Sti", "/t/");
    bench.press(Key::Enter);
    assert!(matches!(&bench.app().take_effects()[..], [Effect::WriteCase { .. }]));
}

#[test]
fn an_export_says_what_it_holds_and_that_it_is_a_draft() {
    let mut bench = answered();
    bench.press_with(Modifiers::COMMAND, Key::E);
    assert!(bench.has_part("PDF-filen er ukrypteret"));
    assert!(bench.has_part("mærkes som kladde"));
    bench.click("Bilagets sprog: English");
    bench.click("Vælg placering…");
    let effects = bench.app().take_effects();
    let [Effect::Pick(pick @ Pick::PdfToExport { proposed, .. }, _)] = &effects[..] else {
        panic!("{effects:?}")
    };
    let (name, id) = proposed.split_at("wgs-sarcoma-2026-11-22-".len());
    assert_eq!(name, "wgs-sarcoma-2026-11-22-");
    assert_eq!(id.len(), "7k2qm9xd.pdf".len(), "{id}");
    let effects = receive(&mut bench, Outcome::Picked(pick.clone(), Some("/t/a.pdf".into())));
    let [Effect::ExportPdf { settings, session, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(settings.language.tag(), "en");
    let id = document(&criteria(), state(&mut bench).session.case(), *settings).id;
    let exported = Ok(Exported { id, replaced: vec!['😀'] });
    receive(&mut bench, Outcome::PdfExported { path: "/t/a.pdf".into(), session: *session, exported });
    assert!(bench.has_part("U+1F600"));
}

#[test]
fn saving_again_writes_to_the_same_place_and_leaves_nothing_unsaved() {
    let mut bench = answered();
    let case = state(&mut bench).session.case().clone();
    receive(&mut bench, written(Box::new(case), Ok(())));
    assert!(!bench.has("ikke gemt"));
    bench.type_into("Hospital", "Test");
    assert!(bench.has("ikke gemt"));
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(&bench.app().take_effects()[..], [Effect::WriteCase { .. }]));
}

#[test]
fn what_is_typed_while_a_save_is_under_way_stays_unsaved() {
    let mut bench = answered();
    let case = state(&mut bench).session.case().clone();
    bench.type_into("Hospital", "Test");
    receive(&mut bench, written(Box::new(case), Ok(())));
    assert!(state(&mut bench).session.has_unsaved_changes());
}

#[test]
fn a_new_case_begins_today_and_blank() {
    let mut bench = Bench::new();
    let effects = bench.app().state_mut().handle(Command::Plain(UiCommand::New));
    assert!(effects.is_empty());
    bench.run();
    let case = state(&mut bench).session.case();
    assert_eq!(case.assessed_on, Some(TODAY));
    assert!(case.answers.is_empty());
    assert_eq!(Field::AssessedOn.text(case), "22-11-2026");
}

#[test]
fn a_save_that_ends_late_does_not_touch_the_next_patients_case() {
    let mut bench = answered();
    let first = state(&mut bench).session.case().clone();
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    bench.type_into("Navn", "Anton Testperson");
    receive(&mut bench, written(Box::new(first), Ok(())));
    assert_eq!(state(&mut bench).session.path(), None);
    assert!(state(&mut bench).session.has_unsaved_changes());
    assert_eq!(bench.text_in("Navn"), "Anton Testperson");
}

#[test]
fn what_is_typed_while_a_file_is_read_is_asked_about() {
    let text = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Carl Testperson"))"#;
    let from_file = || Outcome::CaseRead(LAST, "/t/b.wgscase".into(), Ok(plain(text)));
    let from_pdf = || taken_out("/t/b.pdf", plain(text));
    for read in [&from_file as &dyn Fn() -> Outcome, &from_pdf] {
        let mut bench = answered();
        bench.press_with(Modifiers::COMMAND, Key::O);
        bench.click("Kassér ændringer");
        let effects = bench.app().take_effects();
        let [Effect::Pick(pick, _)] = &effects[..] else { panic!("{effects:?}") };
        receive(&mut bench, Outcome::Picked(pick.clone(), Some("/t/b".into())));
        bench.type_into("Hospital", "Test");
        receive(&mut bench, read());
        assert!(bench.has("Sagen er ikke gemt"));
        assert_eq!(bench.text_in("Navn"), "Bente Testperson");
        bench.click("Kassér ændringer");
        receive(&mut bench, read());
        assert_eq!(bench.text_in("Navn"), "Carl Testperson");
        assert!(!state(&mut bench).session.has_unsaved_changes());
    }
}

#[test]
fn changes_that_were_given_up_for_a_file_that_fails_are_asked_about_again() {
    let mut bench = answered();
    bench.press_with(Modifiers::COMMAND, Key::O);
    bench.click("Kassér ændringer");
    receive(&mut bench, Outcome::Picked(Pick::CaseToOpen, None));
    bench.ask(Command::CloseRequested);
    assert!(bench.has("Sagen er ikke gemt"));
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
}

#[test]
fn a_second_file_dialog_is_not_opened_over_the_first() {
    let mut bench = Bench::new();
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert_eq!(bench.app().take_effects().len(), 1);
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert!(bench.app().take_effects().is_empty());
    assert!(bench.has_part("En fildialog er åben"));
}
