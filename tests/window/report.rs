//! The report: export under a file name without identity, printing and viewing of the exported file, and
//! the summary as text.

use crate::bench::{Bench, SAMPLE, criteria, plain};
use crate::controls::{painted, rest_at};
use crate::fake_desktop::JobKind;
use crate::key_events::{key_event, pressed, released};
use crate::pointer;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Rect};
use egui_kittest::kittest::Queryable;
use std::path::Path;
use wgs_referral::definition::Language;
use wgs_referral::desktop::{
    CopyResult, Handover, HandoverError, Output, PathPurpose, PrintError, Protection, ReportRequest, Request,
};
use wgs_referral::files::{ExistingFile, FileError, Fingerprint, Overwrite};
use wgs_referral::window::{CaseCommand, Field, NoticeKind, UiCommand, WindowCommand};

fn opened_case(text: &str) -> Bench {
    let mut bench = Bench::of_size(1360.0, 860.0);
    let reading = plain(text);
    bench.open_file("/t/a.wgscase", Ok(reading));
    bench
}

fn sample_case() -> Bench {
    opened_case(SAMPLE)
}

/// Exports to this path from the export dialog, and returns the requests that follow.
pub fn export_to(bench: &mut Bench, path: &str) -> Vec<Request> {
    bench.click("Vælg placering…");
    let requests = bench.take_all_requests();
    let [Request::PickPath(..)] = &requests[..] else { panic!("{requests:?}") };
    let requests = bench.pick_path(path);
    assert!(matches!(requests[..], [Request::Report(ReportRequest::Export { .. })]), "{requests:?}");
    let exported = bench.finished_export();
    bench.reply(exported)
}

