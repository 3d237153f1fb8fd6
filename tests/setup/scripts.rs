//! `./run` and `./test` find what is missing, ask, install it, and call cargo.

use super::ROOT;
use super::machine::Machine;
use super::packages::{DEBIAN, FEDORA, listed};
use std::process::Command;

/// Evaluates a line of bash with the functions of the scripts.
fn bash(line: &str) -> String {
    let script = format!("set -euo pipefail; source '{ROOT}/setup/common.sh'; {line}");
    let output = Command::new("bash").args(["-c", &script]).output().unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn the_scripts_install_the_packages_of_the_list() {
    assert_eq!(bash("window_packages apt").replace('\n', " "), listed(DEBIAN));
    assert_eq!(bash("window_packages dnf").replace('\n', " "), listed(FEDORA));
}

#[test]
fn the_version_of_rust_is_read() {
    for (said, version) in [
        ("rustc 1.95.0 (59807616e 2026-04-14)", "1.95"),
        ("rustc 1.63.0", "1.63"),
        ("rustc 1.100.2-nightly (59807616e 2026-04-14)", "1.100"),
        ("error: no default toolchain", ""),
        ("", ""),
    ] {
        assert_eq!(bash(&format!("rust_version '{said}'")), version, "{said}");
    }
    assert!(bash("is_at_least \"$(wanted_rust)\" 1.85 && echo yes") == "yes");
}

#[test]
fn versions_are_compared_as_numbers() {
    for (version, wanted, expected) in [
        ("1.95", "1.95", "yes"),
        ("1.100", "1.95", "yes"),
        ("2.0", "1.95", "yes"),
        ("1.94", "1.95", "no"),
        ("1.9", "1.95", "no"),
        ("0.99", "1.95", "no"),
        ("", "1.95", "no"),
    ] {
        let answer = bash(&format!("if is_at_least '{version}' {wanted}; then echo yes; else echo no; fi"));
        assert_eq!(answer, expected, "{version} for {wanted}");
    }
}

#[test]
fn a_machine_with_all_is_asked_nothing_and_arguments_reach_cargo() {
    let machine = Machine::new();
    // The test needs no library of the window.
    machine.set("ldconfig", "echo 'libc.so.6 (libc6,x86-64) => /lib/libc.so.6'");
    let home = machine.path("home").canonicalize().unwrap();
    for arguments in [
        &["laws", "--", "--nocapture"][..],
        &["--", "laws", "--", "--nocapture"],
        &["--yes", "laws", "--", "--nocapture"],
    ] {
        let said = machine.succeeds("test", arguments);
        let call = format!("toolchain default: test --manifest-path {ROOT}/Cargo.toml laws -- --nocapture\n");
        assert_eq!(said, format!("cargo in {}, {call}", home.display()));
    }
    assert_eq!(machine.succeeds("test", &[]).lines().count(), 1);
    assert_eq!(machine.log(), "");
}

#[test]
fn the_programs_arguments_stay_together_and_its_paths_relative() {
    let machine = Machine::new();
    let said = machine.succeeds("run", &["--yes", "--renderer", "opengl", "my case.wgscase", "--yes"]);
    let call = format!(
        "run --manifest-path {ROOT}/Cargo.toml --release -- --renderer opengl my case.wgscase --yes\n"
    );
    assert!(said.ends_with(&call), "{said}");
    assert!(
        said.contains(&format!("cargo in {}", machine.path("home").canonicalize().unwrap().display())),
        "{said}"
    );
}

#[test]
fn without_an_answer_nothing_is_installed() {
    let machine = Machine::new();
    machine.remove("cc");
    let message = machine.fails("test", &[]);
    assert!(message.contains("a C compiler and linker"), "{message}");
    assert!(message.contains("apt-get install gcc libc6-dev\n"), "{message}");
    assert!(message.contains("--yes"), "{message}");
    assert_eq!(machine.log(), "");
}

#[test]
fn a_compiler_is_installed_when_told_so_and_in_ci() {
    for (variable, arguments) in [("false", &["--yes"][..]), ("true", &[])] {
        let mut machine = Machine::new();
        machine.set_variable("CI", variable);
        // A compiler without the C library's files can't link.
        machine.set("cc", "exit 1");
        machine.installs_compiler("apt-get");
        machine.succeeds("test", arguments);
        let log = machine.log();
        assert_eq!(log, "apt-get update -qq\napt-get install -y -qq --no-install-recommends gcc libc6-dev\n");
    }
}

#[test]
fn fedora_installs_with_dnf() {
    let machine = Machine::new();
    machine.remove("apt-get");
    machine.remove("cc");
    machine.installs_compiler("dnf");
    machine.succeeds("test", &["--yes"]);
    assert_eq!(machine.log(), "dnf install -y -q gcc\n");
}

#[test]
fn a_compiler_that_still_cannot_link_is_told() {
    let machine = Machine::new();
    machine.set("cc", "exit 1");
    let message = machine.fails("test", &["--yes"]);
    assert!(message.contains("A C program can still not be linked"), "{message}");
}

#[test]
fn without_rights_the_administrator_is_told_what_to_run() {
    let machine = Machine::new();
    machine.remove("cc");
    machine.set("id", "echo 1000");
    let message = machine.fails("test", &["--yes"]);
    assert!(message.contains("no sudo"), "{message}");
    assert!(message.contains("\n  apt-get install gcc libc6-dev\n"), "{message}");
    assert_eq!(machine.log(), "");

    machine.set("sudo", &format!("echo sudo >>'{}'; exec \"$@\"", machine.path("log").display()));
    machine.installs_compiler("apt-get");
    machine.succeeds("test", &["--yes"]);
    assert_eq!(machine.log().matches("sudo\napt-get ").count(), 2, "{}", machine.log());
}

#[test]
fn another_system_is_told_what_is_missing() {
    let machine = Machine::new();
    machine.remove("apt-get");
    machine.remove("cc");
    let message = machine.fails("test", &["--yes"]);
    assert!(message.contains("a C compiler and linker"), "{message}");
    assert!(message.contains("apt and dnf only"), "{message}");

    machine.set("cc", "exit 0");
    machine.set("ldconfig", &machine.knows_all_but("libXi.so.6"));
    let output = machine.call("run", &["--yes"]);
    let message = String::from_utf8(output.stderr).unwrap();
    // The list of the loader may be incomplete, so the program itself decides.
    assert!(output.status.success(), "{message}");
    assert!(message.contains("libXi.so.6"), "{message}");

    machine.set("uname", "echo MINGW64_NT-10.0");
    assert!(machine.fails("run", &[]).contains("run.ps1"));
    machine.set("uname", "echo Haiku");
    assert!(machine.fails("run", &[]).contains("does not know Haiku"));
}

#[test]
fn libraries_of_the_window_are_installed_for_the_window_alone() {
    let machine = Machine::new();
    machine.set("ldconfig", &machine.knows_all_but("libXi.so.6"));
    machine.succeeds("test", &[]);
    assert_eq!(machine.log(), "");

    let message = machine.fails("run", &[]);
    assert!(message.contains("libXi.so.6"), "{message}");
    assert!(!message.contains("libXcursor.so.1"), "{message}");
    machine.succeeds("run", &["--yes"]);
    assert!(machine.log().contains(" libxi6"), "{}", machine.log());
    assert!(!machine.log().contains("libxcursor1"), "{}", machine.log());
}

#[test]
fn where_the_loader_keeps_no_list_the_program_itself_looks_for_its_libraries() {
    let machine = Machine::new();
    machine.set("ldconfig", "exit 1");
    machine.succeeds("run", &[]);
    assert_eq!(machine.log(), "");
}

#[test]
fn a_library_for_32_bit_programs_does_not_count() {
    let machine = Machine::new();
    let known = machine.knows_all_but("libXi.so.6") + "echo '\tlibXi.so.6 (libc6) => /lib/i386/libXi.so.6'";
    machine.set("ldconfig", &known);
    assert!(machine.fails("run", &[]).contains("libXi.so.6"));
}

#[test]
fn an_old_rust_of_the_distribution_is_left_aside_for_rustups() {
    let machine = Machine::new();
    machine.set("rustc", "echo 'rustc 1.63.0'");
    let message = machine.fails("test", &[]);
    assert!(message.contains("or newer (from https://rustup.rs)"), "{message}");
    // curl must be installed first.
    assert!(message.contains("apt-get install curl\n"), "{message}");

    // The installer writes where rustup does.
    let installer = "mkdir -p $HOME/.cargo/bin; cd $HOME/.cargo/bin; \
        printf '#!/bin/sh\\necho rustc 9.1.0 x\\n' >rustc; printf '#!/bin/sh\\necho new cargo $*\\n' >cargo; \
        PATH=/bin:/usr/bin; chmod +x rustc cargo";
    machine.write("installer", installer);
    let script = format!(
        "while [ \"$1\" != -o ]; do shift; done; echo curl >>'{}'; cat '{}' >\"$2\"",
        machine.path("log").display(),
        machine.path("installer").display()
    );
    machine.set("curl", &script);
    assert!(machine.succeeds("test", &["--yes"]).starts_with("new cargo test "));
    // A second call finds it, though no profile names its folder.
    assert!(machine.succeeds("test", &[]).starts_with("new cargo test "));
    assert_eq!(machine.log(), "curl\n");
}

#[test]
fn a_rust_that_cannot_be_downloaded_is_told() {
    let machine = Machine::new();
    machine.remove("cargo");
    machine.set("curl", "exit 6");
    let message = machine.fails("test", &["--yes"]);
    assert!(message.contains("could not be downloaded from https://sh.rustup.rs"), "{message}");
}

#[test]
fn rustups_stable_rust_is_used_where_its_default_is_too_old() {
    let machine = Machine::new();
    machine.set("rustc", "echo 'rustc 1.80.0 (051478957 2024-07-21)'");
    let stable = machine.path("stable");
    let installed = format!(
        "case $1 in toolchain) echo \"rustup $*\" >>'{}'; : >'{stable}' ;; \
         *) [ -e '{stable}' ] && echo 'rustc 9.0.0 (x)' ;; esac",
        machine.path("log").display(),
        stable = stable.display()
    );
    machine.set("rustup", &installed);
    assert!(machine.succeeds("test", &["--yes"]).contains("toolchain stable: test "));
    assert_eq!(machine.log(), "rustup toolchain install stable --profile minimal\n");
    // Now it is there, and nothing is asked.
    assert!(machine.succeeds("test", &[]).contains("toolchain stable: test "));
    assert_eq!(machine.log().lines().count(), 1);
}
