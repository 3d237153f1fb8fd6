//! Writes a cross-reference stream at the end of a PDF, so that every program finds the same objects in it.

use lopdf::{Dictionary, Object};
use std::fmt::Write;

/// A cross-reference stream that is made. Its rows have a kind, eight bytes and two bytes.
pub(crate) struct NewTable {
    pdf: Vec<u8>,
    index: String,
    rows: Vec<u8>,
    /// The number that follows the highest one.
    next: u32,
}

impl NewTable {
    /// A table without objects, after the end of a PDF.
    pub(crate) fn after(pdf: &[u8]) -> Self {
        NewTable { pdf: pdf.to_vec(), index: String::new(), rows: Vec::new(), next: 1 }
    }

    /// Adds an object by its offset. Objects are added in the order of their numbers.
    pub(crate) fn add_in_file(&mut self, number: u32, at: usize, generation: u16) {
        self.add(number, 1, at as u64, generation);
    }

    /// Adds an object by its place in an object stream.
    pub(crate) fn add_in_stream(&mut self, number: u32, within: u32, index: usize) {
        // No object stream of a known program has so many.
        let Ok(index) = u16::try_from(index) else { return };
        self.add(number, 2, within.into(), index);
    }

    fn add(&mut self, number: u32, kind: u8, place: u64, detail: u16) {
        // INVARIANT: a `String` can be written to.
        let _ = write!(self.index, "{number} 1 ");
        self.rows.push(kind);
        self.rows.extend(place.to_be_bytes());
        self.rows.extend(detail.to_be_bytes());
        self.next = self.next.max(number.saturating_add(1));
    }

    /// The PDF with the table. `None`: the trailer holds its encryption itself, and not a reference to it.
    pub(crate) fn finish(mut self, trailer: &Dictionary) -> Option<Vec<u8>> {
        let reference = |key: &[u8]| match trailer.get(key) {
            Ok(Object::Reference((number, generation))) => {
                Some(format!("/{} {number} {generation} R ", String::from_utf8_lossy(key)))
            }
            Ok(_) => None,
            Err(_) => Some(String::new()),
        };
        let (root, encryption) = (reference(b"Root")?, reference(b"Encrypt")?);
        let ids = trailer.get(b"ID").and_then(Object::as_array).map_or(&[][..], Vec::as_slice);
        let id = ids.iter().filter_map(|id| id.as_str().ok()).fold(String::new(), |mut written, id| {
            let digits: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
            let _ = write!(written, "<{digits}>");
            written
        });
        let (number, size, length) = (self.next, self.next.saturating_add(1), self.rows.len());
        let index = self.index;
        self.pdf.push(b'\n');
        let start = self.pdf.len();
        self.pdf.extend(
            format!(
                "{number} 0 obj\n<< /Type /XRef /W [1 8 2] /Size {size} /Index [{index}] /Length {length} \
                 {root}{encryption}/ID [{id}] >>\nstream\n"
            )
            .bytes(),
        );
        self.pdf.extend(self.rows);
        self.pdf.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
        Some(self.pdf)
    }
}
