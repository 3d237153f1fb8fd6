//! Adds glyphs to a font that are composed of its own: a letter with its mark, a mark at its place, a smaller sign, or
//! the same glyph again where it stands for another text.

use crate::report::layout::FULL_SCALE;
use crate::report::layout::sfnt::{GlyphBox, Sfnt};
use std::collections::BTreeMap;

/// A glyph of the font as a part of a composite one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct GlyphPart {
    /// The glyph's index in the font.
    pub(crate) id: u16,
    /// How far to the right and up it is moved, in thousandths of the font size.
    pub(crate) offset: (i32, i32),
    /// Its size in thousandths of the ordinary one, at most 1,000.
    pub(crate) scale: i32,
}

/// A glyph to add to a font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompositeGlyph {
    /// Drawn one over another.
    pub(crate) parts: Vec<GlyphPart>,
    /// The distance to the next glyph.
    pub(crate) advance: u16,
}

/// Marks are never further away from their letter. Also keeps the numbers within 16 bits.
const MAX_OFFSET: i32 = 8000;

/// The font with the glyphs added behind its own. Returns `None` if the font is not a TrueType font.
pub(crate) fn with_composites(font: Vec<u8>, glyphs: &[CompositeGlyph]) -> Option<Vec<u8>> {
    if glyphs.is_empty() {
        return Some(font);
    }
    let sfnt = Sfnt::new(&font)?;
    let count = sfnt.glyph_count()?;
    let mut outlines = Vec::new();
    let mut places = vec![0];
    let mut metrics = Vec::new();
    let mut add = |outline: &[u8], advance: u16, bearing: i16| {
        outlines.extend_from_slice(outline);
        outlines.resize(outlines.len().next_multiple_of(4), 0);
        places.push(u32::try_from(outlines.len()).ok()?);
        metrics.extend(advance.to_be_bytes());
        metrics.extend(bearing.to_be_bytes());
        Some(())
    };
    for glyph in 0..count {
        let (advance, bearing) = sfnt.metrics(glyph)?;
        add(sfnt.outline(glyph)?, advance, bearing)?;
    }
    let mut most_parts = 1;
    for glyph in glyphs {
        let (outline, bearing) = outline(&sfnt, glyph);
        most_parts = most_parts.max(u16::try_from(glyph.parts.len()).ok()?);
        add(&outline, glyph.advance, bearing)?;
    }
    let count = count.checked_add(u16::try_from(glyphs.len()).ok()?)?;
    let table = |tag| sfnt.table(tag).map(<[u8]>::to_vec);
    let (mut head, mut hhea, mut maxp) = (table(b"head")?, table(b"hhea")?, table(b"maxp")?);
    let mut post = table(b"post")?;
    // The places of outlines have four bytes, and all glyphs an advance of their own.
    head.get_mut(50..52)?.copy_from_slice(&1_u16.to_be_bytes());
    hhea.get_mut(34..36)?.copy_from_slice(&count.to_be_bytes());
    raise_limits(&mut maxp, count, most_parts)?;
    // Names of glyphs are not needed in a PDF: write the version without them.
    post.truncate(32);
    post.get_mut(..4)?.copy_from_slice(&0x0003_0000_u32.to_be_bytes());

    let mut tables: BTreeMap<[u8; 4], Vec<u8>> =
        sfnt.tables().iter().map(|(tag, content)| (*tag, content.to_vec())).collect();
    let places = places.into_iter().flat_map(u32::to_be_bytes).collect();
    for (tag, content) in [
        (*b"glyf", outlines),
        (*b"loca", places),
        (*b"hmtx", metrics),
        (*b"head", head),
        (*b"hhea", hhea),
        (*b"maxp", maxp),
        (*b"post", post),
    ] {
        tables.insert(tag, content);
    }
    assemble(tables)
}

