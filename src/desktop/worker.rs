//! Carries out requests, each in a thread of its own, and wakes the window when a reply has arrived.

use super::case_file;
use super::export_turns::{ExportTurn, ExportTurns};
use super::kept_file::refuse_kept_file;
use super::last_copy::{LastCopy, write_on_signals};
use super::lock;
use super::locked_file::{FileEffects, LockedFile};
use super::printing::PrintFiles;
use super::raise::{self, RaiseListener};
use super::recovery::{self, OwnCopy};
use super::release::{ReleasingLocks, Unneeded, run_within};
use super::{
    CaseRequest, Job, JobId, JobPanicked, KeyRequest, KeyStatus, KeyStore, Output, PathCompletion,
    RecoveryCopy, RecoveryError, RecoveryRequest, Reply, ReportRequest, Request, SaveError, clipboard,
    dialog, handover, recent, report,
};
use crate::definition::{CriteriaSet, Language};
use crate::files::{self, FileError, LockError};
use crate::wording::Phrases;
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// Runs the jobs of one window and holds its file locks.
pub struct Desktop {
    set: Arc<CriteriaSet>,
    keys: KeyStore,
    sender: Sender<FinishedJob>,
    receiver: Receiver<FinishedJob>,
    /// The locked case files: the case shown, and others only until the next
    /// [`release_other_locks`](Self::release_other_locks).
    locked: Vec<LockedFile>,
    /// The recovery copy of this window; `None`: there is no folder for copies.
    own_copy: Option<OwnCopy>,
    /// What is written if the system ends the program.
    last_copy: LastCopy,
    /// The files that are being printed.
    print_files: PrintFiles,
    export_turns: ExportTurns,
    releasing: ReleasingLocks,
    /// Hears when another window wants this one to come to the front.
    raise_listener: RaiseListener,
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// Sent by a worker when its job ends.
struct FinishedJob {
    reply: Reply,
    /// The files that the job has locked.
    locked: Vec<LockedFile>,
    /// The file of this window's recovery copy when the job was started, if the job writes or removes it.
    own_copy: Option<PathBuf>,
}

impl Desktop {
    /// `wake` is called from a worker when a reply has arrived. `recovery` is the folder of the recovery copies.
    pub fn new(
        set: Arc<CriteriaSet>,
        keys: KeyStore,
        recovery: Option<PathBuf>,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let (sender, receiver) = channel();
        Desktop {
            set,
            last_copy: LastCopy::new(keys.clone()),
            keys,
            sender,
            receiver,
            locked: Vec::new(),
            own_copy: recovery.map(OwnCopy::new),
            print_files: PrintFiles::clean_up(),
            export_turns: ExportTurns::default(),
            releasing: ReleasingLocks::default(),
            raise_listener: RaiseListener::default(),
            wake: Arc::new(wake),
        }
    }

    /// From now on, a signal that ends the program first writes what is not saved
    /// ([`note_unsaved`](Self::note_unsaved)) to the recovery copy.
    ///
    /// # Errors
    /// The system does not accept it.
    pub fn write_copy_on_signals(&self) -> std::io::Result<()> {
        write_on_signals(&self.last_copy)
    }

    /// Notes the changes that are not saved; `None`: there are none, or the user wants no recovery copies. If the
    /// system ends the program, they are written without the window.
    pub fn note_unsaved(&self, copy: Option<RecoveryCopy>) {
        if let Some(own) = &self.own_copy {
            self.last_copy.note_file(own.file(), own.is_locked());
            self.last_copy.note_unsaved(copy);
        }
    }

    /// From now on, another window of this user can ask this one to come to the front.
    pub fn listen_for_other_windows(&mut self) {
        self.raise_listener = RaiseListener::start(self.wake.clone());
    }

    /// Whether another window has asked this one to come to the front since the last call.
    pub fn is_asked_to_front(&self) -> bool {
        self.raise_listener.take()
    }

    /// The replies that have come since the last call.
    pub fn replies(&mut self) -> Vec<Reply> {
        let finished: Vec<FinishedJob> = self.receiver.try_iter().collect();
        finished.into_iter().map(|finished| self.take_over_locks(finished)).collect()
    }

