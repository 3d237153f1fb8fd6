//! The focused control stays where it is while its scroll area gets another size, or what is above it another height.

use super::{FocusInSight, ROOM, is_focus_by_key, is_text_field};
use crate::window::widget::again::lay_out_again;
use egui::style::ScrollAnimation;
use egui::{Context, Id, Rect, Ui, vec2};

/// Where a control is in its scroll area, in points.
#[derive(Clone, Copy)]
pub(super) struct PlaceInArea {
    pub(super) control: Id,
    /// How far it is below the top of the view.
    pub(super) below_view: f32,
    /// How far it is below the top of the contents.
    pub(super) below_contents: f32,
}

/// Notes where the focused control is in its area. Returns whether contents above it have moved it while it is used by
/// keys: it is to stay where it was in the view, which is noted then.
pub(super) fn note_place(ctx: &Context, place: PlaceInArea) -> bool {
    let is_field = is_text_field(ctx, place.control);
    let is_pressed = ctx.input(|input| input.pointer.any_pressed() || input.pointer.any_released());
    let note = |sight: &mut FocusInSight| {
        let before = sight.place_in_area.filter(|before| before.control == place.control);
        let is_used = (is_field || sight.is_last_input_key) && !is_pressed;
        let is_followed = sight.followed == Some(place.control);
        let moved = before
            .filter(|before| (before.below_contents - place.below_contents).abs() >= 1.0)
            .filter(|_| is_used && is_followed);
        let below_view = moved.map_or(place.below_view, |before| before.below_view);
        sight.place_in_area = Some(PlaceInArea { below_view, ..place });
        moved.is_some()
    };
    ctx.with_plugin(note).unwrap_or_default()
}

/// Scrolls a scroll area that has another size now, or other contents above the focused control, so that this control
/// is as far below its top as before, or at least in sight. Returns whether the control was there before.
pub(super) fn keep_place(ui: &Ui, focused: Id, rect: Rect) -> bool {
    let view = ui.clip_rect();
    let before = ui.ctx().with_plugin(|sight: &mut FocusInSight| {
        let before = sight.place_in_area.filter(|place| place.control == focused);
        if before.is_some() {
            sight.focused_inside = Some(focused);
            sight.followed = Some(focused);
        }
        before
    });
    let Some(PlaceInArea { below_view: top, .. }) = before.flatten() else { return false };
    let room = ROOM.min((view.height() - rect.height()) / 2.0).max(0.0);
    // A notice that follows a click must not move what is under the pointer. A text field has to be seen: what is typed
    // next goes there.
    let is_typed_into = is_text_field(ui.ctx(), focused);
    let is_seen = top >= 0.0 && top + rect.height() <= view.height();
    let wanted = match !is_seen && (is_typed_into || is_focus_by_key(ui.ctx())) {
        true => top.min(view.height() - room - rect.height()).max(room),
        false => top,
    };
    let by = view.min.y + wanted - rect.min.y;
    if by.abs() >= 1.0 {
        ui.scroll_with_delta_animation(vec2(0.0, by), ScrollAnimation::none());
        lay_out_again(ui.ctx(), "the focused control keeps its place");
    }
    true
}
