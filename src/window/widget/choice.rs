//! A choice among a few values: segments side by side, or cards in a grid.

mod option_cards;

pub use option_cards::{OptionCard, option_cards};

use super::controls::focus_next;
use super::shapes;
use super::sight::{follow_again, note_focused_value};
use super::{Theme, regular, semibold, size};
use egui::{
    CornerRadius, Event, EventFilter, FocusDirection, Id, Key, Modifiers, Rect, Role, Sense, Stroke, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

/// One of the values of a choice.
pub struct Segment<'a> {
    pub label: &'a str,
    pub chosen: bool,
}

/// The user's input in a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceInput {
    /// The user has chosen the value with this index.
    Value(usize),
    /// The user has cleared the choice.
    Nothing,
}

/// The width of the segments side by side, in points.
pub fn segments_width(ui: &Ui, segments: &[Segment]) -> f32 {
    segments.iter().map(|segment| segment_width(ui, segment)).sum()
}

fn segment_width(ui: &Ui, segment: &Segment) -> f32 {
    // A chosen segment has the semibold weight. Its width is reserved, so that the segments do not move.
    let text = ui.painter().layout_no_wrap(
        segment.label.to_owned(),
        semibold(size::BODY),
        ui.visuals().text_color(),
    );
    (text.size().x + 24.0).max(36.0).ceil()
}

/// Draws a choice among a few values. The Tab key stops once at the choice; arrow keys and first letters choose a
/// value; Delete, Backspace or a click on the chosen value clear it. Values that do not fit in one line are shown as
/// [`option_cards`].
pub fn segmented(
    ui: &mut Ui,
    theme: &Theme,
    id: Id,
    name: &str,
    segments: &[Segment],
    takes_focus: bool,
) -> Option<ChoiceInput> {
    if segments_width(ui, segments) > ui.available_width() + 0.5 {
        let cards: Vec<OptionCard> = segments
            .iter()
            .map(|segment| OptionCard { label: segment.label, help: None, chosen: segment.chosen })
            .collect();
        return option_cards::clearable_cards(ui, theme, id, name, &cards, takes_focus);
    }
    let (_, whole) = ui.allocate_space(vec2(segments_width(ui, segments), size::CONTROL));
    let rects = segment_rects(ui, segments, whole);
    let group = RadioGroup { theme, id, name, values: segments, takes_focus, can_clear: true };
    let input = group.show(ui, whole, &rects, |ui, at, is_hovered| {
        paint_segment(ui, theme, &segments[at], rects[at], corners(at, segments.len()), is_hovered);
    });
    shapes::frame(ui.painter(), whole, 6, Stroke::new(1.0, theme.control_line));
    input
}

/// Paints a choice that can't be made now. It takes the place of the one that can.
pub fn closed_segments(ui: &mut Ui, theme: &Theme, segments: &[Segment]) {
    if segments_width(ui, segments) > ui.available_width() + 0.5 {
        let cards: Vec<OptionCard> = segments
            .iter()
            .map(|segment| OptionCard { label: segment.label, help: None, chosen: segment.chosen })
            .collect();
        return option_cards::closed_cards(ui, theme, &cards);
    }
    ui.scope(|ui| {
        let (_, whole) = ui.allocate_space(vec2(segments_width(ui, segments), size::CONTROL));
        let rects = segment_rects(ui, segments, whole);
        for (at, (segment, rect)) in segments.iter().zip(rects).enumerate() {
            paint_closed_segment(ui, theme, segment, rect, corners(at, segments.len()));
        }
        shapes::frame(ui.painter(), whole, 6, Stroke::new(1.0, theme.line));
    });
}

/// A choice whose values have their places already: its keys, its clicks, and its nodes for screen readers.
struct RadioGroup<'a> {
    theme: &'a Theme,
    id: Id,
    name: &'a str,
    values: &'a [Segment<'a>],
    takes_focus: bool,
    /// Whether a click on the chosen value clears the choice.
    can_clear: bool,
}

