//! Where a tooltip stands: beside what it explains where there is room. Of all places it takes the one that covers the
//! least of its control, its question, its heading and the control that comes next: nothing, if there is such a place.

use super::TipSide;
use egui::{Rect, Vec2, pos2};
use std::cmp::Ordering;

/// The distance between a tooltip and what it must not cover, in points.
const GAP: f32 = 6.0;
/// The distance between a tooltip and the edge of the window, in points.
const EDGE: f32 = 4.0;
/// A tooltip further above or below its control than this seems to be of another one. In points.
const FAR: f32 = 48.0;
/// What a place costs where lines are left out: less than one where nobody looks for the tooltip.
const CUT: f32 = 0.5;
/// Lines shorter than this are hard to read. In points.
const MIN_WIDTH: f32 = 160.0;

/// What a tooltip must not cover.
pub(super) struct KeptClear {
    /// The control that it explains.
    pub control: Rect,
    /// The control with its question.
    pub own: Rect,
    /// The heading, the names of row and column, and the next control.
    pub others: Vec<Rect>,
}

/// The size of a tooltip whose text wraps at some width.
pub(super) struct TipSize {
    /// The size with its frame, in points.
    pub whole: Vec2,
    /// Whether lines were left out.
    pub is_cut: bool,
}

/// One of the four sides of what a tooltip explains.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Right,
    Left,
    Above,
    Below,
}

impl TipSide {
    /// The sides in the order in which they are tried. `roomier`: the one with more room of above and below.
    fn order(self, roomier: Side) -> [Side; 4] {
        let other = if roomier == Side::Above { Side::Below } else { Side::Above };
        match self {
            TipSide::Beside => [Side::Right, Side::Left, roomier, other],
            TipSide::Above => [Side::Above, Side::Right, Side::Left, Side::Below],
            TipSide::Below => [Side::Below, Side::Right, Side::Left, Side::Above],
        }
    }
}

/// The place of a tooltip and the width at which its text wraps, in points. `size_at` measures the whole tooltip for
/// such a width; `margin` is what its frame adds to the width of the text, and `most` the width that no text exceeds.
pub(super) fn place(
    side: TipSide,
    screen: Rect,
    kept: &KeptClear,
    (margin, most): (f32, f32),
    size_at: impl Fn(f32) -> TipSize,
) -> (Rect, f32) {
    let screen = screen.shrink(EDGE);
    let above = kept.own.min.y - screen.min.y;
    let roomier = if above >= screen.max.y - kept.own.max.y { Side::Above } else { Side::Below };
    let mut best: Option<(f32, Rect, f32)> = None;
    for side in side.order(roomier) {
        let room = match side {
            Side::Right => screen.max.x - kept.own.max.x - GAP,
            Side::Left => kept.own.min.x - GAP - screen.min.x,
            Side::Above | Side::Below => screen.width(),
        };
        let wrap = most.min(room - margin).max(MIN_WIDTH.min(most)).min(screen.width() - margin);
        let size = size_at(wrap);
        let cut = if size.is_cut { CUT } else { 0.0 };
        for rect in candidates(side, screen, kept, size.whole) {
            let cost = covered(rect, kept) + misplaced(side, rect, kept) + cut;
            if cost <= 0.0 {
                return (rect, wrap);
            }
            if best.is_none_or(|(least, ..)| cost.total_cmp(&least) == Ordering::Less) {
                best = Some((cost, rect, wrap));
            }
        }
    }
    best.map_or((Rect::from_min_size(screen.min, size_at(most).whole), most), |(_, rect, wrap)| (rect, wrap))
}

/// The places of a tooltip on a side, the best first. Each is within the window.
fn candidates(side: Side, screen: Rect, kept: &KeptClear, size: Vec2) -> Vec<Rect> {
    let (control, own) = (kept.control, kept.own);
    let others = || kept.others.iter();
    let (xs, ys): (Vec<f32>, Vec<f32>) = match side {
        Side::Right | Side::Left => {
            let x = if side == Side::Right { own.max.x + GAP } else { own.min.x - GAP - size.x };
            let around = others().flat_map(|it| [it.min.y - GAP - size.y, it.max.y + GAP]);
            (vec![x], [control.min.y, control.max.y - size.y].into_iter().chain(around).collect())
        }
        Side::Above => {
            let over = others().filter(|it| it.max.y <= own.min.y).map(|it| it.min.y - GAP - size.y);
            let ys = [own.min.y - GAP - size.y].into_iter().chain(over).collect();
            (vec![control.max.x - size.x, control.min.x], ys)
        }
        Side::Below => {
            let under = others().filter(|it| it.min.y >= own.max.y).map(|it| it.max.y + GAP);
            let ys = [own.max.y + GAP].into_iter().chain(under).collect();
            (vec![control.min.x, control.max.x - size.x], ys)
        }
    };
    let within = |x: f32, y: f32| {
        let x = x.min(screen.max.x - size.x).max(screen.min.x);
        let y = y.min(screen.max.y - size.y).max(screen.min.y);
        Rect::from_min_size(pos2(x, y), size)
    };
    ys.iter().flat_map(|y| xs.iter().map(move |x| within(*x, *y))).collect()
}

