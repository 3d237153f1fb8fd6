//! `check`: are indication files well made?

use super::call::Ending;
use crate::definition::{check_files, embedded_files};
use crate::files;
use std::path::PathBuf;

pub fn run(paths: &[PathBuf]) -> Ending {
    let files = if paths.is_empty() {
        embedded_files()
    } else {
        match files::read_definitions(paths, embedded_files()) {
            Ok(files) => files,
            Err((path, error)) => {
                eprintln!("{}: could not be read: {error}", path.display());
                return Ending::InputAtFault;
            }
        }
    };
    match check_files(&files) {
        Ok(set) => {
            let requirements: usize =
                set.indications.iter().map(|indication| indication.requirements().count()).sum();
            println!(
                "{}: {} indications, {} requirements, {} questions, no problems; SHA-256 {}",
                set.id,
                set.indications.len(),
                requirements,
                set.questions.len(),
                set.hash
            );
            Ending::Done
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            eprintln!("{} problem(s)", problems.len());
            Ending::InputAtFault
        }
    }
}
