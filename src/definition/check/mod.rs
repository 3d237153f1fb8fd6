//! From the files as written to definitions that can't be wrong.
//!
//! All problems of meaning are reported at once, each with its place.

mod indication;
mod questions;
mod rules;
mod satisfiable;
mod set;
mod spot;
mod unused;

use super::model::CriteriaSet;
use super::problem::Problem;
use super::source::{CommonSource, IndicationSource, QuestionsSource, SetSource};
use crate::notation::{Place, parse};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use spot::Sheet;
use std::fmt::Write as _;

/// A definition file: its name (without folder) and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionFile {
    /// Such as `sarcoma.ron`.
    pub name: String,
    /// How problems name it: the path under which it was found.
    pub shown: String,
    /// Its content.
    pub text: String,
}

impl DefinitionFile {
    /// A file that is known by its name alone.
    pub fn new(name: &str, text: &str) -> Self {
        DefinitionFile { name: name.to_owned(), shown: name.to_owned(), text: text.to_owned() }
    }
}

const SET: &str = "set.ron";
const QUESTIONS: &str = "questions.ron";
const COMMON: &str = "common.ron";

/// A file read by `ron`, with its places.
struct Parsed<T> {
    sheet: Sheet,
    source: T,
}

/// Reads and checks the files of a set: `set.ron`, `questions.ron`, `common.ron`, and one file an
/// indication.
///
/// # Errors
/// Every problem found, by file and place. A file that `ron` can't read gives one; the meaning of
/// the others is checked only when all can be read.
pub fn check_files(files: &[DefinitionFile]) -> Result<CriteriaSet, Vec<Problem>> {
    let mut problems = Vec::new();
    let set = named::<SetSource>(files, SET, &mut problems);
    let questions = named::<QuestionsSource>(files, QUESTIONS, &mut problems);
    let common = named::<CommonSource>(files, COMMON, &mut problems);
    let indications: Option<Vec<Parsed<IndicationSource>>> = files
        .iter()
        .filter(|file| ![SET, QUESTIONS, COMMON].contains(&file.name.as_str()))
        .map(|file| parsed(file, &mut problems))
        // Every file is read, also after one that could not be.
        .collect::<Vec<_>>()
        .into_iter()
        .collect();
    let (Some(set), Some(questions), Some(common), Some(indications)) = (set, questions, common, indications)
    else {
        return Err(sorted(problems));
    };
    let checked = set::check(&set, &questions, &common, &indications, hash(files), &mut problems);
    if problems.is_empty() { Ok(checked) } else { Err(sorted(problems)) }
}

fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    // A fault in a shared rule is found once for every indication that uses it, and what was expected
    // there may differ between them.
    problems.dedup_by(|b, a| (&a.file, a.place, &a.message) == (&b.file, b.place, &b.message));
    problems
}

fn named<T: DeserializeOwned>(
    files: &[DefinitionFile],
    name: &str,
    problems: &mut Vec<Problem>,
) -> Option<Parsed<T>> {
    match files.iter().find(|file| file.name == name) {
        Some(file) => parsed(file, problems),
        None => {
            problems.push(Problem::new(
                name,
                Place::START,
                format!("the file `{name}` is missing from the set"),
            ));
            None
        }
    }
}

fn parsed<T: DeserializeOwned>(file: &DefinitionFile, problems: &mut Vec<Problem>) -> Option<Parsed<T>> {
    let sheet = Sheet::new(file);
    match parse::<T>(&file.text) {
        Ok(source) => {
            sheet.report_duplicate_keys(problems);
            Some(Parsed { sheet, source })
        }
        Err(error) => {
            problems.push(spot::unreadable(&file.shown, &error));
            None
        }
    }
}

/// SHA-256 over names and contents, sorted by name; line endings are counted as `\n`.
fn hash(files: &[DefinitionFile]) -> String {
    let mut files: Vec<_> = files.iter().collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let mut hasher = Sha256::new();
    for file in files {
        let text = file.text.replace("\r\n", "\n");
        hasher.update(format!("{}\n{}\n", file.name, text.len()));
        hasher.update(text);
    }
    hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string can't fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
