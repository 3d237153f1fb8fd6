//! Prepares texts for shaping, and replaces characters without a glyph.

use super::fonts::{FontFace, TextStyle};
use super::marks::FIRST_MARK;
use super::shape::shape_line;
use crate::colors::INK;
use crate::text::{LINE_ENDS, is_invisible};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Drawn in place of a character that the font lacks.
pub(crate) const REPLACEMENT: char = '\u{FFFD}';

/// The most marks on a letter. More of them would be drawn over the lines above and below.
const MAX_MARKS: usize = 4;

/// Prepares a text for shaping: composes letters (NFC), replaces what the font can't draw by
/// [`REPLACEMENT`] and adds it to `replaced`. Line ends become `\n`, and tabs become spaces.
pub(crate) fn sanitize(text: &str, replaced: &mut BTreeSet<char>) -> String {
    let mut marks = 0;
    let drawn = |character: char| {
        let is_mark = character >= FIRST_MARK && is_combining_mark(character);
        marks = if is_mark { marks + 1 } else { 0 };
        match character {
            '\n' | '\r' => '\n',
            '\t' => ' ',
            _ if marks <= MAX_MARKS && has_glyph(character) => character,
            _ => {
                marks = 0;
                replaced.insert(character);
                REPLACEMENT
            }
        }
    };
    let text = text.replace("\r\n", "\n");
    if text.chars().all(|character| character < FIRST_MARK) {
        // Composing takes ten times as long as all the rest.
        text.chars().map(drawn).collect()
    } else {
        text.nfc().map(drawn).collect()
    }
}

fn has_glyph(character: char) -> bool {
    if character.is_ascii_graphic() || character == ' ' {
        return true;
    }
    // Marks without ink would be in the text but not on the page.
    let is_unseen = is_invisible(character) || LINE_ENDS.contains(&character);
    // The font says on few letters only where these marks are drawn, and beside others they would look like signs.
    let is_unplaced = matches!(character, '\u{315}' | '\u{31B}');
    if character.is_control() || is_unseen || is_unplaced {
        return false;
    }
    // Shaping a character is slow, and a report needs the same ones again and again.
    thread_local! {
        static KNOWN: RefCell<BTreeMap<char, bool>> = const { RefCell::new(BTreeMap::new()) };
    }
    if let Some(known) = KNOWN.with_borrow(|known| known.get(&character).copied()) {
        return known;
    }
    let drawn_by = |face| {
        let style = TextStyle { face, size: 1.0, color: INK };
        shape_line(style, character.encode_utf8(&mut [0; 4])).glyphs.iter().all(|glyph| glyph.id != 0)
    };
    let has_glyph = FontFace::ALL.into_iter().all(drawn_by);
    KNOWN.with_borrow_mut(|known| known.insert(character, has_glyph));
    has_glyph
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_font_lacks_is_replaced_and_noted() {
        let mut replaced = BTreeSet::new();
        let cleaned = sanitize("Ae\u{301}rø ≥ 18 år \u{1F600}\u{7} א \u{200D}ok\tja\r\nnej", &mut replaced);
        assert_eq!(cleaned, "A\u{e9}rø ≥ 18 år \u{FFFD}\u{FFFD} \u{FFFD} \u{FFFD}ok ja\nnej");
        assert_eq!(replaced, BTreeSet::from(['\u{1F600}', '\u{7}', 'א', '\u{200D}']));
    }

    #[test]
    fn characters_before_the_first_mark_are_composed() {
        for character in '\0'..FIRST_MARK {
            assert!(!is_combining_mark(character), "{character:?}");
            for pair in [['a', character], [character, 'a'], [character, character]] {
                assert!(pair.into_iter().nfc().eq(pair), "{pair:?}");
            }
        }
        assert!(is_combining_mark(FIRST_MARK));
    }

    #[test]
    fn latin_letters_are_all_there() {
        let mut replaced = BTreeSet::new();
        let letters: String = ('\u{A1}'..='\u{17F}').filter(|c| *c != '\u{AD}').collect();
        sanitize(&letters, &mut replaced);
        // Plex has no glyph for one deprecated letter.
        assert!(replaced.is_subset(&BTreeSet::from(['\u{149}'])), "{replaced:?}");
    }
}
