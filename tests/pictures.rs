//! Pictures of the window: each indication; overview, form, judgement, criteria, preview and palette in
//! every theme; the other language; small windows; dialogs, empty and error states; those of the manual.
//!
//! Drawn by software. They are compared only under Mesa's lavapipe, which draws the same everywhere;
//! another renderer draws without comparing, unless `PICTURES=compared` forbids that.
#![cfg(feature = "pictures")]

#[path = "window/fake_desktop.rs"]
mod fake_desktop;
#[path = "pictures/manual.rs"]
mod manual;
#[path = "pictures/screens.rs"]
mod screens;
#[path = "pictures/unpainted.rs"]
mod unpainted;
#[path = "wheel/mod.rs"]
mod wheel;

use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
use fake_desktop::{FakeDesktop, JobKind};
use jiff::civil::date;
use wgs_referral::case;
use wgs_referral::definition::{Answer, Language, embedded};
use wgs_referral::desktop::{
    CaseError, CopyResult, DrawnPages, FoundRecovery, KeyStatus, KeyStoreError, OpenedCase, Output,
    Protection, RecoveryCopy, Reply, ReportRequest, Request, SaveError, TakenRecovery, UnreadableReason,
    UnsavedChanges,
};
use wgs_referral::encryption::{DecryptError, Passphrase};
use wgs_referral::files::{FileError, Fingerprint, Holder, LockError, RecentFile, StoredSettings};
use wgs_referral::pdf::{PdfPages, export};
use wgs_referral::report::CaseHash;
use wgs_referral::settings::{ThemeChoice, UserSettings};
use wgs_referral::verify::{Contradiction, PdfStatus};
use wgs_referral::window::{
    AfterCrash, App, CaseCommand, Command, CrashReport, DialogCommand, Field, FoundSettings, HelpAction,
    Menu, MenuCommand, MenuKind, OpenElsewhereAction, OpenMenu, OpenedBy, RecoverAction, ReportCommand,
    SaveAction, SecretSlot, Target, UiCommand, Way, WindowCommand,
};
use wgs_referral::wording::manual::ManualPage;
use wheel::wheel;

/// The patients of the pictures: one for each indication, in different states.
const CASES: [&str; 5] = [
    include_str!("../samples/not-met.wgscase"),
    include_str!("../samples/missing.wgscase"),
    include_str!("../samples/judgement.wgscase"),
    include_str!("../samples/met.wgscase"),
    include_str!("../samples/met-by-judgement.wgscase"),
];

struct Scene {
    name: String,
    case: &'static str,
    size: [f32; 2],
    commands: Vec<Command>,
    /// Sends replies and commands after `commands`.
    arrange: fn(&mut Desk),
}

/// The window with the test as its desktop.
struct Desk<'a> {
    app: &'a mut App,
    desktop: FakeDesktop,
}

impl Desk<'_> {
    fn dispatch(&mut self, command: impl Into<Command>) {
        self.app.window_mut().dispatch(command);
    }

    /// Replies to the latest job in flight that has this output.
    fn reply(&mut self, output: Output) {
        self.desktop.accept(self.app);
        let kind = JobKind::of_output(&output);
        let job = self.desktop.latest_job(kind).unwrap_or_else(|| panic!("no {kind:?} is in flight"));
        self.desktop.reply(self.app, job, Ok(output));
    }

    /// Opens a file, with this result.
    fn open_file(&mut self, path: &str, read: Result<OpenedCase, CaseError>) {
        self.dispatch(WindowCommand::Open(path.into()));
        self.reply(Output::CaseRead(read));
    }

    fn look_up_keys(&mut self, keys: KeyStatus) {
        self.app.window_mut().look_up_keys();
        self.reply(Output::KeysLookedUp(keys));
    }

    fn find_recoveries(&mut self, found: Vec<FoundRecovery>) {
        self.app.window_mut().find_recoveries(None);
        self.reply(Output::RecoveriesFound(found));
    }

    /// Saves an encrypted case to its file again, which another program has changed or deleted.
    fn fail_to_save(&mut self, changed: FileError) {
        let protection = Some(Protection::Keys);
        let opened = OpenedCase { protection, ..opened(CASES[3]) };
        self.open_file(SAVED, Ok(opened));
        self.dispatch(Command::Ui(UiCommand::Save));
        self.reply(Output::CaseWritten(Err(SaveError::File(changed))));
    }
}

