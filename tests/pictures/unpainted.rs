//! Nothing of the window is left unpainted. Before each frame, eframe clears the window with a color, which the window
//! does not paint once more. Pictures are drawn over nothing, so that they show neither what is not painted there nor
//! what is darkened or drawn half transparent over the wrong color.

use super::{Scene, help_scenes, preview_scenes, scenes, stage, stage_after_crash};
use eframe::App as _;
use egui::Color32;
use image::RgbaImage;

/// A color that nothing in the window has, in any theme.
const UNPAINTED: Color32 = Color32::from_rgb(255, 0, 255);
/// What rounding adds where something is blended, for each part of a color.
const ROUNDING: u8 = 2;

/// The views, panes, overlays and columns of the window, and all of its themes.
const SCENES: [&str; 18] = [
    "form-light",
    "form-dark",
    "form-high-contrast",
    "overview-dark",
    "preview-light",
    "preview-high-contrast",
    "palette-dark",
    "menu-high-contrast",
    "judgement-why",
    "tooltip",
    "welcome",
    "export",
    "covered",
    "notices-unfolded",
    "smaller-still",
    "criteria-in-turn",
    "preview-in-narrow-window",
    "help-small",
];

/// The picture over a window that was cleared with this color.
fn over(picture: &RgbaImage, cleared: Color32) -> RgbaImage {
    let mut shown = picture.clone();
    for pixel in shown.pixels_mut() {
        let behind = 255 - u16::from(pixel.0[3]);
        for (part, color) in pixel.0.iter_mut().zip(cleared.to_array()) {
            *part += (u16::from(color) * behind / 255) as u8;
        }
    }
    shown
}

/// The least and greatest coordinates of the pixels in which two pictures differ.
fn difference(one: &RgbaImage, other: &RgbaImage) -> Option<[u32; 4]> {
    assert_eq!(one.dimensions(), other.dimensions());
    let pairs = one.enumerate_pixels().zip(other.pixels());
    let differ = pairs.filter(|((_, _, pixel), other)| {
        pixel.0.iter().zip(other.0).any(|(one, other)| one.abs_diff(other) > ROUNDING)
    });
    differ.map(|((x, y, _), _)| [x, y, x, y]).reduce(|[left, top, right, bottom], [x, y, ..]| {
        [left.min(x), top.min(y), right.max(x), bottom.max(y)]
    })
}

/// What is not painted in a window that was not cleared, and what else the window shows than its picture where eframe
/// has cleared it.
fn faults(scene: &Scene) -> Vec<String> {
    let mut harness = stage(scene);
    let picture = harness.render().unwrap();
    let unpainted = difference(&picture, &over(&picture, UNPAINTED));
    let visuals = harness.ctx.global_style().visuals.clone();
    let [red, green, blue, _] =
        harness.state().clear_color(&visuals).map(|part| (part * 255.0).round() as u8);
    harness.step();
    let shown = over(&harness.render().unwrap(), Color32::from_rgb(red, green, blue));
    let changed = difference(&picture, &shown);
    let told =
        |what: &str, place: Option<[u32; 4]>| place.map(|place| format!("{}: {what} {place:?}", scene.name));
    told("unpainted", unpainted).into_iter().chain(told("not as in the picture", changed)).collect()
}

#[test]
fn nothing_of_the_window_is_left_unpainted() {
    let all = scenes().into_iter().chain(help_scenes()).chain(preview_scenes());
    let drawn: Vec<Scene> = all.filter(|scene| SCENES.contains(&scene.name.as_str())).collect();
    assert_eq!(drawn.len(), SCENES.len());
    let faults: Vec<String> = drawn.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for (name, mut harness) in stage_after_crash() {
        let picture = harness.render().unwrap();
        assert_eq!(difference(&picture, &over(&picture, UNPAINTED)), None, "{name}");
    }
}

#[test]
fn an_unpainted_spot_and_another_color_are_seen() {
    let painted = RgbaImage::from_pixel(4, 3, image::Rgba([10, 20, 30, 255]));
    assert_eq!(difference(&painted, &over(&painted, UNPAINTED)), None);
    let mut with_hole = painted.clone();
    with_hole.put_pixel(1, 2, image::Rgba([5, 10, 15, 128]));
    assert_eq!(difference(&with_hole, &over(&with_hole, UNPAINTED)), Some([1, 2, 1, 2]));
    let on_same_color = over(&with_hole, Color32::from_rgb(10, 20, 30));
    assert_eq!(difference(&on_same_color, &painted), None);
}
