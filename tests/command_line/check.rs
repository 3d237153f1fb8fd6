//! The results and messages of `check`.

use super::*;

fn shipped(folder: &Folder) -> String {
    for file in embedded_files() {
        folder.file(&file.name, file.text);
    }
    folder.0.path().to_str().unwrap().to_owned()
}

#[test]
fn the_built_in_definitions_have_no_problem() {
    let ended = run(["check"]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    let set = embedded().unwrap();
    assert!(ended.out.starts_with("ngc-2026-11.2: 5 indications, "), "{}", ended.out);
    assert!(ended.out.contains(&set.hash), "{}", ended.out);
}

#[test]
fn all_definitions_in_a_folder_are_checked() {
    let folder = Folder::new();
    let path = shipped(&folder);
    assert_eq!(run(["check", &path]).out, run(["check"]).out);

    let sarcoma = fs::read_to_string(folder.path("sarcoma.ron")).unwrap();
    folder.file(
        "rare-sarcoma.ron",
        sarcoma.replace("id: \"sarcoma\"", "id: \"rare-sarcoma\"").replace("position: 2", "position: 6"),
    );
    assert!(run(["check", &path]).out.contains("6 indications"));

    fs::remove_file(folder.path("set.ron")).unwrap();
    let ended = run(["check", &path]);
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
    assert_eq!(
        ended.err,
        "set.ron:1:1: the file `set.ron` is missing from the set; expected it beside the others\n1 problem found\n"
    );
}

#[test]
fn a_single_definition_is_checked_together_with_the_built_in_ones() {
    let folder = Folder::new();
    let sarcoma = embedded_files().into_iter().find(|file| file.name == "sarcoma.ron").unwrap().text;
    let path = folder.file("sarcoma.ron", &sarcoma);
    assert_eq!(run(["check", &path]).status, 0);

    let faulty = sarcoma.replace("yes(\"sarcoma-centre\")", "yes(\"sarcoma-center\")");
    let line = faulty.lines().position(|line| line.contains("sarcoma-center\")")).unwrap() + 1;
    let path = folder.file("sarcoma.ron", faulty);
    let ended = run(["check", &path]);
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
    assert_eq!(
        ended.err,
        format!(
            "{path}:{line}:41: unknown question `sarcoma-center`; expected a known question; did you mean \
             `sarcoma-centre`?\n1 problem found\n"
        )
    );
}

#[test]
fn an_unreadable_definition_is_reported() {
    let folder = Folder::new();
    let missing = folder.path("none.ron").to_str().unwrap().to_owned();
    let ended = run(["check", &missing]);
    assert_eq!(ended.status, 1);
    assert_eq!(ended.err, format!("{missing}: could not be read: there is no such file; check the path\n"));

    let binary = folder.file("x.ron", [0xff, 0x00]);
    let ended = run(["check", &binary]);
    assert_eq!(ended.status, 1);
    assert_eq!(
        ended.err,
        format!("{binary}: could not be read: it is not a text file; check that it is the right one\n")
    );

    let rubbish = folder.file("x.ron", "Kære læge");
    let ended = run(["check", &rubbish]);
    assert_eq!(ended.status, 1);
    assert!(ended.err.starts_with(&format!("{rubbish}:1:")), "{}", ended.err);
}

#[test]
fn two_definitions_of_the_same_name_are_a_usage_error() {
    let (one, other) = (Folder::new(), Folder::new());
    let (first, second) = (one.file("sarcoma.ron", "Kære læge"), shipped(&other));
    let same = other.path("sarcoma.ron").to_str().unwrap().to_owned();
    for second in [second, same.clone()] {
        let ended = run(["check", &first, &second]);
        assert_eq!((ended.status, ended.out.as_str()), (2, ""));
        let expected = format!(
            "{same}: {first} has the same file name, which a set cannot have twice; leave one of them out\n"
        );
        assert_eq!(ended.err, expected);
    }
}

#[test]
fn a_definition_without_the_extension_ron_is_a_usage_error() {
    let folder = Folder::new();
    let path = folder.file("sarcoma.txt", "()");
    let ended = run(["check", &path]);
    let expected =
        format!("{path}: it is not an indication file, whose name ends in `.ron`; check the path\n");
    assert_eq!((ended.status, ended.err), (2, expected));
}
