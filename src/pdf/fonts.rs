//! Embeds subsets of the fonts with the glyphs that a layout uses.
//!
//! Programs that extract text look up what each glyph stands for, so that a glyph may stand for one text alone. Where
//! the layout uses a glyph for several texts, several glyphs for one character, or a glyph away from its place, the
//! subset has a glyph of its own for that.

use super::PdfError;
use super::composites::{CompositeGlyph, GlyphPart, with_composites};
use crate::report::layout::sfnt::Sfnt;
use crate::report::layout::{DrawItem, FULL_SCALE, FontFace, Glyph, Layout, TextRun, face_bytes};
use printpdf::{
    Codepoint, FontId, FontMetrics, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, Pt, TextItem,
};
use std::collections::{BTreeMap, BTreeSet};
use strum::EnumCount;
use subsetter::GlyphRemapper;

/// The faces that a document contains, by index of [`FontFace`]; `None` for a face that no text uses.
pub(crate) struct EmbeddedFonts([Option<EmbeddedFace>; FontFace::COUNT]);

/// What is drawn for a part of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum DrawnText {
    /// A glyph of the font as it is, for one character.
    Plain(u16, char),
    /// Glyphs of the font as parts of a glyph of its own, for one or more characters.
    Composite(Vec<GlyphPart>, String),
}

struct EmbeddedFace {
    id: FontId,
    /// The glyphs of the subset.
    subset: BTreeMap<DrawnText, SubsetGlyph>,
    /// For each glyph of the font that the subset has as it is, its character and what it is there. Nearly all letters
    /// are looked up here.
    as_they_are: Vec<Option<(char, SubsetGlyph)>>,
}

/// A glyph of the subset of a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SubsetGlyph {
    id: u16,
    /// Its width without kerning, in thousandths of the font size.
    width: u16,
}

/// The texts that a face draws.
#[derive(Default)]
struct UsedTexts {
    texts: BTreeSet<DrawnText>,
    /// For each glyph of the font, the character that it was last seen for: most letters come again and again.
    last: Vec<Option<char>>,
}

impl UsedTexts {
    fn add(&mut self, drawn: DrawnText) {
        if let DrawnText::Plain(id, character) = drawn {
            let id = usize::from(id);
            if self.last.len() <= id {
                self.last.resize(id + 1, None);
            }
            if self.last[id].replace(character) == Some(character) {
                return;
            }
        }
        self.texts.insert(drawn);
    }
}

impl EmbeddedFonts {
    /// Adds subsets of all faces that the layout uses to the document.
    pub(crate) fn embed(document: &mut PdfDocument, layout: &Layout) -> Result<Self, PdfError> {
        let mut used = FontFace::ALL.map(|_| UsedTexts::default());
        for placed in layout.pages.iter().flatten() {
            if let DrawItem::Text { run, .. } = &placed.item {
                drawn_texts(run).for_each(|(drawn, _)| used[run.face as usize].add(drawn));
            }
        }
        let mut faces = FontFace::ALL.map(|_| None);
        for face in FontFace::ALL {
            let used = &used[face as usize].texts;
            if !used.is_empty() {
                faces[face as usize] = Some(embed(document, face, used)?);
            }
        }
        Ok(EmbeddedFonts(faces))
    }

    /// The name of the font in the resources of a page, and the glyphs of a run in the subset, each with the distance
    /// by which the next one is moved to the left. Returns `None` for a run without glyphs.
    pub(crate) fn text(&self, run: &TextRun) -> Option<(&str, Vec<(u16, i32)>)> {
        let embedded = self.0[run.face as usize].as_ref().filter(|_| !run.glyphs.is_empty())?;
        Some((&embedded.id.0, embedded.glyphs(run)))
    }

