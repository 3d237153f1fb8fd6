//! Reads QR codes as a camera does.

use crate::pdf::PdfPages;
use crate::report::Mark;
use rqrr::PreparedImage;
use std::collections::BTreeSet;

/// The scales at which page 1 is drawn until a mark is read, in pixels per point. Some codes are not
/// found at the first.
const PAGE_SCALES: [f32; 3] = [2.0, 3.0, 4.3];

/// The contents of the marks on page 1. `None`: it can't be drawn.
pub(super) fn codes_on_page(pages: &PdfPages) -> Option<Vec<String>> {
    for scale in PAGE_SCALES {
        let page = pages.draw_content(0, scale)?.picture;
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
