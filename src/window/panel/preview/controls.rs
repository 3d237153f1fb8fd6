//! The controls of the preview, in one row: the page, the size of the pages, what the report contains, closing.

use super::super::PanelCx;
use crate::window::case::Preview;
use crate::window::command::{Command, ReportCommand};
use crate::window::shortcut::{UiCommand, with_keys};
use crate::window::widget::controls::{button, focus_frame};
use crate::window::widget::escape::EscapeKey;
use crate::window::widget::settled::report_contents_id;
use crate::window::widget::tip::{self, TipSide};
use crate::window::widget::{popup, regular, report_choices, report_contents, size, space};
use egui::{
    Align, Button, Galley, Id, Layout, Painter, Popup, PopupCloseBehavior, Pos2, Response, Role, Sense,
    Shape, Stroke, Ui, WidgetInfo, vec2,
};
use std::sync::Arc;

/// The factor by which a button makes the pages larger.
const ZOOM_STEP: f32 = 1.25;
/// The space between the controls, in points. It is small, so that the row fits beside the form.
const GAP: f32 = 4.0;

/// The sign on a button. It is painted, so that it does not depend on a font.
#[derive(Clone, Copy)]
enum Sign {
    Previous,
    Next,
    Smaller,
    Larger,
    FitWidth,
    More,
    Close,
}

/// A button of the row.
struct RowButton {
    sign: Sign,
    /// The id of its name, for the tooltip and screen readers.
    name: &'static str,
    /// Its keys, for the tooltip.
    keys: Option<String>,
    command: Command,
    is_enabled: bool,
}

pub fn show(ui: &mut Ui, cx: &mut PanelCx, preview: &Preview) {
    let (page, pages) = (preview.page(), preview.pages().unwrap_or(1));
    let arguments = [("page", (page + 1).into()), ("pages", pages.into())];
    let page_text = cx.say.texts.with("preview-page", &arguments);
    let short_text = format!("{} / {pages}", page + 1);
    let percent = (preview.zoom() * 100.0).round() as i64;
    // The size is a share of the width of the preview, which differs with the window.
    let zoom_text = cx.say.texts.with("preview-zoom", &[("percent", percent.into())]);
    // The widest text decides, so that no control comes or goes while the user turns or zooms.
    let widest = [("page", pages.into()), ("pages", pages.into())];
    let widest_page = layout(ui, cx, cx.say.texts.with("preview-page", &widest)).size().x;
    let widest_zoom = layout(ui, cx, cx.say.texts.with("preview-zoom", &[("percent", 300.into())])).size().x;
    const BUTTONS: f32 = 7.0;
    let room = ui.available_width() - BUTTONS * size::CONTROL - (BUTTONS + 2.0) * GAP - space::SECTIONS;
    let shows_zoom = widest_page + widest_zoom <= room;
    let shows_page = widest_page <= room;
    // In a very narrow window, the wheel still zooms.
    let shows_zoom_buttons = room >= 0.0;
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let turn = |command: UiCommand, sign, is_enabled, ui: &Ui| RowButton {
            sign,
            name: command.label_id(),
            keys: command.keys(ui.ctx()),
            command: command.into(),
            is_enabled,
        };
        let previous = turn(UiCommand::PreviousPage, Sign::Previous, page > 0, ui);
        row_button(ui, cx, previous);
        let (text, width) = if shows_page { (&page_text, Some(widest_page)) } else { (&short_text, None) };
        fixed_text(ui, cx, text, &page_text, width);
        let next = turn(UiCommand::NextPage, Sign::Next, page + 1 < pages, ui);
        row_button(ui, cx, next);
        if shows_zoom_buttons {
            ui.add_space(space::BESIDE);
            zoom(ui, cx, preview, shows_zoom.then_some((zoom_text.as_str(), widest_zoom)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = UiCommand::ShowPdf;
            let close = RowButton {
                sign: Sign::Close,
                name: "close-preview",
                keys: close.keys(ui.ctx()),
                command: close.into(),
                is_enabled: true,
            };
            row_button(ui, cx, close);
            contents(ui, cx);
        });
    });
    // There is no room for a title. Screen readers find the preview by its heading.
    let heading = ui.interact(row.response.rect, Id::unique("heading of the preview"), Sense::hover());
    let title = cx.say.texts.get("preview-title");
    heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
}

/// Draws the controls for the size of the pages. `text`: the size, and the width that is kept for it, if there is room.
fn zoom(ui: &mut Ui, cx: &mut PanelCx, preview: &Preview, text: Option<(&str, f32)>) {
    let range = Preview::ZOOM_RANGE;
    let zoom = |sign, name, zoom: f32, is_enabled| RowButton {
        sign,
        name,
        keys: None,
        command: ReportCommand::Zoom(zoom).into(),
        is_enabled,
    };
    let now = preview.zoom();
    row_button(ui, cx, zoom(Sign::Smaller, "preview-smaller", now / ZOOM_STEP, now > *range.start()));
    if let Some((text, width)) = text {
        fixed_text(ui, cx, text, text, Some(width));
    }
    row_button(ui, cx, zoom(Sign::Larger, "preview-larger", now * ZOOM_STEP, now < *range.end()));
    row_button(ui, cx, zoom(Sign::FitWidth, "preview-fit", 1.0, now != 1.0));
}

