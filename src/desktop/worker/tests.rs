use super::*;
use crate::case::Case;
use crate::definition::embedded;
use crate::desktop::recovery::COPIES_READ_AT_ONCE;
use crate::desktop::{FoundRecovery, KeyStoreError, Protection, RecoveryCopy, UnreadableReason};
use crate::files::{HangingDrive, Holder, Overwrite, file_names};
use crate::report::ReportSettings;
use crate::verify::{Contradiction, PdfStatus};
use raw_window_handle::{DisplayHandle, HandleError, WindowHandle};
use std::sync::mpsc::Receiver;

/// A window handle for tests that open no dialog.
struct NoWindow;

impl HasWindowHandle for NoWindow {
    fn window_handle(&self) -> Result<WindowHandle<'_>, HandleError> {
        Err(HandleError::Unavailable)
    }
}

impl HasDisplayHandle for NoWindow {
    fn display_handle(&self) -> Result<DisplayHandle<'_>, HandleError> {
        Err(HandleError::Unavailable)
    }
}

struct Bench {
    desktop: Desktop,
    woken: Receiver<()>,
}

impl Bench {
    fn new(keys: KeyStore, recovery: Option<PathBuf>) -> Self {
        let (wake, woken) = channel();
        let set = Arc::new(embedded().unwrap());
        let desktop = Desktop::new(set, keys, recovery, move || {
            let _ = wake.send(());
        });
        Bench { desktop, woken }
    }

    fn run(&mut self, request: Request) -> Output {
        self.desktop.run(Job { id: JobId::FIRST, request }, Language::Da, &NoWindow);
        self.woken.recv().unwrap();
        let reply = self.desktop.replies().pop().unwrap();
        assert_eq!(reply.job, JobId::FIRST);
        reply.result.unwrap()
    }

    fn recover(&mut self, request: RecoveryRequest) -> Output {
        self.run(Request::Recovery(request))
    }

    /// Releases all other locks, and waits until the thread that does so has ended.
    fn release_other_locks(&mut self, path: Option<&Path>) {
        self.desktop.release_other_locks(path);
        while self.desktop.is_releasing_locks() {
            thread::yield_now();
        }
    }

    fn own_file(&self) -> PathBuf {
        self.desktop.own_copy.as_ref().unwrap().file().to_owned()
    }

    fn case(&self, name: &str) -> Case {
        let mut case = Case::new(&self.desktop.set, "sarcoma".into(), None);
        case.patient.name = name.to_owned();
        case
    }

    fn save_unencrypted(&mut self, path: &Path) -> Output {
        let case = self.case("A");
        self.run(Request::Case(CaseRequest::Write {
            path: path.to_owned(),
            case: Box::new(case),
            protection: Protection::Plain,
            expected: Overwrite::Never,
            copy_of: None,
        }))
    }

    fn write_copy(&mut self, name: &str) -> Output {
        let copy = RecoveryCopy {
            case: Box::new(self.case(name)),
            path: Some("/a/b.wgscase".into()),
            pdf: Some(doubted()),
            has_passphrase: false,
        };
        self.recover(RecoveryRequest::Keep(Box::new(copy)))
    }
}

fn doubted() -> PdfStatus {
    PdfStatus::Changed(vec![Contradiction::OtherCase, Contradiction::OtherPages])
}

#[test]
fn a_report_never_replaces_the_file_of_its_case() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(KeyStore::none(), None);
    // A case may have been given any name outside of the program.
    let path = folder.path().join("a.pdf");
    assert!(matches!(bench.save_unencrypted(&path), Output::CaseWritten(Ok(_))));
    let text = std::fs::read(&path).unwrap();
    let mut export = |to: PathBuf, case_file: Option<&Path>| {
        let case = Box::new(bench.case("A"));
        let settings = ReportSettings::whole(Language::Da);
        let case_file = case_file.map(ToOwned::to_owned);
        bench.run(Request::Report(ReportRequest::Export {
            path: to,
            case,
            settings,
            expected: Overwrite::Always,
            case_file,
        }))
    };
    let other_way = folder.path().join("..").join(folder.path().file_name().unwrap()).join("a.pdf");
    for to in [path.clone(), other_way] {
        assert!(matches!(export(to, Some(&path)), Output::PdfExported(Err(FileError::CaseItself))));
        assert_eq!(std::fs::read(&path).unwrap(), text);
    }
    #[cfg(unix)]
    {
        let link = folder.path().join("link.pdf");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(matches!(export(link, Some(&path)), Output::PdfExported(Err(FileError::CaseItself))));
        assert_eq!(std::fs::read(&path).unwrap(), text);
    }
    let beside = folder.path().join("b.pdf");
    assert!(matches!(export(beside, Some(&path)), Output::PdfExported(Ok(_))));
}

