//! Writes the report of a case.

use crate::case::Case;
use crate::definition::{CriteriaSet, Language};
use crate::files::{self, FileError};
use crate::pdf::export as export_pdf;
use crate::report::Settings;
use std::path::Path;

/// Writes the report, and gives the characters that had to be replaced.
pub fn export(
    path: &Path,
    case: &Case,
    language: Language,
    set: &CriteriaSet,
) -> Result<Vec<char>, FileError> {
    let settings = Settings::whole(language);
    let export =
        export_pdf(set, case, settings).map_err(|error| FileError::Other(std::io::Error::other(error)))?;
    files::replace(path, &export.bytes)?;
    Ok(export.replaced.into_iter().collect())
}
