//! Several saves at once: each is carried out, and no two write the same file at the same time.

use crate::bench::{Bench, plain};
use crate::fake_desktop::JobKind;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use std::path::Path;
use wgs_referral::desktop::{
    CaseRequest, JobId, KeyStatus, OpenedCase, Output, PickedPath, Protection, Request, SaveError,
};
use wgs_referral::files::{FileError, Fingerprint, Overwrite};
use wgs_referral::window::{Command, UiCommand, Window, WindowCommand};

const CASE: &str = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
    patient: (name: "Bente Testperson"))"#;

fn state(bench: &Bench) -> &Window {
    bench.harness.state().window()
}

/// A case from the file A, with a change in it.
fn changed() -> Bench {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(OpenedCase { protection: Some(Protection::Keys), ..plain(CASE) }));
    bench.look_up_keys(KeyStatus::Present);
    bench.type_into("Hospital", "Test");
    bench.take_requests();
    bench
}

fn save(bench: &mut Bench) -> Vec<Request> {
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.take_requests()
}

fn save_as(bench: &mut Bench, path: &str) -> Vec<Request> {
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Vælg placering…");
    bench.take_requests();
    bench.pick_path(path)
}

fn write_job(bench: &mut Bench) -> JobId {
    bench.latest_job(JobKind::Write).unwrap()
}

fn written(text: &str) -> Output {
    Output::CaseWritten(Ok(Fingerprint::of(text.as_bytes())))
}

/// The path of the only write, the hospital's department in it, and what it expects there.
fn only_write(requests: &[Request]) -> (&Path, &str, Overwrite) {
    let [Request::Case(CaseRequest::Write { path, case, expected, .. })] = requests else {
        panic!("{requests:?}")
    };
    (path, &case.requester.department, *expected)
}

#[test]
fn a_save_back_to_the_first_file_is_written_after_the_first_write() {
    let mut bench = changed();
    save(&mut bench);
    let first = write_job(&mut bench);
    save_as(&mut bench, "/t/b.wgscase");
    bench.reply(written("b"));
    bench.type_into("Afdeling", "Ny");
    // The first write is still in flight: the third waits for it.
    assert!(save_as(&mut bench, "/t/a.wgscase").is_empty());
    let third = bench.reply_to(first, written("first"));
    let expected = Overwrite::IfUnchanged(Fingerprint::of(b"first"));
    assert_eq!(only_write(&third), (Path::new("/t/a.wgscase"), "Ny", expected));
    bench.reply(written("third"));
    assert_eq!(state(&bench).case().session().path(), Some(Path::new("/t/a.wgscase")));
    assert!(!state(&bench).case().session().has_unsaved_changes());
}

#[test]
fn closing_follows_the_last_save_and_not_the_one_before() {
    let mut bench = changed();
    save(&mut bench);
    let first = write_job(&mut bench);
    save_as(&mut bench, "/t/b.wgscase");
    bench.reply(written("b"));
    bench.type_into("Afdeling", "Ny");
    bench.dispatch(WindowCommand::Close);
    bench.click("Gem først");
    bench.take_requests();
    bench.reply_to(first, written("first"));
    assert!(!state(&bench).is_closing());
    bench.reply(written("second"));
    assert!(state(&bench).is_closing());
}

#[test]
fn a_save_behind_one_that_fails_is_still_carried_out() {
    let mut bench = changed();
    save(&mut bench);
    let first = write_job(&mut bench);
    save_as(&mut bench, "/t/b.wgscase");
    bench.reply(written("b"));
    assert!(save_as(&mut bench, "/t/a.wgscase").is_empty());
    let third = bench.reply_to(first, Output::CaseWritten(Err(SaveError::File(FileError::Unreachable))));
    assert_eq!(only_write(&third).2, Overwrite::Always);
}

