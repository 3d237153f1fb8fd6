//! Releases file locks away from the interface thread: on a drive that hangs, removing their files takes for ever.

use super::locked_file::LockedFile;
use crate::files;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What is not needed any more: its files are still to be removed.
#[must_use = "dropping a lock may block, so it is given to `ReleasingLocks`"]
#[derive(Default)]
pub struct Unneeded {
    /// A recovery copy to remove.
    pub copy: Option<PathBuf>,
    /// The locks to release after that.
    pub locks: Vec<LockedFile>,
}

impl Unneeded {
    /// Locks to release.
    pub fn locks(locks: impl IntoIterator<Item = LockedFile>) -> Self {
        Unneeded { copy: None, locks: locks.into_iter().collect() }
    }

    /// Removes the copy and releases the locks. May block for ever.
    pub fn clean_up(self) {
        if let Some(copy) = &self.copy {
            // If it can't be removed, it is offered at the next start. No data is lost.
            let _ = files::remove(copy);
        }
        thread::scope(|scope| {
            for lock in self.locks {
                // A drive that hangs does not keep the others waiting.
                let _ = thread::Builder::new().spawn_scoped(scope, move || drop(lock));
            }
        });
    }
}

/// The threads that release file locks.
#[derive(Default)]
pub struct ReleasingLocks {
    threads: Vec<JoinHandle<()>>,
}

impl ReleasingLocks {
    /// Starts to release locks. Never blocks.
    pub fn start(&mut self, unneeded: Unneeded) {
        self.threads.retain(|thread| !thread.is_finished());
        if unneeded.copy.is_none() && unneeded.locks.is_empty() {
            return;
        }
        // If no thread can be started, the locks stay until the process ends: dropping them here might block.
        let unneeded = ManuallyDrop::new(unneeded);
        let release = move || ManuallyDrop::into_inner(unneeded).clean_up();
        self.threads.extend(thread::Builder::new().name("release locks".to_owned()).spawn(release));
    }

    /// Whether files of locks would be left behind if the program ended now.
    pub fn is_in_progress(&self) -> bool {
        self.threads.iter().any(|thread| !thread.is_finished())
    }
}

/// Carries out work in a thread of its own, and waits until the work says that it is done, but at most this long: the
/// program is about to end, and a drive that hangs must not keep it from that.
pub fn run_within(limit: Duration, work: impl FnOnce(&dyn Fn()) + Send + 'static) {
    let (sender, done) = channel();
    // Nobody waits any more if the work took too long.
    let run = move || work(&|| sender.send(()).unwrap_or_default());
    if thread::Builder::new().name("last work".to_owned()).spawn(run).is_ok() {
        let _ = done.recv_timeout(limit);
    }
}
