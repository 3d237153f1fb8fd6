//! Places combining marks on letters for which the font says no place, and marks on marks.

use super::fonts::Glyph;
use super::sfnt::{GlyphBox, Sfnt};
use unicode_normalization::char::is_combining_mark;

/// The first combining mark, and the first character that can change when letters are composed. What has none from here
/// on is composed already.
pub(crate) const FIRST_MARK: char = '\u{300}';

/// The space between a letter and its mark, and between two marks, in thousandths of the font size.
const GAP: i32 = 40;
/// A mark whose lowest point is above this height stands above its letter; any other stands below.
const MIDDLE: i32 = 250;

/// Whether the glyph at this index belongs to the letter of the glyph before it: as a mark on it, or because both
/// stand for the same character.
pub(crate) fn is_joined(text: &str, glyphs: &[Glyph], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| glyphs.get(before)) else { return false };
    glyphs.get(at).is_some_and(|glyph| glyph.text.start == before.text.start || is_mark(text, glyph))
}

fn is_mark(text: &str, glyph: &Glyph) -> bool {
    // Nearly all characters come before the first mark, and need not be looked up.
    let is_mark = |character: char| character >= FIRST_MARK && is_combining_mark(character);
    text[glyph.text.clone()].chars().next().is_some_and(is_mark)
}

/// Moves marks to where they do not cover their letter or each other. Those that the font places stay where they are.
pub(crate) fn place_marks(font: &Sfnt, text: &str, glyphs: &mut [Glyph]) {
    let mut start = 0;
    while start < glyphs.len() {
        let mut end = start + 1;
        while is_joined(text, glyphs, end) {
            end += 1;
        }
        let letter = &mut glyphs[start..end];
        if letter.len() > 1 {
            place_on_letter(font, letter);
        } else if is_mark(text, &letter[0])
            && letter[0].offset == (0, 0)
            && let Some(bounds) = font.bounds(letter[0].id)
        {
            // Without a letter, a mark starts at the left edge.
            letter[0].offset.0 = -bounds.left;
        }
        start = end;
    }
}

/// The first glyph is the letter, the others are its marks.
fn place_on_letter(font: &Sfnt, glyphs: &mut [Glyph]) {
    let Some((letter, marks)) = glyphs.split_first_mut() else { return };
    // Where letter and marks are one character, kerning goes behind the marks, so that they are the same before any
    // letter. Otherwise it stays between them: a mark that comes after the start of the next letter would be
    // extracted behind that letter.
    let is_one_character = marks.iter().all(|mark| mark.text == letter.text);
    let natural = font.metrics(letter.id).map(|(advance, _)| i32::from(advance)).filter(|_| is_one_character);
    let natural = natural.unwrap_or(letter.advance);
    let kerning = letter.advance - natural;
    letter.advance = natural;
    let base = font.bounds(letter.id);
    let base = base.unwrap_or(GlyphBox { left: 0, bottom: 0, right: natural, top: 0 });
    let mut pen = natural;
    let mut placed: Vec<GlyphBox> = Vec::new();
    for mark in marks.iter_mut() {
        let is_placed = mark.offset != (0, 0);
        mark.offset.0 += if is_placed { kerning } else { 0 };
        if mark.advance == 0
            && let Some(bounds) = font.bounds(mark.id)
        {
            let is_above = bounds.bottom > MIDDLE;
            if !is_placed {
                let middle = |bounds: GlyphBox| (bounds.left + bounds.right) / 2;
                mark.offset.0 = middle(base) - middle(bounds) - pen;
                mark.offset.1 = clearance(bounds, base, is_above);
            }
            let mut drawn = bounds.moved((pen + mark.offset.0, mark.offset.1));
            for other in &placed {
                let covers = drawn.left < other.right
                    && other.left < drawn.right
                    && drawn.bottom < other.top
                    && other.bottom < drawn.top;
                if covers {
                    let further = clearance(drawn, *other, is_above);
                    mark.offset.1 += further;
                    drawn = drawn.moved((0, further));
                }
            }
            placed.push(drawn);
        }
        pen += mark.advance;
    }
    if let Some(last) = marks.last_mut() {
        last.advance += kerning;
    }
}

/// How far a mark must move up or down to clear what is below or above it.
fn clearance(mark: GlyphBox, other: GlyphBox, is_above: bool) -> i32 {
    if is_above { (other.top + GAP - mark.bottom).max(0) } else { (other.bottom - GAP - mark.top).min(0) }
}
