//! Extracts the attached case from a PDF. The file comes from outside: whatever it contains, reading it
//! must end soon, use little memory and not panic.
//!
//! PDF libraries read the whole file and trust the sizes in it. This reader only follows the few objects
//! that lead to the attachment, and takes every byte and value from one budget.

mod budget;
mod ciphers;
mod decrypt;
mod filters;
mod joined;
mod objects;
mod origin;
mod parser;
mod placed;
mod reachable;
mod rebuild;
mod recovery;
mod table;
mod xref;

use crate::report::{DocumentId, Provenance};
use joined::documents;
use lopdf::{Dictionary, Object, ObjectId};
use objects::PdfObjects;
use placed::at_pages;
use reachable::in_all_objects;
use recovery::{OtherReading, read_otherwise, read_recovering};
use std::collections::BTreeSet;

/// The header is searched for in the first bytes of a file, because some programs write something before
/// it. In bytes: it begins within the first 1,024.
pub(crate) const HEADER_SEARCH_LEN: usize = 1024 + HEADER.len() - 1;
/// Stands before the version of PDF.
const HEADER: &[u8] = b"%PDF-";
/// Stands at the end of each version of a document.
const END: &[u8] = b"%%EOF";
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
    #[error("there is more than one case inside the PDF, and which one is right cannot be known")]
    Several,
    /// The file violates the PDF standard.
    #[error("the PDF is damaged")]
    Damaged,
    /// The attached case has another size than the file says: it is cut off, or somebody replaced it.
    #[error("the case inside the PDF has another size than the PDF says; it is cut off or was changed")]
    WrongSize,
    /// Reading it would cost more than any PDF of this program.
    #[error("the PDF holds more than a PDF of this program ever does; name the PDF that it exported")]
    TooMuch,
    /// The file needs a password, or its encryption is not supported.
    #[error("the PDF is encrypted; save it without encryption and try again")]
    Encrypted,
}

/// Whether a file is a PDF, judged by its first `HEADER_SEARCH_LEN` bytes.
pub fn is_pdf(start: &[u8]) -> bool {
    // A case file may contain the header of a PDF in a text, but it begins with a bracket or a comment.
    let text = start.trim_ascii_start();
    let is_ron = [b"(".as_slice(), b"//", b"/*", b"#!"].into_iter().any(|first| text.starts_with(first));
    !is_ron && header(start).is_some()
}

/// What a PDF says of the report that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfContents {
    /// The content of the attached case file, or why there is none: none is attached, or several that differ.
    pub case: Result<Vec<u8>, EmbeddedCaseError>,
    /// The id of the document, which programs keep when they write a changed version.
    pub id: Option<DocumentId>,
    /// How the report was made; `None` if the metadata does not say.
    pub provenance: Option<Provenance>,
    /// Whether the pages have layers, which viewers show or hide.
    pub has_layers: bool,
    /// Whether the case has another size than the file says.
    pub has_wrong_size: bool,
    /// Whether the whole file was searched for another case; `false`: it holds too much.
    pub is_searched_whole: bool,
    /// The PDF as other programs read it, where they find other objects in it: made so that every program finds
    /// those. `None`: all find the same.
    pub repaired: Option<Vec<u8>>,
}

/// Reads what a PDF says of the report that it is. The attached case may have at most `limit` bytes. Where several PDFs
/// were joined as files, all must hold the same case.
///
/// # Errors
/// The reason why nothing can be read.
pub fn read_contents(pdf: &[u8], limit: usize) -> Result<PdfContents, EmbeddedCaseError> {
    let contents = read_document(pdf, limit)?;
    if contents.case.is_err() {
        return Ok(contents);
    }
    let is_same =
        |document: &&[u8]| read_document(document, limit).is_ok_and(|found| found.case == contents.case);
    match documents(pdf) {
        Ok(all) if all.len() == 1 || all.iter().all(is_same) => return Ok(contents),
        Ok(_) | Err(EmbeddedCaseError::Several) => {}
        Err(error) => return Err(error),
    }
    Ok(PdfContents { case: Err(EmbeddedCaseError::Several), ..contents })
}

/// Reads a PDF that was not joined with another one.
fn read_document(pdf: &[u8], limit: usize) -> Result<PdfContents, EmbeddedCaseError> {
    match read_with_sizes(pdf, limit, SizeCheck::Strict) {
        // In none of the ways to open it has the case its size.
        Err(EmbeddedCaseError::WrongSize) => read_with_sizes(pdf, limit, SizeCheck::Noted),
        contents => contents,
    }
}

