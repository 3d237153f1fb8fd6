//! Compares the rendered pages of the PDF with the pictures in `tests/pdf/pictures`, and with that of the README.
//! `UPDATE_SNAPSHOTS=true` replaces them.

use std::path::{Path, PathBuf};

use image::imageops::grayscale;
use image::{GrayImage, ImageReader, RgbaImage};
use wgs_referral::definition::{Language, embedded};
use wgs_referral::pdf::{PdfPages, export};
use wgs_referral::report::ReportSettings;

use crate::{danish, sample};

const PIXELS_PER_POINT: f32 = 1.25;
/// The greatest difference between equal pixels, of 255: processors round colors differently.
const PIXEL: u8 = 40;
/// The greatest number of differing pixels per million.
const OTHERS: usize = 60;

fn picture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf/pictures").join(format!("{name}.png"))
}

/// The number of differing pixels per million.
fn differing_pixels(one: &GrayImage, other: &GrayImage) -> usize {
    if one.dimensions() != other.dimensions() {
        return 1_000_000;
    }
    let differing = one.pixels().zip(other.pixels()).filter(|(a, b)| a.0[0].abs_diff(b.0[0]) > PIXEL).count();
    differing * 1_000_000 / (one.len().max(1))
}

#[test]
fn the_pages_match_their_pictures() {
    let set = embedded().unwrap();
    let update = std::env::var("UPDATE_SNAPSHOTS").is_ok_and(|wish| wish == "true");
    let mut changed = Vec::new();
    for (name, settings) in [
        ("met-by-judgement", danish()),
        ("not-met", ReportSettings { with_identity: false, ..danish() }),
        ("missing", danish()),
        ("judgement", ReportSettings::whole(Language::En)),
    ] {
        // The foot contains the hash of the criteria and the version, which may change.
        let bytes = export(&set, &sample(&set, name), settings).unwrap().bytes;
        let pages = PdfPages::parse(bytes).unwrap();
        for number in 0..pages.count() {
            let page = pages.draw(number, PIXELS_PER_POINT).unwrap();
            let drawn = RgbaImage::from_raw(page.width as u32, page.height as u32, page.rgba).unwrap();
            let drawn = without_what_may_change(grayscale(&drawn), number == 0, PIXELS_PER_POINT);
            let path = picture(&format!("{name}-{}", number + 1));
            if update {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                drawn.save(&path).unwrap();
                continue;
            }
            let kept = ImageReader::open(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
                .decode()
                .unwrap()
                .to_luma8();
            let others = differing_pixels(&drawn, &kept);
            if others > OTHERS {
                let new = path.with_extension("new.png");
                drawn.save(&new).unwrap();
                changed.push(format!("{}: {others} pixels of a million are others", new.display()));
            }
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

#[test]
fn the_page_of_the_readme_is_the_one_that_is_exported() {
    /// The width of the picture, in pixels.
    const WIDTH: u32 = 827;
    let set = embedded().unwrap();
    let bytes = export(&set, &sample(&set, "met-by-judgement"), danish()).unwrap().bytes;
    let page = PdfPages::parse(bytes).unwrap().draw_to_width(0, WIDTH).unwrap();
    let drawn = RgbaImage::from_raw(page.width as u32, page.height as u32, page.rgba).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/readme/page.png");
    if std::env::var("UPDATE_SNAPSHOTS").is_ok_and(|wish| wish == "true") {
        image::DynamicImage::ImageRgba8(drawn).to_rgb8().save(&path).unwrap();
        return;
    }
    let kept = ImageReader::open(&path).unwrap().decode().unwrap().to_luma8();
    // The width of A4 is 595.28 points.
    let scale = WIDTH as f32 / 595.28;
    let [drawn, kept] = [grayscale(&drawn), kept].map(|page| without_what_may_change(page, true, scale));
    let others = differing_pixels(&drawn, &kept);
    assert!(others <= OTHERS, "{}: {others} pixels of a million are others", path.display());
}

/// Covers the mark, its id and the foot in white: they depend on hash and version.
fn without_what_may_change(mut page: GrayImage, is_first: bool, pixels_per_point: f32) -> GrayImage {
    let at = |points: f32| (points * pixels_per_point) as u32;
    let mut white = |left: f32, top: f32, right: f32, bottom: f32| {
        for y in at(top)..at(bottom) {
            for x in at(left)..at(right) {
                page.put_pixel(x, y, image::Luma([255]));
            }
        }
    };
    white(40.0, 800.0, 480.0, 824.0);
    if is_first {
        white(480.0, 60.0, 550.0, 138.0);
    }
    page
}

#[test]
fn a_moved_letter_changes_the_picture() {
    let page = GrayImage::from_pixel(100, 100, image::Luma([255]));
    let mut other = page.clone();
    other.put_pixel(5, 5, image::Luma([0]));
    assert_eq!(differing_pixels(&page, &page), 0);
    assert_eq!(differing_pixels(&page, &other), 100);
    assert!(differing_pixels(&page, &other) > OTHERS);
}