/// The description of a composite outline, with the left side bearing. Empty if none of the parts draws anything.
fn outline(font: &Sfnt, glyph: &CompositeGlyph) -> (Vec<u8>, i16) {
    const WORDS: u16 = 0x0001;
    const ARE_OFFSETS: u16 = 0x0002;
    const HAS_SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const UNSCALED_OFFSET: u16 = 0x1000;
    let drawn: Vec<(GlyphPart, GlyphBox)> =
        glyph.parts.iter().filter_map(|part| Some((*part, part_box(font, *part)?))).collect();
    let Some(bounds) = drawn.iter().map(|(_, bounds)| *bounds).reduce(GlyphBox::union) else {
        return (Vec::new(), 0);
    };
    let sides = [bounds.left, bounds.bottom, bounds.right, bounds.top].map(clamped);
    let mut outline: Vec<u8> = (-1_i16).to_be_bytes().into();
    outline.extend(sides.into_iter().flat_map(i16::to_be_bytes));
    for (at, (part, _)) in drawn.iter().enumerate() {
        let is_last = at + 1 == drawn.len();
        let is_scaled = part.scale != FULL_SCALE;
        let mut flags = WORDS | ARE_OFFSETS;
        flags |= if is_last { 0 } else { MORE };
        flags |= if is_scaled { HAS_SCALE | UNSCALED_OFFSET } else { 0 };
        outline.extend(flags.to_be_bytes());
        outline.extend(part.id.to_be_bytes());
        outline.extend([part.offset.0, part.offset.1].map(clamped).into_iter().flat_map(i16::to_be_bytes));
        if is_scaled {
            // A fixed-point number with 14 bits behind the point.
            let scale = (part.scale << 14) / FULL_SCALE;
            outline.extend(i16::try_from(scale).unwrap_or(1 << 14).to_be_bytes());
        }
    }
    (outline, sides[0])
}

fn part_box(font: &Sfnt, part: GlyphPart) -> Option<GlyphBox> {
    let bounds = font.bounds(part.id)?;
    let scaled = |side: i32| side * part.scale / FULL_SCALE;
    let bounds = GlyphBox {
        left: scaled(bounds.left),
        bottom: scaled(bounds.bottom),
        right: scaled(bounds.right),
        top: scaled(bounds.top),
    };
    Some(bounds.moved(part.offset))
}

fn clamped(length: i32) -> i16 {
    i16::try_from(length.clamp(-MAX_OFFSET, MAX_OFFSET)).unwrap_or(0)
}

/// Raises the numbers in the table `maxp`, by which programs reserve memory.
fn raise_limits(maxp: &mut [u8], count: u16, most_parts: u16) -> Option<()> {
    let number = |maxp: &[u8], at: usize| Some(u16::from_be_bytes(*maxp.get(at..)?.first_chunk()?));
    // Points and contours of the largest simple and the largest composite glyph.
    let points = number(maxp, 6)?.max(number(maxp, 10)?).saturating_mul(most_parts);
    let contours = number(maxp, 8)?.max(number(maxp, 12)?).saturating_mul(most_parts);
    let elements = number(maxp, 28)?.max(most_parts);
    let depth = number(maxp, 30)?.saturating_add(1);
    for (at, value) in [(4, count), (10, points), (12, contours), (28, elements), (30, depth)] {
        maxp.get_mut(at..at + 2)?.copy_from_slice(&value.to_be_bytes());
    }
    Some(())
}

/// Writes the tables as a font, with the checksums that it needs.
fn assemble(mut tables: BTreeMap<[u8; 4], Vec<u8>>) -> Option<Vec<u8>> {
    const MAGIC: u32 = 0xB1B0_AFBA;
    tables.get_mut(b"head")?.get_mut(8..12)?.fill(0);
    let count = u16::try_from(tables.len()).ok()?;
    let selector = count.checked_ilog2()?;
    let range = 16_u16 << selector;
    let mut font: Vec<u8> = 0x0001_0000_u32.to_be_bytes().into();
    for number in [count, range, u16::try_from(selector).ok()?, 16 * count - range] {
        font.extend(number.to_be_bytes());
    }
    let mut place = 12 + 16 * tables.len();
    let mut adjustment = None;
    for (tag, content) in &tables {
        if tag == b"head" {
            adjustment = Some(place + 8);
        }
        font.extend(tag);
        for number in [checksum(content), u32::try_from(place).ok()?, u32::try_from(content.len()).ok()?] {
            font.extend(number.to_be_bytes());
        }
        place += content.len().next_multiple_of(4);
    }
    for content in tables.values() {
        font.extend(content);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    let adjustment = adjustment?;
    let sum = MAGIC.wrapping_sub(checksum(&font));
    font.get_mut(adjustment..adjustment + 4)?.copy_from_slice(&sum.to_be_bytes());
    Some(font)
}

/// The sum of all groups of four bytes, the last of which is filled with zeros.
fn checksum(content: &[u8]) -> u32 {
    content.chunks(4).fold(0, |sum: u32, chunk| {
        let mut group = [0; 4];
        group[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(group))
    })
}
