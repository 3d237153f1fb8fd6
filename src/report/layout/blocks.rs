//! Draws the blocks of an outline onto pages, one after another.

use super::composer::{LEFT, PAGE_ROOM, PageComposer, WIDTH, WrappedText, style};
use super::fonts::{FontFace, TextStyle};
use super::mark::qr;
use super::paths::{horizontal_line, rounded_rectangle, status_shape};
use super::table::{height_to_start, table};
use super::{ContentKind, DrawItem, Layout, PageLink, StructureRole};
use crate::assessment::Status;
use crate::colors::{ACCENT, LINE, MUTED, SUNKEN, TEXT, status as status_color, status_soft};
use crate::report::outline::{Block, DocumentMark, Outline, StripCell};

pub(crate) fn lay_out(outline: &Outline) -> Layout {
    let (composer, ends_alone) = compose(outline, None);
    let last_part = outline.blocks.iter().rposition(|block| matches!(block, Block::Heading(_)));
    let composer = match last_part {
        // A signature must not be alone on a page: start the last part there, so that the two stay
        // together.
        Some(last_part) if ends_alone => compose(outline, Some(last_part)).0,
        Some(_) | None => composer,
    };
    composer.finish(outline.language, &outline.title, &outline.running)
}

/// Draws all blocks, and starts a page before the block at `break_before`. The second value tells whether
/// the last block is a signature alone on a page.
fn compose(outline: &Outline, break_before: Option<usize>) -> (PageComposer, bool) {
    let mut composer = PageComposer::new();
    let mut page_before = 0;
    for (at, block) in outline.blocks.iter().enumerate() {
        if break_before == Some(at) {
            composer.start_page();
        }
        page_before = composer.page_index();
        draw_block(&mut composer, block, outline.blocks.get(at + 1));
    }
    let ends_alone = composer.page_index() > page_before;
    (composer, ends_alone && matches!(outline.blocks.last(), Some(Block::Signature(_))))
}

fn draw_block(composer: &mut PageComposer, block: &Block, next: Option<&Block>) {
    match block {
        Block::Title { text, below, notice, mark: (mark, alt) } => {
            title(composer, [text, below, notice], mark, alt)
        }
        Block::Facts(facts) => self::facts(composer, facts, style(FontFace::SemiBold, 10.0, TEXT)),
        Block::Brief(facts) => self::facts(composer, facts, style(FontFace::Regular, 9.5, TEXT)),
        Block::Verdict { status, sentence, lines } => verdict(composer, *status, sentence, lines),
        Block::Strip { alt, cells } => strip(composer, alt, cells),
        Block::Heading(text) => heading(composer, text, next),
        Block::Paragraph { label, text } => paragraph(composer, label.as_deref(), text),
        Block::List(points) => list(composer, points),
        Block::Link { text, uri } => link(composer, text, uri),
        Block::Criteria { head, continued, rows } => table(composer, head, continued, rows),
        Block::Signature(labels) => signature(composer, labels),
    }
}

/// Draws title, line and notice, with the mark to their right and the document's id below the mark.
fn title(composer: &mut PageComposer, [text, below, notice]: [&str; 3], mark: &DocumentMark, alt: &str) {
    const MARK: f32 = 58.0;
    let width = WIDTH - MARK - 24.0;
    composer.add_bookmark(1, text);
    let top = composer.y;
    let node = composer.add_node(StructureRole::Title, 0);
    let lines = composer.wrap_text(style(FontFace::SemiBold, 20.0, ACCENT), text, width);
    composer.draw_lines(node, LEFT, lines);
    for (face, color, text) in [(FontFace::SemiBold, TEXT, below), (FontFace::Regular, MUTED, notice)] {
        let node = composer.add_node(StructureRole::Paragraph, 0);
        let lines = composer.wrap_text(style(face, 11.0, color), text, width);
        composer.draw_lines(node, LEFT, lines);
    }
    let end = composer.y;

    let (left, right) = (LEFT + WIDTH - MARK, LEFT + WIDTH);
    if let Some(code) = qr(&mark.code, left, top, MARK) {
        let figure = composer.add_figure([left, top, right, top + MARK], alt);
        composer.draw(ContentKind::Node(figure), code);
    }
    let node = composer.add_node(StructureRole::Paragraph, 0);
    let lines = composer.wrap_text(style(FontFace::Regular, 8.0, MUTED), &mark.id, MARK);
    let mut y = top + MARK + 2.0;
    for run in lines.runs {
        let x = right - run.width();
        composer.draw_line(ContentKind::Node(node), x, y, lines.leading, run);
        y += lines.leading;
    }
    composer.y = y.max(end) + 8.0;
}

