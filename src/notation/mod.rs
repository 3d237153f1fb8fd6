//! Finds places in a RON text.
//!
//! The `ron` crate reads and writes the files, but it does not give the place of a value, and takes the last of two
//! equal keys without an error. [`scan()`] finds both, and counts the values before there is memory for them. This
//! module does not know what the texts mean.

#[cfg(test)]
mod compact;
mod nearest;
mod place_index;
mod reader;
mod scan;
mod shown;
mod value_reader;

pub(crate) use nearest::nearest;
pub(crate) use place_index::PlaceIndex;
pub(crate) use reader::MAX_DEPTH;
pub use reader::{parse, parse_value};
pub(crate) use scan::{Bracket, Entry, highest_cost, scan_within};
pub use scan::{Content, Node, ScanError, scan};
pub(crate) use shown::is_shown;
pub use shown::{shown_name, shown_path};
pub(crate) use value_reader::{ValueError, parse_with_places};

/// A place in a text, as editors show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl Place {
    /// The start of a text.
    pub const START: Place = Place { line: 1, column: 1 };

    /// The places of byte offsets in `text`, which must be sorted. This takes one walk through the text,
    /// however many offsets there are.
    pub fn of_sorted_offsets(text: &str, offsets: impl IntoIterator<Item = usize>) -> Vec<Place> {
        let (mut place, mut at) = (Place::START, 0);
        let step = |offset: usize| {
            for character in text[at..].chars() {
                if at >= offset {
                    break;
                }
                at += character.len_utf8();
                if character == '\n' {
                    place = Place { line: place.line + 1, column: 1 };
                } else {
                    place.column += 1;
                }
            }
            place
        };
        offsets.into_iter().map(step).collect()
    }

    /// The byte offset of this place in `text`, if it has one.
    pub fn offset_in(self, text: &str) -> Option<usize> {
        let line_start = match self.line {
            1 => 0,
            line => text.match_indices('\n').nth(line.checked_sub(2)?)?.0 + 1,
        };
        let (column, _) = text[line_start..].char_indices().nth(self.column.checked_sub(1)?)?;
        Some(line_start + column)
    }

    /// The place of a byte offset in `text`; an offset past the end is the end.
    pub fn of_offset(text: &str, offset: usize) -> Place {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn places_of_sorted_offsets_are_the_same_as_those_of_each_offset() {
        let text = "æ(\n\n  ø: 1,\r\n)";
        let offsets = || (0..=text.len() + 2).filter(|at| text.is_char_boundary(*at) || *at > text.len());
        let one_by_one: Vec<Place> = offsets().map(|at| Place::of_offset(text, at)).collect();
        assert_eq!(Place::of_sorted_offsets(text, offsets()), one_by_one);
        for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            assert_eq!(Place::of_offset(text, at).offset_in(text), Some(at));
        }
        assert_eq!(Place { line: 9, column: 1 }.offset_in(text), None);
        assert_eq!(Place::of_sorted_offsets(text, [4, 4, 9]), [4, 4, 9].map(|at| Place::of_offset(text, at)));
    }
}
