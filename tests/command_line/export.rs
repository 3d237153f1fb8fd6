//! The PDF that `export` writes.

use super::*;

fn exported(folder: &Folder, arguments: &[&str]) -> Vec<u8> {
    let case = folder.file("a.wgscase", MET);
    let output = folder.path("a.pdf");
    let ended = run(["export", &case, "--output", output.to_str().unwrap()].iter().chain(arguments));
    assert_eq!((ended.status, ended.out.as_str(), ended.err.as_str()), (0, "", ""));
    fs::read(output).unwrap()
}

#[test]
fn an_export_is_deterministic_and_replaces_the_old_file() {
    let folder = Folder::new();
    let first = exported(&folder, &[]);
    assert!(first.starts_with(b"%PDF-1.7"));
    assert_eq!(first, exported(&folder, &[]));
    assert_ne!(first, exported(&folder, &["--language", "en"]));
    assert_ne!(first, exported(&folder, &["--without-case"]));
    let files = fs::read_dir(folder.0.path()).unwrap().count();
    assert_eq!(files, 2, "nothing is left beside the output");
}

#[test]
fn the_dates_come_from_the_moment_or_the_day_of_assessment() {
    let folder = Folder::new();
    let date_of = |bytes: &[u8]| {
        let document = lopdf::Document::load_mem(bytes).unwrap();
        let info = document.trailer.get(b"Info").and_then(lopdf::Object::as_reference).unwrap();
        let info = document.get_dictionary(info).unwrap();
        String::from_utf8(info.get(b"CreationDate").unwrap().as_str().unwrap().to_vec()).unwrap()
    };
    assert_eq!(date_of(&exported(&folder, &[])), "D:20261122000000Z");
    let moment = ["--moment", "2026-11-23T09:30:00+01:00"];
    assert_eq!(date_of(&exported(&folder, &moment)), "D:20261123083000Z");
}

#[cfg(unix)]
#[test]
fn a_new_report_is_private_and_a_replaced_one_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    exported(&folder, &[]);
    let path = folder.path("a.pdf");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    exported(&folder, &[]);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o664);
}

#[test]
fn a_failed_export_leaves_the_old_file() {
    let folder = Folder::new();
    let faulty = folder.file("a.wgscase", edited("true", "7"));
    let output = folder.file("old.pdf", "old");
    let ended = run(["export", &faulty, "--output", &output]);
    assert_eq!(ended.status, 1);
    assert_eq!(fs::read_to_string(&output).unwrap(), "old");

    let case = folder.file("b.wgscase", MET);
    for (place, words) in [
        ("none/a.pdf", "the folder does not exist; create it or name another"),
        ("", "it is a folder; name a file"),
    ] {
        let output = folder.path(place);
        let ended = run(["export", &case, "--output", output.to_str().unwrap()]);
        assert_eq!(ended.status, 1, "{}", ended.err);
        assert!(ended.err.contains(words), "{}", ended.err);
        assert!(IDENTIFYING.iter().all(|mark| !ended.err.contains(mark)), "{}", ended.err);
    }
    assert!(!folder.path("none").exists());

    let read_only = folder.file("read-only.pdf", "old");
    let mut permissions = fs::metadata(&read_only).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&read_only, permissions).unwrap();
    let ended = run(["export", &case, "--output", &read_only]);
    let expected = format!(
        "{read_only}: the report could not be written: access is denied; check the permissions of the file and its folder\n"
    );
    assert_eq!((ended.status, ended.err), (1, expected));
    assert_eq!(fs::read_to_string(&read_only).unwrap(), "old");
}

#[test]
fn an_export_never_replaces_its_own_case() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    let ended = run(["export", &case, "--output", &case]);
    assert_eq!(ended.status, 2);
    assert_eq!(fs::read_to_string(&case).unwrap(), MET);
}

#[test]
fn a_missing_output_and_an_invalid_moment_are_usage_errors() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    assert_eq!(run(["export", &case]).status, 2);
    let output = folder.path("a.pdf");
    for moment in [
        "yesterday",
        "2026-11-23T09:30:00",
        "2026-11-23",
        "0000-12-31T23:59:59Z",
        "0000-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00+01:00",
    ] {
        let ended = run(["export", &case, "--output", output.to_str().unwrap(), "--moment", moment]);
        assert_eq!(ended.status, 2, "{moment}");
        assert!(!output.exists());
    }
}

#[test]
fn characters_that_the_font_lacks_are_reported_by_code_only() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", edited("Aase Testperson", "Aase \u{1F600} Testperson"));
    let output = folder.path("a.pdf");
    let ended = run(["export", &case, "--output", output.to_str().unwrap()]);
    assert_eq!(ended.status, 0);
    assert!(ended.err.contains("U+1F600"), "{}", ended.err);
    assert!(IDENTIFYING.iter().all(|mark| !ended.err.contains(mark)), "{}", ended.err);
}
