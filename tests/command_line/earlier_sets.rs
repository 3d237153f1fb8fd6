//! Cases of an earlier criteria set, which are taken over with notes on stderr.

use super::*;
use wgs_referral::encryption::{Passphrase, Recipients, encrypt};

fn of_first_reading(answers: &str) -> String {
    MET.replace("ngc-2026-11.2", "ngc-2026-11").replace("\"diagnosis-group\": \"sarcoma\",", answers)
}

#[test]
fn a_case_of_the_first_reading_is_evaluated_under_the_second() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", of_first_reading("\"tumour-type\": \"sarcoma\","));
    let ended = run(["evaluate", &path, "--format", "json"]);
    assert_eq!(
        (ended.status, ended.err),
        (
            0,
            format!(
                "{path}: note: the case is of the set `ngc-2026-11` and is read as one of `ngc-2026-11.2`, which \
                 follows it\n"
            )
        )
    );
    let line = &json_lines(&ended.out)[0];
    assert_eq!(
        (&line["overall"], &line["requirements"]["target-group.diagnosis"]),
        (&json!("met"), &json!("met"))
    );
}

#[test]
fn a_change_of_the_earlier_set_is_told() {
    let folder = Folder::new();
    let case = of_first_reading("\"tumour-type\": \"sarcoma\",");
    let changed = "criteria_set: \"ngc-2026-11\", criteria_hash: \"0123456789ab\",";
    let path = folder.file("a.wgscase", case.replace("criteria_set: \"ngc-2026-11\",", changed));
    let ended = run(["evaluate", &path]);
    let told = format!("{path}: note: the set `ngc-2026-11` was changed since the case was written\n");
    assert!(ended.status == 0 && ended.err.contains(&told), "{}", ended.err);
    assert!(ended.err.contains("is read as one of `ngc-2026-11.2`"), "{}", ended.err);
}

#[test]
fn a_dropped_answer_is_named_without_its_value() {
    let folder = Folder::new();
    for answers in [
        "\"tumour-type\": \"other\",",
        "\"tumour-type\": \"other-rare-cancer\", \"brain-tumour-type\": \"none-of-these\",",
    ] {
        let path = folder.file("a.wgscase", of_first_reading(answers));
        let ended = run(["evaluate", &path, "--format", "json"]);
        assert_eq!(ended.status, 0);
        let told = "note: the answer to `tumour-type` is left out; answer `diagnosis-group` anew\n";
        assert!(ended.err.contains(told) && !ended.err.contains("other"), "{}", ended.err);
        assert_eq!(json_lines(&ended.out)[0]["waits_for"]["answers"], json!(["diagnosis-group"]));
    }
}

#[test]
fn each_set_knows_its_own_questions_alone() {
    let folder = Folder::new();
    for text in [
        of_first_reading("\"diagnosis-group\": \"sarcoma\","),
        of_first_reading("\"tumour-type\": \"sarcoma\", \"diagnosis-group\": \"sarcoma\","),
        MET.replace("\"diagnosis-group\"", "\"tumour-type\""),
    ] {
        let path = folder.file("a.wgscase", text);
        let ended = run(["evaluate", &path, "--format", "json"]);
        assert_eq!((ended.status, ended.out.as_str()), (1, ""));
        assert!(ended.err.contains(":9:") && ended.err.contains("unknown question"), "{}", ended.err);
    }
}

#[test]
fn the_hint_on_a_question_of_the_earlier_set_is_its_new_id() {
    let case = MET.replace("\"diagnosis-group\"", "\"tumour-type\"");
    refused(case, ":9:48", "`answers.…`: unknown question, did you mean `diagnosis-group`?");
    // The other way around there is no such rename: the hint is the nearest id.
    let case = of_first_reading("\"diagnosis-grup\": \"sarcoma\",");
    refused(case, ":9:48", "`answers.…`: unknown question");
}

#[test]
fn an_exported_case_of_the_first_reading_is_of_the_second() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", of_first_reading("\"tumour-type\": \"sarcoma\","));
    let pdf = folder.path("a.pdf").to_str().unwrap().to_owned();
    let ended = run(["export", &path, "--output", &pdf]);
    assert!(ended.status == 0 && ended.err.contains("which follows it"), "{}", ended.err);
    let ended = run(["evaluate", &pdf, "--format", "json"]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
    assert_eq!(json_lines(&ended.out)[0]["overall"], "met");
}

