//! Writes a layout with krilla, for comparison: with the same glyphs, paths, tags, document outline, link and
//! attachment, and to the same standards.

use std::num::NonZeroU16;

use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, Node, TableHeaderScope, Tag,
    TagGroup, TagKind, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};
use wgs_referral::colors::Rgb;
use wgs_referral::report::Layout;
use wgs_referral::report::layout::{
    ContentKind, DrawItem, FontFace, PAGE, PathSegment, PlacedItem, StructureRole, TextRun, face_bytes,
};

/// Writes the layout as PDF/A-3a and PDF/UA-1.
pub fn write(layout: &Layout, attachment: &str) -> Vec<u8> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .expect("the two standards are compatible");
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let fonts =
        FontFace::ALL.map(|face| Font::new(face_bytes(face).into(), 0).expect("the embedded font is valid"));
    let mut contents: Vec<Vec<Identifier>> = vec![Vec::new(); layout.nodes.len()];
    for (number, items) in layout.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).expect("A4 is a valid page size");
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for group in items.chunk_by(|a, b| a.kind == b.kind) {
            put(&mut surface, group, &fonts, &mut contents);
        }
        surface.finish();
        for link in layout.links.iter().filter(|link| link.page == number) {
            let target = Target::Action(LinkAction::new(link.uri.clone()).into());
            let annotation = LinkAnnotation::new(rect(link.rect), target);
            let id = page.add_tagged_annotation(Annotation::new_link(annotation, Some(link.text.clone())));
            contents[link.node].push(id);
        }
        page.finish();
    }
    document.set_tag_tree(tags(layout, &mut contents));
    document.set_outline(outline(layout));
    let date = DateTime::new(2026).month(11).day(22);
    document.set_metadata(
        Metadata::new()
            .title(layout.title.clone())
            .language("da-DK".to_owned())
            .creation_date(date)
            .authors(vec!["Ditte Testlæge".to_owned()]),
    );
    document.embed_file(EmbeddedFile {
        path: "case.wgscase".to_owned(),
        mime_type: MimeType::new("text/plain"),
        description: Some("case".to_owned()),
        association_kind: AssociationKind::Source,
        data: attachment.as_bytes().to_vec().into(),
        modification_date: Some(date),
        compress: None,
        location: None,
    });
    document.finish().expect("krilla writes it")
}

fn put(surface: &mut Surface, items: &[PlacedItem], fonts: &[Font], contents: &mut [Vec<Identifier>]) {
    let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
    let (tag, node) = match items[0].kind {
        ContentKind::Node(node) => (ContentTag::Other, Some(node)),
        ContentKind::Head => (artifact(ArtifactType::Header), None),
        ContentKind::Foot => (artifact(ArtifactType::Footer), None),
        ContentKind::Decoration => (artifact(ArtifactType::Layout), None),
    };
    let id = surface.start_tagged(tag);
    for placed in items {
        match &placed.item {
            DrawItem::Text { x, y, run } => text(surface, *x, *y, run, &fonts[run.face as usize]),
            DrawItem::Path { segments, fill, stroke } => {
                surface.set_fill(fill.map(|color| Fill { paint: paint(color), ..Fill::default() }));
                surface.set_stroke(stroke.map(|(color, width)| Stroke {
                    paint: paint(color),
                    width,
                    ..Stroke::default()
                }));
                if let Some(path) = path(segments) {
                    surface.draw_path(&path);
                }
            }
        }
    }
    surface.end_tagged();
    if let Some(node) = node {
        contents[node].push(id);
    }
}

fn text(surface: &mut Surface, x: f32, y: f32, run: &TextRun, font: &Font) {
    let glyphs: Vec<KrillaGlyph> = run
        .glyphs
        .iter()
        .map(|glyph| KrillaGlyph {
            glyph_id: GlyphId::new(u32::from(glyph.id)),
            text_range: glyph.text.clone(),
            x_advance: glyph.advance as f32 / 1000.0,
            x_offset: glyph.offset.0 as f32 / 1000.0,
            y_offset: glyph.offset.1 as f32 / 1000.0,
            y_advance: 0.0,
            location: None,
        })
        .collect();
    surface.set_fill(Some(Fill { paint: paint(run.color), ..Fill::default() }));
    surface.set_stroke(None);
    surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font.clone(), &run.text, run.size, false);
}

fn paint(Rgb(r, g, b): Rgb) -> krilla::paint::Paint {
    rgb::Color::new(r, g, b).into()
}

