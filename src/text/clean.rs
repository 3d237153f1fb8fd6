//! Cleans text from outside.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use zeroize::Zeroizing;

/// What a text is for, which decides how it is cleaned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextForm {
    /// A text of one line, such as a name.
    Line,
    /// A text of several lines, such as a comment.
    Lines,
    /// A number or a date that is parsed afterwards.
    Value,
    /// A passphrase. It keeps what an emoji or a script needs, because other programs take it as it is typed.
    Passphrase,
}

/// Cleans a text from outside. Cleaning it again changes nothing.
///
/// | characters | `Line` | `Lines` | `Value` | `Passphrase` |
/// |---|---|---|---|---|
/// | zero width space U+200B, word joiner and invisible operators U+2060–2064, byte order mark U+FEFF, soft hyphen U+00AD | dropped | dropped | dropped | dropped |
/// | bidi controls U+061C, U+200E–200F, U+202A–202E, U+2066–206F | dropped | dropped | dropped | dropped |
/// | joiners U+200C–200D, variation selectors U+180B–180F, U+FE00–FE0F, tags and selectors U+E0000–E0FFF | dropped | dropped | dropped | kept |
/// | fillers U+034F, U+115F–1160, U+17B4–17B5, U+3164, U+FFA0; annotation and format controls U+FFF0–FFFB, U+1BCA0–1BCA3, U+1D173–1D17A | dropped | dropped | dropped | dropped |
/// | controls, but for those in the next two rows | dropped | dropped | dropped | dropped |
/// | tab | kept | kept | blank | kept |
/// | line ends: CR LF, CR, LF, U+000B, U+000C, U+0085, U+2028, U+2029 | one blank | LF | one blank | one blank |
/// | ligatures U+FB00–FB06 | letters | letters | letters | letters |
/// | braille blank U+2800 | blank | blank | blank | blank |
/// | no-break and other blanks, such as U+00A0, U+2007, U+202F | kept | kept | blank | kept |
/// | dashes, such as U+2011, U+2013, U+2212 | kept | kept | hyphen | kept |
/// | white space at both ends | kept | kept | kept | dropped |
/// | letters and marks | NFC | NFC | NFC | NFC |
///
/// An emoji of several parts, which joiners hold together, falls into its parts in a text, and a letter of a script
/// that joins its letters may change its shape. Neither is lost.
pub fn clean(text: &str, form: TextForm) -> String {
    // Nothing grows here: no replacement has more bytes than what it replaces.
    let mut mapped = Zeroizing::new(String::with_capacity(text.len()));
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\r' && characters.peek() == Some(&'\n') {
            continue;
        }
        push_mapped(&mut mapped, character, form);
    }
    let mapped = if form == TextForm::Passphrase { mapped.trim() } else { mapped.as_str() };
    if is_nfc_quick(mapped.chars()) == IsNormalized::Yes {
        return mapped.to_owned();
    }
    // NFC makes no text longer than three times in UTF-8: a secret is not moved while it grows.
    let capacity = if form == TextForm::Passphrase { 3 * mapped.len() } else { mapped.len() };
    let mut composed = String::with_capacity(capacity);
    composed.extend(mapped.nfc());
    composed
}

/// Whether a text has nothing that can be seen. Such a text is no name and no rationale.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || c == BRAILLE_BLANK || is_invisible(c))
}

/// The characters that start a new line: those of Unicode's mandatory breaks.
pub(crate) const LINE_ENDS: [char; 7] = ['\n', '\u{b}', '\u{c}', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// A blank that Unicode does not count as white space.
const BRAILLE_BLANK: char = '\u{2800}';

fn push_mapped(mapped: &mut String, character: char, form: TextForm) {
    match character {
        c if LINE_ENDS.contains(&c) => mapped.push(if form == TextForm::Lines { '\n' } else { ' ' }),
        '\t' if form != TextForm::Value => mapped.push('\t'),
        c if form == TextForm::Value && c.is_whitespace() => mapped.push(' '),
        c if form == TextForm::Value && is_dash(c) => mapped.push('-'),
        c if c.is_control() => {}
        c if form == TextForm::Passphrase && joins_or_varies(c) => mapped.push(c),
        c if is_invisible(c) => {}
        BRAILLE_BLANK => mapped.push(' '),
        '\u{fb00}' => mapped.push_str("ff"),
        '\u{fb01}' => mapped.push_str("fi"),
        '\u{fb02}' => mapped.push_str("fl"),
        '\u{fb03}' => mapped.push_str("ffi"),
        '\u{fb04}' => mapped.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => mapped.push_str("st"),
        c => mapped.push(c),
    }
}

/// Whether a character is drawn as nothing and takes no room, but for controls and line ends.
pub(crate) fn is_invisible(character: char) -> bool {
    joins_or_varies(character)
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}')
}

