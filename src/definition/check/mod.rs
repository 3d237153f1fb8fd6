//! From the files as written to definitions that can't be wrong.
//!
//! All problems of meaning are reported at once, each with its place.

mod annotations;
mod form;
mod indication;
mod questions;
mod reachable;
mod rows;
mod rules;
mod satisfiable;
mod set;
mod source_tree;
mod unused;

use super::model::CriteriaSet;
use super::problem::Problem;
use crate::notation::{Place, parse};
use serde::de::DeserializeOwned;
use set::ReadableFiles;
use sha2::{Digest, Sha256};
use source_tree::SourceTree;
use std::borrow::Cow;
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

    /// The name without `.ron`: the id of an indication.
    fn stem(&self) -> &str {
        self.name.strip_suffix(".ron").unwrap_or(&self.name)
    }
}

const SET: &str = "set.ron";
const QUESTIONS: &str = "questions.ron";
const COMMON: &str = "common.ron";

/// So many unknown fields of a file are told. Each has all of it read again: a file with hundreds of them
/// is none that a person wrote.
const UNKNOWN: usize = 100;

/// A file read by `ron`, with its places.
struct ParsedFile<T> {
    tree: SourceTree,
    source: T,
}

/// Reads and checks the files of a set: `set.ron`, `questions.ron`, `common.ron`, and one file an
/// indication.
///
/// # Errors
/// Every problem found, by file and place. A file that `ron` can't read gives one, with every unknown
/// field in it; the meaning of the others is checked as far as they go without it.
pub fn check_files(files: &[DefinitionFile]) -> Result<CriteriaSet, Vec<Problem>> {
    let mut problems = Vec::new();
    let of_indications = || files.iter().filter(|file| ![SET, QUESTIONS, COMMON].contains(&&*file.name));
    let readable = ReadableFiles {
        set: named(files, SET, &mut problems),
        questions: named(files, QUESTIONS, &mut problems),
        common: named(files, COMMON, &mut problems),
        indications: of_indications().filter_map(|file| parsed(file, &mut problems)).collect(),
        ids: of_indications().map(|file| file.stem().to_owned()).collect(),
    };
    match set::check(&readable, hash(files), &mut problems) {
        Some(set) if problems.is_empty() => Ok(set),
        Some(_) | None => Err(sorted(problems)),
    }
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
) -> Option<ParsedFile<T>> {
    match files.iter().find(|file| file.name == name) {
        Some(file) => parsed(file, problems),
        None => {
            problems.push(
                Problem::new(name, Place::START, format!("the file `{name}` is missing from the set"))
                    .expected("it beside the others"),
            );
            None
        }
    }
}

fn parsed<T: DeserializeOwned>(file: &DefinitionFile, problems: &mut Vec<Problem>) -> Option<ParsedFile<T>> {
    let mut text = Cow::Borrowed(file.text.as_str());
    let mut unknown = 0;
    loop {
        match parse::<T>(&text) {
            Ok(source) => {
                let tree = SourceTree::new(file);
                tree.report_duplicate_keys(problems);
                return Some(ParsedFile { tree, source });
            }
            // `ron` stops at the first unknown field: it is taken out, and the rest read.
            Err(error) => {
                let problem = source_tree::unreadable(&file.shown, &error);
                if matches!(error.code, ron::Error::NoSuchStructField { .. }) {
                    unknown += 1;
                    let rest = source_tree::without_entry(&text, problem.place);
                    problems.push(problem);
                    text = Cow::Owned(rest.filter(|_| unknown < UNKNOWN)?);
                } else {
                    // A field that seems to be missing was probably mistyped.
                    if !(unknown > 0 && matches!(error.code, ron::Error::MissingStructField { .. })) {
                        problems.push(problem);
                    }
                    return None;
                }
            }
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
