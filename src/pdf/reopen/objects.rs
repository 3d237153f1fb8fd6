//! Reads the objects of a PDF on demand.

use super::EmbeddedCaseError;
use super::budget::{ENTRY_COST, ReadBudget};
use super::decrypt::DecryptionKey;
use super::filters::decode;
use super::parser::{PdfParser, without_line_end};
use super::rebuild::ScannedPdf;
use super::table::NewTable;
use super::xref::{CrossReferences, ObjectLocation, entry, unsigned};
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// The longest chain of references. A stream's length may be in another stream, whose length may be in
/// another one, and so on.
const MAX_REFERENCES: usize = 8;
/// The depth to which references in an encryption dictionary are followed.
const MAX_RESOLVED_DEPTH: usize = 4;

/// The objects of a PDF, with the budget for reading them.
pub(crate) struct PdfObjects<'a> {
    bytes: &'a [u8],
    xref: CrossReferences,
    budget: ReadBudget,
    key: Option<DecryptionKey>,
    object_streams: HashMap<u32, Rc<ObjectStream>>,
}

/// Where the objects of a PDF are, and which is its root.
pub(crate) struct ObjectPlaces {
    /// INVARIANT: none is [`ObjectLocation::Deleted`].
    locations: HashMap<u32, ObjectLocation>,
    root: Option<ObjectId>,
}

impl ObjectPlaces {
    /// Whether the root and all objects of others are among these, at the same places.
    pub(crate) fn hold(&self, other: &ObjectPlaces) -> bool {
        let is_known = |(number, place)| self.locations.get(number) == Some(place);
        self.root == other.root && other.locations.iter().all(is_known)
    }
}

/// A decoded object stream, which contains other objects.
struct ObjectStream {
    content: Vec<u8>,
    /// Object numbers, with the offsets of the objects in `content`.
    offsets: Vec<(u32, usize)>,
}

impl<'a> PdfObjects<'a> {
    /// Reads the cross-reference tables, and derives the key if the PDF is encrypted without a password.
    pub(crate) fn open(
        bytes: &'a [u8],
        mut budget: ReadBudget,
    ) -> Result<Self, (EmbeddedCaseError, ReadBudget)> {
        match CrossReferences::read(bytes, &mut budget) {
            Ok(xref) => PdfObjects::with(bytes, xref, budget),
            Err(error) => Err((error, budget)),
        }
    }

    /// Finds the objects without the cross-reference tables, as viewers do where those are damaged.
    pub(crate) fn rebuild(
        bytes: &'a [u8],
        mut budget: ReadBudget,
    ) -> Result<Self, (EmbeddedCaseError, ReadBudget)> {
        let scanned = match ScannedPdf::scan(bytes, &mut budget) {
            Ok(scanned) => scanned,
            Err(error) => return Err((error, budget)),
        };
        let xref = scanned.cross_references();
        let mut objects = PdfObjects::with(bytes, xref, budget)?;
        match objects.add_compressed(&scanned) {
            Ok(()) => Ok(objects),
            Err(error) => Err((error, objects.budget)),
        }
    }

    fn with(
        bytes: &'a [u8],
        xref: CrossReferences,
        budget: ReadBudget,
    ) -> Result<Self, (EmbeddedCaseError, ReadBudget)> {
        let mut objects = PdfObjects { bytes, xref, budget, key: None, object_streams: HashMap::new() };
        match objects.derive_key() {
            Ok(()) => Ok(objects),
            Err(error) => Err((error, objects.budget)),
        }
    }

    fn derive_key(&mut self) -> Result<(), EmbeddedCaseError> {
        let trailer = self.xref.trailer.clone();
        let Ok(encryption) = trailer.get(b"Encrypt") else { return Ok(()) };
        let encryption = match self.resolve_all(encryption.clone(), MAX_RESOLVED_DEPTH)? {
            Object::Dictionary(encryption) => encryption,
            Object::Null => return Ok(()),
            _ => return Err(EmbeddedCaseError::Encrypted),
        };
        let id = trailer.get(b"ID").cloned().unwrap_or(Object::Null);
        let id = self.resolve_all(id, MAX_RESOLVED_DEPTH)?;
        self.key = Some(DecryptionKey::without_password(&encryption, &id)?);
        // Streams that were read before the key was known are not decrypted.
        self.object_streams.clear();
        Ok(())
    }

    /// Adds the objects in the object streams that scanning has found. Those that come later in the file count.
    fn add_compressed(&mut self, scanned: &ScannedPdf) -> Result<(), EmbeddedCaseError> {
        for (number, place) in scanned.object_streams() {
            let object_stream = match self.object_stream(number, MAX_REFERENCES) {
                Ok(object_stream) => object_stream,
                Err(EmbeddedCaseError::TooMuch) => return Err(EmbeddedCaseError::TooMuch),
                // One that is damaged may not be needed.
                Err(_) => continue,
            };
            for (within, _) in &object_stream.offsets {
                self.budget.spend(ENTRY_COST)?;
                if scanned.place(*within).is_none_or(|other| other < place) {
                    self.xref.set_location(*within, ObjectLocation::InStream(number));
                }
            }
        }
        if self.catalog().is_err() {
            self.search_catalog(scanned)?;
        }
        Ok(())
    }

