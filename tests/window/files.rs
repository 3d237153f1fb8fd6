//! New, open, save, export, close: nothing typed is lost, and every failure is told.

use std::path::PathBuf;

use crate::bench::{Bench, TODAY, criteria, plain};
use egui::{Key, Modifiers};
use wgs_referral::case;
use wgs_referral::desktop::{
    CaseError, CaseRequest, ExportedReport, OpenedCase, Output, PathPurpose, PickedPath, ReportRequest,
    Request, SaveError,
};
use wgs_referral::files::{CaseFileError, FileError, Fingerprint, Overwrite};
use wgs_referral::notation::Place;
use wgs_referral::pdf::EmbeddedCaseError;
use wgs_referral::report::document;
use wgs_referral::window::{Command, Dialog, Field, UiCommand, Window, WindowCommand};

fn answered() -> Bench {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.type_into("Navn", "Bente Testperson");
    bench
}

/// The end of a write.
fn written(written: Result<(), FileError>) -> Output {
    Output::CaseWritten(written.map(|()| Fingerprint::of(b"")).map_err(SaveError::File))
}

/// Saves the case in the open, up to the write.
fn save_to(bench: &mut Bench, path: &str) {
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.save_unencrypted();
    let requests = bench.picks(path);
    assert!(matches!(requests[..], [Request::Case(CaseRequest::Write { .. })]));
    bench.requests();
}

fn taken_out(opened: OpenedCase) -> Result<OpenedCase, CaseError> {
    Ok(OpenedCase { is_inside_a_pdf: true, ..opened })
}

fn state(bench: &mut Bench) -> &Window {
    bench.harness.state().window()
}

#[test]
fn a_blank_window_closes_and_opens_without_asking() {
    let mut bench = Bench::new();
    bench.show("sarcoma");
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert!(matches!(bench.all_requests()[..], [Request::PickPath(PathPurpose::CaseToOpen, _)]));
}

#[test]
fn unsaved_changes_are_asked_about_before_a_new_case() {
    let mut bench = answered();
    bench.press_with(Modifiers::COMMAND, Key::N);
    assert!(bench.has("Sagen er ikke gemt"));
    bench.click("Annullér");
    assert_eq!(state(&mut bench).case().session().case().patient.name, "Bente Testperson");
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert_eq!(state(&mut bench).case().session().case().patient.name, "");
    assert!(bench.has_part("Alle felter om den forrige patient er ryddet."));
}

#[test]
fn closing_asks_and_goes_on_once_the_case_is_saved() {
    let mut bench = answered();
    bench.ask(WindowCommand::Close);
    bench.click("Gem først");
    assert!(bench.has("Gem sagen"));
    bench.save_unencrypted();
    let requests = bench.requests();
    let [Request::PickPath(PathPurpose::CaseToSave(proposed), _)] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(proposed, "wgs-sarcoma-2026-11-22.wgscase");
    let requests = bench.picks("/t/a");
    let [Request::Case(CaseRequest::Write { path, .. })] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(path, &PathBuf::from("/t/a.wgscase"));
    let requests = bench.reply(written(Ok(())));
    assert!(requests.is_empty() && state(&mut bench).is_closing());
}

#[test]
fn a_failed_save_is_told_and_nothing_is_lost() {
    let mut bench = answered();
    save_to(&mut bench, "/t/a.wgscase");
    bench.reply(written(Err(FileError::DiskFull)));
    assert!(bench.has_part("disken er fuld"));
    assert!(state(&mut bench).case().session().has_unsaved_changes());
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
    bench.click("Luk");
    assert!(!bench.has_part("disken er fuld"));
}

#[test]
fn a_file_that_is_no_case_leaves_the_window_as_it_was() {
    let mut bench = answered();
    for (error, words) in [
        (CaseError::Refused(case::Refusal::NotACase(Place::START)), "filen er ikke en WGS-sag"),
        (CaseError::Refused(case::Refusal::NewerFormat { place: Place::START, known: 1 }), "nyere version"),
        (CaseError::File(CaseFileError::File(FileError::TooLarge { limit_mib: 4 })), "for stor"),
        (CaseError::File(CaseFileError::File(FileError::IsFolder)), "det er en mappe"),
        (CaseError::File(CaseFileError::Pdf(EmbeddedCaseError::NoneInside)), "ingen WGS-sag i PDF-filen"),
        (CaseError::File(CaseFileError::Pdf(EmbeddedCaseError::Several)), "mere end én WGS-sag"),
        (CaseError::File(CaseFileError::Pdf(EmbeddedCaseError::Damaged)), "beskadiget"),
        (CaseError::File(CaseFileError::Pdf(EmbeddedCaseError::TooMuch)), "rummer mere"),
        (CaseError::File(CaseFileError::Pdf(EmbeddedCaseError::Encrypted)), "krypteret"),
    ] {
        bench.read("/t/a.wgscase", Err(error));
        assert!(bench.has_part(words), "{words}");
        assert_eq!(bench.text_in("Navn"), "Bente Testperson");
    }
}

