//! What is not saved outlives a crash, is offered afterwards, and goes when it is not needed.

use std::path::PathBuf;

use crate::bench::{Bench, settings_file};
use crate::fake_desktop::Kind;
use egui::{Key, Modifiers};
use wgs_referral::case::Case;
use wgs_referral::desktop::{
    CaseRequest, CopyResult, FoundRecovery, KeyRequest, KeyStatus, KeyStoreError, OpenedCase, Output,
    Protection, RecoveryCopy, RecoveryRequest, Request, TakenRecovery, UnreadableReason, UnsavedChanges,
};
use wgs_referral::encryption::Passphrase;
use wgs_referral::files::{FileError, Fingerprint, StoredSettings};
use wgs_referral::settings::UserSettings;
use wgs_referral::window::{
    CaseCommand, Command, CopyStatus, DialogCommand, Field, FoundSettings, RecoverAction, UiCommand, Window,
    WindowCommand,
};

const SARCOMA: &str =
    r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22")"#;

fn state(bench: &mut Bench) -> &mut Window {
    bench.app().window_mut()
}

/// A window with a place for copies and a key store.
fn possible() -> Bench {
    let mut bench = Bench::new();
    state(&mut bench).set_recovery_folder(true);
    let requests = bench.keys(KeyStatus::Absent);
    assert!(matches!(requests[..], [Request::Recovery(RecoveryRequest::Find(_))]));
    bench
}

fn typed() -> Bench {
    let mut bench = possible();
    bench.show("sarcoma");
    bench.all_requests();
    bench.type_into("Navn", "Bente Testperson");
    bench
}

/// The copies that were asked for.
fn copies(bench: &mut Bench) -> Vec<RecoveryCopy> {
    let requests = bench.all_requests();
    let copies = requests.into_iter().filter_map(|request| match request {
        Request::Recovery(RecoveryRequest::Keep(copy)) => Some(*copy),
        _ => None,
    });
    copies.collect()
}

/// By the clock of the computer, which the window goes by.
fn later() -> f64 {
    jiff::Timestamp::now().as_second() as f64 + 1000.0
}

#[test]
fn a_change_is_kept_at_once_and_the_next_within_the_pause() {
    let mut bench = typed();
    let kept = copies(&mut bench);
    assert_eq!(kept.len(), 1);
    let case = state(&mut bench).case().session().case().clone();
    assert_eq!(*kept[0].case, case);
    bench.reply(Output::RecoveryKept(Ok(())));
    assert_eq!(state(&mut bench).is_copy_complete(), Some(true));
    let change = CaseCommand::Edit(Field::Hospital, "Test".to_owned());
    state(&mut bench).dispatch(change);
    let version = state(&mut bench).case().session().case().clone();
    let now = later();
    let (request, wait) = bench.keep_recovery(now);
    let Some(Request::Recovery(RecoveryRequest::Keep(copy))) = request else {
        panic!("{request:?} {wait:?}")
    };
    assert_eq!(*copy.case, version);
    // While it is under way, no other one begins.
    assert!(matches!(bench.keep_recovery(now + 5.0), (None, None)));
    let kept = bench.job(Kind::Keep).unwrap();
    bench.reply_without_frame(kept, Output::RecoveryKept(Ok(())));
    assert_eq!(state(&mut bench).is_copy_complete(), Some(true));
    assert!(matches!(bench.keep_recovery(now + 5.0), (None, None)));
    state(&mut bench).dispatch(Command::Ui(UiCommand::Undo));
    assert_eq!(state(&mut bench).is_copy_complete(), Some(false));
    let (None, Some(wait)) = bench.keep_recovery(now + 0.2) else { panic!() };
    assert!(wait.as_secs_f64() <= 1.0, "{wait:?}");
    assert!(matches!(
        bench.keep_recovery(now + 1.1),
        (Some(Request::Recovery(RecoveryRequest::Keep(_))), None)
    ));
}

#[test]
fn a_crash_is_told_with_what_became_of_what_was_not_saved() {
    let mut bench = possible();
    assert_eq!(state(&mut bench).unsaved(), UnsavedChanges::None);
    bench.type_into("Navn", "Bente Testperson");
    assert_eq!(state(&mut bench).unsaved(), UnsavedChanges::Lost);
    bench.reply(Output::RecoveryKept(Ok(())));
    assert_eq!(state(&mut bench).unsaved(), UnsavedChanges::Recoverable);
    // The next version fails; the last one is still there.
    state(&mut bench).dispatch(CaseCommand::Edit(Field::Hospital, "Test".to_owned()));
    assert!(matches!(bench.keep_recovery(later()), (Some(Request::Recovery(RecoveryRequest::Keep(_))), _)));
    bench.reply(Output::RecoveryKept(Err(FileError::DiskFull.into())));
    assert_eq!(state(&mut bench).unsaved(), UnsavedChanges::Recoverable);
    // Another patient's copy is none of this one's.
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert_eq!(state(&mut bench).unsaved(), UnsavedChanges::None);
    bench.type_into("Navn", "Carl Testperson");
    assert_eq!(state(&mut bench).unsaved(), UnsavedChanges::Lost);
}

