//! Copies that a crash has left: they are offered, taken over or discarded.

use std::path::PathBuf;

use super::{SARCOMA, drops_copy, found_copy, take_copies, unsaved_case, window_with_recovery};
use crate::bench::{Bench, passphrase, plain};
use crate::fake_desktop::JobKind;
use crate::pointer;
use crate::second_reading::{OF_THE_FIRST_READING, check_first_reading};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, Queryable};
use wgs_referral::case::Case;
use wgs_referral::desktop::{
    CopyResult, FoundRecovery, KeyRequest, KeyStatus, KeyStoreError, OpenedCase, Output, Protection,
    RecoveryCopy, RecoveryError, RecoveryRequest, Request, TakenRecovery, UnreadableReason,
};
use wgs_referral::files::FileError;
use wgs_referral::verify::{Contradiction, PdfStatus};
use wgs_referral::window::{
    CaseCommand, Command, DialogCommand, Field, RecoverAction, UiCommand, WindowCommand,
};

fn copy_from_crash(bench: &Bench) -> Box<TakenRecovery> {
    let set = bench.window().case().session().set();
    let mut case = Case::new(set, "sarcoma".into(), None);
    case.patient.name = "Carl Testperson".into();
    let copy = RecoveryCopy {
        case: Box::new(case),
        path: Some("/t/c.wgscase".into()),
        pdf: None,
        has_passphrase: false,
    };
    Box::new(TakenRecovery { copy, faults: Vec::new(), more_faults: 0, migration: None })
}

#[test]
fn a_copy_left_by_a_crash_is_offered_and_taken_over() {
    let mut bench = window_with_recovery();
    bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
    assert!(bench.has("Sager, der ikke blev gemt"));
    assert!(bench.has("Sarkom"));
    assert!(bench.has_part("Senest ændret 22. november 2026"));
    assert!(bench.has("Patientens initialer: B.T."));
    bench.click("Gendan");
    let requests = bench.take_all_requests();
    let [Request::Recovery(RecoveryRequest::Take(file))] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(file, &PathBuf::from("/r/1.age"));
    let copy = copy_from_crash(&bench);
    let requests = bench.reply(Output::RecoveryTaken(Ok(copy)));
    assert!(
        matches!(&requests[..], [Request::Recovery(RecoveryRequest::Adopt(file))] if file == &PathBuf::from("/r/1.age"))
    );
    assert_eq!(bench.field_text("Navn"), "Carl Testperson");
    assert!(bench.has("ikke gemt"));
    assert!(bench.has_part("før lå den i /t/c.wgscase"));
    assert!(bench.window().crash_copies().is_empty());
    assert_eq!(bench.window().case().session().path(), None);
    // The case is copied again, to the adopted file.
    assert_eq!(take_copies(&mut bench).len(), 1);
}

#[test]
fn what_speaks_against_a_pdf_comes_back_with_the_copy_of_its_case() {
    let changed = PdfStatus::Changed(vec![Contradiction::OtherCase]);
    for (doubt, told) in [
        (changed, "Sagen er hentet fra en PDF-fil, der er ændret"),
        (PdfStatus::NoMark, "Der kunne ikke læses en QR-kode fra programmet"),
    ] {
        let mut opened = window_with_recovery();
        let from_pdf = OpenedCase { pdf: Some(doubt.clone()), ..plain(SARCOMA) };
        opened.open_file("/t/a.pdf", Ok(from_pdf));
        assert!(opened.has_part(told));
        opened.type_into("Navn", "Bente Testperson");
        let copies = take_copies(&mut opened);
        let copy = copies.last().unwrap();
        assert_eq!(copy.pdf, Some(doubt.clone()));

        let mut bench = window_with_recovery();
        bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
        bench.click("Gendan");
        let mut taken = copy_from_crash(&bench);
        taken.copy.pdf.clone_from(&copy.pdf);
        bench.reply(Output::RecoveryTaken(Ok(taken)));
        assert!(bench.has_part(told));
        // So does a second crash.
        assert_eq!(take_copies(&mut bench).last().unwrap().pdf, Some(doubt));
    }
}

