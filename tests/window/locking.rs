//! The window covers itself, and shows nothing of the patient until it is uncovered.

use crate::bench::{Bench, plain, settings_file};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, Queryable};
use wgs_referral::desktop::{OpenedCase, Protection};
use wgs_referral::encryption::Passphrase;
use wgs_referral::settings::{LockAfter, UserSettings};
use wgs_referral::window::{Window, WindowCommand};

fn state(bench: &mut Bench) -> &mut Window {
    bench.app().window_mut()
}

fn answered() -> Bench {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.type_into("Navn", "Bente Testperson");
    bench
}

#[test]
fn a_covered_window_shows_and_does_nothing_until_it_is_uncovered() {
    let mut bench = answered();
    bench.press_with(Modifiers::COMMAND, Key::L);
    assert!(bench.has("Vinduet er låst."));
    assert!(!bench.has_part("Bente"));
    assert!(bench.has("Der er ændringer, der ikke er gemt."));
    // No key leads behind it.
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.press_with(Modifiers::COMMAND, Key::K);
    assert_eq!(state(&mut bench).dialog(), None);
    assert!(bench.all_requests().is_empty());
    bench.click("Lås op");
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
}

#[test]
fn the_passphrase_of_the_case_uncovers_it_and_no_other_does() {
    let text = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Bente Testperson"))"#;
    let passphrase = Passphrase::take(&mut "hest".to_owned());
    let opened = OpenedCase { protection: Some(Protection::Passphrase(passphrase)), ..plain(text) };
    let mut bench = Bench::new();
    bench.read("/t/a.wgscase", Ok(opened));
    bench.press_with(Modifiers::COMMAND, Key::L);
    for (typed, opens) in [("ko", false), ("hest", true)] {
        bench.harness.get(By::new().label("Sagens adgangskode")).focus();
        bench.run();
        bench.harness.event(egui::Event::Text(typed.to_owned()));
        bench.run();
        bench.press(Key::Enter);
        assert_eq!(bench.has("Adgangskoden er forkert. Prøv igen."), !opens, "{typed}");
        assert_eq!(bench.has_part("Bente"), opens);
    }
}

#[test]
fn it_covers_itself_after_its_time_and_not_while_somebody_is_there() {
    let mut bench = answered();
    let state = state(&mut bench);
    assert_eq!(state.cover_when_idle(0.0, true), None);
    assert_eq!(state.cover_when_idle(1e6, false), None);
    assert!(state.cover().is_none());
    state.cover_when_idle(1000.0, true);
    let five_minutes = UserSettings { lock_after: LockAfter::FiveMinutes, ..UserSettings::default() };
    state.take_settings(settings_file(five_minutes));
    assert_eq!(state.cover_when_idle(1299.0, false).unwrap().as_secs_f64(), 1.0);
    assert!(state.cover().is_none());
    assert_eq!(state.cover_when_idle(1299.5, true).unwrap().as_secs(), 300);
    assert!(state.cover_when_idle(1301.0, false).is_some());
    assert!(state.cover().is_none());
    assert_eq!(state.cover_when_idle(1599.5, false), None);
    assert!(state.cover().is_some());
    assert_eq!(state.cover_when_idle(1700.0, false), None);
    // The computer slept, and somebody moves the mouse.
    state.dispatch(WindowCommand::Unlock);
    state.cover_when_idle(2000.0, true);
    assert_eq!(state.cover_when_idle(9000.0, true), None);
    assert!(state.cover().is_some());
    // A clock that was set back covers nothing.
    state.dispatch(WindowCommand::Unlock);
    state.cover_when_idle(9001.0, true);
    assert!(state.cover_when_idle(100.0, false).is_some());
    assert!(state.cover().is_none());
}

#[test]
fn a_window_that_is_asked_to_close_while_it_is_covered_asks_once_it_is_uncovered() {
    let mut bench = answered();
    bench.press_with(Modifiers::COMMAND, Key::L);
    bench.ask(WindowCommand::Close);
    assert!(!bench.has_part("Bente"));
    assert!(!bench.has("Sagen er ikke gemt"));
    bench.click("Lås op");
    assert!(bench.has("Sagen er ikke gemt"));
}
