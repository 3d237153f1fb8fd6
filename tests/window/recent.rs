//! The list of recent cases: off until it is switched on, and without what may name a patient.

use crate::bench::{Bench, CASE, SAMPLE, criteria, plain, settings_file};
use crate::fake_desktop::JobKind;
use egui::Key;
use egui_kittest::kittest::{By, NodeT, Queryable};
use raw_window_handle::{DisplayHandle, HandleError, HasDisplayHandle, HasWindowHandle, WindowHandle};
use std::fs;
use std::path::{Path, PathBuf};
use wgs_referral::definition::Language;
use wgs_referral::desktop::{
    Desktop, Job, JobId, KeyStore, OpenedCase, Output, Protection, RecentRequest, Request,
};
use wgs_referral::files::{FileError, Fingerprint, RecentFile, RecentList, StoredSettings};
use wgs_referral::settings::{ThemeChoice, UserSettings};
use wgs_referral::window::{Dialog, FoundSettings, UiCommand};

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
fn that_the_list_could_not_be_written_is_told_until_it_is() {
    let mut bench = listing(&[]);
    open(&mut bench, "/t/sarkom 17.wgscase", CASE);
    bench.reply(Output::RecentChanged(Err(FileError::Denied)));
    assert!(bench.has_part("Listen over seneste sager kunne ikke gemmes"));
    save(&mut bench);
    bench.reply(Output::RecentChanged(Ok(RecentList::Files(vec![file("/t/sarkom 17.wgscase")]))));
    assert!(!bench.has_part("Listen over seneste sager kunne ikke gemmes"));
}

#[test]
fn opened_and_saved_cases_are_listed_unless_their_name_may_name_a_patient() {
    let mut bench = listing(&[]);
    let opened = open(&mut bench, "/t/sarkom 17.wgscase", CASE);
    assert_eq!(noted(opened), [PathBuf::from("/t/sarkom 17.wgscase")]);
    bench.reply(Output::RecentChanged(Ok(RecentList::Files(vec![file("/t/sarkom 17.wgscase")]))));
    let saved = save(&mut bench);
    assert_eq!(noted(saved), [PathBuf::from("/t/sarkom 17.wgscase")]);
    bench.reply(Output::RecentChanged(Ok(RecentList::Files(vec![file("/t/sarkom 17.wgscase")]))));
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
    let follows = bench.reply(Output::RecentChanged(Ok(RecentList::Files(vec![file("/t/sarkom.wgscase")]))));
    assert!(matches!(&follows[..], [Request::Recent(RecentRequest::Delete(_))]), "{follows:?}");
    bench.reply(Output::RecentChanged(Err(FileError::Denied)));
    assert!(bench.has_part("Listen over seneste sager kunne ikke slettes"));
    bench.dispatch(UiCommand::OpenRecent);
    assert!(!bench.has_part("sarkom.wgscase"));
}

#[test]
fn that_the_list_was_not_deleted_is_told_until_it_is() {
    const TOLD: &str = "Listen over seneste sager kunne ikke slettes";
    let mut bench = listing(&["/t/a.wgscase"]);
    let switch = |bench: &mut Bench| {
        bench.dispatch(UiCommand::Settings);
        bench.click("Vis de seneste sager");
        bench.click("Gem indstillinger");
    };
    for (deleted, is_told) in [
        (Err(FileError::Denied), true),
        (Err(FileError::InUse), true),
        (Ok(RecentList::Files(Vec::new())), false),
    ] {
        bench.take_all_requests();
        switch(&mut bench);
        assert!(!bench.window().settings().recent_files);
        assert_eq!(bench.take_requests_of(JobKind::ChangeRecent).len(), 1);
        bench.reply(Output::RecentChanged(deleted));
        assert_eq!(bench.has_part(TOLD), is_told);
        switch(&mut bench);
    }
    assert!(!bench.has_part(TOLD));
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
    bench.reply(Output::RecentChanged(Ok(RecentList::Files(vec![file("/t/sarkom 2.wgscase")]))));
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

/// The label of the control with the focus.
fn focused(bench: &Bench) -> Option<String> {
    let mut focused = bench.harness.query_all(By::new().predicate(|node| node.is_focused()).recursive(true));
    focused.next().and_then(|node| node.accesskit_node().label())
}

#[test]
fn after_an_entry_is_removed_the_next_one_has_the_focus_and_none_is_opened() {
    let paths = ["/t/sarkom 1.wgscase", "/t/sarkom 2.wgscase", "/t/sarkom 3.wgscase"];
    let mut bench = listing(&paths);
    bench.dispatch(UiCommand::OpenRecent);
    bench.harness.get_by_label("Fjern sarkom 2.wgscase fra listen").focus();
    bench.run();
    for (left, next) in [
        (vec![paths[0], paths[2]], "Fjern sarkom 3.wgscase fra listen"),
        (vec![paths[0]], "Fjern sarkom 1.wgscase fra listen"),
        (vec![], "Luk"),
    ] {
        bench.press(Key::Enter);
        assert_eq!(bench.take_requests_of(JobKind::ChangeRecent).len(), 1, "{next}");
        bench.reply(Output::RecentChanged(Ok(RecentList::Files(left.into_iter().map(file).collect()))));
        assert_eq!(focused(&bench).as_deref(), Some(next));
        assert!(bench.latest_job(JobKind::Read).is_none());
    }
}

#[test]
fn after_the_list_is_cleared_the_dialog_has_the_focus() {
    let mut bench = listing(&["/t/sarkom 1.wgscase"]);
    bench.dispatch(UiCommand::OpenRecent);
    bench.harness.get_by_label("Ryd listen").focus();
    bench.run();
    bench.press(Key::Enter);
    bench.reply(Output::RecentChanged(Ok(RecentList::Files(Vec::new()))));
    assert_eq!(focused(&bench).as_deref(), Some("Luk"));
}

/// Needs no window, as it opens no dialog of the system.
struct NoWindow;

impl HasWindowHandle for NoWindow {
    fn window_handle(&self) -> Result<WindowHandle<'_>, HandleError> {
        Err(HandleError::Unavailable)
    }
}

