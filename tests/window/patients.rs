//! Replies to jobs of a case that arrive when the next patient is shown: the window says that they are about an
//! earlier case, and names neither its path nor its patient.

use crate::bench::{Bench, plain};
use crate::fake_desktop::JobKind;
use egui_kittest::kittest::{By, Queryable};
use std::io;
use wgs_referral::desktop::{
    CopyResult, DrawnPages, ExportedReport, HandoverError, JobId, JobPanicked, KeyStatus, KeyStoreError,
    OpenedCase, Output, PaperError, PickedPath, PrintError, Protection, RecoveryError, Request, SaveError,
};
use wgs_referral::files::{ExistingFile, FileError, Fingerprint};
use wgs_referral::pdf::PagePicture;
use wgs_referral::window::{CaseCommand, Command, Field, UiCommand, WindowCommand};

const CASE: &str = r#"(format: 1, criteria_set: "ngc-2026-11.2", indication: "sarcoma", assessed_on: "2026-11-22",
    patient: (name: "Bente Testperson"))"#;

/// The start of every notice about the case before this one.
const PREVIOUS: &str = "Forrige sag: ";

/// What the user must be told about a reply to a job of the case before.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Told {
    /// A notice that starts with [`PREVIOUS`].
    AboutPreviousCase,
    /// A notice about the window, or none.
    NothingOfACase,
}
use Told::{AboutPreviousCase, NothingOfACase};

type Ending = (Result<Output, JobPanicked>, Told);

/// A case whose every path names the patient, without unsaved changes.
fn first_patient() -> Bench {
    let mut bench = Bench::new();
    let opened = OpenedCase { protection: Some(Protection::Keys), ..plain(CASE) };
    bench.open_file("/t/Bente/a.wgscase", Ok(opened));
    bench.take_all_requests();
    bench
}

/// Begins a new case, and discards what is not saved of the one before.
fn next_patient(bench: &mut Bench) {
    bench.dispatch(Command::Ui(UiCommand::New));
    if bench.has("Sagen er ikke gemt") {
        bench.click("Kassér ændringer");
    }
    assert_eq!(bench.field_text("Navn"), "");
}

fn exported(bench: &Bench, replaced: Vec<char>) -> Output {
    let Output::PdfExported(Ok(report)) = bench.finished_export() else { panic!("the export fails") };
    Output::PdfExported(Ok(ExportedReport { replaced, ..report }))
}

fn type_secret(bench: &mut Bench, label: &str, text: &str) {
    let field = By::new().role(egui::accesskit::Role::PasswordInput).label(label);
    bench.harness.get(field).focus();
    bench.run();
    bench.harness.event(egui::Event::Text(text.to_owned()));
    bench.run();
}

/// Brings the first patient's window to the point where a job of this kind is in flight; `None`: the job belongs to
/// the window, or the next case cancels it.
fn start(bench: &mut Bench, kind: JobKind) -> Option<JobId> {
    match kind {
        JobKind::PickPath => {
            // It needs no dialog of the window, which would keep this case.
            bench.dispatch(Command::Ui(UiCommand::ComparePaper));
        }
        JobKind::Write => bench.dispatch(Command::Ui(UiCommand::Save)),
        JobKind::MakeRecoveryKey => {
            bench.dispatch(Command::Ui(UiCommand::MakeRecoveryKey));
            bench.look_up_keys(KeyStatus::Present);
            type_secret(bench, "Adgangskode", "gemt i skabet");
            type_secret(bench, "Gentag adgangskoden", "gemt i skabet");
            bench.click("Vælg placering…");
            bench.pick_path("/t/Bente/key");
        }
        JobKind::Keep | JobKind::Drop => {
            bench.window_mut().set_recovery_folder(true);
            bench.look_up_keys(KeyStatus::Present);
            bench.type_into("Hospital", "Test");
            if kind == JobKind::Drop {
                bench.reply(Output::RecoveryKept(Ok(())));
                bench.dispatch(Command::Ui(UiCommand::Undo));
            }
        }
        JobKind::Export | JobKind::HandOver => {
            bench.dispatch(Command::Ui(UiCommand::ViewPdf));
            bench.click("Vælg placering…");
            bench.pick_path("/t/Bente/a.pdf");
            if kind == JobKind::HandOver {
                let done = exported(bench, Vec::new());
                bench.reply(done);
            }
        }
        JobKind::Print => {
            bench.dispatch(Command::Ui(UiCommand::PrintPdf));
            bench.click("Udskriv");
        }
        JobKind::ReadPaper => {
            bench.dispatch(Command::Ui(UiCommand::ComparePaper));
            bench.pick_path("/t/Bente/scan.png");
        }
        JobKind::Draw => bench.dispatch(Command::Ui(UiCommand::ShowPdf)),
        JobKind::Copy => bench.dispatch(Command::Ui(UiCommand::CopySummary)),
        // No other case is opened while the window is covered.
        JobKind::Seal | JobKind::Unseal => return None,
        JobKind::Read | JobKind::Take | JobKind::CompletePath => return None,
        JobKind::LookUpKeys | JobKind::Find | JobKind::Discard | JobKind::WriteSettings => return None,
        JobKind::ChangeRecent | JobKind::FindMissing | JobKind::Raise => return None,
    }
    bench.latest_job(kind)
}

