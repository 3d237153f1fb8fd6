//! Fills pages from top to bottom: lines, structure nodes, page breaks, running heads and feet.

use super::fonts::{FontFace, TextRun, TextStyle};
use super::paths::{horizontal_line, rounded_rectangle};
use super::sanitize::sanitize;
use super::shape::shape_line;
use super::shaped::ShapedTexts;
use super::spacing::Spacing;
use super::wrap::{wrap_lines, wrap_up_to};
use super::{
    Bookmark, ContentKind, DrawItem, Figure, Layout, PAGE, PageLink, PlacedItem, StructureNode, StructureRole,
};
use crate::colors::{INK, Rgb};
use crate::definition::Language;
use crate::report::outline::RunningText;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The left edge of the content, in points.
pub(crate) const LEFT: f32 = 51.0;
/// The width of the content, in points.
pub(crate) const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
const TOP: f32 = 62.0;
const BOTTOM: f32 = 796.0;
/// The height of the content of a page, in points.
pub(crate) const PAGE_ROOM: f32 = BOTTOM - TOP;
/// What is at most this high, in points, is never split between pages: it fits on one below a heading.
pub(crate) const MAX_WHOLE: f32 = PAGE_ROOM - 32.0;

/// The same lengths, added in another order, differ by less than this, in points.
const ROUNDING: f32 = 0.01;

/// How many lines, from the line `at` of `count` on, must be on one page: where a text is split, at least two of its
/// lines are on either side.
pub(crate) fn lines_together(at: usize, count: usize) -> usize {
    match (at, count - at) {
        (0, left @ ..=3) | (_, left @ ..=2) => left,
        (0, _) => 2,
        _ => 1,
    }
}

/// A shorter way to write a style.
pub(crate) const fn style(face: FontFace, size: f32, color: Rgb) -> TextStyle {
    TextStyle { face, size, color }
}

/// A text that was broken into lines.
pub(crate) struct WrappedText {
    /// One per line, none of them wider than was asked for.
    pub(crate) runs: Vec<TextRun>,
    /// The distance from one baseline to the next, in points.
    pub(crate) leading: f32,
}

impl WrappedText {
    /// The height of all lines, in points.
    pub(crate) fn height(&self) -> f32 {
        self.runs.len() as f32 * self.leading
    }
}

/// A report being laid out, page by page.
#[derive(Clone)]
pub(crate) struct PageComposer {
    pages: Vec<Vec<PlacedItem>>,
    nodes: Vec<StructureNode>,
    links: Vec<PageLink>,
    figures: Vec<Figure>,
    bookmarks: Vec<Bookmark>,
    replaced: BTreeSet<char>,
    shaped: Rc<ShapedTexts>,
    /// The space around the texts after the first page.
    pub(crate) spacing: Spacing,
    /// The upper edge of what is drawn next, in points from the top of the page.
    pub(crate) y: f32,
}

impl PageComposer {
    /// Starts with an empty page. Composers that lay out the same texts share what was shaped.
    pub(crate) fn new(shaped: Rc<ShapedTexts>) -> Self {
        let document = StructureNode { role: StructureRole::Document, parent: None };
        PageComposer {
            pages: vec![Vec::new()],
            nodes: vec![document],
            links: Vec::new(),
            figures: Vec::new(),
            bookmarks: Vec::new(),
            replaced: BTreeSet::new(),
            shaped,
            spacing: Spacing::ORDINARY,
            y: TOP,
        }
    }

    /// Adds a part of the structure below `parent`. Returns its index.
    pub(crate) fn add_node(&mut self, role: StructureRole, parent: usize) -> usize {
        self.nodes.push(StructureNode { role, parent: Some(parent) });
        self.nodes.len() - 1
    }

    /// Draws an item on the current page.
    pub(crate) fn draw(&mut self, kind: ContentKind, item: DrawItem) {
        if let Some(page) = self.pages.last_mut() {
            page.push(PlacedItem { kind, item });
        }
    }

    /// The index of the current page, from 0.
    pub(crate) fn page_index(&self) -> usize {
        self.pages.len() - 1
    }

    /// Whether this much height is left on the current page, in points.
    pub(crate) fn has_room(&self, height: f32) -> bool {
        BOTTOM - self.y + ROUNDING >= height
    }

    /// The height that is taken on the current page, in points.
    pub(crate) fn taken_height(&self) -> f32 {
        self.y - TOP
    }

