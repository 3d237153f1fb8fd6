//! Names from outside, as they are shown: in the window, at a terminal, in a message.

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

/// A name to show, such as that of a user, with the same replacements as [`shown_path`].
pub fn shown_name(name: &str) -> String {
    let mut shown: String =
        name.chars().take(LONGEST).map(|c| if is_shown(c) { c } else { REPLACEMENT }).collect();
    if name.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// Whether a character of a name is shown as it is: no control character, no mark that changes the direction of the text
/// (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069), no line or paragraph separator, nothing invisible.
pub fn is_shown(c: char) -> bool {
    !c.is_control()
        && !matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_shown_as_they_are() {
        for name in ["/hjem/Åse Ø/a b.wgscase", "C:\\a.pdf", "日本 – “x”", ""] {
            assert_eq!(shown_path(Path::new(name)), name);
        }
    }

    #[test]
    fn characters_that_control_or_hide_are_replaced() {
        for c in [
            '\u{1b}', '\n', '\r', '\u{7f}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{200f}', '\u{2028}',
            '\u{200b}',
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
