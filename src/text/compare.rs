//! Compares texts as a reader does, who sees neither case nor encoding.

use super::{TextForm, clean};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in a form in which texts that a reader takes for the same are equal: cleaned, composed, without the forms
/// that fonts had characters of their own for, and case-folded. The Turkish "İ" and "ı" are folded to "i".
pub(crate) fn comparable(text: &str) -> String {
    let cleaned = clean(text, TextForm::Lines);
    let folded = cleaned.nfkc().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    let mut last = ' ';
    // The small letter of "İ" is "i" with a second dot above it.
    let without_dots = folded.filter(|c| {
        let is_second_dot = *c == '\u{307}' && last == 'i';
        last = *c;
        !is_second_dot
    });
    without_dots.nfc().collect()
}

/// The words of a text that was made [`comparable`].
pub(crate) fn words(comparable: &str) -> BTreeSet<&str> {
    let is_of_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    comparable.split(|c| !is_of_word(c)).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_the_same_but_for_case_are_equal() {
        for (one, other) in [
            ("Åse", "A\u{30a}SE"),
            ("İpek", "ipek"),
            ("I\u{307}PEK", "ipek"),
            ("Işık", "IŞIK"),
            ("Straße", "STRASSE"),
            ("Bo\u{200b}dil", "bodil"),
            ("ﬁn", "FIN"),
            ("Ｂｏ", "bo"),
            ("ΣΟΦΟΣ", "σοφος"),
        ] {
            assert_eq!(comparable(one), comparable(other), "{one} {other}");
        }
        assert_ne!(comparable("Bo"), comparable("Bø"));
    }

    #[test]
    fn a_mark_that_no_letter_is_composed_with_is_part_of_its_word() {
        assert_eq!(words(&comparable("Bo, m\u{303}a-Ib")), ["bo", "m\u{303}a", "ib"].into());
    }
}