#[test]
fn a_faulty_case_opens_with_its_faulty_text_marked_and_is_saved_elsewhere() {
    let mut bench = Bench::new();
    let text = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Bente Testperson", cpr: "0231609995"),
        answers: { "performance-status": "7", "metastatic": true },
        unread: { "mtb-date": "22-1" })"#;
    let reading = plain(text);
    bench.read("/t/a.wgscase", Ok(reading));
    assert!(bench.has_part("3 oplysninger kunne ikke læses"));
    assert!(bench.has_part("CPR-nummer (patient.cpr) – er ikke et CPR-nummer"));
    assert!(bench.has_part("Performance status (ECOG) (answers.performance-status)"));
    assert_eq!(bench.text_in("CPR-nummer"), "0231609995");
    assert_eq!(bench.text_in("MTB-dato"), "22-1");
    assert!(bench.has_part("»7«"));
    assert_eq!(bench.row("Kliniske manifestationer til stede eller fraværende"), "Mangler");
    // Saving asks for a place: what could not be read is not written over.
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(state(&mut bench).dialog(), Some(Dialog::Save(_))));
    bench.press(Key::Escape);
    bench.click("Performance status (ECOG): 1");
    assert!(!bench.has_part("»7«"));
}

#[test]
fn a_case_from_a_pdf_is_told_and_saved_elsewhere_and_never_over_a_pdf() {
    let mut bench = Bench::new();
    let text = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Bente Testperson"))"#;
    let reading = plain(text);
    bench.read("/t/a.pdf", taken_out(reading));
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
    assert!(bench.has_part("Sagen er hentet fra PDF-filen"));
    assert!(bench.has_part("/t/a.pdf"));
    assert!(!state(&mut bench).case().session().has_unsaved_changes());
    assert_eq!(state(&mut bench).case().session().path(), None);

    // A case file ends in what it is, whatever was typed; nobody was asked about that name.
    for (typed, written, may_replace) in [
        ("/t/a.pdf", "/t/a.pdf.wgscase", false),
        ("/t/a", "/t/a.wgscase", false),
        ("/t/a.WGSCASE", "/t/a.WGSCASE", true),
    ] {
        bench.press_with(Modifiers::COMMAND, Key::S);
        bench.save_unencrypted();
        bench.requests();
        let requests = bench.picks(typed);
        let [Request::Case(CaseRequest::Write { path, expected, .. })] = &requests[..] else {
            panic!("{requests:?}")
        };
        let may = if may_replace { Overwrite::Always } else { Overwrite::Never };
        assert_eq!((path, *expected), (&PathBuf::from(written), may));
        bench.reply(Output::CaseWritten(Err(FileError::DiskFull.into())));
    }
}

#[test]
fn a_faulty_case_from_a_pdf_tells_of_both() {
    let mut bench = Bench::new();
    let text = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
        answers: { "performance-status": "7" })"#;
    let reading = plain(text);
    bench.read("/t/a.pdf", taken_out(reading));
    assert!(bench.has_part("Sagen er hentet fra PDF-filen"));
    assert!(bench.has_part("1 oplysning kunne ikke læses"));
}

#[test]
fn without_a_file_dialog_a_path_is_typed() {
    let mut bench = answered();
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.save_unencrypted();
    assert!(matches!(bench.requests()[..], [Request::PickPath(PathPurpose::CaseToSave(_), _)]));
    bench.reply(Output::PathPicked(PickedPath::NoDialog));
    assert!(bench.has_part("Computeren har ingen filvælger"));
    bench.type_into("Sti", "/t/");
    bench.press(Key::Enter);
    assert!(matches!(&bench.all_requests()[..], [Request::Case(CaseRequest::Write { .. })]));
}

