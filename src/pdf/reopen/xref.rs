//! Reads the cross-reference tables and streams of a PDF, which tell where its objects are.

use super::EmbeddedCaseError;
use super::budget::{ENTRY_COST, ReadBudget};
use super::filters::decode;
use super::parser::PdfParser;
use lopdf::{Dictionary, Object};
use std::collections::{BTreeSet, HashMap};

/// The location of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectLocation {
    /// At this offset in the file.
    InFile(usize),
    /// In the object stream with this number.
    InStream(u32),
    /// Deleted, or never defined.
    Deleted,
}

/// The locations of all objects, and the newest trailer.
pub(crate) struct CrossReferences {
    locations: HashMap<u32, ObjectLocation>,
    /// INVARIANT: not replaced by those of older tables.
    pub(crate) trailer: Dictionary,
}

impl CrossReferences {
    /// Reads the newest table and all older ones that it leads to.
    pub(crate) fn read(bytes: &[u8], budget: &mut ReadBudget) -> Result<Self, EmbeddedCaseError> {
        let mut found = CrossReferences { locations: HashMap::new(), trailer: Dictionary::new() };
        let mut next = Some(start(bytes, budget)?);
        let mut seen = BTreeSet::new();
        while let Some(at) = next {
            // A table that refers back to itself would never end.
            if !seen.insert(at) {
                return Err(EmbeddedCaseError::Damaged);
            }
            let trailer = found.section(bytes, at, budget)?;
            // The hybrid stream beside a table has precedence over older tables. Its own `Prev` is not
            // followed.
            if let Some(beside) = optional(&trailer, b"XRefStm")? {
                found.section(bytes, beside, budget)?;
            }
            next = optional(&trailer, b"Prev")?;
            if found.trailer.is_empty() {
                found.trailer = trailer;
            }
        }
        Ok(found)
    }

    /// Starts with the locations and the trailer found in another way.
    pub(crate) fn found(locations: HashMap<u32, ObjectLocation>, trailer: Dictionary) -> Self {
        CrossReferences { locations, trailer }
    }

    /// Replaces the location of an object.
    pub(crate) fn set_location(&mut self, number: u32, location: ObjectLocation) {
        self.locations.insert(number, location);
    }

    /// Returns [`ObjectLocation::Deleted`] for a number that no table has.
    pub(crate) fn location(&self, number: u32) -> ObjectLocation {
        self.locations.get(&number).copied().unwrap_or(ObjectLocation::Deleted)
    }

    /// The locations of all objects that there are, whose offsets count from `start` here.
    pub(crate) fn locations_from(&self, start: usize) -> HashMap<u32, ObjectLocation> {
        let moved = |(number, location): (&u32, &ObjectLocation)| {
            let location = match *location {
                ObjectLocation::InFile(at) => ObjectLocation::InFile(at.checked_add(start)?),
                ObjectLocation::InStream(within) => ObjectLocation::InStream(within),
                ObjectLocation::Deleted => return None,
            };
            Some((*number, location))
        };
        self.locations.iter().filter_map(moved).collect()
    }

    fn section(
        &mut self,
        bytes: &[u8],
        at: usize,
        budget: &mut ReadBudget,
    ) -> Result<Dictionary, EmbeddedCaseError> {
        let mut parser = PdfParser::new(bytes, at, budget);
        if parser.skip_word(b"xref")? { self.table(parser) } else { self.stream(bytes, at, budget) }
    }

    fn table(&mut self, mut parser: PdfParser) -> Result<Dictionary, EmbeddedCaseError> {
        while !parser.skip_word(b"trailer")? {
            let first: u32 = parser.number()?;
            let count: u32 = parser.number()?;
            for number in numbers(first, count)? {
                let at = parser.number()?;
                parser.number::<u32>()?;
                let place = if parser.skip_word(b"n")? {
                    ObjectLocation::InFile(at)
                } else if parser.skip_word(b"f")? {
                    ObjectLocation::Deleted
                } else {
                    return Err(EmbeddedCaseError::Damaged);
                };
                parser.charge(ENTRY_COST)?;
                self.add(number, place);
            }
        }
        parser.dictionary()
    }

