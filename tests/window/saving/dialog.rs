//! The save dialog: with keys, with a passphrase, or unencrypted.

use std::path::PathBuf;

use super::single_write;
use crate::bench::{Bench, CASE, passphrase};
use crate::fake_desktop::JobKind;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::desktop::{
    CaseRequest, KeyRequest, KeyStatus, KeyStoreError, Output, PathPurpose, PickedPath, Protection,
    RecoveryError, Request, SaveError,
};
use wgs_referral::files::{ExistingFile, FileError, Fingerprint, Overwrite};
use wgs_referral::window::{Dialog, UiCommand, WindowCommand};

fn open_save_dialog(keys: KeyStatus) -> Bench {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente Testperson");
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(bench.take_all_requests()[..], [Request::Keys(KeyRequest::LookUp)]));
    bench.look_up_keys(keys);
    bench
}

#[test]
fn existing_keys_encrypt_a_case_without_further_questions() {
    let mut bench = open_save_dialog(KeyStatus::Present);
    assert!(bench.has("Sagen åbnes med: Nøgle på denne computer"));
    bench.click("Vælg placering…");
    let requests = bench.take_requests();
    let [Request::PickPath(PathPurpose::CaseToSave(_), _)] = &requests[..] else { panic!("{requests:?}") };
    let requests = bench.pick_path("/t/a.wgscase");
    assert_eq!(
        single_write(&requests),
        (&PathBuf::from("/t/a.wgscase"), &Protection::Keys, Overwrite::Always)
    );
}

