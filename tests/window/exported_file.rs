//! A PDF that was exported is there, whatever is tried after it: once the case is another one, the user is told.

use crate::bench::{Bench, plain};
use crate::fake_desktop::JobKind;
use egui::{Key, Modifiers};
use std::path::{Path, PathBuf};
use wgs_referral::definition::Language;
use wgs_referral::desktop::{OpenedCase, Output, Protection, ReportRequest, Request};
use wgs_referral::files::{ExistingFile, FileError, Fingerprint};
use wgs_referral::verify::PdfStatus;
use wgs_referral::window::{CaseCommand, ReportChoice, ReportCommand, UiCommand, WindowCommand};

const OUTDATED: &str = "svarer ikke længere til sagen: /t/a.pdf";

fn start_export(bench: &mut Bench, path: &str) {
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.pick_path(path);
}

/// The sample, with its report exported as it is now.
fn exported() -> Bench {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    start_export(&mut bench, "/t/a.pdf");
    let done = bench.finished_export();
    bench.reply(done);
    bench.take_all_requests();
    assert!(bench.has("PDF-filen er gemt: /t/a.pdf"));
    bench
}

#[test]
fn a_file_that_is_left_behind_is_told_whatever_was_tried_since() {
    type Step = (&'static str, fn(&mut Bench));
    let steps: [Step; 6] = [
        ("another export has failed", |bench| {
            start_export(bench, "/nope/x.pdf");
            bench.reply(Output::PdfExported(Err(FileError::NoFolder)));
            assert!(bench.has_part("/nope/x.pdf"));
        }),
        ("the file of the first one is open elsewhere", |bench| {
            start_export(bench, "/t/a.pdf");
            bench.reply(Output::PdfExported(Err(FileError::InUse)));
        }),
        ("a file was not to be replaced", |bench| {
            start_export(bench, "/t/b");
            bench.reply(Output::PdfExported(Err(FileError::Exists(ExistingFile::default()))));
            bench.click("Annullér");
        }),
        ("another export is being written", |bench| start_export(bench, "/t/b.pdf")),
        ("the case was saved", |bench| {
            bench.press_with(Modifiers::COMMAND, Key::S);
            bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"saved"))));
            assert!(!bench.has_part("PDF-filen er gemt"));
        }),
        ("the notice was closed", |bench| bench.dispatch(CaseCommand::DismissNewestNotice)),
    ];
    for (what, step) in steps {
        let mut bench = exported();
        step(&mut bench);
        bench.take_all_requests();
        assert!(!bench.has_part(OUTDATED), "{what}: the file still has the case");
        bench.type_into("Prøvenummer", "Z");
        assert!(bench.has_part(OUTDATED), "{what}");
    }
}

#[test]
fn why_another_export_has_failed_stays_beside_the_warning() {
    let mut bench = exported();
    start_export(&mut bench, "/nope/x.pdf");
    bench.reply(Output::PdfExported(Err(FileError::NoFolder)));
    bench.type_into("Prøvenummer", "Z");
    assert!(bench.has_part(OUTDATED) && bench.has_part("/nope/x.pdf"));
}

#[test]
fn a_warning_that_was_closed_comes_again_only_once_the_file_has_had_the_case_again() {
    let mut bench = exported();
    bench.type_into("Prøvenummer", "Y");
    assert!(bench.has_part(OUTDATED));
    bench.dispatch(CaseCommand::DismissNewestNotice);
    bench.type_into("Prøvenummer", "Z");
    assert!(!bench.has_part(OUTDATED), "the user has read it");
    while bench.window().case().session().history().next_undo().is_some() {
        bench.dispatch(UiCommand::Undo);
    }
    bench.type_into("Prøvenummer", "X");
    assert!(bench.has_part(OUTDATED));
}

fn export_to(bench: &mut Bench, path: &str) {
    start_export(bench, path);
    let done = bench.finished_export();
    bench.reply(done);
    bench.take_all_requests();
}

fn is_told_outdated(bench: &Bench, path: &str) -> bool {
    bench.has_part(&format!("svarer ikke længere til sagen: {path}"))
}

fn is_told_superseded(bench: &Bench, path: &str) -> bool {
    bench.has(&format!("Brug ikke den ældre PDF-fil, som ikke svarer til sagen: {path}"))
}

