//! Prints the report of a case. The system gets a temporary file in a folder for the user alone; the user need not save
//! one.

use super::PrintError;
use super::handover;
use crate::case::Case;
use crate::definition::CriteriaSet;
use crate::files::{FileError, PrintFile, print_folders, remove_stale_prints};
use crate::pdf;
use crate::report::ReportSettings;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The files that were given to the system and that it may still read; `None`: the program ends, and prints nothing any
/// more. They are removed at the latest when this is dropped.
#[derive(Clone)]
pub struct PrintFiles(Arc<Mutex<Option<Vec<PrintFile>>>>);

impl PrintFiles {
    /// Removes what a crash left, and starts without files.
    pub fn clean_up() -> Self {
        print_folders().iter().for_each(|folder| remove_stale_prints(folder));
        PrintFiles::without_files()
    }

    fn without_files() -> Self {
        PrintFiles(Arc::new(Mutex::new(Some(Vec::new()))))
    }

    /// Writes the report into a temporary file, and prints it. Blocks until the system has taken the file.
    pub fn print(&self, case: &Case, settings: ReportSettings, set: &CriteriaSet) -> Result<(), PrintError> {
        let failed = |error| PrintError::Export(FileError::Other(std::io::Error::other(error)));
        let export = pdf::export(set, case, settings).map_err(failed)?;
        let file = create(print_folders(), &export.bytes).map_err(PrintError::Export)?;
        self.hand_over(file, handover::print)
    }

    /// Keeps the file while it is handed over, so that it is removed too if the program ends meanwhile.
    fn hand_over<E>(&self, file: PrintFile, print: impl FnOnce(&Path) -> Result<(), E>) -> Result<(), E> {
        let path = file.path().to_owned();
        match &mut *self.files() {
            Some(files) => files.push(file),
            None => return Ok(()),
        }
        let printed = print(&path);
        // Linux and macOS have taken the file. On Windows, a program of its own may still have to read it.
        if printed.is_err() || cfg!(not(windows)) {
            self.files().iter_mut().for_each(|files| files.retain(|file| file.path() != path));
        }
        printed
    }

    /// Removes the files at the end of the program. Nothing is printed after that.
    pub fn remove(&self) {
        self.files().take();
    }

    fn files(&self) -> MutexGuard<'_, Option<Vec<PrintFile>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_removed_when_the_program_ends_while_it_is_handed_over() {
        let folder = tempfile::tempdir().unwrap();
        let files = PrintFiles::without_files();
        let file = create(vec![folder.path().to_owned()], b"%PDF").unwrap();
        let at_the_end = files.clone();
        let printed: Result<(), ()> = files.hand_over(file, |path| {
            assert!(path.exists());
            at_the_end.remove();
            assert!(!path.exists());
            Ok(())
        });
        assert_eq!(printed, Ok(()));
        // A report that is finished only then is not printed, and is removed too.
        let file = create(vec![folder.path().to_owned()], b"%PDF").unwrap();
        let path = file.path().to_owned();
        let printed: Result<(), ()> = files.hand_over(file, |_| panic!("the program has ended"));
        assert!(printed.is_ok() && !path.exists());
    }

    #[test]
    fn a_file_that_was_not_printed_is_removed_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = PrintFiles::without_files();
        let file = create(vec![folder.path().to_owned()], b"%PDF").unwrap();
        let path = file.path().to_owned();
        assert_eq!(files.hand_over(file, |_| Err("no printer")), Err("no printer"));
        assert!(!path.exists());
    }
}
