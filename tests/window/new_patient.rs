//! Another patient typed over a case with answers: whose they are is asked before anything is done with the case.

use crate::bench::{Bench, SAMPLE, plain};
use crate::fake_desktop::JobKind;
use crate::key_events::pressed;
use crate::pointer;
use crate::recovery::{after_pause, take_copies, window_with_recovery};
use crate::report::export_to;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::case::Case;
use wgs_referral::definition::{Answer, Language};
use wgs_referral::desktop::{
    CaseRequest, OpenedCase, Output, PickedPath, Protection, ReportRequest, Request, SaveError,
};
use wgs_referral::files::{FileError, Fingerprint, Overwrite};
use wgs_referral::window::{CaseCommand, Command, Dialog, Field, Target, UiCommand, WindowCommand};

const QUESTION: &str = "Er det en ny patient?";
const BEGIN: &str = "Ny sag til den nye patient";
const CORRECT: &str = "Det er en rettelse";
const BENTE: &str = "020160-9941";
const BERIT: &str = "240847-1233";

/// Replaces the text of a field, and stays in it.
fn retype(bench: &mut Bench, label: &str, text: &str) {
    bench.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, label).focus();
    bench.run();
    bench.press_with(Modifiers::COMMAND, Key::A);
    for character in text.chars() {
        bench.harness.event(Event::Text(character.to_string()));
        bench.run();
    }
}

/// Replaces the text of a field, and leaves it.
fn replace(bench: &mut Bench, label: &str, text: &str) {
    retype(bench, label, text);
    bench.press(Key::Tab);
}

fn case(bench: &Bench) -> &Case {
    bench.window().case().session().case()
}

fn number(bench: &Bench) -> String {
    case(bench).patient.cpr.as_ref().map_or_else(String::new, ToString::to_string)
}

fn is_asked(bench: &Bench) -> bool {
    matches!(bench.window().dialog(), Some(Dialog::NewPatient(_)))
}

/// The case of Bente with answers, from her file.
fn bente() -> Bench {
    let mut bench = Bench::new();
    let text = SAMPLE.replace(&sample_number(), "0201609941");
    let opened = OpenedCase { protection: Some(Protection::Keys), ..plain(&text) };
    bench.open_file("/t/a.wgscase", Ok(opened));
    bench.take_all_requests();
    assert_eq!(number(&bench), BENTE);
    bench
}

fn sample_number() -> String {
    let sample = wgs_referral::case::read(SAMPLE, &crate::bench::criteria()).unwrap().case;
    sample.patient.cpr.unwrap().as_str().to_owned()
}

/// The case of Bente, over which name and number of Berit were typed.
fn berit_over_bente() -> Bench {
    let mut bench = bente();
    replace(&mut bench, "Navn", "Berit Testperson");
    assert!(!is_asked(&bench), "a name alone is a correction");
    replace(&mut bench, "CPR-nummer", "2408471233");
    bench
}

/// The label of the text field that has the focus.
fn focused_field(bench: &Bench) -> String {
    let fields = bench.harness.query_all(By::new().role(egui::accesskit::Role::TextInput));
    let focused = fields.into_iter().find(|field| field.accesskit_node().is_focused());
    focused.and_then(|field| field.accesskit_node().label()).unwrap_or_default()
}

fn type_text(bench: &mut Bench, text: &str) {
    for character in text.chars() {
        bench.harness.event(Event::Text(character.to_string()));
        bench.run();
    }
}

#[test]
fn a_patient_typed_in_the_order_of_the_fields_is_asked_about_once_all_are_left() {
    for way in ["Tab", "Tab and back", "pointer", "F8"] {
        let mut bench = bente();
        retype(&mut bench, "Navn", "Lis Helt Anden");
        match way {
            "pointer" => {
                bench.harness.run_steps(4);
                let field = By::new().role(egui::accesskit::Role::TextInput).label("CPR-nummer");
                bench.harness.get(field).click();
                bench.run();
            }
            "F8" => {
                bench.dispatch(CaseCommand::GoTo(Target::Field(Field::Cpr)));
            }
            _ => bench.press(Key::Tab),
        }
        assert!(!is_asked(&bench), "{way}: the number is still to come");
        if way == "Tab and back" {
            bench.press_with(Modifiers::SHIFT, Key::Tab);
            assert!(!is_asked(&bench) && focused_field(&bench) == "Navn");
            bench.press(Key::Tab);
        }
        assert_eq!(focused_field(&bench), "CPR-nummer", "{way}");
        bench.press_with(Modifiers::COMMAND, Key::A);
        type_text(&mut bench, "2408471233");
        assert!(!is_asked(&bench), "{way}");
        bench.press(Key::Tab);
        assert!(is_asked(&bench) && bench.has(&format!("Lis Helt Anden · {BERIT}")), "{way}");
        bench.click(BEGIN);
        assert_eq!((case(&bench).patient.name.as_str(), number(&bench).as_str()), ("Lis Helt Anden", BERIT));
    }
}