    /// Keeps the locks that came with a reply, and notes what the job has done to this window's recovery copy.
    fn take_over_locks(&mut self, finished: FinishedJob) -> Reply {
        let FinishedJob { mut reply, mut locked, own_copy: file } = finished;
        if let Some(own) = &mut self.own_copy {
            let unneeded = match (&mut reply.result, file) {
                (Ok(Output::RecoveryKept(Ok(()))), Some(file)) => own.note_written(&file, locked.pop()),
                (
                    Ok(Output::RecoveryKept(Err(RecoveryError::Lock(LockError::HeldElsewhere(_))))),
                    Some(file),
                ) => own.note_locked_elsewhere(&file),
                (Ok(Output::RecoveryDropped(Ok(()))), Some(file)) => own.note_removed(&file),
                // A copy may have been adopted since it was listed.
                (Ok(Output::RecoveriesFound(copies)), _) => {
                    copies.retain(|copy| copy.file != own.file());
                    Unneeded::default()
                }
                _ => Unneeded::default(),
            };
            self.releasing.start(unneeded);
        }
        if let Some(own) = &self.own_copy {
            self.last_copy.note_file(own.file(), own.is_locked());
        }
        self.locked.append(&mut locked);
        reply
    }

    /// Releases the lock of every case file but the one at `path`.
    pub fn release_other_locks(&mut self, path: Option<&Path>) {
        let mut is_kept = false;
        let is_other = |locked: &mut LockedFile| {
            // Each save has locked the file again, and one of these locks is enough.
            let keep = !is_kept && Some(locked.path.as_path()) == path;
            is_kept |= keep;
            !keep
        };
        // Closing waits for this.
        self.releasing.start(Unneeded::locks(self.locked.extract_if(.., is_other)));
    }

    /// Whether files of locks would be left behind if the program ended now.
    pub fn is_releasing_locks(&self) -> bool {
        self.releasing.is_in_progress()
    }

    /// Clears a copied patient summary from the clipboard, where it would otherwise remain after the window closes.
    pub fn clear_clipboard(&self) {
        clipboard::clear();
    }

    /// Starts a job. Must be called on the interface thread, because a job may open a file dialog over `parent`.
    pub fn run<W: HasWindowHandle + HasDisplayHandle>(&mut self, job: Job, language: Language, parent: &W) {
        let keys = self.keys.clone();
        let worker = self.worker(job.id);
        match job.request {
            Request::PickPath(purpose, folder) => {
                let dialog = dialog::prepare(&purpose, folder, Phrases::new(language), parent);
                worker.spawn(move |_| Output::PathPicked(dialog.show()));
            }
            Request::CompletePath(typed) => worker.spawn(move |_| {
                let (completed, choices) = files::complete_folder(&typed);
                Output::PathCompleted(PathCompletion { typed, completed, choices })
            }),
            Request::Case(request) => run_case(worker, request, keys),
            Request::Keys(KeyRequest::LookUp) => {
                worker.spawn(move |_| Output::KeysLookedUp(look_up_keys(&keys)));
            }
            Request::Keys(KeyRequest::Unlock) => worker.spawn(move |_| {
                keys.unlock();
                Output::KeysLookedUp(look_up_keys(&keys))
            }),
            Request::Keys(KeyRequest::MakeRecoveryKey { path, passphrase }) => {
                worker.spawn_with_effects(move |_| {
                    match case_file::make_recovery_key(&path, &passphrase, &keys) {
                        Ok(notes) => {
                            (Output::RecoveryKeyMade(Ok(())), FileEffects { locked: Vec::new(), notes })
                        }
                        Err(error) => (Output::RecoveryKeyMade(Err(error)), FileEffects::default()),
                    }
                });
            }
            Request::Recovery(request) => self.run_recovery(worker, request),
            Request::Report(ReportRequest::Export { path, case, settings, expected, case_file }) => {
                let turn = self.export_turns.take(&path);
                worker.in_turn(turn).spawn_with_effects(move |set| {
                    // The case file may be named like a PDF. A report is not encrypted, and may lack patient and case.
                    let exported = refuse_kept_file(&path, case_file.as_deref(), FileError::CaseItself)
                        .and_then(|()| report::export_report(&path, &case, settings, expected, set));
                    match exported {
                        Ok((report, effects)) => (Output::PdfExported(Ok(report)), effects),
                        Err(error) => (Output::PdfExported(Err(error)), FileEffects::default()),
                    }
                });
            }
            Request::Report(ReportRequest::DrawPages { case, settings, pages, width }) => {
                worker.spawn(move |set| {
                    Output::PagesDrawn(report::draw_pages(&case, settings, &pages, width, set))
                });
            }
            Request::Report(ReportRequest::HandOver { what, path, exported, withdrawal }) => {
                let hand_over = move || handover::hand_over(what, &path, exported, &withdrawal);
                worker.spawn(move |_| Output::HandedOver(hand_over()));
            }
            Request::Report(ReportRequest::Print { case, settings }) => {
                let files = self.print_files.clone();
                worker.spawn(move |set| Output::Printed(files.print(&case, settings, set)));
            }
            Request::Report(ReportRequest::ReadPaper(path)) => {
                worker.spawn(move |_| Output::PaperRead(report::read_paper(&path)));
            }
            Request::WriteSettings(folder, change) => {
                worker.spawn(move |_| {
                    Output::SettingsWritten(files::write_settings(&folder, *change).map(Box::new))
                });
            }
            Request::Recent(request) => worker.spawn(move |_| recent::run(request)),
            Request::RaiseWindow(process) => {
                worker.spawn(move |_| Output::WindowRaised(raise::raise(process)));
            }
            Request::Lock(request) => worker.spawn(move |_| lock::run(request)),
            Request::Copy { text, clear } => {
                worker.spawn(move |_| Output::Copied(clipboard::copy(text, clear)));
            }
        }
    }

