//! What is in a folder, for the unit tests of modules that write and remove files.

use std::fs;
use std::path::Path;

/// The names of all files and folders in a folder, hidden ones included, in alphabetical order.
pub fn file_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
