//! Controls that several views share.

use super::{Cx, calendar};
use crate::window::command::{Command, Target};
use crate::window::field::Field;
use crate::window::shapes;
use crate::window::theme::{CARD_MARGIN, Theme, regular, semibold, size};
use crate::wording::Texts;
use egui::accesskit::Invalid;
use egui::text::LayoutJob;
use egui::text_edit::TextEditState;
use egui::{
    Align, Button, Color32, CornerRadius, Event, EventFilter, FocusDirection, Frame, Id, Key, Margin,
    Modifiers, Rect, Response, RichText, Role, Sense, Stroke, TextEdit, Ui, UiBuilder, Vec2, WidgetInfo,
    pos2, vec2,
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
    ui.add(
        Button::new(text)
            .fill(theme.accent)
            .stroke(Stroke::new(1.0, theme.accent))
            .min_size(vec2(0.0, size::CONTROL)),
    )
}

/// A button.
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

/// One of the values of a choice.
pub struct Segment<'a> {
    /// What stands on it.
    pub label: &'a str,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// What was done to a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// This value was chosen.
    Value(usize),
    /// The choice was cleared.
    Nothing,
}

/// The width that the segments take side by side.
pub fn segments_width(ui: &Ui, segments: &[Segment]) -> f32 {
    segments.iter().map(|segment| segment_width(ui, segment)).sum()
}

fn segment_width(ui: &Ui, segment: &Segment) -> f32 {
    // Room for the strong weight, so that nothing moves when it is chosen.
    let text = ui.painter().layout_no_wrap(
        segment.label.to_owned(),
        semibold(size::BODY),
        ui.visuals().text_color(),
    );
    (text.size().x + 24.0).max(36.0).ceil()
}

/// A choice among a few values: one stop for the Tab key, arrows and first letters choose, Delete
/// or a second click clears. Segments that don't fit in one line become several lines.
pub fn segmented(
    ui: &mut Ui,
    theme: &Theme,
    id: Id,
    name: &str,
    segments: &[Segment],
    focus: bool,
) -> Option<Chosen> {
    let width = ui.available_width();
    let joined = segments_width(ui, segments) <= width;
    let rects = segment_places(ui, segments, width, if joined { 0.0 } else { 6.0 });
    let extent = rects.iter().fold(Vec2::ZERO, |extent, rect| extent.max(rect.max.to_vec2()));
    let (_, whole) = ui.allocate_space(extent);
    let rects: Vec<Rect> = rects.into_iter().map(|rect| rect.translate(whole.min.to_vec2())).collect();

    let group = ui.interact(whole, id, Sense::focusable_noninteractive());
    if focus {
        group.request_focus();
        group.scroll_to_me(Some(Align::Center));
    }
    let chosen = segments.iter().position(|segment| segment.chosen);
    let value = chosen.map_or("", |at| segments[at].label);
    group.widget_info(|| WidgetInfo {
        current_text_value: Some(value.to_owned()),
        ..WidgetInfo::labeled(Role::RadioGroup, true, name)
    });
    let mut done = if group.has_focus() { keys(ui, id, segments, chosen) } else { None };
    if group.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
        focus_next(ui, id);
    }
    if done.is_some() {
        // In the first frame with the focus an arrow would also lead away.
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }

    // To screen readers the values are the group's own, and the chosen one has its focus.
    let inside = UiBuilder::new().max_rect(whole).accessibility_parent(id).id_salt(id);
    let ui = &mut ui.new_child(inside);
    if let Some(at) = chosen {
        let value = id.with(at).accesskit_id();
        ui.ctx().accesskit_node_builder(id, |node| node.set_active_descendant(value));
    }
    for (at, (segment, rect)) in segments.iter().zip(&rects).enumerate() {
        let response = ui.interact(*rect, id.with(at), Sense::CLICK);
        let label = format!("{name}: {}", segment.label);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, segment.chosen, &label));
        if response.clicked() {
            group.request_focus();
            done = Some(if segment.chosen { Chosen::Nothing } else { Chosen::Value(at) });
        }
        let corners = corners(at, segments.len(), joined);
        paint_segment(ui, theme, segment, *rect, corners, response.hovered());
    }
    if joined {
        shapes::frame(ui.painter(), whole, 6, Stroke::new(1.0, theme.control_line));
    }
    if group.has_focus() {
        shapes::frame(ui.painter(), whole.expand(3.0), 8, Stroke::new(2.0, theme.focus));
    }
    done
}

/// The next control takes the focus, as with the Tab key.
pub fn focus_next(ui: &Ui, from: Id) {
    ui.memory_mut(|memory| {
        memory.surrender_focus(from);
        memory.move_focus(FocusDirection::Next);
    });
}

