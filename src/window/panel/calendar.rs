//! The calendar under a date field, and the button that opens it.

use super::PanelCx;
use crate::window::case::{Calendar, CalendarCommand, CaseCommand, Field, Move};
use crate::window::widget::controls::focus_frame;
use crate::window::widget::shapes;
use crate::window::widget::{Theme, regular, semibold, size, space};
use egui::{
    Align2, Button, Color32, CornerRadius, EventFilter, FocusDirection, FontId, Frame, Id, Key, Margin,
    Modifiers, Popup, Pos2, Rect, Response, RichText, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};
use jiff::civil::Date;

/// The room for the button at the right end of a field.
pub const BUTTON: f32 = 26.0;
const CELL: Vec2 = vec2(36.0, 28.0);
/// The width of a button of the head.
const TURN: f32 = 30.0;

/// Adds the button to a date field, and the calendar while it is open. A key opens it too, so that
/// the button is no stop of the Tab key.
pub fn of_field(ui: &mut Ui, cx: &mut PanelCx, field: &Field, label: &str, edit: &Response) {
    let name = cx.say.texts.with("choose-date", &[("field", label.into())]);
    let button = button(ui, cx.theme, edit, &name);
    let open = cx.model.case.calendar().filter(|calendar| calendar.field == *field);
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
    let frame = Frame::new()
        .fill(cx.theme.surface)
        .stroke(Stroke::new(1.0, cx.theme.control_line))
        .corner_radius(8)
        .inner_margin(Margin::same(10));
    let popup = Popup::from_response(edit).gap(4.0).frame(frame).accessible_name(name);
    let Some(shown) = popup.show(|ui| month(ui, cx, calendar)) else { return };
    let elsewhere =
        |position: Pos2| !shown.response.rect.contains(position) && !button.rect.contains(position);
    if ui.input(|input| input.pointer.any_pressed() && input.pointer.interact_pos().is_some_and(elsewhere)) {
        cx.ask(CaseCommand::Calendar(CalendarCommand::Leave));
        return;
    }
    keys(ui, cx, calendar, &shown.inner);
}

fn button(ui: &Ui, theme: &Theme, edit: &Response, name: &str) -> Response {
    let rect = Rect::from_min_max(pos2(edit.rect.max.x - BUTTON, edit.rect.min.y), edit.rect.max);
    let response = ui.interact(rect.shrink(2.0), edit.id.with("calendar"), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(response.rect, CornerRadius::same(5), theme.sunken);
        ui.ctx().set_cursor_icon(egui::CursorIcon::Default);
    }
    shapes::calendar(ui.painter(), rect.center(), 14.0, theme.muted);
    response
}

/// What of the calendar can have the focus.
struct Stops {
    /// The buttons of the head.
    head: Vec<Id>,
    /// The day that would be chosen.
    day: Id,
}

fn month(ui: &mut Ui, cx: &mut PanelCx, calendar: &Calendar) -> Stops {
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    ui.spacing_mut().button_padding = Vec2::ZERO;
    ui.set_width(CELL.x * 8.0);
    let head = head(ui, cx, calendar);
    ui.add_space(space::PARTS);
    names_of_columns(ui, cx);
    let chosen = crate::case::parse_typed_date(&cx.model.case.text(&calendar.field), cx.model.today);
    for week in calendar.weeks() {
        ui.horizontal(|ui| {
            text(ui, &week.number.to_string(), regular(size::SMALL), cx.theme.muted);
            for day in week.days {
                show_day(ui, cx, calendar, day, chosen == Some(day));
            }
        });
    }
    Stops { head, day: id_of(calendar.day) }
}

fn head(ui: &mut Ui, cx: &mut PanelCx, calendar: &Calendar) -> Vec<Id> {
    let (_, rect) = ui.allocate_space(vec2(CELL.x * 8.0, size::CONTROL));
    let title = cx.say.month(calendar.day);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, &title, semibold(size::BODY), cx.theme.text);
    let turns = [
        ("«", "calendar-previous-year", Move::Years(-1), rect.min.x),
        ("‹", "calendar-previous-month", Move::Months(-1), rect.min.x + TURN),
        ("›", "calendar-next-month", Move::Months(1), rect.max.x - 2.0 * TURN),
        ("»", "calendar-next-year", Move::Years(1), rect.max.x - TURN),
    ];
    let mut stops = Vec::new();
    for (sign, name, step, x) in turns {
        let place = Rect::from_min_size(pos2(x, rect.min.y), vec2(TURN, rect.height()));
        let button = Button::new(RichText::new(sign).font(regular(17.0))).frame_when_inactive(false);
        let response = ui.put(place, button);
        let response = focus_frame(ui, cx.theme, response);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, cx.say.texts.get(name)));
        if response.clicked() {
            cx.ask(CaseCommand::Calendar(CalendarCommand::To(calendar.after(step))));
        }
        stops.push(response.id);
    }
    stops
}

fn names_of_columns(ui: &mut Ui, cx: &PanelCx) {
    ui.horizontal(|ui| {
        text(ui, cx.say.texts.get("calendar-week"), regular(size::SMALL), cx.theme.muted);
        for name in cx.say.texts.get("calendar-days").split_whitespace() {
            text(ui, name, semibold(size::SMALL), cx.theme.muted);
        }
    });
}

