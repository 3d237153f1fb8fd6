//! What a field refuses: a text that does not fit. It is taken out of the input before the field is drawn, so that all
//! else that was typed in the same frame, and what was selected, is as if nobody had tried to insert it. The message
//! says why, and stands over what is below the field: it moves nothing.

use super::Theme;
use super::controls::problem;
use egui::text_edit::TextEditState;
use egui::{
    Context, Event, Frame, Id, ImeEvent, Key, LayerId, Order, Rect, Response, Ui, UiBuilder, pos2, vec2,
};

/// The text that an event would insert into a field with the focus.
fn inserted_text(event: &Event) -> Option<&str> {
    match event {
        Event::Text(text) | Event::Paste(text) => Some(text),
        Event::Ime(ImeEvent::Commit(text) | ImeEvent::Preedit { text, .. }) => Some(text),
        Event::Key { key: Key::Enter, pressed: true, .. } => Some("\n"),
        Event::AccessKitActionRequest(request) => match &request.data {
            Some(egui::accesskit::ActionData::Value(text)) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// The length of all that the input of this frame may insert into a field. `measure` gives the length of a text.
pub(super) fn length_of_input(ui: &Ui, measure: impl Fn(&str) -> usize) -> usize {
    ui.input(|input| input.events.iter().filter_map(inserted_text).map(measure).sum())
}

/// Takes out of the input what the field with this `id` refuses, and returns whether there was something. `refuses`
/// draws the field with a copy of its text, and returns whether some of the input was refused.
pub(super) fn take_refused(ui: &Ui, id: Id, refuses: impl Fn(&mut Ui) -> bool) -> bool {
    let events = ui.input_mut(|input| std::mem::take(&mut input.events));
    let mut is_refused = false;
    for event in events {
        let may_be_refused = inserted_text(&event).is_some();
        ui.input_mut(|input| input.events.push(event));
        if may_be_refused && is_refused_in_trial(ui, id, &refuses) {
            ui.input_mut(|input| input.events.pop());
            is_refused = true;
        }
    }
    is_refused
}

/// Draws the field where nothing is seen, and leaves its caret, its history and the focus as they were.
fn is_refused_in_trial(ui: &Ui, id: Id, refuses: impl Fn(&mut Ui) -> bool) -> bool {
    let ctx = ui.ctx();
    let mut before = TextEditState::load(ctx, id).unwrap_or_default();
    let history = before.undoer();
    let had_focus = ctx.memory(|memory| memory.has_focus(id));
    let place = UiBuilder::new()
        .layer_id(ui.layer_id())
        .accessibility_parent(ui.unique_id())
        .max_rect(ui.available_rect_before_wrap())
        .layout(*ui.layout())
        .style(ui.style().clone());
    let mut unseen = Ui::new(ctx.clone(), id.with("trial"), place);
    unseen.set_clip_rect(Rect::NOTHING);
    let is_refused = refuses(&mut unseen);
    before.set_undoer(history);
    before.store(ctx, id);
    // Enter gives the focus away. A key that moves it is in no frame with a text (`input_queue`).
    if had_focus && !ctx.memory(|memory| memory.has_focus(id)) {
        ctx.memory_mut(|memory| memory.request_focus(id));
    }
    is_refused
}

/// The field that has refused a text last, and the last pass in which it was drawn.
#[derive(Clone, Copy)]
struct RefusedInput {
    field: Id,
    pass: u64,
}

fn refusal_id() -> Id {
    Id::unique("refused text")
}

/// The field whose message is shown.
fn refusing_field(ctx: &Context) -> Option<Id> {
    let refusal: Option<RefusedInput> = ctx.data(|data| data.get_temp(refusal_id()));
    refusal.filter(|refusal| refusal.pass + 1 >= ctx.cumulative_pass_nr()).map(|refusal| refusal.field)
}

/// Draws the `message` below the field that gave the `response`, if a text was refused in this frame (`is_refused`), or
/// before and the user has neither changed nor left the field since. Another refusal takes its place.
pub(super) fn show(
    ui: &mut Ui,
    theme: &Theme,
    response: &Response,
    is_refused: bool,
    message: impl FnOnce() -> String,
) {
    let ctx = ui.ctx();
    if !is_refused {
        if refusing_field(ctx) != Some(response.id) {
            return;
        }
        if response.changed() || response.lost_focus() {
            ctx.data_mut(|data| data.remove::<RefusedInput>(refusal_id()));
            return;
        }
    }
    let refusal = RefusedInput { field: response.id, pass: ctx.cumulative_pass_nr() };
    ctx.data_mut(|data| data.insert_temp(refusal_id(), refusal));
    if response.interact_rect.is_positive() {
        message_over_what_is_below(ui, theme, response, &message());
    }
}

/// The least width of the message, in points: a narrow field would make it high.
const LEAST_WIDTH: f32 = 280.0;

fn message_over_what_is_below(ui: &mut Ui, theme: &Theme, response: &Response, message: &str) {
    let (window, field) = (ui.ctx().content_rect(), response.rect);
    let frame = Frame::popup(ui.style()).fill(theme.surface);
    let width = field.width().max(LEAST_WIDTH).min(window.width());
    let left = field.min.x.min(window.max.x - width).max(window.min.x);
    let layer = LayerId::new(Order::Tooltip, refusal_id());
    let place = Rect::from_min_size(pos2(left, field.max.y + 2.0), vec2(width, 0.0));
    let builder = UiBuilder::new().layer_id(layer).max_rect(place).accessibility_parent(ui.unique_id());
    let mut over = Ui::new(ui.ctx().clone(), response.id.with("refused"), builder);
    over.set_clip_rect(window);
    frame.show(&mut over, |ui| problem(ui, theme, message));
}
