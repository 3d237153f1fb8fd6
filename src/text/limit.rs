//! How long a text may be.

use std::borrow::Cow;

/// How long a text may be, in Unicode scalar values after cleaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextLimit {
    /// The name of a person.
    Name,
    /// A text of one line.
    Line,
    /// A text of several lines.
    Lines,
}

impl TextLimit {
    /// The most characters that may be saved.
    pub fn max_chars(self) -> usize {
        match self {
            TextLimit::Name => 100,
            TextLimit::Line => 200,
            TextLimit::Lines => 4_000,
        }
    }

    /// The most characters that are drawn, so that a longer text can be shortened in its field. All fields together
    /// must fit into what a frame can hold.
    pub fn max_drawn(self) -> usize {
        match self {
            TextLimit::Name | TextLimit::Line => 4_000,
            TextLimit::Lines => 20_000,
        }
    }

    /// The length of a text that is longer than may be saved.
    pub fn excess(self, text: &str) -> Option<usize> {
        // A character has at least one byte.
        if text.len() <= self.max_chars() {
            return None;
        }
        Some(char_count(text)).filter(|count| *count > self.max_chars())
    }
}

/// The length of a text in Unicode scalar values.
pub(crate) fn char_count(text: &str) -> usize {
    text.chars().count()
}

/// The text, or its start and an ellipsis where it has more than `max` characters.
pub(crate) fn excerpt(text: &str, max: usize) -> Cow<'_, str> {
    match text.char_indices().nth(max) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// A number of bytes in the largest unit of which it has at least one, rounded down.
pub(crate) fn shown_size(bytes: u64) -> String {
    const UNITS: [(u32, &str); 3] = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let fitting = UNITS.iter().map(|(bits, unit)| (bytes >> bits, *unit)).find(|(count, _)| *count > 0);
    let (count, unit) = fitting.unwrap_or((bytes, "bytes"));
    format!("{count} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(TextLimit::Name.excess(&"å".repeat(100)), None);
        assert_eq!(TextLimit::Name.excess(&"å".repeat(101)), Some(101));
        assert_eq!(TextLimit::Lines.excess(&"😀".repeat(4_000)), None);
    }

    #[test]
    fn a_size_has_a_unit_that_fits() {
        for (bytes, shown) in [
            (0, "0 bytes"),
            (512, "512 bytes"),
            (4 << 10, "4 KiB"),
            ((1 << 20) - 1, "1023 KiB"),
            (4 << 20, "4 MiB"),
            (128 << 20, "128 MiB"),
            (2 << 30, "2 GiB"),
        ] {
            assert_eq!(shown_size(bytes), shown);
        }
    }

    #[test]
    fn an_excerpt_says_that_it_is_one() {
        assert_eq!(excerpt("åse", 3), "åse");
        assert_eq!(excerpt("åsen", 3), "åse…");
        assert_eq!(excerpt("", 0), "");
    }
}
