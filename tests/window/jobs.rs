//! What follows a job is decided when it starts: no other job, dialog or panic changes it.

use crate::bench::{Bench, SAMPLE, plain};
use crate::fake_desktop::JobKind;
use crate::key_events::pressed;
use egui::{Event, Key, Modifiers};
use wgs_referral::desktop::{
    CaseRequest, FoundRecovery, Handover, KeyStatus, Output, Protection, ReportRequest, Request,
};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::{FileError, Fingerprint};
use wgs_referral::window::{
    CaseCommand, Command, DialogCommand, Field, RecoverAction, UiCommand, WindowCommand,
};

/// The patient of the sample.
const NAME: &str = "Poul Testperson";

/// Starts to view the report, up to the export in flight.
fn start_to_view(bench: &mut Bench) {
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    bench.click("Vælg placering…");
    bench.pick_path("/t/a.pdf");
    bench.take_requests();
}

fn found_copy(file: &str) -> FoundRecovery {
    FoundRecovery {
        file: file.into(),
        written_at: None,
        indication: Ok("sarcoma".into()),
        initials: String::new(),
    }
}

#[test]
fn cancelling_a_file_dialog_does_not_cancel_a_report_to_view() {
    let mut bench = Bench::with_sample(None);
    start_to_view(&mut bench);
    bench.press_with(Modifiers::COMMAND, Key::O);
    bench.cancel_file_dialog();
    bench.take_requests();
    let export = bench.finished_export();
    let follows = bench.reply(export);
    assert!(
        matches!(follows[..], [Request::Report(ReportRequest::HandOver { what: Handover::View, .. })]),
        "{follows:?}"
    );
}

#[test]
fn a_later_export_is_not_shown_in_place_of_the_one_to_view() {
    let mut bench = Bench::with_sample(None);
    start_to_view(&mut bench);
    let first = bench.latest_job(JobKind::Export).unwrap();
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.pick_path("/t/b.pdf");
    let (first_export, second_export) = (bench.finished_export(), bench.finished_export());
    assert!(bench.reply(second_export).is_empty());
    let follows = bench.reply_to(first, first_export);
    let [Request::Report(ReportRequest::HandOver { what: Handover::View, path, .. })] = &follows[..] else {
        panic!("{follows:?}")
    };
    assert_eq!(path.to_str(), Some("/t/a.pdf"));
}

#[test]
fn an_earlier_export_is_not_shown_in_place_of_the_one_to_view() {
    let mut bench = Bench::with_sample(None);
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.pick_path("/t/only-kept.pdf");
    let kept = bench.latest_job(JobKind::Export).unwrap();
    start_to_view(&mut bench);
    let (kept_export, viewed_export) = (bench.finished_export(), bench.finished_export());
    assert!(bench.reply_to(kept, kept_export).is_empty());
    let follows = bench.reply(viewed_export);
    let [Request::Report(ReportRequest::HandOver { what: Handover::View, path, .. })] = &follows[..] else {
        panic!("{follows:?}")
    };
    assert_eq!(path.to_str(), Some("/t/a.pdf"));
}

#[test]
fn recovery_copies_are_not_offered_while_any_job_of_the_user_is_in_flight() {
    let offered = |bench: &Bench| bench.has("Sager, der ikke blev gemt");
    let mut bench = Bench::with_sample(None);
    start_to_view(&mut bench);
    bench.dispatch(WindowCommand::Open("/t/slow.wgscase".into()));
    bench.find_recoveries(vec![found_copy("/r/1.age")]);
    assert!(!offered(&bench));
    let export = bench.finished_export();
    bench.reply(export);
    assert!(!offered(&bench), "the case is still being read");
    bench.reply(Output::CaseRead(Err(FileError::NotFound.into())));
    assert!(offered(&bench));
}

#[test]
fn a_panic_while_settings_are_written_does_not_keep_the_window_open() {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    bench.window_mut().take_settings(wgs_referral::window::FoundSettings {
        folder: "/t/config".into(),
        found: wgs_referral::files::StoredSettings::Nothing,
    });
    bench.type_into("Hospital", "Test");
    bench.dispatch(WindowCommand::Close);
    bench.click("Gem først");
    assert!(matches!(bench.take_requests_of(JobKind::Write)[..], [Request::Case(CaseRequest::Write { .. })]));
    bench.dispatch(Command::Ui(UiCommand::ToggleTheme));
    bench.reply_with_panic(JobKind::WriteSettings);
    assert!(!bench.window().is_closing());
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"now"))));
    assert!(bench.window().is_closing());
}

