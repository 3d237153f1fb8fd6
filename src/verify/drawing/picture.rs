//! Reads the QR codes on a scan or photo: there may be several, each at its own scale.

use super::codes::{codes_in, is_mark};
use super::finders::square_groups;
use super::modules::{PixelPlace, read_modules};
use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, ImageReader, Limits};
use std::collections::BTreeSet;
use std::io::Cursor;

/// The scales at which codes are searched for, with the blur in pixels that takes noise away. Each finds some codes
/// that the others don't.
const PASSES: [(f64, f32); 6] = [(1.0, 0.0), (1.0, 1.0), (2.0, 1.2), (2.0, 2.2), (0.5, 0.0), (0.35, 0.0)];
/// The most pixels of a picture.
const MAX_PIXELS: u64 = 40_000_000;
/// The most pixels of an enlarged or blurred picture. Larger ones have enough pixels for each module.
const MAX_ENLARGED: u64 = 24_000_000;
/// The most memory that decoding a picture takes, in bytes: four for each pixel, and as much for the decoder.
const MAX_DECODED: u64 = 8 * MAX_PIXELS;
/// The number of modules in a row may be misjudged by one or two versions, of four modules each.
const SIZE_ERRORS: [isize; 5] = [0, 4, -4, 8, -8];

/// The contents of the marks on a PNG or JPEG file. `None`: it is damaged or has too many pixels.
pub(super) fn codes_on_picture(bytes: &[u8]) -> Option<Vec<String>> {
    let picture = DynamicImage::from(decode(bytes)?);
    let whole = picture.as_luma8()?;
    let mut codes = BTreeSet::new();
    // Passes of one scale share what takes them longest.
    let mut resized: Option<(f64, DynamicImage)> = None;
    for (scale, blur) in PASSES {
        let scaled = |length: u32| ((f64::from(length) * scale) as u32).max(1);
        let (width, height) = (scaled(picture.width()), scaled(picture.height()));
        let is_made = scale > 1.0 || blur > 0.0;
        if is_made && u64::from(width) * u64::from(height) > MAX_ENLARGED {
            continue;
        }
        if scale != 1.0 && resized.as_ref().is_none_or(|(of_scale, _)| *of_scale != scale) {
            let filter = if scale > 1.0 { FilterType::CatmullRom } else { FilterType::Triangle };
            resized = Some((scale, picture.resize_exact(width, height, filter)));
        }
        let sharp = match &resized {
            Some((of_scale, resized)) if *of_scale == scale => resized,
            _ => &picture,
        };
        let blurred = (blur > 0.0).then(|| sharp.fast_blur(blur));
        let searched = blurred.as_ref().unwrap_or(sharp).as_luma8().unwrap_or(whole);
        let before = codes.len();
        let is_complete = add_codes(&mut codes, searched, whole, scale);
        // Another pass has read the same marks, and this one found nothing that it could not read.
        if is_complete && before > 0 && codes.len() == before {
            break;
        }
    }
    Some(codes.into_iter().collect())
}

/// Adds the codes of one pass. Those that are found but not read are read off the whole picture. Returns whether all
/// were read that were found.
fn add_codes(codes: &mut BTreeSet<String>, searched: &GrayImage, whole: &GrayImage, scale: f64) -> bool {
    let pixels = searched.as_raw();
    let (width, height) = (searched.width() as usize, searched.height() as usize);
    codes.extend(codes_in(width, height, |x, y| pixels[y * width + x]));
    let mut read: Vec<[PixelPlace; 3]> = Vec::new();
    let mut has_unread = false;
    for group in square_groups(searched) {
        // Each square belongs to one code.
        if read.iter().flatten().any(|place| group.centers.contains(place)) {
            continue;
        }
        let code = SIZE_ERRORS.iter().find_map(|error| {
            let size = group.size.checked_add_signed(*error).filter(|size| (21..=177).contains(size))?;
            read_modules(whole, group.corners(size).map(|(x, y)| (x / scale, y / scale)), size)
        });
        if let Some(code) = code {
            codes.extend(Some(code).filter(|code| is_mark(code)));
            read.push(group.centers);
        } else {
            has_unread = true;
        }
    }
    !has_unread && !read.is_empty()
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
