//! Files that `evaluate` refuses, with the message for each.

use super::*;

#[test]
fn a_faulty_case_does_not_stop_the_others() {
    let folder = Folder::new();
    let first = folder.file("first.wgscase", MET);
    let faulty = folder.file("faulty.wgscase", edited("\"fresh\"", "\"frozen\""));
    let last = folder.file("last.wgscase", MET);
    let missing = folder.path("missing.wgscase").to_str().unwrap().to_owned();
    let ended = run(["evaluate", &first, &faulty, &missing, &last, "--format", "json"]);
    assert_eq!(ended.status, 1);
    let cases: Vec<Value> = json_lines(&ended.out).iter().map(|line| line["case"].clone()).collect();
    assert_eq!(cases, [json!(first), json!(last)]);
    assert_eq!(
        ended.err,
        format!(
            "{faulty}:22:23: `answers.wgs-tissue`: not one of the question's values, expected `fresh`, \
             `primary-operation-sample`, `blood-only`, `archive-only`\n\
             {missing}: could not be read: there is no such file; check the path\n"
        )
    );
}

#[test]
fn a_number_and_another_birth_date_give_a_note_and_an_unknown_age() {
    let folder = Folder::new();
    let path = folder
        .file("a.wgscase", edited("cpr: \"0201609941\"", "cpr: \"0201609941\", birth_date: \"1980-01-02\""));
    let ended = run(["evaluate", &path, "--format", "json"]);
    assert_eq!(ended.status, 0);
    assert_eq!(json_lines(&ended.out)[0]["waits_for"]["answers"], json!(["age"]));
    assert_eq!(
        ended.err,
        format!(
            "{path}: note: CPR number and date of birth disagree, so the age counts as unknown; correct one of them\n"
        )
    );
}

#[test]
fn invalid_ron_is_refused_with_its_place() {
    refused(
        "Kære læge, Aase Testperson 020160-9941",
        ":1:6",
        "the case file cannot be read from here on; correct it or use another copy",
    );
    refused("", ":1:1", "the case file cannot be read from here on; correct it or use another copy");
    refused(
        edited("    answers: {", "    answers: {{"),
        ":23:6",
        "the case file cannot be read from here on; correct it or use another copy",
    );
    refused(
        edited("Testperson\"", "Testperson"),
        ":6:45",
        "the case file cannot be read from here on; correct it or use another copy",
    );
}

#[test]
fn ron_without_a_field_of_a_case_is_refused() {
    refused(
        "// Aase\n (name: \"Aase Testperson\")",
        ":2:2",
        "this is not a case file; check that it is the right one",
    );
    refused("[1, 2]", ":1:1", "this is not a case file; check that it is the right one");
}

#[test]
fn a_newer_format_is_refused() {
    for newer in ["2", "Some(3)", "18446744073709551615", "18446744073709551616", &"9".repeat(400)] {
        refused(
            edited("format: 1", &format!("format: {newer}")),
            ":2:13",
            "the case file has a newer format than 1, the newest that this program reads; use a newer version",
        );
    }
    for none in ["0", "-1", "1.5", "\"2\"", "(2)"] {
        refused(
            edited("format: 1", &format!("format: {none}")),
            ":2:13",
            "`format`: wrong type, expected the format number 1",
        );
    }
}

#[test]
fn wrong_types_unknown_ids_and_impossible_values_are_refused_with_their_places() {
    for (old, new, place, message) in [
        (
            "\"recurrence\": false",
            "\"recurrence\": \"nej\"",
            ":17:23",
            "`answers.recurrence`: wrong type, expected true or false",
        ),
        (
            "\"recurrence\": false",
            "\"recurrense\": false",
            ":17:9",
            "`answers.…`: unknown question, did you mean `recurrence`?",
        ),
        (
            "\"fresh\"",
            "\"Aase Testperson\"",
            ":22:23",
            "`answers.wgs-tissue`: not one of the question's values, expected `fresh`, `primary-operation-sample`, `blood-only`, `archive-only`",
        ),
        ("    patient: (", "    patiant: (", ":6:5", "`…`: unknown field, did you mean `patient`?"),
        (
            "\"ngc-2026-11.2\"",
            "\"ngc-2030-01\"",
            ":3:19",
            "`criteria_set`: unknown criteria set, did you mean `ngc-2026-11.2`?",
        ),
        ("\"sarcoma\"", "\"sarkom\"", ":4:17", "`indication`: unknown indication, did you mean `sarcoma`?"),
        (
            "\"recurrence\": false",
            "\"metastatic\": false",
            ":17:9",
            "`answers.metastatic`: the key occurs twice; remove one of them",
        ),
        (
            "format: 1,",
            "format: 1, format: 1,",
            ":2:16",
            "`format`: the key occurs twice; remove one of them",
        ),
        ("\"2026-11-22\"", "\"2026-11-31\"", ":5:18", "`assessed_on`: not a date, expected YYYY-MM-DD"),
        (
            "\"0201609941\"",
            "\"3102609995\"",
            ":6:45",
            "`patient.cpr`: not a CPR number: the first six digits are not a date",
        ),
        (
            "\"2026-11-22\"",
            "\"1950-01-01\"",
            ":6:45",
            "`patient.cpr`: the birth is after the date of assessment; correct one of them",
        ),
        (
            "    answers: {",
            "    unread: {\"cpr\": \"020160\"},\n    answers: {",
            ":7:21",
            "`unread.cpr`: the text was saved half-typed; complete or remove it",
        ),
    ] {
        refused(edited(old, new), place, message);
    }
}

