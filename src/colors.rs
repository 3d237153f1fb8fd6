//! The colors of the report, named by their use. The light theme of the window uses them too.

use crate::assessment::Status;

/// The sRGB channels red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// For all text, lines and the mark in print. Pure black, since copiers and fax machines break up every other
/// color into dots.
pub(crate) const INK: Rgb = Rgb(0x00, 0x00, 0x00);
/// For text in the window.
pub(crate) const TEXT: Rgb = Rgb(0x16, 0x20, 0x2C);
/// For text of less importance in the window.
pub(crate) const MUTED: Rgb = Rgb(0x56, 0x62, 0x73);
/// For titles, links and selected controls in the window.
pub(crate) const ACCENT: Rgb = Rgb(0x0B, 0x5C, 0x8C);
/// For signs on the color of a status, and for text on `ACCENT`.
pub(crate) const ON_ACCENT: Rgb = Rgb(0xFF, 0xFF, 0xFF);
/// Fills the area behind cards in the window.
pub(crate) const SUNKEN: Rgb = Rgb(0xF3, 0xF5, 0xF8);
/// For the shape of a status, in the window also for its word. Has a contrast of at least 4.5:1 to white.
pub fn status(status: Status) -> Rgb {
    match status {
        Status::Met => Rgb(0x13, 0x71, 0x3F),
        Status::NotMet => Rgb(0xB3, 0x20, 0x3A),
        Status::Missing => Rgb(0x55, 0x60, 0x6F),
        Status::Judgement => Rgb(0x6A, 0x3B, 0xAF),
        Status::Advisory => Rgb(0x9A, 0x54, 0x00),
        Status::NoRequirement | Status::NotApplicable => Rgb(0x5E, 0x6A, 0x79),
    }
}