#[cfg(unix)]
#[test]
fn an_export_waits_for_an_earlier_one_to_the_same_file_behind_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    std::fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let mut bench = Bench::new(KeyStore::none(), None);
    let earlier = bench.desktop.export_turns.take(&real.join("a.pdf"));
    let request = Request::Report(ReportRequest::Export {
        path: link.join("a.pdf"),
        case: Box::new(bench.case("A")),
        settings: ReportSettings::whole(Language::Da),
        expected: Overwrite::Always,
        case_file: None,
    });
    bench.desktop.run(Job { id: JobId::FIRST, request }, Language::Da, &NoWindow);
    earlier.wait();
    assert!(bench.woken.recv_timeout(Duration::from_millis(200)).is_err());
    assert!(!real.join("a.pdf").exists());
    drop(earlier);
    bench.woken.recv().unwrap();
    assert!(real.join("a.pdf").is_file());
}

#[test]
fn a_report_never_replaces_the_pdf_that_its_case_was_taken_out_of() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(KeyStore::none(), None);
    let pdf = folder.path().join("a.pdf");
    let whole = ReportSettings::whole(Language::Da);
    let mut export = |to: &Path, settings: ReportSettings, case_file: Option<&Path>| {
        let (path, case) = (to.to_owned(), Box::new(bench.case("A")));
        let case_file = case_file.map(ToOwned::to_owned);
        bench.run(Request::Report(ReportRequest::Export {
            path,
            case,
            settings,
            expected: Overwrite::Always,
            case_file,
        }))
    };
    assert!(matches!(export(&pdf, whole, None), Output::PdfExported(Ok(_))));
    let bytes = std::fs::read(&pdf).unwrap();
    let mut ways = vec![pdf.clone(), folder.path().join(".").join("a.pdf")];
    #[cfg(unix)]
    for (name, to) in [("link.pdf", &pdf), ("link-to-link.pdf", &folder.path().join("link.pdf"))] {
        let link = folder.path().join(name);
        std::os::unix::fs::symlink(to, &link).unwrap();
        ways.push(link);
    }
    for (to, opened) in ways.iter().flat_map(|to| ways.iter().map(move |opened| (to, opened))) {
        let without_identity = ReportSettings { with_identity: false, ..whole };
        let exported = export(to, without_identity, Some(opened));
        assert!(matches!(exported, Output::PdfExported(Err(FileError::CaseItself))), "{to:?}, {opened:?}");
        assert_eq!(std::fs::read(&pdf).unwrap(), bytes);
    }
}

#[test]
fn a_case_is_locked_while_it_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(KeyStore::none(), None);
    let path = folder.path().join("a.wgscase");
    assert!(matches!(bench.save_unencrypted(&path), Output::CaseWritten(Ok(_))));
    bench.release_other_locks(Some(&path));
    assert_eq!(file_names(folder.path()).len(), 3);
    bench.release_other_locks(None);
    assert_eq!(file_names(folder.path()), ["a.wgscase"]);
}

#[test]
fn a_copy_that_a_crash_left_is_listed_taken_over_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let copy_folder = folder.path().join("recovery");
    let keys = KeyStore::in_memory();
    let mut crashed = Bench::new(keys.clone(), Some(copy_folder.clone()));
    assert!(matches!(crashed.write_copy("Bente Testperson"), Output::RecoveryKept(Ok(()))));
    assert!(matches!(crashed.write_copy("Bente B. Testperson"), Output::RecoveryKept(Ok(()))));
    crashed.release_other_locks(None);
    let file = crashed.own_file();
    // The copy is locked while its window is open, and is not listed for that window itself.
    assert_eq!(file_names(&copy_folder).len(), 3);
    assert!(
        matches!(crashed.recover(RecoveryRequest::Find(None)), Output::RecoveriesFound(copies) if copies.is_empty())
    );
    let bytes = std::fs::read(&file).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("Testperson"));
    drop(crashed);

    let mut next = Bench::new(keys, Some(copy_folder.clone()));
    // In another process the copy has another name.
    let next_file = copy_folder.join("next.age");
    let _unneeded = next.desktop.own_copy.as_mut().unwrap().adopt(next_file, None);
    let Output::RecoveriesFound(copies) = next.recover(RecoveryRequest::Find(None)) else { panic!() };
    assert_eq!(copies.len(), 1);
    assert_eq!((&copies[0].file, copies[0].indication.as_ref().unwrap().as_str()), (&file, "sarcoma"));
    assert!(copies[0].written_at.is_some());
    let Output::RecoveryTaken(Ok(taken)) = next.recover(RecoveryRequest::Take(file.clone())) else {
        panic!()
    };
    assert_eq!(*taken.copy.case, next.case("Bente B. Testperson"));
    assert_eq!(taken.copy.path, Some("/a/b.wgscase".into()));
    assert_eq!(taken.copy.pdf, Some(doubted()));
    let output = next.recover(RecoveryRequest::Adopt(file));
    assert!(matches!(output, Output::RecoveryDiscarded(Ok(()))));
    next.release_other_locks(None);
    assert_eq!(file_names(&copy_folder).len(), 3);
    assert!(matches!(next.recover(RecoveryRequest::Drop), Output::RecoveryDropped(Ok(()))));
    next.release_other_locks(None);
    assert_eq!(file_names(&copy_folder), [""; 0]);
}