    /// Whether nothing stands on the current page yet.
    pub(crate) fn is_at_top(&self) -> bool {
        self.y <= TOP
    }

    /// Continues on a new page.
    pub(crate) fn start_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Starts a new page unless this much height is left. Does nothing at the top of a page, where a new
    /// page would not help.
    pub(crate) fn ensure_room(&mut self, height: f32) {
        if !self.has_room(height) && !self.is_at_top() {
            self.start_page();
        }
    }

    /// Replaces what the font can't draw, and records it for the layout.
    pub(crate) fn sanitize(&mut self, text: &str) -> String {
        sanitize(text, &mut self.replaced)
    }

    /// Breaks a text into lines that are at most `width` points wide.
    pub(crate) fn wrap_text(&mut self, style: TextStyle, text: &str, width: f32) -> WrappedText {
        let text = self.sanitize(text);
        WrappedText {
            runs: wrap_lines(&self.shaped, style, &text, width),
            leading: (style.size * 1.32).round(),
        }
    }

    /// Breaks a text into lines. `room` is their width, and how far from the left the first of them starts, in points.
    /// Stops once there are more than `max_lines` lines.
    pub(crate) fn wrap_after(
        &mut self,
        style: TextStyle,
        text: &str,
        room: [f32; 2],
        max_lines: usize,
    ) -> Vec<TextRun> {
        let text = self.sanitize(text);
        wrap_up_to(&self.shaped, style, &text, room, max_lines)
    }

    /// Shapes one line of text.
    pub(crate) fn shape(&mut self, style: TextStyle, text: &str) -> TextRun {
        let text = self.sanitize(text);
        self.shaped.line(style, &text)
    }

    /// Draws one line, with its upper edge at `y`.
    pub(crate) fn draw_line(&mut self, kind: ContentKind, x: f32, y: f32, leading: f32, run: TextRun) {
        let baseline = y + (leading + run.size * 0.7) / 2.0;
        self.draw(kind, DrawItem::Text { x, y: baseline, run });
    }

    /// Draws lines one below another, on further pages if needed, and moves down past them.
    pub(crate) fn draw_lines(&mut self, node: usize, x: f32, lines: WrappedText) {
        self.draw_lines_above(node, x, lines, 0.0);
    }

    /// Draws lines like [`draw_lines`](Self::draw_lines). The last two stay with what is below them and has this
    /// height, in points.
    pub(crate) fn draw_lines_above(&mut self, node: usize, x: f32, lines: WrappedText, below: f32) {
        let count = lines.runs.len();
        for (at, run) in lines.runs.into_iter().enumerate() {
            let together = lines_together(at, count);
            let below = if at + together == count { below } else { 0.0 };
            self.ensure_room(together as f32 * lines.leading + below);
            self.draw_line(ContentKind::Node(node), x, self.y, lines.leading, run);
            self.y += lines.leading;
        }
    }

    /// Adds an entry to the outline of the document, at the current position.
    pub(crate) fn add_bookmark(&mut self, level: usize, title: &str) {
        let (title, page, y) = (self.sanitize(title), self.page_index(), self.y);
        self.bookmarks.push(Bookmark { level, title, page, y });
    }

    /// Adds a figure on the current page. Returns its node.
    pub(crate) fn add_figure(&mut self, rect: [f32; 4], alt: &str) -> usize {
        let (node, page, alt) =
            (self.add_node(StructureRole::Figure, 0), self.page_index(), self.sanitize(alt));
        self.figures.push(Figure { page, rect, alt, node });
        node
    }

    /// Adds the area of a link.
    pub(crate) fn add_link(&mut self, link: PageLink) {
        self.links.push(link);
    }

    /// Adds running heads and feet to all pages, and returns the finished layout.
    pub(crate) fn finish(mut self, language: Language, title: &str, running: &RunningText) -> Layout {
        let pages = self.pages.len();
        let head = self.lay_out_head(running);
        let foot = RunningFoot::new(&mut self, running, pages);
        for (page, number) in self.pages.iter_mut().zip(1..) {
            page.extend(head.iter().cloned().chain(foot.lay_out(number)));
        }
        let title = self.sanitize(title);
        Layout {
            language,
            title,
            pages: self.pages,
            nodes: self.nodes,
            links: self.links,
            figures: self.figures,
            bookmarks: self.bookmarks,
            replaced: self.replaced,
        }
    }