#[test]
fn each_file_that_is_left_behind_is_told_and_taken_back_when_it_has_the_case_again() {
    let mut bench = exported();
    export_to(&mut bench, "/t/b.pdf");
    start_export(&mut bench, "/nope/x.pdf");
    bench.reply(Output::PdfExported(Err(FileError::DiskFull)));
    bench.type_into("Prøvenummer", "Y");
    assert!(is_told_outdated(&bench, "/t/a.pdf") && is_told_outdated(&bench, "/t/b.pdf"));
    // One line is left of each that the new file has superseded.
    export_to(&mut bench, "/t/c.pdf");
    assert!(is_told_superseded(&bench, "/t/a.pdf") && is_told_superseded(&bench, "/t/b.pdf"));
    assert!(!bench.has("Eksportér igen…"), "no button leads to what was done");
    export_to(&mut bench, "/t/a.pdf");
    assert!(!bench.has_part("ikke svarer til sagen"), "both were told");
    while bench.window().case().session().history().next_undo().is_some() {
        bench.dispatch(UiCommand::Undo);
    }
    assert!(!is_told_outdated(&bench, "/t/b.pdf"), "the file has the case again");
    assert!(is_told_outdated(&bench, "/t/a.pdf") && is_told_outdated(&bench, "/t/c.pdf"));
}

#[test]
fn a_file_that_another_one_has_superseded_is_told_in_one_line_until_the_next_news() {
    let mut bench = exported();
    bench.type_into("Prøvenummer", "Y");
    assert!(is_told_outdated(&bench, "/t/a.pdf") && bench.has("Eksportér igen…"));
    export_to(&mut bench, "/t/b.pdf");
    assert!(is_told_superseded(&bench, "/t/a.pdf") && !is_told_outdated(&bench, "/t/a.pdf"));
    bench.switch_to_english();
    assert!(bench.has("Do not use the earlier PDF file, which does not match the case: /t/a.pdf"));
    bench.dispatch(WindowCommand::SetLanguage(Language::Da));
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"saved"))));
    assert!(!bench.has_part("/t/a.pdf"));
    // The file in its place is told when it is left behind, and the one before is not told again.
    bench.type_into("Prøvenummer", "Z");
    assert!(is_told_outdated(&bench, "/t/b.pdf") && !bench.has_part("/t/a.pdf"));
}

#[test]
fn an_older_file_with_a_number_that_is_corrected_is_told_like_the_one_in_its_place() {
    let mut bench = exported();
    bench.type_into("Prøvenummer", "Y");
    export_to(&mut bench, "/t/b.pdf");
    assert!(is_told_superseded(&bench, "/t/a.pdf"));
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"saved"))));
    assert!(!bench.has_part("/t/a.pdf"));
    bench.type_into("Navn", "sen");
    assert!(is_told_outdated(&bench, "/t/a.pdf") && is_told_outdated(&bench, "/t/b.pdf"));
}

#[test]
fn a_file_stays_told_that_no_other_one_can_be_used_in_the_place_of() {
    type Step = (&'static str, fn(&mut Bench));
    let steps: [Step; 5] = [
        ("another form", |bench| bench.show_indication("pancreas-cancer")),
        ("without identity", |bench| {
            bench.dispatch(ReportCommand::Choose(ReportChoice::WithIdentity(false)));
        }),
        ("without the case", |bench| bench.dispatch(ReportCommand::Choose(ReportChoice::WithCase(false)))),
        ("another language", |bench| {
            bench.dispatch(ReportCommand::Choose(ReportChoice::Language(Language::En)));
        }),
        ("another name", |bench| bench.type_into("Navn", "sen")),
    ];
    for (what, step) in steps {
        let mut bench = exported();
        bench.type_into("Prøvenummer", "Y");
        bench.press(Key::Tab);
        step(&mut bench);
        export_to(&mut bench, "/t/b.pdf");
        assert!(is_told_outdated(&bench, "/t/a.pdf"), "{what}");
        assert!(!is_told_superseded(&bench, "/t/a.pdf"), "{what}");
    }
}

#[test]
fn a_file_with_the_wrong_name_is_told_also_after_an_export_without_identity() {
    let mut bench = exported();
    bench.dispatch(ReportCommand::Choose(ReportChoice::WithIdentity(false)));
    export_to(&mut bench, "/t/uden-navn.pdf");
    bench.type_into("Navn", "sen");
    assert!(is_told_outdated(&bench, "/t/a.pdf"));
    assert!(!is_told_outdated(&bench, "/t/uden-navn.pdf"), "it names nobody");
    let answered = bench.window().case().session().case().answers.keys().next().unwrap().clone();
    bench.dispatch(CaseCommand::Answer(answered, None));
    assert!(is_told_outdated(&bench, "/t/a.pdf") && is_told_outdated(&bench, "/t/uden-navn.pdf"));
}

#[test]
fn the_files_of_two_indications_of_a_case_are_both_told() {
    let mut bench = exported();
    bench.show_indication("pancreas-cancer");
    bench.dispatch(ReportCommand::Choose(ReportChoice::WithCase(false)));
    export_to(&mut bench, "/t/b.pdf");
    bench.type_into("Prøvenummer", "Y");
    assert!(is_told_outdated(&bench, "/t/a.pdf") && is_told_outdated(&bench, "/t/b.pdf"));
}

/// The requests to write a report.
fn started_exports(requests: &[Request]) -> Vec<(&Path, Option<&Path>)> {
    let exports = requests.iter().filter_map(|request| match request {
        Request::Report(ReportRequest::Export { path, case_file, .. }) => {
            Some((path.as_path(), case_file.as_deref()))
        }
        _ => None,
    });
    exports.collect()
}

#[test]
fn of_two_exports_at_once_the_later_one_counts_for_its_own_path() {
    // Behind a link, the second path may lead to another file, so that its warning stays.
    for (second_path, replaces) in [("/t/a.pdf", true), ("/t/x/.././a.pdf", false)] {
        let mut bench = Bench::with_sample(Some(Protection::Keys));
        start_export(&mut bench, "/t/a.pdf");
        let (first, first_job) = (bench.finished_export(), bench.latest_job(JobKind::Export).unwrap());
        bench.take_all_requests();
        bench.type_into("Prøvenummer", "Y");
        bench.press_with(Modifiers::COMMAND, Key::E);
        bench.click("Vælg placering…");
        let started = bench.pick_path(second_path);
        assert_eq!(started_exports(&started).len(), 1, "the desktop puts them in order");
        bench.reply_to(first_job, first);
        let second = bench.finished_export();
        bench.reply(second);
        assert!(bench.has(&format!("PDF-filen er gemt: {second_path}")), "{second_path}");
        assert_eq!(is_told_superseded(&bench, "/t/a.pdf"), !replaces, "{second_path}");
    }
}

#[test]
fn a_report_is_asked_never_to_replace_the_file_of_its_case_which_is_told_in_each_language() {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    let started = bench.pick_path("/t/a.pdf");
    assert_eq!(started_exports(&started), [(Path::new("/t/a.pdf"), Some(Path::new("/t/a.wgscase")))]);
    bench.reply(Output::PdfExported(Err(FileError::CaseItself)));
    assert!(bench.has_part("det er sagens egen fil, som ville gå tabt"));
    bench.switch_to_english();
    assert!(bench.has_part("it is the file of the case itself, which would be lost"));
}

/// A case with these answers, which was taken out of a PDF.
fn taken_out(answers: &str) -> Bench {
    let text = format!(
        r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
            patient: (name: "Bente Testperson"), answers: {{ {answers} }})"#
    );
    let mut bench = Bench::new();
    bench.open_file("/t/from.pdf", Ok(OpenedCase { pdf: Some(PdfStatus::Unchanged), ..plain(&text) }));
    bench.take_all_requests();
    bench
}

