//! The settings dialog changes what it shows, and nothing else; a blank case follows the settings at once.

use crate::bench::{Bench, criteria, plain, settings_file};
use crate::fake_desktop::JobKind;
use egui::{Key, Modifiers};
use std::path::PathBuf;
use wgs_referral::desktop::{JobId, Output, ReportRequest, Request};
use wgs_referral::settings::UserSettings;
use wgs_referral::window::{CaseCommand, WindowCommand};

const CASE: &str = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
    patient: (name: "Bente Testperson"))"#;

/// A case is being read while the settings dialog is open.
fn reading_behind_the_dialog() -> (Bench, JobId) {
    let mut bench = Bench::new();
    bench.window_mut().take_settings(settings_file(UserSettings::default()));
    bench.dispatch(WindowCommand::Open(format!("{}/sager/a.wgscase", root()).into()));
    let read = bench.latest_job(JobKind::Read).unwrap();
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    (bench, read)
}

/// A folder as it must be to be remembered, on each system.
fn root() -> &'static str {
    if cfg!(windows) { "C:/t" } else { "/t" }
}

#[test]
fn what_a_reply_changes_in_the_settings_is_not_reverted_by_the_dialog() {
    let (mut bench, read) = reading_behind_the_dialog();
    bench.type_into("Rekvirentens navn", "Anton Testlæge");
    bench.reply_to(read, Output::CaseRead(Ok(plain(CASE))));
    bench.click("Gem indstillinger");
    let settings = bench.window().settings();
    assert_eq!(settings.profile.requester.name, "Anton Testlæge");
    assert_eq!(settings.last_folder, Some(PathBuf::from(format!("{}/sager", root()))));
}

#[test]
fn closing_asks_about_no_change_that_nobody_made() {
    let (mut bench, read) = reading_behind_the_dialog();
    bench.reply_to(read, Output::CaseRead(Ok(plain(CASE))));
    bench.dispatch(WindowCommand::Close);
    assert!(bench.window().is_closing());
}

/// The requester of the page that is to be drawn.
fn drawn_requester(bench: &mut Bench) -> Option<String> {
    let requests = bench.take_requests_of(JobKind::Draw);
    requests.into_iter().find_map(|request| match request {
        Request::Report(ReportRequest::DrawPages { case, .. }) => Some(case.requester.name.clone()),
        _ => None,
    })
}

#[test]
fn the_preview_of_a_blank_case_follows_the_requester_of_the_settings() {
    let mut bench = Bench::new();
    let first = criteria().indications[0].id.clone();
    bench.dispatch(CaseCommand::ShowIndication(first));
    bench.press(Key::F7);
    assert_eq!(drawn_requester(&mut bench), Some(String::new()));
    bench.reply(Output::PagesDrawn(None));
    bench.press_with(Modifiers::COMMAND, Key::Comma);
    // The first field has the focus.
    bench.harness.event(egui::Event::Text("Anton Testlæge".to_owned()));
    bench.run();
    bench.click("Gem indstillinger");
    assert_eq!(drawn_requester(&mut bench), Some("Anton Testlæge".to_owned()));
}
