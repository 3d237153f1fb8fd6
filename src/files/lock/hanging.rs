//! A drive that hangs, for tests: whoever touches the files of a lock there waits until the drive answers again.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};

static HANGING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static ANSWERS: Condvar = Condvar::new();

/// The drive hangs until this is dropped.
pub struct HangingDrive(PathBuf);

impl HangingDrive {
    /// What is below the folder hangs from now on.
    pub fn at(folder: &Path) -> Self {
        let folder = folder.canonicalize().unwrap();
        HANGING.lock().unwrap_or_else(PoisonError::into_inner).push(folder.clone());
        HangingDrive(folder)
    }
}

impl Drop for HangingDrive {
    fn drop(&mut self) {
        HANGING.lock().unwrap_or_else(PoisonError::into_inner).retain(|folder| *folder != self.0);
        ANSWERS.notify_all();
    }
}

/// Waits while the drive that the path is on hangs.
pub fn wait_while_hanging(path: &Path) {
    let mut hanging = HANGING.lock().unwrap_or_else(PoisonError::into_inner);
    while hanging.iter().any(|folder| path.starts_with(folder)) {
        hanging = ANSWERS.wait(hanging).unwrap_or_else(PoisonError::into_inner);
    }
}