#[test]
fn copies_that_were_not_read_are_shown_when_that_is_asked_for() {
    let mut bench = window_with_recovery();
    let unread = |number: usize| FoundRecovery {
        indication: Err(UnreadableReason::NotRead),
        ..found_copy(&format!("/r/{number}.age"), None)
    };
    let mut found = vec![found_copy("/r/0.age", Some("sarcoma"))];
    found.extend((1..1000).map(unread));
    bench.find_recoveries(found.clone());
    assert!(bench.has("Sarkom") && !bench.has("En sag, der ikke kan læses"));
    bench.click("Vis flere (999)");
    let requests = bench.take_all_requests();
    // What is known is not read again.
    assert!(
        matches!(&requests[..], [Request::Recovery(RecoveryRequest::FindMore(known))] if *known == found),
        "{requests:?}"
    );
    found[1] = found_copy("/r/1.age", Some("pancreas-cancer"));
    bench.reply(Output::RecoveriesFound(found));
    assert!(bench.has("Vis flere (998)"));
}

#[test]
fn a_copy_of_an_earlier_reading_tells_what_changes() {
    let mut bench = window_with_recovery();
    bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
    bench.click("Gendan");
    let reading = *plain(OF_THE_FIRST_READING).reading;
    let copy = RecoveryCopy { case: Box::new(reading.case), path: None, pdf: None, has_passphrase: false };
    let taken = TakenRecovery {
        copy,
        faults: reading.faults,
        more_faults: reading.more_faults,
        migration: reading.migration,
    };
    bench.reply(Output::RecoveryTaken(Ok(Box::new(taken))));
    check_first_reading(&mut bench, "a recovery copy");
}

#[test]
fn unsaved_changes_are_asked_about_before_a_copy_is_taken_over() {
    let mut bench = unsaved_case();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
    // While the user types, a notice is shown instead of a dialog: the next keystroke could press its button.
    assert!(!bench.has("Sager, der ikke blev gemt"));
    assert!(bench.has_part("1 sag blev ikke gemt, før programmet eller computeren lukkede ned."));
    // A later notice does not replace it.
    bench.dispatch(Command::Ui(UiCommand::CopySummary));
    bench.reply(Output::Copied(CopyResult::Failed));
    bench.click("Gendan…");
    assert!(!bench.has_part("blev ikke gemt, før"));
    bench.click("Gendan");
    assert!(bench.has("Sagen er ikke gemt"));
    bench.click("Kassér ændringer");
    assert!(
        bench
            .take_all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Take(_))))
    );
    // The case that is shown is changed again while the copy is being read.
    bench.dispatch_without_requests(CaseCommand::Edit(Field::Hospital, "Test".to_owned()));
    let copy = copy_from_crash(&bench);
    bench.reply(Output::RecoveryTaken(Ok(copy)));
    assert!(bench.has("Sagen er ikke gemt"));
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
}

#[test]
fn deleting_a_copy_needs_a_confirmation() {
    let mut bench = window_with_recovery();
    let two = vec![found_copy("/r/1.age", Some("sarcoma")), found_copy("/r/2.age", None)];
    bench.find_recoveries(two);
    assert!(bench.has("En sag, der ikke kan læses"));
    // Only the readable copy has this button; the click fails if two have it.
    bench.click("Gendan");
    bench.take_all_requests();
    bench.dispatch(Command::Ui(UiCommand::Recover));
    let discards = || By::new().label("Kassér");
    assert_eq!(bench.harness.query_all(discards()).count(), 2);
    bench.settle();
    bench.harness.query_all(discards()).next().unwrap().click();
    bench.run();
    assert!(bench.has_part("slettes og kan ikke gendannes"));
    assert!(
        !bench
            .take_all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Discard(_))))
    );
    bench.click("Slet kopien");
    let requests = bench.take_all_requests();
    let [Request::Recovery(RecoveryRequest::Discard(file))] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(file, &PathBuf::from("/r/1.age"));
    // What was told of a try that failed goes with the next one.
    bench.reply(Output::RecoveryDiscarded(Err(RecoveryError::File(FileError::Denied))));
    let told = |bench: &Bench| bench.has_part("Gendannelseskopien kunne ikke slettes");
    assert!(told(&bench));
    bench.settle();
    bench.harness.query_all(discards()).next().unwrap().click();
    bench.run();
    bench.click("Slet kopien");
    assert!(!told(&bench));
    bench.reply(Output::RecoveryDiscarded(Ok(())));
    assert_eq!(bench.window().crash_copies().len(), 1);
    bench.click("Ikke nu");
    assert!(!bench.has("Sager, der ikke blev gemt"));
    assert!(bench.has_part("Den venter under Sag › »Gendan sager, der ikke blev gemt…«"));
}

