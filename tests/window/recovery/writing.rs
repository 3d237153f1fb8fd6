//! When a recovery copy is written and removed, and what the window says if it cannot be written.

use super::{SARCOMA, after_pause, drops_copy, take_copies, unsaved_case, window_with_recovery};
use crate::bench::{Bench, plain, settings_file};
use crate::fake_desktop::JobKind;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use wgs_referral::desktop::{
    CaseRequest, KeyRequest, KeyStatus, KeyStoreError, OpenedCase, Output, Protection, RecoveryRequest,
    Request, UnsavedChanges,
};
use wgs_referral::encryption::Passphrase;
use wgs_referral::files::{FileError, Fingerprint, StoredSettings};
use wgs_referral::settings::UserSettings;
use wgs_referral::window::{
    CaseCommand, Command, CopyStatus, Field, FoundSettings, UiCommand, WindowCommand,
};

#[test]
fn the_first_change_is_copied_at_once_and_the_next_after_the_pause() {
    let mut bench = unsaved_case();
    let kept = take_copies(&mut bench);
    assert_eq!(kept.len(), 1);
    let case = bench.window().case().session().case().clone();
    assert_eq!(*kept[0].case, case);
    bench.reply(Output::RecoveryKept(Ok(())));
    assert_eq!(bench.window().is_copy_complete(), Some(true));
    let change = CaseCommand::Edit(Field::Hospital, "Test".to_owned());
    bench.window_mut().dispatch(change);
    let version = bench.window().case().session().case().clone();
    let now = after_pause();
    let (request, wait) = bench.keep_recovery(now);
    let Some(Request::Recovery(RecoveryRequest::Keep(copy))) = request else {
        panic!("{request:?} {wait:?}")
    };
    assert_eq!(*copy.case, version);
    // Only one copy is in flight at a time.
    assert!(matches!(bench.keep_recovery(now + 5.0), (None, None)));
    let kept = bench.latest_job(JobKind::Keep).unwrap();
    bench.reply_without_frame(kept, Output::RecoveryKept(Ok(())));
    assert_eq!(bench.window().is_copy_complete(), Some(true));
    assert!(matches!(bench.keep_recovery(now + 5.0), (None, None)));
    bench.window_mut().dispatch(Command::Ui(UiCommand::Undo));
    assert_eq!(bench.window().is_copy_complete(), Some(false));
    let (None, Some(wait)) = bench.keep_recovery(now + 0.2) else { panic!() };
    assert!(wait.as_secs_f64() <= 1.0, "{wait:?}");
    assert!(matches!(
        bench.keep_recovery(now + 1.1),
        (Some(Request::Recovery(RecoveryRequest::Keep(_))), None)
    ));
}

#[test]
fn unsaved_changes_count_as_kept_only_if_a_copy_of_this_case_exists() {
    let mut bench = window_with_recovery();
    assert_eq!(bench.window().unsaved(), UnsavedChanges::None);
    bench.type_into("Navn", "Bente Testperson");
    assert_eq!(bench.window().unsaved(), UnsavedChanges::Lost);
    bench.reply(Output::RecoveryKept(Ok(())));
    assert_eq!(bench.window().unsaved(), UnsavedChanges::Recoverable);
    // The next copy fails, but the previous one still exists.
    bench.window_mut().dispatch(CaseCommand::Edit(Field::Hospital, "Test".to_owned()));
    assert!(matches!(
        bench.keep_recovery(after_pause()),
        (Some(Request::Recovery(RecoveryRequest::Keep(_))), _)
    ));
    bench.reply(Output::RecoveryKept(Err(FileError::DiskFull.into())));
    assert_eq!(bench.window().unsaved(), UnsavedChanges::Recoverable);
    // The copy of the previous case does not count for the next one.
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert_eq!(bench.window().unsaved(), UnsavedChanges::None);
    bench.type_into("Navn", "Carl Testperson");
    assert_eq!(bench.window().unsaved(), UnsavedChanges::Lost);
}

