//! Writes the items of the pages as page content, marked with the structure nodes they belong to.

use super::content::{ContentWriter, Painting};
use super::fonts::EmbeddedFonts;
use super::values::role_name;
use crate::colors::Rgb;
use crate::report::layout::{ContentKind, DrawItem, FontFace, Layout, PAGE, PathSegment, PlacedItem};
use lopdf::{Document, Object, ObjectId};
use printpdf::{Mm, PdfDocument, PdfPage, Pt};

/// For each page, the structure nodes of its marked content. The position is the marked content id (MCID).
pub(crate) type MarkedContentNodes = Vec<Vec<usize>>;

/// Adds the pages to a document, without their content. printpdf embeds only fonts that its pages use: the first page
/// shows all glyphs, until [`write()`] replaces what is on it.
pub(crate) fn add(document: &mut PdfDocument, layout: &Layout, fonts: &EmbeddedFonts) {
    let mut pages = Vec::new();
    for number in 0..layout.pages.len() {
        let ops = if number == 0 { fonts.all_glyphs() } else { Vec::new() };
        let mut page = PdfPage::new(Mm(210.0), Mm(297.0), ops);
        for each in [&mut page.media_box, &mut page.trim_box, &mut page.crop_box] {
            (each.width, each.height) = (Pt(PAGE.0), Pt(PAGE.1));
        }
        pages.push(page);
    }
    document.with_pages(pages);
}

/// Writes the items of a layout as the content of the pages of a document.
pub(crate) fn write(
    document: &mut Document,
    layout: &Layout,
    fonts: &EmbeddedFonts,
) -> Result<MarkedContentNodes, lopdf::Error> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let mut marked = MarkedContentNodes::new();
    for (items, page) in layout.pages.iter().zip(pages) {
        let (content, nodes) = page_content(layout, items, fonts);
        let stream = document.get_dictionary(page)?.get(b"Contents").and_then(Object::as_reference)?;
        document.get_object_mut(stream)?.as_stream_mut()?.set_content(content);
        marked.push(nodes);
    }
    Ok(marked)
}

/// The content of a page, with the structure nodes of its marked content.
fn page_content(layout: &Layout, items: &[PlacedItem], fonts: &EmbeddedFonts) -> (Vec<u8>, Vec<usize>) {
    let mut page = PageContent {
        layout,
        fonts,
        content: ContentWriter::default(),
        nodes: Vec::new(),
        open: None,
        set: SetValues::default(),
    };
    for placed in items {
        page.draw(placed);
    }
    page.close();
    (page.content.into_bytes(), page.nodes)
}

struct PageContent<'a> {
    layout: &'a Layout,
    fonts: &'a EmbeddedFonts,
    content: ContentWriter,
    nodes: Vec<usize>,
    open: Option<ContentKind>,
    set: SetValues,
}

/// What the operators before have set on this page.
/// It is not set again: nothing of it ends with a text or a marked sequence.
#[derive(Default)]
struct SetValues {
    fill: Option<Rgb>,
    line: Option<Rgb>,
    line_width: Option<f32>,
    font: Option<(FontFace, f32)>,
}

impl PageContent<'_> {
    fn draw(&mut self, placed: &PlacedItem) {
        self.mark(placed.kind);
        match &placed.item {
            DrawItem::Text { x, y, run } => {
                let Some((font, glyphs)) = self.fonts.text(run) else { return };
                self.content.begin_text();
                self.set_fill(run.color);
                if self.set.font.replace((run.face, run.size)) != Some((run.face, run.size)) {
                    self.content.set_font(font, run.size);
                }
                self.content.show_glyphs(*x, *y, &glyphs);
            }
            DrawItem::Path { segments, fill, stroke } => self.path(segments, *fill, *stroke),
        }
    }

    /// Opens a marked content sequence for items of this kind, unless it is the one that is open.
    fn mark(&mut self, kind: ContentKind) {
        if self.open == Some(kind) {
            return;
        }
        self.close();
        match kind {
            ContentKind::Node(node) => {
                self.content.begin_numbered(role_name(self.layout.nodes[node].role), self.nodes.len());
                self.nodes.push(node);
            }
            ContentKind::Head => {
                self.content.begin_artifact(&[("Type", "Pagination"), ("Subtype", "Header")]);
            }
            ContentKind::Foot => {
                self.content.begin_artifact(&[("Type", "Pagination"), ("Subtype", "Footer")]);
            }
            ContentKind::Decoration => self.content.begin_artifact(&[("Type", "Layout")]),
        }
        self.open = Some(kind);
    }

    fn set_fill(&mut self, fill: Rgb) {
        if self.set.fill.replace(fill) != Some(fill) {
            self.content.set_fill(fill);
        }
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.content.end_marked();
        }
    }

    fn path(&mut self, segments: &[PathSegment], fill: Option<Rgb>, stroke: Option<(Rgb, f32)>) {
        if let Some(fill) = fill {
            self.set_fill(fill);
        }
        if let Some((line, width)) = stroke {
            if self.set.line.replace(line) != Some(line) {
                self.content.set_line(line);
            }
            if self.set.line_width.replace(width) != Some(width) {
                self.content.set_line_width(width);
            }
        }
        let painting = match (fill, stroke) {
            (Some(_), Some(_)) => Painting::FillAndStroke,
            (Some(_), None) => Painting::Fill,
            (None, _) => Painting::Stroke,
        };
        self.content.paint(segments, painting);
    }
}
