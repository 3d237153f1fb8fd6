//! Pictures of the window on screens of all sizes: the smallest window, laptops at 150 %, large screens at 100 % and
//! 200 %. With `ALL_SCREENS=FOLDER` in the environment, every view is drawn at every size in every theme into this
//! folder; with `ONLY=PART,PART` as well, those whose name has one of these parts, and with `ENGLISH=1` in English.

use super::{CASES, Desk, THEMES, draw_pages, opened, unfold};
use crate::fake_desktop::FakeDesktop;
use egui::accesskit::Role;
use egui_kittest::kittest::{By, Queryable};
use egui_kittest::wgpu::WgpuTestRenderer;
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
use jiff::civil::date;
use std::path::PathBuf;
use std::sync::Arc;
use wgs_referral::definition::{Language, embedded};
use wgs_referral::desktop::KeyStatus;
use wgs_referral::window::{App, CaseCommand, Command, UiCommand, WindowCommand};

/// A screen, or the window on one, with the pixels that a point has there.
struct Screen {
    /// Its pixels, and the scale in percent if that is not 100.
    name: &'static str,
    pixels: [f32; 2],
    pixels_per_point: f32,
}

impl Screen {
    const fn of(name: &'static str, pixels: [f32; 2], pixels_per_point: f32) -> Self {
        Screen { name, pixels, pixels_per_point }
    }

    /// The size of the window, in points.
    fn points(&self) -> [f32; 2] {
        self.pixels.map(|pixels| pixels / self.pixels_per_point)
    }
}

const SCREENS: [Screen; 10] = [
    Screen::of("480x360", [480.0, 360.0], 1.0),
    Screen::of("800x600", [800.0, 600.0], 1.0),
    Screen::of("1024x700", [1024.0, 700.0], 1.0),
    Screen::of("1360x860", [1360.0, 860.0], 1.0),
    Screen::of("1440x900", [1440.0, 900.0], 1.0),
    Screen::of("1600x900", [1600.0, 900.0], 1.0),
    Screen::of("1366x768-at-150", [1366.0, 768.0], 1.5),
    Screen::of("1920x1080-at-200", [1920.0, 1080.0], 2.0),
    Screen::of("1920x1080-at-250", [1920.0, 1080.0], 2.5),
    Screen::of("2560x1440", [2560.0, 1440.0], 1.0),
];
/// The screens that are drawn in every theme.
const IN_EVERY_THEME: [&str; 4] = ["800x600", "1366x768-at-150", "1920x1080-at-200", "2560x1440"];

/// A view of the window, the case that it shows, and what leads to it.
fn views() -> Vec<(&'static str, usize, Vec<Command>)> {
    let ui = |commands: &[UiCommand]| commands.iter().copied().map(Command::Ui).collect::<Vec<_>>();
    vec![
        ("form", 1, vec![unfold("age")]),
        ("criteria", 4, vec![unfold("age"), CaseCommand::ShowCriteria(true).into()]),
        ("overview", 2, ui(&[UiCommand::Overview])),
        ("preview", 3, ui(&[UiCommand::ShowPdf])),
        ("draft", 1, ui(&[UiCommand::ShowPdf])),
        ("metastatic", 1, vec![CaseCommand::ShowIndication("metastatic-solid-tumour".into()).into()]),
        ("save", 3, ui(&[UiCommand::SaveAs])),
        ("export", 1, ui(&[UiCommand::ExportPdf])),
        ("settings", 3, ui(&[UiCommand::Settings])),
        ("palette", 3, ui(&[UiCommand::Palette])),
    ]
}

/// The pictures that are compared: each size and each view, with the themes spread over them.
const KEPT: [&str; 26] = [
    "form-480x360-light",
    "criteria-480x360-dark",
    "overview-480x360-high-contrast",
    "preview-480x360-light",
    "save-480x360-dark",
    "export-480x360-light",
    "palette-480x360-high-contrast",
    "form-1920x1080-at-250-high-contrast",
    "export-1920x1080-at-250-dark",
    "preview-1920x1080-at-250-light",
    "form-800x600-dark",
    "overview-800x600-light",
    "preview-800x600-high-contrast",
    "overview-1024x700-dark",
    "draft-1024x700-light",
    "draft-1440x900-light",
    "draft-1600x900-light",
    "form-1366x768-at-150-light",
    "preview-1366x768-at-150-dark",
    "settings-1366x768-at-150-high-contrast",
    "form-1920x1080-at-200-light",
    "overview-1920x1080-at-200-dark",
    "criteria-1920x1080-at-200-high-contrast",
    "form-2560x1440-light",
    "overview-2560x1440-dark",
    "preview-2560x1440-high-contrast",
];

