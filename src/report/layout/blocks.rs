//! Lays out the blocks one after another.

use super::composer::{Composer, LEFT, WIDTH, style};
use super::fonts::Face;
use super::paths::{rounded, rule, shape};
use super::table::table;
use super::{Item, Layout, Link, Meaning, Role};
use crate::assessment::Status;
use crate::palette::{ACCENT, LINE, MUTED, SUNKEN, TEXT, status as status_colour, status_soft};
use crate::report::outline::{Block, Outline};

pub fn lay_out(outline: &Outline) -> Layout {
    let mut composer = Composer::new();
    for block in &outline.blocks {
        put(&mut composer, block);
    }
    composer.finish(outline.language, &outline.title, &outline.running)
}

fn put(composer: &mut Composer, block: &Block) {
    match block {
        Block::Title { text, below, notice } => title(composer, text, below, notice),
        Block::Facts(facts) => self::facts(composer, facts),
        Block::Verdict { status, sentence, lines } => verdict(composer, *status, sentence, lines),
        Block::Heading(text) => heading(composer, text),
        Block::Paragraph { label, text } => paragraph(composer, label.as_deref(), text),
        Block::List(points) => list(composer, points),
        Block::Link { text, uri } => link(composer, text, uri),
        Block::Criteria { head, rows } => table(composer, head, rows),
        Block::Signature(labels) => signature(composer, labels),
    }
}

fn title(composer: &mut Composer, text: &str, below: &str, notice: &str) {
    composer.bookmark(text);
    let node = composer.node(Role::Title, 0);
    let lines = composer.lines(style(Face::SemiBold, 20.0, ACCENT), text, WIDTH);
    composer.flow(node, LEFT, lines);
    for (face, colour, text) in [(Face::SemiBold, TEXT, below), (Face::Regular, MUTED, notice)] {
        let node = composer.node(Role::Paragraph, 0);
        let lines = composer.lines(style(face, 11.0, colour), text, WIDTH);
        composer.flow(node, LEFT, lines);
    }
    composer.y += 8.0;
}

fn facts(composer: &mut Composer, facts: &[(String, String)]) {
    const PADDING: f32 = 12.0;
    const GAP: f32 = 16.0;
    let width = (WIDTH - 2.0 * PADDING - GAP) / 2.0;
    let laid: Vec<_> = facts
        .iter()
        .map(|(label, value)| {
            let label = composer.lines(style(Face::Regular, 8.0, MUTED), label, width);
            let value = composer.lines(style(Face::SemiBold, 10.0, TEXT), value, width);
            (label, value)
        })
        .collect();
    let height = |pair: &[(super::composer::Lines, super::composer::Lines)]| {
        pair.iter().map(|(label, value)| label.height() + value.height()).fold(0.0, f32::max) + 4.0
    };
    let total: f32 = laid.chunks(2).map(height).sum::<f32>() + 2.0 * PADDING - 4.0;
    composer.keep(total);
    let fill = rounded(LEFT, composer.y, WIDTH, total, 6.0);
    let frame = Item::Path { segments: fill, fill: Some(SUNKEN), stroke: Some((LINE, 0.6)) };
    composer.put(Meaning::Decoration, frame);
    let end = composer.y + total;
    composer.y += PADDING;
    let mut rest = laid;
    while !rest.is_empty() {
        let after = rest.split_off(rest.len().min(2));
        let (top, row) = (composer.y, height(&rest));
        for (column, (label, value)) in rest.into_iter().enumerate() {
            let x = LEFT + PADDING + column as f32 * (width + GAP);
            let node = composer.node(Role::Paragraph, 0);
            let mut y = top;
            for lines in [label, value] {
                for run in lines.runs {
                    composer.line(Meaning::Node(node), x, y, lines.leading, run);
                    y += lines.leading;
                }
            }
        }
        composer.y = top + row;
        rest = after;
    }
    composer.y = end + 10.0;
}

