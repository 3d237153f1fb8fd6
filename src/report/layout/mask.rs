//! Encodes a text as a QR code, and chooses its mask: the one with the fewest patterns that a camera could take for
//! something else (ISO 18004, 7.8.3).
//!
//! The choice is that of the crate qrcode, which looks at each module by itself. Here, a row or column is a number
//! whose bits are its modules. So all places of a pattern are found at once, in an eighth of the time.

use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{EcLevel, QrResult, bits, ec};

/// A row or column of modules. The lowest bit is the first one, and dark modules are 1.
type Line = u64;

const MASKS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// The code of a text without its mask, and its number of modules per side.
pub(crate) fn unmasked(text: &str) -> QrResult<(Canvas, i16)> {
    let bits = bits::encode_auto(text.as_bytes(), EcLevel::M)?;
    let version = bits.version();
    let (data, correction) = ec::construct_codewords(&bits.into_bytes(), version, EcLevel::M)?;
    let mut code = Canvas::new(version, EcLevel::M);
    code.draw_all_functional_patterns();
    code.draw_data(&data, &correction);
    Ok((code, version.width()))
}

/// The code with the mask of the lowest penalty. `width` is its number of modules per side.
pub(crate) fn with_best_mask(code: &Canvas, width: i16) -> Canvas {
    if !u32::try_from(width).is_ok_and(|width| width < Line::BITS) {
        return code.apply_best_mask();
    }
    let masked = MASKS.map(|mask| {
        let mut masked = code.clone();
        masked.apply_mask(mask);
        masked
    });
    let best = masked.into_iter().min_by_key(|masked| penalty(masked, width));
    best.unwrap_or_else(|| code.apply_best_mask())
}

fn penalty(code: &Canvas, width: i16) -> u32 {
    let sides = width.unsigned_abs();
    let (mut rows, mut columns) = (vec![0; sides.into()], vec![0; sides.into()]);
    for (y, row) in (0..width).zip(&mut rows) {
        for (x, column) in (0..width).zip(&mut columns) {
            let dark = Line::from(code.get(x, y).is_dark());
            *row |= dark << x;
            *column |= dark << y;
        }
    }
    let both: u32 =
        [&rows, &columns].into_iter().flatten().map(|line| runs(*line, sides) + finders(*line)).sum();
    let blocks: u32 = rows.windows(2).map(|pair| blocks([pair[0], pair[1]], sides)).sum();
    both + blocks + imbalance(&rows, sides)
}

/// The modules that are followed by one of the same color.
fn equal_to_next(line: Line, width: u16) -> Line {
    !(line ^ (line >> 1)) & ((1 << (width - 1)) - 1)
}

/// For each run of five or more modules of a color, its length less two.
fn runs(line: Line, width: u16) -> u32 {
    let equal = equal_to_next(line, width);
    // A run of five starts at these: as many as the run is longer than four.
    let starts = equal & (equal >> 1) & (equal >> 2) & (equal >> 3);
    let runs = starts & !(starts << 1);
    starts.count_ones() + 2 * runs.count_ones()
}

/// 40 for each pattern like that of the corners (dark, light, three dark, light, dark) that has four light modules
/// before or behind it. Outside of the code, all is light.
fn finders(line: Line) -> u32 {
    let at = |place: u32| line >> place;
    let pattern = at(0) & !at(1) & at(2) & at(3) & at(4) & !at(5) & at(6);
    let dark_before = (line << 1) | (line << 2) | (line << 3) | (line << 4);
    let dark_behind = at(7) | at(8) | at(9) | at(10);
    40 * (pattern & !(dark_before & dark_behind)).count_ones()
}

/// 3 for each square of two by two modules of the same color in two rows.
fn blocks(rows: [Line; 2], width: u16) -> u32 {
    let [above, below] = rows.map(|row| equal_to_next(row, width));
    3 * (above & below & !(rows[0] ^ rows[1])).count_ones()
}

/// How far the dark modules are from a half, in two hundredths of the code.
fn imbalance(rows: &[Line], width: u16) -> u32 {
    let dark: u32 = rows.iter().map(|row| row.count_ones()).sum();
    (200 * dark / (u32::from(width) * u32::from(width))).abs_diff(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mask_is_the_one_that_the_crate_chooses() {
        let mut chosen = Vec::new();
        for length in (1..=190).chain([240, 300, 700]) {
            let text: String =
                (0..length).map(|at| char::from(b'A' + (at * at + length) as u8 % 26)).collect();
            let (code, width) = unmasked(&text).unwrap();
            let ours = with_best_mask(&code, width).into_colors();
            assert!(ours == code.apply_best_mask().into_colors(), "{text}");
            let mask = MASKS.iter().position(|mask| {
                let mut masked = code.clone();
                masked.apply_mask(*mask);
                masked.into_colors() == ours
            });
            chosen.extend(mask.filter(|mask| !chosen.contains(mask)));
        }
        assert_eq!(chosen.len(), MASKS.len(), "each mask is chosen for some code: {chosen:?}");
    }

    #[test]
    fn the_patterns_of_the_standard_are_counted() {
        assert_eq!([runs(0b1_1111, 5), runs(0, 5), runs(0b11_1111, 6), runs(0b1111, 4)], [3, 3, 4, 0]);
        assert_eq!(runs(0b11_1110_0000, 10), 6);
        assert_eq!([finders(0b101_1101), finders(0b101_1101 << 10)], [40, 40]);
        assert_eq!(finders(1 | 0b101_1101 << 4 | 1 << 12), 0, "both sides are dark");
        assert_eq!([blocks([0b11, 0b11], 2), blocks([0b11, 0b01], 2), blocks([0, 0], 3)], [3, 0, 6]);
        assert_eq!([imbalance(&[0b11, 0b00], 2), imbalance(&[0b11, 0b11], 2)], [0, 100]);
    }
}
