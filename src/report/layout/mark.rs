//! The mark that a machine reads, as a QR code.

use super::{Item, Segment};
use crate::palette::TEXT;
use qrcode::{Color, EcLevel, QrCode};

/// The code as dark squares in a square whose sides are `size` long. The quiet zone around it is
/// the caller's. `None`: the code is too long, which no report's is.
pub fn qr(code: &str, left: f32, top: f32, size: f32) -> Option<Item> {
    let code = QrCode::with_error_correction_level(code, EcLevel::M).ok()?;
    let width = code.width();
    let module = size / width as f32;
    let colours = code.to_colors();
    let mut segments = Vec::new();
    for (row, modules) in colours.chunks(width).enumerate() {
        let y = top + row as f32 * module;
        let mut column = 0;
        // Neighbours are one bar: no hairlines between them.
        for run in modules.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let (x, end) = (left + column as f32 * module, left + (column + run.len()) as f32 * module);
                segments.extend([
                    Segment::Move(x, y),
                    Segment::Line(end, y),
                    Segment::Line(end, y + module),
                    Segment::Line(x, y + module),
                    Segment::Close,
                ]);
            }
            column += run.len();
        }
    }
    Some(Item::Path { segments, fill: Some(TEXT), stroke: None })
}