    fn stream(
        &mut self,
        bytes: &[u8],
        at: usize,
        budget: &mut ReadBudget,
    ) -> Result<Dictionary, EmbeddedCaseError> {
        let mut parser = PdfParser::new(bytes, at, budget);
        parser.object_header()?;
        let trailer = parser.dictionary()?;
        let content = parser.stream(trailer.get(b"Length").ok().and_then(|length| unsigned(length).ok()))?;
        let limit = budget.left();
        let content = decode(&trailer, content.to_vec(), limit, budget)?;

        let widths = array(&trailer, b"W")?;
        let [kind, second, third] = widths[..] else { return Err(EmbeddedCaseError::Damaged) };
        let width = [kind, second, third].into_iter().try_fold(0, usize::checked_add);
        let width = width.filter(|width| (1..=24).contains(width)).ok_or(EmbeddedCaseError::Damaged)?;
        let ranges = if trailer.has(b"Index") {
            array(&trailer, b"Index")?
        } else {
            vec![0, unsigned(entry(&trailer, b"Size")?)?]
        };
        let mut rows = content.chunks_exact(width);
        for range in ranges.chunks(2) {
            let [first, count] = range[..] else { return Err(EmbeddedCaseError::Damaged) };
            let narrow = |number| u32::try_from(number).map_err(|_| EmbeddedCaseError::Damaged);
            for number in numbers(narrow(first)?, narrow(count)?)? {
                // The end of a stream may be missing: its rows up to there are read.
                let Some(row) = rows.next() else { return Ok(trailer) };
                let (first, rest) = row.split_at(kind);
                // Without a type field, all entries have type 1.
                let place = match if kind == 0 { 1 } else { big_endian(first)? } {
                    0 => ObjectLocation::Deleted,
                    1 => ObjectLocation::InFile(big_endian(&rest[..second])?),
                    2 => ObjectLocation::InStream(narrow(big_endian(&rest[..second])?)?),
                    _ => return Err(EmbeddedCaseError::Damaged),
                };
                budget.spend(ENTRY_COST)?;
                self.add(number, place);
            }
        }
        Ok(trailer)
    }

    /// Keeps the first location of an object, because newer tables are read first.
    fn add(&mut self, number: u32, place: ObjectLocation) {
        self.locations.entry(number).or_insert(place);
    }
}

/// An integer that counts or points, and so is not negative.
pub(crate) fn unsigned(object: &Object) -> Result<usize, EmbeddedCaseError> {
    object.as_i64().ok().and_then(|number| usize::try_from(number).ok()).ok_or(EmbeddedCaseError::Damaged)
}

fn optional(dictionary: &Dictionary, key: &[u8]) -> Result<Option<usize>, EmbeddedCaseError> {
    dictionary.get(key).ok().map(unsigned).transpose()
}

/// An entry that the dictionary must have.
pub(crate) fn entry<'a>(dictionary: &'a Dictionary, key: &[u8]) -> Result<&'a Object, EmbeddedCaseError> {
    dictionary.get(key).map_err(|_| EmbeddedCaseError::Damaged)
}

fn array(dictionary: &Dictionary, key: &[u8]) -> Result<Vec<usize>, EmbeddedCaseError> {
    let items = entry(dictionary, key)?.as_array().map_err(|_| EmbeddedCaseError::Damaged)?;
    items.iter().map(unsigned).collect()
}

fn numbers(first: u32, count: u32) -> Result<std::ops::Range<u32>, EmbeddedCaseError> {
    Ok(first..first.checked_add(count).ok_or(EmbeddedCaseError::Damaged)?)
}

fn big_endian(bytes: &[u8]) -> Result<usize, EmbeddedCaseError> {
    bytes.iter().try_fold(0_usize, |number, byte| {
        number.checked_mul(256).map(|number| number + usize::from(*byte)).ok_or(EmbeddedCaseError::Damaged)
    })
}

fn start(bytes: &[u8], budget: &mut ReadBudget) -> Result<usize, EmbeddedCaseError> {
    const WORD: &[u8] = b"startxref";
    // Programs differ in how far from the end they search for it.
    let found = bytes.windows(WORD.len()).rposition(|bytes| bytes == WORD);
    let found = found.ok_or(EmbeddedCaseError::Damaged)?;
    budget.spend(bytes.len() - found)?;
    PdfParser::new(bytes, found + WORD.len(), budget).number()
}