impl RadioGroup<'_> {
    /// Draws each value with `paint`, which gets its index and whether the pointer is over it.
    fn show(
        &self,
        ui: &mut Ui,
        whole: Rect,
        rects: &[Rect],
        paint: impl Fn(&Ui, usize, bool),
    ) -> Option<ChoiceInput> {
        let RadioGroup { id, name, values, .. } = *self;
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
        let mut input = if group.has_focus() { handle_keys(ui, id, values, chosen) } else { None };
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
            if response.clicked() {
                group.request_focus();
                input = match value.chosen {
                    true if self.can_clear => Some(ChoiceInput::Nothing),
                    true => input,
                    false => Some(ChoiceInput::Value(at)),
                };
            }
            paint(ui, at, response.hovered());
        }
        if group.has_focus() {
            shapes::frame(ui.painter(), whole.expand(3.0), 8, Stroke::new(2.0, self.theme.focus));
        }
        input
    }
}

/// The rectangles of the segments, side by side in `whole`.
fn segment_rects(ui: &Ui, segments: &[Segment], whole: Rect) -> Vec<Rect> {
    let mut x = whole.min.x;
    let rect_of = |segment| {
        let width = segment_width(ui, segment);
        x += width;
        Rect::from_min_size(pos2(x - width, whole.min.y), vec2(width, size::CONTROL))
    };
    segments.iter().map(rect_of).collect()
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
    segment: &Segment,
    rect: Rect,
    corners: CornerRadius,
    hovered: bool,
) {
    let (fill, color, font) = match (segment.chosen, hovered) {
        (true, _) => (theme.accent, theme.on_accent, semibold(size::BODY)),
        (false, true) => (theme.sunken, theme.text, regular(size::BODY)),
        (false, false) => (theme.surface, theme.text, regular(size::BODY)),
    };
    let painter = ui.painter();
    painter.rect(rect, corners, fill, Stroke::new(1.0, theme.control_line), egui::StrokeKind::Inside);
    let text = painter.layout_no_wrap(segment.label.to_owned(), font, color);
    painter.galley(rect.center() - text.size() / 2.0, text, color);
}

/// A value of a question that is not asked: what was answered can still be read.
fn paint_closed_segment(ui: &Ui, theme: &Theme, segment: &Segment, rect: Rect, corners: CornerRadius) {
    let (fill, color, font) = if segment.chosen {
        (theme.sunken, theme.text, semibold(size::BODY))
    } else {
        (theme.surface, theme.muted, regular(size::BODY))
    };
    let painter = ui.painter();
    painter.rect(rect, corners, fill, Stroke::new(1.0, theme.line), egui::StrokeKind::Inside);
    let text = painter.layout_no_wrap(segment.label.to_owned(), font, color);
    painter.galley(rect.center() - text.size() / 2.0, text, color);
}

/// Arrow keys choose the next value, a letter or digit chooses the value that starts with it, Delete and Backspace
/// clear.
fn handle_keys(ui: &Ui, id: Id, segments: &[Segment], chosen: Option<usize>) -> Option<ChoiceInput> {
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(id, EventFilter { horizontal_arrows: true, ..EventFilter::default() });
    });
    ui.input(|input| {
        let last = segments.len() - 1;
        if input.key_pressed(Key::ArrowRight) || input.key_pressed(Key::Space) {
            return Some(ChoiceInput::Value(chosen.map_or(0, |at| if at == last { 0 } else { at + 1 })));
        }
        if input.key_pressed(Key::ArrowLeft) {
            return Some(ChoiceInput::Value(chosen.map_or(last, |at| if at == 0 { last } else { at - 1 })));
        }
        if input.key_pressed(Key::Delete) || input.key_pressed(Key::Backspace) {
            return Some(ChoiceInput::Nothing);
        }
        let typed = input.events.iter().find_map(|event| match event {
            Event::Text(text) => text.chars().next(),
            _ => None,
        })?;
        next_starting_with(segments, typed, chosen).map(ChoiceInput::Value)
    })
}

/// The next value after the chosen one whose label starts with a character. The search wraps around.
fn next_starting_with(segments: &[Segment], typed: char, chosen: Option<usize>) -> Option<usize> {
    let matches =
        |at: &usize| segments[*at].label.to_lowercase().starts_with(&typed.to_lowercase().to_string());
    let from = chosen.map_or(0, |at| at + 1);
    (from..segments.len()).chain(0..from).find(matches)
}