#[test]
fn a_patient_who_is_left_without_a_change_of_the_last_field_is_asked_about() {
    type Step = fn(&mut Bench);
    let ways: [(&str, Step); 3] = [
        ("Tab", |bench| bench.press(Key::Tab)),
        ("another view", |bench| bench.show_indication("sarcoma")),
        ("an answer", |bench| bench.click("Performance status (ECOG): 1")),
    ];
    for (way, leave) in ways {
        let mut bench = bente();
        replace(&mut bench, "Navn", "Lis Helt Anden");
        assert!(!is_asked(&bench) && focused_field(&bench) == "CPR-nummer", "{way}");
        leave(&mut bench);
        if way == "another view" {
            // The card of the patient is in each form, and the focus stays in it.
            bench.press(Key::Tab);
        }
        assert!(is_asked(&bench), "{way}");
    }
}

#[test]
fn a_new_case_of_a_patient_with_a_name_goes_on_with_the_number() {
    let mut bench = bente();
    replace(&mut bench, "Navn", "Lis Helt Anden");
    bench.press(Key::Tab);
    bench.click(BEGIN);
    assert_eq!(focused_field(&bench), "CPR-nummer");
    type_text(&mut bench, "2408471233");
    assert_eq!((case(&bench).patient.name.as_str(), number(&bench).as_str()), ("Lis Helt Anden", BERIT));

    let mut bench = bente();
    replace(&mut bench, "CPR-nummer", "2408471233");
    bench.click(BEGIN);
    assert_eq!(focused_field(&bench), "Navn");
}

#[test]
fn cancelling_goes_back_to_the_field_that_was_changed() {
    for (label, text) in [("Navn", "Lis Helt Anden"), ("CPR-nummer", "2408471233")] {
        let mut bench = bente();
        replace(&mut bench, label, text);
        if label == "Navn" {
            bench.press(Key::Tab);
        }
        assert!(is_asked(&bench));
        bench.press(Key::Escape);
        assert_eq!(focused_field(&bench), label);
        assert_eq!(number(&bench), BENTE);
    }
}

#[test]
fn another_patient_typed_over_a_case_gets_a_case_and_the_one_before_stays_as_it_was() {
    let mut bench = berit_over_bente();
    let before = wgs_referral::case::read(SAMPLE, &crate::bench::criteria()).unwrap().case.patient.name;
    assert!(is_asked(&bench) && bench.has(QUESTION));
    assert!(bench.has(&format!("{before} · {BENTE}")), "the patient before is not named");
    assert!(bench.has(&format!("Berit Testperson · {BERIT}")), "the patient now is not named");
    let first = bench.window().case().id();
    bench.click(BEGIN);
    // Nothing else was changed, so that nothing is asked about saving.
    assert_eq!(bench.window().dialog(), None);
    assert_ne!(bench.window().case().id(), first);
    assert_eq!((case(&bench).patient.name.as_str(), number(&bench).as_str()), ("Berit Testperson", BERIT));
    assert!(case(&bench).answers.is_empty() && case(&bench).judgements.is_empty());
    assert!(bench.window().case().session().path().is_none());
    assert!(bench.window().case().session().has_unsaved_changes());
    assert!(bench.take_requests_of(JobKind::Write).is_empty());
}

#[test]
fn unsaved_changes_of_the_patient_before_are_asked_about_under_that_patient() {
    let mut bench = bente();
    bench.type_into("Hospital", "x");
    replace(&mut bench, "CPR-nummer", "2408471233");
    bench.click(BEGIN);
    assert!(bench.has("Sagen er ikke gemt") && bench.has_part(BENTE) && !bench.has_part(BERIT));
    bench.click("Gem først");
    let [Request::Case(CaseRequest::Write { path, case: written, .. })] =
        &bench.take_requests_of(JobKind::Write)[..]
    else {
        panic!("the case is not written")
    };
    assert_eq!(path.to_str(), Some("/t/a.wgscase"));
    assert_eq!(written.patient.cpr.as_ref().map(ToString::to_string).as_deref(), Some(BENTE));
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"saved"))));
    assert_eq!(number(&bench), BERIT);
    assert!(case(&bench).answers.is_empty() && case(&bench).patient.name.is_empty());
}

/// A case with an answer that was never saved.
fn poul_without_a_file() -> Bench {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    replace(&mut bench, "Navn", "Poul Testperson");
    replace(&mut bench, "CPR-nummer", "0201609941");
    bench.dispatch(CaseCommand::Answer("recurrence".into(), Some(Answer::YesNo(true))));
    bench
}