#[test]
fn an_export_says_what_it_holds_and_that_it_is_a_draft() {
    let mut bench = answered();
    bench.press_with(Modifiers::COMMAND, Key::E);
    assert!(bench.has_part("PDF-filen er ukrypteret"));
    assert!(bench.has_part("mærkes som kladde"));
    bench.click("Bilagets sprog: English");
    bench.click("Vælg placering…");
    let requests = bench.all_requests();
    let [Request::PickPath(PathPurpose::PdfToExport(proposed), _)] = &requests[..] else {
        panic!("{requests:?}")
    };
    let (name, id) = proposed.split_at("wgs-sarcoma-2026-11-22-".len());
    assert_eq!(name, "wgs-sarcoma-2026-11-22-");
    assert_eq!(id.len(), "7k2qm9xd.pdf".len(), "{id}");
    let requests = bench.picks("/t/a.pdf");
    let [Request::Report(ReportRequest::Export { settings, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(settings.language.tag(), "en");
    let id = document(&criteria(), state(&mut bench).case().session().case(), *settings).id;
    let exported = Ok(ExportedReport { id, replaced: vec!['😀'] });
    bench.reply(Output::PdfExported(exported));
    assert!(bench.has_part("U+1F600"));
}

#[test]
fn saving_again_writes_to_the_same_place_and_leaves_nothing_unsaved() {
    let mut bench = answered();
    save_to(&mut bench, "/t/a.wgscase");
    bench.reply(written(Ok(())));
    assert!(!bench.has("ikke gemt"));
    bench.type_into("Hospital", "Test");
    assert!(bench.has("ikke gemt"));
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(&bench.all_requests()[..], [Request::Case(CaseRequest::Write { .. })]));
}

#[test]
fn what_is_typed_while_a_save_is_under_way_stays_unsaved() {
    let mut bench = answered();
    save_to(&mut bench, "/t/a.wgscase");
    bench.type_into("Hospital", "Test");
    bench.reply(written(Ok(())));
    assert!(state(&mut bench).case().session().has_unsaved_changes());
}

#[test]
fn a_new_case_begins_today_and_blank() {
    let mut bench = Bench::new();
    bench.ask(Command::Ui(UiCommand::New));
    let case = state(&mut bench).case().session().case();
    assert_eq!(case.assessed_on, Some(TODAY));
    assert!(case.answers.is_empty());
    assert_eq!(Field::AssessedOn.text(case), "22-11-2026");
}

#[test]
fn a_save_that_ends_late_does_not_touch_the_next_patients_case() {
    let mut bench = answered();
    save_to(&mut bench, "/t/a.wgscase");
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    bench.type_into("Navn", "Anton Testperson");
    bench.reply(written(Ok(())));
    assert_eq!(state(&mut bench).case().session().path(), None);
    assert!(state(&mut bench).case().session().has_unsaved_changes());
    assert_eq!(bench.text_in("Navn"), "Anton Testperson");
}

#[test]
fn what_is_typed_while_a_file_is_read_is_asked_about() {
    let text = r#"(format: 1, criteria_set: "ngc-2026-11", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Carl Testperson"))"#;
    let from_file = || Ok(plain(text));
    let from_pdf = || taken_out(plain(text));
    for read in [&from_file as &dyn Fn() -> Result<OpenedCase, CaseError>, &from_pdf] {
        let mut bench = answered();
        bench.press_with(Modifiers::COMMAND, Key::O);
        bench.click("Kassér ændringer");
        let requests = bench.all_requests();
        let [Request::PickPath(_pick, _)] = &requests[..] else { panic!("{requests:?}") };
        bench.picks("/t/b");
        bench.type_into("Hospital", "Test");
        bench.read("/t/b", read());
        assert!(bench.has("Sagen er ikke gemt"));
        assert_eq!(bench.text_in("Navn"), "Bente Testperson");
        bench.click("Kassér ændringer");
        bench.read("/t/b", read());
        assert_eq!(bench.text_in("Navn"), "Carl Testperson");
        assert!(!state(&mut bench).case().session().has_unsaved_changes());
    }
}

#[test]
fn changes_that_were_given_up_for_a_file_that_fails_are_asked_about_again() {
    let mut bench = answered();
    bench.press_with(Modifiers::COMMAND, Key::O);
    bench.click("Kassér ændringer");
    bench.cancels_picking();
    bench.ask(WindowCommand::Close);
    assert!(bench.has("Sagen er ikke gemt"));
    assert_eq!(bench.text_in("Navn"), "Bente Testperson");
}

#[test]
fn a_second_file_dialog_is_not_opened_over_the_first() {
    let mut bench = Bench::new();
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert_eq!(bench.all_requests().len(), 1);
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert!(bench.all_requests().is_empty());
    assert!(bench.has_part("En fildialog er åben"));
}
