//! Carries out requests, each in a thread of its own, and wakes the window when a reply is there.

use super::case_file;
use super::locked_file::LockedFile;
use super::recovery::{self, OwnCopy};
use super::{
    CaseRequest, Job, JobId, JobPanicked, KeyRequest, KeyStatus, KeyStore, Output, PickedPath, RecoveryError,
    RecoveryRequest, Reply, ReportRequest, Request, clipboard, dialog, handover, report,
};
use crate::definition::{CriteriaSet, Language};
use crate::files::{self, LockError};
use crate::wording::Phrases;
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

/// Runs the jobs of one window and holds its file locks.
pub struct Desktop {
    set: Arc<CriteriaSet>,
    keys: KeyStore,
    sender: Sender<Finished>,
    receiver: Receiver<Finished>,
    /// The locked case files: the case shown, and others only until the next
    /// [`release_other_locks`](Self::release_other_locks).
    locked: Vec<LockedFile>,
    /// The recovery copy of this window; `None`: there is no folder for copies.
    own_copy: Option<OwnCopy>,
    /// The threads that release file locks.
    releasing: Vec<JoinHandle<()>>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// What a worker sends when its job ends.
struct Finished {
    reply: Reply,
    locked: Vec<LockedFile>,
    /// The file of a job about this window's recovery copy.
    own_copy: Option<PathBuf>,
}

impl Desktop {
    /// `wake` is called from a worker when a reply is there. Recovery copies go to the folder `recovery`.
    pub fn new(
        set: Arc<CriteriaSet>,
        keys: KeyStore,
        recovery: Option<PathBuf>,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let (sender, receiver) = channel();
        Desktop {
            set,
            keys,
            sender,
            receiver,
            locked: Vec::new(),
            own_copy: recovery.map(OwnCopy::new),
            releasing: Vec::new(),
            wake: Arc::new(wake),
        }
    }

    /// The replies that have come since the last call.
    pub fn replies(&mut self) -> Vec<Reply> {
        let finished: Vec<Finished> = self.receiver.try_iter().collect();
        finished.into_iter().map(|finished| self.take_over_locks(finished)).collect()
    }

    /// Keeps the locks that came with a reply, and follows what became of this window's recovery copy.
    fn take_over_locks(&mut self, finished: Finished) -> Reply {
        let Finished { mut reply, mut locked, own_copy: about } = finished;
        if let Some(own) = &mut self.own_copy {
            match (&mut reply.result, about) {
                (Ok(Output::RecoveryKept(Ok(()))), Some(file)) => own.was_kept(&file, locked.pop()),
                (
                    Ok(Output::RecoveryKept(Err(RecoveryError::Lock(LockError::HeldElsewhere(_))))),
                    Some(file),
                ) => {
                    own.was_refused(&file);
                }
                (Ok(Output::RecoveryDropped(Ok(()))), Some(file)) => own.was_dropped(&file),
                // The list may be older than an adoption.
                (Ok(Output::RecoveriesFound(found)), _) => found.retain(|found| found.file != own.file()),
                _ => {}
            }
        }
        self.locked.append(&mut locked);
        reply
    }

    /// Releases the lock of every case file but the one at `path`.
    pub fn release_other_locks(&mut self, path: Option<&Path>) {
        let mut is_held = false;
        let is_to_go = |locked: &mut LockedFile| {
            // A file that was written several times is locked once.
            let stays = !is_held && Some(locked.path.as_path()) == path;
            is_held |= stays;
            !stays
        };
        let released: Vec<LockedFile> = self.locked.extract_if(.., is_to_go).collect();
        if released.is_empty() {
            return;
        }
        // A network drive that does not answer must not block the window. Closing waits for it.
        self.releasing.retain(|thread| !thread.is_finished());
        // If there is no thread to be had, the closure is dropped here, and the locks with it.
        let thread = thread::Builder::new().name("release locks".to_owned()).spawn(move || drop(released));
        self.releasing.extend(thread);
    }

