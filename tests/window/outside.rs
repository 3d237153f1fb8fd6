//! What comes from outside, and what goes there: changed PDFs, scans of paper, and the clipboard.

use crate::bench::{Bench, criteria, plain};
use crate::fake_desktop::JobKind;
use egui::{Key, Modifiers};
use wgs_referral::case;
use wgs_referral::definition::Language;
use wgs_referral::desktop::{CopyResult, OpenedCase, Output, PaperError, ReportRequest, Request};
use wgs_referral::files::Fingerprint;
use wgs_referral::report::{Mark, ReportSettings, document};
use wgs_referral::verify::{Contradiction, PdfStatus};
use wgs_referral::window::UiCommand;

const CASE: &str = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
    patient: (name: "Bente Testperson"))"#;

fn open_pdf(status: PdfStatus) -> Bench {
    let mut bench = Bench::new();
    bench.open_file("/t/a.pdf", Ok(OpenedCase { pdf: Some(status), ..plain(CASE) }));
    bench
}

fn save(bench: &mut Bench) {
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.save_unencrypted();
    bench.pick_path("/t/b.wgscase");
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b""))));
}

#[test]
fn a_changed_pdf_is_warned_of_until_the_case_is_saved() {
    for (contradiction, words) in [
        (Contradiction::Attachments, "To vedhæftede filer udgiver sig for at være sagen"),
        (Contradiction::MarkUnreadable, "QR-koden på side 1 kan ikke læses"),
        (Contradiction::OtherReport, "QR-koden på side 1 er fra et andet bilag"),
        (Contradiction::OtherCase, "Sagen i filen er ikke den, bilaget blev lavet af"),
        (Contradiction::OtherSet, "QR-koden nævner et andet kriteriesæt end sagen"),
        (Contradiction::OtherPages, "Siderne viser noget andet end sagen i filen"),
    ] {
        let mut bench = open_pdf(PdfStatus::Changed(vec![contradiction]));
        assert!(bench.has_part("PDF-filen er ændret") && bench.has_part(words), "{words}");
        // Neither other notices nor their buttons remove it.
        bench.dispatch(UiCommand::CopySummary);
        while bench.has("Luk") {
            bench.click("Luk");
        }
        assert!(bench.has_part(words));
        save(&mut bench);
        assert!(!bench.has_part(words));
    }
}

#[test]
fn a_pdf_without_a_mark_is_warned_of_and_one_that_agrees_is_not() {
    let words = "Der er ingen QR-kode fra programmet";
    for (status, is_warned) in
        [(PdfStatus::NoMark, true), (PdfStatus::Unchanged, false), (PdfStatus::CaseUnchanged, false)]
    {
        let mut bench = open_pdf(status);
        assert_eq!(bench.has_part(words), is_warned);
        save(&mut bench);
        assert!(!bench.has_part(words));
    }
}

#[test]
fn the_warning_goes_with_its_case() {
    let mut bench = open_pdf(PdfStatus::NoMark);
    bench.open_file("/t/b.wgscase", Ok(plain(CASE)));
    assert!(!bench.has_part("Der er ingen QR-kode fra programmet"));
}

/// The marks on paper that was printed from this case.
fn marks(case: &str) -> Vec<Mark> {
    let set = criteria();
    let case = case::read(case, &set).unwrap().case;
    let mark = document(&set, &case, ReportSettings::whole(Language::Da)).provenance.mark;
    vec![Mark::parse(&mark.to_string()).unwrap()]
}

#[test]
fn paper_is_compared_with_the_case_that_is_shown() {
    let other = CASE.replace("Bente", "Aase");
    for (paper, words) in [
        (Ok(marks(CASE)), "Papiret er udskrevet fra denne sag."),
        (Ok(marks(&other)), "Papiret er ikke udskrevet fra denne sag"),
        (Ok(Vec::new()), "Der blev ikke fundet en QR-kode"),
        (Err(PaperError::NotAPicture), "filen er ikke et PNG- eller JPEG-billede"),
    ] {
        let mut bench = Bench::new();
        bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
        bench.dispatch(UiCommand::ComparePaper);
        let requests = bench.pick_path("/t/scan.png");
        assert!(matches!(&requests[..], [Request::Report(ReportRequest::ReadPaper(_))]), "{requests:?}");
        bench.reply(Output::PaperRead(paper));
        assert!(bench.has_part(words), "{words}");
    }
}

#[test]
fn paper_of_the_case_before_a_change_is_told_apart() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
    bench.type_into("Hospital", "Test");
    bench.dispatch(UiCommand::ComparePaper);
    bench.pick_path("/t/scan.png");
    bench.reply(Output::PaperRead(Ok(marks(CASE))));
    assert!(bench.has_part("men sagen er ændret siden"));
}

#[test]
fn paper_that_is_read_late_says_nothing_of_another_case() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
    bench.dispatch(UiCommand::ComparePaper);
    bench.pick_path("/t/scan.png");
    let job = bench.latest_job(JobKind::ReadPaper).unwrap();
    bench.open_file("/t/b.wgscase", Ok(plain(&CASE.replace("Bente", "Aase"))));
    bench.reply_to(job, Output::PaperRead(Ok(marks(CASE))));
    assert!(!bench.has_part("Papiret er"));
}

#[test]
fn a_text_copied_from_a_field_is_put_on_the_clipboard_by_the_program_itself() {
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente Testperson");
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.take_all_requests();
    for (event, left) in [(egui::Event::Copy, "Bente Testperson"), (egui::Event::Cut, "")] {
        bench.harness.event(event);
        bench.run();
        let requests = bench.take_all_requests();
        let [Request::Copy { text, clear: true }] = &requests[..] else { panic!("{requests:?}") };
        assert_eq!(text.as_str(), "Bente Testperson");
        // egui would offer the text to clipboard histories, and a selection to the middle mouse button.
        let commands = &bench.harness.output().platform_output.commands;
        assert!(commands.is_empty(), "{commands:?}");
        assert_eq!(bench.field_text("Navn"), left);
        // It is the text of the field that failed, and not the summary.
        bench.reply(Output::Copied(CopyResult::Failed));
        assert!(bench.has_part("Teksten kunne ikke kopieres") && !bench.has_part("Resuméet kunne"));
    }
}
