//! Nothing from outside does harm: every file that fuzzing has kept goes through its target once more.

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
fn no_case_file_does_harm_and_a_case_is_the_same_once_it_is_saved() {
    run("case_file", targets::case_file);
}

#[test]
fn no_definition_file_keeps_the_check_from_ending() {
    run("indication_file", targets::indication_file);
}

#[test]
fn a_cpr_number_or_date_that_can_be_read_prints_and_reads_back_the_same() {
    run("cpr", targets::cpr);
}

#[test]
fn no_pdf_does_harm_to_whoever_takes_the_case_out_of_it() {
    run("pdf_reopening", targets::pdf_reopening);
}
