//! The views and the dialogs of the window, for the tests that go through all of them.

use crate::bench::{Bench, CASE, SAMPLE, TODAY, plain, settings_file};
use crate::open_elsewhere::held;
use crate::recovery::found_copy;
use crate::second_reading::OF_THE_FIRST_READING;
use wgs_referral::definition::Answer;
use wgs_referral::desktop::{
    CaseError, FoundRecovery, KeyStatus, KeyStoreError, OpenedCase, Output, PickedPath, Protection,
};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::{ExistingFile, FileError, RecentFile, WrittenSettings};
use wgs_referral::settings::{RequesterProfile, UserSettings};
use wgs_referral::window::{
    CaseCommand, Command, DialogCommand, Field, SaveAction, Target, UiCommand, Way, WindowCommand,
};

/// A view of the window or a dialog, and what leads to it in a new window.
pub type View = (&'static str, fn(&mut Bench));

/// All views and all dialogs.
pub fn views_and_dialogs() -> impl Iterator<Item = View> {
    VIEWS.iter().chain(DIALOGS).copied()
}

pub fn answered(bench: &mut Bench) {
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
}

/// The sample, from a file that only the keys of the user open.
fn open_encrypted_sample(bench: &mut Bench) {
    let sample = OpenedCase { protection: Some(Protection::Keys), ..plain(SAMPLE) };
    bench.open_file("/sager/wgs-sarcoma-2026-11-22.wgscase", Ok(sample));
    bench.take_all_requests();
}

fn dispatch_over_sample(bench: &mut Bench, command: impl Into<Command>) {
    open_encrypted_sample(bench);
    bench.dispatch(command);
}

fn fail_to_open(bench: &mut Bench, error: CaseError) {
    open_encrypted_sample(bench);
    bench.open_file("/sager/wgs-sarcoma-2026-11-23.wgscase", Err(error));
}

fn fail_to_save(bench: &mut Bench, error: FileError) {
    open_encrypted_sample(bench);
    bench.dispatch(CaseCommand::Edit(Field::MtbNote, "Drøftet".into()));
    bench.dispatch(UiCommand::Save);
    bench.reply(Output::CaseWritten(Err(error.into())));
}

fn reply_to_export(bench: &mut Bench, reply: Output) {
    dispatch_over_sample(bench, UiCommand::ExportPdf);
    bench.click("Vælg placering…");
    if matches!(reply, Output::PdfExported(_)) {
        bench.pick_path("/sager/henvisninger/wgs-thymic-epithelial-tumour-2026-11-22.pdf");
    }
    bench.reply(reply);
}

fn save_as(bench: &mut Bench, keys: KeyStatus, actions: &[SaveAction]) {
    answered(bench);
    bench.look_up_keys(keys);
    bench.dispatch(UiCommand::SaveAs);
    for action in actions {
        bench.dispatch(DialogCommand::Act(action.clone().into()));
    }
}

/// Opens the list of recent cases, with these in it.
fn list_recent(bench: &mut Bench, names: &[String]) {
    open_encrypted_sample(bench);
    let settings = UserSettings { recent_files: true, ..UserSettings::default() };
    bench.window_mut().take_settings(settings_file(settings));
    let used_at = "2026-11-22T13:05:00Z".parse().unwrap();
    let recent = names.iter().map(|name| RecentFile { path: name.into(), used_at });
    bench.window_mut().take_recent_files(recent.collect());
    bench.dispatch(UiCommand::OpenRecent);
}

/// Changes the settings, and leaves them by closing the window.
fn leave_settings(bench: &mut Bench) {
    // The overview has no field with the name of this one.
    dispatch_over_sample(bench, UiCommand::Overview);
    bench.dispatch(UiCommand::Settings);
    bench.type_into("Autorisations-id", "x");
    bench.dispatch(WindowCommand::Close);
}

/// The views, and what dialogs show where there is no case.
pub const VIEWS: &[View] = &[
    ("blank overview", |_| {}),
    ("overview", |bench| {
        answered(bench);
        bench.dispatch(UiCommand::Overview);
    }),
    ("blank form", |bench| bench.show_indication("sarcoma")),
    ("form", |bench| answered(bench)),
    ("form with errors and notices", |bench| {
        bench.show_indication("thymic-epithelial-tumour");
        for field in [Field::Cpr, Field::AssessedOn, Field::MtbDate] {
            bench.dispatch(CaseCommand::Edit(field.clone(), "31029".into()));
            bench.dispatch(CaseCommand::LeaveField(field));
        }
        bench.open_file("/sager/wgs-sarcoma-2026-11-23.wgscase", Err(FileError::NotFound.into()));
        bench.dispatch(UiCommand::CopyRecord);
        assert!(
            bench.has_part("Nummeret har kun 5 af 10 cifre") && !bench.window().case().notices().is_empty()
        );
    }),
    ("form of metastatic cancer", |bench| bench.show_indication("metastatic-solid-tumour")),
    ("form of pancreatic cancer with judgements", |bench| {
        bench.open_file("/t/a.wgscase", Ok(plain(include_str!("../../samples/judgement.wgscase"))));
    }),
    ("form of brain tumours with judgements", |bench| {
        bench.open_file("/t/a.wgscase", Ok(plain(include_str!("../../samples/met-by-judgement.wgscase"))));
    }),
    ("form with a judgement", |bench| {
        bench.show_indication("sarcoma");
        bench.dispatch(CaseCommand::Answer("sarcoma-centre".into(), Some(Answer::YesNo(false))));
        bench.dispatch(CaseCommand::GoTo(Target::Question("sarcoma-centre".into())));
    }),
    ("form of an old case", |bench| {
        let old = SAMPLE.replace(&format!("assessed_on: \"{TODAY}\""), "assessed_on: \"2026-09-01\"");
        bench.open_file("/t/a.wgscase", Ok(plain(&old)));
    }),
    ("criteria", |bench| {
        answered(bench);
        bench.dispatch(CaseCommand::ShowCriteria(true));
        bench.dispatch(CaseCommand::ToggleRow("prior-treatment".into()));
    }),
    ("preview", |bench| {
        answered(bench);
        bench.dispatch(UiCommand::ShowPdf);
    }),
    ("form of a patient with a long name", |bench| {
        let name = format!("name: \"Bente {}Testperson\"", "Test ".repeat(20));
        bench.open_file("/t/a.wgscase", Ok(plain(&CASE.replace("name: \"Bente Testperson\"", &name))));
    }),
    ("copy of a case that is open elsewhere", |bench| {
        bench.open_file("/t/a.wgscase", Err(held(None)));
        bench.click("Åbn en kopi");
        bench.reply(Output::CaseRead(Ok(plain(SAMPLE))));
        bench.take_all_requests();
        assert!(bench.window().dialog().is_none() && bench.has_part("kopi"));
    }),
    ("palette without a case", |bench| bench.dispatch(UiCommand::Palette)),
    ("export of a blank form", |bench| {
        bench.show_indication("sarcoma");
        bench.dispatch(UiCommand::ExportPdf);
    }),
    ("recovery copies that are found at the start", |bench| {
        let of_unknown_time = FoundRecovery { written_at: None, ..found_copy("/r/1.age", Some("sarcoma")) };
        bench.find_recoveries(vec![of_unknown_time, found_copy("/r/2.age", None)]);
    }),
    ("cover", |bench| bench.dispatch(UiCommand::Lock)),
    ("welcome while the key store is locked", |bench| {
        bench.window_mut().set_recovery_folder(true);
        bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
    }),
    ("requester of another window", |bench| {
        let settings = bench.window().settings().clone();
        bench.window_mut().take_settings(settings_file(settings));
        bench.dispatch(UiCommand::ToggleTheme);
        let mut profile = RequesterProfile::default();
        profile.requester.name = "Ditte Testlæge".into();
        profile.requester.department = "Onkologisk Afdeling".into();
        profile.answers.insert("sarcoma-centre".into(), true);
        let written = WrittenSettings { other_profile: Some(profile), ..WrittenSettings::default() };
        bench.reply(Output::SettingsWritten(Ok(Box::new(written))));
    }),
];

/// The one dialog that asks for the path of another case than the one that is shown.
pub const PATH_OF_A_CASE: &str = "path of a case to type";

/// A dialog of each kind over a case, some in several states.
pub const DIALOGS: &[View] = &[
    ("about", |bench| dispatch_over_sample(bench, UiCommand::About)),
    ("palette", |bench| dispatch_over_sample(bench, UiCommand::Palette)),
    ("shortcuts", |bench| dispatch_over_sample(bench, UiCommand::Shortcuts)),
    ("settings", |bench| dispatch_over_sample(bench, UiCommand::Settings)),
    ("unsaved settings", leave_settings),
    ("another patient", |bench| {
        dispatch_over_sample(bench, CaseCommand::Edit(Field::Cpr, "020160-9941".into()));
        bench.dispatch(CaseCommand::LeaveField(Field::Cpr));
    }),
    ("earlier reading", |bench| {
        open_encrypted_sample(bench);
        bench.open_file("/t/b.wgscase", Ok(plain(OF_THE_FIRST_READING)));
    }),
    ("choice of the indication", |bench| {
        dispatch_over_sample(bench, UiCommand::Overview);
        // The bench itself would answer which indication is meant.
        bench.window_mut().dispatch(UiCommand::ExportPdf);
        bench.run();
    }),
    ("export", |bench| dispatch_over_sample(bench, UiCommand::ExportPdf)),
    ("export with findings", |bench| {
        bench.open_file("/t/a.wgscase", Ok(plain(include_str!("../../samples/missing.wgscase"))));
        bench.dispatch(CaseCommand::Edit(Field::Cpr, "31029".into()));
        bench.dispatch(CaseCommand::LeaveField(Field::Cpr));
        bench.dispatch(UiCommand::ExportPdf);
    }),
    ("print", |bench| dispatch_over_sample(bench, UiCommand::PrintPdf)),
    ("report to replace", |bench| {
        let file = ExistingFile { version: None, is_another: true };
        reply_to_export(bench, Output::PdfExported(Err(FileError::Exists(file))));
    }),
    ("path of a report to type", |bench| {
        let folder = Some("/home/bruger/sager/henvisninger".into());
        reply_to_export(bench, Output::PathPicked(PickedPath::NoDialog(folder)));
    }),
    (PATH_OF_A_CASE, |bench| {
        dispatch_over_sample(bench, UiCommand::Open);
        bench.reply(Output::PathPicked(PickedPath::NoDialog(None)));
    }),
    ("unsaved changes", |bench| {
        dispatch_over_sample(bench, CaseCommand::Edit(Field::MtbNote, "Drøftet".into()));
        bench.dispatch(WindowCommand::Close);
    }),
    ("unsaved changes that are being saved", |bench| {
        open_encrypted_sample(bench);
        bench.type_into("Hospital", "x");
        bench.dispatch(UiCommand::Save);
        bench.dispatch(UiCommand::New);
    }),
    ("no recent cases", |bench| dispatch_over_sample(bench, UiCommand::OpenRecent)),
    ("recent cases", |bench| {
        list_recent(bench, &[11, 12, 13].map(|day| format!("/sager/{}{day}.wgscase", "sarkom ".repeat(9))));
    }),
    ("case that is open on another computer", |bench| fail_to_open(bench, held(None))),
    ("case that is open in another window", |bench| fail_to_open(bench, held(Some(7)))),
    ("save with keys", |bench| save_as(bench, KeyStatus::Present, &[])),
    ("save with a passphrase", |bench| {
        save_as(bench, KeyStatus::Absent, &[SaveAction::Way(Way::Passphrase), SaveAction::Save]);
    }),
    ("save without a key store", |bench| {
        let keys = KeyStatus::NoStore(KeyStoreError::Locked);
        save_as(bench, keys, &[SaveAction::Way(Way::Keys)]);
    }),
    ("save while the key store is locked", |bench| {
        save_as(bench, KeyStatus::NoStore(KeyStoreError::Locked), &[]);
    }),
    ("save unencrypted", |bench| save_as(bench, KeyStatus::Present, &[SaveAction::Unencrypted])),
    ("file that another has changed", |bench| fail_to_save(bench, FileError::Changed(None))),
    ("file that is gone", |bench| fail_to_save(bench, FileError::Gone)),
    ("file that is there", |bench| fail_to_save(bench, FileError::Exists(ExistingFile::default()))),
    ("recovery key to make", |bench| {
        dispatch_over_sample(bench, UiCommand::MakeRecoveryKey);
        bench.look_up_keys(KeyStatus::Absent);
    }),
    ("recovery key to make anew", |bench| {
        dispatch_over_sample(bench, UiCommand::MakeRecoveryKey);
        bench.look_up_keys(KeyStatus::Present);
    }),
    ("passphrase", |bench| fail_to_open(bench, DecryptError::NeedsPassphrase.into())),
    ("wrong passphrase", |bench| fail_to_open(bench, DecryptError::WrongPassphrase.into())),
    ("wrong key", |bench| fail_to_open(bench, DecryptError::WrongKey.into())),
    ("locked key store", |bench| fail_to_open(bench, CaseError::KeyStore(KeyStoreError::Locked))),
    ("recovery copies", |bench| {
        open_encrypted_sample(bench);
        bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma")), found_copy("/r/2.age", None)]);
        bench.dispatch(UiCommand::Recover);
    }),
];