    fn lay_out_head(&mut self, running: &RunningText) -> Vec<PlacedItem> {
        const Y: f32 = 34.0;
        const LEADING: f32 = 12.0;
        let draft = running.draft.as_ref().map(|text| self.shape(style(FontFace::SemiBold, 11.0, INK), text));
        let indication = self.shape(style(FontFace::Regular, 8.5, INK), &running.indication);
        // A long patient name is shortened. The CPR number behind it is kept, since it identifies the
        // patient.
        let taken = indication.width() + draft.as_ref().map_or(0.0, |draft| draft.width() + 24.0) + 24.0;
        let patient =
            self.shorten_to_width(style(FontFace::SemiBold, 8.5, INK), &running.patient, WIDTH - taken);
        let mut placed = Vec::new();
        let mut put = |x: f32, run: TextRun| {
            let y = Y + (LEADING + run.size * 0.7) / 2.0;
            placed.push(PlacedItem { kind: ContentKind::Head, item: DrawItem::Text { x, y, run } });
        };
        let after = LEFT + patient.width() + 12.0;
        put(LEFT, patient);
        let right = LEFT + WIDTH - indication.width();
        let draft = draft.map(|draft| {
            let x = ((PAGE.0 - draft.width()) / 2.0).max(after).min(right - draft.width() - 12.0);
            let frame = rounded_rectangle(x - 5.0, Y - 2.5, draft.width() + 10.0, LEADING + 4.0, 2.0);
            put(x, draft);
            frame
        });
        put(right, indication);
        placed.push(PlacedItem {
            kind: ContentKind::Head,
            item: horizontal_line(LEFT, Y + LEADING + 5.0, WIDTH, INK, 0.6),
        });
        // In black and framed, the word is still read after a copy of a copy.
        placed.extend(draft.map(|segments| PlacedItem {
            kind: ContentKind::Head,
            item: DrawItem::Path { segments, fill: None, stroke: Some((INK, 1.2)) },
        }));
        placed
    }

    /// Shapes a line that is at most `width` points wide. What comes after the last " · " is kept; the text
    /// before it is cut off and ends in "…".
    fn shorten_to_width(&mut self, style: TextStyle, text: &str, width: f32) -> TextRun {
        let text = self.sanitize(text).replace('\n', " ");
        let whole = self.shaped.line(style, &text);
        if whole.width() <= width {
            return whole;
        }
        let (front, back) = text.rsplit_once(" · ").unwrap_or((&text, ""));
        let back = if back.is_empty() { String::new() } else { format!(" · {back}") };
        // No letter is narrower than this share of the font size. Drop at once what can't fit, so that the
        // loop below is short for any text.
        const NARROWEST: f32 = 0.2;
        let most = (width / (style.size * NARROWEST)) as usize;
        let mut front: Vec<char> = front.chars().take(most).collect();
        while front.pop().is_some() {
            let shorter: String = front.iter().collect();
            let run = shape_line(style, &format!("{}…{back}", shorter.trim_end()));
            if run.width() <= width {
                return run;
            }
        }
        shape_line(style, "…")
    }
}

/// The running foot, whose texts are shaped once for all pages.
struct RunningFoot {
    style: TextStyle,
    origin: TextRun,
    source: TextRun,
    /// The words before page number and page count.
    words: [String; 2],
    pages: usize,
}

impl RunningFoot {
    fn new(composer: &mut PageComposer, running: &RunningText, pages: usize) -> Self {
        let style = style(FontFace::Regular, 8.0, INK);
        let [word, of] = running.page.clone();
        let origin = composer.shorten_to_width(style, &running.origin, WIDTH);
        // No number is wider than the last one, as all digits are equally wide.
        let widest = shape_line(style, &format!("{word} {pages} {of} {pages}")).width();
        let source = composer.shorten_to_width(style, &running.source, WIDTH - widest - 16.0);
        RunningFoot { style, origin, source, words: [word, of], pages }
    }

    fn lay_out(&self, page: usize) -> [PlacedItem; 3] {
        const BASELINES: [f32; 2] = [808.0, 818.0];
        let [word, of] = &self.words;
        let number = shape_line(self.style, &format!("{word} {page} {of} {}", self.pages));
        let right = LEFT + WIDTH - number.width();
        let (origin, source) = (self.origin.clone(), self.source.clone());
        [(LEFT, BASELINES[0], origin), (LEFT, BASELINES[1], source), (right, BASELINES[1], number)]
            .map(|(x, y, run)| PlacedItem { kind: ContentKind::Foot, item: DrawItem::Text { x, y, run } })
    }
}
