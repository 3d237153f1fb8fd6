//! Draws the document's mark as a QR code.

use super::mask::{unmasked, with_best_mask};
use super::{DrawItem, PathSegment};
use crate::colors::INK;
use qrcode::{Color, QrResult};

/// A code as dark and light modules in a square.
pub(crate) struct QrModules {
    colors: Vec<Color>,
    width: usize,
}

impl QrModules {
    /// The code of a text. Returns `None` if the text is too long, which does not happen for the marks of reports.
    pub(crate) fn new(text: &str) -> Option<Self> {
        Self::encode(text).ok()
    }

    fn encode(text: &str) -> QrResult<Self> {
        let (code, width) = unmasked(text)?;
        let colors = with_best_mask(&code, width).into_colors();
        Ok(QrModules { colors, width: width.unsigned_abs().into() })
    }

    /// The dark modules in a square with sides of `size` points. The caller must leave the quiet zone around it.
    pub(crate) fn draw(&self, left: f32, top: f32, size: f32) -> DrawItem {
        let module = size / self.width as f32;
        let mut segments = Vec::new();
        for (row, modules) in self.colors.chunks(self.width).enumerate() {
            let y = top + row as f32 * module;
            let mut column = 0;
            // Neighbouring dark modules are one bar, as viewers show thin white lines between squares.
            for run in modules.chunk_by(|a, b| a == b) {
                if run[0] == Color::Dark {
                    let (x, end) =
                        (left + column as f32 * module, left + (column + run.len()) as f32 * module);
                    segments.push(PathSegment::Rectangle([x, y, end, y + module]));
                }
                column += run.len();
            }
        }
        DrawItem::Path { segments, fill: Some(INK), stroke: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qrcode::{EcLevel, QrCode};

    #[test]
    fn the_code_is_the_one_that_the_crate_makes() {
        for text in ["", "WGS-HENVISNING 1", "æøå", &"0123456789".repeat(20)] {
            let modules = QrModules::new(text).unwrap();
            let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
            assert_eq!(modules.width, code.width(), "{text}");
            assert!(modules.colors == code.to_colors(), "{text}");
        }
        assert!(QrModules::new(&"x".repeat(3000)).is_none());
    }
}
