//! The settings, which are all that is kept from one patient to the next.

use crate::bench::{Bench, CASE, plain};
use crate::recent::{carry_out, window_on};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Shape};
use egui_kittest::kittest::{By, Queryable};
use std::fs;
use std::path::PathBuf;
use wgs_referral::desktop::{CopyResult, Output, Request};
use wgs_referral::files::{FileError, StoredSettings, WrittenSettings};
use wgs_referral::settings::{RequesterProfile, ThemeChoice, UserSettings};
use wgs_referral::window::{Command, FoundSettings, UiCommand, WindowCommand};

fn window_with(found: StoredSettings) -> Bench {
    let mut bench = Bench::new();
    bench.window_mut().take_settings(FoundSettings { folder: "/t/config".into(), found });
    bench.run();
    bench
}

fn requester_settings() -> UserSettings {
    let mut settings = UserSettings::default();
    settings.profile.requester.name = "Anton Testlæge".into();
    settings.profile.requester.region = "Region Midtjylland".into();
    settings
}

fn take_written_settings(bench: &mut Bench) -> Vec<UserSettings> {
    let requests = bench.take_all_requests().into_iter();
    requests
        .filter_map(|request| match request {
            Request::WriteSettings(_, change) => Some(change.after),
            _ => None,
        })
        .collect()
}

#[test]
fn the_requester_is_filled_into_each_new_case_without_making_it_unsaved() {
    let mut bench = window_with(StoredSettings::Settings(Box::new(requester_settings())));
    let window = bench.window_mut();
    assert_eq!(window.case().session().case().requester.name, "Anton Testlæge");
    assert!(!window.case().session().has_unsaved_changes() && window.case().session().is_blank());
    window.dispatch(Command::Ui(UiCommand::New));
    assert_eq!(window.case().session().case().requester.region, "Region Midtjylland");
    assert!(!window.case().session().has_unsaved_changes());
}

#[test]
fn settings_are_written_once_and_one_write_at_a_time() {
    let mut bench = window_with(StoredSettings::Nothing);
    assert!(take_written_settings(&mut bench).is_empty());
    bench.dispatch_without_requests(Command::Ui(UiCommand::ToggleTheme));
    bench.dispatch_without_requests(Command::Ui(UiCommand::ZoomIn));
    let first = take_written_settings(&mut bench);
    assert_eq!((first.len(), first[0].theme), (1, ThemeChoice::Light));
    bench.reply(Output::SettingsWritten(Ok(Box::default())));
    let second = take_written_settings(&mut bench);
    assert_eq!((second.len(), second[0].scale), (1, 110));
}

#[test]
fn settings_are_changed_in_their_dialog() {
    let mut bench = window_with(StoredSettings::Nothing);
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    bench.type_into("Rekvirentens navn", "Anton Testlæge");
    bench.click("Region: Midtjylland");
    bench.click("Tema: Høj kontrast");
    bench.click("Gem indstillinger");
    let kept = take_written_settings(&mut bench);
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].profile, requester_settings().profile);
    assert_eq!(kept[0].theme, ThemeChoice::HighContrast);
    // The blank case has the requester at once.
    assert_eq!(bench.window().case().session().case().requester.name, "Anton Testlæge");
}

#[test]
fn broken_settings_are_reported_and_unreadable_ones_are_not_overwritten() {
    let bench = window_with(StoredSettings::Broken { set_aside: "/t/config/settings.broken.ron".into() });
    assert!(bench.has_part("Den gamle fil er lagt til side: /t/config/settings.broken.ron"));
    let mut bench = window_with(StoredSettings::WithoutTexts(Box::new(requester_settings()), 1));
    assert!(bench.has_part("En tekst om rekvirenten i indstillingerne er for lang og er udeladt."));
    bench.dispatch_without_requests(Command::Ui(UiCommand::ToggleTheme));
    assert_eq!(take_written_settings(&mut bench)[0].profile, requester_settings().profile);
    let mut bench = window_with(StoredSettings::Newer);
    assert!(bench.has_part("nyere version"));
    bench.dispatch_without_requests(Command::Ui(UiCommand::ToggleTheme));
    assert!(take_written_settings(&mut bench).is_empty());
    let mut bench = window_with(StoredSettings::Unreadable(FileError::Denied));
    assert!(bench.has_part("der er ikke adgang"));
    bench.dispatch_without_requests(Command::Ui(UiCommand::ToggleTheme));
    assert!(take_written_settings(&mut bench).is_empty());
}

