//! Saving and opening: encrypted unless decided otherwise, never over what somebody else changed,
//! and asked for what opens a case.

use std::path::{Path, PathBuf};

use crate::bench::{Bench, plain};
use crate::fake_desktop::Kind;
use egui::{Key, Modifiers};
use wgs_referral::desktop::{
    CaseError, CaseKey, CaseRequest, JobId, KeyRequest, KeyStatus, KeyStoreError, OpenedCase, Output,
    PathPurpose, PickedPath, Protection, Request, SaveError,
};
use wgs_referral::encryption::{DecryptError, Passphrase};
use wgs_referral::files::{FileError, Fingerprint, IdentityFileError, Overwrite};
use wgs_referral::window::{Command, Dialog, UiCommand, Window, WindowCommand};

const CASE: &str = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
    patient: (name: "Bente Testperson"))"#;

fn state(bench: &Bench) -> &Window {
    bench.harness.state().window()
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::take(&mut text.to_owned())
}

/// A case that was opened and has this protection, with a change in it.
fn changed(protection: Option<Protection>) -> Bench {
    let mut bench = Bench::new();
    let opened = OpenedCase { protection, ..plain(CASE) };
    bench.read("/t/a.wgscase", Ok(opened));
    bench.type_into("Hospital", "Test");
    bench
}

fn asking(keys: KeyStatus) -> Bench {
    let mut bench = Bench::new();
    bench.type_into("Navn", "Bente Testperson");
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(bench.all_requests()[..], [Request::Keys(KeyRequest::LookUp)]));
    bench.keys(keys);
    bench
}

/// Types into a field that shows dots.
fn type_secret(bench: &mut Bench, label: &str, text: &str) {
    use egui_kittest::kittest::{By, Queryable};
    let field = By::new().role(egui::accesskit::Role::PasswordInput).label(label);
    bench.harness.get(field).focus();
    bench.run();
    bench.harness.event(egui::Event::Text(text.to_owned()));
    bench.run();
}

fn written(requests: &[Request]) -> (&PathBuf, &Protection, Overwrite) {
    let [Request::Case(CaseRequest::Write { path, protection, expected, .. })] = requests else {
        panic!("{requests:?}")
    };
    (path, protection, *expected)
}

#[test]
fn with_keys_a_case_is_saved_without_a_word_more() {
    let mut bench = asking(KeyStatus::Present);
    assert!(bench.has("Sagen åbnes med: Nøgle på denne computer"));
    bench.click("Vælg placering…");
    let requests = bench.requests();
    let [Request::PickPath(PathPurpose::CaseToSave(_), _)] = &requests[..] else { panic!("{requests:?}") };
    let requests = bench.picks("/t/a.wgscase");
    assert_eq!(written(&requests), (&PathBuf::from("/t/a.wgscase"), &Protection::Keys, Overwrite::Always));
}

