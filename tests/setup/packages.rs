//! README.md, the program's message and the scripts name the same packages.

use super::ROOT;
use std::fs;

fn read(path: &str) -> String {
    fs::read_to_string(format!("{ROOT}/{path}")).unwrap()
}

/// The packages of a column of the list, each once, separated by spaces.
pub fn listed(column: usize) -> String {
    let list = read("setup/window-libraries.txt");
    let mut packages: Vec<&str> = Vec::new();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        for package in line.split_whitespace().nth(column).unwrap().split(',') {
            if !packages.contains(&package) {
                packages.push(package);
            }
        }
    }
    assert!(packages.len() > 5, "{packages:?}");
    packages.join(" ")
}

/// The columns of the list.
pub const DEBIAN: usize = 2;
pub const FEDORA: usize = 3;

#[test]
fn the_readme_names_the_packages_of_the_list() {
    let readme = read("README.md");
    for (system, call) in [
        ("| Debian", format!("`apt install {}`", listed(DEBIAN))),
        ("| Fedora", format!("`dnf install {}`", listed(FEDORA))),
    ] {
        let row = readme.lines().find(|line| line.starts_with(system)).unwrap();
        assert!(row.contains(&call), "README.md lacks {call} in: {row}");
    }
}

/// What a package needs and what it recommends: together the libraries of the window, so that it opens once installed.
#[test]
fn the_packages_bring_the_libraries_of_the_list() {
    let manifest = read("Cargo.toml");
    let line = |start: &str| manifest.lines().find_map(|line| line.strip_prefix(start)).unwrap();
    let debian = format!("{}, {}", line("depends = "), line("recommends = ")).replace('"', "");
    let debian: Vec<&str> = debian.split([',', '|']).map(|package| package.trim()).collect();
    for package in listed(DEBIAN).split(' ') {
        assert!(debian.contains(&package), "the .deb does not bring {package}");
    }
    let fedora: Vec<&str> = manifest.lines().filter_map(|line| line.strip_suffix(" = \"*\"")).collect();
    for package in listed(FEDORA).split(' ') {
        assert!(fedora.contains(&package), "the .rpm does not bring {package}");
    }
}

#[test]
fn the_readme_names_the_rust_version_of_the_manifest() {
    let manifest = read("Cargo.toml");
    let line = manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap();
    let sentence = format!("Rust {} or newer", line.trim_matches('"'));
    assert!(read("README.md").contains(&sentence), "README.md lacks: {sentence}");
}

/// Windows has no bash; its script must know the same version by reading the manifest.
#[test]
fn no_script_repeats_the_rust_version() {
    let manifest = read("Cargo.toml");
    let version = manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap();
    for path in ["run", "test", "run.ps1", "test.ps1", "setup/common.sh", "setup/common.ps1"] {
        assert!(!read(path).contains(version.trim_matches('"')), "{path} repeats the version of Cargo.toml");
    }
}
