//! The pages as a fax machine or a copier leaves them: 200 dots per inch, each of them black or white.

use image::{GrayImage, RgbaImage};
use wgs_referral::case::Case;
use wgs_referral::definition::{Language, embedded};
use wgs_referral::pdf::{PdfPages, export};
use wgs_referral::report::layout::{DrawItem, TextRun};
use wgs_referral::report::{Layout, ReportSettings, document, lay_out};

use crate::{danish, filled, sample};

const PIXELS_PER_POINT: f32 = 200.0 / 72.0;
/// Below this brightness of 255, a dot becomes black: in a light copy, in an ordinary one, and in a dark one.
const THRESHOLDS: [u8; 3] = [64, 153, 230];
/// The share of black dots in the box of a line of text, of capital height. Black text on white is within it in each
/// copy; white text on a fill is above.
const READABLE: std::ops::RangeInclusive<f32> = 0.1..=0.6;

/// A page in shades of grey.
fn draw(bytes: Vec<u8>, page: usize) -> GrayImage {
    let page = PdfPages::parse(bytes).unwrap().draw(page, PIXELS_PER_POINT).unwrap();
    let drawn = RgbaImage::from_raw(page.width as u32, page.height as u32, page.rgba).unwrap();
    image::imageops::grayscale(&drawn)
}

/// The share of black dots from the baseline of a line of text up to the height of its capitals.
fn black_share(page: &GrayImage, threshold: u8, (x, baseline): (f32, f32), run: &TextRun) -> f32 {
    const CAPITAL_HEIGHT: f32 = 0.7;
    let at = |points: f32| (points * PIXELS_PER_POINT).round() as u32;
    let (rows, columns) =
        (at(baseline - CAPITAL_HEIGHT * run.size)..at(baseline), at(x)..at(x + run.width()));
    let dots = rows.len() * columns.len();
    let black = rows.flat_map(|row| columns.clone().map(move |column| (column, row)));
    let black = black.filter(|(column, row)| page.get_pixel(*column, *row).0[0] < threshold).count();
    black as f32 / dots.max(1) as f32
}

/// The texts of a page that can't be read in a copy, with their share of black dots.
fn unreadable(layout: &Layout, number: usize, page: &GrayImage) -> Vec<String> {
    let mut texts = Vec::new();
    for placed in &layout.pages[number] {
        let DrawItem::Text { x, y, run } = &placed.item else { continue };
        // In the box of a few characters the share says nothing.
        if run.text.chars().filter(|character| character.is_alphanumeric()).count() < 4 {
            continue;
        }
        for threshold in THRESHOLDS {
            let share = black_share(page, threshold, (*x, *y), run);
            if !READABLE.contains(&share) {
                texts.push(format!("{share:.2} of the dots are black at {threshold}: {}", run.text));
            }
        }
    }
    texts
}

#[test]
fn every_text_can_be_read_after_a_copy_in_black_and_white() {
    let set = embedded().unwrap();
    let indication = set.indication(&"pancreas-cancer".into()).unwrap();
    let cases: [(Case, ReportSettings); 3] = [
        (sample(&set, "met-by-judgement"), danish()),
        (sample(&set, "missing"), ReportSettings::whole(Language::En)),
        (filled::filled(&set, indication, 120, 300), danish()),
    ];
    let mut heads = 0;
    for (case, settings) in cases {
        let outline = document(&set, &case, settings).outline;
        let layout = lay_out(&outline);
        let bytes = export(&set, &case, settings).unwrap().bytes;
        // The table of criteria starts on the second page at the latest.
        for number in 0..2 {
            let texts = unreadable(&layout, number, &draw(bytes.clone(), number));
            assert!(texts.is_empty(), "page {}:\n{}", number + 1, texts.join("\n"));
            heads += layout.pages[number].iter().filter(|placed| is_table_head(&placed.item)).count();
        }
    }
    assert!(heads >= 3, "the head of the table is on none of the pages");
}

/// Whether an item is the first column head of the table.
fn is_table_head(item: &DrawItem) -> bool {
    matches!(item, DrawItem::Text { run, .. } if ["Vurdering", "Assessment"].contains(&run.text.as_str()))
}

#[test]
fn every_text_is_black() {
    let set = embedded().unwrap();
    for name in crate::SAMPLES {
        let layout = lay_out(&document(&set, &sample(&set, name), danish()).outline);
        for placed in layout.pages.iter().flatten() {
            if let DrawItem::Text { run, .. } = &placed.item {
                let color = run.color;
                assert_eq!((color.0, color.1, color.2), (0, 0, 0), "{name}: {}", run.text);
            }
        }
    }
}