/// How a job of this kind may end.
fn endings(bench: &Bench, kind: JobKind) -> Vec<Ending> {
    let system = || FileError::Other(io::Error::other("no room at /t/Bente/a.tmp"));
    let mut endings: Vec<Ending> = match kind {
        JobKind::PickPath => vec![
            (Ok(Output::PathPicked(PickedPath::Path("/t/Bente/a.pdf".into()))), NothingOfACase),
            (Ok(Output::PathPicked(PickedPath::NoDialog(None))), NothingOfACase),
            (Ok(Output::PathPicked(PickedPath::Cancelled)), NothingOfACase),
        ],
        JobKind::Write => {
            let failed = |error: SaveError| (Ok(Output::CaseWritten(Err(error))), AboutPreviousCase);
            vec![
                (Ok(Output::CaseWritten(Ok(Fingerprint::of(b"now")))), AboutPreviousCase),
                failed(FileError::DiskFull.into()),
                failed(FileError::Exists(ExistingFile::default()).into()),
                failed(FileError::Changed(None).into()),
                failed(FileError::Gone.into()),
                failed(KeyStoreError::Locked.into()),
                failed(system().into()),
            ]
        }
        JobKind::MakeRecoveryKey => {
            let failed =
                |error: FileError| (Ok(Output::RecoveryKeyMade(Err(error.into()))), AboutPreviousCase);
            vec![
                (Ok(Output::RecoveryKeyMade(Ok(()))), AboutPreviousCase),
                failed(FileError::Exists(ExistingFile::default())),
                failed(FileError::DiskFull),
                failed(system()),
            ]
        }
        JobKind::Keep => vec![
            (Ok(Output::RecoveryKept(Ok(()))), NothingOfACase),
            (Ok(Output::RecoveryKept(Err(RecoveryError::File(FileError::DiskFull)))), NothingOfACase),
        ],
        JobKind::Drop => vec![
            (Ok(Output::RecoveryDropped(Ok(()))), NothingOfACase),
            (Ok(Output::RecoveryDropped(Err(RecoveryError::File(FileError::Denied)))), NothingOfACase),
        ],
        JobKind::Export => {
            let failed = |error: FileError| (Ok(Output::PdfExported(Err(error))), AboutPreviousCase);
            vec![
                (Ok(exported(bench, Vec::new())), AboutPreviousCase),
                (Ok(exported(bench, vec!['ﷺ'])), AboutPreviousCase),
                failed(FileError::Exists(ExistingFile::default())),
                failed(FileError::DiskFull),
                failed(system()),
            ]
        }
        JobKind::ReadPaper => vec![
            (Ok(Output::PaperRead(Ok(Vec::new()))), NothingOfACase),
            (Ok(Output::PaperRead(Err(PaperError::File(system())))), NothingOfACase),
        ],
        JobKind::HandOver => vec![
            (Ok(Output::HandedOver(Ok(()))), AboutPreviousCase),
            (Ok(Output::HandedOver(Err(HandoverError::NoProgram))), AboutPreviousCase),
            (
                Ok(Output::HandedOver(Err(HandoverError::System("/t/Bente/a.pdf: refused".into())))),
                AboutPreviousCase,
            ),
            (Ok(Output::HandedOver(Err(HandoverError::File(FileError::Changed(None))))), AboutPreviousCase),
            (Ok(Output::HandedOver(Err(HandoverError::File(FileError::Gone)))), AboutPreviousCase),
            (Ok(Output::HandedOver(Err(HandoverError::File(FileError::Denied)))), AboutPreviousCase),
        ],
        JobKind::Print => {
            let failed = |error| (Ok(Output::Printed(Err(error))), AboutPreviousCase);
            let system = HandoverError::System("/t/Bente/a.pdf: refused".into());
            vec![
                (Ok(Output::Printed(Ok(()))), AboutPreviousCase),
                failed(PrintError::Export(FileError::DiskFull)),
                failed(PrintError::Handover(HandoverError::NoProgram)),
                failed(PrintError::Handover(system)),
                failed(PrintError::DialogEnded),
                failed(PrintError::Unanswered),
                failed(PrintError::Forbidden),
                (Ok(Output::Printed(Err(PrintError::Cancelled))), NothingOfACase),
            ]
        }
        JobKind::Draw => {
            let picture = PagePicture { width: 1, height: 1, rgba: vec![255; 4] };
            let drawn = DrawnPages { pictures: vec![(0, picture)], count: 3 };
            vec![
                (Ok(Output::PagesDrawn(Some(drawn))), NothingOfACase),
                (Ok(Output::PagesDrawn(None)), NothingOfACase),
            ]
        }
        JobKind::Copy => vec![
            (Ok(Output::Copied(CopyResult::Copied { will_be_cleared: true })), AboutPreviousCase),
            (Ok(Output::Copied(CopyResult::Copied { will_be_cleared: false })), AboutPreviousCase),
            (Ok(Output::Copied(CopyResult::Failed)), AboutPreviousCase),
        ],
        JobKind::Seal | JobKind::Unseal | JobKind::Read | JobKind::Take | JobKind::CompletePath => Vec::new(),
        JobKind::LookUpKeys | JobKind::Find | JobKind::Discard | JobKind::WriteSettings => Vec::new(),
        JobKind::ChangeRecent | JobKind::FindMissing | JobKind::Raise => Vec::new(),
    };
    // That the worker of a preview panicked concerns nobody any more, and a removal is the window's.
    let panic =
        if matches!(kind, JobKind::Draw | JobKind::Drop) { NothingOfACase } else { AboutPreviousCase };
    endings.push((Err(JobPanicked), panic));
    endings
}

