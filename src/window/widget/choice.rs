//! A choice among a few values: segments side by side, or cards in a grid.

mod answer_keys;
mod cards;
mod keys;

pub use answer_keys::{AnswerKeys, RunPlace, StrayText};
pub use keys::{ShownKeys, first_and_last};

use super::click_series::goes_on_with_clicks;
use super::controls::focus_next;
use super::shapes;
use super::sight::{follow_again, note_focused_value};
use super::tip::{self, TipSide};
use super::{Theme, regular, semibold, size};
use egui::{
    Align2, Color32, CornerRadius, FocusDirection, Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke,
    Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// One of the values of a choice that need no explanation.
pub struct Segment<'a> {
    pub label: &'a str,
    pub chosen: bool,
}

/// One of the values of a choice.
#[derive(Clone, Copy)]
pub struct ChoiceValue<'a> {
    pub label: &'a str,
    /// Explains the value: on its card, or in a tooltip of its segment.
    pub help: Option<&'a str>,
    pub chosen: bool,
    /// Whether it can't be used now, and only leads to why. It looks as the values of a closed choice do.
    pub is_unusable: bool,
}

/// How a choice is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceLayout {
    /// Side by side in one line.
    Segments,
    /// As a grid of cards, with the explanations.
    Cards,
}

/// What a click on the chosen value does. Delete and Backspace clear every choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondClick {
    /// It clears the choice.
    Clears,
    /// It changes nothing.
    Keeps,
}

/// The user's input in a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceInput {
    /// The user has chosen the value with this index.
    Value(usize),
    /// The user has cleared the choice.
    Nothing,
}

/// The layout of a choice in a width, in points: segments where they fit in one line.
pub fn layout_in(ui: &Ui, values: &[ChoiceValue], width: f32) -> ChoiceLayout {
    if segments_width(ui, values) > width + 0.5 { ChoiceLayout::Cards } else { ChoiceLayout::Segments }
}

/// The width of the segments side by side, in points.
pub fn segments_width(ui: &Ui, values: &[ChoiceValue]) -> f32 {
    values.iter().map(|value| segment_width(ui, value)).sum()
}

fn segment_width(ui: &Ui, value: &ChoiceValue) -> f32 {
    // A chosen segment has the semibold weight. Its width is reserved, so that the segments do not move.
    let text =
        ui.painter().layout_no_wrap(value.label.to_owned(), semibold(size::BODY), ui.visuals().text_color());
    (text.size().x + 24.0).max(36.0).ceil()
}

/// Draws a choice among a few values that need no explanation. Values that do not fit in one line are cards.
pub fn segmented(
    ui: &mut Ui,
    theme: &Theme,
    id: Id,
    name: &str,
    segments: &[Segment],
    takes_focus: bool,
) -> Option<ChoiceInput> {
    let values: Vec<ChoiceValue> = segments
        .iter()
        .map(|segment| ChoiceValue {
            label: segment.label,
            help: None,
            chosen: segment.chosen,
            is_unusable: false,
        })
        .collect();
    let choice = ChoiceControl {
        id,
        name,
        values: &values,
        layout: layout_in(ui, &values, ui.available_width()),
        second_click: SecondClick::Clears,
        shown_keys: if values.len() == 2 { ShownKeys::Letters } else { ShownKeys::Digits },
        takes_focus,
    };
    choice.show(ui, theme)
}

/// A choice among a few values. The Tab key stops once at it; arrow keys, first letters and digits choose a value.
pub struct ChoiceControl<'a> {
    pub id: Id,
    pub name: &'a str,
    pub values: &'a [ChoiceValue<'a>],
    pub layout: ChoiceLayout,
    pub second_click: SecondClick,
    pub shown_keys: ShownKeys,
    pub takes_focus: bool,
}

