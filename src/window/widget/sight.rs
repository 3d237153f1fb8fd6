//! Keeps the focused control in sight: scroll areas follow the focus, and keys do nothing while its control is out of
//! sight, so that no answer is given that nobody saw.

mod left_field;
mod place;
mod resized;
#[cfg(test)]
mod tests;

use super::again::{lay_out_again, lay_out_again_if_scrolled};
use crate::window::input::changes_focused_control;
use crate::window::key_pause::enters_text;
use crate::window::unused_keys::note_unused_text;
use egui::style::ScrollStyle;
use egui::text_edit::TextEditState;
use egui::{
    Align, Context, Event, Id, Key, Plugin, Pos2, RawInput, Rect, Response, ScrollArea, Ui, Vec2, vec2,
};
pub use left_field::note_fault;
use left_field::{LeftField, in_scroll_area};
use place::{PlaceInArea, keep_place, note_place};
use resized::{first_in_view, keep_first_in_view, room_at_end};
use std::fmt::Debug;
use std::hash::Hash;

/// The free room around the focused control after scrolling, in points.
const ROOM: f32 = 24.0;
/// A control that is further outside of the view than this is shown in its middle. In points.
const NEAR: f32 = 150.0;
/// The height that must be in sight of a control that is higher than this, in points.
const MIN_SEEN: f32 = 48.0;

/// Where the focus is, and whether its control is in sight.
#[derive(Default)]
pub struct FocusInSight {
    /// The focused control that a scroll area has followed already.
    followed: Option<Id>,
    /// Whether the next pass follows the focus again: the focused control will look different.
    follows_again: bool,
    /// The control to show at the top of its area once it has the focus, as with a row and what it unfolds.
    at_top: Option<Id>,
    /// The focused value of a control that is higher than its view: its widget.
    focused_value: Option<Id>,
    /// What to bring into sight for the focused control, if that is more than the control.
    focused_rect: Option<Rect>,
    /// The focused control, if a scroll area of this pass has it: it can be brought into sight.
    focused_inside: Option<Id>,
    /// Whether the focused control was out of sight at the end of the last pass.
    is_out_of_sight: bool,
    /// The focused control, once it was in sight while it had the focus.
    seen: Option<Id>,
    /// Whether the focused control is a text field that something else than the user's scrolling has moved
    /// out of sight.
    is_field_moved_away: bool,
    focused_last_pass: Option<Id>,
    left: LeftField,
    /// Where the control that had the focus last was in its scroll area.
    place_in_area: Option<PlaceInArea>,
    /// Whether the last input of the user was a key, not the pointer.
    is_last_input_key: bool,
    /// Whether the last input of the user was Tab, or Enter that leads on as Tab does.
    is_moved_by_key: bool,
    /// How user input has scrolled the areas of this pass.
    scrolled_by_user: Vec<Vec2>,
}

impl FocusInSight {
    /// Whether some scroll area was moved by the user so in this pass.
    pub(super) fn has_scrolled_by(&self, moved: Vec2) -> bool {
        self.scrolled_by_user.iter().any(|by| (*by - moved).length() < 1.0)
    }
}