fn opened(case: &str) -> OpenedCase {
    OpenedCase {
        reading: Box::new(case::read(case, &embedded().unwrap()).unwrap()),
        fingerprint: Fingerprint::of(case.as_bytes()),
        protection: None,
        pdf: None,
        text_hash: CaseHash::of(case.as_bytes()),
    }
}

fn scenes() -> Vec<Scene> {
    let large = [1360.0, 860.0];
    let set = embedded().unwrap();
    let mut scenes: Vec<Scene> = CASES
        .into_iter()
        .map(|text| {
            let name = case::read(text, &set).unwrap().case.indication.to_string();
            Scene { name, case: text, size: large, commands: Vec::new(), arrange: |_| {} }
        })
        .collect();
    let scene = |name: &str, case, size, commands| Scene {
        name: name.to_owned(),
        case,
        size,
        commands,
        arrange: |_| {},
    };
    let plain = Command::Ui;
    let small = [1024.0, 700.0];
    // Each of these views is drawn in every theme.
    for (theme, turns) in THEMES {
        let themed = |commands: &[Command]| {
            let turned = std::iter::repeat_n(plain(UiCommand::ToggleTheme), turns);
            turned.chain(commands.iter().cloned()).collect::<Vec<_>>()
        };
        let views: [(&str, usize, Vec<Command>); 7] = [
            ("overview", 2, vec![plain(UiCommand::Overview)]),
            ("form", 1, vec![plain(UiCommand::NextGap)]),
            ("judgement", 2, vec![CaseCommand::GoTo(Target::Judgement(YOUNG.into())).into()]),
            ("criteria", 0, vec![CaseCommand::ToggleRow("prior-treatment".into()).into()]),
            ("preview", 1, vec![plain(UiCommand::ShowPdf)]),
            ("palette", 3, vec![plain(UiCommand::Palette)]),
            ("menu", 3, vec![open_menu(MenuKind::Bar(Menu::View))]),
        ];
        for (view, case, commands) in views {
            scenes.push(scene(&format!("{view}-{theme}"), CASES[case], large, themed(&commands)));
        }
    }
    scenes.extend([
        scene(
            "english",
            CASES[2],
            large,
            vec![WindowCommand::SetLanguage(Language::En).into(), unfold("target-group")],
        ),
        scene(
            "english-overview",
            CASES[2],
            large,
            vec![WindowCommand::SetLanguage(Language::En).into(), plain(UiCommand::Overview)],
        ),
        scene("key-hints", CASES[1], large, vec![CaseCommand::GoTo(question("performance-status")).into()]),
        scene("tooltip", CASES[1], large, vec![CaseCommand::GoTo(question("sarcoma-subtype")).into()]),
        scene(
            "judgement-why",
            CASES[2],
            large,
            vec![
                CaseCommand::GoTo(Target::Judgement(YOUNG.into())).into(),
                CaseCommand::ToggleWhy(YOUNG.into()).into(),
            ],
        ),
        scene("wide", CASES[2], [2560.0, 1440.0], vec![unfold("target-group")]),
        scene("small", CASES[2], small, vec![plain(UiCommand::NextGap)]),
        scene("small-overview", CASES[2], small, vec![plain(UiCommand::Overview)]),
        scene("smallest", CASES[4], [800.0, 600.0], vec![unfold("age")]),
        scene("smaller-still", CASES[1], [680.0, 430.0], vec![]),
        scene("criteria-in-turn", CASES[1], [680.0, 430.0], vec![CaseCommand::ShowCriteria(true).into()]),
        scene("menu-of-the-case", CASES[1], large, vec![open_menu(MenuKind::Bar(Menu::Case))]),
        scene("menu-in-a-small-window", CASES[3], [480.0, 360.0], vec![open_menu(MenuKind::Bar(Menu::View))]),
        scene("menu-of-a-criterion", CASES[3], large, vec![]),
        scene("export", CASES[3], large, vec![plain(UiCommand::ExportPdf)]),
        scene("settings", CASES[3], large, vec![plain(UiCommand::Settings)]),
        scene("shortcuts", CASES[3], large, vec![plain(UiCommand::Shortcuts)]),
        scene("about", CASES[3], large, vec![plain(UiCommand::About)]),
        scene(
            "unsaved",
            CASES[3],
            large,
            vec![CaseCommand::Edit(Field::MtbNote, "Drøftet".into()).into(), plain(UiCommand::New)],
        ),
        scene(
            "new-patient",
            CASES[3],
            large,
            vec![
                CaseCommand::Edit(Field::PatientName, "Berit Testperson".into()).into(),
                CaseCommand::Edit(Field::Cpr, "020160-9992".into()).into(),
                CaseCommand::LeaveField(Field::Cpr).into(),
            ],
        ),
        scene("welcome", "", large, vec![]),
        scene(
            "unreadable",
            CASES[1],
            large,
            vec![
                CaseCommand::Edit(Field::Cpr, "31029".into()).into(),
                CaseCommand::LeaveField(Field::Cpr).into(),
                CaseCommand::Edit(Field::AssessedOn, "01-12-2026".into()).into(),
                CaseCommand::LeaveField(Field::AssessedOn).into(),
            ],
        ),
    ]);
    scenes.extend(overview_scenes());
    scenes.extend(safety_scenes());
    scenes
}

