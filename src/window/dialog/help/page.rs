//! Draws a page of the manual.

use super::{keys, picture};
use crate::text::char_count;
use crate::window::cx::Cx;
use crate::window::widget::again::lay_out_again;
use crate::window::widget::controls::heading;
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::shapes;
use crate::window::widget::{Theme, regular, semibold, size, space};
use crate::wording::manual::{ManualPage, ManualPart, Marker, Span};
use egui::os::OperatingSystem;
use egui::text::LayoutJob;
use egui::{
    Align, EventFilter, Galley, Id, Key, Modifiers, Pos2, Rect, RichText, Role, Sense, Stroke, TextFormat,
    Ui, Vec2, WidgetInfo, pos2, vec2,
};
use std::ops::Range;

/// The widest that a line of text is, in points: longer lines are hard to read.
const MAX_WIDTH: f32 = 560.0;
/// The indent of the entries of a list, in points.
const INDENT: f32 = 22.0;
/// How far an arrow key scrolls, in points.
const STEP: f32 = 40.0;

/// Draws a page in a scroll area of its own. The arrows and the page keys scroll it while it has the focus, the page
/// keys also from the field of the search.
pub fn show<A>(ui: &mut Ui, cx: &Cx<A>, page: ManualPage) {
    let room = ui.available_rect_before_wrap();
    let by = scrolled_by(ui, room.height());
    let title = page.title(cx.model.language());
    ScrollView::filling().show(ui, "help page", (page, cx.model.language()), |ui, seen| {
        if by != Vec2::ZERO {
            ui.scroll_with_delta(by);
            lay_out_again(ui.ctx(), "a page of the help is scrolled");
        }
        let origin = ui.max_rect().min;
        let view = seen.translate(origin.to_vec2());
        let region = ui.interact(view, region_id(), Sense::focusable_noninteractive());
        region.widget_info(|| WidgetInfo::labeled(Role::Article, true, title));
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(region_id(), filter));
        ui.set_max_width((ui.available_width() - space::CONTROLS).min(MAX_WIDTH));
        ui.spacing_mut().item_spacing.y = space::CONTROLS;
        ui.add_space(space::LINES);
        for block in page.blocks(cx.model.language()) {
            show_block(ui, cx, &block);
        }
        ui.add_space(space::END);
        if region.has_focus() {
            shapes::frame(ui.painter(), view, 6, Stroke::new(2.0, cx.theme.focus));
        }
    });
}

/// Gives the focus to the page, which may be drawn only in the next frame.
pub fn focus(ui: &Ui) {
    ui.memory_mut(|memory| memory.request_focus(region_id()));
}

fn region_id() -> Id {
    Id::unique("help page region")
}

/// How far keys scroll the page.
fn scrolled_by(ui: &Ui, height: f32) -> Vec2 {
    let has_focus = ui.memory(|memory| memory.has_focus(region_id()));
    let page = height * 0.9;
    let steps = [
        (Key::PageDown, -page, true),
        (Key::PageUp, page, true),
        (Key::ArrowDown, -STEP, has_focus),
        (Key::ArrowUp, STEP, has_focus),
    ];
    let pressed = |(key, by, is_meant): (Key, f32, bool)| {
        let count = if is_meant {
            ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key))
        } else {
            0
        };
        by * count as f32
    };
    vec2(0.0, steps.into_iter().map(pressed).sum())
}

fn show_block<A>(ui: &mut Ui, cx: &Cx<A>, block: &ManualPart) {
    match block {
        ManualPart::Title(text) => heading(ui, RichText::new(text).font(semibold(size::TITLE)), text),
        ManualPart::Heading(text) => {
            ui.add_space(space::SECTIONS);
            heading(ui, RichText::new(text).font(semibold(size::SECTION)), text);
        }
        ManualPart::Paragraph(spans) => paragraph(ui, cx.theme, spans, ui.available_width()),
        ManualPart::Item(marker, spans) => {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let width = ui.available_width() - INDENT;
                show_marker(ui, cx.theme, *marker);
                paragraph(ui, cx.theme, spans, width);
            });
        }
        ManualPart::Picture(picture, words) => {
            if !picture::show(ui, cx.theme, (*picture, cx.model.language()), words) {
                paragraph(ui, cx.theme, &[Span::Plain(words.clone())], ui.available_width());
            }
        }
        ManualPart::Keys => keys::show(ui, cx),
    }
}

