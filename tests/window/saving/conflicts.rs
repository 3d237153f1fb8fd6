//! Saves to a file that was changed or deleted since it was read.

use std::path::Path;

use super::single_write;
use crate::bench::{Bench, CASE, plain};
use egui::{Key, Modifiers};
use wgs_referral::desktop::{CaseRequest, KeyStatus, Output, PathPurpose, Protection, Request, SaveError};
use wgs_referral::files::{ExistingFile, FileError, Fingerprint, Overwrite};
use wgs_referral::window::WindowCommand;

fn changed_by_another() -> Bench {
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    bench.press_with(Modifiers::COMMAND, Key::S);
    let requests = bench.take_all_requests();
    assert!(matches!(single_write(&requests).2, Overwrite::IfUnchanged(_)));
    bench.reply(Output::CaseWritten(Err(SaveError::File(FileError::Changed(None)))));
    assert!(bench.has("Filen er ændret i mellemtiden"));
    bench
}

#[test]
fn a_case_that_was_changed_elsewhere_is_overwritten_only_as_the_window_told() {
    let there = |content: &[u8]| Fingerprint::of(content);
    let mut bench = Bench::with_changed_case(Some(Protection::Keys));
    bench.press_with(Modifiers::COMMAND, Key::S);
    bench.take_all_requests();
    bench.reply(Output::CaseWritten(Err(SaveError::File(FileError::Changed(Some(there(b"one")))))));
    bench.click("Overskriv");
    assert_eq!(single_write(&bench.take_requests()).2, Overwrite::Agreed(there(b"one")));
    // It was changed once more while the window asked.
    let file = ExistingFile { version: Some(there(b"two")), is_another: true };
    bench.reply(Output::CaseWritten(Err(SaveError::File(FileError::Exists(file)))));
    assert!(bench.has("Filen er ændret i mellemtiden"));
    assert!(bench.has("Gem som…") && bench.has("Genindlæs, kassér mine ændringer"));
    bench.click("Overskriv");
    assert_eq!(single_write(&bench.take_requests()).2, Overwrite::Agreed(there(b"two")));
}

#[test]
fn a_file_changed_by_another_program_is_not_overwritten_without_asking() {
    let mut bench = changed_by_another();
    bench.click("Annullér");
    assert!(bench.take_requests().is_empty());
    assert!(bench.window().case().session().has_unsaved_changes());

    let mut bench = changed_by_another();
    bench.click("Overskriv");
    assert_eq!(single_write(&bench.take_requests()).2, Overwrite::Always);

    let mut bench = changed_by_another();
    bench.click("Gem som…");
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Vælg placering…");
    assert!(matches!(bench.take_requests()[..], [Request::PickPath(PathPurpose::CaseToSave(_), _)]));

    let mut bench = changed_by_another();
    bench.click("Genindlæs, kassér mine ændringer");
    let requests = bench.take_requests();
    let [Request::Case(CaseRequest::Read { path, key: None })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(path, Path::new("/t/a.wgscase"));
    bench.reply(Output::CaseRead(Ok(plain(&CASE.replace("Bente", "Berit")))));
    assert_eq!(bench.field_text("Navn"), "Berit Testperson");
    assert!(!bench.window().case().session().has_unsaved_changes());
}

#[test]
fn a_deleted_file_is_not_recreated_without_asking() {
    let gone = || {
        let mut bench = Bench::with_changed_case(Some(Protection::Keys));
        bench.press_with(Modifiers::COMMAND, Key::S);
        bench.take_requests();
        bench.reply(Output::CaseWritten(Err(SaveError::File(FileError::Gone))));
        assert!(bench.has("Filen er der ikke længere"));
        assert!(!bench.has("Genindlæs, kassér mine ændringer"));
        bench
    };
    let mut bench = gone();
    bench.click("Annullér");
    assert!(bench.take_requests().is_empty());
    assert!(bench.window().case().session().has_unsaved_changes());

    let mut bench = gone();
    bench.click("Gem samme sted");
    assert_eq!(single_write(&bench.take_requests()).2, Overwrite::Never);

    let mut bench = gone();
    bench.click("Gem som…");
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Vælg placering…");
    assert!(matches!(bench.take_requests()[..], [Request::PickPath(PathPurpose::CaseToSave(_), _)]));
}

#[test]
fn a_failed_reload_keeps_the_unsaved_changes() {
    let mut bench = changed_by_another();
    bench.click("Genindlæs, kassér mine ændringer");
    bench.open_file("/t/a.wgscase", Err(FileError::Unreachable.into()));
    assert_eq!(bench.field_text("Hospital"), "Test");
    bench.dispatch_without_requests(WindowCommand::Close);
    assert!(bench.has("Sagen er ikke gemt"));
}
