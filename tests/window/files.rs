//! New, open, save, export and close: no input is lost, and every failure is reported.

use std::path::PathBuf;

use crate::bench::{Bench, CASE, TODAY, criteria, plain};
use crate::fake_desktop::JobKind;
use egui::{Key, Modifiers};
use wgs_referral::case;
use wgs_referral::desktop::{
    CaseError, CaseRequest, ExportedReport, OpenedCase, Output, PathPurpose, PickedPath, Protection,
    ReportRequest, Request, SaveError,
};
use wgs_referral::files::{CaseFileError, FileError, Fingerprint, Overwrite};
use wgs_referral::notation::Place;
use wgs_referral::pdf::EmbeddedCaseError;
use wgs_referral::verify::PdfStatus;
use wgs_referral::window::{CaseCommand, Dialog, Field, UiCommand, WindowCommand};

fn unsaved_case() -> Bench {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente Testperson");
    bench
}

/// The reply to a write.
fn case_written(written: Result<(), FileError>) -> Output {
    Output::CaseWritten(written.map(|()| Fingerprint::of(b"")).map_err(SaveError::File))
}

/// Saves the case unencrypted to this path, and leaves the write in flight.
fn start_save(bench: &mut Bench, path: &str) {
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.save_unencrypted();
    let requests = bench.pick_path(path);
    assert!(matches!(requests[..], [Request::Case(CaseRequest::Write { .. })]));
    bench.take_requests();
}

fn opened_from_pdf(opened: OpenedCase) -> Result<OpenedCase, CaseError> {
    Ok(OpenedCase { pdf: Some(wgs_referral::verify::PdfStatus::Unchanged), ..opened })
}

#[test]
fn a_blank_window_closes_and_opens_without_asking() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert!(matches!(bench.take_all_requests()[..], [Request::PickPath(PathPurpose::CaseToOpen, _)]));
}

#[test]
fn looking_at_another_indication_is_no_change_of_a_saved_case() {
    let set = criteria();
    for indication in &set.indications {
        let mut bench = Bench::with_sample(Some(Protection::Keys));
        bench.show_indication(indication.id.as_str());
        assert!(!bench.window().case().session().has_unsaved_changes(), "{}", indication.id);
        assert!(!bench.has("ikke gemt") && bench.window().unsaved_version().is_none());
        bench.switch_to_english();
        assert!(!bench.has("not saved"));
        // Nothing is asked.
        bench.dispatch(WindowCommand::Close);
        assert!(bench.window().dialog().is_none() && bench.window().is_closing(), "{}", indication.id);
    }
}

#[test]
fn a_save_writes_the_indication_that_is_shown() {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    let saved = bench.window().case().session().case().indication.clone();
    bench.type_into("Hospital", "Test");
    bench.show_indication("pancreas-cancer");
    assert_ne!(bench.window().case().session().case().indication, saved);
    assert!(bench.has("ikke gemt"));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let requests = bench.take_requests_of(JobKind::Write);
    let [Request::Case(CaseRequest::Write { case, .. })] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(case.indication.as_str(), "pancreas-cancer");
    // The form that is shown while it is written makes no difference either.
    bench.show_indication(saved.as_str());
    bench.reply(case_written(Ok(())));
    assert!(!bench.has("ikke gemt") && !bench.window().case().session().has_unsaved_changes());
}

#[test]
fn unsaved_changes_are_asked_about_before_a_new_case() {
    let mut bench = unsaved_case();
    bench.press_with(Modifiers::COMMAND, Key::N);
    assert!(bench.has("Sagen er ikke gemt"));
    bench.click("Annullér");
    assert_eq!(bench.window().case().session().case().patient.name, "Bente Testperson");
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert_eq!(bench.window().case().session().case().patient.name, "");
    assert!(bench.has_part("Alle felter om den forrige patient er ryddet."));
}

#[test]
fn closing_continues_once_the_case_is_saved() {
    let mut bench = unsaved_case();
    bench.dispatch_without_requests(WindowCommand::Close);
    bench.click("Gem først");
    assert!(bench.has("Gem sagen"));
    bench.save_unencrypted();
    let requests = bench.take_requests();
    let [Request::PickPath(PathPurpose::CaseToSave(proposed), _)] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert!(is_proposed_name(proposed), "{proposed}");
    let requests = bench.pick_path("/t/a");
    let [Request::Case(CaseRequest::Write { path, .. })] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(path, &PathBuf::from("/t/a.wgscase"));
    let requests = bench.reply(case_written(Ok(())));
    assert!(requests.is_empty() && bench.window().is_closing());
}

