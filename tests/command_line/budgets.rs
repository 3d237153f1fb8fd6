//! Small files that stand for much: they are refused in words before they take memory, and what can be read still is.

use super::*;
use wgs_referral::encryption::{Identities, encrypt};

/// In KiB, for all of the memory that the process asks for. The system kills no process for less.
const MEMORY: u64 = 300_000;
/// In bytes: the longest case file that is read.
const LONGEST: usize = 4 << 20;
const TOO_MANY: &str = "the case file has more values than any case; use another copy";

/// Runs the program with a limit on its memory, without which it could not go on.
fn run_with_little_memory(arguments: &[&str]) -> Ended {
    let mut command = Command::new("sh");
    let script = format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_wgs-referral-cli")]);
    Ended::of(command.args(arguments).output().unwrap())
}

/// A file with as many of the parts between the ends as the longest one has room for.
fn filled(start: &str, part: &str, end: &str) -> String {
    let room = LONGEST - start.len() - end.len();
    format!("{start}{}{end}", part.repeat(room / part.len()))
}

/// The kinds of values that take the most memory for their length, as case files of the greatest length.
fn with_many_values() -> [(&'static str, String); 7] {
    let chain = format!("{}0{},", "(a:".repeat(60), ")".repeat(60));
    [
        ("fields in each other", filled("(format:1,answers:[", &chain, "])")),
        ("fields in each other, unknown", filled("(format:1,a:[", &chain, "])")),
        ("empty lists", filled("(format:1,answers:[", "[],", "])")),
        ("small maps", filled("(format:1,answers:[", "{0:0},", "])")),
        ("wrapped values", filled("(format:1,answers:[", "Some(Some(())),", "])")),
        ("numbers", filled("(format:1,answers:[", "0,", "])")),
        ("equal keys", filled("(format:1,answers:{", "\"\":0,", "})")),
    ]
}

#[test]
fn many_values_are_refused_before_they_take_memory() {
    let folder = Folder::new();
    for (kind, text) in with_many_values() {
        let path = folder.file("a.wgscase", text);
        let ended = run_with_little_memory(&["evaluate", &path, "--all"]);
        assert_eq!((ended.status, ended.out.as_str()), (1, ""), "{kind}");
        assert!(ended.err.starts_with(&format!("{path}:1:")) && ended.err.contains(TOO_MANY), "{kind}");
    }
}

#[test]
fn many_values_are_refused_in_encrypted_files_and_pdfs_too() {
    let folder = Folder::new();
    // Its encrypted form is a little longer.
    let text = format!("(format:1,answers:[{}])", "[],".repeat(1_000_000));
    let keys = Identities::generate();
    let identity = folder.file("key.txt", keys.to_text().as_bytes());
    let path = folder.file("a.wgscase", encrypt(text.as_bytes(), &keys.recipients()).unwrap());
    let ended = run_with_little_memory(&["evaluate", &path, "--identity", &identity]);
    assert!(ended.status == 1 && ended.err.contains(TOO_MANY), "{}", ended.err);

    // Its 682 bytes are compressed twice.
    let pdf = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/command_line/outside/many-values.pdf");
    for command in [&["evaluate", pdf][..], &["export", pdf, "--output", "-"]] {
        let ended = run_with_little_memory(command);
        assert!(ended.status == 1 && ended.err.contains(TOO_MANY), "{}", ended.err);
    }
    let ended = run_with_little_memory(&["verify", pdf]);
    assert_ne!(ended.status, 0);
}

#[test]
fn a_case_with_more_faults_than_anybody_reads_is_still_read() {
    let folder = Folder::new();
    let faults = [
        filled("(format:1,answers:{", "\"metastatic\":true,", "})"),
        format!("(format:1,{})", (0..200_000).map(|at| format!("a{at}:0,")).collect::<String>()),
        format!(
            "(format:1,comments:{{{}}})",
            (0..200_000).map(|at| format!("\"{at}\":0,")).collect::<String>()
        ),
    ];
    for text in faults {
        let path = folder.file("a.wgscase", text);
        let ended = run_with_little_memory(&["evaluate", &path]);
        assert_eq!((ended.status, ended.err.lines().count()), (1, 101), "{}", ended.err);
        assert!(ended.err.ends_with(" more faults\n"), "{}", ended.err);
    }
}

#[test]
fn a_key_of_millions_of_letters_gets_no_hint() {
    let folder = Folder::new();
    let key = "sarcoma/target-group".repeat(200_000);
    for (group, kind) in [
        ("comments: {\"KEY\": \"\"}", "`comments.…`: unknown indication/row\n"),
        ("answers: {\"KEY\": true}", "`answers.…`: unknown question\n"),
        ("judgements: {\"KEY\": (accept: true)}", "`judgements.…`: unknown judgement\n"),
        ("aKEY: 0", "`…`: unknown field\n"),
        ("patient: (aKEY: 0)", "`patient.…`: unknown field\n"),
    ] {
        let key = if group.contains('"') { key.clone() } else { key.replace(['/', '-'], "_") };
        let path = folder.file("a.wgscase", format!("(format: 1, {})", group.replace("KEY", &key)));
        let ended = run_with_little_memory(&["evaluate", &path]);
        assert!(ended.status == 1 && ended.err.contains(kind), "{group}: {}", ended.err);
    }
    // One of 637 bytes that are compressed twice.
    let pdf = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/command_line/outside/long-key.pdf");
    let ended = run_with_little_memory(&["evaluate", pdf]);
    assert!(ended.err.contains("`comments.…`: unknown indication/row\n"), "{}", ended.err);
}

#[test]
fn a_long_indication_or_set_gets_no_hint() {
    for field in ["indication: \"sarcoma\"", "criteria_set: \"ngc-2026-11.2\""] {
        let folder = Folder::new();
        let (name, value) = field.trim_end_matches('"').split_once('"').unwrap();
        let path = folder.file("a.wgscase", edited(field, &format!("{name}\"{}\"", value.repeat(200_000))));
        let ended = run_with_little_memory(&["evaluate", &path]);
        assert!(ended.status == 1 && !ended.err.contains("did you mean"), "{}", ended.err);
        assert!(ended.err.len() < 1_000);
    }
}

#[test]
fn a_definition_file_with_many_values_is_refused_before_they_take_memory() {
    let folder = Folder::new();
    for (kind, mut text) in with_many_values() {
        let path = folder.file("sarcoma.ron", &text);
        let ended = run_with_little_memory(&["check", &path]);
        assert!(ended.status == 1 && ended.err.contains("it is larger than 1 MiB"), "{kind}: {}", ended.err);
        // Of the greatest length that is read. What is missing at the end comes after the budget.
        text.truncate(1 << 20);
        let path = folder.file("sarcoma.ron", &text);
        let ended = run_with_little_memory(&["check", &path]);
        assert_eq!(ended.status, 1, "{kind}");
        assert!(ended.err.contains(&format!("{path}:1:")) && ended.err.contains("too many values"), "{kind}");
    }
}

#[test]
fn a_definition_file_with_thousands_of_problems_names_each() {
    let folder = Folder::new();
    let sarcoma = embedded_files().into_iter().find(|file| file.name == "sarcoma.ron").unwrap().text;
    let form = "questions: [\"performance-status\"";
    assert!(sarcoma.contains(form));
    let unknown = (0..20_000).map(|at| format!(", \"unknown-{at}\"")).collect::<String>();
    let path = folder.file("sarcoma.ron", sarcoma.replacen(form, &format!("{form}{unknown}"), 1));
    let ended = run_with_little_memory(&["check", &path]);
    assert!(ended.status == 1 && ended.err.lines().count() > 20_000);
    assert!(
        ended.err.contains(&format!("{path}:17:47: unknown question `unknown-0`"))
            && ended.err.contains("`unknown-19999`")
    );
}

#[test]
fn a_file_with_more_keys_than_are_tried_is_refused() {
    let folder = Folder::new();
    let key = Identities::generate();
    let path = folder.file("a.wgscase", encrypt(MET.as_bytes(), &key.recipients()).unwrap());
    let with_others = |count| {
        let others = (1..count).map(|_| Identities::generate());
        Identities::all(others.chain([key.clone()]))
    };
    let identity = folder.file("few.txt", with_others(Identities::MAX_KEYS).to_text().as_bytes());
    assert_eq!(run(["evaluate", &path, "--identity", &identity]).status, 0);
    let identity = folder.file("many.txt", with_others(Identities::MAX_KEYS + 1).to_text().as_bytes());
    let ended = run(["evaluate", &path, "--identity", &identity]);
    assert_eq!((ended.status, ended.out.as_str()), (1, ""));
    assert!(ended.err.contains("it holds more than 100 keys"), "{}", ended.err);
}
