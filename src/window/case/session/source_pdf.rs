//! The PDF that a case was taken out of.

use super::Session;
use crate::report::ReportSettings;
use std::path::{Path, PathBuf};

/// The PDF that a case was taken out of. Until the case is saved, it may be the only file that holds the case.
pub struct SourcePdf {
    path: PathBuf,
    is_read_whole: bool,
}

impl SourcePdf {
    /// The PDF at `path`. `is_read_whole`: whether all of the case in it could be read.
    pub fn new(path: PathBuf, is_read_whole: bool) -> Self {
        SourcePdf { path, is_read_whole }
    }

    /// Whether a report made so holds all that the PDF holds of the case.
    fn is_held_by(&self, settings: ReportSettings) -> bool {
        self.is_read_whole && settings.with_case && settings.with_identity
    }
}

impl Session {
    /// The file that a report made so must not replace, because the case would be lost; `None`: there is none.
    pub fn file_to_keep(&self, settings: ReportSettings) -> Option<&Path> {
        let source = self.taken_out_of.as_ref().filter(|source| !source.is_held_by(settings));
        let source = source.map(|source| source.path.as_path());
        self.locked_path().or(self.copy_of()).or(source)
    }
}