/// A case of Poul, and what is said of it once another patient is typed over it, in Danish and in English.
struct SaidOfCase {
    state: &'static str,
    case: fn() -> Bench,
    /// The question whether it is a new patient.
    question: [&'static str; 2],
    /// The question before the new case; `None`: nothing would be lost, and it is not asked.
    then: Option<[&'static str; 2]>,
}

/// The case, changed since it was opened.
fn with_hospital(mut bench: Bench) -> Bench {
    bench.type_into("Hospital", "x");
    bench
}

/// The case, exported with the case inside of the PDF.
fn exported(mut bench: Bench) -> Bench {
    bench.dispatch(UiCommand::ExportPdf);
    export_to(&mut bench, "/t/a.pdf");
    bench.take_all_requests();
    bench
}

fn sample_without_file() -> Bench {
    let mut bench = Bench::new();
    bench.dispatch(UiCommand::Sample);
    bench
}

const SAID_OF_CASES: [SaidOfCase; 6] = [
    SaidOfCase {
        state: "saved",
        case: bente,
        question: [
            "Sagen for Poul Testperson · 020160-9941 er gemt og ændres ikke.",
            "The case of Poul Testperson · 020160-9941 is saved and does not change.",
        ],
        then: None,
    },
    SaidOfCase {
        state: "sample, not changed",
        case: sample_without_file,
        question: [
            "er ikke ændret, siden du åbnede den: Du bliver ikke spurgt, om den skal gemmes.",
            "has not changed since you opened it: you are not asked whether to save it.",
        ],
        then: None,
    },
    SaidOfCase {
        state: "changed",
        case: || with_hospital(bente()),
        question: [
            "Det, du har ændret i sagen for Poul Testperson · 020160-9941, er ikke gemt",
            "What you have changed in the case of Poul Testperson · 020160-9941 is not saved",
        ],
        then: Some([
            "Det, du har ændret i sagen for Poul Testperson · 020160-9941, siden den sidst blev gemt, går tabt,",
            "What you have changed in the case of Poul Testperson · 020160-9941 since it was last saved is lost",
        ]),
    },
    SaidOfCase {
        state: "changed, in PDF",
        case: || exported(with_hospital(bente())),
        question: [
            "Det, du har ændret i sagen for Poul Testperson · 020160-9941, er ikke gemt",
            "What you have changed in the case of Poul Testperson · 020160-9941 is not saved",
        ],
        then: Some([
            "Det, du har ændret i sagen for Poul Testperson · 020160-9941, er ikke gemt i dens fil. Det blev",
            "What you have changed in the case of Poul Testperson · 020160-9941 is not saved in its file. It was",
        ]),
    },
    SaidOfCase {
        state: "without a file",
        case: poul_without_a_file,
        question: [
            "Sagen for Poul Testperson · 020160-9941 er ikke gemt: Før den nye sag bliver du spurgt",
            "The case of Poul Testperson · 020160-9941 is not saved: before the new case, you are asked",
        ],
        then: Some([
            "Sagen for Poul Testperson · 020160-9941 er ikke gemt og går tabt, hvis den ikke gemmes først.",
            "The case of Poul Testperson · 020160-9941 is not saved, and is lost if it is not saved first.",
        ]),
    },
    SaidOfCase {
        state: "without a file, in PDF",
        case: || exported(poul_without_a_file()),
        question: [
            "Sagen for Poul Testperson · 020160-9941 er ikke gemt: Før den nye sag bliver du spurgt",
            "The case of Poul Testperson · 020160-9941 is not saved: before the new case, you are asked",
        ],
        then: Some([
            "Sagen for Poul Testperson · 020160-9941 er ikke gemt som sag. Den blev skrevet med alle svar",
            "The case of Poul Testperson · 020160-9941 is not saved as a case. It was written into the PDF",
        ]),
    },
];

#[test]
fn the_question_and_the_one_after_it_call_the_same_thing_unsaved() {
    for SaidOfCase { state, case, question, then } in SAID_OF_CASES {
        let mut bench = case();
        replace(&mut bench, "CPR-nummer", "2408471233");
        assert!(is_asked(&bench) && bench.has_part(question[0]), "{state}");
        let without_file = bench.window().case().session().path().is_none();
        assert!(!without_file || !bench.has_part("er gemt og ændres ikke"), "{state}: there is no file");
        bench.switch_to_english();
        assert!(bench.has_part(question[1]), "{state}");
        bench.click("New case for the new patient");
        assert_eq!(bench.has("The case is not saved"), then.is_some(), "{state}");
        assert!(then.is_none_or(|words| bench.has_part(words[1])), "{state}");
        bench.dispatch(WindowCommand::SetLanguage(Language::Da));
        assert!(then.is_none_or(|words| bench.has_part(words[0])), "{state}");
        // What was promised is true: a case that is saved is left as it is in its file.
        assert!(then.is_some() || bench.take_requests_of(JobKind::Write).is_empty(), "{state}");
        assert!(then.is_some() || number(&bench) == BERIT, "{state}");
    }
}

/// The case of Bente with an unsaved change, over which Berit was typed; her case is to be begun.
fn berit_waits_for_a_case() -> (Bench, Case, Case) {
    let mut bench = bente();
    bench.type_into("Hospital", "x");
    let before = case(&bench).clone();
    replace(&mut bench, "Navn", "Berit Testperson");
    replace(&mut bench, "CPR-nummer", "2408471233");
    let typed = case(&bench).clone();
    bench.click(BEGIN);
    assert!(bench.has("Sagen er ikke gemt") && *case(&bench) == before);
    (bench, before, typed)
}

#[test]
fn the_question_is_asked_again_with_what_was_typed_if_the_case_before_is_neither_saved_nor_discarded() {
    type Step = fn(&mut Bench);
    let ways: [&[Step]; 4] = [
        &[|bench| bench.click("Annullér")],
        &[|bench| bench.press(Key::Escape)],
        // The file was changed by somebody else, and the user gives up.
        &[
            |bench| bench.click("Gem først"),
            |bench| {
                bench.reply(Output::CaseWritten(Err(SaveError::File(FileError::Changed(None)))));
            },
            |bench| bench.click("Annullér"),
        ],
        // The file may not be written.
        &[
            |bench| bench.click("Gem først"),
            |bench| {
                bench.reply(Output::CaseWritten(Err(SaveError::File(FileError::Denied))));
            },
        ],
    ];
    for (at, way) in ways.into_iter().enumerate() {
        let (mut bench, before, typed) = berit_waits_for_a_case();
        for step in way {
            step(&mut bench);
        }
        assert!(is_asked(&bench) && *case(&bench) == typed, "{at}");
        // Undo never brings one patient to the answers of the other.
        bench.press(Key::Escape);
        assert!(*case(&bench) == before && bench.window().dialog().is_none(), "{at}");
        bench.dispatch(UiCommand::Undo);
        bench.dispatch(UiCommand::Redo);
        assert!(number(&bench) == BENTE && !is_asked(&bench), "{at}");
    }
    let (mut bench, _, _) = berit_waits_for_a_case();
    bench.click("Annullér");
    bench.click(BEGIN);
    bench.click("Kassér ændringer");
    assert_eq!((case(&bench).patient.name.as_str(), number(&bench).as_str()), ("Berit Testperson", BERIT));
    assert!(case(&bench).answers.is_empty() && bench.window().dialog().is_none());
}

#[test]
fn a_patient_who_waits_for_a_case_waits_for_the_file_dialog_of_the_case_before() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    replace(&mut bench, "CPR-nummer", "0201609941");
    bench.click("Performance status (ECOG): 1");
    replace(&mut bench, "CPR-nummer", "2408471233");
    bench.click(BEGIN);
    bench.click("Gem først");
    assert!(matches!(bench.window().dialog(), Some(Dialog::Save(_))) && number(&bench) == BENTE);
    bench.press(Key::Escape);
    assert!(is_asked(&bench) && number(&bench) == BERIT);
}

#[test]
fn a_correction_keeps_the_answers_and_is_asked_about_once() {
    let mut bench = bente();
    let answers = case(&bench).answers.clone();
    replace(&mut bench, "CPR-nummer", "0201609992");
    bench.click(CORRECT);
    assert_eq!(number(&bench), "020160-9992");
    assert!(case(&bench).answers == answers && bench.window().dialog().is_none());
    bench.dispatch(UiCommand::Save);
    assert_eq!(bench.take_requests_of(JobKind::Write).len(), 1);
    // Taken back and made again, it is the same patient.
    bench.dispatch(UiCommand::Undo);
    bench.dispatch(UiCommand::Redo);
    assert_eq!(bench.window().dialog(), None);
    replace(&mut bench, "CPR-nummer", "2408471233");
    assert!(is_asked(&bench));
    bench.press(Key::Escape);
    // The number that was wrong may be that of another patient, who is typed over this one later.
    replace(&mut bench, "CPR-nummer", "0201609941");
    assert!(is_asked(&bench));
}

#[test]
fn what_was_wanted_when_it_was_asked_is_done_after_a_correction() {
    let mut bench = bente();
    retype(&mut bench, "CPR-nummer", "0201609992");
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(is_asked(&bench) && bench.take_requests_of(JobKind::Write).is_empty());
    bench.click(CORRECT);
    assert_eq!(bench.take_requests_of(JobKind::Write).len(), 1);
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"now"))));
    // What the question is cancelled for is not done.
    retype(&mut bench, "CPR-nummer", "2408471233");
    bench.press_with(Modifiers::COMMAND, Key::E);
    assert!(is_asked(&bench));
    bench.press(Key::Escape);
    assert!(bench.window().dialog().is_none() && number(&bench) == "020160-9992");
}