#[test]
fn a_failed_save_is_reported_and_keeps_the_changes() {
    let mut bench = unsaved_case();
    start_save(&mut bench, "/t/a.wgscase");
    bench.reply(case_written(Err(FileError::DiskFull)));
    assert!(bench.has_part("disken er fuld"));
    assert!(bench.window().case().session().has_unsaved_changes());
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
    bench.click("Luk");
    assert!(!bench.has_part("disken er fuld"));
}

#[test]
fn a_file_that_is_no_case_leaves_the_window_as_it_was() {
    let mut bench = unsaved_case();
    for (error, words) in [
        (CaseError::Refused(case::Refusal::NotACase(Place::START)), "filen er ikke en WGS-sag"),
        (CaseError::Refused(case::Refusal::NewerFormat { place: Place::START, known: 1 }), "nyere version"),
        (CaseError::File(CaseFileError::File(FileError::TooLarge { limit: 4 << 20 })), "for stor"),
        (CaseError::File(CaseFileError::File(FileError::IsFolder)), "det er en mappe"),
        (CaseError::File(CaseFileError::Pdf(EmbeddedCaseError::NoneInside)), "ingen WGS-sag i PDF-filen"),
        (CaseError::File(CaseFileError::Pdf(EmbeddedCaseError::Several)), "mere end én WGS-sag"),
        (CaseError::File(CaseFileError::Pdf(EmbeddedCaseError::Damaged)), "beskadiget"),
        (CaseError::File(CaseFileError::Pdf(EmbeddedCaseError::TooMuch)), "rummer så meget"),
        (CaseError::File(CaseFileError::Pdf(EmbeddedCaseError::Encrypted)), "krypteret"),
    ] {
        bench.open_file("/t/a.wgscase", Err(error));
        assert!(bench.has_part(words), "{words}");
        assert_eq!(bench.field_text("Navn"), "Bente Testperson");
    }
}

#[test]
fn a_faulty_case_opens_with_its_faulty_text_marked_and_is_saved_elsewhere() {
    let mut bench = Bench::new();
    let text = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Bente Testperson", cpr: "0231609995"),
        answers: { "performance-status": "7", "metastatic": true },
        unread: { "mtb-date": "22-1" })"#;
    let reading = plain(text);
    bench.open_file("/t/a.wgscase", Ok(reading));
    assert!(bench.has_part("3 oplysninger kunne ikke læses"));
    assert!(bench.has_part("CPR-nummer (patient.cpr) – nummeret er ikke et CPR-nummer"));
    assert!(bench.has_part("Performance status (ECOG) (answers.performance-status)"));
    assert_eq!(bench.field_text("CPR-nummer"), "0231609995");
    assert_eq!(bench.field_text("MTB-dato"), "22-1");
    assert!(bench.has_part("»7«"));
    assert_eq!(bench.row_status("Kliniske manifestationer til stede eller fraværende"), "Mangler svar");
    // Saving asks for a path, so that the unreadable values are not overwritten.
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(bench.window().dialog(), Some(Dialog::Save(_))));
    bench.press(Key::Escape);
    bench.click("Performance status (ECOG): 1");
    assert!(!bench.has_part("»7«"));
}

#[test]
fn a_case_from_a_pdf_is_never_saved_over_a_pdf() {
    let mut bench = Bench::new();
    let text = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Bente Testperson"))"#;
    let reading = plain(text);
    bench.open_file("/t/a.pdf", opened_from_pdf(reading));
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
    assert!(bench.has_part("Sagen er hentet fra PDF-filen"));
    assert!(bench.has_part("/t/a.pdf"));
    assert!(!bench.window().case().session().has_unsaved_changes());
    assert_eq!(bench.window().case().session().path(), None);

    // The extension is added to what was typed. The file dialog did not ask whether a file of that name
    // may be replaced.
    for (typed, written, may_replace) in [
        ("/t/a.pdf", "/t/a.pdf.wgscase", false),
        ("/t/a", "/t/a.wgscase", false),
        ("/t/a.WGSCASE", "/t/a.WGSCASE", true),
    ] {
        bench.press_with(Modifiers::COMMAND, Key::S);
        bench.save_unencrypted();
        bench.take_requests();
        let requests = bench.pick_path(typed);
        let [Request::Case(CaseRequest::Write { path, expected, .. })] = &requests[..] else {
            panic!("{requests:?}")
        };
        let may = if may_replace { Overwrite::Always } else { Overwrite::Never };
        assert_eq!((path, *expected), (&PathBuf::from(written), may));
        bench.reply(Output::CaseWritten(Err(FileError::DiskFull.into())));
    }
}

