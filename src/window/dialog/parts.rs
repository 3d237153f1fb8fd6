//! The frame of a dialog, and the parts that several share. The patient is named, as in the bar, in those that act
//! on the case.

use super::dialog_keys;
use super::dimming::darken_background;
use super::geometry::{DialogGeometry, OUTSIDE};
use super::{Dialog, DialogAnswer, DialogCommand};
use crate::window::case::shown_patient;
use crate::window::cx::{Cx, Model};
use crate::window::room::WindowHeight;
use crate::window::widget::controls::{button, heading, primary_button};
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::{Theme, regular, semibold, shapes, size, space};
use egui::text_edit::TextEditState;
use egui::{
    Align, Color32, Context, Event, Frame, Id, Key, LayerId, Layout, Margin, Modal, Rect, Response, RichText,
    Sense, Stroke, Ui, UiBuilder, UiKind, vec2,
};

/// The margin inside a dialog, in points: in a low window, and in others.
const MARGINS: [i8; 2] = [12, 20];
/// The size of the title's text, in points.
const TITLE: f32 = 17.0;

/// Draws the dialog on top, and gives what is asked of it.
pub fn show(ctx: &egui::Context, model: &Model, theme: &Theme, dialog: &Dialog) -> Vec<DialogCommand> {
    let mut cx = Cx::new(model, theme);
    let window = ctx.content_rect().size();
    let [low, usual] = MARGINS;
    let margin = WindowHeight::of(ctx).pick(low, usual);
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(10)
        .inner_margin(Margin::same(margin));
    darken_background(ctx);
    dialog_keys::hold_back(ctx, model.dialogs_shown, dialog.answered_by_keys(), model.is_dialog_unasked);
    note_where_enter_goes(ctx);
    let around = 2.0 * (f32::from(margin) + OUTSIDE);
    let identity = (dialog.title(), model.dialog_number);
    let area = DialogGeometry::begin(ctx, identity, window.y - around).area();
    let modal = Modal::new(Id::unique("dialog")).area(area).frame(frame).backdrop_color(Color32::TRANSPARENT);
    let modal = modal.show(ctx, |ui| {
        ui.set_width(dialog.width().min(window.x - around));
        ui.set_max_height(window.y - around);
        ui.spacing_mut().item_spacing.y = space::CONTROLS;
        DialogGeometry::note_contents(ui);
        tell_screen_readers(ui, &cx, dialog);
        title(ui, &cx, dialog);
        // A button of the dialog before, which had the focus, is not one of this dialog.
        ui.push_id(dialog.title(), |ui| dialog.view(ui, &mut cx));
        DialogGeometry::end_contents(ui);
    });
    DialogGeometry::note_painted(ctx, modal.response.rect);
    follow_lost_focus(ctx, modal.response.layer_id);
    let is_clicked_away = modal.backdrop_response.clicked() && !dialog.stays_at_click_beside(model);
    if is_clicked_away || ctx.input(|input| input.key_pressed(Key::Escape)) {
        cx.ask(DialogCommand::Cancel);
    }
    cx.into_asked()
}

/// Draws the dialog in this layer again if its control with the focus has gone, as the button of an entry that was
/// removed: the next pass gives the focus to the control that has it first.
fn follow_lost_focus(ctx: &Context, layer: LayerId) {
    let is_gone = |id| {
        ctx.viewport(|viewport| {
            let before = viewport.prev_pass.widgets.get(id);
            let was_drawn = before.is_some_and(|widget| widget.layer_id == layer);
            was_drawn && viewport.this_pass.widgets.get(id).is_none()
        })
    };
    if ctx.memory(|memory| memory.focused()).is_some_and(is_gone) {
        ctx.request_repaint();
    }
}

/// Names the dialog, and puts what is behind it out of reach.
fn tell_screen_readers(ui: &Ui, cx: &Cx<DialogCommand>, dialog: &Dialog) {
    let name = cx.say.texts.get(dialog.title());
    if let Some(modal) = ui.stack().iter().find(|level| level.kind() == Some(UiKind::Modal)) {
        ui.ctx().accesskit_node_builder(modal.unique_id, |node| {
            node.set_label(name);
            node.set_modal();
        });
    }
}