#[test]
fn a_number_before_the_name_and_a_name_after_the_number_is_gone_are_asked_about() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    replace(&mut bench, "Navn", "Bente Testperson");
    bench.click("Performance status (ECOG): 1");
    replace(&mut bench, "CPR-nummer", "2408471233");
    assert!(!is_asked(&bench), "the number may be the first one of Bente");
    replace(&mut bench, "Navn", "Berit Testperson");
    bench.press(Key::Tab);
    assert!(is_asked(&bench) && bench.has("Bente Testperson · CPR-nummer mangler"));
    bench.press(Key::Escape);
    assert!(case(&bench).patient.name == "Bente Testperson" && number(&bench).is_empty());

    let mut bench = bente();
    retype(&mut bench, "CPR-nummer", "");
    bench.press(Key::Delete);
    bench.press(Key::Tab);
    assert!(number(&bench).is_empty() && !is_asked(&bench));
    replace(&mut bench, "Navn", "Hans Testperson");
    // The number is blank, so that the birth date can be typed after it.
    bench.press(Key::Tab);
    assert!(!is_asked(&bench));
    bench.press(Key::Tab);
    assert!(is_asked(&bench));
    bench.press(Key::Escape);
    assert_eq!(number(&bench), BENTE);
}

#[test]
fn text_that_is_typed_on_answers_nothing_in_the_question() {
    let mut bench = bente();
    retype(&mut bench, "CPR-nummer", "2408471233");
    // The clock of the test goes on with each event. Keys that are let go would make pauses between them.
    bench.harness.event(pressed(Key::Tab));
    for character in "29 sarkom i knoglen".chars() {
        if character == ' ' {
            bench.harness.event(pressed(Key::Space));
        }
        bench.harness.event(Event::Text(character.to_string()));
    }
    bench.harness.event(pressed(Key::Enter));
    bench.harness.step();
    assert!(is_asked(&bench) && bench.take_requests_of(JobKind::Write).is_empty());
    // After a pause, a key is meant for the question.
    for _ in 0..60 {
        bench.harness.step();
    }
    bench.press(Key::Enter);
    assert!(!is_asked(&bench));
    assert!(bench.has_part("Det, du netop skrev, er ikke brugt"));
}