    /// Without a trailer, the last object that says so is the catalog.
    fn search_catalog(&mut self, scanned: &ScannedPdf) -> Result<(), EmbeddedCaseError> {
        let mut candidates: Vec<u32> = scanned.objects().collect();
        for (number, _) in scanned.object_streams() {
            if let Ok(object_stream) = self.object_stream(number, MAX_REFERENCES) {
                candidates.extend(object_stream.offsets.iter().map(|(number, _)| *number));
            }
        }
        for number in candidates.into_iter().rev() {
            let id = (number, 0);
            match self.resolve(Object::Reference(id)) {
                Ok(Object::Dictionary(found)) if found.has_type(b"Catalog") => {
                    self.xref.trailer.set("Root", id);
                    return Ok(());
                }
                Err(EmbeddedCaseError::TooMuch) => return Err(EmbeddedCaseError::TooMuch),
                Ok(_) | Err(_) => {}
            }
        }
        Err(EmbeddedCaseError::Damaged)
    }

    /// Where the objects are, with offsets that count from `start`.
    pub(crate) fn places(&self, start: usize) -> ObjectPlaces {
        let root = self.xref.trailer.get(b"Root").and_then(Object::as_reference).ok();
        ObjectPlaces { locations: self.xref.locations_from(start), root }
    }

    /// The PDF with a table of the objects where they were found, so that every program finds these; `None`: the
    /// table can't say how the file is encrypted. `start` is where `bytes` begin in `pdf`.
    pub(crate) fn repaired(&mut self, pdf: &[u8], start: usize) -> Option<Vec<u8>> {
        let mut table = NewTable::after(pdf);
        let mut locations: Vec<_> = self.xref.locations_from(start).into_iter().collect();
        locations.sort_unstable_by_key(|(number, _)| *number);
        for (number, location) in locations {
            match location {
                ObjectLocation::InFile(at) => {
                    let head = PdfParser::new(pdf, at, &mut self.budget).object_header();
                    table.add_in_file(number, at, head.map_or(0, |(_, generation)| generation));
                }
                ObjectLocation::InStream(within) => {
                    let Ok(object_stream) = self.object_stream(within, MAX_REFERENCES) else { continue };
                    let index = object_stream.offsets.iter().position(|(other, _)| *other == number);
                    if let Some(index) = index {
                        table.add_in_stream(number, within, index);
                    }
                }
                ObjectLocation::Deleted => {}
            }
        }
        table.finish(&self.xref.trailer)
    }

    /// What is left of the budget.
    pub(crate) fn into_budget(self) -> ReadBudget {
        self.budget
    }

    /// Fills the budget again, for a search that may take all of it.
    pub(crate) fn renew_budget(&mut self) {
        self.budget = ReadBudget::new();
    }

    /// Whether the objects had to be decrypted.
    pub(crate) fn are_encrypted(&self) -> bool {
        self.key.is_some()
    }

    /// The trailer of the newest version of the document.
    pub(crate) fn trailer(&self) -> Dictionary {
        self.xref.trailer.clone()
    }

    /// The catalog, which is the root of the document.
    pub(crate) fn catalog(&mut self) -> Result<Dictionary, EmbeddedCaseError> {
        let trailer = self.trailer();
        match self.entry(&trailer, b"Root")? {
            Object::Dictionary(catalog) => Ok(catalog),
            _ => Err(EmbeddedCaseError::Damaged),
        }
    }

    /// The value of a dictionary entry, with references resolved. Null if there is no such entry.
    pub(crate) fn entry(&mut self, dictionary: &Dictionary, key: &[u8]) -> Result<Object, EmbeddedCaseError> {
        dictionary.get(key).map_or(Ok(Object::Null), |object| self.resolve(object.clone()))
    }

    /// Follows a reference; returns any other object unchanged.
    pub(crate) fn resolve(&mut self, object: Object) -> Result<Object, EmbeddedCaseError> {
        self.resolve_in(object, MAX_REFERENCES)
    }

    /// The decoded content of a stream, at most `limit` bytes.
    pub(crate) fn stream(&mut self, id: ObjectId, limit: usize) -> Result<Vec<u8>, EmbeddedCaseError> {
        self.stream_in(id, limit, MAX_REFERENCES)
    }

    /// Follows all references in an object, up to a depth.
    fn resolve_all(&mut self, object: Object, depth: usize) -> Result<Object, EmbeddedCaseError> {
        let mut object = self.resolve(object)?;
        let Some(depth) = depth.checked_sub(1) else { return Ok(object) };
        match &mut object {
            Object::Array(items) => {
                for item in items {
                    *item = self.resolve_all(item.clone(), depth)?;
                }
            }
            Object::Dictionary(dictionary) => {
                for (_, value) in dictionary.iter_mut() {
                    *value = self.resolve_all(value.clone(), depth)?;
                }
            }
            _ => {}
        }
        Ok(object)
    }

