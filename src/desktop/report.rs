//! Exports the report of a case as a PDF, draws its pages for the preview, and reads the marks on paper.

use super::locked_file::FileEffects;
use super::{DrawnPage, ExportedReport, PaperError};
use crate::case::Case;
use crate::definition::CriteriaSet;
use crate::files::{self, FileError, Lock, LockError, Overwrite};
use crate::pdf::{self, PdfPages};
use crate::report::{Mark, ReportSettings};
use crate::verify::{PageReader, SCAN_LIMIT, is_picture, marks_on_paper};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

/// Writes the report of a case to the PDF file at `path`. An existing file is an error unless `replace` is set.
pub fn export_report(
    path: &Path,
    case: &Case,
    settings: ReportSettings,
    replace: bool,
    set: &CriteriaSet,
) -> Result<(ExportedReport, FileEffects), FileError> {
    let export =
        pdf::export(set, case, settings).map_err(|error| FileError::Other(std::io::Error::other(error)))?;
    let expected = if replace { Overwrite::Always } else { Overwrite::Never };
    // Only for the time of the write: a report is not changed later.
    let lock = match Lock::acquire(path) {
        Err(LockError::HeldElsewhere(_)) => return Err(FileError::InUse),
        lock => lock.ok(),
    };
    let written = files::write(path, &export.bytes, expected)?;
    drop(lock);
    let report = ExportedReport { id: export.id, replaced: export.replaced.into_iter().collect() };
    Ok((report, FileEffects { locked: Vec::new(), notes: written.notes }))
}

/// Draws a page of the PDF that [`export_report`] would write, so that the preview shows exactly that. `None`: the
/// page can't be drawn.
pub fn draw_page(
    case: &Case,
    settings: ReportSettings,
    page: usize,
    pixels_per_point: f32,
    set: &CriteriaSet,
) -> Option<DrawnPage> {
    let draw = || {
        let pages = PdfPages::parse(pdf::export(set, case, settings).ok()?.bytes)?;
        // The case may have been changed since the page was chosen, and have fewer pages now.
        let page = page.min(pages.count().checked_sub(1)?);
        let picture = pages.draw(page, pixels_per_point)?;
        Some(DrawnPage { picture, page, pages: pages.count() })
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
    marks_on_paper(&picture, &PageReader::in_own_process()).ok_or(PaperError::Unreadable)
}
