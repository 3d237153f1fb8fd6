//! A drive that hangs, for tests: whoever touches the files of a lock there waits until the drive answers again.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};

/// The folders of the drives that hang, each with the number of threads that wait for it.
static HANGING: Mutex<Vec<(PathBuf, usize)>> = Mutex::new(Vec::new());
/// A drive answers again, or another thread waits for one.
static CHANGED: Condvar = Condvar::new();

/// The drive hangs until this is dropped.
pub struct HangingDrive(PathBuf);

impl HangingDrive {
    /// What is below the folder hangs from now on.
    pub fn at(folder: &Path) -> Self {
        let folder = folder.canonicalize().unwrap();
        HANGING.lock().unwrap_or_else(PoisonError::into_inner).push((folder.clone(), 0));
        HangingDrive(folder)
    }

    /// Blocks until so many threads wait for the drive.
    pub fn wait_for_threads(&self, count: usize) {
        let mut hanging = HANGING.lock().unwrap_or_else(PoisonError::into_inner);
        while !hanging.iter().any(|(folder, waiting)| *folder == self.0 && *waiting >= count) {
            hanging = CHANGED.wait(hanging).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for HangingDrive {
    fn drop(&mut self) {
        HANGING.lock().unwrap_or_else(PoisonError::into_inner).retain(|(folder, _)| *folder != self.0);
        CHANGED.notify_all();
    }
}

/// Waits while the drive that the path is on hangs.
pub fn wait_while_hanging(path: &Path) {
    let mut hanging = HANGING.lock().unwrap_or_else(PoisonError::into_inner);
    let Some((_, waiting)) = hanging.iter_mut().find(|(folder, _)| path.starts_with(folder)) else { return };
    *waiting += 1;
    CHANGED.notify_all();
    while hanging.iter().any(|(folder, _)| path.starts_with(folder)) {
        hanging = CHANGED.wait(hanging).unwrap_or_else(PoisonError::into_inner);
    }
}
