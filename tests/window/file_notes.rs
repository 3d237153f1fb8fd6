//! What the user is told when something could not be done with a file, or takes long.

use crate::bench::{Bench, plain};
use crate::fake_desktop::JobKind;
use egui::{Key, Modifiers};
use wgs_referral::desktop::{KeyStatus, Output, PickedPath, Protection, Reply};
use wgs_referral::files::{FileError, FileNote, Fingerprint};
use wgs_referral::window::{
    CaseCommand, Dialog, DialogCommand, Field, UiCommand, UnsavedAction, WindowCommand,
};

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
fn a_note_about_a_pdf_speaks_of_the_pdf() {
    let mut bench = Bench::with_sample(None);
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.pick_path("/t/a.pdf");
    let export = bench.finished_export();
    let kept = FileNote::OtherVersionKept("/t/b.pdf".into());
    let notes = vec![FileNote::AccessNotKept, FileNote::NotFlushed, kept];
    reply_with(&mut bench, JobKind::Export, export, notes);
    assert!(bench.has_part("PDF'en er gemt, men adgangsrettighederne"));
    assert!(bench.has_part("PDF'en er gemt, men computeren kunne ikke bekræfte det"));
    assert!(bench.has_part("Din PDF er gemt, og den anden fil er bevaret"));
    assert!(!bench.has_part("Sagens fil") && !bench.has_part("sagens fil"));
    bench.switch_to_english();
    assert!(bench.has_part("The PDF is saved, but its access rights"));
    assert!(!bench.has_part("file of the case"));
}

#[test]
fn a_note_about_a_recovery_key_speaks_of_its_file() {
    let mut bench = Bench::new();
    open(&mut bench, Vec::new());
    bench.look_up_keys(KeyStatus::Absent);
    bench.dispatch(UiCommand::MakeRecoveryKey);
    bench.look_up_keys(KeyStatus::Absent);
    bench.type_new_passphrase("gemt i skabet");
    bench.click("Vælg placering…");
    bench.pick_path("/usb/key");
    reply_with(
        &mut bench,
        JobKind::MakeRecoveryKey,
        Output::RecoveryKeyMade(Ok(())),
        vec![FileNote::NotFlushed],
    );
    assert!(bench.has_part("Filen med gendannelsesnøglen er gemt, men computeren"));
    assert!(!bench.has_part("Sagens fil"));
}

#[test]
fn a_second_place_that_is_not_guarded_is_told_too() {
    let mut bench = Bench::new();
    open(&mut bench, vec![FileNote::NotGuarded]);
    bench.window_mut().dispatch(CaseCommand::DismissNotice(0));
    bench.run();
    assert!(!bench.has_part(NOT_GUARDED));
    bench.dispatch(UiCommand::SaveAs);
    bench.save_unencrypted();
    bench.pick_path("/other/a.wgscase");
    let written = Output::CaseWritten(Ok(Fingerprint::of(b"A")));
    reply_with(&mut bench, JobKind::Write, written, vec![FileNote::NotGuarded]);
    assert!(bench.has_part(NOT_GUARDED));
}

#[test]
fn a_version_that_an_interrupted_save_displaced_is_told_when_the_case_is_opened() {
    let mut bench = Bench::new();
    open(&mut bench, vec![FileNote::OtherVersionFound("/t/a (anden udgave).wgscase".into())]);
    assert!(bench.has_part("Da sagen tidligere skulle gemmes, blev det afbrudt"));
    assert!(bench.has_part("Den anden udgave: /t/a (anden udgave).wgscase"));
}

#[test]
fn a_note_about_an_earlier_case_names_no_path() {
    let mut bench = Bench::with_changed_case(Some(Protection::Plain));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let written = Output::CaseWritten(Ok(Fingerprint::of(b"now")));
    let save = bench.latest_job(JobKind::Write).unwrap();
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.click("Vent ikke…");
    assert!(matches!(bench.window().dialog(), Some(Dialog::Unsaved(_))));
    bench.dispatch(DialogCommand::Act(UnsavedAction::Discard.into()));
    bench.open_file("/t/b.wgscase", Ok(plain(CASE)));
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

#[test]
fn a_file_dialog_that_does_not_appear_is_replaced_by_a_typed_path() {
    const NOT_SEEN: &str = "Computerens fildialog er måske ikke kommet frem";
    let mut bench = Bench::with_sample(None);
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    assert!(bench.window_mut().tell_if_waiting(0.0).is_some());
    assert_eq!(bench.window_mut().tell_if_waiting(5.0), None);
    bench.run();
    assert!(bench.has_part(NOT_SEEN));
    let dialog = bench.latest_job(JobKind::PickPath).unwrap();
    bench.click("Skriv stien");
    assert!(bench.field_text("Sti").ends_with(".pdf"));
    assert_eq!(bench.window_mut().tell_if_waiting(6.0), None);
    bench.run();
    assert!(!bench.has_part(NOT_SEEN));
    // What is picked in the dialog after all is not used.
    let late = Output::PathPicked(PickedPath::Path("/t/late.pdf".into()));
    let requests = bench.reply_to(dialog, late);
    assert!(requests.is_empty(), "{requests:?}");
    assert!(bench.has("Sti"));
    bench.press(Key::Escape);
    // The next one is asked for as usual.
    bench.dispatch(UiCommand::Open);
    assert!(bench.latest_job(JobKind::PickPath).is_some_and(|next| next != dialog));
}

#[test]
fn an_open_file_dialog_that_was_given_up_does_not_keep_the_case_from_being_sealed() {
    let mut bench = Bench::new();
    bench.dispatch(UiCommand::Open);
    bench.dispatch(WindowCommand::TypePath);
    bench.press(Key::Escape);
    assert!(!bench.window().model().is_busy);
}
