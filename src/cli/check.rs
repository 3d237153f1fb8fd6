//! `check`: reports problems in indication files.

use super::exit_status::ExitStatus;
use super::output::{print_error, print_result};
use crate::definition::{check_files, embedded_files};
use crate::files::{self, DefinitionsError};
use std::path::PathBuf;

pub fn run(paths: &[PathBuf]) -> ExitStatus {
    let files = if paths.is_empty() {
        embedded_files()
    } else {
        match files::read_definitions(paths, embedded_files()) {
            Ok(files) => files,
            Err(error) => {
                print_error(&error);
                return match error {
                    DefinitionsError::NotRead { .. } => ExitStatus::Failure,
                    DefinitionsError::NotRon { .. } | DefinitionsError::SameName { .. } => {
                        ExitStatus::UsageError
                    }
                };
            }
        }
    };
    match check_files(&files) {
        Ok(set) => {
            let requirements: usize =
                set.indications.iter().map(|indication| indication.requirements().count()).sum();
            let printed = print_result(format_args!(
                "{}: {} indications, {} requirements, {} questions, no problems; SHA-256 {}\n",
                set.id,
                set.indications.len(),
                requirements,
                set.questions.len(),
                set.hash
            ));
            printed.err().unwrap_or(ExitStatus::Success)
        }
        Err(problems) => {
            for problem in &problems {
                print_error(problem);
            }
            let noun = if problems.len() == 1 { "problem" } else { "problems" };
            print_error(format_args!("{} {noun} found", problems.len()));
            ExitStatus::Failure
        }
    }
}
