//! Pictures of the window: each indication; overview, form, judgement, criteria, preview and palette in
//! every theme; the other language; small windows; dialogs, empty and error states.
//!
//! Drawn by software. They are compared only under Mesa's lavapipe, which draws the same everywhere;
//! another renderer draws without comparing, unless `PICTURES=compared` forbids that.
#![cfg(feature = "pictures")]

use std::sync::Arc;

use egui_kittest::wgpu::{WgpuTestRenderer, create_render_state, default_wgpu_setup};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
use jiff::civil::date;
use wgs_referral::case;
use wgs_referral::definition::{Language, embedded};
use wgs_referral::desktop::{
    CaseError, DrawnPage, Effect, FoundRecovery, KeyStoreError, Opened, Outcome, Protection, RecoveryCopy,
    TakenRecovery, Unreadable, Unsaved, UsersKeys,
};
use wgs_referral::encryption::{DecryptError, Passphrase};
use wgs_referral::files::{FileError, Fingerprint};
use wgs_referral::pdf::{Pages, export};
use wgs_referral::settings::{ThemeChoice, UserSettings};
use wgs_referral::window::{
    AfterCrash, App, Command, Dialog, DialogAnswer, Field, SecretSlot, State, Target, Told, UiCommand, Way,
};

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
    /// What comes from outside.
    arrange: fn(&mut State),
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
    let plain = Command::Plain;
    let small = [1024.0, 700.0];
    // What is looked at in every theme.
    for (theme, turns) in THEMES {
        let themed = |commands: &[Command]| {
            let turned = std::iter::repeat_n(plain(UiCommand::ToggleTheme), turns);
            turned.chain(commands.iter().cloned()).collect::<Vec<_>>()
        };
        let views: [(&str, usize, Vec<Command>); 6] = [
            ("overview", 2, vec![plain(UiCommand::Overview)]),
            ("form", 1, vec![plain(UiCommand::NextGap)]),
            ("judgement", 2, vec![Command::GoTo(Target::Judgement(YOUNG.into()))]),
            ("criteria", 0, vec![Command::ToggleRow("prior-treatment".into())]),
            ("preview", 1, vec![plain(UiCommand::ShowPdf)]),
            ("palette", 3, vec![plain(UiCommand::Palette)]),
        ];
        for (view, case, commands) in views {
            scenes.push(scene(&format!("{view}-{theme}"), CASES[case], large, themed(&commands)));
        }
    }
    scenes.extend([
        scene("english", CASES[2], large, vec![Command::SetLanguage(Language::En), unfold("target-group")]),
        scene(
            "english-overview",
            CASES[2],
            large,
            vec![Command::SetLanguage(Language::En), plain(UiCommand::Overview)],
        ),
        scene("wide", CASES[2], [2560.0, 1440.0], vec![unfold("target-group")]),
        scene("small", CASES[2], small, vec![plain(UiCommand::NextGap)]),
        scene("small-overview", CASES[2], small, vec![plain(UiCommand::Overview)]),
        scene("smallest", CASES[4], [800.0, 600.0], vec![unfold("age")]),
        scene("smaller-still", CASES[1], [680.0, 430.0], vec![]),
        scene("criteria-in-turn", CASES[1], [680.0, 430.0], vec![Command::ReadCriteria(true)]),
        scene("export", CASES[3], large, vec![plain(UiCommand::ExportPdf)]),
        scene("settings", CASES[3], large, vec![plain(UiCommand::Settings)]),
        scene("shortcuts", CASES[3], large, vec![plain(UiCommand::Shortcuts)]),
        scene("about", CASES[3], large, vec![plain(UiCommand::About)]),
        scene(
            "unsaved",
            CASES[3],
            large,
            vec![Command::Edit(Field::MtbNote, "Drøftet".into()), plain(UiCommand::New)],
        ),
        scene("welcome", "", large, vec![]),
        scene(
            "unreadable",
            CASES[1],
            large,
            vec![
                Command::Edit(Field::Cpr, "31029".into()),
                Command::LeaveField(Field::Cpr),
                Command::Edit(Field::AssessedOn, "01-12-2026".into()),
                Command::LeaveField(Field::AssessedOn),
            ],
        ),
    ]);
    scenes.extend(safety_scenes());
    scenes
}

/// The themes, and how often the theme is changed to reach them.
const THEMES: [(&str, usize); 3] = [("light", 1), ("dark", 2), ("high-contrast", 3)];
/// A judgement of the third case.
const YOUNG: &str = "pancreas-cancer/young-patient";

