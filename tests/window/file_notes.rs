//! What the user is told when something could not be done with a file, or takes long.

use crate::bench::{Bench, plain};
use crate::fake_desktop::JobKind;
use egui::{Key, Modifiers};
use wgs_referral::desktop::{Output, Protection, Reply};
use wgs_referral::files::{FileError, FileNote, Fingerprint};
use wgs_referral::window::{CaseCommand, Field, UiCommand, WindowCommand};

const CASE: &str = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
    patient: (name: "Bente Testperson"))"#;
const NOT_GUARDED: &str = "Sagen er ikke beskyttet mod, at en anden ændrer den samtidig";

fn reply_with(bench: &mut Bench, kind: JobKind, output: Output, notes: Vec<FileNote>) {
    let job = bench.latest_job(kind).unwrap();
    bench.window_mut().handle_reply(Reply { job, result: Ok(output), notes });
    bench.run();
}

fn open(bench: &mut Bench, notes: Vec<FileNote>) {
    bench.window_mut().dispatch(WindowCommand::Open("/t/a.wgscase".into()));
    bench.run();
    reply_with(bench, JobKind::Read, Output::CaseRead(Ok(plain(CASE))), notes);
}

fn save(bench: &mut Bench, hospital: &str, notes: Vec<FileNote>) {
    bench.window_mut().dispatch(CaseCommand::Edit(Field::Hospital, hospital.to_owned()));
    bench.press_with(Modifiers::COMMAND, Key::S);
    if bench.window().dialog().is_some() {
        bench.save_unencrypted();
    }
    let written = Output::CaseWritten(Ok(Fingerprint::of(hospital.as_bytes())));
    reply_with(bench, JobKind::Write, written, notes);
}

#[test]
fn a_case_that_is_not_guarded_says_so_until_that_is_dismissed() {
    let mut bench = Bench::new();
    open(&mut bench, vec![FileNote::NotGuarded]);
    assert!(bench.has_part(NOT_GUARDED));
    save(&mut bench, "A", vec![FileNote::NotGuarded]);
    assert!(bench.has_part("Sagen er gemt") && bench.has_part(NOT_GUARDED));
    bench.window_mut().dispatch(CaseCommand::DismissNotice(0));
    bench.window_mut().dispatch(CaseCommand::DismissNotice(0));
    // It is told once for a case.
    save(&mut bench, "B", vec![FileNote::NotGuarded]);
    assert!(!bench.has_part(NOT_GUARDED));
    open(&mut bench, vec![FileNote::NotGuarded]);
    assert!(bench.has_part(NOT_GUARDED));
}

#[test]
fn what_could_not_be_done_is_told_beside_what_was_done_in_the_language_of_the_window() {
    let mut bench = Bench::new();
    open(&mut bench, Vec::new());
    let kept = FileNote::OtherVersionKept("/t/a (anden \u{202e}udgave).wgscase".into());
    save(&mut bench, "A", vec![FileNote::AccessNotKept, FileNote::NotFlushed, kept]);
    assert!(bench.has_part("Sagen er gemt"));
    assert!(bench.has_part("adgangsrettighederne kunne ikke bevares"));
    assert!(bench.has_part("Ved strømsvigt lige nu"));
    assert!(bench.has_part("Den anden udgave: /t/a (anden \u{fffd}udgave).wgscase"));
    bench.switch_to_english();
    assert!(bench.has_part("its access rights could not be kept"));
}

#[test]
fn a_note_about_an_earlier_case_names_no_path() {
    let mut bench = Bench::with_changed_case(Some(Protection::Plain));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let written = Output::CaseWritten(Ok(Fingerprint::of(b"now")));
    let save = bench.latest_job(JobKind::Write).unwrap();
    bench.open_file("/t/b.wgscase", Ok(plain(CASE)));
    if bench.window().dialog().is_some() {
        bench.click("Kassér ændringer");
        bench.reply(Output::CaseRead(Ok(plain(CASE))));
    }
    let notes = vec![FileNote::OtherVersionKept("/t/Bente Testperson.wgscase".into())];
    bench.window_mut().handle_reply(Reply { job: save, result: Ok(written), notes });
    bench.run();
    assert!(bench.has_part("Forrige sag: En anden havde i sidste øjeblik gemt"));
    assert!(!bench.has_part("/t/Bente"));
}

#[test]
fn a_job_that_takes_long_is_told_calmly_and_goes_on() {
    const WAITING: &str = "Computeren venter stadig på svar";
    let mut bench = Bench::new();
    open(&mut bench, Vec::new());
    bench.window_mut().dispatch(CaseCommand::Edit(Field::Hospital, "A".to_owned()));
    assert_eq!(bench.window_mut().tell_if_waiting(0.0), None);
    bench.window_mut().dispatch(UiCommand::Save);
    bench.run();
    bench.save_unencrypted();
    let wait = bench.window_mut().tell_if_waiting(0.0);
    assert!(wait.is_some_and(|wait| wait.as_secs_f64() <= 5.0), "{wait:?}");
    assert!(bench.window_mut().tell_if_waiting(4.9).is_some());
    assert_eq!(bench.window_mut().tell_if_waiting(5.0), None);
    bench.run();
    assert!(bench.has_part(WAITING));
    bench.reply(Output::CaseWritten(Err(FileError::Unreachable.into())));
    assert!(!bench.has_part(WAITING) && bench.has_part("drevet kan ikke nås"));
}
