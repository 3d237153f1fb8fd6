//! What comes from outside, and what goes there: changed PDFs, scans of paper, and the clipboard.

use crate::bench::{Bench, criteria, plain};
use crate::fake_desktop::JobKind;
use egui::{Key, Modifiers};
use wgs_referral::case;
use wgs_referral::definition::Language;
use wgs_referral::desktop::{CopyResult, OpenedCase, Output, PaperError, Protection, ReportRequest, Request};
use wgs_referral::files::Fingerprint;
use wgs_referral::report::{Mark, ReportSettings, document};
use wgs_referral::verify::{Contradiction, NotCheckedReason, PdfStatus};
use wgs_referral::window::{NoticeKind, UiCommand};

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
        (Contradiction::SeveralReports, "Siderne har QR-koder fra flere bilag"),
        (Contradiction::OtherCase, "Sagen i filen er ikke den, bilaget blev lavet af"),
        (Contradiction::OtherSet, "QR-koden nævner et andet kriteriesæt end sagen"),
        (Contradiction::OtherPages, "Siderne viser noget andet end sagen i filen"),
    ] {
        let mut bench = open_pdf(PdfStatus::Changed(vec![contradiction]));
        assert!(
            bench.has_part("Sagen er hentet fra en PDF-fil, der er ændret") && bench.has_part(words),
            "{words}"
        );
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
    let words = "Der kunne ikke læses en QR-kode fra programmet";
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
fn a_pdf_whose_pages_were_not_compared_is_warned_of_until_the_case_is_saved() {
    for (reason, words, in_export) in [
        (NotCheckedReason::NotDrawn, "kunne ikke tegnes på denne computer", "ikke kunne kontrolleres"),
        (
            NotCheckedReason::NotComparable,
            "Nogle af dem kan være fra en anden patient",
            "hvis sider ikke er sammenlignet",
        ),
    ] {
        let mut bench = open_pdf(PdfStatus::NotChecked(reason));
        assert!(bench.has_part(words), "{words}");
        while bench.has("Luk") {
            bench.click("Luk");
        }
        assert!(bench.has_part(words));
        bench.press_with(Modifiers::COMMAND, Key::E);
        assert!(bench.has_part(in_export), "{in_export}");
        bench.press(Key::Escape);
        save(&mut bench);
        assert!(!bench.has_part(words));
    }
}

#[test]
fn the_warning_goes_with_its_case() {
    let mut bench = open_pdf(PdfStatus::NoMark);
    bench.open_file("/t/b.wgscase", Ok(plain(CASE)));
    assert!(!bench.has_part("Der kunne ikke læses en QR-kode fra programmet"));
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
        (Ok(marks(CASE)), "scan.png: Papiret er udskrevet fra denne sag."),
        (Ok(marks(&other)), "Papiret er ikke udskrevet fra denne sag"),
        (Ok(Vec::new()), "Der blev ikke fundet en QR-kode"),
        (
            Err(PaperError::NotAPicture),
            "Billedet kunne ikke læses: filen er ikke et PNG- eller JPEG-billede (scan.png)",
        ),
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
        // egui would offer the text to clipboard histories, and a selection to the middle mouse button.
        for _ in 0..3 {
            bench.harness.step();
            let commands = &bench.harness.output().platform_output.commands;
            assert!(commands.is_empty(), "{commands:?}");
        }
        bench.run();
        let requests = bench.take_all_requests();
        let [Request::Copy { text, clear: true }] = &requests[..] else { panic!("{requests:?}") };
        assert_eq!(text.as_str(), "Bente Testperson");
        assert_eq!(bench.field_text("Navn"), left);
        // It is the text of the field that failed, and not the summary.
        bench.reply(Output::Copied(CopyResult::Failed));
        assert!(bench.has_part("Teksten kunne ikke kopieres") && !bench.has_part("Resuméet kunne"));
    }
}