fn unfold(row: &str) -> Command {
    Command::ToggleRow(row.into())
}

fn draw(scene: &Scene, compared: bool, results: &mut SnapshotResults) {
    let set = Arc::new(embedded().unwrap());
    let opened = (!scene.case.is_empty()).then(|| Opened {
        reading: Box::new(case::read(scene.case, &set).unwrap()),
        fingerprint: Fingerprint::of(scene.case.as_bytes()),
        protection: None,
        is_inside_a_pdf: false,
    });
    let mut harness: Harness<'_, App> = Harness::builder()
        .with_size(scene.size)
        .renderer(WgpuTestRenderer::new())
        .build_eframe(|creation| App::without_desktop(&creation.egui_ctx, set, date(2026, 11, 22)));
    let state = harness.state_mut().state_mut();
    state.recovery.possible = true;
    state.receive(Outcome::KeysFound(UsersKeys::NotMade));
    if let Some(opened) = opened {
        state.receive(Outcome::CaseRead(state.reads, "sample.wgscase".into(), Ok(opened)));
    }
    if scene.name == "unsaved" {
        // A file that could not be opened is told before.
        let missing = Err(CaseError::from(FileError::NotFound));
        state.receive(Outcome::CaseRead(state.reads, "/sager/mangler.wgscase".into(), missing));
    }
    for command in &scene.commands {
        state.handle(command.clone());
    }
    (scene.arrange)(state);
    harness.run();
    draw_pages(&mut harness);
    if compared {
        results.add(
            harness.try_snapshot_options(&scene.name, &SnapshotOptions::new().output_path("tests/pictures")),
        );
    } else {
        harness.render().unwrap();
    }
}

/// Keys, passphrases, recovery and the cover.
fn safety_scenes() -> Vec<Scene> {
    type Arrange = fn(&mut State);
    let dark = Command::Plain(UiCommand::ToggleTheme);
    let dark = || vec![dark.clone(), dark.clone()];
    let scenes: [(&str, Vec<Command>, Arrange); 13] = [
        ("save-with-keys", vec![], |state| {
            state.handle(Command::Plain(UiCommand::SaveAs));
        }),
        ("save-with-passphrase", vec![], |state| {
            state.handle(Command::Plain(UiCommand::SaveAs));
            for answer in [
                DialogAnswer::Way(Way::Passphrase),
                DialogAnswer::Secret(SecretSlot::First, secret("sommer og sol")),
                DialogAnswer::Secret(SecretSlot::Again, secret("sommer og so")),
                DialogAnswer::Confirm,
            ] {
                state.handle(Command::Dialog(answer));
            }
        }),
        ("save-without-key-store", dark(), |state| {
            state.receive(Outcome::KeysFound(UsersKeys::NoStore(KeyStoreError::None)));
            state.handle(Command::Plain(UiCommand::SaveAs));
            state.handle(Command::Dialog(DialogAnswer::Way(Way::Keys)));
        }),
        ("make-recovery-key", vec![], |state| {
            state.handle(Command::Plain(UiCommand::MakeRecoveryKey));
        }),
        ("changed-by-another", vec![], |state| {
            state.dialog =
                Some(Dialog::Changed { path: SAVED.into(), gone: false, protection: Protection::Keys });
        }),
        ("taken-away", vec![], |state| {
            state.dialog =
                Some(Dialog::Changed { path: SAVED.into(), gone: true, protection: Protection::Keys });
        }),
        ("locked-key-store", vec![], |state| {
            let error = CaseError::KeyStore(KeyStoreError::Locked);
            state.receive(Outcome::CaseRead(state.reads, SAVED.into(), Err(error)));
        }),
        ("told-of-a-crash", dark(), |state| {
            state.handle(Command::Edit(Field::MtbNote, "Drøftet".into()));
            let found =
                FoundRecovery { file: "/r/1.age".into(), kept_at: None, indication: Ok("sarcoma".into()) };
            state.receive(Outcome::RecoveriesFound(vec![found]));
            state.receive(Outcome::KeysFound(UsersKeys::NoStore(KeyStoreError::Locked)));
        }),
        ("passphrase", vec![], |state| {
            let error = Err(DecryptError::WrongPassphrase.into());
            state.receive(Outcome::CaseRead(state.reads, SAVED.into(), error));
        }),
        ("recovery-key", vec![], |state| {
            let error = Err(DecryptError::WrongKey.into());
            state.receive(Outcome::CaseRead(state.reads, SAVED.into(), error));
        }),
        ("recover", vec![], |state| {
            let found = |file: &str, indication: Option<&str>| FoundRecovery {
                file: file.into(),
                kept_at: None,
                indication: indication.map(Into::into).ok_or(Unreadable::Ever),
            };
            state.receive(Outcome::RecoveriesFound(vec![
                found("/r/1.age", Some("sarcoma")),
                found("/r/2.age", None),
            ]));
            state.handle(Command::Dialog(DialogAnswer::DiscardRecovery("/r/2.age".into())));
        }),
        ("covered", vec![], |state| {
            state.handle(Command::Plain(UiCommand::Lock));
        }),
        ("recovered", dark(), |state| {
            let case = Box::new(state.session.case().clone());
            let copy = RecoveryCopy { case, path: Some("/sager/a.wgscase".into()) };
            let taken = TakenRecovery { copy, faults: vec![] };
            state.receive(Outcome::RecoveryTaken(state.reads, "/r/1.age".into(), Ok(Box::new(taken))));
        }),
    ];
    let large = [1360.0, 860.0];
    let passphrase = scenes[1].2;
    let low = Scene {
        name: "save-in-a-low-window".to_owned(),
        case: CASES[3],
        size: [680.0, 430.0],
        commands: vec![],
        arrange: passphrase,
    };
    let of = |(name, commands, arrange): (&str, Vec<Command>, Arrange)| Scene {
        name: name.to_owned(),
        case: CASES[3],
        size: large,
        commands,
        arrange,
    };
    scenes.into_iter().map(of).chain([low]).collect()
}