#[test]
fn a_faulty_case_from_a_pdf_shows_both_notices() {
    let mut bench = Bench::new();
    let text = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
        answers: { "performance-status": "7" })"#;
    let reading = plain(text);
    bench.open_file("/t/a.pdf", opened_from_pdf(reading));
    assert!(bench.has_part("Sagen er hentet fra PDF-filen"));
    assert!(bench.has_part("1 oplysning kunne ikke læses"));
}

#[test]
fn without_a_file_dialog_a_path_is_typed() {
    let mut bench = unsaved_case();
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    bench.save_unencrypted();
    assert!(matches!(bench.take_requests()[..], [Request::PickPath(PathPurpose::CaseToSave(_), _)]));
    bench.reply(Output::PathPicked(PickedPath::NoDialog(None)));
    assert!(bench.has_part("Computeren har ingen filvælger"));
    bench.type_into("Sti", "/t/");
    bench.press(Key::Enter);
    assert!(matches!(&bench.take_all_requests()[..], [Request::Case(CaseRequest::Write { .. })]));
}

#[test]
fn the_export_dialog_says_that_the_pdf_is_unencrypted_and_a_draft() {
    let mut bench = unsaved_case();
    bench.press_with(Modifiers::COMMAND, Key::E);
    assert!(bench.has_part("PDF-filen er ukrypteret"));
    assert!(bench.has_part("mærkes som kladde"));
    bench.click("Bilagets sprog: English");
    bench.click("Vælg placering…");
    let requests = bench.take_all_requests();
    let [Request::PickPath(PathPurpose::PdfToExport(proposed), _)] = &requests[..] else {
        panic!("{requests:?}")
    };
    let (name, id) = proposed.split_at("wgs-sarcoma-2026-11-22-".len());
    assert_eq!(name, "wgs-sarcoma-2026-11-22-");
    assert_eq!(id.len(), "7k2qm9xd.pdf".len(), "{id}");
    let requests = bench.pick_path("/t/a.pdf");
    let [Request::Report(ReportRequest::Export { settings, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(settings.language.tag(), "en");
    let Output::PdfExported(Ok(report)) = bench.finished_export() else { panic!("the export fails") };
    bench.reply(Output::PdfExported(Ok(ExportedReport { replaced: vec!['😀'], ..report })));
    assert!(bench.has_part("U+1F600"));
}

#[test]
fn saving_again_writes_to_the_same_place_and_leaves_nothing_unsaved() {
    let mut bench = unsaved_case();
    start_save(&mut bench, "/t/a.wgscase");
    bench.reply(case_written(Ok(())));
    assert!(!bench.has("ikke gemt"));
    bench.type_into("Hospital", "Test");
    assert!(bench.has("ikke gemt"));
    bench.press_with(Modifiers::COMMAND, Key::S);
    assert!(matches!(&bench.take_all_requests()[..], [Request::Case(CaseRequest::Write { .. })]));
}

#[test]
fn text_typed_while_a_save_is_in_flight_stays_unsaved() {
    let mut bench = unsaved_case();
    start_save(&mut bench, "/t/a.wgscase");
    bench.type_into("Hospital", "Test");
    bench.reply(case_written(Ok(())));
    assert!(bench.window().case().session().has_unsaved_changes());
}

#[test]
fn a_new_case_is_blank_and_dated_today() {
    let mut bench = unsaved_case();
    bench.dispatch(CaseCommand::ToggleRow("age".into()));
    let before = bench.window().case().id();
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    let view = bench.window().case();
    assert!(view.id() != before && !view.is_unfolded(&"age".into()));
    let case = view.session().case();
    assert_eq!(case.assessed_on, Some(TODAY));
    assert!(case.answers.is_empty() && case.patient.name.is_empty());
    assert_eq!(Field::AssessedOn.text(case), "22-11-2026");
}

#[test]
fn a_late_write_reply_does_not_change_the_next_case() {
    let mut bench = unsaved_case();
    start_save(&mut bench, "/t/a.wgscase");
    // Who does not wait for the save asks again.
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Vent ikke…");
    bench.click("Kassér ændringer");
    bench.type_into("Navn", "Anton Testperson");
    bench.reply(case_written(Ok(())));
    assert_eq!(bench.window().case().session().path(), None);
    assert!(bench.window().case().session().has_unsaved_changes());
    assert_eq!(bench.field_text("Navn"), "Anton Testperson");
}

#[test]
fn what_is_changed_while_a_file_is_read_is_not_discarded_without_asking() {
    let text = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
        patient: (name: "Carl Testperson"))"#;
    let from_file = || Ok(plain(text));
    let from_pdf = || opened_from_pdf(plain(text));
    for read in [&from_file as &dyn Fn() -> Result<OpenedCase, CaseError>, &from_pdf] {
        let mut bench = unsaved_case();
        bench.press_with(Modifiers::COMMAND, Key::O);
        bench.click("Kassér ændringer");
        let requests = bench.take_all_requests();
        let [Request::PickPath(_pick, _)] = &requests[..] else { panic!("{requests:?}") };
        bench.pick_path("/t/b");
        // By the pointer, as with "Indsæt": keys are meant for the case that is read.
        bench.dispatch_without_requests(CaseCommand::Edit(Field::Hospital, "Test".to_owned()));
        bench.open_file("/t/b", read());
        assert!(bench.has("Sagen er ikke gemt"));
        assert_eq!(bench.field_text("Navn"), "Bente Testperson");
        bench.click("Kassér ændringer");
        bench.open_file("/t/b", read());
        assert_eq!(bench.field_text("Navn"), "Carl Testperson");
        assert!(!bench.window().case().session().has_unsaved_changes());
    }
}

#[test]
fn consent_to_discard_changes_ends_when_the_file_dialog_is_cancelled() {
    let mut bench = unsaved_case();
    bench.press_with(Modifiers::COMMAND, Key::O);
    bench.click("Kassér ændringer");
    bench.cancel_file_dialog();
    bench.dispatch_without_requests(WindowCommand::Close);
    assert!(bench.has("Sagen er ikke gemt"));
    assert_eq!(bench.field_text("Navn"), "Bente Testperson");
}

#[test]
fn a_second_file_dialog_is_not_opened_over_the_first() {
    let mut bench = Bench::new();
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert_eq!(bench.take_all_requests().len(), 1);
    // Keys that follow at once wait for the dialog.
    bench.settle();
    bench.press_with(Modifiers::COMMAND, Key::O);
    assert!(bench.take_all_requests().is_empty());
    assert!(bench.has_part("En fildialog er åben"));
}

/// The case with these entries in place of its criteria set and its answers.
fn faulty(set: &str, answers: &str) -> String {
    format!(
        r#"(format: 1, criteria_set: "{set}", indication: "sarcoma", assessed_on: "2026-11-22",
            patient: (name: "Bente Testperson"), answers: {{ {answers} }})"#
    )
}

#[test]
fn the_notice_about_faults_says_a_field_is_marked_only_where_one_is() {
    let (set, unknown_set) = ("ngc-2026-11.2", "ngc-2031-01");
    let marked = r#""performance-status": "7""#;
    for (text, told, is_marked) in [
        (faulty(unknown_set, ""), "Den er udeladt, og intet felt er markeret.", false),
        (faulty(set, r#""nothing": true"#), "Den er udeladt, og intet felt er markeret.", false),
        (faulty(unknown_set, r#""nothing": true"#), "De er udeladt, og intet felt er markeret.", false),
        (faulty(set, marked), "Teksten står markeret i sit felt", true),
        (faulty(unknown_set, marked), "Hvad der har et felt, står markeret dér", true),
    ] {
        let mut bench = Bench::new();
        bench.open_file("/t/a.wgscase", Ok(plain(&text)));
        assert!(bench.has_part(told), "{text}");
        assert_eq!(bench.has_part("I filen stod »7«"), is_marked, "{text}");
        bench.switch_to_english();
        assert_eq!(bench.has_part("no field is marked"), !is_marked, "{text}");
    }
}

#[test]
fn the_faults_of_a_case_scroll_with_the_notices_alone() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    let answers = (0..9).map(|at| format!(r#""nothing-{at}": true"#)).collect::<Vec<_>>().join(", ");
    bench.open_file("/t/a.wgscase", Ok(plain(&faulty("ngc-2026-11.2", &answers))));
    let clips = bench.harness.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
        egui::Shape::Text(text) if text.galley.text().starts_with("Linje ") => {
            let rect = text.visual_bounding_rect();
            Some((clipped.clip_rect, clipped.clip_rect.expand(1.0).contains_rect(rect)))
        }
        _ => None,
    });
    let clips: Vec<_> = clips.collect();
    assert!(clips.len() == 9 && clips.iter().all(|(_, is_whole)| *is_whole), "{clips:?}");
}

/// Whether indication, day and an id are in the name, and nothing else.
fn is_proposed_name(name: &str) -> bool {
    let id = name.strip_prefix("wgs-sarcoma-2026-11-22-").and_then(|rest| rest.strip_suffix(".wgscase"));
    id.is_some_and(|id| id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Saves the case for the first time, unencrypted, in a file of the name that is proposed, which is returned.
fn save_as_proposed(bench: &mut Bench) -> String {
    bench.take_all_requests();
    bench.dispatch(UiCommand::Save);
    bench.save_unencrypted();
    let requests = bench.take_requests();
    let [Request::PickPath(PathPurpose::CaseToSave(proposed), _)] = &requests[..] else {
        panic!("{requests:?}")
    };
    let proposed = proposed.clone();
    bench.pick_path(format!("/t/{proposed}"));
    bench.reply(case_written(Ok(())));
    proposed
}

#[test]
fn the_next_patient_of_the_day_gets_a_file_of_another_name_and_the_save_before_is_confirmed() {
    let mut bench = unsaved_case();
    let first = save_as_proposed(&mut bench);
    assert_eq!(bench.window().case().shown_file_name().as_deref(), Some(first.as_str()));
    bench.dispatch(UiCommand::New);
    assert!(bench.has_part("Alle felter om den forrige patient er ryddet."));
    assert!(bench.has(&format!("Forrige sag: Sagen er gemt ukrypteret: {first}")));
    bench.type_into("Navn", "Anden Testperson");
    let second = save_as_proposed(&mut bench);
    assert!(is_proposed_name(&first) && is_proposed_name(&second) && first != second, "{first} {second}");
}

#[test]
fn a_save_is_confirmed_in_whatever_case_is_opened_next() {
    type Step = (&'static str, fn(&mut Bench));
    let steps: [Step; 4] = [
        ("a file", |bench| {
            bench.open_file("/t/b.wgscase", Ok(plain(CASE)));
        }),
        ("a PDF", |bench| {
            let opened = OpenedCase { pdf: Some(PdfStatus::Unchanged), ..plain(CASE) };
            bench.open_file("/t/b.pdf", Ok(opened));
        }),
        ("the sample", |bench| bench.dispatch(UiCommand::Sample)),
        ("a file with faults", |bench| {
            let faulty = CASE.replace("patient: (", r#"answers: { "nothing": true }, patient: ("#);
            bench.open_file("/t/b.wgscase", Ok(plain(&faulty)));
        }),
    ];
    for (what, step) in steps {
        let mut bench = unsaved_case();
        let first = save_as_proposed(&mut bench);
        step(&mut bench);
        assert!(bench.has(&format!("Forrige sag: Sagen er gemt ukrypteret: {first}")), "{what}");
    }
}

#[test]
fn a_save_on_the_way_to_another_case_is_confirmed_in_that_one() {
    let mut bench = unsaved_case();
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.click("Gem først");
    bench.save_unencrypted();
    bench.pick_path("/t/a.wgscase");
    bench.reply(case_written(Ok(())));
    bench.reply(Output::CaseRead(Ok(plain(CASE))));
    assert_eq!(bench.window().case().session().case().patient.name, "Bente Testperson");
    assert!(bench.has_part("Forrige sag: Sagen er gemt ukrypteret"));
}

#[test]
fn a_save_on_the_way_to_the_next_patient_is_confirmed_without_a_name_of_a_file_that_tells_somebody() {
    let mut bench = unsaved_case();
    bench.dispatch(UiCommand::New);
    bench.click("Gem først");
    bench.save_unencrypted();
    bench.pick_path("/t/Bente Hansen.wgscase");
    bench.reply(case_written(Ok(())));
    assert!(bench.has_part("Alle felter om den forrige patient er ryddet."));
    assert!(bench.has("Forrige sag: Sagen er gemt ukrypteret.") && !bench.has_part("Bente"));
    bench.switch_to_english();
    assert!(bench.has("Previous case: The case is saved unencrypted."));
    // What was discarded is not said to be saved.
    let mut bench = unsaved_case();
    save_as_proposed(&mut bench);
    bench.type_into("Prøvenummer", "Z");
    bench.dispatch(UiCommand::New);
    bench.click("Kassér ændringer");
    assert!(
        bench.has_part("Alle felter om den forrige patient er ryddet.") && !bench.has_part("Forrige sag")
    );
}
