//! Closing the window: it waits for all that would be lost otherwise, and shows what fails meanwhile.

use crate::bench::{Bench, plain, settings_file};
use crate::fake_desktop::JobKind;
use crate::key_events::shortcut_events;
use egui::{Event, Key, Modifiers, ViewportCommand, ViewportEvent, ViewportId};
use wgs_referral::definition::Language;
use wgs_referral::desktop::{
    CopyResult, FoundRecovery, KeyStatus, OpenedCase, Output, PrintError, Protection, SaveError,
};
use wgs_referral::files::{ExistingFile, FileError, Fingerprint};
use wgs_referral::settings::UserSettings;
use wgs_referral::window::{
    CaseCommand, Command, Dialog, DialogCommand, Field, RecoverAction, UiCommand, UnsavedAction, Window,
    WindowCommand,
};

const SAMPLE: &str = include_str!("../../samples/met.wgscase");

fn state(bench: &Bench) -> &Window {
    bench.harness.state().window()
}

/// A case that was opened and has no unsaved changes.
fn opened() -> Bench {
    let mut bench = Bench::new();
    let protection = Some(Protection::Keys);
    bench.open_file("/t/a.wgscase", Ok(OpenedCase { protection, ..plain(SAMPLE) }));
    bench.take_all_requests();
    bench
}

fn exported(bench: &Bench) -> Output {
    bench.finished_export()
}

/// Starts an export, for printing if `command` is that.
fn export(bench: &mut Bench, command: UiCommand) {
    bench.dispatch(Command::Ui(command));
    bench.click("Vælg placering…");
    bench.pick_path("/t/a.pdf");
    assert!(bench.latest_job(JobKind::Export).is_some());
}

/// Saves the case to another file, up to the write in flight.
fn save_elsewhere(bench: &mut Bench) {
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Vælg placering…");
    bench.pick_path("/usb/b.wgscase");
    assert!(bench.latest_job(JobKind::Write).is_some());
}

/// Does what a view would ask, without a frame.
fn dispatch(bench: &mut Bench, command: impl Into<Command>) {
    bench.window_mut().dispatch(command);
}

fn close(bench: &mut Bench) {
    dispatch(bench, WindowCommand::Close);
}

fn reply(bench: &mut Bench, output: Output) {
    let job = bench.latest_job(JobKind::of_output(&output)).unwrap();
    bench.reply_without_frame(job, output);
}

/// Draws some frames, and tells whether the window asks the system to close it in one of them.
fn closes(bench: &mut Bench) -> bool {
    (0..5).any(|_| {
        bench.harness.step();
        let outputs = bench.harness.output().viewport_output.values();
        outputs.flat_map(|output| &output.commands).any(|command| *command == ViewportCommand::Close)
    })
}

#[test]
fn closing_waits_for_nothing_where_nothing_would_be_lost() {
    let mut bench = opened();
    bench.window_mut().find_recoveries(None);
    close(&mut bench);
    assert!(closes(&mut bench));
}

#[test]
fn closing_waits_until_the_system_has_the_report_to_print() {
    let mut bench = opened();
    export(&mut bench, UiCommand::ExportPdf);
    let done = exported(&bench);
    bench.reply(done);
    bench.take_requests();
    // Asked for in the same frame: the job has not started yet.
    dispatch(&mut bench, Command::Ui(UiCommand::PrintPdf));
    close(&mut bench);
    assert!(!closes(&mut bench));
    assert!(bench.latest_job(JobKind::Print).is_some());
    assert!(!closes(&mut bench));
    reply(&mut bench, Output::Printed(Ok(())));
    assert!(closes(&mut bench));
}

#[test]
fn that_the_window_closes_after_the_print_dialog_is_told() {
    for (language, told) in [
        (Language::Da, "Vinduet lukkes, når udskriftsdialogen er besvaret, dog senest om to minutter."),
        (
            Language::En,
            "The window closes once the print dialog is answered, or after two minutes at the latest.",
        ),
    ] {
        let printing = || {
            let mut bench = opened();
            bench.dispatch(UiCommand::PrintPdf);
            bench.click("Udskriv");
            bench.dispatch(WindowCommand::SetLanguage(language));
            assert!(!bench.has(told), "the window is not to close");
            close(&mut bench);
            assert!(!closes(&mut bench));
            assert!(bench.has(told), "{told}");
            bench
        };
        let mut bench = printing();
        reply(&mut bench, Output::Printed(Err(PrintError::Cancelled)));
        assert!(closes(&mut bench));
        // Who goes on with the case is asked about it.
        let mut bench = printing();
        dispatch(&mut bench, CaseCommand::Edit(Field::MtbNote, "Drøftet".to_owned()));
        assert!(!closes(&mut bench));
        assert!(!state(&bench).is_closing() && !bench.has(told), "{told}");
        // A print that has failed is to be seen.
        let mut bench = printing();
        reply(&mut bench, Output::Printed(Err(PrintError::Unanswered)));
        assert!(!closes(&mut bench));
        assert!(!state(&bench).is_closing() && !bench.has(told), "{told}");
    }
}

