//! The position of every item of the report on its pages, and the logical structure. Independent of PDF.
//!
//! All lengths are in points. The origin is the upper left corner of the page, and y grows downwards.

mod blocks;
mod breaks;
mod composer;
mod field;
mod fonts;
mod front;
mod front_contents;
mod mark;
mod marks;
mod mask;
mod paths;
mod pieces;
mod sanitize;
pub(crate) mod sfnt;
mod shape;
mod shaped;
mod small_signs;
mod spacing;
mod strip;
mod table;
mod wrap;

pub use fonts::{FULL_SCALE, FontFace, Glyph, TextRun, face_bytes};

use super::outline::Outline;
use crate::colors::Rgb;
use crate::definition::Language;
use std::collections::BTreeSet;

/// Width and height of A4, in points.
pub const PAGE: (f32, f32) = (595.276, 841.89);

/// A report, laid out on pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The language of the texts.
    pub language: Language,
    /// The document's title, for readers and archives.
    pub title: String,
    /// The items of each page, in drawing order.
    pub pages: Vec<Vec<PlacedItem>>,
    /// The structure tree. A node comes after its parent, and siblings are in reading order. The first node
    /// is the document.
    pub nodes: Vec<StructureNode>,
    /// The clickable areas.
    pub links: Vec<PageLink>,
    /// The figures, with their alternative texts.
    pub figures: Vec<Figure>,
    /// The entries of the document outline, in reading order.
    pub bookmarks: Vec<Bookmark>,
    /// The characters of the case that the font lacks, and that were replaced.
    pub replaced: BTreeSet<char>,
}

/// An item on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedItem {
    /// The item's part in the structure.
    pub kind: ContentKind,
    /// The text or path to draw.
    pub item: DrawItem,
}

/// The part of an item in the logical structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentKind {
    /// The content of a structure node, by index into [`Layout::nodes`].
    Node(usize),
    /// An artifact of the running head, which is not read aloud.
    Head,
    /// An artifact of the running foot, which is not read aloud.
    Foot,
    /// Lines and shapes, which are not read aloud.
    Decoration,
}

/// Something to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum DrawItem {
    /// A line of text.
    Text {
        /// The left end of the baseline.
        x: f32,
        /// The height of the baseline on the page.
        y: f32,
        /// The shaped line.
        run: TextRun,
    },
    /// A vector path.
    Path {
        /// The steps of the path, from [`PathSegment::Move`] or [`PathSegment::Rectangle`] on.
        segments: Vec<PathSegment>,
        /// Fills the path with this color.
        fill: Option<Rgb>,
        /// Draws the path with this color and line width.
        stroke: Option<(Rgb, f32)>,
    },
}

/// A step of a path. Coordinates are absolute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PathSegment {
    /// Starts a new subpath at this point.
    Move(f32, f32),
    /// A straight line to this point.
    Line(f32, f32),
    /// A Bézier curve: x and y of two control points and of the end.
    Curve([f32; 6]),
    /// A rectangle as a subpath of its own: its left, upper, right and lower edge.
    Rectangle([f32; 4]),
    /// Closes the subpath.
    Close,
}

/// A node of the structure tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructureNode {
    /// Its type in the structure.
    pub role: StructureRole,
    /// The index of the parent; `None` for the document.
    pub parent: Option<usize>,
}

/// The type of a structure node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructureRole {
    /// The root of the tree.
    Document,
    /// The title of the report, a heading of level 1.
    Title,
    /// A heading of level 2.
    Heading,
    /// A heading of level 3.
    Subheading,
    /// A picture with an alternative text.
    Figure,
    /// Running text, or a part of a table cell.
    Paragraph,
    /// A phrase of the criteria document, which is in Danish.
    Quote,
    /// A list of points or facts.
    List,
    /// An item of a list.
    ListItem,
    /// The label of a list item.
    Label,
    /// The content of a list item.
    ListBody,
    /// The table of criteria.
    Table,
    /// The rows of the table's head.
    TableHead,
    /// The rows of the table's body.
    TableBody,
    /// A row of the table.
    Row,
    /// A header cell of a column.
    ColumnHead,
    /// A header cell of a row.
    RowHead,
    /// A data cell.
    Cell,
    /// The text of a link.
    Link,
}

/// The clickable area of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct PageLink {
    /// The index of the page, from 0.
    pub page: usize,
    /// Left, top, right and bottom.
    pub rect: [f32; 4],
    /// The address that it opens.
    pub uri: String,
    /// Describes the link to screen readers.
    pub text: String,
    /// The index of its structure node.
    pub node: usize,
}

/// The area of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The index of the page, from 0.
    pub page: usize,
    /// Left, top, right and bottom.
    pub rect: [f32; 4],
    /// The alternative text.
    pub alt: String,
    /// The index of its structure node.
    pub node: usize,
}

/// An entry of the document outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// The level of the heading: 1 for the title, up to 3.
    pub level: usize,
    /// The text of the heading.
    pub title: String,
    /// The index of the page, from 0.
    pub page: usize,
    /// The upper edge of the heading.
    pub y: f32,
}

/// Lays out an outline on pages. The same outline gives the same layout.
pub fn lay_out(outline: &Outline) -> Layout {
    blocks::lay_out(outline)
}
