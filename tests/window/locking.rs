//! The cover of the window: it hides the patient until the user uncovers the window.

use std::sync::Arc;

use crate::bench::{Bench, CASE, passphrase, plain, settings_file};
use crate::fake_desktop::JobKind;
use crate::key_events::{key_events, shortcut_events};
use crate::second_reading::OF_THE_FIRST_READING;
use egui::{Event, Key, Modifiers};
use wgs_referral::definition::Answer;
use wgs_referral::desktop::{
    KeyStatus, KeyStoreError, LockRequest, OpenedCase, Output, Protection, ReportRequest, Request,
    UnsavedChanges, UnsealedContent,
};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::Fingerprint;
use wgs_referral::settings::{LockAfter, UserSettings};
use wgs_referral::window::{CaseCommand, Field, UiCommand, WindowCommand};
use zeroize::Zeroizing;

fn unsaved_case() -> Bench {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente Testperson");
    bench
}

#[test]
fn a_covered_window_shows_no_patient_and_ignores_shortcuts() {
    let mut bench = unsaved_case();
    bench.press_with(Modifiers::COMMAND, Key::L);
    assert!(bench.has("Vinduet er dækket."));
    assert!(!bench.has_part("Bente"));
    assert!(bench.has("Der er ændringer, der ikke er gemt."));
    // Shortcuts have no effect behind the cover.
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.press_with(Modifiers::COMMAND, Key::K);
    assert_eq!(bench.window().dialog(), None);
    assert!(bench.take_all_requests().is_empty());
    bench.click("Vis igen");
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
}

fn hest() -> Option<Protection> {
    Some(Protection::Passphrase(passphrase("hest")))
}

/// A case with the passphrase `hest`, an unsaved change, and a change that can be made again.
fn passphrase_case() -> Bench {
    let mut bench = Bench::with_changed_case(hest());
    bench.type_into("Telefon", "1");
    bench.dispatch(UiCommand::Undo);
    bench.take_all_requests();
    bench
}

/// What the window has asked to be sealed.
fn content_to_seal(bench: &mut Bench) -> Arc<[u8]> {
    content_in(bench.take_requests_of(JobKind::Seal))
}

