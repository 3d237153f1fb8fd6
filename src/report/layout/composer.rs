//! Fills pages from the top: lines, nodes, page breaks, running heads and feet.

use super::fonts::{FontFace, TextRun, TextStyle, clean, shape, wrap};
use super::paths::rule;
use super::{
    Bookmark, ContentKind, DrawItem, Figure, Layout, PAGE, PageLink, PlacedItem, StructureNode, StructureRole,
};
use crate::colors::{LINE, MUTED, Rgb, TEXT, status as status_color};
use crate::definition::Language;
use crate::report::outline::RunningText;
use std::collections::BTreeSet;

/// Where content may stand.
pub(crate) const LEFT: f32 = 51.0;
/// Its width.
pub(crate) const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
const TOP: f32 = 66.0;
const BOTTOM: f32 = 796.0;
/// The room of a page.
pub(crate) const PAGE_ROOM: f32 = BOTTOM - TOP;

/// A style of text.
pub(crate) const fn style(face: FontFace, size: f32, color: Rgb) -> TextStyle {
    TextStyle { face, size, color }
}

/// The lines of a text that is set below one another.
pub(crate) struct WrappedText {
    /// The lines.
    pub(crate) runs: Vec<TextRun>,
    /// From baseline to baseline.
    pub(crate) leading: f32,
}

impl WrappedText {
    /// Their height.
    pub(crate) fn height(&self) -> f32 {
        self.runs.len() as f32 * self.leading
    }
}

/// Fills pages.
pub(crate) struct PageComposer {
    pages: Vec<Vec<PlacedItem>>,
    nodes: Vec<StructureNode>,
    links: Vec<PageLink>,
    figures: Vec<Figure>,
    bookmarks: Vec<Bookmark>,
    replaced: BTreeSet<char>,
    /// The upper edge of what comes next.
    pub(crate) y: f32,
}

impl PageComposer {
    pub(crate) fn new() -> Self {
        let document = StructureNode { role: StructureRole::Document, parent: None };
        PageComposer {
            pages: vec![Vec::new()],
            nodes: vec![document],
            links: Vec::new(),
            figures: Vec::new(),
            bookmarks: Vec::new(),
            replaced: BTreeSet::new(),
            y: TOP,
        }
    }

    /// A new part of the structure.
    pub(crate) fn node(&mut self, role: StructureRole, parent: usize) -> usize {
        self.nodes.push(StructureNode { role, parent: Some(parent) });
        self.nodes.len() - 1
    }

    /// Puts something on the current page.
    pub(crate) fn put(&mut self, kind: ContentKind, item: DrawItem) {
        if let Some(page) = self.pages.last_mut() {
            page.push(PlacedItem { kind, item });
        }
    }

    /// The current page, from 0.
    pub(crate) fn page(&self) -> usize {
        self.pages.len() - 1
    }

    /// Room to the end of the page.
    pub(crate) fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Begins a new page.
    pub(crate) fn new_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Begins a new page unless there is this much room, or the page has only just begun.
    pub(crate) fn keep(&mut self, height: f32) {
        if self.room() < height && self.y > TOP {
            self.new_page();
        }
    }

    /// The text as the font can write it.
    pub(crate) fn clean(&mut self, text: &str) -> String {
        clean(text, &mut self.replaced)
    }

    /// A text broken into lines.
    pub(crate) fn lines(&mut self, style: TextStyle, text: &str, width: f32) -> WrappedText {
        let text = self.clean(text);
        WrappedText { runs: wrap(style, &text, width), leading: (style.size * 1.32).round() }
    }

    /// Puts one line, its upper edge at `y`.
    pub(crate) fn line(&mut self, kind: ContentKind, x: f32, y: f32, leading: f32, run: TextRun) {
        let baseline = y + (leading + run.size * 0.7) / 2.0;
        self.put(kind, DrawItem::Text { x, y: baseline, run });
    }

    /// Puts lines one after another, over pages if need be.
    pub(crate) fn flow(&mut self, node: usize, x: f32, lines: WrappedText) {
        for run in lines.runs {
            self.keep(lines.leading);
            self.line(ContentKind::Node(node), x, self.y, lines.leading, run);
            self.y += lines.leading;
        }
    }