    /// Whether files of locks would be left behind if the program ended now.
    pub fn is_releasing_locks(&self) -> bool {
        self.releasing.iter().any(|thread| !thread.is_finished())
    }

    /// Cleans up what outlives the window otherwise: the copied summary on the clipboard.
    pub fn leave(&self) {
        clipboard::clear();
    }

    /// Starts a job. A file dialog stands over `parent`, so this runs on the interface thread.
    pub fn run<W: HasWindowHandle + HasDisplayHandle>(&mut self, job: Job, language: Language, parent: &W) {
        let keys = self.keys.clone();
        let worker = self.worker(job.id);
        match job.request {
            Request::PickPath(purpose, folder) => {
                let shown = dialog::show(&purpose, folder.as_deref(), Phrases::new(language), parent);
                // Asking the session bus can take long.
                worker.spawn(move |_| {
                    Output::PathPicked(if !dialog::is_available() {
                        PickedPath::NoDialog
                    } else {
                        pollster::block_on(shown).map_or(PickedPath::Cancelled, PickedPath::Path)
                    })
                });
            }
            Request::Case(request) => run_case(worker, request, keys),
            Request::Keys(KeyRequest::LookUp) => worker.spawn(move |_| {
                Output::KeysLookedUp(match keys.user_keys() {
                    Ok(Some(_)) => KeyStatus::Made,
                    Ok(None) => KeyStatus::NotMade,
                    Err(error) => KeyStatus::NoStore(error),
                })
            }),
            Request::Keys(KeyRequest::MakeRecoveryKey { path, passphrase }) => {
                worker
                    .spawn(move |_| Output::RecoveryKeyMade(case_file::make_keys(&path, &passphrase, &keys)));
            }
            Request::Recovery(request) => self.run_recovery(worker, request),
            Request::Report(ReportRequest::Export { path, case, settings, replace }) => {
                worker.spawn(move |set| {
                    Output::PdfExported(report::export(&path, &case, settings, replace, set))
                });
            }
            Request::Report(ReportRequest::DrawPage { case, settings, page, pixels_per_point }) => {
                worker.spawn(move |set| {
                    Output::PageDrawn(report::draw(&case, settings, page, pixels_per_point, set))
                });
            }
            Request::Report(ReportRequest::HandOver(what, path)) => {
                worker.spawn(move |_| Output::HandedOver(handover::hand_over(what, &path)));
            }
            Request::WriteSettings(folder, settings) => {
                worker.spawn(move |_| Output::SettingsWritten(files::write_settings(&folder, &settings)));
            }
            Request::Copy { text, clear } => {
                worker.spawn(move |_| Output::Copied(clipboard::copy(text, clear)));
            }
        }
    }

