//! A file that was exported is given to the system only as it was exported: something else may be at its path by now,
//! such as the report of another patient.

use crate::bench::{Bench, SAMPLE, plain};
use crate::fake_desktop::JobKind;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, Queryable};
use wgs_referral::definition::Language;
use wgs_referral::desktop::{
    ExportedReport, Handover, HandoverError, KeyStatus, OpenedCase, Output, Protection, ReportRequest,
    Request, Withdrawal,
};
use wgs_referral::files::{FileError, Fingerprint};
use wgs_referral::window::{
    CaseCommand, Command, Field, NoticeKind, ReportCommand, UiCommand, WindowCommand,
};

const SAVED: &str = "PDF-filen er gemt: /t/a.pdf";
const REPLACED: &str = "Filen er ikke længere den, der blev eksporteret";

fn start_export(bench: &mut Bench, path: &str) {
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.pick_path(path);
}

/// The reply to an export whose file has this content.
fn written(bench: &Bench, content: &[u8]) -> Output {
    let Output::PdfExported(Ok(report)) = bench.finished_export() else { panic!("the export fails") };
    Output::PdfExported(Ok(ExportedReport { fingerprint: Fingerprint::of(content), ..report }))
}

/// A case with a change that is not saved, exported to these paths.
fn exported_to(paths: &[&str]) -> Bench {
    let mut bench = Bench::with_sample(Some(Protection::Keys));
    bench.dispatch(CaseCommand::Edit(Field::SampleId, "X".to_owned()));
    for path in paths {
        start_export(&mut bench, path);
        let done = written(&bench, path.as_bytes());
        bench.reply(done);
    }
    bench.take_all_requests();
    bench
}

/// What the system was asked to show, and as which file.
fn asked(bench: &mut Bench) -> Option<(Handover, String, Fingerprint)> {
    let requests = bench.take_requests_of(JobKind::HandOver);
    let [Request::Report(ReportRequest::HandOver { what, path, exported, .. })] = &requests[..] else {
        assert!(requests.is_empty(), "{requests:?}");
        return None;
    };
    Some((*what, path.to_str().unwrap().to_owned(), *exported))
}

fn lost(error: FileError) -> Output {
    Output::HandedOver(Err(HandoverError::File(error)))
}

#[test]
fn each_way_to_a_file_says_what_was_exported_there() {
    let mut bench = exported_to(&["/t/1.pdf", "/t/2.pdf", "/t/a.pdf"]);
    let exported = Fingerprint::of(b"/t/a.pdf");
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    assert_eq!(asked(&mut bench), Some((Handover::View, "/t/a.pdf".to_owned(), exported)));
    bench.reply(Output::HandedOver(Ok(())));
    for (button, what) in [("Åbn", Handover::View), ("Vis i mappe", Handover::ShowInFolder)] {
        bench.click(button);
        assert_eq!(asked(&mut bench), Some((what, "/t/a.pdf".to_owned(), exported)));
        bench.reply(Output::HandedOver(Ok(())));
    }
    // An export to be viewed is viewed as it was written.
    bench.type_into("Prøvenummer", "Y");
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    bench.click("Vælg placering…");
    bench.pick_path("/t/a.pdf");
    let done = written(&bench, b"second");
    let requests = bench.reply(done);
    let [Request::Report(ReportRequest::HandOver { what: Handover::View, exported, .. })] = &requests[..]
    else {
        panic!("{requests:?}")
    };
    assert_eq!(*exported, Fingerprint::of(b"second"));
}

