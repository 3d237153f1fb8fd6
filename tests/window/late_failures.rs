//! A job fails late: the dialog with the typed path comes back in its own case only, and takes no key that was meant
//! for what the user does meanwhile.

use crate::bench::{Bench, CASE, plain};
use crate::fake_desktop::JobKind;
use crate::key_events::{key_events, shortcut_events};
use crate::leaving::type_at_pace;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use wgs_referral::desktop::{CaseError, KeyStatus, Output, PaperError, PickedPath, SaveError};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::FileError;
use wgs_referral::window::{Dialog, UiCommand, WindowCommand};

const NOT_USED: &str = "Det, du netop skrev, er ikke brugt";

/// What a typed path is for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Job {
    Export,
    Save,
    SavePlain,
    RecoveryKey,
    Paper,
}

const JOBS: [Job; 5] = [Job::Export, Job::Save, Job::SavePlain, Job::RecoveryKey, Job::Paper];

/// The case of the sample, with a job in flight for a path that was typed.
fn in_flight(job: Job) -> Bench {
    let mut bench = Bench::with_sample(None);
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/home/bruger".into()))));
    bench.press(Key::Escape);
    match job {
        Job::Export => {
            bench.dispatch(UiCommand::ExportPdf);
            bench.click("Vælg placering…");
        }
        Job::Save | Job::SavePlain => {
            bench.look_up_keys(KeyStatus::Present);
            bench.dispatch(UiCommand::SaveAs);
        }
        Job::RecoveryKey => {
            bench.dispatch(UiCommand::MakeRecoveryKey);
            bench.look_up_keys(KeyStatus::Present);
        }
        Job::Paper => bench.dispatch(UiCommand::ComparePaper),
    }
    match job {
        Job::Save => bench.click("Sagen åbnes med: Adgangskode"),
        Job::SavePlain => bench.click("Gem ukrypteret…"),
        Job::Export | Job::RecoveryKey | Job::Paper => {}
    }
    if matches!(job, Job::Save | Job::RecoveryKey) {
        bench.type_new_passphrase("gemt i skabet");
    }
    retype(&mut bench, "/t/ingen/Poul Testperson");
    bench.take_all_requests();
    bench.press(Key::Enter);
    assert!(bench.window().dialog().is_none(), "{job:?}");
    bench
}

fn retype(bench: &mut Bench, path: &str) {
    bench.harness.get_by_role_and_label(Role::TextInput, "Sti").focus();
    bench.run();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.type_into("Sti", path);
}

/// How the job fails.
fn failure(job: Job) -> Output {
    let error = FileError::NoFolder;
    match job {
        Job::Export => Output::PdfExported(Err(error)),
        Job::Save | Job::SavePlain => Output::CaseWritten(Err(SaveError::File(error))),
        Job::RecoveryKey => Output::RecoveryKeyMade(Err(SaveError::File(error))),
        Job::Paper => Output::PaperRead(Err(PaperError::File(error))),
    }
}

#[test]
fn a_job_of_the_case_before_that_fails_opens_no_dialog_over_the_next_one() {
    for job in JOBS {
        for by_reading in [true, false] {
            let mut bench = in_flight(job);
            let failing = bench.latest_job(JobKind::of_output(&failure(job))).unwrap();
            if by_reading {
                bench.open_file("/t/b.wgscase", Ok(plain(CASE)));
            } else {
                bench.dispatch(UiCommand::New);
            }
            assert_ne!(bench.window().case().session().case().patient.name, "Poul Testperson");
            bench.reply_to(failing, failure(job));
            assert!(bench.window().dialog().is_none(), "{job:?}");
            assert!(!bench.has_part("Poul"), "{job:?}");
            if job != Job::Paper {
                assert!(bench.has_part("Forrige sag: "), "{job:?}");
            }
        }
    }
}

#[test]
fn the_file_that_was_to_be_opened_is_not_asked_for_again_once_another_case_is_shown() {
    let mut bench = in_flight(Job::Export);
    bench.take_all_requests();
    bench.dispatch(UiCommand::Open);
    bench.type_into("Sti", "/t/slow.wgscase");
    bench.press(Key::Enter);
    let slow = bench.latest_job(JobKind::Read).unwrap();
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.reply(Output::CaseRead(Ok(plain(CASE))));
    assert_eq!(bench.window().case().session().case().patient.name, "Bente Testperson");
    bench.reply_to(slow, Output::CaseRead(Err(CaseError::from(FileError::NoFolder))));
    assert!(bench.window().dialog().is_none());
}