#[test]
fn settings_that_break_while_the_window_is_open_are_set_aside_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.ron");
    let mut bench = window_on(folder.path(), &UserSettings::default());
    fs::write(&file, "(").unwrap();
    bench.dispatch(UiCommand::ZoomIn);
    carry_out(&mut bench, Vec::new());
    let set_aside = folder.path().join("settings.broken.ron");
    assert!(bench.has_part(&format!("Den gamle fil er lagt til side: {}", set_aside.display())));
    assert_eq!(fs::read_to_string(&set_aside).unwrap(), "(");
    assert!(fs::read_to_string(&file).unwrap().contains("scale: 110"));
}

#[test]
fn what_is_told_of_the_settings_stays_when_a_case_is_opened_at_the_start() {
    let set_aside = "/t/config/settings.broken.ron".into();
    let mut bench = window_with(StoredSettings::Broken { set_aside });
    assert!(bench.has_part("settings.broken.ron"));
    bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
    assert!(bench.has_part("settings.broken.ron"));
}

#[test]
fn a_failed_settings_write_is_reported_and_not_retried() {
    let mut bench = window_with(StoredSettings::Nothing);
    bench.dispatch_without_requests(Command::Ui(UiCommand::ToggleTheme));
    bench.reply(Output::SettingsWritten(Err(FileError::DiskFull)));
    assert!(bench.has_part("Indstillingsfilen kunne ikke gemmes: disken er fuld"));
    take_written_settings(&mut bench);
    bench.dispatch_without_requests(Command::Ui(UiCommand::ToggleTheme));
    assert!(take_written_settings(&mut bench).is_empty());
}

#[test]
fn changing_the_settings_keeps_what_was_entered_in_the_case() {
    let mut bench = window_with(StoredSettings::Nothing);
    bench.harness.get_by_role_and_label(Role::TextInput, "Vurderet den").focus();
    bench.run();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.type_into("Vurderet den", "10-11-2026");
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    bench.type_into("Rekvirentens navn", "Anton Testlæge");
    bench.click("Gem indstillinger");
    assert_eq!(bench.field_text("Vurderet den"), "10-11-2026");
    assert!(bench.window().case().session().history().next_undo().is_some());
}

#[test]
fn the_settings_contain_no_patient_data() {
    let mut bench = window_with(StoredSettings::Settings(Box::new(requester_settings())));
    bench.type_into("Navn", "Bente Testperson");
    bench.type_into("CPR-nummer", "0201609941");
    bench.dispatch_without_requests(Command::Ui(UiCommand::ToggleTheme));
    let kept = take_written_settings(&mut bench);
    let text = wgs_referral::settings::write(&kept[0]);
    assert!(!text.contains("Bente") && !text.contains("020160"));
}