/// A text in a cell. Screen readers have it in the names of the days.
fn text(ui: &mut Ui, text: &str, font: FontId, colour: Color32) {
    let (_, rect) = ui.allocate_space(CELL);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, colour);
}

fn id_of(day: Date) -> Id {
    Id::unique(("calendar-day", day.to_string()))
}

fn show_day(ui: &mut Ui, cx: &mut PanelCx, calendar: &Calendar, day: Date, chosen: bool) {
    let theme = cx.theme;
    let (_, cell) = ui.allocate_space(CELL);
    // One stop for the Tab key: arrows move it.
    let is_stop = day == calendar.day;
    let response = ui.interact(cell, id_of(day), if is_stop { Sense::click() } else { Sense::CLICK });
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
        DayStyle { chosen, is_today, faint: day.month() != calendar.day.month() },
    );
    if response.clicked() {
        cx.ask(CaseCommand::Calendar(CalendarCommand::To(day)));
        cx.ask(CaseCommand::Calendar(CalendarCommand::Choose));
    }
}

/// How a day looks.
struct DayStyle {
    chosen: bool,
    is_today: bool,
    /// Of another month.
    faint: bool,
}

fn paint_day(ui: &Ui, theme: &Theme, response: &Response, day: Date, look: DayStyle) {
    let place = response.rect.shrink2(vec2(3.0, 1.0));
    let painter = ui.painter();
    let (fill, colour) = match look {
        DayStyle { chosen: true, .. } => (theme.accent, theme.on_accent),
        DayStyle { is_today: true, .. } => (Color32::TRANSPARENT, theme.accent),
        DayStyle { faint: true, .. } => (Color32::TRANSPARENT, theme.muted),
        DayStyle { .. } => (Color32::TRANSPARENT, theme.text),
    };
    let fill = if response.hovered() && !look.chosen { theme.sunken } else { fill };
    painter.rect_filled(place, CornerRadius::same(6), fill);
    let strong = look.chosen || look.is_today;
    let font = if strong { semibold(size::BODY) } else { regular(size::BODY) };
    painter.text(place.center(), Align2::CENTER_CENTER, day.day(), font, colour);
    if look.is_today {
        let under = place.center() + vec2(0.0, 9.5);
        painter.rect_filled(Rect::from_center_size(under, vec2(14.0, 2.0)), CornerRadius::ZERO, colour);
    }
    if response.has_focus() {
        shapes::frame(painter, place.expand(2.0), 8, Stroke::new(2.0, theme.focus));
    }
}

/// The focus stays in the calendar, and the keys move it there.
fn keys(ui: &Ui, cx: &mut PanelCx, calendar: &Calendar, stops: &Stops) {
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        cx.ask(CaseCommand::Calendar(CalendarCommand::Close));
        return;
    }
    let focused = ui.memory(|memory| memory.focused());
    let in_head = focused.is_some_and(|focused| stops.head.contains(&focused));
    if !in_head && focused != Some(stops.day) {
        ui.memory_mut(|memory| memory.request_focus(stops.day));
    }
    if let Some(day) = moved(ui, calendar, !in_head) {
        // In the first frame with the focus an arrow would also lead away.
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        cx.ask(CaseCommand::Calendar(CalendarCommand::To(day)));
    }
    // Not in the frame in which the Tab key leads to it.
    if ui.memory(|memory| memory.had_focus_last_frame(stops.day)) {
        hold(ui, stops);
    }
}

/// Where the keys move the day. In the head the arrows go from button to button.
fn moved(ui: &Ui, calendar: &Calendar, arrows: bool) -> Option<Date> {
    let (turns, arrow_keys) = (
        [
            // Those with Shift first: a key without it is matched with it too.
            (Modifiers::SHIFT, Key::PageUp, Move::Years(-1)),
            (Modifiers::SHIFT, Key::PageDown, Move::Years(1)),
            (Modifiers::NONE, Key::PageUp, Move::Months(-1)),
            (Modifiers::NONE, Key::PageDown, Move::Months(1)),
        ],
        [
            (Modifiers::NONE, Key::ArrowLeft, Move::Days(-1)),
            (Modifiers::NONE, Key::ArrowRight, Move::Days(1)),
            (Modifiers::NONE, Key::ArrowUp, Move::Days(-7)),
            (Modifiers::NONE, Key::ArrowDown, Move::Days(7)),
        ],
    );
    let keys = turns.into_iter().chain(arrow_keys.into_iter().filter(|_| arrows));
    let mut there = calendar.clone();
    for (modifiers, key, step) in keys {
        for _ in 0..ui.input_mut(|input| input.count_and_consume_key(modifiers, key)) {
            there.day = there.after(step);
        }
    }
    (there.day != calendar.day).then_some(there.day)
}

/// The Tab key goes round between the day and the head.
fn hold(ui: &Ui, stops: &Stops) {
    let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(stops.day, all));
    let back = ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Tab));
    let on = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Tab));
    let stop = if back { stops.head.last() } else { stops.head.first() };
    if let Some(stop) = stop.filter(|_| back || on) {
        ui.memory_mut(|memory| memory.request_focus(*stop));
    }
}
