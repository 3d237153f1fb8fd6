//! The table of criteria. A row may continue on the next page, where the head of the table is repeated. No page break
//! stands inside a requirement with its answers, judgements and quotes, unless they are higher than a page.

use super::composer::{LEFT, MAX_WHOLE, PAGE_ROOM, PageComposer, WIDTH, WrappedText, lines_together, style};
use super::fonts::FontFace;
use super::paths::{horizontal_line, status_shape};
use super::{ContentKind, StructureRole};
use crate::assessment::Status;
use crate::colors::INK;
use crate::report::outline::{CriterionPart, CriterionPartKind, CriterionRow};

const COLUMNS: [f32; 3] = [92.0, 104.0, WIDTH - 92.0 - 104.0];
const PADDING: f32 = 6.0;
const HEAD: f32 = 19.0;
/// The distance of the word of a verdict from the left edge, where its shape is.
const WORD_INDENT: f32 = 18.0;
/// The greatest height of a row, in points, that is never split between pages.
const MAX_UNBROKEN: f32 = 90.0;
/// The greatest height of a group of parts that is not split: it fits on a page below the head of the table.
const MAX_GROUP: f32 = MAX_WHOLE - HEAD - 2.0 * PADDING;
/// The greatest height of the last two groups of a row, in points, with which they stay together. More would leave too
/// much of a page free.
const MAX_JOINED: f32 = PAGE_ROOM / 3.0;

struct TableComposer<'a> {
    composer: &'a mut PageComposer,
    head: &'a [String; 3],
    node: usize,
    continued: &'a str,
    has_head: bool,
    /// The row being drawn, so that its head can be repeated when it continues on a new page.
    row: Option<&'a CriterionRow>,
    /// The lower end of the row's verdict and heading on this page, which the row reaches at least.
    row_floor: f32,
}

/// The height that must be left on a page for the table to start there: its head and the start of the first row fit.
pub(crate) fn height_to_start(composer: &mut PageComposer, rows: &[CriterionRow]) -> f32 {
    HEAD + rows.first().map_or(0.0, |row| lay_row(composer, row).needed)
}

pub(crate) fn table(composer: &mut PageComposer, head: &[String; 3], continued: &str, rows: &[CriterionRow]) {
    let node = composer.add_node(StructureRole::Table, 0);
    let mut table =
        TableComposer { composer, head, continued, node, has_head: false, row: None, row_floor: 0.0 };
    let room = height_to_start(table.composer, rows);
    table.composer.ensure_room(room);
    table.draw_head();
    let body = table.composer.add_node(StructureRole::TableBody, node);
    for row in rows {
        table.draw_row(body, row);
    }
    table.composer.y += 8.0;
}

/// A part of a row, broken into lines, with the space before it.
struct PartLayout {
    lines: WrappedText,
    indent: f32,
    before: f32,
    status: Option<Status>,
    role: StructureRole,
}

impl PartLayout {
    fn height(&self) -> f32 {
        self.before + self.lines.height()
    }
}

/// Parts of a row that stay on one page: a requirement with its answers, advice, judgements and quotes, or a note. The
/// clinician's comment may be of any length, so it may continue on the next page.
struct PartGroup {
    parts: Vec<PartLayout>,
    is_comment: bool,
}

impl PartGroup {
    fn height(&self) -> f32 {
        self.parts.iter().map(PartLayout::height).sum()
    }

    fn lines(&self) -> usize {
        self.parts.iter().map(|part| part.lines.runs.len()).sum()
    }

    fn is_whole(&self) -> bool {
        !self.is_comment && self.height() <= MAX_GROUP
    }

    /// The height that must be left on a page for the group to start there.
    fn needed(&self) -> f32 {
        if self.is_whole() {
            return self.height();
        }
        let Some(first) = self.parts.first() else { return 0.0 };
        let leading = first.lines.leading;
        if self.is_comment || first.height() > MAX_GROUP {
            return first.before + leading * first.lines.runs.len().min(3) as f32;
        }
        // A requirement stays with the start of its answer.
        (first.height() + leading).min(MAX_GROUP)
    }
}