#[test]
fn what_is_brought_back_was_entered_as_it_stands() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    replace(&mut bench, "Navn", "Bente Testperson");
    replace(&mut bench, "CPR-nummer", "0201");
    bench.click("Performance status (ECOG): 1");
    replace(&mut bench, "CPR-nummer", "0201609992");
    replace(&mut bench, "CPR-nummer", "2408471233");
    bench.press(Key::Escape);
    assert_eq!(number(&bench), "020160-9992");
    assert_eq!(bench.field_text("CPR-nummer"), "020160-9992");
}

#[test]
fn cancelling_brings_the_patient_back_and_undo_never_brings_the_other_one() {
    let mut bench = bente();
    bench.type_into("Hospital", "x");
    let before = case(&bench).clone();
    replace(&mut bench, "Navn", "Berit Testperson");
    replace(&mut bench, "CPR-nummer", "2408471233");
    bench.press(Key::Escape);
    assert!(*case(&bench) == before && bench.window().dialog().is_none());
    for _ in 0..4 {
        bench.dispatch(UiCommand::Undo);
        assert!(number(&bench) == BENTE && case(&bench).patient.name == before.patient.name);
    }
    for _ in 0..6 {
        bench.dispatch(UiCommand::Redo);
        assert!(number(&bench) == BENTE && case(&bench).patient.name == before.patient.name);
    }
    assert!(*case(&bench) == before);
}

#[test]
fn a_number_is_asked_about_only_once_it_is_complete_and_left() {
    let mut bench = bente();
    retype(&mut bench, "CPR-nummer", "240847");
    bench.press(Key::Tab);
    assert!(!is_asked(&bench) && number(&bench).is_empty());
    bench.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "CPR-nummer").focus();
    bench.run();
    bench.press(Key::End);
    for digit in ["1", "2", "3", "3"] {
        assert!(!is_asked(&bench));
        bench.harness.event(Event::Text(digit.to_owned()));
        bench.run();
    }
    // Complete, it could still be on its way to another number.
    assert!(!is_asked(&bench) && number(&bench) == BERIT);
    assert!(bench.has_part("Svarene hører til"));
    bench.press(Key::Enter);
    assert!(is_asked(&bench));
}

#[test]
fn a_number_that_was_cleared_and_another_one_that_is_pasted_are_asked_about() {
    let mut bench = bente();
    replace(&mut bench, "CPR-nummer", "");
    bench.press(Key::Backspace);
    retype(&mut bench, "CPR-nummer", "");
    bench.press(Key::Delete);
    bench.press(Key::Tab);
    assert!(!is_asked(&bench) && number(&bench).is_empty());
    bench.click("Performance status (ECOG): 1");
    bench.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "CPR-nummer").focus();
    bench.run();
    bench.harness.event(Event::Paste("240847-1233".to_owned()));
    bench.run();
    bench.press(Key::Tab);
    assert!(is_asked(&bench) && bench.has_part(BENTE));
    bench.press(Key::Escape);
    assert_eq!(number(&bench), BENTE);
}

#[test]
fn nothing_is_done_with_the_case_while_it_names_another_patient() {
    for command in [
        UiCommand::Save,
        UiCommand::SaveAs,
        UiCommand::ExportPdf,
        UiCommand::PrintPdf,
        UiCommand::ViewPdf,
        UiCommand::CopyRecord,
        UiCommand::CopySummary,
        UiCommand::New,
        UiCommand::Open,
        UiCommand::Quit,
    ] {
        for is_left in [false, true] {
            let mut bench = bente();
            // A report is shown or printed at once if it was exported as it is now.
            bench.dispatch(UiCommand::ExportPdf);
            bench.click("Vælg placering…");
            bench.pick_path("/t/a.pdf");
            let done = bench.finished_export();
            bench.reply(done);
            retype(&mut bench, "CPR-nummer", "2408471233");
            if is_left {
                bench.press(Key::Tab);
            }
            bench.take_all_requests();
            bench.window_mut().dispatch(Command::Ui(command));
            bench.run();
            let requests = bench.take_all_requests();
            assert!(requests.is_empty(), "{command:?}: {requests:?}");
            assert!(is_asked(&bench), "{command:?}, left: {is_left}");
        }
    }
    let mut bench = berit_over_bente();
    bench.dispatch(WindowCommand::Close);
    assert!(is_asked(&bench) && !bench.window().is_closing());
}

#[test]
fn a_path_that_is_picked_meanwhile_gets_no_case_of_two_patients() {
    let mut bench = bente();
    bench.dispatch(UiCommand::ExportPdf);
    bench.click("Vælg placering…");
    retype(&mut bench, "CPR-nummer", "2408471233");
    bench.take_all_requests();
    let requests = bench.reply(Output::PathPicked(PickedPath::Path("/t/a.pdf".into())));
    assert!(requests.is_empty(), "{requests:?}");
    assert!(is_asked(&bench));
    bench.click(CORRECT);
    let exported = bench.take_requests_of(JobKind::Export);
    let [Request::Report(ReportRequest::Export { path, case, expected: Overwrite::Always, .. })] =
        &exported[..]
    else {
        panic!("{exported:?}")
    };
    assert_eq!(path.to_str(), Some("/t/a.pdf"));
    assert_eq!(case.patient.cpr.as_ref().map(ToString::to_string).as_deref(), Some(BERIT));
}

