//! Scans a RON text into a tree of places.
//!
//! The scan is lenient: it accepts everything that `ron` accepts (tests compare them) and more. Whether a
//! text is valid is for `ron` to decide.

use super::{MAX_DEPTH, Place};
use std::collections::BTreeSet;

/// The most that a case file may have by the costs below, each of which stands for some 100 bytes of memory: the tree
/// of places and the value of `ron` together. A real case has some thousand.
const MAX_COST: usize = 1_000_000;
/// The cost of a value, and of a key.
const ITEM_COST: usize = 1;
/// The additional cost of a value with a key.
const KEY_COST: usize = 2;
/// The additional cost of brackets, even of empty ones: each has a table of its own, which has room for several values.
const BRACKETS_COST: usize = 10;

/// A value in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset after the last character.
    pub end: usize,
    /// The values inside it.
    pub content: Content,
}

/// The values inside a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// None: it is a number, a string or a word.
    Leaf,
    /// `[a, b]`, `(a, b)`, `word(a, b)`.
    Items(Vec<Node>),
    /// `(a: 1, b: 2)` or `{"a": 1}`, in the order of the text, with equal keys.
    Entries(Bracket, Vec<Entry>),
}

/// The brackets around entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bracket {
    /// `( … )`: named fields.
    Round,
    /// `{ … }`: a map.
    Curly,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of the field, or the string. A key of another type is as in the text.
    pub key: String,
    /// Byte offset of the key.
    pub key_at: usize,
    /// The value after the colon.
    pub value: Node,
}

impl Node {
    /// The entries, or none if the value is of another kind.
    pub fn entries(&self) -> &[Entry] {
        match &self.content {
            Content::Entries(_, entries) => entries,
            Content::Leaf | Content::Items(_) => &[],
        }
    }

    /// The last value of `key`, which is the one that `ron` takes.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries().iter().rev().find(|entry| entry.key == key)?;
        Some(&entry.value)
    }

    /// An item by its index from 0.
    pub fn item(&self, index: usize) -> Option<&Node> {
        match &self.content {
            Content::Items(items) => items.get(index),
            Content::Leaf | Content::Entries(..) => None,
        }
    }

    /// The entries whose key occurs earlier in the same brackets.
    pub fn duplicates(&self) -> impl Iterator<Item = &Entry> {
        let mut seen = BTreeSet::new();
        self.entries().iter().filter(move |entry| !seen.insert(entry.key.as_str()))
    }

    /// The place of its first character in `text`.
    pub fn place(&self, text: &str) -> Place {
        Place::of_offset(text, self.start)
    }
}

/// Why a text has no tree of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanError {
    /// Its brackets do not match or are nested too deep.
    Malformed,
    /// It has more values than a file of this program can have, at least up to this byte offset.
    TooManyValues(usize),
}

/// Scans `text`.
///
/// # Errors
/// Its brackets do not match or are nested too deep, or it has so many values that they would take too much memory.
pub fn scan(text: &str) -> Result<Node, ScanError> {
    scan_within(MAX_COST, text)
}

/// Scans `text` as [`scan`] does, but with another limit than that of a case file.
///
/// # Errors
/// As [`scan`].
pub(crate) fn scan_within(max_cost: usize, text: &str) -> Result<Node, ScanError> {
    let mut scanner = Scanner { text, at: 0, budget: Some(max_cost) };
    match scanner.whole_text() {
        Some(node) => Ok(node),
        None if scanner.budget.is_none() => Err(ScanError::TooManyValues(scanner.at)),
        None => Err(ScanError::Malformed),
    }
}

/// The most that a text can cost, as [`scan`] counts: what stands in strings and comments is counted too. It takes a
/// fraction of the time.
pub(crate) fn highest_cost(text: &str) -> usize {
    const COSTS: [u8; 256] = {
        let mut costs = [0; 256];
        costs[b'(' as usize] = (BRACKETS_COST + ITEM_COST) as u8;
        costs[b'[' as usize] = (BRACKETS_COST + ITEM_COST) as u8;
        costs[b'{' as usize] = (BRACKETS_COST + ITEM_COST) as u8;
        costs[b',' as usize] = ITEM_COST as u8;
        costs[b':' as usize] = (KEY_COST + ITEM_COST) as u8;
        costs
    };
    ITEM_COST + text.bytes().map(|byte| usize::from(COSTS[usize::from(byte)])).sum::<usize>()
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// What may still be spent; `None`: it was not enough.
    budget: Option<usize>,
}

impl<'a> Scanner<'a> {
    fn whole_text(&mut self) -> Option<Node> {
        self.skip_attributes()?;
        let node = self.value(0)?;
        self.skip_blank()?;
        (self.at == self.text.len()).then_some(node)
    }

