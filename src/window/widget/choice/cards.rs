//! Cards in a grid, for values with long labels or with an explanation.

use super::{ChoiceControl, ChoiceInput, ChoiceValue};
use crate::window::widget::{Theme, regular, semibold, shapes, size, space};
use egui::{Color32, CornerRadius, Galley, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};
use std::sync::Arc;

/// The margin inside a card, in points.
const MARGIN: Vec2 = vec2(10.0, 7.0);
/// The width of the mark before the label, in points.
const MARK: f32 = 14.0;
/// Where the texts start, in points from the left edge of the card.
const TEXT_AT: f32 = MARGIN.x + MARK + space::CONTROLS;
/// The range of the minimum width of a card, in points. It is the width of the longest label, up to the limit.
const MIN_WIDTH: std::ops::RangeInclusive<f32> = 110.0..=160.0;
/// The same with an explanation, which needs longer lines.
const MIN_WIDTH_WITH_HELP: std::ops::RangeInclusive<f32> = 110.0..=190.0;
const GAP: f32 = space::CONTROLS;

/// Draws a choice as cards in a grid.
pub fn show(ui: &mut Ui, theme: &Theme, choice: &ChoiceControl) -> Option<ChoiceInput> {
    let Grid { whole, rects, texts } = Grid::allocate(ui, theme, choice.values);
    choice.interact(ui, theme, whole, &rects, |ui, at, response| {
        let value = &choice.values[at];
        if value.is_unusable && !value.chosen {
            // A click leads to why.
            paint_closed_card(ui, theme, &texts[at], rects[at], false, theme.control_line);
        } else {
            paint_card(ui, theme, &texts[at], rects[at], value.chosen, response.hovered());
        }
    })
}

/// Paints cards that can't be chosen now.
pub fn show_closed(ui: &mut Ui, theme: &Theme, values: &[ChoiceValue]) {
    ui.scope(|ui| {
        let grid = Grid::allocate(ui, theme, values);
        for ((value, texts), rect) in values.iter().zip(&grid.texts).zip(&grid.rects) {
            paint_closed_card(ui, theme, texts, *rect, value.chosen, theme.line);
        }
    });
}

/// The places of the cards.
struct Grid {
    whole: Rect,
    rects: Vec<Rect>,
    texts: Vec<CardTexts>,
}

impl Grid {
    fn allocate(ui: &mut Ui, theme: &Theme, cards: &[ChoiceValue]) -> Self {
        let columns = columns(ui, cards);
        let step = ((ui.available_width() + GAP) / columns as f32).max(TEXT_AT + MARK + GAP);
        // The cards end where the card around them does, so that some are wider than others by a point.
        let left_of = |column: usize| (step * column as f32).floor();
        let width = (step - GAP).floor();
        let texts: Vec<CardTexts> = cards.iter().map(|card| CardTexts::of(ui, theme, card, width)).collect();
        let row_heights: Vec<f32> = texts
            .chunks(columns)
            .map(|row| row.iter().map(|texts| texts.height).fold(size::CONTROL, f32::max))
            .collect();
        let height = row_heights.iter().sum::<f32>() + GAP * row_heights.len().saturating_sub(1) as f32;
        let (_, whole) = ui.allocate_space(vec2(left_of(columns) - GAP, height));
        let mut rects = Vec::new();
        let mut y = whole.min.y;
        for (row, height) in cards.chunks(columns).zip(&row_heights) {
            rects.extend((0..row.len()).map(|column| {
                let left = whole.min.x + left_of(column);
                let right = whole.min.x + left_of(column + 1) - GAP;
                Rect::from_min_max(pos2(left, y), pos2(right, y + height))
            }));
            y += height + GAP;
        }
        Grid { whole, rects, texts }
    }
}

