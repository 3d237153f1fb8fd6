//! Parses the files of a set.

use super::DefinitionFile;
use super::source_tree::{self, SourceTree};
use crate::definition::problem::Problem;
use crate::definition::source::FileContent;
use crate::notation::{self, Place};
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// At most this many unknown fields are reported for one file. `ron` stops at each, so the file is parsed
/// once per unknown field; without a limit a file made of them would take minutes.
const MAX_UNKNOWN_FIELDS: usize = 100;

/// A file that `ron` could read.
pub(crate) struct ParsedFile<T> {
    pub(crate) tree: SourceTree,
    pub(crate) source: T,
}

/// How files are parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parser {
    /// Quickly. That there is a problem is found as well, but each is said to be at the start of its file.
    WithoutPlaces,
    /// So that each problem has its place.
    WithPlaces,
}

impl Parser {
    /// Parses the file of this name.
    pub(crate) fn named<T: DeserializeOwned + FileContent>(
        self,
        files: &[DefinitionFile],
        name: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<ParsedFile<T>> {
        match files.iter().find(|file| file.name == name) {
            Some(file) => self.file(file, problems),
            None => {
                problems.push(
                    Problem::new(name, Place::START, format!("the file `{name}` is missing from the set"))
                        .expected("it beside the others"),
                );
                None
            }
        }
    }

    /// Parses a file.
    pub(crate) fn file<T: DeserializeOwned + FileContent>(
        self,
        file: &DefinitionFile,
        problems: &mut Vec<Problem>,
    ) -> Option<ParsedFile<T>> {
        let tree = match self {
            Parser::WithoutPlaces => SourceTree::without_places(file),
            Parser::WithPlaces => SourceTree::new(file),
        };
        match tree {
            Ok(tree) => self.parse(tree, file, problems),
            Err(problem) => {
                problems.push(problem);
                None
            }
        }
    }

    fn parse<T: DeserializeOwned + FileContent>(
        self,
        tree: SourceTree,
        file: &DefinitionFile,
        problems: &mut Vec<Problem>,
    ) -> Option<ParsedFile<T>> {
        let mut text = Cow::Borrowed(file.text.as_str());
        let mut unknown = 0;
        loop {
            match notation::parse::<T>(&text) {
                Ok(source) => {
                    if source.has_equal_keys() {
                        tree.report_equal_keys(problems);
                    }
                    return Some(ParsedFile { tree, source });
                }
                // `ron` stops at the first unknown field. Blank it out and parse again, to report the others as well,
                // if they are to have their places.
                Err(error) => {
                    let problem = source_tree::unreadable(&file.display_path, &error);
                    if self == Parser::WithPlaces
                        && matches!(error.code, ron::Error::NoSuchStructField { .. })
                    {
                        unknown += 1;
                        let rest = source_tree::without_entry(&text, problem.place);
                        problems.push(problem);
                        text = Cow::Owned(rest.filter(|_| unknown < MAX_UNKNOWN_FIELDS)?);
                    } else {
                        // A field that is missing beside an unknown one is probably that one mistyped.
                        if !(unknown > 0 && matches!(error.code, ron::Error::MissingStructField { .. })) {
                            problems.push(problem);
                        }
                        return None;
                    }
                }
            }
        }
    }
}