    fn resolve_in(&mut self, object: Object, steps: usize) -> Result<Object, EmbeddedCaseError> {
        let Object::Reference(id) = object else { return Ok(object) };
        let steps = steps.checked_sub(1).ok_or(EmbeddedCaseError::TooMuch)?;
        let found = match self.xref.location(id.0) {
            ObjectLocation::InFile(at) => self.object_at(id, at, steps)?,
            ObjectLocation::InStream(object_stream) => self.object_within(id.0, object_stream, steps)?,
            ObjectLocation::Deleted => Object::Null,
        };
        self.resolve_in(found, steps)
    }

    fn stream_in(&mut self, id: ObjectId, limit: usize, steps: usize) -> Result<Vec<u8>, EmbeddedCaseError> {
        let Object::Stream(stream) = self.resolve_in(Object::Reference(id), steps)? else {
            return Err(EmbeddedCaseError::Damaged);
        };
        let mut dictionary = stream.dict;
        for key in [b"Filter".as_slice(), b"DecodeParms"] {
            if let Ok(written) = dictionary.get(key) {
                let meant = match self.resolve_in(written.clone(), steps)? {
                    Object::Array(items) => {
                        let items = items.into_iter().map(|item| self.resolve_in(item, steps));
                        Object::Array(items.collect::<Result<_, _>>()?)
                    }
                    one => one,
                };
                dictionary.set(key, meant);
            }
        }
        decode(&dictionary, stream.content, limit, &mut self.budget)
    }

    fn object_at(&mut self, id: ObjectId, at: usize, steps: usize) -> Result<Object, EmbeddedCaseError> {
        let mut parser = PdfParser::new(self.bytes, at, &mut self.budget);
        let head = parser.object_header()?;
        if head.0 != id.0 {
            return Err(EmbeddedCaseError::Damaged);
        }
        let mut object = parser.value()?;
        let end = parser.position();
        if let Object::Dictionary(dictionary) = &object
            && parser.skip_word(b"stream")?
        {
            let length = match dictionary.get(b"Length") {
                Ok(length) => match self.resolve_in(length.clone(), steps) {
                    Ok(length) => unsigned(&length).ok(),
                    Err(EmbeddedCaseError::TooMuch) => return Err(EmbeddedCaseError::TooMuch),
                    Err(_) => None,
                },
                Err(_) => None,
            };
            let mut content = PdfParser::new(self.bytes, end, &mut self.budget).stream(length)?;
            // The size of an attachment tells whether a line end at its end belongs to it.
            if length != Some(content.len()) && !dictionary.has(b"Params") {
                content = without_line_end(content);
            }
            object = Object::Stream(Stream::new(dictionary.clone(), content.to_vec()));
        }
        if let Some(key) = &self.key {
            key.decrypt(head, &mut object)?;
        }
        Ok(object)
    }

    fn object_within(
        &mut self,
        number: u32,
        object_stream: u32,
        steps: usize,
    ) -> Result<Object, EmbeddedCaseError> {
        let object_stream = self.object_stream(object_stream, steps)?;
        let offset = object_stream.offsets.iter().find(|(found, _)| *found == number);
        let (_, at) = offset.ok_or(EmbeddedCaseError::Damaged)?;
        PdfParser::new(&object_stream.content, *at, &mut self.budget).value()
    }

    fn object_stream(&mut self, number: u32, steps: usize) -> Result<Rc<ObjectStream>, EmbeddedCaseError> {
        if let Some(object_stream) = self.object_streams.get(&number) {
            self.budget.spend(object_stream.offsets.len())?;
            return Ok(object_stream.clone());
        }
        let id = (number, 0);
        // An object stream can't be inside another.
        let ObjectLocation::InFile(at) = self.xref.location(number) else {
            return Err(EmbeddedCaseError::Damaged);
        };
        let Object::Stream(stream) = self.object_at(id, at, steps)? else {
            return Err(EmbeddedCaseError::Damaged);
        };
        let first = unsigned(entry(&stream.dict, b"First")?)?;
        let count = unsigned(entry(&stream.dict, b"N")?)?;
        let limit = self.budget.left();
        let content = self.stream_in(id, limit, steps)?;
        let mut offsets = Vec::new();
        let mut parser = PdfParser::new(&content, 0, &mut self.budget);
        for _ in 0..count {
            parser.charge(ENTRY_COST)?;
            let number = parser.number()?;
            let at: usize = parser.number()?;
            offsets.push((number, first.checked_add(at).ok_or(EmbeddedCaseError::Damaged)?));
        }
        let object_stream = Rc::new(ObjectStream { content, offsets });
        self.object_streams.insert(number, object_stream.clone());
        Ok(object_stream)
    }
}
