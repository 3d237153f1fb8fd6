//! Requests about the list of recent files.

use std::path::PathBuf;

/// A request about the list of recent files, which is in the folder of the settings.
#[derive(Debug)]
pub enum RecentRequest {
    /// Put a file at the head of the list.
    Note {
        /// The folder of the settings.
        folder: PathBuf,
        /// The file that was opened or saved.
        path: PathBuf,
    },
    /// Remove files from the list.
    Forget {
        /// The folder of the settings.
        folder: PathBuf,
        /// The files that are to go. They stay where they are.
        paths: Vec<PathBuf>,
    },
    /// Delete the list in this folder.
    Delete(PathBuf),
    /// Find out which of these files are missing.
    FindMissing(Vec<PathBuf>),
}
