//! Finds the definition files that a path means.

use super::{FileError, read_text};
use crate::definition::DefinitionFile;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A definition file is at most this large; a real one is 0.02 MiB.
const LIMIT: u64 = 4 << 20;

/// The `.ron` files of the folders and files in `paths`. Files that a set needs and that are not
/// among them are taken from `fallback`: one indication file can be checked by itself.
///
/// # Errors
/// The path that could not be read, with the reason.
pub fn read_definitions(
    paths: &[PathBuf],
    fallback: Vec<DefinitionFile>,
) -> Result<Vec<DefinitionFile>, (PathBuf, FileError)> {
    let mut found = BTreeMap::new();
    let mut whole_folder = false;
    for path in paths {
        if path.is_dir() {
            whole_folder = true;
            for file in ron_files(path).map_err(|error| (path.clone(), FileError::of(error, path)))? {
                read_into(&mut found, &file)?;
            }
        } else {
            read_into(&mut found, path)?;
        }
    }
    if !whole_folder {
        for file in fallback {
            found.entry(file.name).or_insert(file.text);
        }
    }
    Ok(found.into_iter().map(|(name, text)| DefinitionFile { name, text }).collect())
}

fn ron_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ron") && path.is_file() {
            files.push(path);
        }
    }
    Ok(files)
}

fn read_into(found: &mut BTreeMap<String, String>, path: &Path) -> Result<(), (PathBuf, FileError)> {
    let text = read_text(path, LIMIT).map_err(|error| (path.to_owned(), error))?;
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    found.insert(name, text);
    Ok(())
}