#[test]
fn closing_waits_for_an_export_and_the_viewing_after_it() {
    let mut bench = opened();
    export(&mut bench, UiCommand::ViewPdf);
    close(&mut bench);
    assert!(!closes(&mut bench));
    let done = exported(&bench);
    reply(&mut bench, done);
    assert!(!closes(&mut bench));
    reply(&mut bench, Output::HandedOver(Ok(())));
    assert!(closes(&mut bench));
}

#[test]
fn a_report_is_printed_also_when_another_case_is_shown_since() {
    let mut bench = opened();
    bench.run();
    bench.dispatch(UiCommand::PrintPdf);
    bench.click("Udskriv");
    let print = bench.latest_job(JobKind::Print).unwrap();
    bench.open_file("/t/b.wgscase", Ok(plain(&SAMPLE.replace("Poul Testperson", "Berit Testperson"))));
    assert!(bench.reply_to(print, Output::Printed(Ok(()))).is_empty());
    assert!(bench.has_part("Forrige sag: Bilaget er sendt til udskrivning."));
}

#[test]
fn a_report_is_not_shown_over_another_case_and_the_user_is_told() {
    let mut bench = opened();
    export(&mut bench, UiCommand::ViewPdf);
    let done = exported(&bench);
    bench.open_file("/t/b.wgscase", Ok(plain(&SAMPLE.replace("Poul Testperson", "Berit Testperson"))));
    assert!(bench.reply(done).is_empty());
    assert!(bench.has_part("Forrige sag: PDF-filen er ikke åbnet i en PDF-læser"));
    assert!(!bench.has_part("/t/a.pdf"));
}

#[test]
fn a_save_that_fails_while_the_window_closes_keeps_it_open() {
    let mut bench = opened();
    save_elsewhere(&mut bench);
    close(&mut bench);
    assert!(!closes(&mut bench));
    reply(&mut bench, Output::CaseWritten(Err(SaveError::File(FileError::DiskFull))));
    assert!(!closes(&mut bench));
    assert!(!state(&bench).is_closing());
    assert!(bench.has_part("disken er fuld"));
    // Who has seen it can close the window.
    close(&mut bench);
    assert!(closes(&mut bench));
}

#[test]
fn a_question_that_comes_while_the_window_closes_keeps_it_open() {
    let mut bench = opened();
    export(&mut bench, UiCommand::ExportPdf);
    close(&mut bench);
    assert!(!closes(&mut bench));
    reply(&mut bench, Output::PdfExported(Err(FileError::Exists(ExistingFile::default()))));
    assert!(!closes(&mut bench));
    assert!(!state(&bench).is_closing());
    assert!(state(&bench).dialog().is_some());
}

#[test]
fn a_panic_of_what_the_user_waits_for_keeps_the_window_open() {
    let mut bench = opened();
    export(&mut bench, UiCommand::ExportPdf);
    close(&mut bench);
    assert!(!closes(&mut bench));
    bench.reply_with_panic(JobKind::Export);
    assert!(!state(&bench).is_closing());
    assert!(bench.has_part("afbrudt af en fejl i programmet"));
}

#[test]
fn a_window_that_stays_open_keeps_a_recovery_copy_again() {
    let mut bench = opened();
    bench.window_mut().set_recovery_folder(true);
    bench.look_up_keys(KeyStatus::Present);
    save_elsewhere(&mut bench);
    bench.type_into("Hospital", "Test");
    bench.reply(Output::RecoveryKept(Ok(())));
    close(&mut bench);
    dispatch(&mut bench, DialogCommand::Act(UnsavedAction::Discard.into()));
    assert!(state(&bench).is_closing());
    assert!(!closes(&mut bench));
    reply(&mut bench, Output::RecoveryDropped(Ok(())));
    bench.take_all_requests();
    reply(&mut bench, Output::CaseWritten(Err(SaveError::File(FileError::DiskFull))));
    let (kept, _) = bench.keep_recovery(1000.0);
    assert!(kept.is_some() && !state(&bench).is_closing());
}

