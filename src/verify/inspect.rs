//! Whether a PDF that comes back is as it was exported.

use super::drawing::{DrawingError, PageReader, PagesRead};
use super::{Contradiction, NotCheckedReason, PdfStatus};
use crate::case::{self, Reading, criteria_set_in};
use crate::definition::CriteriaSet;
use crate::files::CASE_LIMIT;
use crate::pdf::{self, EmbeddedCaseError, PdfContents};
use crate::report::{CaseHash, Mark, PageOrigin, Provenance};
use std::collections::BTreeSet;

/// Compares the case inside a PDF with the marks on the pages, the metadata and, where this program makes the same
/// pages, with the pages. Absent metadata contradicts nothing, because other programs drop it; but without it, the
/// pages can't be compared.
///
/// # Errors
/// The PDF can't be read, so that it is not known whether a case is inside.
pub fn verify_pdf(
    pdf: &[u8],
    reader: &PageReader,
    set: &CriteriaSet,
) -> Result<PdfStatus, EmbeddedCaseError> {
    let contents = pdf::read_contents(pdf, CASE_LIMIT as usize)?;
    let case = match &contents.case {
        Ok(case) => case,
        Err(EmbeddedCaseError::NoneInside) => return Ok(PdfStatus::NoCase),
        Err(EmbeddedCaseError::Several) => return Ok(PdfStatus::Changed(vec![Contradiction::Attachments])),
        Err(error) => return Err(*error),
    };
    let expected = expected_pages(&contents, case, set);
    match reader.read_pages(pdf, expected.as_deref(), contents.repaired.as_deref()) {
        Ok(seen) => {
            // Pages that are as expected have no other mark.
            let further =
                if seen.pages_agree.is_some() { Ok(Vec::new()) } else { reader.read_further_pages(pdf) };
            Ok(compared(&contents, case, &seen, further, set))
        }
        // A file that can't be drawn within the limits has no readable mark.
        Err(DrawingError::Damaged | DrawingError::BeyondLimits) => {
            Ok(compared(&contents, case, &PagesRead::default(), Ok(Vec::new()), set))
        }
        Err(DrawingError::NotStarted) => {
            let found = contradictions(&contents, case, &[]);
            let not_drawn = PdfStatus::NotChecked(NotCheckedReason::NotDrawn);
            Ok(if found.is_empty() { not_drawn } else { changed(found) })
        }
    }
}

/// The report that this program makes of the case, if it makes the same pages as the program that wrote the PDF.
fn expected_pages(contents: &PdfContents, case: &[u8], set: &CriteriaSet) -> Option<Vec<u8>> {
    let provenance = contents.provenance.as_ref()?;
    // Whoever replaces the case may leave its size as it was.
    if contents.has_wrong_size {
        return None;
    }
    let PageOrigin { program, settings } = provenance.pages.as_ref()?;
    if !provenance.has_this_layout() || !provenance.mark.is_of_set(set) {
        return None;
    }
    let text = std::str::from_utf8(case).ok()?;
    let Reading { case, faults, migration: None, .. } = case::read(text, set).ok()? else { return None };
    // A case that is not written back as it is gives another mark, which is seen without drawing.
    let is_whole = faults.is_empty() && case::write(&case) == text;
    is_whole.then(|| pdf::export_as(set, &case, *settings, program).ok()).flatten().map(|export| export.bytes)
}

fn changed(found: BTreeSet<Contradiction>) -> PdfStatus {
    PdfStatus::Changed(found.into_iter().collect())
}

/// The status by what was read off page 1, and by the codes on the `further` pages where those were not compared.
fn compared(
    contents: &PdfContents,
    case: &[u8],
    seen: &PagesRead,
    further: Result<Vec<String>, DrawingError>,
    set: &CriteriaSet,
) -> PdfStatus {
    let marks_in = |codes: &[String]| codes.iter().filter_map(|code| Mark::parse(code)).collect();
    let on_first: Vec<Mark> = marks_in(&seen.codes);
    let on_further: Vec<Mark> = further.as_deref().map(marks_in).unwrap_or_default();
    let marks = if on_first.is_empty() { &on_further } else { &on_first };
    let mut found = contradictions(contents, case, marks);
    if contents.provenance.is_none() && marks.is_empty() && found.is_empty() {
        return PdfStatus::NoMark;
    }
    if contents.provenance.is_some() && on_first.is_empty() {
        found.insert(Contradiction::MarkUnreadable);
    }
    if on_further.iter().any(|further| on_first.iter().chain(&on_further).any(|mark| mark != further)) {
        found.insert(Contradiction::SeveralReports);
    }
    // No page of this layout has a layer.
    let has_this_layout = contents.provenance.as_ref().is_some_and(Provenance::has_this_layout);
    if seen.pages_agree == Some(false) || (has_this_layout && contents.has_layers) {
        found.insert(Contradiction::OtherPages);
    }
    match seen.pages_agree {
        _ if !found.is_empty() => changed(found),
        Some(_) => PdfStatus::Unchanged,
        None => match further {
            // Some were not looked at, for want of time or because they can't be drawn.
            Err(_) => PdfStatus::NotChecked(NotCheckedReason::NotDrawn),
            Ok(_) if is_of_another_version(contents, set) => PdfStatus::CaseUnchanged,
            Ok(_) => PdfStatus::NotChecked(NotCheckedReason::NotComparable),
        },
    }
}

/// Whether the metadata says that a version of the program wrote the PDF which makes other pages.
fn is_of_another_version(contents: &PdfContents, set: &CriteriaSet) -> bool {
    contents.provenance.as_ref().is_some_and(|provenance| {
        let has_another_layout = provenance.layout.is_some() && !provenance.has_this_layout();
        has_another_layout || !provenance.mark.is_of_set(set)
    })
}

/// What contradicts itself in case, metadata and the marks on the pages.
fn contradictions(contents: &PdfContents, case: &[u8], on_pages: &[Mark]) -> BTreeSet<Contradiction> {
    let in_metadata = contents.provenance.as_ref().map(|provenance| &provenance.mark);
    let mut found = BTreeSet::new();
    if !contents.is_searched_whole {
        found.insert(Contradiction::TooMuch);
    }
    if contents.has_wrong_size {
        found.insert(Contradiction::OtherCase);
    }
    // The id of the document is compared only beside metadata of ours: programs that drop the one renew the other.
    let of_document = contents.provenance.iter().flat_map(|provenance| [provenance.document, contents.id]);
    let marks = on_pages.iter().chain(in_metadata).map(|mark| mark.id);
    let ids: BTreeSet<[u8; 16]> = marks.chain(of_document.flatten()).map(|id| *id.bytes()).collect();
    if ids.len() > 1 {
        found.insert(Contradiction::OtherReport);
    }
    let hash = CaseHash::of(case);
    let of_case = std::str::from_utf8(case).ok().and_then(criteria_set_in);
    for mark in on_pages.iter().chain(in_metadata) {
        if mark.is_of_case(hash) == Some(false) {
            found.insert(Contradiction::OtherCase);
        }
        if of_case.as_ref().is_some_and(|(id, hash)| !mark.names_set(id, hash)) {
            found.insert(Contradiction::OtherSet);
        }
    }
    if in_metadata.is_some_and(|mark| on_pages.iter().any(|seen| seen != mark)) && found.is_empty() {
        found.insert(Contradiction::OtherReport);
    }
    found
}