    fn run_recovery(&mut self, worker: Worker, request: RecoveryRequest) {
        let keys = self.keys.clone();
        let Some(own) = &mut self.own_copy else {
            // The window asks for copies only where there is a folder for them.
            return worker.fail();
        };
        let (file, is_locked) = (own.file().to_owned(), own.is_locked());
        match request {
            RecoveryRequest::Keep(copy) => worker.about(file.clone()).spawn_locking(move |_| {
                match recovery::keep(&file, is_locked, &copy, &keys) {
                    Ok(lock) => {
                        let locked = lock.map(|lock| LockedFile::new(file, lock));
                        (Output::RecoveryKept(Ok(())), locked.into_iter().collect())
                    }
                    Err(error) => (Output::RecoveryKept(Err(error)), Vec::new()),
                }
            }),
            RecoveryRequest::Drop => worker.about(file.clone()).spawn(move |_| {
                let remove = if is_locked { recovery::discard } else { recovery::discard_found };
                Output::RecoveryDropped(remove(&file))
            }),
            RecoveryRequest::Adopt(file) => {
                let at = self.locked.iter().position(|locked| locked.path == file);
                let lock = at.map(|at| self.locked.swap_remove(at));
                match own.adopt(file, lock) {
                    Some((before, lock)) => worker.spawn(move |_| {
                        let discarded = recovery::discard(&before);
                        drop(lock);
                        Output::RecoveryDiscarded(discarded)
                    }),
                    None => worker.spawn(|_| Output::RecoveryDiscarded(Ok(()))),
                }
            }
            RecoveryRequest::Find(refused) => {
                let folder = own.folder().to_owned();
                worker.spawn(move |set| {
                    Output::RecoveriesFound(recovery::find(&folder, &file, &keys, refused, set))
                });
            }
            RecoveryRequest::Take(file) => {
                worker.spawn_locking(move |set| match recovery::take(&file, &keys, set) {
                    Ok((taken, lock)) => {
                        (Output::RecoveryTaken(Ok(Box::new(taken))), vec![LockedFile::new(file, lock)])
                    }
                    Err(error) => (Output::RecoveryTaken(Err(error)), Vec::new()),
                });
            }
            RecoveryRequest::Discard(found) => worker.spawn(move |_| {
                // The copy of this window goes with its case.
                let is_own = found == file;
                Output::RecoveryDiscarded(if is_own { Ok(()) } else { recovery::discard_found(&found) })
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
        }
    }
}

fn run_case(worker: Worker, request: CaseRequest, keys: KeyStore) {
    worker.spawn_locking(move |set| match request {
        CaseRequest::Read { path, key } => match case_file::read(&path, key.as_ref(), &keys, set) {
            Ok((opened, locked)) => (Output::CaseRead(Ok(opened)), locked.into_iter().collect()),
            Err(error) => (Output::CaseRead(Err(error)), Vec::new()),
        },
        CaseRequest::Write { path, case, protection, expected } => {
            match case_file::write(&path, &case, &protection, expected, &keys) {
                Ok((written, locked)) => (Output::CaseWritten(Ok(written)), locked.into_iter().collect()),
                Err(error) => (Output::CaseWritten(Err(error)), Vec::new()),
            }
        }
    });
}

/// A thread that is about to carry out one job.
struct Worker {
    job: JobId,
    set: Arc<CriteriaSet>,
    sender: Sender<Finished>,
    wake: Arc<dyn Fn() + Send + Sync>,
    own_copy: Option<PathBuf>,
}

impl Worker {
    /// Names the file of this window's recovery copy that the job is about.
    fn about(self, file: PathBuf) -> Self {
        Worker { own_copy: Some(file), ..self }
    }

    fn spawn(self, work: impl FnOnce(&CriteriaSet) -> Output + Send + 'static) {
        self.spawn_locking(move |set| (work(set), Vec::new()));
    }

    fn spawn_locking(self, work: impl FnOnce(&CriteriaSet) -> (Output, Vec<LockedFile>) + Send + 'static) {
        let (job, sender, wake) = (self.job, self.sender.clone(), self.wake.clone());
        let thread = move || {
            let Worker { job, set, sender, wake, own_copy } = self;
            // The window waits for the reply, also when the work panics.
            let done = catch_unwind(AssertUnwindSafe(|| work(&set)));
            let (result, locked) = match done {
                Ok((output, locked)) => (Ok(output), locked),
                Err(_) => (Err(JobPanicked), Vec::new()),
            };
            // The window may be gone already.
            let _ = sender.send(Finished { reply: Reply { job, result }, locked, own_copy });
            wake();
        };
        if thread::Builder::new().name(format!("{job:?}")).spawn(thread).is_err() {
            fail(job, &sender, &*wake);
        }
    }

    /// Ends the job without doing it.
    fn fail(self) {
        fail(self.job, &self.sender, &*self.wake);
    }
}

fn fail(job: JobId, sender: &Sender<Finished>, wake: &(dyn Fn() + Send + Sync)) {
    let reply = Reply { job, result: Err(JobPanicked) };
    let _ = sender.send(Finished { reply, locked: Vec::new(), own_copy: None });
    wake();
}

#[cfg(test)]
mod tests;
