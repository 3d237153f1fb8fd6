//! The objects of a PDF, read when they are asked for.

use super::EmbeddedCaseError;
use super::budget::{ENTRY, ReadBudget};
use super::decrypt::DecryptionKey;
use super::filters::decode;
use super::parser::PdfParser;
use super::xref::{CrossReferences, ObjectLocation, entry, unsigned};
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// How many references may lead to each other: a length that stands in a stream that has a length …
const STEPS: usize = 8;

/// The objects of a PDF.
pub(crate) struct PdfObjects<'a> {
    bytes: &'a [u8],
    xref: CrossReferences,
    budget: ReadBudget,
    key: Option<DecryptionKey>,
    containers: HashMap<u32, Rc<ObjectStream>>,
}

/// A stream that holds objects.
struct ObjectStream {
    content: Vec<u8>,
    /// Which object begins where.
    begins: Vec<(u32, usize)>,
}

impl<'a> PdfObjects<'a> {
    /// Finds out where they stand, and decrypts them if no password is needed for it.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, EmbeddedCaseError> {
        let mut budget = ReadBudget::new();
        let xref = CrossReferences::read(bytes, &mut budget)?;
        let mut objects = PdfObjects { bytes, xref, budget, key: None, containers: HashMap::new() };
        let trailer = objects.xref.trailer.clone();
        if trailer.has(b"Encrypt") {
            let Object::Dictionary(how) = objects.entry(&trailer, b"Encrypt")? else {
                return Err(EmbeddedCaseError::Encrypted);
            };
            let id = objects.entry(&trailer, b"ID")?;
            objects.key = Some(DecryptionKey::without_password(how, id)?);
            // What was read on the way was not decrypted.
            objects.containers.clear();
        }
        Ok(objects)
    }

    /// Whether they are.
    pub(crate) fn are_encrypted(&self) -> bool {
        self.key.is_some()
    }

    /// The root of the document.
    pub(crate) fn catalog(&mut self) -> Result<Dictionary, EmbeddedCaseError> {
        let trailer = self.xref.trailer.clone();
        match self.entry(&trailer, b"Root")? {
            Object::Dictionary(catalog) => Ok(catalog),
            _ => Err(EmbeddedCaseError::Damaged),
        }
    }

    /// What an entry of a dictionary means. Null, if there is none.
    pub(crate) fn entry(&mut self, dictionary: &Dictionary, key: &[u8]) -> Result<Object, EmbeddedCaseError> {
        dictionary.get(key).map_or(Ok(Object::Null), |object| self.resolve(object.clone()))
    }

    /// What a reference leads to; any other object is itself.
    pub(crate) fn resolve(&mut self, object: Object) -> Result<Object, EmbeddedCaseError> {
        self.resolve_in(object, STEPS)
    }

    /// The content of a stream, which may have at most `limit` bytes.
    pub(crate) fn stream(&mut self, id: ObjectId, limit: usize) -> Result<Vec<u8>, EmbeddedCaseError> {
        self.stream_in(id, limit, STEPS)
    }

    fn resolve_in(&mut self, object: Object, steps: usize) -> Result<Object, EmbeddedCaseError> {
        let Object::Reference(id) = object else { return Ok(object) };
        let steps = steps.checked_sub(1).ok_or(EmbeddedCaseError::TooMuch)?;
        let found = match self.xref.of(id.0) {
            ObjectLocation::InFile(at) => self.object_at(id, at, steps)?,
            ObjectLocation::InStream(container) => self.object_within(id.0, container, steps)?,
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
        let head = parser.head()?;
        if head.0 != id.0 {
            return Err(EmbeddedCaseError::Damaged);
        }
        let mut object = parser.value()?;
        let end = parser.place();
        if let Object::Dictionary(dictionary) = &object
            && parser.word(b"stream")?
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
        container: u32,
        steps: usize,
    ) -> Result<Object, EmbeddedCaseError> {
        let container = self.container(container, steps)?;
        let begin = container.begins.iter().find(|(found, _)| *found == number);
        let (_, at) = begin.ok_or(EmbeddedCaseError::Damaged)?;
        PdfParser::new(&container.content, *at, &mut self.budget).value()
    }

    fn container(&mut self, number: u32, steps: usize) -> Result<Rc<ObjectStream>, EmbeddedCaseError> {
        if let Some(container) = self.containers.get(&number) {
            self.budget.spend(container.begins.len())?;
            return Ok(container.clone());
        }
        let id = (number, 0);
        // Containers don't stand in each other.
        let ObjectLocation::InFile(at) = self.xref.of(number) else { return Err(EmbeddedCaseError::Damaged) };
        let Object::Stream(stream) = self.object_at(id, at, steps)? else {
            return Err(EmbeddedCaseError::Damaged);
        };
        let first = unsigned(entry(&stream.dict, b"First")?)?;
        let count = unsigned(entry(&stream.dict, b"N")?)?;
        let limit = self.budget.left();
        let content = self.stream_in(id, limit, steps)?;
        let mut begins = Vec::new();
        let mut parser = PdfParser::new(&content, 0, &mut self.budget);
        for _ in 0..count {
            parser.pay(ENTRY)?;
            let number = parser.number()?;
            let at: usize = parser.number()?;
            begins.push((number, first.checked_add(at).ok_or(EmbeddedCaseError::Damaged)?));
        }
        let container = Rc::new(ObjectStream { content, begins });
        self.containers.insert(number, container.clone());
        Ok(container)
    }
}
