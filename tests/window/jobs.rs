//! What follows a job is decided when it starts: no other job, dialog or panic changes it.

use crate::bench::{Bench, plain};
use crate::fake_desktop::Kind;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, Queryable};
use wgs_referral::desktop::{
    CaseRequest, ExportedReport, FoundRecovery, Handover, KeyStatus, OpenedCase, Output, PickedPath,
    Protection, ReportRequest, Request,
};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::{FileError, Fingerprint};
use wgs_referral::report::document;
use wgs_referral::window::{
    CaseCommand, Command, DialogCommand, Field, RecoverAction, UiCommand, Window, WindowCommand,
};

const SAMPLE: &str = include_str!("../../samples/met.wgscase");
/// The patient of the sample.
const NAME: &str = "Poul Testperson";

fn state(bench: &Bench) -> &Window {
    bench.harness.state().window()
}

/// A case that was opened and has no unsaved changes.
fn opened(protection: Option<Protection>) -> Bench {
    let mut bench = Bench::new();
    bench.read("/t/a.wgscase", Ok(OpenedCase { protection, ..plain(SAMPLE) }));
    bench.all_requests();
    bench
}

fn exported(bench: &Bench) -> Output {
    let state = state(bench);
    let id = document(&crate::bench::criteria(), state.case().session().case(), state.report_settings()).id;
    Output::PdfExported(Ok(ExportedReport { id, replaced: Vec::new() }))
}

/// Starts to print, up to the export in flight.
fn start_to_print(bench: &mut Bench) {
    bench.press_with(Modifiers::COMMAND, Key::P);
    bench.click("Vælg placering…");
    bench.picks("/t/a.pdf");
    bench.requests();
}

fn recovery(file: &str) -> FoundRecovery {
    FoundRecovery { file: file.into(), written_at: None, indication: Ok("sarcoma".into()) }
}

#[test]
fn a_report_is_printed_though_a_file_dialog_is_cancelled_while_it_is_exported() {
    let mut bench = opened(None);
    start_to_print(&mut bench);
    bench.press_with(Modifiers::COMMAND, Key::O);
    bench.cancels_picking();
    bench.requests();
    let export = exported(&bench);
    let follows = bench.reply(export);
    assert!(
        matches!(follows[..], [Request::Report(ReportRequest::HandOver(Handover::Print, _))]),
        "{follows:?}"
    );
}

#[test]
fn a_report_is_not_printed_where_only_the_export_before_it_was_meant_to_be() {
    let mut bench = opened(None);
    start_to_print(&mut bench);
    let first = bench.job(Kind::Export).unwrap();
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.picks("/t/b.pdf");
    let (first_export, second_export) = (exported(&bench), exported(&bench));
    assert!(bench.reply(second_export).is_empty());
    let follows = bench.reply_to(first, first_export);
    let [Request::Report(ReportRequest::HandOver(Handover::Print, path))] = &follows[..] else {
        panic!("{follows:?}")
    };
    assert_eq!(path.to_str(), Some("/t/a.pdf"));
}

#[test]
fn the_file_that_is_printed_is_the_one_that_was_exported_for_it() {
    let mut bench = opened(None);
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.picks("/t/only-kept.pdf");
    let kept = bench.job(Kind::Export).unwrap();
    start_to_print(&mut bench);
    let (kept_export, printed_export) = (exported(&bench), exported(&bench));
    assert!(bench.reply_to(kept, kept_export).is_empty());
    let follows = bench.reply(printed_export);
    let [Request::Report(ReportRequest::HandOver(Handover::Print, path))] = &follows[..] else {
        panic!("{follows:?}")
    };
    assert_eq!(path.to_str(), Some("/t/a.pdf"));
}

#[test]
fn recovered_cases_are_not_offered_while_any_job_of_the_user_is_in_flight() {
    let offered = |bench: &Bench| bench.has("Sager, der ikke blev gemt");
    let mut bench = opened(None);
    start_to_print(&mut bench);
    bench.ask_quietly(WindowCommand::Open("/t/slow.wgscase".into()));
    bench.found(vec![recovery("/r/1.age")]);
    assert!(!offered(&bench));
    let export = exported(&bench);
    bench.reply(export);
    assert!(!offered(&bench), "the case is still being read");
    bench.reply(Output::CaseRead(Err(FileError::NotFound.into())));
    assert!(offered(&bench));
}

