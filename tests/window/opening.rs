//! Opening encrypted cases: keys, passphrases, recovery keys, and replies that arrive late.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::bench::{Bench, CASE, passphrase, plain};
use crate::fake_desktop::JobKind;
use crate::key_events::key_events;
use egui::accesskit::Role;
use egui::{DroppedFile, DroppedFileHandle, Event, Key, ViewportId};
use egui_kittest::kittest::{NodeT, Queryable};
use wgs_referral::definition::Language;
use wgs_referral::desktop::{
    CaseError, CaseKey, CaseRequest, KeyStoreError, OpenedCase, Output, PathPurpose, Protection, Request,
};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::IdentityFileError;
use wgs_referral::window::{CaseCommand, Field, WindowCommand};

#[test]
fn a_locked_key_store_can_be_retried_or_replaced_by_the_recovery_key() {
    let mut bench = Bench::new();
    let locked = || Err(CaseError::KeyStore(KeyStoreError::Locked));
    bench.open_file("/t/a.wgscase", locked());
    assert!(bench.has("Nøglen kan ikke hentes"));
    assert!(bench.has("Computerens nøglelager er låst; lås det op, og prøv igen."));
    bench.settle();
    bench.press(Key::Enter);
    assert!(matches!(&bench.take_requests()[..], [Request::Case(CaseRequest::Read { key: None, .. })]));
    bench.open_file("/t/a.wgscase", locked());
    bench.click("Brug gendannelsesnøgle…");
    assert!(bench.has("Der er ikke valgt nogen gendannelsesnøgle."));
    bench.click("Annullér");
    bench.open_file("/t/a.wgscase", locked());
    bench.press(Key::Escape);
    assert!(bench.window().dialog().is_none() && bench.latest_job(JobKind::Read).is_none());
}

#[test]
fn the_first_key_after_a_pause_presses_the_button_of_a_dialog_that_comes_by_itself() {
    let mut bench = Bench::new();
    bench.dispatch(WindowCommand::Open("/t/a.wgscase".into()));
    bench.take_requests();
    bench.send(Output::CaseRead(Err(CaseError::KeyStore(KeyStoreError::Locked))));
    // A desktop draws only the frames that the window wants, when it wants them. Nothing moves then until the key.
    bench.draw_frame(Vec::new());
    loop {
        let wait = bench.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay.as_secs_f64();
        if wait > 1.0 {
            break;
        }
        if wait > 0.0 {
            let time = bench.harness.ctx.input(|input| input.time) + wait;
            bench.harness.input_mut().time = Some(time);
        }
        bench.draw_frame(Vec::new());
        bench.harness.input_mut().time = None;
    }
    assert!(bench.has("Nøglen kan ikke hentes"));
    let time = bench.harness.ctx.input(|input| input.time) + 5.0;
    bench.harness.input_mut().time = Some(time);
    bench.draw_frame(key_events(Key::Enter));
    let requests = bench.take_requests();
    assert!(matches!(&requests[..], [Request::Case(CaseRequest::Read { .. })]), "{requests:?}");
}

#[test]
fn a_file_read_again_after_discarding_changes_reuses_the_passphrase() {
    let mut bench = Bench::new();
    bench.dispatch(WindowCommand::Open("/t/a.wgscase".into()));
    bench.take_requests();
    bench.dispatch_without_requests(CaseCommand::Edit(Field::PatientName, "Carl Testperson".to_owned()));
    let protection = Some(Protection::Passphrase(passphrase("hest")));
    let opened = OpenedCase { protection, ..plain(CASE) };
    bench.open_file("/t/a.wgscase", Ok(opened));
    assert!(bench.has("Sagen er ikke gemt"));
    bench.click("Kassér ændringer");
    let requests = bench.take_requests();
    let [Request::Case(CaseRequest::Read { key: Some(CaseKey::Passphrase(typed)), .. })] = &requests[..]
    else {
        panic!("{requests:?}")
    };
    assert_eq!(typed, &passphrase("hest"));
}

#[test]
fn a_wrong_passphrase_is_asked_for_again() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    assert!(bench.has("Sagen er krypteret"));
    // A blank passphrase is not tried.
    bench.click("Åbn");
    assert!(bench.take_requests().is_empty());
    bench.type_secret("Adgangskode", "forkert");
    bench.press(Key::Enter);
    let requests = bench.take_requests();
    let [Request::Case(CaseRequest::Read { key: Some(CaseKey::Passphrase(typed)), .. })] = &requests[..]
    else {
        panic!("{requests:?}")
    };
    assert_eq!(typed, &passphrase("forkert"));
    bench.open_file("/t/a.wgscase", Err(DecryptError::WrongPassphrase.into()));
    assert!(bench.has("Adgangskoden er forkert. Prøv igen."));
    bench.type_secret("Adgangskode", "hest");
    assert!(!bench.has("Adgangskoden er forkert. Prøv igen."));
    bench.click("Åbn");
    assert!(matches!(&bench.take_requests()[..], [Request::Case(CaseRequest::Read { key: Some(_), .. })]));
    let opened = OpenedCase { protection: Some(Protection::Passphrase(passphrase("hest"))), ..plain(CASE) };
    bench.open_file("/t/a.wgscase", Ok(opened));
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
}

