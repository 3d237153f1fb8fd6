//! The pictures of the manual, in both languages: parts of the window, stored beside the pages as the
//! program shows them.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs::File;
use std::ops::Range;
use std::path::Path;

use super::{CASES, YOUNG, is_compared, screens};
use egui::accesskit::Role;
use egui::{Pos2, Rect, Shape, pos2};
use egui_kittest::kittest::{By, Queryable};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults, try_image_snapshot_options};
use image::{Pixel, Rgba, RgbaImage, imageops};
use strum::VariantArray;
use wgs_referral::assessment::Status;
use wgs_referral::colors::{self, Rgb};
use wgs_referral::definition::Language;
use wgs_referral::window::{App, CaseCommand, Command, Target, UiCommand, WindowCommand};
use wgs_referral::wording::manual::ManualPicture;

/// How many colors a picture has: so few that the files are small, and so many that nobody sees it.
const COLORS: usize = 128;

/// What a picture shows: the window, and the part of it.
struct Shot {
    case: &'static str,
    size: [f32; 2],
    pixels_per_point: f32,
    commands: Vec<Command>,
    part: Part,
}

/// The part of the window that a picture shows.
enum Part {
    Whole,
    /// Left, top, right and bottom, in points.
    Inside([f32; 4]),
    /// The dialog, as high as it is.
    Dialog,
}

/// How many rows of pixels are the same where an edge of a picture is between two lines of text.
const BLANK_ROWS: u32 = 6;
/// How far an edge is moved to be there at most, in points.
const MOST_MOVED: f32 = 60.0;
/// The free space around the contents of a dialog, in points.
const DIALOG_MARGIN: f32 = 20.0;

fn shot(picture: ManualPicture) -> Shot {
    let ui = Command::Ui;
    match picture {
        ManualPicture::Start => Shot {
            case: "",
            size: [880.0, 620.0],
            pixels_per_point: 1.25,
            commands: vec![],
            part: Part::Whole,
        },
        ManualPicture::Form => Shot {
            case: CASES[1],
            size: [1024.0, 660.0],
            pixels_per_point: 1.4,
            commands: vec![ui(UiCommand::NextGap)],
            part: Part::Inside([201.0, 51.0, 1024.0, 626.0]),
        },
        ManualPicture::Judgement => Shot {
            case: CASES[2],
            size: [1024.0, 900.0],
            pixels_per_point: 2.0,
            commands: vec![
                CaseCommand::GoTo(Target::Judgement(YOUNG.into())).into(),
                CaseCommand::ToggleWhy(YOUNG.into()).into(),
            ],
            part: Part::Inside([201.0, 330.0, 696.0, 866.0]),
        },
        ManualPicture::Preview => Shot {
            case: CASES[4],
            size: [1024.0, 660.0],
            pixels_per_point: 1.4,
            commands: vec![ui(UiCommand::ShowPdf)],
            part: Part::Inside([201.0, 51.0, 1024.0, 626.0]),
        },
        ManualPicture::Export => Shot {
            case: CASES[4],
            size: [1024.0, 700.0],
            pixels_per_point: 1.6,
            commands: vec![ui(UiCommand::ExportPdf)],
            part: Part::Dialog,
        },
    }
}

#[test]
fn the_pictures_of_the_manual_show_the_window_as_it_is() {
    let compared = is_compared();
    let mut results = SnapshotResults::new();
    for picture in ManualPicture::VARIANTS {
        for language in Language::ALL {
            let (drawn, cut) = draw(shot(*picture), language);
            assert!(cut.is_empty(), "{picture:?}, {language:?}: an edge cuts {cut:?}");
            if compared {
                compare(&drawn, *picture, language, &mut results);
            }
        }
    }
}

/// The part of the window, in fewer colors, and the lines of text that its upper and lower edge cut.
fn draw(shot: Shot, language: Language) -> (RgbaImage, Vec<String>) {
    let language = Command::from(WindowCommand::SetLanguage(language));
    let commands = [vec![language], shot.commands].concat();
    let mut harness = screens::draw(shot.case, shot.size, shot.pixels_per_point, commands);
    let mut picture = harness.render().unwrap();
    let part = match shot.part {
        Part::Whole => Rect::from_min_size(Pos2::ZERO, shot.size.into()),
        Part::Inside([left, top, right, bottom]) => Rect::from_min_max(pos2(left, top), pos2(right, bottom)),
        Part::Dialog => contents_of_dialog(&harness).expand(DIALOG_MARGIN),
    };
    let pixels = |points: f32| (points * shot.pixels_per_point).round() as u32;
    let [x, mut y, width, mut height] = [part.min.x, part.min.y, part.width(), part.height()].map(pixels);
    if let Part::Inside(_) = shot.part {
        let most = pixels(MOST_MOVED);
        let across = x..x + width;
        let bottom = (y + height - most..=y + height).rev().find(|edge| is_blank(&picture, &across, *edge));
        y = (y..=y + most).find(|edge| is_blank(&picture, &across, *edge)).expect("a blank upper edge");
        height = bottom.expect("a blank lower edge") - y;
    }
    let [top, bottom] = [y, y + height].map(|edge| edge as f32 / shot.pixels_per_point);
    // Around a dialog, the window behind it is cut anyway.
    let cut = match shot.part {
        Part::Inside(_) => cut_lines(&harness, Rect::from_x_y_ranges(part.x_range(), top..=bottom)),
        Part::Whole | Part::Dialog => Vec::new(),
    };
    picture = imageops::crop_imm(&picture, x, y, width, height).to_image();
    reduce_colors(&mut picture);
    (picture, cut)
}

