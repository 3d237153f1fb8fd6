//! What the button with three points of the preview opens: closing it, and giving the focus back to its button.

use super::settled::report_contents_id;
use egui::{Context, Id, Popup};

/// Notes the button that opens it.
pub fn note_opener(ctx: &Context, button: Id) {
    ctx.data_mut(|data| data.insert_temp(opener_id(), button));
}

/// Closes it. Its button gets the focus if a control inside has it, or nothing.
pub fn close(ctx: &Context) {
    if !Popup::is_id_open(ctx, report_contents_id()) {
        return;
    }
    Popup::close_id(ctx, report_contents_id());
    let is_inside = |id| {
        let widget = ctx.viewport(|viewport| viewport.prev_pass.widgets.get(id).copied());
        widget.is_none_or(|widget| widget.layer_id.id == report_contents_id())
    };
    let opener = ctx.data(|data| data.get_temp::<Id>(opener_id()));
    if let Some(opener) = opener.filter(|_| ctx.memory(|memory| memory.focused()).is_none_or(is_inside)) {
        ctx.memory_mut(|memory| memory.request_focus(opener));
    }
}

fn opener_id() -> Id {
    Id::unique("opener of the contents of the report")
}
