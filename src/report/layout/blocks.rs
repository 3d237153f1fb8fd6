//! Lays out the blocks one after another.

use super::composer::{LEFT, PAGE_ROOM, PageComposer, WIDTH, WrappedText, style};
use super::fonts::{FontFace, TextStyle};
use super::mark::qr;
use super::paths::{rounded, rule, shape};
use super::table::{room_to_begin, table};
use super::{ContentKind, DrawItem, Layout, PageLink, StructureRole};
use crate::assessment::Status;
use crate::colors::{ACCENT, LINE, MUTED, SUNKEN, TEXT, status as status_color, status_soft};
use crate::report::outline::{Block, DocumentMark, Outline, StripCell};

pub(crate) fn lay_out(outline: &Outline) -> Layout {
    let (composer, ends_alone) = compose(outline, None);
    let last_part = outline.blocks.iter().rposition(|block| matches!(block, Block::Heading(_)));
    let composer = match last_part {
        // A signature is not set on a page of its own: the last part goes there with it.
        Some(last_part) if ends_alone => compose(outline, Some(last_part)).0,
        Some(_) | None => composer,
    };
    composer.finish(outline.language, &outline.title, &outline.running)
}

/// Puts the blocks, that at `break_before` at the top of a page. True when the last stands on a page
/// of its own.
fn compose(outline: &Outline, break_before: Option<usize>) -> (PageComposer, bool) {
    let mut composer = PageComposer::new();
    let mut page_before = 0;
    for (at, block) in outline.blocks.iter().enumerate() {
        if break_before == Some(at) {
            composer.new_page();
        }
        page_before = composer.page();
        put(&mut composer, block, outline.blocks.get(at + 1));
    }
    let ends_alone = composer.page() > page_before;
    (composer, ends_alone && matches!(outline.blocks.last(), Some(Block::Signature(_))))
}