    /// Notes a heading at the current place.
    pub(crate) fn bookmark(&mut self, level: usize, title: &str) {
        let (title, page, y) = (self.clean(title), self.page(), self.y);
        self.bookmarks.push(Bookmark { level, title, page, y });
    }

    /// A new picture on the current page, and its node.
    pub(crate) fn figure(&mut self, rect: [f32; 4], alt: &str) -> usize {
        let (node, page, alt) = (self.node(StructureRole::Figure, 0), self.page(), self.clean(alt));
        self.figures.push(Figure { page, rect, alt, node });
        node
    }

    /// Notes a link.
    pub(crate) fn link(&mut self, link: PageLink) {
        self.links.push(link);
    }

    /// Adds heads and feet, and gives the whole.
    pub(crate) fn finish(mut self, language: Language, title: &str, running: &RunningText) -> Layout {
        let pages = self.pages.len();
        for page in 0..pages {
            let mut items = self.head(running);
            items.extend(self.foot(running, page + 1, pages));
            self.pages[page].extend(items);
        }
        let title = self.clean(title);
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

    fn head(&mut self, running: &RunningText) -> Vec<PlacedItem> {
        const Y: f32 = 34.0;
        const LEADING: f32 = 12.0;
        let draft = running.draft.as_ref().map(|text| {
            let text = self.clean(text);
            shape(style(FontFace::SemiBold, 10.0, status_color(crate::assessment::Status::NotMet)), &text)
        });
        let indication = self.clean(&running.indication);
        let indication = shape(style(FontFace::Regular, 8.5, MUTED), &indication);
        // The patient's name may be long: it gives way, not the number behind it.
        let taken = indication.width() + draft.as_ref().map_or(0.0, |draft| draft.width() + 24.0) + 24.0;
        let patient = self.fitting(style(FontFace::SemiBold, 8.5, TEXT), &running.patient, WIDTH - taken);
        let mut placed = Vec::new();
        let mut put = |x: f32, run: TextRun| {
            let y = Y + (LEADING + run.size * 0.7) / 2.0;
            placed.push(PlacedItem { kind: ContentKind::Head, item: DrawItem::Text { x, y, run } });
        };
        let after = LEFT + patient.width() + 12.0;
        put(LEFT, patient);
        let right = LEFT + WIDTH - indication.width();
        if let Some(draft) = draft {
            let middle = (PAGE.0 - draft.width()) / 2.0;
            put(middle.max(after).min(right - draft.width() - 12.0), draft);
        }
        put(right, indication);
        placed.push(PlacedItem {
            kind: ContentKind::Head,
            item: rule(LEFT, Y + LEADING + 5.0, WIDTH, LINE, 0.6),
        });
        placed
    }

    fn foot(&mut self, running: &RunningText, page: usize, pages: usize) -> Vec<PlacedItem> {
        const BASELINE: f32 = 812.0;
        let muted = style(FontFace::Regular, 8.0, MUTED);
        let [word, of] = &running.page;
        let number = shape(muted, &format!("{word} {page} {of} {pages}"));
        let source = self.fitting(muted, &running.source, WIDTH - number.width() - 16.0);
        let right = LEFT + WIDTH - number.width();
        [(LEFT, source), (right, number)]
            .map(|(x, run)| PlacedItem {
                kind: ContentKind::Foot,
                item: DrawItem::Text { x, y: BASELINE, run },
            })
            .into()
    }

    /// One line that is at most this wide: what stands before the last "·" is shortened.
    fn fitting(&mut self, style: TextStyle, text: &str, width: f32) -> TextRun {
        let text = self.clean(text).replace('\n', " ");
        let whole = shape(style, &text);
        if whole.width() <= width {
            return whole;
        }
        let (front, back) = text.rsplit_once(" · ").unwrap_or((&text, ""));
        let back = if back.is_empty() { String::new() } else { format!(" · {back}") };
        // No letter is narrower than this share of the size: more of them have no room.
        const NARROWEST: f32 = 0.2;
        let most = (width / (style.size * NARROWEST)) as usize;
        let mut front: Vec<char> = front.chars().take(most).collect();
        while front.pop().is_some() {
            let shorter: String = front.iter().collect();
            let run = shape(style, &format!("{}…{back}", shorter.trim_end()));
            if run.width() <= width {
                return run;
            }
        }
        shape(style, "…")
    }
}
