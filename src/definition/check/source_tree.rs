//! The values of a definition file with their places, so that problems can name line and column.

use super::DefinitionFile;
use crate::definition::problem::Problem;
use crate::definition::text::Text;
use crate::notation::{
    Content, Entry, Node, Place, PlaceIndex, ScanError, highest_cost, nearest, scan, scan_within,
};
use ron::error::{Error, SpannedError};
use std::cell::OnceCell;

/// The most that the values of a definition file may cost, as `notation::scan` counts them. The largest of the shipped
/// files has 8,000. Each value may be a problem of its own, which is compared with all that is known.
const MAX_COST: usize = 50_000;

/// The text of a file and the places of its values.
pub(crate) struct SourceTree {
    file: DefinitionFile,
    root: Option<Node>,
    /// Made with the first problem: the shipped files have none.
    places: OnceCell<PlaceIndex>,
}

impl SourceTree {
    /// The places of a file. They are found before its values are read, so that a file with too many values is refused
    /// before those take memory.
    ///
    /// # Errors
    /// The file has too many values.
    pub(crate) fn new(file: &DefinitionFile) -> Result<Self, Problem> {
        match scan_within(MAX_COST, &file.text) {
            Ok(root) => Ok(Self::with_root(file, Some(root))),
            Err(ScanError::Malformed) => Ok(Self::with_root(file, None)),
            Err(ScanError::TooManyValues(at)) => {
                let place = Place::of_offset(&file.text, at);
                let problem = Problem::new(&file.display_path, place, "the file has too many values");
                Err(problem.expected("a file of the size of the shipped ones"))
            }
        }
    }

    /// Nothing but the start of a file, where its places are not needed.
    ///
    /// # Errors
    /// The file may have too many values.
    pub(crate) fn without_places(file: &DefinitionFile) -> Result<Self, Problem> {
        if highest_cost(&file.text) <= MAX_COST { Ok(Self::with_root(file, None)) } else { Self::new(file) }
    }

    fn with_root(file: &DefinitionFile, root: Option<Node>) -> Self {
        SourceTree { file: file.clone(), root, places: OnceCell::new() }
    }

    pub(crate) fn root(&self) -> SourceNode<'_> {
        SourceNode { tree: self, node: self.root.as_ref() }
    }

    pub(crate) fn stem(&self) -> &str {
        self.file.stem()
    }

    fn place(&self, offset: usize) -> Place {
        let text = &self.file.text;
        self.places.get_or_init(|| PlaceIndex::new(text)).place(text, offset)
    }

    /// Reports equal keys of a map: `ron` keeps the last of them without an error.
    pub(crate) fn report_equal_keys(&self, problems: &mut Vec<Problem>) {
        fn visit(tree: &SourceTree, node: &Node, problems: &mut Vec<Problem>) {
            for entry in node.duplicates() {
                let place = tree.place(entry.key_at);
                problems.push(
                    Problem::new(
                        &tree.file.display_path,
                        place,
                        format!("the key `{}` stands twice", entry.key),
                    )
                    .expected("each key once"),
                );
            }
            match &node.content {
                Content::Leaf => {}
                Content::Items(items) => items.iter().for_each(|item| visit(tree, item, problems)),
                Content::Entries(_, entries) => {
                    entries.iter().for_each(|entry| visit(tree, &entry.value, problems));
                }
            }
        }
        match &self.root {
            Some(root) => visit(self, root, problems),
            None => problems.push(self.root().problem("a key stands twice").expected("each key once")),
        }
    }
}

/// A value in a tree. A path that does not exist leads to the last value on it that does, so that a problem
/// with a missing field is reported at the value it is missing from.
#[derive(Clone, Copy)]
pub(crate) struct SourceNode<'a> {
    tree: &'a SourceTree,
    node: Option<&'a Node>,
}