    /// Takes what a value costs from the budget, before there is memory for it.
    fn spend(&mut self, cost: usize) -> Option<()> {
        self.budget = self.budget.and_then(|left| left.checked_sub(cost));
        self.budget.map(drop)
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    /// Skips white space and comments. `None` if a comment is not closed.
    fn skip_blank(&mut self) -> Option<()> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(is_blank);
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                self.skip_block_comment()?;
            } else {
                return Some(());
            }
        }
    }

    fn skip_block_comment(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.at += 2;
                if depth == 0 {
                    return Some(());
                }
            } else {
                self.at += self.peek()?.len_utf8();
            }
        }
    }

    /// Skips `#![enable(…)]` at the start of a file.
    fn skip_attributes(&mut self) -> Option<()> {
        self.skip_blank()?;
        while self.rest().starts_with('#') {
            self.at += self.rest().find(']')? + 1;
            self.skip_blank()?;
        }
        Some(())
    }

    /// Scans a value, with the word before its brackets if it has one.
    fn value(&mut self, depth: usize) -> Option<Node> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_blank()?;
        self.spend(ITEM_COST)?;
        let start = self.at;
        let content = match self.peek()? {
            '(' => self.brackets('(', ')', depth)?,
            '[' => self.brackets('[', ']', depth)?,
            '{' => self.brackets('{', '}', depth)?,
            ')' | ']' | '}' | ',' | ':' => return None,
            _ => {
                self.leaf()?;
                let end = self.at;
                self.skip_blank()?;
                if self.peek() == Some('(') && self.text[start..end].chars().all(is_word) {
                    self.brackets('(', ')', depth)?
                } else {
                    self.at = end;
                    Content::Leaf
                }
            }
        };
        Some(Node { start, end: self.at, content })
    }

    /// Scans the values between two brackets: entries if they have colons, else items.
    fn brackets(&mut self, open: char, close: char, depth: usize) -> Option<Content> {
        self.spend(BRACKETS_COST)?;
        self.take(open);
        let mut items = Vec::new();
        let mut entries = Vec::new();
        loop {
            self.skip_blank()?;
            if self.take(close) {
                break;
            }
            let first = self.value(depth + 1)?;
            self.skip_blank()?;
            if self.take(':') {
                self.spend(KEY_COST)?;
                let value = self.value(depth + 1)?;
                entries.push(Entry {
                    key: key_text(&self.text[first.start..first.end]),
                    key_at: first.start,
                    value,
                });
            } else {
                items.push(first);
            }
            self.skip_blank()?;
            if !self.take(',') {
                self.skip_blank()?;
                if !self.take(close) {
                    return None;
                }
                break;
            }
        }
        match (open, entries.is_empty(), items.is_empty()) {
            (_, false, false) => None,
            ('{', _, true) => Some(Content::Entries(Bracket::Curly, entries)),
            ('(', false, true) => Some(Content::Entries(Bracket::Round, entries)),
            _ => Some(Content::Items(items)),
        }
    }

    /// Scans a string, a character, a number or a word.
    fn leaf(&mut self) -> Option<()> {
        let rest = self.rest();
        let prefix = rest.find(|c| c != 'b' && c != 'r').unwrap_or(rest.len());
        let after = &rest[prefix..];
        let raw = rest[..prefix].contains('r');
        if prefix <= 2 && (after.starts_with('"') || raw && after.starts_with("#")) {
            self.at += prefix;
            return if raw { self.raw_string() } else { self.string() };
        }
        if prefix <= 1 && after.starts_with('\'') {
            self.at += prefix;
            return self.character();
        }
        let length = rest.find(|c: char| is_blank(c) || ends_word(c)).unwrap_or(rest.len());
        // A comment may follow a word without a blank.
        let length = rest[..length].find("//").or_else(|| rest[..length].find("/*")).unwrap_or(length);
        self.at += length;
        (length > 0).then_some(())
    }

    fn string(&mut self) -> Option<()> {
        self.take('"');
        loop {
            // Most of a file is the inside of its strings, so that it is gone through byte by byte: both are ASCII.
            let rest = self.rest().as_bytes();
            let at = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            self.at += at + 1;
            match rest[at] {
                b'"' => return Some(()),
                _ => self.at += self.peek()?.len_utf8(),
            }
        }
    }

    fn raw_string(&mut self) -> Option<()> {
        let hashes = self.rest().find(|c| c != '#')?;
        if !self.rest()[hashes..].starts_with('"') {
            // `r#word`, a raw identifier.
            let rest = &self.rest()[hashes..];
            self.at += hashes + rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            return Some(());
        }
        self.at += hashes + 1;
        let close = format!("\"{}", "#".repeat(hashes));
        self.at += self.rest().find(&close)? + close.len();
        Some(())
    }

    fn character(&mut self) -> Option<()> {
        self.take('\'');
        // The first character may be a quote, escaped or not.
        let first = self.peek()?;
        self.at += first.len_utf8();
        if first == '\\' {
            self.at += self.peek()?.len_utf8();
        }
        self.at += self.rest().find('\'')? + 1;
        Some(())
    }
}

/// White space as `ron` defines it, which includes the marks for the direction of writing.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}')
}

fn ends_word(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ':' | '"' | '\'')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '+' | '#')
}

/// The string between the quotes of a key, or the word.
fn key_text(written: &str) -> String {
    let inside = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inside {
        // Nearly every key: without escapes, `ron` is not needed.
        Some(inside) if !inside.contains('\\') => inside.to_owned(),
        None if written.chars().all(is_word) => written.trim_start_matches("r#").to_owned(),
        Some(_) | None => ron::from_str(written).unwrap_or_else(|_| written.to_owned()),
    }
}

#[cfg(test)]
mod tests;