fn facts(composer: &mut PageComposer, facts: &[(String, String)], value_style: TextStyle) {
    const PADDING: f32 = 12.0;
    const GAP: f32 = 16.0;
    let width = (WIDTH - 2.0 * PADDING - GAP) / 2.0;
    let laid: Vec<_> = facts
        .iter()
        .map(|(label, value)| {
            let label = composer.wrap_text(style(FontFace::Regular, 8.0, MUTED), label, width);
            let value = composer.wrap_text(value_style, value, width);
            (label, value)
        })
        .collect();
    let height = |pair: &[(WrappedText, WrappedText)]| {
        pair.iter().map(|(label, value)| label.height() + value.height()).fold(0.0, f32::max) + 4.0
    };
    let total: f32 = laid.chunks(2).map(height).sum::<f32>() + 2.0 * PADDING - 4.0;
    if total > PAGE_ROOM {
        return long_facts(composer, laid);
    }
    composer.ensure_room(total);
    let fill = rounded_rectangle(LEFT, composer.y, WIDTH, total, 6.0);
    let frame = DrawItem::Path { segments: fill, fill: Some(SUNKEN), stroke: Some((LINE, 0.6)) };
    composer.draw(ContentKind::Decoration, frame);
    let mut top = composer.y + PADDING;
    let nodes = fact_nodes(composer, laid.len());
    for (pair, nodes) in laid.chunks(2).zip(nodes.chunks(2)) {
        for (column, ((label, value), (label_node, value_node))) in pair.iter().zip(nodes).enumerate() {
            let x = LEFT + PADDING + column as f32 * (width + GAP);
            let mut y = top;
            for (lines, node) in [(label, label_node), (value, value_node)] {
                for run in &lines.runs {
                    composer.draw_line(ContentKind::Node(*node), x, y, lines.leading, run.clone());
                    y += lines.leading;
                }
            }
        }
        top += height(pair);
    }
    composer.y += total + 10.0;
}

/// Draws facts that do not fit on one page: one below another, on as many pages as needed.
fn long_facts(composer: &mut PageComposer, laid: Vec<(WrappedText, WrappedText)>) {
    let nodes = fact_nodes(composer, laid.len());
    for ((label, value), (label_node, value_node)) in laid.into_iter().zip(nodes) {
        composer.ensure_room(label.height() + value.leading);
        composer.draw_lines(label_node, LEFT, label);
        composer.draw_lines(value_node, LEFT, value);
        composer.y += 4.0;
    }
    composer.y += 10.0;
}

/// Adds the nodes for label and value of each fact. The left column comes first in reading order.
fn fact_nodes(composer: &mut PageComposer, facts: usize) -> Vec<(usize, usize)> {
    let list = composer.add_node(StructureRole::List, 0);
    let mut nodes = vec![(0, 0); facts];
    for column in 0..2 {
        for node in nodes.iter_mut().skip(column).step_by(2) {
            let item = composer.add_node(StructureRole::ListItem, list);
            *node = (
                composer.add_node(StructureRole::Label, item),
                composer.add_node(StructureRole::ListBody, item),
            );
        }
    }
    nodes
}

