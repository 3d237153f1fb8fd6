//! The report in the window: seen as it will be saved, saved under a name without identity, printed
//! and shown from where it was saved, copied as text.

use crate::bench::{Bench, criteria, plain};
use crate::fake_desktop::Kind;
use egui::{Key, Modifiers};
use std::path::Path;
use wgs_referral::case;
use wgs_referral::desktop::{
    CopyResult, DrawnPage, ExportedReport, Handover, HandoverError, JobId, Output, PathPurpose,
    ReportRequest, Request,
};
use wgs_referral::files::FileError;
use wgs_referral::pdf::{PdfPages, export};
use wgs_referral::report::{ReportSettings, document};
use wgs_referral::window::{CaseCommand, Field, UiCommand};

fn opened(text: &str) -> Bench {
    let mut bench = Bench::of_size(1360.0, 860.0);
    let reading = plain(text);
    bench.read("/t/a.wgscase", Ok(reading));
    bench
}

fn sample() -> Bench {
    opened(include_str!("../../samples/met.wgscase"))
}

/// The page that is to be drawn, with its settings. Fails if there is another request.
fn drawing(bench: &mut Bench) -> Option<(JobId, ReportSettings, usize)> {
    match &bench.all_requests()[..] {
        [] => None,
        [Request::Report(ReportRequest::DrawPage { settings, page, pixels_per_point, case: _ })] => {
            assert!(*pixels_per_point > 0.3);
            Some((bench.job(Kind::Draw)?, *settings, *page))
        }
        other => panic!("{other:?}"),
    }
}

/// Does what the worker does.
fn draw(bench: &mut Bench, (job, settings, page): (JobId, ReportSettings, usize)) {
    let case = bench.app().window().case().session().case().clone();
    let pages = PdfPages::parse(export(&criteria(), &case, settings).unwrap().bytes).unwrap();
    let picture = pages.draw(page, 0.5).unwrap();
    bench.reply_to(job, Output::PageDrawn(Some(DrawnPage { picture, page, pages: pages.count() })));
}

fn current(bench: &mut Bench) -> ExportedReport {
    let state = bench.app().window();
    let id = document(&criteria(), state.case().session().case(), state.report_settings()).id;
    ExportedReport { id, replaced: Vec::new() }
}

/// Goes from the export dialog to the file.
fn save(bench: &mut Bench, path: &str) -> Vec<Request> {
    bench.click("Vælg placering…");
    let requests = bench.all_requests();
    let [Request::PickPath(..)] = &requests[..] else { panic!("{requests:?}") };
    let requests = bench.picks(path);
    assert!(matches!(requests[..], [Request::Report(ReportRequest::Export { .. })]), "{requests:?}");
    let exported = Ok(current(bench));
    bench.reply(Output::PdfExported(exported))
}

#[test]
fn the_pages_are_shown_and_turned() {
    let mut bench = sample();
    bench.click("Vis PDF");
    let asked = drawing(&mut bench).expect("the first page is asked for");
    assert_eq!(asked.2, 0);
    draw(&mut bench, asked);
    assert!(bench.has_part("Side 1 af 3 af bilaget"));
    bench.click("Næste side");
    let asked = drawing(&mut bench).expect("the next page is asked for");
    assert_eq!(asked.2, 1);
    draw(&mut bench, asked);
    assert!(bench.has_part("Side 2 af 3 af bilaget"));
    bench.press_with(Modifiers::COMMAND, Key::PageDown);
    let asked = drawing(&mut bench).unwrap();
    draw(&mut bench, asked);
    bench.press_with(Modifiers::COMMAND, Key::PageDown);
    assert_eq!(drawing(&mut bench), None, "there is no fourth page");
    bench.press(Key::F7);
    assert!(!bench.has("Bilag (PDF)"));
}

#[test]
fn what_is_typed_while_a_page_is_drawn_is_drawn_after_it() {
    let mut bench = sample();
    bench.press(Key::F7);
    let first = drawing(&mut bench).unwrap();
    bench.type_into("Navn", " X");
    assert_eq!(drawing(&mut bench), None, "one drawing at a time");
    draw(&mut bench, first);
    let second = drawing(&mut bench).expect("the change is drawn");
    assert!(second.0 > first.0);
    draw(&mut bench, second);
    bench.run();
    assert_eq!(drawing(&mut bench), None, "nothing is drawn while nothing changes");
}

#[test]
fn the_next_patient_sees_nothing_of_the_last_ones_page() {
    let mut bench = sample();
    bench.press(Key::F7);
    let asked = drawing(&mut bench).unwrap();
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.all_requests();
    // The picture comes back when its patient is gone.
    let set = criteria();
    let case = case::read(include_str!("../../samples/met.wgscase"), &set).unwrap().case;
    let pages = PdfPages::parse(export(&set, &case, asked.1).unwrap().bytes).unwrap();
    let drawn = DrawnPage { picture: pages.draw(0, 0.5).unwrap(), page: 0, pages: pages.count() };
    bench.reply(Output::PageDrawn(Some(drawn)));
    assert!(!bench.has_part("af bilaget, som det gemmes"));
    assert!(bench.app().window().case().preview().unwrap().is_blank());
    assert!(drawing(&mut bench).is_some(), "the blank case is drawn");
}

