//! Tooltips: what is not on the screen. They stand beside their control where there is room (`place`), and cover
//! neither it nor its question, its heading or the next control as long as some place in the window is free of them.
//! Only those of a bar at the top of a part of the window stand below.
//!
//! A key, a press or the wheel closes a tooltip (`closing`). None has more than a few lines, however much it could say.
//!
//! They are painted at the end of the pass, when all places are known, and nothing else: no frame is drawn for their
//! size or their fading. Screen readers get the same as descriptions of the controls.

mod closing;
mod place;

use super::dots::with_bound_dots;
use super::sight::is_focus_by_key;
use super::{Theme, regular, size};
use closing::ClosedTips;
use egui::text::LayoutJob;
use egui::{
    Color32, Context, Frame, Galley, Id, LayerId, Order, Painter, Plugin, RawInput, Rect, Response, Tooltip,
    Ui,
};
use place::{KeptClear, TipSize, place};
use std::sync::Arc;
use std::time::Duration;

/// Where a tooltip stands, if there is room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TipSide {
    /// At the right or the left of the control and its question, for lists, whose lines are read one after the other.
    Beside,
    /// Above the control, for a table and for a bar at the bottom.
    Above,
    /// Below the control, for a bar at the top of a part of the window: above it are other controls, or nothing.
    Below,
}

/// A pointer that has not moved for this long rests.
const RESTS_AFTER: Duration = Duration::from_millis(150);

/// More lines would be no tooltip but a page: what does not fit is cut.
const MAX_LINES: usize = 6;
/// So many entries of a list are named: one line is left for how many others there are, and one for an entry
/// that takes two.
pub const MAX_ENTRIES: usize = MAX_LINES - 2;
/// The width that no line exceeds, in points.
const MAX_WIDTH: f32 = 420.0;

/// The tooltip of this pass, what no tooltip may cover, and what was closed.
#[derive(Default)]
pub struct Tooltips {
    pass: TipPass,
    closed: ClosedTips,
}

/// What is noted while a pass is drawn.
#[derive(Default)]
struct TipPass {
    pending: Option<PendingTip>,
    /// The heading that was drawn last, in its layer.
    heading: Option<(LayerId, Rect)>,
    /// The questions of this pass, each with its control.
    questions: Vec<(LayerId, Rect)>,
    /// The names of the control for which they were noted.
    names: Vec<(Id, Rect)>,
}

struct PendingTip {
    layer: LayerId,
    id: Id,
    control: Rect,
    heading: Option<Rect>,
    side: TipSide,
    text: String,
    color: Color32,
    frame: Frame,
}

impl Plugin for Tooltips {
    fn debug_name(&self) -> &'static str {
        "tooltips"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.closed.take_input(ctx, input);
    }

    fn on_begin_pass(&mut self, _: &mut Ui) {
        self.pass = TipPass::default();
        self.closed.start_pass();
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        if let Some(tip) = self.pass.pending.take() {
            let kept = self.pass.kept_clear(ui.ctx(), &tip);
            tip.paint(ui.ctx(), &kept);
        }
    }
}

impl TipPass {
    fn kept_clear(&self, ctx: &Context, tip: &PendingTip) -> KeptClear {
        let is_own =
            |(layer, rect): &&(LayerId, Rect)| *layer == tip.layer && rect.contains(tip.control.center());
        let question = self.questions.iter().filter(is_own).map(|(_, rect)| *rect);
        let question = question.min_by(|a, b| a.area().total_cmp(&b.area()));
        let own = question.map_or(tip.control, |question| question.union(tip.control));
        let names = self.names.iter().filter(|(id, _)| *id == tip.id).map(|(_, rect)| *rect);
        let others = names.chain(tip.heading).chain(next_control(ctx, tip, own)).collect();
        KeptClear { control: tip.control, own, others }
    }
}

/// The control outside of its own question to which Tab leads from a control, if it is in sight.
fn next_control(ctx: &Context, tip: &PendingTip, own: Rect) -> Option<Rect> {
    ctx.viewport(|viewport| {
        let mut drawn = viewport.this_pass.widgets.get_layer(tip.layer);
        drawn.find(|widget| widget.id == tip.id)?;
        let next = drawn.find(|widget| {
            widget.enabled && widget.sense.is_focusable() && !own.contains(widget.rect.center())
        })?;
        Some(next.interact_rect).filter(|rect| rect.is_positive())
    })
}