/// The overview of a patient of whom the diagnosis alone is known.
fn question(id: &str) -> Target {
    Target::Question(id.into())
}

fn overview_scenes() -> Vec<Scene> {
    let disease = |value: &str| {
        let answer = Answer::Choice(value.into());
        Command::from(CaseCommand::Answer("diagnosis-group".into(), Some(answer)))
    };
    let (large, small) = ([1360.0, 860.0], [1024.0, 700.0]);
    let theme = |turns| std::iter::repeat_n(Command::Ui(UiCommand::ToggleTheme), turns);
    let english = Command::from(WindowCommand::SetLanguage(Language::En));
    let scenes: [(&str, [f32; 2], Vec<Command>); 11] = [
        ("overview-sarcoma", large, theme(1).chain([disease("sarcoma")]).collect()),
        ("overview-breast", large, theme(1).chain([disease("good-prognosis-many-lines")]).collect()),
        ("overview-scrolled", [1360.0, 640.0], theme(1).chain([disease("sarcoma")]).collect()),
        ("overview-sarcoma-dark", large, theme(2).chain([disease("sarcoma")]).collect()),
        ("overview-sarcoma-high-contrast", large, theme(3).chain([disease("sarcoma")]).collect()),
        ("overview-brain-english", large, vec![english, disease("primary-brain-tumour")]),
        ("overview-sarcoma-narrow", small, vec![disease("sarcoma")]),
        ("first-question-open-in-form", large, vec![CaseCommand::ShowIndication("sarcoma".into()).into()]),
        (
            "first-question-open-in-narrow-form",
            [680.0, 860.0],
            vec![CaseCommand::ShowIndication("sarcoma".into()).into()],
        ),
        (
            "first-question-in-form",
            large,
            vec![disease("pancreatic-cancer"), CaseCommand::ShowIndication("sarcoma".into()).into()],
        ),
        (
            "first-question-in-narrow-form",
            [680.0, 860.0],
            vec![disease("pancreatic-cancer"), CaseCommand::ShowIndication("sarcoma".into()).into()],
        ),
    ];
    let of = |(name, size, commands): (&str, [f32; 2], Vec<Command>)| Scene {
        name: name.to_owned(),
        case: "",
        size,
        commands,
        arrange: |_| {},
    };
    scenes.into_iter().map(of).collect()
}

/// The themes, and how often the theme is changed to reach them.
const THEMES: [(&str, usize); 3] = [("light", 1), ("dark", 2), ("high-contrast", 3)];
/// A judgement of the third case.
const YOUNG: &str = "pancreas-cancer/young-patient";

/// Opens a menu as a key does.
fn open_menu(kind: MenuKind) -> Command {
    let menu = OpenMenu { kind, opened_by: OpenedBy::Keys, focus_before: None, field: None };
    MenuCommand::Open(Box::new(menu)).into()
}

fn unfold(row: &str) -> Command {
    CaseCommand::ToggleRow(row.into()).into()
}

fn draw(scene: &Scene, compared: bool, results: &mut SnapshotResults) {
    let mut harness = stage(scene);
    if compared {
        results.add(
            harness.try_snapshot_options(&scene.name, &SnapshotOptions::new().output_path("tests/pictures")),
        );
    } else {
        harness.render().unwrap();
    }
}

