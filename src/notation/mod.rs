//! Where things stand in a RON text.
//!
//! `ron` reads and writes the files. It can't tell where a value stands once it is read, and it
//! takes the last of two equal keys in silence; [`scan`] answers these two questions and no more.
//! Nothing here knows what the texts mean.

mod nearest;
mod reader;
mod scan;

pub use nearest::nearest;
pub use reader::{MAX_DEPTH, parse, parse_value};
pub use scan::{Bracket, Content, Entry, Node, scan};

/// A place in a text, as editors count: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The start of a text.
    pub const START: Place = Place { line: 1, column: 1 };

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
