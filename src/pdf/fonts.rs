//! Embeds subsets of the fonts with the glyphs that a layout uses.

use super::PdfError;
use crate::report::layout::{DrawItem, FontFace, Glyph, Layout, TextRun, face_bytes};
use printpdf::{Codepoint, FontId, ParsedFont, PdfDocument, PdfFont, TextItem};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use strum::EnumCount;
use subsetter::GlyphRemapper;

static PARSED: LazyLock<[Option<ParsedFont>; FontFace::COUNT]> =
    LazyLock::new(|| FontFace::ALL.map(|face| ParsedFont::from_bytes(face_bytes(face), 0, &mut Vec::new())));

/// The faces that a document contains, by index of [`FontFace`]; `None` for a face that no text uses.
pub(crate) struct EmbeddedFonts([Option<EmbeddedFace>; FontFace::COUNT]);

struct EmbeddedFace {
    id: FontId,
    /// The one character that a glyph stands for, by glyph id of the font.
    characters: BTreeMap<u16, char>,
    /// The widths of the glyphs without kerning, in thousandths of the font size.
    widths: BTreeMap<u16, i32>,
    /// Glyph ids of the subset, by glyph id of the font.
    subset: BTreeMap<u16, u16>,
}

impl EmbeddedFonts {
    /// Adds subsets of all faces that the layout uses to the document.
    pub(crate) fn embed(document: &mut PdfDocument, layout: &Layout) -> Result<Self, PdfError> {
        let mut used = FontFace::ALL.map(|_| BTreeSet::new());
        for placed in layout.pages.iter().flatten() {
            if let DrawItem::Text { run, .. } = &placed.item {
                used[run.face as usize].extend(run.glyphs.iter().map(|glyph| glyph.id));
            }
        }
        let mut faces = FontFace::ALL.map(|_| None);
        for face in FontFace::ALL {
            if !used[face as usize].is_empty() {
                faces[face as usize] = Some(embed(document, face, &used[face as usize])?);
            }
        }
        Ok(EmbeddedFonts(faces))
    }

    /// The font's id and the glyphs of a run, as printpdf takes them.
    pub(crate) fn text(&self, run: &TextRun) -> Option<(FontId, Vec<TextItem>)> {
        let embedded = self.0[run.face as usize].as_ref()?;
        Some((embedded.id.clone(), embedded.items(run)))
    }
}

fn embed(document: &mut PdfDocument, face: FontFace, used: &BTreeSet<u16>) -> Result<EmbeddedFace, PdfError> {
    let (id, name) = match face {
        FontFace::Regular => ("Regular", "IBMPlexSans-Regular"),
        FontFace::SemiBold => ("SemiBold", "IBMPlexSans-SemiBold"),
    };
    let full = PARSED[face as usize].as_ref().ok_or(PdfError::Font)?;
    let mut remapper = GlyphRemapper::new();
    let subset: BTreeMap<u16, u16> = used.iter().map(|glyph| (*glyph, remapper.remap(*glyph))).collect();
    let bytes = subsetter::subset(face_bytes(face), 0, &remapper).map_err(|_| PdfError::Font)?;
    let mut characters = BTreeMap::new();
    let mut mapping = BTreeMap::new();
    for (codepoint, glyph) in &full.codepoint_to_glyph {
        if let (Some(in_subset), Some(character)) = (subset.get(glyph), char::from_u32(*codepoint)) {
            mapping.insert(*codepoint, *in_subset);
            characters.entry(*glyph).or_insert(character);
        }
    }
    let width = |glyph: u16| full.get_glyph_width(glyph).unwrap_or(0);
    let mut font = ParsedFont::with_glyph_data(
        bytes,
        0,
        Some(format!("{}+{name}", tag(used))),
        mapping,
        subset.iter().map(|(glyph, in_subset)| (*in_subset, width(*glyph))).collect(),
        full.units_per_em,
        full.font_metrics.clone(),
    );
    font.pdf_font_metrics = full.pdf_font_metrics.clone();
    // The id must not be one of `F1` to `F14`, which printpdf takes for the built-in fonts.
    let id = FontId(id.to_owned());
    document.resources.fonts.map.insert(id.clone(), PdfFont::new(font));
    let widths = used.iter().map(|glyph| (*glyph, i32::from(width(*glyph)))).collect();
    Ok(EmbeddedFace { id, characters, widths, subset })
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

impl EmbeddedFace {
    /// A glyph that stands for exactly one character is written as text. Any other is written by id,
    /// together with the text that it stands for.
    fn items(&self, run: &TextRun) -> Vec<TextItem> {
        let mut items: Vec<TextItem> = Vec::new();
        let mut kerning = 0;
        for glyph in &run.glyphs {
            if kerning != 0 {
                items.push(TextItem::Offset(kerning as f32));
            }
            let text = &run.text[glyph.text.clone()];
            if self.is_plain(glyph, text) {
                match items.last_mut() {
                    Some(TextItem::Text(before)) => before.push_str(text),
                    _ => items.push(TextItem::Text(text.to_owned())),
                }
            } else {
                let id = self.subset.get(&glyph.id).copied().unwrap_or(0);
                items.push(TextItem::GlyphIds(vec![Codepoint::with_cid(id, 0.0, text.to_owned())]));
            }
            kerning = self.widths.get(&glyph.id).copied().unwrap_or(0) - glyph.advance;
        }
        items
    }

    fn is_plain(&self, glyph: &Glyph, text: &str) -> bool {
        let mut characters = text.chars();
        let only = characters.next().filter(|_| characters.next().is_none());
        only.is_some() && only == self.characters.get(&glyph.id).copied()
    }
}
