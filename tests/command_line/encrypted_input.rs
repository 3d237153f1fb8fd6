//! Encrypted cases as input, and the credentials for them.

use super::*;

/// The files of format 1, which all have the same passphrase.
const FORMATS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats");
const PASSPHRASE: &str = "kun til afprøvning";

/// Runs the program with a text on standard input.
fn run_with_input(arguments: &[&str], input: &str) -> Ended {
    use std::io::Write;
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    Ended::of(child.wait_with_output().unwrap())
}

/// Whether stderr has the notes on the files of the oldest format, which are of the first reading of the criteria, and
/// nothing else.
fn has_notes_on_taking_over(err: &str) -> bool {
    let notes = [
        "note: the case is of the set `ngc-2026-11` and is read as one of `ngc-2026-11.2`, which follows it",
        "note: the answer to `metastatic` is kept but must be confirmed: the question has changed in `ngc-2026-11.2`",
    ];
    err.lines().count() == notes.len() && err.lines().zip(notes).all(|(line, note)| line.ends_with(note))
}

#[test]
fn an_encrypted_case_is_evaluated_like_the_plain_one() {
    let folder = Folder::new();
    let secret = folder.file("secret.txt", format!("{PASSPHRASE}\n"));
    let [plain, with_passphrase, with_keys, key] =
        ["1.wgscase", "1-passphrase.wgscase", "1-keys.wgscase", "1-recovery-key.age"]
            .map(|name| format!("{FORMATS}/{name}"));
    // The line starts with the file, which differs.
    let verdict = |ended: Ended| {
        assert_eq!(ended.status, 0);
        assert!(has_notes_on_taking_over(&ended.err), "{}", ended.err);
        ended.out.split_once(",\"indication\"").unwrap().1.to_owned()
    };
    let expected = verdict(run(["evaluate", "--format", "json", &plain]));
    let from_file = ["evaluate", "--format", "json", "--passphrase-file", &secret, &with_passphrase];
    assert_eq!(verdict(run(from_file)), expected);
    let from_input = ["evaluate", "--format", "json", "--passphrase-file", "-", &with_passphrase];
    assert_eq!(verdict(run_with_input(&from_input, &format!("{PASSPHRASE}\r\n"))), expected);
    let by_key =
        ["evaluate", "--format", "json", "--identity", &key, "--passphrase-file", &secret, &with_keys];
    assert_eq!(verdict(run(by_key)), expected);
    // One passphrase decrypts several files and a key.
    let all = ["evaluate", "--format", "json", "--identity", &key, "--passphrase-file", "-"];
    let all = [&all[..], &[plain.as_str(), &with_passphrase, &with_keys]].concat();
    assert_eq!(run_with_input(&all, PASSPHRASE).out.lines().count(), 3);
}

#[test]
fn an_encrypted_case_is_exported() {
    let folder = Folder::new();
    let secret = folder.file("secret.txt", PASSPHRASE);
    let output = folder.path("a.pdf");
    let case = format!("{FORMATS}/1-passphrase.wgscase");
    let ended = run(["export", &case, "--passphrase-file", &secret, "--output", output.to_str().unwrap()]);
    assert!(ended.status == 0 && has_notes_on_taking_over(&ended.err), "{}", ended.err);
    assert!(fs::read(&output).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn each_failure_to_decrypt_a_case_has_its_own_message() {
    let folder = Folder::new();
    let [wrong, right] = ["forkert", PASSPHRASE].map(|secret| folder.file(secret, secret));
    let blank = folder.file("blank", "\n");
    let [with_passphrase, with_keys, key] = ["1-passphrase.wgscase", "1-keys.wgscase", "1-recovery-key.age"]
        .map(|name| format!("{FORMATS}/{name}"));
    let sealed = fs::read(&with_keys).unwrap();
    let cut = folder.file("cut.wgscase", &sealed[..40]);
    let mut changed = sealed.clone();
    *changed.last_mut().unwrap() ^= 1;
    let damaged = folder.file("damaged.wgscase", &changed);
    let other =
        folder.file("other.txt", wgs_referral::encryption::Identities::generate().to_text().as_bytes());
    for (arguments, reason) in [
        (vec![with_passphrase.as_str()], "encrypted with a passphrase; give it with --passphrase-file"),
        (vec![&with_passphrase, "--passphrase-file", &wrong], "the passphrase is wrong; check it"),
        (vec![&with_passphrase, "--passphrase-file", &blank], "the passphrase is blank"),
        (
            vec![&with_passphrase, "--passphrase-file", "/no/such/file"],
            "there is no such file; check the path",
        ),
        (vec![&with_keys], "give the recovery key with --identity"),
        (vec![&with_keys, "--identity", &other], "it is encrypted to another key; give the recovery key"),
        (vec![&with_keys, "--identity", &wrong], "it holds no keys; give the file of the recovery key"),
        (
            vec![&with_keys, "--identity", &key, "--passphrase-file", &wrong],
            "the passphrase is wrong; check it",
        ),
        (vec![&cut, "--identity", &other], "it ends too early"),
        (vec![&damaged, "--identity", &key, "--passphrase-file", &right], "it is damaged; use another copy"),
    ] {
        let child = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"))
            .arg("evaluate")
            .args(&arguments)
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        let ended = Ended::of(child);
        assert_eq!((ended.status, ended.out.as_str()), (1, ""), "{arguments:?}");
        assert!(ended.err.contains(reason), "{arguments:?}: {}", ended.err);
        assert!(!ended.err.contains("afprøvning"), "{}", ended.err);
    }
    // No argument is a passphrase: other users could read it.
    assert_eq!(run(["evaluate", &with_passphrase, "--passphrase", PASSPHRASE]).status, 2);
}
