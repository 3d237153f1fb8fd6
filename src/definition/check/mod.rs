//! Checks definition files and turns them into the types of [`super::model`].
//!
//! Problems of meaning are all reported at once, each with file, line and column.

mod annotations;
mod checker;
mod follows;
mod form;
mod hash;
mod indication;
mod parser;
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
pub(crate) use follows::KnownSets;
pub(crate) use hash::hash;
use parser::{ParsedFile, Parser};
use set::ReadableFiles;
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

/// The questions that a rule may name, by id.
type QuestionsById = BTreeMap<String, Arc<Question>>;

/// Reads and checks the files of a set, which may follow one of the known sets: see
/// [`check_files`](super::check_files). `hash` is that of the files.
///
/// # Errors
/// All problems found, sorted by file and place, without duplicates.
pub(crate) fn check_set_files(
    files: &[DefinitionFile],
    hash: &str,
    known: &dyn KnownSets,
) -> Result<CriteriaSet, Vec<Problem>> {
    // Nearly every set has no problem. Only problems need the places of the values, and to find these takes as long as
    // all else.
    if let Ok(set) = check_without_places(files, hash, known) {
        return Ok(set);
    }
    check_with(Parser::WithPlaces, files, hash, known).map_err(sort_and_deduplicate)
}

/// Reads and checks the files of a set as [`check_set_files`] does.
///
/// # Errors
/// There is a problem. That it is there is all that can be said: it has no place.
pub(crate) fn check_without_places(
    files: &[DefinitionFile],
    hash: &str,
    known: &dyn KnownSets,
) -> Result<CriteriaSet, Vec<Problem>> {
    check_with(Parser::WithoutPlaces, files, hash, known)
}

fn check_with(
    parser: Parser,
    files: &[DefinitionFile],
    hash: &str,
    known: &dyn KnownSets,
) -> Result<CriteriaSet, Vec<Problem>> {
    let mut problems = Vec::new();
    let of_indications = || files.iter().filter(|file| ![SET, QUESTIONS, COMMON].contains(&&*file.name));
    let readable = ReadableFiles {
        set: parser.named(files, SET, &mut problems),
        questions: parser.named(files, QUESTIONS, &mut problems),
        common: parser.named(files, COMMON, &mut problems),
        indications: of_indications().filter_map(|file| parser.file(file, &mut problems)).collect(),
        ids: of_indications().map(|file| file.stem().to_owned()).collect(),
    };
    let set = set::check(&readable, hash.to_owned(), known, &mut problems);
    set.filter(|_| problems.is_empty()).ok_or(problems)
}

fn sort_and_deduplicate(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    // A fault in a shared rule is found once for each indication that uses it. What was expected there may
    // differ between them, so `expected` is not compared.
    problems.dedup_by(|b, a| (&a.file, a.place, &a.message) == (&b.file, b.place, &b.message));
    problems
}