#[test]
fn a_report_without_identity_is_told_of_and_lasts_for_one_patient() {
    let mut bench = sample();
    let indication = bench.app().window().case().session().case().indication.clone();
    let name = bench.app().window().case().session().case().patient.name.clone();
    let comment = Field::Comment(indication, "age".into());
    bench.ask(CaseCommand::Edit(comment, format!("Aftalt med {name}, 240847-1237")));
    bench.press_with(Modifiers::COMMAND, Key::E);
    assert!(!bench.has_part("kan røbe"));
    bench.click("Uden identitet");
    assert!(bench.has_part("Navn, CPR-nummer, fødselsdato, rekvirent"));
    assert!(bench.has_part("kan røbe"));
    assert!(bench.has_part("Kommentar, Alderskriterier: en del af patientens navn"));
    assert!(bench.has_part("Kommentar, Alderskriterier: cifre som i et CPR-nummer"));
    bench.click("Sagen inde i filen");
    assert!(bench.has_part("Sagen ligger ikke inde i PDF-filen"));
    bench.click("Vælg placering…");
    let requests = bench.all_requests();
    let [Request::PickPath(PathPurpose::PdfToExport(proposed), _)] = &requests[..] else {
        panic!("{requests:?}")
    };
    let requests = bench.picks(proposed);
    let [Request::Report(ReportRequest::Export { settings, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert!(!settings.with_identity && !settings.with_case);
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert!(bench.app().window().report_settings().with_identity);
    assert!(bench.app().window().report_settings().with_case);
}

#[test]
fn what_the_font_lacks_is_told_before_the_export() {
    let mut bench = sample();
    // In a comment whose row is folded: the window's own font lacks it too.
    let indication = bench.app().window().case().session().case().indication.clone();
    let comment = Field::Comment(indication, "age".into());
    bench.ask(CaseCommand::Edit(comment, "Godt \u{1F600}".into()));
    bench.press_with(Modifiers::COMMAND, Key::E);
    assert!(bench.has_part("Skrifttypen mangler disse tegn"));
    assert!(bench.has_part("U+1F600"));
}

#[test]
fn print_saves_first_and_then_prints_that_file() {
    let mut bench = sample();
    bench.press_with(Modifiers::COMMAND, Key::P);
    assert!(bench.has_part("udskrives den"));
    let requests = save(&mut bench, "/t/a.pdf");
    let [Request::Report(ReportRequest::HandOver(Handover::Print, path))] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(path.to_str(), Some("/t/a.pdf"));
    bench.reply(Output::HandedOver(Ok(())));
    assert!(bench.has_part("sendt til udskrivning"));

    // The file is up to date: it is shown as it is.
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    let requests = bench.all_requests();
    let [Request::Report(ReportRequest::HandOver(Handover::View, _path))] = &requests[..] else {
        panic!("{requests:?}")
    };
    let failed = Err(HandoverError::NoProgram);
    bench.reply(Output::HandedOver(failed));
    assert!(bench.has_part("computeren har ingen PDF-læser"));

    // After a change it is not.
    bench.ask(CaseCommand::Edit(Field::MtbNote, "Ny".into()));
    bench.press_with(Modifiers::COMMAND, Key::P);
    assert!(bench.all_requests().is_empty());
    assert!(bench.has_part("udskrives den"));
}

#[test]
fn exporting_to_an_existing_file_asks_before_replacing_it() {
    let mut bench = sample();
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    let requests = bench.all_requests();
    let [Request::PickPath(..)] = &requests[..] else { panic!("{requests:?}") };
    let requests = bench.picks("/t/a");
    let [Request::Report(ReportRequest::Export { path, replace: false, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(path, Path::new("/t/a.pdf"));
    bench.reply(Output::PdfExported(Err(FileError::Exists)));
    assert!(bench.has("Filen findes allerede"));
    assert!(bench.has_part("/t/a.pdf"));
    bench.click("Erstat");
    assert!(matches!(
        &bench.all_requests()[..],
        [Request::Report(ReportRequest::Export { replace: true, .. })]
    ));
}

#[test]
fn a_failed_export_is_told_and_the_window_stays() {
    let mut bench = sample();
    for (error, words) in [
        (FileError::DiskFull, "disken er fuld"),
        (FileError::Unreachable, "drevet kan ikke nås"),
        (FileError::InUse, "åben i et andet program"),
    ] {
        bench.press_with(Modifiers::COMMAND, Key::E);
        bench.click("Vælg placering…");
        bench.picks("/t/a.pdf");
        bench.reply(Output::PdfExported(Err(error)));
        assert!(bench.has_part(words), "{words}");
        assert!(bench.has("Kriterierne er opfyldt"));
    }
}

#[test]
fn the_summary_is_copied_as_text() {
    let mut bench = sample();
    bench.ask_quietly(UiCommand::CopySummary);
    let requests = bench.all_requests();
    let [Request::Copy { text, clear: true }] = &requests[..] else { panic!("{requests:?}") };
    assert!(text.starts_with("WGS-HENVISNING – RESUMÉ\n"), "{text:?}");
    assert!(text.contains("KRITERIERNE ER VURDERET SOM OPFYLDT"));
    bench.run();
    assert!(!bench.has_part("er kopieret som tekst"));
    bench.reply(Output::Copied(CopyResult::Copied { will_be_cleared: true }));
    assert!(bench.has_part("er kopieret som tekst og fjernes fra udklipsholderen om et minut"));
    // Where the clipboard does not answer, nothing is claimed.
    bench.ask_quietly(UiCommand::CopySummary);
    bench.reply(Output::Copied(CopyResult::Failed));
    assert!(bench.has_part("kunne ikke kopieres"));
    assert!(!bench.has_part("er kopieret som tekst"));
}