#[test]
fn a_case_that_is_being_read_is_not_waited_for_and_keeps_no_window_open() {
    let mut bench = opened();
    save_elsewhere(&mut bench);
    bench.dispatch(WindowCommand::Open("/t/slow.wgscase".into()));
    close(&mut bench);
    assert!(!closes(&mut bench));
    reply(&mut bench, Output::CaseRead(Err(FileError::Unreachable.into())));
    assert!(state(&bench).is_closing());
    reply(&mut bench, Output::CaseWritten(Ok(Fingerprint::of(b"b"))));
    assert!(closes(&mut bench));
}

#[test]
fn closing_waits_for_the_last_change_of_the_settings() {
    let mut bench = opened();
    bench.window_mut().take_settings(settings_file(UserSettings::default()));
    bench.dispatch(Command::Ui(UiCommand::ZoomIn));
    assert!(bench.latest_job(JobKind::WriteSettings).is_some());
    dispatch(&mut bench, Command::Ui(UiCommand::ZoomIn));
    close(&mut bench);
    assert!(!closes(&mut bench));
    reply(&mut bench, Output::SettingsWritten(Ok(Box::default())));
    assert!(!closes(&mut bench));
    assert!(bench.latest_job(JobKind::WriteSettings).is_some());
    reply(&mut bench, Output::SettingsWritten(Ok(Box::default())));
    assert!(closes(&mut bench));
}

#[test]
fn settings_that_cannot_be_written_keep_the_window_open_once() {
    let mut bench = opened();
    bench.window_mut().take_settings(settings_file(UserSettings::default()));
    dispatch(&mut bench, Command::Ui(UiCommand::ZoomIn));
    close(&mut bench);
    assert!(!closes(&mut bench));
    reply(&mut bench, Output::SettingsWritten(Err(FileError::DiskFull)));
    assert!(!closes(&mut bench));
    assert!(bench.has_part("Indstillingsfilen kunne ikke gemmes"));
    close(&mut bench);
    assert!(closes(&mut bench));
}

#[test]
fn closing_waits_for_a_copy_to_the_clipboard() {
    let mut bench = opened();
    dispatch(&mut bench, Command::Ui(UiCommand::CopySummary));
    close(&mut bench);
    assert!(!closes(&mut bench));
    reply(&mut bench, Output::Copied(CopyResult::Copied { will_be_cleared: true }));
    assert!(closes(&mut bench));
}

#[test]
fn closing_waits_until_a_crash_copy_is_deleted() {
    let mut bench = opened();
    let left = FoundRecovery {
        file: "/r/1.age".into(),
        written_at: None,
        indication: Ok("sarcoma".into()),
        initials: String::new(),
    };
    bench.find_recoveries(vec![left]);
    // The only copy is deleted when that is asked for twice.
    for _ in 0..2 {
        dispatch(&mut bench, DialogCommand::Act(RecoverAction::Discard("/r/1.age".into()).into()));
    }
    close(&mut bench);
    assert!(!closes(&mut bench));
    reply(&mut bench, Output::RecoveryDiscarded(Ok(())));
    assert!(closes(&mut bench));
}

#[test]
fn a_removal_that_panics_ends_and_is_told() {
    let mut bench = opened();
    bench.window_mut().set_recovery_folder(true);
    bench.look_up_keys(KeyStatus::Present);
    bench.type_into("Hospital", "Test");
    bench.reply(Output::RecoveryKept(Ok(())));
    close(&mut bench);
    dispatch(&mut bench, DialogCommand::Act(UnsavedAction::Discard.into()));
    assert!(!closes(&mut bench));
    assert!(bench.latest_job(JobKind::Drop).is_some());
    bench.take_requests();
    let follows = bench.reply_with_panic(JobKind::Drop);
    assert!(follows.is_empty() && bench.take_requests_of(JobKind::Drop).is_empty());
    assert!(bench.has_part("Gendannelseskopien kunne ikke slettes"));
    assert!(state(&bench).is_closing() && !state(&bench).is_recovery_in_flight());
}

#[test]
fn what_is_typed_while_the_window_waits_is_asked_about() {
    let mut bench = opened();
    save_elsewhere(&mut bench);
    close(&mut bench);
    assert!(!closes(&mut bench));
    dispatch(&mut bench, CaseCommand::Edit(Field::MtbNote, "Drøftet".to_owned()));
    assert!(!closes(&mut bench));
    assert!(!state(&bench).is_closing());
    assert!(bench.has("Sagen er ikke gemt"));
    bench.press_with(Modifiers::NONE, Key::Escape);
    assert!(state(&bench).dialog().is_none());
}