impl Plugin for FocusInSight {
    fn debug_name(&self) -> &'static str {
        "focus in sight"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        for event in &input.events {
            match event {
                Event::Key { key, pressed: true, .. } => self.is_moved_by_key = *key == Key::Tab,
                Event::Text(_) | Event::PointerButton { .. } | Event::AccessKitActionRequest(_) => {
                    self.is_moved_by_key = false;
                }
                _ => {}
            }
            match event {
                Event::Key { pressed: true, .. } | Event::Text(_) => self.is_last_input_key = true,
                Event::PointerMoved(_) | Event::PointerButton { .. } => self.is_last_input_key = false,
                _ => {}
            }
        }
        if !self.is_out_of_sight {
            return;
        }
        let dropped: Vec<Event> =
            input.events.extract_if(.., |event| changes_focused_control(event)).collect();
        if !dropped.is_empty() {
            // The key shows what it would have changed.
            self.followed = None;
        }
        if dropped.iter().any(enters_text) && self.focused_last_pass.is_some_and(|id| is_text_field(ctx, id))
        {
            note_unused_text(ctx);
        }
    }

    fn on_begin_pass(&mut self, _: &mut Ui) {
        self.focused_value = None;
        self.focused_rect = None;
        self.focused_inside = None;
        self.left.begin_pass();
        self.scrolled_by_user.clear();
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx();
        let focused = ctx.memory(|memory| memory.focused());
        if focused != self.followed || std::mem::take(&mut self.follows_again) {
            self.followed = None;
        }
        let was_out_of_sight = self.is_out_of_sight;
        self.is_out_of_sight =
            focused.is_some_and(|id| self.focused_inside == focused && !self.is_in_sight(ctx, id));
        self.is_field_moved_away &= self.is_out_of_sight && focused == self.focused_last_pass;
        if self.is_out_of_sight && !was_out_of_sight {
            let is_scrolled = self.scrolled_by_user.iter().any(|by| by.length() >= 1.0);
            let is_field = focused.is_some_and(|id| is_text_field(ctx, id));
            self.is_field_moved_away = is_field && !is_scrolled;
        }
        // The focus came after its scroll area was drawn: nobody knows yet whether its control is in sight.
        let has_come_late = focused != self.focused_last_pass && self.followed.is_none();
        if !self.is_out_of_sight && !has_come_late {
            self.seen = focused;
        } else if focused != self.focused_last_pass {
            self.seen = None;
        }
        if focused != self.focused_last_pass || is_focus_moving(ctx, focused) {
            lay_out_again(ctx, "what shows the focus was drawn before it came");
        }
        self.left.end_pass(self.focused_last_pass, focused);
        self.focused_last_pass = focused;
        if focused == self.followed {
            self.at_top = None;
        }
    }
}

impl FocusInSight {
    /// Whether the control that has just got the focus is still being brought into sight, or a text field that is typed
    /// into is being brought back: keys were meant for it, however fast they came. Keys for a control that the user has
    /// scrolled away were not.
    fn is_coming(&self) -> bool {
        self.is_out_of_sight && (self.seen != self.focused_last_pass || self.is_field_moved_away)
    }

    fn is_in_sight(&self, ctx: &Context, id: Id) -> bool {
        let seen = |id| {
            // `read_response` would take the focus from a control that was clicked in this pass.
            let widget = ctx.viewport(|viewport| viewport.this_pass.widgets.get(id).copied())?;
            let (rect, seen) = (widget.rect, widget.interact_rect);
            Some((seen.width() > 0.0 && seen.height() >= rect.height() - 1.0, seen, rect))
        };
        let Some((is_whole, part, rect)) = seen(id) else { return true };
        if is_whole {
            return true;
        }
        // Of what fits in the view, another answer may be out of sight than the one that is seen. A text is seen
        // where its caret is.
        let is_higher_than_view = part.min.y > rect.min.y && part.max.y < rect.max.y;
        match self.focused_value {
            Some(value) => seen(value).is_none_or(|(is_whole, ..)| is_whole),
            None if is_higher_than_view || is_text_field(ctx, id) => {
                part.width() > 0.0 && part.height() >= MIN_SEEN.min(rect.height() - 1.0)
            }
            None => false,
        }
    }
}

/// Whether the focus comes to another control, or to none, with the next layout: only then egui leads it back, or from
/// the last control to the first one, and takes it from a control that is no longer drawn.
fn is_focus_moving(ctx: &Context, focused: Option<Id>) -> bool {
    let is_gone = |id| ctx.viewport(|viewport| viewport.this_pass.widgets.get(id).is_none());
    focused.is_some_and(is_gone) || ctx.input(|input| input.key_pressed(Key::Tab))
}

fn is_text_field(ctx: &Context, control: Id) -> bool {
    TextEditState::load(ctx, control).is_some()
}