    fn run_recovery(&mut self, worker: Worker, request: RecoveryRequest) {
        let (keys, last_copy) = (self.keys.clone(), self.last_copy.clone());
        let Some(own) = &mut self.own_copy else {
            // The window requests recovery copies only if there is a folder for them.
            return worker.fail();
        };
        let (file, is_locked) = (own.file().to_owned(), own.is_locked());
        match request {
            RecoveryRequest::Keep(copy) => worker.with_own_copy(file.clone()).spawn_with_effects(move |_| {
                // Before it may wait for the key store: the last copy does not.
                let recipients = keys.recovery_copy_recipients();
                let _one_at_a_time = last_copy.start_writing();
                let written = recipients
                    .map_err(RecoveryError::from)
                    .and_then(|_| recovery::write_copy(&file, is_locked, &copy, &keys));
                match written {
                    Ok(lock) => {
                        let locked = lock.map(|lock| LockedFile::new(file, lock));
                        (Output::RecoveryKept(Ok(())), locked.into())
                    }
                    Err(error) => (Output::RecoveryKept(Err(error)), FileEffects::default()),
                }
            }),
            RecoveryRequest::Drop => worker.with_own_copy(file.clone()).spawn(move |_| {
                let _one_at_a_time = last_copy.start_writing();
                let remove = if is_locked { recovery::remove_copy } else { recovery::remove_unlocked_copy };
                Output::RecoveryDropped(remove(&file))
            }),
            RecoveryRequest::Adopt(file) => {
                let index = self.locked.iter().position(|locked| locked.path == file);
                let lock = index.map(|index| self.locked.swap_remove(index));
                let unneeded = own.adopt(file, lock);
                last_copy.note_file(own.file(), own.is_locked());
                worker.spawn(move |_| {
                    let removed = unneeded.copy.as_deref().map_or(Ok(()), recovery::remove_copy);
                    drop(unneeded);
                    Output::RecoveryDiscarded(removed)
                });
            }
            RecoveryRequest::Find(key_error) => {
                let folder = own.folder().to_owned();
                worker.spawn(move |set| {
                    let found = recovery::list_copies(&folder, &file, &keys, key_error, &[], set);
                    Output::RecoveriesFound(found)
                });
            }
            RecoveryRequest::FindMore(known) => {
                let folder = own.folder().to_owned();
                worker.spawn(move |set| {
                    Output::RecoveriesFound(recovery::list_copies(&folder, &file, &keys, None, &known, set))
                });
            }
            RecoveryRequest::Take(file) => {
                worker.spawn_with_effects(move |set| match recovery::take_over(&file, &keys, set) {
                    Ok((taken, lock)) => {
                        (Output::RecoveryTaken(Ok(Box::new(taken))), Some(LockedFile::new(file, lock)).into())
                    }
                    Err(error) => (Output::RecoveryTaken(Err(error)), FileEffects::default()),
                });
            }
            RecoveryRequest::Discard(discarded) => worker.spawn(move |_| {
                // The copy may have become this window's own since it was listed. It is removed when its case is saved
                // or discarded.
                let is_own = discarded == file;
                Output::RecoveryDiscarded(if is_own {
                    Ok(())
                } else {
                    recovery::remove_unlocked_copy(&discarded)
                })
            }),
        }
    }

