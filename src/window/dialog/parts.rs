//! The frame of a dialog, and the parts that several share. The patient is named in each, as in the bar.

use super::dimming::darken_background;
use super::{Dialog, DialogAnswer, DialogCommand};
use crate::window::case::shown_patient;
use crate::window::cx::{Cx, Model};
use crate::window::widget::controls::{button, heading, primary_button};
use crate::window::widget::sight::scroll_area;
use crate::window::widget::{Theme, semibold, size, space};
use egui::{
    Align, Color32, Frame, Id, Key, Layout, Margin, Modal, RichText, ScrollArea, Stroke, Ui, UiKind, vec2,
};

/// The margin inside a dialog, in points; less where the window is lower than [`LOW`].
const MARGIN: i8 = 20;
const LOW: f32 = 560.0;
/// What is seen of the window on each side of a dialog at least, in points.
const OUTSIDE: f32 = 10.0;
/// The height of one line of buttons with the distances above it, in points.
const BUTTONS: f32 = 2.0 * space::CONTROLS + space::BESIDE + size::CONTROL + 4.0;

/// Draws the dialog on top, and gives what is asked of it.
pub fn show(ctx: &egui::Context, model: &Model, theme: &Theme, dialog: &Dialog) -> Vec<DialogCommand> {
    let mut cx = Cx::new(model, theme);
    let window = ctx.content_rect().size();
    let margin = if window.y < LOW { 12 } else { MARGIN };
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(10)
        .inner_margin(Margin::same(margin));
    darken_background(ctx);
    let modal = Modal::new(Id::unique("dialog")).frame(frame).backdrop_color(Color32::TRANSPARENT);
    let modal = modal.show(ctx, |ui| {
        let around = 2.0 * (f32::from(margin) + OUTSIDE);
        ui.set_width(dialog.width().min(window.x - around));
        ui.set_max_height(window.y - around);
        ui.spacing_mut().item_spacing.y = space::CONTROLS;
        DialogHeights::start(ui, dialog.title(), window.y - around);
        tell_screen_readers(ui, &cx, dialog);
        title(ui, &cx, dialog);
        // A button of the dialog before, which had the focus, is not one of this dialog.
        ui.push_id(dialog.title(), |ui| dialog.view(ui, &mut cx));
        DialogHeights::finish(ui);
    });
    // A click beside the dialog may be a slip, and must not discard what was typed. Escape is meant.
    let is_clicked_away = modal.backdrop_response.clicked() && !dialog.has_input(model);
    if is_clicked_away || ctx.input(|input| input.key_pressed(Key::Escape)) {
        cx.ask(DialogCommand::Cancel);
    }
    cx.into_asked()
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

/// The title of a dialog, and the patient.
fn title(ui: &mut Ui, cx: &Cx<DialogCommand>, dialog: &Dialog) {
    let text = cx.say.texts.get(dialog.title());
    heading(ui, RichText::new(text).font(semibold(17.0)), text);
    let patient = shown_patient(cx.model.case.session().case(), cx.say);
    let before = if dialog.is_about_another_patient() { cx.say.texts.get("open-now") } else { "" };
    let told = format!("{before} {patient}");
    let band = Frame::new().fill(cx.theme.sunken).corner_radius(6).inner_margin(Margin::symmetric(10, 4));
    band.show(ui, |ui| ui.label(RichText::new(told.trim_start()).font(semibold(size::BODY))));
}

/// The heights in the dialog on top, in points: what scrolls in it gets what the rest leaves.
#[derive(Clone, Copy)]
struct DialogHeights {
    title: &'static str,
    /// The highest the contents may be in this window.
    most: f32,
    /// The upper edge of the contents.
    top: f32,
    /// The lower edge of what scrolls in this pass; `None`: nothing does so far.
    scrolled_to: Option<f32>,
    /// The height of what is below that, as it was in the last pass.
    below: f32,
}

impl DialogHeights {
    fn id() -> Id {
        Id::unique("dialog heights")
    }

    fn of(ui: &Ui) -> Option<Self> {
        ui.data(|data| data.get_temp(Self::id()))
    }

    fn store(self, ui: &Ui) {
        ui.data_mut(|data| data.insert_temp(Self::id(), self));
    }

    /// Notes where the contents of a dialog start, before they are drawn.
    fn start(ui: &Ui, title: &'static str, most: f32) {
        let below =
            Self::of(ui).filter(|before| before.title == title).map_or(BUTTONS, |before| before.below);
        DialogHeights { title, most, top: ui.cursor().min.y, scrolled_to: None, below }.store(ui);
    }

    /// Notes where what scrolls ends, once it is drawn.
    fn note_scrolled(ui: &Ui) {
        if let Some(heights) = Self::of(ui) {
            DialogHeights { scrolled_to: Some(ui.min_rect().max.y), ..heights }.store(ui);
        }
    }

    /// Measures what is below what scrolls, and lays the dialog out again if that is not what was assumed.
    fn finish(ui: &Ui) {
        let Some(heights) = Self::of(ui) else { return };
        let Some(end) = heights.scrolled_to else { return };
        let below = ui.min_rect().max.y - end;
        if (below - heights.below).abs() > 0.5 {
            DialogHeights { below, ..heights }.store(ui);
            ui.ctx().request_discard("what scrolls in a dialog gets another height");
            if !ui.ctx().will_discard() {
                ui.ctx().request_repaint();
            }
        }
    }
}

/// The height that a dialog has for what scrolls in it, in points.
fn room(ui: &Ui) -> f32 {
    /// Less shows nothing that could be read.
    const LEAST: f32 = 64.0;
    DialogHeights::of(ui).map_or(LEAST, |heights| {
        let used = ui.cursor().min.y - heights.top;
        (heights.most - used - heights.below).max(LEAST)
    })
}

/// Contents that scroll where the window is low. The buttons below stay in sight.
pub(super) fn scrolled(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    scrolled_up_to(ui, f32::INFINITY, contents);
}

/// Contents that scroll where they are higher than this, in points, or than the window has room for.
pub(super) fn scrolled_up_to(ui: &mut Ui, most: f32, contents: impl FnOnce(&mut Ui)) {
    let area = ScrollArea::vertical().max_height(room(ui).min(most)).auto_shrink([false, true]);
    scroll_area(ui, area, "dialog", (), |ui, _| {
        ui.set_width(ui.available_width());
        contents(ui);
        // Room for the frame of the control with the focus.
        ui.add_space(space::PARTS);
    });
    DialogHeights::note_scrolled(ui);
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

/// The buttons of a dialog. The button at the right is the default. It continues, or cancels where continuing could
/// lose data.
pub(super) fn buttons<A: Clone>(
    ui: &mut Ui,
    cx: &mut Cx<DialogAnswer<A>>,
    focus: FirstFocus,
    others: &[(&str, DialogAnswer<A>)],
    right: (&str, DialogAnswer<A>),
) {
    ui.add_space(space::BESIDE);
    let row = vec2(ui.available_width(), size::CONTROL + 4.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center).with_main_wrap(true), |ui| {
        let response = primary_button(ui, cx.theme, cx.say.texts.get(right.0));
        let nothing_has_focus = ui.ctx().memory(|memory| memory.focused().is_none());
        if nothing_has_focus && focus == FirstFocus::Button {
            response.request_focus();
        }
        if response.clicked() {
            cx.ask(right.1);
        }
        for (text, answer) in others {
            if button(ui, cx.theme, cx.say.texts.get(text)).clicked() {
                cx.ask(answer.clone());
            }
        }
    });
}

/// Whether a path is asked for and none was typed.
pub(super) fn is_blank(typed_path: Option<&str>) -> bool {
    typed_path.is_some_and(|path| path.trim().is_empty())
}