#[test]
fn a_panic_while_settings_are_written_does_not_keep_the_window_open() {
    let mut bench = opened(Some(Protection::Keys));
    bench.app().window_mut().take_settings(wgs_referral::window::FoundSettings {
        folder: "/t/config".into(),
        found: wgs_referral::files::StoredSettings::Nothing,
    });
    bench.type_into("Hospital", "Test");
    bench.ask_quietly(WindowCommand::Close);
    bench.click("Gem først");
    assert!(matches!(bench.requests_of(Kind::Write)[..], [Request::Case(CaseRequest::Write { .. })]));
    bench.ask_quietly(Command::Ui(UiCommand::ToggleTheme));
    bench.panics(Kind::WriteSettings);
    assert!(!state(&bench).is_closing());
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"now"))));
    assert!(state(&bench).is_closing());
}

#[test]
fn a_panic_ends_its_own_flow_and_no_other() {
    let kinds = [
        Kind::PickPath,
        Kind::Write,
        Kind::LookUpKeys,
        Kind::MakeRecoveryKey,
        Kind::Keep,
        Kind::Drop,
        Kind::Find,
        Kind::Take,
        Kind::Discard,
        Kind::Export,
        Kind::Draw,
        Kind::HandOver,
        Kind::WriteSettings,
        Kind::Copy,
    ];
    for kind in kinds {
        let mut bench = opened(Some(Protection::Keys));
        // No other file can be opened while the system asks for a path.
        if kind == Kind::PickPath {
            start(&mut bench, Kind::Read);
        }
        start(&mut bench, kind);
        assert!(bench.job(kind).is_some(), "{kind:?}");
        if kind != Kind::PickPath {
            // Something unsaved, which the user discards for the case that is opened.
            bench.ask_quietly(CaseCommand::Edit(Field::MtbNote, "Drøftet".to_owned()));
            start(&mut bench, Kind::Read);
            bench.click("Kassér ændringer");
        }
        // A recovery copy that is taken is not waited for any more, but its worker still runs.
        bench.panics(kind);
        bench.reply(Output::CaseRead(Ok(plain(&SAMPLE.replace(NAME, "Berit Testperson")))));
        assert_eq!(bench.text_in("Navn"), "Berit Testperson", "{kind:?}");
    }
}

/// Brings the window to the point where a job of this kind is in flight.
fn start(bench: &mut Bench, kind: Kind) {
    let plain = |command| Command::Ui(command);
    match kind {
        Kind::PickPath => {
            bench.ask_quietly(plain(UiCommand::ExportPdf));
            bench.click("Vælg placering…");
        }
        Kind::Read => bench.ask_quietly(WindowCommand::Open("/t/b.wgscase".into())),
        Kind::Write => bench.ask_quietly(plain(UiCommand::Save)),
        Kind::LookUpKeys => bench.app().window_mut().look_up_keys(),
        Kind::MakeRecoveryKey => {
            bench.ask_quietly(plain(UiCommand::MakeRecoveryKey));
            for label in ["Adgangskode", "Gentag adgangskoden"] {
                let field = By::new().role(egui::accesskit::Role::PasswordInput).label(label);
                bench.harness.get(field).focus();
                bench.run();
                bench.harness.event(egui::Event::Text("gemt i skabet".to_owned()));
                bench.run();
            }
            bench.click("Vælg placering…");
            bench.picks("/usb/key");
        }
        Kind::Keep | Kind::Drop => {
            bench.app().window_mut().set_recovery_folder(true);
            bench.keys(KeyStatus::Present);
            bench.type_into("Hospital", "Test");
            if kind == Kind::Drop {
                bench.reply(Output::RecoveryKept(Ok(())));
                bench.ask_quietly(plain(UiCommand::Undo));
            }
        }
        Kind::Find => bench.app().window_mut().find_recoveries(None),
        Kind::Take | Kind::Discard => {
            bench.found(vec![recovery("/r/1.age")]);
            if kind == Kind::Take {
                bench.click("Gendan");
            } else {
                let discard = || DialogCommand::Act(RecoverAction::Discard("/r/1.age".into()).into());
                // The only copy is discarded when that is asked for twice.
                bench.ask_quietly(discard());
                bench.ask_quietly(discard());
            }
        }
        Kind::Export => start_to_print(bench),
        Kind::HandOver => {
            start_to_print(bench);
            let export = exported(bench);
            bench.reply(export);
        }
        Kind::Draw => bench.press(Key::F7),
        Kind::WriteSettings => {
            bench.app().window_mut().take_settings(wgs_referral::window::FoundSettings {
                folder: "/t/config".into(),
                found: wgs_referral::files::StoredSettings::Nothing,
            });
            bench.ask_quietly(plain(UiCommand::ToggleTheme));
        }
        Kind::Copy => bench.ask_quietly(plain(UiCommand::CopySummary)),
    }
}