/// The margin around the patient of a dialog, in points.
const AROUND_PATIENT: Margin = Margin::symmetric(10, 4);

/// The title of a dialog, and the patient if it acts on the case: below the title, or beside it in a low window, where
/// each line is needed for the contents, if there is room.
fn title(ui: &mut Ui, cx: &Cx<DialogCommand>, dialog: &Dialog) {
    let title = cx.say.texts.get(dialog.title());
    let patient = dialog.names_patient().then(|| shown_patient(cx.model.case.session().case(), cx.say));
    let width = |text: &str, font| ui.painter().layout_no_wrap(text.to_owned(), font, cx.theme.text).size().x;
    let of_title = width(title, semibold(TITLE));
    let of_patient =
        patient.as_ref().map_or(0.0, |text| width(text, semibold(size::BODY)) + AROUND_PATIENT.sum().x);
    let fits = of_title + ui.spacing().item_spacing.x + of_patient <= ui.available_width();
    let contents = |ui: &mut Ui| {
        heading(ui, RichText::new(title).font(semibold(TITLE)), title);
        if let Some(patient) = patient {
            let band = Frame::new().fill(cx.theme.sunken).corner_radius(6).inner_margin(AROUND_PATIENT);
            band.show(ui, |ui| ui.label(RichText::new(patient).font(semibold(size::BODY))));
        }
    };
    if fits && WindowHeight::of(ui.ctx()) == WindowHeight::Low {
        ui.horizontal(contents);
    } else {
        contents(ui);
    }
}

/// Contents that scroll where the window is low. The buttons below stay in sight.
pub(super) fn scrolled(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    scrolled_up_to(ui, f32::INFINITY, contents);
}

/// Contents that scroll where they are higher than this, in points, or than the window has room for. A dialog that is
/// opened again starts at its top.
pub(super) fn scrolled_up_to(ui: &mut Ui, most: f32, contents: impl FnOnce(&mut Ui)) {
    let number = DialogGeometry::number(ui);
    ScrollView::up_to(DialogGeometry::room_to_scroll(ui).min(most)).show(ui, "dialog", number, |ui, _| {
        ui.set_width(ui.available_width());
        contents(ui);
        // Room for the frame of the control with the focus.
        ui.add_space(space::PARTS);
    });
    DialogGeometry::note_scrolled(ui);
}

/// A place for contents that scroll in their own way, as high as this, in points, where the window has room for it. It
/// has the same height whatever is in it.
pub(super) fn pane_up_to(ui: &mut Ui, most: f32, contents: impl FnOnce(&mut Ui, Rect)) {
    let extent = vec2(ui.available_width(), DialogGeometry::room_to_scroll(ui).min(most));
    let (rect, _) = ui.allocate_exact_size(extent, Sense::hover());
    contents(ui, rect);
    DialogGeometry::note_scrolled(ui);
}

/// What has the focus when a dialog opens.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum FirstFocus {
    /// The button at the right.
    Button,
    /// A text field.
    Field,
}

/// The only button of a dialog that asks nothing.
pub(super) fn close_button<A: Clone>(ui: &mut Ui, cx: &mut Cx<DialogAnswer<A>>) {
    buttons(ui, cx, FirstFocus::Button, &[], ("close-dialog", DialogAnswer::Cancel));
}

/// The buttons of a dialog: the others from right to left, and the default at the right, which continues, or cancels
/// where continuing could lose data. A line inside it marks it as the one that Enter in a text field presses. The frame
/// around a button means the focus, and nothing else.
pub(super) fn buttons<A: Clone>(
    ui: &mut Ui,
    cx: &mut Cx<DialogAnswer<A>>,
    focus: FirstFocus,
    others: &[(&str, DialogAnswer<A>)],
    right: (&str, DialogAnswer<A>),
) {
    buttons_with_apart(ui, cx, focus, None, others, right);
}

