//! The order of exports to one file: of two at once, the earlier one could be written last, and be taken
//! for the later one.

use crate::files;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// An export waits at most this long to learn where an earlier one leads: the drive of that one may hang, and is
/// probably another one.
const PATIENCE: Duration = Duration::from_secs(2);

/// The exports of a window that have not replied yet.
#[derive(Clone, Default)]
pub struct ExportTurns(Arc<Shared>);

#[derive(Default)]
struct Shared {
    turns: Mutex<Turns>,
    changed: Condvar,
}

#[derive(Default)]
struct Turns {
    next: u64,
    /// By number: the file that an export writes to, whichever path leads there; `None`: it is not known yet.
    files: BTreeMap<u64, Option<PathBuf>>,
}

/// The place of an export in the order. It ends when it is dropped, which lets the exports behind it go on.
pub struct ExportTurn {
    shared: Arc<Shared>,
    number: u64,
    path: PathBuf,
}

impl ExportTurns {
    /// The turn of an export to a path, behind all that were taken before.
    pub fn take(&self, path: &Path) -> ExportTurn {
        let mut turns = self.0.lock();
        let number = turns.next;
        turns.next += 1;
        turns.files.insert(number, None);
        drop(turns);
        ExportTurn { shared: self.0.clone(), number, path: path.to_owned() }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Turns> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turns {
    /// Whether an earlier export writes to the file.
    fn has_earlier_to(&self, number: u64, file: &Path) -> bool {
        self.files.range(..number).any(|(_, earlier)| earlier.as_deref() == Some(file))
    }

    /// Whether it is not known of an earlier export where it leads.
    fn has_unknown_before(&self, number: u64) -> bool {
        self.files.range(..number).any(|(_, earlier)| earlier.is_none())
    }
}

impl ExportTurn {
    /// Waits until no earlier export writes to the same file. This touches the drive.
    pub fn wait(&self) {
        // What leads nowhere is not written.
        let file = files::compared_path(&self.path).unwrap_or_else(|| self.path.clone());
        let mut turns = self.shared.lock();
        turns.files.insert(self.number, Some(file.clone()));
        self.shared.changed.notify_all();
        let is_unknown = |turns: &mut Turns| turns.has_unknown_before(self.number);
        let waited = self.shared.changed.wait_timeout_while(turns, PATIENCE, is_unknown);
        let turns = waited.unwrap_or_else(PoisonError::into_inner).0;
        let is_early = |turns: &mut Turns| turns.has_earlier_to(self.number, &file);
        drop(self.shared.changed.wait_while(turns, is_early));
    }
}

impl Drop for ExportTurn {
    fn drop(&mut self) {
        self.shared.lock().files.remove(&self.number);
        self.shared.changed.notify_all();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, channel};
    use std::thread;

    /// Tells when it is the turn of an export.
    fn wait_in_thread(turn: ExportTurn) -> Receiver<ExportTurn> {
        let (sender, receiver) = channel();
        thread::spawn(move || {
            turn.wait();
            let _ = sender.send(turn);
        });
        receiver
    }

    #[test]
    fn exports_to_one_file_wait_for_each_other_whichever_path_leads_there() {
        const SHORT: Duration = Duration::from_millis(100);
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().join("real");
        std::fs::create_dir(&real).unwrap();
        std::fs::write(real.join("a.pdf"), "earlier").unwrap();
        std::os::unix::fs::symlink(&real, folder.path().join("link")).unwrap();
        std::os::unix::fs::symlink(real.join("a.pdf"), folder.path().join("other.pdf")).unwrap();
        for path in ["real/a.pdf", "link/a.pdf", "other.pdf", "real/../link/./a.pdf"] {
            let turns = ExportTurns::default();
            let first = turns.take(&real.join("a.pdf"));
            let second = wait_in_thread(turns.take(&folder.path().join(path)));
            // Before it is known where the first one leads, and after.
            assert!(second.recv_timeout(SHORT).is_err(), "{path}");
            first.wait();
            assert!(second.recv_timeout(SHORT).is_err(), "{path}");
            let other = wait_in_thread(turns.take(&real.join("b.pdf")));
            assert!(other.recv_timeout(PATIENCE).is_ok(), "another file does not wait");
            drop(first);
            assert!(second.recv_timeout(PATIENCE).is_ok(), "{path}");
        }
    }

    #[test]
    fn an_export_does_not_wait_for_good_for_a_drive_that_hangs() {
        let folder = tempfile::tempdir().unwrap();
        let turns = ExportTurns::default();
        let _hanging = turns.take(&folder.path().join("a.pdf"));
        let other = wait_in_thread(turns.take(&folder.path().join("b.pdf")));
        assert!(other.recv_timeout(2 * PATIENCE).is_ok());
    }
}