fn content_in(requests: Vec<Request>) -> Arc<[u8]> {
    let [Request::Lock(LockRequest::Seal { content, passphrase: with })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(*with, passphrase("hest"));
    content.to_bytes().unwrap().as_slice().into()
}

/// Covers the window and seals its case. The bench encrypts nothing: it returns the content as it is.
fn seal(bench: &mut Bench) -> Arc<[u8]> {
    bench.press_with(Modifiers::COMMAND, Key::L);
    let content = content_to_seal(bench);
    bench.reply(Output::Sealed(Some(content.clone())));
    assert!(bench.window().is_sealed());
    content
}

/// Types a passphrase into the locked window, and returns the request that follows.
fn try_passphrase(bench: &mut Bench, typed: &str) -> Vec<Request> {
    bench.type_secret("Sagens adgangskode", typed);
    bench.press(Key::Enter);
    bench.take_all_requests()
}

fn unseal(bench: &mut Bench, content: &[u8]) {
    let requests = try_passphrase(bench, "hest");
    assert!(matches!(&requests[..], [Request::Lock(LockRequest::Unseal { .. })]), "{requests:?}");
    assert!(bench.has("Vinduet låses op …"));
    let content = UnsealedContent(Zeroizing::new(content.to_vec()));
    bench.reply(Output::Unsealed(Ok(content)));
}

#[test]
fn a_case_that_comes_by_itself_can_be_locked_at_once_and_its_passphrase_typed_then() {
    let mut bench = Bench::new();
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.take_all_requests();
    bench.send(Output::CaseRead(Ok(OpenedCase { protection: hest(), ..plain(CASE) })));
    // No pause follows.
    let mut time = bench.harness.ctx.input(|input| input.time);
    let mut draw = |bench: &mut Bench, events: Vec<Event>| {
        time += 0.02;
        bench.harness.input_mut().time = Some(time);
        bench.draw_frame(events);
    };
    draw(&mut bench, Vec::new());
    draw(&mut bench, shortcut_events(Key::L));
    let content = content_to_seal(&mut bench);
    bench.send(Output::Sealed(Some(content)));
    (0..3).for_each(|_| draw(&mut bench, Vec::new()));
    for letter in ["h", "e", "s", "t"] {
        draw(&mut bench, vec![Event::Text(letter.to_owned())]);
    }
    draw(&mut bench, key_events(Key::Enter));
    draw(&mut bench, Vec::new());
    let requests = bench.take_all_requests();
    let [Request::Lock(LockRequest::Unseal { passphrase: typed, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(*typed, passphrase("hest"), "the first letter too");
}

#[test]
fn a_locked_window_has_no_patient_in_memory_and_gives_all_back() {
    let mut bench = passphrase_case();
    let before = bench.window().case().session().case().clone();
    let revision_and_id =
        |bench: &Bench| (bench.window().case().session().revision(), bench.window().case().id());
    let (undo, redo) = {
        let history = bench.window().case().session().history();
        (history.next_undo().cloned(), history.next_redo().cloned())
    };
    assert!(undo.is_some() && redo.is_some());
    bench.press_with(Modifiers::COMMAND, Key::L);
    assert!(bench.has_part("Den er ved at blive krypteret."));
    let content = content_to_seal(&mut bench);
    let version = revision_and_id(&bench);
    bench.reply(Output::Sealed(Some(content.clone())));
    let session = bench.window().case().session();
    assert_eq!(session.case().patient.name, "");
    assert!(session.history().next_undo().is_none() && session.history().next_redo().is_none());
    assert!(session.protection().is_none() && session.path().is_none());
    assert!(session.locked_path().is_some());
    assert!(bench.has_part("Vinduet er låst.") && bench.has("Lås op"));
    assert!(bench.has("Der er ændringer, der ikke er gemt."));
    assert!(!bench.has_part("Bente"));
    let sealed = revision_and_id(&bench);
    bench.dispatch(UiCommand::Undo);
    bench.dispatch(CaseCommand::Edit(Field::PatientName, "Anton Testperson".into()));
    let name = &bench.window().case().session().case().patient.name;
    assert!(name.is_empty() && revision_and_id(&bench) == sealed, "a command reaches a case that is sealed");

    assert_eq!(try_passphrase(&mut bench, "ko").len(), 1);
    bench.reply(Output::Unsealed(Err(DecryptError::WrongPassphrase)));
    assert!(bench.has("Adgangskoden er forkert. Prøv igen."));
    assert!(bench.window().is_sealed());

    unseal(&mut bench, &content);
    assert!(bench.window().cover().is_none() && !bench.window().is_sealed());
    assert_eq!(revision_and_id(&bench), version);
    let session = bench.window().case().session();
    assert!(*session.case() == before && session.has_unsaved_changes());
    assert_eq!(
        (session.history().next_undo(), session.history().next_redo()),
        (undo.as_ref(), redo.as_ref())
    );
    assert_eq!(session.protection(), hest().as_ref());
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
    // It is saved to its file as before.
    bench.dispatch(UiCommand::Save);
    assert_eq!(bench.take_requests_of(JobKind::Write).len(), 1);
}

#[test]
fn what_was_answered_before_is_forgotten_once_the_window_is_locked() {
    const BLOOD: &str = "Væv til WGS: Kun blod";
    let mut bench = passphrase_case();
    bench.show_indication("sarcoma");
    let tissue = |value: &str| CaseCommand::Answer("wgs-tissue".into(), Some(Answer::Choice(value.into())));
    bench.dispatch(tissue("blood-only"));
    bench.dispatch(tissue("fresh"));
    assert!(bench.has(BLOOD), "the value keeps its place beside the others");
    let content = seal(&mut bench);
    unseal(&mut bench, &content);
    assert!(bench.has("Væv til WGS: Friskt") && !bench.has(BLOOD));
}

#[test]
fn the_passphrase_uncovers_a_window_that_is_not_locked_yet() {
    let mut bench = passphrase_case();
    bench.press_with(Modifiers::COMMAND, Key::L);
    let content = content_to_seal(&mut bench);
    assert!(try_passphrase(&mut bench, "ko").is_empty());
    assert!(bench.has("Adgangskoden er forkert. Prøv igen.") && !bench.has_part("Bente"));
    let job = bench.latest_job(JobKind::Seal).unwrap();
    assert!(try_passphrase(&mut bench, "hest").is_empty());
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
    // The reply comes too late.
    bench.reply_to(job, Output::Sealed(Some(content)));
    assert!(!bench.window().is_sealed());
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
}

#[test]
fn a_case_that_changed_while_it_was_sealed_is_sealed_anew() {
    let mut bench = passphrase_case();
    bench.press_with(Modifiers::COMMAND, Key::L);
    let old = content_to_seal(&mut bench);
    bench.dispatch(CaseCommand::ShowIndication("crup".into()));
    bench.dispatch(CaseCommand::Answer("metastatic".into(), Some(Answer::YesNo(true))));
    let content = content_in(bench.reply(Output::Sealed(Some(old))));
    assert!(!bench.window().is_sealed());
    bench.reply(Output::Sealed(Some(content.clone())));
    unseal(&mut bench, &content);
    let answers = &bench.window().case().session().case().answers;
    assert!(answers.contains_key("metastatic"));
}

#[test]
fn a_window_with_a_job_in_flight_is_covered_and_locked_once_it_has_ended() {
    let mut bench = passphrase_case();
    bench.dispatch(UiCommand::Save);
    bench.press_with(Modifiers::COMMAND, Key::L);
    assert!(bench.has_part("Programmet arbejder stadig med sagen"));
    assert!(bench.take_requests_of(JobKind::Seal).is_empty());
    let content = content_in(bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"saved")))));
    bench.reply(Output::Sealed(Some(content)));
    assert!(bench.window().is_sealed());
    assert!(!bench.has("Der er ændringer, der ikke er gemt."));
}

