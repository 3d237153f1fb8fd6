//! Scans a RON text into a tree of places.
//!
//! The scan is lenient: it accepts everything that `ron` accepts (tests compare them) and more. Whether a
//! text is valid is for `ron` to decide.

use super::{MAX_DEPTH, Place};
use std::collections::BTreeSet;

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

/// Scans `text`. `None` if its brackets do not match or are nested too deep.
pub fn scan(text: &str) -> Option<Node> {
    let mut scanner = Scanner { text, at: 0 };
    scanner.skip_attributes()?;
    let node = scanner.value(0)?;
    scanner.skip_blank()?;
    (scanner.at == text.len()).then_some(node)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
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
        let length = rest.find(|c: char| is_blank(c) || "()[]{},:\"'".contains(c)).unwrap_or(rest.len());
        // A comment may follow a word without a blank.
        let length = rest[..length].find("//").or_else(|| rest[..length].find("/*")).unwrap_or(length);
        self.at += length;
        (length > 0).then_some(())
    }

    fn string(&mut self) -> Option<()> {
        self.take('"');
        loop {
            let next = self.peek()?;
            self.at += next.len_utf8();
            match next {
                '"' => return Some(()),
                '\\' => self.at += self.peek()?.len_utf8(),
                _ => {}
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
mod tests {
    use super::super::parse_value;
    use super::*;
    use proptest::prelude::*;

    fn place_of(text: &str, path: &[&str]) -> (usize, usize) {
        let mut node = &scan(text).unwrap();
        let root = node.clone();
        node = &root;
        for step in path {
            node = match step.parse::<usize>() {
                Ok(index) => node.item(index).unwrap(),
                Err(_) => node.get(step).unwrap(),
            };
        }
        let place = node.place(text);
        (place.line, place.column)
    }

    #[test]
    fn a_value_has_its_line_and_column() {
        let text = "// head\n(\n  a: 1,\n  æ: { \"k\": [x, all([no(\"q\")])] },\n)";
        assert_eq!(place_of(text, &["a"]), (3, 6));
        assert_eq!(place_of(text, &["æ", "k", "1"]), (4, 17));
        assert_eq!(place_of(text, &["æ", "k", "1", "0", "0", "0"]), (4, 25));
    }

    #[test]
    fn equal_keys_are_found() {
        let text = r#"{ "a": 1, "b": 2, "a": 3 }"#;
        let node = scan(text).unwrap();
        let found: Vec<_> = node.duplicates().map(|entry| entry.key_at).collect();
        assert_eq!(found, [18]);
    }

    #[test]
    fn brackets_in_strings_and_comments_are_not_brackets() {
        let text = "( a: \")(\\\"\", /* ( /* nested */ [ */ b: r#\"}\"#, c: ')', // (\n d: 'x' )";
        let keys: Vec<_> = scan(text).unwrap().entries().iter().map(|e| e.key.clone()).collect();
        assert_eq!(keys, ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_hundred_thousand_open_brackets_are_an_error() {
        assert_eq!(scan(&"(".repeat(100_000)), None);
        assert_eq!(scan(&"[".repeat(100_000)), None);
        assert!(parse_value(&"(".repeat(100_000)).is_err());
    }

    /// Whether `ron` and the scan give the same keys and leaves.
    fn agrees(value: &ron::Value, node: &Node, text: &str) -> bool {
        match value {
            ron::Value::Map(map) => {
                map.iter().all(|(key, inner)| {
                    let ron::Value::String(key) = key else { return true };
                    node.get(key).is_some_and(|found| agrees(inner, found, text))
                }) && node.entries().len() == map.len()
            }
            ron::Value::Seq(items) => items
                .iter()
                .enumerate()
                .all(|(at, inner)| node.item(at).is_some_and(|found| agrees(inner, found, text))),
            // `ron` must read the same value from the text of the leaf alone.
            other => parse_value(&text[node.start..node.end]).is_ok_and(|read| read == *other),
        }
    }

    fn ron_text() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            any::<i32>().prop_map(|n| n.to_string()),
            any::<bool>().prop_map(|b| b.to_string()),
            ".{0,12}".prop_map(|s| ron::to_string(&s).unwrap()),
            "[a-z(){},: ]{0,8}".prop_map(|s| format!("r#\"{s}\"#")),
            any::<char>().prop_map(|c| ron::to_string(&c).unwrap()),
        ];
        let blank = prop_oneof![
            Just(String::new()),
            Just(" ".into()),
            Just("\n\t".into()),
            Just("\u{200e}\u{85}\u{2028}".into()),
            Just("/* ( */".into()),
            Just("// ]\n".into())
        ];
        (leaf, blank)
            .prop_recursive(4, 40, 5, |inner| {
                let tail = prop_oneof![Just(""), Just(",")];
                let leaf = (
                    prop::collection::vec(inner.clone(), 0..5),
                    prop::collection::btree_set("[a-z]{1,6}", 5),
                    0..3_usize,
                    tail,
                )
                    .prop_map(|(values, keys, kind, tail)| {
                        let parts = values.iter().zip(keys).map(|((value, blank), key)| match kind {
                            0 => format!("{blank}{value}{blank}"),
                            1 => format!("{blank}\"{key}\"{blank}:{blank}{value}"),
                            _ => format!("{blank}x{key}{blank}:{blank}{value}"),
                        });
                        let inside = parts.collect::<Vec<_>>().join(",");
                        let tail = if inside.is_empty() { "" } else { tail };
                        match kind {
                            0 => format!("[{inside}{tail}]"),
                            1 => format!("{{{inside}{tail}}}"),
                            _ if inside.is_empty() => "0".into(),
                            _ => format!("({inside}{tail})"),
                        }
                    });
                (leaf, Just(String::new()))
            })
            .prop_map(|(text, _)| text)
    }

    proptest! {
        #[test]
        fn the_scan_agrees_with_ron(text in ron_text()) {
            let value = parse_value(&text).expect(&text);
            let node = scan(&text).expect(&text);
            prop_assert!(agrees(&value, &node, &text), "{text}");
        }

        #[test]
        fn scanning_never_panics(text in ".{0,200}") {
            let _ = scan(&text);
        }

        #[test]
        fn the_scan_accepts_every_mix_of_brackets_that_ron_accepts(text in "[\\[\\](){}\"'#r:,/* a1\\\\]{0,80}") {
            if parse_value(&text).is_ok() {
                prop_assert!(scan(&text).is_some(), "{text}");
            }
        }
    }
}
