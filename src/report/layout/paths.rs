//! Vector paths: boxes, lines and the shapes of verdicts.

use super::{DrawItem, PathSegment};
use crate::assessment::Status;
use crate::colors::{ON_ACCENT, Rgb, status as status_color};

/// The distance of the control points of a quarter circle from the corner, as a share of the radius.
const CORNER: f32 = 0.447_715;

/// A rectangle with round corners of radius `r`, from its upper left corner. All in points.
pub(crate) fn rounded_rectangle(x: f32, y: f32, w: f32, h: f32, r: f32) -> Vec<PathSegment> {
    let k = r * CORNER;
    let (right, bottom) = (x + w, y + h);
    vec![
        PathSegment::Move(x + r, y),
        PathSegment::Line(right - r, y),
        PathSegment::Curve([right - k, y, right, y + k, right, y + r]),
        PathSegment::Line(right, bottom - r),
        PathSegment::Curve([right, bottom - k, right - k, bottom, right - r, bottom]),
        PathSegment::Line(x + r, bottom),
        PathSegment::Curve([x + k, bottom, x, bottom - k, x, bottom - r]),
        PathSegment::Line(x, y + r),
        PathSegment::Curve([x, y + k, x + k, y, x + r, y]),
        PathSegment::Close,
    ]
}

/// A horizontal line from `x`, `y` to the right, `w` points long and `width` points thick.
pub(crate) fn horizontal_line(x: f32, y: f32, w: f32, color: Rgb, width: f32) -> DrawItem {
    DrawItem::Path {
        segments: vec![PathSegment::Move(x, y), PathSegment::Line(x + w, y)],
        fill: None,
        stroke: Some((color, width)),
    }
}

/// The shape of a status, `size` points wide, around its centre. It differs from the others also
/// in greyscale.
pub(crate) fn status_shape(status: Status, cx: f32, cy: f32, size: f32) -> Vec<DrawItem> {
    let r = size / 2.0;
    let color = status_color(status);
    let at = |x: f32, y: f32| (cx + x * r, cy + y * r);
    let filled = |segments| DrawItem::Path { segments, fill: Some(color), stroke: None };
    let line = |points: &[(f32, f32)], color: Rgb, width: f32| {
        let step = |(index, &(x, y)): (usize, &(f32, f32))| {
            let (x, y) = at(x, y);
            if index == 0 { PathSegment::Move(x, y) } else { PathSegment::Line(x, y) }
        };
        DrawItem::Path {
            segments: points.iter().enumerate().map(step).collect(),
            fill: None,
            stroke: Some((color, width)),
        }
    };
    let polygon = |points: &[(f32, f32)]| {
        let mut segments: Vec<PathSegment> = Vec::new();
        for (index, &(x, y)) in points.iter().enumerate() {
            let (x, y) = at(x, y);
            segments.push(if index == 0 { PathSegment::Move(x, y) } else { PathSegment::Line(x, y) });
        }
        segments.push(PathSegment::Close);
        filled(segments)
    };
    let dot = |x: f32, y: f32, radius: f32, color: Rgb| {
        let (x, y) = at(x, y);
        let segments = rounded_rectangle(x - radius, y - radius, 2.0 * radius, 2.0 * radius, radius);
        DrawItem::Path { segments, fill: Some(color), stroke: None }
    };
    let pen = size * 0.12;
    match status {
        Status::Met => vec![
            filled(rounded_rectangle(cx - r, cy - r, size, size, r)),
            line(&[(-0.42, 0.02), (-0.12, 0.34), (0.42, -0.32)], ON_ACCENT, pen),
        ],
        Status::NotMet => vec![
            filled(rounded_rectangle(cx - r * 0.92, cy - r * 0.92, size * 0.92, size * 0.92, size * 0.12)),
            line(&[(-0.36, -0.36), (0.36, 0.36)], ON_ACCENT, pen),
            line(&[(-0.36, 0.36), (0.36, -0.36)], ON_ACCENT, pen),
        ],
        Status::Missing => {
            let mut items = dashes(cx, cy, r * 0.9, color, size * 0.09);
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
                color,
                size * 0.1,
            ));
            items.push(dot(0.0, 0.48, size * 0.065, color));
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
        Status::NoRequirement | Status::NotApplicable => vec![line(&[(-0.5, 0.0), (0.5, 0.0)], color, pen)],
    }
}

/// A ring of eight dashes, each a Bézier curve.
fn dashes(cx: f32, cy: f32, r: f32, color: Rgb, width: f32) -> Vec<DrawItem> {
    const HALF: f32 = std::f32::consts::FRAC_1_SQRT_2;
    /// The start of each dash, as cosine and sine of its angle. They are constants because `sin` and `cos`
    /// differ in the last digit between systems, and equal cases must give equal PDFs.
    const FROM: [(f32, f32); 8] = [
        (1.0, 0.0),
        (HALF, HALF),
        (0.0, 1.0),
        (-HALF, HALF),
        (-1.0, 0.0),
        (-HALF, -HALF),
        (0.0, -1.0),
        (HALF, -HALF),
    ];
    /// Cosine and sine of 27°, the angle of a dash.
    const DASH: (f32, f32) = (0.891_006_5, 0.453_990_5);
    /// 4/3 · tan(27° / 4): the distance of the control points from the ends, for a radius of 1.
    const CONTROL: f32 = 0.157_810_4;
    let k = CONTROL * r;
    let dash = |(cos, sin): (f32, f32)| {
        let (to_cos, to_sin) = (cos * DASH.0 - sin * DASH.1, sin * DASH.0 + cos * DASH.1);
        let (x0, y0) = (cx + r * cos, cy + r * sin);
        let (x1, y1) = (cx + r * to_cos, cy + r * to_sin);
        let curve = [x0 - k * sin, y0 + k * cos, x1 + k * to_sin, y1 - k * to_cos, x1, y1];
        DrawItem::Path {
            segments: vec![PathSegment::Move(x0, y0), PathSegment::Curve(curve)],
            fill: None,
            stroke: Some((color, width)),
        }
    };
    FROM.into_iter().map(dash).collect()
}
