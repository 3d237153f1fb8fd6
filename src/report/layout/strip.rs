//! The criteria at a glance: shape, word and short name of each.

use super::ContentKind;
use super::composer::{LEFT, PageComposer, WIDTH, style};
use super::fonts::FontFace;
use super::paths::status_shape;
use crate::colors::INK;
use crate::report::outline::StripCell;

/// Draws the criteria at a glance. It is one figure, whose alternative text contains its words.
pub(crate) fn strip(composer: &mut PageComposer, alt: &str, cells: &[StripCell]) {
    const COLUMNS: usize = 4;
    const INSET: f32 = 4.0;
    const SHAPE: f32 = 11.0;
    let column = (WIDTH - 2.0 * INSET) / COLUMNS as f32;
    let rows = cells.len().div_ceil(COLUMNS).max(1);
    let laid: Vec<_> = cells
        .iter()
        .map(|cell| {
            let indent = cell.words.len() as f32 * (SHAPE + 6.0);
            let words: Vec<&str> = cell.words.iter().map(|(_, word)| word.as_str()).collect();
            let width = column - indent - 4.0;
            let name = composer.wrap_text(style(FontFace::SemiBold, 8.0, INK), &cell.name, width);
            let word = composer.wrap_text(style(FontFace::Regular, 8.0, INK), &words.join(", "), width);
            (cell, indent, [name, word])
        })
        .collect();
    // Fill column by column, so that the order is that of the table below.
    let height_of = |row: usize| {
        let heights =
            laid.iter().skip(row).step_by(rows).map(|(_, _, lines)| lines[0].height() + lines[1].height());
        heights.fold(0.0, f32::max) + 5.0
    };
    let heights: Vec<f32> = (0..rows).map(height_of).collect();
    let height: f32 = heights.iter().sum();
    composer.ensure_room(height);
    let top = composer.y;
    let figure = composer.add_figure([LEFT, top, LEFT + WIDTH, top + height], alt);
    let kind = ContentKind::Node(figure);
    for (at, (cell, indent, lines)) in laid.into_iter().enumerate() {
        let x = LEFT + INSET + (at / rows) as f32 * column;
        let mut y = top + heights[..at % rows].iter().sum::<f32>();
        let middle = y + lines[0].leading;
        for (place, (status, _)) in cell.words.iter().enumerate() {
            let centre = x + SHAPE * 0.5 + place as f32 * (SHAPE + 6.0);
            for item in status_shape(*status, centre, middle, SHAPE) {
                composer.draw(kind, item);
            }
        }
        for lines in lines {
            for run in lines.runs {
                composer.draw_line(kind, x + indent, y, lines.leading, run);
                y += lines.leading;
            }
        }
    }
    composer.y += height + 6.0;
}