/// A row, broken into lines.
struct RowLayout {
    groups: Vec<PartGroup>,
    heading: WrappedText,
    words: Vec<(Status, WrappedText)>,
    /// The height of its verdict or of its heading, whichever is greater.
    least: f32,
    /// The height that must be left on a page for the row to start there.
    needed: f32,
}

fn lay_row(composer: &mut PageComposer, row: &CriterionRow) -> RowLayout {
    let text_width = COLUMNS[2] - 2.0 * PADDING;
    let mut groups: Vec<PartGroup> = Vec::new();
    for part in &row.parts {
        let mut laid = lay_part(composer, part, text_width);
        match groups.last_mut() {
            Some(group) if !starts_group(part.kind) => group.parts.push(laid),
            last => {
                if last.is_none() {
                    // Align the first line with the heading of the row.
                    laid.before = 0.0;
                }
                let is_comment = part.kind == CriterionPartKind::Comment;
                groups.push(PartGroup { parts: vec![laid], is_comment });
            }
        }
    }
    join_last_groups(&mut groups);
    let heading =
        composer.wrap_text(style(FontFace::SemiBold, 8.5, INK), &row.heading, COLUMNS[1] - 2.0 * PADDING);
    let words = lay_words(composer, row);
    let text_height: f32 = groups.iter().map(PartGroup::height).sum();
    let least = words_height(&words).max(heading.height());
    let around = 2.0 * composer.spacing.in_row;
    let height = text_height.max(least) + around;
    // A short row is not split. The head of a long row and its first group stay together.
    let needed = if height <= MAX_UNBROKEN {
        height
    } else {
        least.max(groups.first().map_or(0.0, PartGroup::needed)) + around
    };
    RowLayout { groups, heading, words, least, needed }
}

/// Lets the last group stay with the one before it: it would be alone on the next page. A comment of several lines
/// may be alone.
fn join_last_groups(groups: &mut Vec<PartGroup>) {
    let Some(last) = groups.pop_if(|last| !last.is_comment || last.lines() == 1) else { return };
    let (is_line, height) = (last.lines() == 1, last.height());
    match groups.last_mut() {
        Some(group) if is_line && !group.is_whole() => group.parts.extend(last.parts),
        Some(group) if group.height() + height <= if is_line { MAX_GROUP } else { MAX_JOINED } => {
            group.parts.extend(last.parts);
        }
        Some(_) | None => groups.push(last),
    }
}

/// Whether a page break may stand before a part.
fn starts_group(kind: CriterionPartKind) -> bool {
    match kind {
        CriterionPartKind::Requirement(..) | CriterionPartKind::Note | CriterionPartKind::Comment => true,
        CriterionPartKind::Answer
        | CriterionPartKind::Advice
        | CriterionPartKind::Judgement
        | CriterionPartKind::Quote => false,
    }
}

/// Breaks the words of the verdict into lines.
fn lay_words(composer: &mut PageComposer, row: &CriterionRow) -> Vec<(Status, WrappedText)> {
    let style = style(FontFace::SemiBold, 8.0, INK);
    let room = COLUMNS[0] - WORD_INDENT - PADDING;
    row.words.iter().map(|(status, word)| (*status, composer.wrap_text(style, word, room))).collect()
}

fn words_height(words: &[(Status, WrappedText)]) -> f32 {
    words.iter().map(|(_, lines)| lines.height() + 7.0).sum()
}