/// The window as it is in the picture.
fn stage(scene: &Scene) -> Harness<'static, App> {
    let set = Arc::new(embedded().unwrap());
    let mut harness: Harness<'static, App> = Harness::builder()
        .with_size(scene.size)
        .renderer(WgpuTestRenderer::new())
        .build_eframe(|creation| App::without_desktop(&creation.egui_ctx, set, date(2026, 11, 22)));
    let mut desk = Desk { app: harness.state_mut(), desktop: FakeDesktop::default() };
    desk.app.window_mut().set_recovery_folder(true);
    desk.look_up_keys(KeyStatus::Absent);
    if !scene.case.is_empty() {
        desk.open_file("sample.wgscase", Ok(opened(scene.case)));
    }
    if scene.name == "unsaved" {
        // The scene also shows the notice about a file that could not be opened.
        desk.open_file("/sager/mangler.wgscase", Err(FileError::NotFound.into()));
    }
    for command in &scene.commands {
        desk.dispatch(command.clone());
    }
    (scene.arrange)(&mut desk);
    harness.run();
    match scene.name.as_str() {
        "overview-scrolled" => scroll(&mut harness, -830.0),
        "key-hints" => {
            harness.key_press(egui::Key::ArrowRight);
            harness.run();
        }
        "tooltip" => {
            harness.hover_at(egui::pos2(120.0, 210.0));
            harness.run_steps(6);
        }
        "menu-of-a-criterion" => {
            let row = "Parakliniske undersøgelser, før helgenomsekventering: Opfyldt";
            harness.get_by_label(row).click_secondary();
            harness.run();
            harness.remove_cursor();
            harness.run();
            let is_open = harness.state().window().menu().is_some();
            assert!(is_open, "the row has no menu");
        }
        _ => {}
    }
    let has_dialog = harness.query_by_role(Role::Dialog).is_some();
    assert!(has_dialog || !scene.name.starts_with("save-"), "{}: no dialog is open", scene.name);
    draw_pages(&mut harness);
    harness
}

/// Turns the mouse wheel at the left edge of the overview, where nothing has a tooltip, and takes the pointer away.
fn scroll(harness: &mut Harness<'_, App>, delta: f32) {
    harness.hover_at(egui::pos2(275.0, 500.0));
    harness.event(wheel(egui::vec2(0.0, delta), egui::Modifiers::NONE));
    harness.run();
    harness.remove_cursor();
    harness.run();
}

