//! Writes the items of the pages as page content, marked with the structure nodes they belong to.

use super::fonts::EmbeddedFonts;
use super::values::role_name;
use crate::colors::Rgb;
use crate::report::layout::{ContentKind, DrawItem, FontFace, Layout, PAGE, PathSegment, PlacedItem};
use printpdf::{
    Color, DictItem, Line, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfFontHandle, PdfPage, Point, Polygon,
    PolygonRing, Pt, Rgb as PrintRgb, WindingOrder,
};

/// For each page, the structure nodes of its marked content. The position is the marked content id (MCID).
pub(crate) type MarkedContentNodes = Vec<Vec<usize>>;

/// Writes the pages of a layout into a document.
pub(crate) fn write(
    document: &mut PdfDocument,
    layout: &Layout,
    fonts: &EmbeddedFonts,
) -> MarkedContentNodes {
    let mut marked = MarkedContentNodes::new();
    let mut pages = Vec::new();
    for items in &layout.pages {
        let mut page = PageContent {
            layout,
            fonts,
            ops: Vec::new(),
            nodes: Vec::new(),
            open: None,
            set: SetValues::default(),
        };
        for placed in items {
            page.draw(placed);
        }
        page.close();
        let mut finished = PdfPage::new(Mm(210.0), Mm(297.0), page.ops);
        for each in [&mut finished.media_box, &mut finished.trim_box, &mut finished.crop_box] {
            (each.width, each.height) = (Pt(PAGE.0), Pt(PAGE.1));
        }
        pages.push(finished);
        marked.push(page.nodes);
    }
    document.with_pages(pages);
    marked
}

struct PageContent<'a> {
    layout: &'a Layout,
    fonts: &'a EmbeddedFonts,
    ops: Vec<Op>,
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
                let Some((font, items)) = self.fonts.text(run) else { return };
                self.ops.push(Op::StartTextSection);
                self.set_fill(run.color);
                if self.set.font.replace((run.face, run.size)) != Some((run.face, run.size)) {
                    let font = PdfFontHandle::External(font);
                    self.ops.push(Op::SetFont { font, size: Pt(run.size) });
                }
                self.ops.extend([
                    Op::SetTextCursor { pos: point(*x, *y) },
                    Op::ShowText { items },
                    Op::EndTextSection,
                ]);
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
        let name = |name: &str| DictItem::Name(name.into());
        let artifact = |entries: &[(&str, &str)]| {
            let map = entries.iter().map(|(key, value)| ((*key).to_owned(), name(value))).collect();
            ("Artifact", DictItem::Dict { map })
        };
        let (tag, properties) = match kind {
            ContentKind::Node(node) => {
                self.nodes.push(node);
                let number = i64::try_from(self.nodes.len() - 1).unwrap_or(i64::MAX);
                let map = [("MCID".to_owned(), DictItem::Int(number))].into_iter().collect();
                (role_name(self.layout.nodes[node].role), DictItem::Dict { map })
            }
            ContentKind::Head => artifact(&[("Type", "Pagination"), ("Subtype", "Header")]),
            ContentKind::Foot => artifact(&[("Type", "Pagination"), ("Subtype", "Footer")]),
            ContentKind::Decoration => artifact(&[("Type", "Layout")]),
        };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.into(), properties });
        self.open = Some(kind);
    }

    fn set_fill(&mut self, fill: Rgb) {
        if self.set.fill.replace(fill) != Some(fill) {
            self.ops.push(Op::SetFillColor { col: color(fill) });
        }
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn path(&mut self, segments: &[PathSegment], fill: Option<Rgb>, stroke: Option<(Rgb, f32)>) {
        let mut rings: Vec<PolygonRing> = Vec::new();
        let mut closed = false;
        for segment in segments {
            if matches!(segment, PathSegment::Move(..)) || rings.is_empty() {
                rings.push(PolygonRing { points: Vec::new() });
            }
            let Some(ring) = rings.last_mut() else { continue };
            match *segment {
                PathSegment::Move(x, y) | PathSegment::Line(x, y) => {
                    ring.points.push(LinePoint { p: point(x, y), bezier: false })
                }
                PathSegment::Curve([ax, ay, bx, by, x, y]) => {
                    ring.points.push(LinePoint { p: point(ax, ay), bezier: true });
                    ring.points.push(LinePoint { p: point(bx, by), bezier: true });
                    ring.points.push(LinePoint { p: point(x, y), bezier: false });
                }
                PathSegment::Close => closed = true,
            }
        }
        if let Some(fill) = fill {
            self.set_fill(fill);
        }
        if let Some((line, width)) = stroke {
            if self.set.line.replace(line) != Some(line) {
                self.ops.push(Op::SetOutlineColor { col: color(line) });
            }
            if self.set.line_width.replace(width) != Some(width) {
                self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
            }
        }
        if !closed {
            let lines = rings.into_iter().map(|ring| Line { points: ring.points, is_closed: false });
            self.ops.extend(lines.map(|line| Op::DrawLine { line }));
            return;
        }
        let mode = match (fill, stroke) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (Some(_), None) => PaintMode::Fill,
            (None, _) => PaintMode::Stroke,
        };
        self.ops
            .push(Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } });
    }
}

/// Converts to the coordinates of PDF, whose origin is the lower left corner. Rounded to hundredths of a
/// point.
fn point(x: f32, y: f32) -> Point {
    let rounded = |value: f32| Pt((value * 100.0).round() / 100.0);
    Point { x: rounded(x), y: rounded(PAGE.1 - y) }
}

fn color(Rgb(r, g, b): Rgb) -> Color {
    let channel = |value: u8| f32::from(value) / 255.0;
    Color::Rgb(PrintRgb { r: channel(r), g: channel(g), b: channel(b), icc_profile: None })
}
