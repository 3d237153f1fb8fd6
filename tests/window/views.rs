//! The views and the dialogs of the window, for the tests that go through all of them.

use crate::bench::{Bench, SAMPLE, TODAY, plain, settings_file};
use crate::open_elsewhere::held;
use crate::recovery::found_copy;
use crate::second_reading::OF_THE_FIRST_READING;
use egui::Event;
use wgs_referral::definition::Answer;
use wgs_referral::desktop::{
    CaseError, FoundRecovery, KeyStatus, KeyStoreError, OpenedCase, Output, PickedPath, Protection,
    SaveError, UnreadableReason,
};
use wgs_referral::encryption::DecryptError;
use wgs_referral::files::{ExistingFile, FileError, Holder, LockError, RecentFile, WrittenSettings};
use wgs_referral::settings::{RequesterProfile, UserSettings};
use wgs_referral::window::{
    CaseCommand, DialogCommand, Field, SaveAction, Target, UiCommand, Way, WindowCommand,
};

/// A view of the window, and what leads to it.
pub type View = (&'static str, fn(&mut Bench));

pub fn answered(bench: &mut Bench) {
    bench.open_file("/t/a.wgscase", Ok(plain(SAMPLE)));
}

fn save_as(bench: &mut Bench, keys: KeyStatus, actions: &[SaveAction]) {
    answered(bench);
    bench.look_up_keys(keys);
    bench.dispatch(UiCommand::SaveAs);
    for action in actions {
        bench.dispatch(DialogCommand::Act(action.clone().into()));
    }
}

fn fail_to_open(bench: &mut Bench, error: CaseError) {
    bench.open_file("/sager/wgs-sarcoma-2026-11-22.wgscase", Err(error));
}

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
        fail_to_open(bench, FileError::NotFound.into());
        bench.dispatch(UiCommand::CopyRecord);
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
    ("cover", |bench| bench.dispatch(UiCommand::Lock)),
    ("palette", |bench| bench.dispatch(UiCommand::Palette)),
    ("settings", |bench| bench.dispatch(UiCommand::Settings)),
    ("unsaved settings", |bench| {
        bench.dispatch(UiCommand::Settings);
        bench.harness.event(Event::Text("Ditte".into()));
        bench.run();
        bench.dispatch(WindowCommand::Close);
    }),
    ("another patient", |bench| {
        answered(bench);
        bench.dispatch(CaseCommand::Edit(Field::Cpr, "020160-9992".into()));
        bench.dispatch(CaseCommand::LeaveField(Field::Cpr));
    }),
    ("shortcuts", |bench| bench.dispatch(UiCommand::Shortcuts)),
    ("about", |bench| bench.dispatch(UiCommand::About)),
    ("export", |bench| {
        bench.show_indication("sarcoma");
        bench.dispatch(UiCommand::ExportPdf);
    }),
    ("export with findings", |bench| {
        bench.open_file("/t/a.wgscase", Ok(plain(include_str!("../../samples/missing.wgscase"))));
        bench.dispatch(CaseCommand::Edit(Field::Cpr, "31029".into()));
        bench.dispatch(CaseCommand::LeaveField(Field::Cpr));
        bench.dispatch(UiCommand::ExportPdf);
    }),
    ("file to replace", |bench| {
        answered(bench);
        bench.dispatch(UiCommand::ExportPdf);
        bench.click("Vælg placering…");
        bench.pick_path("/sager/henvisninger/wgs-thymic-epithelial-tumour-2026-11-22.pdf");
        let file = ExistingFile { version: None, is_another: true };
        bench.reply(Output::PdfExported(Err(FileError::Exists(file))));
    }),
    ("path to type", |bench| {
        answered(bench);
        bench.dispatch(UiCommand::ExportPdf);
        bench.click("Vælg placering…");
        bench.reply(Output::PathPicked(PickedPath::NoDialog(Some("/home/bruger/sager/henvisninger".into()))));
    }),
    ("unsaved changes", |bench| {
        answered(bench);
        bench.dispatch(CaseCommand::Edit(Field::MtbNote, "Drøftet".into()));
        bench.dispatch(UiCommand::New);
    }),
    ("recent cases", |bench| {
        let settings = UserSettings { recent_files: true, ..UserSettings::default() };
        bench.window_mut().take_settings(settings_file(settings));
        let names = [11, 12, 13].map(|number| format!("/sager/{}{number}.wgscase", "sarkom ".repeat(9)));
        let used_at = "2026-11-22T13:05:00Z".parse().unwrap();
        bench
            .window_mut()
            .take_recent_files(names.map(|name| RecentFile { path: name.into(), used_at }).into());
        bench.dispatch(UiCommand::OpenRecent);
    }),
    ("case that is open elsewhere", |bench| {
        let holder = Holder { user: "dorte".into(), computer: "stue 4".into(), since: None, process: None };
        fail_to_open(bench, LockError::HeldElsewhere(holder).into());
    }),
    ("choice of the indication", |bench| {
        answered(bench);
        bench.dispatch(UiCommand::Overview);
        bench.window_mut().dispatch(UiCommand::ExportPdf);
        bench.run();
    }),
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
    ("save unencrypted", |bench| save_as(bench, KeyStatus::Present, &[SaveAction::Unencrypted])),
    ("recovery key to make", |bench| {
        bench.look_up_keys(KeyStatus::Absent);
        bench.dispatch(UiCommand::MakeRecoveryKey);
    }),
    ("wrong passphrase", |bench| fail_to_open(bench, DecryptError::WrongPassphrase.into())),
    ("wrong key", |bench| fail_to_open(bench, DecryptError::WrongKey.into())),
    ("locked key store", |bench| fail_to_open(bench, CaseError::KeyStore(KeyStoreError::Locked))),
    ("recovery copies", |bench| {
        let found = |file: &str, indication: Option<&str>| FoundRecovery {
            file: file.into(),
            written_at: None,
            indication: indication.map(Into::into).ok_or(UnreadableReason::Permanent),
            initials: "B.T.".into(),
        };
        bench.find_recoveries(vec![found("/r/1.age", Some("sarcoma")), found("/r/2.age", None)]);
    }),
    ("changed by another", |bench| {
        let opened = OpenedCase { protection: Some(Protection::Keys), ..plain(SAMPLE) };
        bench.open_file("/sager/wgs-sarcoma-2026-11-22.wgscase", Ok(opened));
        bench.dispatch(CaseCommand::Edit(Field::MtbNote, "Drøftet".into()));
        bench.dispatch(UiCommand::Save);
        bench.reply(Output::CaseWritten(Err(SaveError::File(FileError::Changed(None)))));
    }),
    ("earlier reading", |bench| {
        bench.open_file("/t/a.wgscase", Ok(plain(OF_THE_FIRST_READING)));
    }),
];

