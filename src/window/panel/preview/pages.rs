//! The pages of the preview in their scroll area. They are scrolled and zoomed with wheel, pointer and keys.

use super::super::PanelCx;
use super::column::{EDGE, PageColumn};
use crate::report::layout::PAGE;
use crate::window::case::{Preview, PreviewSight};
use crate::window::command::ReportCommand;
use crate::window::widget::controls::{button, small};
use crate::window::widget::scroll::ScrollView;
use crate::window::widget::shapes;
use crate::window::widget::{regular, size, space};
use egui::emath::GuiRounding;
use egui::{
    Context, CornerRadius, CursorIcon, EventFilter, Frame, Id, Image, Key, Margin, Modifiers, Rect, Response,
    RichText, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, vec2,
};

/// The width of the pages must not have changed for so long, in seconds, until they are drawn again. Until then, the
/// pictures keep their size in a view that has become wider, and are stretched in one that has become narrower or when
/// the user zooms.
const SETTLES_AFTER: f64 = 0.2;
/// The most pixels of a page. A page that is shown larger is stretched.
const MAX_PIXELS: f32 = 12e6;
/// How far an arrow key scrolls, in points.
const STEP: f32 = 40.0;

/// What the pages looked like in the last pass.
#[derive(Clone, Copy)]
struct PagesMemory {
    column: PageColumn,
    offset: Vec2,
    /// The point of the view that stays in its place when the size changes.
    anchor: Vec2,
    /// The width in pixels that was wanted, and since when, in seconds of egui's clock.
    width: (u32, f64),
    /// The zoom for which the pictures were drawn.
    drawn_zoom: f32,
}

pub fn show(ui: &mut Ui, cx: &mut PanelCx, preview: &Preview) {
    let room = ui.available_rect_before_wrap();
    ui.painter().rect_filled(room, CornerRadius::ZERO, cx.theme.canvas);
    if preview.has_failed() {
        return failed(ui, cx, room);
    }
    if cx.model.case.session().names_another_patient() {
        return told(ui, room, |ui| {
            ui.label(RichText::new(cx.say.texts.get("preview-other-patient")).font(regular(size::BODY)));
        });
    }
    let view = room.size() - Vec2::splat(ui.spacing().scroll.allocated_width());
    if view.min_elem() < 4.0 * EDGE {
        return;
    }
    let scale = ui.pixels_per_point();
    let fitting = view.x - 2.0 * EDGE;
    let key = Id::unique("pages of the preview");
    let before: Option<PagesMemory> = ui.data(|data| data.get_temp(key));
    let wanted_width = (fitting * preview.zoom() * scale).floor();
    let wanted = rendered_width(ui.ctx(), wanted_width);
    let drawn_zoom = before.filter(|_| preview.drawn_width().is_some_and(|drawn| drawn != wanted));
    let drawn_zoom = drawn_zoom.map_or(preview.zoom(), |before| before.drawn_zoom);
    let shown_width = match preview.drawn_width() {
        // In a wider view, the pages stay sharp until there are larger pictures.
        Some(drawn) if drawn < wanted && drawn_zoom == preview.zoom() => drawn as f32,
        Some(_) | None => wanted_width,
    };
    let column = PageColumn::new(preview.pages().unwrap_or(1), shown_width, view, scale);
    let anchor = zoom_at_pointer(ui, cx, preview, room).unwrap_or(vec2(view.x / 2.0, 0.0));
    let offset = offset(ui, preview, &column, before).map(|offset| column.clamp_offset(offset));
    let indication = cx.model.case.session().indication().id.clone();
    let shown = (cx.model.case.id(), indication);
    let seen = ScrollView::of_pages(offset).show(ui, "preview", shown, |ui, seen| {
        pages(ui, cx, preview, &column, seen);
        seen
    });
    let now = ui.input(|input| input.time);
    let since = before.filter(|before| before.width.0 == wanted).map_or(now, |before| before.width.1);
    let memory =
        PagesMemory { column, offset: seen.min.to_vec2(), anchor, width: (wanted, since), drawn_zoom };
    ui.data_mut(|data| data.insert_temp(key, memory));
    let width = match preview.sight() {
        Some(sight) if sight.width() != wanted && !preview.is_blank() => {
            let left = since + SETTLES_AFTER - now;
            if left > 0.0 {
                ui.ctx().request_repaint_after_secs(left as f32);
            }
            if left > 0.0 { sight.width() } else { wanted }
        }
        Some(_) | None => wanted,
    };
    let has_moved = before.is_none_or(|before| before.column != column || before.offset != memory.offset);
    let page = match preview.scroll_target() {
        Some(page) => page,
        None if has_moved => column.read_page(seen),
        None => preview.page(),
    };
    let sight = PreviewSight::new(width, column.in_sight(seen), page);
    if preview.sight() != Some(sight) || preview.scroll_target().is_some() {
        cx.ask(ReportCommand::NoteSight(sight));
    }
}

/// The id of the part of the window that shows the pages.
fn region_id() -> Id {
    Id::unique("region of the preview")
}

/// The width of the pictures in pixels, for pages of a width in pixels.
fn rendered_width(ctx: &Context, shown: f32) -> u32 {
    let ratio = PAGE.1 / PAGE.0;
    let side = ctx.input(|input| input.max_texture_side) as f32;
    shown.min(side / ratio - 1.0).min((MAX_PIXELS / ratio).sqrt()).max(1.0) as u32
}

