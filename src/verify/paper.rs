//! Which file a scan was printed from.

use super::drawing::{DrawingError, PageReader};
use crate::case::{self, Case};
use crate::definition::CriteriaSet;
use crate::files::CASE_LIMIT;
use crate::pdf;
use crate::report::{CaseHash, Mark};

/// The most bytes of a scan. One of 40 megapixels in three colors has 120 MB without compression.
pub(crate) const SCAN_LIMIT: u64 = 128 << 20;

/// Whether a file is a picture that a scan may be, judged by its first bytes: PNG or JPEG.
pub(crate) fn is_picture(start: &[u8]) -> bool {
    start.starts_with(b"\x89PNG\r\n\x1a\n") || start.starts_with(&[0xFF, 0xD8, 0xFF])
}

/// The marks on a scan or photo.
///
/// # Errors
/// The picture was not searched to the end.
pub(crate) fn marks_on_paper(picture: &[u8], reader: &PageReader) -> Result<Vec<Mark>, DrawingError> {
    Ok(reader.read_picture(picture)?.iter().filter_map(|code| Mark::parse(code)).collect())
}

/// Whether paper with these marks was printed from this PDF: both are the same report, and the case inside is the
/// one that it was made of.
pub(crate) fn was_printed_from_pdf(marks: &[Mark], pdf: &[u8], reader: &PageReader) -> bool {
    let Ok(contents) = pdf::read_contents(pdf, CASE_LIMIT as usize) else { return false };
    let is_of_case_inside = |mark: &Mark| match &contents.case {
        Ok(case) => !contents.has_wrong_size && mark.is_of_case(CaseHash::of(case)) != Some(false),
        Err(pdf::EmbeddedCaseError::NoneInside) => true,
        Err(_) => false,
    };
    let in_metadata = contents.provenance.as_ref().map(|found| &found.mark);
    // Metadata that another program dropped says nothing; the page does.
    let is_in_metadata = |mark: &&Mark| in_metadata.is_none_or(|found| found == *mark);
    let marks: Vec<&Mark> =
        marks.iter().filter(|mark| is_of_case_inside(mark)).filter(is_in_metadata).collect();
    if marks.is_empty() || (in_metadata.is_none() && contents.case.is_err()) {
        return false;
    }
    // The metadata may be of another report than the pages.
    let seen = reader.read_pages(pdf, None, contents.repaired.as_deref()).unwrap_or_default();
    let on_page: Vec<Mark> = seen.codes.iter().filter_map(|code| Mark::parse(code)).collect();
    match (on_page.is_empty(), in_metadata) {
        (true, in_metadata) => in_metadata.is_some(),
        (false, Some(mark)) => on_page.iter().all(|seen| seen == mark),
        (false, None) => on_page.iter().any(|seen| marks.contains(&seen)),
    }
}

/// Whether paper with these marks was printed from the case with this text.
pub(crate) fn was_printed_from_case(marks: &[Mark], text: &str, set: &CriteriaSet) -> bool {
    let hash = CaseHash::of(text.as_bytes());
    // Paper without identity was made of the case without it.
    let read: Option<Case> = case::read(text, set).ok().map(|reading| reading.case);
    let is_of = |mark: &Mark| {
        mark.is_of_case(hash) == Some(true) || read.as_ref().is_some_and(|case| mark.is_of(case))
    };
    marks.iter().any(is_of)
}