impl<'a> SourceNode<'a> {
    /// The value of a struct field or map key.
    pub(crate) fn field(self, key: &str) -> SourceNode<'a> {
        SourceNode { node: self.node.and_then(|node| node.get(key)).or(self.node), ..self }
    }

    /// The item of a list, or the argument of a rule, at `index`.
    pub(crate) fn item(self, index: usize) -> SourceNode<'a> {
        SourceNode { node: self.node.and_then(|node| node.item(index)).or(self.node), ..self }
    }

    /// Creates a problem at the place of this value.
    pub(crate) fn problem(self, message: impl Into<String>) -> Problem {
        let place = |node: &Node| self.tree.place(node.start);
        let place = self.node.map_or(Place::START, place);
        Problem::new(&self.tree.file.display_path, place, message)
    }

    /// Creates the problem that this value names something unknown, with a hint if a known name is similar.
    pub(crate) fn unknown<'k>(
        self,
        what: &str,
        id: &str,
        known: impl IntoIterator<Item = &'k str> + Clone,
    ) -> Problem {
        let listed: Vec<_> = known.clone().into_iter().map(|id| format!("`{id}`")).collect();
        let problem = self.problem(format!("unknown {what} `{id}`"));
        let problem = if listed.len() <= 12 {
            problem.expected(one_of(&listed))
        } else {
            problem.expected(format!("a known {what}"))
        };
        problem.did_you_mean(nearest(id, known))
    }

    /// Reports a text that is empty in either language.
    pub(crate) fn check_text(self, text: &Text, problems: &mut Vec<Problem>) {
        for (tag, written) in [("da", &text.da), ("en", &text.en)] {
            if written.trim().is_empty() {
                problems.push(
                    self.problem(format!("the text has no `{tag}`"))
                        .expected("a text in Danish and in English"),
                );
            }
        }
    }

    /// Reports a text that is empty or white space.
    pub(crate) fn check_written(self, what: &str, text: &str, problems: &mut Vec<Problem>) {
        if text.trim().is_empty() {
            problems.push(self.problem(format!("the {what} is empty")).expected("a text"));
        }
    }

    /// Reports an empty list.
    pub(crate) fn check_not_empty<T>(self, what: &str, parts: &[T], problems: &mut Vec<Problem>) {
        if parts.is_empty() {
            problems.push(self.problem(format!("{what} is empty")).expected("at least one"));
        }
    }

    /// Reports each id that occurs again in a list; `what` names the kind of thing in messages.
    pub(crate) fn check_unique<'i>(
        self,
        what: &str,
        ids: impl Iterator<Item = &'i str>,
        problems: &mut Vec<Problem>,
    ) {
        let mut seen = std::collections::BTreeSet::new();
        for (at, id) in ids.enumerate() {
            if !seen.insert(id) {
                problems.push(
                    self.item(at).problem(format!("the {what} `{id}` stands twice")).expected("each once"),
                );
            }
        }
    }
}

fn one_of(words: &[String]) -> String {
    match words {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        _ => format!("one of {}", words.join(", ")),
    }
}

/// Turns an error of `ron` into a problem, with a hint if a known name is similar.
pub(crate) fn unreadable(file: &str, error: &SpannedError) -> Problem {
    let place = Place { line: error.span.start.line, column: error.span.start.col };
    let (message, known, found) = match &error.code {
        Error::NoSuchStructField { expected, found, .. } => {
            (format!("unknown field `{found}`"), *expected, found)
        }
        Error::NoSuchEnumVariant { expected, found, .. } => {
            (format!("unknown word `{found}`"), *expected, found)
        }
        Error::MissingStructField { field, .. } => {
            return Problem::new(file, place, format!("the field `{field}` is missing"))
                .expected("it among the fields before this place");
        }
        Error::DuplicateStructField { field, .. } => {
            return Problem::new(file, place, format!("the field `{field}` stands twice"))
                .expected("each field once");
        }
        other => {
            return Problem::new(file, place, format!("not readable: {}", lower_first(&other.to_string())))
                .expected("RON as in the shipped files");
        }
    };
    let listed: Vec<_> = known.iter().map(|word| format!("`{word}`")).collect();
    Problem::new(file, place, message)
        .expected(one_of(&listed))
        .did_you_mean(nearest(found, known.iter().copied()))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The text with the entry at `place` replaced by blanks, so that all other places stay the same. `None` if
/// no key starts at `place`.
pub(crate) fn without_entry(text: &str, place: Place) -> Option<String> {
    fn find(node: &Node, key_at: usize) -> Option<&Entry> {
        match &node.content {
            Content::Leaf => None,
            Content::Items(items) => items.iter().find_map(|item| find(item, key_at)),
            Content::Entries(_, entries) => entries.iter().find_map(|entry| {
                if entry.key_at == key_at { Some(entry) } else { find(&entry.value, key_at) }
            }),
        }
    }
    let root = scan(text).ok()?;
    let entry = find(&root, place.offset_in(text)?)?;
    let after = text[entry.value.end..].trim_start();
    let end = if after.starts_with(',') { text.len() - after.len() + 1 } else { entry.value.end };
    let blanks = text[entry.key_at..end].chars().map(|c| if c == '\n' { c } else { ' ' });
    Some(text[..entry.key_at].chars().chain(blanks).chain(text[end..].chars()).collect())
}