/// A case of the first reading with a dropped answer and one to confirm, besides an unusual code, which makes no
/// difference to these.
fn with_dropped_and_to_confirm() -> String {
    let text = of_first_reading("\"tumour-type\": \"other\", \"brain-tumour-type\": \"none-of-these\",");
    assert!(text.contains("\"metastatic\": true"));
    text.replace("\"metastatic\": true", "\"metastatic\": false")
}

/// The notes on [`with_dropped_and_to_confirm`].
const NOTES: [&str; 4] = [
    "note: the case is of the set `ngc-2026-11` and is read as one of `ngc-2026-11.2`, which follows it",
    "note: the answer to `tumour-type` is left out; answer `diagnosis-group` anew",
    "note: the answer to `brain-tumour-type` is left out; answer `brain-tumour-type` anew",
    "note: the answer to `metastatic` is kept but must be confirmed: the question has changed in `ngc-2026-11.2`",
];

const STILL_TO_CONFIRM: &str =
    "note: the answer to `metastatic` must be confirmed: the question was changed after it was answered";

/// Evaluates and exports a file. Both must succeed with `first` and [`NOTES`] alone, under the name of
/// the file in messages.
fn noted(path: &str, first: &str, name: &str, credentials: &[&str]) {
    let folder = Folder::new();
    let pdf = folder.path("report.pdf").to_str().unwrap().to_owned();
    let notes: String = NOTES.iter().map(|note| format!("{name}: {note}\n")).collect();
    let expected = format!("{first}{notes}");
    let evaluated = run(["evaluate", path, "--format", "json"].iter().chain(credentials));
    assert_eq!((evaluated.status, evaluated.err.as_str()), (0, expected.as_str()));
    let line = &json_lines(&evaluated.out)[0];
    assert_eq!(line["requirements"]["target-group.metastatic-or-recurrent"], "not-met", "the answer is kept");
    let exported = run(["export", path, "--output", &pdf].iter().chain(credentials));
    assert_eq!((exported.status, exported.err), (0, expected));
    // The case inside is of the new set: nothing is dropped a second time, and the answer is still to be confirmed.
    let again = run(["evaluate", &pdf, "--format", "json"]);
    assert_eq!((again.status, again.err), (0, format!("{pdf} (case.wgscase): {STILL_TO_CONFIRM}\n")));
}

#[test]
fn dropped_answers_and_those_to_confirm_are_named_for_a_plain_case() {
    let folder = Folder::new();
    let path = folder.file("a.wgscase", with_dropped_and_to_confirm());
    noted(&path, "", &path, &[]);
}

#[test]
fn dropped_answers_and_those_to_confirm_are_named_for_an_encrypted_case() {
    let folder = Folder::new();
    let secret = folder.file("secret.txt", "kun til afprøvning");
    let passphrase = Passphrase::take(&mut "kun til afprøvning".to_owned());
    let case = with_dropped_and_to_confirm();
    let path =
        folder.file("a.wgscase", encrypt(case.as_bytes(), &Recipients::Passphrase(passphrase)).unwrap());
    noted(&path, "", &path, &["--passphrase-file", &secret]);
}

#[test]
fn dropped_answers_and_those_to_confirm_are_named_for_the_case_inside_a_pdf() {
    let folder = Folder::new();
    let path = folder.file("a.pdf", pdf_with(&with_dropped_and_to_confirm()));
    noted(&path, &no_mark(&path), &format!("{path} (case.wgscase)"), &[]);
}

#[test]
fn an_answer_that_still_means_the_same_is_not_to_confirm() {
    let folder = Folder::new();
    for answers in ["\"tumour-type\": \"sarcoma\",", ""] {
        let text = of_first_reading(answers);
        let blank = text.replace("\"metastatic\": true,", "");
        for text in [text, blank] {
            let ended = run(["evaluate", &folder.file("a.wgscase", text), "--format", "json"]);
            assert_eq!((ended.status, ended.err.contains("confirmed")), (0, false), "{}", ended.err);
        }
    }
    // In the new set it is a plain answer.
    let ended =
        run(["evaluate", &folder.file("a.wgscase", edited("\"metastatic\": true", "\"metastatic\": false"))]);
    assert_eq!((ended.status, ended.err.as_str()), (0, ""));
}
