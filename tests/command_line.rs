//! The command line, run as a program: what it prints, what it says of bad input, how it ends.

#[cfg(unix)]
mod ordinary_user;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;
use wgs_referral::definition::{embedded, embedded_files};

const MET: &str = r#"(
    format: 1,
    criteria_set: "ngc-2026-11",
    indication: "sarcoma",
    assessed_on: "2026-11-22",
    patient: (name: "Aase Testperson", cpr: "0201609995"),
    answers: {
        "biobank-collection": true,
        "biopsy-access": "likely-high-purity",
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

/// What of [`MET`] must never be seen in a message.
const IDENTIFYING: [&str; 4] = ["Aase", "Testperson", "020160", "9995"];

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

// ---- evaluate: JSON ----

#[test]
fn a_json_line_holds_what_the_contract_says() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let ended = run(["evaluate", &path, "--format", "json"]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    let expected = json!({
        "case": path,
        "indication": "sarcoma",
        "overall": "met",
        "rows": {
            "target-group": "met",
            "unexplained-aetiology": "no-requirement",
            "family-history": "no-requirement",
            "age": "met",
            "clinical-features": "met",
            "paraclinical": "met",
            "duration": "no-requirement",
            "differential-diagnoses": "not-applicable",
            "prior-treatment": "no-requirement",
            "professional-discussion": "met",
            "competence": "met",
        },
        "requirements": {
            "target-group.metastatic-or-recurrent": "met",
            "target-group.systemic-treatment": "met",
            "age.adult": "met",
            "clinical-features.performance-status": "met",
            "paraclinical.primary-histopathology": "met",
            "paraclinical.fresh-tissue": "met",
            "paraclinical.biobank": "met",
            "paraclinical.tissue-at-presentation": "not-applicable",
            "differential-diagnoses.recurrence-histology": "not-applicable",
            "professional-discussion.oncologist": "met",
            "professional-discussion.biopsy-access": "met",
            "professional-discussion.life-expectancy": "met",
            "professional-discussion.standard-treatments": "met",
            "competence.sarcoma-centre": "met",
            "competence.ngc-information": "met",
            "competence.specialist-access": "met",
        },
        "waits_for": { "answers": [], "judgements": [] },
        "recommendations": { "not_followed": 0, "unanswered": 0 },
        "judged": 0,
    });
    assert_eq!(json_lines(&ended.out), [expected]);
    assert!(ended.out.ends_with('\n'));
}

#[test]
fn what_is_waited_for_is_sorted_and_the_age_stands_among_the_answers() {
    let folder = Folder::new();
    let text = edited(", cpr: \"0201609995\"", "")
        .replace("\"sarcoma-centre\": true", "\"sarcoma-centre\": false")
        .replace("\"biobank-collection\": true,\n", "")
        .replace("\"wgs-tissue\": \"fresh\"", "\"wgs-tissue\": \"primary-operation-sample\"")
        .replace("\"biopsy-access\": \"likely-high-purity\"", "\"biopsy-access\": \"unlikely\"")
        .replace("\"performance-status\": \"1\",\n", "");
    let ended = run(["evaluate", &folder.file("a.wgscase", text), "--format", "json"]);
    let line = &json_lines(&ended.out)[0];
    assert_eq!(line["overall"], "missing");
    assert_eq!(
        line["waits_for"],
        json!({
            "answers": ["age", "biobank-collection", "performance-status"],
            "judgements": ["sarcoma/competence.sarcoma-centre", "sarcoma/paraclinical.fresh-tissue"],
        })
    );
    assert_eq!(line["recommendations"], json!({ "not_followed": 1, "unanswered": 1 }));
}

#[test]
fn accepted_judgements_are_counted() {
    let folder = Folder::new();
    let text = edited("\"sarcoma-centre\": true", "\"sarcoma-centre\": false").replace(
        "\n)\n",
        "\n    judgements: { \"sarcoma/competence.sarcoma-centre\": (accept: true, rationale: \"Aftalt\") },\n)\n",
    );
    let line = &json_lines(&run(["evaluate", &folder.file("a.wgscase", text), "--format", "json"]).out)[0];
    assert_eq!((&line["overall"], &line["judged"]), (&json!("met"), &json!(1)));
}

#[test]
fn lines_come_in_the_order_of_the_call_and_of_the_indications() {
    let folder = Folder::new();
    let (b, a) = (folder.file("b.wgscase", MET), folder.file("a.wgscase", MET));
    let ended = run(["evaluate", &b, &a, &b, "--all", "--format", "json"]);
    let found: Vec<(String, String)> = json_lines(&ended.out)
        .iter()
        .map(|line| {
            (line["case"].as_str().unwrap().to_owned(), line["indication"].as_str().unwrap().to_owned())
        })
        .collect();
    let indications = [
        "metastatic-solid-tumour",
        "sarcoma",
        "pancreas-cancer",
        "thymic-epithelial-tumour",
        "primary-brain-tumour",
    ];
    let expected: Vec<_> = [&b, &a, &b]
        .iter()
        .flat_map(|path| indications.map(|indication| ((*path).clone(), indication.to_owned())))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_line_has_the_same_keys_with_every_row_and_requirement() {
    let folder = Folder::new();
    let set = embedded().unwrap();
    let ended = run(["evaluate", &folder.file("a.wgscase", MET), "--all", "--format", "json"]);
    for (line, indication) in json_lines(&ended.out).iter().zip(&set.indications) {
        // As `serde_json` reads them, sorted. Their order in the line is the next test's.
        let names = [
            "case",
            "indication",
            "judged",
            "overall",
            "recommendations",
            "requirements",
            "rows",
            "waits_for",
        ];
        assert_eq!(keys(line), names);
        let mut rows: Vec<&str> = indication.rows.iter().map(|row| row.id.as_str()).collect();
        rows.sort_unstable();
        assert_eq!(keys(&line["rows"]), rows);
        let mut requirements: Vec<&str> = indication.requirements().map(|r| r.id.as_str()).collect();
        requirements.sort_unstable();
        assert_eq!(keys(&line["requirements"]), requirements);
        assert!(line["judged"].is_u64());
        assert!(line["recommendations"].as_object().unwrap().values().all(Value::is_u64));
    }
}

#[test]
fn the_keys_of_a_line_come_in_the_order_of_the_contract_and_of_the_document() {
    let folder = Folder::new();
    let set = embedded().unwrap();
    let ended = run(["evaluate", &folder.file("a.wgscase", MET), "--all", "--format", "json"]);
    for (line, indication) in ended.out.lines().zip(&set.indications) {
        let mut keys = vec!["case", "indication", "overall", "rows"];
        keys.extend(indication.rows.iter().map(|row| row.id.as_str()));
        keys.push("requirements");
        keys.extend(indication.requirements().map(|requirement| requirement.id.as_str()));
        keys.extend(["waits_for", "answers", "judgements"]);
        keys.extend(["recommendations", "not_followed", "unanswered", "judged"]);
        let found: Vec<&str> =
            line.split("\":").filter_map(|before| Some(before.rsplit_once('"')?.1)).collect();
        // What follows the last colon is no key.
        assert_eq!(found[..keys.len()], keys);
    }
}

#[test]
fn a_case_can_be_held_against_another_indication_than_its_own() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let ended = run(["evaluate", &path, "--indication", "pancreas-cancer", "--format", "json"]);
    let lines = json_lines(&ended.out);
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (&lines[0]["indication"], &lines[0]["overall"]),
        (&json!("pancreas-cancer"), &json!("missing"))
    );
}

