//! Draws the blocks of an outline onto pages, one after another: those of the first page as a whole, then the others.

use super::composer::{LEFT, PageComposer, WIDTH, style};
use super::fonts::FontFace;
use super::front::{FrontPage, front, front_len, overleaf_strip};
use super::paths::{horizontal_line, rounded_rectangle};
use super::table::{height_to_start, table};
use super::{ContentKind, DrawItem, Layout, PageLink, StructureRole};
use crate::colors::INK;
use crate::report::outline::{Block, Outline};

pub(crate) fn lay_out(outline: &Outline) -> Layout {
    let first_page = front(outline);
    let (composer, ends_alone) = compose(outline, first_page.clone(), None);
    let last_part = outline.blocks.iter().rposition(|block| matches!(block, Block::Heading(_)));
    let composer = match last_part {
        // A signature must not be alone on a page: start the last part there, so that the two stay
        // together.
        Some(last_part) if ends_alone => compose(outline, first_page, Some(last_part)).0,
        Some(_) | None => composer,
    };
    composer.finish(outline.language, &outline.title, &outline.running)
}

/// Draws the blocks that follow the first page, and starts a page before the block at `break_before`. The second value tells whether
/// the last block is a signature alone on a page.
fn compose(outline: &Outline, first_page: FrontPage, break_before: Option<usize>) -> (PageComposer, bool) {
    let FrontPage { mut composer, overleaf, has_strip } = first_page;
    if !overleaf.is_empty() {
        composer.start_page();
        heading(&mut composer, &outline.overleaf.heading, None);
        for (label, text) in &overleaf {
            paragraph(&mut composer, Some(label), text);
        }
    }
    if !has_strip {
        overleaf_strip(&mut composer, outline);
    }
    let mut page_before = 0;
    for (at, block) in outline.blocks.iter().enumerate().skip(front_len(outline)) {
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
        Block::Heading(text) => heading(composer, text, next),
        Block::Paragraph { label, text } => paragraph(composer, label.as_deref(), text),
        Block::List(points) => list(composer, points),
        Block::Link { text, uri } => link(composer, text, uri),
        Block::Criteria { head, continued, rows } => table(composer, head, continued, rows),
        Block::Signature(labels) => signature(composer, labels),
        // They stand before the first heading: see `front`.
        Block::Title { .. }
        | Block::Facts(_)
        | Block::Clinical(_)
        | Block::ClinicalQuestion(_)
        | Block::Verdict { .. }
        | Block::Judgements { .. }
        | Block::Strip { .. } => {}
    }
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
    let lines = composer.wrap_text(style(FontFace::SemiBold, 12.5, INK), text, WIDTH);
    composer.draw_lines(node, LEFT, lines);
    composer.y += 3.0;
}

fn paragraph(composer: &mut PageComposer, label: Option<&str>, text: &str) {
    composer.y += 2.0;
    let text_lines = composer.wrap_text(style(FontFace::Regular, 9.5, INK), text, WIDTH);
    if let Some(label) = label {
        let lines = composer.wrap_text(style(FontFace::SemiBold, 9.5, INK), label, WIDTH);
        composer.ensure_room_for_whole(lines.height() + text_lines.height(), 28.0);
        composer.add_bookmark(3, label);
        let node = composer.add_node(StructureRole::Subheading, 0);
        composer.draw_lines(node, LEFT, lines);
    } else {
        composer.ensure_room_for_whole(text_lines.height(), text_lines.leading);
    }
    let node = composer.add_node(StructureRole::Paragraph, 0);
    composer.draw_lines(node, LEFT, text_lines);
    composer.y += 2.0;
}

fn list(composer: &mut PageComposer, points: &[String]) {
    const INDENT: f32 = 12.0;
    let node = composer.add_node(StructureRole::List, 0);
    for point in points {
        let item = composer.add_node(StructureRole::ListItem, node);
        let body = composer.add_node(StructureRole::ListBody, item);
        let lines = composer.wrap_text(style(FontFace::Regular, 9.5, INK), point, WIDTH - INDENT);
        composer.ensure_room_for_whole(lines.height(), lines.leading);
        let y = composer.y + lines.leading / 2.0;
        let dot = rounded_rectangle(LEFT + 3.0, y - 1.3, 2.6, 2.6, 1.3);
        composer
            .draw(ContentKind::Decoration, DrawItem::Path { segments: dot, fill: Some(INK), stroke: None });
        composer.draw_lines(body, LEFT + INDENT, lines);
    }
    composer.y += 3.0;
}

fn link(composer: &mut PageComposer, text: &str, uri: &str) {
    let paragraph = composer.add_node(StructureRole::Paragraph, 0);
    let node = composer.add_node(StructureRole::Link, paragraph);
    let lines = composer.wrap_text(style(FontFace::Regular, 9.5, INK), text, WIDTH);
    composer.ensure_room(lines.leading);
    let leading = lines.leading;
    if let Some(run) = lines.runs.into_iter().next() {
        let (top, width) = (composer.y, run.width());
        composer.draw(ContentKind::Decoration, horizontal_line(LEFT, top + leading - 1.5, width, INK, 0.5));
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
        composer.draw(ContentKind::Decoration, horizontal_line(x, top, width, INK, 0.6));
        let node = composer.add_node(StructureRole::Paragraph, 0);
        let lines = composer.wrap_text(style(FontFace::Regular, 8.0, INK), label, width);
        for run in lines.runs {
            composer.draw_line(ContentKind::Node(node), x, top + 2.0, lines.leading, run);
        }
    }
    composer.y += 16.0;
}