/// Notes which value of a focused control has the focus, for a control that is higher than its view: that value is kept
/// in sight.
pub fn note_focused_value(ui: &Ui, whole: Rect, value: Id) {
    if whole.height() + 1.0 > ui.clip_rect().height() {
        ui.ctx().with_plugin(|sight: &mut FocusInSight| sight.focused_value = Some(value));
    }
}

/// Notes what to bring into sight for the focused control, if that is more than the control itself.
pub fn note_focused_rect(ui: &Ui, rect: Rect) {
    ui.ctx().with_plugin(|sight: &mut FocusInSight| sight.focused_rect = Some(rect));
}

/// Brings the label, the keys and the error line of a control into sight with it, if it has the focus.
pub fn note_if_focused(ui: &Ui, control: Id, whole: Rect) {
    if ui.memory(|memory| memory.focused()) == Some(control) {
        note_focused_rect(ui, whole);
    }
}

/// Whether the control that has just got the focus is still to be brought into sight.
pub fn is_focus_coming(ctx: &Context) -> bool {
    ctx.with_plugin(|sight: &mut FocusInSight| sight.is_coming()).unwrap_or_default()
}

/// Brings the focused control into sight in the next pass: keys wait for it.
pub fn bring_focus_into_sight(ctx: &Context) {
    ctx.with_plugin(|sight: &mut FocusInSight| sight.followed = None);
}

/// Follows the focus again in the next pass, although it stays at the same control: its focused value changes.
pub fn follow_again(ui: &Ui) {
    ui.ctx().with_plugin(|sight: &mut FocusInSight| sight.follows_again = true);
}

/// Shows a control that takes the focus at the top of its scroll area, with what is below it.
pub fn show_at_top(response: &Response) {
    response.ctx.with_plugin(|sight: &mut FocusInSight| {
        sight.at_top = Some(response.id);
        sight.followed = None;
    });
}

/// Whether the user works with the keyboard, and looks for what the focus shows.
pub fn is_focus_by_key(ctx: &Context) -> bool {
    ctx.with_plugin(|sight: &mut FocusInSight| sight.is_last_input_key).unwrap_or_default()
}

/// Notes that a key leads on to the next control, as Tab does.
pub fn note_moved_by_key(ui: &Ui) {
    ui.ctx().with_plugin(|sight: &mut FocusInSight| sight.is_moved_by_key = true);
}

/// Whether a key has just led to the control that gets the focus.
pub fn take_moved_by_key(ui: &Ui) -> bool {
    let take = |sight: &mut FocusInSight| std::mem::take(&mut sight.is_moved_by_key);
    ui.ctx().with_plugin(take).unwrap_or_default()
}

/// What a scroll area showed, and where, in the last pass.
#[derive(Clone, Copy)]
struct AreaMemory {
    shown: Id,
    origin: Pos2,
    view: Vec2,
    /// Whether the user may have scrolled it in the last pass.
    is_scrolled_by_user: bool,
    /// The first control in the view, and how far it was below the top; `None`: the area showed its top.
    first_in_view: Option<(Id, f32)>,
    /// Whether there was something to scroll.
    overflows: bool,
    /// The height of the contents, in points, without the free room below them.
    height: f32,
    /// The free room below the contents, in points: what was below the view, as a notice, has gone, or they got lower.
    room_at_end: f32,
    window: Vec2,
}

/// What stays in its place when a scroll area gets another size and the focus is not in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ResizedPlace {
    /// The first control in the view.
    FirstInView,
    /// What the caller scrolls to.
    OfCaller,
}

