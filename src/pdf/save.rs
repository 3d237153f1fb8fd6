//! Writes a document as a file: each stream by itself, and all other objects in compressed object streams (ISO 32000-1,
//! 7.5.7), found by a cross-reference stream (7.5.8). lopdf would write each of them four times, to find out
//! where it is.

use super::compress::Compressor;
use super::notation::{push_integer, push_object};
use super::renumber::prune_and_renumber;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// The number of objects in an object stream. To read one of them, a program reads the whole stream.
const OBJECTS_PER_STREAM: usize = 400;

/// Compresses the document and writes it to memory.
pub(crate) fn save(mut document: Document) -> Vec<u8> {
    let mut compressor = Compressor::new();
    compressor.compress_streams(&mut document);
    prune_and_renumber(&mut document);
    let mut file =
        FileWriter { bytes: Vec::new(), references: vec![CrossReference::default(); document.objects.len()] };
    file.bytes.extend(format!("%PDF-{}\n%", document.version).bytes());
    file.bytes.extend(&document.binary_mark);
    file.bytes.push(b'\n');
    let (streams, others): (Vec<_>, Vec<_>) =
        document.objects.iter().partition(|(_, object)| matches!(object, Object::Stream(_)));
    for ((number, _), object) in streams {
        file.push_indirect(*number, object);
    }
    for group in others.chunks(OBJECTS_PER_STREAM) {
        let container = file.next_number();
        file.references.push(CrossReference::default());
        let mut stream = object_stream(group.iter().map(|((number, _), object)| (*number, *object)));
        compressor.compress(&mut stream);
        file.push_indirect(container, &stream.into());
        for (((number, _), _), index) in group.iter().zip(0..) {
            file.set_reference(*number, CrossReference::Inside { container, index });
        }
    }
    file.finish(document.trailer, &mut compressor)
}

/// Where an object is.
#[derive(Clone, Copy, Default)]
enum CrossReference {
    #[default]
    Free,
    At {
        offset: u32,
    },
    Inside {
        container: u32,
        index: u16,
    },
}

impl CrossReference {
    /// Its type, where it is, and its index or generation.
    fn bytes(self) -> [u8; 7] {
        let (kind, place, index) = match self {
            CrossReference::Free => (0, 0, u16::MAX),
            CrossReference::At { offset } => (1, offset, 0),
            CrossReference::Inside { container, index } => (2, container, index),
        };
        let ([a, b, c, d], [e, f]) = (place.to_be_bytes(), index.to_be_bytes());
        [kind, a, b, c, d, e, f]
    }
}

struct FileWriter {
    bytes: Vec<u8>,
    /// Those of the objects, from number 1 on.
    references: Vec<CrossReference>,
}

impl FileWriter {
    fn next_number(&self) -> u32 {
        u32::try_from(self.references.len() + 1).unwrap_or(u32::MAX)
    }

    fn set_reference(&mut self, number: u32, reference: CrossReference) {
        let at = (number as usize).checked_sub(1);
        if let Some(place) = at.and_then(|at| self.references.get_mut(at)) {
            *place = reference;
        }
    }

    fn offset(&self) -> u32 {
        u32::try_from(self.bytes.len()).unwrap_or(u32::MAX)
    }

    fn push_indirect(&mut self, number: u32, object: &Object) {
        self.set_reference(number, CrossReference::At { offset: self.offset() });
        push_integer(&mut self.bytes, i64::from(number));
        self.bytes.extend(b" 0 obj\n");
        push_object(&mut self.bytes, object);
        self.bytes.extend(b"\nendobj\n");
    }

    /// Adds the cross-reference stream, which is the trailer as well.
    fn finish(mut self, trailer: Dictionary, compressor: &mut Compressor) -> Vec<u8> {
        let (number, offset) = (self.next_number(), self.offset());
        self.references.push(CrossReference::At { offset });
        let references = [CrossReference::Free]
            .into_iter()
            .chain(self.references.iter().copied())
            .flat_map(CrossReference::bytes);
        let mut dictionary = trailer;
        dictionary.set("Type", "XRef");
        dictionary.set("Size", i64::from(number) + 1);
        dictionary.set("W", vec![1.into(), 4.into(), 2.into()]);
        let mut stream = Stream::new(dictionary, references.collect());
        compressor.compress(&mut stream);
        self.push_indirect(number, &stream.into());
        self.bytes.extend(format!("startxref\n{offset}\n%%EOF").bytes());
        self.bytes
    }
}

/// The objects one after another, behind a list of their numbers and places.
fn object_stream<'a>(objects: impl Iterator<Item = (u32, &'a Object)>) -> Stream {
    let (mut places, mut content, mut count) = (Vec::new(), Vec::new(), 0);
    for (number, object) in objects {
        for each in [i64::from(number), i64::try_from(content.len()).unwrap_or(i64::MAX)] {
            push_integer(&mut places, each);
            places.push(b' ');
        }
        push_object(&mut content, object);
        content.push(b' ');
        count += 1;
    }
    let first = i64::try_from(places.len()).unwrap_or(i64::MAX);
    places.append(&mut content);
    Stream::new(dictionary! { "Type" => "ObjStm", "N" => count, "First" => first }, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_objects_are_read_back_by_lopdf() {
        let mut document = Document::with_version("1.7");
        let text = |at: usize| Object::string_literal(format!("tekst {at}"));
        let texts: Vec<Object> = (0..1000).map(|at| document.add_object(text(at)).into()).collect();
        let streams: Vec<Object> = (0..5_u8)
            .map(|at| document.add_object(Stream::new(dictionary! {}, vec![at; 100])).into())
            .collect();
        document.add_object(text(9999));
        let root = document.add_object(dictionary! { "Type" => "Catalog", "T" => texts, "S" => streams });
        document.trailer.set("Root", root);

        let read = Document::load_mem(&save(document)).unwrap();
        assert_eq!(read.version, "1.7");
        let kept = |key: &[u8]| read.catalog().unwrap().get(key).unwrap().as_array().unwrap().clone();
        for (at, reference) in kept(b"T").iter().enumerate() {
            assert_eq!(read.get_object(reference.as_reference().unwrap()).unwrap(), &text(at));
        }
        for (at, reference) in kept(b"S").iter().enumerate() {
            let stream = read.get_object(reference.as_reference().unwrap()).and_then(Object::as_stream);
            assert_eq!(stream.unwrap().get_plain_content().unwrap(), vec![at as u8; 100]);
        }
        let is_there = |object: &Object| *object == text(9999);
        assert!(!read.objects.values().any(is_there), "what nothing refers to is left out");
    }
}