fn lay_part(composer: &mut PageComposer, part: &CriterionPart, width: f32) -> PartLayout {
    let (face, size, indent, before) = match part.kind {
        CriterionPartKind::Requirement(..) => (FontFace::Regular, 8.5, 13.0, 3.0),
        CriterionPartKind::Answer => (FontFace::SemiBold, 8.5, 13.0, 1.0),
        CriterionPartKind::Advice => (FontFace::Regular, 8.5, 13.0, 1.0),
        CriterionPartKind::Judgement => (FontFace::Regular, 8.5, 13.0, 1.0),
        CriterionPartKind::Quote => (FontFace::Regular, 8.0, 13.0, 1.0),
        CriterionPartKind::Note => (FontFace::Regular, 8.5, 13.0, 2.0),
        CriterionPartKind::Comment => (FontFace::Regular, 9.0, 13.0, 4.0),
    };
    let (status, role) = match part.kind {
        CriterionPartKind::Requirement(_, status) => (Some(status), StructureRole::Paragraph),
        CriterionPartKind::Quote => (None, StructureRole::Quote),
        CriterionPartKind::Answer
        | CriterionPartKind::Advice
        | CriterionPartKind::Judgement
        | CriterionPartKind::Note
        | CriterionPartKind::Comment => (None, StructureRole::Paragraph),
    };
    PartLayout {
        lines: composer.wrap_text(style(face, size, INK), &part.text, width - indent),
        indent,
        before,
        status,
        role,
    }
}

impl<'a> TableComposer<'a> {
    /// Draws the head of the table between two rules. It has no fill, on which a copy would lose the text. Only the
    /// first one is in the structure; those on later pages are artifacts, which screen readers skip.
    fn draw_head(&mut self) {
        let y = self.composer.y;
        for (at, width) in [(y, 1.2), (y + HEAD, 0.8)] {
            self.composer.draw(ContentKind::Decoration, horizontal_line(LEFT, at, WIDTH, INK, width));
        }
        let row = if self.has_head {
            None
        } else {
            let head = self.composer.add_node(StructureRole::TableHead, self.node);
            Some(self.composer.add_node(StructureRole::Row, head))
        };
        let mut x = LEFT;
        for (text, width) in self.head.iter().zip(COLUMNS) {
            let kind = row.map_or(ContentKind::Head, |row| {
                ContentKind::Node(self.composer.add_node(StructureRole::ColumnHead, row))
            });
            let lines =
                self.composer.wrap_text(style(FontFace::SemiBold, 8.5, INK), text, width - 2.0 * PADDING);
            if let Some(run) = lines.runs.into_iter().next() {
                self.composer.draw_line(kind, x + PADDING, y, HEAD, run);
            }
            x += width;
        }
        self.has_head = true;
        self.composer.y += HEAD;
    }

    fn draw_row(&mut self, body: usize, row: &'a CriterionRow) {
        let RowLayout { groups, heading, words, least, needed } = lay_row(self.composer, row);
        if !self.composer.has_room(needed) {
            self.composer.start_page();
            self.draw_head();
        }

        self.row = Some(row);
        self.composer.add_bookmark(3, &row.heading);
        let node = self.composer.add_node(StructureRole::Row, body);
        let (top, spacing) = (self.composer.y, self.composer.spacing);
        let cell = self.composer.add_node(StructureRole::Cell, node);
        self.draw_words(ContentKind::Node(cell), words);
        let row_head = self.composer.add_node(StructureRole::RowHead, node);
        for (at, run) in heading.runs.into_iter().enumerate() {
            let y = top + spacing.in_row + at as f32 * heading.leading;
            self.composer.draw_line(
                ContentKind::Node(row_head),
                LEFT + COLUMNS[0] + PADDING,
                y,
                heading.leading,
                run,
            );
        }
        let cell = self.composer.add_node(StructureRole::Cell, node);
        self.composer.y = top + spacing.in_row;
        self.row_floor = self.composer.y + least;
        for group in groups {
            self.draw_group(cell, group);
        }
        self.composer.y = self.composer.y.max(self.row_floor) + spacing.in_row;
        self.composer.draw(ContentKind::Decoration, horizontal_line(LEFT, self.composer.y, WIDTH, INK, 0.25));
    }

    /// Continues the row on a new page.
    fn continue_row(&mut self) {
        // Below the row's heading and words too, which may be higher than the texts that have room on this page.
        let y = self.composer.y.max(self.row_floor) + self.composer.spacing.in_row;
        self.composer.draw(ContentKind::Decoration, horizontal_line(LEFT, y, WIDTH, INK, 0.25));
        self.composer.start_page();
        self.draw_head();
        self.repeat_row_head();
        self.composer.y += self.composer.spacing.in_row;
    }