/// Whether an invisible character joins its neighbours, or chooses the shape of the one before it.
fn joins_or_varies(character: char) -> bool {
    matches!(character,
        '\u{180b}'..='\u{180f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is a hyphen, a dash or a minus of any kind.
pub(crate) fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{2d7}' | '\u{58a}' | '\u{5be}' | '\u{1806}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{2796}'
                | '\u{2e3a}'
                | '\u{2e3b}'
                | '\u{fe31}'
                | '\u{fe32}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FORMS: [TextForm; 4] = [TextForm::Line, TextForm::Lines, TextForm::Value, TextForm::Passphrase];

    /// Each row is a text, and what the four forms make of it.
    #[test]
    fn the_table_of_characters_holds() {
        for (text, expected) in [
            ("Anne\u{ad}Marie\u{200b}\u{2060}\u{feff}", ["AnneMarie"; 4]),
            ("a\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}b", ["ab"; 4]),
            ("a\u{200d}b\u{200c}c\u{fe0f}", ["abc", "abc", "abc", "a\u{200d}b\u{200c}c\u{fe0f}"]),
            ("a\u{34f}\u{115f}\u{1160}\u{3164}\u{ffa0}\u{fff9}\u{fffb}b", ["ab"; 4]),
            ("a\u{0}\u{7}\u{1b}\u{7f}\u{9b}b", ["ab"; 4]),
            ("a\tb", ["a\tb", "a\tb", "a b", "a\tb"]),
            ("a\r\nb\rc\u{2028}d\u{85}e", ["a b c d e", "a\nb\nc\nd\ne", "a b c d e", "a b c d e"]),
            ("\u{fb00} \u{fb01} \u{fb02} \u{fb03} \u{fb04} \u{fb05} \u{fb06}", ["ff fi fl ffi ffl st st"; 4]),
            ("a\u{2800}b", ["a b"; 4]),
            (
                "1\u{a0}2\u{202f}3\u{2007}4",
                [
                    "1\u{a0}2\u{202f}3\u{2007}4",
                    "1\u{a0}2\u{202f}3\u{2007}4",
                    "1 2 3 4",
                    "1\u{a0}2\u{202f}3\u{2007}4",
                ],
            ),
            (
                "1\u{2011}2\u{2013}3\u{2212}4",
                [
                    "1\u{2011}2\u{2013}3\u{2212}4",
                    "1\u{2011}2\u{2013}3\u{2212}4",
                    "1-2-3-4",
                    "1\u{2011}2\u{2013}3\u{2212}4",
                ],
            ),
            (" a \r\n", [" a  ", " a \n", " a  ", "a"]),
            ("A\u{30a}se", ["Åse"; 4]),
            // A dropped character does not keep a letter from its mark.
            ("A\u{200b}\u{30a}se", ["Åse"; 4]),
        ] {
            let cleaned = FORMS.map(|form| clean(text, form));
            assert_eq!(cleaned, expected, "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_blank() {
        for blank in
            ["", " ", "\u{200b}", "\u{2800}", "\u{3164}", "\u{ad}\u{a0}\n\u{0}", "\u{e0041}", "\u{fe0f}"]
        {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in [".", "\u{301}", "a\u{200b}", "\u{fffd}", "-"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in "(?s).{0,30}") {
            for form in FORMS {
                let once = clean(&text, form);
                prop_assert_eq!(clean(&once, form), once.clone());
                prop_assert_eq!(is_blank(&once), is_blank(&text));
            }
        }
    }
}