#[test]
fn the_first_save_with_keys_makes_a_recovery_key_first() {
    let mut bench = open_save_dialog(KeyStatus::Absent);
    // No click is needed: the button has the focus, and then the first field of the next dialog.
    bench.press(Key::Enter);
    assert!(bench.has("Opret en gendannelsesnøgle"));
    bench.harness.event(egui::Event::Text("gemt i skabet".to_owned()));
    bench.run();
    bench.type_secret("Gentag adgangskoden", "gemt i skabet");
    bench.click("Vælg placering…");
    let requests = bench.take_requests();
    let [Request::PickPath(PathPurpose::RecoveryKeyToSave(proposed), _)] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(proposed, "wgs-gendannelsesnøgle-2026-11-22.age");
    let requests = bench.pick_path("/usb/key");
    let [Request::Keys(KeyRequest::MakeRecoveryKey { path, passphrase: typed })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!((path, typed), (&PathBuf::from("/usb/key.age"), &passphrase("gemt i skabet")));
    // A key file that exists is not replaced: another path is asked for, and then the path of the case.
    let exists = Err(SaveError::File(FileError::Exists(ExistingFile::default())));
    let requests = bench.reply(Output::RecoveryKeyMade(exists));
    assert!(bench.has_part("der findes allerede en fil med det navn"));
    let [Request::PickPath(PathPurpose::RecoveryKeyToSave(_), _)] = &requests[..] else {
        panic!("{requests:?}")
    };
    let requests = bench.pick_path("/usb/other.age");
    assert!(matches!(requests[..], [Request::Keys(KeyRequest::MakeRecoveryKey { .. })]));
    let requests = bench.reply(Output::RecoveryKeyMade(Ok(())));
    let [Request::PickPath(PathPurpose::CaseToSave(_), _)] = &requests[..] else { panic!("{requests:?}") };
    assert!(bench.has_part("Gendannelsesnøglen er gemt"));
    let requests = bench.pick_path("/t/a.wgscase");
    assert_eq!(single_write(&requests).1, &Protection::Keys);
    assert!(bench.latest_job(JobKind::MakeRecoveryKey).is_none());
}

#[test]
fn a_failed_recovery_key_is_reported_and_the_case_is_not_saved() {
    let mut bench = open_save_dialog(KeyStatus::Absent);
    bench.click("Opret gendannelsesnøgle…");
    bench.type_new_passphrase("gemt i skabet");
    bench.click("Vælg placering…");
    bench.pick_path("/usb/key");
    let full = Err(SaveError::File(FileError::DiskFull));
    assert!(bench.reply(Output::RecoveryKeyMade(full)).is_empty());
    assert!(bench.has_part("disken er fuld"));
    assert!(bench.latest_job(JobKind::MakeRecoveryKey).is_none());
    assert!(bench.window().case().session().has_unsaved_changes());
}

#[test]
fn a_new_passphrase_is_typed_twice_and_its_strength_is_shown() {
    let mut bench = open_save_dialog(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    bench.click("Vælg placering…");
    assert!(bench.has("Skriv en adgangskode."));
    bench.type_secret("Adgangskode", "sommer");
    assert!(bench.has_part("Den gættes på et øjeblik"));
    bench.type_secret("Adgangskode", " cykel vintermorgen pollen");
    assert!(bench.has("Stærk."));
    bench.type_secret("Gentag adgangskoden", "sommer");
    bench.click("Vælg placering…");
    assert!(bench.has("De to adgangskoder er ikke ens."));
    assert!(bench.take_requests().is_empty());
    bench.type_secret("Gentag adgangskoden", "sommer cykel vintermorgen pollen");
    assert!(!bench.has("De to adgangskoder er ikke ens."));
    bench.click("Vælg placering…");
    let requests = bench.take_requests();
    let [Request::PickPath(..)] = &requests[..] else { panic!("{requests:?}") };
    let requests = bench.pick_path("/t/a.wgscase");
    let typed = Protection::Passphrase(passphrase("sommer cykel vintermorgen pollen"));
    assert_eq!(single_write(&requests).1, &typed);
}

#[test]
fn without_a_key_store_the_save_dialog_offers_a_passphrase() {
    let mut bench = open_save_dialog(KeyStatus::NoStore(KeyStoreError::Unavailable));
    bench.press(Key::Escape);
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(bench.has("Gentag adgangskoden"));
    bench.click("Sagen åbnes med: Nøgle på denne computer");
    let why =
        "Nøglen kan ikke bruges: computerens nøglelager svarer ikke. Du kan vælge adgangskode i stedet.";
    assert!(bench.has(why));
    assert!(!bench.has("Vælg placering…"));
    bench.take_all_requests();
    bench.click("Prøv igen");
    assert!(matches!(bench.take_all_requests()[..], [Request::Keys(KeyRequest::LookUp)]));
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
    bench.click("Brug adgangskode");
    assert!(bench.has("Gentag adgangskoden"));
}

#[test]
fn a_key_store_that_can_not_be_used_leads_to_a_passphrase_before_one_is_typed() {
    for error in [KeyStoreError::Locked, KeyStoreError::Unavailable, KeyStoreError::NoAnswer] {
        // The answer comes while the dialog is open.
        let mut bench = open_save_dialog(KeyStatus::NoStore(error));
        assert!(bench.has("Gentag adgangskoden"), "{error:?}");
        assert!(bench.has_part("Nøgle på denne computer kan ikke bruges nu"), "{error:?}");
        assert_eq!(bench.has("Lås nøglelageret op…"), error == KeyStoreError::Locked, "{error:?}");
        // The passphrase is typed at once.
        bench.harness.event(egui::Event::Text("cykel vintermorgen pollen".to_owned()));
        bench.run();
        bench.type_secret("Gentag adgangskoden", "cykel vintermorgen pollen");
        // What is typed stays, whatever the key store answers later.
        bench.look_up_keys(KeyStatus::Present);
        assert!(!bench.has_part("kan ikke bruges nu"), "{error:?}");
        bench.click("Vælg placering…");
        let requests = bench.pick_path("/t/a.wgscase");
        let typed = Protection::Passphrase(passphrase("cykel vintermorgen pollen"));
        assert_eq!(single_write(&requests).1, &typed, "{error:?}");
    }
}

#[test]
fn a_locked_key_store_is_unlocked_from_the_save_dialog() {
    let mut bench = open_save_dialog(KeyStatus::NoStore(KeyStoreError::Locked));
    bench.take_all_requests();
    bench.click("Lås nøglelageret op…");
    assert!(matches!(bench.take_all_requests()[..], [Request::Keys(KeyRequest::Unlock)]));
    assert!(bench.has_part("Spørger computerens nøglelager"));
    // The user cancels the question of the system, and then answers it.
    bench.reply(Output::KeysLookedUp(KeyStatus::NoStore(KeyStoreError::Locked)));
    assert!(bench.has("Gentag adgangskoden"));
    bench.click("Lås nøglelageret op…");
    bench.take_all_requests();
    bench.reply(Output::KeysLookedUp(KeyStatus::Present));
    bench.click("Vælg placering…");
    let requests = bench.pick_path("/t/a.wgscase");
    assert_eq!(single_write(&requests).1, &Protection::Keys);
}

#[test]
fn the_answer_to_the_question_to_unlock_counts_whatever_was_asked_meanwhile() {
    let mut bench = open_save_dialog(KeyStatus::NoStore(KeyStoreError::Locked));
    bench.click("Lås nøglelageret op…");
    bench.take_all_requests();
    let unlock = bench.latest_job(JobKind::LookUpKeys).unwrap();
    // Nothing is asked behind the open question: neither by the window, nor because the user asks once more.
    bench.window_mut().look_up_keys();
    bench.dispatch(WindowCommand::AskKeyStoreAgain);
    let requests = bench.take_all_requests();
    assert!(requests.is_empty(), "{requests:?}");
    bench.reply_to(unlock, Output::KeysLookedUp(KeyStatus::Present));
    assert!(bench.has("Vælg placering…") && !bench.has("Gentag adgangskoden"));
}

#[test]
fn passphrase_errors_are_visible_in_a_low_window() {
    let mut bench = Bench::of_size(680.0, 430.0);
    bench.type_into("Navn", "Bente Testperson");
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    bench.type_secret("Adgangskode", "sommer cykel vintermorgen pollen");
    for (wrong, again) in [("De to adgangskoder er ikke ens.", "sommer"), ("Skriv en adgangskode.", "")] {
        if again.is_empty() {
            bench.press(Key::Escape);
            bench.press_with(Modifiers::COMMAND, Key::S);
            bench.click("Sagen åbnes med: Adgangskode");
        } else {
            bench.type_secret("Gentag adgangskoden", again);
        }
        bench.click("Vælg placering…");
        let told = bench.harness.get(By::new().label(wrong)).rect();
        let buttons = bench.harness.get(By::new().label("Vælg placering…")).rect();
        assert!(told.bottom() <= buttons.top() && told.top() > 0.0, "{wrong} {told:?} {buttons:?}");
    }
}

#[test]
fn saving_unencrypted_needs_a_confirmation() {
    let mut bench = open_save_dialog(KeyStatus::Present);
    bench.click("Gem ukrypteret…");
    assert!(bench.has_part("kan læses af alle"));
    // The cancel button has the focus, so that Enter does not save unencrypted.
    bench.press(Key::Enter);
    assert_eq!(bench.window().dialog(), None);
    assert!(bench.take_requests().is_empty());
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.save_unencrypted();
    let requests = bench.take_requests();
    let [Request::PickPath(..)] = &requests[..] else { panic!("{requests:?}") };
    let requests = bench.pick_path("/t/a.wgscase");
    assert_eq!(single_write(&requests).1, &Protection::Plain);
}

#[test]
fn an_unencrypted_case_is_not_saved_unencrypted_without_asking() {
    let mut bench = Bench::with_changed_case(None);
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(bench.window().dialog(), Some(Dialog::Save(_))));
    bench.look_up_keys(KeyStatus::Present);
    // The path is known, so no file dialog is needed. The bar behind the dialog has a button with the same label.
    bench.harness.query_all(By::new().label("Gem")).last().unwrap().click();
    bench.run();
    let requests = bench.take_requests();
    let unchanged = Overwrite::IfUnchanged(Fingerprint::of(CASE.as_bytes()));
    assert_eq!(single_write(&requests), (&PathBuf::from("/t/a.wgscase"), &Protection::Keys, unchanged));
}

#[test]
fn a_case_is_saved_with_the_protection_it_was_opened_with() {
    for protection in [Protection::Keys, Protection::Passphrase(passphrase("hest"))] {
        let mut bench = Bench::with_changed_case(Some(protection.clone()));
        bench.press_with(Modifiers::COMMAND, Key::S);
        let requests = bench.take_all_requests();
        let unchanged = Overwrite::IfUnchanged(Fingerprint::of(CASE.as_bytes()));
        assert_eq!(single_write(&requests), (&PathBuf::from("/t/a.wgscase"), &protection, unchanged));
        let now = Fingerprint::of(b"now");
        bench.reply(Output::CaseWritten(Ok(now)));
        assert!(!bench.window().case().session().has_unsaved_changes());
        assert_eq!(bench.window().case().session().overwrite_condition(), Overwrite::IfUnchanged(now));
    }
}

const STRONG: &str = "gulerod vindue trompet kælder";

#[test]
fn a_new_passphrase_that_is_guessed_at_once_is_refused_with_advice() {
    let mut bench = open_save_dialog(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    bench.type_new_passphrase("1234");
    bench.click("Vælg placering…");
    assert!(bench.take_requests().is_empty());
    assert!(bench.has_part("Vælg fire eller flere tilfældige ord"));
    // What it was repeated with is gone: Enter leads to the second field, as with any new passphrase.
    bench.type_secret("Adgangskode", STRONG);
    bench.press(Key::Enter);
    assert!(bench.take_requests().is_empty() && !bench.has_part("er ikke ens"));
    bench.type_secret("Gentag adgangskoden", STRONG);
    bench.click("Vælg placering…");
    assert_eq!(single_write(&bench.pick_path("/t/b.wgscase")).1, &Protection::Passphrase(passphrase(STRONG)));
    // The passphrase of a case that was opened may be kept.
    let weak = Protection::Passphrase(passphrase("1234"));
    let mut bench = Bench::with_changed_case(Some(weak.clone()));
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.click("Vælg placering…");
    let requests = bench.pick_path("/t/b.wgscase");
    assert_eq!(single_write(&requests).1, &weak);
}

#[test]
fn whether_a_recovery_key_can_be_made_is_found_out_before_a_passphrase_is_typed() {
    let mut bench = Bench::new();
    bench.look_up_keys(KeyStatus::Present);
    bench.dispatch(UiCommand::MakeRecoveryKey);
    assert!(bench.has_part("Spørger computerens nøglelager") && !bench.has("Gentag adgangskoden"));
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
    assert!(bench.has_part("Der kan ikke oprettes en gendannelsesnøgle nu: computerens nøglelager er låst"));
    assert!(!bench.has("Gentag adgangskoden"));
    bench.take_all_requests();
    bench.click("Lås nøglelageret op…");
    assert!(matches!(bench.take_all_requests()[..], [Request::Keys(KeyRequest::Unlock)]));
    bench.reply(Output::KeysLookedUp(KeyStatus::Absent));
    assert!(bench.has("Gentag adgangskoden"));
}

const UNLOCK: &str = "Lås nøglelageret op…";

/// The button that unlocks the key store, in a dialog or a notice.
fn unlock(bench: &mut Bench) {
    bench.take_all_requests();
    bench.click(UNLOCK);
    let requests = bench.take_all_requests();
    assert!(matches!(requests[..], [Request::Keys(KeyRequest::Unlock)]), "{requests:?}");
}

#[test]
fn a_key_store_that_is_locked_behind_the_save_dialog_is_told_before_a_passphrase_is_typed() {
    let mut bench = open_save_dialog(KeyStatus::Absent);
    bench.take_all_requests();
    bench.click("Opret gendannelsesnøgle…");
    assert!(matches!(bench.take_all_requests()[..], [Request::Keys(KeyRequest::LookUp)]));
    assert!(bench.has("Gentag adgangskoden"), "typing begins at once");
    bench.reply(Output::KeysLookedUp(KeyStatus::NoStore(KeyStoreError::Locked)));
    assert!(bench.has_part("Der kan ikke oprettes en gendannelsesnøgle nu: computerens nøglelager er låst"));
    assert!(!bench.has("Gentag adgangskoden"));
    unlock(&mut bench);
    bench.reply(Output::KeysLookedUp(KeyStatus::Absent));
    assert!(bench.has("Gentag adgangskoden"));
}

#[test]
fn a_key_store_that_is_locked_when_the_recovery_key_is_made_loses_nothing_that_was_typed() {
    for has_file_dialog in [true, false] {
        let mut bench = open_save_dialog(KeyStatus::Absent);
        bench.click("Opret gendannelsesnøgle…");
        bench.type_new_passphrase("gemt i skabet");
        bench.click("Vælg placering…");
        if has_file_dialog {
            bench.pick_path("/usb/key.age");
        } else {
            bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/usb".into()))));
            bench.press(Key::Enter);
        }
        let locked = || Err(SaveError::KeyStore(KeyStoreError::Locked));
        bench.reply(Output::RecoveryKeyMade(locked()));
        assert!(bench.has_part("gendannelsesnøgle nu: computerens nøglelager er låst"), "{has_file_dialog}");
        unlock(&mut bench);
        bench.reply(Output::KeysLookedUp(KeyStatus::Absent));
        bench.take_all_requests();
        if has_file_dialog {
            bench.click("Vælg placering…");
            bench.pick_path("/usb/key.age");
        } else {
            let path = bench.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Sti");
            assert!(path.accesskit_node().is_focused(), "the passphrase needs no typing");
            bench.press(Key::Enter);
        }
        let made = bench.latest_job(JobKind::MakeRecoveryKey);
        assert!(made.is_some(), "{has_file_dialog}: the passphrase is still there");
        bench.reply(Output::RecoveryKeyMade(Ok(())));
        assert!(bench.has_part("Gendannelsesnøglen er gemt"));
        // The save that waited for the key goes on.
        let asks_for_path = bench.latest_job(JobKind::PickPath).is_some() || bench.has("Gem sagen");
        assert!(asks_for_path, "{has_file_dialog}");
    }
}

#[test]
fn a_notice_about_a_locked_key_store_offers_to_unlock_it_until_it_is() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.reply(Output::CaseWritten(Err(SaveError::KeyStore(KeyStoreError::Locked))));
    unlock(&mut bench);
    bench.reply(Output::KeysLookedUp(KeyStatus::Present));
    assert!(bench.has_part("computerens nøglelager er låst") && !bench.has(UNLOCK));
    // Another reason is not mended by that.
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.reply(Output::CaseWritten(Err(SaveError::KeyStore(KeyStoreError::Unavailable))));
    assert!(!bench.has(UNLOCK));
}

#[test]
fn a_typed_passphrase_is_in_no_label_and_no_debug_output() {
    let mut bench = open_save_dialog(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    bench.type_secret("Adgangskode", "hemmelig hest");
    assert!(!bench.has_part("hemmelig"));
    assert!(!format!("{:?}", bench.window().dialog()).contains("hemmelig"));
}

#[test]
fn a_failed_save_can_be_repeated() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    for _ in 0..2 {
        bench.press_with(Modifiers::COMMAND, Key::S);
        let requests = bench.take_all_requests();
        assert!(matches!(requests[..], [Request::Case(CaseRequest::Write { .. })]));
        bench.reply(Output::CaseWritten(Err(SaveError::KeyStore(KeyStoreError::Locked))));
        assert!(bench.has_part("computerens nøglelager er låst"));
    }
}

#[test]
fn enter_says_which_passphrase_is_missing_at_its_field() {
    let mut bench = open_save_dialog(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    let focus = |bench: &mut Bench, label: &str| {
        let field = By::new().role(egui::accesskit::Role::PasswordInput).label(label);
        bench.harness.get(field).focus();
        bench.run();
    };
    for label in ["Adgangskode", "Gentag adgangskoden"] {
        focus(&mut bench, label);
        bench.press(Key::Enter);
        let told = bench.top_of_part("Skriv en adgangskode.");
        let fields = ["Adgangskode", "Gentag adgangskoden"].map(|label| {
            let field = By::new().role(egui::accesskit::Role::PasswordInput).label(label);
            bench.harness.get(field).rect()
        });
        assert!(fields[0].bottom() <= told && told <= fields[1].top(), "{label}");
        bench.type_secret("Adgangskode", "x");
        assert!(!bench.has("Skriv en adgangskode."));
        focus(&mut bench, "Adgangskode");
        bench.press(Key::Backspace);
    }
    bench.type_secret("Adgangskode", "rigtig hest batteri klip");
    focus(&mut bench, "Gentag adgangskoden");
    bench.press(Key::Enter);
    assert!(bench.has("Gentag adgangskoden her."));
    assert!(!bench.has("De to adgangskoder er ikke ens."));
}

#[test]
fn that_a_passphrase_is_guessed_at_once_stands_once() {
    let mut bench = open_save_dialog(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    bench.type_new_passphrase("1234");
    bench.click("Vælg placering…");
    let told = bench.harness.query_all(By::new().label_contains("Den gættes på et øjeblik")).count();
    assert_eq!(told, 1);
}

#[test]
fn tab_leads_through_the_dialog_with_a_passphrase_in_reading_order() {
    for size in [(480.0, 360.0), (768.0, 432.0), (1360.0, 860.0)] {
        let mut bench = Bench::of_size(size.0, size.1);
        bench.type_into("Navn", "Bente Testperson");
        bench.press_with(Modifiers::COMMAND, Key::S);
        bench.look_up_keys(KeyStatus::Present);
        bench.click("Sagen åbnes med: Adgangskode");
        let expected = [
            "Adgangskode",
            "Gentag adgangskoden",
            "Gem ukrypteret…",
            "Annullér",
            "Vælg placering…",
            "Sagen åbnes med",
        ];
        bench.type_secret("Adgangskode", "x");
        let mut order = Vec::new();
        for _ in 0..expected.len() {
            let focused = By::new().predicate(|node| node.is_focused()).recursive(true);
            let label = bench.harness.get(focused).accesskit_node().label().unwrap_or_default();
            order.push(label);
            bench.press(Key::Tab);
        }
        assert!(order.iter().zip(expected).all(|(label, expected)| label.starts_with(expected)), "{order:?}");
    }
}

#[test]
fn the_question_to_unlock_is_asked_once_although_the_key_of_the_copies_is_known() {
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    bench.look_up_keys(KeyStatus::Present);
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
    bench.take_all_requests();
    bench.dispatch(WindowCommand::AskKeyStoreAgain);
    assert!(matches!(bench.take_all_requests()[..], [Request::Keys(KeyRequest::Unlock)]));
    bench.dispatch(WindowCommand::AskKeyStoreAgain);
    let requests = bench.take_all_requests();
    assert!(requests.is_empty(), "{requests:?}");
}

#[test]
fn the_button_says_what_it_does_also_if_the_store_was_locked_for_a_copy_alone() {
    let mut bench = Bench::new();
    bench.window_mut().set_recovery_folder(true);
    bench.look_up_keys(KeyStatus::Present);
    bench.type_into("Navn", "Bente Testperson");
    bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::NoAnswer));
    bench.dispatch(UiCommand::MakeRecoveryKey);
    bench.reply(Output::KeysLookedUp(KeyStatus::NoStore(KeyStoreError::NoAnswer)));
    assert!(bench.has("Prøv igen") && !bench.has("Lås nøglelageret op…"));
    bench.keep_recovery(1000.0);
    bench.reply(Output::RecoveryKept(Err(RecoveryError::KeyStore(KeyStoreError::Locked))));
    bench.take_all_requests();
    assert!(!bench.has("Prøv igen"));
    // The status bar behind the dialog has a button of this name too.
    bench.harness.query_all(By::new().label("Lås nøglelageret op…")).last().unwrap().click();
    bench.run();
    assert!(matches!(bench.take_all_requests()[..], [Request::Keys(KeyRequest::Unlock)]));
}

#[test]
fn a_repetition_that_differs_is_selected_so_that_typing_replaces_it() {
    let mut bench = open_save_dialog(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    bench.type_secret("Adgangskode", "sommer cykel vintermorgen pollen");
    bench.type_secret("Gentag adgangskoden", "sommer cykel vintermorgen polle");
    bench.click("Vælg placering…");
    assert!(bench.has("De to adgangskoder er ikke ens."));
    bench.harness.event(egui::Event::Text("sommer cykel vintermorgen pollen".to_owned()));
    bench.run();
    bench.click("Vælg placering…");
    assert!(matches!(bench.take_requests()[..], [Request::PickPath(..)]));
}

#[test]
fn a_way_that_can_not_be_used_is_told_as_such() {
    let described = |bench: &Bench| {
        let way = bench.harness.get_by_label("Sagen åbnes med: Nøgle på denne computer");
        way.accesskit_node().description().unwrap_or_default()
    };
    let bench = open_save_dialog(KeyStatus::NoStore(KeyStoreError::Unavailable));
    assert_eq!(described(&bench), "kan ikke bruges nu");
    let bench = open_save_dialog(KeyStatus::Present);
    assert_eq!(described(&bench), "");
}

#[test]
fn the_way_to_save_unencrypted_is_in_the_row_of_the_other_buttons() {
    let mut bench = open_save_dialog(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    let place = |label| bench.harness.get(By::new().role(Role::Button).label(label)).rect();
    let [unencrypted, cancel, save] = ["Gem ukrypteret…", "Annullér", "Vælg placering…"].map(place);
    assert!(unencrypted.right() < cancel.left() && cancel.right() < save.left());
    assert_eq!(unencrypted.y_range(), cancel.y_range());
    assert_eq!(cancel.center().y, save.center().y);
}