/// What becomes of a case that has another size than the file says.
#[derive(Clone, Copy)]
enum SizeCheck {
    /// The PDF is opened in another way.
    Strict,
    /// The contents say so.
    Noted,
}

fn read_with_sizes(pdf: &[u8], limit: usize, sizes: SizeCheck) -> Result<PdfContents, EmbeddedCaseError> {
    let header = header(pdf).ok_or(EmbeddedCaseError::NotAPdf)?;
    let contents = |objects: &mut PdfObjects| {
        // The search for the case may take all of the budget.
        let contents = origin::contents(objects, Err(EmbeddedCaseError::NoneInside));
        let found = find_case(objects, limit, sizes)?;
        let FoundCase { has_wrong_size, is_searched_whole, .. } = found;
        let case = found.bytes.ok_or(EmbeddedCaseError::NoneInside)?;
        Ok(PdfContents { case: Ok(case), has_wrong_size, is_searched_whole, ..contents })
    };
    match read_recovering(pdf, header, contents) {
        Err(error @ (EmbeddedCaseError::NoneInside | EmbeddedCaseError::Several)) => {
            let read = read_recovering(pdf, header, |objects| Ok(origin::contents(objects, Err(error))))?;
            Ok(read.value)
        }
        Err(error) => Err(error),
        Ok(read) => {
            let others = read_otherwise(pdf, header, &read, contents)?;
            let contents = PdfContents { repaired: read.repaired, ..read.value };
            Ok(others.into_iter().fold(contents, with_other_reading))
        }
    }
}

/// The contents with what other programs read from the same file. Where they read no case, or can't read the file, none
/// speaks against this one.
fn with_other_reading(contents: PdfContents, other: OtherReading<PdfContents>) -> PdfContents {
    let (case, has_layers, is_searched_whole) = match other.value {
        Ok(other) if other.case == contents.case => {
            (contents.case, other.has_layers, other.is_searched_whole)
        }
        Ok(_) | Err(EmbeddedCaseError::Several | EmbeddedCaseError::WrongSize) => {
            (Err(EmbeddedCaseError::Several), false, true)
        }
        Err(_) => (contents.case, false, true),
    };
    PdfContents {
        case,
        has_layers: has_layers || contents.has_layers,
        is_searched_whole: is_searched_whole && contents.is_searched_whole,
        repaired: other.repaired.or(contents.repaired),
        ..contents
    }
}

/// Extracts the case file that is attached to a PDF. It may have at most `limit` bytes.
///
/// # Errors
/// The reason why there is no case.
pub fn embedded_case(pdf: &[u8], limit: usize) -> Result<Vec<u8>, EmbeddedCaseError> {
    let contents = read_contents(pdf, limit)?;
    if contents.has_wrong_size && contents.case.is_ok() {
        return Err(EmbeddedCaseError::WrongSize);
    }
    contents.case
}

fn header(start: &[u8]) -> Option<usize> {
    let start = &start[..start.len().min(HEADER_SEARCH_LEN)];
    start.windows(HEADER.len()).position(|bytes| bytes == HEADER)
}

/// What the search for the case has found.
#[derive(Default)]
struct FoundCase {
    bytes: Option<Vec<u8>>,
    has_wrong_size: bool,
    is_searched_whole: bool,
}

fn find_case(
    objects: &mut PdfObjects,
    limit: usize,
    sizes: SizeCheck,
) -> Result<FoundCase, EmbeddedCaseError> {
    let catalog = objects.catalog()?;
    let mut case = FoundCase::default();
    let mut streams = in_associated_files(objects, &catalog)?;
    streams.extend(in_name_tree(objects, &catalog)?);
    read_cases(objects, &streams, limit, sizes, &mut case)?;
    objects.renew_budget();
    // The pages come first: a long report has more other objects than pages.
    for search in [at_pages, in_all_objects] {
        let mut further = BTreeSet::new();
        let searched = search(objects, &catalog, &mut further);
        // What was found before the budget was spent counts too.
        let new = &further - &streams;
        streams.extend(further);
        match searched.and_then(|()| read_cases(objects, &new, limit, sizes, &mut case)) {
            Ok(()) => {}
            Err(EmbeddedCaseError::TooMuch) if case.bytes.is_some() => return Ok(case),
            Err(error) => return Err(error),
        }
    }
    case.is_searched_whole = true;
    Ok(case)
}

