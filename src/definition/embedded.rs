//! The definitions that are compiled into the program.

use super::check::{DefinitionFile, KnownSets, check_set_files};
use super::ids::SetId;
use super::model::CriteriaSet;
use super::problem::Problem;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/indications.rs"));

/// The files of `indications/`, as they were when the program was built.
pub fn embedded_files() -> Vec<DefinitionFile> {
    definition_files(EMBEDDED)
}

/// The criteria set of the embedded files.
///
/// # Errors
/// All problems of the embedded files. A test ensures that there are none.
pub fn embedded() -> Result<CriteriaSet, Vec<Problem>> {
    check_set_files(&embedded_files(), &NamesOfEarlierSets)
}

/// Checks the files of a set: `set.ron`, `questions.ron`, `common.ron`, and one file per indication. The set
/// that it follows, if any, must be embedded.
///
/// # Errors
/// All problems found, sorted by file and place, without duplicates. For a file that `ron` can't read: one
/// problem, and one for each unknown field before it; the other files are still checked
/// as far as that is possible without it.
pub fn check_files(files: &[DefinitionFile]) -> Result<CriteriaSet, Vec<Problem>> {
    check_set_files(files, &EmbeddedSets)
}

/// An embedded set of an earlier reading, which cases may name. It is parsed the first time it is needed.
pub fn earlier_set(id: &str) -> Option<&'static CriteriaSet> {
    static SETS: OnceLock<Vec<OnceLock<Option<CriteriaSet>>>> = OnceLock::new();
    let at = EARLIER.iter().position(|(name, _)| *name == id)?;
    let sets = SETS.get_or_init(|| EARLIER.iter().map(|_| OnceLock::new()).collect());
    let read = || check_set_files(&definition_files(EARLIER[at].1), &NamesOfEarlierSets).ok();
    sets[at].get_or_init(read).as_ref()
}

fn definition_files(files: &[(&str, &str)]) -> Vec<DefinitionFile> {
    files.iter().map(|(name, text)| DefinitionFile::new(name, text)).collect()
}

/// The earlier sets, by name alone: to open a case of the newest set they need not be parsed.
struct NamesOfEarlierSets;

impl KnownSets for NamesOfEarlierSets {
    fn ids(&self) -> Vec<SetId> {
        EARLIER.iter().map(|(name, _)| SetId::from(*name)).collect()
    }

    fn set(&self, _: &SetId) -> Option<&CriteriaSet> {
        None
    }
}

/// All embedded sets.
struct EmbeddedSets;

impl EmbeddedSets {
    fn newest() -> Option<&'static CriteriaSet> {
        static NEWEST: OnceLock<Option<CriteriaSet>> = OnceLock::new();
        NEWEST.get_or_init(|| embedded().ok()).as_ref()
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
        let mut sets = vec![("indications", embedded_files())];
        sets.extend(EARLIER.iter().map(|(name, files)| (*name, definition_files(files))));
        for (name, files) in sets {
            if let Err(problems) = check_files(&files) {
                let problems: String = problems.iter().map(|problem| format!("\n{problem}")).collect();
                panic!("{name}:{problems}");
            }
        }
    }

    #[test]
    fn an_earlier_set_is_in_the_folder_of_its_id() {
        for (name, _) in EARLIER {
            assert_eq!(earlier_set(name).unwrap().id.as_str(), *name);
        }
        assert!(earlier_set("ngc-1999-01").is_none());
    }
}
