//! The colors of the report, named by their use. The light theme of the window uses them too.

use crate::assessment::Status;

/// The sRGB channels red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// For text on a white page.
pub(crate) const TEXT: Rgb = Rgb(0x16, 0x20, 0x2C);
/// For text of less importance.
pub(crate) const MUTED: Rgb = Rgb(0x56, 0x62, 0x73);
/// For titles, links and the head of the table.
pub(crate) const ACCENT: Rgb = Rgb(0x0B, 0x5C, 0x8C);
/// For text and signs on `ACCENT` or on the color of a status.
pub(crate) const ON_ACCENT: Rgb = Rgb(0xFF, 0xFF, 0xFF);
/// Fills the box behind the facts.
pub(crate) const SUNKEN: Rgb = Rgb(0xF3, 0xF5, 0xF8);
/// For thin lines between parts.
pub(crate) const LINE: Rgb = Rgb(0xCF, 0xD6, 0xDE);

/// For the shape and word of a status. Has a contrast of at least 4.5:1 to white and to its soft color.
pub(crate) fn status(status: Status) -> Rgb {
    match status {
        Status::Met => Rgb(0x13, 0x71, 0x3F),
        Status::NotMet => Rgb(0xB3, 0x20, 0x3A),
        Status::Missing => Rgb(0x55, 0x60, 0x6F),
        Status::Judgement => Rgb(0x6A, 0x3B, 0xAF),
        Status::Advisory => Rgb(0x9A, 0x54, 0x00),
        Status::NoRequirement | Status::NotApplicable => Rgb(0x5E, 0x6A, 0x79),
    }
}

/// Fills the area behind text in the color of a status.
pub(crate) fn status_soft(status: Status) -> Rgb {
    match status {
        Status::Met => Rgb(0xE5, 0xF3, 0xEA),
        Status::NotMet => Rgb(0xFB, 0xEA, 0xED),
        Status::Missing => Rgb(0xEE, 0xF0, 0xF3),
        Status::Judgement => Rgb(0xF1, 0xEB, 0xFA),
        Status::Advisory => Rgb(0xFB, 0xF1, 0xE2),
        Status::NoRequirement | Status::NotApplicable => Rgb(0xF1, 0xF3, 0xF5),
    }
}