impl ChoiceControl<'_> {
    /// Draws the choice.
    pub fn show(&self, ui: &mut Ui, theme: &Theme) -> Option<ChoiceInput> {
        match self.layout {
            ChoiceLayout::Segments => self.show_segments(ui, theme),
            ChoiceLayout::Cards => cards::show(ui, theme, self),
        }
    }

    /// Paints the choice where it can't be made now. It takes the place of the one that can.
    pub fn show_closed(&self, ui: &mut Ui, theme: &Theme) {
        match self.layout {
            ChoiceLayout::Segments => self.show_closed_segments(ui, theme),
            ChoiceLayout::Cards => cards::show_closed(ui, theme, self.values),
        }
    }

    fn show_segments(&self, ui: &mut Ui, theme: &Theme) -> Option<ChoiceInput> {
        let (_, whole) = ui.allocate_space(vec2(segments_width(ui, self.values), size::CONTROL));
        let rects = segment_rects(ui, self.values, whole);
        let count = self.values.len();
        let input = self.interact(ui, theme, whole, &rects, |ui, at, response| {
            let value = &self.values[at];
            if value.is_unusable && !value.chosen {
                // A click leads to why.
                let corners = corners(at, count);
                paint_closed_segment(ui, theme, value, rects[at], corners, theme.control_line);
            } else {
                paint_segment(ui, theme, value, rects[at], corners(at, count), response.hovered());
            }
            if let Some(help) = value.help {
                tip::on_hover(ui, theme, response, TipSide::Beside, || format!("{}: {help}", value.label));
            }
        });
        shapes::frame(ui.painter(), whole, 6, Stroke::new(1.0, theme.control_line));
        input
    }

    fn show_closed_segments(&self, ui: &mut Ui, theme: &Theme) {
        ui.scope(|ui| {
            let (_, whole) = ui.allocate_space(vec2(segments_width(ui, self.values), size::CONTROL));
            let rects = segment_rects(ui, self.values, whole);
            for (at, (value, rect)) in self.values.iter().zip(rects).enumerate() {
                paint_closed_segment(ui, theme, value, rect, corners(at, self.values.len()), theme.line);
            }
            shapes::frame(ui.painter(), whole, 6, Stroke::new(1.0, theme.line));
        });
    }

    /// Handles the keys and clicks of values that have their places already, and gives them to screen readers. Draws
    /// each value with `paint`, which gets its index and its response.
    fn interact(
        &self,
        ui: &mut Ui,
        theme: &Theme,
        whole: Rect,
        rects: &[Rect],
        paint: impl Fn(&Ui, usize, &Response),
    ) -> Option<ChoiceInput> {
        let ChoiceControl { id, name, values, .. } = *self;
        let group = ui.interact(whole, id, Sense::focusable_noninteractive());
        if self.takes_focus {
            group.request_focus();
        }
        let chosen = values.iter().position(|value| value.chosen);
        let value = chosen.map_or("", |at| values[at].label);
        group.widget_info(|| WidgetInfo {
            current_text_value: Some(value.to_owned()),
            ..WidgetInfo::labeled(Role::RadioGroup, true, name)
        });
        let mut input = if group.has_focus() { keys::handle(ui, id, values, chosen) } else { None };
        if group.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            focus_next(ui, id);
        }
        if group.has_focus() {
            note_focused_value(ui, whole, id.with(chosen.unwrap_or(0)));
        }
        if input.is_some() {
            follow_again(ui);
            // The event filter has no effect in the first frame with the focus, so an arrow key would also move the
            // focus.
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        }

        // For screen readers, the values are children of the group, and the chosen one is its active descendant.
        let inside = UiBuilder::new().max_rect(whole).accessibility_parent(id).id_salt(id);
        let ui = &mut ui.new_child(inside);
        if let Some(at) = chosen {
            let value = id.with(at).accesskit_id();
            ui.ctx().accesskit_node_builder(id, |node| node.set_active_descendant(value));
        }
        for (at, (value, rect)) in values.iter().zip(rects).enumerate() {
            let response = ui.interact(*rect, id.with(at), Sense::CLICK);
            let label = format!("{name}: {}", value.label);
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, value.chosen, &label));
            let digit = keys::digit_of(values, at);
            ui.ctx().accesskit_node_builder(response.id, |node| {
                if let Some(help) = value.help {
                    node.set_description(help);
                }
                if let Some(digit) = digit {
                    node.set_keyboard_shortcut(digit.to_string());
                }
            });
            if response.clicked() {
                group.request_focus();
                let goes_on = goes_on_with_clicks(&response);
                input = match (value.chosen, self.second_click) {
                    // Many click twice or more out of habit: that answers, and takes nothing back.
                    (true, SecondClick::Clears) if goes_on => input,
                    (true, SecondClick::Clears) => Some(ChoiceInput::Nothing),
                    (true, SecondClick::Keeps) => input,
                    (false, _) => Some(ChoiceInput::Value(at)),
                };
            }
            paint(ui, at, &response);
            // A label that is a digit names its key itself.
            let shows_digits = self.shown_keys == ShownKeys::Digits && !keys::are_labels_digits(values);
            if let Some(digit) = digit.filter(|_| group.has_focus() && shows_digits) {
                paint_digit(ui, theme, digit, *rect, value.chosen && self.layout == ChoiceLayout::Segments);
            }
        }
        if group.has_focus() {
            shapes::frame(ui.painter(), whole.expand(3.0), 8, Stroke::new(2.0, theme.focus));
            if self.layout == ChoiceLayout::Segments {
                tip::on_key_focus(ui, theme, &group, TipSide::Beside, &explanations(values));
            }
        }
        input
    }
}

