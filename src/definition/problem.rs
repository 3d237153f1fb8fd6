//! A fault in a definition.

use crate::notation::Place;
use std::fmt;

/// A fault in a definition: what is wrong, where, what was expected, and perhaps what was meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as it was named to the check.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// What is wrong, lower case, ids in backticks.
    pub message: String,
    /// What was expected instead.
    pub expected: Option<String>,
    /// What was probably meant.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem at a place; add what was expected and a hint with the other methods.
    pub(crate) fn new(file: &str, place: Place, message: impl Into<String>) -> Self {
        Problem { file: file.to_owned(), place, message: message.into(), expected: None, hint: None }
    }

    /// Adds what was expected.
    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Adds the word that was probably meant, if there is one.
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
