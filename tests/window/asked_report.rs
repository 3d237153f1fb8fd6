//! What was asked for the report of one indication is done for that one, whichever form is shown since.

use crate::bench::{Bench, SAMPLE, plain};
use crate::fake_desktop::JobKind;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use std::path::Path;
use wgs_referral::definition::Language;
use wgs_referral::desktop::{
    KeyStatus, OpenedCase, Output, PathPurpose, PickedPath, Protection, ReportRequest, Request,
};
use wgs_referral::files::{ExistingFile, FileError, Overwrite};
use wgs_referral::window::{CaseCommand, Dialog, UiCommand};

/// Each indication with its name in Danish and English, and one whose form is shown meanwhile.
const INDICATIONS: [(&str, [&str; 2], &str); 5] = [
    ("metastatic-solid-tumour", ["Metastatisk kræft", "Metastatic cancer"], "sarcoma"),
    ("sarcoma", ["Sarkom", "Sarcoma"], "pancreas-cancer"),
    ("pancreas-cancer", ["Pancreascancer", "Pancreatic cancer"], "sarcoma"),
    (
        "thymic-epithelial-tumour",
        ["Thymus epithel celle tumorer", "Thymic epithelial tumours"],
        "primary-brain-tumour",
    ),
    ("primary-brain-tumour", ["Primær hjernetumor", "Primary brain tumour"], "metastatic-solid-tumour"),
];

fn sample(indication: &str) -> Bench {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    bench.show_indication(indication);
    bench
}

fn shown(bench: &Bench) -> &str {
    bench.window().case().session().indication().id.as_str()
}

fn ask_for_path_of_report(bench: &mut Bench) {
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
}

/// The indication of the only report that was asked for, and whether it replaces a file.
#[track_caller]
fn only_export(requests: &[Request]) -> (&str, bool) {
    let mut exports = requests.iter().filter_map(|request| match request {
        Request::Report(ReportRequest::Export { case, expected, .. }) => {
            Some((case.indication.as_str(), *expected != Overwrite::Never))
        }
        _ => None,
    });
    let export = exports.next();
    assert!(exports.next().is_none(), "{requests:?}");
    export.unwrap_or_else(|| panic!("{requests:?}"))
}

/// The sample in a window without a file dialog, with a report of this indication on its way to a path that was typed.
fn typed_export(indication: &str) -> Bench {
    let mut bench = sample(indication);
    ask_for_path_of_report(&mut bench);
    bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/home/bruger".into()))));
    bench.settle();
    bench.press(Key::Enter);
    assert_eq!(only_export(&bench.take_all_requests()), (indication, false));
    bench
}

#[test]
fn a_file_is_replaced_by_the_report_that_was_to_be_exported_which_the_question_names() {
    for (indication, names, meanwhile) in INDICATIONS {
        for language in Language::ALL {
            let mut bench = sample(indication);
            ask_for_path_of_report(&mut bench);
            // Nobody was asked about a file with the extension.
            assert_eq!(only_export(&bench.pick_path("/t/b")), (indication, false));
            bench.show_indication(meanwhile);
            let (name, replace) = match language {
                Language::Da => (names[0], "Erstat"),
                Language::En => (names[1], "Replace"),
            };
            if language == Language::En {
                bench.switch_to_english();
            }
            bench.reply(Output::PdfExported(Err(FileError::Exists(ExistingFile::default()))));
            let Some(Dialog::Replace(_)) = bench.window().dialog() else { panic!("nothing is asked") };
            let question = format!(
                "/t/b.pdf {} ({name})?",
                ["erstattes af bilaget", "with the attachment"][usize::from(language == Language::En)]
            );
            assert!(bench.has_part(&question), "{question}");
            assert_eq!(shown(&bench), meanwhile, "the form does not change until the user answers");
            bench.take_all_requests();
            bench.click(replace);
            assert_eq!(only_export(&bench.take_all_requests()), (indication, true));
            assert_eq!(shown(&bench), indication);
        }
    }
}

#[test]
fn a_path_that_is_picked_later_gets_the_report_that_it_was_asked_for() {
    for (indication, _, meanwhile) in INDICATIONS {
        let mut bench = sample(indication);
        ask_for_path_of_report(&mut bench);
        let requests = bench.take_all_requests();
        let [Request::PickPath(PathPurpose::PdfToExport(proposed), _)] = &requests[..] else {
            panic!("{requests:?}")
        };
        assert!(proposed.contains(indication), "{proposed}");
        bench.show_indication(meanwhile);
        assert_eq!(only_export(&bench.pick_path("/t/b.pdf")), (indication, true));
        assert_eq!(shown(&bench), indication);
    }
}