#[test]
fn a_path_that_is_picked_for_the_case_meanwhile_is_used_after_a_correction() {
    for is_corrected in [true, false] {
        let mut bench = bente();
        bench.dispatch(UiCommand::SaveAs);
        bench.look_up_keys(wgs_referral::desktop::KeyStatus::Present);
        bench.click("Vælg placering…");
        retype(&mut bench, "CPR-nummer", "2408471233");
        bench.take_all_requests();
        bench.reply(Output::PathPicked(PickedPath::Path("/t/b.wgscase".into())));
        assert!(is_asked(&bench) && bench.take_requests_of(JobKind::Write).is_empty());
        bench.click(if is_corrected { CORRECT } else { "Annullér" });
        let written = bench.take_requests_of(JobKind::Write);
        let paths = written.iter().map(|request| match request {
            Request::Case(CaseRequest::Write { path, .. }) => path.to_string_lossy().into_owned(),
            request => panic!("{request:?}"),
        });
        assert_eq!(paths.collect::<Vec<_>>(), if is_corrected { vec!["/t/b.wgscase"] } else { vec![] });
    }
}

#[test]
fn the_preview_says_why_it_has_no_pages_while_the_patient_is_unclear() {
    const WHY: &str = "Siderne vises, når det er afklaret, om det er en ny patient.";
    let mut bench = bente();
    bench.dispatch(UiCommand::ShowPdf);
    retype(&mut bench, "CPR-nummer", "2408471233");
    assert!(bench.has(WHY) && !bench.has_part("Siderne tegnes"));
    bench.press(Key::Tab);
    assert!(is_asked(&bench));
    bench.click(CORRECT);
    assert!(!bench.has(WHY));
}

#[test]
fn a_number_that_cannot_be_read_is_called_so_in_the_bar_and_in_every_dialog() {
    let mut bench = bente();
    replace(&mut bench, "CPR-nummer", "0201");
    let in_bar = bench.harness.query_all(By::new().label_contains("CPR-nummer kan ikke læses")).count();
    assert!(in_bar > 0);
    bench.dispatch(UiCommand::ExportPdf);
    let with_dialog = bench.harness.query_all(By::new().label_contains("CPR-nummer kan ikke læses")).count();
    assert!(with_dialog > in_bar && !bench.has_part("CPR-nummer mangler"));
}

#[test]
fn an_answer_given_meanwhile_is_asked_about_first() {
    let mut bench = bente();
    let answers = case(&bench).answers.clone();
    retype(&mut bench, "CPR-nummer", "2408471233");
    bench.click("Performance status (ECOG): 2");
    assert!(is_asked(&bench) && case(&bench).answers == answers);
}

#[test]
fn a_recovery_copy_never_has_the_answers_of_one_patient_under_another() {
    let mut bench = window_with_recovery();
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente Testperson");
    bench.type_into("CPR-nummer", "0201609941");
    bench.press(Key::Tab);
    bench.click("Performance status (ECOG): 1");
    let copy = |bench: &mut Bench, step: u32| {
        take_copies(bench);
        while bench.latest_job(JobKind::Keep).is_some() {
            bench.reply(Output::RecoveryKept(Ok(())));
        }
        let later = after_pause() + f64::from(step) * 100.0;
        let (request, _) = bench.keep_recovery(later);
        let Some(Request::Recovery(wgs_referral::desktop::RecoveryRequest::Keep(copy))) = request else {
            return bench.window().recovery_copy().case;
        };
        bench.reply(Output::RecoveryKept(Ok(())));
        copy.case
    };
    let of = |case: &Case| case.patient.cpr.as_ref().map(ToString::to_string).unwrap_or_default();
    retype(&mut bench, "CPR-nummer", "240847");
    assert_eq!(of(&copy(&mut bench, 1)), BENTE);
    retype(&mut bench, "CPR-nummer", "2408471233");
    assert_eq!(of(&copy(&mut bench, 2)), BENTE);
    bench.press(Key::Tab);
    assert!(is_asked(&bench));
    assert_eq!(of(&copy(&mut bench, 3)), BENTE);
    bench.click(CORRECT);
    assert_eq!(of(&copy(&mut bench, 4)), BERIT);
}

#[test]
fn a_case_without_answers_or_with_a_first_number_asks_nothing() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    replace(&mut bench, "CPR-nummer", "0201609941");
    replace(&mut bench, "CPR-nummer", "2408471233");
    assert_eq!(bench.window().dialog(), None);
    bench.click("Performance status (ECOG): 1");
    replace(&mut bench, "CPR-nummer", "0201609941");
    assert!(is_asked(&bench));
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.click("Performance status (ECOG): 1");
    replace(&mut bench, "Navn", "Bente Testperson");
    replace(&mut bench, "CPR-nummer", "0201609941");
    assert_eq!(bench.window().dialog(), None);
}