#[test]
fn leaving_out_the_identity_warns_of_free_text_and_lasts_for_one_case() {
    let mut bench = sample_case();
    let indication = bench.window().case().session().case().indication.clone();
    let name = bench.window().case().session().case().patient.name.clone();
    let comment = Field::Comment(indication, "age".into());
    bench.dispatch_without_requests(CaseCommand::Edit(comment, format!("Aftalt med {name}, 240847-1241")));
    bench.press_with(Modifiers::COMMAND, Key::E);
    assert!(!bench.has_part("kan røbe"));
    bench.click("Uden navn og CPR-nummer");
    assert!(bench.has_part("Navn, CPR-nummer, fødselsdato, rekvirent"));
    assert!(bench.has_part("kan røbe"));
    assert!(bench.has_part("Kommentar, Alderskriterier: en del af patientens navn"));
    assert!(bench.has_part("Kommentar, Alderskriterier: cifre som i et CPR-nummer"));
    bench.click("Sagen inde i filen");
    assert!(bench.has_part("Sagen ligger ikke inde i PDF-filen"));
    bench.click("Vælg placering…");
    let requests = bench.take_all_requests();
    let [Request::PickPath(PathPurpose::PdfToExport(proposed), _)] = &requests[..] else {
        panic!("{requests:?}")
    };
    let requests = bench.pick_path(proposed);
    let [Request::Report(ReportRequest::Export { settings, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert!(!settings.with_identity && !settings.with_case);
    bench.press_with(Modifiers::COMMAND, Key::N);
    bench.click("Kassér ændringer");
    assert!(bench.window().report_settings().with_identity);
    assert!(bench.window().report_settings().with_case);
}

#[test]
fn characters_missing_in_the_font_are_listed_before_the_export() {
    let mut bench = sample_case();
    // The row of the comment is collapsed, as the window's font lacks the character too.
    let indication = bench.window().case().session().case().indication.clone();
    let comment = Field::Comment(indication, "age".into());
    bench.dispatch_without_requests(CaseCommand::Edit(comment, "Godt \u{1F600}".into()));
    bench.press_with(Modifiers::COMMAND, Key::E);
    assert!(bench.has_part("Skrifttypen mangler disse tegn"));
    assert!(bench.has_part("U+1F600"));
}

#[test]
fn printing_needs_no_file_of_the_user_and_has_a_title_of_its_own() {
    let mut bench = sample_case();
    bench.press_with(Modifiers::COMMAND, Key::P);
    assert!(bench.has("Udskriv bilaget") && !bench.has("Eksportér PDF"));
    assert!(bench.has("Tjek før udskrift") && !bench.has("Tjek før eksport"));
    // Nothing can be inside of paper. A file that is exported may have the case inside.
    assert!(bench.has("Uden navn og CPR-nummer") && !bench.has("Sagen inde i filen"));
    bench.switch_to_english();
    assert!(bench.has("Check before printing") && !bench.has("Check before export"));
    assert!(bench.has("Without name and CPR number") && !bench.has("Case inside the file"));
    bench.dispatch(WindowCommand::SetLanguage(Language::Da));
    bench.click("Annullér");
    bench.press_with(Modifiers::COMMAND, Key::E);
    assert!(bench.has("Tjek før eksport") && bench.has("Sagen inde i filen"));
    bench.click("Annullér");
    bench.press_with(Modifiers::COMMAND, Key::P);
    bench.click("Udskriv");
    let requests = bench.take_all_requests();
    let [Request::Report(ReportRequest::Print { case, .. })] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(**case, *bench.window().case().session().case());
    bench.reply(Output::Printed(Ok(())));
    assert!(bench.has("Bilaget er sendt til udskrivning."));
    for (error, told) in [
        (PrintError::Handover(HandoverError::NoProgram), "computeren har intet at udskrive med."),
        (PrintError::Unanswered, "systemets udskriftsdialog svarede ikke."),
        (PrintError::Forbidden, "udskrivning er slået fra på computeren."),
    ] {
        bench.dispatch(UiCommand::PrintPdf);
        bench.click("Udskriv");
        bench.reply(Output::Printed(Err(error)));
        assert!(bench.has_part(&format!("Bilaget kunne ikke udskrives: {told}")), "{told}");
    }
    bench.dispatch(UiCommand::PrintPdf);
    bench.click("Udskriv");
    bench.reply(Output::Printed(Err(PrintError::DialogEnded)));
    assert!(bench.has_part("Bilaget er måske ikke udskrevet") && !bench.has_part("kunne ikke udskrives"));
}

#[test]
fn the_notice_of_an_export_offers_what_follows() {
    let mut bench = sample_case();
    bench.type_into("Prøvenummer", "X");
    bench.press_with(Modifiers::COMMAND, Key::E);
    assert!(bench.has("ikke gemt"));
    export_to(&mut bench, "/t/a.pdf");
    assert!(bench.has("PDF-filen er gemt: /t/a.pdf"));
    assert!(bench.has("ikke gemt, men ligger i PDF-filen"));
    for (button, what) in [("Åbn", Handover::View), ("Vis i mappe", Handover::ShowInFolder)] {
        bench.click(button);
        let requests = bench.take_all_requests();
        let [Request::Report(ReportRequest::HandOver { what: asked, path, .. })] = &requests[..] else {
            panic!("{requests:?}")
        };
        assert_eq!((*asked, path.as_path()), (what, Path::new("/t/a.pdf")));
        bench.reply(Output::HandedOver(Ok(())));
    }
    assert!(bench.has_part("åbnet i computerens PDF-læser"));
    // What was exported was checked then.
    bench.click("Udskriv… – det eksporterede bilag");
    assert!(matches!(&bench.take_all_requests()[..], [Request::Report(ReportRequest::Print { .. })]));
    bench.reply(Output::Printed(Ok(())));
    bench.harness.query_all_by_label("Kopiér til journal – det eksporterede bilag").last().unwrap().click();
    bench.run();
    assert!(matches!(&bench.take_all_requests()[..], [Request::Copy { .. }]));
    // A change is not in the file. Once it is undone, the file has the case again.
    bench.type_into("Prøvenummer", "Y");
    assert!(bench.has("ikke gemt") && !bench.has_part("ligger i PDF-filen"));
    bench.dispatch(UiCommand::Undo);
    assert!(bench.has("ikke gemt, men ligger i PDF-filen"));
    bench.dispatch(UiCommand::Redo);
    assert!(bench.has("ikke gemt") && !bench.has_part("ligger i PDF-filen"));
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    assert!(bench.has_part("åbnes den i computerens PDF-læser"), "the report is exported again");
}

/// A window of this width with a case, changed since it was opened and exported then.
fn exported_case(width: f32, has_file: bool) -> Bench {
    let mut bench = Bench::of_size(width, 860.0);
    if has_file {
        bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
    } else {
        bench.dispatch(UiCommand::Sample);
    }
    bench.dispatch(CaseCommand::Edit(Field::SampleId, "X".to_owned()));
    bench.press_with(Modifiers::COMMAND, Key::E);
    export_to(&mut bench, "/t/a.pdf");
    bench
}

#[test]
fn the_bar_says_that_the_exported_pdf_has_the_case_as_shortly_as_its_width_needs() {
    const LONG: [&str; 2] = ["ikke gemt, men ligger i PDF-filen", "not saved, but in the PDF file"];
    const SHORT: [&str; 2] = ["ikke gemt, i PDF", "not saved, in PDF"];
    const SHORTEST: [&str; 2] = ["ikke gemt", "not saved"];
    const DOT_ALONE: [&str; 2] = ["", ""];
    // The words of the buttons beside it are longer in English.
    let expected = [
        (1920.0, LONG),
        (1410.0, SHORT),
        (1360.0, [SHORT[0], SHORTEST[1]]),
        (1024.0, SHORTEST),
        (480.0, DOT_ALONE),
    ];
    for (width, words) in expected {
        let mut bench = exported_case(width, true);
        for (at, language) in [Language::Da, Language::En].into_iter().enumerate() {
            bench.dispatch(WindowCommand::SetLanguage(language));
            // A screen reader gets all of it at any width.
            let mark = bench.harness.get_by_label(LONG[at]).rect().expand(1.0);
            let known = [LONG, SHORT, SHORTEST].map(|words| words[at]);
            let is_in_mark = |(text, place): &(String, Rect)| {
                known.contains(&text.as_str()) && mark.contains(place.center())
            };
            let painted = painted(&bench).into_iter().find(is_in_mark);
            let painted = painted.map_or_else(String::new, |(text, _)| text);
            assert_eq!(painted, words[at], "{width}");
        }
    }
}

#[test]
fn an_export_without_the_case_leaves_the_case_in_the_pdf_before_unless_it_replaces_that() {
    const IN_PDF: &str = "ikke gemt, men ligger i PDF-filen";
    for choice in ["Uden navn og CPR-nummer", "Sagen inde i filen"] {
        let mut bench = sample_case();
        bench.type_into("Prøvenummer", "X");
        bench.press_with(Modifiers::COMMAND, Key::E);
        export_to(&mut bench, "/t/a.pdf");
        bench.press_with(Modifiers::COMMAND, Key::E);
        bench.click(choice);
        export_to(&mut bench, "/t/b.pdf");
        assert!(bench.has_part(": /t/b.pdf") && bench.has(IN_PDF), "{choice}");
        bench.switch_to_english();
        assert!(bench.has("not saved, but in the PDF file"), "{choice}");
        bench.dispatch(WindowCommand::SetLanguage(Language::Da));
        bench.type_into("Prøvenummer", "Y");
        assert!(bench.has("ikke gemt") && !bench.has(IN_PDF), "{choice}");
        bench.dispatch(UiCommand::Undo);
        assert!(bench.has(IN_PDF), "{choice}");
        bench.press_with(Modifiers::COMMAND, Key::E);
        export_to(&mut bench, "/t/a.pdf");
        assert!(bench.has("ikke gemt") && !bench.has(IN_PDF), "{choice}: the file with the case is gone");
    }
}

#[test]
fn tooltip_and_question_tell_a_case_that_is_only_in_the_pdf_from_changes_that_are() {
    const MARKS: [(Language, &str); 2] = [
        (Language::Da, "ikke gemt, men ligger i PDF-filen"),
        (Language::En, "not saved, but in the PDF file"),
    ];
    const WITHOUT_FILE: [[&str; 2]; 2] = [
        [
            "Sagen er ikke gemt som sag, men blev skrevet med alle svar i den PDF-fil, du har eksporteret.",
            "Sagen er ikke gemt som sag. Den blev skrevet med alle svar i den PDF-fil, du har eksporteret",
        ],
        [
            "The case is not saved as a case, but was written into the PDF file that you have exported",
            "The case is not saved as a case. It was written into the PDF file that you have exported",
        ],
    ];
    const WITH_FILE: [[&str; 2]; 2] = [
        [
            "Ændringerne er ikke gemt i sagens fil, men blev skrevet i den PDF-fil, du har eksporteret.",
            "Ændringerne er ikke gemt i sagens fil. De blev skrevet i den PDF-fil, du har eksporteret",
        ],
        [
            "The changes are not saved in the file of the case, but were written into the PDF file",
            "The changes are not saved in the file of the case. They were written into the PDF file",
        ],
    ];
    for (has_file, texts) in [(false, WITHOUT_FILE), (true, WITH_FILE)] {
        for width in [1920.0, 480.0] {
            for ((language, label), [tip, question]) in MARKS.into_iter().zip(texts) {
                let mut bench = exported_case(width, has_file);
                bench.dispatch(WindowCommand::SetLanguage(language));
                let mark = bench.harness.get_by_label(label).rect();
                rest_at(&mut bench, mark.center());
                assert!(painted(&bench).iter().any(|(text, _)| text.starts_with(tip)), "{width}: {tip}");
                bench.dispatch(WindowCommand::Close);
                assert!(bench.has_part(question), "{width}: {question}");
            }
        }
    }
}

#[test]
fn the_exported_pdf_has_the_case_whichever_form_is_shown() {
    const IN_PDF: [&str; 2] = ["ikke gemt, men ligger i PDF-filen", "not saved, but in the PDF file"];
    for (has_file, said) in [
        (true, ["De blev skrevet i den PDF-fil, du har eksporteret", "They were written into the PDF file"]),
        (false, ["Den blev skrevet med alle svar i den PDF-fil", "It was written into the PDF file"]),
    ] {
        let mut bench = exported_case(1360.0, has_file);
        let exported = bench.window().case().session().case().indication.clone();
        bench.show_indication("pancreas-cancer");
        assert_ne!(bench.window().case().session().case().indication, exported);
        for (at, language) in [Language::Da, Language::En].into_iter().enumerate() {
            bench.dispatch(WindowCommand::SetLanguage(language));
            assert!(bench.has(IN_PDF[at]), "{has_file}");
            bench.dispatch(WindowCommand::Close);
            // The PDF is for another indication than the form that is shown.
            assert!(bench.has_part(said[at]), "{has_file}");
            assert!(!bench.has_part("som den er nu") && !bench.has_part("as it is now"), "{has_file}");
            bench.press(Key::Escape);
        }
    }
}

#[test]
fn the_notice_of_an_export_says_that_the_case_was_corrected_since() {
    const OUTDATED: &str =
        "Sagen er ændret, efter at PDF-filen blev gemt. Filen svarer ikke længere til sagen: /t/a.pdf";
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    bench.press_with(Modifiers::COMMAND, Key::E);
    export_to(&mut bench, "/t/a.pdf");
    assert!(bench.has("PDF-filen er gemt: /t/a.pdf"));
    // Another form is shown, and the file holds the same case.
    bench.show_indication("sarcoma");
    assert!(bench.has("PDF-filen er gemt: /t/a.pdf"));
    let correct = |bench: &mut Bench, number: &str| {
        for command in [CaseCommand::Edit(Field::Cpr, number.to_owned()), CaseCommand::LeaveField(Field::Cpr)]
        {
            bench.dispatch_without_requests(command);
        }
        bench.click("Det er en rettelse");
    };
    correct(&mut bench, "020160-9992");
    assert!(bench.has(OUTDATED) && !bench.has_part("PDF-filen er gemt"));
    let outdated = bench.window().case().notices().last().map(|notice| notice.kind);
    assert_eq!(outdated, Some(NoticeKind::Warning));
    // Neither the old file nor what replaces it is taken for the other one.
    for button in ["Åbn", "Udskriv… – det eksporterede bilag", "Kopiér til journal – det eksporterede bilag"]
    {
        assert!(!bench.has(button), "{button}");
    }
    // The old file may have to be deleted.
    bench.click("Vis i mappe");
    assert!(matches!(
        &bench.take_all_requests()[..],
        [Request::Report(ReportRequest::HandOver { what: Handover::ShowInFolder, .. })]
    ));
    // Saving the case does not bring the file up to date.
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"saved"))));
    assert!(bench.has(OUTDATED) && !bench.window().case().session().has_unsaved_changes());
    bench.take_all_requests();
    bench.switch_to_english();
    assert!(bench.has_part("The file does not match the case any more: /t/a.pdf"));
    bench.click("Export again…");
    assert!(bench.has("Check before export"));
    bench.dispatch_without_requests(WindowCommand::SetLanguage(Language::Da));
    export_to(&mut bench, "/t/b.pdf");
    // The file before names another patient, and may be sent by mistake. Its warning stays until the user closes it.
    assert!(bench.has("PDF-filen er gemt: /t/b.pdf") && bench.has(OUTDATED));
    let told = bench.window().case().notices();
    let at = told.iter().position(|notice| notice.kind == NoticeKind::Warning).expect("the warning");
    bench.dispatch(CaseCommand::DismissNotice(at));
    assert!(bench.has("PDF-filen er gemt: /t/b.pdf") && !bench.has(OUTDATED));
}