#[test]
fn a_copy_that_another_window_has_locked_is_neither_removed_nor_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(KeyStore::in_memory(), Some(folder.path().to_owned()));
    let file = bench.own_file();
    std::fs::write(&file, "theirs").unwrap();
    let name = file.file_name().unwrap().to_str().unwrap();
    let other = std::fs::File::create(folder.path().join(format!(".{name}.lock"))).unwrap();
    other.lock().unwrap();
    let refused = bench.recover(RecoveryRequest::Drop);
    assert!(matches!(
        refused,
        Output::RecoveryDropped(Err(RecoveryError::Lock(LockError::HeldElsewhere(_))))
    ));
    assert!(matches!(bench.write_copy("A"), Output::RecoveryKept(Err(_))));
    // The next copy gets another name, which contains the time in milliseconds.
    std::thread::sleep(std::time::Duration::from_millis(2));
    assert!(matches!(bench.write_copy("A"), Output::RecoveryKept(Ok(()))));
    assert_ne!(bench.own_file(), file);
    assert_eq!(std::fs::read(&file).unwrap(), b"theirs");
}

#[test]
fn a_copy_that_was_adopted_since_it_was_listed_is_neither_offered_nor_discarded() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(KeyStore::in_memory(), Some(folder.path().to_owned()));
    assert!(matches!(bench.write_copy("A"), Output::RecoveryKept(Ok(()))));
    let own = bench.own_file();
    let copy = |file: PathBuf| FoundRecovery {
        file,
        written_at: None,
        indication: Err(UnreadableReason::Permanent),
        initials: String::new(),
    };
    let listed = Output::RecoveriesFound(vec![copy(own.clone()), copy(folder.path().join("1.age"))]);
    let reply = Reply { job: JobId::FIRST, result: Ok(listed), notes: Vec::new() };
    bench.desktop.sender.send(FinishedJob { reply, locked: Vec::new(), own_copy: None }).unwrap();
    let mut replies = bench.desktop.replies();
    let Some(Ok(Output::RecoveriesFound(copies))) = replies.pop().map(|reply| reply.result) else { panic!() };
    assert_eq!(copies.iter().map(|copy| &copy.file).collect::<Vec<_>>(), [&folder.path().join("1.age")]);
    bench.recover(RecoveryRequest::Discard(own.clone()));
    assert!(own.is_file());
}

#[test]
fn without_a_key_store_no_recovery_copy_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(KeyStore::none(), Some(folder.path().join("recovery")));
    assert!(matches!(bench.write_copy("A"), Output::RecoveryKept(Err(_))));
    assert_eq!(file_names(folder.path()), [""; 0]);
}

#[test]
fn a_copy_that_can_t_be_read_is_listed_and_can_be_discarded() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(KeyStore::in_memory(), Some(folder.path().to_owned()));
    let file = folder.path().join("1.age");
    std::fs::write(&file, "damaged").unwrap();
    let Output::RecoveriesFound(copies) = bench.recover(RecoveryRequest::Find(None)) else { panic!() };
    // The key store has no key for it, and listing does not create one.
    assert_eq!((copies.len(), &copies[0].indication), (1, &Err(UnreadableReason::Permanent)));
    assert!(matches!(bench.recover(RecoveryRequest::Take(file.clone())), Output::RecoveryTaken(Err(_))));
    // Lock the copy as another process would.
    let other = std::fs::File::create(folder.path().join(".1.age.lock")).unwrap();
    other.lock().unwrap();
    let refused = bench.recover(RecoveryRequest::Discard(file.clone()));
    assert!(matches!(
        refused,
        Output::RecoveryDiscarded(Err(RecoveryError::Lock(LockError::HeldElsewhere(_))))
    ));
    drop(other);
    bench.recover(RecoveryRequest::Discard(file));
    bench.release_other_locks(None);
    assert_eq!(file_names(folder.path()), [""; 0]);
}