#[test]
fn a_recovery_key_that_was_tried_on_one_file_says_nothing_about_the_next() {
    let mut bench = Bench::new();
    bench.read("/t/a.wgscase", Err(DecryptError::WrongKey.into()));
    bench.click("Vælg gendannelsesnøgle…");
    bench.picks("/usb/key.age");
    bench.click("Åbn");
    bench.reply(Output::CaseRead(Err(DecryptError::WrongKey.into())));
    assert!(bench.has("Den valgte gendannelsesnøgle åbner ikke sagen. Vælg en anden."));
    // Another file is dropped on the window.
    bench.ask_quietly(WindowCommand::Open("/t/b.wgscase".into()));
    bench.reply(Output::CaseRead(Err(DecryptError::WrongKey.into())));
    assert!(bench.has("Nøglen på denne computer åbner ikke sagen."));
    assert!(!bench.has_part("/usb/key.age"));
}

#[test]
fn closing_asks_about_unsaved_changes_over_the_settings_dialog_too() {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente Testperson");
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    bench.type_into("Rekvirentens navn", "Anton Testlæge");
    bench.ask_quietly(WindowCommand::Close);
    assert!(bench.has("Sagen er ikke gemt"));
    bench.click("Annullér");
    // The settings are still as they were typed.
    assert_eq!(bench.text_in("Rekvirentens navn"), "Anton Testlæge");
    assert!(!state(&bench).is_closing());

    bench.ask_quietly(WindowCommand::Close);
    bench.click("Kassér ændringer");
    assert!(bench.has("Indstillingerne er ikke gemt"));
    assert!(!state(&bench).is_closing());
    bench.click("Gem indstillinger");
    assert!(state(&bench).is_closing());
    assert_eq!(state(&bench).settings().requester.name, "Anton Testlæge");
}

#[test]
fn closing_with_an_unchanged_settings_dialog_asks_nothing() {
    let mut bench = opened(None);
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    bench.ask_quietly(WindowCommand::Close);
    assert!(state(&bench).is_closing());
}

/// The system has no file dialog: the window asks once, and then knows.
fn without_file_dialog() -> Bench {
    let mut bench = opened(None);
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.reply(Output::PathPicked(PickedPath::NoDialog));
    assert!(bench.has_part("PDF-filen er ukrypteret"), "the dialog that needs the path is shown again");
    assert!(bench.has("Sti"));
    bench.press(Key::Escape);
    assert!(state(&bench).dialog().is_none());
    bench.requests();
    bench
}

fn no_file_dialog_is_asked_for(requests: &[Request]) {
    assert!(!requests.iter().any(|request| matches!(request, Request::PickPath(..))), "{requests:?}");
}

