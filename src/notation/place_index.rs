//! Finds many places in one text.

use super::Place;

/// The places of offsets in a text, each without a walk through all of it.
pub(crate) struct PlaceIndex {
    /// The places at the multiples of [`STEP`], each moved back to the start of its character.
    marks: Vec<Place>,
}

/// The distance of two marks in bytes.
const STEP: usize = 4096;

impl PlaceIndex {
    pub(crate) fn new(text: &str) -> Self {
        let offsets = (0..=text.len()).step_by(STEP).map(|at| text.floor_char_boundary(at));
        PlaceIndex { marks: Place::of_sorted_offsets(text, offsets) }
    }

    /// The place of a byte offset in the text that the index was made of.
    pub(crate) fn place(&self, text: &str, offset: usize) -> Place {
        let offset = text.floor_char_boundary(offset);
        let mark = offset / STEP;
        let mut place = self.marks.get(mark).copied().unwrap_or(Place::START);
        for character in text[text.floor_char_boundary(mark * STEP)..offset].chars() {
            if character == '\n' {
                place = Place { line: place.line + 1, column: 1 };
            } else {
                place.column += 1;
            }
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_the_one_that_a_walk_finds() {
        for text in ["", "a", &"æ(\n".repeat(5_000), &"æ".repeat(5_000), &"abc\n".repeat(2 * STEP / 4)] {
            let index = PlaceIndex::new(text);
            let near_marks = (0..=text.len() / STEP).flat_map(|mark| mark * STEP..mark * STEP + 5);
            for at in near_marks.chain([text.len().saturating_sub(1), text.len(), text.len() + 1]) {
                assert_eq!(index.place(text, at), Place::of_offset(text, at), "{at}");
            }
        }
    }
}
