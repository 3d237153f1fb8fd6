//! No line is so wide that two files do not fit beside each other. rustfmt wraps code, but neither comments nor texts.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use crate::size::all_files;
use crate::source::rust_files;

/// The most characters of a line.
const LIMIT: usize = 120;

/// The lines of a file that are too wide. A row of a table in a comment can't be wrapped. Tests, which begin with
/// `tests/`, hold whole the texts that they expect.
fn too_wide(path: &str, text: &str) -> Vec<String> {
    let is_row = |line: &str| line.trim_start().trim_start_matches(['/', '!']).trim_start().starts_with('|');
    let wide: Vec<usize> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| line.chars().count() > LIMIT && !is_row(line))
        .map(|(number, _)| number)
        .collect();
    if wide.is_empty() {
        return Vec::new();
    }
    let mut in_texts = BTreeSet::new();
    if path.starts_with("tests/") {
        let stream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        add_lines_that_end_in_texts(stream, &mut in_texts);
    }
    let wide = wide.into_iter().filter(|number| !in_texts.contains(number));
    wide.map(|number| format!("{path}:{number}: more than {LIMIT} characters")).collect()
}

/// Adds the lines that have a text between quotation marks at their limit.
fn add_lines_that_end_in_texts(stream: TokenStream, lines: &mut BTreeSet<usize>) {
    for tree in stream {
        match tree {
            // A doc comment is a text inside of `#[doc = …]` for the compiler.
            TokenTree::Group(group) if is_doc(group.stream()) => {}
            TokenTree::Group(group) => add_lines_that_end_in_texts(group.stream(), lines),
            TokenTree::Literal(literal) => {
                let (start, end) = (literal.span().start(), literal.span().end());
                lines.extend((start.line..=end.line).filter(|line| {
                    let begins = *line > start.line || start.column < LIMIT;
                    // A comma may stand behind it.
                    begins && (*line < end.line || end.column >= LIMIT)
                }));
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

fn is_doc(stream: TokenStream) -> bool {
    matches!(stream.into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

#[test]
fn no_line_is_too_wide() {
    let mut files = all_files();
    files.extend(["examples", "fuzz"].into_iter().flat_map(rust_files));
    let wide: Vec<String> = files.iter().flat_map(|(path, text)| too_wide(path, text)).collect();
    assert!(wide.is_empty(), "{}\n{} in all", wide.join("\n"), wide.len());
}

#[test]
fn wide_lines_are_seen_unless_a_test_has_a_text_in_them() {
    let found = |path: &str, text: &str| too_wide(path, text).len();
    let comment = |width: usize| format!("fn f() {{}}\n//{}", "æ".repeat(width - 2));
    assert_eq!(found("src/a.rs", &comment(LIMIT)), 0);
    assert_eq!(too_wide("src/a.rs", &comment(LIMIT + 1)), ["src/a.rs:2: more than 120 characters"]);
    assert_eq!(found("tests/a.rs", &comment(LIMIT + 1)), 1);
    let long = "x".repeat(LIMIT);
    for (text, in_src, in_tests) in [
        (format!("const A: &str = \"{long}\";"), 1, 0),
        (format!("const A: &str = \"a\n{long}x\nb\";"), 1, 0),
        (format!("const A: &str = \"a\"; fn {long}() {{}}"), 1, 1),
        (format!("/// {long}\nfn f() {{}}"), 1, 1),
        (format!("/// | {long} |\nfn f() {{}}"), 0, 0),
    ] {
        assert_eq!((found("src/a.rs", &text), found("tests/a.rs", &text)), (in_src, in_tests), "{text}");
    }
}