#[test]
fn keys_wait_for_a_pause_where_a_path_leads_back_to_the_form_of_its_report() {
    for (indication, _, meanwhile) in INDICATIONS {
        let mut bench = sample(indication);
        ask_for_path_of_report(&mut bench);
        bench.show_indication(meanwhile);
        bench.run();
        bench.send(Output::PathPicked(PickedPath::Path("/t/b.pdf".into())));
        (0..2).for_each(|_| bench.draw_frame(Vec::new()));
        assert_eq!(shown(&bench), indication);
        bench.harness.get_by_role_and_label(Role::TextInput, "Hospital").focus();
        let before = bench.window().case().session().case().clone();
        bench.draw_frame(vec![Event::Text("4".into())]);
        bench.run();
        assert!(*bench.window().case().session().case() == before, "{indication}");
        bench.settle();
        bench.draw_frame(vec![Event::Text("4".into())]);
        bench.run();
        assert!(*bench.window().case().session().case() != before, "{indication}");
    }
}

#[test]
fn a_path_that_is_typed_in_place_of_a_file_dialog_is_that_of_the_report_that_it_was_asked_for() {
    for (indication, _, meanwhile) in INDICATIONS {
        let mut bench = sample(indication);
        ask_for_path_of_report(&mut bench);
        bench.take_all_requests();
        bench.show_indication(meanwhile);
        bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/home/bruger".into()))));
        bench.settle();
        let proposed = bench.field_text("Sti");
        assert!(proposed.contains(indication) && !proposed.contains(meanwhile), "{proposed}");
        assert_eq!(shown(&bench), indication, "the dialog tells of the form behind it");
        bench.press(Key::Enter);
        assert_eq!(only_export(&bench.take_all_requests()).0, indication);
    }
}

#[test]
fn a_dialog_that_asks_for_a_path_again_is_about_the_report_that_was_to_be_exported() {
    for (indication, _, meanwhile) in INDICATIONS {
        let mut bench = typed_export(indication);
        bench.show_indication(meanwhile);
        bench.reply(Output::PdfExported(Err(FileError::NoFolder)));
        bench.settle();
        assert!(bench.has("Tjek før eksport"));
        assert_eq!(shown(&bench), indication, "the check is that of the form behind it");
        bench.press(Key::Enter);
        assert_eq!(only_export(&bench.take_all_requests()), (indication, false));
        // The same for a file that is not to be replaced.
        bench.show_indication(meanwhile);
        bench.reply(Output::PdfExported(Err(FileError::Exists(ExistingFile::default()))));
        bench.settle();
        bench.click("Annullér");
        assert!(bench.has("Tjek før eksport"));
        assert_eq!(shown(&bench), indication);
        bench.press(Key::Enter);
        assert_eq!(only_export(&bench.take_all_requests()), (indication, false));
    }
}

#[test]
fn a_dialog_below_the_question_about_another_report_stays_about_its_own() {
    let mut bench = typed_export("sarcoma");
    bench.show_indication("pancreas-cancer");
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.reply(Output::PdfExported(Err(FileError::Exists(ExistingFile::default()))));
    bench.take_all_requests();
    bench.click("Erstat");
    assert_eq!(only_export(&bench.take_all_requests()), ("sarcoma", true));
    assert!(matches!(bench.window().dialog(), Some(Dialog::Export(_))));
    assert_eq!(shown(&bench), "pancreas-cancer");
    bench.click("Vælg placering…");
    assert!(bench.field_text("Sti").contains("pancreas-cancer"));
    bench.press(Key::Enter);
    assert_eq!(only_export(&bench.take_all_requests()), ("pancreas-cancer", false));
}

/// The label of a button below the notice about an exported file.
fn of_exported(label: &str) -> String {
    format!("{label} – det eksporterede bilag")
}

/// The sample, with a report of sarcoma that is exported while the form of another indication is shown.
fn exported_behind_another_form() -> Bench {
    let mut bench = sample("sarcoma");
    ask_for_path_of_report(&mut bench);
    bench.pick_path("/t/a.pdf");
    let done = bench.finished_export();
    bench.show_indication("pancreas-cancer");
    bench.reply(done);
    bench.take_all_requests();
    assert!(bench.has("PDF-filen er gemt: /t/a.pdf"));
    bench
}

