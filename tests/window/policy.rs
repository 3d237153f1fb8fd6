//! What the IT department has set is shown as such, and can't be changed in the window.

use crate::bench::{Bench, CASE, plain};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use strum::VariantArray;
use wgs_referral::definition::Language;
use wgs_referral::desktop::{CaseRequest, KeyStatus, OpenedCase, Protection, Request};
use wgs_referral::files::StoredSettings;
use wgs_referral::policy::{PolicyName, PolicyReading, PolicyValue};
use wgs_referral::settings::{LockAfter, UserSettings};
use wgs_referral::window::{Command, Dialog, FoundSettings, UiCommand, WindowCommand};

fn window_with(policies: &[(&str, PolicyValue)], settings: UserSettings) -> Bench {
    let mut bench = Bench::new();
    let policies = policies.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    bench.window_mut().take_policy(PolicyReading::of(policies));
    let found = StoredSettings::Settings(Box::new(settings));
    bench.window_mut().take_settings(FoundSettings { folder: "/t/config".into(), found });
    bench.run();
    bench
}

fn text(text: &str) -> PolicyValue {
    PolicyValue::Text(text.into())
}

fn is_disabled(bench: &Bench, label: &str) -> bool {
    bench.harness.get_by_label(label).accesskit_node().is_disabled()
}

#[test]
fn a_language_that_is_set_can_be_changed_nowhere() {
    let mut bench = window_with(&[("Language", text("en"))], UserSettings::default());
    assert_eq!(bench.window().settings().language, Some(Language::En));
    bench.dispatch(Command::Ui(UiCommand::ToggleLanguage));
    bench.dispatch(WindowCommand::SetLanguage(Language::Da));
    assert_eq!(bench.window().settings().language, Some(Language::En));
    // The button in the status bar is gone.
    assert!(!bench.has("Dansk") && !bench.has("English"));
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    assert!(is_disabled(&bench, "Language: Dansk") && is_disabled(&bench, "Language: English"));
    assert!(bench.has("Set by the IT department."));
    bench.click("Theme: Dark theme");
    bench.click("Save settings");
    assert_eq!(bench.window().settings().language, Some(Language::En));
}

#[test]
fn what_is_set_is_greyed_in_the_settings_and_all_else_is_not() {
    let policies =
        [("LockAfterMinutes", PolicyValue::Number(5)), ("RecoveryCopies", PolicyValue::YesNo(false))];
    let mut bench = window_with(&policies, UserSettings::default());
    let settings = bench.window().settings();
    assert_eq!((settings.lock_after, settings.recovery_copies), (LockAfter::FiveMinutes, false));
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    let copies = "Gendannelseskopi af ændringer, der ikke er gemt (krypteret, kun på denne computer)";
    for label in ["Dæk vinduet, når det ikke bruges: Aldrig", copies] {
        assert!(is_disabled(&bench, label), "{label}");
    }
    for label in ["Sprog: English", "Fjern et kopieret resumé fra udklipsholderen efter et minut"] {
        assert!(!is_disabled(&bench, label), "{label}");
    }
    assert_eq!(bench.harness.query_all_by_label("Bestemt af it-afdelingen.").count(), 2);
}

#[test]
fn every_policy_is_shown_in_the_settings_as_set_by_the_it_department() {
    for (name, value, words) in [
        ("Language", text("da"), ""),
        ("LockAfterMinutes", PolicyValue::Number(0), ""),
        ("RecoveryCopies", PolicyValue::YesNo(true), ""),
        ("Renderer", text("hardware"), "Vinduet tegnes med grafikkortet"),
        ("Renderer", text("software"), "Vinduet tegnes uden brug af grafikkortet"),
        ("Renderer", text("opengl"), "Vinduet tegnes med OpenGL"),
        ("AllowUnencryptedSaving", PolicyValue::YesNo(true), "Sager kan gemmes ukrypteret"),
        ("AllowUnencryptedSaving", PolicyValue::YesNo(false), "Sager kan kun gemmes krypteret"),
    ] {
        let mut bench = window_with(&[(name, value)], UserSettings::default());
        bench.press_with(Modifiers::COMMAND, Key::Comma);
        assert_eq!(bench.harness.query_all_by_label("Bestemt af it-afdelingen.").count(), 1, "{name}");
        assert!(words.is_empty() || bench.has_part(words), "{name}");
    }
    let mut bench = window_with(&[], UserSettings::default());
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    assert!(!bench.has("Bestemt af it-afdelingen.") && !bench.has_part("Vinduet tegnes med"));
    // A policy that was added since must be shown too.
    assert_eq!(PolicyName::VARIANTS.len(), 5);
}

#[test]
fn the_file_keeps_the_choices_of_the_user_for_the_time_without_the_policy() {
    let own = UserSettings { language: Some(Language::En), ..UserSettings::default() };
    let mut bench = window_with(&[("Language", text("da"))], own.clone());
    bench.dispatch_without_requests(Command::Ui(UiCommand::ZoomIn));
    let requests = bench.take_all_requests();
    let [Request::WriteSettings(_, change)] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!((**change).clone().applied_to(own.clone()).settings, UserSettings { scale: 110, ..own });
}

#[test]
fn a_case_is_not_saved_unencrypted_where_that_is_forbidden() {
    let mut bench =
        window_with(&[("AllowUnencryptedSaving", PolicyValue::Number(0))], UserSettings::default());
    // A case that was saved unencrypted before asks how to encrypt it.
    bench.open_file("/t/a.wgscase", Ok(OpenedCase { protection: Some(Protection::Plain), ..plain(CASE) }));
    bench.type_into("Hospital", "Test");
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(bench.window().dialog(), Some(Dialog::Save(_))));
    bench.look_up_keys(KeyStatus::Present);
    assert!(!bench.has("Gem ukrypteret…"));
    assert!(bench.has("It-afdelingen har bestemt, at sager skal gemmes krypteret."));
    assert!(bench.window().case().session().has_unsaved_changes());
    let is_write = |request: &Request| matches!(request, Request::Case(CaseRequest::Write { .. }));
    assert!(!bench.take_all_requests().iter().any(is_write));
}

#[test]
fn a_decision_to_save_unencrypted_does_not_outlast_the_policy_that_forbids_it() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(OpenedCase { protection: Some(Protection::Keys), ..plain(CASE) }));
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.save_unencrypted();
    let forbidding = [("AllowUnencryptedSaving".to_owned(), PolicyValue::Number(0))];
    bench.window_mut().take_policy(PolicyReading::of(forbidding));
    bench.pick_path("/t/b.wgscase");
    let is_write = |request: &Request| matches!(request, Request::Case(CaseRequest::Write { .. }));
    assert!(!bench.take_all_requests().iter().any(is_write));
    assert!(matches!(bench.window().dialog(), Some(Dialog::Save(_))), "it asks how to encrypt the case");
}

#[test]
fn faults_are_told_with_the_names_that_an_administrator_knows() {
    let policies = [("Language", text("de")), ("Sprog", text("da"))];
    let bench = window_with(&policies, UserSettings::default());
    assert!(bench.has_part("»Language« har en ugyldig værdi og gælder ikke"));
    assert!(bench.has_part("»Sprog« er ukendt"));
    assert_eq!(bench.window().settings().language, None);

    let mut bench = Bench::new();
    bench.window_mut().take_policy(PolicyReading::unreadable());
    bench.run();
    assert!(bench.has_part("det kan ikke læses, så sager kan kun gemmes krypteret"));
}
