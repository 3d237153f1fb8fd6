//! A typed path can't be used: the dialog in which it was typed comes back, with all that was decided in it, says why,
//! and the next try uses all of it.

use crate::bench::Bench;
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use wgs_referral::definition::Language;
use wgs_referral::desktop::{
    CaseError, CaseRequest, KeyStatus, KeyStoreError, Output, PaperError, PickedPath, Protection,
    ReportRequest, Request, SaveError,
};
use wgs_referral::files::{CaseFileError, ExistingFile, FileError, Holder, LockError, Overwrite};
use wgs_referral::pdf::EmbeddedCaseError;
use wgs_referral::report::ReportSettings;
use wgs_referral::window::{CaseCommand, Command, Field, UiCommand, WindowCommand};

/// A window that has learned that the system has no file dialog.
fn without_file_dialog() -> Bench {
    let mut bench = Bench::with_sample(None);
    bench.press_with(Modifiers::COMMAND, Key::E);
    bench.click("Vælg placering…");
    bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/home/bruger".into()))));
    bench.press(Key::Escape);
    bench.take_all_requests();
    bench
}

fn type_path(bench: &mut Bench, path: &str) {
    bench.harness.get_by_role_and_label(Role::TextInput, "Sti").focus();
    bench.run();
    bench.press_with(Modifiers::COMMAND, Key::A);
    bench.type_into("Sti", path);
}

/// The settings and the path of the export that was asked for.
fn asked_export(bench: &mut Bench) -> (ReportSettings, String, bool) {
    let requests = bench.take_all_requests();
    let [Request::Report(ReportRequest::Export { settings, path, expected, .. })] = &requests[..] else {
        panic!("{requests:?}")
    };
    (*settings, path.to_str().unwrap().to_owned(), *expected != Overwrite::Never)
}

fn is_checked(bench: &Bench, label: &str) -> bool {
    let node = bench.harness.get_by_role_and_label(Role::CheckBox, label);
    node.accesskit_node().toggled() == Some(Toggled::True)
}

/// The export dialog with choices other than the usual ones, and a path.
fn with_choices() -> Bench {
    let mut bench = without_file_dialog();
    bench.dispatch(UiCommand::ExportPdf);
    bench.click("Vælg placering…");
    bench.click("Uden navn og CPR-nummer");
    bench.click("Bilagets sprog: English");
    type_path(&mut bench, "/t/ingen/a.pdf");
    bench.take_all_requests();
    bench
}

fn assert_has_choices(settings: ReportSettings) {
    assert!(!settings.with_identity);
    assert_eq!(settings.language, Language::En);
}

#[test]
fn an_export_that_fails_comes_back_with_its_choices_and_its_check() {
    let mut bench = with_choices();
    bench.press(Key::Enter);
    let (settings, ..) = asked_export(&mut bench);
    assert_has_choices(settings);
    for (error, why) in
        [(FileError::NoFolder, "Mappen findes ikke."), (FileError::DiskFull, "Disken er fuld.")]
    {
        bench.reply(Output::PdfExported(Err(error)));
        bench.settle();
        assert!(bench.has("Tjek før eksport") && bench.has(why), "{why}");
        assert!(bench.has_part("Indikation:") && bench.has_part("Vurdering:"), "the check is there");
        assert!(is_checked(&bench, "Uden navn og CPR-nummer"));
        assert_eq!(bench.field_text("Sti"), "/t/ingen/a.pdf");
        bench.press(Key::Enter);
        let (settings, path, replace) = asked_export(&mut bench);
        assert_has_choices(settings);
        assert_eq!((path.as_str(), replace), ("/t/ingen/a.pdf", false));
    }
    // What is changed in the dialog that came back counts, and typing removes the reason.
    bench.reply(Output::PdfExported(Err(FileError::NoFolder)));
    bench.settle();
    bench.click("Uden navn og CPR-nummer");
    type_path(&mut bench, "/t/b.pdf");
    assert!(!bench.has("Mappen findes ikke."));
    bench.press(Key::Enter);
    let (settings, path, _) = asked_export(&mut bench);
    assert!(settings.with_identity);
    assert_eq!(path, "/t/b.pdf");
    let done = bench.finished_export();
    bench.reply(done);
    assert!(bench.window().dialog().is_none());
}

#[test]
fn the_check_that_comes_back_is_that_of_the_case_as_it_is_then() {
    let mut bench = with_choices();
    bench.press(Key::Enter);
    bench.take_all_requests();
    let patient = bench.window().case().session().case().patient.name.clone();
    assert!(!bench.has_part("en del af patientens navn"));
    bench.dispatch_without_requests(CaseCommand::Edit(Field::MtbNote, patient));
    bench.reply(Output::PdfExported(Err(FileError::NoFolder)));
    bench.settle();
    assert!(bench.has_part("en del af patientens navn"));
}

