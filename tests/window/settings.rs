//! What stays from patient to patient: the settings, and nothing else.

use crate::bench::Bench;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use std::path::PathBuf;
use wgs_referral::desktop::{Output, Request};
use wgs_referral::files::{FileError, StoredSettings};
use wgs_referral::settings::{ThemeChoice, UserSettings};
use wgs_referral::window::{Command, FoundSettings, UiCommand};

fn start(found: StoredSettings) -> Bench {
    let mut bench = Bench::new();
    bench.app().window_mut().take_settings(FoundSettings { folder: "/t/config".into(), found });
    bench.run();
    bench
}

fn of_anton() -> UserSettings {
    let mut settings = UserSettings::default();
    settings.requester.name = "Anton Testlæge".into();
    settings.requester.region = "Region Midtjylland".into();
    settings
}

fn written(bench: &mut Bench) -> Vec<UserSettings> {
    let requests = bench.all_requests().into_iter();
    requests
        .filter_map(|request| match request {
            Request::WriteSettings(_, settings) => Some(*settings),
            _ => None,
        })
        .collect()
}

#[test]
fn the_requester_is_filled_into_each_new_case_and_is_no_change() {
    let mut bench = start(StoredSettings::Settings(Box::new(of_anton())));
    let state = bench.app().window_mut();
    assert_eq!(state.case().session().case().requester.name, "Anton Testlæge");
    assert!(!state.case().session().has_unsaved_changes() && state.case().session().is_blank());
    state.dispatch(Command::Ui(UiCommand::New));
    assert_eq!(state.case().session().case().requester.region, "Region Midtjylland");
    assert!(!state.case().session().has_unsaved_changes());
}

#[test]
fn a_change_is_kept_once_and_one_write_at_a_time() {
    let mut bench = start(StoredSettings::Nothing);
    assert!(written(&mut bench).is_empty());
    bench.ask(Command::Ui(UiCommand::ToggleTheme));
    bench.ask(Command::Ui(UiCommand::ZoomIn));
    let first = written(&mut bench);
    assert_eq!((first.len(), first[0].theme), (1, ThemeChoice::Light));
    bench.reply(Output::SettingsWritten(Ok(())));
    let second = written(&mut bench);
    assert_eq!((second.len(), second[0].scale), (1, 110));
}

#[test]
fn settings_are_changed_in_their_dialog() {
    let mut bench = start(StoredSettings::Nothing);
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    bench.type_into("Rekvirentens navn", "Anton Testlæge");
    bench.click("Region: Midtjylland");
    bench.click("Tema: Høj kontrast");
    bench.click("Gem indstillinger");
    let kept = written(&mut bench);
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].requester, of_anton().requester);
    assert_eq!(kept[0].theme, ThemeChoice::HighContrast);
    // The blank case has the requester at once.
    assert_eq!(bench.app().window().case().session().case().requester.name, "Anton Testlæge");
}

#[test]
fn broken_settings_are_told_and_those_of_a_newer_program_are_left_alone() {
    let bench = start(StoredSettings::Broken { set_aside: "/t/config/settings.broken.ron".into() });
    assert!(bench.has_part("Den gamle fil er lagt til side: /t/config/settings.broken.ron"));
    let mut bench = start(StoredSettings::Newer);
    assert!(bench.has_part("nyere version"));
    bench.ask(Command::Ui(UiCommand::ToggleTheme));
    assert!(written(&mut bench).is_empty());
    let mut bench = start(StoredSettings::Unreadable(FileError::Denied));
    assert!(bench.has_part("der er ikke adgang"));
    bench.ask(Command::Ui(UiCommand::ToggleTheme));
    assert!(written(&mut bench).is_empty());
}

#[test]
fn settings_that_cant_be_kept_are_told_once() {
    let mut bench = start(StoredSettings::Nothing);
    bench.ask(Command::Ui(UiCommand::ToggleTheme));
    bench.reply(Output::SettingsWritten(Err(FileError::DiskFull)));
    assert!(bench.has_part("Indstillingsfilen kunne ikke gemmes: disken er fuld"));
    written(&mut bench);
    bench.ask(Command::Ui(UiCommand::ToggleTheme));
    assert!(written(&mut bench).is_empty());
}

#[test]
fn settings_never_take_away_what_was_entered() {
    let mut bench = start(StoredSettings::Nothing);
    bench.harness.get_by_role_and_label(Role::TextInput, "Vurderet den").focus();
    bench.run();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.type_into("Vurderet den", "10-11-2026");
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    bench.type_into("Rekvirentens navn", "Anton Testlæge");
    bench.click("Gem indstillinger");
    assert_eq!(bench.text_in("Vurderet den"), "10-11-2026");
    assert!(bench.app().window().case().session().history().next_undo().is_some());
}

#[test]
fn a_patient_leaves_no_trace_in_the_settings() {
    let mut bench = start(StoredSettings::Settings(Box::new(of_anton())));
    bench.type_into("Navn", "Bente Testperson");
    bench.type_into("CPR-nummer", "0201609995");
    bench.ask(Command::Ui(UiCommand::ToggleTheme));
    let kept = written(&mut bench);
    let text = wgs_referral::settings::write(&kept[0]);
    assert!(!text.contains("Bente") && !text.contains("020160"));
}

#[test]
fn a_folder_that_is_named_after_the_patient_is_not_kept() {
    let read = |bench: &mut Bench, path: &str| {
        let case = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
            patient: (name: "Bente Testperson"))"#;
        bench.read(path, Ok(crate::bench::plain(case)));
        bench.app().window_mut().settings().last_folder.clone()
    };
    let mut bench = start(StoredSettings::Nothing);
    // As it must be to be found again, on each system.
    let root = if cfg!(windows) { "C:/t" } else { "/t" };
    let kept = Some(PathBuf::from(format!("{root}/sager")));
    assert_eq!(read(&mut bench, &format!("{root}/sager/a.wgscase")), kept);
    for folder in ["Bente T", "testperson", "020160-9995"] {
        assert_eq!(read(&mut bench, &format!("{root}/{folder}/a.wgscase")), kept, "{folder}");
    }
}