#[test]
fn a_file_that_another_one_has_replaced_is_told_and_not_said_to_be_opened() {
    const ENGLISH: &str = "The file is no longer the one that was exported";
    let mut bench = exported_to(&["/t/1.pdf", "/t/2.pdf", "/t/a.pdf"]);
    assert!(bench.has("ikke gemt, men ligger i PDF-filen") && bench.has(SAVED));
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    asked(&mut bench).unwrap();
    bench.reply(lost(FileError::Changed(None)));
    assert!(bench.has_part(REPLACED) && bench.has_part("Fil: /t/a.pdf"));
    assert!(!bench.has_part("åbnet i computerens PDF-læser"));
    let told = bench.window().case().notices().last().map(|notice| notice.kind);
    assert_eq!(told, Some(NoticeKind::Error));
    // Nothing else takes the file for the report of the case.
    assert!(!bench.has(SAVED) && !bench.has("Åbn"));
    bench.switch_to_english();
    assert!(bench.has_part(ENGLISH) && bench.has_part("File: /t/a.pdf"));
    bench.dispatch(WindowCommand::SetLanguage(Language::Da));
    // Its folder can be looked at.
    bench.click("Vis i mappe");
    assert_eq!(asked(&mut bench).unwrap().0, Handover::ShowInFolder);
    bench.reply(lost(FileError::Changed(None)));
    assert!(bench.has_part("Filen i mappen er ikke længere den, der blev eksporteret"));
    bench.switch_to_english();
    assert!(bench.has_part("The file in the folder is no longer the one that was exported"));
    bench.dispatch(WindowCommand::SetLanguage(Language::Da));
    // The report is exported again.
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    assert_eq!(asked(&mut bench), None);
    assert!(bench.has_part("åbnes den i computerens PDF-læser"));
    bench.press(Key::Escape);
    bench.click("Eksportér igen…");
    assert!(bench.has("Tjek før eksport"));
    bench.click("Vælg placering…");
    bench.pick_path("/t/a.pdf");
    let done = written(&bench, b"again");
    bench.reply(done);
    assert!(bench.has(SAVED) && !bench.has_part("ikke længere den, der blev eksporteret"));
    bench.click("Åbn");
    assert_eq!(asked(&mut bench).unwrap().2, Fingerprint::of(b"again"));
}

#[test]
fn a_file_that_is_gone_is_told_and_no_longer_said_to_have_the_case() {
    let mut bench = exported_to(&["/t/a.pdf"]);
    for round in 0..2 {
        assert!(bench.has("ikke gemt, men ligger i PDF-filen"), "{round}");
        bench.click("Åbn");
        bench.take_all_requests();
        bench.reply(lost(FileError::Gone));
        assert!(bench.has_part("Filen, der blev eksporteret, findes ikke længere"));
        assert!(!bench.has("Vis i mappe") && !bench.has("Åbn"));
        assert!(bench.has("ikke gemt") && !bench.has_part("ligger i PDF-filen"));
        bench.switch_to_english();
        assert!(bench.has_part("The file that was exported is no longer there"));
        bench.dispatch(WindowCommand::SetLanguage(Language::Da));
        bench.click("Eksportér igen…");
        bench.click("Vælg placering…");
        bench.pick_path("/t/a.pdf");
        let done = written(&bench, b"again");
        bench.reply(done);
        bench.take_all_requests();
    }
}

#[test]
fn a_case_that_is_only_in_a_lost_pdf_is_asked_about_as_unsaved() {
    for error in [FileError::Changed(None), FileError::Gone] {
        let mut bench = exported_to(&["/t/a.pdf"]);
        bench.click("Åbn");
        bench.take_all_requests();
        bench.reply(lost(error));
        bench.dispatch(WindowCommand::Close);
        assert!(bench.has("Gem først") && !bench.has_part("den PDF-fil, du har eksporteret"));
    }
}

#[test]
fn a_file_that_could_not_be_compared_is_not_opened_and_stays_the_report() {
    let mut bench = exported_to(&["/t/a.pdf"]);
    bench.click("Åbn");
    bench.take_all_requests();
    bench.reply(lost(FileError::Denied));
    assert!(bench.has_part("PDF-filen kunne ikke åbnes i en PDF-læser: der er ikke adgang til den"));
    assert!(bench.has("ikke gemt, men ligger i PDF-filen") && bench.has("Åbn"));
}

