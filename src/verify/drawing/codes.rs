//! Reads QR codes as a camera does.

use super::finders::square_groups;
use crate::pdf::{PagePicture, PdfPages};
use crate::report::Mark;
use image::GrayImage;
use rqrr::PreparedImage;
use std::collections::BTreeSet;

/// The scales at which a page is drawn until a mark is read, in pixels per point. Some codes are not
/// found at the first.
const PAGE_SCALES: [f32; 3] = [2.0, 3.0, 4.3];

/// The contents of the marks on page 1. `None`: it can't be drawn.
pub(super) fn codes_on_first_page(pages: &PdfPages) -> Option<Vec<String>> {
    for scale in PAGE_SCALES {
        let codes = codes_in_gray(&in_gray(&pages.draw_content(0, scale)?.picture)?);
        if !codes.is_empty() {
            return Some(codes);
        }
    }
    Some(Vec::new())
}

/// The contents of the marks on all other pages. `None`: one can't be drawn.
pub(super) fn codes_on_further_pages(pages: &PdfPages) -> Option<Vec<String>> {
    let mut found = Vec::new();
    for page in 1..pages.count() {
        for scale in PAGE_SCALES {
            let drawn = in_gray(&pages.draw_content(page, scale)?.picture)?;
            let codes = codes_in_gray(&drawn);
            // Hardly any of these pages has a code: drawing each of them at all scales would take much longer.
            let ends = !codes.is_empty() || square_groups(&drawn).is_empty();
            found.extend(codes);
            if ends {
                break;
            }
        }
    }
    Some(found)
}

fn in_gray(page: &PagePicture) -> Option<GrayImage> {
    let gray = |pixel: &[u8; 4]| {
        let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
        ((red * 299 + green * 587 + blue * 114) / 1000) as u8
    };
    let pixels = page.rgba.as_chunks::<4>().0.iter().map(gray).collect();
    GrayImage::from_raw(page.width as u32, page.height as u32, pixels)
}

fn codes_in_gray(page: &GrayImage) -> Vec<String> {
    let (width, pixels) = (page.width() as usize, page.as_raw());
    codes_in(width, page.height() as usize, |x, y| pixels[y * width + x])
}

/// The contents of the marks that can be read, each once. A page or scan may have codes of others beside them.
pub(super) fn codes_in(width: usize, height: usize, gray: impl FnMut(usize, usize) -> u8) -> Vec<String> {
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, gray);
    let grids = picture.detect_grids();
    let codes: BTreeSet<String> = grids.iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect();
    codes.into_iter().filter(|code| is_mark(code)).collect()
}

/// Whether the content of a code is a mark of this program.
pub(super) fn is_mark(code: &str) -> bool {
    Mark::parse(code).is_some()
}
