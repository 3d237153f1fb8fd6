//! Draws the blocks of an outline onto pages, one after another: those of the first page as a whole, then the others.

use super::composer::{LEFT, PAGE_ROOM, PageComposer, WIDTH, WrappedText, style};
use super::fonts::FontFace;
use super::front::{FrontPage, front, front_len, overleaf_strip};
use super::paths::{horizontal_line, rounded_rectangle};
use super::pieces::{
    POINT_INDENT, Piece, PieceContent, RoomOfPiece, SIGNATURE_HEIGHT, measure, measured_heading,
    measured_paragraph,
};
use super::spacing::Spacing;
use super::table::table;
use super::{ContentKind, DrawItem, Layout, PageLink, StructureRole};
use crate::colors::INK;
use crate::report::outline::Outline;

/// The greatest height of what is on the last page, in points, with which tighter spacing may save the page.
const MAX_SAVED: f32 = PAGE_ROOM / 3.0;

pub(crate) fn lay_out(outline: &Outline) -> Layout {
    let front = front(outline);
    let composer = draw_after(front.clone(), outline, Spacing::ORDINARY);
    let is_short = composer.page_index() > 0 && composer.taken_height() <= MAX_SAVED;
    let tight = is_short.then(|| draw_after(front, outline, Spacing::TIGHT));
    let composer = tight.filter(|tight| tight.page_index() < composer.page_index()).unwrap_or(composer);
    composer.finish(outline.language, &outline.title, &outline.running)
}

/// Draws what follows the first page.
fn draw_after(front: FrontPage, outline: &Outline, spacing: Spacing) -> PageComposer {
    let FrontPage { mut composer, overleaf, has_strip } = front;
    composer.spacing = spacing;
    if !overleaf.is_empty() {
        composer.start_page();
        let mut pieces = vec![measured_heading(&mut composer, &outline.overleaf.heading)];
        pieces.extend(
            overleaf.iter().map(|(label, text)| measured_paragraph(&mut composer, Some(label), text)),
        );
        draw_pieces(&mut composer, pieces);
    }
    if !has_strip {
        overleaf_strip(&mut composer, outline);
    }
    let pieces = measure(&mut composer, &outline.blocks[front_len(outline)..]);
    draw_pieces(&mut composer, pieces);
    composer
}

/// Draws the pieces one below another. Pieces that are tied to each other are on one page if it has room for them.
fn draw_pieces(composer: &mut PageComposer, pieces: Vec<Piece>) {
    let rooms: Vec<_> = (0..pieces.len()).map(|at| RoomOfPiece::of(&pieces, at)).collect();
    let (mut placed, mut list) = (0, 0);
    for (at, (piece, room)) in pieces.into_iter().zip(rooms).enumerate() {
        if at >= placed {
            composer.ensure_room(room.to_start);
            placed = at + room.placed;
        }
        match piece.content {
            PieceContent::Heading { text, lines } => heading(composer, text, lines),
            PieceContent::Paragraph { label, lines } => paragraph(composer, label, lines, room.below),
            PieceContent::Point { lines, is_first, is_last } => {
                if is_first {
                    list = composer.add_node(StructureRole::List, 0);
                }
                point(composer, list, lines, room.below);
                composer.y += if is_last { composer.spacing.below_list } else { 0.0 };
            }
            PieceContent::Link { lines, uri } => link(composer, lines, uri),
            PieceContent::Table { head, continued, rows } => table(composer, head, continued, rows),
            PieceContent::Signature(labels) => signature(composer, labels),
        }
    }
}

/// Adds the space above a piece, which is not needed at the top of a page.
fn add_space_above(composer: &mut PageComposer, space: f32) {
    if !composer.is_at_top() {
        composer.y += space;
    }
}

fn heading(composer: &mut PageComposer, text: &str, lines: WrappedText) {
    let [above, below] = composer.spacing.around_heading;
    add_space_above(composer, above);
    composer.add_bookmark(2, text);
    let node = composer.add_node(StructureRole::Heading, 0);
    composer.draw_lines(node, LEFT, lines);
    composer.y += below;
}

/// Draws a paragraph. Its last lines stay with what is below it and has the height `below`, in points.
fn paragraph(
    composer: &mut PageComposer,
    label: Option<(&str, WrappedText)>,
    lines: WrappedText,
    below: f32,
) {
    add_space_above(composer, composer.spacing.around_paragraph);
    if let Some((text, lines)) = label {
        composer.add_bookmark(3, text);
        let node = composer.add_node(StructureRole::Subheading, 0);
        composer.draw_lines(node, LEFT, lines);
    }
    let node = composer.add_node(StructureRole::Paragraph, 0);
    composer.draw_lines_above(node, LEFT, lines, below);
    composer.y += composer.spacing.around_paragraph;
}

fn point(composer: &mut PageComposer, list: usize, lines: WrappedText, below: f32) {
    let item = composer.add_node(StructureRole::ListItem, list);
    let body = composer.add_node(StructureRole::ListBody, item);
    let y = composer.y + lines.leading / 2.0;
    let dot = rounded_rectangle(LEFT + 3.0, y - 1.3, 2.6, 2.6, 1.3);
    composer.draw(ContentKind::Decoration, DrawItem::Path { segments: dot, fill: Some(INK), stroke: None });
    composer.draw_lines_above(body, LEFT + POINT_INDENT, lines, below);
}

fn link(composer: &mut PageComposer, lines: WrappedText, uri: &str) {
    let paragraph = composer.add_node(StructureRole::Paragraph, 0);
    let node = composer.add_node(StructureRole::Link, paragraph);
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
    const GAP: f32 = 18.0;
    composer.y += SIGNATURE_HEIGHT - 16.0;
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