#[test]
fn what_is_done_with_an_exported_report_is_done_with_that_one() {
    let mut bench = exported_behind_another_form();
    bench.click(&of_exported("Udskriv…"));
    let requests = bench.take_all_requests();
    let [Request::Report(ReportRequest::Print { case, .. })] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(case.indication.as_str(), "sarcoma", "it was checked when it was exported");

    let mut bench = exported_behind_another_form();
    bench.settle();
    bench.harness.query_all_by_label(&of_exported("Kopiér til journal")).last().unwrap().click();
    bench.run();
    let requests = bench.take_all_requests();
    let [Request::Copy { text, .. }] = &requests[..] else { panic!("{requests:?}") };
    assert!(text.contains("Sarkom") && !text.contains("Pancreas"), "{}", text.as_str());

    let mut bench = exported_behind_another_form();
    bench.type_into("Prøvenummer", "Z");
    bench.click("Eksportér igen…");
    assert_eq!(shown(&bench), "sarcoma");
}

/// The case of sarcoma with answers, over which the number of another patient was typed. A command was refused for
/// that, and the save of the case before waits for its file dialog.
fn refused(command: UiCommand) -> Bench {
    let number = |bench: &mut Bench, number: &str| {
        bench.harness.get_by_role_and_label(Role::TextInput, "CPR-nummer").focus();
        bench.run();
        bench.press_with(Modifiers::COMMAND, Key::A);
        bench.harness.event(Event::Text(number.to_owned()));
        bench.run();
    };
    let mut bench = Bench::new();
    bench.show_indication("sarcoma");
    number(&mut bench, "0201609941");
    bench.click("Performance status (ECOG): 1");
    number(&mut bench, "2408471233");
    bench.dispatch(command);
    bench.click("Ny sag til den nye patient");
    bench.click("Gem først");
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Vælg placering…");
    assert!(bench.latest_job(JobKind::PickPath).is_some() && bench.window().dialog().is_none());
    bench.take_all_requests();
    bench
}

#[test]
fn a_report_that_waited_for_the_question_whose_answers_these_are_is_the_one_that_was_asked_for() {
    for command in [UiCommand::ExportPdf, UiCommand::PrintPdf, UiCommand::ViewPdf, UiCommand::CopyRecord] {
        let mut bench = refused(command);
        bench.show_indication("pancreas-cancer");
        bench.cancel_file_dialog();
        bench.click("Det er en rettelse");
        assert_eq!(shown(&bench), "sarcoma", "{command:?}");
        let requests = bench.take_all_requests();
        let copied = requests.iter().find_map(|request| match request {
            Request::Copy { text, .. } => Some(text.contains("Sarkom")),
            _ => None,
        });
        match command {
            UiCommand::CopyRecord => assert_eq!(copied, Some(true)),
            _ => assert!(matches!(bench.window().dialog(), Some(Dialog::Export(_))), "{command:?}"),
        }
    }
}

/// The sample, with a report of it that is exported to be opened.
fn exporting_to_view() -> (Bench, Output) {
    let mut bench = Bench::new();
    let opened = OpenedCase { protection: Some(Protection::Keys), ..plain(SAMPLE) };
    bench.open_file("/t/a.wgscase", Ok(opened));
    bench.dispatch(UiCommand::ViewPdf);
    bench.click("Vælg placering…");
    bench.pick_path("/t/a.pdf");
    bench.take_all_requests();
    let done = bench.finished_export();
    (bench, done)
}

fn is_opened(requests: &[Request]) -> bool {
    let is_it = |request: &Request| match request {
        Request::Report(ReportRequest::HandOver { path, .. }) => path == Path::new("/t/a.pdf"),
        _ => false,
    };
    requests.iter().any(is_it)
}

#[test]
fn a_file_that_the_case_has_left_behind_is_not_opened_as_if_it_were_the_case() {
    for language in Language::ALL {
        let (mut bench, done) = exporting_to_view();
        bench.type_into("Prøvenummer", "Z");
        if language == Language::En {
            bench.switch_to_english();
        }
        assert!(!is_opened(&bench.reply(done)));
        let told = match language {
            Language::Da => {
                "PDF-filen er ikke åbnet i en PDF-læser, for sagen er ændret, siden den blev skrevet"
            }
            Language::En => "The PDF file was not opened in a PDF reader, because the case was changed since",
        };
        assert!(bench.has_part(told), "{language:?}");
    }
    // Another form changes nothing of what the file says of the patient.
    let (mut bench, done) = exporting_to_view();
    bench.dispatch(CaseCommand::ShowIndication("sarcoma".into()));
    assert!(is_opened(&bench.reply(done)));
}