#[test]
fn every_screen_looks_like_its_picture() {
    let all = std::env::var_os("ALL_SCREENS").map(PathBuf::from);
    let only = std::env::var("ONLY").unwrap_or_default();
    let only: Vec<&str> = only.split(',').collect();
    let compared = super::is_compared();
    let mut results = SnapshotResults::new();
    let mut drawn = 0;
    for (view, case, commands) in views() {
        for screen in &SCREENS {
            for (theme, turns) in THEMES {
                let name = format!("{view}-{}-{theme}", screen.name);
                let is_wanted = match &all {
                    Some(_) => only.iter().any(|part| name.contains(part)),
                    None => KEPT.contains(&name.as_str()),
                };
                if !is_wanted {
                    continue;
                }
                drawn += 1;
                let turned = std::iter::repeat_n(Command::Ui(UiCommand::ToggleTheme), turns);
                let english = Command::from(WindowCommand::SetLanguage(Language::En));
                let english = std::env::var_os("ENGLISH").map(|_| english);
                let commands = turned.chain(english).chain(commands.iter().cloned()).collect();
                let mut harness = draw(CASES[case], screen.points(), screen.pixels_per_point, commands);
                if let Some(folder) = &all {
                    harness.render().unwrap().save(folder.join(format!("{name}.png"))).unwrap();
                } else if compared {
                    let options = SnapshotOptions::new().output_path("tests/pictures");
                    results.add(harness.try_snapshot_options(&name, &options));
                } else {
                    harness.render().unwrap();
                }
            }
        }
    }
    assert!(all.is_some() || drawn == KEPT.len(), "a picture has a name of no view, size or theme");
}

#[test]
fn a_screen_is_measured_in_pixels_and_its_window_in_points() {
    let points = |name: &str| SCREENS.iter().find(|screen| screen.name == name).map(Screen::points);
    assert_eq!(points("1920x1080-at-200"), Some([960.0, 540.0]));
    assert_eq!(points("1366x768-at-150").map(|points| points.map(f32::round)), Some([911.0, 512.0]));
    for Screen { name, pixels: [width, height], pixels_per_point } in SCREENS {
        let scale =
            if pixels_per_point == 1.0 { String::new() } else { format!("-at-{}", 100.0 * pixels_per_point) };
        assert_eq!(name, format!("{width}x{height}{scale}"));
    }
}

#[test]
fn the_pictures_show_the_main_screens_in_every_theme() {
    for screen in IN_EVERY_THEME {
        for (theme, _) in THEMES {
            let end = format!("-{screen}-{theme}");
            assert!(KEPT.iter().any(|name| name.ends_with(&end)), "no picture of {end}");
        }
    }
}

#[test]
fn the_pictures_show_the_criteria_and_their_names_beside_a_preview() {
    let (_, case, commands) = views().into_iter().find(|(view, ..)| *view == "draft").unwrap();
    for (width, rows) in [(1440, 0), (1600, 1)] {
        assert!(KEPT.contains(&format!("draft-{width}x900-light").as_str()));
        let harness = draw(CASES[case], [width as f32, 900.0], 1.0, commands.clone());
        let named = |role| By::new().role(role).label_contains("Alderskriterier: ");
        assert_eq!(harness.query_all(named(Role::DisclosureTriangle)).count(), rows, "{width}");
        assert!(harness.query_all(named(Role::Link)).count() + rows > 0, "{width}: neither rows nor names");
        assert!(harness.query_by_label("Bilagets sider").is_some(), "{width}");
    }
}

/// The window with a case, and without one if that is empty, after these commands.
pub fn draw(
    case: &str,
    size: [f32; 2],
    pixels_per_point: f32,
    commands: Vec<Command>,
) -> Harness<'static, App> {
    let set = Arc::new(embedded().unwrap());
    let mut harness: Harness<'_, App> = Harness::builder()
        .with_size(size)
        .with_pixels_per_point(pixels_per_point)
        .renderer(WgpuTestRenderer::new())
        .build_eframe(|creation| App::without_desktop(&creation.egui_ctx, set, date(2026, 11, 22)));
    let mut desk = Desk { app: harness.state_mut(), desktop: FakeDesktop::default() };
    desk.app.window_mut().set_recovery_folder(true);
    desk.look_up_keys(KeyStatus::Present);
    if !case.is_empty() {
        desk.open_file("sample.wgscase", Ok(opened(case)));
    }
    for command in commands {
        desk.dispatch(command);
    }
    harness.run();
    draw_pages(&mut harness);
    harness
}