const KINDS: [JobKind; 12] = [
    JobKind::ReadPaper,
    JobKind::PickPath,
    JobKind::Write,
    JobKind::MakeRecoveryKey,
    JobKind::Keep,
    JobKind::Drop,
    JobKind::Export,
    JobKind::HandOver,
    JobKind::Print,
    JobKind::Draw,
    JobKind::Copy,
    // Nothing of a case that was being read is left.
    JobKind::Read,
];

#[test]
fn every_reply_of_an_earlier_case_says_so_and_names_nothing_of_it() {
    for kind in KINDS {
        let count = endings(&first_patient(), kind).len();
        for at in 0..count {
            let mut bench = first_patient();
            // No other case can be begun while the system asks for a path, but one may be on its way.
            let read = (kind == JobKind::PickPath).then(|| {
                bench.dispatch(WindowCommand::Open("/t/b.wgscase".into()));
                bench.latest_job(JobKind::Read).unwrap()
            });
            let Some(job) = start(&mut bench, kind) else { continue };
            let (result, told) = endings(&bench, kind).remove(at);
            let case = format!("{kind:?} {result:?}");
            match read {
                Some(read) => {
                    let berit = Ok(plain(&CASE.replace("Bente", "Berit")));
                    bench.reply_to(read, Output::CaseRead(berit));
                }
                None => next_patient(&mut bench),
            }
            bench.take_all_requests();
            let is_panic = result.is_err();
            let follows = match result {
                Ok(output) => bench.reply_to(job, output),
                Err(JobPanicked) => bench.reply_with_panic(kind),
            };
            let is_harmless = |request: &Request| {
                matches!(request, Request::Keys(_) | Request::Recovery(_) | Request::WriteSettings(..))
            };
            assert!(follows.iter().all(is_harmless), "{case}: {follows:?}");
            assert!(!bench.has_part("Bente"), "{case}: the patient before is named");
            assert!(!bench.has_part("/t/"), "{case}: a path is shown");
            assert!(bench.harness.state().window().dialog().is_none(), "{case}");
            let is_told = bench.has_part(PREVIOUS);
            assert_eq!(is_told, told == AboutPreviousCase, "{case}");
            assert!(!is_panic || told == NothingOfACase || bench.has_part("fejl i programmet"), "{case}");
        }
    }
}

