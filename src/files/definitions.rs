//! Reads the definition files in folders.

use super::{FileError, read_text};
use crate::definition::DefinitionFile;
use crate::notation::shown_path;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// In bytes. The largest definition file has about 20,000.
const LIMIT: u64 = 1 << 20;

/// Why definition files could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DefinitionsError {
    /// A file or folder could not be read.
    #[error("{}: could not be read: {source}", shown_path(path))]
    NotRead {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: FileError,
    },
    /// The name does not end in `.ron`.
    #[error("{}: it is not an indication file, whose name ends in `.ron`; check the path", shown_path(path))]
    NotRon {
        /// The path of the definition file.
        path: PathBuf,
    },
    /// Two files have the same name, which a set can't have.
    #[error(
        "{}: {} has the same file name, which a set cannot have twice; leave one of them out",
        shown_path(path),
        shown_path(first)
    )]
    SameName {
        /// The file that comes second.
        path: PathBuf,
        /// The file that comes first.
        first: PathBuf,
    },
}

/// Reads the files in `paths` and the `.ron` files of the folders there. If there is no folder among
/// them, the files of `fallback` with other names are added: a single indication file can be checked
/// together with the shipped ones.
///
/// # Errors
/// A path can't be read, is no definition file, or has the name of another.
pub fn read_definitions(
    paths: &[PathBuf],
    fallback: Vec<DefinitionFile>,
) -> Result<Vec<DefinitionFile>, DefinitionsError> {
    let mut found = BTreeMap::new();
    let mut has_folder = false;
    for path in paths {
        if path.is_dir() {
            has_folder = true;
            let files = ron_files(path).map_err(|error| DefinitionsError::NotRead {
                path: path.clone(),
                source: FileError::from_io(error, path),
            })?;
            files.into_iter().try_for_each(|file| add(&mut found, file))?;
        } else if is_ron(path) {
            add(&mut found, path.clone())?;
        } else {
            return Err(DefinitionsError::NotRon { path: path.clone() });
        }
    }
    let mut files = Vec::new();
    for (name, path) in &found {
        let text = read_text(path, LIMIT)
            .map_err(|source| DefinitionsError::NotRead { path: path.clone(), source })?;
        files.push(DefinitionFile { name: name.clone(), display_path: shown_path(path), text });
    }
    if !has_folder {
        files.extend(fallback.into_iter().filter(|file| !found.contains_key(&file.name)));
    }
    Ok(files)
}

fn add(found: &mut BTreeMap<String, PathBuf>, path: PathBuf) -> Result<(), DefinitionsError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    match found.get(&name) {
        Some(first) => Err(DefinitionsError::SameName { path, first: first.clone() }),
        None => {
            found.insert(name, path);
            Ok(())
        }
    }
}

fn ron_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if is_ron(&path) && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn is_ron(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ron")
}