#[test]
fn a_save_that_was_repeated_is_written_even_if_the_case_is_saved_elsewhere_since() {
    let mut bench = changed();
    save(&mut bench);
    let first = write_job(&mut bench);
    bench.type_into("Afdeling", "Ny");
    assert!(save(&mut bench).is_empty());
    save_as(&mut bench, "/t/b.wgscase");
    let elsewhere = write_job(&mut bench);
    let second = bench.reply_to(first, written("first"));
    assert_eq!(only_write(&second).1, "Ny");
    bench.reply(written("second"));
    bench.reply_to(elsewhere, written("b"));
    assert_eq!(state(&bench).case().session().path(), Some(Path::new("/t/b.wgscase")));
}

#[test]
fn who_stays_while_the_case_is_saved_has_the_newest_version_written_and_leaves_nothing() {
    let mut bench = changed();
    bench.dispatch(WindowCommand::Close);
    bench.click("Gem først");
    bench.take_requests();
    let first = write_job(&mut bench);
    bench.click("Bliv i sagen");
    bench.type_into("Afdeling", "Ny");
    assert!(save(&mut bench).is_empty());
    bench.type_into("Afdeling", "Nyere");
    assert!(save(&mut bench).is_empty());
    // One write of the newest version follows.
    let second = bench.reply_to(first, written("first"));
    let department = state(&bench).case().session().case().requester.department.clone();
    assert_eq!(only_write(&second).1, department);
    assert!(bench.reply(written("second")).is_empty());
    assert!(!state(&bench).is_closing() && !state(&bench).case().session().has_unsaved_changes());
}

#[test]
fn a_version_that_is_being_written_already_is_not_written_again() {
    let mut bench = changed();
    save(&mut bench);
    // Closing waits for the save; who asks again is asked about the changes.
    bench.dispatch(WindowCommand::Close);
    bench.dispatch(WindowCommand::Close);
    bench.click("Gem først");
    assert!(bench.take_requests().is_empty());
    assert!(bench.reply(written("first")).is_empty());
    assert!(state(&bench).is_closing());
}

#[test]
fn a_save_to_the_same_file_by_another_spelling_is_written_after_the_first_one() {
    for (change, spelled) in [(true, "/t/x/../a.wgscase"), (false, "/t/x/../a.wgscase")] {
        let mut bench = changed();
        save(&mut bench);
        let first = write_job(&mut bench);
        if change {
            bench.type_into("Afdeling", "Ny");
        }
        assert!(save_as(&mut bench, spelled).is_empty(), "each would take the other for somebody else's");
        let second = bench.reply_to(first, written("first"));
        // Behind a link, this path may lead to another file, which the user has agreed to replace.
        assert_eq!(only_write(&second).0, Path::new(spelled));
        assert_eq!(only_write(&second).2, Overwrite::Always);
    }
}

#[test]
fn a_save_by_another_spelling_of_a_typed_path_replaces_no_file_that_nobody_was_asked_about() {
    let mut bench = changed();
    save(&mut bench);
    let first = write_job(&mut bench);
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Vælg placering…");
    bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/t".into()))));
    bench.harness.get_by_role_and_label(Role::TextInput, "Sti").focus();
    bench.run();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.type_into("Sti", "/t/x/../a.wgscase");
    bench.press(Key::Enter);
    let second = bench.reply_to(first, written("first"));
    assert_eq!(only_write(&second).2, Overwrite::Never);
}

#[test]
fn a_save_to_the_file_of_the_case_expects_what_the_save_before_it_by_another_spelling_has_written() {
    let mut bench = Bench::new();
    let spelled = "/t/x/../a.wgscase";
    bench.open_file(spelled, Ok(OpenedCase { protection: Some(Protection::Keys), ..plain(CASE) }));
    bench.type_into("Hospital", "Test");
    save_as(&mut bench, "/t/a.wgscase");
    let first = write_job(&mut bench);
    bench.type_into("Afdeling", "Ny");
    assert!(save(&mut bench).is_empty());
    let second = bench.reply_to(first, written("first"));
    let expected = Overwrite::IfUnchanged(Fingerprint::of(b"first"));
    assert_eq!(only_write(&second), (Path::new(spelled), "Ny", expected), "it is the change of this window");
}
