//! The scroll areas of the window. What scrolls follows the focus (`sight`), but for the few that say why they do not.

use super::again::{lay_out_again, lay_out_again_if_scrolled};
use super::sight::{ResizedPlace, is_scrolling, note_scrolled_by_user, scroll_area};
use egui::scroll_area::{DragScroll, ScrollBarVisibility, ScrollSource};
use egui::style::ScrollStyle;
use egui::{Rangef, Rect, ScrollArea, Ui, UiBuilder, Vec2};
use std::fmt::Debug;
use std::hash::Hash;
use std::ops::Range;

/// How a part of the window scrolls.
pub struct ScrollView {
    area: ScrollArea,
    place: ResizedPlace,
}

impl ScrollView {
    /// Fills its place, however low that is: by itself, egui makes an area at least 64 points high, and it would lie
    /// under what comes below it.
    pub fn filling() -> Self {
        let area = ScrollArea::vertical().auto_shrink(false).min_scrolled_height(0.0);
        ScrollView { area, place: ResizedPlace::FirstInView }
    }

    /// Fills its place. The bar is always there, so that what is shown keeps its width when something opens in it.
    pub fn with_bar() -> Self {
        let ScrollView { area, place } = Self::filling();
        ScrollView { area: area.scroll_bar_visibility(ScrollBarVisibility::AlwaysVisible), place }
    }

    /// As wide as its place, as high as its contents, and at most so high, in points.
    pub fn up_to(height: f32) -> Self {
        let area = ScrollArea::vertical().auto_shrink([false, true]).max_height(height);
        ScrollView { area, place: ResizedPlace::FirstInView }
    }

    /// Like [`ScrollView::up_to`], in a place that has no height of its own.
    pub fn up_to_anywhere(height: f32) -> Self {
        let ScrollView { area, place } = Self::up_to(height);
        ScrollView { area: area.min_scrolled_height(height), place }
    }

    /// Fills its place, and scrolls in both directions, by the wheel and the bars alone: its contents are dragged in
    /// their own way. `offset`: where it scrolls to.
    pub fn of_pages(offset: Option<Vec2>) -> Self {
        let source = ScrollSource { drag: DragScroll::Never, ..ScrollSource::default() };
        let area = ScrollArea::both().auto_shrink(false).scroll_source(source);
        let area = offset.into_iter().fold(area, ScrollArea::scroll_offset);
        ScrollView { area, place: ResizedPlace::OfCaller }
    }

    /// Draws the contents, which get the part of them that is in sight. `id_salt` is unique in the window. The view
    /// starts at its top whenever `shown`, which says what it shows, is another than in the pass before.
    pub fn show<R>(
        self,
        ui: &mut Ui,
        id_salt: &str,
        shown: impl Hash + Debug,
        contents: impl FnOnce(&mut Ui, Rect) -> R,
    ) -> R {
        scroll_area(ui, self.area, self.place, id_salt, shown, contents)
    }
}

/// A bar of this width in points that stands in the margin of what scrolls: it takes no room from that.
pub fn bar_in_margin(width: f32) -> ScrollStyle {
    ScrollStyle {
        bar_width: width,
        floating_width: width,
        foreground_color: true,
        floating_allocated_width: 0.0,
        bar_outer_margin: 0.0,
        dormant_handle_opacity: 1.0,
        active_handle_opacity: 1.0,
        interact_handle_opacity: 1.0,
        ..ScrollStyle::floating()
    }
}

/// A list in which the pointer chooses by moving: it scrolls by the wheel and to what keys have chosen, and must not
/// move under the pointer because the focus follows it.
pub fn pointed_list(ui: &mut Ui, id_salt: &str, contents: impl FnOnce(&mut Ui)) {
    let area = ScrollView::filling().area.id_salt(id_salt);
    show_without_delay(ui, area, |ui, _| contents(ui));
}

/// A table that scrolls sideways where it is wider than its place. The view that it is in follows the focus. The
/// contents get the part of them that is in sight.
pub fn sideways(ui: &mut Ui, id_salt: &str, contents: impl FnOnce(&mut Ui, Rect)) {
    let area = ScrollArea::horizontal().id_salt(id_salt).auto_shrink([false, true]);
    show_without_delay(ui, area, contents);
}

/// The sizes of a text whose lines are equally high, in points.
pub struct LineSizes {
    /// How many lines there are.
    pub count: usize,
    /// The height of each.
    pub height: f32,
    /// The width of the longest.
    pub width: f32,
}