#[test]
fn a_panicking_worker_replies_with_its_job() {
    let bench = Bench::new(KeyStore::none(), None);
    std::panic::set_hook(Box::new(|_| {}));
    bench.desktop.worker(JobId::FIRST).spawn(|_| panic!("on purpose"));
    bench.woken.recv().unwrap();
    let _ = std::panic::take_hook();
    let mut desktop = bench.desktop;
    let replies = desktop.replies();
    assert!(matches!(replies[..], [Reply { job: JobId::FIRST, result: Err(JobPanicked), .. }]));
}

#[test]
fn a_refusal_for_the_file_before_an_adoption_does_not_change_the_name_of_the_adopted_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(KeyStore::in_memory(), Some(folder.path().to_owned()));
    let (before, adopted) = (bench.own_file(), folder.path().join("1.age"));
    let _unneeded = bench.desktop.own_copy.as_mut().unwrap().adopt(adopted.clone(), None);
    let refused = RecoveryError::Lock(LockError::HeldElsewhere(Holder::default()));
    let result = Ok(Output::RecoveryKept(Err(refused)));
    let reply = Reply { job: JobId::FIRST, result, notes: Vec::new() };
    bench.desktop.sender.send(FinishedJob { reply, locked: Vec::new(), own_copy: Some(before) }).unwrap();
    bench.desktop.replies();
    assert_eq!(bench.own_file(), adopted);
}

/// The name in the copy that the last window has left.
fn name_in_copy(keys: &KeyStore, folder: &Path) -> Option<String> {
    let mut next = Bench::new(keys.clone(), Some(folder.to_owned()));
    let _unneeded = next.desktop.own_copy.as_mut().unwrap().adopt(folder.join("next.age"), None);
    let Output::RecoveriesFound(mut copies) = next.recover(RecoveryRequest::Find(None)) else { panic!() };
    assert!(copies.len() <= 1);
    let output = next.recover(RecoveryRequest::Take(copies.pop()?.file));
    let Output::RecoveryTaken(Ok(taken)) = output else { panic!("{output:?}") };
    Some(taken.copy.case.patient.name)
}

#[test]
fn what_is_not_saved_when_the_window_ends_is_written_without_window_and_worker() {
    let folder = tempfile::tempdir().unwrap();
    let copies = folder.path().join("recovery");
    let keys = KeyStore::in_memory();
    let unsaved = |bench: &Bench, name: &str| {
        bench.desktop.note_unsaved(Some(RecoveryCopy {
            case: Box::new(bench.case(name)),
            path: None,
            pdf: None,
            has_passphrase: false,
        }));
    };
    // A copy was written before, and its file is used on.
    let mut bench = Bench::new(keys.clone(), Some(copies.clone()));
    assert!(matches!(bench.write_copy("A"), Output::RecoveryKept(Ok(()))));
    unsaved(&bench, "B");
    unsaved(&bench, "C");
    drop(bench);
    assert_eq!(name_in_copy(&keys, &copies).as_deref(), Some("C"));
    assert_eq!(file_names(&copies).len(), 1);
    std::fs::remove_dir_all(&copies).unwrap();
    // No copy was written before. The key store has answered once.
    let mut bench = Bench::new(keys.clone(), Some(copies.clone()));
    assert!(matches!(bench.run(Request::Keys(KeyRequest::LookUp)), Output::KeysLookedUp(KeyStatus::Absent)));
    unsaved(&bench, "D");
    drop(bench);
    assert_eq!(name_in_copy(&keys, &copies).as_deref(), Some("D"));
    std::fs::remove_dir_all(&copies).unwrap();
    // The changes were saved or discarded.
    let bench = Bench::new(keys.clone(), Some(copies.clone()));
    unsaved(&bench, "E");
    bench.desktop.note_unsaved(None);
    drop(bench);
    assert_eq!(name_in_copy(&keys, &copies), None);
}