#[test]
fn the_file_that_was_to_be_opened_is_not_asked_for_again_while_another_one_is_read() {
    let mut bench = in_flight(Job::Export);
    bench.dispatch(UiCommand::Open);
    retype(&mut bench, "/t/slow.wgscase");
    bench.press(Key::Enter);
    let slow = bench.latest_job(JobKind::Read).unwrap();
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.reply_to(slow, Output::CaseRead(Err(CaseError::from(FileError::NoFolder))));
    assert!(bench.window().dialog().is_none(), "another one is being read");
    bench.reply(Output::CaseRead(Err(CaseError::from(FileError::NoFolder))));
    // It fails while the path of another one is typed.
    bench.dispatch(UiCommand::Open);
    retype(&mut bench, "/t/slow.wgscase");
    bench.press(Key::Enter);
    bench.dispatch(UiCommand::Open);
    bench.reply(Output::CaseRead(Err(CaseError::from(FileError::NoFolder))));
    retype(&mut bench, "/t/c.wgscase");
    bench.press(Key::Enter);
    assert!(bench.window().dialog().is_none(), "the other one is being read");
    bench.reply(Output::CaseRead(Ok(plain(CASE))));
    assert!(bench.window().dialog().is_none());
}

#[test]
fn a_dialog_that_comes_back_by_itself_takes_no_key_before_a_pause() {
    for job in JOBS {
        let mut bench = in_flight(job);
        bench.harness.get_by_role_and_label(Role::TextInput, "Hospital").focus();
        bench.run();
        bench.draw_frame(vec![Event::Text("a".to_owned())]);
        bench.take_all_requests();
        bench.send(failure(job));
        bench.draw_frame(Vec::new());
        bench.draw_frame(Vec::new());
        assert!(bench.window().dialog().is_some(), "{job:?}");
        let path = bench.field_text("Sti");
        let keys = [
            vec![Event::Text("b".to_owned())],
            key_events(Key::Backspace),
            vec![Event::Paste("c".to_owned())],
            key_events(Key::Enter),
            vec![Event::Text("d".to_owned())],
            shortcut_events(Key::Enter),
        ];
        type_at_pace(&mut bench, &keys);
        assert!(bench.window().dialog().is_some(), "{job:?}");
        assert_eq!(bench.field_text("Sti"), path, "{job:?}");
        assert!(bench.take_requests().is_empty(), "{job:?}");
        // After a pause it is typed into the path.
        bench.harness.run_steps(5);
        bench.draw_frame(vec![Event::Text("e".to_owned())]);
        bench.run();
        assert_eq!(bench.field_text("Sti"), format!("{path}e"), "{job:?}");
        bench.press(Key::Escape);
        assert!(bench.has_part(NOT_USED), "{job:?}");
    }
}

/// What the dialog asks for once the job has failed, with the help open at that moment.
fn failed_behind_the_help(job: Job) -> Bench {
    let mut bench = in_flight(job);
    bench.dispatch(UiCommand::Help);
    bench.reply(failure(job));
    assert!(matches!(bench.window().dialog(), Some(Dialog::Help(_))), "{job:?}: the help is being read");
    bench
}

#[test]
fn nothing_that_was_typed_is_lost_if_another_dialog_is_open_when_the_job_fails() {
    for job in JOBS {
        let mut bench = failed_behind_the_help(job);
        bench.press(Key::Escape);
        bench.settle();
        assert_eq!(bench.field_text("Sti"), "/t/ingen/Poul Testperson", "{job:?}");
        assert!(bench.has("Mappen findes ikke."), "{job:?}");
        assert!(!bench.has_part("kunne ikke gemmes"), "{job:?}: the dialog says so");
        bench.take_all_requests();
        // The passphrase is still there, and nothing but the path is typed again.
        bench.press(Key::Enter);
        let again = bench.latest_job(JobKind::of_output(&failure(job)));
        assert!(again.is_some(), "{job:?}");
        bench.reply(failure(job));
        bench.settle();
        bench.press(Key::Escape);
        assert!(bench.window().dialog().is_none(), "{job:?}: it comes once");
    }
}

#[test]
fn nothing_that_was_typed_is_lost_if_the_program_fails_at_it() {
    const BROKEN: &str = "afbrudt af en fejl i programmet";
    for job in JOBS {
        let kind = JobKind::of_output(&failure(job));
        let mut bench = in_flight(job);
        bench.reply_with_panic(kind);
        bench.settle();
        assert_eq!(bench.field_text("Sti"), "/t/ingen/Poul Testperson", "{job:?}");
        assert!(bench.has_part(BROKEN), "{job:?}: the dialog does not say so");
        bench.take_all_requests();
        bench.press(Key::Enter);
        assert!(bench.latest_job(kind).is_some(), "{job:?}");
        assert!(bench.window().dialog().is_none() && !bench.has_part(BROKEN), "{job:?}: it is tried again");
    }
    let mut bench = in_flight(Job::Export);
    bench.dispatch(UiCommand::Open);
    retype(&mut bench, "/t/b.wgscase");
    bench.press(Key::Enter);
    bench.reply_with_panic(JobKind::Read);
    assert_eq!(bench.field_text("Sti"), "/t/b.wgscase");
}

