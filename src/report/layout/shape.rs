//! Shapes lines of text: which glyphs stand where, with kerning and marks.

use super::fonts::{FULL_SCALE, FontFace, Glyph, TextRun, TextStyle, face_bytes};
use super::marks::place_marks;
use super::sfnt::Sfnt;
use super::small_signs::{SMALL_SCALE, SmallSign, small_sign};
use harfrust::{
    BufferClusterLevel, Direction, Feature, FontRef, GlyphBuffer, ShapeOptions, ShapePlan, ShaperData, Tag,
    UnicodeBuffer, script,
};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use strum::EnumCount;

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
        self.shape(buffer).glyph_infos().iter().all(|info| info.glyph_id != 0)
    }

    fn shape(&self, mut buffer: UnicodeBuffer) -> GlyphBuffer {
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let options = ShapeOptions::new().plan(Some(&self.plan)).features(&self.features);
        self.data.shaper(&self.font).build().shape(buffer, options)
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

/// Shapes one line of text, which must not contain line ends.
pub(crate) fn shape_line(style: TextStyle, text: &str) -> TextRun {
    let TextStyle { face, size, color } = style;
    let empty = TextRun { face, size, color, text: text.to_owned(), glyphs: Vec::new() };
    let Some(shaper) = &FACES[face as usize] else { return empty };
    let mut buffer = UnicodeBuffer::new();
    // Otherwise it would grow with each character.
    buffer.reserve(text.len());
    // A letter and its mark keep a range of the text each.
    buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
    let mut small_signs: BTreeMap<usize, SmallSign> = BTreeMap::new();
    for (at, character) in text.char_indices() {
        let small = small_sign(character).filter(|_| !shaper.has(character));
        small_signs.extend(small.map(|small| (at, small)));
        buffer.add(small.map_or(character, |small| small.ordinary), u32::try_from(at).unwrap_or(u32::MAX));
    }
    let shaped = shaper.shape(buffer);
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
