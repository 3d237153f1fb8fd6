//! Names from outside, as they are shown: in the window, at a terminal, in a message.

use crate::text::{LINE_ENDS, is_invisible};
use std::path::Path;

/// Stands for a character that is not shown as it is.
const REPLACEMENT: char = '\u{fffd}';
/// In characters. No file name that a system allows is longer than a path of this length shows.
const LONGEST: usize = 1_000;

/// A path to show. Characters that would control a terminal or change the order of the text around them are replaced by
/// a visible one.
pub fn shown_path(path: &Path) -> String {
    shown_name(&path.to_string_lossy())
}

/// A name to show, such as that of a user, with the same replacements as [`shown_path`]. The selector that colors a
/// symbol stays after one.
pub fn shown_name(name: &str) -> String {
    let mut last = ' ';
    let shown_as = |c: char| {
        let is_kept = is_shown(c) || c == COLOR_SELECTOR && is_symbol(last);
        last = c;
        if is_kept { c } else { REPLACEMENT }
    };
    let mut shown: String = name.chars().take(LONGEST).map(shown_as).collect();
    if name.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// Whether a character of a name is shown as it is: no control character, no line end, and nothing invisible, to which
/// the marks that change the direction of the text belong.
pub fn is_shown(c: char) -> bool {
    !c.is_control() && !LINE_ENDS.contains(&c) && !is_invisible(c)
}

/// Draws the symbol before it in color, as in "❤️", and is in the names of files that a telephone made.
const COLOR_SELECTOR: char = '\u{fe0f}';

/// Whether a character is of the blocks of symbols that are drawn in color.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_shown_as_they_are() {
        for name in ["/hjem/Åse Ø/a b.wgscase", "C:\\a.pdf", "日本 – “x”", "❤\u{fe0f}.pdf", ""] {
            assert_eq!(shown_path(Path::new(name)), name);
        }
    }

    #[test]
    fn characters_that_control_or_hide_are_replaced() {
        for c in [
            '\u{1b}',
            '\n',
            '\r',
            '\u{7f}',
            '\u{9b}',
            '\u{202e}',
            '\u{2066}',
            '\u{200f}',
            '\u{2028}',
            '\u{200b}',
            '\u{3164}',
            '\u{34f}',
            '\u{fe0f}',
            '\u{115f}',
            '\u{ad}',
            '\u{e0041}',
            '\u{2029}',
        ] {
            assert_eq!(shown_name(&format!("a{c}b")), "a\u{fffd}b", "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn a_name_without_end_is_cut_visibly() {
        let shown = shown_name(&"x".repeat(1_000_000));
        assert_eq!(shown.chars().count(), LONGEST + 1);
        assert!(shown.ends_with('…'));
    }
}