fn verdict(composer: &mut PageComposer, status: Status, sentence: &str, lines: &[String]) {
    const PADDING: f32 = 9.0;
    const TEXT_AT: f32 = 30.0;
    let width = WIDTH - TEXT_AT - PADDING;
    let sentence = composer.wrap_text(style(FontFace::SemiBold, 12.0, status_color(status)), sentence, width);
    let lines: Vec<_> = lines
        .iter()
        .map(|line| composer.wrap_text(style(FontFace::Regular, 9.5, TEXT), line, width))
        .collect();
    let height = sentence.height() + lines.iter().map(WrappedText::height).sum::<f32>() + 2.0 * PADDING;
    composer.ensure_room(height);
    let (top, centre) = (composer.y, composer.y + PADDING + sentence.leading / 2.0);
    let fill = rounded_rectangle(LEFT, top, WIDTH, height, 6.0);
    let frame = DrawItem::Path {
        segments: fill,
        fill: Some(status_soft(status)),
        stroke: Some((status_color(status), 0.8)),
    };
    composer.draw(ContentKind::Decoration, frame);
    for item in status_shape(status, LEFT + 16.0, centre, 13.0) {
        composer.draw(ContentKind::Decoration, item);
    }
    composer.y += PADDING;
    for lines in std::iter::once(sentence).chain(lines) {
        let node = composer.add_node(StructureRole::Paragraph, 0);
        composer.draw_lines(node, LEFT + TEXT_AT, lines);
    }
    composer.y = composer.y.max(top) + PADDING + 10.0;
}

/// Draws the criteria at a glance. It is one figure, whose alternative text contains its words.
fn strip(composer: &mut PageComposer, alt: &str, cells: &[StripCell]) {
    const COLUMNS: usize = 4;
    const INSET: f32 = 4.0;
    const SHAPE: f32 = 11.0;
    let column = (WIDTH - 2.0 * INSET) / COLUMNS as f32;
    let rows = cells.len().div_ceil(COLUMNS).max(1);
    let laid: Vec<_> = cells
        .iter()
        .map(|cell| {
            let indent = cell.words.len() as f32 * (SHAPE + 6.0);
            let words: Vec<&str> = cell.words.iter().map(|(_, word)| word.as_str()).collect();
            let color = cell.words.first().map_or(TEXT, |(status, _)| status_color(*status));
            let width = column - indent - 4.0;
            let name = composer.wrap_text(style(FontFace::SemiBold, 8.0, TEXT), &cell.name, width);
            let word = composer.wrap_text(style(FontFace::Regular, 7.5, color), &words.join(", "), width);
            (cell, indent, [name, word])
        })
        .collect();
    // Fill column by column, so that the order is that of the table below.
    let height_of = |row: usize| {
        let heights =
            laid.iter().skip(row).step_by(rows).map(|(_, _, lines)| lines[0].height() + lines[1].height());
        heights.fold(0.0, f32::max) + 5.0
    };
    let heights: Vec<f32> = (0..rows).map(height_of).collect();
    let height: f32 = heights.iter().sum();
    composer.ensure_room(height);
    let top = composer.y;
    let figure = composer.add_figure([LEFT, top, LEFT + WIDTH, top + height], alt);
    let kind = ContentKind::Node(figure);
    for (at, (cell, indent, lines)) in laid.into_iter().enumerate() {
        let x = LEFT + INSET + (at / rows) as f32 * column;
        let mut y = top + heights[..at % rows].iter().sum::<f32>();
        let middle = y + lines[0].leading;
        for (place, (status, _)) in cell.words.iter().enumerate() {
            let centre = x + SHAPE * 0.5 + place as f32 * (SHAPE + 6.0);
            for item in status_shape(*status, centre, middle, SHAPE) {
                composer.draw(kind, item);
            }
        }
        for lines in lines {
            for run in lines.runs {
                composer.draw_line(kind, x + indent, y, lines.leading, run);
                y += lines.leading;
            }
        }
    }
    composer.y += height + 6.0;
}