/// Draws a scroll area that follows the focus. `id_salt` is unique in the window. The area starts at its top whenever
/// `shown`, which says what it shows, is another than in the pass before. The contents get the part of them in sight.
pub(super) fn scroll_area<R>(
    ui: &mut Ui,
    area: ScrollArea,
    place: ResizedPlace,
    id_salt: &str,
    shown: impl Hash + Debug,
    contents: impl FnOnce(&mut Ui, Rect) -> R,
) -> R {
    let shown = Id::unique(("shown in scroll area", shown));
    let key = Id::unique(("scroll area", id_salt));
    let before: Option<AreaMemory> = ui.data(|data| data.get_temp(key));
    let mut area = area.id_salt(id_salt).animated(false);
    if before.is_some_and(|before| before.shown != shown) {
        area = area.scroll_offset(Vec2::ZERO);
    }
    let bars = ui.spacing().scroll;
    let had_overflow = before.is_some_and(|before| before.overflows);
    if !had_overflow {
        ui.spacing_mut().scroll = unseen(bars);
    }
    let output = area.show_viewport(ui, |ui, seen| {
        ui.spacing_mut().scroll = bars;
        let origin = ui.max_rect().min;
        let contents = in_scroll_area(ui, key, |ui| contents(ui, seen));
        let view = ui.clip_rect().size();
        let scrolls = is_scrolling(ui);
        let may_have_moved = scrolls || before.is_some_and(|before| before.is_scrolled_by_user);
        if let Some(before) = before.filter(|_| may_have_moved) {
            note_scrolled_by_user(ui.ctx(), origin - before.origin);
        }
        let is_resized = before.is_some_and(|before| before.view != view);
        // A view that the user has resized and that scrolls for that reason is scrolled by the user.
        let shows_same = before.is_some_and(|before| before.shown == shown);
        let focus_scroll = follow_focus(ui, key, is_resized, shows_same);
        let is_scrolled_by_user = focus_scroll == FocusScroll::KeepsPlace || scrolls;
        let window = ui.ctx().content_rect().size();
        let room_at_end = match place {
            ResizedPlace::OfCaller => 0.0,
            ResizedPlace::FirstInView => {
                before.map_or(0.0, |before| room_at_end(ui, before, (shown, window)))
            }
        };
        let height = ui.min_rect().height();
        // A space of 0 would still add the distance between two parts, and a scroll bar to what just fits.
        if room_at_end > 0.0 {
            ui.add_space(room_at_end);
        }
        let kept = before
            .filter(|before| is_resized && before.shown == shown && focus_scroll == FocusScroll::Elsewhere);
        let first_in_view = match (place, kept.and_then(|before| before.first_in_view)) {
            (ResizedPlace::OfCaller, _) => None,
            (ResizedPlace::FirstInView, Some(first)) if keep_first_in_view(ui, first) => Some(first),
            (ResizedPlace::FirstInView, _) => {
                first_in_view(ui, seen, before.and_then(|before| before.first_in_view))
            }
        };
        let overflows = had_overflow;
        let memory = AreaMemory {
            shown,
            origin,
            view,
            is_scrolled_by_user,
            first_in_view,
            overflows,
            height,
            room_at_end,
            window,
        };
        ui.data_mut(|data| data.insert_temp(key, memory));
        (contents, seen.min.to_vec2())
    });
    ui.spacing_mut().scroll = bars;
    let (contents, drawn_at) = output.inner;
    lay_out_again_if_scrolled(ui.ctx(), &output.state, drawn_at);
    let overflows = (output.content_size - output.inner_rect.size()).max_elem() > 0.5;
    if overflows != had_overflow {
        let memory: Option<AreaMemory> = ui.data(|data| data.get_temp(key));
        if let Some(memory) = memory {
            ui.data_mut(|data| data.insert_temp(key, AreaMemory { overflows, ..memory }));
        }
        lay_out_again(ui.ctx(), "a scroll bar comes or goes");
    }
    contents
}

/// Whether the user scrolls something now, or may be dragging it.
pub(super) fn is_scrolling(ui: &Ui) -> bool {
    ui.input(|input| input.smooth_scroll_delta() != Vec2::ZERO || input.pointer.any_down())
}

/// Notes by how much the contents of a scroll area have moved in this pass because the user scrolls.
pub(super) fn note_scrolled_by_user(ctx: &Context, by: Vec2) {
    ctx.with_plugin(|sight: &mut FocusInSight| sight.scrolled_by_user.push(by));
}

/// Scroll bars that take the same room and are not seen: there is nothing to scroll.
fn unseen(bars: ScrollStyle) -> ScrollStyle {
    ScrollStyle {
        floating: true,
        floating_allocated_width: bars.allocated_width(),
        dormant_handle_opacity: 0.0,
        active_handle_opacity: 0.0,
        interact_handle_opacity: 0.0,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        ..bars
    }
}