/// Keys, passphrases, recovery and the cover.
fn safety_scenes() -> Vec<Scene> {
    type Arrange = fn(&mut Desk);
    let dark = Command::Ui(UiCommand::ToggleTheme);
    let dark = || vec![dark.clone(), dark.clone()];
    let scenes: [(&str, Vec<Command>, Arrange); 19] = [
        ("recent-files", vec![], |desk| {
            list_recent_files(desk);
            desk.dispatch(Command::Ui(UiCommand::OpenRecent));
            desk.reply(Output::RecentMissing(vec!["/sager/2026/MTB uge 48.wgscase".into()]));
        }),
        ("recent-files-welcome", vec![], |desk| {
            list_recent_files(desk);
            desk.dispatch(Command::Ui(UiCommand::New));
            desk.dispatch(Command::Ui(UiCommand::Overview));
        }),
        ("open-elsewhere", vec![], |desk| desk.open_file(SAVED, Err(held()))),
        ("copy-to-read", vec![], |desk| {
            desk.open_file(SAVED, Err(held()));
            desk.dispatch(DialogCommand::Act(OpenElsewhereAction::OpenCopy.into()));
            desk.reply(Output::CaseRead(Ok(opened(CASES[3]))));
        }),
        ("save-with-keys", vec![], |desk| desk.dispatch(Command::Ui(UiCommand::SaveAs))),
        ("save-with-passphrase", vec![], |desk| {
            desk.dispatch(Command::Ui(UiCommand::SaveAs));
            for action in [
                SaveAction::Way(Way::Passphrase),
                SaveAction::Secret(SecretSlot::First, secret("sommer og sol")),
                SaveAction::Secret(SecretSlot::Again, secret("sommer og so")),
                SaveAction::Save,
            ] {
                desk.dispatch(DialogCommand::Act(action.into()));
            }
        }),
        ("save-without-key-store", dark(), |desk| {
            desk.look_up_keys(KeyStatus::NoStore(KeyStoreError::Unavailable));
            desk.dispatch(Command::Ui(UiCommand::SaveAs));
            desk.dispatch(DialogCommand::Act(SaveAction::Way(Way::Keys).into()));
        }),
        ("make-recovery-key", vec![], |desk| desk.dispatch(Command::Ui(UiCommand::MakeRecoveryKey))),
        ("changed-by-another", vec![], |desk| desk.fail_to_save(FileError::Changed(None))),
        ("taken-away", vec![], |desk| desk.fail_to_save(FileError::Gone)),
        ("changed-pdf", vec![], |desk| {
            let changed = PdfStatus::Changed(vec![Contradiction::OtherCase, Contradiction::OtherPages]);
            desk.open_file("/t/a.pdf", Ok(OpenedCase { pdf: Some(changed), ..opened(CASES[3]) }));
        }),
        ("locked-key-store", vec![], |desk| {
            desk.open_file(SAVED, Err(CaseError::KeyStore(KeyStoreError::Locked)));
        }),
        ("told-of-a-crash", dark(), |desk| {
            desk.dispatch(CaseCommand::Edit(Field::MtbNote, "Drøftet".into()));
            let found = FoundRecovery {
                file: "/r/1.age".into(),
                written_at: None,
                indication: Ok("sarcoma".into()),
                initials: "B.T.".into(),
            };
            desk.find_recoveries(vec![found]);
            desk.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
        }),
        ("passphrase", vec![], |desk| desk.open_file(SAVED, Err(DecryptError::WrongPassphrase.into()))),
        ("recovery-key", vec![], |desk| desk.open_file(SAVED, Err(DecryptError::WrongKey.into()))),
        ("recover", vec![], |desk| {
            let found = |file: &str, indication: Option<&str>| FoundRecovery {
                file: file.into(),
                written_at: None,
                indication: indication.map(Into::into).ok_or(UnreadableReason::Permanent),
                initials: indication.map(|_| "B.T.".into()).unwrap_or_default(),
            };
            desk.find_recoveries(vec![found("/r/1.age", Some("sarcoma")), found("/r/2.age", None)]);
            desk.dispatch(DialogCommand::Act(RecoverAction::Discard("/r/2.age".into()).into()));
        }),
        ("too-long", vec![], |desk| {
            let long = CASES[3].replace("Poul Testperson", &"å".repeat(2_000_000));
            let long = long.replace("Tilråder WGS.", &"Tilråder WGS. ".repeat(400));
            assert!(long.len() > 4_000_000, "the case has another name");
            desk.open_file(SAVED, Ok(opened(&long)));
            desk.dispatch(CaseCommand::Edit(Field::Hospital, "Testhospitalet".repeat(15)));
            desk.dispatch(Command::Ui(UiCommand::Save));
        }),
        ("covered", vec![], |desk| desk.dispatch(Command::Ui(UiCommand::Lock))),
        ("recovered", dark(), |desk| {
            let case = Box::new(opened(CASES[3]).reading.case);
            let copy = RecoveryCopy {
                case,
                path: Some("/sager/a.wgscase".into()),
                pdf: None,
                has_passphrase: false,
            };
            desk.find_recoveries(vec![FoundRecovery {
                file: "/r/1.age".into(),
                written_at: None,
                indication: Ok("thymic-epithelial-tumour".into()),
                initials: String::new(),
            }]);
            desk.dispatch(DialogCommand::Act(RecoverAction::Recover("/r/1.age".into()).into()));
            desk.reply(Output::RecoveryTaken(Ok(Box::new(TakenRecovery {
                copy,
                faults: vec![],
                more_faults: 0,
                migration: None,
            }))));
        }),
    ];
    let large = [1360.0, 860.0];
    let arrange_of = |name: &str| {
        let scene = scenes.iter().find(|(scene, ..)| *scene == name);
        scene.unwrap_or_else(|| panic!("there is no scene `{name}`")).2
    };
    let low = Scene {
        name: "save-in-a-low-window".to_owned(),
        case: CASES[3],
        size: [680.0, 430.0],
        commands: vec![],
        arrange: arrange_of("save-with-passphrase"),
    };
    let small = |name: &str, arrange: Arrange| Scene {
        name: name.to_owned(),
        case: CASES[3],
        size: [480.0, 360.0],
        commands: vec![],
        arrange,
    };
    let settings = Scene {
        name: "settings-whole".to_owned(),
        case: CASES[3],
        size: [1360.0, 1500.0],
        commands: vec![],
        arrange: |desk| {
            list_recent_files(desk);
            desk.dispatch(Command::Ui(UiCommand::Settings));
        },
    };
    let folded = small("notices-folded", tell_of_failures);
    let unfolded = small("notices-unfolded", |desk| {
        tell_of_failures(desk);
        desk.dispatch(CaseCommand::ShowAllNotices(true));
    });
    let of = |(name, commands, arrange): (&str, Vec<Command>, Arrange)| Scene {
        name: name.to_owned(),
        case: CASES[3],
        size: large,
        commands,
        arrange,
    };
    scenes.into_iter().map(of).chain([low, folded, unfolded, settings]).collect()
}

