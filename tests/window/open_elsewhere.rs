//! A case that another window has open: the other window is raised, or a copy is opened.

use crate::bench::{Bench, CASE, SAMPLE, passphrase, plain};
use crate::fake_desktop::JobKind;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT, Queryable};
use std::path::PathBuf;
use wgs_referral::desktop::{
    CaseError, CaseKey, CaseRequest, OpenedCase, Output, Protection, RaiseOutcome, Request, SaveError,
};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::{Fingerprint, Holder, LockError, Overwrite};
use wgs_referral::window::{CaseCommand, Dialog, Field, UiCommand};

const PATH: &str = "/t/a.wgscase";
const BANNER: &str = "Kopi af sagen: Ændringer gemmes i en ny fil, ikke i den oprindelige";

pub fn held(process: Option<u32>) -> CaseError {
    let holder = Holder { user: "dorte".into(), computer: "stue 4".into(), since: None, process };
    LockError::HeldElsewhere(holder).into()
}

/// A copy of this case.
fn copy(text: &str, protection: Option<Protection>) -> Bench {
    let mut bench = Bench::new();
    bench.open_file(PATH, Err(held(None)));
    bench.click("Åbn en kopi");
    let requests = bench.take_requests_of(JobKind::Read);
    let [Request::Case(CaseRequest::ReadCopy { path, key: None })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(*path, PathBuf::from(PATH));
    bench.reply(Output::CaseRead(Ok(OpenedCase { protection, ..plain(text) })));
    bench.take_all_requests();
    bench
}

#[test]
fn who_has_the_case_open_is_told_and_a_window_is_offered_only_if_it_can_be_reached() {
    let mut bench = Bench::new();
    bench.open_file(PATH, Err(held(None)));
    assert!(matches!(bench.window().dialog(), Some(Dialog::OpenElsewhere(_))));
    assert!(bench.has_part("dorte, stue 4") && bench.has(PATH));
    assert!(!bench.has("Vis det andet vindue"));
    bench.press(Key::Escape);
    assert_eq!(bench.window().dialog(), None);
    assert!(bench.window().case().session().is_blank());
}

#[test]
fn the_other_window_is_raised_and_what_came_of_it_is_told() {
    for outcome in [RaiseOutcome::Raised, RaiseOutcome::Asked, RaiseOutcome::Failed] {
        let mut bench = Bench::new();
        bench.open_file(PATH, Err(held(Some(7))));
        bench.settle();
        bench.press(Key::Enter);
        assert_eq!(bench.window().dialog(), None);
        let requests = bench.take_requests_of(JobKind::Raise);
        assert!(matches!(requests[..], [Request::RaiseWindow(7)]), "{requests:?}");
        bench.reply(Output::WindowRaised(outcome));
        // No more is claimed than is known.
        let told = ["Det andet vindue er bedt om at komme frem", "Det andet vindue kunne ikke vises"];
        let expected = [RaiseOutcome::Asked, RaiseOutcome::Failed].map(|other| outcome == other);
        assert_eq!(told.map(|part| bench.has_part(part)), expected, "{outcome:?}");
    }
}

#[test]
fn a_copy_is_shown_with_its_verdict_locks_nothing_and_is_exported() {
    let mut bench = copy(SAMPLE, Some(Protection::Keys));
    assert!(bench.has(BANNER));
    let session = bench.window().case().session();
    assert!(!session.has_unsaved_changes() && session.path().is_none() && session.locked_path().is_none());
    assert!(session.has_verdicts());
    bench.dispatch(UiCommand::ExportPdf);
    bench.click("Vælg placering…");
    bench.pick_path("/t/a.pdf");
    let export = bench.finished_export();
    bench.reply(export);
    assert!(bench.has_part("PDF-filen er gemt"));
}

#[test]
fn a_copy_is_saved_elsewhere_and_never_over_the_original() {
    let mut bench = copy(CASE, Some(Protection::Keys));
    bench.dispatch(UiCommand::Save);
    bench.look_up_keys(wgs_referral::desktop::KeyStatus::Present);
    bench.click("Vælg placering…");
    let requests = bench.pick_path(PATH);
    let [Request::Case(CaseRequest::Write { copy_of, .. })] = &requests[..] else { panic!("{requests:?}") };
    assert_eq!(copy_of.as_deref(), Some(PATH.as_ref()));
    bench.reply(Output::CaseWritten(Err(SaveError::OriginalOfCopy)));
    assert!(bench.has_part("vinduet viser en kopi af netop den fil") && bench.has(BANNER));
    bench.dispatch(UiCommand::Save);
    bench.look_up_keys(wgs_referral::desktop::KeyStatus::Present);
    bench.click("Vælg placering…");
    bench.pick_path("/t/b.wgscase");
    bench.take_all_requests();
    bench.reply(Output::CaseWritten(Ok(Fingerprint::of(b"b"))));
    assert!(!bench.has(BANNER));
    // From now on it is a case with a file of its own.
    bench.type_into("Hospital", "Test");
    bench.dispatch(UiCommand::Save);
    let requests = bench.take_requests_of(JobKind::Write);
    let [Request::Case(CaseRequest::Write { path, copy_of: None, expected, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(
        (path.to_str(), *expected),
        (Some("/t/b.wgscase"), Overwrite::IfUnchanged(Fingerprint::of(b"b")))
    );
}

#[test]
fn a_copy_with_a_passphrase_stays_a_copy_while_the_passphrase_is_asked_for() {
    let mut bench = Bench::new();
    bench.open_file(PATH, Err(held(None)));
    bench.click("Åbn en kopi");
    bench.reply(Output::CaseRead(Err(DecryptError::NeedsPassphrase.into())));
    bench.take_all_requests();
    bench.type_secret("Adgangskode", "hest");
    bench.press(Key::Enter);
    let requests = bench.take_requests_of(JobKind::Read);
    let [Request::Case(CaseRequest::ReadCopy { key: Some(CaseKey::Passphrase(typed)), .. })] = &requests[..]
    else {
        panic!("{requests:?}")
    };
    assert_eq!(*typed, passphrase("hest"));
    bench.reply(Output::CaseRead(Ok(plain(CASE))));
    assert!(bench.has(BANNER));
}

#[test]
fn what_was_typed_while_a_copy_is_read_is_asked_about_and_the_copy_stays_one() {
    let mut bench = Bench::new();
    bench.open_file(PATH, Err(held(None)));
    bench.click("Åbn en kopi");
    bench.take_all_requests();
    bench.dispatch_without_requests(CaseCommand::Edit(Field::PatientName, "Bo Testperson".to_owned()));
    bench.reply(Output::CaseRead(Ok(plain(CASE))));
    bench.click("Kassér ændringer");
    let requests = bench.take_requests_of(JobKind::Read);
    assert!(matches!(&requests[..], [Request::Case(CaseRequest::ReadCopy { .. })]), "{requests:?}");
}

#[test]
fn the_original_is_opened_to_edit_from_the_copy() {
    let mut bench = copy(CASE, None);
    bench.click("Åbn den oprindelige");
    let requests = bench.take_requests_of(JobKind::Read);
    assert!(matches!(&requests[..], [Request::Case(CaseRequest::Read { .. })]), "{requests:?}");
    bench.reply(Output::CaseRead(Ok(plain(CASE))));
    assert!(!bench.has(BANNER));
    assert_eq!(bench.window().case().session().path(), Some(PATH.as_ref()));
}

#[test]
fn the_keys_for_areas_lead_to_what_says_that_the_case_is_a_copy_and_on() {
    let mut bench = copy(CASE, None);
    let is_at_original = |bench: &Bench| {
        let button = By::new().role(Role::Button).label("Åbn den oprindelige");
        bench.harness.get(button).accesskit_node().is_focused()
    };
    bench.harness.get_by_label("Sag").focus();
    bench.run();
    bench.press(Key::F6);
    assert!(is_at_original(&bench));
    bench.press(Key::F6);
    assert!(!is_at_original(&bench));
    bench.press_with(Modifiers::SHIFT, Key::F6);
    assert!(is_at_original(&bench));
}

#[test]
fn a_copy_can_be_changed_and_its_words_do_not_say_otherwise() {
    for is_english in [false, true] {
        let mut bench = copy(CASE, None);
        bench.type_into("Hospital", "Test");
        assert!(bench.window().case().session().has_unsaved_changes());
        if is_english {
            bench.switch_to_english();
        }
        let promise = ["til læsning", "to read", "til redigering", "to edit"];
        assert!(!promise.iter().any(|words| bench.has_part(words)));
    }
}
