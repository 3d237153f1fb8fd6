//! No source file is too long to be read at one sitting. Tests are lists of cases and may be longer.

use std::fs;

use crate::source::{root, rust_files};

/// The most lines of a file.
const LIMIT: usize = 480;

/// Path and text of all Rust files of the package.
pub fn all_files() -> Vec<(String, String)> {
    let mut files: Vec<_> = ["src", "tests", "benches"].into_iter().flat_map(rust_files).collect();
    files.push(("build.rs".to_owned(), fs::read_to_string(root().join("build.rs")).unwrap()));
    files
}

fn too_long<'a>(files: impl IntoIterator<Item = &'a (String, String)>) -> Vec<String> {
    let lines = files.into_iter().map(|(path, text)| (path, text.lines().count()));
    let long = lines.filter(|(_, lines)| *lines > LIMIT);
    long.map(|(path, lines)| format!("{path}: {lines} lines, {LIMIT} are the most")).collect()
}

#[test]
fn no_file_is_too_long() {
    let files = all_files();
    let long = too_long(files.iter().filter(|(path, _)| !path.starts_with("tests/")));
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn one_line_too_many_is_seen() {
    let file = |lines| ("src/a.rs".to_owned(), "x\n".repeat(lines));
    assert_eq!(too_long(&[file(LIMIT)]), [""; 0]);
    assert_eq!(too_long(&[file(LIMIT + 1)]), ["src/a.rs: 481 lines, 480 are the most"]);
}
