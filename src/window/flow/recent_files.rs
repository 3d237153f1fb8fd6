//! The list of the cases that were opened or saved last, as the window knows it.

use crate::files::RecentFile;
use std::path::{Path, PathBuf};

/// The files on the list, and which of them are missing.
#[derive(Default)]
pub struct RecentFiles {
    files: Vec<RecentFile>,
    missing: Vec<PathBuf>,
}

impl RecentFiles {
    /// The list with these files, the newest first. Whether one is missing is found out when the list is shown.
    pub fn new(files: Vec<RecentFile>) -> Self {
        RecentFiles { files, missing: Vec::new() }
    }

    /// The files, the newest first.
    pub fn files(&self) -> &[RecentFile] {
        &self.files
    }

    /// The paths of the files, the newest first.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.files.iter().map(|file| file.path.clone()).collect()
    }

    /// Whether a file was missing when the list was shown last.
    pub fn is_missing(&self, path: &Path) -> bool {
        self.missing.iter().any(|missing| missing == path)
    }

    /// Takes over the list as it was written.
    pub fn set_files(&mut self, files: Vec<RecentFile>) {
        self.files = files;
    }

    /// Notes which files are missing.
    pub fn set_missing(&mut self, missing: Vec<PathBuf>) {
        self.missing = missing;
    }
}