    /// Shows each glyph of each subset once, with the text that it stands for.
    pub(crate) fn all_glyphs(&self) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for face in self.0.iter().flatten() {
            let glyph =
                |(drawn, glyph): (&DrawnText, &SubsetGlyph)| Codepoint::with_cid(glyph.id, 0.0, drawn.text());
            let glyphs = face.subset.iter().map(glyph).collect();
            ops.extend([
                Op::SetFont { font: PdfFontHandle::External(face.id.clone()), size: Pt(1.0) },
                Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] },
            ]);
        }
        ops.push(Op::EndTextSection);
        ops
    }
}

/// What is drawn for each part of a line, with its advance.
fn drawn_texts(run: &TextRun) -> impl Iterator<Item = (DrawnText, i32)> {
    run.glyphs.chunk_by(|one, next| one.text == next.text).map(|glyphs| {
        let text = &run.text[glyphs[0].text.clone()];
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        let mut characters = text.chars();
        let drawn = match (glyphs, characters.next(), characters.next()) {
            ([Glyph { id, offset: (0, 0), scale: FULL_SCALE, .. }], Some(only), None) => {
                DrawnText::Plain(*id, only)
            }
            _ => DrawnText::Composite(parts(glyphs), text.to_owned()),
        };
        (drawn, advance)
    })
}

fn parts(glyphs: &[Glyph]) -> Vec<GlyphPart> {
    let mut pen = 0;
    let part = |glyph: &Glyph| {
        let (x, y) = glyph.offset;
        let part = GlyphPart { id: glyph.id, offset: (pen + x, y), scale: glyph.scale };
        pen += glyph.advance;
        part
    };
    glyphs.iter().map(part).collect()
}

fn embed(
    document: &mut PdfDocument,
    face: FontFace,
    used: &BTreeSet<DrawnText>,
) -> Result<EmbeddedFace, PdfError> {
    let (id, name) = match face {
        FontFace::Regular => ("Regular", "IBMPlexSans-Regular"),
        FontFace::SemiBold => ("SemiBold", "IBMPlexSans-SemiBold"),
    };
    let full = Sfnt::new(face_bytes(face)).ok_or(PdfError::Font)?;
    let mut ids: BTreeSet<u16> = BTreeSet::new();
    for drawn in used {
        match drawn {
            DrawnText::Plain(id, _) => ids.extend([*id]),
            DrawnText::Composite(parts, _) => ids.extend(parts.iter().map(|part| part.id)),
        }
    }
    let mut remapper = GlyphRemapper::new();
    let remapped: BTreeMap<u16, u16> = ids.iter().map(|glyph| (*glyph, remapper.remap(*glyph))).collect();
    let bytes = subsetter::subset(face_bytes(face), 0, &remapper).map_err(|_| PdfError::Font)?;
    // The subset also has the glyphs that its composite glyphs are made of.
    let count = Sfnt::new(&bytes).and_then(|sfnt| sfnt.glyph_count()).ok_or(PdfError::Font)?;
    let advance = |glyph: u16| full.metrics(glyph).map_or(0, |(advance, _)| advance);

    let mut embedded =
        EmbeddedFace { id: FontId(id.to_owned()), subset: BTreeMap::new(), as_they_are: Vec::new() };
    let mut widths: BTreeMap<u16, u16> = BTreeMap::new();
    let mut added: Vec<CompositeGlyph> = Vec::new();
    let mut taken: BTreeSet<u16> = BTreeSet::new();
    for drawn in used {
        let in_font = match drawn {
            // Only for its first character, a glyph is itself.
            DrawnText::Plain(id, _) if taken.insert(*id) => Some((remapped[id], advance(*id))),
            DrawnText::Plain(..) | DrawnText::Composite(..) => None,
        };
        let (in_subset, width) = in_font.unwrap_or_else(|| {
            let glyph = composite(drawn, &remapped, advance);
            let width = glyph.advance;
            added.push(glyph);
            (count + u16::try_from(added.len() - 1).unwrap_or(0), width)
        });
        widths.insert(in_subset, width);
        let glyph = SubsetGlyph { id: in_subset, width };
        embedded.subset.insert(drawn.clone(), glyph);
        if let (DrawnText::Plain(id, character), Some(_)) = (drawn, in_font) {
            let id = usize::from(*id);
            embedded.as_they_are.resize(embedded.as_they_are.len().max(id + 1), None);
            embedded.as_they_are[id] = Some((*character, glyph));
        }
    }
    if usize::from(count) + added.len() > usize::from(u16::MAX) {
        return Err(PdfError::Font);
    }
    let bytes = with_composites(bytes, &added).ok_or(PdfError::Font)?;
    let metrics = full.face_metrics().ok_or(PdfError::Font)?;
    let mut font = ParsedFont::with_glyph_data(
        bytes,
        0,
        Some(format!("{}+{name}", tag(&ids))),
        // Texts are shown by glyph, not by character.
        BTreeMap::new(),
        widths,
        metrics.units_per_em,
        FontMetrics { ascent: metrics.ascent, descent: metrics.descent },
    );
    let described = &mut font.pdf_font_metrics;
    [described.x_min, described.y_min, described.x_max, described.y_max] = metrics.bounds;
    [described.caret_slope_rise, described.caret_slope_run] = metrics.caret_slope;
    described.us_weight_class = metrics.weight;
    // The id must not be one of `F1` to `F14`, which printpdf takes for the built-in fonts.
    document.resources.fonts.map.insert(embedded.id.clone(), PdfFont::new(font));
    Ok(embedded)
}

