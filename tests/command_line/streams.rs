//! Standard input in the place of a case, and standard output in the place of a PDF.

use super::*;
use std::io::Write;
use std::process::Stdio;
use wgs_referral::encryption::{Passphrase, Recipients, encrypt};

/// Runs the program with this standard input.
fn run_with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read its input closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

#[test]
fn a_case_and_a_pdf_are_read_from_standard_input() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let expected = run(["evaluate", &path]);
    let pdf = pdf_with(MET);
    for (input, note) in [(MET.as_bytes(), String::new()), (&pdf, no_mark("-"))] {
        let ended = Ended::of(run_with_input(&["evaluate", "-"], input));
        assert_eq!((ended.status, ended.err), (0, note));
        assert_eq!(ended.out, expected.out.replace(&path, "-"));
    }
    let ended = Ended::of(run_with_input(&["evaluate", "-"], b"(format: 1"));
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
    assert!(ended.err.starts_with("-:"), "{}", ended.err);
}

#[test]
fn an_encrypted_case_is_read_from_standard_input_with_the_passphrase_from_a_file() {
    let folder = Folder::new();
    let passphrase = Passphrase::take(&mut "rigtig hest".to_owned());
    let encrypted = encrypt(MET.as_bytes(), &Recipients::Passphrase(passphrase)).unwrap();
    let file = folder.file("pw", "rigtig hest\n");
    let ended = Ended::of(run_with_input(&["evaluate", "-", "--passphrase-file", &file], &encrypted));
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    assert!(ended.out.starts_with("-: "));
}

#[test]
fn standard_input_is_not_read_twice() {
    for arguments in [
        &["evaluate", "-", "-"][..],
        &["evaluate", "-", "--passphrase-file", "-"],
        &["export", "-", "--output", "-", "--passphrase-file", "-"],
    ] {
        let ended = Ended::of(run_with_input(arguments, MET.as_bytes()));
        assert_eq!((ended.status, ended.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ended.err.contains("given twice"), "{}", ended.err);
    }
}

#[test]
fn the_pdf_and_nothing_else_is_written_to_standard_output() {
    let folder = Folder::new();
    let (case, output) = (folder.file("a.wgscase", MET), folder.path("a.pdf"));
    assert_eq!(run(["export", &case, "--output", output.to_str().unwrap()]).status, 0);
    let expected = fs::read(output).unwrap();
    for (case, input) in [(case.as_str(), &b""[..]), ("-", MET.as_bytes())] {
        let Output { status, stdout, stderr } = run_with_input(&["export", case, "--output", "-"], input);
        assert_eq!((status.code(), String::from_utf8(stderr).unwrap().as_str()), (Some(0), ""));
        assert_eq!(stdout, expected);
    }
    // Notes go to the other stream.
    let with_note = edited("Aase", "Aase \u{1F600}");
    let Output { stdout, stderr, .. } =
        run_with_input(&["export", "-", "--output", "-"], with_note.as_bytes());
    assert!(stdout.starts_with(b"%PDF-1.7") && stdout.trim_ascii_end().ends_with(b"%%EOF"));
    assert!(String::from_utf8(stderr).unwrap().starts_with("-: note: "));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_a_failure() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    assert_eq!(run_into_full(&["export", &case, "--output", "-"], true).status, 1);
}