#[test]
fn a_case_of_another_computer_asks_for_its_recovery_key() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Err(DecryptError::WrongKey.into()));
    assert!(bench.has("Nøglen på denne computer åbner ikke sagen."));
    bench.click("Åbn");
    assert!(bench.has("Vælg først gendannelsesnøglens fil."));
    // Cancelling the file dialog returns to this dialog.
    bench.click("Vælg gendannelsesnøgle…");
    assert!(matches!(bench.take_requests()[..], [Request::PickPath(PathPurpose::RecoveryKeyToOpen, _)]));
    bench.cancel_file_dialog();
    bench.click("Vælg gendannelsesnøgle…");
    bench.take_requests();
    bench.pick_path("/usb/key.age");
    assert!(bench.has("Gendannelsesnøgle: /usb/key.age"));
    bench.click("Åbn");
    let requests = bench.take_requests();
    let [
        Request::Case(CaseRequest::Read {
            key: Some(CaseKey::RecoveryKey { file, passphrase: typed }), ..
        }),
    ] = &requests[..]
    else {
        panic!("{requests:?}")
    };
    assert!(file == &PathBuf::from("/usb/key.age") && typed.is_empty());
    let needs = CaseError::RecoveryKey(DecryptError::NeedsPassphrase.into());
    bench.open_file("/t/a.wgscase", Err(needs));
    assert!(bench.has("Gendannelsesnøglen er beskyttet af en adgangskode. Skriv den nedenfor."));
    // The dialog still has the path of the key file.
    bench.type_secret("Gendannelsesnøglens adgangskode", "gemt i skabet");
    bench.press(Key::Enter);
    assert!(matches!(
        &bench.take_requests()[..],
        [Request::Case(CaseRequest::Read { key: Some(CaseKey::RecoveryKey { .. }), .. })]
    ));
    for (error, words) in [
        (CaseError::RecoveryKey(DecryptError::WrongPassphrase.into()), "Adgangskoden er forkert."),
        (CaseError::RecoveryKey(IdentityFileError::NoKeys), "Filen indeholder ingen nøgle."),
        (DecryptError::WrongKey.into(), "Den valgte gendannelsesnøgle åbner ikke sagen. Vælg en anden."),
    ] {
        bench.reply(Output::CaseRead(Err(error)));
        assert!(bench.has(words), "{words}");
        bench.click("Åbn");
    }
    let read = bench.latest_job(JobKind::Read).unwrap();
    bench.click("Annullér");
    assert_eq!(bench.window().dialog(), None);
    bench.reply_to(read, Output::CaseRead(Ok(plain(CASE))));
    assert_eq!(bench.window().case().session().path(), None);
}

#[test]
fn each_decryption_error_has_its_message_and_leaves_the_case() {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    for (reason, words) in [
        (DecryptError::Damaged, "filen er beskadiget"),
        (DecryptError::Cut, "filen er ufuldstændig"),
        (DecryptError::UnknownFormat, "brug en nyere version"),
        (DecryptError::TooMuchWork, "ikke være fra dette program"),
    ] {
        bench.open_file("/t/b.wgscase", Err(reason.into()));
        assert!(bench.has_part(words), "{words}");
        assert_eq!(bench.field_text("Hospital"), "Test");
    }
}

#[test]
fn the_passphrase_dialog_stays_open_while_one_attempt_is_in_flight() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    bench.type_secret("Adgangskode", "hest");
    bench.click("Åbn");
    assert!(bench.has("Kontrollerer adgangskoden…"));
    assert!(matches!(&bench.take_requests()[..], [Request::Case(CaseRequest::Read { key: Some(_), .. })]));
    // Only one attempt is in flight at a time.
    bench.click("Åbn");
    assert!(bench.take_requests().is_empty());
    // The reply that arrives after the user has cancelled is dropped.
    let given_up = bench.latest_job(JobKind::Read).unwrap();
    bench.click("Annullér");
    bench.reply_to(given_up, Output::CaseRead(Ok(plain(CASE))));
    assert_eq!(bench.window().case().session().path(), None);
}