#[test]
fn a_failed_export_leaves_the_warning_that_the_file_before_does_not_match_the_case() {
    const OUTDATED: &str = "svarer ikke længere til sagen: /t/a.pdf";
    let mut bench = sample_case();
    bench.press_with(Modifiers::COMMAND, Key::E);
    export_to(&mut bench, "/t/a.pdf");
    bench.type_into("Prøvenummer", "Y");
    assert!(bench.has_part(OUTDATED));
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.pick_path("/nope/x.pdf");
    assert!(bench.has_part(OUTDATED), "the new file is not there yet");
    bench.reply(Output::PdfExported(Err(FileError::NoFolder)));
    assert!(bench.has_part(OUTDATED) && bench.has_part("/nope/x.pdf"));
    bench.dispatch(CaseCommand::DismissNewestNotice);
    assert!(bench.has_part(OUTDATED) && !bench.has_part("/nope/x.pdf"));
    bench.take_all_requests();
    bench.press_with(Modifiers::COMMAND, Key::E);
    export_to(&mut bench, "/t/b.pdf");
    assert!(bench.has("PDF-filen er gemt: /t/b.pdf") && !bench.has_part(OUTDATED));
    assert!(
        bench.has("Brug ikke den ældre PDF-fil, som ikke svarer til sagen: /t/a.pdf"),
        "it is still there"
    );
}