/// What a place costs that covers nothing, and where nobody looks for the tooltip: far above or below its control, or
/// not at the side where there was too little room.
fn misplaced(side: Side, rect: Rect, kept: &KeptClear) -> f32 {
    let is_at_side = match side {
        Side::Right => rect.min.x >= kept.own.max.x,
        Side::Left => rect.max.x <= kept.own.min.x,
        Side::Above => rect.max.y <= kept.own.min.y,
        Side::Below => rect.min.y >= kept.own.max.y,
    };
    let distance = (kept.own.min.y - rect.max.y).max(rect.min.y - kept.own.max.y);
    if is_at_side && distance <= FAR { 0.0 } else { 1.0 }
}

/// How much a tooltip covers of what it must not cover. The control itself weighs most, then its question.
fn covered(rect: Rect, kept: &KeptClear) -> f32 {
    let area = |other: Rect| {
        let both = rect.intersect(other);
        if both.is_positive() { both.area() } else { 0.0 }
    };
    let others: f32 = kept.others.iter().map(|other| area(*other)).sum();
    100.0 * area(kept.control) + 10.0 * area(kept.own) + others
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    const SCREEN: Rect = Rect { min: pos2(0.0, 0.0), max: pos2(800.0, 600.0) };

    fn kept(own: Rect, others: &[Rect]) -> KeptClear {
        KeptClear { control: own, own, others: others.to_vec() }
    }

    /// A text of this area, in square points.
    fn text(area: f32) -> impl Fn(f32) -> TipSize {
        move |wrap| TipSize { whole: vec2(wrap + 12.0, (area / wrap).ceil() + 12.0), is_cut: false }
    }

    fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(width, height))
    }

    #[test]
    fn a_tooltip_stands_beside_its_control_where_there_is_room_and_wraps_for_that() {
        let left = rect(10.0, 200.0, 400.0, 40.0);
        let (place_right, wrap) =
            place(TipSide::Beside, SCREEN, &kept(left, &[]), (12.0, 500.0), text(8000.0));
        assert!(place_right.min.x > 410.0 && wrap < 400.0, "{place_right:?} {wrap}");
        let right = rect(400.0, 200.0, 395.0, 40.0);
        let (place_left, _) = place(TipSide::Beside, SCREEN, &kept(right, &[]), (12.0, 500.0), text(8000.0));
        assert!(place_left.max.x < 400.0, "{place_left:?}");
    }

    #[test]
    fn without_room_beside_a_tooltip_goes_over_the_heading_and_not_over_what_comes_next() {
        let wide = rect(20.0, 300.0, 770.0, 50.0);
        let others = [rect(20.0, 270.0, 200.0, 20.0), rect(20.0, 360.0, 770.0, 50.0)];
        for side in [TipSide::Beside, TipSide::Above, TipSide::Below] {
            let kept = kept(wide, &others);
            let (at, _) = place(side, SCREEN, &kept, (12.0, 500.0), text(20_000.0));
            assert!(covered(at, &kept) <= 0.0 && SCREEN.contains_rect(at), "{side:?} {at:?}");
        }
    }

    #[test]
    fn where_there_is_no_room_at_all_the_control_stays_free() {
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(480.0, 360.0));
        let control = rect(400.0, 100.0, 40.0, 20.0);
        let kept = KeptClear { control, own: rect(10.0, 20.0, 460.0, 300.0), others: Vec::new() };
        let (at, _) = place(TipSide::Beside, screen, &kept, (12.0, 440.0), text(30_000.0));
        assert!(!at.intersects(control) && screen.contains_rect(at), "{at:?}");
    }

    /// A text that is short, but of which lines are left out where it wraps at less than its width.
    fn cut_if_narrow(wrap: f32) -> TipSize {
        TipSize { whole: vec2(wrap + 12.0, 60.0), is_cut: wrap < 400.0 }
    }

    #[test]
    fn a_tooltip_goes_where_no_lines_are_left_out() {
        let control = rect(500.0, 250.0, 80.0, 40.0);
        let (at, wrap) = place(TipSide::Beside, SCREEN, &kept(control, &[]), (12.0, 420.0), cut_if_narrow);
        assert!(at.max.x < 500.0 && wrap >= 400.0, "at the right there is less room: {at:?} {wrap}");
    }

    #[test]
    fn lines_are_left_out_rather_than_that_a_tooltip_is_far_away_or_covers_something() {
        let control = rect(20.0, 250.0, 560.0, 40.0);
        let others = [rect(20.0, 180.0, 560.0, 66.0), rect(20.0, 294.0, 560.0, 66.0)];
        for side in [TipSide::Beside, TipSide::Above, TipSide::Below] {
            let kept = kept(control, &others);
            let (at, wrap) = place(side, SCREEN, &kept, (12.0, 420.0), cut_if_narrow);
            assert!(at.min.x > 580.0 && wrap < 400.0 && covered(at, &kept) <= 0.0, "{side:?} {at:?}");
        }
    }
}