/// Exports the report with these choices, and returns the file that it must not replace.
fn file_to_keep(bench: &mut Bench, choices: &[&str]) -> Option<PathBuf> {
    bench.press_with(Modifiers::COMMAND, Key::E);
    for choice in choices {
        bench.click(choice);
    }
    bench.click("Vælg placering…");
    let started = bench.pick_path("/t/from.pdf");
    started_exports(&started)[0].1.map(ToOwned::to_owned)
}

#[test]
fn a_report_without_the_whole_case_is_asked_never_to_replace_the_pdf_that_the_case_was_taken_out_of() {
    const FAULT: &str = r#""nothing": true"#;
    let (without_identity, without_case) = (["Uden navn og CPR-nummer"], ["Sagen inde i filen"]);
    let cases: [(&str, &[&str], _); 4] = [
        ("", &without_identity, Some("/t/from.pdf")),
        ("", &without_case, Some("/t/from.pdf")),
        // What could not be read is only in the PDF.
        (FAULT, &[], Some("/t/from.pdf")),
        // The new PDF holds all that the old one held.
        ("", &[], None),
    ];
    for (answers, choices, kept) in cases {
        let mut bench = taken_out(answers);
        assert_eq!(file_to_keep(&mut bench, choices), kept.map(PathBuf::from), "{answers}, {choices:?}");
        if kept.is_some() {
            bench.reply(Output::PdfExported(Err(FileError::CaseItself)));
            assert!(bench.has_part("det er sagens egen fil, som ville gå tabt"));
        }
    }
    // A case that was saved has a file of its own.
    let mut bench = taken_out("");
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.save_unencrypted();
    bench.pick_path("/t/b.wgscase");
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"saved"))));
    assert_eq!(file_to_keep(&mut bench, &without_identity), Some("/t/b.wgscase".into()));
}

#[test]
fn an_undo_across_a_save_and_an_export_tells_what_is_saved_and_what_the_file_holds() {
    let mut bench = exported();
    bench.type_into("Prøvenummer", "Y");
    bench.press(Key::Tab);
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"saved"))));
    bench.take_all_requests();
    let has_unsaved = |bench: &Bench| bench.window().case().session().has_unsaved_changes();
    assert!(!has_unsaved(&bench) && bench.has_part(OUTDATED));
    bench.dispatch(UiCommand::Undo);
    assert!(has_unsaved(&bench) && !bench.has_part(OUTDATED), "the file has the case as it was exported");
    bench.dispatch(UiCommand::Redo);
    assert!(!has_unsaved(&bench) && bench.has_part(OUTDATED));
}
