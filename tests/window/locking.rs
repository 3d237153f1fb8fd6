//! The cover of the window: it hides the patient until the user uncovers the window.

use crate::bench::{Bench, plain, settings_file};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, Queryable};
use wgs_referral::desktop::{OpenedCase, Protection};
use wgs_referral::encryption::Passphrase;
use wgs_referral::settings::{LockAfter, UserSettings};
use wgs_referral::window::WindowCommand;

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

#[test]
fn the_passphrase_of_the_case_uncovers_it_and_no_other_does() {
    let text = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Bente Testperson"))"#;
    let passphrase = Passphrase::take(&mut "hest".to_owned());
    let opened = OpenedCase { protection: Some(Protection::Passphrase(passphrase)), ..plain(text) };
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(opened));
    bench.press_with(Modifiers::COMMAND, Key::L);
    assert!(bench.has("Vinduet er låst.") && bench.has("Lås op"));
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