/// A text in an area of this height in points. Only its lines in sight are drawn. No control in it can have the focus.
pub fn lines(ui: &mut Ui, height: f32, sizes: LineSizes, draw: impl FnOnce(&mut Ui, Range<usize>)) {
    let area = ScrollArea::both().max_height(height).auto_shrink(false);
    let step = sizes.height + ui.spacing().item_spacing.y;
    show_without_delay(ui, area, |ui, seen| {
        ui.set_height(step * sizes.count as f32);
        // A bar that came and went with the lines in sight would hide and show some.
        ui.set_min_width(sizes.width);
        let rows = rows_in_sight(seen.y_range(), step, sizes.count);
        let mut place = ui.max_rect();
        place.min.y += step * rows.start as f32;
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| draw(ui, rows));
    });
}

/// Which of `count` rows of this height lie in a part of them, at least in part. In points.
fn rows_in_sight(part: Rangef, height: f32, count: usize) -> Range<usize> {
    let row_at = |y: f32| ((y / height).max(0.0) as usize).min(count);
    row_at(part.min)..row_at(part.max + height)
}

/// What an area was like when it was drawn last.
#[derive(Clone, Copy, Default)]
struct DrawnArea {
    pass: u64,
    /// How far it was scrolled, in points.
    offset: Vec2,
    /// Whether the user was scrolling: the contents follow in the next pass.
    is_scrolling: bool,
    /// In which directions it had a bar.
    overflows: [bool; 2],
}

/// Draws a scroll area whose first frame after an input already shows its new offset: scrolling is not animated, and a
/// turn of the wheel lays it out again. The contents get the part of them that is in sight.
fn show_without_delay(ui: &mut Ui, area: ScrollArea, contents: impl FnOnce(&mut Ui, Rect)) {
    let (pass, is_scrolling) = (ui.ctx().cumulative_pass_nr(), is_scrolling(ui));
    let output = area.animated(false).show_viewport(ui, |ui, seen| {
        contents(ui, seen);
        seen.min.to_vec2()
    });
    let offset = output.inner;
    lay_out_again_if_scrolled(ui.ctx(), &output.state, offset);
    // egui takes the room of a bar from what it draws next.
    let excess = output.content_size - output.inner_rect.size();
    let now = DrawnArea { pass, offset, is_scrolling, overflows: [excess.x > 0.5, excess.y > 0.5] };
    let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default(output.id), now));
    if before.pass + 1 == pass && (is_scrolling || before.is_scrolling) {
        note_scrolled_by_user(ui.ctx(), before.offset - offset);
    }
    if now.overflows != before.overflows {
        lay_out_again(ui.ctx(), "a scroll bar comes or goes");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Context, RawInput, vec2};

    #[test]
    fn an_area_is_as_high_as_contents_that_fit() {
        let ctx = Context::default();
        let mut height = 0.0;
        for _ in 0..3 {
            let mut output = ctx.run_ui(RawInput::default(), |ui| {
                let drawn = ui.scope(|ui| {
                    ScrollView::up_to(100.0)
                        .show(ui, "fits", (), |ui, _| ui.allocate_space(vec2(50.0, 60.0)));
                });
                height = drawn.response.rect.height();
            });
            output.textures_delta.clear();
        }
        assert_eq!(height, 60.0);
    }

    #[test]
    fn every_row_that_is_in_sight_is_drawn_and_no_other() {
        let (height, count) = (17.6, 40);
        let end = height * count as f32;
        for top in [0.0, 7.3, 17.6, 100.0, end - 208.0] {
            let rows = rows_in_sight(Rangef::new(top, top + 208.0), height, count);
            let part_of = |row: usize| (height * row as f32, height * (row + 1) as f32);
            assert!(part_of(rows.start).0 <= top && part_of(rows.start).1 > top, "{top}: {rows:?}");
            let (last_top, last_end) = part_of(rows.end - 1);
            assert!(last_top <= top + 208.0 && last_end + 0.01 >= top + 208.0, "{top}: {rows:?}");
        }
        assert_eq!(rows_in_sight(Rangef::new(end - 208.0, end), height, count).end, count);
        assert_eq!(rows_in_sight(Rangef::new(-30.0, 10.0), height, count), 0..1);
        assert_eq!(rows_in_sight(Rangef::new(0.0, 208.0), height, 0), 0..0);
    }
}
