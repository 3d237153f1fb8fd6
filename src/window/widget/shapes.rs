//! The shapes of the verdicts and other signs. They are vector graphics, so that they do not depend on a font.

use super::theme::Theme;
use crate::assessment::Status;
use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// Paints the shape of a status, `size` points wide, around `centre`.
pub fn paint(painter: &Painter, theme: &Theme, status: Status, centre: Pos2, size: f32) {
    let color = theme.status(status);
    let inside = theme.on_status;
    let r = size / 2.0;
    let at = |x: f32, y: f32| centre + vec2(x, y) * r;
    let pen = Stroke::new((size * 0.11).max(1.4), inside);
    match status {
        Status::Met => {
            painter.circle_filled(centre, r, color);
            painter.add(Shape::line(vec![at(-0.42, 0.02), at(-0.12, 0.34), at(0.42, -0.32)], pen));
        }
        Status::NotMet => {
            let square = Rect::from_center_size(centre, vec2(size, size) * 0.92);
            painter.rect_filled(square, CornerRadius::same(3), color);
            painter.line_segment([at(-0.34, -0.34), at(0.34, 0.34)], pen);
            painter.line_segment([at(-0.34, 0.34), at(0.34, -0.34)], pen);
        }
        Status::Missing => {
            dashed_ring(painter, centre, r - 1.0, Stroke::new((size * 0.09).max(1.4), color));
            question_mark(painter, centre, r, color);
        }
        Status::Judgement => {
            let reach = 1.12;
            let corners = vec![at(0.0, -reach), at(reach, 0.0), at(0.0, reach), at(-reach, 0.0)];
            painter.add(Shape::convex_polygon(corners, color, Stroke::new(1.0, color)));
            painter.circle_filled(centre, (size * 0.09).max(1.4), inside);
        }
        Status::Advisory => {
            let corners = vec![at(0.0, -1.0), at(1.02, 0.86), at(-1.02, 0.86)];
            painter.add(Shape::convex_polygon(corners, color, Stroke::new(1.0, color)));
            painter.line_segment([at(0.0, -0.34), at(0.0, 0.26)], pen);
            painter.circle_filled(at(0.0, 0.58), pen.width * 0.62, inside);
        }
        Status::NoRequirement | Status::NotApplicable => {
            painter.circle_filled(centre, r * 0.92, theme.faint_fill);
            painter.line_segment([at(-0.32, 0.0), at(0.32, 0.0)], Stroke::new(pen.width, color));
        }
    }
}

/// Paints the sign of an error: the outline of an octagon with an exclamation mark. It is told apart from the shape of
/// every status without its color.
pub fn error(painter: &Painter, theme: &Theme, centre: Pos2, size: f32) {
    let color = theme.not_met;
    let (r, turn) = (size / 2.0, std::f32::consts::TAU / 8.0);
    let corner = |at: u8| {
        let angle = turn * (f32::from(at) + 0.5);
        centre + vec2(angle.cos(), angle.sin()) * r * 1.04
    };
    let pen = Stroke::new((size * 0.12).max(1.6), color);
    painter.add(Shape::closed_line((0..8).map(corner).collect(), pen));
    let at = |x: f32, y: f32| centre + vec2(x, y) * r;
    painter.line_segment([at(0.0, -0.5), at(0.0, 0.12)], pen);
    painter.circle_filled(at(0.0, 0.46), pen.width * 0.7, color);
}

/// Paints the sign of what is folded: a triangle that points to the right, or down once it is unfolded.
pub fn triangle(painter: &Painter, centre: Pos2, size: f32, is_unfolded: bool, color: Color32) {
    let r = size / 2.0;
    let at = |x: f32, y: f32| centre + if is_unfolded { vec2(-y, x) } else { vec2(x, y) } * r;
    let corners = vec![at(-0.6, -0.9), at(0.8, 0.0), at(-0.6, 0.9)];
    painter.add(Shape::convex_polygon(corners, color, Stroke::NONE));
}

/// Paints a cross that stands for clearing something.
pub fn cross(painter: &Painter, centre: Pos2, size: f32, color: Color32) {
    let arm = size / 4.0;
    for way in [1.0, -1.0] {
        let end = vec2(arm, way * arm);
        painter.line_segment([centre - end, centre + end], Stroke::new(1.5, color));
    }
}

