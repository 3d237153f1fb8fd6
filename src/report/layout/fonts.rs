//! The fonts of the report: shaping, kerning, line breaks, and replacement of characters without a glyph.

use crate::colors::{INK, Rgb};
use harfrust::{
    Direction, Feature, FontRef, ShapeOptions, ShapePlan, ShaperData, Tag, UnicodeBuffer, script,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;
use strum::{EnumCount, VariantArray};
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_normalization::UnicodeNormalization;

/// A face of IBM Plex Sans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumCount, VariantArray)]
pub enum FontFace {
    /// For running text.
    Regular,
    /// For headings and answers.
    SemiBold,
}

impl FontFace {
    /// In the order of the discriminants, so that `face as usize` is an index into it.
    pub const ALL: [FontFace; FontFace::COUNT] = *FontFace::VARIANTS.first_chunk().unwrap();
}

/// The TrueType file of a face.
pub fn face_bytes(face: FontFace) -> &'static [u8] {
    match face {
        FontFace::Regular => include_bytes!("../../../assets/fonts/IBMPlexSans-Regular.ttf"),
        FontFace::SemiBold => include_bytes!("../../../assets/fonts/IBMPlexSans-SemiBold.ttf"),
    }
}

/// A glyph at its place in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// The index of the glyph in the font.
    pub id: u16,
    /// The distance to the next glyph, kerning included, in thousandths of the font size.
    pub advance: i32,
    /// The range of bytes of the run's text that the glyph stands for.
    pub text: Range<usize>,
}

/// A shaped line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// All glyphs are of this face.
    pub face: FontFace,
    /// The font size in points.
    pub size: f32,
    /// The color of the glyphs.
    pub color: Rgb,
    /// The text of the line, without a line end.
    pub text: String,
    /// In visual order, from left to right.
    pub glyphs: Vec<Glyph>,
}

impl TextRun {
    /// The sum of the advances, in points.
    pub fn width(&self) -> f32 {
        width(&self.glyphs, self.size)
    }

    fn slice(&self, glyphs: Range<usize>) -> TextRun {
        let taken = &self.glyphs[glyphs];
        let start = taken.first().map_or(0, |glyph| glyph.text.start);
        let end = taken.last().map_or(start, |glyph| glyph.text.end);
        let moved = taken
            .iter()
            .map(|glyph| Glyph { text: glyph.text.start - start..glyph.text.end - start, ..glyph.clone() });
        TextRun { text: self.text[start..end].to_owned(), glyphs: moved.collect(), ..*self }
    }
}

fn width(glyphs: &[Glyph], size: f32) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum::<i32>() as f32 * size / 1000.0
}

struct Shaper {
    font: FontRef<'static>,
    data: ShaperData,
    features: Vec<Feature>,
    /// Cached, because creating a plan costs more than shaping a line.
    plan: ShapePlan,
}

static FACES: LazyLock<[Option<Shaper>; FontFace::COUNT]> = LazyLock::new(|| {
    FontFace::ALL.map(|face| {
        let font = FontRef::new(face_bytes(face)).ok()?;
        let data = ShaperData::new(&font);
        // A ligature would be one glyph for two letters. Programs that extract the text expect one each.
        let features = vec![Feature::new(Tag::new(b"liga"), 0, ..)];
        let plan = ShapePlan::new(
            &data.shaper(&font).build(),
            Direction::LeftToRight,
            Some(script::LATIN),
            None,
            &features,
        );
        Some(Shaper { font, data, features, plan })
    })
});

/// The font, size and color of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextStyle {
    /// The face to shape with.
    pub(crate) face: FontFace,
    /// The font size in points.
    pub(crate) size: f32,
    /// The color to draw with.
    pub(crate) color: Rgb,
}

/// Shapes one line of text, which must not contain line ends.
pub(crate) fn shape_line(style: TextStyle, text: &str) -> TextRun {
    let TextStyle { face, size, color } = style;
    let empty = TextRun { face, size, color, text: text.to_owned(), glyphs: Vec::new() };
    let Some(shaper) = &FACES[face as usize] else { return empty };
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script::LATIN);
    let shaped = shaper
        .data
        .shaper(&shaper.font)
        .build()
        .shape(buffer, ShapeOptions::new().plan(Some(&shaper.plan)).features(&shaper.features));
    let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
    let ends = infos.iter().skip(1).map(|info| info.cluster as usize).chain([text.len()]);
    let glyphs = infos.iter().zip(positions).zip(ends).map(|((info, position), end)| Glyph {
        // The font has 1000 units per em, so advances need no conversion, and fewer than 65,536 glyphs.
        id: u16::try_from(info.glyph_id).unwrap_or(0),
        advance: position.x_advance,
        text: info.cluster as usize..end,
    });
    TextRun { glyphs: glyphs.collect(), ..empty }
}

/// Breaks a text into lines of at most `most` points. A word that is wider than a line is broken at any
/// letter. A space at the end of a line is kept: without it, a screen reader would read the two words
/// around the line break as one.
pub(crate) fn wrap_lines(style: TextStyle, text: &str, most: f32) -> Vec<TextRun> {
    wrap_indented(style, text, most, 0.0)
}

/// Breaks a text like [`wrap_lines`], but leaves `indent` points of the first line free. If no word fits there, the
/// first line is empty.
pub(crate) fn wrap_indented(style: TextStyle, text: &str, most: f32, indent: f32) -> Vec<TextRun> {
    let indents = std::iter::once(indent).chain(std::iter::repeat(0.0));
    text.lines().zip(indents).flat_map(|(line, indent)| wrap_line(style, line, most, indent)).collect()
}