#[test]
fn a_file_that_is_not_to_be_replaced_leads_back_to_the_dialog_and_one_that_is_keeps_it_for_the_next_failure()
{
    let mut bench = with_choices();
    bench.press(Key::Enter);
    bench.take_all_requests();
    for _ in 0..2 {
        bench.reply(Output::PdfExported(Err(FileError::Exists(ExistingFile::default()))));
        bench.settle();
        assert!(bench.has("Filen findes allerede"));
        bench.click("Annullér");
        assert!(bench.has("Tjek før eksport") && is_checked(&bench, "Uden navn og CPR-nummer"));
        assert_eq!(bench.field_text("Sti"), "/t/ingen/a.pdf");
        bench.press(Key::Enter);
        assert_has_choices(asked_export(&mut bench).0);
    }
    bench.reply(Output::PdfExported(Err(FileError::Exists(ExistingFile::default()))));
    bench.settle();
    bench.click("Erstat");
    let (settings, _, replace) = asked_export(&mut bench);
    assert_has_choices(settings);
    assert!(replace);
    bench.reply(Output::PdfExported(Err(FileError::InUse)));
    bench.settle();
    assert!(bench.has("Tjek før eksport") && bench.has_part("åben i et andet program"));
    assert_eq!(bench.field_text("Sti"), "/t/ingen/a.pdf");
    // Nobody has agreed to replace another file.
    bench.press(Key::Enter);
    assert!(!asked_export(&mut bench).2);
    bench.press(Key::Escape);
    assert!(bench.window().dialog().is_none());
}

/// The protection of the write that was asked for.
fn asked_write(bench: &mut Bench) -> Protection {
    let requests = bench.take_all_requests();
    let write = requests.iter().find_map(|request| match request {
        Request::Case(CaseRequest::Write { protection, .. }) => Some(protection.clone()),
        _ => None,
    });
    write.unwrap_or_else(|| panic!("{requests:?}"))
}

#[test]
fn a_save_that_fails_comes_back_with_how_the_case_is_protected() {
    let failed = |error| Output::CaseWritten(Err(SaveError::File(error)));
    let mut bench = without_file_dialog();
    bench.look_up_keys(KeyStatus::Present);
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    bench.click("Sagen åbnes med: Adgangskode");
    bench.type_new_passphrase("gemt i skabet");
    type_path(&mut bench, "/t/ingen/a.wgscase");
    bench.take_all_requests();
    bench.press(Key::Enter);
    let chosen = asked_write(&mut bench);
    assert!(matches!(chosen, Protection::Passphrase(_)));
    bench.reply(failed(FileError::NoFolder));
    assert!(bench.has("Mappen findes ikke."));
    // Nothing but the path is typed again.
    type_path(&mut bench, "/t/b.wgscase");
    bench.press(Key::Enter);
    assert_eq!(asked_write(&mut bench), chosen);
    bench.reply(failed(FileError::Exists(ExistingFile::default())));
    bench.click("Annullér");
    assert_eq!(bench.field_text("Sti"), "/t/b.wgscase");
    bench.press(Key::Enter);
    assert_eq!(asked_write(&mut bench), chosen);
}

#[test]
fn a_case_that_could_not_be_saved_unencrypted_is_still_asked_about_as_such() {
    let mut bench = without_file_dialog();
    bench.look_up_keys(KeyStatus::Present);
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    bench.click("Gem ukrypteret…");
    type_path(&mut bench, "/t/ingen/a.wgscase");
    bench.take_all_requests();
    bench.press(Key::Enter);
    assert_eq!(asked_write(&mut bench), Protection::Plain);
    bench.reply(Output::CaseWritten(Err(SaveError::File(FileError::NoFolder))));
    assert!(bench.has("Gem ukrypteret") && bench.has("Mappen findes ikke."));
    assert_eq!(bench.field_text("Sti"), "/t/ingen/a.wgscase");
}