#[test]
fn a_file_is_up_to_date_again_once_the_change_is_undone() {
    let mut bench = sample_case();
    bench.press_with(Modifiers::COMMAND, Key::E);
    export_to(&mut bench, "/t/a.pdf");
    bench.type_into("Prøvenummer", "Y");
    assert!(bench.has_part("svarer ikke længere til sagen: /t/a.pdf"));
    bench.dispatch(UiCommand::Undo);
    assert!(bench.has("PDF-filen er gemt: /t/a.pdf") && bench.has("Åbn"));
    let kind = bench.window().case().notices().last().map(|notice| notice.kind);
    assert_eq!(kind, Some(NoticeKind::Done));
}

#[test]
fn a_file_that_the_case_has_left_behind_while_it_was_written_is_out_of_date_at_once() {
    let mut bench = sample_case();
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.pick_path("/t/a.pdf");
    let exported = bench.finished_export();
    bench.type_into("Prøvenummer", "Y");
    bench.reply(exported);
    assert!(bench.has_part("svarer ikke længere til sagen: /t/a.pdf"));
}

#[test]
fn the_notice_says_that_a_report_is_a_draft_and_the_bar_what_the_file_holds() {
    let mut bench = Bench::of_size(1360.0, 860.0);
    bench.show_indication("sarcoma");
    bench.type_into("Navn", "Bente Testperson");
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Sagen inde i filen");
    export_to(&mut bench, "/t/a.pdf");
    assert!(bench.has("PDF-filen er gemt som kladde: /t/a.pdf"));
    assert!(bench.has("ikke gemt") && !bench.has_part("ligger i PDF-filen"));
    bench.dispatch(UiCommand::New);
    assert!(bench.has_part("går tabt, hvis sagen ikke gemmes"));
}