#[test]
fn a_lost_file_with_other_contents_is_still_told_when_the_case_is_another_one() {
    let mut bench = exported_to(&["/t/a.pdf"]);
    bench.click("Åbn");
    bench.take_all_requests();
    // It may be the report with a remark that a PDF reader has added.
    bench.reply(lost(FileError::Changed(None)));
    bench.type_into("Prøvenummer", "Y");
    assert!(bench.has_part("Filen svarer ikke længere til sagen: /t/a.pdf"));
    // An undo does not make it the file that was exported.
    bench.dispatch(UiCommand::Undo);
    assert!(!bench.has(SAVED) && !bench.has("Åbn"));
}

#[test]
fn a_file_that_the_user_exports_again_meanwhile_is_opened_as_it_is_then() {
    // The export ends before the file is looked at, and after it.
    for export_ends_first in [true, false] {
        let mut bench = exported_to(&["/t/a.pdf"]);
        bench.click("Åbn");
        bench.take_all_requests();
        let view = bench.latest_job(JobKind::HandOver).unwrap();
        start_export(&mut bench, "/t/a.pdf");
        let done = written(&bench, b"second");
        if export_ends_first {
            bench.reply(done);
            bench.reply_to(view, lost(FileError::Changed(None)));
        } else {
            bench.reply_to(view, lost(FileError::Changed(None)));
            assert!(!bench.has_part(REPLACED), "the user is about to replace it");
            bench.reply(done);
        }
        assert!(!bench.has_part(REPLACED), "{export_ends_first}");
        bench.reply(Output::HandedOver(Ok(())));
        assert!(bench.has_part("åbnet i computerens PDF-læser"), "{export_ends_first}");
    }
}

#[test]
fn a_file_to_which_an_export_fails_is_not_opened_as_what_was_to_be_exported() {
    let mut bench = exported_to(&["/t/a.pdf"]);
    start_export(&mut bench, "/t/../t/a.pdf");
    bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    assert_eq!(asked(&mut bench), None);
    bench.reply(Output::PdfExported(Err(FileError::DiskFull)));
    assert!(bench.latest_job(JobKind::HandOver).is_none() && bench.has_part("PDF-filen kunne ikke gemmes"));
}

#[test]
fn the_next_patient_hears_of_a_lost_file_without_its_path() {
    for (error, told) in [
        (FileError::Changed(None), "Forrige sag: Filen er ikke længere den, der blev eksporteret"),
        (FileError::Gone, "Forrige sag: Filen, der blev eksporteret, findes ikke længere"),
    ] {
        let mut bench = Bench::new();
        let opened = OpenedCase { protection: Some(Protection::Keys), ..plain(SAMPLE) };
        bench.open_file("/t/a.wgscase", Ok(opened));
        start_export(&mut bench, "/t/Bente/a.pdf");
        let done = written(&bench, b"first");
        bench.reply(done);
        bench.click("Åbn");
        bench.take_all_requests();
        bench.dispatch(UiCommand::New);
        bench.reply(lost(error));
        assert!(bench.has_part(told), "{told}");
        assert!(!bench.has_part("/t/Bente") && !bench.has("Eksportér igen…"), "{told}");
    }
}

#[test]
fn a_drive_that_does_not_give_the_file_is_told_as_a_wait() {
    const WAITING: &str = "Computeren venter stadig på svar";
    let mut bench = exported_to(&["/t/a.pdf"]);
    bench.click("Åbn");
    bench.take_all_requests();
    assert!(bench.window_mut().tell_if_waiting(0.0).is_some());
    bench.window_mut().tell_if_waiting(5.0);
    bench.run();
    assert!(bench.has_part(WAITING));
    bench.reply(Output::HandedOver(Ok(())));
    bench.window_mut().tell_if_waiting(6.0);
    bench.run();
    assert!(!bench.has_part(WAITING));
}

