//! What a scroll area shows stays where it is while the area gets another size.

use super::AreaMemory;
use crate::window::widget::again::lay_out_again;
use egui::style::ScrollAnimation;
use egui::{Id, Rect, Ui, Vec2, vec2};

/// The first control in a view that does not show its top, and how far it is below the top of the view. The one from
/// `before` stays until the user scrolls, so that a window that is resized to and fro shows the same again.
pub(super) fn first_in_view(ui: &Ui, seen: Rect, before: Option<(Id, f32)>) -> Option<(Id, f32)> {
    if seen.min.y < 1.0 {
        return None;
    }
    let view = ui.clip_rect();
    let is_there = |(id, top): &(Id, f32)| {
        let widget = ui.ctx().viewport(|viewport| viewport.this_pass.widgets.get(*id).copied());
        widget.is_some_and(|widget| (widget.rect.min.y - view.min.y - top).abs() < 1.0)
    };
    if let Some(before) = before.filter(is_there) {
        return Some(before);
    }
    let is_in_view = |rect: &Rect| {
        view.expand(1.0).contains_rect(*rect) && rect.height() < view.height() - 1.0 && rect.is_positive()
    };
    ui.ctx().viewport(|viewport| {
        let widgets = viewport.this_pass.widgets.get_layer(ui.layer_id());
        let inside = widgets.filter(|widget| is_in_view(&widget.rect) && widget.sense.interactive());
        let first = inside.min_by(|a, b| a.rect.min.y.total_cmp(&b.rect.min.y))?;
        Some((first.id, first.rect.min.y - view.min.y))
    })
}

/// Scrolls a scroll area that has another size now, so that a control is as far below its top as before. Returns
/// whether it had to be scrolled.
pub(super) fn keep_first_in_view(ui: &Ui, (id, top): (Id, f32)) -> bool {
    let widget = ui.ctx().viewport(|viewport| viewport.this_pass.widgets.get(id).copied());
    let Some(widget) = widget.filter(|widget| widget.layer_id == ui.layer_id()) else { return false };
    let by = ui.clip_rect().min.y + top - widget.rect.min.y;
    if by.abs() < 1.0 {
        return false;
    }
    ui.scroll_with_delta_animation(vec2(0.0, by), ScrollAnimation::none());
    lay_out_again(ui.ctx(), "the first control in the view keeps its place");
    true
}

/// The height of contents that shows what stands there, in points.
const LEAST_IN_VIEW: f32 = 24.0;

/// The free room that contents need below them, in points, to stay where they are in a view that got higher, or once
/// they got lower, while the window kept its size. Scrolling up gives it back.
pub(super) fn room_at_end(ui: &Ui, before: AreaMemory, (shown, window): (Id, Vec2)) -> f32 {
    let view = ui.clip_rect();
    let lacking = (view.max.y - ui.min_rect().max.y).max(0.0);
    let has_grown = view.height() > before.view.y + 0.5 && before.window == window;
    // Where nothing of the contents would be left in the view, they are scrolled.
    let is_in_view = ui.min_rect().max.y > view.min.y + LEAST_IN_VIEW;
    let has_shrunk = ui.min_rect().height() < before.height - 0.5 && is_in_view;
    let is_scrolled = before.origin.y < view.min.y - 0.5;
    if before.shown != shown || before.window != window || !is_scrolled {
        0.0
    } else if has_grown || has_shrunk {
        lacking
    } else {
        before.room_at_end.min(lacking)
    }
}