#[test]
fn exporting_to_an_existing_file_asks_before_replacing_it() {
    let mut bench = sample_case();
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    let requests = bench.take_all_requests();
    let [Request::PickPath(..)] = &requests[..] else { panic!("{requests:?}") };
    let requests = bench.pick_path("/t/a");
    let [Request::Report(ReportRequest::Export { path, expected: Overwrite::Never, .. })] = &requests[..]
    else {
        panic!("{requests:?}")
    };
    assert_eq!(path, Path::new("/t/a.pdf"));
    let there = |content: &[u8]| Fingerprint::of(content);
    let exists = |content: &[u8], is_another| {
        let file = ExistingFile { version: Some(there(content)), is_another };
        Output::PdfExported(Err(FileError::Exists(file)))
    };
    bench.reply(exists(b"one", false));
    assert!(bench.has("Filen findes allerede") && !bench.has_part("siden du blev spurgt"));
    assert!(bench.has_part("/t/a.pdf"));
    let replaced = |bench: &mut Bench| {
        bench.click("Erstat");
        let requests = bench.take_all_requests();
        let [Request::Report(ReportRequest::Export { expected, .. })] = requests[..] else {
            panic!("{requests:?}")
        };
        expected
    };
    assert_eq!(replaced(&mut bench), Overwrite::Agreed(there(b"one")));
    // Another program has written the file while the question was open.
    bench.reply(exists(b"two", true));
    assert!(bench.has_part("siden du blev spurgt"));
    assert_eq!(replaced(&mut bench), Overwrite::Agreed(there(b"two")));
    // Of a file that can't be read, only that it is there is known.
    bench.reply(Output::PdfExported(Err(FileError::Exists(ExistingFile::default()))));
    assert_eq!(replaced(&mut bench), Overwrite::Always);
}