/// The explanations of the values, one per line. A choice with fewer than two is explained by its help.
fn explanations(values: &[ChoiceValue]) -> String {
    let explained = values.iter().filter_map(|value| Some((value.label, value.help?)));
    let lines: Vec<String> = explained.map(|(label, help)| format!("{label}: {help}")).collect();
    if lines.len() < 2 { String::new() } else { lines.join("\n") }
}

/// Paints the key of a value in its corner, in the margin that is free of text.
fn paint_digit(ui: &Ui, theme: &Theme, digit: char, rect: Rect, is_on_accent: bool) {
    let color = if is_on_accent { theme.on_accent } else { theme.muted };
    let corner = rect.right_top() + vec2(-3.0, 1.0);
    ui.painter().text(corner, Align2::RIGHT_TOP, digit, regular(size::KEY), color);
}

/// The rectangles of the segments, side by side in `whole`.
fn segment_rects(ui: &Ui, values: &[ChoiceValue], whole: Rect) -> Vec<Rect> {
    let mut x = whole.min.x;
    let rect_of = |value| {
        let width = segment_width(ui, value);
        x += width;
        Rect::from_min_size(pos2(x - width, whole.min.y), vec2(width, size::CONTROL))
    };
    values.iter().map(rect_of).collect()
}

fn corners(at: usize, count: usize) -> CornerRadius {
    let all = CornerRadius::same(6);
    match (at == 0, at + 1 == count) {
        (true, true) => all,
        (true, false) => CornerRadius { ne: 0, se: 0, ..all },
        (false, true) => CornerRadius { nw: 0, sw: 0, ..all },
        (false, false) => CornerRadius::ZERO,
    }
}

fn paint_segment(
    ui: &Ui,
    theme: &Theme,
    value: &ChoiceValue,
    rect: Rect,
    corners: CornerRadius,
    hovered: bool,
) {
    let (fill, color, font) = match (value.chosen, hovered) {
        (true, _) => (theme.accent, theme.on_accent, semibold(size::BODY)),
        (false, true) => (theme.sunken, theme.text, regular(size::BODY)),
        (false, false) => (theme.surface, theme.text, regular(size::BODY)),
    };
    let painter = ui.painter();
    painter.rect(rect, corners, fill, Stroke::new(1.0, theme.control_line), egui::StrokeKind::Inside);
    let text = painter.layout_no_wrap(value.label.to_owned(), font, color);
    painter.galley(rect.center() - text.size() / 2.0, text, color);
}

/// A value of a question that is not asked: what was answered can still be read.
fn paint_closed_segment(
    ui: &Ui,
    theme: &Theme,
    value: &ChoiceValue,
    rect: Rect,
    corners: CornerRadius,
    line: Color32,
) {
    let (fill, color, font) = if value.chosen {
        (theme.sunken, theme.text, semibold(size::BODY))
    } else {
        (theme.surface, theme.muted, regular(size::BODY))
    };
    let painter = ui.painter();
    painter.rect(rect, corners, fill, Stroke::new(1.0, line), egui::StrokeKind::Inside);
    let text = painter.layout_no_wrap(value.label.to_owned(), font, color);
    painter.galley(rect.center() - text.size() / 2.0, text, color);
}