/// Draws a heading. Keeps it on the same page as the start of the next block.
fn heading(composer: &mut PageComposer, text: &str, next: Option<&Block>) {
    const HEIGHT: f32 = 21.0;
    let followed_by = match next {
        Some(Block::Criteria { rows, .. }) => height_to_start(composer, rows),
        Some(_) | None => 49.0,
    };
    composer.y += 8.0;
    composer.ensure_room(HEIGHT + followed_by);
    composer.add_bookmark(2, text);
    let node = composer.add_node(StructureRole::Heading, 0);
    let lines = composer.wrap_text(style(FontFace::SemiBold, 12.5, ACCENT), text, WIDTH);
    composer.draw_lines(node, LEFT, lines);
    composer.y += 3.0;
}

fn paragraph(composer: &mut PageComposer, label: Option<&str>, text: &str) {
    composer.y += 2.0;
    if let Some(label) = label {
        composer.ensure_room(28.0);
        composer.add_bookmark(3, label);
        let node = composer.add_node(StructureRole::Subheading, 0);
        let lines = composer.wrap_text(style(FontFace::SemiBold, 9.5, TEXT), label, WIDTH);
        composer.draw_lines(node, LEFT, lines);
    }
    let node = composer.add_node(StructureRole::Paragraph, 0);
    let lines = composer.wrap_text(style(FontFace::Regular, 9.5, TEXT), text, WIDTH);
    composer.draw_lines(node, LEFT, lines);
    composer.y += 2.0;
}

fn list(composer: &mut PageComposer, points: &[String]) {
    const INDENT: f32 = 12.0;
    let node = composer.add_node(StructureRole::List, 0);
    for point in points {
        let item = composer.add_node(StructureRole::ListItem, node);
        let body = composer.add_node(StructureRole::ListBody, item);
        let lines = composer.wrap_text(style(FontFace::Regular, 9.5, TEXT), point, WIDTH - INDENT);
        composer.ensure_room(lines.leading);
        let y = composer.y + lines.leading / 2.0;
        let dot = rounded_rectangle(LEFT + 3.0, y - 1.3, 2.6, 2.6, 1.3);
        composer
            .draw(ContentKind::Decoration, DrawItem::Path { segments: dot, fill: Some(MUTED), stroke: None });
        composer.draw_lines(body, LEFT + INDENT, lines);
    }
    composer.y += 3.0;
}

fn link(composer: &mut PageComposer, text: &str, uri: &str) {
    let paragraph = composer.add_node(StructureRole::Paragraph, 0);
    let node = composer.add_node(StructureRole::Link, paragraph);
    let lines = composer.wrap_text(style(FontFace::Regular, 9.5, ACCENT), text, WIDTH);
    composer.ensure_room(lines.leading);
    let leading = lines.leading;
    if let Some(run) = lines.runs.into_iter().next() {
        let (top, width) = (composer.y, run.width());
        composer
            .draw(ContentKind::Decoration, horizontal_line(LEFT, top + leading - 1.5, width, ACCENT, 0.5));
        let text = run.text.clone();
        composer.draw_line(ContentKind::Node(node), LEFT, top, leading, run);
        let (page, rect) = (composer.page_index(), [LEFT, top, LEFT + width, top + leading]);
        composer.add_link(PageLink { page, rect, uri: uri.to_owned(), text, node });
        composer.y += leading;
    }
}

fn signature(composer: &mut PageComposer, labels: &[String]) {
    const HEIGHT: f32 = 50.0;
    const GAP: f32 = 18.0;
    composer.ensure_room(HEIGHT);
    composer.y += HEIGHT - 16.0;
    let columns = labels.len().max(1) as f32;
    let width = (WIDTH - GAP * (columns - 1.0)) / columns;
    let top = composer.y;
    for (column, label) in labels.iter().enumerate() {
        let x = LEFT + column as f32 * (width + GAP);
        composer.draw(ContentKind::Decoration, horizontal_line(x, top, width, MUTED, 0.6));
        let node = composer.add_node(StructureRole::Paragraph, 0);
        let lines = composer.wrap_text(style(FontFace::Regular, 8.0, MUTED), label, width);
        for run in lines.runs {
            composer.draw_line(ContentKind::Node(node), x, top + 2.0, lines.leading, run);
        }
    }
    composer.y += 16.0;
}
