//! Reads QR codes as a camera does: off a page as it is drawn, and off a scan or photo.

use crate::pdf::PdfPages;
use image::imageops::{FilterType, resize};
use image::{DynamicImage, GrayImage, ImageReader, Limits};
use rqrr::PreparedImage;
use std::collections::BTreeSet;
use std::io::Cursor;

/// The scales at which page 1 is drawn until a code is read, in pixels per point. Some codes are not found at the
/// first.
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
        let page = pages.draw(0, scale)?;
        let gray = |x: usize, y: usize| {
            let at = 4 * (y * page.width + x);
            let [red, green, blue] = [0, 1, 2].map(|channel| u32::from(page.rgba[at + channel]));
            ((red * 299 + green * 587 + blue * 114) / 1000) as u8
        };
        let codes = codes_in(page.width, page.height, gray);
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
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let pixels = picture.as_raw();
    codes_in(width, height, |x, y| pixels[y * width + x])
}

/// The contents of the codes that can be read, each once.
fn codes_in(width: usize, height: usize, gray: impl FnMut(usize, usize) -> u8) -> Vec<String> {
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, gray);
    let read = picture.detect_grids().into_iter().filter_map(|grid| grid.decode().ok());
    read.map(|(_, content)| content).collect::<BTreeSet<String>>().into_iter().collect()
}
