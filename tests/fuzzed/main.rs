//! Runs every file in the fuzzing corpus through its target.

mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

fn run(name: &str, target: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no files in {}", folder.display());
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        assert!(catch_unwind(|| target(&bytes)).is_ok(), "{}", path.display());
    }
}

#[test]
fn no_case_file_panics_and_a_saved_case_is_read_back() {
    run("case_file", targets::case_file);
}

#[test]
fn no_definition_file_panics() {
    run("indication_file", targets::indication_file);
}

#[test]
fn cpr_numbers_and_dates_are_read_back() {
    run("cpr", targets::cpr);
}

#[test]
fn no_pdf_panics() {
    run("pdf_reopening", targets::pdf_reopening);
}

#[test]
fn no_changed_pdf_panics() {
    run("verify", targets::verify);
}
