//! Saves while other jobs are in flight: no reply changes the path or the protection of another save.

use std::path::{Path, PathBuf};

use super::single_write;
use crate::bench::{Bench, CASE, plain};
use crate::fake_desktop::JobKind;
use egui::{Key, Modifiers};
use wgs_referral::desktop::{
    CaseRequest, JobId, KeyStatus, OpenedCase, Output, PickedPath, Protection, Request, SaveError,
};
use wgs_referral::files::{ExistingFile, FileError, Fingerprint, Overwrite};
use wgs_referral::window::{Command, Dialog, UiCommand, WindowCommand};

/// The job of the file dialog, which must be the only request.
fn path_dialog_job(bench: &mut Bench) -> JobId {
    let requests = bench.take_requests();
    assert!(matches!(requests[..], [Request::PickPath(..)]), "{requests:?}");
    bench.latest_job(JobKind::PickPath).unwrap()
}

fn path_picked(path: &str) -> Output {
    Output::PathPicked(PickedPath::Path(path.into()))
}

fn case_written(result: Result<Fingerprint, SaveError>) -> Output {
    Output::CaseWritten(result)
}

fn open_save_as_dialog(bench: &mut Bench) {
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    bench.look_up_keys(KeyStatus::Present);
}

fn another_job_panics(bench: &mut Bench) {
    bench.dispatch(Command::Ui(UiCommand::CopySummary));
    bench.take_requests();
    bench.reply_with_panic(JobKind::Copy);
}

/// An unencrypted save to a slow drive is in flight, and a second save with keys asks for another path. Returns the job
/// of the first write and the job of the file dialog.
fn save_while_saving() -> (Bench, JobId, JobId) {
    let mut bench = Bench::with_changed_case(Some(Protection::Plain));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let first = bench.latest_job(JobKind::Write).unwrap();
    bench.take_requests();
    open_save_as_dialog(&mut bench);
    bench.click("Vælg placering…");
    let path_dialog = path_dialog_job(&mut bench);
    (bench, first, path_dialog)
}

#[test]
fn a_save_requested_while_one_is_in_flight_runs_after_it() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let first = bench.take_all_requests();
    bench.type_into("Afdeling", "Test");
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(bench.take_all_requests().is_empty());
    assert!(matches!(first[..], [Request::Case(CaseRequest::Write { .. })]));
    let done = |now: &[u8]| Output::CaseWritten(Ok(Fingerprint::of(now)));
    // The second write expects the version that the first one has written.
    let second = bench.reply(done(b"first"));
    assert_eq!(single_write(&second).2, Overwrite::IfUnchanged(Fingerprint::of(b"first")));
    assert!(bench.reply(done(b"second")).is_empty());
    assert!(!bench.window().case().session().has_unsaved_changes());
}

#[test]
fn a_save_with_another_protection_runs_after_the_one_in_flight() {
    let mut bench = Bench::with_changed_case(Some(Protection::Plain));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let first = bench.take_all_requests();
    let [Request::Case(CaseRequest::Write { path, .. })] = &first[..] else { panic!("{first:?}") };
    let write = bench.latest_job(JobKind::Write).unwrap();
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Vælg placering…");
    let requests = bench.take_requests();
    let [Request::PickPath(..)] = &requests[..] else { panic!("{requests:?}") };
    assert!(bench.pick_path(path.clone()).is_empty());
    let second = bench.reply_to(write, Output::CaseWritten(Ok(Fingerprint::of(b"first"))));
    assert_eq!(single_write(&second).1, &Protection::Keys);
    assert_eq!(single_write(&second).2, Overwrite::IfUnchanged(Fingerprint::of(b"first")));
}

#[test]
fn opening_another_case_closes_the_dialogs_of_the_previous_one() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.click("Gem ukrypteret…");
    // Another file is dropped on the window.
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.click("Kassér ændringer");
    let theirs = plain(&CASE.replace("Bente", "Berit"));
    bench.open_file("/t/b.wgscase", Ok(theirs));
    assert_eq!(bench.field_text("Navn"), "Berit Testperson");
    assert_eq!(bench.window().dialog(), None);
}

#[test]
fn a_dialog_that_needs_a_path_keeps_its_case_for_which_the_path_is_used() {
    let report = |bench: &mut Bench| {
        bench.dispatch(Command::Ui(UiCommand::ExportPdf));
        bench.click("Vælg placering…");
    };
    let case = |bench: &mut Bench| {
        open_save_as_dialog(bench);
        bench.click("Vælg placering…");
    };
    let key = |bench: &mut Bench| {
        bench.dispatch(Command::Ui(UiCommand::MakeRecoveryKey));
        bench.look_up_keys(KeyStatus::Present);
        bench.type_new_passphrase("gemt i skabet");
        bench.click("Vælg placering…");
    };
    for ask in [&report as &dyn Fn(&mut Bench), &case, &key] {
        let mut bench = Bench::new();
        bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
        // The next case is on a slow drive.
        bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
        bench.take_requests();
        let read = bench.latest_job(JobKind::Read).unwrap();
        ask(&mut bench);
        let path_dialog = path_dialog_job(&mut bench);
        let theirs =
            OpenedCase { protection: Some(Protection::Keys), ..plain(&CASE.replace("Bente", "Berit")) };
        bench.reply_to(read, Output::CaseRead(Ok(theirs)));
        assert_eq!(bench.field_text("Navn"), "Bente Testperson");
        assert!(!bench.reply_to(path_dialog, path_picked("/t/of-this-one")).is_empty());
    }
}