#[test]
fn a_file_that_is_there_again_is_the_report_again() {
    let mut bench = exported_to(&["/t/a.pdf"]);
    let view = |bench: &mut Bench| bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    view(&mut bench);
    bench.take_all_requests();
    bench.reply(lost(FileError::Gone));
    assert!(bench.has("ikke gemt") && !bench.has_part("ligger i PDF-filen"));
    // Its drive is connected again.
    view(&mut bench);
    assert_eq!(asked(&mut bench).unwrap().0, Handover::View);
    bench.reply(Output::HandedOver(Ok(())));
    assert!(bench.has_part("ligger i PDF-filen") && !bench.has_part("findes ikke længere"));
}

#[test]
fn that_another_file_is_at_a_path_stays_told_while_the_next_one_is_opened() {
    let mut bench = exported_to(&["/t/1.pdf", "/t/a.pdf"]);
    bench.click("Åbn");
    bench.take_all_requests();
    bench.reply(lost(FileError::Changed(None)));
    assert!(bench.has_part("Fil: /t/a.pdf"));
    start_export(&mut bench, "/t/b.pdf");
    let done = written(&bench, b"/t/b.pdf");
    bench.reply(done);
    bench.click("Åbn");
    bench.take_all_requests();
    bench.reply(Output::HandedOver(Ok(())));
    assert!(bench.has_part(REPLACED) && bench.has_part("Fil: /t/a.pdf"));
}

#[test]
fn a_file_that_waits_to_be_opened_is_not_opened_over_the_next_case() {
    const NOT_OPENED: &str = "PDF-filen er ikke åbnet i en PDF-læser";
    for (what, is_told) in [(Handover::View, true), (Handover::ShowInFolder, false)] {
        let mut bench = exported_to(&["/t/a.pdf"]);
        start_export(&mut bench, "/t/a.pdf");
        let done = written(&bench, b"again");
        bench.dispatch(Command::Report(ReportCommand::HandOver(what, "/t/a.pdf".into())));
        let export = bench.latest_job(JobKind::Export).unwrap();
        bench.take_all_requests();
        bench.dispatch(UiCommand::New);
        bench.click("Kassér ændringer");
        // The export may still fail.
        assert!(!bench.has_part(NOT_OPENED) && !bench.has_part("PDF-filen er gemt"));
        let requests = bench.reply_to(export, done);
        let is_opened =
            |request: &Request| matches!(request, Request::Report(ReportRequest::HandOver { .. }));
        assert!(!requests.iter().any(is_opened), "{requests:?}");
        assert_eq!((bench.has_part("PDF-filen er gemt"), bench.has_part(NOT_OPENED)), (true, is_told));
    }
}

/// The only request to hand a file over, with what withdraws it.
fn asked_withdrawal(bench: &mut Bench) -> Withdrawal {
    let requests = bench.take_all_requests();
    let withdrawal = requests.iter().find_map(|request| match request {
        Request::Report(ReportRequest::HandOver { withdrawal, .. }) => Some(withdrawal.clone()),
        _ => None,
    });
    withdrawal.unwrap_or_else(|| panic!("{requests:?}"))
}