#[test]
fn a_window_is_locked_once_the_recovery_copy_has_the_last_change_and_the_copy_stays() {
    let mut bench = passphrase_case();
    bench.window_mut().set_recovery_folder(true);
    bench.look_up_keys(KeyStatus::Present);
    bench.press_with(Modifiers::COMMAND, Key::L);
    assert!(bench.has_part("De sidste ændringer er endnu ikke i gendannelseskopien"));
    assert!(bench.take_requests_of(JobKind::Seal).is_empty());
    let content = content_in(bench.reply(Output::RecoveryKept(Ok(()))));
    bench.reply(Output::Sealed(Some(content.clone())));
    assert!(bench.window().is_sealed());
    assert_eq!(bench.window().unsaved(), UnsavedChanges::Recoverable);
    // Nothing is written over the copy, and nothing removes it.
    assert!(bench.keep_recovery(100.0).0.is_none());
    assert_eq!(bench.window().unsaved_version(), None);
    bench.take_all_requests();
    unseal(&mut bench, &content);
    assert!(bench.keep_recovery(200.0).0.is_none());
    assert_eq!(bench.window().unsaved(), UnsavedChanges::Recoverable);
}

#[test]
fn a_case_that_cannot_be_sealed_is_only_covered() {
    let mut bench = passphrase_case();
    bench.press_with(Modifiers::COMMAND, Key::L);
    bench.reply_with_panic(JobKind::Seal);
    bench.take_all_requests();
    assert!(bench.has_part("ikke krypteret, fordi krypteringen slog fejl"));
    assert!(!bench.has_part("Bente") && !bench.window().is_sealed());
    assert!(try_passphrase(&mut bench, "hest").is_empty());
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
    // The next time it is tried again.
    seal(&mut bench);
}

#[test]
fn a_window_with_an_open_dialog_is_only_covered() {
    let mut bench = passphrase_case();
    bench.dispatch(UiCommand::SaveAs);
    let five_minutes = UserSettings { lock_after: LockAfter::FiveMinutes, ..UserSettings::default() };
    bench.window_mut().take_settings(settings_file(five_minutes));
    bench.window_mut().cover_when_idle(0.0, true);
    bench.window_mut().cover_when_idle(1000.0, false);
    bench.run();
    assert!(bench.has_part("Så længe en dialog er åben bag ved, er sagen skjult, men ikke krypteret"));
    assert!(bench.take_requests_of(JobKind::Seal).is_empty());
}

