//! What is not saved outlives a crash, is offered afterwards, and goes when it is not needed.

use std::path::PathBuf;

use crate::bench::{Bench, LAST};
use egui::{Key, Modifiers};
use wgs_referral::case::Case;
use wgs_referral::desktop::{
    Copied, Effect, FoundRecovery, KeyStoreError, Opened, Outcome, Protection, RecoveryCopy, TakenRecovery,
    Unreadable, Unsaved, UsersKeys, Work,
};
use wgs_referral::encryption::Passphrase;
use wgs_referral::files::{FileError, Fingerprint, StoredSettings};
use wgs_referral::window::{Command, Field, FoundSettings, KeepingRecovery, State, UiCommand};

const SARCOMA: &str =
    r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22")"#;

fn receive(bench: &mut Bench, outcome: Outcome) -> Vec<Effect> {
    bench.receive(outcome)
}

/// The file of this window.
fn own() -> PathBuf {
    "/r/own.age".into()
}

fn state(bench: &mut Bench) -> &mut State {
    bench.app().state_mut()
}

/// A window with a place for copies and a key store.
fn possible() -> Bench {
    let mut bench = Bench::new();
    state(&mut bench).recovery.possible = true;
    let effects = receive(&mut bench, Outcome::KeysFound(UsersKeys::NotMade));
    assert!(matches!(effects[..], [Effect::FindRecoveries(_)]));
    bench
}

fn typed() -> Bench {
    let mut bench = possible();
    bench.show("sarcoma");
    bench.app().take_effects();
    bench.type_into("Navn", "Bente Testperson");
    bench
}

/// The copies that were asked for.
fn copies(bench: &mut Bench) -> Vec<RecoveryCopy> {
    let effects = bench.app().take_effects();
    let copies = effects.into_iter().filter_map(|effect| match effect {
        Effect::KeepRecovery(copy) => Some(*copy),
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
    let case = state(&mut bench).session.case().clone();
    assert_eq!(*kept[0].case, case);
    receive(&mut bench, Outcome::RecoveryKept(own(), Ok(())));
    assert_eq!(state(&mut bench).is_kept(), Some(true));
    let change = Command::Edit(Field::Hospital, "Test".to_owned());
    let state = state(&mut bench);
    state.handle(change);
    let version = state.session.case().clone();
    let now = later();
    let (effect, wait) = state.keep_recovery(now);
    let Some(Effect::KeepRecovery(copy)) = effect else { panic!("{effect:?} {wait:?}") };
    assert_eq!(*copy.case, version);
    // While it is under way, no other one begins.
    assert!(matches!(state.keep_recovery(now + 5.0), (None, None)));
    state.receive(Outcome::RecoveryKept(own(), Ok(())));
    assert_eq!(state.is_kept(), Some(true));
    assert!(matches!(state.keep_recovery(now + 5.0), (None, None)));
    state.handle(Command::Plain(UiCommand::Undo));
    assert_eq!(state.is_kept(), Some(false));
    let (None, Some(wait)) = state.keep_recovery(now + 0.2) else { panic!() };
    assert!(wait.as_secs_f64() <= 1.0, "{wait:?}");
    assert!(matches!(state.keep_recovery(now + 1.1), (Some(Effect::KeepRecovery(_)), None)));
}

#[test]
fn a_crash_is_told_with_what_became_of_what_was_not_saved() {
    let mut bench = possible();
    assert_eq!(state(&mut bench).unsaved(), Unsaved::Nothing);
    bench.type_into("Navn", "Bente Testperson");
    assert_eq!(state(&mut bench).unsaved(), Unsaved::Lost);
    receive(&mut bench, Outcome::RecoveryKept(own(), Ok(())));
    assert_eq!(state(&mut bench).unsaved(), Unsaved::Kept);
    // The next version fails; the last one is still there.
    state(&mut bench).handle(Command::Edit(Field::Hospital, "Test".to_owned()));
    assert!(matches!(state(&mut bench).keep_recovery(later()), (Some(Effect::KeepRecovery(_)), _)));
    receive(&mut bench, Outcome::RecoveryKept(own(), Err(FileError::DiskFull.into())));
    assert_eq!(state(&mut bench).unsaved(), Unsaved::Kept);
    // Another patient's copy is none of this one's.
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert_eq!(state(&mut bench).unsaved(), Unsaved::Nothing);
    bench.type_into("Navn", "Carl Testperson");
    assert_eq!(state(&mut bench).unsaved(), Unsaved::Lost);
}

#[test]
fn a_clock_that_was_set_back_delays_no_copy_for_long() {
    let mut bench = typed();
    receive(&mut bench, Outcome::RecoveryKept(own(), Ok(())));
    bench.type_into("Hospital", "Test");
    let (_, wait) = state(&mut bench).keep_recovery(-1e9);
    assert!(wait.is_none_or(|wait| wait.as_secs_f64() <= 1.0));
}

#[test]
fn a_save_and_a_discard_remove_it() {
    let mut bench = typed();
    receive(&mut bench, Outcome::RecoveryKept(own(), Ok(())));
    let case = Box::new(state(&mut bench).session.case().clone());
    let session = state(&mut bench).session_number;
    let saved = Outcome::CaseWritten {
        number: LAST,
        path: "/t/a.wgscase".into(),
        case,
        session,
        protection: Protection::Keys,
        written: Ok(Fingerprint::of(b"")),
    };
    receive(&mut bench, saved);
    assert!(bench.app().take_effects().iter().any(|effect| matches!(effect, Effect::DropRecovery)));
    receive(&mut bench, Outcome::RecoveryDropped(own(), Ok(())));
    // Once.
    bench.run();
    assert!(bench.app().take_effects().is_empty());

    let mut bench = typed();
    receive(&mut bench, Outcome::RecoveryKept(own(), Ok(())));
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.app().take_effects();
    bench.click("Kassér ændringer");
    assert!(bench.app().take_effects().iter().any(|effect| matches!(effect, Effect::DropRecovery)));
}

#[test]
fn who_closes_and_discards_leaves_no_copy_behind() {
    let mut bench = typed();
    receive(&mut bench, Outcome::RecoveryKept(own(), Ok(())));
    bench.app().take_effects();
    bench.ask(Command::CloseRequested);
    bench.click("Kassér ændringer");
    let effects = bench.app().take_effects();
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Close)));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::DropRecovery)));
    assert!(state(&mut bench).recovery.is_under_way());
    receive(&mut bench, Outcome::RecoveryDropped(own(), Ok(())));
    assert!(!state(&mut bench).recovery.is_under_way());
}