#[test]
fn a_notice_about_an_earlier_case_removes_none_of_this_case_and_a_failure_stays() {
    let mut bench = first_patient();
    bench.dispatch(Command::Ui(UiCommand::Save));
    let save = bench.latest_job(JobKind::Write).unwrap();
    bench.dispatch(Command::Ui(UiCommand::CopySummary));
    let copy = bench.latest_job(JobKind::Copy).unwrap();
    next_patient(&mut bench);
    bench.dispatch(CaseCommand::Edit(Field::PatientName, "Berit Testperson".to_owned()));
    bench.open_file("/t/broken.wgscase", Err(FileError::NotFound.into()));
    let told = "Sagen kunne ikke åbnes";
    assert!(bench.has_part(told));
    bench.reply_to(save, Output::CaseWritten(Err(FileError::DiskFull.into())));
    bench.reply_to(copy, Output::Copied(CopyResult::Copied { will_be_cleared: false }));
    assert!(bench.has_part(told), "a notice about this case was removed");
    bench.dispatch(Command::Ui(UiCommand::CopySummary));
    bench.reply(Output::Copied(CopyResult::Copied { will_be_cleared: false }));
    assert!(bench.has_part("Forrige sag: Sagen kunne ikke gemmes: disken er fuld."));
}

#[test]
fn the_same_failure_of_an_earlier_case_is_told_once() {
    let mut bench = first_patient();
    let exports = [(); 2].map(|()| start(&mut bench, JobKind::Export).unwrap());
    next_patient(&mut bench);
    for export in exports {
        bench.reply_to(export, Output::PdfExported(Err(FileError::DiskFull)));
    }
    let told = bench.harness.query_all(By::new().label_contains("PDF-filen kunne ikke gemmes"));
    assert_eq!(told.count(), 1);
}

#[test]
fn a_case_before_the_previous_one_is_not_called_the_previous_one() {
    let mut bench = first_patient();
    bench.dispatch(Command::Ui(UiCommand::CopySummary));
    next_patient(&mut bench);
    next_patient(&mut bench);
    bench.reply(Output::Copied(CopyResult::Copied { will_be_cleared: false }));
    assert!(bench.has_part("En tidligere sag: Resuméet"));
    assert!(!bench.has_part(PREVIOUS));
}

#[test]
fn the_bar_has_the_same_commands_at_every_length_of_the_name() {
    for width in [800.0, 1024.0, 1360.0, 1920.0] {
        let mut bench = Bench::of_size(width, 900.0);
        bench.show_indication("sarcoma");
        let commands =
            ["Fortryd", "Ny sag", "Åbn…", "Gem", "Kopiér til journal", "Vis PDF", "Hjælp", "Eksportér PDF…"];
        let shown = |bench: &Bench| commands.map(|command| bench.has(command));
        let before = shown(&bench);
        bench.type_into("Navn", &"Bente Meget Langt Testnavn ".repeat(3));
        assert_eq!(shown(&bench), before, "{width}");
        bench.type_into("CPR-nummer", "0201609992");
        assert_eq!(shown(&bench), before, "{width}");
    }
}
