//! Pictures of the window: each indication, the other theme, the other language, a small window.
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
use wgs_referral::desktop::{DrawnPage, Effect, Outcome};
use wgs_referral::pdf::{Pages, export};
use wgs_referral::window::{App, Command, UiCommand};

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
}

fn scenes() -> Vec<Scene> {
    let large = [1360.0, 860.0];
    let set = embedded().unwrap();
    let mut scenes: Vec<Scene> = CASES
        .into_iter()
        .map(|text| {
            let name = case::read(text, &set).unwrap().case.indication.to_string();
            Scene { name, case: text, size: large, commands: Vec::new() }
        })
        .collect();
    let unfold = |row: &str| Command::ToggleRow(row.into());
    let scene = |name: &str, case, size, commands| Scene { name: name.to_owned(), case, size, commands };
    scenes.push(scene(
        "dark",
        CASES[1],
        large,
        vec![Command::Plain(UiCommand::ToggleTheme), unfold("competence")],
    ));
    scenes.push(scene(
        "english",
        CASES[2],
        large,
        vec![Command::SetLanguage(Language::En), unfold("target-group")],
    ));
    scenes.push(scene("small", CASES[2], [1024.0, 700.0], vec![Command::Plain(UiCommand::NextGap)]));
    scenes.push(scene("smallest", CASES[4], [800.0, 600.0], vec![unfold("age")]));
    scenes.push(scene("preview", CASES[1], large, vec![Command::Plain(UiCommand::ShowPdf)]));
    scenes.push(scene("export", CASES[3], large, vec![Command::Plain(UiCommand::ExportPdf)]));
    scenes
}

fn draw(scene: &Scene, compared: bool, results: &mut SnapshotResults) {
    let set = Arc::new(embedded().unwrap());
    let reading = Box::new(case::read(scene.case, &set).unwrap());
    let mut harness: Harness<'_, App> = Harness::builder()
        .with_size(scene.size)
        .renderer(WgpuTestRenderer::new())
        .build_eframe(|creation| App::without_desktop(&creation.egui_ctx, set, date(2026, 11, 22)));
    let state = harness.state_mut().state_mut();
    state.receive(Outcome::CaseRead("sample.wgscase".into(), Ok(reading)));
    for command in &scene.commands {
        state.handle(command.clone());
    }
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
}