#[test]
fn a_folder_that_may_be_named_after_a_patient_is_not_remembered() {
    let read_case_of = |name: &str, bench: &mut Bench, path: &str| {
        let case = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
            patient: (name: "NAME"))"#;
        bench.open_file(path, Ok(crate::bench::plain(&case.replace("NAME", name))));
        bench.window_mut().settings().last_folder.clone()
    };
    let read = |bench: &mut Bench, path: &str| read_case_of("Bente Testperson", bench, path);
    let mut bench = window_with(StoredSettings::Nothing);
    // Only absolute folders are remembered, and an absolute path has a drive on Windows.
    let root = if cfg!(windows) { "C:/t" } else { "/t" };
    let kept = Some(PathBuf::from(format!("{root}/sager")));
    assert_eq!(read(&mut bench, &format!("{root}/sager/a.wgscase")), kept);
    for folder in ["Bente T", "testperson", "020160-9941", "24-08-47", "240847"] {
        assert_eq!(read(&mut bench, &format!("{root}/{folder}/a.wgscase")), kept, "{folder}");
    }
    assert_eq!(
        read(&mut bench, &format!("{root}/2026-11-22/a.wgscase")),
        Some(format!("{root}/2026-11-22").into())
    );
    // A case that names nobody can't tell whose name a folder has, with a number neither.
    let before = bench.window_mut().settings().last_folder.clone();
    let numbered = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (cpr: "020160-9941"))"#;
    bench.open_file(&format!("{root}/Inger Hansen/a.wgscase"), Ok(crate::bench::plain(numbered)));
    assert_eq!(bench.window_mut().settings().last_folder, before);
    for (folder, is_kept) in [("Inger Hansen", false), ("WGS-sager", true), ("Henvisninger/Hansen", false)] {
        let before = bench.window_mut().settings().last_folder.clone();
        let after = read_case_of("", &mut bench, &format!("{root}/{folder}/a.wgscase"));
        assert_eq!(after, if is_kept { Some(format!("{root}/{folder}").into()) } else { before }, "{folder}");
    }
}

/// Enters a requester in the settings, and writes them to the real folder.
fn save_requester(bench: &mut Bench, label: &str, text: &str) {
    bench.dispatch(UiCommand::Settings);
    bench.type_into(label, text);
    bench.click("Gem indstillinger");
    carry_out(bench, Vec::new());
}

#[test]
fn two_windows_that_save_their_requester_are_told_of_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.ron");
    let in_file = || wgs_referral::settings::read(&fs::read_to_string(&file).unwrap()).unwrap().settings;
    let name_in_file = || in_file().profile.requester.name;
    let told = "et andet vindue har i mellemtiden gemt: Ditte Testlæge.";
    let mut first = window_on(folder.path(), &UserSettings::default());
    let mut second = window_on(folder.path(), &UserSettings::default());
    save_requester(&mut first, "Rekvirentens navn", "Ditte Testlæge");
    assert!(!first.has_part("et andet vindue"));
    save_requester(&mut second, "Rekvirentens navn", "Anton Testlæge");
    // Neither of them is lost: one is in the file, and the other one in the window.
    assert_eq!(name_in_file(), "Ditte Testlæge");
    assert_eq!(second.window().settings().profile.requester.name, "Anton Testlæge");
    assert!(second.has_part(told));
    // What is written or shown meanwhile decides nothing.
    second.dispatch(UiCommand::ZoomIn);
    second.dispatch(UiCommand::New);
    carry_out(&mut second, Vec::new());
    assert_eq!((in_file().scale, name_in_file().as_str()), (110, "Ditte Testlæge"));
    assert!(second.has_part(told));
    second.click("Gem min rekvirent");
    carry_out(&mut second, Vec::new());
    assert_eq!(name_in_file(), "Anton Testlæge");
    assert!(!second.has_part(told) && second.has_part("er gemt i din profil"));
    // Now the other window has one that it has not read.
    save_requester(&mut first, "Telefon", "1234");
    assert!(first.has_part("et andet vindue har i mellemtiden gemt: Anton Testlæge."));
    first.click("Brug den gemte");
    assert!(take_written_settings(&mut first).is_empty());
    assert_eq!(first.window().settings().profile, in_file().profile);
    assert_eq!(first.window().case().session().case().requester.name, "Anton Testlæge");
    assert!(!first.has_part("et andet vindue"));
}

