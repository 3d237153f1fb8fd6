//! The definitions that the program brings with it.

use super::check::{DefinitionFile, check_files};
use super::model::CriteriaSet;
use super::problem::Problem;

include!(concat!(env!("OUT_DIR"), "/indications.rs"));

/// The files of `indications/` as they were when the program was built.
pub fn embedded_files() -> Vec<DefinitionFile> {
    EMBEDDED.iter().map(|(name, text)| DefinitionFile::new(name, text)).collect()
}

/// The criteria set that the program brings with it.
///
/// # Errors
/// Every fault in the embedded files; a test keeps them without fault.
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
