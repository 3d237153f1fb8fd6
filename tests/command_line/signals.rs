//! Signals that end the program while it writes a report.

use super::*;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::time::Duration;

/// Starts an export of each `outputs`, and ends it by a signal somewhat later than the one before.
fn interrupt_exports(case: &str, outputs: &[PathBuf], signal: &str) {
    let mut wait = Duration::from_millis(2);
    for output in outputs {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
        command.args(["export", case, "--output"]).arg(output);
        let mut export = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(wait);
        wait = wait * 11 / 10;
        // It fails if the export has ended before.
        let kill =
            Command::new("kill").args([signal, &export.id().to_string()]).stderr(Stdio::null()).status();
        kill.unwrap();
        let status = export.wait().unwrap();
        let is_whole = fs::read(output).is_ok_and(|pdf| pdf.starts_with(b"%PDF") && pdf.ends_with(b"%%EOF"));
        assert!(!output.exists() || is_whole, "{signal}: the report is not whole");
        assert!(status.signal().is_some() || is_whole, "{signal}: {status} without a report");
    }
}

fn hidden_files(folder: &Folder) -> Vec<String> {
    let names = fs::read_dir(folder.0.path()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.')).collect()
}

#[test]
fn a_signal_leaves_no_files_beside_the_report() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        let folder = Folder::new();
        let case = folder.file("a.wgscase", MET);
        let new: Vec<PathBuf> = (0..45).map(|number| folder.path(&format!("new{number}.pdf"))).collect();
        let replaced: Vec<PathBuf> = (0..45).map(|_| folder.path("same.pdf")).collect();
        interrupt_exports(&case, &new, signal);
        interrupt_exports(&case, &replaced, signal);
        assert_eq!(hidden_files(&folder), [""; 0], "{signal}");
    }
}

#[test]
fn a_signal_that_the_program_was_started_to_ignore_does_not_end_it() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    let line = r#"trap "" HUP; "$0" export "$1" --output "$2" & sleep 0.05; kill -HUP $!; wait $!"#;
    for number in 0..5 {
        let output = folder.path(&format!("{number}.pdf"));
        let mut shell = Command::new("sh");
        shell.args(["-c", line, env!("CARGO_BIN_EXE_wgs-referral-cli"), &case]).arg(&output);
        assert!(shell.status().unwrap().success());
        assert!(fs::read(output).unwrap().starts_with(b"%PDF"));
    }
}

#[test]
fn what_a_killed_export_left_goes_with_the_next_one_to_the_same_name() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    for name in [".a.pdf.wgs-0123456789ab", ".a.pdf.lock", ".a.pdf.holder"] {
        folder.file(name, "left");
    }
    let output = folder.path("a.pdf");
    let ended = run(["export", case.as_str(), "--output", output.to_str().unwrap()]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    assert_eq!(hidden_files(&folder), [""; 0]);
}
