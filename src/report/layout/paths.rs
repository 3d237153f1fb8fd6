//! Outlines: boxes and the verdict shapes, as vectors.

use super::{Item, Segment};
use crate::assessment::Status;
use crate::palette::{ON_ACCENT, Rgb, status as status_colour};

/// How far the control points of a quarter circle stand from its corner, as a share of the radius.
const CORNER: f32 = 0.447_715;

/// A box with round corners.
pub fn rounded(x: f32, y: f32, w: f32, h: f32, r: f32) -> Vec<Segment> {
    let k = r * CORNER;
    let (right, bottom) = (x + w, y + h);
    vec![
        Segment::Move(x + r, y),
        Segment::Line(right - r, y),
        Segment::Curve([right - k, y, right, y + k, right, y + r]),
        Segment::Line(right, bottom - r),
        Segment::Curve([right, bottom - k, right - k, bottom, right - r, bottom]),
        Segment::Line(x + r, bottom),
        Segment::Curve([x + k, bottom, x, bottom - k, x, bottom - r]),
        Segment::Line(x, y + r),
        Segment::Curve([x, y + k, x + k, y, x + r, y]),
        Segment::Close,
    ]
}

/// A horizontal line.
pub fn rule(x: f32, y: f32, w: f32, colour: Rgb, width: f32) -> Item {
    Item::Path {
        segments: vec![Segment::Move(x, y), Segment::Line(x + w, y)],
        fill: None,
        stroke: Some((colour, width)),
    }
}

/// The shape of a status, `size` wide, around a centre.
pub fn shape(status: Status, cx: f32, cy: f32, size: f32) -> Vec<Item> {
    let r = size / 2.0;
    let colour = status_colour(status);
    let at = |x: f32, y: f32| (cx + x * r, cy + y * r);
    let filled = |segments| Item::Path { segments, fill: Some(colour), stroke: None };
    let line = |points: &[(f32, f32)], colour: Rgb, width: f32| {
        let step = |(index, &(x, y)): (usize, &(f32, f32))| {
            let (x, y) = at(x, y);
            if index == 0 { Segment::Move(x, y) } else { Segment::Line(x, y) }
        };
        Item::Path {
            segments: points.iter().enumerate().map(step).collect(),
            fill: None,
            stroke: Some((colour, width)),
        }
    };
    let polygon = |points: &[(f32, f32)]| {
        let mut segments: Vec<Segment> = Vec::new();
        for (index, &(x, y)) in points.iter().enumerate() {
            let (x, y) = at(x, y);
            segments.push(if index == 0 { Segment::Move(x, y) } else { Segment::Line(x, y) });
        }
        segments.push(Segment::Close);
        filled(segments)
    };
    let dot = |x: f32, y: f32, radius: f32, colour: Rgb| {
        let (x, y) = at(x, y);
        let segments = rounded(x - radius, y - radius, 2.0 * radius, 2.0 * radius, radius);
        Item::Path { segments, fill: Some(colour), stroke: None }
    };
    let pen = size * 0.12;
    match status {
        Status::Met => vec![
            filled(rounded(cx - r, cy - r, size, size, r)),
            line(&[(-0.42, 0.02), (-0.12, 0.34), (0.42, -0.32)], ON_ACCENT, pen),
        ],
        Status::NotMet => vec![
            filled(rounded(cx - r * 0.92, cy - r * 0.92, size * 0.92, size * 0.92, size * 0.12)),
            line(&[(-0.36, -0.36), (0.36, 0.36)], ON_ACCENT, pen),
            line(&[(-0.36, 0.36), (0.36, -0.36)], ON_ACCENT, pen),
        ],
        Status::Missing => {
            let mut items = dashes(cx, cy, r * 0.9, colour, size * 0.09);
            items.push(line(
                &[
                    (-0.26, -0.24),
                    (-0.2, -0.42),
                    (0.0, -0.5),
                    (0.2, -0.42),
                    (0.27, -0.24),
                    (0.2, -0.06),
                    (0.02, 0.06),
                    (0.0, 0.2),
                ],
                colour,
                size * 0.1,
            ));
            items.push(dot(0.0, 0.48, size * 0.065, colour));
            items
        }
        Status::Judgement => vec![
            polygon(&[(0.0, -1.12), (1.12, 0.0), (0.0, 1.12), (-1.12, 0.0)]),
            dot(0.0, 0.0, size * 0.1, ON_ACCENT),
        ],
        Status::Advisory => vec![
            polygon(&[(0.0, -1.0), (1.05, 0.88), (-1.05, 0.88)]),
            line(&[(0.0, -0.34), (0.0, 0.24)], ON_ACCENT, pen),
            dot(0.0, 0.56, size * 0.075, ON_ACCENT),
        ],
        Status::NoRequirement | Status::NotApplicable => vec![line(&[(-0.5, 0.0), (0.5, 0.0)], colour, pen)],
    }
}

/// A ring of dashes, each a short curve.
fn dashes(cx: f32, cy: f32, r: f32, colour: Rgb, width: f32) -> Vec<Item> {
    const DASHES: usize = 8;
    let turn = std::f32::consts::TAU / DASHES as f32;
    let arc = turn * 0.6;
    // The control points of a circular arc of this angle.
    let k = 4.0 / 3.0 * (arc / 4.0).tan() * r;
    let dash = |index: usize| {
        let (from, to) = (turn * index as f32, turn * index as f32 + arc);
        let (x0, y0) = (cx + r * from.cos(), cy + r * from.sin());
        let (x1, y1) = (cx + r * to.cos(), cy + r * to.sin());
        let curve = [x0 - k * from.sin(), y0 + k * from.cos(), x1 + k * to.sin(), y1 - k * to.cos(), x1, y1];
        Item::Path {
            segments: vec![Segment::Move(x0, y0), Segment::Curve(curve)],
            fill: None,
            stroke: Some((colour, width)),
        }
    };
    (0..DASHES).map(dash).collect()
}