#[test]
fn a_file_that_is_still_compared_is_not_opened_over_the_next_case_or_the_cover() {
    for (language, other_case, covered) in [
        (Language::Da, "for en anden sag er åbnet i mellemtiden", "for vinduet blev dækket"),
        (Language::En, "because another case has been opened meanwhile", "because the window was covered"),
    ] {
        for (what, is_view) in [(Handover::View, true), (Handover::ShowInFolder, false)] {
            let mut bench = exported_to(&["/t/a.pdf"]);
            bench.dispatch(WindowCommand::SetLanguage(language));
            bench.dispatch(Command::Report(ReportCommand::HandOver(what, "/t/a.pdf".into())));
            let withdrawal = asked_withdrawal(&mut bench);
            assert!(!withdrawal.is_withdrawn());
            bench.dispatch(UiCommand::Lock);
            assert!(withdrawal.is_withdrawn());
            bench.reply(Output::HandedOver(Err(HandoverError::Withdrawn)));
            bench.dispatch(WindowCommand::Unlock);
            if bench.window().cover().is_some() {
                bench.look_up_keys(KeyStatus::Present);
            }
            assert!(bench.window().cover().is_none());
            assert_eq!(bench.has_part(covered), is_view, "{what:?}");
            bench.dispatch(Command::Report(ReportCommand::HandOver(what, "/t/a.pdf".into())));
            let withdrawal = asked_withdrawal(&mut bench);
            assert!(!withdrawal.is_withdrawn() && !bench.has_part(covered), "it is tried again");
            bench.dispatch(UiCommand::New);
            bench.click(if language == Language::Da { "Kassér ændringer" } else { "Discard changes" });
            assert!(withdrawal.is_withdrawn());
            bench.reply(Output::HandedOver(Err(HandoverError::Withdrawn)));
            assert_eq!(bench.has_part(other_case), is_view, "{what:?}");
        }
    }
}

#[test]
fn a_file_that_is_written_anew_while_it_is_compared_is_not_opened_over_the_cover() {
    let mut bench = exported_to(&["/t/a.pdf"]);
    bench.dispatch(Command::Report(ReportCommand::HandOver(Handover::View, "/t/a.pdf".into())));
    let (withdrawal, compared) = (asked_withdrawal(&mut bench), bench.latest_job(JobKind::HandOver).unwrap());
    start_export(&mut bench, "/t/a.pdf");
    let (exported, done) = (bench.latest_job(JobKind::Export).unwrap(), written(&bench, b"again"));
    bench.dispatch(UiCommand::Lock);
    assert!(withdrawal.is_withdrawn());
    bench.take_all_requests();
    let is_opened = |request: &Request| matches!(request, Request::Report(ReportRequest::HandOver { .. }));
    let mut requests = bench.reply_to(exported, done);
    // What is compared may have seen the other file before it was told to stop.
    requests.extend(
        bench.reply_to(compared, Output::HandedOver(Err(HandoverError::File(FileError::Changed(None))))),
    );
    assert!(!requests.iter().any(is_opened), "{requests:?}");
    bench.dispatch(WindowCommand::Unlock);
    if bench.window().cover().is_some() {
        bench.look_up_keys(KeyStatus::Present);
    }
    assert!(bench.has_part("for vinduet blev dækket") && bench.has_part("PDF-filen er gemt"));
}

#[test]
fn a_report_that_is_exported_anew_is_opened_once_it_is_written_and_only_as_the_case_is() {
    for is_changed in [false, true] {
        let mut bench = exported_to(&["/t/a.pdf"]);
        start_export(&mut bench, "/t/a.pdf");
        let done = written(&bench, b"again");
        bench.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
        assert!(asked(&mut bench).is_none(), "the file is about to be another one");
        if is_changed {
            bench.dispatch(CaseCommand::Edit(Field::PatientName, "Karl Testperson".to_owned()));
        }
        bench.reply(done);
        assert_eq!(bench.latest_job(JobKind::HandOver).is_some(), !is_changed);
        assert_eq!(bench.has_part("for sagen er ændret, siden den blev skrevet"), is_changed);
    }
}

