//! The calendar under a date field, and the button that opens it.

use super::PanelCx;
use crate::window::case::{Calendar, CalendarCommand, CalendarMove, CaseCommand, Field};
use crate::window::menu::bar;
use crate::window::widget::controls::focus_frame;
use crate::window::widget::shapes;
use crate::window::widget::{Theme, popup, regular, semibold, size, space};
use egui::{
    Align2, Button, Color32, Context, CornerRadius, EventFilter, FocusDirection, FontId, Id, Key, Modifiers,
    Popup, Pos2, Rect, RectAlign, Response, RichText, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use jiff::civil::Date;

/// The width of the button at the right end of a field, in points.
pub const BUTTON_WIDTH: f32 = 26.0;
const CELL: Vec2 = vec2(36.0, 28.0);
/// The width of a button in the calendar's header, in points.
const HEADER_BUTTON: f32 = 30.0;
/// The number of columns: the week and its days.
const COLUMNS: f32 = 8.0;
/// The margin around the month, in points.
const MARGIN: i8 = 10;
/// The distance from the field, in points.
const GAP: f32 = 4.0;
/// The calendar keeps this distance from the bar and from the edges of the window, in points.
const EDGE: f32 = 3.0;

/// The size of a calendar with so many weeks, in points.
fn extent(weeks: usize) -> Vec2 {
    const FRAME: f32 = 1.0;
    let around = 2.0 * (f32::from(MARGIN) + FRAME);
    let month = size::CONTROL + space::PARTS + CELL.y * (weeks as f32 + 1.0);
    vec2(COLUMNS * CELL.x + around, month + around)
}

/// The place of the upper left corner: below the field, above it or beside it, where the whole calendar is in `free`.
/// In a window without such a place, the calendar covers a part of the field.
fn place(field: Rect, extent: Vec2, free: Rect) -> Pos2 {
    let last = (free.max - extent).max(free.min);
    let inside = |at: Pos2| at.max(free.min).min(last);
    let below = pos2(inside(field.min).x, field.max.y + GAP);
    let above = pos2(below.x, field.min.y - GAP - extent.y);
    let right = pos2(field.max.x + GAP, inside(below).y);
    let left = pos2(field.min.x - GAP - extent.x, right.y);
    let is_free = |at: &Pos2| free.expand(0.5).contains_rect(Rect::from_min_size(*at, extent));
    [below, above, right, left].into_iter().find(is_free).unwrap_or(inside(below))
}

/// Draws the button in a date field, and the calendar while it is open. The Tab key skips the button, because Alt+Down
/// opens the calendar too.
pub fn show(ui: &mut Ui, cx: &mut PanelCx, field: &Field, label: &str, edit: &Response) {
    let name = cx.say.texts.with("choose-date", &[("field", label.into())]);
    let button = button(ui, cx.theme, edit, &name);
    let open = cx.model.case.calendar().filter(|calendar| calendar.field() == field);
    let Some(calendar) = open.filter(|_| !cx.model.has_dialog) else {
        let by_key =
            edit.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::ALT, Key::ArrowDown));
        if button.clicked() || by_key {
            cx.ask(CaseCommand::Calendar(CalendarCommand::Open(field.clone())));
        }
        return;
    };
    if button.clicked() {
        cx.ask(CaseCommand::Calendar(CalendarCommand::Close));
        return;
    }
    let extent = extent(calendar.weeks().len());
    let window = ui.ctx().content_rect();
    // The bar names the patient, whose date it is.
    let free = Rect::from_min_max(pos2(window.min.x, bar::foot(ui.ctx())), window.max).shrink(EDGE);
    let popup = Popup::from_response(edit).anchor(place(edit.rect, extent, free)).gap(0.0);
    let popup = popup.align(RectAlign::BOTTOM_START).align_alternatives(&[]);
    let popup = popup::framed(popup, cx.theme, MARGIN).accessible_name(name);
    let Some(shown) = popup.show(|ui| show_month(ui, cx, calendar)) else { return };
    let is_outside =
        |position: Pos2| !shown.response.rect.contains(position) && !button.rect.contains(position);
    if ui.input(|input| input.pointer.any_pressed() && input.pointer.interact_pos().is_some_and(is_outside)) {
        cx.ask(CaseCommand::Calendar(CalendarCommand::Dismiss));
        return;
    }
    handle_keys(ui, cx, calendar, &shown.inner);
}

fn button(ui: &Ui, theme: &Theme, edit: &Response, name: &str) -> Response {
    let rect = Rect::from_min_max(pos2(edit.rect.max.x - BUTTON_WIDTH, edit.rect.min.y), edit.rect.max);
    let response = ui.interact(rect.shrink2(vec2(1.0, 2.0)), button_id(edit.id), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(response.rect, CornerRadius::same(5), theme.sunken);
        ui.ctx().set_cursor_icon(egui::CursorIcon::Default);
    }
    shapes::calendar(ui.painter(), rect.center(), 14.0, theme.muted);
    response
}