/// Whether an edge lies between two lines of text: the rows of pixels around it are the same. `across`: the columns of
/// the part that is shown.
fn is_blank(picture: &RgbaImage, across: &Range<u32>, edge: u32) -> bool {
    let rows = edge.saturating_sub(BLANK_ROWS / 2)..(edge + BLANK_ROWS / 2).min(picture.height());
    let row = |y: u32| across.clone().map(move |x| picture.get_pixel(x, y));
    rows.clone().all(|y| row(y).eq(row(rows.start)))
}

/// The lines of text that the upper or the lower edge of a part goes through.
fn cut_lines(harness: &Harness<'_, App>, part: Rect) -> Vec<String> {
    fn collect(shape: &Shape, clip: Rect, part: Rect, cut: &mut Vec<String>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, part, cut)),
            Shape::Text(text) => {
                for row in &text.galley.rows {
                    let place = row.visuals.mesh_bounds.translate(text.pos.to_vec2() + row.pos.to_vec2());
                    let seen = place.intersect(clip).intersect(part);
                    let is_at_edge = seen.top() < part.top() + 1.0 || seen.bottom() > part.bottom() - 1.0;
                    if seen.is_positive() && is_at_edge && seen.height() < place.height() - 0.5 {
                        cut.push(row.text());
                    }
                }
            }
            _ => {}
        }
    }
    let mut cut = Vec::new();
    for clipped in &harness.output().shapes {
        collect(&clipped.shape, clipped.clip_rect, part, &mut cut);
    }
    cut
}

/// The colors of a picture, the most frequent first, each with the number of its pixels.
fn colors_of(picture: &RgbaImage) -> Vec<(Rgba<u8>, usize)> {
    let mut counts = BTreeMap::new();
    for pixel in picture.pixels() {
        *counts.entry(pixel.0).or_insert(0) += 1;
    }
    let mut colors: Vec<(Rgba<u8>, usize)> =
        counts.into_iter().map(|(color, count)| (Rgba(color), count)).collect();
    colors.sort_by_key(|(_, count)| Reverse(*count));
    colors
}

/// The color of a verdict in the light theme.
fn verdict_color(status: Status) -> Rgba<u8> {
    let Rgb(red, green, blue) = colors::status(status);
    Rgba([red, green, blue, 255])
}

/// Gives each pixel whose color is a rare one the frequent color that is nearest. The colors of the verdicts are kept
/// however rare they are: a warning is never grey.
fn reduce_colors(picture: &mut RgbaImage) {
    let mut colors = colors_of(picture);
    let verdicts: Vec<Rgba<u8>> = Status::VARIANTS.iter().copied().map(verdict_color).collect();
    // The sort keeps the order of the others.
    colors.sort_by_key(|(color, _)| !verdicts.contains(color));
    let (frequent, rare) = colors.split_at(COLORS.min(colors.len()));
    let distance = |one: &Rgba<u8>, other: &Rgba<u8>| -> u32 {
        one.0.iter().zip(other.0).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    let nearest = |color: &Rgba<u8>| {
        let by_distance = frequent.iter().map(|(near, _)| *near).min_by_key(|near| distance(color, near));
        by_distance.unwrap_or(*color)
    };
    let replaced: BTreeMap<[u8; 4], Rgba<u8>> =
        rare.iter().map(|(color, _)| (color.0, nearest(color))).collect();
    for pixel in picture.pixels_mut() {
        if let Some(near) = replaced.get(&pixel.0) {
            *pixel = *near;
        }
    }
}

#[test]
fn the_color_of_a_verdict_is_kept_where_it_is_rare() {
    let mut picture = RgbaImage::from_fn(250, 4, |x, _| Rgba([x as u8, x as u8, x as u8, 255]));
    let amber = verdict_color(Status::Advisory);
    picture.put_pixel(7, 2, amber);
    reduce_colors(&mut picture);
    assert_eq!(*picture.get_pixel(7, 2), amber);
    assert!(colors_of(&picture).len() <= COLORS);
}

/// The rectangle of all that the dialog holds, in points.
fn contents_of_dialog(harness: &Harness<'_, App>) -> Rect {
    let dialog = harness.get_by_role(Role::Dialog);
    let controls = dialog.query_all(By::new().predicate(|node| node.raw_bounds().is_some()));
    controls.map(|control| control.rect()).reduce(|all, rect| all.union(rect)).unwrap()
}

/// Compares a picture with its file, and stores it there if that is asked for.
fn compare(drawn: &RgbaImage, picture: ManualPicture, language: Language, results: &mut SnapshotResults) {
    let folder = match language {
        Language::Da => "assets/manual/da",
        Language::En => "assets/manual/en",
    };
    let name = picture.file().trim_end_matches(".png");
    let result = try_image_snapshot_options(drawn, name, &SnapshotOptions::new().output_path(folder));
    if result.is_ok() {
        store_compressed(drawn, &Path::new(folder).join(picture.file()));
    }
    results.add(result);
}

/// Writes a file anew that was stored just now, as a picture with a palette.
fn store_compressed(drawn: &RgbaImage, file: &Path) {
    if std::env::var_os("UPDATE_SNAPSHOTS").is_none() || image::open(file).unwrap().to_rgba8() != *drawn {
        return;
    }
    let palette: Vec<Rgba<u8>> = colors_of(drawn).into_iter().map(|(color, _)| color).collect();
    let index = |pixel: &Rgba<u8>| palette.iter().position(|color| color == pixel).unwrap() as u8;
    let mut encoder = png::Encoder::new(File::create(file).unwrap(), drawn.width(), drawn.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.iter().flat_map(|color| color.to_rgb().0).collect::<Vec<u8>>());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&drawn.pixels().map(index).collect::<Vec<u8>>()).unwrap();
}
