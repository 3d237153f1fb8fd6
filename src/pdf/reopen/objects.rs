//! Reads the objects of a PDF on demand.

use super::EmbeddedCaseError;
use super::budget::{ENTRY_COST, ReadBudget};
use super::decrypt::DecryptionKey;
use super::filters::decode;
use super::parser::PdfParser;
use super::xref::{CrossReferences, ObjectLocation, entry, unsigned};
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// The longest chain of references. A stream's length may be in another stream, whose length may be in
/// another one, and so on.
const MAX_REFERENCES: usize = 8;

/// The objects of a PDF, with the budget for reading them.
pub(crate) struct PdfObjects<'a> {
    bytes: &'a [u8],
    xref: CrossReferences,
    budget: ReadBudget,
    key: Option<DecryptionKey>,
    object_streams: HashMap<u32, Rc<ObjectStream>>,
}

/// A decoded object stream, which contains other objects.
struct ObjectStream {
    content: Vec<u8>,
    /// Object numbers, with the offsets of the objects in `content`.
    offsets: Vec<(u32, usize)>,
}

impl<'a> PdfObjects<'a> {
    /// Reads the cross-reference tables, and derives the key if the PDF is encrypted without a password.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, EmbeddedCaseError> {
        let mut budget = ReadBudget::new();
        let xref = CrossReferences::read(bytes, &mut budget)?;
        let mut objects = PdfObjects { bytes, xref, budget, key: None, object_streams: HashMap::new() };
        let trailer = objects.xref.trailer.clone();
        if trailer.has(b"Encrypt") {
            let Object::Dictionary(encryption) = objects.entry(&trailer, b"Encrypt")? else {
                return Err(EmbeddedCaseError::Encrypted);
            };
            let id = objects.entry(&trailer, b"ID")?;
            objects.key = Some(DecryptionKey::without_password(encryption, id)?);
            // Streams that were read before the key was known are not decrypted.
            objects.object_streams.clear();
        }
        Ok(objects)
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
                let meant = self.resolve_in(written.clone(), steps)?;
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
            let length = self.resolve_in(entry(dictionary, b"Length")?.clone(), steps)?;
            let content = PdfParser::new(self.bytes, end, &mut self.budget).stream(unsigned(&length)?)?;
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
