//! Takes the case back out of a PDF. The file comes from outside: whatever it holds, reading it ends
//! soon, in little memory, and without a panic.
//!
//! Libraries read all of a PDF and let it decide how much that is. This reads the few objects on the
//! way to the case, and pays for every byte and value out of one budget.

mod budget;
mod decrypt;
mod filters;
mod objects;
mod parser;
mod xref;

use super::ATTACHMENT;
use lopdf::{Dictionary, Object, ObjectId};
use objects::PdfObjects;
use std::collections::BTreeSet;

/// A PDF begins within so many bytes: some programs put something before it.
pub(crate) const HEADER_SEARCH_LEN: usize = 1024;
/// How deep a tree of names may be.
const TREE_DEPTH: usize = 16;

/// Why there is no case to be had from a PDF. Says nothing of what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmbeddedCaseError {
    /// Another kind of file.
    #[error("it is not a PDF")]
    NotAPdf,
    /// Nothing of the name is attached.
    #[error("there is no case inside the PDF")]
    NoneInside,
    /// Cases that differ: which patient is meant can't be told.
    #[error("there is more than one case inside the PDF")]
    Several,
    /// Not as a PDF must be.
    #[error("the PDF is damaged")]
    Damaged,
    /// More than is worth reading.
    #[error("the PDF holds more than a PDF of this program ever does")]
    TooMuch,
    /// With a password, or in a way that is not known.
    #[error("the PDF is encrypted; save it without encryption and try again")]
    Encrypted,
}

/// Whether a file is a PDF, by its first [`HEADER_SEARCH_LEN`] bytes.
pub fn is_pdf(start: &[u8]) -> bool {
    // A case may quote the mark; it begins with a bracket or a comment.
    let is_ron = start.trim_ascii_start().first().is_some_and(|first| b"(/#".contains(first));
    !is_ron && header(start).is_some()
}

/// The bytes of the case inside a PDF, which may have at most `limit`.
///
/// # Errors
/// Why there is none to be had.
pub fn embedded_case(pdf: &[u8], limit: usize) -> Result<Vec<u8>, EmbeddedCaseError> {
    let header = header(pdf).ok_or(EmbeddedCaseError::NotAPdf)?;
    let mut objects = PdfObjects::open(&pdf[header..])?;
    let found = find(&mut objects, limit);
    // What was decrypted with a wrong key looks damaged.
    found.map_err(|error| match error {
        EmbeddedCaseError::Damaged if objects.are_encrypted() => EmbeddedCaseError::Encrypted,
        other => other,
    })
}

fn header(start: &[u8]) -> Option<usize> {
    let start = &start[..start.len().min(HEADER_SEARCH_LEN)];
    start.windows(5).position(|bytes| bytes == b"%PDF-")
}

fn find(objects: &mut PdfObjects, limit: usize) -> Result<Vec<u8>, EmbeddedCaseError> {
    let catalog = objects.catalog()?;
    let mut streams = associated(objects, &catalog)?;
    streams.extend(in_name_tree(objects, &catalog)?);
    let mut case = None;
    for stream in streams {
        let bytes = objects.stream(stream, limit)?;
        check_size(objects, stream, bytes.len())?;
        if case.as_ref().is_some_and(|case| *case != bytes) {
            return Err(EmbeddedCaseError::Several);
        }
        case = Some(bytes);
    }
    case.ok_or(EmbeddedCaseError::NoneInside)
}

/// An attachment says how long it is. One that is of another length was not unpacked, or is not whole.
fn check_size(objects: &mut PdfObjects, stream: ObjectId, length: usize) -> Result<(), EmbeddedCaseError> {
    let Object::Stream(stream) = objects.resolve(Object::Reference(stream))? else { return Ok(()) };
    let Object::Dictionary(parameters) = objects.entry(&stream.dict, b"Params")? else { return Ok(()) };
    match objects.entry(&parameters, b"Size")? {
        Object::Integer(size) if usize::try_from(size) != Ok(length) => Err(EmbeddedCaseError::Damaged),
        _ => Ok(()),
    }
}

/// Among the files that the document as a whole was made from.
fn associated(
    objects: &mut PdfObjects,
    catalog: &Dictionary,
) -> Result<BTreeSet<ObjectId>, EmbeddedCaseError> {
    let mut found = BTreeSet::new();
    if let Object::Array(files) = objects.entry(catalog, b"AF")? {
        for file in files {
            if let Object::Dictionary(file) = objects.resolve(file)?
                && objects.entry(&file, b"AFRelationship")?.as_name().is_ok_and(|name| name == b"Source")
            {
                found.extend(case_stream(objects, &file)?);
            }
        }
    }
    Ok(found)
}

/// Among all attachments: some programs drop what says that one is the source.
fn in_name_tree(
    objects: &mut PdfObjects,
    catalog: &Dictionary,
) -> Result<BTreeSet<ObjectId>, EmbeddedCaseError> {
    let mut found = BTreeSet::new();
    let Object::Dictionary(names) = objects.entry(catalog, b"Names")? else { return Ok(found) };
    let mut seen = BTreeSet::new();
    let mut open: Vec<(Object, usize)> = Vec::new();
    open.extend(names.get(b"EmbeddedFiles").ok().map(|root| (root.clone(), 0)));
    while let Some((node, depth)) = open.pop() {
        if depth > TREE_DEPTH {
            return Err(EmbeddedCaseError::TooMuch);
        }
        if let Object::Reference(id) = node
            && !seen.insert(id)
        {
            return Err(EmbeddedCaseError::Damaged);
        }
        let Object::Dictionary(node) = objects.resolve(node)? else { continue };
        if let Object::Array(kids) = objects.entry(&node, b"Kids")? {
            open.extend(kids.into_iter().map(|kid| (kid, depth + 1)));
        }
        if let Object::Array(pairs) = objects.entry(&node, b"Names")? {
            for file in pairs.into_iter().skip(1).step_by(2) {
                if let Object::Dictionary(file) = objects.resolve(file)? {
                    found.extend(case_stream(objects, &file)?);
                }
            }
        }
    }
    Ok(found)
}

/// Where the bytes of an attachment stand, if it is a case.
fn case_stream(objects: &mut PdfObjects, file: &Dictionary) -> Result<Option<ObjectId>, EmbeddedCaseError> {
    let mut is_case = false;
    for key in [b"UF".as_slice(), b"F"] {
        is_case |= objects.entry(file, key)?.as_str().is_ok_and(is_case_name);
    }
    if !is_case {
        return Ok(None);
    }
    let Object::Dictionary(embedded) = objects.entry(file, b"EF")? else {
        return Err(EmbeddedCaseError::Damaged);
    };
    let stream = embedded.get(b"UF").or_else(|_| embedded.get(b"F")).and_then(Object::as_reference);
    stream.map(Some).map_err(|_| EmbeddedCaseError::Damaged)
}

/// Texts stand in one byte a letter, in UTF-8 or in UTF-16.
fn is_case_name(text: &[u8]) -> bool {
    match text {
        [0xEF, 0xBB, 0xBF, text @ ..] => text == ATTACHMENT.as_bytes(),
        [0xFE, 0xFF, text @ ..] => {
            ATTACHMENT.encode_utf16().flat_map(u16::to_be_bytes).eq(text.iter().copied())
        }
        [0xFF, 0xFE, text @ ..] => {
            ATTACHMENT.encode_utf16().flat_map(u16::to_le_bytes).eq(text.iter().copied())
        }
        text => text == ATTACHMENT.as_bytes(),
    }
}