#[test]
fn a_window_stays_open_for_a_requester_that_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = window_on(folder.path(), &UserSettings::default());
    let mut second = window_on(folder.path(), &UserSettings::default());
    save_requester(&mut first, "Rekvirentens navn", "Ditte Testlæge");
    second.dispatch(UiCommand::Settings);
    second.type_into("Rekvirentens navn", "Anton Testlæge");
    second.click("Gem indstillinger");
    let requests = second.take_all_requests();
    second.dispatch_without_requests(WindowCommand::Close);
    assert!(second.window().is_closing());
    carry_out(&mut second, requests);
    assert!(!second.window().is_closing());
    assert!(second.has_part("et andet vindue har i mellemtiden gemt: Ditte Testlæge."));
}

#[test]
fn the_answers_about_another_requester_are_told_with_the_choice() {
    let mut bench = window_with(StoredSettings::Nothing);
    bench.dispatch_without_requests(Command::Ui(UiCommand::ZoomIn));
    bench.take_all_requests();
    let mut profile = RequesterProfile::default();
    profile.answers.insert("sarcoma-centre".into(), false);
    let written = WrittenSettings { other_profile: Some(profile), ..WrittenSettings::default() };
    bench.reply(Output::SettingsWritten(Ok(Box::new(written))));
    assert!(bench.has_part("har i mellemtiden gemt: ingen rekvirent."));
    assert!(bench.has("Rekvirenten er tilknyttet et sarkomcenter: Nej"));
}

#[test]
fn a_requester_that_is_not_saved_is_told_until_the_user_has_decided() {
    let folder = tempfile::tempdir().unwrap();
    let in_file = || {
        let text = fs::read_to_string(folder.path().join("settings.ron")).unwrap();
        wgs_referral::settings::read(&text).unwrap().settings.profile.requester.name
    };
    let told = "et andet vindue har i mellemtiden gemt: Ditte Testlæge.";
    let windows = || {
        let mut first = window_on(folder.path(), &UserSettings::default());
        let mut second = window_on(folder.path(), &UserSettings::default());
        save_requester(&mut first, "Rekvirentens navn", "Ditte Testlæge");
        save_requester(&mut second, "Rekvirentens navn", "Anton Testlæge");
        assert!(second.has_part(told));
        second
    };
    let mut bench = windows();
    // Other news does not push it out.
    bench.dispatch(UiCommand::CopyRecord);
    bench.reply(Output::Copied(CopyResult::Copied { will_be_cleared: false }));
    assert!(bench.has_part(told) && bench.window().case().notices().len() > 1);
    // The same requester, saved once more, is not in the file either.
    bench.dispatch(UiCommand::Settings);
    bench.click("Gem indstillinger");
    carry_out(&mut bench, Vec::new());
    assert!(bench.has_part(told) && in_file() == "Ditte Testlæge");
    // A low window leads to the choice, too.
    bench.harness.set_size(egui::vec2(480.0, 360.0));
    bench.run();
    assert!(bench.has_part(told) && bench.has("Luk") && !bench.has("Gem min rekvirent"));
    bench.click("Vis alle (2)");
    // The list of notices is low, and scrolls to what has the focus.
    bench.harness.get_by_label("Gem min rekvirent").focus();
    bench.run();
    bench.press(Key::Enter);
    carry_out(&mut bench, Vec::new());
    assert!(!bench.has_part(told) && in_file() == "Anton Testlæge");
}