fn path(segments: &[PathSegment]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for segment in segments {
        match *segment {
            PathSegment::Move(x, y) => path.move_to(x, y),
            PathSegment::Line(x, y) => path.line_to(x, y),
            PathSegment::Curve([ax, ay, bx, by, x, y]) => path.cubic_to(ax, ay, bx, by, x, y),
            PathSegment::Rectangle(sides) => path.push_rect(rect(sides)),
            PathSegment::Close => path.close(),
        }
    }
    path.finish()
}

fn rect([left, top, right, bottom]: [f32; 4]) -> Rect {
    Rect::from_ltrb(left, top, right, bottom).expect("it has a size")
}

fn tags(layout: &Layout, contents: &mut [Vec<Identifier>]) -> TagTree {
    let mut groups: Vec<Option<TagGroup>> =
        (0..layout.nodes.len()).map(|node| kind(layout, node).map(TagGroup::new)).collect();
    for (node, group) in groups.iter_mut().enumerate() {
        let Some(group) = group else { continue };
        for id in std::mem::take(&mut contents[node]) {
            group.push(id);
        }
    }
    // Children come after their parents: from the back, every node is complete when it is taken.
    let mut below: Vec<Vec<Node>> = (0..layout.nodes.len()).map(|_| Vec::new()).collect();
    for node in (1..layout.nodes.len()).rev() {
        let mut group = groups[node].take().expect("all but the document are groups");
        for child in below[node].drain(..).rev() {
            group.push(child);
        }
        let parent = layout.nodes[node].parent.expect("all but the document have one");
        below[parent].push(group.into());
    }
    let mut tree = TagTree::new();
    for child in below[0].drain(..).rev() {
        tree.push(child);
    }
    tree
}

fn kind(layout: &Layout, node: usize) -> Option<TagKind> {
    let heading = |level| Tag::Hn(NonZeroU16::new(level).expect("not 0"), Some(words(layout, node)));
    Some(match layout.nodes[node].role {
        // The document is the tree itself, not a tag in it.
        StructureRole::Document => return None,
        StructureRole::Title => heading(1).into(),
        StructureRole::Heading => heading(2).into(),
        StructureRole::Subheading => heading(3).into(),
        StructureRole::Paragraph => Tag::P.into(),
        StructureRole::Quote => Tag::BlockQuote.into(),
        StructureRole::Figure => {
            let figure = layout.figures.iter().find(|figure| figure.node == node).expect("it is there");
            let bounds = BBox::new(figure.page, rect(figure.rect));
            Tag::Figure(Some(figure.alt.clone())).with_bbox(Some(bounds)).into()
        }
        StructureRole::List => Tag::L(ListNumbering::None).into(),
        StructureRole::ListItem => Tag::LI.into(),
        StructureRole::Label => Tag::Lbl.into(),
        StructureRole::ListBody => Tag::LBody.into(),
        StructureRole::Table => Tag::Table.into(),
        StructureRole::TableHead => Tag::THead.into(),
        StructureRole::TableBody => Tag::TBody.into(),
        StructureRole::Row => Tag::TR.into(),
        StructureRole::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        StructureRole::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        StructureRole::Cell => Tag::TD.into(),
        StructureRole::Link => Tag::Link.into(),
    })
}

fn words(layout: &Layout, node: usize) -> String {
    let items = layout.pages.iter().flatten().filter(|placed| placed.kind == ContentKind::Node(node));
    items
        .filter_map(|placed| match &placed.item {
            DrawItem::Text { run, .. } => Some(run.text.as_str()),
            DrawItem::Path { .. } => None,
        })
        .collect()
}

fn outline(layout: &Layout) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(usize, OutlineNode)> = Vec::new();
    let mut close = |open: &mut Vec<(usize, OutlineNode)>, level: usize| {
        while open.last().is_some_and(|(above, _)| *above >= level) {
            if let Some((_, done)) = open.pop() {
                match open.last_mut() {
                    Some((_, parent)) => parent.push_child(done),
                    None => outline.push_child(done),
                }
            }
        }
    };
    for bookmark in &layout.bookmarks {
        close(&mut open, bookmark.level);
        let place = XyzDestination::new(bookmark.page, Point::from_xy(0.0, bookmark.y));
        open.push((bookmark.level, OutlineNode::new(bookmark.title.clone(), place)));
    }
    close(&mut open, 0);
    outline
}