#[test]
fn opening_undoing_and_recovering_ask_nothing() {
    let mut bench = bente();
    let text = SAMPLE.replace(&sample_number(), "2408471233");
    bench.open_file("/t/b.wgscase", Ok(plain(&text)));
    assert!(number(&bench) == BERIT && bench.window().dialog().is_none());
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    replace(&mut bench, "CPR-nummer", "0201609941");
    bench.click("Performance status (ECOG): 1");
    for command in [UiCommand::Undo, UiCommand::Undo, UiCommand::Redo, UiCommand::Redo] {
        bench.dispatch(command);
        assert_eq!(bench.window().dialog(), None, "{command:?}");
    }
}

#[test]
fn a_number_taken_back_before_it_is_left_asks_nothing_until_it_is_made_again() {
    let mut bench = bente();
    retype(&mut bench, "CPR-nummer", "2408471233");
    bench.press_with(Modifiers::COMMAND, Key::Z);
    assert!(number(&bench) == BENTE && !is_asked(&bench));
    bench.dispatch(UiCommand::Save);
    bench.take_all_requests();
    bench.dispatch(UiCommand::Redo);
    bench.press(Key::Tab);
    assert!(is_asked(&bench) || number(&bench) == BENTE);
}

#[test]
fn without_a_number_name_and_birth_date_together_are_asked_about() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    replace(&mut bench, "Navn", "Bente Testperson");
    replace(&mut bench, "Fødselsdato", "02-01-1960");
    bench.click("Performance status (ECOG): 1");
    replace(&mut bench, "Navn", "Berit Testperson");
    assert!(!is_asked(&bench));
    replace(&mut bench, "Fødselsdato", "24-08-1947");
    assert!(is_asked(&bench) && bench.has("Bente Testperson · CPR-nummer mangler · 2. januar 1960"));
    bench.click(BEGIN);
    bench.click("Kassér ændringer");
    assert_eq!(case(&bench).patient.name, "Berit Testperson");
    assert!(case(&bench).patient.birth_date.is_some() && case(&bench).answers.is_empty());
}

#[test]
fn the_calendar_of_the_birth_date_is_no_way_out_of_the_patients_fields() {
    for last in ["Navn", "Fødselsdato"] {
        let mut bench = Bench::new();
        bench.show_indication("sarcoma");
        replace(&mut bench, "Navn", "Bente Testperson");
        replace(&mut bench, "Fødselsdato", "02-01-1960");
        bench.click("Performance status (ECOG): 1");
        for (field, text) in
            [("Navn", "Berit Testperson"), ("Fødselsdato", "24-08-1947"), ("Navn", "Berit Test")]
        {
            retype(&mut bench, field, text);
            if field == last && text != "Berit Testperson" {
                break;
            }
        }
        bench.harness.run_steps(4);
        let at = bench.harness.get_by_label("Vælg dato: Fødselsdato").rect().center();
        bench.harness.event(Event::PointerMoved(at));
        for pressed in [true, false] {
            bench.harness.event(pointer::primary_event(at, pressed));
            bench.harness.step();
            assert!(!is_asked(&bench), "{last}: the date may still be chosen, pressed: {pressed}");
        }
        bench.run();
        assert!(bench.window().case().calendar().is_some() && !is_asked(&bench));
        bench.press(Key::Enter);
        assert!(!is_asked(&bench) && focused_field(&bench) == "Fødselsdato");
        bench.press(Key::Tab);
        assert!(is_asked(&bench), "{last}");
    }
}

#[test]
fn the_question_comes_once_the_window_is_uncovered_and_survives_the_cover() {
    let mut bench = bente();
    retype(&mut bench, "CPR-nummer", "2408471233");
    bench.dispatch(UiCommand::Lock);
    assert!(bench.window().cover().is_some() && !bench.has_part(BERIT));
    bench.dispatch(WindowCommand::Unlock);
    bench.look_up_keys(wgs_referral::desktop::KeyStatus::Present);
    bench.dispatch(UiCommand::Save);
    assert!(is_asked(&bench) && bench.take_requests_of(JobKind::Write).is_empty());
    bench.dispatch(UiCommand::Lock);
    bench.dispatch(WindowCommand::Unlock);
    bench.look_up_keys(wgs_referral::desktop::KeyStatus::Present);
    assert!(is_asked(&bench));
}

#[test]
fn a_number_set_by_a_screen_reader_is_asked_about_and_the_question_is_told() {
    let mut bench = bente();
    bench.dispatch(wgs_referral::window::CaseCommand::Edit(Field::Cpr, BERIT.to_owned()));
    bench.dispatch(wgs_referral::window::CaseCommand::LeaveField(Field::Cpr));
    assert!(is_asked(&bench));
    let titled = By::new().label(QUESTION);
    let is_modal = bench.harness.query_all(titled).any(|node| node.accesskit_node().is_modal());
    assert!(is_modal);
    // The first key of somebody who has typed on answers nothing but the default, and a letter nothing at all.
    bench.harness.event(Event::Text("j".to_owned()));
    bench.run();
    assert!(is_asked(&bench));
}