#[test]
fn a_clock_set_back_does_not_delay_the_next_copy() {
    let mut bench = unsaved_case();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.type_into("Hospital", "Test");
    let (_, wait) = bench.keep_recovery(-1e9);
    assert!(wait.is_none_or(|wait| wait.as_secs_f64() <= 1.0));
}

#[test]
fn saving_or_discarding_removes_the_recovery_copy() {
    let mut bench = unsaved_case();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.save_unencrypted();
    bench.pick_path("/t/a.wgscase");
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b""))));
    assert!(drops_copy(&bench.take_all_requests()));
    bench.reply(Output::RecoveryDropped(Ok(())));
    // The removal is requested only once.
    bench.run();
    assert!(bench.take_all_requests().is_empty());

    let mut bench = unsaved_case();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.take_all_requests();
    bench.click("Kassér ændringer");
    assert!(drops_copy(&bench.take_all_requests()));
}

#[test]
fn closing_and_discarding_removes_the_recovery_copy() {
    let mut bench = unsaved_case();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.take_all_requests();
    bench.dispatch_without_requests(WindowCommand::Close);
    bench.click("Kassér ændringer");
    let requests = bench.take_all_requests();
    assert!(bench.window().is_closing());
    assert!(drops_copy(&requests));
    assert!(bench.window().is_recovery_in_flight());
    bench.reply(Output::RecoveryDropped(Ok(())));
    assert!(!bench.window().is_recovery_in_flight());
}