#[test]
fn the_first_time_a_recovery_key_is_made_and_then_the_case_is_saved() {
    let mut bench = asking(KeyStatus::Absent);
    // By key: the button has the focus, and then the field of the next dialog.
    bench.press(Key::Enter);
    assert!(bench.has("Opret en gendannelsesnøgle"));
    bench.harness.event(egui::Event::Text("gemt i skabet".to_owned()));
    bench.run();
    type_secret(&mut bench, "Gentag adgangskoden", "gemt i skabet");
    bench.click("Vælg placering…");
    let requests = bench.requests();
    let [Request::PickPath(PathPurpose::RecoveryKeyToSave(proposed), _)] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(proposed, "wgs-gendannelsesnøgle-2026-11-22.age");
    let requests = bench.picks("/usb/key");
    let [Request::Keys(KeyRequest::MakeRecoveryKey { path, passphrase: typed })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!((path, typed), (&PathBuf::from("/usb/key.age"), &passphrase("gemt i skabet")));
    // One that is there stays: another place is asked for. Then the case goes on to its own.
    let exists = Err(SaveError::File(FileError::Exists));
    let requests = bench.reply(Output::RecoveryKeyMade(exists));
    assert!(bench.has_part("der findes allerede en fil med det navn"));
    let [Request::PickPath(PathPurpose::RecoveryKeyToSave(_), _)] = &requests[..] else {
        panic!("{requests:?}")
    };
    let requests = bench.picks("/usb/other.age");
    assert!(matches!(requests[..], [Request::Keys(KeyRequest::MakeRecoveryKey { .. })]));
    let requests = bench.reply(Output::RecoveryKeyMade(Ok(())));
    let [Request::PickPath(PathPurpose::CaseToSave(_), _)] = &requests[..] else { panic!("{requests:?}") };
    assert!(bench.has_part("Gendannelsesnøglen er gemt"));
    let requests = bench.picks("/t/a.wgscase");
    assert_eq!(written(&requests).1, &Protection::Keys);
    assert!(bench.job(Kind::MakeRecoveryKey).is_none());
}

#[test]
fn a_recovery_key_that_fails_is_told_and_nothing_is_saved() {
    let mut bench = asking(KeyStatus::Absent);
    bench.click("Opret gendannelsesnøgle…");
    type_secret(&mut bench, "Adgangskode", "gemt i skabet");
    type_secret(&mut bench, "Gentag adgangskoden", "gemt i skabet");
    bench.click("Vælg placering…");
    bench.picks("/usb/key");
    let full = Err(SaveError::File(FileError::DiskFull));
    assert!(bench.reply(Output::RecoveryKeyMade(full)).is_empty());
    assert!(bench.has_part("disken er fuld"));
    assert!(bench.job(Kind::MakeRecoveryKey).is_none());
    assert!(state(&bench).case().session().has_unsaved_changes());
}

#[test]
fn a_passphrase_is_typed_twice_and_told_how_strong_it_is() {
    let mut bench = asking(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    bench.click("Vælg placering…");
    assert!(bench.has("Skriv en adgangskode."));
    type_secret(&mut bench, "Adgangskode", "sommer");
    assert!(bench.has_part("Svag"));
    type_secret(&mut bench, "Adgangskode", " cykel vintermorgen pollen");
    assert!(bench.has("Stærk."));
    type_secret(&mut bench, "Gentag adgangskoden", "sommer");
    bench.click("Vælg placering…");
    assert!(bench.has("De to adgangskoder er ikke ens."));
    assert!(bench.requests().is_empty());
    type_secret(&mut bench, "Gentag adgangskoden", " cykel vintermorgen pollen");
    assert!(!bench.has("De to adgangskoder er ikke ens."));
    bench.click("Vælg placering…");
    let requests = bench.requests();
    let [Request::PickPath(..)] = &requests[..] else { panic!("{requests:?}") };
    let requests = bench.picks("/t/a.wgscase");
    let typed = Protection::Passphrase(passphrase("sommer cykel vintermorgen pollen"));
    assert_eq!(written(&requests).1, &typed);
}

#[test]
fn without_a_key_store_a_passphrase_is_what_there_is() {
    let mut bench = asking(KeyStatus::NoStore(KeyStoreError::Unavailable));
    bench.press(Key::Escape);
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(bench.has("Gentag adgangskoden"));
    bench.click("Sagen åbnes med: Nøgle på denne computer");
    let why =
        "Nøglen kan ikke bruges: computerens nøglelager svarer ikke. Du kan vælge adgangskode i stedet.";
    assert!(bench.has(why));
    assert!(!bench.has("Vælg placering…"));
    bench.all_requests();
    bench.click("Prøv igen");
    assert!(matches!(bench.all_requests()[..], [Request::Keys(KeyRequest::LookUp)]));
    bench.keys(KeyStatus::NoStore(KeyStoreError::Locked));
    bench.click("Brug adgangskode");
    assert!(bench.has("Gentag adgangskoden"));
}

#[test]
fn what_is_wrong_with_a_passphrase_is_in_sight_in_a_low_window_too() {
    use egui_kittest::kittest::{By, Queryable};
    let mut bench = Bench::of_size(680.0, 430.0);
    bench.type_into("Navn", "Bente Testperson");
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.keys(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    type_secret(&mut bench, "Adgangskode", "sommer cykel vintermorgen pollen");
    for (wrong, again) in [("De to adgangskoder er ikke ens.", "sommer"), ("Skriv en adgangskode.", "")] {
        if again.is_empty() {
            bench.press(Key::Escape);
            bench.press_with(Modifiers::COMMAND, Key::S);
            bench.click("Sagen åbnes med: Adgangskode");
        } else {
            type_secret(&mut bench, "Gentag adgangskoden", again);
        }
        bench.click("Vælg placering…");
        let told = bench.harness.get(By::new().label(wrong)).rect();
        let buttons = bench.harness.get(By::new().label("Vælg placering…")).rect();
        assert!(told.bottom() <= buttons.top() && told.top() > 0.0, "{wrong} {told:?} {buttons:?}");
    }
}

#[test]
fn in_the_open_is_decided_in_so_many_words_and_for_once() {
    let mut bench = asking(KeyStatus::Present);
    bench.click("Gem ukrypteret…");
    assert!(bench.has_part("kan læses af alle"));
    // What is wanted by most has the focus.
    bench.press(Key::Enter);
    assert_eq!(state(&bench).dialog(), None);
    assert!(bench.requests().is_empty());
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.save_unencrypted();
    let requests = bench.requests();
    let [Request::PickPath(..)] = &requests[..] else { panic!("{requests:?}") };
    let requests = bench.picks("/t/a.wgscase");
    assert_eq!(written(&requests).1, &Protection::Plain);
}

#[test]
fn a_case_that_was_read_in_the_open_is_not_written_so_unasked() {
    let mut bench = changed(None);
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(state(&bench).dialog(), Some(Dialog::Save(_))));
    bench.keys(KeyStatus::Present);
    // Its place is known.
    // Behind the dialog stands another one.
    use egui_kittest::kittest::{By, Queryable};
    bench.harness.query_all(By::new().label("Gem")).last().unwrap().click();
    bench.run();
    let requests = bench.requests();
    let unchanged = Overwrite::IfUnchanged(Fingerprint::of(CASE.as_bytes()));
    assert_eq!(written(&requests), (&PathBuf::from("/t/a.wgscase"), &Protection::Keys, unchanged));
}

#[test]
fn a_case_is_saved_again_as_it_was_opened() {
    for protection in [Protection::Keys, Protection::Passphrase(passphrase("hest"))] {
        let mut bench = changed(Some(protection.clone()));
        bench.press_with(Modifiers::COMMAND, Key::S);
        let requests = bench.all_requests();
        let unchanged = Overwrite::IfUnchanged(Fingerprint::of(CASE.as_bytes()));
        assert_eq!(written(&requests), (&PathBuf::from("/t/a.wgscase"), &protection, unchanged));
        let now = Fingerprint::of(b"now");
        bench.reply(Output::CaseWritten(Ok(now)));
        assert!(!state(&bench).case().session().has_unsaved_changes());
        assert_eq!(state(&bench).case().session().overwrite_condition(), Overwrite::IfUnchanged(now));
    }
}

fn found_changed() -> Bench {
    let mut bench = changed(Some(Protection::Keys));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let requests = bench.all_requests();
    assert!(matches!(requests[..], [Request::Case(CaseRequest::Write { .. })]));
    bench.reply(Output::CaseWritten(Err(SaveError::File(FileError::Changed))));
    assert!(bench.has("Filen er ændret i mellemtiden"));
    bench
}

#[test]
fn what_somebody_else_changed_is_asked_about() {
    let mut bench = found_changed();
    bench.click("Annullér");
    assert!(bench.requests().is_empty());
    assert!(state(&bench).case().session().has_unsaved_changes());

    let mut bench = found_changed();
    bench.click("Overskriv");
    assert_eq!(written(&bench.requests()).2, Overwrite::Always);

    let mut bench = found_changed();
    bench.click("Gem som…");
    assert!(matches!(bench.requests()[..], [Request::PickPath(PathPurpose::CaseToSave(_), _)]));

    let mut bench = found_changed();
    bench.click("Genindlæs, kassér mine ændringer");
    let requests = bench.requests();
    let [Request::Case(CaseRequest::Read { path, key: None })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(path, Path::new("/t/a.wgscase"));
    bench.reply(Output::CaseRead(Ok(plain(&CASE.replace("Bente", "Berit")))));
    assert_eq!(bench.text_in("Navn"), "Berit Testperson");
    assert!(!state(&bench).case().session().has_unsaved_changes());
}

#[test]
fn what_somebody_took_away_is_not_made_anew_unasked() {
    let gone = || {
        let mut bench = changed(Some(Protection::Keys));
        bench.press_with(Modifiers::COMMAND, Key::S);
        bench.requests();
        bench.reply(Output::CaseWritten(Err(SaveError::File(FileError::Gone))));
        assert!(bench.has("Filen er der ikke længere"));
        assert!(!bench.has("Genindlæs, kassér mine ændringer"));
        bench
    };
    let mut bench = gone();
    bench.click("Annullér");
    assert!(bench.requests().is_empty());
    assert!(state(&bench).case().session().has_unsaved_changes());

    let mut bench = gone();
    bench.click("Gem samme sted");
    assert_eq!(written(&bench.requests()).2, Overwrite::Never);

    let mut bench = gone();
    bench.click("Gem som…");
    assert!(matches!(bench.requests()[..], [Request::PickPath(PathPurpose::CaseToSave(_), _)]));
}

#[test]
fn a_key_store_that_does_not_answer_is_asked_again_or_the_recovery_key_helps() {
    let mut bench = Bench::new();
    let locked = || Err(CaseError::KeyStore(KeyStoreError::Locked));
    bench.read("/t/a.wgscase", locked());
    assert!(bench.has("Nøglen kan ikke hentes"));
    assert!(bench.has("Computerens nøglelager er låst; lås det op, og prøv igen."));
    bench.press(Key::Enter);
    assert!(matches!(&bench.requests()[..], [Request::Case(CaseRequest::Read { key: None, .. })]));
    bench.read("/t/a.wgscase", locked());
    bench.click("Brug gendannelsesnøgle…");
    assert!(bench.has("Der er ikke valgt nogen gendannelsesnøgle."));
    bench.click("Annullér");
    bench.read("/t/a.wgscase", locked());
    bench.press(Key::Escape);
    assert!(state(&bench).dialog().is_none() && bench.job(Kind::Read).is_none());
}

#[test]
fn a_passphrase_that_was_typed_is_not_asked_for_twice() {
    let mut bench = Bench::new();
    bench.ask_quietly(WindowCommand::Open("/t/a.wgscase".into()));
    bench.requests();
    bench.type_into("Navn", "Carl Testperson");
    let protection = Some(Protection::Passphrase(passphrase("hest")));
    let opened = OpenedCase { protection, ..plain(CASE) };
    bench.read("/t/a.wgscase", Ok(opened));
    assert!(bench.has("Sagen er ikke gemt"));
    bench.click("Kassér ændringer");
    let requests = bench.requests();
    let [Request::Case(CaseRequest::Read { key: Some(CaseKey::Passphrase(typed)), .. })] = &requests[..]
    else {
        panic!("{requests:?}")
    };
    assert_eq!(typed, &passphrase("hest"));
}

#[test]
fn a_reload_that_fails_loses_nothing() {
    let mut bench = found_changed();
    bench.click("Genindlæs, kassér mine ændringer");
    bench.read("/t/a.wgscase", Err(FileError::Unreachable.into()));
    assert_eq!(bench.text_in("Hospital"), "Test");
    bench.ask(WindowCommand::Close);
    assert!(bench.has("Sagen er ikke gemt"));
}

#[test]
fn a_passphrase_is_asked_for_until_it_fits() {
    let mut bench = Bench::new();
    bench.read("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    assert!(bench.has("Sagen er krypteret"));
    // Nothing is tried while nothing was typed.
    bench.click("Åbn");
    assert!(bench.requests().is_empty());
    type_secret(&mut bench, "Adgangskode", "forkert");
    bench.press(Key::Enter);
    let requests = bench.requests();
    let [Request::Case(CaseRequest::Read { key: Some(CaseKey::Passphrase(typed)), .. })] = &requests[..]
    else {
        panic!("{requests:?}")
    };
    assert_eq!(typed, &passphrase("forkert"));
    bench.read("/t/a.wgscase", Err(DecryptError::WrongPassphrase.into()));
    assert!(bench.has("Adgangskoden er forkert. Prøv igen."));
    type_secret(&mut bench, "Adgangskode", "hest");
    assert!(!bench.has("Adgangskoden er forkert. Prøv igen."));
    bench.click("Åbn");
    assert!(matches!(&bench.requests()[..], [Request::Case(CaseRequest::Read { key: Some(_), .. })]));
    let opened = OpenedCase { protection: Some(Protection::Passphrase(passphrase("hest"))), ..plain(CASE) };
    bench.read("/t/a.wgscase", Ok(opened));
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
}

#[test]
fn a_case_of_another_computer_asks_for_its_recovery_key() {
    let mut bench = Bench::new();
    bench.read("/t/a.wgscase", Err(DecryptError::WrongKey.into()));
    assert!(bench.has("Nøglen på denne computer åbner ikke sagen."));
    bench.click("Åbn");
    assert!(bench.has("Vælg først gendannelsesnøglens fil."));
    // Looking for it can be broken off.
    bench.click("Vælg gendannelsesnøgle…");
    assert!(matches!(bench.requests()[..], [Request::PickPath(PathPurpose::RecoveryKeyToOpen, _)]));
    bench.cancels_picking();
    bench.click("Vælg gendannelsesnøgle…");
    bench.requests();
    bench.picks("/usb/key.age");
    assert!(bench.has("Gendannelsesnøgle: /usb/key.age"));
    bench.click("Åbn");
    let requests = bench.requests();
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
    bench.read("/t/a.wgscase", Err(needs));
    assert!(bench.has("Gendannelsesnøglen er beskyttet af en adgangskode. Skriv den nedenfor."));
    // The file is still chosen.
    type_secret(&mut bench, "Gendannelsesnøglens adgangskode", "gemt i skabet");
    bench.press(Key::Enter);
    assert!(matches!(
        &bench.requests()[..],
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
    let read = bench.job(Kind::Read).unwrap();
    bench.click("Annullér");
    assert_eq!(state(&bench).dialog(), None);
    bench.reply_to(read, Output::CaseRead(Ok(plain(CASE))));
    assert_eq!(state(&bench).case().session().path(), None);
}

#[test]
fn a_damaged_file_is_told_apart_from_a_cut_one_and_leaves_the_case() {
    let mut bench = changed(Some(Protection::Keys));
    for (reason, words) in [
        (DecryptError::Damaged, "filen er beskadiget"),
        (DecryptError::Cut, "filen er ufuldstændig"),
        (DecryptError::UnknownFormat, "brug en nyere version"),
        (DecryptError::TooMuchWork, "ikke være fra dette program"),
    ] {
        bench.read("/t/b.wgscase", Err(reason.into()));
        assert!(bench.has_part(words), "{words}");
        assert_eq!(bench.text_in("Hospital"), "Test");
    }
}

#[test]
fn what_was_typed_as_a_passphrase_is_in_no_text_that_can_be_read() {
    let mut bench = asking(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    type_secret(&mut bench, "Adgangskode", "hemmelig hest");
    assert!(!bench.has_part("hemmelig"));
    assert!(!format!("{:?}", state(&bench).dialog()).contains("hemmelig"));
}

#[test]
fn a_save_that_is_asked_for_again_while_it_is_under_way_follows_it() {
    let mut bench = changed(Some(Protection::Keys));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let first = bench.all_requests();
    bench.type_into("Afdeling", "Test");
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(bench.all_requests().is_empty());
    assert!(matches!(first[..], [Request::Case(CaseRequest::Write { .. })]));
    let done = |now: &[u8]| Output::CaseWritten(Ok(Fingerprint::of(now)));
    // It expects what the first has written, not what was there before.
    let second = bench.reply(done(b"first"));
    assert_eq!(written(&second).2, Overwrite::IfUnchanged(Fingerprint::of(b"first")));
    assert!(bench.reply(done(b"second")).is_empty());
    assert!(!state(&bench).case().session().has_unsaved_changes());
}

#[test]
fn a_save_that_failed_can_be_asked_for_again() {
    let mut bench = changed(Some(Protection::Keys));
    for _ in 0..2 {
        bench.press_with(Modifiers::COMMAND, Key::S);
        let requests = bench.all_requests();
        assert!(matches!(requests[..], [Request::Case(CaseRequest::Write { .. })]));
        bench.reply(Output::CaseWritten(Err(SaveError::KeyStore(KeyStoreError::Locked))));
        assert!(bench.has_part("computerens nøglelager er låst"));
    }
}

#[test]
fn no_dialog_of_one_patient_acts_on_the_next() {
    let mut bench = changed(Some(Protection::Keys));
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.click("Gem ukrypteret…");
    // Meanwhile another file was let go over the window.
    bench.ask_quietly(WindowCommand::Open("/t/b.wgscase".into()));
    bench.click("Kassér ændringer");
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.click("Gem ukrypteret…");
    let theirs = plain(&CASE.replace("Bente", "Berit"));
    bench.read("/t/b.wgscase", Ok(theirs));
    assert_eq!(bench.text_in("Navn"), "Berit Testperson");
    assert_eq!(state(&bench).dialog(), None);
}

#[test]
fn a_case_that_is_read_late_does_not_take_the_place_of_the_one_asked_for_since() {
    let mut bench = Bench::new();
    bench.ask_quietly(WindowCommand::Open("/t/slow.wgscase".into()));
    let first = bench.job(Kind::Read).unwrap();
    bench.ask_quietly(WindowCommand::Open("/t/b.wgscase".into()));
    bench.read("/t/b.wgscase", Ok(plain(CASE)));
    let slow = || Ok(plain(&CASE.replace("Bente", "Berit")));
    bench.reply_to(first, Output::CaseRead(slow()));
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
    // Asked for again, it comes.
    bench.ask_quietly(WindowCommand::Open("/t/slow.wgscase".into()));
    bench.read("/t/slow.wgscase", slow());
    assert_eq!(bench.text_in("Navn"), "Berit Testperson");
}

#[test]
fn while_a_passphrase_is_tried_its_dialog_stays_and_what_is_typed_goes_nowhere_else() {
    let mut bench = Bench::new();
    bench.read("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    type_secret(&mut bench, "Adgangskode", "hest");
    bench.click("Åbn");
    assert!(bench.has("Adgangskoden prøves…"));
    assert!(matches!(&bench.requests()[..], [Request::Case(CaseRequest::Read { key: Some(_), .. })]));
    // Once at a time.
    bench.click("Åbn");
    assert!(bench.requests().is_empty());
    // Who gives up is not led there late.
    let given_up = bench.job(Kind::Read).unwrap();
    bench.click("Annullér");
    bench.reply_to(given_up, Output::CaseRead(Ok(plain(CASE))));
    assert_eq!(state(&bench).case().session().path(), None);
}

#[test]
fn a_case_that_is_saved_another_way_while_it_is_saved_is_saved_that_way_too() {
    let mut bench = changed(Some(Protection::Plain));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let first = bench.all_requests();
    let [Request::Case(CaseRequest::Write { path, .. })] = &first[..] else { panic!("{first:?}") };
    let write = bench.job(Kind::Write).unwrap();
    bench.ask_quietly(Command::Ui(UiCommand::SaveAs));
    bench.keys(KeyStatus::Present);
    bench.click("Vælg placering…");
    let requests = bench.requests();
    let [Request::PickPath(..)] = &requests[..] else { panic!("{requests:?}") };
    assert!(bench.picks(path.clone()).is_empty());
    let second = bench.reply_to(write, Output::CaseWritten(Ok(Fingerprint::of(b"first"))));
    assert_eq!(written(&second).1, &Protection::Keys);
    assert_eq!(written(&second).2, Overwrite::IfUnchanged(Fingerprint::of(b"first")));
}

/// The job of the path dialog that is asked for.
fn path_dialog(bench: &mut Bench) -> JobId {
    let requests = bench.requests();
    assert!(matches!(requests[..], [Request::PickPath(..)]), "{requests:?}");
    bench.job(Kind::PickPath).unwrap()
}

fn picked(path: &str) -> Output {
    Output::PathPicked(PickedPath::Path(path.into()))
}

fn written_with(result: Result<Fingerprint, SaveError>) -> Output {
    Output::CaseWritten(result)
}

fn save_as(bench: &mut Bench) {
    bench.ask_quietly(Command::Ui(UiCommand::SaveAs));
    bench.keys(KeyStatus::Present);
}

#[test]
fn a_place_that_was_asked_for_one_case_is_not_given_to_another() {
    let report = |bench: &mut Bench| {
        bench.ask_quietly(Command::Ui(UiCommand::ExportPdf));
        bench.click("Vælg placering…");
    };
    let case = |bench: &mut Bench| {
        save_as(bench);
        bench.click("Vælg placering…");
    };
    let key = |bench: &mut Bench| {
        bench.ask_quietly(Command::Ui(UiCommand::MakeRecoveryKey));
        type_secret(bench, "Adgangskode", "gemt i skabet");
        type_secret(bench, "Gentag adgangskoden", "gemt i skabet");
        bench.click("Vælg placering…");
    };
    for ask in [&report as &dyn Fn(&mut Bench), &case, &key] {
        let mut bench = Bench::new();
        bench.read("/t/a.wgscase", Ok(plain(CASE)));
        // The next is read slowly.
        bench.ask_quietly(WindowCommand::Open("/t/b.wgscase".into()));
        bench.requests();
        ask(&mut bench);
        let path_dialog = path_dialog(&mut bench);
        let theirs =
            OpenedCase { protection: Some(Protection::Keys), ..plain(&CASE.replace("Bente", "Berit")) };
        bench.read("/t/b.wgscase", Ok(theirs));
        assert_eq!(bench.text_in("Navn"), "Berit Testperson");
        assert!(bench.reply_to(path_dialog, picked("/t/of-the-first")).is_empty());
        assert!(bench.has_part("En anden sag er åbnet i mellemtiden."));
        assert!(bench.job(Kind::PickPath).is_none() && bench.job(Kind::MakeRecoveryKey).is_none());
    }
}

fn another_job_panics(bench: &mut Bench) {
    bench.ask_quietly(Command::Ui(UiCommand::CopySummary));
    bench.requests();
    bench.panics(Kind::Copy);
}

/// An unencrypted save to a slow drive. While it is in flight, another one elsewhere with keys is asked for: the job
/// of the first write, and of the dialog that asks for the path of the second.
fn save_while_saving() -> (Bench, JobId, JobId) {
    let mut bench = changed(Some(Protection::Plain));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let first = bench.job(Kind::Write).unwrap();
    bench.requests();
    save_as(&mut bench);
    bench.click("Vælg placering…");
    let path_dialog = path_dialog(&mut bench);
    (bench, first, path_dialog)
}

#[test]
fn what_was_decided_for_a_save_outlives_whatever_comes_back_meanwhile() {
    enum Meanwhile {
        AnotherFails,
        TheFirstEnds,
        TheFirstFails,
        AKeyIsLookedUp,
    }
    use Meanwhile::*;
    let happens = |bench: &mut Bench, first: JobId, what: Meanwhile| match what {
        AnotherFails => another_job_panics(bench),
        TheFirstEnds => drop(bench.reply_to(first, written_with(Ok(Fingerprint::of(b"first"))))),
        TheFirstFails => drop(bench.reply_to(first, written_with(Err(FileError::Unreachable.into())))),
        AKeyIsLookedUp => {
            bench.ask_quietly(Command::Ui(UiCommand::Shortcuts));
            bench.press(Key::Escape);
        }
    };
    for what in [AnotherFails, TheFirstEnds, TheFirstFails, AKeyIsLookedUp] {
        let (mut bench, first, path_dialog) = save_while_saving();
        happens(&mut bench, first, what);
        let second = bench.reply_to(path_dialog, picked("/t/b.wgscase"));
        assert_eq!(written(&second).1, &Protection::Keys);
        // There is a file of that name: the same goes for what follows from the question.
        bench.reply(written_with(Err(FileError::Exists.into())));
        another_job_panics(&mut bench);
        bench.click("Erstat");
        assert_eq!(written(&bench.requests()).1, &Protection::Keys);
    }
}

#[test]
fn a_save_that_ends_late_does_not_lead_back_to_the_file_before() {
    let late: [fn() -> Result<Fingerprint, SaveError>; 3] = [
        || Ok(Fingerprint::of(b"first")),
        || Err(FileError::Changed.into()),
        || Err(FileError::Unreachable.into()),
    ];
    for first_ends in late {
        let (mut bench, first, path_dialog) = save_while_saving();
        bench.reply_to(path_dialog, picked("/t/b.wgscase"));
        bench.reply(written_with(Ok(Fingerprint::of(b"second"))));
        bench.reply_to(first, written_with(first_ends()));
        assert_eq!(state(&bench).dialog(), None);
        bench.type_into("Afdeling", "Test");
        bench.press_with(Modifiers::COMMAND, Key::S);
        let unchanged = Overwrite::IfUnchanged(Fingerprint::of(b"second"));
        let third = bench.requests();
        assert_eq!(written(&third), (&PathBuf::from("/t/b.wgscase"), &Protection::Keys, unchanged));
    }
}

#[test]
fn a_save_that_ends_late_counts_where_the_later_one_failed() {
    let (mut bench, first, path_dialog) = save_while_saving();
    bench.reply_to(path_dialog, picked("/t/b.wgscase"));
    bench.reply(written_with(Err(FileError::DiskFull.into())));
    bench.reply_to(first, written_with(Ok(Fingerprint::of(b"first"))));
    assert_eq!(state(&bench).case().session().path(), Some(Path::new("/t/a.wgscase")));
    assert_eq!(
        state(&bench).case().session().overwrite_condition(),
        Overwrite::IfUnchanged(Fingerprint::of(b"first"))
    );
}

#[test]
fn a_reading_that_broke_off_can_be_begun_again() {
    let mut bench = Bench::new();
    bench.read("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    type_secret(&mut bench, "Adgangskode", "hest");
    bench.click("Åbn");
    bench.requests();
    bench.panics(Kind::Read);
    bench.click("Åbn");
    assert!(matches!(&bench.requests()[..], [Request::Case(CaseRequest::Read { key: Some(_), .. })]));
    bench.read("/t/a.wgscase", Ok(plain(CASE)));
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
}

#[test]
fn a_file_that_turns_out_damaged_is_told_and_its_passphrase_not_asked_for_any_more() {
    let mut bench = Bench::new();
    bench.read("/t/a.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    type_secret(&mut bench, "Adgangskode", "hest");
    bench.click("Åbn");
    bench.read("/t/a.wgscase", Err(DecryptError::Damaged.into()));
    assert_eq!(state(&bench).dialog(), None);
    assert!(bench.has_part("filen er beskadiget"));
}