#[test]
fn a_file_that_another_path_leads_to_is_the_one_that_was_written_there_last() {
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().join("real");
    std::fs::create_dir(&real).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&real, folder.path().join("link")).unwrap();
    let others = if cfg!(unix) { vec!["link/a.pdf", "real/./a.pdf"] } else { vec!["real/./a.pdf"] };
    for other in others {
        let first = real.join("a.pdf");
        let mut bench = exported_to(&[first.to_str().unwrap()]);
        assert!(bench.has_part("ligger i PDF-filen"));
        bench.dispatch(CaseCommand::Edit(Field::SampleId, "Y".to_owned()));
        assert!(bench.has_part("Filen svarer ikke længere til sagen"));
        let second = folder.path().join(other);
        start_export(&mut bench, second.to_str().unwrap());
        let done = written(&bench, b"second");
        bench.reply(done);
        assert!(!bench.has_part("Filen svarer ikke længere til sagen"), "{other}: it was just written");
        // The first version is in no file any more.
        bench.dispatch(UiCommand::Undo);
        assert!(bench.has_part("Filen svarer ikke længere til sagen"), "{other}");
        assert!(!bench.has_part("ligger i PDF-filen"), "{other}");
    }
}

#[test]
fn a_file_that_does_not_match_the_case_is_told_though_it_was_moved_away() {
    const OUTDATED: &str = "Filen svarer ikke længere til sagen: /t/a.pdf";
    let mut bench = exported_to(&["/t/a.pdf"]);
    let change = |bench: &mut Bench, id: &str| {
        bench.dispatch(CaseCommand::Edit(Field::SampleId, id.to_owned()));
    };
    change(&mut bench, "Y");
    assert!(bench.has_part(OUTDATED));
    bench.click("Vis i mappe");
    bench.take_all_requests();
    bench.reply(lost(FileError::Gone));
    assert!(bench.has_part(OUTDATED) && bench.has_part("findes ikke længere"));
    start_export(&mut bench, "/t/b.pdf");
    let done = written(&bench, b"b");
    bench.reply(done);
    let superseded = "Brug ikke den ældre PDF-fil, som ikke svarer til sagen: /t/a.pdf";
    assert!(bench.has_part(superseded), "it lies elsewhere");
    // One that was right when it was moved.
    let mut bench = exported_to(&["/t/a.pdf"]);
    bench.click("Vis i mappe");
    bench.take_all_requests();
    bench.reply(lost(FileError::Gone));
    change(&mut bench, "Y");
    assert!(bench.has_part(OUTDATED));
}

#[test]
fn an_export_that_fails_stays_told_when_another_one_succeeds() {
    let mut bench = exported_to(&[]);
    start_export(&mut bench, "/t/a.pdf");
    let (first, job) =
        (Output::PdfExported(Err(FileError::Denied)), bench.latest_job(JobKind::Export).unwrap());
    start_export(&mut bench, "/t/b.pdf");
    let done = written(&bench, b"b");
    bench.reply_to(job, first);
    assert!(bench.has_part("PDF-filen kunne ikke gemmes"));
    bench.reply(done);
    assert!(bench.has_part("PDF-filen er gemt: /t/b.pdf") && bench.has_part("PDF-filen kunne ikke gemmes"));
}

#[test]
fn a_look_at_a_replaced_file_that_fails_leaves_what_was_told_of_it() {
    for done in [
        Output::HandedOver(Err(HandoverError::File(FileError::Denied))),
        Output::HandedOver(Err(HandoverError::System("busy".into()))),
        Output::HandedOver(Err(HandoverError::NoProgram)),
    ] {
        let mut bench = exported_to(&["/t/a.pdf"]);
        let view = |bench: &mut Bench| {
            bench.dispatch(Command::Report(ReportCommand::HandOver(Handover::View, "/t/a.pdf".into())));
            bench.take_all_requests();
        };
        view(&mut bench);
        bench.reply(lost(FileError::Changed(None)));
        view(&mut bench);
        assert!(bench.has_part(REPLACED));
        bench.reply(done);
        assert!(bench.has_part(REPLACED));
        // It is told once, however often it is looked at.
        view(&mut bench);
        bench.reply(lost(FileError::Changed(None)));
        assert_eq!(bench.harness.query_all(By::new().label_contains("Fil: /t/a.pdf")).count(), 1);
        view(&mut bench);
        bench.reply(Output::HandedOver(Ok(())));
        assert!(!bench.has_part(REPLACED));
    }
}