#[test]
fn a_drive_that_hangs_stops_neither_the_window_nor_copies_elsewhere() {
    let (drive, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut bench = Bench::new(KeyStore::in_memory(), Some(folder.path().to_owned()));
    let path = drive.path().join("a.wgscase");
    assert!(matches!(bench.save_unencrypted(&path), Output::CaseWritten(Ok(_))));
    let hanging = HangingDrive::at(drive.path());
    bench.desktop.release_other_locks(None);
    assert!(matches!(bench.write_copy("A"), Output::RecoveryKept(Ok(()))));
    assert!(matches!(bench.recover(RecoveryRequest::Drop), Output::RecoveryDropped(Ok(()))));
    assert!(matches!(bench.write_copy("B"), Output::RecoveryKept(Ok(()))));
    assert!(bench.desktop.is_releasing_locks());
    drop(hanging);
    bench.release_other_locks(None);
    assert_eq!(file_names(drive.path()), ["a.wgscase"]);
}

#[test]
fn a_folder_of_copies_that_hangs_does_not_stop_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(KeyStore::in_memory(), Some(folder.path().to_owned()));
    assert!(matches!(bench.write_copy("A"), Output::RecoveryKept(Ok(()))));
    let hanging = HangingDrive::at(folder.path());
    // The reply releases the lock of the copy, whose files are on the drive.
    assert!(matches!(bench.recover(RecoveryRequest::Drop), Output::RecoveryDropped(Ok(()))));
    assert!(bench.desktop.is_releasing_locks());
    // The last copy waits for the drive, and is given up.
    let copy = RecoveryCopy { case: Box::new(bench.case("B")), path: None, pdf: None, has_passphrase: false };
    bench.desktop.note_unsaved(Some(copy));
    bench.desktop.last_copy.write_within(Duration::ZERO, false);
    drop(hanging);
    bench.release_other_locks(None);
}

#[test]
fn only_the_newest_copies_are_read_until_more_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let keys = KeyStore::in_memory();
    let mut bench = Bench::new(keys, Some(folder.path().to_owned()));
    bench.write_copy("Bente Testperson");
    let copy = std::fs::read(bench.own_file()).unwrap();
    let start = std::time::SystemTime::now() - std::time::Duration::from_secs(100_000);
    for number in 0..COPIES_READ_AT_ONCE as u64 + 5 {
        let path = folder.path().join(format!("{number}.age"));
        std::fs::write(&path, &copy).unwrap();
        let file = std::fs::File::options().write(true).open(path).unwrap();
        file.set_modified(start + std::time::Duration::from_secs(number)).unwrap();
    }
    let Output::RecoveriesFound(copies) = bench.recover(RecoveryRequest::Find(None)) else { panic!() };
    assert_eq!(copies.len(), COPIES_READ_AT_ONCE + 5);
    assert!(copies[0].file.ends_with(format!("{}.age", COPIES_READ_AT_ONCE + 4)));
    let (read, unread) = copies.split_at(COPIES_READ_AT_ONCE);
    assert!(read.iter().all(|copy| copy.indication.is_ok() && copy.initials == "B.T."));
    assert!(unread.iter().all(|copy| copy.indication == Err(UnreadableReason::NotRead)));
    // What was read is not read again.
    let mut known = copies.clone();
    known[0].initials = "X.".to_owned();
    let Output::RecoveriesFound(more) = bench.recover(RecoveryRequest::FindMore(known.clone())) else {
        panic!()
    };
    assert_eq!(more[..COPIES_READ_AT_ONCE], known[..COPIES_READ_AT_ONCE]);
    assert!(more[COPIES_READ_AT_ONCE..].iter().all(|copy| copy.initials == "B.T."));
    // Nothing is left beside the copies.
    bench.release_other_locks(None);
    assert_eq!(file_names(folder.path()).iter().filter(|name| name.starts_with('.')).count(), 2);
}

#[test]
fn a_locked_key_store_is_unlocked_on_request_and_not_by_looking() {
    let mut bench = Bench::new(KeyStore::locked_in_memory(), None);
    for (request, expected) in [
        (KeyRequest::LookUp, KeyStatus::NoStore(KeyStoreError::Locked)),
        (KeyRequest::LookUp, KeyStatus::NoStore(KeyStoreError::Locked)),
        (KeyRequest::Unlock, KeyStatus::Absent),
        (KeyRequest::LookUp, KeyStatus::Absent),
    ] {
        let Output::KeysLookedUp(found) = bench.run(Request::Keys(request)) else { panic!("no answer") };
        assert_eq!(found, expected);
    }
}