/// Where the segments stand, from the upper left corner.
fn segment_places(ui: &Ui, segments: &[Segment], width: f32, gap: f32) -> Vec<Rect> {
    let (mut x, mut y) = (0.0, 0.0);
    let mut places = Vec::new();
    for segment in segments {
        let wide = segment_width(ui, segment).min(width);
        if x > 0.0 && x + wide > width + 0.5 {
            x = 0.0;
            y += size::CONTROL + gap;
        }
        places.push(Rect::from_min_size(pos2(x, y), vec2(wide, size::CONTROL)));
        x += wide + gap;
    }
    places
}

fn corners(at: usize, count: usize, joined: bool) -> CornerRadius {
    let all = CornerRadius::same(6);
    match (joined, at == 0, at + 1 == count) {
        (false, _, _) | (true, true, true) => all,
        (true, true, false) => CornerRadius { ne: 0, se: 0, ..all },
        (true, false, true) => CornerRadius { nw: 0, sw: 0, ..all },
        (true, false, false) => CornerRadius::ZERO,
    }
}

fn paint_segment(
    ui: &Ui,
    theme: &Theme,
    segment: &Segment,
    rect: Rect,
    corners: CornerRadius,
    hovered: bool,
) {
    let (fill, colour, font) = match (segment.chosen, hovered) {
        (true, _) => (theme.accent, theme.on_accent, semibold(size::BODY)),
        (false, true) => (theme.sunken, theme.text, regular(size::BODY)),
        (false, false) => (theme.surface, theme.text, regular(size::BODY)),
    };
    let painter = ui.painter();
    painter.rect(rect, corners, fill, Stroke::new(1.0, theme.control_line), egui::StrokeKind::Inside);
    let text = painter.layout_no_wrap(segment.label.to_owned(), font, colour);
    painter.galley(rect.center() - text.size() / 2.0, text, colour);
}

/// Arrows go to the next value, a letter or digit to the value that begins with it, Delete and
/// Backspace clear.
fn keys(ui: &Ui, id: Id, segments: &[Segment], chosen: Option<usize>) -> Option<Chosen> {
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(id, EventFilter { horizontal_arrows: true, ..EventFilter::default() });
    });
    ui.input(|input| {
        let last = segments.len() - 1;
        if input.key_pressed(Key::ArrowRight) || input.key_pressed(Key::Space) {
            return Some(Chosen::Value(chosen.map_or(0, |at| if at == last { 0 } else { at + 1 })));
        }
        if input.key_pressed(Key::ArrowLeft) {
            return Some(Chosen::Value(chosen.map_or(last, |at| if at == 0 { last } else { at - 1 })));
        }
        if input.key_pressed(Key::Delete) || input.key_pressed(Key::Backspace) {
            return Some(Chosen::Nothing);
        }
        let typed = input.events.iter().find_map(|event| match event {
            Event::Text(text) => text.chars().next(),
            _ => None,
        })?;
        begins_with(segments, typed, chosen).map(Chosen::Value)
    })
}

/// The value after the chosen one, and round again, whose label begins with a character.
fn begins_with(segments: &[Segment], typed: char, chosen: Option<usize>) -> Option<usize> {
    let begins =
        |at: &usize| segments[*at].label.to_lowercase().starts_with(&typed.to_lowercase().to_string());
    let from = chosen.map_or(0, |at| at + 1);
    (from..segments.len()).chain(0..from).find(begins)
}

/// The width of a date with the button of its calendar.
pub const DATE: f32 = 118.0;

/// How a text field looks.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// What stands above it.
    pub label: &'a str,
    /// Its name to a screen reader, where the label alone is not enough.
    pub name: &'a str,
    /// Lines of text; one: Enter leaves the field.
    pub rows: usize,
    /// What it should hold, shown while it is blank.
    pub hint: &'a str,
    /// What to say under it when its text can't be read.
    pub unread: &'a str,
    /// Whether it holds a date, which can be chosen in a calendar.
    pub date: bool,
}

impl<'a> Look<'a> {
    /// A field of one line.
    pub fn line(label: &'a str) -> Self {
        Look { label, name: "", rows: 1, hint: "", unread: "", date: false }
    }

    /// A field for a date.
    pub fn date(texts: &'static Texts, label: &'a str) -> Self {
        let (hint, unread) = (texts.get("date-hint"), texts.get("unread-date"));
        Look { hint, unread, date: true, ..Look::line(label) }
    }

    /// A field of several lines.
    pub fn lines(label: &'a str, rows: usize) -> Self {
        Look { rows, ..Look::line(label) }
    }
}

