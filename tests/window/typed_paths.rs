//! A system without a file dialog: the dialog that needs a path has a field for it.

use crate::bench::{Bench, PaintedText};
use crate::controls::painted;
use crate::fake_desktop::JobKind;
use crate::key_events::key_events;
use crate::leaving::type_at_pace;
use egui::accesskit::{Invalid, Role};
use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use wgs_referral::definition::Language;
use wgs_referral::desktop::{
    CaseError, CaseKey, CaseRequest, Handover, KeyRequest, KeyStatus, KeyStoreError, Output, PathCompletion,
    PickedPath, Protection, ReportRequest, Request, SaveError,
};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::{ExistingFile, FileError, Overwrite};
use wgs_referral::window::{CaseCommand, Command, Dialog, Field, UiCommand, WindowCommand};

/// A window that has learned from one request that the system has no file dialog.
fn without_file_dialog() -> Bench {
    let mut bench = Bench::with_sample(None);
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/home/bruger".into()))));
    assert!(bench.has_part("PDF-filen er ukrypteret"), "the dialog that needs the path is shown again");
    assert!(bench.has("Sti"));
    bench.press(Key::Escape);
    assert!(bench.window().dialog().is_none());
    bench.take_requests();
    bench
}

fn assert_no_file_dialog(requests: &[Request]) {
    assert!(!requests.iter().any(|request| matches!(request, Request::PickPath(..))), "{requests:?}");
}

/// The dialog of an export, once the user has gone on from what it says to the path.
fn ask_for_path_of_report(bench: &mut Bench) {
    bench.dispatch(UiCommand::ExportPdf);
    bench.click("Vælg placering…");
}

/// Lets the system say that it has no file dialog, and types without a pause once the dialog asks for the path.
fn assert_typed_without_pause_into_path(bench: &mut Bench) {
    bench.take_all_requests();
    bench.send(Output::PathPicked(PickedPath::NoDialog(Some("/home/bruger".into()))));
    bench.draw_frame(Vec::new());
    bench.draw_frame(Vec::new());
    let proposed = bench.field_text("Sti");
    let typed = ["x", "y", "z"].map(|letter| vec![Event::Text(letter.to_owned())]);
    type_at_pace(bench, &typed);
    assert_eq!(bench.field_text("Sti"), format!("{proposed}xyz"));
}

#[test]
fn nothing_is_lost_of_a_path_that_is_typed_as_soon_as_a_dialog_asks_for_it() {
    let mut bench = Bench::with_sample(None);
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    assert_typed_without_pause_into_path(&mut bench);

    for is_plain in [false, true] {
        let mut bench = Bench::with_changed_case(None);
        bench.dispatch(Command::Ui(UiCommand::SaveAs));
        bench.look_up_keys(KeyStatus::Present);
        let button = if is_plain { "Gem ukrypteret" } else { "Vælg placering…" };
        if is_plain {
            bench.click("Gem ukrypteret…");
        }
        bench.click(button);
        assert_typed_without_pause_into_path(&mut bench);
    }
}

#[test]
fn an_enter_that_comes_at_once_writes_no_file_also_after_an_export_in_the_same_session() {
    let mut bench = without_file_dialog();
    for round in 0..2 {
        for command in [UiCommand::ExportPdf, UiCommand::ViewPdf] {
            bench.dispatch(command);
            assert!(!bench.has("Sti"), "{round}: what is to be decided comes first");
            bench.press(Key::Enter);
            let requests = bench.take_requests();
            assert!(requests.is_empty(), "{round}: {requests:?}");
            let field = bench.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Sti");
            assert!(field.accesskit_node().is_focused() && bench.field_text("Sti").ends_with(".pdf"));
            bench.press(Key::Enter);
            let requests = bench.take_requests();
            let [Request::Report(ReportRequest::Export { .. })] = &requests[..] else {
                panic!("{round}: {requests:?}")
            };
            let export = bench.finished_export();
            bench.reply(export);
            bench.take_requests();
            // The next export is of another version.
            bench.type_into("Hospital", "x");
        }
    }
}