#[test]
fn a_closed_notice_about_another_requester_comes_back_when_the_own_one_is_saved_again() {
    let told = "et andet vindue har i mellemtiden gemt: Ditte Testlæge.";
    let by_escape = |bench: &mut Bench| bench.press(Key::Escape);
    let by_button = |bench: &mut Bench| bench.click("Luk");
    for close in [by_escape, by_button] {
        let folder = tempfile::tempdir().unwrap();
        let in_file = || {
            let text = fs::read_to_string(folder.path().join("settings.ron")).unwrap();
            wgs_referral::settings::read(&text).unwrap().settings.profile.requester.name
        };
        let mut first = window_on(folder.path(), &UserSettings::default());
        let mut bench = window_on(folder.path(), &UserSettings::default());
        save_requester(&mut first, "Rekvirentens navn", "Ditte Testlæge");
        save_requester(&mut bench, "Rekvirentens navn", "Anton Testlæge");
        assert!(bench.has_part(told));
        close(&mut bench);
        assert!(!bench.has_part(told) && in_file() == "Ditte Testlæge");
        // Nothing claims that the own one is saved, whichever way it is saved once more.
        bench.dispatch(UiCommand::Settings);
        bench.click("Gem indstillinger");
        carry_out(&mut bench, Vec::new());
        assert!(bench.has_part(told) && in_file() == "Ditte Testlæge");
        close(&mut bench);
        bench.dispatch(WindowCommand::KeepRequesterAsProfile);
        carry_out(&mut bench, Vec::new());
        assert!(bench.has_part(told) && !bench.has_part("er gemt i din profil"));
        bench.click("Gem min rekvirent");
        carry_out(&mut bench, Vec::new());
        assert!(!bench.has_part(told) && in_file() == "Anton Testlæge");
        // It is settled.
        bench.dispatch(UiCommand::Settings);
        bench.click("Gem indstillinger");
        carry_out(&mut bench, Vec::new());
        assert!(!bench.has_part(told));
    }
}

#[test]
fn a_requester_who_is_typed_as_in_the_file_settles_which_one_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = window_on(folder.path(), &UserSettings::default());
    let mut second = window_on(folder.path(), &UserSettings::default());
    save_requester(&mut first, "Rekvirentens navn", "Ditte Testlæge");
    save_requester(&mut second, "Rekvirentens navn", "Anton Testlæge");
    assert!(second.has_part("et andet vindue har i mellemtiden gemt: Ditte Testlæge."));
    second.dispatch(UiCommand::Settings);
    second.harness.get_by_role_and_label(Role::TextInput, "Rekvirentens navn").focus();
    second.run();
    second.press_with(Modifiers::COMMAND, Key::A);
    second.harness.event(egui::Event::Text("Ditte Testlæge".to_owned()));
    second.run();
    second.click("Gem indstillinger");
    carry_out(&mut second, Vec::new());
    assert_eq!(second.window().settings().profile.requester.name, "Ditte Testlæge");
    assert!(!second.has_part("et andet vindue"));
}

#[test]
fn each_group_of_settings_has_a_heading_and_a_tick_box_stands_at_the_first_line_of_its_text() {
    let mut bench = Bench::of_size(480.0, 2000.0);
    bench.dispatch(UiCommand::Settings);
    let heading = |name| bench.harness.get(By::new().role(Role::Heading).label(name)).rect().top();
    let field = |name| bench.harness.get(By::new().role(Role::TextInput).label(name)).rect().top();
    let tick = "Gendannelseskopi af ændringer, der ikke er gemt (krypteret, kun på denne computer)";
    let place = bench.harness.get(By::new().role(Role::CheckBox).label(tick)).rect();
    let tops = [
        heading("Rekvirent"),
        field("Rekvirentens navn"),
        heading("Visning"),
        heading("Sikkerhed"),
        place.top(),
    ];
    assert!(tops.is_sorted(), "{tops:?}");
    let mut line = None;
    let mut boxes = Vec::new();
    for clipped in &bench.harness.output().shapes {
        match &clipped.shape {
            Shape::Text(text) if text.galley.text() == tick => {
                assert!(text.galley.rows.len() > 1, "the text has one line");
                line = Some(text.galley.rows[0].rect().translate(text.pos.to_vec2()));
            }
            Shape::Rect(rect) if place.contains_rect(rect.rect) => boxes.push(rect.rect),
            _ => {}
        }
    }
    let (line, [tick]) = (line.expect("the text"), &boxes[..]) else { panic!("{boxes:?}") };
    assert!((line.center().y - tick.center().y).abs() < 1.5, "{line:?}, {tick:?}");
}