#[test]
fn without_a_key_store_there_is_no_copy_and_the_status_line_says_so() {
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    // Copies from a crash are searched for even without a key store.
    let requests = bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    assert!(matches!(requests[..], [Request::Recovery(RecoveryRequest::Find(_))]));
    bench.type_into("Navn", "Bente Testperson");
    assert!(take_copies(&mut bench).is_empty());
    assert!(bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    // The key store becomes available later.
    bench.look_up_keys(KeyStatus::Absent);
    bench.run();
    assert!(!bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    assert_eq!(take_copies(&mut bench).len(), 1);
}

#[test]
fn a_failed_copy_is_shown_until_one_succeeds() {
    let mut bench = unsaved_case();
    bench.reply(Output::RecoveryKept(Err(FileError::DiskFull.into())));
    assert!(bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    assert!(matches!(bench.window().copy_status(), CopyStatus::Impossible(_)));
    let (request, _) = bench.keep_recovery(100.0);
    assert!(matches!(request, Some(Request::Recovery(RecoveryRequest::Keep(_)))));
    bench.reply(Output::RecoveryKept(Ok(())));
    assert!(!bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
}

#[test]
fn a_copy_stays_while_no_newer_one_can_be_written() {
    let mut bench = unsaved_case();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.take_all_requests();
    bench.window_mut().dispatch(CaseCommand::Edit(Field::Hospital, "Test".to_owned()));
    assert!(bench.keep_recovery(after_pause()).0.is_some());
    bench.reply(Output::RecoveryKept(Err(KeyStoreError::Unavailable.into())));
    bench.run();
    bench.take_all_requests();
    // The keys are looked up again. Discarding the case removes its copy even without a key.
    let none = || KeyStatus::NoStore(KeyStoreError::Unavailable);
    bench.look_up_keys(none());
    assert!(matches!(bench.keep_recovery(after_pause()), (Some(Request::Keys(KeyRequest::LookUp)), None)));
    bench.look_up_keys(none());
    assert!(matches!(bench.keep_recovery(after_pause()), (None, Some(_))));
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert!(drops_copy(&bench.take_all_requests()));
}

#[test]
fn copies_go_on_when_the_key_store_is_gone_or_hangs() {
    for error in [KeyStoreError::NoAnswer, KeyStoreError::Unavailable, KeyStoreError::Locked] {
        let mut bench = unsaved_case();
        bench.reply(Output::RecoveryKept(Ok(())));
        bench.take_all_requests();
        // The public key is in memory, so this says nothing about copies.
        bench.look_up_keys(KeyStatus::NoStore(error));
        assert!(bench.window().is_copy_complete() == Some(true));
        bench.window_mut().dispatch(CaseCommand::Edit(Field::Hospital, "Test".to_owned()));
        assert!(matches!(
            bench.keep_recovery(after_pause()),
            (Some(Request::Recovery(RecoveryRequest::Keep(_))), None)
        ));
        // A write that finds out that there is no key says so.
        bench.reply(Output::RecoveryKept(Err(error.into())));
        bench.run();
        assert!(bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    }
}

#[test]
fn the_settings_switch_recovery_copies_off() {
    let mut bench = unsaved_case();
    bench.reply(Output::RecoveryKept(Ok(())));
    bench.take_all_requests();
    let off = UserSettings { recovery_copies: false, ..UserSettings::default() };
    bench.window_mut().take_settings(settings_file(off));
    bench.run();
    assert!(bench.has("Gendannelseskopi er slået fra"));
    assert!(drops_copy(&bench.take_all_requests()));
}

#[test]
fn a_refused_key_store_is_asked_again_by_a_save_and_not_before() {
    let mut bench = unsaved_case();
    bench.reply(Output::RecoveryKept(Err(KeyStoreError::Locked.into())));
    bench.take_all_requests();
    assert!(bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    assert!(matches!(bench.keep_recovery(after_pause()), (None, None)));
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(bench.take_all_requests()[..], [Request::Keys(KeyRequest::LookUp)]));
    bench.look_up_keys(KeyStatus::Absent);
    assert!(matches!(
        bench.keep_recovery(after_pause()),
        (Some(Request::Recovery(RecoveryRequest::Keep(_))), _)
    ));
}

#[test]
fn a_save_that_unlocks_the_key_store_unlocks_it_for_copies_too() {
    for protection in [Protection::Keys, Protection::Passphrase(Passphrase::take(&mut "hest".to_owned()))] {
        let mut bench = window_with_recovery();
        let opened = OpenedCase { protection: Some(protection.clone()), ..plain(SARCOMA) };
        bench.open_file("/t/a.wgscase", Ok(opened));
        bench.type_into("Navn", "Bente Testperson");
        bench.reply(Output::RecoveryKept(Err(KeyStoreError::Locked.into())));
        bench.take_all_requests();
        bench.press_with(Modifiers::COMMAND, Key::S);
        let requests = bench.take_all_requests();
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
fn one_key_lookup_is_in_flight_at_a_time() {
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    bench.type_into("Navn", "Bente Testperson");
    assert!(matches!(bench.take_all_requests()[..], [Request::Keys(KeyRequest::LookUp)]));
    assert!(matches!(bench.keep_recovery(after_pause()), (None, None)));
    // The key store does not respond now, and is asked again later.
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    assert!(matches!(bench.keep_recovery(after_pause()), (Some(Request::Keys(KeyRequest::LookUp)), None)));
    bench.reply_with_panic(JobKind::LookUpKeys);
    assert!(matches!(
        bench.keep_recovery(after_pause() + 1000.0),
        (Some(Request::Keys(KeyRequest::LookUp)), None)
    ));
}

#[test]
fn the_first_start_explains_recovery_copies_even_if_a_case_is_opened_at_once() {
    let opened = || Ok::<OpenedCase, _>(plain(SARCOMA));
    let mut bench = Bench::new();
    let found = FoundSettings { folder: "/t/config".into(), found: StoredSettings::Nothing };
    bench.window_mut().take_settings(found);
    bench.window_mut().set_recovery_folder(true);
    bench.open_file("/t/a.wgscase", opened());
    assert!(!bench.has_part("gemmes løbende som krypteret kopi"), "no copy can be promised yet");
    bench.look_up_keys(KeyStatus::Present);
    assert!(bench.has_part("gemmes løbende som krypteret kopi på denne computer"));
    bench.open_file("/t/a.wgscase", opened());
    assert!(!bench.has_part("gemmes løbende som krypteret kopi på denne computer"));
}

#[test]
fn a_small_window_says_that_there_is_no_recovery_copy() {
    let mut bench = Bench::of_size(512.0, 350.0);
    bench.window_mut().set_recovery_folder(true);
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    bench.open_file("/t/a.wgscase", Ok(plain(SARCOMA)));
    bench.dispatch(CaseCommand::Edit(Field::Hospital, "Test".to_owned()));
    assert!(bench.has("Ingen gendannelseskopi") || bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
    // What the window waits for does not replace that message.
    bench.dispatch(UiCommand::CopyRecord);
    assert!(bench.has("Ingen gendannelseskopi") || bench.has("Ikke gemte ændringer kan gå tabt ved nedbrud"));
}

#[test]
fn nothing_warns_of_a_loss_where_nothing_can_be_lost() {
    let (calm, warning) = ("Ingen gendannelseskopi", "Ikke gemte ændringer kan gå tabt ved nedbrud");
    for (width, height) in [(480.0, 360.0), (1360.0, 860.0)] {
        for error in [KeyStoreError::Unavailable, KeyStoreError::Locked] {
            let mut bench = Bench::of_size(width, height);
            bench.window_mut().set_recovery_folder(true);
            bench.look_up_keys(KeyStatus::NoStore(error));
            // The welcome tells it before anything is typed.
            assert!(bench.has_part("Det, du ikke har gemt, kan ikke gendannes efter et nedbrud: "));
            assert!(bench.has(calm) && !bench.has(warning), "{width}: a blank case");
            let status = bench.harness.get_by_label(calm).accesskit_node();
            assert!(status.description().is_some_and(|why| why.contains("nøglelager")), "{width}");
            bench.open_file("/t/a.wgscase", Ok(plain(SARCOMA)));
            assert!(bench.has(calm) && !bench.has(warning), "{width}: a case without changes");
            assert_eq!(color_of(&bench, calm), color_of(&bench, "100 %"), "{width}: it is no warning");
            bench.dispatch(CaseCommand::Edit(Field::Hospital, "Test".to_owned()));
            bench.run();
            let told = if width < 600.0 { calm } else { warning };
            assert!(bench.has(told), "{width}: a change");
            assert_ne!(color_of(&bench, told), color_of(&bench, "100 %"), "{width}: it is a warning");
            bench.dispatch(UiCommand::Undo);
            bench.run();
            assert!(bench.has(calm) && !bench.has(warning), "{width}: the change is taken back");
        }
    }
}

/// The color of a text as it was painted last.
fn color_of(bench: &Bench, text: &str) -> egui::Color32 {
    let shapes = bench.harness.output().shapes.iter();
    let mut found = shapes.filter_map(|shape| match &shape.shape {
        egui::Shape::Text(shown) if shown.galley.text() == text => {
            Some(shown.galley.job.sections[0].format.color)
        }
        _ => None,
    });
    found.next_back().unwrap_or_else(|| panic!("`{text}` is not painted"))
}

#[test]
fn what_the_user_waits_for_is_shown_beside_the_word_on_copies_that_moves_nowhere() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.window_mut().set_recovery_folder(true);
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
    bench.open_file("/t/a.wgscase", Ok(plain(SARCOMA)));
    let warning = "Ingen gendannelseskopi";
    let place = bench.harness.get_by_label(warning).rect();
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    assert!(bench.has_part("Åbner en anden sag…"));
    assert_eq!(bench.harness.get_by_label(warning).rect(), place);
    bench.open_file("/t/b.wgscase", Ok(plain(SARCOMA)));
    assert!(!bench.has_part("Åbner en anden sag…"));
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert!(bench.has("Arbejder…"));
    assert_eq!(bench.harness.get_by_label(warning).rect(), place);
}

#[test]
fn a_panic_while_copying_is_reported_and_the_copy_is_retried() {
    let mut bench = unsaved_case();
    // A copy is in flight.
    assert_eq!(take_copies(&mut bench).len(), 1);
    bench.reply_with_panic(JobKind::Keep);
    assert!(bench.has_part("afbrudt af en fejl i programmet"));
    assert!(!bench.window().model().is_busy);
    // The copy is retried.
    assert!(matches!(
        bench.keep_recovery(after_pause()),
        (Some(Request::Recovery(RecoveryRequest::Keep(_))), _)
    ));
}