#[test]
fn a_failed_export_is_reported_and_the_case_stays_open() {
    let mut bench = sample_case();
    for (error, words) in [
        (FileError::DiskFull, "disken er fuld"),
        (FileError::Unreachable, "drevet kan ikke nås"),
        (FileError::BrokenLink, "genvejen (link) fører ingen steder hen"),
        (FileError::InUse, "åben i et andet program"),
    ] {
        bench.press_with(Modifiers::COMMAND, Key::E);
        bench.click("Vælg placering…");
        bench.pick_path("/t/a.pdf");
        bench.reply(Output::PdfExported(Err(error)));
        assert!(bench.has_part(words), "{words}");
        assert!(bench.has("Kriterierne er vurderet som opfyldt"));
    }
}

#[test]
fn the_summary_is_copied_as_text() {
    let mut bench = sample_case();
    bench.dispatch(UiCommand::CopySummary);
    let requests = bench.take_all_requests();
    let [Request::Copy { text, clear: true }] = &requests[..] else { panic!("{requests:?}") };
    assert!(text.starts_with("WGS-HENVISNING – RESUMÉ\n"), "{text:?}");
    assert!(text.contains("KRITERIERNE ER VURDERET SOM OPFYLDT"));
    bench.run();
    assert!(!bench.has_part("er kopieret som tekst"));
    bench.reply(Output::Copied(CopyResult::Copied { will_be_cleared: true }));
    assert!(bench.has_part("er kopieret som tekst og fjernes fra udklipsholderen om et minut"));
    // If the clipboard does not respond, no success is shown.
    bench.dispatch(UiCommand::CopySummary);
    bench.reply(Output::Copied(CopyResult::Failed));
    assert!(bench.has_part("kunne ikke kopieres"));
    assert!(!bench.has_part("er kopieret som tekst"));
}

