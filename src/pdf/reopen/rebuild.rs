//! Finds the objects of a PDF whose cross-reference tables are damaged, by searching the whole file for them.

use super::budget::{ENTRY_COST, ReadBudget};
use super::parser::{PdfParser, is_space};
use super::xref::{CrossReferences, ObjectLocation};
use super::{END, EmbeddedCaseError, HEADER};
use lopdf::{Dictionary, Object};
use std::collections::HashMap;
use std::ops::Range;

/// The objects in a file and its trailer, as searching has found them.
pub(crate) struct ScannedPdf {
    /// The number and the place of each object, in the order of the file.
    found: Vec<(u32, usize)>,
    /// The place of the last object with a number, which is the newest.
    newest: HashMap<u32, usize>,
    /// The numbers and the places of the objects that are object streams.
    object_streams: Vec<(u32, usize)>,
    trailer: Dictionary,
    /// The places of headers behind the end of a document.
    pub(super) later_headers: Vec<usize>,
}

impl ScannedPdf {
    /// Searches a file from its start to its end.
    pub(crate) fn scan(bytes: &[u8], budget: &mut ReadBudget) -> Result<Self, EmbeddedCaseError> {
        budget.spend(bytes.len())?;
        let mut scanned = ScannedPdf {
            found: Vec::new(),
            newest: HashMap::new(),
            object_streams: Vec::new(),
            trailer: Dictionary::new(),
            later_headers: Vec::new(),
        };
        let (mut at, mut has_ended) = (0, false);
        while at < bytes.len() {
            at = match bytes[at] {
                b'o' if is_word(bytes, at, b"obj") => scanned.add_object(bytes, at, budget)?,
                b't' if is_word(bytes, at, b"trailer") => scanned.add_trailer(bytes, at + 7, budget)?,
                b'%' if bytes[at..].starts_with(END) => {
                    has_ended = true;
                    at + 1
                }
                b'%' if has_ended && bytes[at..].starts_with(HEADER) => {
                    budget.spend(ENTRY_COST)?;
                    scanned.later_headers.push(at);
                    at + 1
                }
                _ => at + 1,
            };
        }
        Ok(scanned)
    }

    /// The locations of the objects that are not in streams, and the trailer.
    pub(crate) fn cross_references(&self) -> CrossReferences {
        let locations = self.newest.iter().map(|(number, at)| (*number, ObjectLocation::InFile(*at)));
        CrossReferences::found(locations.collect(), self.trailer.clone())
    }

    /// The place of the object with this number that is not in a stream.
    pub(crate) fn place(&self, number: u32) -> Option<usize> {
        self.newest.get(&number).copied()
    }

    /// Whether an object starts in a part of the file.
    pub(super) fn has_object_in(&self, part: Range<usize>) -> bool {
        // They are in the order of the file.
        let first = self.found.partition_point(|(_, start)| *start < part.start);
        self.found.get(first).is_some_and(|(_, start)| part.contains(start))
    }

    /// The numbers of all objects that are not in streams, in the order of the file.
    pub(crate) fn objects(&self) -> impl Iterator<Item = u32> {
        self.found.iter().map(|(number, _)| *number)
    }

    /// The numbers and the places of the object streams, in the order of the file.
    pub(crate) fn object_streams(&self) -> impl Iterator<Item = (u32, usize)> {
        let newest = |(number, place): &(u32, usize)| self.place(*number) == Some(*place);
        self.object_streams.iter().copied().filter(newest)
    }

    /// Adds the object whose header ends in the word at `at`. Returns where to search on: behind the object if it is a
    /// stream, whose content may look like objects.
    fn add_object(
        &mut self,
        bytes: &[u8],
        at: usize,
        budget: &mut ReadBudget,
    ) -> Result<usize, EmbeddedCaseError> {
        let next = at + b"obj".len();
        let Some((number, start)) = header_before(bytes, at) else { return Ok(next) };
        budget.spend(2 * ENTRY_COST)?;
        let mut parser = PdfParser::new(bytes, next, budget);
        let dictionary = match parser.value() {
            Ok(Object::Dictionary(dictionary)) => Some(dictionary),
            Err(EmbeddedCaseError::TooMuch) => return Err(EmbeddedCaseError::TooMuch),
            // A damaged object is found, and is an error only where it is needed.
            Ok(_) | Err(_) => None,
        };
        self.found.push((number, start));
        self.newest.insert(number, start);
        let Some(dictionary) = dictionary else { return Ok(next) };
        let end = parser.position();
        if !parser.skip_word(b"stream")? {
            return Ok(end);
        }
        if dictionary.has_type(b"ObjStm") {
            self.object_streams.push((number, start));
        }
        let length = dictionary.get(b"Length").and_then(Object::as_i64).ok();
        let length = length.and_then(|length| usize::try_from(length).ok());
        let mut parser = PdfParser::new(bytes, end, budget);
        let after = match parser.stream(length) {
            Ok(_) => parser.position(),
            Err(EmbeddedCaseError::Damaged) => bytes.len(),
            Err(error) => return Err(error),
        };
        if dictionary.has_type(b"XRef") {
            self.merge_trailer(dictionary);
        }
        Ok(after)
    }

    fn add_trailer(
        &mut self,
        bytes: &[u8],
        at: usize,
        budget: &mut ReadBudget,
    ) -> Result<usize, EmbeddedCaseError> {
        let mut parser = PdfParser::new(bytes, at, budget);
        match parser.value() {
            Ok(Object::Dictionary(trailer)) => {
                let end = parser.position();
                self.merge_trailer(trailer);
                Ok(end)
            }
            Err(EmbeddedCaseError::TooMuch) => Err(EmbeddedCaseError::TooMuch),
            Ok(_) | Err(_) => Ok(at),
        }
    }

    /// The entries of a later trailer replace those of an earlier one.
    fn merge_trailer(&mut self, trailer: Dictionary) {
        for key in [b"Root".as_slice(), b"Encrypt", b"ID"] {
            if let Ok(value) = trailer.get(key) {
                self.trailer.set(key, value.clone());
            }
        }
    }
}

/// Whether a word stands at a place. A digit may stand before it, as in `7 0obj`.
fn is_word(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    let before = at.checked_sub(1).map(|before| bytes[before]);
    bytes[at..].starts_with(word) && before.is_none_or(|byte| !byte.is_ascii_alphabetic())
}

/// The number of the object in the header before the word `obj`, such as `7 0 `, and where the header starts.
fn header_before(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    const MOST_BLANKS: usize = 16;
    let before = |end: usize, wanted: fn(u8) -> bool, most: usize| {
        let length = bytes[..end].iter().rev().take(most).take_while(|byte| wanted(**byte)).count();
        end - length
    };
    let generation_end = before(at, is_space, MOST_BLANKS);
    let generation = before(generation_end, |byte| byte.is_ascii_digit(), 6);
    let number_end = before(generation, is_space, MOST_BLANKS);
    let number = before(number_end, |byte| byte.is_ascii_digit(), 10);
    if generation == generation_end || number_end == generation || number == number_end {
        return None;
    }
    let is_number_whole =
        number == 0 || !(bytes[number - 1].is_ascii_digit() || b"+-.".contains(&bytes[number - 1]));
    let digits = std::str::from_utf8(&bytes[number..number_end]).ok()?;
    digits.parse().ok().filter(|_| is_number_whole).map(|found| (found, number))
}
