//! Finds the documents in a file that holds several PDFs one after another. Programs differ in which of them they show.

use super::budget::ReadBudget;
use super::rebuild::ScannedPdf;
use super::{END, EmbeddedCaseError, HEADER};

/// The most documents of a file that are told apart.
const MAX_DOCUMENTS: usize = 8;

/// The documents in a file, each from its header on; one where the file is an ordinary PDF.
///
/// # Errors
/// They are too many, or the file can't be searched for them within the budget: a second case may be in it.
pub(super) fn documents(pdf: &[u8]) -> Result<Vec<&[u8]>, EmbeddedCaseError> {
    if !may_be_joined(pdf) {
        return Ok(vec![pdf]);
    }
    let scanned = ScannedPdf::scan(pdf, &mut ReadBudget::new())?;
    // An update of a document has no header, and what is in a stream was not looked at.
    let mut starts = vec![0];
    for (at, header) in scanned.later_headers.iter().enumerate() {
        let next = scanned.later_headers.get(at + 1).copied().unwrap_or(pdf.len());
        if scanned.has_object_in(*header..next) {
            starts.push(*header);
        }
        if starts.len() > MAX_DOCUMENTS {
            return Err(EmbeddedCaseError::Several);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([pdf.len()]);
    Ok(starts.iter().zip(ends).map(|(at, end)| &pdf[*at..end]).collect())
}

/// Whether a header stands behind the end of a document. It may belong to a file inside of this one.
fn may_be_joined(pdf: &[u8]) -> bool {
    let find = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).position(|found| found == word);
    find(pdf, END).is_some_and(|end| find(&pdf[end..], HEADER).is_some())
}