/// A text field under its label, as wide as there is room.
pub fn text_field(ui: &mut Ui, cx: &mut Cx, field: &Field, look: Look) {
    let theme = cx.theme;
    ui.spacing_mut().item_spacing.y = 3.0;
    let label = small(ui, theme, look.label);
    let response = bare_field(ui, cx, field, look);
    let response = response.labelled_by(label.id);
    if !look.name.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.clear_labelled_by();
            node.set_label(look.name);
        });
    }
    if field.is_unread(cx.state.session.case()) && !is_edited(cx, field) {
        ui.label(RichText::new(look.unread).font(regular(size::SMALL)).color(theme.not_met));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_invalid(Invalid::True);
            node.set_description(look.unread);
        });
    } else if !look.hint.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(look.hint));
    }
}

fn is_edited(cx: &Cx, field: &Field) -> bool {
    cx.state.editing.as_ref().is_some_and(|(edited, _)| edited == field)
}

/// What a text field is known by.
pub fn field_id(field: &Field) -> Id {
    Id::unique(("field", field))
}

/// A text field without a label; whoever shows it names it.
pub fn bare_field(ui: &mut Ui, cx: &mut Cx, field: &Field, look: Look) -> Response {
    let mut text = cx.state.text(field);
    let id = field_id(field);
    let edit = if look.rows == 1 { TextEdit::singleline(&mut text) } else { TextEdit::multiline(&mut text) };
    let mut margin = Margin::symmetric(8, 5);
    if look.date {
        margin.right = calendar::BUTTON as i8;
    }
    let response = ui.add(
        edit.id(id)
            .hint_text(RichText::new(look.hint).color(cx.theme.muted))
            .desired_width(f32::INFINITY)
            .desired_rows(look.rows)
            .margin(margin),
    );
    if look.date {
        calendar::of_field(ui, cx, field, look.label, &response);
    }
    if field.is_unread(cx.state.session.case()) && !is_edited(cx, field) {
        shapes::frame(ui.painter(), response.rect, 6, Stroke::new(1.5, cx.theme.not_met));
    }
    if cx.arrives_at(&Target::Field(field.clone())) {
        response.request_focus();
        response.scroll_to_me(Some(Align::Center));
    }
    if response.changed() {
        if *field == Field::Cpr {
            format_number(ui, id, &mut text);
        }
        cx.ask(Command::Edit(field.clone(), text));
    }
    // A screen reader sets a text without going there.
    if response.lost_focus() || response.changed() && !response.has_focus() {
        cx.ask(Command::LeaveField);
        // The key is used up: the control that takes the focus would go on with it.
        if look.rows == 1 && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            focus_next(ui, id);
        }
    }
    response
}

/// Puts the hyphen into a CPR number while it is typed.
fn format_number(ui: &Ui, id: Id, text: &mut String) {
    const DATE: usize = 6;
    let is_date = text.len() > DATE && text.bytes().take(DATE).all(|byte| byte.is_ascii_digit());
    if !is_date || !text.as_bytes()[DATE].is_ascii_alphanumeric() {
        return;
    }
    text.insert(DATE, '-');
    // What is typed next goes on behind what was typed last.
    if let Some(mut state) = TextEditState::load(ui.ctx(), id) {
        if let Some(mut range) = state.cursor.char_range() {
            if range.primary.index.0 > DATE {
                range.primary.index.0 += 1;
                range.secondary = range.primary;
            }
            state.cursor.set_char_range(Some(range));
        }
        state.store(ui.ctx(), id);
    }
}

/// Fields side by side, in as many lines as the width asks for.
pub fn field_row(ui: &mut Ui, cx: &mut Cx, fields: &[(Field, Look, f32)]) {
    const GAP: f32 = 12.0;
    const MOST_STRETCH: f32 = 2.0;
    /// From this width on a field holds text.
    const TEXT: f32 = 160.0;
    let width = ui.available_width();
    let mut rest = fields;
    while !rest.is_empty() {
        let mut taken = 0;
        let mut used = 0.0;
        while taken < rest.len() && (taken == 0 || used + GAP + rest[taken].2 <= width) {
            used += rest[taken].2 + if taken == 0 { 0.0 } else { GAP };
            taken += 1;
        }
        let (line, after) = rest.split_at(taken);
        // What is left over goes to names and texts; numbers and dates have the width of what they hold.
        let gaps = GAP * (taken as f32 - 1.0);
        let fixed: f32 = line.iter().map(|(_, _, least)| least).filter(|least| **least < TEXT).sum();
        let stretched = used - gaps - fixed;
        let stretch = if stretched > 0.0 { (width - gaps - fixed) / stretched } else { 1.0 };
        // A line of text alone need not fill the card; lines of it do.
        let most = if line.iter().any(|(_, look, _)| look.rows > 1) { f32::INFINITY } else { MOST_STRETCH };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            for (field, look, least) in line {
                let stretch = if *least < TEXT { 1.0 } else { stretch.min(most) };
                ui.vertical(|ui| {
                    ui.set_width((least * stretch).floor());
                    text_field(ui, cx, field, *look);
                });
            }
        });
        ui.add_space(4.0);
        rest = after;
    }
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