#[test]
fn the_path_is_printed_as_given() {
    let folder = Folder::new();
    folder.file("æ ø.wgscase", MET);
    let mut command = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
    command.current_dir(folder.0.path()).args(["evaluate", "./æ ø.wgscase", "--format", "json"]);
    let out = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert_eq!(json_lines(&out)[0]["case"], "./æ ø.wgscase");
}

// ---- evaluate: text ----

#[test]
fn the_text_is_danish_unless_english_is_asked_for() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let danish = run(["evaluate", &path]).out;
    assert!(danish.starts_with(&format!("{path}: Sarkom: Kriterierne er opfyldt\n")), "{danish}");
    assert!(danish.contains("Alderskriterier"), "{danish}");
    assert_eq!(danish, run(["evaluate", &path, "--format", "text", "--language", "da"]).out);
    let english = run(["evaluate", &path, "--language", "en"]).out;
    assert!(english.starts_with(&format!("{path}: Sarcoma: ")), "{english}");
    assert!(!english.contains("Opfyldt") && !english.contains("Alderskriterier"), "{english}");
}

#[test]
fn the_text_names_what_is_missing_and_says_nothing_of_the_patient() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", edited("\"wgs-tissue\": \"fresh\",\n", ""));
    let out = run(["evaluate", &path]).out;
    assert!(out.contains("Kan ikke vurderes endnu"), "{out}");
    assert!(out.contains("Mangler: væv til WGS"), "{out}");
    assert!(IDENTIFYING.iter().all(|word| !out.contains(word)), "{out}");
}

