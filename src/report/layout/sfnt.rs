//! The tables of a TrueType font that tell how large its glyphs are.

use std::collections::BTreeMap;

/// A TrueType font, divided into its tables.
pub(crate) struct Sfnt<'a> {
    tables: BTreeMap<[u8; 4], &'a [u8]>,
}

/// The box around the outline of a glyph, in thousandths of the font size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GlyphBox {
    /// The leftmost point.
    pub(crate) left: i32,
    /// The lowest point, with the baseline at 0.
    pub(crate) bottom: i32,
    /// The rightmost point.
    pub(crate) right: i32,
    /// The highest point.
    pub(crate) top: i32,
}

/// What a font says of all its glyphs together, in the units of the font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FaceMetrics {
    /// The units of the font size.
    pub(crate) units_per_em: u16,
    /// The height above the baseline.
    pub(crate) ascent: i16,
    /// The depth below the baseline, a negative number.
    pub(crate) descent: i16,
    /// The box around all outlines: left, bottom, right, top.
    pub(crate) bounds: [i16; 4],
    /// How much the text cursor rises, and how far it leans.
    pub(crate) caret_slope: [i16; 2],
    /// From 100 to 900; 0 if the font does not say.
    pub(crate) weight: u16,
}

impl GlyphBox {
    /// The box after a move.
    pub(crate) fn moved(self, (x, y): (i32, i32)) -> Self {
        GlyphBox { left: self.left + x, bottom: self.bottom + y, right: self.right + x, top: self.top + y }
    }

    /// The box around both.
    pub(crate) fn union(self, other: Self) -> Self {
        GlyphBox {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }
}

impl<'a> Sfnt<'a> {
    /// Reads the directory of the tables.
    pub(crate) fn new(bytes: &'a [u8]) -> Option<Self> {
        let count = usize::from(u16_at(bytes, 4)?);
        let mut tables = BTreeMap::new();
        for entry in bytes.get(12..)?.chunks_exact(16).take(count) {
            let (start, length) = (u32_at(entry, 8)? as usize, u32_at(entry, 12)? as usize);
            let content = bytes.get(start..start.checked_add(length)?)?;
            tables.insert(*entry.first_chunk()?, content);
        }
        Some(Sfnt { tables })
    }

    /// All tables by their tag.
    pub(crate) fn tables(&self) -> &BTreeMap<[u8; 4], &'a [u8]> {
        &self.tables
    }

    /// The content of a table.
    pub(crate) fn table(&self, tag: &[u8; 4]) -> Option<&'a [u8]> {
        self.tables.get(tag).copied()
    }

    /// The number of glyphs in the font.
    pub(crate) fn glyph_count(&self) -> Option<u16> {
        u16_at(self.table(b"maxp")?, 4)
    }

    /// What the font says of all its glyphs together.
    pub(crate) fn face_metrics(&self) -> Option<FaceMetrics> {
        let (head, hhea) = (self.table(b"head")?, self.table(b"hhea")?);
        Some(FaceMetrics {
            units_per_em: u16_at(head, 18)?,
            ascent: i16_at(hhea, 4)?,
            descent: i16_at(hhea, 6)?,
            bounds: [i16_at(head, 36)?, i16_at(head, 38)?, i16_at(head, 40)?, i16_at(head, 42)?],
            caret_slope: [i16_at(hhea, 18)?, i16_at(hhea, 20)?],
            weight: self.table(b"OS/2").and_then(|table| u16_at(table, 4)).unwrap_or(0),
        })
    }

    /// The advance and the left side bearing of a glyph.
    pub(crate) fn metrics(&self, glyph: u16) -> Option<(u16, i16)> {
        let (long, metrics) = (u16_at(self.table(b"hhea")?, 34)?, self.table(b"hmtx")?);
        // The last glyphs share an advance.
        let last = usize::from(glyph.min(long.checked_sub(1)?));
        let advance = u16_at(metrics, 4 * last)?;
        let bearing = match usize::from(glyph).checked_sub(usize::from(long)) {
            None => i16_at(metrics, 4 * last + 2)?,
            Some(beyond) => i16_at(metrics, 4 * usize::from(long) + 2 * beyond)?,
        };
        Some((advance, bearing))
    }

    /// The description of an outline; empty for a glyph that draws nothing.
    pub(crate) fn outline(&self, glyph: u16) -> Option<&'a [u8]> {
        let (places, is_long) = (self.table(b"loca")?, i16_at(self.table(b"head")?, 50)? != 0);
        let place = |index: usize| {
            if is_long {
                u32_at(places, 4 * index).map(|place| place as usize)
            } else {
                u16_at(places, 2 * index).map(|half| 2 * usize::from(half))
            }
        };
        self.table(b"glyf")?.get(place(usize::from(glyph))?..place(usize::from(glyph) + 1)?)
    }

    /// The box of a glyph; `None` if it draws nothing.
    pub(crate) fn bounds(&self, glyph: u16) -> Option<GlyphBox> {
        let outline = self.outline(glyph)?;
        let side = |at| i16_at(outline, at).map(i32::from);
        Some(GlyphBox { left: side(2)?, bottom: side(4)?, right: side(6)?, top: side(8)? })
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    Some(i16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}
