//! The list of recent cases: off until it is switched on, and without what may name a patient.

use crate::bench::{Bench, CASE, SAMPLE, plain, settings_file};
use crate::fake_desktop::JobKind;
use egui_kittest::kittest::Queryable;
use std::path::PathBuf;
use wgs_referral::desktop::{OpenedCase, Output, Protection, RecentRequest, Request};
use wgs_referral::files::{FileError, Fingerprint, RecentFile};
use wgs_referral::settings::UserSettings;
use wgs_referral::window::{Dialog, UiCommand};

fn file(path: &str) -> RecentFile {
    RecentFile { path: path.into(), used_at: "2026-11-22T13:05:00Z".parse().unwrap() }
}

/// A window with the list switched on, and these cases on it.
pub fn listing(paths: &[&str]) -> Bench {
    let mut bench = Bench::new();
    let settings = UserSettings { recent_files: true, ..UserSettings::default() };
    bench.window_mut().take_settings(settings_file(settings));
    bench.window_mut().take_recent_files(paths.iter().map(|path| file(path)).collect());
    bench.run();
    bench.take_all_requests();
    bench
}

/// Opens a case, and gives what the window asks for then.
fn open(bench: &mut Bench, path: &str, text: &str) -> Vec<Request> {
    bench.open_file(path, Ok(OpenedCase { protection: Some(Protection::Keys), ..plain(text) }))
}

/// Saves the case, and gives what the window asks for then.
fn save(bench: &mut Bench) -> Vec<Request> {
    bench.dispatch(UiCommand::Save);
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"b"))))
}

/// The paths that the window wants to have on the list.
fn noted(requests: Vec<Request>) -> Vec<PathBuf> {
    let noted = requests.into_iter().filter_map(|request| match request {
        Request::Recent(RecentRequest::Note { folder, path }) => {
            assert_eq!(folder, PathBuf::from("/t/config"));
            Some(path)
        }
        _ => None,
    });
    noted.collect()
}

#[test]
fn nothing_is_listed_until_the_user_switches_it_on() {
    let mut bench = Bench::new();
    bench.window_mut().take_settings(settings_file(UserSettings::default()));
    let mut requests = open(&mut bench, "/t/sarkom.wgscase", CASE);
    requests.extend(save(&mut bench));
    assert!(!requests.iter().any(|request| matches!(request, Request::Recent(_))), "{requests:?}");
    bench.dispatch(UiCommand::OpenRecent);
    assert!(bench.has_part("Listen over seneste sager er slået fra"));
}

#[test]
fn opened_and_saved_cases_are_listed_unless_their_name_may_name_a_patient() {
    let mut bench = listing(&[]);
    let opened = open(&mut bench, "/t/sarkom 17.wgscase", CASE);
    assert_eq!(noted(opened), [PathBuf::from("/t/sarkom 17.wgscase")]);
    bench.reply(Output::RecentChanged(Ok(vec![file("/t/sarkom 17.wgscase")])));
    let saved = save(&mut bench);
    assert_eq!(noted(saved), [PathBuf::from("/t/sarkom 17.wgscase")]);
    bench.reply(Output::RecentChanged(Ok(vec![file("/t/sarkom 17.wgscase")])));
    for path in ["/t/Bente.wgscase", "/t/Hansen 2.wgscase", "/t/020160-9941.wgscase", "/Testperson/a.wgscase"]
    {
        let opened = open(&mut bench, path, CASE);
        assert!(noted(opened).is_empty(), "{path}");
    }
}