fn button_id(field: Id) -> Id {
    field.with("calendar")
}

/// Whether the pointer holds the calendar button in a date field pressed, or has just released it: the press has taken
/// the focus from its field, and the calendar is about to open.
pub fn is_button_pressed(ctx: &Context, field: Id) -> bool {
    let button = ctx.read_response(button_id(field));
    button.is_some_and(|button| button.is_pointer_button_down_on() || button.clicked())
}

/// The controls of the calendar that can have the focus.
struct FocusStops {
    header: Vec<Id>,
    /// The day that Enter would choose.
    day: Id,
}

fn show_month(ui: &mut Ui, cx: &mut PanelCx, calendar: &Calendar) -> FocusStops {
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    ui.spacing_mut().button_padding = Vec2::ZERO;
    ui.set_width(COLUMNS * CELL.x);
    let header = show_header(ui, cx, calendar);
    ui.add_space(space::PARTS);
    show_column_names(ui, cx);
    let chosen = crate::case::parse_typed_date(&cx.model.case.text(calendar.field()), cx.model.today);
    for week in calendar.weeks() {
        ui.horizontal(|ui| {
            show_text(ui, &week.number.to_string(), regular(size::SMALL), cx.theme.muted);
            for day in week.days {
                show_day(ui, cx, calendar, day, chosen == Some(day));
            }
        });
    }
    FocusStops { header, day: day_id(calendar.day()) }
}

fn show_header(ui: &mut Ui, cx: &mut PanelCx, calendar: &Calendar) -> Vec<Id> {
    let (_, rect) = ui.allocate_space(vec2(COLUMNS * CELL.x, size::CONTROL));
    let title = cx.say.month(calendar.day());
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, &title, semibold(size::BODY), cx.theme.text);
    let buttons = [
        ("«", "calendar-previous-year", CalendarMove::Years(-1), rect.min.x),
        ("‹", "calendar-previous-month", CalendarMove::Months(-1), rect.min.x + HEADER_BUTTON),
        ("›", "calendar-next-month", CalendarMove::Months(1), rect.max.x - 2.0 * HEADER_BUTTON),
        ("»", "calendar-next-year", CalendarMove::Years(1), rect.max.x - HEADER_BUTTON),
    ];
    let mut stops = Vec::new();
    for (sign, name, step, x) in buttons {
        let place = Rect::from_min_size(pos2(x, rect.min.y), vec2(HEADER_BUTTON, rect.height()));
        let button = Button::new(RichText::new(sign).font(regular(17.0))).frame_when_inactive(false);
        let response = ui.put(place, button);
        let response = focus_frame(ui, cx.theme, response);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, cx.say.texts.get(name)));
        if response.clicked() {
            cx.ask(CaseCommand::Calendar(CalendarCommand::SelectDay(calendar.day_after_move(step))));
        }
        stops.push(response.id);
    }
    stops
}

fn show_column_names(ui: &mut Ui, cx: &PanelCx) {
    ui.horizontal(|ui| {
        show_text(ui, cx.say.texts.get("calendar-week"), regular(size::SMALL), cx.theme.muted);
        for name in cx.say.texts.get("calendar-days").split_whitespace() {
            show_text(ui, name, semibold(size::SMALL), cx.theme.muted);
        }
    });
}

/// Draws a text in a cell. It has no accessibility node, because the names of the days contain the same information.
fn show_text(ui: &mut Ui, text: &str, font: FontId, color: Color32) {
    let (_, rect) = ui.allocate_space(CELL);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, color);
}

fn day_id(day: Date) -> Id {
    Id::unique(("calendar-day", day.to_string()))
}

fn show_day(ui: &mut Ui, cx: &mut PanelCx, calendar: &Calendar, day: Date, chosen: bool) {
    let theme = cx.theme;
    let (_, cell) = ui.allocate_space(CELL);
    // Only one day can have the focus. The arrow keys move it to another one.
    let is_focusable = day == calendar.day();
    let response = ui.interact(cell, day_id(day), if is_focusable { Sense::click() } else { Sense::CLICK });
    let name = cx.say.date(day);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    let is_today = day == cx.model.today;
    if is_today {
        let description = cx.say.texts.get("calendar-today");
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(description));
    }
    paint_day(
        ui,
        theme,
        &response,
        day,
        DayStyle { chosen, is_today, faint: day.month() != calendar.day().month() },
    );
    if response.clicked() {
        cx.ask(CaseCommand::Calendar(CalendarCommand::SelectDay(day)));
        cx.ask(CaseCommand::Calendar(CalendarCommand::Choose));
    }
}