#[test]
fn a_report_is_exported_to_a_path_that_is_typed_in_the_export_dialog() {
    let mut bench = without_file_dialog();
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    bench.click("Vælg placering…");
    assert!(bench.field_text("Sti").ends_with(".pdf"));
    bench.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Sti").focus();
    bench.run();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.type_into("Sti", "/t/typed");
    bench.press(Key::Enter);
    let requests = bench.take_requests();
    assert_no_file_dialog(&requests);
    let [Request::Report(ReportRequest::Export { path, expected: Overwrite::Never, .. })] = &requests[..]
    else {
        panic!("{requests:?}")
    };
    assert_eq!(path.to_str(), Some("/t/typed.pdf"));
    let export = bench.finished_export();
    let follows = bench.reply(export);
    assert!(matches!(follows[..], [Request::Report(ReportRequest::HandOver { what: Handover::View, .. })]));
}

#[test]
fn a_case_is_saved_to_a_path_that_is_typed_in_the_save_dialog() {
    let mut bench = without_file_dialog();
    bench.look_up_keys(KeyStatus::Present);
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    assert!(bench.has("Sagen åbnes med: Nøgle på denne computer"));
    assert!(bench.field_text("Sti").ends_with(".wgscase"));
    bench.settle();
    // The bar behind the dialog has a button of this name too.
    bench.harness.query_all(By::new().label("Gem")).last().unwrap().click();
    bench.run();
    let requests = bench.take_requests();
    assert_no_file_dialog(&requests);
    let [Request::Case(CaseRequest::Write { protection: Protection::Keys, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
}

#[test]
fn a_recovery_key_is_saved_to_a_path_that_is_typed_in_its_dialog() {
    let mut bench = without_file_dialog();
    bench.look_up_keys(KeyStatus::Absent);
    bench.dispatch(Command::Ui(UiCommand::MakeRecoveryKey));
    bench.look_up_keys(KeyStatus::Present);
    assert!(bench.field_text("Sti").ends_with(".age"));
    bench.type_new_passphrase("gemt i skabet");
    bench.press(Key::Enter);
    let requests = bench.take_requests();
    assert_no_file_dialog(&requests);
    assert!(bench.latest_job(JobKind::MakeRecoveryKey).is_some(), "{requests:?}");
}

#[test]
fn a_recovery_key_is_found_at_a_path_that_is_typed_in_its_dialog() {
    let mut bench = without_file_dialog();
    bench.open_file("/t/b.wgscase", Err(DecryptError::WrongKey.into()));
    assert!(!bench.has("Vælg gendannelsesnøgle…"));
    bench.type_into("Sti", "/usb/key.age");
    bench.click("Åbn");
    let requests = bench.take_requests();
    assert_no_file_dialog(&requests);
    assert!(matches!(requests[..], [Request::Case(CaseRequest::Read { key: Some(_), .. })]), "{requests:?}");
}

#[test]
fn a_case_is_opened_at_a_path_that_is_typed() {
    let mut bench = without_file_dialog();
    bench.press_with(Modifiers::COMMAND, Key::O);
    // The file dialog is not requested again.
    assert_no_file_dialog(&bench.take_requests());
    bench.type_into("Sti", "/t/b.wgscase");
    bench.press(Key::Enter);
    assert!(matches!(bench.take_requests()[..], [Request::Case(CaseRequest::Read { key: None, .. })]));
}

#[test]
fn the_path_of_a_case_is_asked_for_after_the_recovery_key_is_made() {
    let mut bench = without_file_dialog();
    bench.look_up_keys(KeyStatus::Absent);
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    assert!(!bench.has("Sti"), "the recovery key is made first");
    // With a passphrase the case is saved from this dialog, which then needs the path.
    bench.click("Sagen åbnes med: Adgangskode");
    assert!(bench.field_text("Sti").ends_with(".wgscase"));
    bench.click("Sagen åbnes med: Nøgle på denne computer");
    assert!(!bench.has("Sti"));

    bench.click("Opret gendannelsesnøgle…");
    assert!(bench.field_text("Sti").ends_with(".age"), "this path is the one of the key");
    bench.type_new_passphrase("gemt i skabet");
    bench.press(Key::Enter);
    let requests = bench.take_requests();
    let [Request::Keys(KeyRequest::MakeRecoveryKey { path, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert!(path.to_str().unwrap().ends_with(".age"), "{path:?}");

    bench.reply(Output::RecoveryKeyMade(Ok(())));
    assert!(bench.has("Gem sagen"));
    assert!(bench.field_text("Sti").ends_with(".wgscase"));
    bench.settle();
    // The bar behind the dialog has a button of this name too.
    bench.harness.query_all(By::new().label("Gem")).last().unwrap().click();
    bench.run();
    let requests = bench.take_requests();
    let [Request::Case(CaseRequest::Write { path, protection: Protection::Keys, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert!(path.to_str().unwrap().ends_with(".wgscase"), "{path:?}");
}

/// What is typed into the field for a path in place of what was there.
fn retype(bench: &mut Bench, path: &str) {
    bench.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Sti").focus();
    bench.run();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.type_into("Sti", path);
}

#[test]
fn the_field_shows_the_folder_and_typing_goes_on_at_the_end() {
    let mut bench = without_file_dialog();
    ask_for_path_of_report(&mut bench);
    let proposed = bench.field_text("Sti");
    assert!(proposed.starts_with("/t/") || proposed.starts_with("/home/bruger/"), "{proposed}");
    assert!(bench.has_part("Mappe: /"));
    bench.harness.event(egui::Event::Text("x".to_owned()));
    bench.run();
    assert_eq!(bench.field_text("Sti"), format!("{proposed}x"));
    // A name alone is in the folder that is shown.
    retype(&mut bench, "a.pdf");
    bench.take_requests();
    bench.press(Key::Enter);
    let requests = bench.take_requests();
    let [Request::Report(ReportRequest::Export { path, .. })] = &requests[..] else { panic!("{requests:?}") };
    assert!(path.is_absolute() && path.ends_with("a.pdf"), "{path:?}");
}

#[test]
fn tab_completes_a_folder_and_then_leads_on() {
    let mut bench = without_file_dialog();
    ask_for_path_of_report(&mut bench);
    retype(&mut bench, "/mnt/sa");
    bench.take_requests();
    bench.press(Key::Tab);
    let requests = bench.take_requests();
    let [Request::CompletePath(typed)] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(typed, "/mnt/sa");
    bench.reply(Output::PathCompleted(PathCompletion {
        typed: "/mnt/sa".into(),
        completed: "/mnt/sag".into(),
        choices: vec!["sager".into(), "sagsakter".into()],
    }));
    bench.run();
    assert_eq!(bench.field_text("Sti"), "/mnt/sag");
    assert!(bench.has("sager · sagsakter"));
    bench.press(Key::Tab);
    assert!(bench.take_requests().is_empty(), "nothing is left to complete: Tab leads on");
    // A completion of what was typed before changes nothing.
    retype(&mut bench, "/mnt/x");
    bench.press(Key::Tab);
    bench.type_into("Sti", "y");
    let late = PathCompletion { typed: "/mnt/x".into(), completed: "/mnt/xa/".into(), choices: Vec::new() };
    bench.reply(Output::PathCompleted(late));
    assert_eq!(bench.field_text("Sti"), "/mnt/xy");
}

#[test]
fn what_was_typed_stays_when_it_could_not_be_used() {
    let mut bench = without_file_dialog();
    ask_for_path_of_report(&mut bench);
    retype(&mut bench, "/t/ingen/a.pdf");
    bench.press(Key::Enter);
    bench.reply(Output::PdfExported(Err(FileError::NoFolder)));
    assert_eq!(bench.field_text("Sti"), "/t/ingen/a.pdf");
    assert!(bench.has("Mappen findes ikke."));
    retype(&mut bench, "/t/a.pdf");
    bench.take_requests();
    bench.press(Key::Enter);
    let requests = bench.take_requests();
    assert!(matches!(&requests[..], [Request::Report(ReportRequest::Export { .. })]), "{requests:?}");
    let done = bench.finished_export();
    bench.reply(done);
    assert!(bench.window().dialog().is_none());

    bench.dispatch(UiCommand::Open);
    retype(&mut bench, "/t/findes-ikke.wgscase");
    bench.press(Key::Enter);
    bench.reply(Output::CaseRead(Err(FileError::NotFound.into())));
    assert_eq!(bench.field_text("Sti"), "/t/findes-ikke.wgscase");
}

#[test]
fn a_failed_export_is_told_once_and_not_after_one_that_succeeds() {
    const FAILED: &str = "PDF-filen kunne ikke gemmes";
    let mut bench = without_file_dialog();
    ask_for_path_of_report(&mut bench);
    for (error, reason) in [
        (FileError::NoFolder, "Mappen findes ikke."),
        (FileError::DiskFull, "Disken er fuld."),
        (FileError::NoFolder, "Mappen findes ikke."),
    ] {
        retype(&mut bench, "/t/ingen/a.pdf");
        bench.press(Key::Enter);
        bench.reply(Output::PdfExported(Err(error)));
        assert!(bench.has(reason) && !bench.has_part(FAILED), "the dialog says so");
    }
    retype(&mut bench, "/t/a.pdf");
    bench.press(Key::Enter);
    let done = bench.finished_export();
    bench.reply(done);
    assert!(!bench.has_part(FAILED));
}

#[test]
fn a_path_that_is_blank_is_asked_for_at_its_field() {
    let mut bench = Bench::new();
    bench.dispatch(UiCommand::Open);
    bench.reply(Output::PathPicked(PickedPath::NoDialog(None)));
    assert!(bench.has("Skriv stien til filen."));
    bench.type_into("Sti", "/t/a.wgscase");
    assert!(!bench.has("Skriv stien til filen."));
}

/// Presses Enter, and replies before the frame is laid out again, as a job does that fails at once.
fn fail_at_once(bench: &mut Bench, output: Output) {
    // What has just appeared is not pressed.
    bench.harness.run_steps(4);
    let passes = |bench: &Bench, count| {
        let count = NonZeroUsize::new(count).unwrap();
        bench.harness.ctx.options_mut(|options| std::mem::replace(&mut options.max_passes, count))
    };
    let usual = passes(bench, 1);
    bench.harness.input_mut().events.extend(key_events(Key::Enter));
    bench.harness.step();
    let kind = JobKind::of_output(&output);
    let job = bench.latest_job(kind).unwrap_or_else(|| panic!("no {kind:?} is in flight"));
    bench.reply_without_frame(job, output);
    bench.harness.step();
    passes(bench, usual.get());
    bench.run();
}

fn is_focused(bench: &Bench, role: Role, label: &str) -> bool {
    bench.harness.get_by_role_and_label(role, label).accesskit_node().is_focused()
}

/// Types, wherever the focus is, and checks that this goes to the end of the path.
#[track_caller]
fn assert_typing_goes_on_at_the_end(bench: &mut Bench, path: &str) {
    assert_eq!(bench.field_text("Sti"), path);
    assert!(is_focused(bench, Role::TextInput, "Sti"));
    bench.settle();
    bench.harness.event(Event::Text("x".to_owned()));
    bench.run();
    assert_eq!(bench.field_text("Sti"), format!("{path}x"));
}

#[test]
fn typing_goes_on_in_the_field_after_a_path_of_a_case_or_a_report_fails_at_once() {
    let mut bench = without_file_dialog();
    bench.dispatch(UiCommand::Open);
    retype(&mut bench, "/t/a.wgscase");
    let not_found = || Output::CaseRead(Err(FileError::NotFound.into()));
    fail_at_once(&mut bench, not_found());
    assert_typing_goes_on_at_the_end(&mut bench, "/t/a.wgscase");
    // The button had the focus, and the reason is the same.
    bench.harness.query_all(By::new().role(Role::Button).label("Åbn")).last().unwrap().focus();
    bench.run();
    fail_at_once(&mut bench, not_found());
    assert_typing_goes_on_at_the_end(&mut bench, "/t/a.wgscasex");
    bench.press(Key::Escape);

    ask_for_path_of_report(&mut bench);
    retype(&mut bench, "/t/ingen/a.pdf");
    fail_at_once(&mut bench, Output::PdfExported(Err(FileError::NoFolder)));
    assert_typing_goes_on_at_the_end(&mut bench, "/t/ingen/a.pdf");
    bench.press(Key::Escape);

    bench.look_up_keys(KeyStatus::Present);
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    retype(&mut bench, "/t/ingen/a.wgscase");
    fail_at_once(&mut bench, Output::CaseWritten(Err(SaveError::File(FileError::NoFolder))));
    assert_typing_goes_on_at_the_end(&mut bench, "/t/ingen/a.wgscase");
}

#[test]
fn typing_goes_on_in_the_field_after_a_path_of_a_recovery_key_fails_at_once() {
    let mut bench = without_file_dialog();
    bench.look_up_keys(KeyStatus::Absent);
    bench.dispatch(Command::Ui(UiCommand::MakeRecoveryKey));
    bench.look_up_keys(KeyStatus::Present);
    bench.type_new_passphrase("gemt i skabet");
    for error in [
        FileError::Exists(ExistingFile::default()),
        FileError::Exists(ExistingFile::default()),
        FileError::NoFolder,
    ] {
        retype(&mut bench, "/usb/key.age");
        fail_at_once(&mut bench, Output::RecoveryKeyMade(Err(SaveError::File(error))));
        assert_typing_goes_on_at_the_end(&mut bench, "/usb/key.age");
    }
    bench.press(Key::Escape);

    let mut bench = without_file_dialog();
    bench.open_file("/t/b.wgscase", Err(DecryptError::WrongKey.into()));
    retype(&mut bench, "/usb/key.age");
    fail_at_once(&mut bench, Output::CaseRead(Err(DecryptError::WrongKey.into())));
    assert_typing_goes_on_at_the_end(&mut bench, "/usb/key.age");
    // The file is right, and its passphrase is typed next.
    let needed = CaseError::RecoveryKey(DecryptError::NeedsPassphrase.into());
    fail_at_once(&mut bench, Output::CaseRead(Err(needed)));
    assert!(is_focused(&bench, Role::PasswordInput, "Gendannelsesnøglens adgangskode"));
}

#[test]
fn enter_in_a_blank_field_for_a_path_leaves_the_focus_there() {
    let mut bench = without_file_dialog();
    bench.dispatch(UiCommand::Open);
    retype(&mut bench, "x");
    bench.press(Key::Backspace);
    bench.press(Key::Enter);
    assert!(bench.take_requests().is_empty());
    bench.harness.event(Event::Text("/t/a".to_owned()));
    bench.run();
    assert_eq!(bench.field_text("Sti"), "/t/a");
}

#[test]
fn the_patient_is_named_where_a_path_is_for_their_case_and_not_where_another_one_is_opened() {
    for language in Language::ALL {
        let mut bench = without_file_dialog();
        if language == Language::En {
            bench.switch_to_english();
        }
        let name = bench.window().case().session().case().patient.name.clone();
        assert!(!name.is_empty());
        let count = |bench: &Bench| painted(bench).iter().filter(|(text, _)| text.contains(&name)).count();
        let without = count(&bench);
        for (command, names_patient) in
            [(UiCommand::Open, false), (UiCommand::ComparePaper, true), (UiCommand::Open, false)]
        {
            bench.dispatch(command);
            assert!(matches!(bench.window().dialog(), Some(Dialog::AskPath(_))), "{command:?}");
            let is_named = count(&bench) > without;
            assert_eq!(is_named, names_patient, "{language:?} {command:?}");
            bench.press(Key::Escape);
        }
    }
}

/// Whether a control is told to be invalid, with this reason.
fn is_told_invalid(bench: &Bench, role: Role, label: &str, reason: &str) -> bool {
    let node = bench.harness.get_by_role_and_label(role, label);
    let node = node.accesskit_node();
    let is_invalid = node.data().invalid() == Some(Invalid::True);
    is_invalid && node.description().is_some_and(|told| told == reason)
}

/// The distance from the lower edge of a control to the upper edge of a text.
fn distance(bench: &Bench, role: Role, label: &str, text: &str) -> f32 {
    let control = bench.harness.get_by_role_and_label(role, label).rect();
    bench.top_of_part(text) - control.bottom()
}

#[test]
fn what_is_wrong_in_a_dialog_stands_at_its_field_and_is_told_to_screen_readers() {
    let mut bench = without_file_dialog();
    ask_for_path_of_report(&mut bench);
    retype(&mut bench, "/t/ingen/a.pdf");
    bench.press(Key::Enter);
    bench.reply(Output::PdfExported(Err(FileError::NoFolder)));
    assert!(is_told_invalid(&bench, Role::TextInput, "Sti", "Mappen findes ikke."));
    assert!(distance(&bench, Role::TextInput, "Sti", "Mappen findes ikke.") < 16.0);
    let buttons = |bench: &Bench| bench.harness.get_by_role_and_label(Role::Button, "Annullér").rect().top();
    let before = buttons(&bench);
    // A dialog that comes by itself takes keys after a pause.
    bench.settle();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.press(Key::Backspace);
    assert!(is_told_invalid(&bench, Role::TextInput, "Sti", "Skriv stien til filen."));
    bench.type_into("Sti", "/t/a");
    assert_eq!(buttons(&bench), before);
    let field = bench.harness.get_by_role_and_label(Role::TextInput, "Sti");
    assert_eq!(field.accesskit_node().data().invalid(), None);
    bench.press(Key::Escape);

    let secret = "Gendannelsesnøglens adgangskode";
    bench.open_file("/t/b.wgscase", Err(DecryptError::WrongKey.into()));
    retype(&mut bench, "/usb/key.age");
    bench.press(Key::Enter);
    bench.reply(Output::CaseRead(Err(CaseError::RecoveryKey(DecryptError::WrongPassphrase.into()))));
    let wrong = "Adgangskoden er forkert.";
    assert!(is_told_invalid(&bench, Role::PasswordInput, secret, wrong));
    assert!(distance(&bench, Role::PasswordInput, secret, wrong) < 16.0);
    bench.type_secret(secret, "x");
    assert!(!bench.has(wrong));
    bench.press(Key::Escape);

    bench.open_file("/t/b.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    bench.press(Key::Enter);
    let needed = "Skriv sagens adgangskode.";
    assert!(is_told_invalid(&bench, Role::PasswordInput, "Adgangskode", needed));
}

#[test]
fn no_dialog_about_a_case_to_open_names_the_patient_who_is_shown() {
    for error in [DecryptError::NeedsPassphrase, DecryptError::WrongKey] {
        let mut bench = without_file_dialog();
        let name = bench.window().case().session().case().patient.name.clone();
        let count = |bench: &Bench| painted(bench).iter().filter(|(text, _)| text.contains(&name)).count();
        let without = count(&bench);
        bench.open_file("/t/b.wgscase", Err(error.into()));
        assert!(bench.window().dialog().is_some());
        assert_eq!(count(&bench), without, "{error:?}");
    }
}

/// The file of the recovery key with which a case was tried last.
fn tried_key(bench: &mut Bench) -> Option<PathBuf> {
    bench.take_all_requests().iter().find_map(|request| match request {
        Request::Case(CaseRequest::Read { key: Some(CaseKey::RecoveryKey { file, .. }), .. }) => {
            Some(file.clone())
        }
        _ => None,
    })
}

#[test]
fn a_recovery_key_that_is_typed_as_a_name_is_in_the_folder_that_is_shown() {
    for typed in ["noegle.age", " noegle.age "] {
        let mut bench = without_file_dialog();
        bench.open_file("/t/b.wgscase", Err(DecryptError::WrongKey.into()));
        retype(&mut bench, typed);
        assert!(bench.has("Mappe: /t"));
        bench.take_all_requests();
        bench.click("Åbn");
        assert_eq!(tried_key(&mut bench), Some("/t/noegle.age".into()), "{typed:?}");
    }
}

#[test]
fn a_recovery_key_that_was_picked_before_is_not_tried_with_another_path_shown() {
    let mut bench = Bench::with_sample(None);
    bench.open_file("/t/b.wgscase", Err(DecryptError::WrongKey.into()));
    bench.click("Vælg gendannelsesnøgle…");
    bench.pick_path("/usb/first.age");
    assert!(bench.has_part("/usb/first.age"));
    bench.click("Vælg gendannelsesnøgle…");
    bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/home/bruger".into()))));
    assert_eq!(bench.field_text("Sti"), "/t/");
    bench.take_all_requests();
    bench.click("Åbn");
    assert_eq!(tried_key(&mut bench), None);
    bench.type_into("Sti", "second.age");
    bench.click("Åbn");
    assert_eq!(tried_key(&mut bench), Some("/t/second.age".into()));
}

/// A window without a file dialog, with a recovery key on its way to this path.
fn making_recovery_key(path: &str) -> Bench {
    let mut bench = without_file_dialog();
    bench.look_up_keys(KeyStatus::Absent);
    bench.dispatch(Command::Ui(UiCommand::MakeRecoveryKey));
    bench.look_up_keys(KeyStatus::Present);
    bench.type_new_passphrase("gemt i skabet");
    retype(&mut bench, path);
    bench.press(Key::Enter);
    bench
}

#[test]
fn why_a_recovery_key_is_not_written_stands_at_the_path_as_it_was_typed() {
    let exists = || Output::RecoveryKeyMade(Err(SaveError::File(FileError::Exists(ExistingFile::default()))));
    for is_help_open in [false, true] {
        let mut bench = making_recovery_key("noegle");
        if is_help_open {
            bench.dispatch(UiCommand::Help);
        }
        bench.reply(exists());
        if is_help_open {
            assert!(matches!(bench.window().dialog(), Some(Dialog::Help(_))));
            bench.press(Key::Escape);
        }
        bench.settle();
        assert_eq!(bench.field_text("Sti"), "noegle");
        let why = "Der findes allerede en fil med det navn.";
        assert!(is_told_invalid(&bench, Role::TextInput, "Sti", why));
        assert!(!bench.has_part("Gendannelsesnøglen er ikke oprettet"), "it is told once");
        retype(&mut bench, "anden");
        bench.take_all_requests();
        bench.press(Key::Enter);
        let requests = bench.take_all_requests();
        let [Request::Keys(KeyRequest::MakeRecoveryKey { path, .. })] = &requests[..] else {
            panic!("{requests:?}")
        };
        assert_eq!(path.to_str(), Some("/t/anden.age"));
    }
}

#[test]
fn a_recovery_key_that_waits_for_a_locked_key_store_keeps_its_path_as_it_was_typed() {
    let locked = || SaveError::KeyStore(KeyStoreError::Locked);
    for is_help_open in [false, true] {
        let mut bench = making_recovery_key("noegle");
        if is_help_open {
            bench.dispatch(UiCommand::Help);
        }
        bench.reply(Output::RecoveryKeyMade(Err(locked())));
        if is_help_open {
            bench.press(Key::Escape);
        }
        bench.look_up_keys(KeyStatus::Present);
        assert_eq!(bench.field_text("Sti"), "noegle");
        bench.take_all_requests();
        bench.settle();
        bench.press(Key::Enter);
        assert!(bench.latest_job(JobKind::MakeRecoveryKey).is_some());
    }
}

#[test]
fn an_export_dialog_that_comes_back_for_its_path_checks_the_case_as_it_is_then() {
    const TRACE: &str = "en del af patientens navn";
    type Answer<'a> = (&'a str, &'a dyn Fn(&mut Bench));
    let answers: [Answer; 3] = [
        ("typed instead", &|bench| bench.dispatch(WindowCommand::TypePath)),
        ("no dialog", &|bench| {
            bench.reply(Output::PathPicked(PickedPath::NoDialog(None)));
        }),
        ("panic", &|bench| {
            bench.reply_with_panic(JobKind::PickPath);
        }),
    ];
    for (name, answer) in answers {
        let mut bench = Bench::with_sample(None);
        bench.dispatch(UiCommand::ExportPdf);
        bench.click("Uden navn og CPR-nummer");
        assert!(!bench.has_part(TRACE));
        bench.click("Vælg placering…");
        let patient = bench.window().case().session().case().patient.name.clone();
        bench.dispatch_without_requests(CaseCommand::Edit(Field::MtbNote, patient));
        answer(&mut bench);
        assert!(bench.has("Tjek før eksport") && bench.has_part(TRACE), "{name}");
    }
}

#[test]
fn a_path_that_is_typed_in_place_of_a_hanging_file_dialog_is_asked_for_again_where_it_was_typed() {
    let mut bench = Bench::with_sample(None);
    bench.dispatch(Command::Ui(UiCommand::MakeRecoveryKey));
    bench.look_up_keys(KeyStatus::Present);
    bench.type_new_passphrase("gemt i skabet");
    bench.press(Key::Enter);
    bench.dispatch(WindowCommand::TypePath);
    retype(&mut bench, "/usb/key.age");
    bench.press(Key::Enter);
    bench.take_all_requests();
    bench.reply(Output::RecoveryKeyMade(Err(SaveError::File(FileError::Exists(ExistingFile::default())))));
    assert_no_file_dialog(&bench.take_all_requests());
    assert_eq!(bench.field_text("Sti"), "/usb/key.age");
    assert!(bench.has("Der findes allerede en fil med det navn."));
}

#[test]
fn why_a_passphrase_is_wrong_is_in_sight_in_the_smallest_window() {
    let mut bench = without_file_dialog();
    bench.harness.set_size(vec2(480.0, 360.0));
    bench.run();
    bench.open_file("/t/b.wgscase", Err(DecryptError::WrongKey.into()));
    retype(&mut bench, "/usb/key.age");
    bench.press(Key::Enter);
    for typed in ["x", "y", "z"] {
        let wrong = CaseError::RecoveryKey(DecryptError::WrongPassphrase.into());
        bench.reply(Output::CaseRead(Err(wrong)));
        let is_why = |text: &PaintedText| text.words == "Adgangskoden er forkert." && text.is_whole();
        assert!(bench.painted_texts().iter().any(is_why), "before `{typed}`, the reason is out of sight");
        bench.settle();
        bench.type_secret("Gendannelsesnøglens adgangskode", typed);
        bench.press(Key::Enter);
    }
}
