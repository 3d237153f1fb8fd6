//! A reply that is older than the window's last question changes nothing.

use crate::bench::{Bench, plain};
use crate::fake_desktop::JobKind;
use egui::{Key, Modifiers};
use wgs_referral::case::Case;
use wgs_referral::desktop::{
    CaseError, CaseRequest, FoundRecovery, KeyRequest, KeyStatus, KeyStoreError, Output, RecoveryCopy,
    RecoveryRequest, Request, TakenRecovery, UnsavedChanges,
};
use wgs_referral::window::{Command, CopyStatus, UiCommand, Window, WindowCommand};

fn state(bench: &Bench) -> &Window {
    bench.harness.state().window()
}

fn found(file: &str) -> FoundRecovery {
    FoundRecovery {
        file: file.into(),
        written_at: None,
        indication: Ok("sarcoma".into()),
        initials: String::new(),
    }
}

#[test]
fn an_older_answer_of_the_key_store_does_not_replace_the_newer() {
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    bench.window_mut().look_up_keys();
    let older = bench.latest_job(JobKind::LookUpKeys).unwrap();
    bench.window_mut().look_up_keys();
    bench.reply(Output::KeysLookedUp(KeyStatus::Present));
    bench.reply_to(older, Output::KeysLookedUp(KeyStatus::NoStore(KeyStoreError::Locked)));
    assert_eq!(state(&bench).copy_status(), CopyStatus::Kept);
}

#[test]
fn an_older_list_of_crash_copies_does_not_replace_the_newer() {
    let mut bench = Bench::new();
    bench.window_mut().find_recoveries(None);
    let older = bench.latest_job(JobKind::Find).unwrap();
    bench.window_mut().find_recoveries(None);
    bench.reply(Output::RecoveriesFound(Vec::new()));
    bench.reply_to(older, Output::RecoveriesFound(vec![found("/r/1.age")]));
    assert!(state(&bench).crash_copies().is_empty());
}

#[test]
fn a_copy_that_is_written_late_does_not_count_as_the_one_taken_over_since() {
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    bench.look_up_keys(KeyStatus::Present);
    bench.type_into("Navn", "Bente Testperson");
    let late = bench.latest_job(JobKind::Keep).unwrap();
    bench.find_recoveries(vec![found("/r/1.age")]);
    bench.dispatch(Command::Ui(UiCommand::Recover));
    bench.click("Gendan");
    bench.click("Kassér ændringer");
    let mut case = Case::new(state(&bench).case().session().set(), "sarcoma".into(), None);
    case.patient.name = "Carl Testperson".into();
    let copy = RecoveryCopy { case: Box::new(case), path: None, pdf: None, has_passphrase: false };
    bench.reply(Output::RecoveryTaken(Ok(Box::new(TakenRecovery {
        copy,
        faults: Vec::new(),
        more_faults: 0,
        migration: None,
    }))));
    assert_eq!(state(&bench).unsaved(), UnsavedChanges::Recoverable);
    bench.reply_to(late, Output::RecoveryKept(Ok(())));
    assert_eq!(state(&bench).unsaved(), UnsavedChanges::Recoverable);
    // The copy that was taken over is removed with its case.
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.take_all_requests();
    bench.click("Kassér ændringer");
    let requests = bench.take_all_requests();
    assert!(requests.iter().any(|request| matches!(request, Request::Recovery(RecoveryRequest::Drop))));
}

#[test]
fn copies_whose_writing_always_panics_are_not_told_to_be_kept() {
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    bench.look_up_keys(KeyStatus::Present);
    bench.type_into("Navn", "Bente Testperson");
    bench.reply_with_panic(JobKind::Keep);
    assert!(matches!(state(&bench).copy_status(), CopyStatus::Impossible(_)));
    assert!(bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
}

const CASE: &str =
    r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22")"#;

/// A window that was started with a case, up to the reading of it.
fn started_with_a_case() -> Bench {
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    bench.dispatch(WindowCommand::Open("/t/a.wgscase".into()));
    bench.window_mut().look_up_keys_at_start();
    let requests = bench.take_all_requests();
    assert!(matches!(requests[..], [Request::Case(CaseRequest::Read { .. })]), "{requests:?}");
    bench
}

#[test]
fn at_the_start_the_key_store_is_asked_after_the_case_is_read() {
    let mut bench = started_with_a_case();
    bench.reply(Output::CaseRead(Ok(plain(CASE))));
    for _ in 0..2 {
        bench.window_mut().look_up_keys_at_start();
    }
    assert!(matches!(bench.take_all_requests()[..], [Request::Keys(KeyRequest::LookUp)]));
    // A panic is an answer too: it is not asked in each frame.
    bench.reply_with_panic(JobKind::LookUpKeys);
    bench.window_mut().look_up_keys_at_start();
    assert!(bench.take_requests_of(JobKind::LookUpKeys).is_empty());
}

#[test]
fn a_key_store_that_refused_the_case_at_the_start_is_not_asked_the_same_again() {
    let mut bench = started_with_a_case();
    bench.reply(Output::CaseRead(Err(CaseError::KeyStore(KeyStoreError::Locked))));
    for _ in 0..2 {
        bench.window_mut().look_up_keys_at_start();
    }
    let requests = bench.take_all_requests();
    assert!(
        matches!(requests[..], [Request::Recovery(RecoveryRequest::Find(Some(KeyStoreError::Locked)))]),
        "{requests:?}"
    );
}
