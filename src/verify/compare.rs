//! Compares the pages of two PDFs as pictures.

use crate::pdf::PdfPages;

/// In pixels per point.
const SCALE: f32 = 2.0;
/// The most by which a color of a pixel may differ, of 255: programs that rewrite a PDF round positions.
const TOLERANCE: u8 = 100;

/// Whether the pages look the same, annotations left out: a signature or a comment changes no page. `None`: they
/// can't be drawn.
pub(super) fn pages_agree(pdf: &PdfPages, expected: &PdfPages) -> Option<bool> {
    if pdf.count() != expected.count() {
        return Some(false);
    }
    for page in 0..pdf.count() {
        let content = pdf.draw_content(page, SCALE)?;
        if content.has_gaps {
            return Some(false);
        }
        let (drawn, expected) = (content.picture, expected.draw_content(page, SCALE)?.picture);
        let have_one_size = (drawn.width, drawn.height) == (expected.width, expected.height);
        let differ = |(a, b): (&u8, &u8)| a.abs_diff(*b) > TOLERANCE;
        if !have_one_size || drawn.rgba.iter().zip(&expected.rgba).any(differ) {
            return Some(false);
        }
    }
    Some(true)
}
