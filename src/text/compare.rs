//! Compares texts as a reader does, who sees neither case nor encoding.

use super::{TextForm, clean};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in a form in which texts that a reader takes for the same are equal: cleaned, composed, without the forms
/// that fonts had characters of their own for, and case-folded. The Turkish "İ" and "ı" are folded to "i", and "ß" and
/// "ẞ" to "ss".
pub(crate) fn comparable(text: &str) -> String {
    let cleaned = clean(text, TextForm::Lines);
    // "ẞ" has no capital form but itself, and its small letter has "SS".
    let small = cleaned.nfkc().flat_map(char::to_lowercase);
    let folded = small.flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    let mut last = ' ';
    // The small letter of "İ" is "i" with a second dot above it.
    let without_dots = folded.filter(|c| {
        let is_second_dot = *c == '\u{307}' && last == 'i';
        last = *c;
        !is_second_dot
    });
    without_dots.nfc().collect()
}

/// A word of a text, in the ways in which it may be written elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// What stands between the word and the one before, or the start of the text.
    pub gap: String,
    /// Whether it starts with a capital letter.
    pub is_capitalized: bool,
    /// Whether it is a single letter, such as an initial.
    pub is_letter: bool,
    /// The word as [`with_digraphs`] spells it.
    pub with_digraphs: String,
    /// The word as [`without_marks`] spells it.
    pub without_marks: String,
}

/// The words of a text: letters and digits with nothing else between them.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let text: String = clean(text, TextForm::Lines).nfkc().collect();
    let mut words = Vec::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(is_of_word) {
        let (gap, from_word) = rest.split_at(start);
        let end = from_word.find(|c| !is_of_word(c)).unwrap_or(from_word.len());
        let (word, after) = from_word.split_at(end);
        let folded = comparable(word);
        let mut characters = folded.chars().filter(|c| !is_combining_mark(*c));
        let is_letter = characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none();
        words.push(Word {
            gap: gap.to_owned(),
            is_capitalized: word.starts_with(char::is_uppercase),
            is_letter,
            with_digraphs: with_digraphs(&folded),
            without_marks: without_marks(&folded),
        });
        rest = after;
    }
    words
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// A text that was made [`comparable`], spelled as Danes do without "æ", "ø" and "å": "ae", "oe" and "aa", likewise
/// "ä", "ö" and "ü". Letters with other marks are spelled without them.
pub(crate) fn with_digraphs(comparable: &str) -> String {
    respelled(comparable, true)
}

/// A text that was made [`comparable`], spelled with the letters that every keyboard has, as if its marks were
/// forgotten: "ø" as "o", "å" as "a".
pub(crate) fn without_marks(comparable: &str) -> String {
    respelled(comparable, false)
}

fn respelled(comparable: &str, with_digraphs: bool) -> String {
    const RING: char = '\u{30a}';
    const DIAERESIS: char = '\u{308}';
    const SLASH: char = '\u{338}';
    let mut spelled = String::with_capacity(comparable.len());
    let mut last = ' ';
    for character in comparable.nfd() {
        let second = match (last, character) {
            ('a', RING) => "a",
            ('a' | 'o' | 'u', DIAERESIS) | ('o', SLASH) => "e",
            _ => "",
        };
        match character {
            'æ' => spelled.push_str(if with_digraphs { "ae" } else { "a" }),
            'ø' => spelled.push_str(if with_digraphs { "oe" } else { "o" }),
            'œ' => spelled.push_str("oe"),
            'þ' => spelled.push_str("th"),
            'đ' | 'ð' => spelled.push('d'),
            'ħ' => spelled.push('h'),
            'ı' => spelled.push('i'),
            'ł' => spelled.push('l'),
            'ŋ' => spelled.push('n'),
            'ŧ' => spelled.push('t'),
            '\u{300}'..='\u{36f}' if with_digraphs => spelled.push_str(second),
            '\u{300}'..='\u{36f}' => {}
            other => spelled.push(other),
        }
        last = character;
    }
    spelled.nfc().collect()
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
            ("STRAẞE", "straße"),
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
    fn a_word_has_its_spellings_and_what_stands_before_it() {
        let found = words("\u{ad}Bo, m\u{303}a-Åse\u{200b}\nØ. 12");
        let found: Vec<_> = found
            .iter()
            .map(|word| (word.gap.as_str(), word.with_digraphs.as_str(), word.without_marks.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("", "bo", "bo"),
                (", ", "ma", "ma"),
                ("-", "aase", "ase"),
                ("\n", "oe", "o"),
                (". ", "12", "12")
            ]
        );
        let found = words("Ø. m\u{303} 1 Bo ı");
        assert_eq!(
            found.iter().map(|word| word.is_letter).collect::<Vec<_>>(),
            [true, true, false, false, true]
        );
        assert_eq!(
            found.iter().map(|word| word.is_capitalized).collect::<Vec<_>>(),
            [true, false, false, true, false]
        );
    }

    #[test]
    fn a_letter_has_two_spellings() {
        for (text, digraphs, plain) in [
            ("Æble Ål Ø", "aeble aal oe", "able al o"),
            ("A\u{30a}ge o\u{338}", "aage oe", "age o"),
            ("Ängström Müller", "aengstroem mueller", "angstrom muller"),
            ("Łódź Đorđe Þór Œuvre", "lodz dorde thor oeuvre", "lodz dorde thor oeuvre"),
            ("André Nguyễn", "andre nguyen", "andre nguyen"),
            ("Ǿrsted", "oersted", "orsted"),
        ] {
            assert_eq!(with_digraphs(&comparable(text)), digraphs, "{text}");
            assert_eq!(without_marks(&comparable(text)), plain, "{text}");
        }
    }
}
