//! Texts that are too long, and files with very many faults: they are marked and counted, never cut in silence, and
//! nothing is drawn that a frame can't hold.

use crate::bench::{Bench, CASE, plain};
use crate::fake_desktop::JobKind;
use crate::recovery::{found_copy, take_copies, window_with_recovery};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::case;
use wgs_referral::definition::JudgementId;
use wgs_referral::desktop::{
    CaseRequest, KeyStatus, KeyStoreError, OpenedCase, Output, Protection, RecoveryCopy, Request,
    TakenRecovery,
};
use wgs_referral::window::{CaseCommand, Command, Field, UiCommand};

/// The longest text that a frame may draw, in characters.
const LONGEST_DRAWN: usize = 20_000;

const REFUSED: &str = "Sagen er ikke gemt, eksporteret eller kopieret: Disse tekster er for lange.";

/// A case whose patient has a name of this many letters.
fn named(letters: usize) -> OpenedCase {
    let opened = plain(&CASE.replace("Bente Testperson", &"å".repeat(letters)));
    OpenedCase { protection: Some(Protection::Keys), ..opened }
}

fn assert_drawable(bench: &Bench) {
    for node in bench.harness.query_all(By::new().predicate(|_| true)) {
        let node = node.accesskit_node();
        for text in [node.label(), node.value(), node.description()].into_iter().flatten() {
            assert!(text.chars().count() <= LONGEST_DRAWN);
        }
    }
}

/// Whether a save asks nothing and writes nothing.
fn is_save_refused(bench: &mut Bench) -> bool {
    bench.take_all_requests();
    bench.press_with(Modifiers::COMMAND, Key::S);
    let writes = bench.take_requests_of(JobKind::Write);
    let is_refused = writes.is_empty() && bench.window().dialog().is_none();
    assert!(!is_refused || bench.has_part(REFUSED));
    is_refused
}

fn paste(bench: &mut Bench, text: &str) {
    bench.harness.event(Event::Paste(text.to_owned()));
    bench.run();
}

#[test]
fn a_name_of_two_million_letters_is_opened_marked_and_emptied() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(named(2_000_000)));
    assert_drawable(&bench);
    assert!(bench.has_part("2.000.000 af højst 100 tegn"));
    assert!(bench.has_part("er for lang: 2.000.000 tegn, højst 100 er tilladt"));
    assert!(bench.has_part("Navn (patient.name) – teksten er for lang"));
    for command in [UiCommand::ShowPdf, UiCommand::Overview, UiCommand::Palette] {
        bench.dispatch(Command::Ui(command));
        assert_drawable(&bench);
    }
    bench.press(Key::Escape);
    bench.show_indication("sarcoma");
    assert!(is_save_refused(&mut bench));
    assert_drawable(&bench);
    bench.dispatch(CaseCommand::ClearText(case::field::PATIENT_NAME.to_owned()));
    assert!(bench.has("Alle tekster er nu korte nok."));
    assert!(!is_save_refused(&mut bench));
    // Nothing is lost for good.
    bench.press(Key::Escape);
    bench.dispatch(Command::Ui(UiCommand::Undo));
    let text = bench.window().case().text(&Field::PatientName);
    assert_eq!(text.chars().count(), 2_000_000);
    assert_drawable(&bench);
}

#[test]
fn the_recovery_copy_of_a_long_name_opens_like_its_file() {
    let mut bench = window_with_recovery();
    bench.open_file("/t/a.wgscase", Ok(named(2_000_000)));
    bench.type_into("Hospital", "Test");
    let written = case::write(&take_copies(&mut bench).pop().unwrap().case);
    let mut bench = window_with_recovery();
    let reading = *plain(&written).reading;
    let copy = RecoveryCopy { case: Box::new(reading.case), path: None, pdf: None, has_passphrase: false };
    let set = bench.window().case().session().set().clone();
    assert_eq!(copy.case.overlong_texts(&set).count(), 1);
    let faults = reading.faults.into_iter().filter(|fault| !fault.kind.is_of_an_unfinished_case()).collect();
    bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
    bench.click("Gendan");
    let taken = TakenRecovery { copy, faults, more_faults: reading.more_faults, migration: None };
    bench.reply(Output::RecoveryTaken(Ok(Box::new(taken))));
    assert_drawable(&bench);
    assert!(bench.has_part("2.000.000 af højst 100 tegn"));
    assert!(is_save_refused(&mut bench));
}

#[test]
fn typing_beyond_the_limit_is_counted_and_blocks_saving_until_the_text_is_shorter() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    bench.type_into("Hospital", &"x".repeat(197));
    // "Test" was typed before.
    assert!(bench.has_part("201 af højst 200 tegn"));
    assert_eq!(bench.field_text("Hospital").chars().count(), 201);
    assert!(is_save_refused(&mut bench));
    assert!(bench.has_part("Hospital: 201 af højst 200 tegn"));
    bench.dispatch(Command::Ui(UiCommand::ExportPdf));
    assert!(bench.window().dialog().is_none(), "a text would be missing in the report");
    bench.click("Gå til teksten");
    bench.press(Key::End);
    bench.press(Key::Backspace);
    assert!(!bench.has_part("af højst 200 tegn"));
    assert!(!is_save_refused(&mut bench));
    assert_eq!(bench.window().case().session().case().requester.hospital.chars().count(), 200);
}

