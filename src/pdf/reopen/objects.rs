//! The objects of a PDF, read when they are asked for.

use super::NoCase;
use super::budget::{Budget, ENTRY};
use super::decrypt::Key;
use super::filters::decode;
use super::parser::Parser;
use super::places::{Place, Places, entry, unsigned};
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// How many references may lead to each other: a length that stands in a stream that has a length …
const STEPS: usize = 8;

/// The objects of a PDF.
pub struct Objects<'a> {
    bytes: &'a [u8],
    places: Places,
    budget: Budget,
    key: Option<Key>,
    containers: HashMap<u32, Rc<Container>>,
}

/// A stream that holds objects.
struct Container {
    content: Vec<u8>,
    /// Which object begins where.
    begins: Vec<(u32, usize)>,
}

impl<'a> Objects<'a> {
    /// Finds out where they stand, and decrypts them if no password is needed for it.
    pub fn open(bytes: &'a [u8]) -> Result<Self, NoCase> {
        let mut budget = Budget::new();
        let places = Places::read(bytes, &mut budget)?;
        let mut objects = Objects { bytes, places, budget, key: None, containers: HashMap::new() };
        let trailer = objects.places.trailer.clone();
        if trailer.has(b"Encrypt") {
            let Object::Dictionary(how) = objects.entry(&trailer, b"Encrypt")? else {
                return Err(NoCase::Encrypted);
            };
            let id = objects.entry(&trailer, b"ID")?;
            objects.key = Some(Key::without_password(how, id)?);
            // What was read on the way was not decrypted.
            objects.containers.clear();
        }
        Ok(objects)
    }

    /// Whether they are.
    pub fn are_encrypted(&self) -> bool {
        self.key.is_some()
    }

    /// The root of the document.
    pub fn catalog(&mut self) -> Result<Dictionary, NoCase> {
        let trailer = self.places.trailer.clone();
        match self.entry(&trailer, b"Root")? {
            Object::Dictionary(catalog) => Ok(catalog),
            _ => Err(NoCase::Damaged),
        }
    }

    /// What an entry of a dictionary means. Null, if there is none.
    pub fn entry(&mut self, dictionary: &Dictionary, key: &[u8]) -> Result<Object, NoCase> {
        dictionary.get(key).map_or(Ok(Object::Null), |object| self.resolve(object.clone()))
    }

    /// What a reference leads to; any other object is itself.
    pub fn resolve(&mut self, object: Object) -> Result<Object, NoCase> {
        self.resolve_in(object, STEPS)
    }

    /// The content of a stream, which may have at most `limit` bytes.
    pub fn stream(&mut self, id: ObjectId, limit: usize) -> Result<Vec<u8>, NoCase> {
        self.stream_in(id, limit, STEPS)
    }

    fn resolve_in(&mut self, object: Object, steps: usize) -> Result<Object, NoCase> {
        let Object::Reference(id) = object else { return Ok(object) };
        let steps = steps.checked_sub(1).ok_or(NoCase::TooMuch)?;
        let found = match self.places.of(id.0) {
            Place::At(at) => self.object_at(id, at, steps)?,
            Place::Within(container) => self.object_within(id.0, container, steps)?,
            Place::Deleted => Object::Null,
        };
        self.resolve_in(found, steps)
    }

    fn stream_in(&mut self, id: ObjectId, limit: usize, steps: usize) -> Result<Vec<u8>, NoCase> {
        let Object::Stream(stream) = self.resolve_in(Object::Reference(id), steps)? else {
            return Err(NoCase::Damaged);
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

    fn object_at(&mut self, id: ObjectId, at: usize, steps: usize) -> Result<Object, NoCase> {
        let mut parser = Parser::new(self.bytes, at, &mut self.budget);
        let head = parser.head()?;
        if head.0 != id.0 {
            return Err(NoCase::Damaged);
        }
        let mut object = parser.value()?;
        let end = parser.place();
        if let Object::Dictionary(dictionary) = &object
            && parser.word(b"stream")?
        {
            let length = self.resolve_in(entry(dictionary, b"Length")?.clone(), steps)?;
            let content = Parser::new(self.bytes, end, &mut self.budget).stream(unsigned(&length)?)?;
            object = Object::Stream(Stream::new(dictionary.clone(), content.to_vec()));
        }
        if let Some(key) = &self.key {
            key.decrypt(head, &mut object)?;
        }
        Ok(object)
    }

    fn object_within(&mut self, number: u32, container: u32, steps: usize) -> Result<Object, NoCase> {
        let container = self.container(container, steps)?;
        let begin = container.begins.iter().find(|(found, _)| *found == number);
        let (_, at) = begin.ok_or(NoCase::Damaged)?;
        Parser::new(&container.content, *at, &mut self.budget).value()
    }

    fn container(&mut self, number: u32, steps: usize) -> Result<Rc<Container>, NoCase> {
        if let Some(container) = self.containers.get(&number) {
            self.budget.spend(container.begins.len())?;
            return Ok(container.clone());
        }
        let id = (number, 0);
        // Containers don't stand in each other.
        let Place::At(at) = self.places.of(number) else { return Err(NoCase::Damaged) };
        let Object::Stream(stream) = self.object_at(id, at, steps)? else { return Err(NoCase::Damaged) };
        let first = unsigned(entry(&stream.dict, b"First")?)?;
        let count = unsigned(entry(&stream.dict, b"N")?)?;
        let limit = self.budget.left();
        let content = self.stream_in(id, limit, steps)?;
        let mut begins = Vec::new();
        let mut parser = Parser::new(&content, 0, &mut self.budget);
        for _ in 0..count {
            parser.pay(ENTRY)?;
            let number = parser.number()?;
            let at: usize = parser.number()?;
            begins.push((number, first.checked_add(at).ok_or(NoCase::Damaged)?));
        }
        let container = Rc::new(Container { content, begins });
        self.containers.insert(number, container.clone());
        Ok(container)
    }
}
