//! What was typed into a dialog, and a question that was not answered, stay.

use crate::bench::{Bench, plain};
use crate::fake_desktop::JobKind;
use egui::{Key, pos2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use wgs_referral::desktop::{KeyStatus, OpenedCase, Output, PickedPath, Protection, SaveError};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::{ExistingFile, FileError};
use wgs_referral::window::{CaseCommand, Command, Dialog, UiCommand, Window, WindowCommand};

const CASE: &str = include_str!("../../samples/met.wgscase");

fn window(bench: &Bench) -> &Window {
    bench.window()
}

fn opened() -> Bench {
    let mut bench = Bench::new();
    let opened = OpenedCase { protection: Some(Protection::Keys), ..plain(CASE) };
    bench.open_file("/t/a.wgscase", Ok(opened));
    bench.take_all_requests();
    bench
}

fn type_secret(bench: &mut Bench, label: &str, text: &str) {
    let field = By::new().role(egui::accesskit::Role::PasswordInput).label(label);
    bench.harness.get(field).focus();
    bench.run();
    bench.harness.event(egui::Event::Text(text.to_owned()));
    bench.run();
}

/// The dots in a field that shows no text.
fn dots(bench: &Bench, label: &str) -> usize {
    let field = By::new().role(egui::accesskit::Role::PasswordInput).label(label);
    bench.harness.get(field).accesskit_node().value().unwrap_or_default().chars().count()
}

fn click_outside(bench: &mut Bench) {
    let corner = pos2(4.0, 4.0);
    bench.click_in_steps(corner);
}

/// The place of the control with the focus.
fn focused_place(bench: &Bench) -> Option<egui::Rect> {
    let focused = bench.harness.ctx.memory(|memory| memory.focused())?;
    bench.harness.ctx.viewport(|viewport| viewport.prev_pass.widgets.get(focused).map(|widget| widget.rect))
}

/// A dialog gives the focus back to the control that had it, and to one beside it if that is gone.
#[test]
fn the_focus_goes_to_what_is_beside_a_control_that_is_gone() {
    for is_gone in [false, true] {
        let mut bench = Bench::of_size(1360.0, 860.0);
        bench.show_indication("sarcoma");
        bench.open_file("/t/a.wgscase", Err(DecryptError::Cut.into()));
        let button = By::new().role(egui::accesskit::Role::Button).label("Luk");
        bench.harness.get(button).focus();
        bench.run();
        let place = focused_place(&bench).unwrap();
        bench.press(Key::F1);
        assert!(matches!(bench.window().dialog(), Some(Dialog::Help(_))));
        if is_gone {
            bench.window_mut().dispatch(CaseCommand::DismissNotice(0));
            bench.run();
        }
        bench.press(Key::Escape);
        assert_eq!(bench.window().dialog(), None);
        let now = focused_place(&bench).expect("something has the focus");
        assert_eq!(now == place, !is_gone, "{now} {place}");
        assert!((now.center() - place.center()).length() < 300.0, "{now} {place}");
    }
}

fn exists() -> SaveError {
    FileError::Exists(ExistingFile::default()).into()
}

#[test]
fn two_questions_about_different_files_are_both_asked() {
    let mut bench = opened();
    bench.dispatch(Command::Ui(UiCommand::Save));
    let save = bench.latest_job(JobKind::Write).unwrap();
    bench.dispatch(Command::Ui(UiCommand::ExportPdf));
    bench.click("Vælg placering…");
    bench.pick_path("/t/a.pdf");
    bench.reply(Output::PdfExported(Err(FileError::Exists(ExistingFile::default()))));
    bench.reply_to(save, Output::CaseWritten(Err(exists())));
    assert!(bench.has("Skal /t/a.wgscase erstattes?"));
    bench.press(Key::Escape);
    assert!(bench.has_part("Skal /t/a.pdf erstattes af bilaget"), "the question about the PDF is still open");
    bench.press(Key::Escape);
    assert_eq!(window(&bench).dialog(), None);
}

#[test]
fn the_same_question_is_asked_once() {
    let mut bench = opened();
    bench.type_into("Hospital", "Test");
    bench.dispatch(WindowCommand::Close);
    bench.dispatch(WindowCommand::Close);
    bench.press(Key::Escape);
    assert_eq!(window(&bench).dialog(), None);
    for _ in 0..2 {
        bench.dispatch(Command::Ui(UiCommand::Save));
        bench.reply(Output::CaseWritten(Err(FileError::Changed(None).into())));
    }
    bench.press(Key::Escape);
    assert_eq!(window(&bench).dialog(), None);
}

#[test]
fn a_typed_passphrase_is_there_again_when_another_save_dialog_is_closed() {
    let mut bench = opened();
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    type_secret(&mut bench, "Adgangskode", "hest");
    bench.dispatch(Command::Ui(UiCommand::Save));
    bench.reply(Output::CaseWritten(Err(FileError::Gone.into())));
    bench.click("Gem som…");
    assert!(matches!(window(&bench).dialog(), Some(Dialog::Save(_))));
    bench.press(Key::Escape);
    assert!(matches!(window(&bench).dialog(), Some(Dialog::Save(_))));
    assert_eq!(dots(&bench, "Adgangskode"), 4);
}

#[test]
fn a_dialog_stays_if_the_systems_dialog_is_open_already() {
    let mut bench = opened();
    // The case is being read when the user looks for a path.
    bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
    bench.dispatch(Command::Ui(UiCommand::ComparePaper));
    bench.reply(Output::CaseRead(Err(DecryptError::WrongKey.into())));
    type_secret(&mut bench, "Gendannelsesnøglens adgangskode", "gemt");
    bench.click("Vælg gendannelsesnøgle…");
    assert!(bench.has_part("En fildialog er åben"));
    assert_eq!(dots(&bench, "Gendannelsesnøglens adgangskode"), 4, "the dialog was removed");
}

#[test]
fn a_dialog_stays_if_the_worker_of_its_path_panics() {
    let mut bench = opened();
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    type_secret(&mut bench, "Adgangskode", "gemt i skabet");
    type_secret(&mut bench, "Gentag adgangskoden", "gemt i skabet");
    bench.click("Vælg placering…");
    bench.reply_with_panic(JobKind::PickPath);
    assert_eq!(dots(&bench, "Gentag adgangskoden"), 13);
}

#[test]
fn a_click_outside_closes_a_dialog_without_input() {
    let mut bench = opened();
    for command in [UiCommand::About, UiCommand::Settings, UiCommand::Palette, UiCommand::SaveAs] {
        bench.dispatch(Command::Ui(command));
        assert!(window(&bench).dialog().is_some());
        click_outside(&mut bench);
        assert_eq!(window(&bench).dialog(), None, "{command:?}");
    }
}

#[test]
fn a_click_outside_discards_nothing_that_was_typed() {
    // The overview has no field with the name of this one.
    let mut bench = Bench::new();
    bench.dispatch(Command::Ui(UiCommand::Settings));
    bench.type_into("Rekvirentens navn", "Anton Testlæge");
    click_outside(&mut bench);
    assert_eq!(bench.field_text("Rekvirentens navn"), "Anton Testlæge");
    bench.press(Key::Escape);
    assert_eq!(window(&bench).dialog(), None);

    let mut bench = opened();
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    bench.look_up_keys(KeyStatus::Present);
    bench.click("Sagen åbnes med: Adgangskode");
    type_secret(&mut bench, "Adgangskode", "hest");
    click_outside(&mut bench);
    assert_eq!(dots(&bench, "Adgangskode"), 4);
    bench.press(Key::Escape);

    bench.dispatch(Command::Ui(UiCommand::MakeRecoveryKey));
    bench.look_up_keys(KeyStatus::Present);
    type_secret(&mut bench, "Adgangskode", "hest");
    click_outside(&mut bench);
    assert_eq!(dots(&bench, "Adgangskode"), 4);
    bench.press(Key::Escape);

    bench.open_file("/t/b.wgscase", Err(DecryptError::NeedsPassphrase.into()));
    type_secret(&mut bench, "Adgangskode", "hest");
    click_outside(&mut bench);
    assert_eq!(dots(&bench, "Adgangskode"), 4);
    bench.press(Key::Escape);

    bench.dispatch(Command::Ui(UiCommand::ExportPdf));
    bench.click("Vælg placering…");
    bench.reply(Output::PathPicked(PickedPath::NoDialog(None)));
    bench.type_into("Sti", "x");
    click_outside(&mut bench);
    assert!(bench.field_text("Sti").ends_with('x'));
    bench.press(Key::Escape);
    assert_eq!(window(&bench).dialog(), None);
}

#[test]
fn a_click_outside_closes_no_dialog_that_came_by_itself() {
    let mut bench = Bench::new();
    for (error, asked) in
        [(DecryptError::NeedsPassphrase, "passphrase"), (DecryptError::WrongKey, "recovery key")]
    {
        bench.open_file("/t/b.wgscase", Err(error.into()));
        assert!(bench.window().dialog().is_some(), "{asked}");
        click_outside(&mut bench);
        assert!(bench.window().dialog().is_some(), "{asked}");
        bench.press(Key::Escape);
        assert_eq!(window(&bench).dialog(), None);
    }
}