#[test]
fn a_save_that_another_path_would_solve_comes_back_whatever_has_refused_it() {
    let held = || LockError::HeldElsewhere(Holder { user: "bo".into(), ..Holder::default() });
    type Refusal<'a> = (&'a dyn Fn() -> SaveError, &'a str, &'a str);
    let refusals: [Refusal; 4] = [
        (&|| SaveError::Lock(held()), "åben et andet sted (bo)", "open elsewhere (bo)"),
        (&|| SaveError::Lock(LockError::Unavailable), "adgang", "access"),
        (&|| SaveError::OriginalOfCopy, "en kopi af netop den fil", "a copy of that very file"),
        (&|| SaveError::File(FileError::InUse), "åben i et andet program", "open in another program"),
    ];
    for (refusal, danish, english) in refusals {
        let mut bench = without_file_dialog();
        bench.look_up_keys(KeyStatus::Present);
        bench.dispatch(Command::Ui(UiCommand::SaveAs));
        bench.click("Sagen åbnes med: Adgangskode");
        bench.type_new_passphrase("gemt i skabet");
        type_path(&mut bench, "/t/a.wgscase");
        bench.take_all_requests();
        bench.press(Key::Enter);
        let chosen = asked_write(&mut bench);
        bench.reply(Output::CaseWritten(Err(refusal())));
        bench.settle();
        assert!(bench.window().dialog().is_some(), "{danish}: the dialog comes back");
        assert_eq!(bench.field_text("Sti"), "/t/a.wgscase", "{danish}");
        assert!(bench.has_part(danish), "{danish}");
        assert!(
            !bench.has_part("Sagen kunne ikke gemmes"),
            "{danish}: the dialog says so, and once is enough"
        );
        bench.switch_to_english();
        assert!(bench.has_part(english), "{english}");
        bench.dispatch(WindowCommand::SetLanguage(Language::Da));
        // Nothing but the path is typed again.
        type_path(&mut bench, "/t/b.wgscase");
        bench.press(Key::Enter);
        assert_eq!(asked_write(&mut bench), chosen, "{danish}");
    }
}

#[test]
fn a_save_that_no_path_would_solve_does_not_ask_for_another_one() {
    let mut bench = without_file_dialog();
    bench.look_up_keys(KeyStatus::Present);
    bench.dispatch(Command::Ui(UiCommand::SaveAs));
    type_path(&mut bench, "/t/a.wgscase");
    bench.take_all_requests();
    bench.press(Key::Enter);
    assert_eq!(asked_write(&mut bench), Protection::Keys);
    bench.reply(Output::CaseWritten(Err(SaveError::NoKeys)));
    bench.settle();
    assert!(bench.window().dialog().is_none() && bench.has_part("Sagen kunne ikke gemmes"));
}

#[test]
fn a_save_that_waits_for_a_locked_key_store_keeps_its_path_as_it_was_typed() {
    for is_help_open in [false, true] {
        let mut bench = without_file_dialog();
        bench.look_up_keys(KeyStatus::Present);
        bench.dispatch(Command::Ui(UiCommand::SaveAs));
        bench.click("Sagen åbnes med: Nøgle på denne computer");
        type_path(&mut bench, "/t/a.wgscase");
        bench.take_all_requests();
        bench.press(Key::Enter);
        assert_eq!(asked_write(&mut bench), Protection::Keys);
        if is_help_open {
            bench.dispatch(UiCommand::Help);
        }
        bench.reply(Output::CaseWritten(Err(SaveError::KeyStore(KeyStoreError::Locked))));
        if is_help_open {
            bench.press(Key::Escape);
        }
        bench.settle();
        assert!(bench.has_part("nøglelager er låst"), "the dialog says so");
        assert!(!bench.has_part("Sagen kunne ikke gemmes"), "once is enough");
        bench.look_up_keys(KeyStatus::Present);
        assert_eq!(bench.field_text("Sti"), "/t/a.wgscase");
        bench.settle();
        bench.press(Key::Enter);
        assert_eq!(asked_write(&mut bench), Protection::Keys);
        bench.press(Key::Escape);
        assert!(bench.window().dialog().is_none(), "it comes once");
    }
}

#[test]
fn a_typed_file_that_is_no_case_or_no_picture_leads_back_to_its_path() {
    let no_case =
        || Output::CaseRead(Err(CaseError::File(CaseFileError::Pdf(EmbeddedCaseError::NoneInside))));
    let no_picture = || Output::PaperRead(Err(PaperError::NotAPicture));
    type Read<'a> = (UiCommand, &'a dyn Fn() -> Output, &'a str);
    let reads: [Read; 2] = [
        (UiCommand::Open, &no_case, "ingen WGS-sag i PDF-filen"),
        (UiCommand::ComparePaper, &no_picture, "PNG"),
    ];
    for (command, refused, why) in reads {
        let mut bench = without_file_dialog();
        bench.dispatch(command);
        type_path(&mut bench, "/t/wrong.pdf");
        bench.press(Key::Enter);
        bench.take_all_requests();
        bench.reply(refused());
        bench.settle();
        assert!(bench.window().dialog().is_some(), "{command:?}: the dialog comes back");
        assert_eq!(bench.field_text("Sti"), "/t/wrong.pdf", "{command:?}");
        assert!(bench.has_part(why), "{command:?}");
    }
}