struct DayStyle {
    chosen: bool,
    is_today: bool,
    /// Whether the day belongs to another month than the one shown.
    faint: bool,
}

fn paint_day(ui: &Ui, theme: &Theme, response: &Response, day: Date, look: DayStyle) {
    // The frame of the focus is outside of it, and must not touch the day above or below, which may be filled.
    let place = response.rect.shrink(3.0);
    let painter = ui.painter();
    let (fill, color) = match look {
        DayStyle { chosen: true, .. } => (theme.accent, theme.on_accent),
        DayStyle { is_today: true, .. } => (Color32::TRANSPARENT, theme.accent),
        DayStyle { faint: true, .. } => (Color32::TRANSPARENT, theme.muted),
        DayStyle { .. } => (Color32::TRANSPARENT, theme.text),
    };
    let fill = if response.hovered() && !look.chosen { theme.sunken } else { fill };
    painter.rect_filled(place, CornerRadius::same(6), fill);
    let strong = look.chosen || look.is_today;
    let font = if strong { semibold(size::BODY) } else { regular(size::BODY) };
    painter.text(place.center(), Align2::CENTER_CENTER, day.day(), font, color);
    if look.is_today {
        let under = place.center() + vec2(0.0, 9.5);
        painter.rect_filled(Rect::from_center_size(under, vec2(14.0, 2.0)), CornerRadius::ZERO, color);
    }
    if response.has_focus() {
        shapes::frame(painter, place.expand(2.0), 8, Stroke::new(2.0, theme.focus));
    }
}

/// Keeps the focus in the calendar, and handles its keys.
fn handle_keys(ui: &Ui, cx: &mut PanelCx, calendar: &Calendar, stops: &FocusStops) {
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        cx.ask(CaseCommand::Calendar(CalendarCommand::Close));
        return;
    }
    let focused = ui.memory(|memory| memory.focused());
    let is_in_header = focused.is_some_and(|focused| stops.header.contains(&focused));
    if !is_in_header && focused != Some(stops.day) {
        ui.memory_mut(|memory| memory.request_focus(stops.day));
    }
    if let Some(day) = day_after_keys(ui, calendar, !is_in_header) {
        // The event filter has no effect in the first frame with the focus, so an arrow key would also move the focus.
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        cx.ask(CaseCommand::Calendar(CalendarCommand::SelectDay(day)));
    }
    // In the frame in which Tab has moved the focus here, the same key would move it on.
    if ui.memory(|memory| memory.had_focus_last_frame(stops.day)) {
        trap_focus(ui, stops);
    }
}

/// The day to which the pressed keys move; `None`: it stays the same. In the header, the arrow keys move the focus
/// between the buttons instead.
fn day_after_keys(ui: &Ui, calendar: &Calendar, with_arrows: bool) -> Option<Date> {
    let (page_keys, arrow_keys) = (
        [
            // Keys with Shift come first, as egui also matches the others while Shift is held.
            (Modifiers::SHIFT, Key::PageUp, CalendarMove::Years(-1)),
            (Modifiers::SHIFT, Key::PageDown, CalendarMove::Years(1)),
            (Modifiers::NONE, Key::PageUp, CalendarMove::Months(-1)),
            (Modifiers::NONE, Key::PageDown, CalendarMove::Months(1)),
        ],
        [
            (Modifiers::NONE, Key::ArrowLeft, CalendarMove::Days(-1)),
            (Modifiers::NONE, Key::ArrowRight, CalendarMove::Days(1)),
            (Modifiers::NONE, Key::ArrowUp, CalendarMove::Days(-7)),
            (Modifiers::NONE, Key::ArrowDown, CalendarMove::Days(7)),
        ],
    );
    let keys = page_keys.into_iter().chain(arrow_keys.into_iter().filter(|_| with_arrows));
    let mut moved = calendar.clone();
    for (modifiers, key, step) in keys {
        for _ in 0..ui.input_mut(|input| input.count_and_consume_key(modifiers, key)) {
            moved = moved.moved_by(step);
        }
    }
    (moved.day() != calendar.day()).then_some(moved.day())
}

/// Makes the Tab key cycle between the day and the header.
fn trap_focus(ui: &Ui, stops: &FocusStops) {
    let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(stops.day, all));
    let is_backward = ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Tab));
    let is_forward = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Tab));
    let stop = if is_backward { stops.header.last() } else { stops.header.first() };
    if let Some(stop) = stop.filter(|_| is_backward || is_forward) {
        ui.memory_mut(|memory| memory.request_focus(*stop));
    }
}