#[test]
fn a_judgement_without_a_rationale_is_refused() {
    let judgement =
        "    judgements: { \"sarcoma/competence.sarcoma-centre\": (accept: true) },\n    answers: {";
    refused(
        edited("    answers: {", judgement),
        ":7:56",
        "`judgements.sarcoma/competence.sarcoma-centre`: a judgement needs a rationale",
    );
}

#[test]
fn every_fault_of_a_file_is_reported() {
    let folder = Folder::new();
    let text = edited("\"fresh\"", "5").replace("\"2026-11-22\"", "\"x\"");
    let ended = run(["evaluate", &folder.file("a.wgscase", text)]);
    assert_eq!(ended.err.lines().count(), 2, "{}", ended.err);
}

#[test]
fn binary_data_is_refused() {
    refused(
        [0xff, 0xfe, 0x00, 0x80, 0x50, 0x4b],
        "",
        "could not be read: it is not a text file; check that it is the right one",
    );
    refused([0_u8; 100], ":1:1", "the case file cannot be read from here on; correct it or use another copy");
}

#[test]
fn a_hundred_thousand_open_brackets_are_refused() {
    let folder = Folder::new();
    for open in ["(", "[", "{", "(answers:", "Some("] {
        let path = folder.file("deep.wgscase", open.repeat(100_000));
        let ended = run(["evaluate", &path]);
        assert_eq!((ended.status, ended.out.as_str()), (1, ""));
        assert!(ended.err.starts_with(&format!("{path}:1:")), "{}", ended.err);
        assert!(
            ended
                .err
                .ends_with(": the case file cannot be read from here on; correct it or use another copy\n"),
            "{}",
            ended.err
        );
    }
}

#[test]
fn a_folder_and_a_missing_file_are_refused() {
    let folder = Folder::new();
    let path = folder.0.path().to_str().unwrap().to_owned();
    refused_path(&path, &format!("{path}: could not be read: it is a folder; name a file in it\n"));
    let missing = folder.path("none.wgscase").to_str().unwrap().to_owned();
    refused_path(&missing, &format!("{missing}: could not be read: there is no such file; check the path\n"));
}

#[test]
fn a_file_of_1_gb_is_refused_without_reading_it() {
    let folder = Folder::new();
    let path = folder.path("large.wgscase");
    // The file is sparse, so that it takes no space on the disk.
    fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
    let path = path.to_str().unwrap();
    refused_path(
        path,
        &format!(
            "{path}: could not be read: it is larger than 4 MiB, too large for such a file; check that it is the right one\n"
        ),
    );
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let set_mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    // Others must reach the file, so that its own permissions alone decide.
    set_mode(folder.0.path(), 0o755);
    let program = Path::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
    let evaluate = || Ended::of(ordinary_user::output_as_ordinary_user(program, &["evaluate", &path]));
    set_mode(Path::new(&path), 0o000);
    let ended = evaluate();
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
    assert_eq!(
        ended.err,
        format!(
            "{path}: could not be read: access is denied; check the permissions of the file and its folder\n"
        )
    );
    set_mode(Path::new(&path), 0o644);
    assert_eq!(evaluate().status, 0);
}

#[test]
fn a_byte_order_mark_is_accepted() {
    let folder = Folder::new();
    let ended = run(["evaluate", &folder.file("a.wgscase", format!("\u{feff}{MET}"))]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn a_pipe_without_a_writer_is_refused_and_standard_input_is_read() {
    use std::io::Write;
    use std::process::Stdio;
    let folder = Folder::new();
    let path = folder.path("pipe.wgscase").to_str().unwrap().to_owned();
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    refused_path(
        &path,
        &format!(
            "{path}: could not be read: it is a pipe, a socket or a device; copy its content to a file\n"
        ),
    );

    let mut command = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
    command.args(["evaluate", "/dev/stdin"]).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(MET.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

#[cfg(unix)]
#[test]
fn a_device_without_an_end_is_refused() {
    let device = "/dev/zero";
    let expected = format!(
        "{device}: could not be read: it is larger than 4 MiB, too large for such a file; check that it is the right one\n"
    );
    refused_path(device, &expected);
}
