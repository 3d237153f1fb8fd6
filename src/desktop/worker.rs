//! Runs effects, each in a thread of its own.

use super::case_file::{self, Held};
use super::{
    Effect, KeyStore, Outcome, RecoveryError, UsersKeys, Work, clipboard, dialog, handover, recovery, report,
};
use crate::definition::{CriteriaSet, Language};
use crate::files::{self, LockError};
use crate::wording::Phrases;
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// The way to the desktop and back.
pub struct Desktop {
    set: Arc<CriteriaSet>,
    keys: KeyStore,
    sender: Sender<(Outcome, Vec<Held>)>,
    receiver: Receiver<(Outcome, Vec<Held>)>,
    /// The files that are locked: the case shown and its recovery copy, and none besides for longer
    /// than a moment.
    held: RefCell<Vec<Held>>,
    /// Where recovery copies go; `None`: there is no place for them.
    recovery: Option<PathBuf>,
    /// The one of this window.
    recovery_file: RefCell<PathBuf>,
    /// How much is being written.
    writing: Arc<AtomicUsize>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Desktop {
    /// `wake` is called when an outcome has come. Recovery copies go to a folder, if one is given.
    pub fn new(
        set: Arc<CriteriaSet>,
        keys: KeyStore,
        recovery: Option<PathBuf>,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let (sender, receiver) = channel();
        let recovery_file = recovery.as_deref().map(files::new_recovery_file).unwrap_or_default();
        Desktop {
            set,
            keys,
            sender,
            receiver,
            held: RefCell::default(),
            recovery,
            recovery_file: RefCell::new(recovery_file),
            writing: Arc::default(),
            wake: Arc::new(wake),
        }
    }

    /// What has come back since the last call.
    pub fn outcomes(&self) -> Vec<Outcome> {
        let arrived = self.receiver.try_iter().map(|(mut outcome, held)| {
            self.held.borrow_mut().extend(held);
            let mut own = self.recovery_file.borrow_mut();
            match &mut outcome {
                // Kept under the name that this window had before it took another file over.
                Outcome::RecoveryKept(file, Ok(())) if *file != *own => {
                    let _ = recovery::discard(file);
                }
                // Another window has it, as it could not be held here: the next one has a name of its own.
                Outcome::RecoveryKept(_, Err(RecoveryError::Lock(LockError::HeldElsewhere(_)))) => {
                    *own = self.recovery.as_deref().map(files::new_recovery_file).unwrap_or_default();
                }
                Outcome::RecoveryDropped(file, Ok(())) => {
                    self.held.borrow_mut().retain(|held| held.path != *file);
                }
                // Taken over since they were looked for.
                Outcome::RecoveriesFound(found) => found.retain(|found| found.file != *own),
                _ => {}
            }
            outcome
        });
        arrived.collect()
    }

    /// Lets go of every case but the one shown. Its recovery copy is held as long as there is one.
    pub fn hold_only(&self, path: Option<&Path>) {
        let file = self.recovery_file.borrow();
        let mut kept: Vec<PathBuf> = Vec::new();
        let is_over = |held: &mut Held| {
            let is_wanted = Some(held.path.as_path()) == path || held.path == *file;
            // Each once, however often it was written.
            let stays = is_wanted && !kept.contains(&held.path);
            if stays {
                kept.push(held.path.clone());
            }
            !stays
        };
        let over: Vec<Held> = self.held.borrow_mut().extract_if(.., is_over).collect();
        if over.is_empty() {
            return;
        }
        // A drive that does not answer takes its time. Whoever closes the window waits for it.
        let writing = Writing::begun(&self.writing);
        let thread = move || {
            drop(over);
            drop(writing);
        };
        // Without a thread it is done here.
        let _ = thread::Builder::new().name("let go".to_owned()).spawn(thread);
    }

    /// Whether something would be lost if the window went now.
    pub fn is_writing(&self) -> bool {
        self.writing.load(Ordering::SeqCst) > 0
    }

    /// What is to be done before the window is gone.
    pub fn leave(&self) {
        clipboard::clear();
    }

    /// Starts an effect. [`Effect::Close`] is the window's own.
    pub fn run<W: HasWindowHandle + HasDisplayHandle>(&self, effect: Effect, language: Language, parent: &W) {
        let keys = self.keys.clone();
        match effect {
            Effect::Pick(pick, folder) => {
                let shown = dialog::show(&pick, folder.as_deref(), Phrases::new(language), parent);
                // Asking the session bus may take its time: not on the interface thread.
                self.spawn(Work::Dialog, move |_| {
                    if dialog::is_available() {
                        Outcome::Picked(pick, pollster::block_on(shown))
                    } else {
                        Outcome::NoDialog(pick)
                    }
                });
            }
            Effect::ReadCase(number, path, key) => self.spawn_holding(Work::ReadCase, move |set| {
                match case_file::read(&path, key.as_ref(), &keys, set) {
                    Ok((opened, held)) => {
                        (Outcome::CaseRead(number, path, Ok(opened)), held.into_iter().collect())
                    }
                    Err(error) => (Outcome::CaseRead(number, path, Err(error)), Vec::new()),
                }
            }),
            Effect::WriteCase { number, path, case, session, protection, expected } => {
                self.spawn_holding(Work::WriteCase, move |_| {
                    let (written, held) = match case_file::write(&path, &case, &protection, expected, &keys) {
                        Ok((written, held)) => (Ok(written), held.into_iter().collect()),
                        Err(error) => (Err(error), Vec::new()),
                    };
                    (Outcome::CaseWritten { number, path, case, session, protection, written }, held)
                })
            }
            Effect::FindKeys => self.spawn(Work::FindKeys, move |_| {
                Outcome::KeysFound(match keys.user_keys() {
                    Ok(Some(_)) => UsersKeys::Made,
                    Ok(None) => UsersKeys::NotMade,
                    Err(error) => UsersKeys::NoStore(error),
                })
            }),
            Effect::MakeKeys { path, passphrase } => self.spawn(Work::MakeKeys, move |_| {
                let made = case_file::make_keys(&path, &passphrase, &keys);
                Outcome::KeysMade(path, made)
            }),
            Effect::KeepRecovery(_)
            | Effect::DropRecovery
            | Effect::AdoptRecovery(_)
            | Effect::FindRecoveries(_)
            | Effect::TakeRecovery(..)
            | Effect::DiscardRecovery(_) => self.run_recovery(effect),
            Effect::ExportPdf { path, case, settings, session, replace } => {
                self.spawn(Work::Export, move |set| {
                    let exported = report::export(&path, &case, settings, replace, set);
                    Outcome::PdfExported { path, session, exported }
                })
            }
            Effect::DrawPage { number, case, settings, page, pixels_per_point } => {
                self.spawn(Work::DrawPage, move |set| {
                    Outcome::PageDrawn(number, report::draw(&case, settings, page, pixels_per_point, set))
                })
            }
            Effect::WriteSettings(folder, settings) => self.spawn(Work::Settings, move |_| {
                Outcome::SettingsWritten(files::write_settings(&folder, &settings))
            }),
            Effect::HandOver(what, path) => self.spawn(Work::HandOver, move |_| {
                let done = handover::hand_over(what, &path);
                Outcome::HandedOver(what, path, done)
            }),
            Effect::Copy { text, clear } => {
                self.spawn(Work::HandOver, move |_| Outcome::Copied(clipboard::copy(text, clear)))
            }
            Effect::Close => {}
        }
    }

    fn run_recovery(&self, effect: Effect) {
        let Some(folder) = self.recovery.clone() else { return };
        let (keys, own) = (self.keys.clone(), self.recovery_file.borrow().clone());
        let is_held = self.held.borrow().iter().any(|held| held.path == own);
        match effect {
            Effect::KeepRecovery(copy) => self.spawn_holding(Work::Recovery, move |_| {
                match recovery::keep(&own, is_held, &copy, &keys) {
                    Ok(lock) => {
                        let held = lock.map(|lock| Held::of(own.clone(), lock));
                        (Outcome::RecoveryKept(own, Ok(())), held.into_iter().collect())
                    }
                    Err(error) => (Outcome::RecoveryKept(own, Err(error)), Vec::new()),
                }
            }),
            Effect::DropRecovery => self.spawn(Work::Recovery, move |_| {
                let dropped = if is_held { recovery::discard(&own) } else { recovery::discard_found(&own) };
                Outcome::RecoveryDropped(own, dropped)
            }),
            Effect::AdoptRecovery(file) => {
                let before = self.recovery_file.replace(file.clone());
                if before != file {
                    self.spawn(Work::Recoveries, move |_| {
                        let discarded = recovery::discard(&before);
                        Outcome::RecoveryDiscarded(before, discarded)
                    });
                }
            }
            Effect::FindRecoveries(refused) => self.spawn(Work::Recoveries, move |set| {
                Outcome::RecoveriesFound(recovery::find(&folder, &own, &keys, refused, set))
            }),
            Effect::TakeRecovery(number, file) => {
                self.spawn_holding(Work::Recoveries, move |set| match recovery::take(&file, &keys, set) {
                    Ok((taken, lock)) => {
                        let held = Held::of(file.clone(), lock);
                        (Outcome::RecoveryTaken(number, file, Ok(Box::new(taken))), vec![held])
                    }
                    Err(error) => (Outcome::RecoveryTaken(number, file, Err(error)), Vec::new()),
                })
            }
            Effect::DiscardRecovery(file) => self.spawn(Work::Recoveries, move |_| {
                // The own one goes with its case.
                let discarded = if file == own { Ok(()) } else { recovery::discard_found(&file) };
                Outcome::RecoveryDiscarded(file, discarded)
            }),
            _ => {}
        }
    }

    fn spawn(&self, work: Work, job: impl FnOnce(&CriteriaSet) -> Outcome + Send + 'static) {
        self.spawn_holding(work, move |set| (job(set), Vec::new()));
    }

    fn spawn_holding(
        &self,
        work: Work,
        job: impl FnOnce(&CriteriaSet) -> (Outcome, Vec<Held>) + Send + 'static,
    ) {
        let (set, sender, wake) = (self.set.clone(), self.sender.clone(), self.wake.clone());
        let writing = work.writes().then(|| Writing::begun(&self.writing));
        let thread = move || {
            // The window waits for an answer, whatever happens here.
            let done = catch_unwind(AssertUnwindSafe(|| job(&set)));
            drop(writing);
            // The window may be gone by now.
            let _ = sender.send(done.unwrap_or_else(|_| (Outcome::Broken(work), Vec::new())));
            wake();
        };
        if thread::Builder::new().name(format!("{work:?}")).spawn(thread).is_err() {
            // There is no room for a thread now; there may be later.
            let _ = self.sender.send((Outcome::Broken(work), Vec::new()));
            (self.wake)();
        }
    }
}

/// Something that is being written, as long as it is.
struct Writing(Arc<AtomicUsize>);

impl Writing {
    fn begun(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Writing(count.clone())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Case;
    use crate::definition::embedded;
    use crate::desktop::{FoundRecovery, Protection, RecoveryCopy, Unreadable};
    use crate::files::Overwrite;
    use raw_window_handle::{DisplayHandle, HandleError, WindowHandle};
    use std::sync::mpsc::Receiver;

    /// A window that is none: nothing here opens a dialog.
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

        fn run(&self, effect: Effect) -> Outcome {
            self.desktop.run(effect, Language::Da, &NoWindow);
            self.woken.recv().unwrap();
            self.desktop.outcomes().pop().unwrap()
        }

        /// And waits until the others are let go.
        fn hold_only(&self, path: Option<&Path>) {
            self.desktop.hold_only(path);
            while self.desktop.is_writing() {
                thread::yield_now();
            }
        }

        fn case(&self, name: &str) -> Case {
            let mut case = Case::new(&self.desktop.set, "sarcoma".into(), None);
            case.patient.name = name.to_owned();
            case
        }

        fn keep(&self, name: &str) -> Outcome {
            let copy = RecoveryCopy { case: Box::new(self.case(name)), path: Some("/a/b.wgscase".into()) };
            self.run(Effect::KeepRecovery(Box::new(copy)))
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_case_is_held_while_it_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        let bench = Bench::new(KeyStore::none(), None);
        let path = folder.path().join("a.wgscase");
        let outcome = bench.run(Effect::WriteCase {
            number: 1,
            path: path.clone(),
            case: Box::new(bench.case("A")),
            session: Default::default(),
            protection: Protection::Plain,
            expected: Overwrite::Never,
        });
        assert!(matches!(outcome, Outcome::CaseWritten { written: Ok(_), .. }));
        bench.hold_only(Some(&path));
        assert_eq!(names(folder.path()).len(), 3);
        bench.hold_only(None);
        assert_eq!(names(folder.path()), ["a.wgscase"]);
    }

    #[test]
    fn what_a_crash_left_is_found_taken_over_and_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let copies = folder.path().join("recovery");
        let keys = KeyStore::in_memory();
        let crashed = Bench::new(keys.clone(), Some(copies.clone()));
        assert!(matches!(crashed.keep("Bente Testperson"), Outcome::RecoveryKept(_, Ok(()))));
        assert!(matches!(crashed.keep("Bente B. Testperson"), Outcome::RecoveryKept(_, Ok(()))));
        crashed.hold_only(None);
        let file = crashed.desktop.recovery_file.borrow().clone();
        // Held while its window is there, and never offered to that window itself.
        assert_eq!(names(&copies).len(), 3);
        assert!(
            matches!(crashed.run(Effect::FindRecoveries(None)), Outcome::RecoveriesFound(found) if found.is_empty())
        );
        let kept = std::fs::read(&file).unwrap();
        assert!(!String::from_utf8_lossy(&kept).contains("Testperson"));
        drop(crashed);

        let next = Bench::new(keys, Some(copies.clone()));
        // Another file than that of this process, as it is in another process.
        let next_file = copies.join("next.age");
        *next.desktop.recovery_file.borrow_mut() = next_file;
        let Outcome::RecoveriesFound(found) = next.run(Effect::FindRecoveries(None)) else { panic!() };
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0].file, found[0].indication.as_ref().unwrap().as_str()), (&file, "sarcoma"));
        assert!(found[0].kept_at.is_some());
        let Outcome::RecoveryTaken(_, taken, Ok(left)) = next.run(Effect::TakeRecovery(1, file.clone()))
        else {
            panic!()
        };
        assert_eq!(taken, file);
        assert_eq!(*left.copy.case, next.case("Bente B. Testperson"));
        assert_eq!(left.copy.path, Some("/a/b.wgscase".into()));
        let outcome = next.run(Effect::AdoptRecovery(file));
        assert!(matches!(outcome, Outcome::RecoveryDiscarded(_, Ok(()))));
        next.hold_only(None);
        assert_eq!(names(&copies).len(), 3);
        assert!(matches!(next.run(Effect::DropRecovery), Outcome::RecoveryDropped(_, Ok(()))));
        assert_eq!(names(&copies), [""; 0]);
    }

    #[test]
    fn a_copy_that_another_window_holds_is_left_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let bench = Bench::new(KeyStore::in_memory(), Some(folder.path().to_owned()));
        let file = bench.desktop.recovery_file.borrow().clone();
        std::fs::write(&file, "theirs").unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        let other = std::fs::File::create(folder.path().join(format!(".{name}.lock"))).unwrap();
        other.lock().unwrap();
        let refused = bench.run(Effect::DropRecovery);
        assert!(matches!(
            refused,
            Outcome::RecoveryDropped(_, Err(RecoveryError::Lock(LockError::HeldElsewhere(_))))
        ));
        assert!(matches!(bench.keep("A"), Outcome::RecoveryKept(_, Err(_))));
        // The next has a name of its own.
        std::thread::sleep(std::time::Duration::from_millis(2));
        let Outcome::RecoveryKept(own, Ok(())) = bench.keep("A") else { panic!() };
        assert_ne!(own, file);
        assert_eq!(std::fs::read(&file).unwrap(), b"theirs");
    }

    #[test]
    fn what_was_taken_over_since_it_was_looked_for_is_neither_offered_nor_discarded() {
        let folder = tempfile::tempdir().unwrap();
        let bench = Bench::new(KeyStore::in_memory(), Some(folder.path().to_owned()));
        let Outcome::RecoveryKept(own, Ok(())) = bench.keep("A") else { panic!() };
        let found = |file: PathBuf| FoundRecovery { file, kept_at: None, indication: Err(Unreadable::Ever) };
        let late = Outcome::RecoveriesFound(vec![found(own.clone()), found(folder.path().join("1.age"))]);
        bench.desktop.sender.send((late, Vec::new())).unwrap();
        let outcomes = bench.desktop.outcomes();
        let [Outcome::RecoveriesFound(left)] = &outcomes[..] else { panic!("{outcomes:?}") };
        assert_eq!(left.iter().map(|found| &found.file).collect::<Vec<_>>(), [&folder.path().join("1.age")]);
        bench.run(Effect::DiscardRecovery(own.clone()));
        assert!(own.is_file());
    }

    #[test]
    fn without_a_key_store_no_recovery_copy_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let bench = Bench::new(KeyStore::none(), Some(folder.path().join("recovery")));
        assert!(matches!(bench.keep("A"), Outcome::RecoveryKept(_, Err(_))));
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn one_that_can_t_be_read_is_told_and_can_be_discarded() {
        let folder = tempfile::tempdir().unwrap();
        let bench = Bench::new(KeyStore::in_memory(), Some(folder.path().to_owned()));
        let file = folder.path().join("1.age");
        std::fs::write(&file, "damaged").unwrap();
        let Outcome::RecoveriesFound(found) = bench.run(Effect::FindRecoveries(None)) else { panic!() };
        // Without its key nobody reads it, and none is made for that.
        assert_eq!((found.len(), &found[0].indication), (1, &Err(Unreadable::Ever)));
        assert!(matches!(
            bench.run(Effect::TakeRecovery(1, file.clone())),
            Outcome::RecoveryTaken(_, _, Err(_))
        ));
        // Another window is at it: as another process would be.
        let other = std::fs::File::create(folder.path().join(".1.age.lock")).unwrap();
        other.lock().unwrap();
        let refused = bench.run(Effect::DiscardRecovery(file.clone()));
        assert!(matches!(
            refused,
            Outcome::RecoveryDiscarded(_, Err(RecoveryError::Lock(LockError::HeldElsewhere(_))))
        ));
        drop(other);
        bench.run(Effect::DiscardRecovery(file));
        bench.hold_only(None);
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn a_worker_that_breaks_is_told() {
        let bench = Bench::new(KeyStore::none(), None);
        std::panic::set_hook(Box::new(|_| {}));
        bench.desktop.spawn(Work::WriteCase, |_| panic!("on purpose"));
        bench.woken.recv().unwrap();
        let _ = std::panic::take_hook();
        assert!(matches!(bench.desktop.outcomes()[..], [Outcome::Broken(Work::WriteCase)]));
        assert!(!bench.desktop.is_writing());
    }
}