fn put(composer: &mut PageComposer, block: &Block, next: Option<&Block>) {
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

/// Title, line and notice; at their right the mark, with the document's id below it.
fn title(composer: &mut PageComposer, [text, below, notice]: [&str; 3], mark: &DocumentMark, alt: &str) {
    const MARK: f32 = 58.0;
    let width = WIDTH - MARK - 24.0;
    composer.bookmark(1, text);
    let top = composer.y;
    let node = composer.node(StructureRole::Title, 0);
    let lines = composer.lines(style(FontFace::SemiBold, 20.0, ACCENT), text, width);
    composer.flow(node, LEFT, lines);
    for (face, color, text) in [(FontFace::SemiBold, TEXT, below), (FontFace::Regular, MUTED, notice)] {
        let node = composer.node(StructureRole::Paragraph, 0);
        let lines = composer.lines(style(face, 11.0, color), text, width);
        composer.flow(node, LEFT, lines);
    }
    let end = composer.y;

    let (left, right) = (LEFT + WIDTH - MARK, LEFT + WIDTH);
    if let Some(code) = qr(&mark.code, left, top, MARK) {
        let figure = composer.figure([left, top, right, top + MARK], alt);
        composer.put(ContentKind::Node(figure), code);
    }
    let node = composer.node(StructureRole::Paragraph, 0);
    let lines = composer.lines(style(FontFace::Regular, 8.0, MUTED), &mark.id, MARK);
    let mut y = top + MARK + 2.0;
    for run in lines.runs {
        let x = right - run.width();
        composer.line(ContentKind::Node(node), x, y, lines.leading, run);
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
            let label = composer.lines(style(FontFace::Regular, 8.0, MUTED), label, width);
            let value = composer.lines(value_style, value, width);
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
    composer.keep(total);
    let fill = rounded(LEFT, composer.y, WIDTH, total, 6.0);
    let frame = DrawItem::Path { segments: fill, fill: Some(SUNKEN), stroke: Some((LINE, 0.6)) };
    composer.put(ContentKind::Decoration, frame);
    let mut top = composer.y + PADDING;
    let nodes = fact_nodes(composer, laid.len());
    for (pair, nodes) in laid.chunks(2).zip(nodes.chunks(2)) {
        for (column, ((label, value), (label_node, value_node))) in pair.iter().zip(nodes).enumerate() {
            let x = LEFT + PADDING + column as f32 * (width + GAP);
            let mut y = top;
            for (lines, node) in [(label, label_node), (value, value_node)] {
                for run in &lines.runs {
                    composer.line(ContentKind::Node(*node), x, y, lines.leading, run.clone());
                    y += lines.leading;
                }
            }
        }
        top += height(pair);
    }
    composer.y += total + 10.0;
}

/// Facts that no page has room for: one below the other, over as many pages as it takes.
fn long_facts(composer: &mut PageComposer, laid: Vec<(WrappedText, WrappedText)>) {
    let nodes = fact_nodes(composer, laid.len());
    for ((label, value), (label_node, value_node)) in laid.into_iter().zip(nodes) {
        composer.keep(label.height() + value.leading);
        composer.flow(label_node, LEFT, label);
        composer.flow(value_node, LEFT, value);
        composer.y += 4.0;
    }
    composer.y += 10.0;
}

/// Label and value of each fact: what stands in the left column is read before the right.
fn fact_nodes(composer: &mut PageComposer, facts: usize) -> Vec<(usize, usize)> {
    let list = composer.node(StructureRole::List, 0);
    let mut nodes = vec![(0, 0); facts];
    for column in 0..2 {
        for node in nodes.iter_mut().skip(column).step_by(2) {
            let item = composer.node(StructureRole::ListItem, list);
            *node = (composer.node(StructureRole::Label, item), composer.node(StructureRole::ListBody, item));
        }
    }
    nodes
}

fn verdict(composer: &mut PageComposer, status: Status, sentence: &str, lines: &[String]) {
    const PADDING: f32 = 9.0;
    const TEXT_AT: f32 = 30.0;
    let width = WIDTH - TEXT_AT - PADDING;
    let sentence = composer.lines(style(FontFace::SemiBold, 12.0, status_color(status)), sentence, width);
    let lines: Vec<_> =
        lines.iter().map(|line| composer.lines(style(FontFace::Regular, 9.5, TEXT), line, width)).collect();
    let height = sentence.height() + lines.iter().map(WrappedText::height).sum::<f32>() + 2.0 * PADDING;
    composer.keep(height);
    let (top, centre) = (composer.y, composer.y + PADDING + sentence.leading / 2.0);
    let fill = rounded(LEFT, top, WIDTH, height, 6.0);
    let frame = DrawItem::Path {
        segments: fill,
        fill: Some(status_soft(status)),
        stroke: Some((status_color(status), 0.8)),
    };
    composer.put(ContentKind::Decoration, frame);
    for item in shape(status, LEFT + 16.0, centre, 13.0) {
        composer.put(ContentKind::Decoration, item);
    }
    composer.y += PADDING;
    for lines in std::iter::once(sentence).chain(lines) {
        let node = composer.node(StructureRole::Paragraph, 0);
        composer.flow(node, LEFT + TEXT_AT, lines);
    }
    composer.y = composer.y.max(top) + PADDING + 10.0;
}

/// The criteria at a glance. One picture: its words are said in the alternative text.
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
            let name = composer.lines(style(FontFace::SemiBold, 8.0, TEXT), &cell.name, width);
            let word = composer.lines(style(FontFace::Regular, 7.5, color), &words.join(", "), width);
            (cell, indent, [name, word])
        })
        .collect();
    // Read downwards, as the table below.
    let height_of = |row: usize| {
        let heights =
            laid.iter().skip(row).step_by(rows).map(|(_, _, lines)| lines[0].height() + lines[1].height());
        heights.fold(0.0, f32::max) + 5.0
    };
    let heights: Vec<f32> = (0..rows).map(height_of).collect();
    let height: f32 = heights.iter().sum();
    composer.keep(height);
    let top = composer.y;
    let figure = composer.figure([LEFT, top, LEFT + WIDTH, top + height], alt);
    let kind = ContentKind::Node(figure);
    for (at, (cell, indent, lines)) in laid.into_iter().enumerate() {
        let x = LEFT + INSET + (at / rows) as f32 * column;
        let mut y = top + heights[..at % rows].iter().sum::<f32>();
        let middle = y + lines[0].leading;
        for (place, (status, _)) in cell.words.iter().enumerate() {
            let centre = x + SHAPE * 0.5 + place as f32 * (SHAPE + 6.0);
            for item in shape(*status, centre, middle, SHAPE) {
                composer.put(kind, item);
            }
        }
        for lines in lines {
            for run in lines.runs {
                composer.line(kind, x + indent, y, lines.leading, run);
                y += lines.leading;
            }
        }
    }
    composer.y += height + 6.0;
}