/// The texts that the window has asked to put on the clipboard.
fn copied_texts(bench: &mut Bench) -> Vec<String> {
    let copies = bench.take_requests_of(JobKind::Copy).into_iter();
    copies
        .map(|request| match request {
            Request::Copy { text, .. } => text.as_str().to_owned(),
            other => panic!("{other:?}"),
        })
        .collect()
}

const DRAFT: &str = "sagen er hentet fra en ændret PDF-fil";

#[test]
fn what_is_made_of_a_changed_pdf_is_a_draft_until_the_case_is_saved() {
    let mut bench = open_pdf(PdfStatus::Changed(vec![Contradiction::OtherPages]));
    for (round, is_draft) in [true, false].into_iter().enumerate() {
        bench.take_all_requests();
        for command in [UiCommand::CopySummary, UiCommand::CopyRecord] {
            bench.dispatch(command);
            let texts = copied_texts(&mut bench);
            assert_eq!(texts.len(), 1);
            assert_eq!(texts[0].contains(DRAFT), is_draft, "{}", texts[0]);
            bench.reply(Output::Copied(CopyResult::Copied { will_be_cleared: true }));
            assert_eq!(bench.has_part("Det er en kladde, fordi sagen er hentet fra en ændret"), is_draft);
        }
        bench.dispatch(UiCommand::ExportPdf);
        assert_eq!(bench.has_part("Sagen er hentet fra en ændret PDF-fil. Siderne viser"), is_draft);
        assert_eq!(bench.has_part(&format!("kladde på hver side: {DRAFT}")), is_draft);
        bench.click("Vælg placering…");
        let requests = bench.pick_path(format!("/t/{round}.pdf"));
        let [Request::Report(ReportRequest::Export { settings, .. })] = &requests[..] else {
            panic!("{requests:?}")
        };
        assert_eq!(settings.is_from_changed_pdf, is_draft);
        let exported = bench.finished_export();
        bench.reply(exported);
        assert_eq!(bench.has_part("Det er en kladde, fordi"), is_draft);
        if is_draft {
            save(&mut bench);
            assert!(!bench.has_part("kladde, fordi"));
        }
    }
}

#[test]
fn the_export_of_a_case_without_a_mark_says_so_and_is_no_draft() {
    let mut bench = open_pdf(PdfStatus::NoMark);
    bench.dispatch(UiCommand::ExportPdf);
    assert!(bench.has_part("Sagen er hentet fra en PDF-fil uden QR-kode"));
    assert!(!bench.has_part(DRAFT) && !bench.window().report_settings().is_from_changed_pdf);
}

#[test]
fn a_changed_pdf_has_one_notice_that_names_the_patient_to_compare() {
    let mut bench = open_pdf(PdfStatus::Changed(vec![Contradiction::OtherCase]));
    assert_eq!(bench.window().case().notices().len(), 1);
    assert!(
        bench.has_part("Patienten i sagen: Bente Testperson · CPR-nummer mangler. Sammenlign med side 1")
    );
    bench.switch_to_english();
    assert!(bench.has_part("The patient in the case: Bente Testperson"));
}

/// Compares the case with a scan of this paper.
fn compare(bench: &mut Bench, scan: &str, paper: Result<Vec<Mark>, PaperError>) {
    bench.dispatch(UiCommand::ComparePaper);
    bench.pick_path(scan);
    bench.reply(Output::PaperRead(paper));
}

#[test]
fn a_result_of_paper_is_rewritten_by_the_first_change() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
    compare(&mut bench, "/t/scan.png", Ok(marks(CASE)));
    assert!(bench.has("scan.png: Papiret er udskrevet fra denne sag."));
    // Looking at another indication changes nothing.
    bench.show_indication("pancreas-cancer");
    assert!(bench.has("scan.png: Papiret er udskrevet fra denne sag."));
    bench.type_into("Hospital", "Test");
    assert!(!bench.has("scan.png: Papiret er udskrevet fra denne sag."));
    assert!(bench.has_part("scan.png: Papiret er udskrevet fra denne sag, men sagen er ændret siden"));
    let [notice] = bench.window().case().notices() else { panic!() };
    assert_eq!(notice.kind, NoticeKind::Warning);
}