#[test]
fn a_report_is_exported_to_a_path_that_is_typed_in_the_export_dialog() {
    let mut bench = without_file_dialog();
    bench.press_with(Modifiers::COMMAND, Key::P);
    assert!(bench.text_in("Sti").ends_with(".pdf"));
    bench.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Sti").focus();
    bench.run();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.type_into("Sti", "/t/typed");
    bench.press(Key::Enter);
    let requests = bench.requests();
    no_file_dialog_is_asked_for(&requests);
    let [Request::Report(ReportRequest::Export { path, replace: false, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(path.to_str(), Some("/t/typed.pdf"));
    let export = exported(&bench);
    let follows = bench.reply(export);
    assert!(matches!(follows[..], [Request::Report(ReportRequest::HandOver(Handover::Print, _))]));
}

#[test]
fn a_case_is_saved_to_a_path_that_is_typed_in_the_save_dialog() {
    let mut bench = without_file_dialog();
    bench.keys(KeyStatus::Present);
    bench.ask_quietly(Command::Ui(UiCommand::SaveAs));
    assert!(bench.has("Sagen åbnes med: Nøgle på denne computer"));
    assert!(bench.text_in("Sti").ends_with(".wgscase"));
    // The bar behind the dialog has a button of this name too.
    bench.harness.query_all(By::new().label("Gem")).last().unwrap().click();
    bench.run();
    let requests = bench.requests();
    no_file_dialog_is_asked_for(&requests);
    let [Request::Case(CaseRequest::Write { protection: Protection::Keys, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
}

#[test]
fn a_recovery_key_and_its_case_are_saved_to_typed_paths() {
    let mut bench = without_file_dialog();
    bench.keys(KeyStatus::Absent);
    bench.ask_quietly(Command::Ui(UiCommand::MakeRecoveryKey));
    assert!(bench.text_in("Sti").ends_with(".age"));
    for label in ["Adgangskode", "Gentag adgangskoden"] {
        let field = By::new().role(egui::accesskit::Role::PasswordInput).label(label);
        bench.harness.get(field).focus();
        bench.run();
        bench.harness.event(egui::Event::Text("gemt i skabet".to_owned()));
        bench.run();
    }
    bench.press(Key::Enter);
    let requests = bench.requests();
    no_file_dialog_is_asked_for(&requests);
    assert!(bench.job(Kind::MakeRecoveryKey).is_some(), "{requests:?}");
}

#[test]
fn a_recovery_key_is_found_at_a_path_that_is_typed_in_its_dialog() {
    let mut bench = without_file_dialog();
    bench.read("/t/b.wgscase", Err(DecryptError::WrongKey.into()));
    assert!(!bench.has("Vælg gendannelsesnøgle…"));
    bench.type_into("Sti", "/usb/key.age");
    bench.click("Åbn");
    let requests = bench.requests();
    no_file_dialog_is_asked_for(&requests);
    assert!(matches!(requests[..], [Request::Case(CaseRequest::Read { key: Some(_), .. })]), "{requests:?}");
}

#[test]
fn a_case_is_opened_at_a_path_that_is_typed() {
    let mut bench = without_file_dialog();
    bench.press_with(Modifiers::COMMAND, Key::O);
    // The window knows: it asks for no file dialog again.
    no_file_dialog_is_asked_for(&bench.requests());
    bench.type_into("Sti", "/t/b.wgscase");
    bench.press(Key::Enter);
    assert!(matches!(bench.requests()[..], [Request::Case(CaseRequest::Read { key: None, .. })]));
}

#[test]
fn a_reply_that_nobody_waits_for_changes_nothing() {
    let mut bench = opened(None);
    bench.ask_quietly(WindowCommand::Open("/t/slow.wgscase".into()));
    let slow = bench.job(Kind::Read).unwrap();
    bench.ask_quietly(WindowCommand::Open("/t/b.wgscase".into()));
    let fast = bench.job(Kind::Read).unwrap();
    bench.reply_to(fast, Output::CaseRead(Ok(plain(SAMPLE))));
    for _ in 0..2 {
        let late = plain(&SAMPLE.replace(NAME, "Berit Testperson"));
        assert!(bench.reply_to(slow, Output::CaseRead(Ok(late))).is_empty());
        assert_eq!(bench.text_in("Navn"), NAME);
    }
}