#[test]
fn a_clock_that_was_set_back_delays_no_copy_for_long() {
    let mut bench = typed();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.type_into("Hospital", "Test");
    let (_, wait) = bench.keep_recovery(-1e9);
    assert!(wait.is_none_or(|wait| wait.as_secs_f64() <= 1.0));
}

#[test]
fn a_save_and_a_discard_remove_it() {
    let mut bench = typed();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.save_unencrypted();
    bench.picks("/t/a.wgscase");
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b""))));
    assert!(
        bench
            .all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Drop)))
    );
    bench.reply(Output::RecoveryDropped(Ok(())));
    // Once.
    bench.run();
    assert!(bench.all_requests().is_empty());

    let mut bench = typed();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.all_requests();
    bench.click("Kassér ændringer");
    assert!(
        bench
            .all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Drop)))
    );
}

#[test]
fn who_closes_and_discards_leaves_no_copy_behind() {
    let mut bench = typed();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.all_requests();
    bench.ask(WindowCommand::Close);
    bench.click("Kassér ændringer");
    let requests = bench.all_requests();
    assert!(state(&mut bench).is_closing());
    assert!(requests.iter().any(|request| matches!(request, Request::Recovery(RecoveryRequest::Drop))));
    assert!(state(&mut bench).is_recovery_in_flight());
    bench.reply(Output::RecoveryDropped(Ok(())));
    assert!(!state(&mut bench).is_recovery_in_flight());
}

#[test]
fn without_a_key_store_there_is_no_copy_and_the_status_line_says_so() {
    let mut bench = Bench::new();
    state(&mut bench).set_recovery_folder(true);
    // What a crash left is told all the same.
    let requests = bench.keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    assert!(matches!(requests[..], [Request::Recovery(RecoveryRequest::Find(_))]));
    bench.type_into("Navn", "Bente Testperson");
    assert!(copies(&mut bench).is_empty());
    assert!(bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    // It may be unlocked later.
    bench.keys(KeyStatus::Absent);
    bench.run();
    assert!(!bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    assert_eq!(copies(&mut bench).len(), 1);
}

#[test]
fn a_copy_that_fails_is_told_until_one_succeeds() {
    let mut bench = typed();
    bench.reply(Output::RecoveryKept(Err(FileError::DiskFull.into())));
    assert!(bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    assert!(matches!(state(&mut bench).copy_status(), CopyStatus::Impossible(_)));
    let (request, _) = bench.keep_recovery(100.0);
    assert!(matches!(request, Some(Request::Recovery(RecoveryRequest::Keep(_)))));
    bench.reply(Output::RecoveryKept(Ok(())));
    assert!(!bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
}

#[test]
fn a_copy_stays_where_no_newer_one_can_be_written() {
    let mut bench = typed();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.all_requests();
    bench.keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    bench.run();
    assert!(bench.requests().is_empty());
    // A key is asked for again, and it goes with the case all the same.
    let none = || KeyStatus::NoStore(KeyStoreError::Unavailable);
    bench.keys(none());
    assert!(matches!(bench.keep_recovery(later()), (Some(Request::Keys(KeyRequest::LookUp)), None)));
    bench.keys(none());
    assert!(matches!(bench.keep_recovery(later()), (None, Some(_))));
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert!(
        bench
            .all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Drop)))
    );
}

#[test]
fn the_settings_switch_it_off() {
    let mut bench = typed();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.all_requests();
    let off = UserSettings { recovery_copies: false, ..UserSettings::default() };
    state(&mut bench).take_settings(settings_file(off));
    bench.run();
    assert!(bench.has("Gendannelseskopi er slået fra"));
    assert!(
        bench
            .all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Drop)))
    );
}

fn found(file: &str, indication: Option<&str>) -> FoundRecovery {
    FoundRecovery {
        file: file.into(),
        written_at: Some("2026-11-22T13:05:00Z".parse().unwrap()),
        indication: indication.map(Into::into).ok_or(UnreadableReason::Permanent),
    }
}