#[test]
fn a_window_that_closes_does_not_begin_what_was_to_follow_a_save() {
    let mut bench = opened();
    bench.type_into("Hospital", "Test");
    bench.dispatch(Command::Ui(UiCommand::Open));
    bench.click("Gem først");
    assert!(bench.latest_job(JobKind::Write).is_some());
    close(&mut bench);
    dispatch(&mut bench, DialogCommand::Act(UnsavedAction::Discard.into()));
    assert!(!closes(&mut bench));
    reply(&mut bench, Output::CaseWritten(Ok(Fingerprint::of(b"now"))));
    assert!(closes(&mut bench));
    assert!(bench.latest_job(JobKind::PickPath).is_none());
}

/// A case with a change whose save is in flight.
fn saving() -> Bench {
    let mut bench = opened();
    bench.type_into("Hospital", "Test");
    bench.press(Key::Tab);
    bench.dispatch(UiCommand::Save);
    assert!(bench.latest_job(JobKind::Write).is_some());
    bench
}

#[test]
fn closing_waits_for_the_save_that_runs_and_asks_nothing() {
    let mut bench = saving();
    close(&mut bench);
    assert!(!closes(&mut bench));
    assert!(matches!(state(&bench).dialog(), Some(Dialog::Leaving(_))));
    assert!(bench.has("Gemmer, derefter lukkes vinduet …"));
    reply(&mut bench, Output::CaseWritten(Ok(Fingerprint::of(b"now"))));
    assert!(closes(&mut bench));
}

#[test]
fn what_the_running_save_does_not_hold_is_asked_about() {
    // It fails.
    let mut bench = saving();
    close(&mut bench);
    reply(&mut bench, Output::CaseWritten(Err(SaveError::File(FileError::DiskFull))));
    assert!(!closes(&mut bench));
    assert!(state(&bench).dialog().is_none() && bench.has_part("disken er fuld"));
    close(&mut bench);
    assert!(!closes(&mut bench));
    assert!(bench.has("Sagen er ikke gemt"));
    // Something is changed while it runs.
    let mut bench = saving();
    close(&mut bench);
    dispatch(&mut bench, CaseCommand::Edit(Field::MtbNote, "Drøftet".to_owned()));
    reply(&mut bench, Output::CaseWritten(Ok(Fingerprint::of(b"now"))));
    assert!(!closes(&mut bench));
    assert!(bench.has("Sagen er ikke gemt"));
    // It takes long, and the user does not want to wait.
    let mut bench = saving();
    close(&mut bench);
    assert!(!closes(&mut bench));
    close(&mut bench);
    assert!(!closes(&mut bench));
    assert!(bench.has("Sagen er ikke gemt"));
}

#[test]
fn a_save_that_is_asked_for_right_before_closing_comes_first() {
    let mut bench = opened();
    bench.type_into("Hospital", "Test");
    bench.press(Key::Tab);
    close_with(&mut bench, shortcut_events(Key::S));
    expect_save_then_close(bench);
}

/// The case is saved, without a question, and the window closes then.
fn expect_save_then_close(mut bench: Bench) {
    assert!(!closes(&mut bench));
    assert!(bench.latest_job(JobKind::Write).is_some());
    assert!(matches!(state(&bench).dialog(), Some(Dialog::Leaving(_))), "{:?}", state(&bench).dialog());
    reply(&mut bench, Output::CaseWritten(Ok(Fingerprint::of(b"now"))));
    assert!(closes(&mut bench));
}

/// Draws the frame in which the system asks to close the window, and in which these events arrive, and those after it.
fn close_with(bench: &mut Bench, events: Vec<Event>) {
    let admitted = bench.admit(events);
    let input = bench.harness.input_mut();
    input.events.extend(admitted);
    input.viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
    bench.harness.step();
    bench.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.clear();
    (0..6).for_each(|_| bench.draw_frame(Vec::new()));
}

#[test]
fn a_letter_and_a_save_that_arrive_with_the_closing_come_first() {
    let mut bench = opened();
    bench.type_into("Hospital", "Test");
    // Ctrl is still held down.
    let events = [vec![Event::Text("x".to_owned())], shortcut_events(Key::S)[..3].to_vec()].concat();
    close_with(&mut bench, events);
    assert!(state(&bench).case().session().case().requester.hospital.ends_with("Testx"));
    expect_save_then_close(bench);
}
