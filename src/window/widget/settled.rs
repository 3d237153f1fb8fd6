//! Refuses pointer presses on a control that has just moved or appeared, or that was below a dialog or a menu until
//! just now: the user meant what was there before. The second press of a double click comes so soon.
//!
//! Keys and the actions of screen readers name their control, and are never refused.

use super::sight::FocusInSight;
use egui::{Context, Event, Id, LayerId, Order, Plugin, PointerState, Pos2, RawInput, Rect, Ui, Vec2};
use std::collections::HashMap;

/// A press on what moved, appeared or came out from below something less than this ago is refused. In seconds.
const SETTLES_AFTER: f64 = 0.4;

/// Where the controls are, and since when.
#[derive(Default)]
pub struct SettledControls {
    controls: HashMap<Id, TrackedControl>,
    /// What lies over the window and can be pressed: dialogs, menus and the like, with their places.
    layers: HashMap<LayerId, Rect>,
    /// Where the pointer was pressed or released last, and when, in seconds of egui's clock.
    pressed_at: Option<(Pos2, f64)>,
    /// The places of those that have just closed, and when the user sees that, in seconds of egui's clock.
    uncovered: Vec<(Rect, f64)>,
    /// The size of the window, and of a point in pixels.
    scale: (Vec2, f32),
    /// The time of the last pass, in seconds of egui's clock; `None`: nothing was drawn yet.
    time: Option<f64>,
    /// Whether the button of the pointer was pressed and the press refused: its release is refused as well.
    is_refusing: bool,
    /// How long a frame takes from its input until it is on the screen, in seconds: from one frame to the next that the
    /// window wanted at once. What the driver draws when the buffers are swapped is part of it.
    frame_time: f64,
    /// When the last frame began, in seconds of egui's clock.
    frame_began: Option<f64>,
}

/// How long a frame takes from its input until it is on the screen, in seconds: what is drawn for the first time is
/// seen so much later.
pub fn frame_time(ctx: &Context) -> f64 {
    ctx.with_plugin(|settled: &mut SettledControls| settled.frame_time).unwrap_or_default()
}

/// Ends the press of a button that is held: its release does nothing.
pub fn end_press(ctx: &Context) {
    if ctx.input(|input| input.pointer.any_down()) {
        ctx.with_plugin(|settled: &mut SettledControls| settled.is_refusing = true);
        ctx.input_mut(|input| input.pointer = PointerState::default());
    }
}

/// Takes all controls for new ones: they are those of something else, though they may stand where others stood.
pub fn take_all_for_new(ctx: &Context) {
    ctx.with_plugin(|settled: &mut SettledControls| settled.controls.clear());
}

/// The layer of menus: the user has just opened the one that is there, and may go on to an entry at once.
pub fn menu_layer() -> LayerId {
    LayerId::new(Order::Foreground, Id::unique("menu"))
}

/// The id of what the button with three points of the preview opens.
pub fn report_contents_id() -> Id {
    Id::unique("contents of the report")
}

/// Whether a layer holds what the user has just opened by its button or key.
fn is_opened_by_user(layer: LayerId) -> bool {
    layer == menu_layer() || layer == LayerId::new(Order::Foreground, report_contents_id())
}

struct TrackedControl {
    layer: LayerId,
    /// The part that can be pressed.
    rect: Rect,
    corner: Pos2,
    /// When it moved or appeared; `None`: at the start, or with what the user did to the view.
    moved_at: Option<f64>,
}