#[test]
fn copies_are_offered_once_no_other_dialog_is_open() {
    let mut bench = window_with_recovery();
    bench.dispatch_without_requests(Command::Ui(UiCommand::About));
    let two = vec![found_copy("/r/1.age", Some("sarcoma")), found_copy("/r/2.age", Some("sarcoma"))];
    bench.find_recoveries(two);
    assert!(!bench.has("Sager, der ikke blev gemt"));
    bench.click("Luk");
    assert!(bench.has("Sager, der ikke blev gemt"));
    // A notice mentions the other copy afterwards.
    let copy = copy_from_crash(&bench);
    bench.dispatch(DialogCommand::Act(RecoverAction::Recover("/r/1.age".into()).into()));
    bench.reply(Output::RecoveryTaken(Ok(copy)));
    assert!(bench.has_part("1 sag blev ikke gemt, før programmet eller computeren lukkede ned."));
}

#[test]
fn a_partly_unreadable_copy_is_not_adopted() {
    let mut bench = window_with_recovery();
    bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
    bench.click("Gendan");
    bench.take_all_requests();
    let newer = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", answers: {"of-tomorrow": true})"#;
    let faults = plain(newer).reading.faults.into_iter();
    let faults = faults.filter(|fault| !fault.kind.is_of_an_unfinished_case()).collect::<Vec<_>>();
    assert_eq!(faults.len(), 1);
    let taken = Box::new(TakenRecovery { faults, ..*copy_from_crash(&bench) });
    let requests = bench.reply(Output::RecoveryTaken(Ok(taken)));
    // The window does not adopt the file, and writes a copy of its own.
    assert!(requests.is_empty(), "{requests:?}");
    assert_eq!(take_copies(&mut bench).len(), 1);
    assert!(bench.has_part("1 oplysning kunne ikke læses"));
    assert!(bench.has_part("Gendannelseskopien beholdes"));
    assert_eq!(bench.window().crash_copies().len(), 1);
}

#[test]
fn a_stale_copy_does_not_replace_another_case() {
    let mut bench = window_with_recovery();
    bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
    bench.click("Gendan");
    let late = bench.latest_job(JobKind::Take).unwrap();
    bench.dispatch(WindowCommand::Open("/t/a.wgscase".into()));
    bench.open_file("/t/a.wgscase", Ok(plain(SARCOMA)));
    let taken = copy_from_crash(&bench);
    assert!(bench.reply_to(late, Output::RecoveryTaken(Ok(taken))).is_empty());
    assert_eq!(bench.field_text("Navn"), "");
    assert_eq!(bench.window().crash_copies().len(), 1);
}

#[test]
fn a_late_removal_does_not_count_for_the_copy_adopted_since() {
    let mut bench = unsaved_case();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert!(drops_copy(&bench.take_all_requests()));
    let taken = copy_from_crash(&bench);
    bench.dispatch(Command::Ui(UiCommand::Recover));
    bench.click("Gendan");
    bench.reply(Output::RecoveryTaken(Ok(taken)));
    bench.reply(Output::RecoveryDropped(Ok(())));
    bench.take_all_requests();
    // Discarding the adopted case requests another removal.
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert!(drops_copy(&bench.take_all_requests()));
}

#[test]
fn a_copy_that_cannot_be_taken_over_is_reported() {
    let mut bench = window_with_recovery();
    bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
    bench.click("Gendan");
    bench.reply(Output::RecoveryTaken(Err(KeyStoreError::Locked.into())));
    assert!(bench.has_part("computerens nøglelager er låst"));
}

#[test]
fn an_own_copy_that_cannot_make_room_for_the_taken_one_is_reported() {
    let mut bench = window_with_recovery();
    bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
    bench.click("Gendan");
    let copy = copy_from_crash(&bench);
    bench.reply(Output::RecoveryTaken(Ok(copy)));
    assert!(!bench.has_part("kunne ikke slettes"));
    bench.reply(Output::RecoveryDiscarded(Err(RecoveryError::File(FileError::Denied))));
    assert!(bench.has_part("Gendannelseskopien kunne ikke slettes"));
    // The case that was taken over stays, and is copied on.
    assert_eq!(bench.field_text("Navn"), "Carl Testperson");
    assert!(bench.window().crash_copies().is_empty());
    assert_eq!(take_copies(&mut bench).len(), 1);
}

