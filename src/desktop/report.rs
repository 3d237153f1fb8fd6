//! Writes the report of a case, and draws its pages.

use super::{DrawnPage, Exported};
use crate::case::Case;
use crate::definition::CriteriaSet;
use crate::files::{self, FileError, Overwrite};
use crate::pdf::{self, PdfPages};
use crate::report::ReportSettings;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

/// Writes the report to a file.
pub fn export(
    path: &Path,
    case: &Case,
    settings: ReportSettings,
    replace: bool,
    set: &CriteriaSet,
) -> Result<Exported, FileError> {
    let export =
        pdf::export(set, case, settings).map_err(|error| FileError::Other(std::io::Error::other(error)))?;
    let expected = if replace { Overwrite::Always } else { Overwrite::Never };
    files::write(path, &export.bytes, expected)?;
    Ok(Exported { id: export.id, replaced: export.replaced.into_iter().collect() })
}

/// Draws a page of the very bytes that would be written; `None`: it can't be drawn.
pub fn draw(
    case: &Case,
    settings: ReportSettings,
    page: usize,
    pixels_per_point: f32,
    set: &CriteriaSet,
) -> Option<DrawnPage> {
    let drawn = || {
        let pages = PdfPages::parse(pdf::export(set, case, settings).ok()?.bytes)?;
        let page = page.min(pages.count().checked_sub(1)?);
        let picture = pages.draw(page, pixels_per_point)?;
        Some(DrawnPage { picture, page, pages: pages.count() })
    };
    // Only the picture would be lost: the report itself can still be saved.
    panic::catch_unwind(AssertUnwindSafe(drawn)).ok().flatten()
}