#[test]
fn a_file_that_names_the_patient_since_leaves_the_list() {
    let mut bench = listing(&["/t/lunge.wgscase"]);
    let requests = open(&mut bench, "/t/lunge.wgscase", &CASE.replace("Bente Testperson", "Celle Lunge"));
    let [.., Request::Recent(RecentRequest::Forget { paths, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(*paths, [PathBuf::from("/t/lunge.wgscase")]);
}

#[test]
fn switching_off_deletes_the_list_after_what_is_being_written() {
    let mut bench = listing(&["/t/a.wgscase"]);
    let opened = open(&mut bench, "/t/sarkom.wgscase", CASE);
    assert_eq!(noted(opened).len(), 1);
    bench.dispatch(UiCommand::Settings);
    bench.click("Vis de seneste sager");
    bench.click("Gem indstillinger");
    assert!(!bench.window().settings().recent_files);
    assert!(bench.take_requests_of(JobKind::ChangeRecent).is_empty(), "the list would come back");
    let follows = bench.reply(Output::RecentChanged(Ok(vec![file("/t/sarkom.wgscase")])));
    assert!(matches!(&follows[..], [Request::Recent(RecentRequest::Delete(_))]), "{follows:?}");
    bench.reply(Output::RecentChanged(Err(FileError::Denied)));
    assert!(bench.has_part("Listen over seneste sager kunne ikke slettes"));
    bench.dispatch(UiCommand::OpenRecent);
    assert!(!bench.has_part("sarkom.wgscase"));
}

#[test]
fn the_settings_say_what_is_kept_and_where() {
    let mut bench = listing(&[]);
    bench.dispatch(UiCommand::Settings);
    assert!(bench.has_part("Filnavn, mappe og tidspunkt") && bench.has_part("/t/config"));
}

#[test]
fn a_case_is_opened_from_the_list_after_the_question_about_changes() {
    let mut bench = listing(&["/t/sarkom 1.wgscase", "/t/sarkom 2.wgscase"]);
    bench.type_into("Navn", "Bente Testperson");
    bench.dispatch(UiCommand::OpenRecent);
    bench.reply(Output::RecentMissing(vec!["/t/sarkom 1.wgscase".into()]));
    assert!(bench.has_part("Filen findes ikke på stedet lige nu"));
    assert!(bench.has_part("22. november 2026") || bench.has_part("22-11-2026"), "when it was used");
    bench.click_role(egui::accesskit::Role::Button, "sarkom 2.wgscase");
    assert!(matches!(bench.window().dialog(), Some(Dialog::Unsaved(_))));
    bench.click("Kassér ændringer");
    let requests = bench.take_requests_of(JobKind::Read);
    assert!(format!("{requests:?}").contains("sarkom 2"), "{requests:?}");
}

#[test]
fn missing_files_are_removed_from_the_list_one_by_one() {
    let mut bench = listing(&["/t/sarkom 1.wgscase", "/t/sarkom 2.wgscase"]);
    bench.dispatch(UiCommand::OpenRecent);
    bench.reply(Output::RecentMissing(vec!["/t/sarkom 1.wgscase".into()]));
    bench.click("Fjern sarkom 1.wgscase fra listen");
    let requests = bench.take_requests_of(JobKind::ChangeRecent);
    let [Request::Recent(RecentRequest::Forget { paths, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(*paths, [PathBuf::from("/t/sarkom 1.wgscase")]);
    bench.reply(Output::RecentChanged(Ok(vec![file("/t/sarkom 2.wgscase")])));
    assert!(matches!(bench.window().dialog(), Some(Dialog::Recent(_))));
    assert!(!bench.has("sarkom 1.wgscase"));
    assert_eq!(bench.harness.query_all_by_label("Fjern sarkom 2.wgscase fra listen").count(), 1);
    bench.click("Ryd listen");
    let requests = bench.take_requests_of(JobKind::ChangeRecent);
    let [Request::Recent(RecentRequest::Forget { paths, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(*paths, [PathBuf::from("/t/sarkom 2.wgscase")]);
}

#[test]
fn the_welcome_lists_the_cases_and_opens_one_with_a_click() {
    let mut bench = listing(&["/t/sarkom 1.wgscase"]);
    assert!(bench.has("Seneste sager"));
    bench.click("sarkom 1.wgscase");
    let requests = bench.take_requests_of(JobKind::Read);
    assert!(format!("{requests:?}").contains("sarkom 1"), "{requests:?}");
    bench.reply(Output::CaseRead(Ok(plain(SAMPLE))));
    assert!(!bench.has("sarkom 1.wgscase"));
}