/// The path of the case in the pictures.
const SAVED: &str = "/sager/wgs-sarcoma-2026-11-22.wgscase";

/// Lets a save and a copy fail.
fn tell_of_failures(desk: &mut Desk) {
    desk.dispatch(Command::Ui(UiCommand::Open));
    desk.dispatch(Command::Ui(UiCommand::Open));
    desk.dispatch(Command::Ui(UiCommand::CopyRecord));
    desk.reply(Output::Copied(CopyResult::Failed));
}

/// Switches the list of recent files on, with some files on it.
fn list_recent_files(desk: &mut Desk) {
    let settings = UserSettings { recent_files: true, ..UserSettings::default() };
    let found = StoredSettings::Settings(Box::new(settings));
    let folder = "/home/laege/.config/wgs-referral".into();
    desk.app.window_mut().take_settings(FoundSettings { folder, found });
    let file =
        |path: &str, used_at: &str| RecentFile { path: path.into(), used_at: used_at.parse().unwrap() };
    desk.app.window_mut().take_recent_files(vec![
        file(SAVED, "2026-11-22T09:14:00Z"),
        file("/sager/2026/MTB uge 48.wgscase", "2026-11-21T13:05:00Z"),
        file("/sager/2026/lungekræft 3.wgscase", "2026-11-20T08:40:00Z"),
    ]);
}

fn held() -> CaseError {
    let since = "2026-11-22T08:15:00Z".parse().ok();
    LockError::HeldElsewhere(Holder {
        user: "dorte".into(),
        computer: "stue-4".into(),
        since,
        process: Some(7),
    })
    .into()
}

fn secret(text: &str) -> Passphrase {
    Passphrase::take(&mut text.to_owned())
}

/// Draws the requested pages as the worker of the preview does, and replies with them.
fn draw_pages(harness: &mut Harness<'_, App>) {
    let set = embedded().unwrap();
    // Once the number of pages is known, others may be in sight.
    let mut jobs = harness.state_mut().take_jobs();
    while let Some(job) = jobs.pop() {
        let Request::Report(ReportRequest::DrawPages { case, settings, pages, width }) = job.request else {
            continue;
        };
        let drawn = PdfPages::parse(export(&set, &case, settings).unwrap().bytes).unwrap();
        let picture = |page| (page, drawn.draw_to_width(page, width).unwrap());
        let pictures = pages.into_iter().map(picture).collect();
        let drawn = DrawnPages { pictures, count: drawn.count() };
        let reply = Reply { job: job.id, result: Ok(Output::PagesDrawn(Some(drawn))), notes: vec![] };
        harness.state_mut().window_mut().handle_reply(reply);
        harness.run();
        jobs.extend(harness.state_mut().take_jobs());
    }
}

/// The window after a crash, with and without a recovery copy.
fn stage_after_crash() -> [(&'static str, Harness<'static, AfterCrash>); 2] {
    let kept = CrashReport {
        place: "src/window/views/form.rs:87:9".to_owned(),
        unsaved: UnsavedChanges::Recoverable,
        copies: Some("/home/test/.local/state/wgs-referral/recovery".into()),
        settings: UserSettings { theme: ThemeChoice::Light, ..UserSettings::default() },
    };
    let lost = CrashReport {
        unsaved: UnsavedChanges::Lost,
        settings: UserSettings {
            theme: ThemeChoice::Dark,
            language: Some(Language::En),
            ..UserSettings::default()
        },
        ..kept.clone()
    };
    [("after-crash", kept), ("after-crash-lost", lost)].map(|(name, told)| {
        let mut harness: Harness<'static, AfterCrash> = Harness::builder()
            .with_size(AfterCrash::SIZE)
            .renderer(WgpuTestRenderer::new())
            .build_eframe(|creation| AfterCrash::new(&creation.egui_ctx, told));
        harness.run();
        (name, harness)
    })
}