/// Zooms by what Ctrl and the wheel, or two fingers, ask for. Returns the point of the view that stays in its place.
fn zoom_at_pointer(ui: &Ui, cx: &mut PanelCx, preview: &Preview, room: Rect) -> Option<Vec2> {
    let by = ui.input(|input| input.zoom_delta());
    let at = ui.input(|input| input.pointer.hover_pos())?;
    if by == 1.0 || !ui.rect_contains_pointer(room) {
        return None;
    }
    let range = Preview::ZOOM_RANGE;
    let zoom = (preview.zoom() * by).clamp(*range.start(), *range.end());
    if zoom != preview.zoom() {
        cx.ask(ReportCommand::Zoom(zoom));
    }
    Some(at - room.min)
}

/// Where the view is to be, if not where the scroll area has it.
fn offset(ui: &Ui, preview: &Preview, column: &PageColumn, before: Option<PagesMemory>) -> Option<Vec2> {
    let before = before?;
    if let Some(page) = preview.scroll_target() {
        return Some(vec2(before.offset.x, column.top_of(page)));
    }
    if before.column != *column {
        let place = before.column.place_at(before.offset + before.anchor);
        return Some(column.point_of(place) - before.anchor);
    }
    if ui.ctx().is_being_dragged(region_id()) {
        let by = ui.input(|input| input.pointer.delta());
        return (by != Vec2::ZERO).then(|| before.offset - by);
    }
    let by = keys(ui, column)?;
    Some(before.offset + by)
}

/// How far the keys scroll while the pages have the focus.
fn keys(ui: &Ui, column: &PageColumn) -> Option<Vec2> {
    if !ui.memory(|memory| memory.has_focus(region_id())) {
        return None;
    }
    let page = column.view().y * 0.9;
    let end = column.size().y;
    let steps = [
        (Key::ArrowDown, vec2(0.0, STEP)),
        (Key::ArrowUp, vec2(0.0, -STEP)),
        (Key::ArrowRight, vec2(STEP, 0.0)),
        (Key::ArrowLeft, vec2(-STEP, 0.0)),
        (Key::PageDown, vec2(0.0, page)),
        (Key::PageUp, vec2(0.0, -page)),
        (Key::End, vec2(0.0, end)),
        (Key::Home, vec2(0.0, -end)),
    ];
    let pressed = |(key, by): (Key, Vec2)| {
        let count = ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        (count > 0).then_some(by * count as f32)
    };
    steps.into_iter().filter_map(pressed).reduce(|sum, by| sum + by)
}

/// Draws the pages that are in sight, and what takes the pointer and the focus above them.
fn pages(ui: &mut Ui, cx: &PanelCx, preview: &Preview, column: &PageColumn, seen: Rect) {
    let origin = ui.max_rect().min;
    ui.allocate_space(column.size());
    let view = seen.translate(origin.to_vec2());
    let region = region(ui, cx, view);
    let is_movable = column.clamp_offset(Vec2::INFINITY) != Vec2::ZERO;
    if is_movable {
        let cursor = if region.dragged() { CursorIcon::Grabbing } else { CursorIcon::Grab };
        region.on_hover_and_drag_cursor(cursor);
    }
    if preview.is_blank() {
        let line = Rect::from_min_size(view.min + Vec2::splat(EDGE), vec2(view.width() - 2.0 * EDGE, 24.0));
        ui.scope_builder(UiBuilder::new().max_rect(line), |ui| {
            small(ui, cx.theme, cx.say.texts.get("preview-drawing"));
        });
        return;
    }
    for page in column.in_sight(seen) {
        // egui rounds places to a part of a point, which may lie between two pixels.
        let rect = column.rect_of(page).translate(origin.to_vec2()).round_to_pixels(ui.pixels_per_point());
        ui.painter().rect_filled(rect, CornerRadius::ZERO, cx.theme.paper);
        if let Some(texture) = preview.texture(page) {
            Image::from_texture((texture.id(), rect.size())).paint_at(ui, rect);
            let response = ui.interact(rect, Id::unique(("page", page)), Sense::hover());
            let pages = preview.pages().unwrap_or(1);
            let arguments = [("page", (page + 1).into()), ("pages", pages.into())];
            let alt_text = cx.say.texts.with("preview-alt", &arguments);
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &alt_text));
        }
        let edge = Stroke::new(1.0, cx.theme.line);
        ui.painter().rect_stroke(rect, CornerRadius::ZERO, edge, StrokeKind::Outside);
    }
    if ui.memory(|memory| memory.has_focus(region_id())) {
        shapes::frame(ui.painter(), view, 0, Stroke::new(2.0, cx.theme.focus));
    }
}

/// The part of the window that shows the pages: it is dragged, and scrolled by keys while it has the focus.
fn region(ui: &Ui, cx: &PanelCx, view: Rect) -> Response {
    let region = ui.interact(view, region_id(), Sense::drag());
    let name = cx.say.texts.get("preview-pages");
    region.widget_info(|| WidgetInfo::labeled(Role::Document, true, name));
    if region.drag_started() {
        // The press has taken the focus from elsewhere. Here, the keys scroll.
        region.request_focus();
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(region_id(), filter));
    region
}

/// Draws that the pages could not be drawn, and the button for another try.
fn failed(ui: &mut Ui, cx: &mut PanelCx, room: Rect) {
    told(ui, room, |ui| {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(size::SHAPE, size::SHAPE), Sense::hover());
            shapes::error(ui.painter(), cx.theme, rect.center(), size::SHAPE);
            ui.vertical(|ui| {
                let text = cx.say.texts.get("preview-failed");
                ui.label(RichText::new(text).font(regular(size::BODY)));
            });
        });
        if button(ui, cx.theme, cx.say.texts.get("preview-try-again")).clicked() {
            cx.ask(ReportCommand::DrawAgain);
        }
    });
}

/// Draws what is told in the place of the pages.
fn told(ui: &mut Ui, room: Rect, content: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
        let frame = Frame::new().inner_margin(Margin::same(EDGE as i8));
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::CONTROLS;
            content(ui);
        });
    });
}