#[test]
fn one_result_of_paper_is_shown_at_a_time_and_names_its_scan() {
    let mut bench = Bench::new();
    bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
    for (scan, paper, words) in [
        ("/t/en.png", Ok(Vec::new()), "en.png: Der blev ikke fundet"),
        ("/t/to.png", Err(PaperError::NotAPicture), "Billedet kunne ikke læses"),
        ("/t/tre\u{202e}.png", Ok(marks(&CASE.replace("Bente", "Aase"))), ".png: Papiret er ikke udskrevet"),
        ("/t/fire.png", Ok(marks(CASE)), "fire.png: Papiret er udskrevet"),
    ] {
        compare(&mut bench, scan, paper);
        assert!(bench.has_part(words), "{words}");
        assert!(!bench.has_part("\u{202e}"));
        assert_eq!(bench.window().case().notices().len(), 1);
    }
}

#[test]
fn paper_of_a_case_in_a_changed_pdf_is_never_told_as_well() {
    for (contradiction, words) in [
        (Contradiction::OtherPages, "Papiret passer til sagen i filen, men ikke til PDF-filens sider."),
        (Contradiction::OtherReport, "Papiret passer til sagen i filen, men PDF-filen er ændret."),
    ] {
        let mut bench = open_pdf(PdfStatus::Changed(vec![contradiction]));
        compare(&mut bench, "/t/scan.png", Ok(marks(CASE)));
        assert!(bench.has_part(words), "{words}");
        assert!(bench.window().case().notices().iter().all(|notice| notice.kind != NoticeKind::Done));
    }
}

/// The text of the case while this form is shown.
fn shown_with(indication: &str) -> String {
    let other = CASE.replace("indication: \"sarcoma\"", &format!("indication: \"{indication}\""));
    assert!(indication == "sarcoma" || other != CASE);
    other
}

#[test]
fn paper_of_another_form_is_paper_of_this_case() {
    for printed in ["sarcoma", "pancreas-cancer"] {
        for shown in ["sarcoma", "pancreas-cancer", "primary-brain-tumour"] {
            let mut bench = Bench::new();
            bench.open_file("/t/a.wgscase", Ok(plain(CASE)));
            bench.show_indication(shown);
            let paper = || Ok(marks(&shown_with(printed)));
            compare(&mut bench, "/t/scan.png", paper());
            assert!(bench.has("scan.png: Papiret er udskrevet fra denne sag."), "{printed} {shown}");
            bench.type_into("Hospital", "Test");
            compare(&mut bench, "/t/scan.png", paper());
            assert!(bench.has_part("men sagen er ændret siden"), "{printed} {shown}");
        }
    }
}

#[test]
fn paper_of_the_case_as_it_was_opened_is_out_of_date_once_a_change_is_saved() {
    for printed in ["sarcoma", "pancreas-cancer"] {
        let mut bench = Bench::new();
        let opened = OpenedCase { protection: Some(Protection::Plain), ..plain(CASE) };
        bench.open_file("/t/a.wgscase", Ok(opened));
        bench.show_indication("primary-brain-tumour");
        bench.type_into("Hospital", "Test");
        bench.dispatch(UiCommand::Save);
        bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"changed"))));
        assert!(!bench.window().case().session().has_unsaved_changes());
        compare(&mut bench, "/t/scan.png", Ok(marks(&shown_with(printed))));
        assert!(bench.has_part("men sagen er ændret siden"), "{printed}");
        // What says the same again is the case as it is.
        bench.dispatch(UiCommand::Undo);
        compare(&mut bench, "/t/scan.png", Ok(marks(&shown_with(printed))));
        assert!(bench.has("scan.png: Papiret er udskrevet fra denne sag."), "{printed}");
    }
}
