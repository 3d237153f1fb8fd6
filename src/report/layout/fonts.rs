//! The fonts of the report: shaping and kerning.

use super::marks::place_marks;
use super::sfnt::Sfnt;
use super::small_signs::{SMALL_SCALE, SmallSign, small_sign};
use crate::colors::Rgb;
use harfrust::{
    BufferClusterLevel, Direction, Feature, FontRef, ShapeOptions, ShapePlan, ShaperData, Tag, UnicodeBuffer,
    script,
};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;
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

    /// The line with these glyphs alone.
    pub(crate) fn slice(&self, glyphs: Range<usize>) -> TextRun {
        let taken = &self.glyphs[glyphs];
        let start = taken.first().map_or(0, |glyph| glyph.text.start);
        let end = taken.last().map_or(start, |glyph| glyph.text.end);
        let moved = taken
            .iter()
            .map(|glyph| Glyph { text: glyph.text.start - start..glyph.text.end - start, ..glyph.clone() });
        TextRun { text: self.text[start..end].to_owned(), glyphs: moved.collect(), ..*self }
    }
}

/// The sum of the advances of glyphs, in points.
pub(crate) fn width(glyphs: &[Glyph], size: f32) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum::<i32>() as f32 * size / 1000.0
}

struct Shaper {
    tables: Sfnt<'static>,
    font: FontRef<'static>,
    data: ShaperData,
    features: Vec<Feature>,
    /// Cached, because creating a plan costs more than shaping a line.
    plan: ShapePlan,
}

impl Shaper {
    /// Whether the font has a glyph for exactly this character.
    fn has(&self, character: char) -> bool {
        let mut buffer = UnicodeBuffer::new();
        buffer.add(character, 0);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let shaped = self
            .data
            .shaper(&self.font)
            .build()
            .shape(buffer, ShapeOptions::new().plan(Some(&self.plan)).features(&self.features));
        shaped.glyph_infos().iter().all(|info| info.glyph_id != 0)
    }
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
        let tables = Sfnt::new(face_bytes(face))?;
        Some(Shaper { tables, font, data, features, plan })
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
    // A letter and its mark keep a range of the text each.
    buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
    let mut small_signs: BTreeMap<usize, SmallSign> = BTreeMap::new();
    for (at, character) in text.char_indices() {
        let small = small_sign(character).filter(|_| !shaper.has(character));
        small_signs.extend(small.map(|small| (at, small)));
        buffer.add(small.map_or(character, |small| small.ordinary), u32::try_from(at).unwrap_or(u32::MAX));
    }
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script::LATIN);
    let shaped = shaper
        .data
        .shaper(&shaper.font)
        .build()
        .shape(buffer, ShapeOptions::new().plan(Some(&shaper.plan)).features(&shaper.features));
    let mut end = text.len();
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(shaped.glyph_infos().len());
    for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()).rev() {
        let start = info.cluster as usize;
        // Glyphs for the same character have the same range.
        end = match glyphs.last() {
            Some(next) if next.text.start == start => next.text.end,
            Some(next) => next.text.start,
            None => end,
        };
        let small = small_signs.get(&start);
        let scale = small.map_or(FULL_SCALE, |_| SMALL_SCALE);
        glyphs.push(Glyph {
            // The font has 1000 units per em, so advances need no conversion, and fewer than 65,536 glyphs.
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            advance: position.x_advance * scale / FULL_SCALE,
            offset: (position.x_offset, position.y_offset + small.map_or(0, |small| small.raised)),
            scale,
            text: start..end,
        });
    }
    glyphs.reverse();
    place_marks(&shaper.tables, text, &mut glyphs);
    TextRun { glyphs, ..empty }
}
