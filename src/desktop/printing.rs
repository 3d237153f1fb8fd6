//! Prints the report of a case. The system gets a temporary file in a folder for the user alone; the user need not save
//! one.

use super::handover;
use super::{HandoverError, PrintError};
use crate::case::Case;
use crate::definition::CriteriaSet;
use crate::files::{FileError, PrintFile, print_folders, remove_stale_prints};
use crate::pdf;
use crate::report::ReportSettings;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// The files that were given to the system and that it may still read. They are removed at the latest when this is
/// dropped.
#[derive(Clone, Default)]
pub struct PrintFiles(Arc<Mutex<Vec<PrintFile>>>);

impl PrintFiles {
    /// Removes what a crash left, and starts without files.
    pub fn clean_up() -> Self {
        print_folders().iter().for_each(|folder| remove_stale_prints(folder));
        PrintFiles::default()
    }

    /// Writes the report into a temporary file, and prints it. Blocks until the system has taken the file.
    pub fn print(&self, case: &Case, settings: ReportSettings, set: &CriteriaSet) -> Result<(), PrintError> {
        let failed = |error| PrintError::Export(FileError::Other(std::io::Error::other(error)));
        let export = pdf::export(set, case, settings).map_err(failed)?;
        let file = create(print_folders(), &export.bytes).map_err(PrintError::Export)?;
        handover::print(file.path()).map_err(PrintError::Handover)?;
        // Linux and macOS have taken the file. On Windows, a program of its own may still have to read it.
        if cfg!(windows) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        }
        Ok(())
    }

    /// Removes the files at the end of the program.
    pub fn remove(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Creates the file in the first of the folders that takes it.
fn create(folders: Vec<PathBuf>, bytes: &[u8]) -> Result<PrintFile, FileError> {
    let mut last = FileError::NoFolder;
    for folder in folders {
        match PrintFile::create(&folder, bytes) {
            Ok(file) => return Ok(file),
            Err(error) => last = error,
        }
    }
    Err(last)
}

impl From<HandoverError> for PrintError {
    fn from(error: HandoverError) -> Self {
        PrintError::Handover(error)
    }
}