fn show_marker(ui: &mut Ui, theme: &Theme, marker: Marker) {
    let line = ui.fonts_mut(|fonts| fonts.row_height(&regular(size::BODY)));
    let (rect, _) = ui.allocate_exact_size(vec2(INDENT, line), Sense::hover());
    match marker {
        Marker::Bullet => {
            ui.painter().circle_filled(pos2(rect.min.x + 7.0, rect.center().y), 2.0, theme.muted);
        }
        Marker::Number(number) => {
            let text = ui.painter().layout_no_wrap(format!("{number}."), regular(size::BODY), theme.muted);
            ui.painter().galley(rect.min, text, theme.muted);
        }
        Marker::Shape(status) => {
            const SIZE: f32 = 15.0;
            shapes::paint(ui.painter(), theme, status, pos2(rect.min.x + 8.0, rect.center().y), SIZE);
        }
    }
}

/// Draws text with bold parts and keys. Screen readers get it as one text.
fn paragraph(ui: &mut Ui, theme: &Theme, spans: &[Span], width: f32) {
    let os = ui.ctx().os();
    let mut job = LayoutJob::default();
    let mut spoken = String::new();
    let mut key_ranges = Vec::new();
    for span in spans {
        let (text, font) = match span {
            Span::Plain(text) => (text.clone(), regular(size::BODY)),
            Span::Bold(text) => (text.clone(), semibold(size::BODY)),
            // The spaces are inside of the frame, and don't break.
            Span::Key(keys) => {
                let keys = keys_on(os, keys).replace(' ', "\u{a0}");
                (format!("\u{a0}{keys}\u{a0}"), semibold(size::SMALL))
            }
        };
        let start = char_count(&spoken);
        spoken.push_str(&text.replace('\u{a0}', " "));
        if matches!(span, Span::Key(_)) {
            key_ranges.push(start..char_count(&spoken));
        }
        job.append(&text, 0.0, TextFormat { valign: Align::Center, ..TextFormat::simple(font, theme.text) });
    }
    job.wrap.max_width = width;
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    for keys in key_ranges {
        for cap in rects_of(&galley, keys, rect.min) {
            ui.painter().rect_filled(cap, 4, theme.sunken);
            shapes::frame(ui.painter(), cap, 4, Stroke::new(1.0, theme.control_line));
        }
    }
    ui.painter().galley(rect.min, galley, theme.text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
}

/// The keys as the system names them.
fn keys_on(os: OperatingSystem, keys: &str) -> String {
    if os.is_mac() { keys.replace("Ctrl", "Cmd") } else { keys.to_owned() }
}

/// The rectangles of a range of characters, one for each line that it is in. A line has a glyph for each character.
fn rects_of(galley: &Galley, range: Range<usize>, origin: Pos2) -> Vec<Rect> {
    let mut end_of_row = 0;
    let mut rects = Vec::new();
    for row in &galley.rows {
        let start_of_row = end_of_row;
        end_of_row += row.row.glyphs.len();
        let glyphs = row.row.glyphs.iter().enumerate();
        let inside = glyphs.filter(|(at, _)| range.contains(&(start_of_row + at)));
        let rect = inside.map(|(_, glyph)| glyph.logical_rect()).reduce(|all, rect| all.union(rect));
        let place = origin.to_vec2() + row.pos.to_vec2();
        rects.extend(rect.map(|rect| rect.translate(place).expand2(vec2(0.0, 1.0))));
    }
    rects
}
