//! Runs the command line program: its results, messages and exit statuses.

#[cfg(target_os = "linux")]
mod budgets;
mod check;
mod earlier_sets;
mod encrypted_input;
mod evaluate;
mod export;
mod faults;
mod outside_text;
mod pdf_input;
mod readings;
mod scans;
mod shared_folders;
#[cfg(unix)]
mod signals;
mod streams;
mod unsearched;
mod verify;

#[cfg(unix)]
#[path = "../ordinary_user/mod.rs"]
mod ordinary_user;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;
use wgs_referral::definition::{embedded, embedded_files};

const MET: &str = r#"(
    format: 1,
    criteria_set: "ngc-2026-11.2",
    indication: "sarcoma",
    assessed_on: "2026-11-22",
    patient: (name: "Aase Testperson", cpr: "0201609941"),
    answers: {
        "biobank-collection": true,
        "biopsy-access": "likely-high-purity", "diagnosis-group": "sarcoma",
        "life-expectancy-assessed": true,
        "metastatic": true,
        "metastatic-at-presentation": false,
        "ngc-information-known": true,
        "oncologist-assessment": true,
        "performance-status": "1",
        "primary-histopathology": "available",
        "recurrence": false,
        "sarcoma-centre": true,
        "specialist-access": true,
        "standard-treatments-assessed": true,
        "systemic-treatment-indicated": true,
        "wgs-tissue": "fresh",
    },
)
"#;

/// The parts of [`MET`] that no message may show.
const IDENTIFYING: [&str; 4] = ["Aase", "Testperson", "020160", "9941"];

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

fn edited(old: &str, new: &str) -> String {
    assert!(MET.contains(old), "the case has no {old}");
    MET.replacen(old, new, 1)
}

/// The smallest PDF that holds a case.
fn pdf_with(case: &str) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n1 0 obj\n<< /AF [2 0 R] >>\nendobj\n".to_vec();
    let file = pdf.len();
    pdf.extend(b"2 0 obj\n<< /F (case.wgscase) /AFRelationship /Source /EF << /F 3 0 R >> >>\nendobj\n");
    let stream = pdf.len();
    pdf.extend(format!("3 0 obj\n<< /Length {} >>\nstream\n", case.len()).bytes());
    pdf.extend(format!("{case}\nendstream\nendobj\n").bytes());
    let start = pdf.len();
    let row = |at: usize| format!("{at:010} 00000 n \n");
    let rows = format!("xref\n1 3\n{}{}{}", row(9), row(file), row(stream));
    pdf.extend(format!("{rows}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    pdf
}

/// What stderr says of a PDF of [`pdf_with`], at first.
fn no_mark(path: &str) -> String {
    format!(
        "{path}: note: no mark: the PDF holds a case, but nothing that shows that the pages belong to it\n"
    )
}

struct Ended {
    status: i32,
    out: String,
    err: String,
}

impl Ended {
    fn of(Output { status, stdout, stderr }: Output) -> Self {
        Ended {
            status: status.code().expect("not ended by a signal"),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        }
    }
}

fn run<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
    Ended::of(command.args(arguments).output().unwrap())
}

fn json_lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Evaluates a file with `content`. The program must exit with status 1 and no result, and name the file,
/// `place` and `message`, but no patient data.
fn refused(content: impl AsRef<[u8]>, place: &str, message: &str) {
    let folder = Folder::new();
    let path = folder.file("case.wgscase", content);
    refused_path(&path, &format!("{path}{place}: {message}\n"));
}

fn refused_path(path: &str, expected: &str) {
    let ended = run(["evaluate", path, "--format", "json", "--all"]);
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
    assert_eq!(ended.err, expected);
    for word in IDENTIFYING {
        assert!(!ended.err.contains(word), "{}", ended.err);
    }
}

#[test]
fn wrong_arguments_exit_with_2_and_no_result() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let path = path.as_str();
    for call in [
        &[][..],
        &["evaluate"],
        &["evalute", path],
        &["evaluate", path, "--format", "xml"],
        &["evaluate", path, "--language", "de"],
        &["evaluate", path, "--zebra"],
        &["evaluate", path, "--all", "--indication", "sarcoma"],
        &["evaluate", path, "--indication"],
        &["evaluate", path, "--indication", "sarcom"],
    ] {
        let ended = run(call);
        assert_eq!((ended.status, ended.out.as_str()), (2, ""), "{call:?}");
        assert!(!ended.err.is_empty(), "{call:?}");
    }
    let ended = run(["evaluate", path, "--indication", "sarcom"]);
    assert!(ended.err.contains("did you mean `sarcoma`?"), "{}", ended.err);
}

#[test]
fn a_line_end_in_an_argument_starts_no_line_of_the_message() {
    for argument in ["--a\nerror: x", "--format=json\nerror: x", "check\nerror: x"] {
        let ended = run(["evaluate", "a.wgscase", argument, "--zebra"]);
        assert_eq!(ended.status, 2);
        assert!(!ended.err.contains("\nerror: x"), "{}", ended.err);
    }
}

#[test]
fn help_and_version_exit_with_0() {
    for call in [&["--help"][..], &["--version"], &["evaluate", "--help"]] {
        let ended = run(call);
        assert_eq!((ended.status, ended.err.as_str()), (0, ""), "{call:?}");
        assert!(!ended.out.is_empty());
    }
}

/// Runs the program with stdout or stderr on a full disk.
#[cfg(target_os = "linux")]
fn run_into_full(arguments: &[&str], full_is_stdout: bool) -> Ended {
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
    command.args(arguments);
    if full_is_stdout {
        command.stdout(full());
    } else {
        command.stderr(full());
    }
    Ended::of(command.output().unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_a_failure() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    for call in [&["evaluate", &path][..], &["evaluate", &path, "--format", "json"], &["check"], &["--help"]]
    {
        let ended = run_into_full(call, true);
        assert_eq!(ended.status, 1, "{call:?}: {}", ended.err);
        assert!(
            ended.err.starts_with("the result could not be written to standard output: "),
            "{}",
            ended.err
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn messages_that_cannot_be_written_do_not_change_the_status() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let faulty = folder.file("b.wgscase", edited("true", "7"));
    let output = folder.path("none/a.pdf").to_str().unwrap().to_owned();
    for (call, status) in [
        (&["evaluate", "none.wgscase"][..], 1),
        (&["evaluate", &faulty], 1),
        (&["evaluate", &path, "--indication", "sarcom"], 2),
        (&["evaluate"], 2),
        (&["export", &path, "--output", &output], 1),
        (&["check", "none.ron"], 1),
        (&["check", &faulty], 2),
    ] {
        assert_eq!(run_into_full(call, false).status, status, "{call:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_closes_the_pipe_early_is_no_failure() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
    let Output { status, stderr, .. } =
        command.args(["evaluate", &path, "--all"]).stdout(writer).output().unwrap();
    assert_eq!((status.code(), stderr), (Some(0), Vec::new()));
}