/// Where the case of the pictures is.
const SAVED: &str = "/sager/wgs-sarcoma-2026-11-22.wgscase";

fn secret(text: &str) -> Passphrase {
    Passphrase::take(&mut text.to_owned())
}

/// Does what the worker of the preview does.
fn draw_pages(harness: &mut Harness<'_, App>) {
    let set = embedded().unwrap();
    for effect in harness.state_mut().take_effects() {
        let Effect::DrawPage { number, case, settings, page, pixels_per_point } = effect else { continue };
        let pages = Pages::of(export(&set, &case, settings).unwrap().bytes).unwrap();
        let picture = pages.draw(page, pixels_per_point).unwrap();
        let drawn = DrawnPage { picture, page, pages: pages.count() };
        harness.state_mut().state_mut().receive(Outcome::PageDrawn(number, Some(drawn)));
        harness.run();
    }
}

/// The window after a crash: what was typed is kept, or is not.
fn draw_after_crash(compared: bool, results: &mut SnapshotResults) {
    let kept = Told {
        place: "src/window/views/form.rs:87:9".to_owned(),
        unsaved: Unsaved::Kept,
        copies: Some("/home/test/.local/state/wgs-referral/recovery".into()),
        settings: UserSettings { theme: ThemeChoice::Light, ..UserSettings::default() },
    };
    let lost = Told {
        unsaved: Unsaved::Lost,
        settings: UserSettings {
            theme: ThemeChoice::Dark,
            language: Some(Language::En),
            ..UserSettings::default()
        },
        ..kept.clone()
    };
    for (name, told) in [("after-crash", kept), ("after-crash-lost", lost)] {
        let mut harness: Harness<'_, AfterCrash> = Harness::builder()
            .with_size(AfterCrash::SIZE)
            .renderer(WgpuTestRenderer::new())
            .build_eframe(|creation| AfterCrash::new(&creation.egui_ctx, told));
        harness.run();
        if compared {
            let options = SnapshotOptions::new().output_path("tests/pictures");
            results.add(harness.try_snapshot_options(name, &options));
        } else {
            harness.render().unwrap();
        }
    }
}

#[test]
fn the_window_looks_as_it_did() {
    let adapter = create_render_state(default_wgpu_setup(), Default::default()).adapter.get_info();
    let lavapipe = adapter.name.contains("llvmpipe");
    let must_compare = std::env::var("PICTURES").is_ok_and(|wish| wish == "compared");
    assert!(
        lavapipe || !must_compare,
        "pictures must be compared under lavapipe, and this is {}",
        adapter.name
    );
    let mut results = SnapshotResults::new();
    for scene in scenes() {
        draw(&scene, lavapipe, &mut results);
    }
    draw_after_crash(lavapipe, &mut results);
}
