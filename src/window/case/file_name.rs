//! The name of the case's file, where it may be shown.

use super::CaseView;
use crate::case::file_name_tells_nothing;
use crate::notation::shown_name;
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// The name that was shown last, and what it was found from. Each layout asks for it, and comparing it with the patient
/// takes a good part of a layout.
#[derive(Default)]
pub(super) struct FileNameMemory(RefCell<Option<(u64, PathBuf, Option<String>)>>);

impl FileNameMemory {
    /// The name for a revision of the case in a file: as it was found before, or by `find`.
    fn name(&self, revision: u64, path: &Path, find: impl FnOnce() -> Option<String>) -> Option<String> {
        let mut memory = self.0.borrow_mut();
        match &*memory {
            Some((known, of, name)) if *known == revision && of == path => name.clone(),
            _ => {
                let name = find();
                *memory = Some((revision, path.to_owned(), name.clone()));
                name
            }
        }
    }

    /// Whether there is nothing in it.
    #[cfg(test)]
    pub(super) fn is_blank(&self) -> bool {
        self.0.borrow().is_none()
    }
}

impl CaseView {
    /// The name of the file of the case, for the title of the window and the bar; `None`: there is no file, or its name
    /// may tell who the patient is.
    pub fn shown_file_name(&self) -> Option<String> {
        let path = self.session().path()?;
        self.file_name.name(self.session().revision(), path, || {
            let name = path.file_name()?.to_string_lossy();
            file_name_tells_nothing(&name, self.session().case()).then(|| shown_name(&name))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_at_once_for_each_revision_and_path() {
        let memory = FileNameMemory::default();
        let mut looks = 0;
        let steps = [(1, "/t/a", 1), (1, "/t/a", 1), (2, "/t/a", 2), (2, "/t/b", 3), (2, "/t/b", 3)];
        for (revision, path, expected) in steps {
            let found = memory.name(revision, Path::new(path), || {
                looks += 1;
                Some(format!("{revision}{path}"))
            });
            assert_eq!((found, looks), (Some(format!("{revision}{path}")), expected));
        }
    }
}