#[test]
fn a_passphrase_field_takes_nothing_while_what_was_typed_is_checked() {
    let decrypt = |error: DecryptError| CaseError::RecoveryKey(error.into());
    for (label, needed, wrong) in [
        ("Adgangskode", DecryptError::NeedsPassphrase.into(), DecryptError::WrongPassphrase.into()),
        (
            "Gendannelsesnøglens adgangskode",
            decrypt(DecryptError::NeedsPassphrase),
            decrypt(DecryptError::WrongPassphrase),
        ),
    ] {
        let mut bench = Bench::new();
        bench.open_file("/t/a.wgscase", Err(DecryptError::WrongKey.into()));
        if label == "Adgangskode" {
            bench.click("Annullér");
            bench.open_file("/t/a.wgscase", Err(needed));
        } else {
            bench.click("Vælg gendannelsesnøgle…");
            bench.take_requests();
            bench.pick_path("/usb/key.age");
            bench.click("Åbn");
            bench.reply(Output::CaseRead(Err(needed)));
        }
        let field = |bench: &Bench| {
            let field = bench.harness.get_by_role_and_label(Role::PasswordInput, label);
            let node = field.accesskit_node();
            (node.value().unwrap_or_default().chars().count(), node.is_read_only(), node.is_focused())
        };
        bench.type_secret(label, "hest");
        assert_eq!(field(&bench), (4, false, true), "{label}");
        bench.press(Key::Enter);
        assert!(bench.has("Kontrollerer adgangskoden…"), "{label}");
        for event in [Event::Text("sofa".to_owned()), Event::Paste("lampe".to_owned())] {
            bench.harness.event(event);
            bench.run();
        }
        bench.press(Key::Backspace);
        // What was not taken does not look as if it had been, and the focus stays for the next attempt.
        assert_eq!(field(&bench), (4, true, true), "{label}");
        bench.reply(Output::CaseRead(Err(wrong)));
        assert!(bench.has_part("Adgangskoden er forkert."), "{label}");
        assert_eq!(field(&bench), (0, false, true), "{label}");
        bench.harness.event(Event::Text("ko".to_owned()));
        bench.run();
        assert_eq!(field(&bench), (2, false, true), "{label}");
    }
}

#[test]
fn a_read_can_be_retried_after_a_panic() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    bench.type_secret("Adgangskode", "hest");
    bench.click("Åbn");
    bench.take_requests();
    bench.reply_with_panic(JobKind::Read);
    bench.click("Åbn");
    assert!(matches!(&bench.take_requests()[..], [Request::Case(CaseRequest::Read { key: Some(_), .. })]));
    bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
}

#[test]
fn a_damaged_file_closes_the_passphrase_dialog_and_is_reported() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    bench.type_secret("Adgangskode", "hest");
    bench.click("Åbn");
    bench.open_file("/t/a.wgscase", Err(DecryptError::Damaged.into()));
    assert_eq!(bench.window().dialog(), None);
    assert!(bench.has_part("filen er beskadiget"));
}

#[test]
fn a_stale_read_reply_does_not_replace_the_newer_case() {
    let mut bench = Bench::new();
    bench.dispatch(WindowCommand::Open("/t/slow.wgscase".into()));
    let first = bench.latest_job(JobKind::Read).unwrap();
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.open_file("/t/b.wgscase", Ok(plain(CASE)));
    let slow = || Ok(plain(&CASE.replace("Bente", "Berit")));
    bench.reply_to(first, Output::CaseRead(slow()));
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
    // When the file is opened again, it is shown.
    bench.dispatch(WindowCommand::Open("/t/slow.wgscase".into()));
    bench.open_file("/t/slow.wgscase", slow());
    assert_eq!(bench.field_text("Navn"), "Berit Testperson");
}

#[test]
fn enter_without_a_passphrase_says_that_it_is_needed() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    bench.take_all_requests();
    bench.press(Key::Enter);
    assert!(bench.has("Skriv sagens adgangskode."));
    assert!(bench.take_requests_of(JobKind::Read).is_empty());
    bench.type_secret("Adgangskode", "hest");
    assert!(!bench.has("Skriv sagens adgangskode."));
}

/// A file that is dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads it itself".to_owned())
    }
}

fn drop_files(bench: &mut Bench, paths: &[&str]) -> Vec<Request> {
    let files = paths.iter().map(|path| Arc::new(Dropped(path.into())) as DroppedFileHandle);
    bench.harness.input_mut().dropped_files = files.collect();
    bench.run();
    bench.take_requests_of(JobKind::Read)
}

#[test]
fn of_several_files_that_are_dropped_none_is_opened_and_this_is_told() {
    for (language, told) in [
        (Language::Da, "Ingen af filerne er åbnet. Slip én fil ad gangen."),
        (Language::En, "None of the files was opened. Drop one file at a time."),
    ] {
        let mut bench = Bench::new();
        bench.dispatch(WindowCommand::SetLanguage(language));
        let read = drop_files(&mut bench, &["/t/a.wgscase", "/t/b.wgscase"]);
        assert!(read.is_empty() && bench.has(told), "{read:?}");
        let read = drop_files(&mut bench, &["/t/b.wgscase"]);
        let [Request::Case(CaseRequest::Read { path, .. })] = &read[..] else { panic!("{read:?}") };
        assert_eq!(path.to_str(), Some("/t/b.wgscase"));
        assert!(!bench.has(told));
    }
}
