//! The definitions that are compiled into the program.

use super::check::{DefinitionFile, check_files};
use super::model::CriteriaSet;
use super::problem::Problem;

include!(concat!(env!("OUT_DIR"), "/indications.rs"));

/// The files of `indications/`, as they were when the program was built.
pub fn embedded_files() -> Vec<DefinitionFile> {
    EMBEDDED.iter().map(|(name, text)| DefinitionFile::new(name, text)).collect()
}

/// The criteria set of the embedded files.
///
/// # Errors
/// All problems of the embedded files. A test ensures that there are none.
pub fn embedded() -> Result<CriteriaSet, Vec<Problem>> {
    check_files(&embedded_files())
}

#[cfg(test)]
mod tests {
    use super::embedded;

    #[test]
    fn the_embedded_files_have_no_fault() {
        if let Err(problems) = embedded() {
            panic!("{}", problems.iter().map(|problem| format!("\n{problem}")).collect::<String>());
        }
    }
}
