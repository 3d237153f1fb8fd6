//! Faults in definition files, as they are shown to the person who edits them.

use crate::notation::Place;
use std::fmt;

/// A fault in a definition file. Displayed as `FILE:LINE:COLUMN: message; expected …; hint`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The path of the file, as [`DefinitionFile::display_path`](super::DefinitionFile::display_path) has it.
    pub file: String,
    /// Line and column of the value at fault.
    pub place: Place,
    /// What is wrong. Begins in lower case, without a full stop; ids stand in backticks.
    pub message: String,
    /// What would be valid instead.
    pub expected: Option<String>,
    /// A known name similar to the one that was found.
    pub hint: Option<String>,
}

impl Problem {
    /// Creates a problem without expectation and hint; the methods below add them.
    pub(crate) fn new(file: &str, place: Place, message: impl Into<String>) -> Self {
        Problem { file: file.to_owned(), place, message: message.into(), expected: None, hint: None }
    }

    /// Sets what would be valid instead.
    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Sets the hint, if there is a similar word.
    pub(crate) fn did_you_mean(mut self, word: Option<&str>) -> Self {
        self.hint = word.map(|word| format!("did you mean `{word}`?"));
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.place, self.message)?;
        if let Some(expected) = &self.expected {
            write!(f, "; expected {expected}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "; {hint}")?;
        }
        Ok(())
    }
}