fn draw_after_crash(compared: bool, results: &mut SnapshotResults) {
    for (name, mut harness) in stage_after_crash() {
        if compared {
            let options = SnapshotOptions::new().output_path("tests/pictures");
            results.add(harness.try_snapshot_options(name, &options));
        } else {
            harness.render().unwrap();
        }
    }
}

/// The preview in small windows, zoomed, and after a failure.
fn preview_scenes() -> Vec<Scene> {
    let shown = |name: &str, size, commands: Vec<Command>, arrange: fn(&mut Desk)| Scene {
        name: name.to_owned(),
        case: CASES[1],
        size,
        commands: [vec![Command::Ui(UiCommand::ShowPdf)], commands].concat(),
        arrange,
    };
    let theme = |turns| vec![Command::Ui(UiCommand::ToggleTheme); turns];
    vec![
        shown("preview-of-draft", [1360.0, 860.0], vec![], |_| {}),
        shown("preview-zoomed", [1360.0, 860.0], theme(2), |desk| {
            desk.dispatch(Command::Report(ReportCommand::Zoom(1.5)));
        }),
        shown("preview-small", [480.0, 360.0], theme(0), |_| {}),
        shown("preview-in-narrow-window", [980.0, 640.0], theme(3), |_| {}),
    ]
}

/// The help in every theme, in English, and in a small window.
fn help_scenes() -> Vec<Scene> {
    let shown = |name: &str, size, turns, commands: Vec<Command>, action: HelpAction| {
        let theme = vec![Command::Ui(UiCommand::ToggleTheme); turns];
        let open = [Command::Ui(UiCommand::Help), DialogCommand::Act(action.into()).into()];
        let commands = [theme, commands, open.to_vec()].concat();
        Scene { name: name.to_owned(), case: CASES[1], size, commands, arrange: |_| {} }
    };
    let english = vec![Command::from(WindowCommand::SetLanguage(Language::En))];
    let open = HelpAction::Open;
    vec![
        shown("help-light", [1360.0, 860.0], 0, vec![], open(ManualPage::Verdicts)),
        shown("help-dark", [1024.0, 700.0], 2, english, open(ManualPage::Preview)),
        shown("help-high-contrast", [1024.0, 700.0], 3, vec![], HelpAction::Search("sagen åb".to_owned())),
        shown("help-keys", [800.0, 600.0], 0, vec![], open(ManualPage::Keys)),
        shown("help-small", [480.0, 360.0], 0, vec![], open(ManualPage::Form)),
        shown("help-small-list", [480.0, 360.0], 0, vec![], HelpAction::ShowList),
    ]
}

#[test]
fn the_help_looks_like_its_pictures() {
    compare(help_scenes());
}

/// Draws scenes and compares them with their pictures, where they are comparable.
fn compare(scenes: Vec<Scene>) {
    let compared = is_compared();
    let mut results = SnapshotResults::new();
    for scene in scenes {
        draw(&scene, compared, &mut results);
    }
}

#[test]
fn the_preview_looks_like_its_pictures() {
    compare(preview_scenes());
}

#[test]
fn every_scene_looks_like_its_picture() {
    let mut results = SnapshotResults::new();
    let lavapipe = is_compared();
    for scene in scenes() {
        draw(&scene, lavapipe, &mut results);
    }
    draw_after_crash(lavapipe, &mut results);
}

/// Whether the pictures are drawn by the renderer that they are compared under.
fn is_compared() -> bool {
    let adapter = create_render_state(default_wgpu_setup(), Default::default()).adapter.get_info();
    let lavapipe = adapter.name.contains("llvmpipe");
    let must_compare = std::env::var("PICTURES").is_ok_and(|wish| wish == "compared");
    assert!(
        lavapipe || !must_compare,
        "pictures must be compared under lavapipe, and this is {}",
        adapter.name
    );
    lavapipe
}