fn wrap_line(style: TextStyle, line: &str, most: f32, indent: f32) -> Vec<TextRun> {
    let run = shape_line(style, line);
    let breaks: BTreeSet<usize> = linebreaks(line)
        .filter(|(at, kind)| *kind == BreakOpportunity::Allowed && *at < line.len())
        .filter(|(at, _)| !is_inside_date(&line[..*at], &line[*at..]))
        .map(|(at, _)| at)
        .collect();
    let mut lines = Vec::new();
    let (mut start, mut end, mut last_break) = (0, 0, None);
    let mut used = indent;
    while end < run.glyphs.len() {
        let glyph = &run.glyphs[end];
        if end > start && breaks.contains(&glyph.text.start) {
            last_break = Some(end);
        }
        used += width(std::slice::from_ref(glyph), style.size);
        let is_space = line[glyph.text.clone()].trim().is_empty();
        let has_indent = lines.is_empty() && indent > 0.0;
        if used > most && !is_space && (end > start || has_indent) {
            // A word is broken only if it begins at the left edge.
            let cut = last_break.unwrap_or(if has_indent { start } else { end });
            lines.push(run.slice(start..cut));
            (start, end, last_break, used) = (cut, cut, None, 0.0);
        } else {
            end += 1;
        }
    }
    if start < run.glyphs.len() || lines.is_empty() {
        lines.push(run.slice(start..run.glyphs.len()));
    }
    lines
}

/// Whether a line would break after the day of a Danish date, as in "18. november".
fn is_inside_date(before: &str, after: &str) -> bool {
    let Some(number) = before.strip_suffix(". ") else { return false };
    number.ends_with(|character: char| character.is_ascii_digit()) && after.starts_with(char::is_lowercase)
}

/// Drawn in place of a character that the font lacks.
pub(crate) const REPLACEMENT: char = '\u{FFFD}';

/// Prepares a text for shaping: composes letters (NFC), replaces what the font can't draw by
/// [`REPLACEMENT`] and adds it to `replaced`. Line ends become `
/// `, and tabs become spaces.
pub(crate) fn sanitize(text: &str, replaced: &mut BTreeSet<char>) -> String {
    text.replace("\r\n", "\n")
        .nfc()
        .map(|character| match character {
            '\n' => '\n',
            '\r' => '\n',
            '\t' => ' ',
            _ if has_glyph(character) => character,
            _ => {
                replaced.insert(character);
                REPLACEMENT
            }
        })
        .collect()
}

fn has_glyph(character: char) -> bool {
    if character.is_ascii_graphic() || character == ' ' {
        return true;
    }
    // Marks without ink would be in the text but not on the page.
    let unseen = matches!(
        character,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
    );
    if character.is_control() || unseen {
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

    const STYLE: TextStyle = TextStyle { face: FontFace::Regular, size: 10.0, color: INK };

    #[test]
    fn no_line_is_wider_than_it_may_be_and_no_letter_is_lost() {
        let text = "Patienten er vurderet af en onkologisk speciallæge, og almentilstanden tillader ambulant behandling.";
        for most in [40.0, 90.0, 200.0, 1000.0] {
            let lines = wrap_lines(STYLE, text, most);
            assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), text);
            for line in lines {
                let inked = shape_line(STYLE, line.text.trim_end());
                assert!(inked.width() <= most + 0.01, "{:?} in {most}", line.text);
            }
        }
    }

    #[test]
    fn an_indented_first_line_takes_whole_words_alone() {
        let text = "Patienten er vurderet af en onkologisk speciallæge.";
        for indent in [1.0, 30.0, 60.0, 95.0] {
            let lines = wrap_indented(STYLE, text, 100.0, indent);
            assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), text);
            let first = shape_line(STYLE, lines[0].text.trim_end());
            assert!(first.width() <= 100.0 - indent + 0.01, "{:?} after {indent}", first.text);
            assert!(lines[0].text.is_empty() || lines[0].text.ends_with(' '), "{:?}", lines[0].text);
        }
    }

    #[test]
    fn a_date_stays_together_but_a_sentence_may_end_in_a_number() {
        let first = |text: &str| wrap_lines(STYLE, text, 100.0)[0].text.clone();
        assert_eq!(first("Nationalt MTB, 18. november"), "Nationalt MTB, ");
        assert_eq!(first("Nationalt MTB 18. November"), "Nationalt MTB 18. ");
    }

    #[test]
    fn a_word_without_a_blank_is_broken_where_it_must_be() {
        let text = "x".repeat(500);
        let lines = wrap_lines(STYLE, &text, 100.0);
        assert!(lines.len() > 10);
        assert!(lines.iter().all(|line| line.width() <= 100.0));
    }

    #[test]
    fn what_the_font_lacks_is_replaced_and_noted() {
        let mut replaced = BTreeSet::new();
        let cleaned = sanitize("Ae\u{301}rø ≥ 18 år \u{1F600}\u{7} א \u{200D}ok\tja\r\nnej", &mut replaced);
        assert_eq!(cleaned, "A\u{e9}rø ≥ 18 år \u{FFFD}\u{FFFD} \u{FFFD} \u{FFFD}ok ja\nnej");
        assert_eq!(replaced, BTreeSet::from(['\u{1F600}', '\u{7}', 'א', '\u{200D}']));
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