fn verdict(composer: &mut Composer, status: Status, sentence: &str, lines: &[String]) {
    const PADDING: f32 = 9.0;
    const TEXT_AT: f32 = 30.0;
    let width = WIDTH - TEXT_AT - PADDING;
    let sentence = composer.lines(style(Face::SemiBold, 12.0, status_colour(status)), sentence, width);
    let lines: Vec<_> =
        lines.iter().map(|line| composer.lines(style(Face::Regular, 9.5, TEXT), line, width)).collect();
    let height =
        sentence.height() + lines.iter().map(super::composer::Lines::height).sum::<f32>() + 2.0 * PADDING;
    composer.keep(height);
    let (top, centre) = (composer.y, composer.y + PADDING + sentence.leading / 2.0);
    let fill = rounded(LEFT, top, WIDTH, height, 6.0);
    let frame = Item::Path {
        segments: fill,
        fill: Some(status_soft(status)),
        stroke: Some((status_colour(status), 0.8)),
    };
    composer.put(Meaning::Decoration, frame);
    for item in shape(status, LEFT + 16.0, centre, 13.0) {
        composer.put(Meaning::Decoration, item);
    }
    composer.y += PADDING;
    for lines in std::iter::once(sentence).chain(lines) {
        let node = composer.node(Role::Paragraph, 0);
        composer.flow(node, LEFT + TEXT_AT, lines);
    }
    composer.y = composer.y.max(top) + PADDING + 4.0;
}

/// A heading never stands alone at the end of a page.
fn heading(composer: &mut Composer, text: &str) {
    const FOLLOWED_BY: f32 = 70.0;
    composer.y += 8.0;
    composer.keep(FOLLOWED_BY);
    composer.bookmark(text);
    let node = composer.node(Role::Heading, 0);
    let lines = composer.lines(style(Face::SemiBold, 12.5, ACCENT), text, WIDTH);
    composer.flow(node, LEFT, lines);
    composer.y += 3.0;
}

fn paragraph(composer: &mut Composer, label: Option<&str>, text: &str) {
    composer.y += 2.0;
    if let Some(label) = label {
        composer.keep(28.0);
        let node = composer.node(Role::Paragraph, 0);
        let lines = composer.lines(style(Face::SemiBold, 9.5, TEXT), label, WIDTH);
        composer.flow(node, LEFT, lines);
    }
    let node = composer.node(Role::Paragraph, 0);
    let lines = composer.lines(style(Face::Regular, 9.5, TEXT), text, WIDTH);
    composer.flow(node, LEFT, lines);
    composer.y += 2.0;
}

fn list(composer: &mut Composer, points: &[String]) {
    const INDENT: f32 = 12.0;
    let node = composer.node(Role::List, 0);
    for point in points {
        let item = composer.node(Role::ListItem, node);
        let body = composer.node(Role::ListBody, item);
        let lines = composer.lines(style(Face::Regular, 9.5, TEXT), point, WIDTH - INDENT);
        composer.keep(lines.leading);
        let y = composer.y + lines.leading / 2.0;
        let dot = rounded(LEFT + 3.0, y - 1.3, 2.6, 2.6, 1.3);
        composer.put(Meaning::Decoration, Item::Path { segments: dot, fill: Some(MUTED), stroke: None });
        composer.flow(body, LEFT + INDENT, lines);
    }
    composer.y += 3.0;
}

fn link(composer: &mut Composer, text: &str, uri: &str) {
    let paragraph = composer.node(Role::Paragraph, 0);
    let node = composer.node(Role::Link, paragraph);
    let lines = composer.lines(style(Face::Regular, 9.5, ACCENT), text, WIDTH);
    composer.keep(lines.leading);
    let leading = lines.leading;
    if let Some(run) = lines.runs.into_iter().next() {
        let (top, width) = (composer.y, run.width());
        composer.put(Meaning::Decoration, rule(LEFT, top + leading - 1.5, width, ACCENT, 0.5));
        let text = run.text.clone();
        composer.line(Meaning::Node(node), LEFT, top, leading, run);
        let (page, rect) = (composer.page(), [LEFT, top, LEFT + width, top + leading]);
        composer.link(Link { page, rect, uri: uri.to_owned(), text, node });
        composer.y += leading;
    }
}

fn signature(composer: &mut Composer, labels: &[String]) {
    const HEIGHT: f32 = 54.0;
    const GAP: f32 = 18.0;
    composer.keep(HEIGHT);
    composer.y += HEIGHT - 16.0;
    let columns = labels.len().max(1) as f32;
    let width = (WIDTH - GAP * (columns - 1.0)) / columns;
    let top = composer.y;
    for (column, label) in labels.iter().enumerate() {
        let x = LEFT + column as f32 * (width + GAP);
        composer.put(Meaning::Decoration, rule(x, top, width, MUTED, 0.6));
        let node = composer.node(Role::Paragraph, 0);
        let lines = composer.lines(style(Face::Regular, 8.0, MUTED), label, width);
        for run in lines.runs {
            composer.line(Meaning::Node(node), x, top + 2.0, lines.leading, run);
        }
    }
    composer.y += 16.0;
}