/// The glyph to add for a text, with the glyph ids of the subset.
fn composite(
    drawn: &DrawnText,
    remapped: &BTreeMap<u16, u16>,
    advance: impl Fn(u16) -> u16,
) -> CompositeGlyph {
    let parts = match drawn {
        DrawnText::Plain(id, _) => vec![GlyphPart { id: *id, offset: (0, 0), scale: FULL_SCALE }],
        DrawnText::Composite(parts, _) => parts.clone(),
    };
    let width: i32 = parts.iter().map(|part| i32::from(advance(part.id)) * part.scale / FULL_SCALE).sum();
    let parts = parts.into_iter().map(|part| GlyphPart { id: remapped[&part.id], ..part }).collect();
    CompositeGlyph { parts, advance: u16::try_from(width).unwrap_or(0) }
}

/// The six letters that PDF requires before the name of a subset. They depend on the glyphs in it.
fn tag(used: &BTreeSet<u16>) -> String {
    let mut state = used
        .iter()
        .fold(0x811C_9DC5_u32, |state, glyph| (state ^ u32::from(*glyph)).wrapping_mul(0x0100_0193));
    let mut letters = String::new();
    for letter in 0..6 {
        letters.push(char::from(b'A' + u8::try_from(state % 26).unwrap_or(0)));
        state = (state / 26) ^ state.rotate_left(letter);
    }
    letters
}

impl DrawnText {
    /// What it stands for.
    fn text(&self) -> String {
        match self {
            DrawnText::Plain(_, character) => (*character).into(),
            DrawnText::Composite(_, text) => text.clone(),
        }
    }
}

impl EmbeddedFace {
    fn glyphs(&self, run: &TextRun) -> Vec<(u16, i32)> {
        let glyph = |(drawn, advance): (DrawnText, i32)| match self.glyph(&drawn) {
            Some(SubsetGlyph { id, width }) => (id, i32::from(width) - advance),
            None => (0, -advance),
        };
        drawn_texts(run).map(glyph).collect()
    }

    fn glyph(&self, drawn: &DrawnText) -> Option<SubsetGlyph> {
        if let DrawnText::Plain(id, character) = drawn
            && let Some(Some((of, glyph))) = self.as_they_are.get(usize::from(*id))
            && of == character
        {
            return Some(*glyph);
        }
        self.subset.get(drawn).copied()
    }
}
