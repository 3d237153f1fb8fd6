//! The fonts of the report, and lines of their glyphs.

use crate::colors::Rgb;
use std::ops::Range;
use strum::{EnumCount, VariantArray};

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
    /// How far to the right and up the glyph is drawn from where it is, in thousandths of the font size.
    pub offset: (i32, i32),
    /// The size of the glyph, in thousandths of its ordinary size.
    pub scale: i32,
    /// The range of bytes of the run's text that the glyph stands for. Successive glyphs with the same range are
    /// drawn for one character.
    pub text: Range<usize>,
}

/// The scale of a glyph in its ordinary size.
pub const FULL_SCALE: i32 = 1000;

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
}

/// The part of a line of text that these glyphs stand for, as a line of its own.
pub(crate) fn slice(style: TextStyle, line: &str, glyphs: &[Glyph]) -> TextRun {
    let TextStyle { face, size, color } = style;
    let start = glyphs.first().map_or(0, |glyph| glyph.text.start);
    let end = glyphs.last().map_or(start, |glyph| glyph.text.end);
    let moved = glyphs
        .iter()
        .map(|glyph| Glyph { text: glyph.text.start - start..glyph.text.end - start, ..glyph.clone() });
    TextRun { face, size, color, text: line[start..end].to_owned(), glyphs: moved.collect() }
}

/// The sum of the advances of glyphs, in points.
pub(crate) fn width(glyphs: &[Glyph], size: f32) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum::<i32>() as f32 * size / 1000.0
}

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