    /// Draws verdict and heading again at the top of a page. It is an artifact, since a screen reader has
    /// read it before.
    fn repeat_row_head(&mut self) {
        let Some(row) = self.row else { return };
        let words = lay_words(self.composer, row);
        let words_height = words_height(&words);
        self.draw_words(ContentKind::Head, words);
        let heading = format!("{} {}", row.heading, self.continued);
        let lines =
            self.composer.wrap_text(style(FontFace::Regular, 8.5, INK), &heading, COLUMNS[1] - 2.0 * PADDING);
        let mut y = self.composer.y + self.composer.spacing.in_row;
        for run in lines.runs {
            self.composer.draw_line(ContentKind::Head, LEFT + COLUMNS[0] + PADDING, y, lines.leading, run);
            y += lines.leading;
        }
        self.row_floor = y.max(self.composer.y + self.composer.spacing.in_row + words_height);
    }

    /// Draws word and shape of the verdict. Only the shape is in color.
    fn draw_words(&mut self, kind: ContentKind, words: Vec<(Status, WrappedText)>) {
        let mut y = self.composer.y + self.composer.spacing.in_row - 2.0;
        for (status, lines) in words {
            let height = lines.height() + 4.0;
            for item in status_shape(status, LEFT + 8.0, y + 2.0 + lines.leading / 2.0, 9.0) {
                self.composer.draw(ContentKind::Decoration, item);
            }
            for (at, run) in lines.runs.into_iter().enumerate() {
                let top = y + 2.0 + at as f32 * lines.leading;
                self.composer.draw_line(kind, LEFT + WORD_INDENT, top, lines.leading, run);
            }
            y += height + 3.0;
        }
    }

    fn draw_group(&mut self, cell: usize, group: PartGroup) {
        let mut starts_page = !self.composer.has_room(group.needed() + self.composer.spacing.in_row);
        if starts_page {
            self.continue_row();
        }
        let (is_whole, is_comment) = (group.is_whole(), group.is_comment);
        let mut lines_below = group.lines();
        for mut part in group.parts {
            lines_below -= part.lines.runs.len();
            // In a group that is too high for a page, its parts stay whole where they can.
            let is_whole_part = is_whole || !is_comment && part.height() <= MAX_GROUP;
            if !is_whole
                && is_whole_part
                && !self.composer.has_room(part.height() + self.composer.spacing.in_row)
            {
                self.continue_row();
                starts_page = true;
            }
            if std::mem::take(&mut starts_page) {
                // Align the first line with the repeated heading.
                part.before = 0.0;
            }
            self.draw_part(cell, part, is_whole_part, lines_below == 1);
        }
    }

    /// Draws the lines of a part. If it is not whole, it may continue on further pages: its last lines then stay with a
    /// single line below them.
    fn draw_part(&mut self, cell: usize, part: PartLayout, is_whole: bool, has_line_below: bool) {
        let x = LEFT + COLUMNS[0] + COLUMNS[1] + PADDING;
        let leading = part.lines.leading;
        let paragraph = self.composer.add_node(part.role, cell);
        self.composer.y += part.before;
        let count = part.lines.runs.len();
        for (at, run) in part.lines.runs.into_iter().enumerate() {
            let together = lines_together(at, count);
            let below = usize::from(has_line_below && at + together == count);
            let room = (together + below) as f32 * leading + self.composer.spacing.in_row;
            if !is_whole && !self.composer.has_room(room) {
                self.continue_row();
            }
            if let (0, Some(status)) = (at, part.status) {
                for item in status_shape(status, x + 4.5, self.composer.y + leading / 2.0, 7.5) {
                    self.composer.draw(ContentKind::Decoration, item);
                }
            }
            let y = self.composer.y;
            self.composer.draw_line(ContentKind::Node(paragraph), x + part.indent, y, leading, run);
            self.composer.y += leading;
        }
    }
}