    fn worker(&self, job: JobId) -> Worker {
        Worker {
            job,
            set: self.set.clone(),
            sender: self.sender.clone(),
            wake: self.wake.clone(),
            own_copy: None,
            export_turn: None,
        }
    }
}

impl Drop for Desktop {
    /// The window may end without closing, when the display goes away. If it has closed, nothing is unsaved.
    fn drop(&mut self) {
        const PATIENCE: Duration = Duration::from_secs(2);
        self.print_files.remove();
        self.last_copy.write_within(LastCopy::PATIENCE, false);
        let locks = self.locked.drain(..).chain(self.own_copy.as_mut().and_then(OwnCopy::take_lock));
        let unneeded = Unneeded::locks(locks);
        // Replies that nobody takes any more may have locks too.
        let receiver = std::mem::replace(&mut self.receiver, channel().1);
        run_within(PATIENCE, move |note_done| {
            unneeded.clean_up();
            drop(receiver);
            note_done();
        });
    }
}

fn look_up_keys(keys: &KeyStore) -> KeyStatus {
    let status = match keys.user_keys() {
        Ok(Some(_)) => KeyStatus::Present,
        Ok(None) => KeyStatus::Absent,
        Err(error) => KeyStatus::NoStore(error),
    };
    // From now on, recovery copies need no key store, if it has their key.
    if !matches!(status, KeyStatus::NoStore(_)) && keys.known_copy_recipients().is_none() {
        let _ = keys.existing_recovery_copy_key();
    }
    status
}

fn run_case(worker: Worker, request: CaseRequest, keys: KeyStore) {
    worker.spawn_with_effects(move |set| match request {
        CaseRequest::Read { path, key } => match case_file::read(&path, key.as_ref(), &keys, set) {
            Ok((opened, effects)) => (Output::CaseRead(Ok(opened)), effects),
            Err(error) => (Output::CaseRead(Err(error)), FileEffects::default()),
        },
        CaseRequest::ReadCopy { path, key } => {
            let read = case_file::read_copy(&path, key.as_ref(), &keys, set);
            (Output::CaseRead(read), FileEffects::default())
        }
        CaseRequest::Write { path, case, protection, expected, copy_of } => {
            // Another window may have saved the original since the copy was made.
            let allowed = refuse_kept_file(&path, copy_of.as_deref(), SaveError::OriginalOfCopy);
            match allowed.and_then(|()| case_file::write(&path, &case, &protection, expected, &keys)) {
                Ok((written, effects)) => (Output::CaseWritten(Ok(written)), effects),
                Err(error) => (Output::CaseWritten(Err(error)), FileEffects::default()),
            }
        }
    });
}

/// Carries out one job in a thread of its own, and sends its reply.
struct Worker {
    job: JobId,
    set: Arc<CriteriaSet>,
    sender: Sender<FinishedJob>,
    wake: Arc<dyn Fn() + Send + Sync>,
    own_copy: Option<PathBuf>,
    export_turn: Option<ExportTurn>,
}

impl Worker {
    /// The worker of an export, which waits for the earlier ones to the same file.
    fn in_turn(self, turn: ExportTurn) -> Self {
        Worker { export_turn: Some(turn), ..self }
    }

    /// The worker of a job that writes or removes this window's recovery copy in `file`.
    fn with_own_copy(self, file: PathBuf) -> Self {
        Worker { own_copy: Some(file), ..self }
    }

    /// Starts a job that locks no files.
    fn spawn(self, work: impl FnOnce(&CriteriaSet) -> Output + Send + 'static) {
        self.spawn_with_effects(move |set| (work(set), FileEffects::default()));
    }

    /// Starts a job that returns with its output what it has done with files.
    fn spawn_with_effects(self, work: impl FnOnce(&CriteriaSet) -> (Output, FileEffects) + Send + 'static) {
        let (job, sender, wake) = (self.job, self.sender.clone(), self.wake.clone());
        let run = move || {
            let Worker { job, set, sender, wake, own_copy, export_turn } = self;
            // Reply even if the work panics: the window waits for the reply.
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                if let Some(turn) = &export_turn {
                    turn.wait();
                }
                work(&set)
            }));
            let (result, FileEffects { locked, notes }) = match outcome {
                Ok((output, effects)) => (Ok(output), effects),
                Err(_) => (Err(JobPanicked), FileEffects::default()),
            };
            // The window may be closed by now.
            let _ = sender.send(FinishedJob { reply: Reply { job, result, notes }, locked, own_copy });
            // The replies are in the order of the exports.
            drop(export_turn);
            wake();
        };
        if thread::Builder::new().name(format!("{job:?}")).spawn(run).is_err() {
            send_failure(job, &sender, &*wake);
        }
    }

    /// Replies with a failure, without starting the job.
    fn fail(self) {
        send_failure(self.job, &self.sender, &*self.wake);
    }
}

fn send_failure(job: JobId, sender: &Sender<FinishedJob>, wake: &(dyn Fn() + Send + Sync)) {
    let reply = Reply { job, result: Err(JobPanicked), notes: Vec::new() };
    let _ = sender.send(FinishedJob { reply, locked: Vec::new(), own_copy: None });
    wake();
}

#[cfg(test)]
mod tests;
