//! The preview of the report beside the form. It shows the same pages as the exported PDF.

use super::PanelCx;
use crate::report::layout::PAGE;
use crate::window::case::Preview;
use crate::window::command::ReportCommand;
use crate::window::shortcut::UiCommand;
use crate::window::widget::controls::{button, focus_frame, heading, small};
use crate::window::widget::report_choices;
use crate::window::widget::sight::scroll_area;
use crate::window::widget::{semibold, size, space};
use egui::{
    Align, Button, Frame, Image, Layout, Margin, RichText, ScrollArea, Stroke, TextWrapMode, Ui, vec2,
};

pub fn show(ui: &mut Ui, cx: &mut PanelCx, preview: &Preview) {
    let texts = cx.say.texts;
    ui.spacing_mut().item_spacing.y = space::CONTROLS;
    ui.horizontal(|ui| {
        let title = texts.get("preview-title");
        heading(ui, RichText::new(title).font(semibold(size::SECTION)), title);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if button(ui, cx.theme, texts.get("close-preview")).clicked() {
                cx.ask(UiCommand::ShowPdf);
            }
        });
    });
    let settings = cx.model.report_settings();
    for choice in report_choices::show(ui, cx.theme, cx.say, settings) {
        cx.ask(ReportCommand::Choose(choice));
    }
    ui.horizontal_wrapped(|ui| {
        pages(ui, cx, preview);
        ui.add_space(space::CONTROLS);
        zoom(ui, cx, preview);
    });
    ui.horizontal_wrapped(|ui| {
        for command in [UiCommand::PrintPdf, UiCommand::ViewPdf] {
            let keys = command.keys(ui.ctx()).unwrap_or_default();
            if button(ui, cx.theme, texts.get(command.label_id())).on_hover_text(keys).clicked() {
                cx.ask(command);
            }
        }
    });
    page(ui, cx, preview);
}

fn pages(ui: &mut Ui, cx: &mut PanelCx, preview: &Preview) {
    let pages = preview.pages().unwrap_or(0);
    let page_button = |ui: &mut Ui, cx: &mut PanelCx, command: UiCommand, sign: &str, is_enabled: bool| {
        let name = cx.say.texts.get(command.label_id());
        if icon_button(ui, cx, sign, name, is_enabled) {
            cx.ask(command);
        }
    };
    page_button(ui, cx, UiCommand::PreviousPage, "‹", preview.page() > 0);
    let arguments = [("page", (preview.page() + 1).into()), ("pages", pages.max(1).into())];
    small(ui, cx.theme, &cx.say.texts.with("preview-page", &arguments));
    page_button(ui, cx, UiCommand::NextPage, "›", preview.page() + 1 < pages);
}

fn zoom(ui: &mut Ui, cx: &mut PanelCx, preview: &Preview) {
    const STEP: u16 = 25;
    for (sign, name, zoom, is_enabled) in [
        ("–", "preview-smaller", preview.zoom().saturating_sub(STEP), preview.zoom() > 100),
        ("+", "preview-larger", preview.zoom() + STEP, preview.zoom() < 300),
    ] {
        if icon_button(ui, cx, sign, cx.say.texts.get(name), is_enabled) {
            cx.ask(ReportCommand::Zoom(zoom));
        }
    }
    if preview.zoom() != 100 && button(ui, cx.theme, cx.say.texts.get("preview-fit")).clicked() {
        cx.ask(ReportCommand::Zoom(100));
    }
}

/// Draws a small button with a sign, and a name for screen readers. Returns whether it was clicked.
fn icon_button(ui: &mut Ui, cx: &PanelCx, sign: &str, name: &str, is_enabled: bool) -> bool {
    let button = Button::new(sign).min_size(vec2(size::CONTROL, size::CONTROL));
    let response = ui.add_enabled(is_enabled, button).on_hover_ui(|ui| {
        ui.label(name);
    });
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, is_enabled, name));
    focus_frame(ui, cx.theme, response).clicked()
}

fn page(ui: &mut Ui, cx: &mut PanelCx, preview: &Preview) {
    /// The width of the canvas around the page and of the scroll bar, in points.
    const EDGE: f32 = 36.0;
    let width = ((ui.available_width() - EDGE) * f32::from(preview.zoom()) / 100.0).floor();
    // The scale is rounded to hundredths, so that a tiny change of the width does not draw the page again.
    let scale = (width / PAGE.0 * ui.pixels_per_point() * 100.0).round() as u32;
    if preview.scale() != Some(scale) {
        cx.ask(ReportCommand::Scale(scale));
    }
    let canvas = Frame::new().fill(cx.theme.canvas).inner_margin(Margin::symmetric(10, 10));
    canvas.show(ui, |ui| {
        let indication = cx.model.case.session().indication().id.clone();
        let shown = (cx.model.case.id(), indication, preview.page());
        scroll_area(ui, ScrollArea::both().auto_shrink(false), "preview", shown, |ui, _| {
            let Some((drawn, texture)) = preview.uploaded_page() else {
                let text = if preview.has_failed() { "preview-failed" } else { "preview-drawing" };
                ui.style_mut().wrap_mode = Some(TextWrapMode::Wrap);
                small(ui, cx.theme, cx.say.texts.get(text));
                return;
            };
            let arguments = [("page", (drawn.page + 1).into()), ("pages", drawn.pages.into())];
            let alt_text = cx.say.texts.with("preview-alt", &arguments);
            let image = Image::from_texture((texture.id(), vec2(width, width * PAGE.1 / PAGE.0)));
            let response =
                ui.add(image.fit_to_exact_size(vec2(width, width * PAGE.1 / PAGE.0)).alt_text(alt_text));
            ui.painter().rect_stroke(
                response.rect,
                0,
                Stroke::new(1.0, cx.theme.line),
                egui::StrokeKind::Outside,
            );
        })
    });
}
