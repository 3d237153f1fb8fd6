//! Superscript and subscript signs that the font lacks, such as that of "CD4⁺": drawn as small ordinary signs.

use unicode_normalization::char::decompose_compatible;

/// How an ordinary sign becomes a superscript or subscript one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SmallSign {
    /// The ordinary sign.
    pub(crate) ordinary: char,
    /// How far its baseline is raised, in thousandths of the font size.
    pub(crate) raised: i32,
}

/// The size of a small sign, in thousandths of the ordinary one. The superscript digits of the font are as wide.
pub(crate) const SMALL_SCALE: i32 = 577;
/// The height of the baseline of the font's superscript digits. Its subscript digits stand on the ordinary one.
const SUPERSCRIPT_RAISED: i32 = 329;

/// The ordinary sign for a superscript or subscript sign.
pub(crate) fn small_sign(character: char) -> Option<SmallSign> {
    let raised = match character {
        '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{AA}' | '\u{BA}' => SUPERSCRIPT_RAISED,
        '\u{2070}'..='\u{207F}' | '\u{2B0}'..='\u{2B8}' | '\u{2E0}'..='\u{2E4}' => SUPERSCRIPT_RAISED,
        '\u{1D2C}'..='\u{1D61}' | '\u{1D78}' | '\u{1D9B}'..='\u{1DBF}' => SUPERSCRIPT_RAISED,
        '\u{2080}'..='\u{209C}' | '\u{1D62}'..='\u{1D6A}' | '\u{2C7C}' => 0,
        _ => return None,
    };
    let (mut ordinary, mut count) = (character, 0);
    decompose_compatible(character, |part| {
        ordinary = part;
        count += 1;
    });
    (count == 1 && ordinary != character).then_some(SmallSign { ordinary, raised })
}