#[test]
fn each_use_of_the_case_is_gone_on_with_after_a_correction() {
    for command in [UiCommand::SaveAs, UiCommand::ExportPdf, UiCommand::PrintPdf, UiCommand::CopyRecord] {
        let mut bench = bente();
        bench.show_indication("sarcoma");
        retype(&mut bench, "CPR-nummer", "2408471233");
        bench.dispatch(command);
        assert!(is_asked(&bench), "{command:?}");
        bench.take_all_requests();
        bench.click(CORRECT);
        let dialog = bench.window().dialog();
        match command {
            UiCommand::SaveAs => assert!(matches!(dialog, Some(Dialog::Save(_))), "{dialog:?}"),
            UiCommand::CopyRecord => {
                assert_eq!(dialog, None);
                assert_eq!(bench.take_requests_of(JobKind::Copy).len(), 1);
            }
            _ => assert!(matches!(dialog, Some(Dialog::Export(_))), "{command:?}: {dialog:?}"),
        }
    }
}

#[test]
fn a_save_that_waited_for_the_recovery_key_is_gone_on_with_after_a_correction() {
    let mut bench = bente();
    bench.dispatch(UiCommand::ExportPdf);
    bench.click("Vælg placering…");
    bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/home/bruger".into()))));
    bench.press(Key::Escape);
    bench.look_up_keys(wgs_referral::desktop::KeyStatus::Absent);
    bench.dispatch(UiCommand::SaveAs);
    bench.click("Opret gendannelsesnøgle…");
    bench.type_new_passphrase("gemt i skabet");
    bench.press(Key::Enter);
    retype(&mut bench, "CPR-nummer", "2408471233");
    bench.reply(Output::RecoveryKeyMade(Ok(())));
    assert!(is_asked(&bench));
    bench.click(CORRECT);
    assert!(matches!(bench.window().dialog(), Some(Dialog::Save(_))), "{:?}", bench.window().dialog());
}

#[test]
fn what_was_wanted_is_done_after_a_correction_also_if_it_was_a_new_patient_first() {
    let mut bench = bente();
    bench.type_into("Hospital", "x");
    retype(&mut bench, "CPR-nummer", "2408471233");
    bench.dispatch(UiCommand::Save);
    bench.click(BEGIN);
    bench.click("Annullér");
    assert!(is_asked(&bench) && bench.take_requests_of(JobKind::Write).is_empty());
    bench.click(CORRECT);
    let [Request::Case(CaseRequest::Write { case: written, .. })] =
        &bench.take_requests_of(JobKind::Write)[..]
    else {
        panic!("the case is not written")
    };
    assert_eq!(written.patient.cpr.as_ref().map(ToString::to_string).as_deref(), Some(BERIT));
    // In the case of the new patient, it is forgotten.
    let mut bench = bente();
    bench.type_into("Hospital", "x");
    retype(&mut bench, "CPR-nummer", "2408471233");
    bench.dispatch(UiCommand::ExportPdf);
    bench.click(BEGIN);
    bench.click("Kassér ændringer");
    bench.click("Performance status (ECOG): 1");
    replace(&mut bench, "CPR-nummer", "0201609992");
    bench.click(CORRECT);
    assert_eq!(bench.window().dialog(), None);
}

#[test]
fn the_question_is_asked_once_whatever_jobs_lead_to_meanwhile() {
    let mut bench = bente();
    bench.dispatch(UiCommand::SaveAs);
    bench.look_up_keys(wgs_referral::desktop::KeyStatus::Present);
    bench.click("Vælg placering…");
    bench.take_all_requests();
    retype(&mut bench, "CPR-nummer", "2408471233");
    bench.click("Performance status (ECOG): 2");
    assert!(is_asked(&bench));
    bench.reply(Output::PathPicked(PickedPath::Path("/t/b.wgscase".into())));
    assert!(is_asked(&bench) && bench.take_requests_of(JobKind::Write).is_empty());
    bench.click(CORRECT);
    assert_eq!(bench.window().dialog(), None, "it is asked twice");
    // All of it is done, in its order.
    let [Request::Case(CaseRequest::Write { path, case: written, .. })] =
        &bench.take_requests_of(JobKind::Write)[..]
    else {
        panic!("the case is not written")
    };
    assert_eq!(path.to_str(), Some("/t/b.wgscase"));
    let ecog = wgs_referral::definition::Answer::Choice("2".into());
    assert_eq!(written.answers.get("performance-status"), Some(&ecog));
}

#[test]
fn a_number_that_was_left_by_a_shortcut_is_known_as_that_of_the_patient() {
    let shifted = Modifiers::COMMAND | Modifiers::SHIFT;
    for (modifiers, key) in [
        (Modifiers::COMMAND, Key::E),
        (Modifiers::COMMAND, Key::P),
        (shifted, Key::P),
        (Modifiers::COMMAND, Key::S),
        (shifted, Key::S),
        (Modifiers::COMMAND, Key::R),
        (Modifiers::COMMAND, Key::N),
        (Modifiers::COMMAND, Key::O),
        (Modifiers::COMMAND, Key::Q),
    ] {
        let mut bench = Bench::new();
        bench.show_indication("sarcoma");
        replace(&mut bench, "Navn", "Bente Testperson");
        bench.click("Performance status (ECOG): 1");
        retype(&mut bench, "CPR-nummer", "0201609941");
        bench.press_with(modifiers, key);
        assert!(!is_asked(&bench), "it is the first number");
        if bench.window().dialog().is_some() {
            bench.press(Key::Escape);
        }
        replace(&mut bench, "CPR-nummer", "2408471233");
        assert!(is_asked(&bench), "{modifiers:?} {key:?}");
        assert!(bench.has_part(BENTE) && bench.has_part(BERIT), "{modifiers:?} {key:?}");
    }
}