#[test]
fn a_report_asked_for_in_the_overview_asks_for_its_indication_with_the_fulfilled_first() {
    for (command, named) in [
        (UiCommand::ExportPdf, "Eksportér PDF"),
        (UiCommand::PrintPdf, "Udskriv"),
        (UiCommand::ViewPdf, "Åbn i PDF-læser"),
        (UiCommand::CopyRecord, "Kopiér til journal"),
    ] {
        let mut bench = Bench::with_sample(None);
        bench.show_indication("pancreas-cancer");
        bench.dispatch(UiCommand::Overview);
        // Not through the bench, which chooses the indication itself.
        bench.window_mut().dispatch(command);
        bench.run();
        assert!(bench.has("Hvilken indikation?"), "{command:?}");
        assert!(bench.has_part(&format!("»{named}«: Bilaget gælder")), "{command:?} is not named");
        assert!(bench.take_requests().is_empty(), "{command:?}");
        let top = |label: &str| bench.harness.get_by_role_and_label(Role::Button, label).rect().top();
        assert!(top("Sarkom") < top("Pancreascancer"), "{command:?}");
        bench.click_role(Role::Button, "Sarkom");
        assert_eq!(bench.window().case().session().indication().id.as_str(), "sarcoma");
        assert_eq!(command == UiCommand::CopyRecord, !bench.has_part("Tjek før "), "{command:?}");
    }
}

#[test]
fn a_digit_chooses_the_indication_of_a_report() {
    let chosen = ["1", "2", "3", "4", "5"].map(|digit| {
        let mut bench = Bench::with_sample(None);
        bench.dispatch(UiCommand::Overview);
        bench.window_mut().dispatch(UiCommand::ExportPdf);
        bench.settle();
        // No sixth one is there.
        bench.harness.event(Event::Text("6".to_owned()));
        bench.run();
        assert!(bench.has("Hvilken indikation?") && bench.has(digit));
        bench.harness.event(Event::Text(digit.to_owned()));
        bench.run();
        assert!(bench.has_part("Tjek før "), "{digit}");
        bench.window().case().session().indication().id.clone()
    });
    // The list has those first that are met; the digits are those of Ctrl and digit everywhere.
    let of_set = criteria().indications.iter().map(|indication| indication.id.clone()).collect::<Vec<_>>();
    assert_eq!(chosen[..], of_set[..]);
}

#[test]
fn a_report_asked_for_in_a_form_names_its_indication_at_once() {
    let mut bench = Bench::with_sample(None);
    bench.show_indication("pancreas-cancer");
    bench.window_mut().dispatch(UiCommand::ExportPdf);
    bench.run();
    assert!(bench.has("Tjek før eksport") && !bench.has("Hvilken indikation?"));
}

/// The sample case, exported as it is now.
fn exported_sample() -> Bench {
    let mut bench = sample_case();
    bench.press_with(Modifiers::COMMAND, Key::E);
    export_to(&mut bench, "/t/a.pdf");
    bench.take_all_requests();
    bench
}

/// How many prints were started since the last call.
fn count_prints(bench: &mut Bench) -> usize {
    bench.take_requests_of(JobKind::Print).len()
}

#[test]
fn a_key_that_is_held_down_prints_and_opens_once() {
    let shifted = Modifiers::COMMAND | Modifiers::SHIFT;
    for (modifiers, kind) in [(Modifiers::COMMAND, JobKind::Print), (shifted, JobKind::HandOver)] {
        let mut bench = exported_sample();
        let press = |bench: &mut Bench| {
            let events = [Event::ModifiersChanged(modifiers), key_event(Key::P, true, modifiers)];
            bench.harness.input_mut().events.extend(events);
            bench.run();
            bench.take_requests_of(kind).len()
        };
        let done = |bench: &mut Bench| match kind {
            JobKind::Print => bench.reply(Output::Printed(Ok(()))),
            _ => bench.reply(Output::HandedOver(Ok(()))),
        };
        assert_eq!(press(&mut bench), 1, "{kind:?}");
        assert_eq!(press(&mut bench), 0, "{kind:?}");
        // The system has it already.
        done(&mut bench);
        assert_eq!(press(&mut bench), 0, "{kind:?}");
        bench.harness.input_mut().events.push(key_event(Key::P, false, modifiers));
        bench.run();
        assert_eq!(press(&mut bench), 1, "{kind:?}: the user wants another one");
    }
}