impl PendingTip {
    fn paint(self, ctx: &Context, kept: &KeptClear) {
        let screen = ctx.content_rect();
        let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, self.id.with("tooltip")));
        let text = with_bound_dots(&self.text);
        let lay_out = |wrap| lay_out_short(&painter, &text, self.color, wrap);
        let margin = self.frame.total_margin();
        let widths = (margin.sum().x, MAX_WIDTH.min(screen.width() - 40.0));
        let size_at = |wrap| {
            let (galley, is_cut) = lay_out(wrap);
            TipSize { whole: galley.size() + margin.sum(), is_cut }
        };
        let (rect, wrap) = place(self.side, screen, kept, widths, size_at);
        let inside = rect - margin;
        painter.add(self.frame.paint(inside));
        painter.galley(inside.min, lay_out(wrap).0, self.color);
    }
}

/// Lays out as many of the lines of a text as a tooltip may have, each of which may wrap, and says whether some are
/// left out. A line is whole or left out, unless a long one is all that the others leave room for.
fn lay_out_short(painter: &Painter, text: &str, color: Color32, wrap: f32) -> (Arc<Galley>, bool) {
    let lay_out = |text: String| {
        let mut job = LayoutJob::simple(text, regular(size::SMALL), color, wrap);
        job.wrap.max_rows = MAX_LINES;
        painter.layout_job(job)
    };
    let lines: Vec<&str> = text.lines().collect();
    let whole = lay_out(text.to_owned());
    if !whole.elided {
        return (whole, false);
    }
    let mut shortened =
        (1..lines.len()).rev().map(|count| lay_out(format!("{}\n…", lines[..count].join("\n"))));
    let shortened = shortened.find(|galley| !galley.elided);
    // A long line that is broken off tells more than no line.
    (shortened.filter(|galley| galley.rows.len() + 2 >= MAX_LINES).unwrap_or(whole), true)
}

/// Notes a heading: no tooltip of what is drawn after it covers it.
pub fn note_heading(response: &Response) {
    let (layer, rect) = (response.layer_id, response.interact_rect);
    let rect = Some((layer, rect)).filter(|_| rect.is_positive());
    response.ctx.with_plugin(|tips: &mut Tooltips| tips.pass.heading = rect);
}

/// Notes where a question is, with its control: no tooltip of something inside covers any of it.
pub fn note_question(ui: &Ui, rect: Rect) {
    let seen = rect.intersect(ui.clip_rect());
    if seen.is_positive() {
        ui.ctx().with_plugin(|tips: &mut Tooltips| tips.pass.questions.push((ui.layer_id(), seen)));
    }
}

/// Notes the name of a control that stands apart from it, as at the edge of a table: its tooltip does not cover that.
pub fn note_name(response: &Response, name: Rect) {
    response.ctx.with_plugin(|tips: &mut Tooltips| tips.pass.names.push((response.id, name)));
}

/// Shows lines while the pointer rests on a control, or a key has given it the focus.
pub fn lines(ui: &Ui, theme: &Theme, response: &Response, side: TipSide, text: impl FnOnce() -> String) {
    if is_pointed_at(response) || is_led_to_by_key(response) {
        note_tip(ui, theme, response, side, text());
    }
}

/// Shows lines while the pointer rests on a control.
pub fn on_hover(ui: &Ui, theme: &Theme, response: &Response, side: TipSide, text: impl FnOnce() -> String) {
    if is_pointed_at(response) {
        note_tip(ui, theme, response, side, text());
    }
}

/// Shows lines at a control that a key has given the focus: whoever uses the keyboard sees them without a pointer.
pub fn on_key_focus(ui: &Ui, theme: &Theme, response: &Response, side: TipSide, text: &str) {
    if is_led_to_by_key(response) {
        note_tip(ui, theme, response, side, text.to_owned());
    }
}

/// Notes that a control gets the focus back, as after a dialog: no key has led to it, and its tooltip stays closed.
pub fn note_focus_returned(ctx: &Context, control: Id) {
    ctx.with_plugin(|tips: &mut Tooltips| tips.closed.close_at_focus(control));
}

/// Whether a key has given a control the focus, and no other key has been pressed since.
fn is_led_to_by_key(response: &Response) -> bool {
    let is_open = |tips: &mut Tooltips| tips.closed.is_open_at_focus(response.id);
    response.has_focus()
        && is_focus_by_key(&response.ctx)
        && response.ctx.with_plugin(is_open).unwrap_or_default()
}