/// A heading never stands alone at the end of a page.
fn heading(composer: &mut PageComposer, text: &str, next: Option<&Block>) {
    const HEIGHT: f32 = 21.0;
    let followed_by = match next {
        Some(Block::Criteria { rows, .. }) => room_to_begin(composer, rows),
        Some(_) | None => 49.0,
    };
    composer.y += 8.0;
    composer.keep(HEIGHT + followed_by);
    composer.bookmark(2, text);
    let node = composer.node(StructureRole::Heading, 0);
    let lines = composer.lines(style(FontFace::SemiBold, 12.5, ACCENT), text, WIDTH);
    composer.flow(node, LEFT, lines);
    composer.y += 3.0;
}

fn paragraph(composer: &mut PageComposer, label: Option<&str>, text: &str) {
    composer.y += 2.0;
    if let Some(label) = label {
        composer.keep(28.0);
        composer.bookmark(3, label);
        let node = composer.node(StructureRole::Subheading, 0);
        let lines = composer.lines(style(FontFace::SemiBold, 9.5, TEXT), label, WIDTH);
        composer.flow(node, LEFT, lines);
    }
    let node = composer.node(StructureRole::Paragraph, 0);
    let lines = composer.lines(style(FontFace::Regular, 9.5, TEXT), text, WIDTH);
    composer.flow(node, LEFT, lines);
    composer.y += 2.0;
}

fn list(composer: &mut PageComposer, points: &[String]) {
    const INDENT: f32 = 12.0;
    let node = composer.node(StructureRole::List, 0);
    for point in points {
        let item = composer.node(StructureRole::ListItem, node);
        let body = composer.node(StructureRole::ListBody, item);
        let lines = composer.lines(style(FontFace::Regular, 9.5, TEXT), point, WIDTH - INDENT);
        composer.keep(lines.leading);
        let y = composer.y + lines.leading / 2.0;
        let dot = rounded(LEFT + 3.0, y - 1.3, 2.6, 2.6, 1.3);
        composer
            .put(ContentKind::Decoration, DrawItem::Path { segments: dot, fill: Some(MUTED), stroke: None });
        composer.flow(body, LEFT + INDENT, lines);
    }
    composer.y += 3.0;
}

fn link(composer: &mut PageComposer, text: &str, uri: &str) {
    let paragraph = composer.node(StructureRole::Paragraph, 0);
    let node = composer.node(StructureRole::Link, paragraph);
    let lines = composer.lines(style(FontFace::Regular, 9.5, ACCENT), text, WIDTH);
    composer.keep(lines.leading);
    let leading = lines.leading;
    if let Some(run) = lines.runs.into_iter().next() {
        let (top, width) = (composer.y, run.width());
        composer.put(ContentKind::Decoration, rule(LEFT, top + leading - 1.5, width, ACCENT, 0.5));
        let text = run.text.clone();
        composer.line(ContentKind::Node(node), LEFT, top, leading, run);
        let (page, rect) = (composer.page(), [LEFT, top, LEFT + width, top + leading]);
        composer.link(PageLink { page, rect, uri: uri.to_owned(), text, node });
        composer.y += leading;
    }
}

fn signature(composer: &mut PageComposer, labels: &[String]) {
    const HEIGHT: f32 = 50.0;
    const GAP: f32 = 18.0;
    composer.keep(HEIGHT);
    composer.y += HEIGHT - 16.0;
    let columns = labels.len().max(1) as f32;
    let width = (WIDTH - GAP * (columns - 1.0)) / columns;
    let top = composer.y;
    for (column, label) in labels.iter().enumerate() {
        let x = LEFT + column as f32 * (width + GAP);
        composer.put(ContentKind::Decoration, rule(x, top, width, MUTED, 0.6));
        let node = composer.node(StructureRole::Paragraph, 0);
        let lines = composer.lines(style(FontFace::Regular, 8.0, MUTED), label, width);
        for run in lines.runs {
            composer.line(ContentKind::Node(node), x, top + 2.0, lines.leading, run);
        }
    }
    composer.y += 16.0;
}