/// Reads the streams of cases. They must all be equal to `case`, if there is one.
fn read_cases(
    objects: &mut PdfObjects,
    streams: &BTreeSet<ObjectId>,
    limit: usize,
    sizes: SizeCheck,
    case: &mut FoundCase,
) -> Result<(), EmbeddedCaseError> {
    for stream in streams {
        let mut bytes = objects.stream(*stream, limit)?;
        match (cut_to_size(objects, *stream, &mut bytes), sizes) {
            (Err(EmbeddedCaseError::WrongSize), SizeCheck::Noted) => case.has_wrong_size = true,
            (cut, _) => cut?,
        }
        if case.bytes.as_ref().is_some_and(|case| *case != bytes) {
            return Err(EmbeddedCaseError::Several);
        }
        case.bytes = Some(bytes);
    }
    Ok(())
}

/// Compares the length of an attachment with the size it declares, to detect one that is truncated or was
/// not decoded. A line end that a program has added before the end of the stream is removed.
fn cut_to_size(
    objects: &mut PdfObjects,
    stream: ObjectId,
    content: &mut Vec<u8>,
) -> Result<(), EmbeddedCaseError> {
    let Object::Stream(stream) = objects.resolve(Object::Reference(stream))? else { return Ok(()) };
    let Object::Dictionary(parameters) = objects.entry(&stream.dict, b"Params")? else { return Ok(()) };
    let Object::Integer(size) = objects.entry(&parameters, b"Size")? else { return Ok(()) };
    let size = usize::try_from(size).map_err(|_| EmbeddedCaseError::WrongSize)?;
    let added = content.get(size..).ok_or(EmbeddedCaseError::WrongSize)?;
    if !matches!(added, b"" | b"\n" | b"\r" | b"\r\n") {
        return Err(EmbeddedCaseError::WrongSize);
    }
    content.truncate(size);
    Ok(())
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
                found.extend(case_streams(objects, &file)?);
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
                    found.extend(case_streams(objects, &file)?);
                }
            }
        }
    }
    Ok(found)
}

/// The keys of a file specification under which a name or a stream stands. All should name the same one; which of them
/// a program reads differs.
const FILE_KEYS: [&[u8]; 5] = [b"UF", b"F", b"Unix", b"Mac", b"DOS"];

/// The streams with the content of an attachment, if its name is that of a case, and those of its related files that
/// have such a name.
fn case_streams(objects: &mut PdfObjects, file: &Dictionary) -> Result<Vec<ObjectId>, EmbeddedCaseError> {
    let mut streams = related_cases(objects, file)?;
    let mut is_case = false;
    for key in FILE_KEYS {
        is_case |= objects.entry(file, key)?.as_str().is_ok_and(is_case_name);
    }
    // Without an embedded one, the file is outside of the PDF.
    if is_case && let Object::Dictionary(embedded) = objects.entry(file, b"EF")? {
        streams
            .extend(FILE_KEYS.iter().filter_map(|key| embedded.get(key).and_then(Object::as_reference).ok()));
        if streams.is_empty() {
            return Err(EmbeddedCaseError::Damaged);
        }
    }
    Ok(streams)
}

/// The related files of a file specification that have the name of a case: names and streams in turn.
fn related_cases(objects: &mut PdfObjects, file: &Dictionary) -> Result<Vec<ObjectId>, EmbeddedCaseError> {
    let mut streams = Vec::new();
    let Object::Dictionary(related) = objects.entry(file, b"RF")? else { return Ok(streams) };
    for key in FILE_KEYS {
        let Object::Array(files) = objects.entry(&related, key)? else { continue };
        for pair in files.chunks_exact(2) {
            if objects.resolve(pair[0].clone())?.as_str().is_ok_and(is_case_name) {
                streams.extend(pair[1].as_reference().ok());
            }
        }
    }
    Ok(streams)
}

/// Whether a text string of PDF is the name of a case. It may be in PDFDocEncoding, UTF-8 or UTF-16. Viewers show
/// every attachment, so that another file with the extension of a case claims to be one too.
fn is_case_name(text: &[u8]) -> bool {
    let name = match text {
        [0xEF, 0xBB, 0xBF, text @ ..] => String::from_utf8_lossy(text).into_owned(),
        [0xFE, 0xFF, text @ ..] => utf16(text, u16::from_be_bytes),
        [0xFF, 0xFE, text @ ..] => utf16(text, u16::from_le_bytes),
        text => String::from_utf8_lossy(text).into_owned(),
    };
    name.trim_end().to_ascii_lowercase().ends_with(EXTENSION)
}

/// The extension of a case file.
const EXTENSION: &str = ".wgscase";

fn utf16(text: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = text.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}