#[test]
fn replies_to_other_jobs_do_not_change_the_protection_of_a_save() {
    enum Meanwhile {
        AnotherFails,
        TheFirstEnds,
        TheFirstFails,
        AKeyIsLookedUp,
    }
    use Meanwhile::*;
    let happens = |bench: &mut Bench, first: JobId, what: Meanwhile| match what {
        AnotherFails => another_job_panics(bench),
        TheFirstEnds => drop(bench.reply_to(first, case_written(Ok(Fingerprint::of(b"first"))))),
        TheFirstFails => drop(bench.reply_to(first, case_written(Err(FileError::Unreachable.into())))),
        AKeyIsLookedUp => {
            bench.dispatch(Command::Ui(UiCommand::Shortcuts));
            bench.press(Key::Escape);
        }
    };
    for what in [AnotherFails, TheFirstEnds, TheFirstFails, AKeyIsLookedUp] {
        let (mut bench, first, path_dialog) = save_while_saving();
        happens(&mut bench, first, what);
        let second = bench.reply_to(path_dialog, path_picked("/t/b.wgscase"));
        assert_eq!(single_write(&second).1, &Protection::Keys);
        // The file exists. The write after the confirmation has the same protection.
        bench.reply(case_written(Err(FileError::Exists(ExistingFile::default()).into())));
        another_job_panics(&mut bench);
        bench.click("Erstat");
        assert_eq!(single_write(&bench.take_requests()).1, &Protection::Keys);
    }
}

#[test]
fn a_stale_write_reply_does_not_change_the_path() {
    let late: [fn() -> Result<Fingerprint, SaveError>; 3] = [
        || Ok(Fingerprint::of(b"first")),
        || Err(FileError::Changed(None).into()),
        || Err(FileError::Unreachable.into()),
    ];
    for first_ends in late {
        let (mut bench, first, path_dialog) = save_while_saving();
        bench.reply_to(path_dialog, path_picked("/t/b.wgscase"));
        bench.reply(case_written(Ok(Fingerprint::of(b"second"))));
        bench.reply_to(first, case_written(first_ends()));
        assert_eq!(bench.window().dialog(), None);
        bench.type_into("Afdeling", "Test");
        bench.press_with(Modifiers::COMMAND, Key::S);
        let unchanged = Overwrite::IfUnchanged(Fingerprint::of(b"second"));
        let third = bench.take_requests();
        assert_eq!(single_write(&third), (&PathBuf::from("/t/b.wgscase"), &Protection::Keys, unchanged));
    }
}

#[test]
fn a_late_write_sets_the_path_if_the_newer_write_failed() {
    let (mut bench, first, path_dialog) = save_while_saving();
    bench.reply_to(path_dialog, path_picked("/t/b.wgscase"));
    bench.reply(case_written(Err(FileError::DiskFull.into())));
    bench.reply_to(first, case_written(Ok(Fingerprint::of(b"first"))));
    assert_eq!(bench.window().case().session().path(), Some(Path::new("/t/a.wgscase")));
    assert_eq!(
        bench.window().case().session().overwrite_condition(),
        Overwrite::IfUnchanged(Fingerprint::of(b"first"))
    );
}

/// A save is in flight, and another form is only looked at meanwhile.
#[test]
fn a_form_that_is_looked_at_while_a_save_runs_is_no_change_to_ask_about() {
    for fails in [false, true] {
        let mut bench = Bench::with_changed_case(Some(Protection::Plain));
        bench.press_with(Modifiers::COMMAND, Key::S);
        let write = bench.latest_job(JobKind::Write).unwrap();
        bench.show_indication("pancreas-cancer");
        bench.dispatch(UiCommand::New);
        assert!(matches!(bench.window().dialog(), Some(Dialog::Leaving(_))), "the save makes it whole");
        let result = if fails { Err(FileError::NotFound.into()) } else { Ok(Fingerprint::of(b"saved")) };
        bench.reply_to(write, case_written(result));
        let name = &bench.window().case().session().case().patient.name;
        assert_eq!(name.is_empty(), !fails, "the next case follows once the case is saved");
        assert!(bench.window().dialog().is_none());
    }
}

#[test]
fn what_is_typed_while_a_save_runs_is_asked_about() {
    let mut bench = Bench::with_changed_case(Some(Protection::Plain));
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.show_indication("pancreas-cancer");
    bench.type_into("Afdeling", "Test");
    bench.dispatch(UiCommand::New);
    assert!(bench.has("Sagen er ikke gemt"));
}

#[test]
fn the_question_about_changes_closes_once_they_are_saved_and_what_was_asked_for_follows() {
    const QUESTION: &str = "Sagen er ikke gemt";
    for (has_stayed, is_changed) in [(false, false), (true, false), (false, true)] {
        let mut bench = Bench::with_changed_case(Some(Protection::Plain));
        bench.press_with(Modifiers::COMMAND, Key::S);
        let write = bench.latest_job(JobKind::Write).unwrap();
        if is_changed {
            bench.type_into("Afdeling", "Test");
        }
        bench.dispatch(UiCommand::Open);
        if has_stayed {
            bench.click("Bliv i sagen");
            bench.dispatch(UiCommand::Open);
        } else if !is_changed {
            bench.click("Vent ikke…");
        }
        assert!(bench.has(QUESTION));
        bench.take_all_requests();
        let follows = bench.reply_to(write, case_written(Ok(Fingerprint::of(b"saved"))));
        let asks_for_path = follows.iter().any(|request| matches!(request, Request::PickPath(..)));
        assert_eq!((bench.has(QUESTION), asks_for_path), (is_changed, !is_changed), "stayed: {has_stayed}");
        assert_eq!(bench.window().dialog().is_some(), is_changed);
    }
}
