//! Compresses the streams of a document.

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Document, Object, Stream};

/// The highest level takes more than twice as long, and makes a report smaller by about two hundredths.
const LEVEL: u32 = 5;

/// Compresses one stream after another. The tables of a new compressor are larger than what most streams hold.
pub(crate) struct Compressor(Compress);

impl Compressor {
    pub(crate) fn new() -> Self {
        Compressor(Compress::new(Compression::new(LEVEL), true))
    }

    /// Compresses all streams of a document that may be.
    pub(crate) fn compress_streams(&mut self, document: &mut Document) {
        for object in document.objects.values_mut() {
            if let Object::Stream(stream) = object
                && stream.allows_compression
                && !stream.dict.has(b"Filter")
            {
                self.compress(stream);
            }
        }
    }

    /// Compresses a stream, or leaves it as it is if that would not make it smaller.
    pub(crate) fn compress(&mut self, stream: &mut Stream) {
        self.0.reset();
        let mut compressed = Vec::with_capacity(stream.content.len());
        let status = self.0.compress_vec(&stream.content, &mut compressed, FlushCompress::Finish);
        if matches!(status, Ok(Status::StreamEnd)) {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(compressed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn each_stream_is_compressed_by_itself_or_left() {
        let texts = ["", "kort", &"tekst ".repeat(50_000), &"x".repeat(40), &"tekst ".repeat(50_000)];
        let mut document = Document::new();
        let ids =
            texts.map(|text| document.add_object(Stream::new(dictionary! {}, text.as_bytes().to_vec())));
        Compressor::new().compress_streams(&mut document);
        for (id, text) in ids.into_iter().zip(texts) {
            let stream = document.get_object(id).and_then(Object::as_stream).unwrap();
            assert!(stream.content.len() <= text.len());
            assert_eq!(stream.dict.has(b"Filter"), text.len() >= 40, "{}", text.len());
            assert_eq!(stream.get_plain_content().unwrap(), text.as_bytes());
        }
        let long =
            |at: usize| document.get_object(ids[at]).and_then(Object::as_stream).unwrap().content.clone();
        assert_eq!(long(2), long(4));
    }
}
