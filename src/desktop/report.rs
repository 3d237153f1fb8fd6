//! Exports the report of a case as a PDF, draws its pages for the preview, and reads the marks on paper.

use super::locked_file::{FileEffects, kept_versions};
use super::{DrawnPages, ExportedReport, PaperError};
use crate::case::Case;
use crate::definition::CriteriaSet;
use crate::files::{self, FileError, FileNote, FilePlace, Lock, LockError, Overwrite};
use crate::pdf::{self, PdfPages};
use crate::report::{Mark, ReportSettings};
use crate::verify::{DrawingError, PageReader, SCAN_LIMIT, is_picture, marks_on_paper};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

/// Writes the report of a case to the PDF file at `path`. `expected`: what may be there.
pub fn export_report(
    path: &Path,
    case: &Case,
    settings: ReportSettings,
    expected: Overwrite,
    set: &CriteriaSet,
) -> Result<(ExportedReport, FileEffects), FileError> {
    let export =
        pdf::export(set, case, settings).map_err(|error| FileError::Other(std::io::Error::other(error)))?;
    // Only for the time of the write: a report is not changed later.
    let lock = match Lock::acquire(path) {
        Err(LockError::HeldElsewhere(_)) => return Err(FileError::InUse),
        lock => lock.ok(),
    };
    let mut notes: Vec<FileNote> = lock.iter().flat_map(kept_versions).collect();
    let mut written = files::write(path, &export.bytes, expected)?;
    notes.append(&mut written.notes);
    drop(lock);
    let report = ExportedReport {
        id: export.id,
        fingerprint: written.fingerprint,
        place: FilePlace::of(path),
        replaced: export.replaced.into_iter().collect(),
    };
    Ok((report, FileEffects { locked: Vec::new(), notes }))
}

/// Draws pages of the PDF that [`export_report`] would write, so that the preview shows exactly that. `None`: they
/// can't be drawn.
pub fn draw_pages(
    case: &Case,
    settings: ReportSettings,
    wanted: &[usize],
    width: u32,
    set: &CriteriaSet,
) -> Option<DrawnPages> {
    let draw = || {
        let pages = PdfPages::parse(pdf::export(set, case, settings).ok()?.bytes)?;
        let count = pages.count();
        // The case may have been changed since the pages were chosen, and have fewer now.
        let wanted = wanted.iter().filter(|page| **page < count);
        let pictures = wanted.map(|page| Some((*page, pages.draw_to_width(*page, width)?)));
        Some(DrawnPages { pictures: pictures.collect::<Option<_>>()?, count })
    };
    // A panic while drawing must not look like a failed job: the report itself can still be exported.
    panic::catch_unwind(AssertUnwindSafe(draw)).ok().flatten()
}

/// The marks on a scan or photo of a printed report.
pub fn read_paper(path: &Path) -> Result<Vec<Mark>, PaperError> {
    let picture = files::read_bytes(path, SCAN_LIMIT).map_err(PaperError::File)?;
    if !is_picture(&picture) {
        return Err(PaperError::NotAPicture);
    }
    marks_on_paper(&picture, &PageReader::in_own_process()).map_err(|error| match error {
        DrawingError::Damaged => PaperError::Unreadable,
        DrawingError::BeyondLimits => PaperError::TooMuchWork,
        DrawingError::NotStarted => PaperError::NotSearched,
    })
}
