//! Each control in `SAFETY.md` names tests that exist.

use std::collections::BTreeSet;
use std::fs;

use super::source::{root, rust_files};

/// The header of the tables of hazards.
const HEADER: &str = "| cause | control | test |";

/// The names of all tests in a text of Rust, without those that are run only on request.
fn tests_in(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_test = |at: &usize| lines[*at] == "#[test]";
    let name = |at: usize| {
        let end = lines[at + 1..].iter().position(|line| !line.starts_with('#'))? + at + 1;
        let start =
            lines[..at].iter().rposition(|line| !line.starts_with('#')).map_or(0, |before| before + 1);
        let is_ignored = lines[start..end].iter().any(|line| line.starts_with("#[ignore"));
        let function = lines[end..].first().filter(|_| !is_ignored)?;
        function.strip_prefix("fn ")?.split('(').next().map(str::to_owned)
    };
    (0..lines.len()).filter(is_test).filter_map(name).collect()
}

/// The rows of the tables of hazards: the whole row, and the names in its last cell.
fn controls(document: &str) -> Vec<(&str, Vec<&str>)> {
    let mut is_in_table = false;
    let mut rows = Vec::new();
    for line in document.lines() {
        is_in_table = line == HEADER || (is_in_table && line.starts_with('|'));
        if !is_in_table || line == HEADER || line.starts_with("| ---") {
            continue;
        }
        let last = line.trim_end_matches([' ', '|']).rsplit('|').next().unwrap_or_default();
        rows.push((line, last.split('`').skip(1).step_by(2).collect()));
    }
    rows
}

/// The rows without a test, and the tests that do not exist.
fn faults(document: &str, tests: &BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    for (row, named) in controls(document) {
        if named.is_empty() {
            faults.push(format!("no test: {row}"));
        }
        let missing = named.iter().filter(|name| !tests.contains(**name));
        faults.extend(missing.map(|name| format!("no such test: {name}")));
    }
    faults
}

#[test]
fn every_control_of_a_hazard_has_tests_that_exist() {
    let files = rust_files("tests").into_iter().chain(rust_files("src"));
    let tests: BTreeSet<String> = files.flat_map(|(_, text)| tests_in(&text)).collect();
    assert!(tests.len() > 500, "only {} tests are found", tests.len());
    let document = fs::read_to_string(root().join("SAFETY.md")).unwrap();
    let controls = controls(&document);
    assert!(controls.len() > 30, "only {} controls are found", controls.len());
    let faults = faults(&document, &tests);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_control_without_a_test_and_a_test_that_is_gone_are_found() {
    let document = "| cause | control | test |\n| --- | --- | --- |\n| a | b | `is_there` |\n| a | b | |\n\
                    | a | b | `is_there`, `is_gone`, `is_ignored`, `is_ignored_first` |\n\n| other | table |\n";
    let text = "#[test]\n#[should_panic]\nfn is_there() {}\nfn is_gone() {}\n\
                #[test]\n#[ignore = \"slow\"]\nfn is_ignored() {}\n\
                #[ignore]\n#[test]\nfn is_ignored_first() {}\n";
    let tests = tests_in(text).into_iter().collect();
    assert_eq!(
        faults(document, &tests),
        [
            "no test: | a | b | |",
            "no such test: is_gone",
            "no such test: is_ignored",
            "no such test: is_ignored_first"
        ]
    );
}
