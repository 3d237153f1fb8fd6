//! Checks definition files and turns them into the types of [`super::model`].
//!
//! Problems of meaning are all reported at once, each with file, line and column.

mod annotations;
mod checker;
mod follows;
mod form;
mod indication;
mod questions;
mod reachable;
mod remarks;
mod rows;
mod rules;
mod satisfiable;
mod set;
mod source_tree;
mod unused;

use super::model::CriteriaSet;
use super::problem::Problem;
use super::question::Question;
use crate::notation::{Place, parse};
use crate::text::hex;
pub(crate) use follows::KnownSets;
use serde::de::DeserializeOwned;
use set::ReadableFiles;
use sha2::{Digest, Sha256};
use source_tree::SourceTree;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The name of a definition file, without its folder, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionFile {
    /// The file name, such as `sarcoma.ron`. Its stem is the id of an indication.
    pub name: String,
    /// The path by which problems name the file.
    pub display_path: String,
    /// The RON text, as it was read.
    pub text: String,
}

impl DefinitionFile {
    /// A file without a folder: problems name it by `name` alone.
    pub fn new(name: &str, text: &str) -> Self {
        DefinitionFile { name: name.to_owned(), display_path: name.to_owned(), text: text.to_owned() }
    }

    /// The name without `.ron`, which must be the id of an indication.
    fn stem(&self) -> &str {
        self.name.strip_suffix(".ron").unwrap_or(&self.name)
    }
}

const SET: &str = "set.ron";
const QUESTIONS: &str = "questions.ron";
const COMMON: &str = "common.ron";

/// At most this many unknown fields are reported for one file. `ron` stops at each, so the file is parsed
/// once per unknown field; without a limit a file made of them would take minutes.
const MAX_UNKNOWN_FIELDS: usize = 100;

/// The questions that a rule may name, by id.
type QuestionsById = BTreeMap<String, Arc<Question>>;

/// A file that `ron` could read, with the places of its values.
struct ParsedFile<T> {
    tree: SourceTree,
    source: T,
}

/// Reads and checks the files of a set, which may follow one of the known sets: see
/// [`check_files`](super::check_files).
///
/// # Errors
/// All problems found, sorted by file and place, without duplicates.
pub(crate) fn check_set_files(
    files: &[DefinitionFile],
    known: &dyn KnownSets,
) -> Result<CriteriaSet, Vec<Problem>> {
    let mut problems = Vec::new();
    let of_indications = || files.iter().filter(|file| ![SET, QUESTIONS, COMMON].contains(&&*file.name));
    let readable = ReadableFiles {
        set: parse_named(files, SET, &mut problems),
        questions: parse_named(files, QUESTIONS, &mut problems),
        common: parse_named(files, COMMON, &mut problems),
        indications: of_indications().filter_map(|file| parse_file(file, &mut problems)).collect(),
        ids: of_indications().map(|file| file.stem().to_owned()).collect(),
    };
    match set::check(&readable, hash(files), known, &mut problems) {
        Some(set) if problems.is_empty() => Ok(set),
        Some(_) | None => Err(sort_and_deduplicate(problems)),
    }
}

fn sort_and_deduplicate(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    // A fault in a shared rule is found once for each indication that uses it. What was expected there may
    // differ between them, so `expected` is not compared.
    problems.dedup_by(|b, a| (&a.file, a.place, &a.message) == (&b.file, b.place, &b.message));
    problems
}

fn parse_named<T: DeserializeOwned>(
    files: &[DefinitionFile],
    name: &str,
    problems: &mut Vec<Problem>,
) -> Option<ParsedFile<T>> {
    match files.iter().find(|file| file.name == name) {
        Some(file) => parse_file(file, problems),
        None => {
            problems.push(
                Problem::new(name, Place::START, format!("the file `{name}` is missing from the set"))
                    .expected("it beside the others"),
            );
            None
        }
    }
}

fn parse_file<T: DeserializeOwned>(
    file: &DefinitionFile,
    problems: &mut Vec<Problem>,
) -> Option<ParsedFile<T>> {
    let mut text = Cow::Borrowed(file.text.as_str());
    let mut unknown = 0;
    let tree = match SourceTree::new(file) {
        Ok(tree) => tree,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    loop {
        match parse::<T>(&text) {
            Ok(source) => {
                tree.report_duplicate_keys(problems);
                return Some(ParsedFile { tree, source });
            }
            // `ron` stops at the first unknown field. Blank it out and parse again, to report
            // the others as well.
            Err(error) => {
                let problem = source_tree::unreadable(&file.display_path, &error);
                if matches!(error.code, ron::Error::NoSuchStructField { .. }) {
                    unknown += 1;
                    let rest = source_tree::without_entry(&text, problem.place);
                    problems.push(problem);
                    text = Cow::Owned(rest.filter(|_| unknown < MAX_UNKNOWN_FIELDS)?);
                } else {
                    // After an unknown field, a missing field is probably the same one mistyped: report it
                    // once.
                    if !(unknown > 0 && matches!(error.code, ron::Error::MissingStructField { .. })) {
                        problems.push(problem);
                    }
                    return None;
                }
            }
        }
    }
}

/// SHA-256 over names and contents, sorted by name, as lower-case hexadecimal. Line endings are counted as
/// `
/// `, so that a checkout on Windows has the same hash.
fn hash(files: &[DefinitionFile]) -> String {
    let mut files: Vec<_> = files.iter().collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let mut hasher = Sha256::new();
    for file in files {
        let text = file.text.replace("\r\n", "\n");
        hasher.update(format!("{}\n{}\n", file.name, text.len()));
        hasher.update(text);
    }
    hex(&hasher.finalize())
}