#[test]
fn a_key_that_is_held_down_on_a_button_of_the_notice_prints_once() {
    for key in [Key::Enter, Key::Space] {
        let mut bench = exported_sample();
        bench.harness.get_by_label("Udskriv… – det eksporterede bilag").focus();
        bench.run();
        for started in [1, 0, 0] {
            bench.harness.input_mut().events.push(pressed(key));
            bench.run();
            assert_eq!(count_prints(&mut bench), started, "{key:?}");
            if started > 0 {
                bench.reply(Output::Printed(Err(PrintError::Cancelled)));
            }
        }
        bench.harness.input_mut().events.push(released(key));
        bench.press(key);
        assert_eq!(count_prints(&mut bench), 1, "{key:?}: the user wants another one");
    }
}

#[test]
fn a_key_that_is_held_down_goes_on_with_what_is_done_step_by_step() {
    let mut bench = sample_case();
    for _ in 0..3 {
        let events =
            [Event::ModifiersChanged(Modifiers::COMMAND), key_event(Key::Plus, true, Modifiers::COMMAND)];
        bench.harness.input_mut().events.extend(events);
        bench.run();
    }
    assert_eq!(bench.window().settings().scale, 130);
}

#[test]
fn a_double_click_in_the_notice_of_an_export_acts_once() {
    for (label, kind) in
        [("Udskriv… – det eksporterede bilag", JobKind::Print), ("Vis i mappe", JobKind::HandOver)]
    {
        let mut bench = exported_sample();
        bench.settle();
        let place = bench.harness.get_by_label(label).rect().center();
        let start = bench.harness.ctx.input(|input| input.time) + 1.0;
        let click = |bench: &mut Bench, time: f64| {
            let input = bench.harness.input_mut();
            input.time = Some(time);
            input.events.extend(pointer::click_events(place));
            bench.harness.step();
            let started = bench.take_requests_of(kind).len();
            // The system may have it before the second click. These replies tell nothing that would move the buttons.
            let done = match kind {
                JobKind::Print => Output::Printed(Err(PrintError::Cancelled)),
                _ => Output::HandedOver(Ok(())),
            };
            if let Some(job) = bench.latest_job(kind) {
                bench.reply_without_frame(job, done);
            }
            started
        };
        assert_eq!(click(&mut bench, start), 1, "{label}");
        assert_eq!(click(&mut bench, start + 0.15), 0, "{label}");
        assert_eq!(click(&mut bench, start + 5.0), 1, "{label}: a later click is meant");
    }
}

#[test]
fn a_report_that_is_being_printed_or_opened_is_so_once_and_the_window_shows_that_it_works() {
    type Done = fn() -> Output;
    let mut bench = exported_sample();
    let commands: [(UiCommand, Done); 2] = [
        (UiCommand::PrintPdf, || Output::Printed(Ok(()))),
        (UiCommand::ViewPdf, || Output::HandedOver(Ok(()))),
    ];
    for (command, done) in commands {
        let kind = JobKind::of_output(&done());
        for _ in 0..2 {
            assert!(!bench.has("Arbejder…"), "{command:?}");
            for started in [1, 0, 0] {
                bench.dispatch(command);
                assert_eq!(bench.take_requests_of(kind).len(), started, "{command:?}");
                assert!(bench.has("Arbejder…") && bench.window().dialog().is_none(), "{command:?}");
            }
            // Once the system has it, it may be wanted once more.
            bench.reply(done());
        }
    }
    bench.dispatch(UiCommand::PrintPdf);
    assert_eq!(count_prints(&mut bench), 1);
    // What is corrected meanwhile is another report, and so is that of another indication.
    let others: [fn(&mut Bench); 2] =
        [|bench| bench.type_into("Prøvenummer", "Y"), |bench| bench.show_indication("pancreas-cancer")];
    for go_on in others {
        go_on(&mut bench);
        bench.dispatch(UiCommand::PrintPdf);
        bench.click("Udskriv");
        assert_eq!(count_prints(&mut bench), 1);
    }
}