#[test]
fn the_text_names_what_a_row_waits_for_once_and_by_its_kind() {
    let folder = Folder::new();
    let text = edited("\"sarcoma-centre\": true", "\"sarcoma-centre\": false")
        .replace("\"wgs-tissue\": \"fresh\",\n", "")
        .replace("\"biobank-collection\": true,\n", "")
        .replace("\"life-expectancy-assessed\": true,\n", "")
        .replace("\"standard-treatments-assessed\": true", "\"standard-treatments-assessed\": false")
        .replace("020160", "020112")
        .replace("9995", "4995");
    let path = folder.file("a.wgscase", text);
    let lines = |arguments: &[&str]| -> Vec<String> {
        run(["evaluate", &path].iter().chain(arguments))
            .out
            .lines()
            .map(|line| line.trim().to_owned())
            .collect()
    };
    let out = lines(&[]);
    for expected in [
        "Mangler: væv til WGS",
        "Ubesvaret anbefaling: indsamling af friskt væv",
        "Ubesvaret anbefaling: vurdering af PS og restlevetid",
        "Anbefaling ikke fulgt: Det er vurderet, om patienten har gennemgået de relevante standardbehandlinger.",
        "Lægeligt skøn: Kan WGS rekvireres uden for et sarkomcenter?",
        "Ikke opfyldt: Patienten er fyldt 18 år.",
        "Under 18 år: se patientgruppen ”Børn og unge med kræft”.",
    ] {
        assert_eq!(out.iter().filter(|line| *line == expected).count(), 1, "{expected}\n{}", out.join("\n"));
    }
    // Two requirements of one row wait for the tissue.
    let out = lines(&["--indication", "primary-brain-tumour"]);
    assert_eq!(out.iter().filter(|line| line.contains("væv til WGS")).count(), 1, "{}", out.join("\n"));
}

// ---- evaluate: bad input ----