#[test]
fn without_a_key_store_there_is_no_copy_and_the_status_line_says_so() {
    let mut bench = Bench::new();
    state(&mut bench).recovery.possible = true;
    // What a crash left is told all the same.
    let effects = receive(&mut bench, Outcome::KeysFound(UsersKeys::NoStore(KeyStoreError::None)));
    assert!(matches!(effects[..], [Effect::FindRecoveries(_)]));
    bench.type_into("Navn", "Bente Testperson");
    assert!(copies(&mut bench).is_empty());
    assert!(bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    // It may be unlocked later.
    receive(&mut bench, Outcome::KeysFound(UsersKeys::NotMade));
    bench.run();
    assert!(!bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    assert_eq!(copies(&mut bench).len(), 1);
}

#[test]
fn a_copy_that_fails_is_told_until_one_succeeds() {
    let mut bench = typed();
    receive(&mut bench, Outcome::RecoveryKept(own(), Err(FileError::DiskFull.into())));
    assert!(bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    assert!(matches!(state(&mut bench).keeping_recovery(), KeepingRecovery::Impossible(_)));
    receive(&mut bench, Outcome::RecoveryKept(own(), Ok(())));
    assert!(!bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
}

#[test]
fn a_copy_stays_where_no_newer_one_can_be_written() {
    let mut bench = typed();
    receive(&mut bench, Outcome::RecoveryKept(own(), Ok(())));
    bench.app().take_effects();
    receive(&mut bench, Outcome::KeysFound(UsersKeys::NoStore(KeyStoreError::None)));
    bench.run();
    assert!(bench.effects().is_empty());
    // A key is asked for again, and it goes with the case all the same.
    let none = || Outcome::KeysFound(UsersKeys::NoStore(KeyStoreError::None));
    receive(&mut bench, none());
    assert!(matches!(state(&mut bench).keep_recovery(later()), (Some(Effect::FindKeys), None)));
    receive(&mut bench, none());
    assert!(matches!(state(&mut bench).keep_recovery(later()), (None, Some(_))));
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert!(bench.app().take_effects().iter().any(|effect| matches!(effect, Effect::DropRecovery)));
}

#[test]
fn the_settings_switch_it_off() {
    let mut bench = typed();
    receive(&mut bench, Outcome::RecoveryKept(own(), Ok(())));
    bench.app().take_effects();
    state(&mut bench).settings.recovery_copies = false;
    bench.run();
    assert!(bench.has("Gendannelseskopi er slået fra"));
    assert!(bench.app().take_effects().iter().any(|effect| matches!(effect, Effect::DropRecovery)));
}

fn found(file: &str, indication: Option<&str>) -> FoundRecovery {
    FoundRecovery {
        file: file.into(),
        kept_at: Some("2026-11-22T13:05:00Z".parse().unwrap()),
        indication: indication.map(Into::into).ok_or(Unreadable::Ever),
    }
}

fn left_by_a_crash(bench: &Bench) -> Box<TakenRecovery> {
    let set = bench.harness.state().state().session.set();
    let mut case = Case::new(set, "sarcoma".into(), None);
    case.patient.name = "Carl Testperson".into();
    let copy = RecoveryCopy { case: Box::new(case), path: Some("/t/c.wgscase".into()) };
    Box::new(TakenRecovery { copy, faults: Vec::new() })
}

#[test]
fn what_a_crash_left_is_offered_and_taken_over() {
    let mut bench = possible();
    receive(&mut bench, Outcome::RecoveriesFound(vec![found("/r/1.age", Some("sarcoma"))]));
    assert!(bench.has("Sager, der ikke blev gemt"));
    assert!(bench.has("Sarkom"));
    assert!(bench.has_part("Senest ændret 22. november 2026"));
    bench.click("Gendan");
    assert!(
        matches!(&bench.app().take_effects()[..], [Effect::TakeRecovery(_, file)] if file == &PathBuf::from("/r/1.age"))
    );
    let copy = left_by_a_crash(&bench);
    let effects = receive(&mut bench, Outcome::RecoveryTaken(LAST, "/r/1.age".into(), Ok(copy)));
    assert!(matches!(&effects[..], [Effect::AdoptRecovery(file)] if file == &PathBuf::from("/r/1.age")));
    assert_eq!(bench.text_in("Navn"), "Carl Testperson");
    assert!(bench.has("ikke gemt"));
    assert!(bench.has_part("før lå den i /t/c.wgscase"));
    assert!(state(&mut bench).recovery.found.is_empty());
    assert_eq!(state(&mut bench).session.path(), None);
    // It is kept on, under the name it had.
    assert_eq!(copies(&mut bench).len(), 1);
}

#[test]
fn what_was_typed_meanwhile_is_asked_about_first() {
    let mut bench = typed();
    receive(&mut bench, Outcome::RecoveryKept(own(), Ok(())));
    receive(&mut bench, Outcome::RecoveriesFound(vec![found("/r/1.age", Some("sarcoma"))]));
    // Nothing takes the keys from who is typing.
    assert!(!bench.has("Sager, der ikke blev gemt"));
    assert!(bench.has("1 sag blev ikke gemt, før programmet eller computeren lukkede ned."));
    // What is told meanwhile does not push it out.
    receive(&mut bench, Outcome::Copied(Copied::Failed));
    bench.click("Gendan…");
    assert!(!bench.has_part("blev ikke gemt, før"));
    bench.click("Gendan");
    assert!(bench.has("Sagen er ikke gemt"));
    bench.click("Kassér ændringer");
    assert!(bench.app().take_effects().iter().any(|effect| matches!(effect, Effect::TakeRecovery(_, _))));
    // Typed again, while the copy was read.
    bench.type_into("Hospital", "Test");
    let copy = left_by_a_crash(&bench);
    receive(&mut bench, Outcome::RecoveryTaken(LAST, "/r/1.age".into(), Ok(copy)));
    assert!(bench.has("Sagen er ikke gemt"));
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
}

#[test]
fn a_copy_is_deleted_only_when_it_is_asked_for_twice() {
    let mut bench = possible();
    let two = vec![found("/r/1.age", Some("sarcoma")), found("/r/2.age", None)];
    receive(&mut bench, Outcome::RecoveriesFound(two));
    assert!(bench.has("En sag, der ikke kan læses"));
    // Only the one that can be read can be recovered.
    bench.click("Gendan");
    bench.app().take_effects();
    bench.ask_quietly(Command::Plain(UiCommand::Recover));
    use egui_kittest::kittest::{By, Queryable};
    let discards = || By::new().label("Kassér");
    assert_eq!(bench.harness.query_all(discards()).count(), 2);
    bench.harness.query_all(discards()).next().unwrap().click();
    bench.run();
    assert!(bench.has_part("slettes og kan ikke gendannes"));
    assert!(!bench.app().take_effects().iter().any(|effect| matches!(effect, Effect::DiscardRecovery(_))));
    bench.click("Slet kopien");
    let effects = bench.app().take_effects();
    assert!(matches!(&effects[..], [Effect::DiscardRecovery(file)] if file == &PathBuf::from("/r/1.age")));
    receive(&mut bench, Outcome::RecoveryDiscarded("/r/1.age".into(), Ok(())));
    assert_eq!(state(&mut bench).recovery.found.len(), 1);
    bench.click("Ikke nu");
    assert!(!bench.has("Sager, der ikke blev gemt"));
}

#[test]
fn what_a_crash_left_is_offered_once_nothing_else_is_asked() {
    let mut bench = possible();
    bench.ask(Command::Plain(UiCommand::About));
    let two = vec![found("/r/1.age", Some("sarcoma")), found("/r/2.age", Some("sarcoma"))];
    receive(&mut bench, Outcome::RecoveriesFound(two));
    assert!(!bench.has("Sager, der ikke blev gemt"));
    bench.click("Luk");
    assert!(bench.has("Sager, der ikke blev gemt"));
    // The other one is told of afterwards.
    let copy = left_by_a_crash(&bench);
    bench.app().state_mut().dialog = None;
    receive(&mut bench, Outcome::RecoveryTaken(LAST, "/r/1.age".into(), Ok(copy)));
    assert!(bench.has("1 sag blev ikke gemt, før programmet eller computeren lukkede ned."));
}

#[test]
fn a_copy_that_could_not_all_be_read_stays() {
    let mut bench = possible();
    receive(&mut bench, Outcome::RecoveriesFound(vec![found("/r/1.age", Some("sarcoma"))]));
    bench.click("Gendan");
    bench.app().take_effects();
    let newer =
        r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", answers: {"of-tomorrow": true})"#;
    let faults = crate::bench::plain(newer).reading.faults.into_iter();
    let faults = faults.filter(|fault| !fault.kind.is_of_an_unfinished_case()).collect::<Vec<_>>();
    assert_eq!(faults.len(), 1);
    let taken = Box::new(TakenRecovery { faults, ..*left_by_a_crash(&bench) });
    let effects = receive(&mut bench, Outcome::RecoveryTaken(LAST, "/r/1.age".into(), Ok(taken)));
    // It is this window's no more than before, and what is here has a copy of its own.
    assert!(effects.is_empty(), "{effects:?}");
    assert_eq!(copies(&mut bench).len(), 1);
    assert!(bench.has_part("1 oplysning kunne ikke læses"));
    assert!(bench.has_part("Gendannelseskopien beholdes"));
    assert_eq!(state(&mut bench).recovery.found.len(), 1);
}

#[test]
fn who_did_not_unlock_the_key_store_is_asked_again_when_they_save_and_not_before() {
    let mut bench = typed();
    receive(&mut bench, Outcome::RecoveryKept(own(), Err(KeyStoreError::Locked.into())));
    bench.app().take_effects();
    assert!(bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    assert!(matches!(state(&mut bench).keep_recovery(later()), (None, None)));
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(bench.app().take_effects()[..], [Effect::FindKeys]));
    receive(&mut bench, Outcome::KeysFound(UsersKeys::NotMade));
    assert!(matches!(state(&mut bench).keep_recovery(later()), (Some(Effect::KeepRecovery(_)), _)));
}

#[test]
fn a_save_that_unlocks_the_key_store_unlocks_it_for_the_copies() {
    for protection in [Protection::Keys, Protection::Passphrase(Passphrase::take(&mut "hest".to_owned()))] {
        let mut bench = possible();
        let opened = Opened { protection: Some(protection.clone()), ..crate::bench::plain(SARCOMA) };
        receive(&mut bench, Outcome::CaseRead(LAST, "/t/a.wgscase".into(), Ok(opened)));
        bench.type_into("Navn", "Bente Testperson");
        receive(&mut bench, Outcome::RecoveryKept(own(), Err(KeyStoreError::Locked.into())));
        bench.app().take_effects();
        bench.press_with(Modifiers::COMMAND, Key::S);
        let effects = bench.app().take_effects();
        let (Effect::WriteCase { path, case, session, .. }, asks) = effects.split_first().unwrap() else {
            panic!("{effects:?}")
        };
        let saved = Outcome::CaseWritten {
            number: LAST,
            path: path.clone(),
            case: case.clone(),
            session: *session,
            protection: protection.clone(),
            written: Ok(Fingerprint::of(b"")),
        };
        // With keys the save itself asks the key store.
        match protection {
            Protection::Keys => {
                assert!(asks.is_empty());
                assert!(matches!(receive(&mut bench, saved)[..], [Effect::FindKeys]));
            }
            _ => assert!(matches!(asks, [Effect::FindKeys])),
        }
    }
}

#[test]
fn the_key_store_is_asked_one_question_at_a_time() {
    let mut bench = Bench::new();
    state(&mut bench).recovery.possible = true;
    bench.type_into("Navn", "Bente Testperson");
    assert!(matches!(bench.app().take_effects()[..], [Effect::FindKeys]));
    assert!(matches!(state(&mut bench).keep_recovery(later()), (None, None)));
    // It does not answer for now: it is asked again, later.
    receive(&mut bench, Outcome::KeysFound(UsersKeys::NoStore(KeyStoreError::None)));
    assert!(matches!(state(&mut bench).keep_recovery(later()), (Some(Effect::FindKeys), None)));
    receive(&mut bench, Outcome::Broken(Work::FindKeys));
    assert!(matches!(state(&mut bench).keep_recovery(later() + 1000.0), (Some(Effect::FindKeys), None)));
}

#[test]
fn a_copy_that_comes_late_takes_no_other_patient_s_place() {
    let mut bench = possible();
    receive(&mut bench, Outcome::RecoveriesFound(vec![found("/r/1.age", Some("sarcoma"))]));
    bench.click("Gendan");
    let late = state(&mut bench).reads;
    bench.ask_quietly(Command::OpenPath("/t/a.wgscase".into()));
    receive(&mut bench, Outcome::CaseRead(LAST, "/t/a.wgscase".into(), Ok(crate::bench::plain(SARCOMA))));
    let taken = left_by_a_crash(&bench);
    assert!(receive(&mut bench, Outcome::RecoveryTaken(late, "/r/1.age".into(), Ok(taken))).is_empty());
    assert_eq!(bench.text_in("Navn"), "");
    assert_eq!(state(&mut bench).recovery.found.len(), 1);
}

#[test]
fn a_copy_that_is_removed_late_is_not_the_one_taken_over_since() {
    let mut bench = typed();
    receive(&mut bench, Outcome::RecoveryKept(own(), Ok(())));
    receive(&mut bench, Outcome::RecoveriesFound(vec![found("/r/1.age", Some("sarcoma"))]));
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert!(bench.app().take_effects().iter().any(|effect| matches!(effect, Effect::DropRecovery)));
    let taken = left_by_a_crash(&bench);
    bench.ask_quietly(Command::Plain(UiCommand::Recover));
    bench.click("Gendan");
    receive(&mut bench, Outcome::RecoveryTaken(LAST, "/r/1.age".into(), Ok(taken)));
    receive(&mut bench, Outcome::RecoveryDropped(own(), Ok(())));
    bench.app().take_effects();
    // It goes in its turn.
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert!(bench.app().take_effects().iter().any(|effect| matches!(effect, Effect::DropRecovery)));
}

#[test]
fn what_could_be_read_again_shows_that_there_is_a_key_again() {
    let mut bench = Bench::new();
    state(&mut bench).recovery.possible = true;
    let effects = receive(&mut bench, Outcome::KeysFound(UsersKeys::NoStore(KeyStoreError::Locked)));
    assert!(matches!(effects[..], [Effect::FindRecoveries(Some(KeyStoreError::Locked))]));
    let opened = Opened { protection: Some(Protection::Keys), ..crate::bench::plain(SARCOMA) };
    let effects = receive(&mut bench, Outcome::CaseRead(LAST, "/t/a.wgscase".into(), Ok(opened)));
    assert!(matches!(effects[..], [Effect::FindKeys]));
    let effects = receive(&mut bench, Outcome::RecoveriesFound(vec![found("/r/1.age", Some("sarcoma"))]));
    assert!(matches!(effects[..], [Effect::FindKeys]));
}

#[test]
fn the_first_start_explains_the_copies_also_to_who_opens_a_case_at_once() {
    let opened =
        || Outcome::CaseRead(LAST, "/t/a.wgscase".into(), Ok::<Opened, _>(crate::bench::plain(SARCOMA)));
    let mut bench = Bench::new();
    let found = FoundSettings { folder: "/t/config".into(), found: StoredSettings::Nothing };
    state(&mut bench).take_settings(found);
    receive(&mut bench, opened());
    assert!(bench.has_part("kopieres løbende, krypteret, til denne computer"));
    receive(&mut bench, opened());
    assert!(!bench.has_part("kopieres løbende, krypteret, til denne computer"));
}

#[test]
fn where_there_is_little_room_it_is_said_in_short_that_nothing_is_kept() {
    let mut bench = Bench::of_size(512.0, 350.0);
    state(&mut bench).recovery.possible = true;
    receive(&mut bench, Outcome::KeysFound(UsersKeys::NoStore(KeyStoreError::None)));
    assert!(bench.has("Ingen gendannelseskopi") || bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    // Also while something else is done.
    state(&mut bench).busy = true;
    bench.run();
    assert!(!bench.has("Arbejder…"));
}

#[test]
fn one_that_can_t_be_taken_over_is_told() {
    let mut bench = possible();
    receive(&mut bench, Outcome::RecoveryTaken(LAST, "/r/1.age".into(), Err(KeyStoreError::Locked.into())));
    assert!(bench.has_part("computerens nøglelager er låst"));
}

#[test]
fn a_fault_of_the_program_in_a_worker_holds_nothing_up() {
    let mut bench = typed();
    // A copy was under way.
    assert_eq!(copies(&mut bench).len(), 1);
    receive(&mut bench, Outcome::Broken(Work::Recovery));
    assert!(bench.has_part("afbrudt af en fejl i programmet"));
    assert!(!state(&mut bench).busy);
    // It is tried again.
    assert!(matches!(state(&mut bench).keep_recovery(later()), (Some(Effect::KeepRecovery(_)), _)));
}

#[test]
fn a_copy_that_can_t_be_read_now_is_not_thrown_away_in_passing() {
    let mut bench = possible();
    let locked = Unreadable::Now(Some(KeyStoreError::Locked));
    let copy = FoundRecovery { indication: Err(locked), ..found("/r/1.age", None) };
    receive(&mut bench, Outcome::RecoveriesFound(vec![copy]));
    assert!(bench.has("Computerens nøglelager er låst; lås det op, og prøv igen."));
    assert!(!bench.has("Kassér"));
    bench.click("Prøv igen");
    assert!(bench.app().take_effects().iter().any(|effect| matches!(effect, Effect::FindRecoveries(None))));
}