/// The case of the sample while another one is read, once a job of it with a path that was typed has failed.
fn failed_while_reading(job: Job, is_behind_help: bool) -> Bench {
    let mut bench = if is_behind_help { failed_behind_the_help(job) } else { in_flight(job) };
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    if is_behind_help {
        bench.press(Key::Escape);
    } else {
        bench.reply(failure(job));
    }
    assert!(bench.window().dialog().is_none(), "{job:?}: another case is being read, which would close it");
    bench
}

#[test]
fn a_typed_path_is_asked_for_again_once_the_other_case_could_not_be_opened() {
    for job in JOBS {
        for is_behind_help in [false, true] {
            let mut bench = failed_while_reading(job, is_behind_help);
            bench.reply(Output::CaseRead(Err(CaseError::from(FileError::NoFolder))));
            bench.settle();
            assert_eq!(bench.field_text("Sti"), "/t/ingen/Poul Testperson", "{job:?} {is_behind_help}");
            assert!(bench.has("Mappen findes ikke."), "{job:?} {is_behind_help}");
        }
    }
}

#[test]
fn what_the_other_case_asks_for_comes_before_a_typed_path_is_asked_for_again() {
    let mut bench = failed_while_reading(Job::Export, true);
    bench.reply(Output::CaseRead(Err(CaseError::from(DecryptError::NeedsPassphrase))));
    assert!(matches!(bench.window().dialog(), Some(Dialog::Passphrase(_))));
    bench.press(Key::Escape);
    bench.settle();
    assert_eq!(bench.field_text("Sti"), "/t/ingen/Poul Testperson");
}

#[test]
fn a_typed_path_is_asked_for_again_once_the_user_stays_in_the_case() {
    let mut bench = failed_while_reading(Job::Export, false);
    bench.draw_frame(key_events(Key::Escape));
    bench.settle();
    assert_eq!(bench.field_text("Sti"), "/t/ingen/Poul Testperson");
}

#[test]
fn a_typed_path_is_not_asked_for_again_once_the_other_case_is_shown() {
    let mut bench = failed_while_reading(Job::Export, false);
    bench.reply(Output::CaseRead(Ok(plain(CASE))));
    assert!(bench.window().dialog().is_none() && !bench.has_part("Poul"));
}

#[test]
fn the_file_that_was_to_be_opened_is_not_asked_for_again_after_another_one_that_fails() {
    let mut bench = in_flight(Job::Export);
    bench.dispatch(UiCommand::Open);
    retype(&mut bench, "/t/slow.wgscase");
    bench.press(Key::Enter);
    bench.dispatch(UiCommand::Help);
    bench.reply(Output::CaseRead(Err(CaseError::from(FileError::NoFolder))));
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.press(Key::Escape);
    bench.reply(Output::CaseRead(Err(CaseError::from(FileError::NoFolder))));
    assert!(bench.window().dialog().is_none(), "the user has asked for another file since");
    assert!(bench.has_part("Sagen kunne ikke åbnes"));
}

#[test]
fn a_dialog_that_waits_for_another_one_takes_no_key_before_a_pause() {
    for job in JOBS {
        let mut bench = failed_behind_the_help(job);
        bench.take_all_requests();
        bench.draw_frame(key_events(Key::Escape));
        bench.draw_frame(Vec::new());
        bench.draw_frame(Vec::new());
        let keys = [vec![Event::Text("b".to_owned())], key_events(Key::Enter)];
        type_at_pace(&mut bench, &keys);
        assert_eq!(bench.field_text("Sti"), "/t/ingen/Poul Testperson", "{job:?}");
        assert!(bench.take_requests().is_empty(), "{job:?}");
    }
}

#[test]
fn a_dialog_that_waits_for_another_one_does_not_come_over_the_next_case() {
    for job in JOBS {
        let mut bench = failed_behind_the_help(job);
        // A file that is dropped on the window is opened, whatever dialog is open.
        bench.open_file("/t/b.wgscase", Ok(plain(CASE)));
        bench.press(Key::Escape);
        bench.dispatch(UiCommand::Help);
        bench.press(Key::Escape);
        assert!(bench.window().dialog().is_none(), "{job:?}");
        assert!(!bench.has_part("Poul"), "{job:?}");
    }
}

#[test]
fn a_dialog_that_waits_for_another_one_keeps_no_window_open() {
    for job in JOBS {
        let mut bench = in_flight(job);
        bench.type_into("Hospital", "x");
        bench.dispatch(WindowCommand::Close);
        bench.reply(failure(job));
        bench.click("Kassér ændringer");
        assert!(bench.window().is_closing(), "{job:?}");
    }
}