/// As [`buttons`], with one that is no answer to the question of the dialog: at the left end of the row.
pub(super) fn buttons_with_apart<A: Clone>(
    ui: &mut Ui,
    cx: &mut Cx<DialogAnswer<A>>,
    focus: FirstFocus,
    apart: Option<(&str, DialogAnswer<A>)>,
    others: &[(&str, DialogAnswer<A>)],
    right: (&str, DialogAnswer<A>),
) {
    ui.add_space(space::BESIDE);
    let texts = cx.say.texts;
    let width = |text: &str, font| {
        let galley = ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER);
        galley.size().x + 2.0 * ui.spacing().button_padding.x
    };
    let gap = ui.spacing().item_spacing.x.max(space::BESIDE);
    let others_width: f32 =
        others.iter().map(|(text, _)| width(texts.get(text), regular(size::BODY)) + gap).sum();
    let apart_width =
        apart.as_ref().map_or(0.0, |(text, _)| width(texts.get(text), regular(size::BODY)) + gap);
    let whole = apart_width + others_width + width(texts.get(right.0), semibold(size::BODY));
    // The frame of a button with the focus is outside of it.
    let indent = (ui.available_width() - whole - FRAME).max(0.0);
    let fits = whole + FRAME <= ui.available_width();
    let layout = if fits { Layout::left_to_right(Align::Center) } else { Layout::top_down(Align::Min) };
    let row = vec2(ui.available_width(), size::CONTROL + 4.0);
    // Tab leads from control to control in the order in which they are drawn: from left to right.
    ui.allocate_ui_with_layout(row, layout, |ui| {
        ui.spacing_mut().item_spacing = vec2(gap, space::CONTROLS);
        let draw = |ui: &mut Ui, cx: &mut Cx<DialogAnswer<A>>, (text, answer): &(&str, DialogAnswer<A>)| {
            if named(ui, text, |ui| button(ui, cx.theme, texts.get(text))).clicked() {
                cx.ask(answer.clone());
            }
        };
        if let Some(apart) = &apart {
            draw(ui, cx, apart);
        }
        if fits {
            ui.add_space(indent);
        }
        for other in others.iter().rev() {
            draw(ui, cx, other);
        }
        let response = named(ui, "default", |ui| primary_button(ui, cx.theme, texts.get(right.0)));
        let inner_line = Stroke::new(1.0, cx.theme.on_accent);
        shapes::frame(ui.painter(), response.rect.shrink(DEFAULT_INSET), 4, inner_line);
        let is_entered = is_default_pressed(ui);
        let nothing_has_focus = ui.memory(|memory| memory.focused().is_none());
        if nothing_has_focus && !is_entered && focus == FirstFocus::Button {
            response.request_focus();
        }
        if response.clicked() || is_entered {
            cx.ask(right.1);
        }
    });
}

/// Draws a button whose id does not depend on its place: buttons come and go beside the one that has the focus.
fn named(ui: &mut Ui, name: &str, draw: impl FnOnce(&mut Ui) -> Response) -> Response {
    let id = ui.scope_id().with(("button of a dialog", name));
    ui.scope_builder(UiBuilder::new().scope_id(id), draw).inner
}

/// The distance of the frame around a button with the focus, in points.
const FRAME: f32 = 3.0;
/// How far inside the default button the line is that marks it, in points.
const DEFAULT_INSET: f32 = 3.0;

/// Notes, before the dialog is drawn, whether Enter presses its default button: unless another control has the focus
/// that takes Enter itself. A text field gives up its focus with Enter, so that this can't be seen afterwards.
fn note_where_enter_goes(ctx: &Context) {
    let focused = ctx.memory(|memory| memory.focused());
    let is_for_default = focused.is_none_or(|id| TextEditState::load(ctx, id).is_some());
    ctx.data_mut(|data| data.insert_temp(enter_id(), is_for_default));
}

/// Whether Enter was pressed and is for the default button. A field that takes Enter removes it from the input.
fn is_default_pressed(ui: &Ui) -> bool {
    let is_for_default = ui.data(|data| data.get_temp(enter_id())).unwrap_or(false);
    let is_enter = |event: &Event| match event {
        // A key that is held down answers no further dialog.
        Event::Key { key: Key::Enter, pressed: true, repeat: false, modifiers, .. } => modifiers.is_none(),
        _ => false,
    };
    is_for_default && ui.input(|input| input.events.iter().any(is_enter))
}

fn enter_id() -> Id {
    Id::unique("enter is for the default button")
}
