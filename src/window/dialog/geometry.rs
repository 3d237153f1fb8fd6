//! Where the dialog on top stands in the window, and how high its parts are.
//!
//! A dialog that gets higher or lower keeps its upper edge, so that nothing moves above what has changed. What scrolls
//! in it gets the height that the rest leaves.

use crate::window::widget::again::lay_out_again;
use crate::window::widget::{size, space};
use egui::{Align2, Area, Context, Id, Modal, Rect, Ui, Vec2, vec2};

/// What is seen of the window on each side of a dialog at least, in points.
pub(super) const OUTSIDE: f32 = 10.0;
/// The height of one line of buttons with the distances above it, in points.
const BUTTONS: f32 = 2.0 * space::CONTROLS + space::BESIDE + size::CONTROL + 4.0;

/// The place and the heights of the dialog on top, in points.
#[derive(Clone, Copy)]
pub(super) struct DialogGeometry {
    title: &'static str,
    /// Tells the dialog from the one with this title before it.
    number: usize,
    window: Vec2,
    pass: u64,
    /// Its upper edge where it was painted first; `None`: it was not painted yet.
    top: Option<f32>,
    /// The highest the contents may be in this window.
    most: f32,
    /// The upper edge of the contents.
    contents_top: f32,
    /// The lower edge of what scrolls in this pass; `None`: nothing does so far.
    scrolled_to: Option<f32>,
    /// The height of what is below that, as it was in the last pass.
    below: f32,
}

impl DialogGeometry {
    fn id() -> Id {
        Id::unique("geometry of the dialog")
    }

    fn load(ctx: &Context) -> Option<Self> {
        ctx.data(|data| data.get_temp(Self::id()))
    }

    fn store(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(Self::id(), self));
    }

    /// Begins a pass of the dialog with this title and number, whose contents have at most this height in the window.
    /// The upper edge is that of the same dialog in the same window. A dialog that takes the place of one with its
    /// title, as to say why a passphrase was wrong, is the same one.
    pub(super) fn begin(ctx: &Context, (title, number): (&'static str, usize), most: f32) -> Self {
        let (window, pass) = (ctx.content_rect().size(), ctx.cumulative_pass_nr());
        let before = Self::load(ctx).filter(|before| before.title == title);
        let is_drawn = |before: &Self| before.pass + 1 >= pass;
        let is_open = |before: &Self| is_drawn(before) && before.window == window;
        let geometry = DialogGeometry {
            title,
            number: before.filter(is_drawn).map_or(number, |before| before.number),
            window,
            pass,
            top: before.filter(is_open).and_then(|before| before.top),
            most,
            contents_top: 0.0,
            scrolled_to: None,
            below: before.map_or(BUTTONS, |before| before.below),
        };
        geometry.store(ctx);
        geometry
    }

    /// In the middle of the window at first.
    pub(super) fn area(self) -> Area {
        let area = Modal::default_area(Id::unique("dialog"));
        match self.top {
            Some(top) => area.anchor(Align2::CENTER_TOP, vec2(0.0, top)),
            None => area,
        }
    }

    /// Tells the dialog that is drawn from those before it.
    pub(super) fn number(ui: &Ui) -> usize {
        Self::load(ui.ctx()).map_or(0, |geometry| geometry.number)
    }

    /// Notes where the contents start, before they are drawn.
    pub(super) fn note_contents(ui: &Ui) {
        if let Some(geometry) = Self::load(ui.ctx()) {
            DialogGeometry { contents_top: ui.cursor().min.y, ..geometry }.store(ui.ctx());
        }
    }

    /// Notes where what scrolls ends, once it is drawn.
    pub(super) fn note_scrolled(ui: &Ui) {
        if let Some(geometry) = Self::load(ui.ctx()) {
            DialogGeometry { scrolled_to: Some(ui.min_rect().max.y), ..geometry }.store(ui.ctx());
        }
    }

    /// Measures what is below what scrolls, and lays the dialog out again if that is not what was assumed.
    pub(super) fn end_contents(ui: &Ui) {
        let Some(geometry) = Self::load(ui.ctx()) else { return };
        let Some(end) = geometry.scrolled_to else { return };
        let below = ui.min_rect().max.y - end;
        if (below - geometry.below).abs() > 0.5 {
            DialogGeometry { below, ..geometry }.store(ui.ctx());
            lay_out_again(ui.ctx(), "what scrolls in a dialog gets another height");
        }
    }

    /// Notes the place of a dialog that is painted in this pass. It moves up only where the window ends.
    pub(super) fn note_painted(ctx: &Context, rect: Rect) {
        let Some(geometry) = Self::load(ctx) else { return };
        let painted = if ctx.will_discard() { None } else { Some(rect.min.y) };
        let lowest = (geometry.window.y - OUTSIDE - rect.height()).max(OUTSIDE);
        let top = geometry.top.or(painted).map(|top| top.min(lowest));
        if top.is_some_and(|top| top + 0.5 < rect.min.y) {
            lay_out_again(ctx, "the dialog has grown past the edge of the window");
        }
        DialogGeometry { top, ..geometry }.store(ctx);
    }

    /// The height that the dialog has for what scrolls in it, in points.
    pub(super) fn room_to_scroll(ui: &Ui) -> f32 {
        /// Less shows nothing that could be read.
        const LEAST: f32 = 64.0;
        Self::load(ui.ctx()).map_or(LEAST, |geometry| {
            let used = ui.cursor().min.y - geometry.contents_top;
            (geometry.most - used - geometry.below).max(LEAST)
        })
    }
}
