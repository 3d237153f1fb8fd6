//! The definitions that are compiled into the program.

use super::check::{DefinitionFile, KnownSets, check_set_files, check_without_places, hash};
use super::ids::SetId;
use super::model::CriteriaSet;
use super::problem::Problem;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/indications.rs"));

/// A set as the build script embeds it.
struct EmbeddedSet {
    /// The id of an earlier set; empty for the newest one.
    folder: &'static str,
    /// What [`hash`] gives for its files: they never change, and to take it again takes longer than to parse them.
    hash: &'static str,
    /// Names and contents.
    files: &'static [(&'static str, &'static str)],
    /// The same without comments and blanks, a third of the text. The values are the same.
    compact: &'static [(&'static str, &'static str)],
}

impl EmbeddedSet {
    fn files(&self) -> Vec<DefinitionFile> {
        Self::to_files(self.files)
    }

    fn to_files(files: &[(&str, &str)]) -> Vec<DefinitionFile> {
        files.iter().map(|(name, text)| DefinitionFile::new(name, text)).collect()
    }

    fn check(&self) -> Result<CriteriaSet, Vec<Problem>> {
        let compact = check_without_places(&Self::to_files(self.compact), self.hash, &NamesOfEarlierSets);
        // Problems name places in the files as they are.
        compact.or_else(|_| check_set_files(&self.files(), self.hash, &NamesOfEarlierSets))
    }
}

/// The files of `indications/`, as they were when the program was built.
pub fn embedded_files() -> Vec<DefinitionFile> {
    NEWEST.files()
}

/// The criteria set of the embedded files.
///
/// # Errors
/// All problems of the embedded files. A test ensures that there are none.
pub fn embedded() -> Result<CriteriaSet, Vec<Problem>> {
    NEWEST.check()
}

/// Checks the files of a set: `set.ron`, `questions.ron`, `common.ron`, and one file per indication. The set
/// that it follows, if any, must be embedded.
///
/// # Errors
/// All problems found, sorted by file and place, without duplicates. For a file that `ron` can't read: one
/// problem, and one for each unknown field before it; the other files are still checked
/// as far as that is possible without it.
pub fn check_files(files: &[DefinitionFile]) -> Result<CriteriaSet, Vec<Problem>> {
    let hash = hash(files.iter().map(|file| (&*file.name, &*file.text)));
    check_set_files(files, &hash, &EmbeddedSets)
}

/// An embedded set of an earlier reading, which cases may name. It is parsed the first time it is needed.
pub fn earlier_set(id: &str) -> Option<&'static CriteriaSet> {
    static SETS: OnceLock<Vec<OnceLock<Option<CriteriaSet>>>> = OnceLock::new();
    let at = EARLIER.iter().position(|set| set.folder == id)?;
    let sets = SETS.get_or_init(|| EARLIER.iter().map(|_| OnceLock::new()).collect());
    sets[at].get_or_init(|| EARLIER[at].check().ok()).as_ref()
}

/// The earlier sets, by name alone: to open a case of the newest set they need not be parsed.
struct NamesOfEarlierSets;

impl KnownSets for NamesOfEarlierSets {
    fn ids(&self) -> Vec<SetId> {
        EARLIER.iter().map(|set| SetId::from(set.folder)).collect()
    }

    fn set(&self, _: &SetId) -> Option<&CriteriaSet> {
        None
    }
}

/// All embedded sets.
struct EmbeddedSets;

impl EmbeddedSets {
    fn newest() -> Option<&'static CriteriaSet> {
        static CHECKED: OnceLock<Option<CriteriaSet>> = OnceLock::new();
        CHECKED.get_or_init(|| embedded().ok()).as_ref()
    }
}

impl KnownSets for EmbeddedSets {
    fn ids(&self) -> Vec<SetId> {
        NamesOfEarlierSets.ids().into_iter().chain(Self::newest().map(|set| set.id.clone())).collect()
    }

    fn set(&self, id: &SetId) -> Option<&CriteriaSet> {
        earlier_set(id.as_str()).or_else(|| Self::newest().filter(|set| set.id == *id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_have_no_problem() {
        for set in EARLIER.iter().chain([&NEWEST]) {
            match check_files(&set.files()) {
                Ok(checked) => assert_eq!(checked.hash, set.hash, "{:?}", set.folder),
                Err(problems) => {
                    let problems: String = problems.iter().map(|problem| format!("\n{problem}")).collect();
                    panic!("{:?}:{problems}", set.folder);
                }
            }
        }
    }

    #[test]
    fn the_compact_files_are_the_same_set() {
        for set in EARLIER.iter().chain([&NEWEST]) {
            let compact = EmbeddedSet::to_files(set.compact);
            let length = |files: &[DefinitionFile]| files.iter().map(|file| file.text.len()).sum::<usize>();
            assert!(length(&compact) * 4 < length(&set.files()) * 3, "{:?} is not compact", set.folder);
            let compact = check_without_places(&compact, set.hash, &NamesOfEarlierSets);
            assert_eq!(compact.unwrap(), check_files(&set.files()).unwrap(), "{:?}", set.folder);
        }
    }

    #[test]
    fn an_earlier_set_is_in_the_folder_of_its_id() {
        for EmbeddedSet { folder, .. } in EARLIER {
            assert_eq!(earlier_set(folder).unwrap().id.as_str(), *folder);
        }
        assert!(earlier_set("ngc-1999-01").is_none());
    }
}