#[test]
fn a_faulty_case_in_the_middle_leaves_the_others_their_lines() {
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
fn a_number_and_a_birth_date_that_disagree_are_a_note_and_leave_the_age_unknown() {
    let folder = Folder::new();
    let path = folder
        .file("a.wgscase", edited("cpr: \"0201609995\"", "cpr: \"0201609995\", birth_date: \"1980-01-02\""));
    let ended = run(["evaluate", &path, "--format", "json"]);
    assert_eq!(ended.status, 0);
    assert_eq!(json_lines(&ended.out)[0]["waits_for"]["answers"], json!(["age"]));
    assert_eq!(
        ended.err,
        format!(
            "{path}: note: CPR number and birth date disagree, so the age counts as unknown; correct one of them\n"
        )
    );
}

/// Evaluates a file with `content`: it must end with status 1, print nothing, name the file and
/// `place`, and nothing of the patient.
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
fn what_is_no_ron_is_refused_with_its_place() {
    refused(
        "Kære læge, Aase Testperson 020160-9995",
        ":1:6",
        "the case file can't be read from here on; correct it or use another copy",
    );
    refused("", ":1:1", "the case file can't be read from here on; correct it or use another copy");
    refused(
        edited("    answers: {", "    answers: {{"),
        ":23:6",
        "the case file can't be read from here on; correct it or use another copy",
    );
    refused(
        edited("Testperson\"", "Testperson"),
        ":6:45",
        "the case file can't be read from here on; correct it or use another copy",
    );
}

#[test]
fn what_is_no_case_is_refused() {
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
            "\"ngc-2026-11\"",
            "\"ngc-2030-01\"",
            ":3:19",
            "`criteria_set`: unknown criteria set, did you mean `ngc-2026-11`?",
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
            "\"0201609995\"",
            "\"3102609995\"",
            ":6:45",
            "`patient.cpr`: not a CPR number: the first six digits are not a date",
        ),
        (
            "\"2026-11-22\"",
            "\"1950-01-01\"",
            ":6:45",
            "`patient.cpr`: the birth is after the day of assessment; correct one of them",
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
fn every_fault_of_a_file_is_told() {
    let folder = Folder::new();
    let text = edited("\"fresh\"", "5").replace("\"2026-11-22\"", "\"x\"");
    let ended = run(["evaluate", &folder.file("a.wgscase", text)]);
    assert_eq!(ended.err.lines().count(), 2, "{}", ended.err);
}

#[test]
fn binary_rubbish_is_refused() {
    refused(
        [0xff, 0xfe, 0x00, 0x80, 0x50, 0x4b],
        "",
        "could not be read: it is not a text file; check that it is the right one",
    );
    refused([0_u8; 100], ":1:1", "the case file can't be read from here on; correct it or use another copy");
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
                .ends_with(": the case file can't be read from here on; correct it or use another copy\n"),
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
fn a_file_of_1_gb_is_refused_unread() {
    let folder = Folder::new();
    let path = folder.path("large.wgscase");
    // Sparse: it takes no room.
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
fn a_byte_order_mark_is_no_fault() {
    let folder = Folder::new();
    let ended = run(["evaluate", &folder.file("a.wgscase", format!("\u{feff}{MET}"))]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_to_is_refused_and_standard_input_is_read() {
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

// ---- The call itself ----

#[test]
fn a_call_at_fault_ends_with_2_and_prints_nothing() {
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
fn help_and_version_are_no_fault() {
    for call in [&["--help"][..], &["--version"], &["evaluate", "--help"]] {
        let ended = run(call);
        assert_eq!((ended.status, ended.err.as_str()), (0, ""), "{call:?}");
        assert!(!ended.out.is_empty());
    }
}

// ---- Broken output ----

/// Ends with its status, also where what it writes goes nowhere.
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
fn output_that_is_lost_is_told_and_no_success() {
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
fn messages_that_are_lost_leave_the_status() {
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
fn a_reader_that_leaves_early_is_no_fault() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", MET);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_wgs-referral-cli"));
    let Output { status, stderr, .. } =
        command.args(["evaluate", &path, "--all"]).stdout(writer).output().unwrap();
    assert_eq!((status.code(), stderr), (Some(0), Vec::new()));
}

// ---- check ----

fn shipped(folder: &Folder) -> String {
    for file in embedded_files() {
        folder.file(&file.name, file.text);
    }
    folder.0.path().to_str().unwrap().to_owned()
}

#[test]
fn the_shipped_files_check_without_a_problem() {
    let ended = run(["check"]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    let set = embedded().unwrap();
    assert!(ended.out.starts_with("ngc-2026-11: 5 indications, "), "{}", ended.out);
    assert!(ended.out.contains(&set.hash), "{}", ended.out);
}

#[test]
fn a_folder_of_definitions_is_checked_whole() {
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
fn one_definition_is_checked_among_the_shipped() {
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
fn a_definition_that_can_not_be_read_is_told() {
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
fn two_definitions_of_one_name_are_a_call_at_fault() {
    let (one, other) = (Folder::new(), Folder::new());
    let (first, second) = (one.file("sarcoma.ron", "Kære læge"), shipped(&other));
    let same = other.path("sarcoma.ron").to_str().unwrap().to_owned();
    for second in [second, same.clone()] {
        let ended = run(["check", &first, &second]);
        assert_eq!((ended.status, ended.out.as_str()), (2, ""));
        let expected = format!(
            "{same}: {first} has the same file name, which a set can't have twice; leave one of them out\n"
        );
        assert_eq!(ended.err, expected);
    }
}

#[test]
fn a_definition_of_another_kind_is_a_call_at_fault() {
    let folder = Folder::new();
    let path = folder.file("sarcoma.txt", "()");
    let ended = run(["check", &path]);
    let expected =
        format!("{path}: it is not an indication file, whose name ends in `.ron`; check the path\n");
    assert_eq!((ended.status, ended.err), (2, expected));
}

// ---- PDFs with a case inside ----

/// The PDF that is made of a case, under a name.
fn pdf_of(folder: &Folder, name: &str, case: &str) -> String {
    let output = folder.path(name).to_str().unwrap().to_owned();
    let ended = run(["export", &folder.file("inside.wgscase", case), "--output", &output]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    output
}

#[test]
fn a_pdf_is_evaluated_as_the_case_inside() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    let pdf = pdf_of(&folder, "a.pdf", MET);
    for format in ["json", "text"] {
        let of_case = run(["evaluate", &case, "--all", "--format", format]);
        let of_pdf = run(["evaluate", &pdf, "--all", "--format", format]);
        assert_eq!((of_pdf.status, of_pdf.err.as_str()), (0, ""));
        // As JSON writes the paths of Windows.
        let written = |path: &str| path.replace('\\', r"\\");
        let out = of_case.out.replace(&case, &pdf).replace(&written(&case), &written(&pdf));
        assert_eq!(of_pdf.out, out);
    }
}

#[test]
fn a_pdf_is_exported_anew_from_the_case_inside_and_never_onto_itself() {
    let folder = Folder::new();
    let pdf = pdf_of(&folder, "a.pdf", MET);
    let again = folder.path("again.pdf").to_str().unwrap().to_owned();
    let ended = run(["export", &pdf, "--output", &again]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    let bytes = fs::read(&pdf).unwrap();
    assert_eq!(fs::read(&again).unwrap(), bytes);

    let ended = run(["export", &pdf, "--output", &pdf]);
    assert_eq!(ended.status, 2);
    assert_eq!(fs::read(&pdf).unwrap(), bytes);
}

#[test]
fn a_note_on_the_case_inside_a_pdf_names_both() {
    let folder = Folder::new();
    let case = edited("cpr: \"0201609995\"", "cpr: \"0201609995\", birth_date: \"1980-01-02\"");
    let output = folder.path("a.pdf").to_str().unwrap().to_owned();
    run(["export", &folder.file("inside.wgscase", case), "--output", &output]);
    let ended = run(["evaluate", &output]);
    assert_eq!(ended.status, 0);
    let note = "note: CPR number and birth date disagree, so the age counts as unknown; correct one of them";
    assert_eq!(ended.err, format!("{output} (case.wgscase): {note}\n"));
}

#[test]
fn faults_of_the_case_inside_a_pdf_are_told_with_their_places_in_it() {
    let folder = Folder::new();
    let inside = |case: &str| {
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
        folder.file("a.pdf", pdf)
    };
    let pdf = inside(&edited("\"2026-11-22\"", "\"2026-11-31\""));
    let place = format!("{pdf} (case.wgscase)");
    refused_path(&pdf, &format!("{place}:5:18: `assessed_on`: not a date, expected YYYY-MM-DD\n"));
    inside("Aase Testperson");
    refused_path(
        &pdf,
        &format!("{place}:1:6: the case file can't be read from here on; correct it or use another copy\n"),
    );
    inside("(name: \"Aase Testperson\")");
    refused_path(&pdf, &format!("{place}:1:1: this is not a case file; check that it is the right one\n"));
}

#[test]
fn a_pdf_without_a_case_to_be_had_is_refused_with_its_reason() {
    let folder = Folder::new();
    let pdf = folder.path("a.pdf").to_str().unwrap().to_owned();
    let case = folder.file("a.wgscase", MET);
    run(["export", &case, "--output", &pdf, "--without-case"]);
    refused_path(&pdf, &format!("{pdf}: could not be read: there is no case inside the PDF\n"));
    let damaged = folder.file("b.pdf", &fs::read(pdf_of(&folder, "c.pdf", MET)).unwrap()[..9000]);
    refused_path(&damaged, &format!("{damaged}: could not be read: the PDF is damaged\n"));

    let output = folder.path("d.pdf");
    let ended = run(["export", &pdf, "--output", output.to_str().unwrap()]);
    assert_eq!(ended.status, 1);
    assert!(!output.exists());
}

// ---- export ----

fn exported(folder: &Folder, arguments: &[&str]) -> Vec<u8> {
    let case = folder.file("a.wgscase", MET);
    let output = folder.path("a.pdf");
    let ended = run(["export", &case, "--output", output.to_str().unwrap()].iter().chain(arguments));
    assert_eq!((ended.status, ended.out.as_str(), ended.err.as_str()), (0, "", ""));
    fs::read(output).unwrap()
}

#[test]
fn an_export_is_the_same_in_every_run_and_replaces_what_was_there() {
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
fn a_new_report_is_its_owners_and_an_old_one_keeps_its_permissions() {
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
fn a_failed_export_writes_nothing_and_leaves_what_was_there() {
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
fn an_export_without_output_or_with_a_moment_that_is_none_is_a_call_at_fault() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", MET);
    assert_eq!(run(["export", &case]).status, 2);
    let output = folder.path("a.pdf");
    for moment in ["yesterday", "2026-11-23T09:30:00", "2026-11-23"] {
        let ended = run(["export", &case, "--output", output.to_str().unwrap(), "--moment", moment]);
        assert_eq!(ended.status, 2, "{moment}");
        assert!(!output.exists());
    }
}

#[test]
fn characters_that_the_font_lacks_are_told_by_number_alone() {
    let folder = Folder::new();
    let case = folder.file("a.wgscase", edited("Aase Testperson", "Aase \u{1F600} Testperson"));
    let output = folder.path("a.pdf");
    let ended = run(["export", &case, "--output", output.to_str().unwrap()]);
    assert_eq!(ended.status, 0);
    assert!(ended.err.contains("U+1F600"), "{}", ended.err);
    assert!(IDENTIFYING.iter().all(|mark| !ended.err.contains(mark)), "{}", ended.err);
}

/// The kept files of the first format, with the passphrase that all of them have.
const FORMATS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats");
const PASSPHRASE: &str = "kun til afprøvning";

/// As [`run`], with this on standard input.
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

#[test]
fn an_encrypted_case_is_evaluated_as_the_plain_one() {
    let folder = Folder::new();
    let secret = folder.file("secret.txt", format!("{PASSPHRASE}\n"));
    let [plain, with_passphrase, with_keys, key] =
        ["1.wgscase", "1-passphrase.wgscase", "1-keys.wgscase", "1-recovery-key.age"]
            .map(|name| format!("{FORMATS}/{name}"));
    // The line names the file; the rest is the verdict.
    let verdict = |ended: Ended| {
        assert_eq!((ended.status, ended.err.as_str()), (0, ""));
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
    // One passphrase for several files, and for a key.
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
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    assert!(fs::read(&output).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn what_does_not_open_an_encrypted_case_is_told_apart() {
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
    // No passphrase is taken from where others can read it.
    assert_eq!(run(["evaluate", &with_passphrase, "--passphrase", PASSPHRASE]).status, 2);
}
