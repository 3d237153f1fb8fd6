//! Where the pages of the preview are in their scroll area: one below the other, each centered.

use crate::report::layout::PAGE;
use egui::{Rect, Vec2, pos2, vec2};
use std::ops::RangeInclusive;

/// The free space around and between the pages, in points.
pub const EDGE: f32 = 12.0;
/// The part of the view, from its top, at which the user is taken to read.
const READING_LINE: f32 = 1.0 / 3.0;

/// The pages in their scroll area, each on whole pixels, so that its picture is sharp. Places are in points from its
/// top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageColumn {
    count: usize,
    page: Vec2,
    view: Vec2,
    /// The space around and between the pages.
    edge: f32,
    pixels_per_point: f32,
}

/// A place on a page, which stays the same when the pages are drawn at another size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PagePlace {
    page: usize,
    /// From the top left corner of the page, as a part of its size. Beside a page, it is below 0 or above 1.
    at: Vec2,
}

impl PageColumn {
    /// `count` pages that are `width` pixels wide, in a view of this size in points.
    pub fn new(count: usize, width: f32, view: Vec2, pixels_per_point: f32) -> Self {
        // As the worker renders it, which draws whole pixels.
        let height = (PAGE.1 * (width + 0.1) / PAGE.0).floor();
        let page = vec2(width, height) / pixels_per_point;
        let edge = (EDGE * pixels_per_point).round() / pixels_per_point;
        PageColumn { count: count.max(1), page, view, edge, pixels_per_point }
    }

    /// The size of the column, which is as wide as the view at least.
    pub fn size(&self) -> Vec2 {
        let width = if self.page.x > self.view.x { self.page.x + 2.0 * self.edge } else { self.view.x };
        vec2(width, self.top_of(self.count))
    }

    /// The top of a page, with the space above it.
    pub fn top_of(&self, page: usize) -> f32 {
        page as f32 * (self.page.y + self.edge) + if page == self.count { self.edge } else { 0.0 }
    }

    /// The rectangle of a page.
    pub fn rect_of(&self, page: usize) -> Rect {
        let beside = (self.size().x - self.page.x) / 2.0;
        let left = (beside * self.pixels_per_point).floor() / self.pixels_per_point;
        let top = self.top_of(page.min(self.count - 1)) + self.edge;
        Rect::from_min_size(pos2(left, top), self.page)
    }

    /// The page at a height. The space above a page belongs to it.
    fn page_at(&self, y: f32) -> usize {
        let page = (y / (self.page.y + self.edge)).floor().max(0.0);
        (page as usize).min(self.count - 1)
    }

    /// The pages of which a part is in sight while the view shows this part of the column.
    pub fn in_sight(&self, seen: Rect) -> RangeInclusive<usize> {
        let first = self.page_at(seen.min.y);
        let first = if self.rect_of(first).max.y <= seen.min.y { first + 1 } else { first };
        let last = self.page_at(seen.max.y);
        let last = if self.rect_of(last).min.y >= seen.max.y { last.saturating_sub(1) } else { last };
        let first = first.min(self.count - 1);
        first..=last.max(first)
    }

    /// The page that the user reads while the view shows this part of the column.
    pub fn read_page(&self, seen: Rect) -> usize {
        if seen.max.y >= self.size().y - 1.0 && seen.min.y > 0.0 {
            return self.count - 1;
        }
        self.page_at(seen.min.y + seen.height() * READING_LINE)
    }

    /// The place on a page that is at a point of the column.
    pub fn place_at(&self, point: Vec2) -> PagePlace {
        let page = self.page_at(point.y);
        let rect = self.rect_of(page);
        PagePlace { page, at: (point - rect.min.to_vec2()) / rect.size() }
    }

    /// The point of the column that has a place on a page.
    pub fn point_of(&self, place: PagePlace) -> Vec2 {
        let rect = self.rect_of(place.page);
        rect.min.to_vec2() + place.at * rect.size()
    }

    /// The size of the view.
    pub fn view(&self) -> Vec2 {
        self.view
    }

    /// An offset of the view within what can be scrolled.
    pub fn clamp_offset(&self, offset: Vec2) -> Vec2 {
        offset.max(Vec2::ZERO).min((self.size() - self.view).max(Vec2::ZERO))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: Vec2 = Vec2::new(400.0, 300.0);

    fn column(width: f32) -> PageColumn {
        PageColumn::new(3, width, VIEW, 1.0)
    }

    fn seen(top: f32) -> Rect {
        Rect::from_min_size(pos2(0.0, top), VIEW)
    }

    #[test]
    fn pages_are_centered_one_below_the_other() {
        let column = column(200.0);
        assert_eq!(column.rect_of(0), Rect::from_min_size(pos2(100.0, EDGE), vec2(200.0, 282.0)));
        assert_eq!(column.rect_of(1).min.y, column.rect_of(0).max.y + EDGE);
        assert_eq!(column.size(), vec2(400.0, column.rect_of(2).max.y + EDGE));
        // The scroll area of a page that is wider than the view is as wide as the page.
        assert_eq!(PageColumn::new(3, 800.0, VIEW, 1.0).size().x, 800.0 + 2.0 * EDGE);
    }

    #[test]
    fn only_pages_of_which_a_part_is_seen_are_in_sight() {
        let column = column(200.0);
        assert_eq!(column.in_sight(seen(0.0)), 0..=0);
        assert_eq!(column.in_sight(seen(EDGE + 1.0)), 0..=1);
        assert_eq!(column.in_sight(seen(column.rect_of(0).max.y)), 1..=1);
        assert_eq!(column.in_sight(seen(column.size().y - VIEW.y)), 2..=2);
        assert_eq!(column.in_sight(seen(1e6)), 2..=2);
        assert_eq!(column.in_sight(Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 4000.0))), 0..=2);
    }

    #[test]
    fn the_page_that_is_read_is_at_the_upper_third_and_the_last_one_at_the_end() {
        let column = column(200.0);
        assert_eq!(column.read_page(seen(0.0)), 0);
        assert_eq!(column.read_page(seen(column.top_of(1))), 1);
        assert_eq!(column.read_page(seen(column.size().y - VIEW.y)), 2);
    }

    #[test]
    fn a_place_on_a_page_is_found_again_at_another_size() {
        let (small, large) = (column(200.0), column(600.0));
        let point = vec2(150.0, small.rect_of(1).min.y + 94.0);
        let place = small.place_at(point);
        let found = large.point_of(place);
        assert_eq!((large.place_at(found).page, place.page), (1, 1));
        assert!((found.x - large.rect_of(1).min.x - 150.0).abs() < 0.5, "{found:?}");
        assert!((found.y - large.rect_of(1).min.y - 94.0 * 848.0 / 282.0).abs() < 0.5, "{found:?}");
    }

    #[test]
    fn nothing_is_scrolled_beyond_the_column() {
        let column = column(600.0);
        assert_eq!(column.clamp_offset(vec2(-5.0, -5.0)), Vec2::ZERO);
        assert_eq!(column.clamp_offset(vec2(1e6, 1e6)), column.size() - VIEW);
    }
}