/// The number of cards side by side, such that the rows are about equally long.
fn columns(ui: &Ui, cards: &[ChoiceValue]) -> usize {
    let label_width = |card: &ChoiceValue| {
        let label = ui.painter().layout_no_wrap(
            card.label.to_owned(),
            semibold(size::BODY),
            ui.visuals().text_color(),
        );
        TEXT_AT + label.size().x + MARGIN.x
    };
    let widest = cards.iter().map(label_width).fold(0.0, f32::max);
    let has_help = cards.iter().any(|card| card.help.is_some());
    let range = if has_help { MIN_WIDTH_WITH_HELP } else { MIN_WIDTH };
    let min_width = widest.clamp(*range.start(), *range.end());
    let most = ((ui.available_width() + GAP) / (min_width + GAP)).floor().max(1.0) as usize;
    let rows = cards.len().div_ceil(most).max(1);
    cards.len().div_ceil(rows).max(1)
}

struct CardTexts {
    label: Arc<Galley>,
    help: Option<Arc<Galley>>,
    height: f32,
}

impl CardTexts {
    fn of(ui: &Ui, theme: &Theme, card: &ChoiceValue, width: f32) -> Self {
        let wrap = width - TEXT_AT - MARGIN.x;
        let layout = |text: &str, font, color| ui.painter().layout(text.to_owned(), font, color, wrap);
        let font = if card.chosen { semibold(size::BODY) } else { regular(size::BODY) };
        let label = layout(card.label, font, Color32::PLACEHOLDER);
        let help = card.help.map(|help| layout(help, regular(size::SMALL), theme.muted));
        // The height of the semibold label is reserved, so that the cards do not move when one is chosen.
        let label_height = layout(card.label, semibold(size::BODY), theme.text).size().y;
        let help_height = help.as_ref().map_or(0.0, |help| help.size().y + space::LINES);
        CardTexts { label, help, height: (label_height + help_height + 2.0 * MARGIN.y).ceil() }
    }
}

fn paint_card(ui: &Ui, theme: &Theme, texts: &CardTexts, rect: Rect, is_chosen: bool, is_hovered: bool) {
    let (fill, stroke) = match (is_chosen, is_hovered) {
        (true, _) => (theme.accent_soft, Stroke::new(2.0, theme.accent)),
        (false, true) => (theme.sunken, Stroke::new(1.0, theme.control_line)),
        (false, false) => (theme.surface, Stroke::new(1.0, theme.control_line)),
    };
    ui.painter().rect(rect, CornerRadius::same(6), fill, stroke, StrokeKind::Inside);
    paint_mark(ui, theme, texts, rect, is_chosen);
    paint_texts(ui, theme, texts, rect, theme.text);
}

/// A card of a question that is not asked: what was answered can still be read.
fn paint_closed_card(ui: &Ui, theme: &Theme, texts: &CardTexts, rect: Rect, is_chosen: bool, line: Color32) {
    let (fill, color) = if is_chosen { (theme.sunken, theme.text) } else { (theme.surface, theme.muted) };
    let stroke = Stroke::new(1.0, line);
    ui.painter().rect(rect, CornerRadius::same(6), fill, stroke, StrokeKind::Inside);
    if is_chosen {
        paint_mark(ui, theme, texts, rect, true);
    }
    paint_texts(ui, theme, texts, rect, color);
}

fn paint_mark(ui: &Ui, theme: &Theme, texts: &CardTexts, rect: Rect, is_chosen: bool) {
    let first_line = texts.label.rows.first().map_or(MARK, |row| row.height());
    let mark = rect.min + vec2(MARGIN.x + MARK / 2.0, MARGIN.y + first_line / 2.0);
    shapes::radio(ui.painter(), theme, mark, MARK, is_chosen);
}

fn paint_texts(ui: &Ui, theme: &Theme, texts: &CardTexts, rect: Rect, color: Color32) {
    let painter = ui.painter();
    let at = rect.min + vec2(TEXT_AT, MARGIN.y);
    painter.galley(at, texts.label.clone(), color);
    if let Some(help) = &texts.help {
        let below = at + vec2(0.0, texts.label.size().y + space::LINES);
        painter.galley(below, help.clone(), theme.muted);
    }
}