/// A window with a dialog of each kind, some in several states.
pub const DIALOGS: &[fn(&mut Bench)] = &[
    |bench| bench.dispatch(UiCommand::About),
    |bench| fail_to_save(bench, FileError::Changed(None)),
    |bench| fail_to_save(bench, FileError::Gone),
    |bench| fail_to_save(bench, FileError::Exists(ExistingFile::default())),
    |bench| {
        bench.dispatch(UiCommand::Overview);
        bench.window_mut().dispatch(UiCommand::ExportPdf);
        bench.run();
    },
    |bench| bench.dispatch(UiCommand::ExportPdf),
    |bench| bench.dispatch(UiCommand::PrintPdf),
    |bench| fail_to_open(bench, CaseError::KeyStore(KeyStoreError::Locked)),
    |bench| {
        bench.type_into("Hospital", "x");
        bench.dispatch(UiCommand::Save);
        bench.dispatch(UiCommand::New);
    },
    |bench| {
        bench.dispatch(UiCommand::MakeRecoveryKey);
        bench.look_up_keys(KeyStatus::Present);
    },
    |bench| {
        bench.open_file("/t/b.wgscase", Ok(plain(OF_THE_FIRST_READING)));
    },
    |bench| {
        bench.dispatch(CaseCommand::Edit(Field::Cpr, "020160-9941".to_owned()));
        bench.dispatch(CaseCommand::LeaveField(Field::Cpr));
    },
    |bench| fail_to_open(bench, held(None)),
    |bench| fail_to_open(bench, held(Some(7))),
    |bench| bench.dispatch(UiCommand::Palette),
    |bench| fail_to_open(bench, DecryptError::NeedsPassphrase.into()),
    |bench| bench.dispatch(UiCommand::OpenRecent),
    |bench| {
        let settings = UserSettings { recent_files: true, ..UserSettings::default() };
        bench.window_mut().take_settings(settings_file(settings));
        let used_at = "2026-11-22T13:05:00Z".parse().unwrap();
        let files = ["/t/sarkom 1.wgscase", "/t/sarkom 2.wgscase"];
        let files = files.map(|path| RecentFile { path: path.into(), used_at });
        bench.window_mut().take_recent_files(files.into());
        bench.dispatch(UiCommand::OpenRecent);
    },
    |bench| {
        bench.find_recoveries(vec![found_copy("/r/1.age", Some("sarcoma")), found_copy("/r/2.age", None)]);
        bench.dispatch(UiCommand::Recover);
    },
    |bench| fail_to_open(bench, DecryptError::WrongKey.into()),
    |bench| {
        bench.dispatch(UiCommand::SaveAs);
        bench.look_up_keys(KeyStatus::Present);
    },
    |bench| {
        bench.dispatch(UiCommand::SaveAs);
        bench.look_up_keys(KeyStatus::NoStore(KeyStoreError::Locked));
    },
    |bench| {
        bench.dispatch(UiCommand::SaveAs);
        bench.dispatch(DialogCommand::Act(SaveAction::Unencrypted.into()));
    },
    |bench| bench.dispatch(UiCommand::Settings),
    |bench| bench.dispatch(UiCommand::Shortcuts),
    |bench| {
        bench.dispatch(UiCommand::Open);
        bench.reply(Output::PathPicked(PickedPath::NoDialog(None)));
    },
    |bench| {
        bench.type_into("Hospital", "x");
        bench.dispatch(WindowCommand::Close);
    },
    |bench| {
        // The overview has no field with the name of this one.
        bench.dispatch(UiCommand::Overview);
        bench.dispatch(UiCommand::Settings);
        bench.type_into("Autorisations-id", "x");
        bench.dispatch(WindowCommand::Close);
    },
];

/// A window of this size with a dialog over the sample. What a dialog is opened with is named in Danish.
pub fn bench_with_dialog((width, height): (f32, f32), open: fn(&mut Bench)) -> Bench {
    let mut bench = Bench::of_size(width, height);
    let sample = OpenedCase { protection: Some(Protection::Keys), ..plain(SAMPLE) };
    bench.open_file("/t/a.wgscase", Ok(sample));
    bench.take_all_requests();
    open(&mut bench);
    bench
}

fn fail_to_save(bench: &mut Bench, error: FileError) {
    bench.dispatch(UiCommand::Save);
    bench.reply(Output::CaseWritten(Err(error.into())));
}