impl Plugin for SettledControls {
    fn debug_name(&self) -> &'static str {
        "settled controls"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let Some(last) = self.time else { return };
        let now = input.time.unwrap_or(last + f64::from(input.predicted_dt));
        input.events.retain(|event| match event {
            Event::PointerButton { pos, pressed: true, .. } => {
                self.is_refusing = self.is_unsettled(ctx, *pos, now);
                self.pressed_at = Some((*pos, now));
                !self.is_refusing
            }
            Event::PointerButton { pos, pressed: false, .. } => {
                self.pressed_at = Some((*pos, now));
                !std::mem::take(&mut self.is_refusing)
            }
            _ => true,
        });
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx();
        if ctx.current_pass_index() > 0 {
            return;
        }
        let (now, has_events) = ctx.input(|input| (input.time, !input.raw.events.is_empty()));
        let before = self.frame_began.replace(now);
        // A frame with an event may have come long after the one before.
        if let Some(before) = before.filter(|_| !has_events && ctx.requested_repaint_last_pass()) {
            self.note_frame_time(now - before);
        }
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx();
        let now = ctx.input(|input| input.time);
        let scale = (ctx.content_rect().size(), ctx.pixels_per_point());
        // The user resizes or zooms, or nothing was there before.
        let is_changed_by_user = self.time.is_none() || scale != self.scale;
        self.scale = scale;
        self.time = Some(now);
        let mut controls = HashMap::with_capacity(self.controls.len());
        let drawn: Vec<_> = ctx.viewport(|viewport| {
            let widgets = &viewport.this_pass.widgets;
            let all = widgets.layer_ids().flat_map(|layer| widgets.get_layer(layer));
            let pressed = all.filter(|widget| widget.enabled && widget.sense.senses_click());
            pressed.filter(|widget| !is_opened_by_user(widget.layer_id)).copied().collect()
        });
        let scrolled_by_user = |moved: Vec2| {
            let has_scrolled = |sight: &mut FocusInSight| sight.has_scrolled_by(moved);
            ctx.with_plugin(has_scrolled).unwrap_or_default()
        };
        for widget in drawn {
            let corner = widget.rect.min;
            let moved_at = match self.controls.get(&widget.id) {
                _ if is_changed_by_user => None,
                Some(before) if (corner - before.corner).length() < 1.0 => before.moved_at,
                Some(before) if scrolled_by_user(corner - before.corner) => before.moved_at,
                // It is seen once this frame is painted, which takes as long as those before.
                Some(_) | None => Some(now + self.frame_time),
            };
            let tracked =
                TrackedControl { layer: widget.layer_id, rect: widget.interact_rect, corner, moved_at };
            controls.insert(widget.id, tracked);
        }
        self.controls = controls;
        self.note_closed_layers(ctx, now);
    }
}

impl SettledControls {
    /// Notes how long a frame took, in seconds. Of several, the slow ones count: they may be followed by others.
    fn note_frame_time(&mut self, seconds: f64) {
        const KEPT: f64 = 0.8;
        /// The window was hidden, or the computer slept.
        const LONGEST: f64 = 3.0;
        if seconds <= LONGEST {
            self.frame_time = seconds.max(KEPT * self.frame_time);
        }
    }

    /// Notes the places of what lay over the window in the last pass and is gone.
    fn note_closed_layers(&mut self, ctx: &Context, now: f64) {
        /// A press beside a dialog closes it, and the second one of a double click comes this close to it. In points.
        const NEAR: f32 = 12.0;
        let window = ctx.content_rect();
        let mut layers = HashMap::new();
        ctx.viewport(|viewport| {
            let widgets = &viewport.this_pass.widgets;
            for layer in widgets.layer_ids().filter(|layer| layer.order > Order::Background) {
                // What takes the whole window is behind a dialog or a menu, and the user sees the form through it.
                let pressed = widgets.get_layer(layer).filter(|widget| {
                    widget.sense.senses_click() && !widget.interact_rect.contains_rect(window)
                });
                if let Some(place) = pressed.map(|widget| widget.interact_rect).reduce(Rect::union) {
                    layers.insert(layer, place);
                }
            }
        });
        for (layer, place) in &mut layers {
            let whole =
                ctx.memory(|memory| memory.area_rect(layer.id)).filter(|whole| !whole.contains_rect(window));
            *place = whole.map_or(*place, |whole| whole.union(*place));
        }
        self.uncovered.retain(|(_, at)| now - at < SETTLES_AFTER);
        let closed =
            self.layers.iter().filter(|(layer, _)| !layers.contains_key(layer)).map(|(_, rect)| *rect);
        let closed: Vec<Rect> = closed.collect();
        if !closed.is_empty() {
            let closed_by_press = self.pressed_at.filter(|(_, at)| now - at < SETTLES_AFTER);
            let pressed =
                closed_by_press.map(|(place, _)| Rect::from_center_size(place, Vec2::splat(2.0 * NEAR)));
            self.uncovered
                .extend(closed.into_iter().chain(pressed).map(|rect| (rect, now + self.frame_time)));
        }
        self.layers = layers;
    }