/// Whether the pointer rests on a control. A tooltip that is shown stays until the pointer leaves or the user goes on.
fn is_pointed_at(response: &Response) -> bool {
    let (ctx, key) = (&response.ctx, Id::unique("control with a tooltip"));
    let was_shown = ctx.data(|data| data.get_temp(key)) == Some(response.id);
    let (is_moving, is_pressed) =
        ctx.input(|input| (!input.pointer.is_still() || input.is_scrolling(), input.pointer.any_down()));
    let is_open = |tips: &mut Tooltips| tips.closed.is_open_at_pointer(response.id);
    let is_closed = !response.hovered() || !ctx.with_plugin(is_open).unwrap_or_default();
    let is_pointed_at = if is_closed || is_pressed {
        false
    } else if was_shown {
        true
    } else if is_moving {
        // egui would draw frame after frame until the pointer rests.
        ctx.request_repaint_after(RESTS_AFTER);
        false
    } else {
        Tooltip::should_show_tooltip(response, false)
    };
    if is_pointed_at {
        ctx.data_mut(|data| data.insert_temp(key, response.id));
    } else if was_shown {
        ctx.data_mut(|data| data.remove::<Id>(key));
    }
    is_pointed_at
}

fn note_tip(ui: &Ui, theme: &Theme, response: &Response, side: TipSide, text: String) {
    let is_out_of_sight = response.interact_rect.height() < response.rect.height() / 2.0;
    if text.is_empty() || is_out_of_sight {
        return;
    }
    let (layer, id) = (response.layer_id, response.id);
    let frame = Frame::popup(ui.style());
    response.ctx.with_plugin(|tips: &mut Tooltips| {
        let heading = tips.pass.heading.filter(|(of, _)| *of == layer).map(|(_, rect)| rect);
        let (control, color) = (response.interact_rect, theme.text);
        tips.pass.pending = Some(PendingTip { layer, id, control, heading, side, text, color, frame });
    });
}

#[cfg(test)]
mod tests {
    use super::super::text_style::fonts;
    use super::*;

    /// The lines that are drawn of a text whose lines wrap at a width, and whether some are left out.
    fn shortened(text: &str, wrap: f32) -> (Vec<String>, bool) {
        let ctx = Context::default();
        ctx.set_fonts(fonts());
        let mut shown = None;
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            let (galley, is_cut) = lay_out_short(ui.painter(), text, Color32::BLACK, wrap);
            shown = Some((galley.rows.iter().map(|row| row.text()).collect(), is_cut));
        });
        output.textures_delta.clear();
        shown.unwrap()
    }

    fn lines(text: &str) -> Vec<&str> {
        text.lines().collect()
    }

    #[test]
    fn a_tooltip_that_fits_is_shown_whole() {
        for text in ["one", "1\n2\n3\n4\n5\n6"] {
            assert_eq!(
                shortened(text, MAX_WIDTH),
                (lines(text).into_iter().map(String::from).collect(), false)
            );
        }
        let (rows, is_cut) = shortened("a line that wraps\nanother one", 60.0);
        assert!(rows.len() > 2 && rows.len() <= MAX_LINES && !is_cut, "{rows:?}");
    }

    #[test]
    fn a_tooltip_that_is_too_long_loses_whole_lines_at_its_end() {
        let (rows, is_cut) = shortened("1\n2\n3\n4\n5\n6\n7\n8", MAX_WIDTH);
        assert_eq!((lines(&rows.join("\n")), is_cut), (vec!["1", "2", "3", "4", "5", "…"], true));
        // The fourth line wraps to three rows, for which there is no room with what says that lines are left out.
        let (rows, is_cut) = shortened("1\n2\n3\nword word word word word word\n5", 80.0);
        assert_eq!((lines(&rows.join("\n")), is_cut), (vec!["1", "2", "3", "…"], true));
    }

    #[test]
    fn a_first_line_that_is_too_long_by_itself_is_broken_off() {
        for rest in ["", "\nanother line"] {
            let (rows, is_cut) = shortened(&format!("{}{rest}", "word ".repeat(60).trim_end()), 80.0);
            assert!(is_cut && rows.len() == MAX_LINES, "{rows:?}");
            assert!(rows.iter().all(|row| row.starts_with("word")) && rows[5].ends_with('…'), "{rows:?}");
        }
    }
}
