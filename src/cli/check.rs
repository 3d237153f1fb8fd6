//! `check`: are indication files well made?

use super::call::Ending;
use super::output::{print, tell};
use crate::definition::{check_files, embedded_files};
use crate::files::{self, DefinitionsError};
use std::path::PathBuf;

pub fn run(paths: &[PathBuf]) -> Ending {
    let files = if paths.is_empty() {
        embedded_files()
    } else {
        match files::read_definitions(paths, embedded_files()) {
            Ok(files) => files,
            Err(error) => {
                tell(&error);
                return match error {
                    DefinitionsError::NotRead { .. } => Ending::InputAtFault,
                    DefinitionsError::NotRon { .. } | DefinitionsError::SameName { .. } => {
                        Ending::CallAtFault
                    }
                };
            }
        }
    };
    match check_files(&files) {
        Ok(set) => {
            let requirements: usize =
                set.indications.iter().map(|indication| indication.requirements().count()).sum();
            let printed = print(format_args!(
                "{}: {} indications, {} requirements, {} questions, no problems; SHA-256 {}\n",
                set.id,
                set.indications.len(),
                requirements,
                set.questions.len(),
                set.hash
            ));
            printed.err().unwrap_or(Ending::Done)
        }
        Err(problems) => {
            for problem in &problems {
                tell(problem);
            }
            tell(format_args!("{} problem(s)", problems.len()));
            Ending::InputAtFault
        }
    }
}