fn left_by_a_crash(bench: &Bench) -> Box<TakenRecovery> {
    let set = bench.harness.state().window().case().session().set();
    let mut case = Case::new(set, "sarcoma".into(), None);
    case.patient.name = "Carl Testperson".into();
    let copy = RecoveryCopy { case: Box::new(case), path: Some("/t/c.wgscase".into()) };
    Box::new(TakenRecovery { copy, faults: Vec::new() })
}

#[test]
fn what_a_crash_left_is_offered_and_taken_over() {
    let mut bench = possible();
    bench.found(vec![found("/r/1.age", Some("sarcoma"))]);
    assert!(bench.has("Sager, der ikke blev gemt"));
    assert!(bench.has("Sarkom"));
    assert!(bench.has_part("Senest ændret 22. november 2026"));
    bench.click("Gendan");
    assert!(
        matches!(&bench.all_requests()[..], [Request::Recovery(RecoveryRequest::Take(file))] if file == &PathBuf::from("/r/1.age"))
    );
    let copy = left_by_a_crash(&bench);
    let requests = bench.reply(Output::RecoveryTaken(Ok(copy)));
    assert!(
        matches!(&requests[..], [Request::Recovery(RecoveryRequest::Adopt(file))] if file == &PathBuf::from("/r/1.age"))
    );
    assert_eq!(bench.text_in("Navn"), "Carl Testperson");
    assert!(bench.has("ikke gemt"));
    assert!(bench.has_part("før lå den i /t/c.wgscase"));
    assert!(state(&mut bench).crash_copies().is_empty());
    assert_eq!(state(&mut bench).case().session().path(), None);
    // It is kept on, under the name it had.
    assert_eq!(copies(&mut bench).len(), 1);
}

#[test]
fn what_was_typed_meanwhile_is_asked_about_first() {
    let mut bench = typed();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.found(vec![found("/r/1.age", Some("sarcoma"))]);
    // Nothing takes the keys from who is typing.
    assert!(!bench.has("Sager, der ikke blev gemt"));
    assert!(bench.has("1 sag blev ikke gemt, før programmet eller computeren lukkede ned."));
    // What is told meanwhile does not push it out.
    bench.ask_quietly(Command::Ui(UiCommand::CopySummary));
    bench.reply(Output::Copied(CopyResult::Failed));
    bench.click("Gendan…");
    assert!(!bench.has_part("blev ikke gemt, før"));
    bench.click("Gendan");
    assert!(bench.has("Sagen er ikke gemt"));
    bench.click("Kassér ændringer");
    assert!(
        bench
            .all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Take(_))))
    );
    // Typed again, while the copy was read.
    bench.type_into("Hospital", "Test");
    let copy = left_by_a_crash(&bench);
    bench.reply(Output::RecoveryTaken(Ok(copy)));
    assert!(bench.has("Sagen er ikke gemt"));
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
}

#[test]
fn a_copy_is_deleted_only_when_it_is_asked_for_twice() {
    let mut bench = possible();
    let two = vec![found("/r/1.age", Some("sarcoma")), found("/r/2.age", None)];
    bench.found(two);
    assert!(bench.has("En sag, der ikke kan læses"));
    // Only the one that can be read can be recovered.
    bench.click("Gendan");
    bench.all_requests();
    bench.ask_quietly(Command::Ui(UiCommand::Recover));
    use egui_kittest::kittest::{By, Queryable};
    let discards = || By::new().label("Kassér");
    assert_eq!(bench.harness.query_all(discards()).count(), 2);
    bench.harness.query_all(discards()).next().unwrap().click();
    bench.run();
    assert!(bench.has_part("slettes og kan ikke gendannes"));
    assert!(
        !bench
            .all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Discard(_))))
    );
    bench.click("Slet kopien");
    let requests = bench.all_requests();
    assert!(
        matches!(&requests[..], [Request::Recovery(RecoveryRequest::Discard(file))] if file == &PathBuf::from("/r/1.age"))
    );
    bench.reply(Output::RecoveryDiscarded(Ok(())));
    assert_eq!(state(&mut bench).crash_copies().len(), 1);
    bench.click("Ikke nu");
    assert!(!bench.has("Sager, der ikke blev gemt"));
}

