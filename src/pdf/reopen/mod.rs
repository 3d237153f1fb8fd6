//! Extracts the attached case from a PDF. The file comes from outside: whatever it contains, reading it
//! must end soon, use little memory and not panic.
//!
//! PDF libraries read the whole file and trust the sizes in it. This reader only follows the few objects
//! that lead to the attachment, and takes every byte and value from one budget.

mod budget;
mod decrypt;
mod filters;
mod objects;
mod origin;
mod parser;
mod xref;

use super::ATTACHMENT;
use crate::report::{DocumentId, Provenance};
use lopdf::{Dictionary, Object, ObjectId};
use objects::PdfObjects;
use std::collections::BTreeSet;

/// The header is searched for in the first bytes of a file, because some programs write something before
/// it. In bytes.
pub(crate) const HEADER_SEARCH_LEN: usize = 1024;
/// The greatest depth of a name tree.
const MAX_TREE_DEPTH: usize = 16;

/// The reason why a PDF gives no case. It contains nothing from the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmbeddedCaseError {
    /// The file has no PDF header.
    #[error("it is not a PDF")]
    NotAPdf,
    /// Nothing is attached under the name of a case.
    #[error("there is no case inside the PDF")]
    NoneInside,
    /// Several different cases are attached, so that it is unclear which patient is meant.
    #[error("there is more than one case inside the PDF")]
    Several,
    /// The file violates the PDF standard.
    #[error("the PDF is damaged")]
    Damaged,
    /// Reading it would cost more than any PDF of this program.
    #[error("the PDF holds more than a PDF of this program ever does")]
    TooMuch,
    /// The file needs a password, or its encryption is not supported.
    #[error("the PDF is encrypted; save it without encryption and try again")]
    Encrypted,
}

/// Whether a file is a PDF, judged by its first `HEADER_SEARCH_LEN` bytes.
pub fn is_pdf(start: &[u8]) -> bool {
    // A case file may contain the header of a PDF in a text, but it begins with a bracket or a comment.
    let is_ron = start.trim_ascii_start().first().is_some_and(|first| b"(/#".contains(first));
    !is_ron && header(start).is_some()
}

/// What a PDF says of the report that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfContents {
    /// The content of the attached case file, or the reason why there is none.
    pub case: Result<Vec<u8>, EmbeddedCaseError>,
    /// The id of the document, which programs keep when they write a changed version.
    pub id: Option<DocumentId>,
    /// How the report was made; `None` if the metadata does not say.
    pub provenance: Option<Provenance>,
}

/// Reads what a PDF says of the report that it is. The attached case may have at most `limit` bytes.
///
/// # Errors
/// The reason why nothing can be read.
pub fn read_contents(pdf: &[u8], limit: usize) -> Result<PdfContents, EmbeddedCaseError> {
    let header = header(pdf).ok_or(EmbeddedCaseError::NotAPdf)?;
    let mut objects = PdfObjects::open(&pdf[header..])?;
    let case = find_case(&mut objects, limit);
    // Objects that were decrypted with a wrong key look damaged.
    let case = case.map_err(|error| match error {
        EmbeddedCaseError::Damaged if objects.are_encrypted() => EmbeddedCaseError::Encrypted,
        other => other,
    });
    let (id, provenance) = (origin::document_id(&mut objects), origin::provenance(&mut objects));
    Ok(PdfContents { case, id, provenance })
}

/// Extracts the case file that is attached to a PDF. It may have at most `limit` bytes.
///
/// # Errors
/// The reason why there is no case.
pub fn embedded_case(pdf: &[u8], limit: usize) -> Result<Vec<u8>, EmbeddedCaseError> {
    read_contents(pdf, limit)?.case
}

fn header(start: &[u8]) -> Option<usize> {
    let start = &start[..start.len().min(HEADER_SEARCH_LEN)];
    start.windows(5).position(|bytes| bytes == b"%PDF-")
}

fn find_case(objects: &mut PdfObjects, limit: usize) -> Result<Vec<u8>, EmbeddedCaseError> {
    let catalog = objects.catalog()?;
    let mut streams = in_associated_files(objects, &catalog)?;
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

/// Compares the length of an attachment with the size it declares, to detect one that is truncated or was
/// not decoded.
fn check_size(objects: &mut PdfObjects, stream: ObjectId, length: usize) -> Result<(), EmbeddedCaseError> {
    let Object::Stream(stream) = objects.resolve(Object::Reference(stream))? else { return Ok(()) };
    let Object::Dictionary(parameters) = objects.entry(&stream.dict, b"Params")? else { return Ok(()) };
    match objects.entry(&parameters, b"Size")? {
        Object::Integer(size) if usize::try_from(size) != Ok(length) => Err(EmbeddedCaseError::Damaged),
        _ => Ok(()),
    }
}

/// The cases among the files that are associated with the whole document as its source.
fn in_associated_files(
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

/// The cases among all attachments. Some programs keep attachments but drop the associated files.
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
        if depth > MAX_TREE_DEPTH {
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

/// The streams with the content of an attachment, if its name is that of a case. All keys should name the same one;
/// which of them a program reads differs.
fn case_stream(objects: &mut PdfObjects, file: &Dictionary) -> Result<Vec<ObjectId>, EmbeddedCaseError> {
    let mut is_case = false;
    for key in [b"UF".as_slice(), b"F"] {
        is_case |= objects.entry(file, key)?.as_str().is_ok_and(is_case_name);
    }
    if !is_case {
        return Ok(Vec::new());
    }
    let Object::Dictionary(embedded) = objects.entry(file, b"EF")? else {
        return Err(EmbeddedCaseError::Damaged);
    };
    let streams: Vec<ObjectId> = [b"UF".as_slice(), b"F", b"Unix", b"Mac", b"DOS"]
        .into_iter()
        .filter_map(|key| embedded.get(key).and_then(Object::as_reference).ok())
        .collect();
    if streams.is_empty() { Err(EmbeddedCaseError::Damaged) } else { Ok(streams) }
}

/// Whether a text string of PDF is the name of a case. It may be in PDFDocEncoding, UTF-8 or UTF-16.
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
