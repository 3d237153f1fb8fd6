//! What a frame has painted.

use super::Bench;
use egui::{CornerRadius, Rect, Shape};

/// A text of the last frame: its words, its place, and the part of the window in which it is painted.
pub struct PaintedText {
    pub words: String,
    pub rect: Rect,
    /// The place of its last line.
    pub last_line: Rect,
    pub clip: Rect,
    /// Whether words were left out for lack of room.
    pub is_elided: bool,
}

impl PaintedText {
    pub fn is_whole(&self) -> bool {
        self.clip.expand(1.0).contains_rect(self.rect)
    }
}

impl Bench {
    /// The texts of the dialog on top, or else those of the window.
    pub fn painted_texts(&self) -> Vec<PaintedText> {
        let window = self.harness.ctx.content_rect();
        let mut found = Vec::new();
        for clipped in &self.harness.output().shapes {
            collect_texts(clipped.clip_rect.intersect(window), &clipped.shape, &mut found);
        }
        found
    }

    /// All shapes of the last frame that are in sight, in the order in which they are painted, each with the part of
    /// the window in which it is.
    pub fn painted_shapes(&self) -> Vec<(Rect, &Shape)> {
        let window = self.harness.ctx.content_rect();
        let mut found = Vec::new();
        for clipped in &self.harness.output().shapes {
            collect_shapes(clipped.clip_rect.intersect(window), &clipped.shape, &mut found);
        }
        found
    }
}

fn collect_shapes<'a>(clip: Rect, shape: &'a Shape, found: &mut Vec<(Rect, &'a Shape)>) {
    match shape {
        Shape::Noop => {}
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect_shapes(clip, shape, found)),
        shape if clip.intersects(shape.visual_bounding_rect()) => found.push((clip, shape)),
        _ => {}
    }
}

fn collect_texts(clip: Rect, shape: &Shape, found: &mut Vec<PaintedText>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect_texts(clip, shape, found)),
        // Only the frame of a dialog has such round corners. What was painted before is behind it.
        Shape::Rect(rect) if rect.corner_radius == CornerRadius::same(10) => found.clear(),
        Shape::Text(text) if !text.galley.text().trim().is_empty() => found.push(PaintedText {
            words: text.galley.text().to_owned(),
            rect: text.visual_bounding_rect(),
            last_line: text
                .galley
                .rows
                .last()
                .map_or(Rect::NOTHING, |row| row.rect().translate(text.pos.to_vec2())),
            clip,
            is_elided: text.galley.elided,
        }),
        _ => {}
    }
}
