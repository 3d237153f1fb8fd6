//! Reads QR codes as a camera does: off a page as it is drawn, and off a scan or photo.

use crate::pdf::PdfPages;
use image::imageops::{FilterType, crop_imm, resize, unsharpen};
use image::{DynamicImage, GrayImage, ImageReader, Limits};
use rqrr::{Point, PreparedImage};
use std::collections::BTreeSet;
use std::io::Cursor;

/// The scales at which page 1 is drawn until a code is read, in pixels per point. Some codes are not
/// found at the first.
const PAGE_SCALES: [f32; 3] = [2.0, 3.0, 4.3];
/// The heights to which a picture is scaled until a code is read, in pixels; first it is read as it is.
const PICTURE_HEIGHTS: [u32; 5] = [3500, 2400, 5200, 1700, 1200];
/// The most pixels of a picture.
const MAX_PIXELS: u64 = 40_000_000;
/// The most memory that decoding a picture takes, in bytes: four for each pixel, and as much for the decoder.
const MAX_DECODED: u64 = 8 * MAX_PIXELS;

/// The codes on page 1. `None`: it can't be drawn.
pub(super) fn codes_on_page(pages: &PdfPages) -> Option<Vec<String>> {
    for scale in PAGE_SCALES {
        let page = pages.draw_content(0, scale)?.picture;
        let gray = |x: usize, y: usize| {
            let at = 4 * (y * page.width + x);
            let [red, green, blue] = [0, 1, 2].map(|channel| u32::from(page.rgba[at + channel]));
            ((red * 299 + green * 587 + blue * 114) / 1000) as u8
        };
        let (codes, _) = codes_in(page.width, page.height, gray);
        if !codes.is_empty() {
            return Some(codes);
        }
    }
    Some(Vec::new())
}

/// The codes on a PNG or JPEG file. `None`: it is damaged or has too many pixels.
pub(super) fn codes_on_picture(bytes: &[u8]) -> Option<Vec<String>> {
    let picture = decode(bytes)?;
    let mut codes = codes_in_gray(&picture);
    for height in PICTURE_HEIGHTS {
        if !codes.is_empty() {
            break;
        }
        let width = u64::from(picture.width()) * u64::from(height) / u64::from(picture.height().max(1));
        if width == 0 || width * u64::from(height) > MAX_PIXELS {
            continue;
        }
        codes = codes_in_gray(&resize(&picture, width as u32, height, FilterType::Triangle));
    }
    Some(codes)
}

fn decode(bytes: &[u8]) -> Option<GrayImage> {
    let reader = || ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
    let (width, height) = reader()?.into_dimensions().ok()?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return None;
    }
    let mut reader = reader()?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED);
    reader.limits(limits);
    let picture: DynamicImage = reader.decode().ok()?;
    Some(picture.into_luma8())
}

fn codes_in_gray(picture: &GrayImage) -> Vec<String> {
    let (mut codes, unread) = codes_and_unread(picture);
    // A scan may hold two pages, of which one is read at once.
    let looked_at = unread.iter().take(MAX_REFINED).filter_map(|corners| refined(picture, corners));
    codes.extend(looked_at.collect::<Vec<_>>());
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The most codes of a picture that are looked at more closely.
const MAX_REFINED: usize = 8;
/// The size to which a code is enlarged for that, with its margin, in pixels.
const REFINED_SIZE: u32 = 1000;
/// How much the enlarged code is sharpened, in pixels; 0: not at all.
const SHARPNESS: [f32; 4] = [0.0, 4.0, 8.0, 14.0];

/// The content of a code that was found but not read, after enlarging and sharpening it: scanners blur.
fn refined(picture: &GrayImage, corners: &[Point; 4]) -> Option<String> {
    let span = |values: [i32; 4], end: u32| {
        let (low, high) = (values.into_iter().min()?, values.into_iter().max()?);
        let margin = (high - low) / 8 + 4;
        let low = u32::try_from(low - margin).unwrap_or_default().min(end);
        let high = u32::try_from(high + margin).unwrap_or_default().min(end);
        (high > low).then_some((low, high - low))
    };
    let (left, width) = span(corners.each_ref().map(|corner| corner.x), picture.width())?;
    let (top, height) = span(corners.each_ref().map(|corner| corner.y), picture.height())?;
    let scale = f64::from(REFINED_SIZE) / f64::from(width.max(height));
    let scaled = |length: u32| ((f64::from(length) * scale) as u32).max(1);
    let cut = crop_imm(picture, left, top, width, height).to_image();
    let enlarged = resize(&cut, scaled(width), scaled(height), FilterType::CatmullRom);
    SHARPNESS.into_iter().find_map(|sharpness| {
        let sharp = (sharpness > 0.0).then(|| unsharpen(&enlarged, sharpness, 0));
        let picture = sharp.as_ref().unwrap_or(&enlarged);
        codes_and_unread(picture).0.pop()
    })
}

fn codes_and_unread(picture: &GrayImage) -> (Vec<String>, Vec<[Point; 4]>) {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let pixels = picture.as_raw();
    codes_in(width, height, |x, y| pixels[y * width + x])
}

/// The contents of the codes that can be read, each once, and the corners of those that can't.
fn codes_in(
    width: usize,
    height: usize,
    gray: impl FnMut(usize, usize) -> u8,
) -> (Vec<String>, Vec<[Point; 4]>) {
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, gray);
    let (mut read, mut unread) = (BTreeSet::new(), Vec::new());
    for grid in picture.detect_grids() {
        match grid.decode() {
            Ok((_, content)) => {
                read.insert(content);
            }
            Err(_) => unread.push(grid.bounds),
        }
    }
    (read.into_iter().collect(), unread)
}
