//! Scrolls the list of indications so that a whole entry is at the top of the view: one that is cut there passes for
//! another one, as its shape is at its top.

use super::below_entry;
use crate::window::widget::again::lay_out_again;
use egui::{Align, Rect, Ui};

/// Brings an entry into sight, in this frame already, with a whole entry at the top of the view. `top`: where the list
/// starts; `edges`: the upper edges of the entries below that, and the lower edge of the last. In points.
pub fn scroll_to(ui: &Ui, top: f32, edges: &[f32], at: usize) {
    let view = ui.clip_rect().y_range();
    let is_in_view = |y: f32| (view.min - 0.5..=view.max + 0.5).contains(&(top + y));
    if is_in_view(edges[at]) && is_in_view(edges[at + 1] - below_entry(ui)) {
        return;
    }
    let is_above = top + edges[at] < view.min;
    let first = if is_above { at } else { first_in_view_with(edges, at, view.span()) };
    let list = ui.max_rect().x_range();
    let entry = Rect::from_x_y_ranges(list, top + edges[first]..=top + edges[first + 1]);
    ui.scroll_to_rect(entry, Some(Align::Min));
    lay_out_again(ui.ctx(), "the indication that is shown is brought into sight");
}

/// The first entry from which entry `at` is still whole in a view of this height.
fn first_in_view_with(edges: &[f32], at: usize, view: f32) -> usize {
    (0..at).find(|first| edges[at + 1] - edges[*first] <= view).unwrap_or(at)
}

/// Adds room below a list that scrolls, so that it has a whole entry at the top of the view at its end too.
pub fn end_with_whole_entry(ui: &mut Ui, edges: &[f32]) {
    let (Some(last), view) = (edges.len().checked_sub(2), ui.clip_rect().height()) else { return };
    let end = edges[last + 1];
    let room = edges[first_in_view_with(edges, last, view)] + view - end;
    // A space of 0 would still add the distance between two parts.
    if end > view && room > 0.0 {
        ui.add_space(room);
    }
}