/// Why a scroll area scrolls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FocusScroll {
    /// The focus is not in the area.
    Elsewhere,
    /// The area has another size, and the focused control is to stay where it was in it.
    KeepsPlace,
    /// The focused control is brought into sight, or nothing is scrolled.
    Follows,
}

/// Scrolls to the control that has the focus, if it is in this scroll area and got the focus since the last pass.
/// `shows_same`: the area shows what it showed in the last pass.
fn follow_focus(ui: &Ui, area: Id, is_resized: bool, shows_same: bool) -> FocusScroll {
    let ctx = ui.ctx();
    let drawn = |id| ctx.viewport(|viewport| viewport.this_pass.widgets.get(id).copied());
    let focused = ctx.memory(|memory| memory.focused()).and_then(drawn);
    let Some(widget) = focused else { return FocusScroll::Elsewhere };
    let (view, seen) = (ui.clip_rect(), widget.interact_rect);
    // A control of another area may be where this one would have its contents if they were not clipped.
    let is_inside = if seen.is_positive() {
        view.expand(1.0).contains_rect(seen)
    } else {
        ui.min_rect().expand(1.0).contains_rect(widget.rect)
    };
    if widget.layer_id != ui.layer_id() || !is_inside {
        return FocusScroll::Elsewhere;
    }
    if is_resized && keep_place(ui, widget.id, widget.rect) {
        return FocusScroll::KeepsPlace;
    }
    let place = PlaceInArea {
        control: widget.id,
        below_view: widget.rect.min.y - view.min.y,
        below_contents: widget.rect.min.y - ui.max_rect().min.y,
    };
    if note_place(ctx, place) && shows_same && keep_place(ui, widget.id, widget.rect) {
        return FocusScroll::Follows;
    }
    let is_pressed = ctx.input(|input| input.pointer.any_pressed() || input.pointer.any_released());
    let target = ctx.with_plugin(|sight: &mut FocusInSight| {
        sight.focused_inside = Some(widget.id);
        let is_followed = sight.followed.replace(widget.id) == Some(widget.id);
        // A control that is clicked stays under the pointer.
        let left = Some(&mut sight.left).filter(|_| sight.is_last_input_key && !is_pressed);
        let fault = left.and_then(|left| left.take_fault(area));
        if is_followed && !is_resized && fault.is_none() || is_pressed {
            return None;
        }
        let value = sight.focused_value.and_then(drawn).map(|value| value.rect);
        // What is higher than the view would hide the control itself.
        let whole = sight.focused_rect.filter(|whole| whole.height() <= view.height());
        let rect = value.or(whole).unwrap_or(widget.rect);
        // Where the view has no room for both, what has the focus is more important.
        let with_fault = [rect, widget.rect].map(|rect| fault.map(|fault| fault.union(rect)));
        let with_fault = with_fault.into_iter().flatten().find(|both| both.height() <= view.height());
        Some((with_fault.unwrap_or(rect), sight.at_top == Some(widget.id)))
    });
    let Some((rect, is_at_top)) = target.flatten() else { return FocusScroll::Follows };
    let room = ROOM.min((view.height() - rect.height()) / 2.0).max(0.0);
    let with_room = rect.expand2(vec2(0.0, room));
    let align = if is_at_top {
        Some(Align::TOP)
    } else if with_room.min.y >= view.min.y && with_room.max.y <= view.max.y {
        return FocusScroll::Follows;
    } else if rect.max.y < view.min.y - NEAR || rect.min.y > view.max.y + NEAR {
        Some(Align::Center)
    } else {
        None
    };
    ui.scroll_to_rect(with_room, align);
    // It is elsewhere in the next pass: if the area gets another size then, the control is not to keep this place.
    ctx.with_plugin(|sight: &mut FocusInSight| sight.place_in_area = None);
    lay_out_again(ctx, "the focus is brought into sight");
    FocusScroll::Follows
}