#[test]
fn a_panic_ends_its_own_flow_and_no_other() {
    let kinds = [
        JobKind::PickPath,
        JobKind::Write,
        JobKind::LookUpKeys,
        JobKind::MakeRecoveryKey,
        JobKind::Keep,
        JobKind::Drop,
        JobKind::Find,
        JobKind::Take,
        JobKind::Discard,
        JobKind::Export,
        JobKind::Draw,
        JobKind::HandOver,
        JobKind::WriteSettings,
        JobKind::Copy,
    ];
    for kind in kinds {
        let mut bench = Bench::with_sample(Some(Protection::Keys));
        // No other file can be opened while the system asks for a path, and a dialog about this case keeps it.
        if kind == JobKind::PickPath {
            start_job(&mut bench, JobKind::Read);
            bench.dispatch(UiCommand::ComparePaper);
        } else {
            start_job(&mut bench, kind);
        }
        assert!(bench.latest_job(kind).is_some(), "{kind:?}");
        if kind != JobKind::PickPath {
            // Something unsaved, which the user discards for the case that is opened.
            bench.dispatch(CaseCommand::Edit(Field::MtbNote, "Drøftet".to_owned()));
            start_job(&mut bench, JobKind::Read);
            bench.click("Kassér ændringer");
        }
        // A recovery copy that is taken is not waited for any more, but its worker still runs.
        bench.reply_with_panic(kind);
        bench.reply(Output::CaseRead(Ok(plain(&SAMPLE.replace(NAME, "Berit Testperson")))));
        assert_eq!(bench.field_text("Navn"), "Berit Testperson", "{kind:?}");
    }
}

/// Brings the window to the point where a job of this kind is in flight.
fn start_job(bench: &mut Bench, kind: JobKind) {
    let plain = |command| Command::Ui(command);
    match kind {
        JobKind::PickPath => {
            bench.dispatch(plain(UiCommand::ExportPdf));
            bench.click("Vælg placering…");
        }
        JobKind::Read => bench.dispatch(WindowCommand::Open("/t/b.wgscase".into())),
        JobKind::Write => bench.dispatch(plain(UiCommand::Save)),
        JobKind::LookUpKeys => bench.window_mut().look_up_keys(),
        JobKind::CompletePath => bench.dispatch(DialogCommand::CompletePath("/t/".into())),
        JobKind::MakeRecoveryKey => {
            bench.dispatch(plain(UiCommand::MakeRecoveryKey));
            bench.look_up_keys(KeyStatus::Present);
            bench.type_new_passphrase("gemt i skabet");
            bench.click("Vælg placering…");
            bench.pick_path("/usb/key");
        }
        JobKind::Keep | JobKind::Drop => {
            bench.window_mut().set_recovery_folder(true);
            bench.look_up_keys(KeyStatus::Present);
            bench.type_into("Hospital", "Test");
            if kind == JobKind::Drop {
                bench.reply(Output::RecoveryKept(Ok(())));
                bench.dispatch(plain(UiCommand::Undo));
            }
        }
        JobKind::ReadPaper => {
            bench.dispatch(plain(UiCommand::ComparePaper));
            bench.pick_path("/t/scan.png");
        }
        JobKind::Find => bench.window_mut().find_recoveries(None),
        JobKind::Take | JobKind::Discard => {
            bench.find_recoveries(vec![found_copy("/r/1.age")]);
            if kind == JobKind::Take {
                bench.click("Gendan");
            } else {
                let discard = || DialogCommand::Act(RecoverAction::Discard("/r/1.age".into()).into());
                // The second command confirms the first.
                bench.dispatch(discard());
                bench.dispatch(discard());
            }
        }
        JobKind::Export => start_to_view(bench),
        JobKind::HandOver => {
            start_to_view(bench);
            let export = bench.finished_export();
            bench.reply(export);
        }
        JobKind::Print => {
            bench.dispatch(plain(UiCommand::PrintPdf));
            bench.click("Udskriv");
        }
        JobKind::Draw => bench.dispatch(plain(UiCommand::ShowPdf)),
        JobKind::WriteSettings => {
            bench.window_mut().take_settings(wgs_referral::window::FoundSettings {
                folder: "/t/config".into(),
                found: wgs_referral::files::StoredSettings::Nothing,
            });
            bench.dispatch(plain(UiCommand::ToggleTheme));
        }
        JobKind::ChangeRecent | JobKind::FindMissing => {
            *bench = crate::recent::listing(&["/t/sarkom.wgscase"]);
            bench.dispatch(plain(UiCommand::OpenRecent));
            if kind == JobKind::ChangeRecent {
                bench.click("Ryd listen");
            }
        }
        JobKind::Raise => {
            bench.open_file("/t/b.wgscase", Err(crate::open_elsewhere::held(Some(7))));
            bench.press(Key::Enter);
        }
        JobKind::Copy => bench.dispatch(plain(UiCommand::CopySummary)),
        JobKind::Seal | JobKind::Unseal => bench.dispatch(plain(UiCommand::Lock)),
    }
}

