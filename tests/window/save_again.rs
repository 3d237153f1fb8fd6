//! Saving once more: to another place, and while the first save is in flight. The last decision about how the case
//! is protected is the one that counts.

use crate::bench::{Bench, plain};
use crate::fake_desktop::JobKind;
use egui_kittest::kittest::{By, Queryable};
use wgs_referral::desktop::{
    CaseRequest, JobId, KeyStatus, OpenedCase, Output, Protection, Request, SaveError,
};
use wgs_referral::files::{ExistingFile, FileError, Fingerprint, Overwrite};
use wgs_referral::window::{Command, Dialog, UiCommand};

const CASE: &str = include_str!("../../samples/met.wgscase");
const PATH: &str = "/t/a.wgscase";

/// A case that was opened and has this protection.
fn opened(protection: Protection) -> Bench {
    let mut bench = Bench::new();
    let opened = OpenedCase { protection: Some(protection), ..plain(CASE) };
    bench.open_file(PATH, Ok(opened));
    bench.take_all_requests();
    bench
}

fn written(requests: &[Request]) -> (&str, &Protection, Overwrite) {
    let [Request::Case(CaseRequest::Write { path, protection, expected, .. })] = requests else {
        panic!("{requests:?}")
    };
    (path.to_str().unwrap(), protection, *expected)
}

fn failed(error: impl Into<SaveError>) -> Output {
    Output::CaseWritten(Err(error.into()))
}

#[test]
fn another_place_is_never_written_unencrypted_unasked() {
    for error in [FileError::Changed(None), FileError::Gone] {
        let mut bench = opened(Protection::Plain);
        bench.dispatch(Command::Ui(UiCommand::Save));
        bench.take_requests();
        bench.reply(failed(error));
        bench.click("Gem som…");
        assert!(bench.take_requests().is_empty(), "the user has not said how the case is saved there");
        assert!(matches!(bench.window().dialog(), Some(Dialog::Save(_))));
        bench.look_up_keys(KeyStatus::Present);
        bench.click("Vælg placering…");
        let requests = bench.pick_path("/t/b.wgscase");
        assert_eq!(written(&requests).1, &Protection::Keys);
    }
}

/// An unencrypted save in flight, and the later decision to encrypt it with keys.
fn decided_again() -> (Bench, JobId) {
    let mut bench = opened(Protection::Plain);
    bench.dispatch(Command::Ui(UiCommand::Save));
    let write = bench.latest_job(JobKind::Write).unwrap();
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Vælg placering…");
    bench.take_requests();
    assert!(bench.pick_path(PATH).is_empty(), "the two writes follow each other");
    (bench, write)
}

#[test]
fn a_write_with_another_protection_is_run_though_the_first_failed() {
    let failures = || -> [SaveError; 4] {
        let files = [FileError::Exists(ExistingFile::default()), FileError::Changed(None), FileError::Gone]
            .map(SaveError::File);
        let [exists, changed, gone] = files;
        [exists, changed, gone, SaveError::NoKeys]
    };
    for error in failures() {
        let (mut bench, write) = decided_again();
        let second = bench.reply_to(write, failed(error));
        assert_eq!(written(&second), (PATH, &Protection::Keys, Overwrite::Always));
        assert!(bench.has_part("Sagen kunne ikke gemmes"), "the first failure is told");
        assert!(bench.window().dialog().is_none(), "the later decision is not asked about");
        bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"second"))));
        assert!(bench.has_part("Sagen er gemt, krypteret med din nøgle"));
    }
}

#[test]
fn the_same_write_is_not_tried_again_by_itself() {
    let mut bench = opened(Protection::Keys);
    bench.dispatch(Command::Ui(UiCommand::Save));
    bench.dispatch(Command::Ui(UiCommand::Save));
    bench.take_requests();
    assert!(bench.reply(failed(FileError::DiskFull)).is_empty());
    assert_eq!(bench.harness.query_all(By::new().label_contains("disken er fuld")).count(), 1);
}