/// Draws the button that opens what the report contains, and what can be done with it.
fn contents(ui: &mut Ui, cx: &mut PanelCx) {
    let name = cx.say.texts.get("preview-contents");
    let response = icon(ui, cx, Sign::More, name, true);
    tip::lines(ui, cx.theme, &response, TipSide::Below, || name.to_owned());
    let ctx = ui.ctx().clone();
    report_contents::note_opener(&ctx, response.id);
    if Popup::is_id_open(&ctx, report_contents_id()) {
        let is_covered = cx.model.has_dialog || cx.model.menu.is_some();
        if EscapeKey::take(&ctx) || is_covered {
            report_contents::close(&ctx);
        }
    }
    let popup = popup::framed(Popup::menu(&response), cx.theme, 12)
        .id(report_contents_id())
        .accessible_name(name)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.spacing_mut().item_spacing.y = space::CONTROLS;
        let settings = cx.model.report_settings();
        for choice in report_choices::show(ui, cx.theme, cx.say, settings) {
            cx.ask(ReportCommand::Choose(choice));
        }
        ui.horizontal_wrapped(|ui| {
            for command in [UiCommand::PrintPdf, UiCommand::ViewPdf] {
                let response = button(ui, cx.theme, cx.say.texts.get(command.label_id()));
                let keys = command.keys(ui.ctx()).unwrap_or_default();
                tip::lines(ui, cx.theme, &response, TipSide::Below, || keys);
                if response.clicked() {
                    cx.ask(command);
                    report_contents::close(ui.ctx());
                }
            }
        });
    });
}

fn row_button(ui: &mut Ui, cx: &mut PanelCx, button: RowButton) {
    let RowButton { sign, name, keys, command, is_enabled } = button;
    let name = cx.say.texts.get(name);
    let response = icon(ui, cx, sign, name, is_enabled);
    tip::lines(ui, cx.theme, &response, TipSide::Below, || with_keys(name, keys));
    if response.clicked() {
        cx.ask(command);
    }
}

/// Draws a small button with a sign, and a name for screen readers.
fn icon(ui: &mut Ui, cx: &PanelCx, sign: Sign, name: &str, is_enabled: bool) -> Response {
    let button = Button::new("").min_size(vec2(size::CONTROL, size::CONTROL));
    let response = ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(0.0, 0.0);
        ui.add_enabled(is_enabled, button)
    });
    let response = response.inner;
    let color = if is_enabled { cx.theme.text } else { cx.theme.faint };
    paint(ui.painter(), sign, response.rect.center(), Stroke::new(1.5, color));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, name));
    focus_frame(ui, cx.theme, response)
}

fn layout(ui: &Ui, cx: &PanelCx, text: String) -> Arc<Galley> {
    ui.painter().layout_no_wrap(text, regular(size::SMALL), cx.theme.muted)
}

/// Draws a text in the middle of a width, so that what is beside it stays when the text changes.
fn fixed_text(ui: &mut Ui, cx: &PanelCx, text: &str, name: &str, width: Option<f32>) {
    let galley = layout(ui, cx, text.to_owned());
    let width = width.unwrap_or_default().max(galley.size().x);
    let (rect, response) = ui.allocate_exact_size(vec2(width, size::CONTROL), Sense::hover());
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, cx.theme.muted);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
}

fn paint(painter: &Painter, sign: Sign, centre: Pos2, pen: Stroke) {
    let at = |x: f32, y: f32| centre + vec2(x, y);
    let line = |points: &[(f32, f32)]| {
        painter.add(Shape::line(points.iter().map(|(x, y)| at(*x, *y)).collect(), pen));
    };
    match sign {
        Sign::Previous => line(&[(2.5, -5.0), (-2.5, 0.0), (2.5, 5.0)]),
        Sign::Next => line(&[(-2.5, -5.0), (2.5, 0.0), (-2.5, 5.0)]),
        Sign::Smaller => line(&[(-5.0, 0.0), (5.0, 0.0)]),
        Sign::Larger => {
            line(&[(-5.0, 0.0), (5.0, 0.0)]);
            line(&[(0.0, -5.0), (0.0, 5.0)]);
        }
        Sign::FitWidth => {
            line(&[(-8.0, -6.0), (-8.0, 6.0)]);
            line(&[(8.0, -6.0), (8.0, 6.0)]);
            line(&[(-5.5, 0.0), (5.5, 0.0)]);
            line(&[(-3.0, -2.5), (-5.5, 0.0), (-3.0, 2.5)]);
            line(&[(3.0, -2.5), (5.5, 0.0), (3.0, 2.5)]);
        }
        Sign::More => {
            for x in [-5.0, 0.0, 5.0] {
                painter.circle_filled(at(x, 0.0), 1.5, pen.color);
            }
        }
        Sign::Close => {
            line(&[(-4.5, -4.5), (4.5, 4.5)]);
            line(&[(-4.5, 4.5), (4.5, -4.5)]);
        }
    }
}
