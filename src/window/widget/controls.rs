//! Controls that several views share.

use super::shapes;
use super::{CARD_MARGIN, Theme, regular, semibold, size};
use egui::accesskit::Live;
use egui::text::LayoutJob;
use egui::{
    Button, Color32, FocusDirection, Frame, Id, Response, RichText, Role, Stroke, Ui, WidgetInfo, vec2,
};

/// A card on the canvas.
pub fn card<R>(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(8)
        .inner_margin(CARD_MARGIN);
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// The title of a section, a heading to screen readers.
pub fn section_title(ui: &mut Ui, text: &str) {
    heading(ui, RichText::new(text).font(semibold(size::SECTION)), text);
}

/// A text that is a heading to screen readers.
pub fn heading(ui: &mut Ui, shown: RichText, text: &str) {
    let response = ui.label(shown);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
}

/// Small text of less weight.
pub fn small(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    ui.label(RichText::new(text).font(regular(size::SMALL)).color(theme.muted))
}

/// A button that leads on.
pub fn primary_button(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let text = RichText::new(text).font(semibold(size::BODY)).color(theme.on_accent);
    let button = Button::new(text).fill(theme.accent).stroke(Stroke::new(1.0, theme.accent));
    let response = ui.add(button.min_size(vec2(0.0, size::CONTROL)));
    focus_frame(ui, theme, response)
}

/// A button of normal weight. The one that leads on is a [`primary_button`].
pub fn button(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let response = ui.add(Button::new(text).min_size(vec2(0.0, size::CONTROL)));
    focus_frame(ui, theme, response)
}

/// Shows that a control has the focus.
pub fn focus_frame(ui: &Ui, theme: &Theme, response: Response) -> Response {
    if response.has_focus() {
        shapes::frame(ui.painter(), response.rect.expand(3.0), 8, Stroke::new(2.0, theme.focus));
    }
    response
}

/// An underlined text that leads somewhere.
pub fn link(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let response = ui.link(RichText::new(text).font(regular(size::SMALL)).color(theme.accent).underline());
    focus_frame(ui, theme, response)
}

/// A text of several parts in one paragraph.
pub fn paragraph(parts: &[(&str, Color32, bool)], points: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (text, colour, strong) in parts {
        let font = if *strong { semibold(points) } else { regular(points) };
        job.append(text, 0.0, egui::TextFormat::simple(font, *colour));
    }
    job
}

/// The next control takes the focus, as with the Tab key.
pub fn focus_next(ui: &Ui, from: Id) {
    ui.memory_mut(|memory| {
        memory.surrender_focus(from);
        memory.move_focus(FocusDirection::Next);
    });
}

/// What is wrong with an input, at its place. Screen readers tell it at once.
pub fn problem(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let told = ui.label(RichText::new(text).font(regular(size::BODY)).color(theme.not_met));
    ui.ctx().accesskit_node_builder(told.id, |node| node.set_live(Live::Polite));
    told
}
