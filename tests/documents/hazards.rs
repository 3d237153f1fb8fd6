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

/// The names of the steps of the trial of safety: those that `safety.py` runs, of the functions in the other files.
fn steps_of_trial(trial: &str, files: &[String]) -> Vec<String> {
    let lists = trial.split_once("\nWITHOUT_KEY_STORE").map_or("", |(_, lists)| lists);
    let lists = lists.split_once("\ndef ").map_or(lists, |(lists, _)| lists);
    let run: BTreeSet<&str> = lists.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let functions = files.iter().flat_map(|text| text.lines()).filter_map(|line| line.strip_prefix("def "));
    let names = functions.filter_map(|line| line.strip_suffix("(session):"));
    names.filter(|name| run.contains(name)).map(str::to_owned).collect()
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
    let mut tests: BTreeSet<String> = files.flat_map(|(_, text)| tests_in(&text)).collect();
    assert!(tests.len() > 500, "only {} tests are found", tests.len());
    let trials = root().join("tests/desktop");
    let files = fs::read_dir(&trials).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.to_str().unwrap().ends_with("_steps.py"));
    let files: Vec<String> = files.map(|path| fs::read_to_string(path).unwrap()).collect();
    let steps = steps_of_trial(&fs::read_to_string(trials.join("safety.py")).unwrap(), &files);
    assert!(steps.len() > 10, "only {} steps are found", steps.len());
    tests.extend(steps);
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

#[test]
fn a_step_that_the_trial_does_not_run_is_no_test() {
    let trial =
        "from a_steps import runs, stays\nWITHOUT_KEY_STORE = [[runs]]\ndef run_all(session):\n    stays";
    let files = ["def runs(session):\ndef stays(session):\ndef helper(text):\n".to_owned()];
    assert_eq!(steps_of_trial(trial, &files), ["runs"]);
}