impl HasDisplayHandle for NoWindow {
    fn display_handle(&self) -> Result<DisplayHandle<'_>, HandleError> {
        Err(HandleError::Unavailable)
    }
}

/// A window whose settings and list of recent files are in this folder.
pub fn window_on(folder: &Path, settings: &UserSettings) -> Bench {
    let mut bench = Bench::new();
    let found = StoredSettings::Settings(Box::new(settings.clone()));
    bench.window_mut().take_settings(FoundSettings { folder: folder.into(), found });
    bench.run();
    bench
}

/// Carries out these requests, and all others that the window makes of its settings and its list, in the real folder.
pub fn carry_out(bench: &mut Bench, mut requests: Vec<Request>) {
    let (sender, receiver) = std::sync::mpsc::channel();
    let mut desktop = Desktop::new(criteria(), KeyStore::none(), None, move || sender.send(()).unwrap());
    loop {
        requests.extend(bench.take_all_requests());
        requests.retain(|request| matches!(request, Request::Recent(_) | Request::WriteSettings(..)));
        let Some(request) = requests.pop() else { return };
        desktop.run(Job { id: JobId::FIRST, request }, Language::Da, &NoWindow);
        receiver.recv().unwrap();
        let reply = desktop.replies().pop().unwrap();
        requests.extend(bench.reply(reply.result.unwrap()));
    }
}

#[test]
fn a_list_that_another_window_has_switched_off_does_not_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let (list, file) = (folder.path().join("recent.ron"), folder.path().join("settings.ron"));
    let settings = UserSettings { recent_files: true, ..UserSettings::default() };
    fs::write(&file, wgs_referral::settings::write(&settings)).unwrap();
    let mut windows = [window_on(folder.path(), &settings), window_on(folder.path(), &settings)];
    for (at, window) in windows.iter_mut().enumerate() {
        let requests = window.open_file(&format!("/t/sarkom {at}.wgscase"), Ok(plain(CASE)));
        carry_out(window, requests);
    }
    let listed = fs::read_to_string(&list).unwrap();
    assert!(listed.contains("sarkom 0") && listed.contains("sarkom 1"), "{listed}");
    let [first, second] = &mut windows;
    first.dispatch(UiCommand::Settings);
    first.click("Vis de seneste sager");
    first.click("Gem indstillinger");
    carry_out(first, Vec::new());
    assert!(!list.exists());
    // The other window has not heard of it when it opens a case, and when it writes another setting.
    let requests = second.open_file("/t/sarkom 2.wgscase", Ok(plain(CASE)));
    assert!(requests.iter().any(|it| matches!(it, Request::Recent(RecentRequest::Note { .. }))));
    second.dispatch(UiCommand::ZoomIn);
    carry_out(second, requests);
    assert!(!list.exists());
    let written = fs::read_to_string(&file).unwrap();
    assert!(written.contains("recent_files: false") && written.contains("scale: 110"), "{written}");
    assert!(!second.window().settings().recent_files);
    second.dispatch(UiCommand::OpenRecent);
    assert!(second.has_part("Listen over seneste sager er slået fra"));
}

#[test]
fn a_write_of_the_settings_keeps_what_another_window_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.ron");
    let settings = UserSettings::default();
    fs::write(&file, wgs_referral::settings::write(&settings)).unwrap();
    let mut first = window_on(folder.path(), &settings);
    let mut second = window_on(folder.path(), &settings);
    first.dispatch(UiCommand::Settings);
    first.click("Vis de seneste sager");
    first.click("Gem indstillinger");
    carry_out(&mut first, Vec::new());
    second.dispatch(UiCommand::ZoomIn);
    carry_out(&mut second, Vec::new());
    first.dispatch(UiCommand::ToggleTheme);
    carry_out(&mut first, Vec::new());
    let written = wgs_referral::settings::read(&fs::read_to_string(&file).unwrap()).unwrap().settings;
    let expected =
        UserSettings { scale: 110, theme: ThemeChoice::Light, recent_files: true, ..UserSettings::default() };
    assert_eq!(written, expected);
}