#[test]
fn a_case_that_cannot_be_opened_stays_sealed() {
    let mut bench = passphrase_case();
    let content = seal(&mut bench);
    try_passphrase(&mut bench, "hest");
    bench.reply_with_panic(JobKind::Unseal);
    assert!(bench.has_part("Vinduet kunne ikke låses op: en fejl i programmet. Intet er gået tabt."));
    try_passphrase(&mut bench, "hest");
    bench.reply(Output::Unsealed(Ok(UnsealedContent(Zeroizing::new(b"(".to_vec())))));
    assert!(bench.has_part("Vinduet kunne ikke låses op") && bench.window().is_sealed());
    unseal(&mut bench, &content);
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
}

#[test]
fn nothing_draws_or_changes_a_locked_case() {
    let mut bench = passphrase_case();
    bench.dispatch(UiCommand::ShowPdf);
    assert_eq!(bench.take_requests_of(JobKind::Draw).len(), 1);
    bench.reply(Output::PagesDrawn(None));
    let content = seal(&mut bench);
    bench.run();
    assert!(bench.take_requests_of(JobKind::Draw).is_empty());
    bench.dispatch_without_requests(CaseCommand::Edit(Field::PatientName, "Berit Testperson".to_owned()));
    bench.dispatch_without_requests(UiCommand::New);
    bench.dispatch_without_requests(UiCommand::Save);
    bench.dispatch_without_requests(WindowCommand::Open("/t/b.wgscase".into()));
    assert!(bench.window().is_sealed());
    unseal(&mut bench, &content);
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
    let requests = bench.take_requests_of(JobKind::Draw);
    let [Request::Report(ReportRequest::DrawPages { case, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(case.patient.name, "Bente Testperson");
}

#[test]
fn closing_a_locked_window_asks_once_it_is_unlocked() {
    let mut bench = passphrase_case();
    let content = seal(&mut bench);
    bench.dispatch_without_requests(WindowCommand::Close);
    assert!(!bench.window().is_closing() && bench.window().is_sealed());
    assert!(!bench.has("Sagen er ikke gemt"));
    unseal(&mut bench, &content);
    assert!(bench.has("Sagen er ikke gemt"));
    bench.click("Gem først");
    assert_eq!(bench.take_requests_of(JobKind::Write).len(), 1);
}

#[test]
fn a_locked_window_without_unsaved_changes_closes() {
    let mut bench = Bench::with_sample(hest());
    seal(&mut bench);
    bench.dispatch_without_requests(WindowCommand::Close);
    assert!(bench.window().is_closing());
}

#[test]
fn the_key_store_is_asked_before_a_case_with_keys_is_shown_again() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    bench.take_all_requests();
    bench.press_with(Modifiers::COMMAND, Key::L);
    assert!(bench.has_part("når computerens nøglelager svarer"));
    assert!(bench.take_all_requests().is_empty());
    bench.press(Key::Escape);
    assert!(bench.window().cover().is_some());
    for (answer, opens) in [
        (KeyStatus::NoStore(KeyStoreError::Locked), false),
        (KeyStatus::NoStore(KeyStoreError::Unavailable), false),
        (KeyStatus::Present, true),
    ] {
        bench.click("Lås op");
        let requests = bench.take_requests_of(JobKind::LookUpKeys);
        assert_eq!(requests.len(), 1);
        assert!(bench.has("Vinduet låses op …") && !bench.has_part("Bente"));
        bench.reply(Output::KeysLookedUp(answer));
        bench.take_all_requests();
        assert_eq!(bench.has_part("Vinduet kunne ikke låses op"), !opens, "{answer:?}");
        assert_eq!(bench.window().cover().is_none(), opens, "{answer:?}");
    }
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
}

#[test]
fn the_window_is_covered_when_idle_and_not_while_in_use() {
    let mut bench = unsaved_case();
    let window = bench.window_mut();
    assert_eq!(window.cover_when_idle(0.0, true), None);
    assert_eq!(window.cover_when_idle(1e6, false), None);
    assert!(window.cover().is_none());
    window.cover_when_idle(1000.0, true);
    let five_minutes = UserSettings { lock_after: LockAfter::FiveMinutes, ..UserSettings::default() };
    window.take_settings(settings_file(five_minutes));
    assert_eq!(window.cover_when_idle(1299.0, false).unwrap().as_secs_f64(), 1.0);
    assert!(window.cover().is_none());
    assert_eq!(window.cover_when_idle(1299.5, true).unwrap().as_secs(), 300);
    assert!(window.cover_when_idle(1301.0, false).is_some());
    assert!(window.cover().is_none());
    assert_eq!(window.cover_when_idle(1599.5, false), None);
    assert!(window.cover().is_some());
    assert_eq!(window.cover_when_idle(1700.0, false), None);
    // The computer slept. The first mouse movement does not count as use: whoever wakes it may not be the user.
    window.dispatch(WindowCommand::Unlock);
    window.cover_when_idle(2000.0, true);
    assert_eq!(window.cover_when_idle(9000.0, true), None);
    assert!(window.cover().is_some());
    // A clock that is set back does not cover the window.
    window.dispatch(WindowCommand::Unlock);
    window.cover_when_idle(9001.0, true);
    assert!(window.cover_when_idle(100.0, false).is_some());
    assert!(window.cover().is_none());
}

#[test]
fn closing_a_covered_window_asks_once_it_is_uncovered() {
    let mut bench = unsaved_case();
    bench.press_with(Modifiers::COMMAND, Key::L);
    bench.dispatch_without_requests(WindowCommand::Close);
    assert!(!bench.has_part("Bente"));
    assert!(!bench.has("Sagen er ikke gemt"));
    bench.click("Vis igen");
    assert!(bench.has("Sagen er ikke gemt"));
}

#[test]
fn the_keys_that_lock_cover_whatever_dialog_is_open() {
    for command in [
        UiCommand::Palette,
        UiCommand::Settings,
        UiCommand::SaveAs,
        UiCommand::ExportPdf,
        UiCommand::Shortcuts,
    ] {
        let mut bench = passphrase_case();
        bench.dispatch(command);
        bench.press_with(Modifiers::COMMAND, Key::L);
        assert!(bench.window().cover().is_some(), "{command:?}");
        assert!(!bench.has_part("Bente"), "{command:?}");
        // What is typed blindly goes to the cover, and not into the dialog.
        bench.harness.event(egui::Event::Text("hest".to_owned()));
        bench.run();
        assert_eq!(bench.window().cover().unwrap().typed().as_str(), "hest", "{command:?}");
        assert!(bench.has_part("Sagen vises igen, når du skriver dens adgangskode"), "{command:?}");
    }
}

#[test]
fn the_cover_says_that_the_window_closes_once_it_is_uncovered() {
    let mut bench = passphrase_case();
    seal(&mut bench);
    assert!(!bench.has_part("for at lukke vinduet"));
    bench.dispatch(WindowCommand::Close);
    assert!(bench.has("Lås op for at lukke vinduet."));
    let mut bench = unsaved_case();
    bench.press_with(Modifiers::COMMAND, Key::L);
    bench.dispatch(WindowCommand::Close);
    assert!(bench.has("Vis sagen igen for at lukke vinduet."));
}

#[test]
fn the_cover_does_not_move_while_it_is_unlocking_or_after_a_wrong_passphrase() {
    let mut bench = passphrase_case();
    seal(&mut bench);
    let places = |bench: &Bench| {
        use egui_kittest::kittest::Queryable;
        let field =
            bench.harness.get_by_role_and_label(egui::accesskit::Role::PasswordInput, "Sagens adgangskode");
        (field.rect(), bench.harness.get_by_label("Lås op").rect())
    };
    let before = places(&bench);
    try_passphrase(&mut bench, "ko");
    assert!(bench.has("Vinduet låses op …"));
    assert_eq!(places(&bench), before);
    // What is typed meanwhile is not taken, and the field says so.
    bench.harness.event(egui::Event::Text("hest".to_owned()));
    bench.run();
    let typed = |bench: &Bench| {
        use egui_kittest::kittest::{NodeT, Queryable};
        let field =
            bench.harness.get_by_role_and_label(egui::accesskit::Role::PasswordInput, "Sagens adgangskode");
        let node = field.accesskit_node();
        (node.value().unwrap_or_default().chars().count(), node.is_read_only())
    };
    assert_eq!(typed(&bench), (2, true));
    bench.reply(Output::Unsealed(Err(DecryptError::WrongPassphrase)));
    assert!(bench.has("Adgangskoden er forkert. Prøv igen."));
    assert_eq!(places(&bench), before);
    assert_eq!(typed(&bench), (0, false));
}

const NOT_USED: &str = "Det, du netop skrev, er ikke brugt";

/// Types the passphrase of the case and Enter, and this after it, while the case is being decrypted.
fn type_after_passphrase(bench: &mut Bench, typed_after: &str) {
    try_passphrase(bench, "hest");
    bench.harness.event(egui::Event::Text(typed_after.to_owned()));
    bench.run();
}

#[test]
fn what_is_typed_after_the_passphrase_is_told_in_the_case_and_not_entered() {
    for typed_after in ["", "Drøftet"] {
        let mut bench = passphrase_case();
        let content = seal(&mut bench);
        type_after_passphrase(&mut bench, typed_after);
        let content = UnsealedContent(Zeroizing::new(content.to_vec()));
        bench.reply(Output::Unsealed(Ok(content)));
        assert!(bench.window().cover().is_none() && bench.has_part("Bente"));
        assert_eq!(bench.has_part(NOT_USED), !typed_after.is_empty());
        assert!(!bench.has_part("Drøftet"));
    }
}

#[test]
fn what_is_typed_after_a_wrong_passphrase_is_not_told_after_the_right_one() {
    let mut bench = passphrase_case();
    let content = seal(&mut bench);
    type_after_passphrase(&mut bench, "Drøftet");
    bench.reply(Output::Unsealed(Err(DecryptError::WrongPassphrase)));
    unseal(&mut bench, &content);
    assert!(bench.window().cover().is_none() && !bench.has_part(NOT_USED));
}

#[test]
fn what_is_typed_while_the_key_store_is_asked_is_told_in_the_case_once_it_answers() {
    for is_refused_first in [false, true] {
        let mut bench = Bench::with_changed_case(Some(Protection::Keys));
        bench.window_mut().set_recovery_folder(true);
        bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
        bench.press_with(Modifiers::COMMAND, Key::L);
        bench.click("Lås op");
        assert!(bench.has("Vinduet låses op …"));
        bench.harness.event(egui::Event::Text("Drøftet".to_owned()));
        bench.run();
        if is_refused_first {
            bench.reply(Output::KeysLookedUp(KeyStatus::NoStore(KeyStoreError::Locked)));
            assert!(bench.window().cover().is_some());
            bench.click("Lås op");
        }
        bench.reply(Output::KeysLookedUp(KeyStatus::Present));
        assert!(bench.window().cover().is_none());
        assert_eq!(bench.has_part(NOT_USED), !is_refused_first);
        assert!(!bench.has_part("Drøftet"));
    }
}

#[test]
fn what_was_dropped_before_the_window_was_locked_is_not_told_after_it() {
    for locks in [false, true] {
        let mut bench = Bench::new();
        // A dialog that comes by itself takes no keys at first.
        bench.open_file("/t/b.wgscase", Ok(plain(OF_THE_FIRST_READING)));
        assert!(bench.window().dialog().is_some());
        bench.draw_frame(vec![egui::Event::Text("x".to_owned())]);
        if locks {
            bench.press_with(Modifiers::COMMAND, Key::L);
            assert!(bench.window().cover().is_some());
            bench.press(Key::Escape);
        }
        bench.settle();
        while bench.window().dialog().is_some() {
            bench.press(Key::Escape);
        }
        assert_eq!(bench.has_part(NOT_USED), !locks);
    }
}

#[test]
fn the_open_question_to_unlock_the_key_store_uncovers_the_window_too() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    bench.window_mut().set_recovery_folder(true);
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
    bench.take_all_requests();
    bench.dispatch(WindowCommand::AskKeyStoreAgain);
    let unlock = bench.latest_job(JobKind::LookUpKeys).unwrap();
    bench.take_all_requests();
    bench.press_with(Modifiers::COMMAND, Key::L);
    bench.click("Lås op");
    let requests = bench.take_requests_of(JobKind::LookUpKeys);
    assert!(requests.is_empty() && bench.has("Vinduet låses op …"), "{requests:?}");
    // Neither does a recovery copy ask for its key behind it.
    bench.keep_recovery(1000.0);
    let requests = bench.take_requests_of(JobKind::LookUpKeys);
    assert!(requests.is_empty(), "{requests:?}");
    bench.reply_to(unlock, Output::KeysLookedUp(KeyStatus::Present));
    assert!(bench.window().cover().is_none() && bench.has_part("Bente"));
}
