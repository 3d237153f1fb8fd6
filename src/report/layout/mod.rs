//! Where everything stands on the pages, and what it means. Knows nothing of PDF.
//!
//! Units are points; the origin is the upper left corner of the page, y grows downwards.

mod blocks;
mod composer;
mod fonts;
mod mark;
mod paths;
mod table;

pub use fonts::{FontFace, Glyph, TextRun, face_bytes};

use super::outline::Outline;
use crate::colors::Rgb;
use crate::definition::Language;
use std::collections::BTreeSet;

/// Width and height of A4.
pub const PAGE: (f32, f32) = (595.276, 841.89);

/// The report on its pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The language.
    pub language: Language,
    /// The title of the document.
    pub title: String,
    /// The pages.
    pub pages: Vec<Vec<PlacedItem>>,
    /// The structure: what the parts are, in reading order. The first is the document.
    pub nodes: Vec<StructureNode>,
    /// The links.
    pub links: Vec<PageLink>,
    /// The pictures.
    pub figures: Vec<Figure>,
    /// The headings, for the reader's outline.
    pub bookmarks: Vec<Bookmark>,
    /// The characters that the font lacks, which were replaced.
    pub replaced: BTreeSet<char>,
}

/// Something on a page, with its kind.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedItem {
    /// What it is part of.
    pub kind: ContentKind,
    /// What is seen.
    pub item: DrawItem,
}

/// What something on a page is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentKind {
    /// A node of the structure, by index.
    Node(usize),
    /// The running head: not read out.
    Head,
    /// The running foot: not read out.
    Foot,
    /// WrappedText and shapes: not read out.
    Decoration,
}

/// What is seen.
#[derive(Clone, Debug, PartialEq)]
pub enum DrawItem {
    /// Text, from the left end of its baseline.
    Text {
        /// Left end.
        x: f32,
        /// Baseline.
        y: f32,
        /// The glyphs.
        run: TextRun,
    },
    /// A shape.
    Path {
        /// Its outline.
        segments: Vec<PathSegment>,
        /// Its inside.
        fill: Option<Rgb>,
        /// Its line and the line's width.
        stroke: Option<(Rgb, f32)>,
    },
}

/// A step of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathSegment {
    /// Go there.
    Move(f32, f32),
    /// A line.
    Line(f32, f32),
    /// A curve: two control points and the end.
    Curve([f32; 6]),
    /// Back to the start.
    Close,
}

/// A part of the structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructureNode {
    /// What it is.
    pub role: StructureRole,
    /// What it is part of.
    pub parent: Option<usize>,
}

/// What a part of the structure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructureRole {
    /// The whole.
    Document,
    /// The title.
    Title,
    /// A heading.
    Heading,
    /// A heading below one.
    Subheading,
    /// A picture.
    Figure,
    /// A paragraph.
    Paragraph,
    /// A phrase of the criteria document, which is Danish.
    Quote,
    /// A list.
    List,
    /// A point of a list.
    ListItem,
    /// What a point is about.
    Label,
    /// What a point says.
    ListBody,
    /// A table.
    Table,
    /// Its head.
    TableHead,
    /// Its body.
    TableBody,
    /// A row.
    Row,
    /// The head of a column.
    ColumnHead,
    /// The head of a row.
    RowHead,
    /// A cell.
    Cell,
    /// A link.
    Link,
}

/// A link.
#[derive(Clone, Debug, PartialEq)]
pub struct PageLink {
    /// On which page, from 0.
    pub page: usize,
    /// Left, top, right, bottom.
    pub rect: [f32; 4],
    /// Where it leads.
    pub uri: String,
    /// What is read.
    pub text: String,
    /// Its node.
    pub node: usize,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// On which page, from 0.
    pub page: usize,
    /// Left, top, right, bottom.
    pub rect: [f32; 4],
    /// What it shows, in words.
    pub alt: String,
    /// Its node.
    pub node: usize,
}

/// A heading in the reader's outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// How deep it stands: 1 is the title.
    pub level: usize,
    /// What it says.
    pub title: String,
    /// On which page, from 0.
    pub page: usize,
    /// Where on the page.
    pub y: f32,
}

/// Lays an outline out.
pub fn lay_out(outline: &Outline) -> Layout {
    blocks::lay_out(outline)
}
