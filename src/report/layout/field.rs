//! A label with its value. The value starts on the line of its label, and is cut after a number of lines.

use super::composer::PageComposer;
use super::fonts::{TextRun, TextStyle};
use super::{ContentKind, DrawItem};

/// How fields are set.
#[derive(Clone, Copy)]
pub(crate) struct FieldFonts {
    /// The style of labels.
    pub(crate) label: TextStyle,
    /// The style of values.
    pub(crate) value: TextStyle,
    /// The distance from one baseline to the next, in points.
    pub(crate) leading: f32,
}

/// When a value is cut.
#[derive(Clone, Copy)]
pub(crate) struct FieldLimit<'a> {
    /// The most lines that a value takes, or a label that does not fit beside its value.
    pub(crate) max_lines: usize,
    /// Ends a text that was cut.
    pub(crate) mark: &'a str,
}

/// A field, broken into lines.
pub(crate) struct FieldLayout {
    label: Vec<TextRun>,
    value: Vec<TextRun>,
    /// Where the first line of the value starts, if it is on the line of the label.
    indent: Option<f32>,
    leading: f32,
    /// The space above, in points.
    pub(crate) before: f32,
    /// Whether a part of the field is not printed.
    pub(crate) is_cut: bool,
}

/// The space between a label and its value, in points.
const GAP: f32 = 4.0;
/// A longer label, in bytes, is never beside its value.
const MAX_LABEL_LEN: usize = 1000;
/// The share of the width that a label may take beside its value.
const LABEL_SHARE: f32 = 0.72;

impl FieldLayout {
    /// Breaks a field into lines. A blank label takes no room.
    pub(crate) fn new(
        composer: &mut PageComposer,
        style: FieldFonts,
        [label, value]: [&str; 2],
        width: f32,
        limit: FieldLimit,
    ) -> Self {
        let (mut label, indent) = if label.is_empty() {
            (Vec::new(), None)
        } else {
            let label = format!("{}:", label.replace(['\r', '\n'], " "));
            // A name may be of any length.
            let run = (label.len() <= MAX_LABEL_LEN).then(|| composer.shape(style.label, &label));
            if let Some(run) = run.filter(|run| run.width() <= width * LABEL_SHARE) {
                let indent = run.width() + GAP;
                (vec![run], Some(indent))
            } else {
                (composer.wrap_after(style.label, &label, [width, 0.0], limit.max_lines), None)
            }
        };
        let room = [width, indent.unwrap_or(0.0)];
        let mut value = composer.wrap_after(style.value, value.trim(), room, limit.max_lines);
        let is_label_cut = cut(composer, style.label, &mut label, width, 0.0, limit);
        let is_value_cut = cut(composer, style.value, &mut value, width, indent.unwrap_or(0.0), limit);
        let is_cut = is_label_cut || is_value_cut;
        FieldLayout { label, value, indent, leading: style.leading, before: 0.0, is_cut }
    }

    /// The height of all lines and of the space above, in points.
    pub(crate) fn height(&self) -> f32 {
        let lines = match self.indent {
            Some(_) => self.value.len().max(1),
            None => self.label.len() + self.value.len(),
        };
        self.before + lines as f32 * self.leading
    }

    /// Draws the lines with the upper left corner at `x` and `y`, as content of the nodes of label and value.
    pub(crate) fn draw(self, composer: &mut PageComposer, nodes: (usize, usize), x: f32, mut y: f32) {
        let size = self.value.first().map_or(self.leading, |run| run.size);
        let leading = self.leading;
        y += self.before;
        let mut put = |node: usize, x: f32, y: f32, run: TextRun| {
            // Label and value share a baseline, though their sizes differ.
            let item = DrawItem::Text { x, y: y + (leading + size * 0.7) / 2.0, run };
            composer.draw(ContentKind::Node(node), item);
        };
        for run in self.label {
            put(nodes.0, x, y, run);
            y += leading;
        }
        if self.indent.is_some() {
            y -= leading;
        }
        for (at, run) in self.value.into_iter().enumerate() {
            let indent = if at == 0 { self.indent.unwrap_or(0.0) } else { 0.0 };
            if !run.glyphs.is_empty() {
                put(nodes.1, x + indent, y, run);
            }
            y += leading;
        }
    }
}

/// Leaves at most [`FieldLimit::max_lines`] lines, the last of which ends in the mark. Tells whether lines were
/// removed.
fn cut(
    composer: &mut PageComposer,
    style: TextStyle,
    lines: &mut Vec<TextRun>,
    width: f32,
    indent: f32,
    limit: FieldLimit,
) -> bool {
    if lines.len() <= limit.max_lines {
        return false;
    }
    lines.truncate(limit.max_lines.max(1));
    let Some(last) = lines.pop() else { return false };
    let room = if lines.is_empty() { width - indent } else { width };
    let mut kept = last.text.trim_end();
    while !kept.is_empty() {
        let run = composer.shape(style, &format!("{kept} … {}", limit.mark));
        if run.width() <= room {
            lines.push(run);
            return true;
        }
        kept = kept.rsplit_once(char::is_whitespace).map_or("", |(front, _)| front.trim_end());
    }
    let run = composer.shape(style, limit.mark);
    if lines.is_empty() && run.width() > room {
        // Beside a long label there is no room for the mark: it goes below.
        lines.push(composer.shape(style, ""));
    }
    lines.push(run);
    true
}