#[test]
fn what_a_crash_left_is_offered_once_nothing_else_is_asked() {
    let mut bench = possible();
    bench.ask(Command::Ui(UiCommand::About));
    let two = vec![found("/r/1.age", Some("sarcoma")), found("/r/2.age", Some("sarcoma"))];
    bench.found(two);
    assert!(!bench.has("Sager, der ikke blev gemt"));
    bench.click("Luk");
    assert!(bench.has("Sager, der ikke blev gemt"));
    // The other one is told of afterwards.
    let copy = left_by_a_crash(&bench);
    bench.ask_quietly(DialogCommand::Act(RecoverAction::Recover("/r/1.age".into()).into()));
    bench.reply(Output::RecoveryTaken(Ok(copy)));
    assert!(bench.has("1 sag blev ikke gemt, før programmet eller computeren lukkede ned."));
}

#[test]
fn a_copy_that_could_not_all_be_read_stays() {
    let mut bench = possible();
    bench.found(vec![found("/r/1.age", Some("sarcoma"))]);
    bench.click("Gendan");
    bench.all_requests();
    let newer =
        r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", answers: {"of-tomorrow": true})"#;
    let faults = crate::bench::plain(newer).reading.faults.into_iter();
    let faults = faults.filter(|fault| !fault.kind.is_of_an_unfinished_case()).collect::<Vec<_>>();
    assert_eq!(faults.len(), 1);
    let taken = Box::new(TakenRecovery { faults, ..*left_by_a_crash(&bench) });
    let requests = bench.reply(Output::RecoveryTaken(Ok(taken)));
    // It is this window's no more than before, and what is here has a copy of its own.
    assert!(requests.is_empty(), "{requests:?}");
    assert_eq!(copies(&mut bench).len(), 1);
    assert!(bench.has_part("1 oplysning kunne ikke læses"));
    assert!(bench.has_part("Gendannelseskopien beholdes"));
    assert_eq!(state(&mut bench).crash_copies().len(), 1);
}

#[test]
fn who_did_not_unlock_the_key_store_is_asked_again_when_they_save_and_not_before() {
    let mut bench = typed();
    bench.reply(Output::RecoveryKept(Err(KeyStoreError::Locked.into())));
    bench.all_requests();
    assert!(bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    assert!(matches!(bench.keep_recovery(later()), (None, None)));
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(bench.all_requests()[..], [Request::Keys(KeyRequest::LookUp)]));
    bench.keys(KeyStatus::Absent);
    assert!(matches!(bench.keep_recovery(later()), (Some(Request::Recovery(RecoveryRequest::Keep(_))), _)));
}

#[test]
fn a_save_that_unlocks_the_key_store_unlocks_it_for_the_copies() {
    for protection in [Protection::Keys, Protection::Passphrase(Passphrase::take(&mut "hest".to_owned()))] {
        let mut bench = possible();
        let opened = OpenedCase { protection: Some(protection.clone()), ..crate::bench::plain(SARCOMA) };
        bench.read("/t/a.wgscase", Ok(opened));
        bench.type_into("Navn", "Bente Testperson");
        bench.reply(Output::RecoveryKept(Err(KeyStoreError::Locked.into())));
        bench.all_requests();
        bench.press_with(Modifiers::COMMAND, Key::S);
        let requests = bench.all_requests();
        let (Request::Case(CaseRequest::Write { .. }), asks) = requests.split_first().unwrap() else {
            panic!("{requests:?}")
        };
        let saved = Output::CaseWritten(Ok(Fingerprint::of(b"")));
        // With keys the save itself asks the key store.
        match protection {
            Protection::Keys => {
                assert!(asks.is_empty());
                assert!(matches!(bench.reply(saved)[..], [Request::Keys(KeyRequest::LookUp)]));
            }
            _ => assert!(matches!(asks, [Request::Keys(KeyRequest::LookUp)])),
        }
    }
}

#[test]
fn the_key_store_is_asked_one_question_at_a_time() {
    let mut bench = Bench::new();
    state(&mut bench).set_recovery_folder(true);
    bench.type_into("Navn", "Bente Testperson");
    assert!(matches!(bench.all_requests()[..], [Request::Keys(KeyRequest::LookUp)]));
    assert!(matches!(bench.keep_recovery(later()), (None, None)));
    // It does not answer for now: it is asked again, later.
    bench.keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    assert!(matches!(bench.keep_recovery(later()), (Some(Request::Keys(KeyRequest::LookUp)), None)));
    bench.panics(Kind::LookUpKeys);
    assert!(matches!(bench.keep_recovery(later() + 1000.0), (Some(Request::Keys(KeyRequest::LookUp)), None)));
}