/// Paints the shape of a status that matters less than the others.
pub fn paint_dimmed(painter: &Painter, theme: &Theme, status: Status, centre: Pos2, size: f32) {
    let mut painter = painter.clone();
    painter.multiply_opacity(theme.dimmed);
    paint(&painter, theme, status, centre, size);
}

fn dashed_ring(painter: &Painter, centre: Pos2, radius: f32, stroke: Stroke) {
    const DASHES: usize = 8;
    const STEPS: usize = 5;
    let turn = std::f32::consts::TAU / DASHES as f32;
    for dash in 0..DASHES {
        let points = (0..=STEPS).map(|step| {
            let angle = turn * (dash as f32 + 0.6 * step as f32 / STEPS as f32);
            centre + vec2(angle.cos(), angle.sin()) * radius
        });
        painter.add(Shape::line(points.collect(), stroke));
    }
}

/// Paints a question mark as a line and a point, so that it is as sharp as the other shapes.
fn question_mark(painter: &Painter, centre: Pos2, r: f32, color: Color32) {
    let at = |x: f32, y: f32| pos2(centre.x + x * r, centre.y + y * r);
    let pen = Stroke::new((r * 0.2).max(1.3), color);
    let hook = vec![
        at(-0.26, -0.24),
        at(-0.2, -0.42),
        at(0.0, -0.5),
        at(0.2, -0.42),
        at(0.27, -0.24),
        at(0.2, -0.06),
        at(0.02, 0.06),
        at(0.0, 0.22),
    ];
    painter.add(Shape::line(hook, pen));
    painter.circle_filled(at(0.0, 0.48), pen.width * 0.65, color);
}

/// Paints the mark of a value that can be chosen, `size` points wide: a ring, which is filled once it is chosen.
pub fn radio(painter: &Painter, theme: &Theme, centre: Pos2, size: f32, is_chosen: bool) {
    let r = size / 2.0;
    if is_chosen {
        painter.circle_filled(centre, r, theme.accent);
        painter.circle_filled(centre, r * 0.4, theme.on_accent);
    } else {
        painter.circle(centre, r - 0.5, theme.surface, Stroke::new(1.0, theme.control_line));
    }
}

/// Paints the sign of the chosen entry of a list: a bar at its left edge.
pub fn chosen_bar(painter: &Painter, theme: &Theme, entry: Rect) {
    let bar = Rect::from_min_size(entry.min, vec2(3.0, entry.height()));
    painter.rect_filled(bar, CornerRadius::same(2), theme.accent);
}

/// Paints the sign of the overview: a grid of nine squares.
pub fn grid(painter: &Painter, centre: Pos2, size: f32, color: Color32) {
    let side = size * 0.26;
    for (x, y) in (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x as f32, y as f32))) {
        let at = Rect::from_center_size(centre + vec2(x, y) * size * 0.32, vec2(side, side));
        painter.rect_filled(at, CornerRadius::same(1), color);
    }
}

/// Paints the sign of the calendar: a sheet with a header and two rings.
pub fn calendar(painter: &Painter, centre: Pos2, size: f32, color: Color32) {
    let sheet = Rect::from_center_size(centre + vec2(0.0, size * 0.06), vec2(size, size * 0.88));
    let pen = Stroke::new(1.2, color);
    painter.rect_stroke(sheet, CornerRadius::same(2), pen, StrokeKind::Inside);
    let head = sheet.min.y + size * 0.28;
    painter.hline(sheet.x_range(), head, pen);
    for x in [-0.22, 0.22] {
        let x = centre.x + x * size;
        painter.vline(x, (sheet.min.y - size * 0.1)..=(sheet.min.y + size * 0.1), Stroke::new(1.6, color));
    }
    for (column, row) in [(-1, 0), (0, 0), (1, 0), (-1, 1), (0, 1)] {
        let at = vec2(column as f32 * 0.24, 0.17 + row as f32 * 0.2) * size;
        painter.circle_filled(centre + at, size * 0.065, color);
    }
}

/// Paints a dashed frame, which marks what is missing.
pub fn dashed_frame(painter: &Painter, rect: Rect, stroke: Stroke) {
    let rect = rect.shrink(0.5);
    let corners =
        [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(Shape::dashed_line(&corners, stroke, 4.0, 3.0));
}

/// Paints a frame with a solid line.
pub fn frame(painter: &Painter, rect: Rect, radius: u8, stroke: Stroke) {
    painter.rect_stroke(rect, CornerRadius::same(radius), stroke, StrokeKind::Inside);
}
