//! Draws the document's mark as a QR code.

use super::{DrawItem, PathSegment};
use crate::colors::INK;
use qrcode::{Color, EcLevel, QrCode};

/// The code as dark modules in a square with sides of `size` points. The caller must leave the quiet zone
/// around it. Returns `None` if the code is too long, which does not happen for the marks of reports.
pub(crate) fn qr(code: &str, left: f32, top: f32, size: f32) -> Option<DrawItem> {
    let code = QrCode::with_error_correction_level(code, EcLevel::M).ok()?;
    let width = code.width();
    let module = size / width as f32;
    let colors = code.to_colors();
    let mut segments = Vec::new();
    for (row, modules) in colors.chunks(width).enumerate() {
        let y = top + row as f32 * module;
        let mut column = 0;
        // Draw neighbouring dark modules as one bar: between separate squares, viewers show thin white
        // lines.
        for run in modules.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (x, end) = (left + column as f32 * module, left + (column + run.len()) as f32 * module);
                segments.extend([
                    PathSegment::Move(x, y),
                    PathSegment::Line(end, y),
                    PathSegment::Line(end, y + module),
                    PathSegment::Line(x, y + module),
                    PathSegment::Close,
                ]);
            }
            column += run.len();
        }
    }
    Some(DrawItem::Path { segments, fill: Some(INK), stroke: None })
}
