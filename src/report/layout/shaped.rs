//! The texts of a report that were shaped before. The first page is tried in several sizes, and rows of the table are
//! measured before they are drawn; what a text is shaped to depends on neither.

use super::breaks::break_opportunities;
use super::fonts::{FontFace, Glyph, TextRun, TextStyle};
use super::shape::shape_line;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use strum::EnumCount;

/// Shapes each text once for each face.
#[derive(Default)]
pub(crate) struct ShapedTexts([RefCell<HashMap<String, Rc<ShapedText>>>; FontFace::COUNT]);

/// A shaped line of text, of any size and color.
pub(crate) struct ShapedText {
    /// In visual order, from left to right.
    pub(crate) glyphs: Vec<Glyph>,
    breaks: OnceCell<Vec<bool>>,
}

impl ShapedTexts {
    /// Shapes a text without line ends.
    pub(crate) fn get(&self, style: TextStyle, text: &str) -> Rc<ShapedText> {
        let shaped = &self.0[style.face as usize];
        if let Some(before) = shaped.borrow().get(text) {
            return Rc::clone(before);
        }
        let glyphs = shape_line(style, text).glyphs;
        let new = Rc::new(ShapedText { glyphs, breaks: OnceCell::new() });
        shaped.borrow_mut().insert(text.to_owned(), Rc::clone(&new));
        new
    }

    /// How many texts were shaped.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|shaped| shaped.borrow().len()).sum()
    }

    /// Shapes a text without line ends as one line.
    pub(crate) fn line(&self, style: TextStyle, text: &str) -> TextRun {
        let TextStyle { face, size, color } = style;
        TextRun { face, size, color, text: text.to_owned(), glyphs: self.get(style, text).glyphs.clone() }
    }
}

impl ShapedText {
    /// For each glyph, whether a line may end before it. `text` is the text that was shaped.
    pub(crate) fn breaks(&self, text: &str) -> &[bool] {
        self.breaks.get_or_init(|| break_opportunities(text, &self.glyphs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::colors::{INK, ON_ACCENT};

    #[test]
    fn a_text_is_shaped_once_for_each_face() {
        let shaped = ShapedTexts::default();
        let style = |face, size, color| TextStyle { face, size, color };
        let small = style(FontFace::Regular, 8.0, INK);
        let large = style(FontFace::Regular, 12.0, ON_ACCENT);
        let bold = style(FontFace::SemiBold, 8.0, INK);
        assert!(Rc::ptr_eq(&shaped.get(small, "Vævet"), &shaped.get(large, "Vævet")));
        assert!(!Rc::ptr_eq(&shaped.get(small, "Vævet"), &shaped.get(bold, "Vævet")));
        for style in [small, large, bold] {
            assert_eq!(shaped.line(style, "Vævet"), shape_line(style, "Vævet"));
        }
    }
}