#[test]
fn a_copy_that_comes_late_takes_no_other_patient_s_place() {
    let mut bench = possible();
    bench.found(vec![found("/r/1.age", Some("sarcoma"))]);
    bench.click("Gendan");
    let late = bench.job(Kind::Take).unwrap();
    bench.ask_quietly(WindowCommand::Open("/t/a.wgscase".into()));
    bench.read("/t/a.wgscase", Ok(crate::bench::plain(SARCOMA)));
    let taken = left_by_a_crash(&bench);
    assert!(bench.reply_to(late, Output::RecoveryTaken(Ok(taken))).is_empty());
    assert_eq!(bench.text_in("Navn"), "");
    assert_eq!(state(&mut bench).crash_copies().len(), 1);
}

#[test]
fn a_copy_that_is_removed_late_is_not_the_one_taken_over_since() {
    let mut bench = typed();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.found(vec![found("/r/1.age", Some("sarcoma"))]);
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert!(
        bench
            .all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Drop)))
    );
    let taken = left_by_a_crash(&bench);
    bench.ask_quietly(Command::Ui(UiCommand::Recover));
    bench.click("Gendan");
    bench.reply(Output::RecoveryTaken(Ok(taken)));
    bench.reply(Output::RecoveryDropped(Ok(())));
    bench.all_requests();
    // It goes in its turn.
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert!(
        bench
            .all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Drop)))
    );
}

#[test]
fn what_could_be_read_again_shows_that_there_is_a_key_again() {
    let mut bench = Bench::new();
    state(&mut bench).set_recovery_folder(true);
    let requests = bench.keys(KeyStatus::NoStore(KeyStoreError::Locked));
    assert!(matches!(requests[..], [Request::Recovery(RecoveryRequest::Find(Some(KeyStoreError::Locked)))]));
    let opened = OpenedCase { protection: Some(Protection::Keys), ..crate::bench::plain(SARCOMA) };
    let requests = bench.read("/t/a.wgscase", Ok(opened));
    assert!(matches!(requests[..], [Request::Keys(KeyRequest::LookUp)]));
    let requests = bench.found(vec![found("/r/1.age", Some("sarcoma"))]);
    assert!(matches!(requests[..], [Request::Keys(KeyRequest::LookUp)]));
}

#[test]
fn the_first_start_explains_the_copies_also_to_who_opens_a_case_at_once() {
    let opened = || Ok::<OpenedCase, _>(crate::bench::plain(SARCOMA));
    let mut bench = Bench::new();
    let found = FoundSettings { folder: "/t/config".into(), found: StoredSettings::Nothing };
    state(&mut bench).take_settings(found);
    bench.read("/t/a.wgscase", opened());
    assert!(bench.has_part("kopieres løbende, krypteret, til denne computer"));
    bench.read("/t/a.wgscase", opened());
    assert!(!bench.has_part("kopieres løbende, krypteret, til denne computer"));
}

#[test]
fn where_there_is_little_room_it_is_said_in_short_that_nothing_is_kept() {
    let mut bench = Bench::of_size(512.0, 350.0);
    state(&mut bench).set_recovery_folder(true);
    bench.keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    assert!(bench.has("Ingen gendannelseskopi") || bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    // Also while something else is done.
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert!(!bench.has("Arbejder…"));
}

#[test]
fn one_that_can_t_be_taken_over_is_told() {
    let mut bench = possible();
    bench.found(vec![found("/r/1.age", Some("sarcoma"))]);
    bench.click("Gendan");
    bench.reply(Output::RecoveryTaken(Err(KeyStoreError::Locked.into())));
    assert!(bench.has_part("computerens nøglelager er låst"));
}

#[test]
fn a_fault_of_the_program_in_a_worker_holds_nothing_up() {
    let mut bench = typed();
    // A copy was under way.
    assert_eq!(copies(&mut bench).len(), 1);
    bench.panics(Kind::Keep);
    assert!(bench.has_part("afbrudt af en fejl i programmet"));
    assert!(!state(&mut bench).model().is_busy);
    // It is tried again.
    assert!(matches!(bench.keep_recovery(later()), (Some(Request::Recovery(RecoveryRequest::Keep(_))), _)));
}

#[test]
fn a_copy_that_can_t_be_read_now_is_not_thrown_away_in_passing() {
    let mut bench = possible();
    let locked = UnreadableReason::Temporary(Some(KeyStoreError::Locked));
    let copy = FoundRecovery { indication: Err(locked), ..found("/r/1.age", None) };
    bench.found(vec![copy]);
    assert!(bench.has("Computerens nøglelager er låst; lås det op, og prøv igen."));
    assert!(!bench.has("Kassér"));
    bench.click("Prøv igen");
    assert!(
        bench
            .all_requests()
            .iter()
            .any(|request| matches!(request, Request::Recovery(RecoveryRequest::Find(None))))
    );
}