#[test]
fn a_long_rationale_settles_nothing_until_it_is_shortened() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    let id = JudgementId::from("sarcoma/competence.sarcoma-centre");
    bench.dispatch(CaseCommand::Decide(id.clone(), Some(true)));
    let edit = |text: String| CaseCommand::Edit(Field::Rationale(id.clone()), text);
    bench.dispatch(edit("a".repeat(4_001)));
    let decision = |bench: &Bench| {
        let case = bench.window().case().session().case().clone();
        case.judgements[&id].decision()
    };
    assert_eq!(decision(&bench), None);
    assert!(is_save_refused(&mut bench));
    bench.dispatch(edit("a".repeat(4_000)));
    assert_eq!(decision(&bench), Some(true));
    bench.dispatch(edit("\u{200b}\u{2800}".to_owned()));
    assert_eq!(decision(&bench), None);
}

#[test]
fn a_paste_that_cannot_be_drawn_is_refused_and_said() {
    let mut bench = Bench::with_changed_case(None);
    bench.type_into("MTB's anbefaling", "Tilråder");
    paste(&mut bench, &"x\n".repeat(10_000));
    assert!(bench.has_part("Teksten er ikke indsat: Feltet kan højst rumme 20.000 tegn."));
    assert_eq!(bench.window().case().session().case().mtb.note, "Tilråder");
    // What was selected is not lost by it.
    bench.press_with(Modifiers::COMMAND, Key::A);
    paste(&mut bench, &"x".repeat(2_000_000));
    assert_eq!(bench.window().case().session().case().mtb.note, "Tilråder");
    assert_drawable(&bench);
    paste(&mut bench, &"y".repeat(5_000));
    assert!(!bench.has_part("Teksten er ikke indsat"));
    assert!(bench.has_part("5.0") && bench.has_part("af højst 4.000 tegn"));
    assert_drawable(&bench);
}

#[test]
fn dialogs_refuse_what_they_cannot_draw() {
    let mut bench = Bench::new();
    bench.dispatch(Command::Ui(UiCommand::Palette));
    paste(&mut bench, &"x".repeat(2_000_000));
    assert!(bench.has_part("Teksten er ikke indsat"));
    assert_drawable(&bench);
    bench.press(Key::Escape);
    bench.dispatch(Command::Ui(UiCommand::Settings));
    paste(&mut bench, &"x".repeat(101));
    assert!(bench.has_part("Feltet kan højst rumme 100 tegn"));
}

#[test]
fn a_passphrase_that_does_not_fit_is_not_cut() {
    let mut bench = Bench::with_changed_case(None);
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let field = |bench: &Bench| {
        let fields = By::new().role(Role::PasswordInput).label("Adgangskode");
        bench.harness.get(fields).accesskit_node().value().unwrap_or_default().chars().count()
    };
    bench.type_secret("Adgangskode", "abc");
    paste(&mut bench, &"x".repeat(510));
    assert!(bench.has_part("Teksten er ikke indsat: En adgangskode kan højst fylde 512 byte"));
    assert_eq!(field(&bench), 3);
}

#[test]
fn a_passphrase_is_set_without_a_pasted_line_end() {
    let mut bench = Bench::with_changed_case(None);
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.type_secret("Adgangskode", "");
    paste(&mut bench, "grøn cykel 14 vintermorgen\r\n");
    bench.type_secret("Gentag adgangskoden", "grøn cykel 14 vintermorgen");
    bench.press(Key::Enter);
    let requests = bench.take_requests_of(JobKind::Write);
    let [Request::Case(CaseRequest::Write { protection: Protection::Passphrase(set), .. })] = &requests[..]
    else {
        panic!("{requests:?}")
    };
    assert_eq!(set.as_str(), "grøn cykel 14 vintermorgen");
}

#[test]
fn three_hundred_faults_are_counted_and_a_hundred_listed() {
    let answers = "\"metastatic\": 7,".repeat(301);
    let text = CASE.replace("\n    patient", &format!("\n    answers: {{{answers}}},\n    patient"));
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(&text)));
    assert!(bench.has_part("men 300 oplysninger kunne ikke læses"));
    assert!(bench.has("og 200 til"));
    assert!(bench.harness.query_all(By::new().label_contains("Linje 2, kolonne")).count() <= 100);
}

#[test]
fn pasted_text_is_cleaned() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "");
    paste(&mut bench, "Anne\u{ad}Marie\u{200b} A\u{30a}s\r\n");
    bench.type_into("CPR-nummer", "");
    paste(&mut bench, "\u{feff}020160\u{2011}9941\n");
    bench.type_into("MTB-dato", "");
    paste(&mut bench, "22.\u{a0}november\u{a0}2026");
    bench.press(Key::Tab);
    let case = bench.window().case().session().case();
    assert_eq!(case.patient.name, "AnneMarie Ås");
    assert_eq!(case.patient.cpr.as_ref().map(ToString::to_string).as_deref(), Some("020160-9941"));
    assert_eq!(case.mtb.date, Some(jiff::civil::date(2026, 11, 22)));
}

#[test]
fn a_text_that_is_too_long_is_counted_by_the_verdict_and_reached_once_no_answer_is_missing() {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    bench.dispatch(CaseCommand::Edit(Field::MtbNote, "x".repeat(4_001)));
    assert!(bench.has("1 tekst er for lang til at blive gemt"));
    // The count stands at the label and below the field.
    assert_eq!(bench.harness.query_all(By::new().label_contains("4.001 af højst 4.000 tegn")).count(), 2);
    bench.press(Key::F8);
    bench.press(Key::End);
    bench.press(Key::Backspace);
    assert!(!bench.has("1 tekst er for lang til at blive gemt"));
}