    /// Whether a control at a position has moved or appeared just before `now`, or something over it has closed.
    fn is_unsettled(&self, ctx: &Context, position: Pos2, now: f64) -> bool {
        let layer = ctx.layer_id_at(position);
        if !layer.is_some_and(is_opened_by_user)
            && self.uncovered.iter().any(|(rect, at)| rect.contains(position) && now - at < SETTLES_AFTER)
        {
            return true;
        }
        let is_here =
            |control: &&TrackedControl| Some(control.layer) == layer && control.rect.contains(position);
        let is_new = |control: &TrackedControl| control.moved_at.is_some_and(|at| now - at < SETTLES_AFTER);
        self.controls.values().filter(is_here).any(is_new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Modifiers, PointerButton, Sense, pos2, vec2};

    /// Draws a control at this place, and returns whether it was clicked. `goes_on`: the window wants
    /// another frame now.
    fn frame(ctx: &Context, time: f64, left: f32, events: Vec<Event>, goes_on: bool) -> bool {
        let mut clicked = false;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(400.0, 300.0)));
        let input = RawInput { time: Some(time), screen_rect, events, ..RawInput::default() };
        let mut output = ctx.run_ui(input, |ui| {
            let rect = Rect::from_min_size(pos2(left, 20.0), vec2(80.0, 30.0));
            clicked |= ui.interact(rect, Id::unique("control"), Sense::CLICK).clicked();
            if goes_on {
                ui.ctx().request_repaint();
            }
        });
        output.textures_delta.clear();
        clicked
    }

    fn window() -> Context {
        let ctx = Context::default();
        ctx.add_plugin(FocusInSight::default());
        ctx.add_plugin(SettledControls::default());
        // The first frames, and a pause.
        (0..6).for_each(|at| {
            frame(&ctx, f64::from(at) * 0.01, 20.0, Vec::new(), false);
        });
        ctx
    }

    fn frame_time(ctx: &Context) -> f64 {
        ctx.with_plugin(|settled: &mut SettledControls| settled.frame_time).unwrap()
    }

    /// Whether a click is taken that is handled this long after the input that moved the control. In seconds. A frame
    /// takes `frame_time` until the next one begins, with what the driver draws meanwhile.
    fn is_taken(frame_time: f64, after: f64) -> bool {
        let ctx = window();
        let pos = pos2(140.0, 30.0);
        frame(&ctx, 5.0, 20.0, vec![Event::PointerMoved(pos)], true);
        frame(&ctx, 5.0 + frame_time, 20.0, Vec::new(), false);
        frame(&ctx, 10.0, 100.0, vec![Event::PointerMoved(pos)], false);
        let button = |pressed| {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            Event::PointerButton { pos, button, pressed, modifiers }
        };
        let click = vec![Event::PointerMoved(pos), button(true), button(false)];
        frame(&ctx, 10.0 + after, 100.0, click, false)
    }

    #[test]
    fn a_pause_is_no_slow_frame() {
        let moved = || vec![Event::PointerMoved(pos2(1.0, 1.0))];
        let ctx = window();
        let before = frame_time(&ctx);
        // Nothing was wanted, and an input comes.
        frame(&ctx, 1.0, 20.0, Vec::new(), false);
        frame(&ctx, 1.7, 20.0, moved(), false);
        // Something was wanted, and the input may have come long after it.
        frame(&ctx, 2.0, 20.0, moved(), true);
        frame(&ctx, 2.7, 20.0, moved(), false);
        // The window was hidden.
        frame(&ctx, 3.0, 20.0, moved(), true);
        frame(&ctx, 60.0, 20.0, Vec::new(), false);
        assert!(frame_time(&ctx) <= before, "{} {before}", frame_time(&ctx));
    }

    #[test]
    fn a_control_counts_as_moved_from_when_it_is_seen_to_have_moved() {
        for (frame_time, after, taken) in
            [(0.0, 0.1, false), (0.0, 0.5, true), (0.6, 0.5, false), (0.6, 0.9, false), (0.6, 1.1, true)]
        {
            assert_eq!(is_taken(frame_time, after), taken, "a frame of {frame_time} s, {after} s later");
        }
    }

    #[test]
    fn a_slow_frame_counts_for_a_while() {
        let mut settled = SettledControls::default();
        settled.note_frame_time(1.0);
        settled.note_frame_time(0.02);
        assert!(settled.frame_time > 0.5);
        (0..40).for_each(|_| settled.note_frame_time(0.02));
        assert_eq!(settled.frame_time, 0.02);
    }
}