#[test]
fn a_recovery_key_tried_on_one_file_is_not_shown_for_the_next() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Err(DecryptError::WrongKey.into()));
    bench.click("Vælg gendannelsesnøgle…");
    bench.pick_path("/usb/key.age");
    bench.click("Åbn");
    bench.reply(Output::CaseRead(Err(DecryptError::WrongKey.into())));
    assert!(bench.has("Den valgte gendannelsesnøgle åbner ikke sagen. Vælg en anden."));
    // Another file is dropped on the window.
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
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
    bench.dispatch(WindowCommand::Close);
    assert!(bench.has("Sagen er ikke gemt"));
    bench.click("Annullér");
    // The settings are still as they were typed.
    assert_eq!(bench.field_text("Rekvirentens navn"), "Anton Testlæge");
    assert!(!bench.window().is_closing());

    bench.dispatch(WindowCommand::Close);
    bench.click("Kassér ændringer");
    assert!(bench.has("Indstillingerne er ikke gemt"));
    assert!(!bench.window().is_closing());
    bench.click("Gem indstillinger");
    assert!(bench.window().is_closing());
    assert_eq!(bench.window().settings().profile.requester.name, "Anton Testlæge");
}

#[test]
fn closing_with_an_unchanged_settings_dialog_asks_nothing() {
    let mut bench = Bench::with_sample(None);
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    bench.dispatch(WindowCommand::Close);
    assert!(bench.window().is_closing());
}

#[test]
fn a_stale_reply_is_dropped() {
    let mut bench = Bench::with_sample(None);
    bench.dispatch(WindowCommand::Open("/t/slow.wgscase".into()));
    let slow = bench.latest_job(JobKind::Read).unwrap();
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    let fast = bench.latest_job(JobKind::Read).unwrap();
    bench.reply_to(fast, Output::CaseRead(Ok(plain(SAMPLE))));
    for _ in 0..2 {
        let late = plain(&SAMPLE.replace(NAME, "Berit Testperson"));
        assert!(bench.reply_to(slow, Output::CaseRead(Ok(late))).is_empty());
        assert_eq!(bench.field_text("Navn"), NAME);
    }
}

/// The window while a case is being read, and the reply to that is there.
fn with_reply_of_read() -> Bench {
    let mut bench = Bench::new();
    bench.dispatch(WindowCommand::Open("/t/a.wgscase".into()));
    bench.send(Output::CaseRead(Ok(plain(SAMPLE))));
    bench
}

fn is_read(bench: &Bench) -> bool {
    bench.window().case().session().case().patient.name == NAME
}

/// A key that does nothing where nothing has the focus.
fn pressed_key() -> Vec<Event> {
    vec![pressed(Key::F20)]
}

#[test]
fn a_reply_waits_for_what_the_user_does_and_comes_right_after_it() {
    let mut bench = with_reply_of_read();
    bench.draw_frame(pressed_key());
    assert!(!is_read(&bench), "the key was meant for what was shown");
    bench.draw_frame(Vec::new());
    assert!(is_read(&bench));
}

#[test]
fn a_reply_that_comes_after_many_keys_waits_for_the_key_before_it() {
    let mut bench = Bench::new();
    bench.dispatch(WindowCommand::Open("/t/a.wgscase".into()));
    (0..10).for_each(|_| bench.draw_frame(pressed_key()));
    bench.send(Output::CaseRead(Ok(plain(SAMPLE))));
    bench.draw_frame(pressed_key());
    assert!(!is_read(&bench), "the key was meant for what was shown");
    bench.draw_frame(Vec::new());
    assert!(is_read(&bench));
}

#[test]
fn a_reply_does_not_wait_for_good_where_each_frame_has_input() {
    const MOST_FRAMES: usize = 6;
    let mut bench = with_reply_of_read();
    let waits = |_: &usize| {
        bench.draw_frame(pressed_key());
        !is_read(&bench)
    };
    assert_eq!((0..20).take_while(waits).count(), MOST_FRAMES);
}