#[test]
fn a_copy_behind_a_locked_key_store_cannot_be_discarded_but_unlocked() {
    let mut bench = window_with_recovery();
    let locked = UnreadableReason::Temporary(Some(KeyStoreError::Locked));
    let copy = FoundRecovery { indication: Err(locked), ..found_copy("/r/1.age", None) };
    bench.find_recoveries(vec![copy]);
    assert!(bench.has("Computerens nøglelager er låst; lås det op, og prøv igen."));
    assert!(!bench.has("Kassér") && !bench.has_part("»Gendan«") && bench.has_part("til de kan gendannes"));
    bench.click("Lås nøglelageret op…");
    let requests = bench.take_requests_of(JobKind::LookUpKeys);
    assert!(matches!(requests[..], [Request::Keys(KeyRequest::Unlock)]), "{requests:?}");
    let requests = bench.look_up_keys(KeyStatus::Present);
    assert!(matches!(requests[..], [Request::Recovery(RecoveryRequest::Find(None))]), "{requests:?}");
    bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
    assert!(bench.has_part("»Gendan«") && bench.has("Gendan"));
}

#[test]
fn a_copy_that_cannot_be_read_at_the_moment_can_be_tried_again() {
    let mut bench = window_with_recovery();
    let silent = UnreadableReason::Temporary(Some(KeyStoreError::NoAnswer));
    let copy = FoundRecovery { indication: Err(silent), ..found_copy("/r/1.age", None) };
    bench.find_recoveries(vec![copy]);
    assert!(!bench.has("Kassér") && !bench.has_part("»Gendan«"));
    bench.click("Prøv igen");
    assert!(
        bench
            .take_all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Find(None))))
    );
}

#[test]
fn a_successful_read_looks_up_the_keys_again() {
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    let requests = bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
    assert!(matches!(requests[..], [Request::Recovery(RecoveryRequest::Find(Some(KeyStoreError::Locked)))]));
    let opened = OpenedCase { protection: Some(Protection::Keys), ..plain(SARCOMA) };
    let requests = bench.open_file("/t/a.wgscase", Ok(opened));
    assert!(matches!(requests[..], [Request::Keys(KeyRequest::LookUp)]));
    let requests = bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
    assert!(matches!(requests[..], [Request::Keys(KeyRequest::LookUp)]));
}

#[test]
fn a_recovered_case_that_had_a_passphrase_is_proposed_one_again() {
    for has_passphrase in [true, false] {
        let mut bench = window_with_recovery();
        let protection = has_passphrase.then(|| Protection::Passphrase(passphrase("hest")));
        bench.open_file("/t/a.wgscase", Ok(OpenedCase { protection, ..plain(SARCOMA) }));
        bench.type_into("Hospital", "Test");
        let copy = take_copies(&mut bench).pop().unwrap();
        assert_eq!(copy.has_passphrase, has_passphrase);
        let mut bench = window_with_recovery();
        bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
        bench.click("Gendan");
        let taken = TakenRecovery { copy, faults: Vec::new(), more_faults: 0, migration: None };
        bench.reply(Output::RecoveryTaken(Ok(Box::new(taken))));
        bench.press_with(Modifiers::COMMAND, Key::S);
        assert_eq!(bench.has("Gentag adgangskoden"), has_passphrase);
    }
}

#[test]
fn a_click_beside_the_offer_of_copies_leaves_it_and_escape_tells_where_they_wait() {
    for (waits, width, height) in [(0, 1360.0, 860.0), (4, 1360.0, 860.0), (4, 480.0, 360.0)] {
        let mut bench = Bench::of_size(width, height);
        bench.window_mut().set_recovery_folder(true);
        bench.look_up_keys(KeyStatus::Absent);
        bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma"))]);
        bench.harness.run_steps(waits);
        let corner = egui::pos2(3.0, 3.0);
        for event in pointer::click_events(corner) {
            bench.harness.event(event);
            bench.harness.step();
        }
        bench.run();
        assert!(bench.has("Sager, der ikke blev gemt"), "{waits} {width}");
        bench.press(Key::Escape);
        assert!(!bench.has("Sager, der ikke blev gemt"));
        assert_eq!(bench.window().crash_copies().len(), 1);
        assert_eq!(bench.window().case().notices().len(), 1);
    }
}
